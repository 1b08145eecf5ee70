import type { Answer, ResponseFacts } from './answer.js';
import { type CallSite, type Coded, callSiteOf, type UserErrorLike, userInputErrorOf, withCallSite } from './errors.js';

/** A result together with the HTTP response it came in. */
export interface WithResponse<T> {
  readonly data: T;
  readonly response: ResponseFacts;
}

/** A request under way: `await` it for the result, or `.withResponse()` for the result and its response. */
export class Call<T> extends Promise<T> {
  static override get [Symbol.species](): PromiseConstructor {
    return Promise;
  }

  readonly #answer: Promise<WithResponse<T>>;

  constructor(answer: Promise<WithResponse<T>>) {
    super((resolve, reject) => {
      answer.then(({ data }) => resolve(data), reject);
    });
    this.#answer = answer;
  }

  /** The result with `status`, `headers`, `requestId` and whether the answer is a replay of an earlier request. */
  withResponse(): Promise<WithResponse<T>> {
    // The failure is delivered by the promise returned here; without this line it would also count as unhandled.
    this.catch(() => undefined);
    return this.#answer;
  }
}

/** A mutation's payload as the schema has it: what was changed, `null` beside errors, and the errors. */
export interface MutationPayload {
  readonly userErrors: readonly UserErrorLike[];
}

/** What was changed. A payload's fields are `null` only beside `userErrors`, so here they are not. */
export type Changed<P extends MutationPayload> = { readonly [K in Exclude<keyof P, 'userErrors' | '__typename'>]: NonNullable<P[K]> };

export type CodedErrors<P extends MutationPayload> = ReadonlyArray<Coded<P['userErrors'][number]>>;

/** Why nothing was changed, and what the payload says all the same: a spend that was refused has its `decision`. */
export type Refused<P extends MutationPayload> = Omit<P, 'userErrors' | '__typename'> & { readonly userErrors: CodedErrors<P> };

/** A mutation either changed something or says what was wrong with its input: look at `ok`. */
export type Outcome<P extends MutationPayload> = ({ readonly ok: true } & Changed<P>) | ({ readonly ok: false } & Refused<P>);

/** A mutation under way. */
export class MutationCall<P extends MutationPayload> extends Call<Outcome<P>> {
  readonly #payload: Promise<WithResponse<P>>;

  constructor(payload: Promise<WithResponse<P>>) {
    super(payload.then(({ data, response }) => ({ data: outcomeOf(data), response })));
    this.#payload = payload;
  }

  /**
   * What was changed, for those who prefer exceptions.
   * @throws UserInputError with `userErrors`, or one of its subclasses, where the input was refused; of a spend with its `decision`
   */
  orThrow(): Call<Changed<P>> {
    this.catch(() => undefined);
    const site = callSiteOf(this.orThrow);
    return new Call(
      this.#payload.then(({ data, response }) => {
        if (data.userErrors.length === 0) return { data: changedOf(data), response };
        const { userErrors, ...partialData } = data;
        throw withCallSite(userInputErrorOf({ status: response.status, requestId: response.requestId, partialData }, userErrors), site);
      }),
    );
  }
}

function outcomeOf<P extends MutationPayload>(payload: P): Outcome<P> {
  return payload.userErrors.length === 0
    ? Object.freeze({ ok: true as const, ...changedOf(payload) })
    : Object.freeze({ ok: false as const, ...(payload as unknown as Refused<P>) });
}

function changedOf<P extends MutationPayload>(payload: P): Changed<P> {
  const { userErrors: _none, ...changed } = payload;
  // The schema promises that no field is null beside empty `userErrors`; the type system cannot see that.
  return Object.freeze(changed) as unknown as Changed<P>;
}

/** Runs a request on behalf of `method`, so that a failure's stack names the code that called it. */
export async function answerOf<D, T>(request: Promise<Answer<D>>, pick: (data: D) => T, site: CallSite): Promise<WithResponse<T>> {
  try {
    const { data, response } = await request;
    return { data: pick(data), response };
  } catch (error) {
    throw withCallSite(error, site);
  }
}
