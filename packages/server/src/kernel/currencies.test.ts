import { describe, expect, it } from '@jest/globals';
import { currentCurrencies, everCurrencies } from './currencies.js';

describe('the currencies of a day', () => {
  const today = currentCurrencies('2026-12-01');

  it.each(['USD', 'EUR', 'JPY', 'KWD', 'XCG', 'SLE', 'ZWG', 'VES', 'VED', 'SVC', 'XOF', 'XAF', 'XPF', 'XCD', 'MRU', 'STN', 'UYU', 'CHF'])(
    '%s is one',
    (code) => {
      expect(today.has(code)).toBe(true);
    },
  );

  it.each(['HRK', 'DEM', 'BGN', 'ANG', 'ZWL', 'SLL', 'CUC', 'VEF', 'MRO', 'STD', 'LTL', 'BYR'])('%s is withdrawn', (code) => {
    expect([today.has(code), everCurrencies.has(code)]).toEqual([false, true]);
  });

  it.each(['XAU', 'XAG', 'XPT', 'XDR', 'XSU', 'XUA', 'XTS', 'XXX', 'XBA', 'CHE', 'CHW', 'CLF', 'COU', 'BOV', 'MXV', 'USN', 'UYI', 'UYW'])(
    '%s is no money of a country',
    (code) => {
      expect(today.has(code)).toBe(false);
    },
  );

  it.each(['usd', 'BTC', 'CNH', 'XYZ', '', 'US', 'USDX', 'constructor'])('%j is none', (code) => {
    expect(today.has(code)).toBe(false);
  });

  it('counts 155, each with three letters, and follows the day', () => {
    expect(today.size).toBe(155);
    expect([...today].every((code) => /^[A-Z]{3}$/.test(code))).toBe(true);
    expect([currentCurrencies('2025-12-31').has('BGN'), currentCurrencies('2026-02-01').has('BGN')]).toEqual([true, false]);
  });

  it('keeps what an earlier runtime took, since it may be stored', () => {
    for (const code of Intl.supportedValuesOf('currency')) expect(everCurrencies.has(code)).toBe(true);
  });
});
