import { createRequire } from 'node:module';
import type { TimeZone } from './period.js';
import { type InputPath, Refusal } from './refusal.js';

/**
 * The canonical name of a zone, in the spelling that is stored: what every part knows, also a PostgreSQL whose system has no
 * names of old. `Asia/Calcutta` is `Asia/Kolkata`, `US/Pacific` and `PST8PDT` are `America/Los_Angeles`, `utc` and `GMT` are `UTC`.
 * @returns `undefined` for what is no name of IANA's: an offset, `AET`, `GMT+5`, `Factory`
 */
export function parseTimeZone(text: string): TimeZone | undefined {
  return canonicalNames.get(text.toLowerCase());
}

/**
 * @param lacked what the database does not know, see `zonesLackedBy`
 * @throws Refusal `VALIDATION`
 */
export function readTimeZone(text: string, path: InputPath, lacked: ReadonlySet<TimeZone>): TimeZone {
  const zone = parseTimeZone(text);
  if (zone === undefined) throw new Refusal('VALIDATION', 'This is an IANA time zone such as `America/New_York`.', path);
  if (lacked.has(zone)) {
    throw new Refusal('VALIDATION', `The time zone data of the database is older than ${zone}. Choose a zone with the same time.`, path);
  }
  return zone;
}

const UTC: TimeZone = 'UTC';

/** Names of zones that are UTC all the year, always. */
const universal = new Set(['Etc/UTC', 'Etc/GMT']);

/** What Unicode's CLDR says of a zone: all its names, the first its oldest, and IANA's where that is another. */
interface ZoneNames {
  readonly _alias?: string;
  readonly _iana?: string;
  readonly _preferred?: string;
}

/** Canonical names by lower-case names. */
const canonicalNames: ReadonlyMap<string, TimeZone> = readNames();

/** Every name that `parseTimeZone` gives. */
export const timeZones: readonly TimeZone[] = [...new Set(canonicalNames.values())];

function readNames(): Map<string, TimeZone> {
  const data = createRequire(import.meta.url)('cldr-bcp47/bcp47/timezone.json') as {
    readonly keyword: { readonly u: { readonly tz: Readonly<Record<string, ZoneNames | string>> } };
  };
  const names = new Map<string, TimeZone>();
  for (const zone of Object.values(data.keyword.u.tz)) {
    if (typeof zone === 'string' || zone._alias === undefined) continue;
    const aliases = zone._alias.split(' ');
    const canonical = zone._iana ?? aliases[0];
    // `Etc/Unknown` is a name too, and known to nobody.
    if (canonical === undefined || !isReckoned(canonical)) continue;
    for (const alias of aliases) names.set(alias.toLowerCase(), universal.has(canonical) ? UTC : canonical);
  }
  return names;
}

function isReckoned(zone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    // The platform only tells by throwing.
    return false;
  }
}
