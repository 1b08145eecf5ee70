import { limits } from './limits.js';
import { type InputPath, Refusal } from './refusal.js';

/**
 * A text of the caller's on one line: not blank, none a control character or a line break.
 * @param most characters; as given a name, title, code or id of the caller's
 * @throws Refusal `VALIDATION`
 */
export function readText(text: string, path: InputPath, most: number = limits.externalIdLength): string {
  if (text.trim() === '') throw new Refusal('VALIDATION', 'This is not left blank.', path);
  if (text.length > most) throw new Refusal('VALIDATION', `This has at most ${most} characters.`, path);
  // A control character in a name is a broken export, and Postgres cannot store U+0000 at all.
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text) || !text.isWellFormed())
    throw new Refusal('VALIDATION', 'This has no control characters and no line breaks.', path);
  return text;
}

/** The longest e-mail address that mail systems carry, RFC 5321. */
const EMAIL_LENGTH = 254;

/** One `@` with something on either side. Whether mail arrives there is not ours to know. @throws Refusal `VALIDATION` */
export function readEmail(email: string, path: InputPath): string {
  if (!/^[^\s@]+@[^\s@]+$/.test(readText(email, path)) || email.length > EMAIL_LENGTH) {
    throw new Refusal('VALIDATION', 'This is an e-mail address such as `ada@example.com`.', path);
  }
  return email;
}

/** Reads what may be left out: undefined and null stay what they are. */
export function optional<I extends string | number, N extends null | undefined, R>(
  value: I | N,
  read: (value: I, path: InputPath) => R,
  path: InputPath,
): R | N {
  return isLeftOut(value) ? value : read(value, path);
}

/** Reads what stays as it was when it is left out, and cannot be cleared. @throws Refusal `VALIDATION` for null */
export function given<I extends string | number, R>(
  value: I | null | undefined,
  read: (value: I, path: InputPath) => R,
  path: InputPath,
): R | undefined {
  if (value === null) throw new Refusal('VALIDATION', 'This cannot be cleared.', path);
  return value === undefined ? undefined : read(value, path);
}

function isLeftOut<I extends string | number, N extends null | undefined>(value: I | N): value is N {
  return value == null;
}
