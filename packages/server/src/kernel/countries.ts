import { createRequire } from 'node:module';

/** ISO 3166-1 alpha-2, all officially assigned codes, as Unicode's CLDR has them. */
const countries: ReadonlySet<string> = readCountries();

/** Whether a text is an ISO 3166-1 alpha-2 code in upper case. */
export function isCountry(text: string): boolean {
  return countries.has(text);
}

/** How many codes there are; the test compares it with the standard. */
export const countryCount = countries.size;

/** What CLDR maps has a number, and was not replaced: `SU` and `AN` are withdrawn, and numbers from 900 are no country of the standard's. */
function readCountries(): Set<string> {
  const require = createRequire(import.meta.url);
  const { territoryAlias: withdrawn } = (
    require('cldr-core/supplemental/aliases.json') as {
      readonly supplemental: { readonly metadata: { readonly alias: { readonly territoryAlias: Readonly<Record<string, unknown>> } } };
    }
  ).supplemental.metadata.alias;
  const { codeMappings } = (
    require('cldr-core/supplemental/codeMappings.json') as {
      readonly supplemental: { readonly codeMappings: Readonly<Record<string, { readonly _numeric?: string }>> };
    }
  ).supplemental;
  const assigned = Object.entries(codeMappings).filter(
    ([code, { _numeric: number }]) => /^[A-Z]{2}$/.test(code) && number !== undefined && number < '900' && !Object.hasOwn(withdrawn, code),
  );
  return new Set(assigned.map(([code]) => code));
}
