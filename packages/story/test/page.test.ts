import { describe, expect, it } from '@jest/globals';
import { decimalOf, divideHalfEven, shown, sumOf, unitsOf } from '../src/amounts.js';
import { Page, StoryFailure } from '../src/page.js';

function written(tell: (page: Page) => void): string {
  let text = '';
  tell(
    new Page((piece) => {
      text += piece;
    }),
  );
  return text;
}

describe('a page', () => {
  it('aligns columns, also where characters are two columns wide or none', () => {
    const table = written((page) =>
      page.table(
        ['person', '>amount'],
        [
          ['李小龍', '1'],
          ['Ánh', '20'],
          ['Łukasz', '300'],
        ],
      ),
    );
    expect(table).toBe('\n  person   amount\n  ──────   ──────\n  李小龍        1\n  Ánh          20\n  Łukasz      300\n');
  });

  it('breaks prose at a hundred columns', () => {
    const lines = written((page) => page.say('word '.repeat(50).trim()))
      .trim()
      .split('\n');
    expect(lines.map((line) => line.length)).toEqual([99, 99, 49]);
  });

  it('keeps what is right for programs', () => {
    const page = new Page(() => undefined);
    page.chapter('offer', 'The offer');
    page.must('total', '475000.00', '475000.00');
    expect(page.chapters).toEqual([{ name: 'offer', title: 'The offer', facts: { total: '475000.00' } }]);
  });

  it('fails loudly where a number is wrong', () => {
    const page = new Page(() => undefined);
    page.chapter('offer', 'The offer');
    expect(() => page.must('total', '475000.01', '475000.00')).toThrow(
      new StoryFailure('offer: total is "475000.01", and must be "475000.00".'),
    );
    expect(() => page.check('balances', [1, 2], [2, 1])).toThrow(StoryFailure);
  });
});

describe('amounts', () => {
  it.each([
    ['475000.00', 'USD', '475,000.00 USD'],
    ['1200', 'JPY', '1,200 JPY'],
    ['20829.8668587950', 'USD', '20,829.8668587950 USD'],
    ['9999999999999999999999999999.0000000001', 'EUR', '9,999,999,999,999,999,999,999,999,999.0000000001 EUR'],
    ['-0.009', 'USD', '-0.009 USD'],
  ])('%s %s reads %s, with every digit', (amount, currency, text) => {
    expect(shown({ amount, currency })).toBe(text);
  });

  it('add up to the tenth decimal', () => {
    expect(decimalOf(sumOf(['0.1', '0.2', '0.0000000001']))).toBe('0.3000000001');
    expect(decimalOf(unitsOf('-1.50'), 2)).toBe('-1.50');
  });

  it.each([
    [25n, 10n, 2n],
    [35n, 10n, 4n],
    [26n, 10n, 3n],
    [24n, 10n, 2n],
  ])('%s / %s is %s', (dividend, divisor, quotient) => {
    expect(divideHalfEven(dividend, divisor)).toBe(quotient);
  });
});
