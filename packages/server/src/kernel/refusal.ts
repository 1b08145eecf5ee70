import type { FaultCode, RefusalCode } from './codes.js';
import { balanced } from './direction.js';

/** Where in the input the refused value stands: `['input', 'events', '3', 'amount']`. */
export type InputPath = readonly string[];

/** What a caller needs to act on a refusal, by code; amounts and dates already as text. */
export type RefusalDetails = Readonly<Record<string, string | number | boolean | null>>;

/**
 * An expected "no", with a code and a sentence for a person. Mutations answer it in `userErrors`, queries as a
 * top-level error with the same code. It is stored under the idempotency key: a new attempt needs a new key.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly code: RefusalCode,
    message: string,
    readonly path: InputPath = ['input'],
    readonly details: RefusalDetails = {},
  ) {
    super(balanced(message));
  }
}

/** A failure that is not about the caller's business; never stored, always a top-level error. */
export class Fault extends Error {
  override readonly name = 'Fault';

  constructor(
    readonly code: FaultCode,
    message: string,
    readonly details: RefusalDetails = {},
    options?: ErrorOptions,
  ) {
    super(balanced(message), options);
  }
}
