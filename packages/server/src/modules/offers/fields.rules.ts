import { limits } from '../../kernel/limits.js';
import { NEVER } from '../../kernel/period.js';
import { type InputPath, Refusal } from '../../kernel/refusal.js';
import { readText } from '../../kernel/text.js';
import { canonicalLocale } from './letter-formats.js';

/** A sentence that a candidate reads, or a reason for the record: up to 2,000 characters. @throws Refusal `VALIDATION` */
export function readSentence(text: string, path: InputPath): string {
  return readText(text, path, limits.textLength);
}

/** An end that never comes is none. */
export function readEnd(instant: Date | null | undefined): Date | null {
  return instant == null || instant.getTime() === NEVER.getTime() ? null : instant;
}

/** @throws Refusal `VALIDATION` for anything but 64 lower-case hex digits */
export function readSha256(text: string, path: InputPath): string {
  if (!/^[0-9a-f]{64}$/.test(text)) throw new Refusal('VALIDATION', 'A SHA-256 is 64 lower-case hex digits.', path);
  return text;
}

/** In its canonical form. @throws Refusal `VALIDATION` for a locale that numbers and dates cannot be written in */
export function readLocale(text: string, path: InputPath): string {
  const locale = text.length > limits.externalIdLength ? undefined : canonicalLocale(text);
  if (locale === undefined) throw new Refusal('VALIDATION', 'This is a BCP 47 locale such as `en-US`.', path);
  return locale;
}
