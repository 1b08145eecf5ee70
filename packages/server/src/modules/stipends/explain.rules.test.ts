import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type ExplainedPolicy, type ExplainedStipend, explain } from './explain.rules.js';

const ON = '2026-06-15';
const policy = (id: string, stacking: ExplainedPolicy['stacking'] = 'OFFER_REPLACES'): ExplainedPolicy => ({ id, stacking });
const under = (policyId: string, startDate: string, endDate: string | null = null): ExplainedStipend => ({
  id: `${policyId} from ${startDate}`,
  origin: 'POLICY',
  policyId,
  startDate,
  endDate,
  problem: null,
});
const offer = (startDate: string, endDate: string | null = null): ExplainedStipend => ({
  id: `offer from ${startDate}`,
  origin: 'OFFER',
  policyId: null,
  startDate,
  endDate,
  problem: null,
});
const problem = { code: 'NO_BASE_SALARY', message: 'No base salary is on record.' } as const;

describe('what counts for a person on a day', () => {
  it.each<[string, ExplainedStipend[], ExplainedPolicy[], boolean, string[]]>([
    ['who is enrolled has the policy', [under('p', '2026-01-01')], [policy('p')], true, ['p ENROLLED']],
    ['its first day counts', [under('p', ON)], [policy('p')], true, ['p ENROLLED']],
    ['its end does not', [under('p', '2026-01-01', ON)], [policy('p')], true, ['p ENDED']],
    ['one that begins later does not count yet', [under('p', '2026-06-16')], [policy('p')], true, ['p NOT_STARTED']],
    ['nobody is enrolled by being employed', [], [policy('p')], true, ['p NOT_ENROLLED']],
    ['nor who is not employed', [], [policy('p')], false, ['p NOT_EMPLOYED']],
    ['a policy without a version on the day counts for nobody', [], [policy('p', null)], true, ['p NOT_IN_FORCE']],
    ['an offer stands', [offer('2026-06-01')], [], true, ['offer OFFER_TERMS']],
    [
      'instead of the policy that ended for it',
      [under('p', '2026-01-01', '2026-06-01'), offer('2026-06-01')],
      [policy('p')],
      true,
      ['offer OFFER_TERMS', 'p REPLACED_BY_OFFER'],
    ],
    ['and of one that was never assigned', [offer('2026-06-01')], [policy('p')], true, ['offer OFFER_TERMS', 'p REPLACED_BY_OFFER']],
    [
      'beside one that is added',
      [under('p', '2026-01-01'), offer('2026-06-01')],
      [policy('p', 'ADD')],
      true,
      ['p ENROLLED', 'offer OFFER_TERMS'],
    ],
    ['one that something keeps back does not count', [{ ...under('p', '2026-01-01'), problem }], [policy('p')], true, ['p BLOCKED']],
    [
      'and of an offer it stands instead of a policy all the same',
      [{ ...offer('2026-06-01'), problem }],
      [policy('p')],
      true,
      ['offer BLOCKED', 'p REPLACED_BY_OFFER'],
    ],
    ['nothing keeps back what is over', [{ ...under('p', '2026-01-01', ON), problem }], [policy('p')], true, ['p ENDED']],
    ['an offer that is over replaces nothing', [offer('2026-01-01', '2026-06-01')], [policy('p')], true, ['offer ENDED', 'p NOT_ENROLLED']],
    [
      'after a rehire the later stipend is told of',
      [under('p', '2026-01-01', '2026-02-01'), under('p', '2026-06-01')],
      [policy('p')],
      true,
      ['p ENROLLED'],
    ],
    ['one that ended before it began was never there', [under('p', '2026-06-20', '2026-06-20')], [policy('p')], true, ['p NOT_ENROLLED']],
  ])('%s', (_, stipends, policies, employed, expected) => {
    const told = explain(ON, stipends, policies, employed);
    expect(told.map(({ policyId, reason }) => `${policyId ?? 'offer'} ${reason}`)).toEqual(expected);
  });

  it('tells of every policy once, and of what counts first, in whatever order it is asked', () => {
    const dates = fc.constantFrom('2026-01-01', '2026-06-01', '2026-06-15', '2026-06-16', '2026-12-01');
    const stipends = fc.array(
      fc.tuple(fc.uuid(), fc.constantFrom('a', 'b', 'c', null), dates, fc.option(dates)).map(
        ([id, policyId, startDate, endDate]): ExplainedStipend => ({
          id,
          origin: policyId === null ? 'OFFER' : 'POLICY',
          policyId,
          startDate,
          endDate,
          problem: null,
        }),
      ),
      { maxLength: 6 },
    );
    const policies: fc.Arbitrary<ExplainedPolicy[]> = fc.uniqueArray(
      fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd'), stacking: fc.constantFrom('ADD' as const, 'OFFER_REPLACES' as const, null) }),
      {
        selector: ({ id }) => id,
      },
    );
    fc.assert(
      fc.property(stipends, policies, fc.boolean(), (wanted, published, employed) => {
        const told = explain(ON, wanted, published, employed);
        for (const { id } of published) expect(told.filter(({ policyId }) => policyId === id)).toHaveLength(1);
        expect(told.map(({ applies }) => applies)).toEqual(told.map(({ applies }) => applies).toSorted((a, b) => Number(b) - Number(a)));
      }),
    );
  });
});
