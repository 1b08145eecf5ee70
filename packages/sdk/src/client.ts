import type { GraphQLErrorLike } from './answer.js';
import { Call } from './call.js';
import { factsOf, type TypedDocument } from './document.js';
import { callSiteOf, withCallSite } from './errors.js';
import { apiKeys } from './namespaces/api-keys.js';
import { balances } from './namespaces/balances.js';
import { employees } from './namespaces/employees.js';
import { employers } from './namespaces/employers.js';
import { grants } from './namespaces/grants.js';
import { identity } from './namespaces/identity.js';
import { jobs } from './namespaces/jobs.js';
import { limits } from './namespaces/limits.js';
import { offers } from './namespaces/offers.js';
import { costCenters, departments, legalEntities } from './namespaces/organization.js';
import { payPeriods, payroll } from './namespaces/payroll.js';
import { policies } from './namespaces/policies.js';
import { fxRates, prices } from './namespaces/prices.js';
import { spend } from './namespaces/spend.js';
import { stipends } from './namespaces/stipends.js';
import { testClock } from './namespaces/test-clock.js';
import { usage } from './namespaces/usage.js';
import { type IdempotencyOption, Operations } from './operation.js';
import { type CallOptions, type ClientOptions, type EmployerRef, type Settings, settingsOf } from './settings.js';
import { Transport } from './transport.js';

export interface QueryOptions extends CallOptions, IdempotencyOption {
  /**
   * What to do with a result that has errors beside it: `none`, the default, throws (the error keeps it as `partialData`); `all` answers
   * both. Without any result it throws either way.
   */
  readonly errorPolicy?: 'none' | 'all' | undefined;
}

/** What an operation of your own answers. */
export interface QueryResult<Data> {
  readonly data: Data;
  /** Empty unless `errorPolicy` is `all`. */
  readonly errors: readonly GraphQLErrorLike[];
  /** What the server says beside the data: `cost`, and `redactions` for fields this key may not read. */
  readonly extensions: Readonly<Record<string, unknown>>;
}

/** Variables of an operation of your own; they may be left out where none is required. */
export type QueryArguments<Variables> =
  Record<never, never> extends Variables
    ? [variables?: Variables | undefined, options?: QueryOptions]
    : [variables: Variables, options?: QueryOptions];

/**
 * A client of the Compute Stipends API. It holds no connection and no state, so that one may be made anywhere; nothing is
 * sent, and a missing key is not complained about, before the first call.
 */
export class StipendClient {
  readonly apiKeys: ReturnType<typeof apiKeys>;
  readonly balances: ReturnType<typeof balances>;
  readonly costCenters: ReturnType<typeof costCenters>;
  readonly departments: ReturnType<typeof departments>;
  readonly employees: ReturnType<typeof employees>;
  readonly employers: ReturnType<typeof employers>;
  readonly fxRates: ReturnType<typeof fxRates>;
  readonly grants: ReturnType<typeof grants>;
  readonly jobs: ReturnType<typeof jobs>;
  readonly legalEntities: ReturnType<typeof legalEntities>;
  readonly limits: ReturnType<typeof limits>;
  readonly me: ReturnType<typeof identity>['me'];
  readonly node: ReturnType<typeof identity>['node'];
  readonly nodes: ReturnType<typeof identity>['nodes'];
  readonly offers: ReturnType<typeof offers>;
  readonly payPeriods: ReturnType<typeof payPeriods>;
  readonly payroll: ReturnType<typeof payroll>;
  readonly policies: ReturnType<typeof policies>;
  readonly prices: ReturnType<typeof prices>;
  readonly spend: ReturnType<typeof spend>;
  readonly stipends: ReturnType<typeof stipends>;
  readonly testClock: ReturnType<typeof testClock>;
  readonly usage: ReturnType<typeof usage>;

  readonly #options: ClientOptions;
  readonly #settings: Settings;
  readonly #transport: Transport;

  constructor(options: ClientOptions = {}) {
    this.#options = options;
    this.#settings = settingsOf(options);
    this.#transport = new Transport(this.#settings);
    const call = new Operations(this.#transport);
    this.apiKeys = apiKeys(call);
    this.balances = balances(call);
    this.costCenters = costCenters(call);
    this.departments = departments(call);
    this.employees = employees(call);
    this.employers = employers(call);
    this.fxRates = fxRates(call);
    this.grants = grants(call);
    this.jobs = jobs(call);
    this.legalEntities = legalEntities(call);
    this.limits = limits(call);
    ({ me: this.me, node: this.node, nodes: this.nodes } = identity(call));
    this.offers = offers(call);
    this.payPeriods = payPeriods(call);
    this.payroll = payroll(call);
    this.policies = policies(call);
    this.prices = prices(call);
    this.spend = spend(call);
    this.stipends = stipends(call);
    this.testClock = testClock(call);
    this.usage = usage(call);
  }

  /** Whether the key is of the live or the test world, from its prefix; `undefined` without a key of either. */
  get mode(): 'live' | 'test' | undefined {
    const key = this.#settings.apiKey ?? '';
    return key.startsWith('csk_live_') ? 'live' : key.startsWith('csk_test_') ? 'test' : undefined;
  }

  /** A client for one employer, by our id or by yours, that shares everything else with this one. Making one costs next to nothing. */
  forEmployer(employer: EmployerRef): StipendClient {
    return new StipendClient({ ...this.#options, employer });
  }

  /**
   * Sends an operation of your own: text, or a document that graphql-codegen typed in string mode against this package's
   * `schema.graphql`. A query is repeated where that may help, a mutation only if `variables.input.idempotencyKey` is there; the option
   * `idempotencyKey` puts it there.
   * @throws StipendError
   */
  query<Data = unknown>(document: string, variables?: Readonly<Record<string, unknown>>, options?: QueryOptions): Call<QueryResult<Data>>;
  query<Data, Variables>(document: TypedDocument<Data, Variables>, ...rest: QueryArguments<Variables>): Call<QueryResult<Data>>;
  query<Data>(document: string | TypedDocument<Data, never>, variables: object = {}, options: QueryOptions = {}) {
    const site = callSiteOf(this.query);
    const answer = this.#send<Data>(document, variables, options).catch((error: unknown) => {
      throw withCallSite(error, site);
    });
    return new Call(answer.then(({ data, errors, response }) => ({ data: { data, errors, extensions: response.extensions }, response })));
  }

  async #send<Data>(
    document: string | TypedDocument<Data, never>,
    given: object,
    { idempotencyKey, errorPolicy, ...options }: QueryOptions,
  ) {
    const { name, text, kind } = factsOf(document);
    const variables = withKey(given, idempotencyKey);
    const repeatable = kind === 'query' || keyIn(variables) !== undefined;
    return this.#transport.request<Data>({ name, text, variables, repeatable, errorPolicy }, options);
  }
}

function withKey(variables: object, idempotencyKey: string | undefined): object {
  if (idempotencyKey === undefined) return variables;
  return { ...variables, input: { ...inputOf(variables), idempotencyKey } };
}

function keyIn(variables: object): unknown {
  const { idempotencyKey } = inputOf(variables);
  return idempotencyKey ?? undefined;
}

function inputOf(variables: object): { readonly idempotencyKey?: unknown } {
  return 'input' in variables && typeof variables.input === 'object' && variables.input !== null ? variables.input : {};
}
