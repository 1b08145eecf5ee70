import { isCountry } from '../../kernel/countries.js';
import { type InputPath, Refusal } from '../../kernel/refusal.js';
import { readText } from '../../kernel/text.js';

/** The `source` of an employee whose caller names none. */
export const DEFAULT_SOURCE = 'default';
/** The longest e-mail address that mail systems carry, RFC 5321. */
const EMAIL_LENGTH = 254;
/** Two full-time jobs: beyond it an FTE is taken for a slip of the keyboard. */
const FTE_MAX = 20_000;

/** One `@` with something on either side. Whether mail arrives there is not ours to know. @throws Refusal `VALIDATION` */
export function readEmail<T extends string | null | undefined>(email: T, path: InputPath): T {
  if (typeof email !== 'string') return email;
  readText(email, path);
  if (!/^[^\s@]+@[^\s@]+$/.test(email) || email.length > EMAIL_LENGTH) {
    throw new Refusal('VALIDATION', 'This is an e-mail address such as `ada@example.com`.', path);
  }
  return email;
}

/** What two addresses have in common that reach the same mailbox in practice: compared without regard to case. */
export function emailKey(email: string): string {
  return email.normalize('NFC').toLowerCase();
}

/** @throws Refusal `VALIDATION` for anything but ISO 3166 alpha-2 in upper case */
export function readCountry<T extends string | null | undefined>(country: T, path: InputPath): T {
  if (typeof country === 'string' && !isCountry(country)) {
    throw new Refusal('VALIDATION', 'This is an ISO 3166 alpha-2 country code in upper case, such as `DE`.', path);
  }
  return country;
}

/** @throws Refusal `VALIDATION` outside 1 to 20,000 basis points */
export function readFte<T extends number | null | undefined>(fte: T, path: InputPath): T {
  if (typeof fte === 'number' && (!Number.isInteger(fte) || fte < 1 || fte > FTE_MAX)) {
    throw new Refusal('VALIDATION', `The FTE is between 1 and ${FTE_MAX} basis points; 10000 is full time.`, path);
  }
  return fte;
}
