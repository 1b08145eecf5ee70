import { createRequire } from 'node:module';

/** From when to when something was the money of a country, as Unicode's CLDR has it. */
interface Use {
  readonly _from?: string;
  /** The last day, both included. */
  readonly _to?: string;
  /** `false` for units of account, metals and the like. */
  readonly _tender?: 'false';
}

/** National currencies in list one of ISO 4217 in which no country pays. */
const listedOnly = ['SVC', 'VED'];

/** Every code that was ever money, or a unit of account: what may have been stored before. */
export const everCurrencies: ReadonlySet<string> = new Set([...usesOfCodes().map(([code]) => code), ...listedOnly]);

/**
 * The codes of ISO 4217's list one that are the money of a country on a day: no codes of funds (`CHE`, `CLF`, `USN`), of metals (`XAU`),
 * for tests (`XTS`, `XXX`), nor withdrawn ones (`HRK`, `DEM`). Not what the runtime formats: that knows withdrawn ones too.
 * @param today `YYYY-MM-DD`
 */
export function currentCurrencies(today: string): ReadonlySet<string> {
  const used = usesOfCodes().filter(([, { _from: from, _to: to, _tender: tender }]) => {
    return tender === undefined && from !== undefined && from <= today && (to === undefined || today <= to);
  });
  return new Set([...used.map(([code]) => code), ...listedOnly]);
}

function usesOfCodes(): Array<[code: string, use: Use]> {
  const data = createRequire(import.meta.url)('cldr-core/supplemental/currencyData.json') as {
    readonly supplemental: {
      readonly currencyData: { readonly region: Readonly<Record<string, ReadonlyArray<Readonly<Record<string, Use>>>>> };
    };
  };
  return Object.values(data.supplemental.currencyData.region).flatMap((codes) => codes.flatMap((code) => Object.entries(code)));
}
