import { hkdfSync, randomBytes } from 'node:crypto';
import path from 'node:path';
import { keepSecret, openDataFolder } from './data-folder.js';
import { StartRefused } from './start-refused.js';

/** Sub-keys of the master key, 32 bytes each, one per purpose: none of them tells anything about another. */
export interface Keys {
  /** Mixed into the stored hashes of API keys. */
  readonly pepper: Buffer;
  /** Seals the cursors of lists. */
  readonly cursors: Buffer;
  /** Signs the links sent to candidates. */
  readonly links: Buffer;
  /** Encrypts fields at rest. */
  readonly fields: Buffer;
  /** Names the master key beside what was made with it, so that it can be rotated; tells nothing about it. */
  readonly keyId: string;
}

const masterKeyBytes = 32;

/** The bytes of a master key in hex or base64; `undefined` for anything else and for less than 32 bytes. */
export function parseMasterKey(text: string): Buffer | undefined {
  const bytes = /^([0-9a-f]{2})+$/i.test(text)
    ? Buffer.from(text, 'hex')
    : /^[\w+/-]+={0,2}$/.test(text)
      ? Buffer.from(text, 'base64')
      : undefined;
  return bytes !== undefined && bytes.length >= masterKeyBytes ? bytes : undefined;
}

/** HKDF-SHA256 (RFC 5869) with a label per purpose. The labels are for ever: with another one stored hashes no longer match. */
export function deriveKeys(masterKey: string): Keys {
  const secret = parseMasterKey(masterKey);
  if (secret === undefined) throw new StartRefused(`The master key is not ${masterKeyBytes} bytes or more in base64 or hex.`);
  const derive = (label: string, bytes = 32) => Buffer.from(hkdfSync('sha256', secret, '', `compute-stipends/${label}/1`, bytes));
  return {
    pepper: derive('api-key-pepper'),
    cursors: derive('cursors'),
    links: derive('links'),
    fields: derive('fields'),
    keyId: derive('key-id', 4).toString('hex'),
  };
}

/** What of the configuration decides where the master key comes from. */
export interface MasterKeySource {
  readonly masterKey: string | undefined;
  readonly environment: string;
  readonly dataDir: string;
}

/** The keys of this installation: from `MASTER_KEY`, else from a master key of its own in the data folder, made on first use. */
export async function openKeys({ masterKey, environment, dataDir }: MasterKeySource): Promise<Keys> {
  if (masterKey !== undefined) return deriveKeys(masterKey);
  if (environment === 'production') throw new StartRefused('MASTER_KEY is not set, and production makes no secrets of its own.');
  const folder = await openDataFolder(dataDir);
  return deriveKeys(await keepSecret(path.join(folder, 'master-key'), () => randomBytes(masterKeyBytes).toString('base64')));
}
