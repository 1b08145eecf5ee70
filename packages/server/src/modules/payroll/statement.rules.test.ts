import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { newId } from '../../kernel/ids.js';
import { type CurrencyCode, currency, Money, sum, unitsPerMinor } from '../../kernel/money.js';
import { balanceOf, type LedgerSpan, type LedgerTotals, movementOf, noTotals, type TotalsByCurrency } from '../ledger/index.js';
import type { EntitySpan } from './spans.rules.js';
import { linesOf, type PersonStatement, statementsOf } from './statement.rules.js';

const USD = currency('USD');

function totals(amounts: Partial<Record<keyof LedgerTotals, string>>, code: CurrencyCode = USD): LedgerTotals {
  return { ...noTotals(code), ...Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [name, Money.of(amount, code)])) };
}

function shown(spans: readonly LedgerSpan[]): string[] {
  return linesOf(spans).map(({ kind, amount, rounding }) => `${kind} ${amount.amount} ${rounding.amount}`);
}

describe('the statement of a pay period', () => {
  it('shows 3,846.15 granted, 1,000 used and 2,846.15 expired, and closes at zero (L45)', () => {
    const span = { start: totals({}), end: totals({ granted: '3846.15', consumed: '1000', expired: '2846.15' }) };
    expect(shown([span])).toEqual(['GRANTED_INFO 3846.15 0.00', 'CONSUMED_INFO 1000.00 0.00', 'EXPIRED_INFO 2846.15 0.00']);
    expect(JSON.parse(JSON.stringify(movementOf([span])))).toMatchObject({
      opening: { amount: '0.00' },
      granted: { amount: '3846.15' },
      consumed: { amount: '1000.00' },
      expired: { amount: '2846.15' },
      closing: { amount: '0.00' },
    });
  });

  it('shows zero and no line for a person with nothing to report', () => {
    const still = { start: totals({ granted: '100', consumed: '40' }), end: totals({ granted: '100', consumed: '40' }) };
    expect(shown([still])).toEqual([]);
    expect(movementOf([still])).toMatchObject({ opening: { amount: '60.00' }, consumed: { amount: '0.00' }, closing: { amount: '60.00' } });
  });

  it('keeps a tenth of a cent until ten of them make a cent (C12)', () => {
    const calls = Array.from({ length: 11 }, (_, index) => totals({ consumed: `0.0${index === 10 ? '1' : `0${index}`}` }));
    const spans = calls.slice(1).map((end, index) => ({ start: calls[index] ?? end, end }));
    const amounts = spans.map((span) => linesOf([span])[0]?.amount.amount);
    expect(amounts).toEqual(['0.00', '0.00', '0.00', '0.00', '0.00', '0.01', '0.00', '0.00', '0.00', '0.00']);
  });

  it('carries 0.009 and 630,000 on one statement exactly (L36)', () => {
    const [line] = linesOf([{ start: totals({}), end: totals({ consumed: '630000.009' }) }]);
    expect([line?.amount.amount, line?.exactAmount.amount, line?.rounding.amount]).toEqual(['630000.01', '630000.009', '-0.001']);
  });

  it('leaves overage out of the balance and gives it a line of its own', () => {
    const span = { start: totals({}), end: totals({ granted: '10', consumed: '10', overage: '5' }) };
    expect(movementOf([span]).closing.amount).toBe('0.00');
    expect(shown([span])).toContain('OVERAGE_INFO 5.00 0.00');
  });

  it('hands the balance on when a person moves to another legal entity', () => {
    const [start, move, end] = [
      totals({ granted: '100' }),
      totals({ granted: '100', consumed: '30' }),
      totals({ granted: '150', consumed: '50' }),
    ];
    const left = movementOf([{ start, end: move }]);
    const joined = movementOf([{ start: move, end }]);
    expect([left.opening.amount, left.closing.amount]).toEqual(['100.00', '70.00']);
    expect([joined.opening.amount, joined.closing.amount]).toEqual(['70.00', '100.00']);
  });
});

describe('the statements of a person', () => {
  const us = { id: newId('legalEntity'), timeZone: 'America/New_York', currency: USD };
  const india = { id: newId('legalEntity'), timeZone: 'Asia/Kolkata', currency: currency('INR') };
  const [first, second, third] = [new Date('2026-11-01'), new Date('2026-11-15'), new Date('2026-12-01')];
  const span = (legalEntity: typeof us | null, start: Date, end: Date, isEmployed = true): EntitySpan => ({
    legalEntity,
    start,
    end,
    isEmployed,
  });
  const at = (...all: LedgerTotals[]): TotalsByCurrency => new Map(all.map((one) => [one.granted.currency, one]));
  const drawn = (statements: readonly PersonStatement[]) =>
    statements.map(({ currency: code, legalEntityId, movement, lines }) => {
      const place = legalEntityId === us.id ? 'US' : legalEntityId === india.id ? 'IN' : '-';
      return `${place} ${code} ${movement.opening.amount} → ${movement.closing.amount} (${lines.map(({ kind }) => kind).join(' ')})`;
    });

  it('are one for each currency', () => {
    const end = at(totals({ granted: '100' }), totals({ granted: '5000' }, currency('INR')));
    expect(drawn(statementsOf([span(us, first, third)], [at(), end], USD))).toEqual([
      'US INR 0.00 → 5000.00 (GRANTED_INFO)',
      'US USD 0.00 → 100.00 (GRANTED_INFO)',
    ]);
  });

  it('are one for each legal entity of a person who moves, with the balance handed on', () => {
    const [start, move, end] = [
      at(totals({ granted: '100' })),
      at(totals({ granted: '100', consumed: '30' })),
      at(totals({ granted: '150', consumed: '30' })),
    ];
    expect(drawn(statementsOf([span(us, first, second), span(india, second, third)], [start, move, end], USD)).toSorted()).toEqual([
      'IN USD 70.00 → 120.00 (GRANTED_INFO)',
      'US USD 100.00 → 70.00 (CONSUMED_INFO)',
    ]);
  });

  it('are one with zero, in the currency of the legal entity, for a person with nothing to report', () => {
    expect(drawn(statementsOf([span(india, first, third)], [at(), at()], USD))).toEqual(['IN INR 0.00 → 0.00 ()']);
    expect(drawn(statementsOf([span(null, first, third)], [at(), at()], USD))).toEqual(['- USD 0.00 → 0.00 ()']);
  });

  it('are none for a person who left before and has nothing to report, and one where late usage came in', () => {
    const gone = [span(us, first, third, false)];
    expect(statementsOf(gone, [at(), at()], USD)).toEqual([]);
    expect(drawn(statementsOf(gone, [at(), at(totals({ overage: '3' }))], USD))).toEqual(['US USD 0.00 → 0.00 (OVERAGE_INFO)']);
  });
});

describe('the laws of statements', () => {
  const codes = fc.constantFrom('USD', 'JPY', 'KWD').map(currency);
  const names = ['granted', 'rolledIn', 'consumed', 'expired', 'revoked', 'adjusted', 'overage'] as const;
  /** Where the ledger stands at each boundary of a run of periods. */
  const histories = codes.chain((code) =>
    fc.array(fc.tuple(...names.map(() => fc.bigInt({ min: 0n, max: 10n ** 13n }))), { minLength: 2, maxLength: 12 }).map((steps) => {
      const boundaries = [noTotals(code)];
      for (const step of steps) {
        const last = boundaries.at(-1) ?? noTotals(code);
        const next: { -readonly [K in keyof LedgerTotals]: Money } = { ...last };
        names.forEach((name, index) => {
          const units = step[index] ?? 0n;
          // Adjustments go both ways.
          next[name] = last[name].plus(new Money(name === 'adjusted' && units % 2n === 1n ? -units : units, code));
        });
        boundaries.push(next);
      }
      return boundaries;
    }),
  );
  const spansOf = (boundaries: readonly LedgerTotals[]): LedgerSpan[] =>
    boundaries.slice(1).map((end, index) => ({ start: boundaries[index] ?? end, end }));

  it('opening + granted + rolledIn − consumed − expired − revoked + adjusted = closing, and one closing is the next opening', () => {
    fc.assert(
      fc.property(histories, (boundaries) => {
        const movements = spansOf(boundaries).map((span) => movementOf([span]));
        movements.forEach((movement, index) => {
          const { opening, granted, rolledIn, consumed, expired, revoked, adjusted, closing } = movement;
          expect(opening.plus(granted).plus(rolledIn).minus(consumed).minus(expired).minus(revoked).plus(adjusted).equals(closing)).toBe(
            true,
          );
          const next = movements[index + 1];
          if (next !== undefined) expect(closing.equals(next.opening)).toBe(true);
        });
        const [last, end] = [movements.at(-1), boundaries.at(-1)];
        if (last !== undefined && end !== undefined) expect(last.closing.equals(balanceOf(end))).toBe(true);
      }),
    );
  });

  it('Σ statement + Σ rounding = Σ ledger, line by line and over any run of periods', () => {
    fc.assert(
      fc.property(histories, (boundaries) => {
        const [start, end] = [boundaries[0], boundaries.at(-1)];
        if (start === undefined || end === undefined) return;
        const { currency: code } = start.granted;
        const lines = spansOf(boundaries).flatMap((span) => linesOf([span]));
        for (const whole of linesOf([{ start, end }])) {
          const parts = lines.filter(({ kind }) => kind === whole.kind);
          const booked = sum(
            parts.map(({ amount }) => amount),
            code,
          );
          const kept = sum(
            parts.map(({ rounding }) => rounding),
            code,
          );
          expect(booked.plus(kept).equals(whole.exactAmount)).toBe(true);
          // Twelve statements are as near to the ledger as one that covers all twelve periods.
          expect(booked.equals(whole.amount)).toBe(true);
        }
      }),
    );
  });

  it('every amount is in whole minor units and less than one of them away from the ledger', () => {
    fc.assert(
      fc.property(histories, (boundaries) => {
        for (const { amount, exactAmount, rounding } of spansOf(boundaries).flatMap((span) => linesOf([span]))) {
          const minor = unitsPerMinor(amount.currency);
          expect(amount.units % minor).toBe(0n);
          expect(amount.plus(rounding).equals(exactAmount)).toBe(true);
          expect(rounding.units < minor && rounding.units > -minor).toBe(true);
        }
      }),
    );
  });
});
