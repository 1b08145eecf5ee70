import { limits } from '../../kernel/limits.js';
import { NEVER } from '../../kernel/period.js';
import { type InputPath, Refusal } from '../../kernel/refusal.js';
import { canonicalLocale } from './letter-formats.js';

/** A name, title or code: 1 to 255 characters, not blank, none a control character. @throws Refusal `VALIDATION` */
export function readName(text: string, path: InputPath): string {
  return readText(text, limits.externalIdLength, path);
}

/** A sentence that a candidate reads, or a reason for the record: as a name, up to 2,000 characters. @throws Refusal `VALIDATION` */
export function readSentence(text: string, path: InputPath): string {
  return readText(text, limits.textLength, path);
}

function readText(text: string, most: number, path: InputPath): string {
  if (text.trim() === '' || text.length > most || /[\p{Cc}\p{Zl}\p{Zp}]/u.test(text) || !text.isWellFormed()) {
    throw new Refusal('VALIDATION', `This has 1 to ${most} characters, not all blank and none a control character or a line break.`, path);
  }
  return text;
}

/** Reads what may be left out. */
export function optional<T>(text: string | null | undefined, read: (text: string, path: InputPath) => T, path: InputPath): T | null {
  return text == null ? null : read(text, path);
}

/** The longest e-mail address that mail systems carry, RFC 5321. */
const EMAIL_LENGTH = 254;

/** One `@` with something on either side; whether mail arrives is not ours to know. @throws Refusal `VALIDATION` */
export function readEmail(email: string, path: InputPath): string {
  if (!/^[^\s@]+@[^\s@]+$/.test(readName(email, path)) || email.length > EMAIL_LENGTH) {
    throw new Refusal('VALIDATION', 'This is an e-mail address such as `ada@example.com`.', path);
  }
  return email;
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
