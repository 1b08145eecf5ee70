import { type Money, minorDigits } from '../../kernel/money.js';
import type { LocalDate, TimeZone } from '../../kernel/period.js';

/** How numbers and dates are written for a locale. Amounts go through `Intl` as decimal text, so every digit is exact. */
export interface LetterFormats {
  money(amount: Money): string;
  /** `US dollars (USD)`. */
  currencyName(code: string): string;
  /** From percent with a point, `21.05` → `21.05%`; decimals as given. */
  percent(percent: string): string;
  date(date: LocalDate): string;
  /** With the time of day and the name of the zone: a deadline must not be misread. */
  instant(instant: Date, zone: TimeZone): string;
}

/** @param locale a canonical BCP 47 tag, see `canonicalLocale` */
export function formatsOf(locale: string): LetterFormats {
  return {
    money: (amount) =>
      new Intl.NumberFormat(locale, {
        style: 'currency',
        currency: amount.currency,
        minimumFractionDigits: minorDigits(amount.currency),
        maximumFractionDigits: minorDigits(amount.currency),
      }).format(amount.rounded as Intl.StringNumericLiteral),
    currencyName: (code) => {
      const parts = new Intl.NumberFormat(locale, { style: 'currency', currency: code, currencyDisplay: 'name' }).formatToParts(100);
      return `${parts.find(({ type }) => type === 'currency')?.value ?? code} (${code})`;
    },
    percent: (percent) => {
      const digits = percent.split('.')[1]?.length ?? 0;
      return new Intl.NumberFormat(locale, { style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits }).format(
        `${percent}E-2` as Intl.StringNumericLiteral,
      );
    },
    date: (date) => new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`)),
    instant: (instant, zone) =>
      new Intl.DateTimeFormat(locale, {
        year: 'numeric',
        month: 'long',
        day: 'numeric',
        hour: 'numeric',
        minute: '2-digit',
        timeZone: zone,
        timeZoneName: 'long',
      }).format(instant),
  };
}

/** The canonical form of a locale that numbers and dates can be written in; `undefined` for any other text. */
export function canonicalLocale(text: string): string | undefined {
  try {
    const [locale] = Intl.getCanonicalLocales(text);
    return locale !== undefined && Intl.NumberFormat.supportedLocalesOf(locale).length === 1 ? locale : undefined;
  } catch {
    // Not a language tag: the platform only tells by throwing.
    return undefined;
  }
}
