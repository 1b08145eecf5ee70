import { answerOf, Call, MutationCall, type MutationPayload } from './call.js';
import { factsOf, type TypedDocument } from './document.js';
import { ConfigurationError, callSiteOf } from './errors.js';
import { type Connection, PageCall, pageOf } from './paginate.js';
import type { CallOptions } from './settings.js';
import type { Transport } from './transport.js';

/** What a method of a namespace looks like: one object, then options; the object may be left out where nothing in it is required. */
export type Method<Request, Result, Options = CallOptions> =
  Record<never, never> extends Request ? (request?: Request, options?: Options) => Result : (request: Request, options?: Options) => Result;

/** A list's variables, with the page in the words of this package. */
export type ListRequest<Variables> = Omit<Variables, 'first' | 'after'> & {
  /** Items loaded per request; the schema names default and maximum of each list. */
  readonly pageSize?: number | undefined;
  /** Resume behind this cursor: the `cursor` of a page you have worked through. */
  readonly after?: string | null | undefined;
};

/** A mutation's input without the key, which is an option of the call. */
export type MutationInput<Input> = 'idempotencyKey' extends keyof Input ? Omit<Input, 'idempotencyKey'> : Input;

/** What one call of a mutation may set for itself; the key only where the mutation takes one. */
export type MutationOptions<Input> = CallOptions & ('idempotencyKey' extends keyof Input ? IdempotencyOption : unknown);

export interface IdempotencyOption {
  /**
   * Names one attempt of one intent, 1–255 printable ASCII characters; the same key with the same input has its effect once. Left out,
   * each call has a key of its own, under which its automatic retries are one: give one to repeat a call safely after a crash.
   */
  readonly idempotencyKey?: string | undefined;
}

export interface MutationTraits {
  /** Sending it twice does what sending it once does, without a key, because what it sends carries ids of its own. */
  readonly naturallyIdempotent?: boolean;
}

/**
 * Makes methods of documents. A namespace is a function from these to an object of methods:
 * `(call: Operations) => ({ list: call.list(OffersListDocument, (data) => data.offers), … })`.
 */
export class Operations {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * A list, from a query with the variables `$first` and `$after`.
   * @param pick finds the connection in the answer; it selects `nodes` and `pageInfo { hasNextPage endCursor }`
   */
  list<Data, Variables, C extends Connection<unknown>>(
    document: TypedDocument<Data, Variables>,
    pick: (data: Data) => C,
  ): Method<ListRequest<Variables>, PageCall<C>> {
    const listed = (request: Partial<ListRequest<Variables>> = {}, options: CallOptions = {}): PageCall<C> => {
      const { pageSize, after, ...rest } = request;
      const site = callSiteOf(listed);
      const load = (cursor: string | null | undefined) =>
        answerOf(this.#query(document, { ...rest, first: pageSize, after: cursor }, options), pick, site);
      return new PageCall<C>(load(after).then(({ data, response }) => ({ data: pageOf(data, load), response })));
    };
    return listed as Method<ListRequest<Variables>, PageCall<C>>;
  }

  /**
   * Any other query.
   * @param pick finds the result in the answer
   * @param variablesOf makes variables of the request, where the two differ
   */
  get<Data, Variables, Result>(document: TypedDocument<Data, Variables>, pick: (data: Data) => Result): Method<Variables, Call<Result>>;
  get<Data, Variables, Result, Request>(
    document: TypedDocument<Data, Variables>,
    pick: (data: Data) => Result,
    variablesOf: (request: Request) => Variables,
  ): Method<Request, Call<Result>>;
  get<Data, Result>(
    document: TypedDocument<Data, never>,
    pick: (data: Data) => Result,
    variablesOf = (request: object): object => request,
  ) {
    const got = (request: object = {}, options: CallOptions = {}): Call<Result> =>
      new Call(answerOf(this.#query<Data>(document, variablesOf(request), options), pick, callSiteOf(got)));
    return got;
  }

  /**
   * A mutation with the one variable `$input`.
   * @param field the mutation's field in the answer; it selects `userErrors`
   */
  mutate<Data extends { readonly [K in Field]: MutationPayload }, Input extends object, Field extends keyof Data & string>(
    document: TypedDocument<Data, { readonly input: Input }>,
    field: Field,
    traits: MutationTraits = {},
  ): Method<MutationInput<Input>, MutationCall<Data[Field]>, MutationOptions<Input>> {
    const mutated = (input: object = {}, options: CallOptions & IdempotencyOption = {}): MutationCall<Data[Field]> => {
      const answer = this.#mutation<Data>(document, input, options, traits);
      return new MutationCall(answerOf(answer, (data) => data[field], callSiteOf(mutated)));
    };
    return mutated as Method<MutationInput<Input>, MutationCall<Data[Field]>, MutationOptions<Input>>;
  }

  async #query<Data>(document: TypedDocument<Data, never>, variables: object, options: CallOptions) {
    const { name, text } = factsOf(document);
    return this.#transport.request<Data>({ name, text, variables, repeatable: true }, options);
  }

  async #mutation<Data>(
    document: TypedDocument<Data, never>,
    input: object,
    { idempotencyKey, ...options }: CallOptions & IdempotencyOption,
    { naturallyIdempotent = false }: MutationTraits,
  ) {
    const { name, text, keyed } = factsOf(document);
    if (idempotencyKey !== undefined && !keyed) {
      throw new ConfigurationError(`${name ?? 'This mutation'} takes no \`idempotencyKey\`.`);
    }
    const key = idempotencyKey ?? ('idempotencyKey' in input ? input.idempotencyKey : undefined) ?? globalThis.crypto.randomUUID();
    const variables = { input: keyed ? { ...input, idempotencyKey: key } : input };
    return this.#transport.request<Data>({ name, text, variables, repeatable: keyed || naturallyIdempotent }, options);
  }
}
