import { createHmac, randomBytes } from 'node:crypto';

/** What a key looks like: prefix, 256 bits in base 62, and a checksum by which scanners and we know a mistyped one. */
const keyPattern = /^csk_(live|test)_([0-9A-Za-z]{43})([0-9A-Za-z]{6})$/;
const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

export type KeyMode = 'LIVE' | 'TEST';

/** A new secret; shown once, stored only as its hash. */
export function newKey(mode: KeyMode): string {
  const body = base62(BigInt(`0x${randomBytes(32).toString('hex')}`), 43);
  return `csk_${mode.toLowerCase()}_${body}${checksum(body)}`;
}

/** Whether text has the shape and checksum of a key; saves a look-up, proves nothing. */
export function isKeyShaped(text: string): boolean {
  const match = keyPattern.exec(text);
  return match !== null && checksum(match[2] ?? '') === match[3];
}

/** What is stored of a key: HMAC-SHA-256 under the installation's pepper. */
export function hashKey(key: string, pepper: Buffer): Buffer {
  return createHmac('sha256', pepper).update(key).digest();
}

function checksum(body: string): string {
  const sum = createHmac('sha256', 'csk').update(body).digest().readUInt32BE(0);
  return base62(BigInt(sum), 6);
}

function base62(value: bigint, length: number): string {
  let text = '';
  for (let rest = value; text.length < length; rest /= 62n) text = (digits[Number(rest % 62n)] ?? '') + text;
  return text;
}
