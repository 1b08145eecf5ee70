import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { byBurnOrder, decideFunding, decideRestoration, type FundableGrant, isInForce, paysFor } from './funding.rules.js';

/** Instants of a story that only counts days: day 10 is T10. */
const day = (number: number): Date => new Date(Date.UTC(2026, 0, number));

const anything = { providers: null, models: null, tools: null };

describe('the filters of a grant', () => {
  const opus = { provider: 'anthropic', model: 'claude-opus-4-5', tool: 'editor' };

  it.each([
    ['no list', anything, opus, true],
    ['its provider', { ...anything, providers: ['openai', 'anthropic'] }, opus, true],
    ['another provider', { ...anything, providers: ['openai'] }, opus, false],
    ['the start of its model', { ...anything, models: ['claude-opus-*'] }, opus, true],
    ['the whole of its model', { ...anything, models: ['claude-opus-4-5'] }, opus, true],
    ['a part of its model without a star', { ...anything, models: ['claude-opus'] }, opus, false],
    ['its model in capitals', { ...anything, models: ['Claude-Opus-4-5'] }, opus, true],
    ['its tool with other spaces', { ...anything, tools: [' Editor'] }, opus, true],
    ['its tool', { ...anything, tools: ['editor'] }, opus, true],
    ['a tool where none is known', { ...anything, tools: ['editor'] }, { ...opus, tool: null }, false],
    ['its provider and another model', { ...anything, providers: ['anthropic'], models: ['gpt-*'] }, opus, false],
    ['anything of a use that is not known', { ...anything, models: ['claude-*'] }, undefined, false],
    ['nothing, of a use that is not known', anything, undefined, true],
  ])('that name %s decide whether it pays', (_what, filters, use, pays) => {
    expect(paysFor({ filters }, use)).toBe(pays);
  });
});

describe('the burn order', () => {
  const grant = (id: string, change: Partial<FundableGrant> = {}): FundableGrant => ({
    id,
    priority: 1,
    effectiveAt: day(1),
    expiresAt: null,
    createdAt: day(1),
    availableUnits: 10n,
    ...change,
  });
  const c2 = [
    grant('C', { priority: 2, availableUnits: 20n }),
    grant('B', { expiresAt: day(15), availableUnits: 15n }),
    grant('A', { expiresAt: day(10), availableUnits: 10n }),
  ];

  it('funds 12 as A 10 and B 2, and a correction of 3 gives B 2 and then A 1 back (C2)', () => {
    const funding = decideFunding(c2, 12n, day(2));
    expect(funding).toEqual({
      slices: [
        { grantId: 'A', units: 10n },
        { grantId: 'B', units: 2n },
      ],
      uncovered: 0n,
    });
    expect(decideRestoration(funding, 3n).slices).toEqual([
      { grantId: 'B', units: 2n },
      { grantId: 'A', units: 1n },
    ]);
  });

  it.each([
    ['the lower priority number', grant('b', { priority: 0 }), grant('a')],
    ['what pays only for some usage', grant('b', { filters: { ...anything, models: ['m'] } }), grant('a', { expiresAt: day(2) })],
    ['the lower number, whatever it pays for', grant('b', { priority: 0 }), grant('a', { filters: { ...anything, models: ['m'] } })],
    ['what expires first', grant('b', { expiresAt: day(9) }), grant('a', { expiresAt: day(10) })],
    ['what expires at all', grant('b', { expiresAt: day(400) }), grant('a')],
    ['the older', grant('b', { createdAt: day(1) }), grant('a', { createdAt: day(2) })],
    ['the lower id', grant('a'), grant('b')],
  ])('puts %s first', (_what, first, second) => {
    expect([second, first].sort(byBurnOrder)).toEqual([first, second]);
  });

  it.each([
    ['before it takes effect', { effectiveAt: day(3) }, day(2), 5n],
    ['from the instant it takes effect', { effectiveAt: day(3) }, day(3), 0n],
    ['just before it ends', { expiresAt: day(3) }, new Date(day(3).getTime() - 1), 0n],
    ['at its end', { expiresAt: day(3) }, day(3), 5n],
    ['when it is empty', { availableUnits: 0n }, day(2), 5n],
  ])('a grant %s leaves this uncovered', (_when, change, at, uncovered) => {
    expect(decideFunding([grant('a', change)], 5n, at).uncovered).toBe(uncovered);
  });

  it('of one without a cap leaves nothing to pay for those behind it, whatever they have', () => {
    const uncapped = grant('U', { uncapped: true, availableUnits: 0n, expiresAt: day(12) });
    expect(decideFunding([...c2, uncapped], 1_000n, day(2))).toEqual({
      slices: [
        { grantId: 'A', units: 10n },
        { grantId: 'U', units: 990n },
      ],
      uncovered: 0n,
    });
    expect(decideFunding([...c2, uncapped], 1_000n, day(12))).toMatchObject({ uncovered: 965n });
    expect(decideFunding([uncapped], 0n, day(2)).slices).toEqual([]);
  });

  it('without grants leaves all uncovered, and of nothing nothing', () => {
    expect(decideFunding([], 7n, day(1))).toEqual({ slices: [], uncovered: 7n });
    expect(decideFunding(c2, 0n, day(1))).toEqual({ slices: [], uncovered: 0n });
  });

  const use = { provider: 'p', model: 'm' };
  const when = fc.integer({ min: 1, max: 30 }).map(day);
  const anyGrants = fc
    .array(
      fc.record({
        priority: fc.integer({ min: 0, max: 3 }),
        effectiveAt: when,
        expiresAt: fc.option(when),
        createdAt: when,
        filters: fc.constantFrom(anything, { ...anything, models: ['m'] }, { ...anything, providers: ['q'] }),
        availableUnits: fc.bigInt({ min: 0n, max: 10n ** 20n }),
      }),
      { maxLength: 12 },
    )
    .map((grants) => grants.map((one, index) => grant(`grant_${index}`, one)));
  const amount = fc.bigInt({ min: 0n, max: 10n ** 21n });
  const total = (slices: ReadonlyArray<{ readonly units: bigint }>): bigint => slices.reduce((all, { units }) => all + units, 0n);

  it('funds exactly the amount: slices and what is uncovered sum to it', () => {
    fc.assert(
      fc.property(anyGrants, amount, when, (grants, units, at) => {
        const { slices, uncovered } = decideFunding(grants, units, at, use);
        expect(total(slices) + uncovered).toBe(units);
      }),
    );
  });

  it('takes from no grant more than it has, and only from grants in force that pay for the use', () => {
    fc.assert(
      fc.property(anyGrants, amount, when, (grants, units, at) => {
        for (const slice of decideFunding(grants, units, at, use).slices) {
          const payer = grants.find(({ id }) => id === slice.grantId);
          expect(
            payer !== undefined && isInForce(payer, at) && paysFor(payer, use) && slice.units > 0n && slice.units <= payer.availableUnits,
          ).toBe(true);
        }
      }),
    );
  });

  it('leaves something uncovered only when every grant that may pay is used up', () => {
    fc.assert(
      fc.property(anyGrants, amount, when, (grants, units, at) => {
        const { slices, uncovered } = decideFunding(grants, units, at, use);
        const inForce = total(
          grants.filter((one) => isInForce(one, at) && paysFor(one, use)).map(({ availableUnits }) => ({ units: availableUnits })),
        );
        expect(uncovered).toBe(units > inForce ? units - inForce : 0n);
        expect(total(slices)).toBe(units - uncovered);
      }),
    );
  });

  it('does not depend on the order in which grants are read', () => {
    fc.assert(
      fc.property(anyGrants, amount, when, (grants, units, at) => {
        expect(decideFunding(grants.toReversed(), units, at, use)).toEqual(decideFunding(grants, units, at, use));
      }),
    );
  });

  it('gives back exactly what a correction says, to no grant more than it paid', () => {
    fc.assert(
      fc.property(anyGrants, amount, when, fc.nat({ max: 100 }), (grants, units, at, percent) => {
        const funding = decideFunding(grants, units, at, use);
        const back = (units * BigInt(percent)) / 100n;
        const restored = decideRestoration(funding, back);
        expect(total(restored.slices) + restored.uncovered).toBe(back);
        for (const { grantId, units: given } of restored.slices) {
          expect(given <= (funding.slices.find((slice) => slice.grantId === grantId)?.units ?? 0n)).toBe(true);
        }
      }),
    );
  });
});
