import { limits } from './limits.js';
import { type InputPath, Refusal } from './refusal.js';

/** A name, title, code or id of the caller's: not blank, at most 255 characters, none a control character or a line break. @throws Refusal `VALIDATION` */
export function readText(text: string, path: InputPath): string {
  if (text.trim() === '') throw new Refusal('VALIDATION', 'This is not left blank.', path);
  if (text.length > limits.externalIdLength)
    throw new Refusal('VALIDATION', `This has at most ${limits.externalIdLength} characters.`, path);
  // A control character in a name is a broken export, and Postgres cannot store U+0000 at all.
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text) || !text.isWellFormed())
    throw new Refusal('VALIDATION', 'This has no control characters and no line breaks.', path);
  return text;
}

/** As `readText`; null and undefined pass. */
export function readOptionalText<T extends string | null | undefined>(text: T, path: InputPath): T {
  if (typeof text === 'string') readText(text, path);
  return text;
}
