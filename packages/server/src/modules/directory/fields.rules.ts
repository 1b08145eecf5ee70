import { isCountry } from '../../kernel/countries.js';
import { type InputPath, Refusal } from '../../kernel/refusal.js';

/** The `source` of an employee whose caller names none. */
export const DEFAULT_SOURCE = 'default';
/** Two full-time jobs: beyond it an FTE is taken for a slip of the keyboard. */
const FTE_MAX = 20_000;

/** What two addresses have in common that reach the same mailbox in practice: compared without regard to case. */
export function emailKey(email: string): string {
  return email.normalize('NFC').toLowerCase();
}

/** @throws Refusal `VALIDATION` for anything but ISO 3166 alpha-2 in upper case */
export function readCountry(country: string, path: InputPath): string {
  if (!isCountry(country)) {
    throw new Refusal('VALIDATION', 'This is an ISO 3166 alpha-2 country code in upper case, such as `DE`.', path);
  }
  return country;
}

/** @throws Refusal `VALIDATION` outside 1 to 20,000 basis points */
export function readFte(fte: number, path: InputPath): number {
  if (!Number.isInteger(fte) || fte < 1 || fte > FTE_MAX) {
    throw new Refusal('VALIDATION', `The FTE is between 1 and ${FTE_MAX} basis points; 10000 is full time.`, path);
  }
  return fte;
}
