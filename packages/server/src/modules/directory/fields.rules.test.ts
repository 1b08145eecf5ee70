import { describe, expect, it } from '@jest/globals';
import { countryCount } from '../../kernel/countries.js';
import { Refusal } from '../../kernel/refusal.js';
import { optional } from '../../kernel/text.js';
import { emailKey, readCountry, readFte } from './fields.rules.js';

const at = ['input', 'employees', '3', 'field'];

function outcome(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    if (error instanceof Refusal) return `${error.code} at ${error.path.join('.')}`;
    throw error;
  }
}

const refused = 'VALIDATION at input.employees.3.field';

describe('the fields of the directory', () => {
  it('compares e-mail addresses without regard to case', () => {
    expect(emailKey('Ada@Example.com')).toBe(emailKey('ada@example.COM'));
  });

  it.each([
    ['US', 'US'],
    ['IN', 'IN'],
    ['us', refused],
    ['UK', refused],
    ['EU', refused],
    ['ZZ', refused],
    ['SU', refused],
    ['AN', refused],
    ['XK', refused],
    ['IC', refused],
    ['constructor', refused],
    ['AX', 'AX'],
    ['SS', 'SS'],
    ['ZW', 'ZW'],
    [null, null],
  ])('country %j reads as %j', (country, expected) => {
    expect(outcome(() => optional(country, readCountry, at))).toBe(expected);
  });

  it('knows the 249 countries of ISO 3166', () => {
    expect(countryCount).toBe(249);
  });

  it.each([
    [1, 1],
    [6000, 6000],
    [20_000, 20_000],
    [0, refused],
    [20_001, refused],
    [0.5, refused],
    [null, null],
  ])('FTE %j reads as %j', (fte, expected) => {
    expect(outcome(() => optional(fte, readFte, at))).toBe(expected);
  });
});
