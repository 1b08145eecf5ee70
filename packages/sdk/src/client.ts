import type { GraphQLErrorLike } from './answer.js';
import { Call } from './call.js';
import { factsOf, type TypedDocument } from './document.js';
import { callSiteOf, withCallSite } from './errors.js';
import type { IdempotencyOption } from './operation.js';
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
  readonly #options: ClientOptions;
  readonly #settings: Settings;
  readonly #transport: Transport;

  constructor(options: ClientOptions = {}) {
    this.#options = options;
    this.#settings = settingsOf(options);
    this.#transport = new Transport(this.#settings);
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
