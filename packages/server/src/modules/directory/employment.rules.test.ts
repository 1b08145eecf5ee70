import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { currency, Money } from '../../kernel/money.js';
import { plusDays } from '../../kernel/period.js';
import { Refusal } from '../../kernel/refusal.js';
import {
  changeTerms,
  employedUntil,
  employeeStatus,
  employmentOn,
  noEmployment,
  type TermsChange,
  type Timeline,
  terminate,
} from './employment.rules.js';

const TODAY = '2026-07-01';
const salary = (amount: string): TermsChange => ({ baseSalary: new Money(BigInt(amount) * 10n ** 10n, currency('USD')) });

/** `01-01…07-01 L4`: each employment with its dates in 2026 and its level. */
function drawn({ employments, terminatedOn }: Timeline): string {
  const spans = employments.map((span) => `${span.startDate.slice(5)}…${span.endDate?.slice(5) ?? ''} ${span.terms.level ?? '-'}`);
  return [...spans, ...(terminatedOn === null ? [] : [`left ${terminatedOn.slice(5)}`])].join(' | ');
}

function timelineOf(...changes: ReadonlyArray<readonly [string, TermsChange | 'LEAVES']>): Timeline {
  return changes.reduce<Timeline>(
    (timeline, [day, change]) =>
      change === 'LEAVES' ? terminate(timeline, `2026-${day}`, TODAY).timeline : changeTerms(timeline, `2026-${day}`, change),
    noEmployment,
  );
}

describe('changing the terms of an employment', () => {
  it.each([
    ['opens the first employment', timelineOf(['01-01', { level: 'L3' }]), '01-01… L3'],
    ['replaces the terms of the same date', timelineOf(['01-01', { level: 'L3' }], ['01-01', { level: 'L4' }]), '01-01… L4'],
    [
      'closes the former and opens a new one on a later date',
      timelineOf(['01-01', { level: 'L3' }], ['07-01', { level: 'L4' }]),
      '01-01…07-01 L3 | 07-01… L4',
    ],
    ['changes nothing when the terms are the same', timelineOf(['01-01', { level: 'L3' }], ['07-01', { level: 'L3' }]), '01-01… L3'],
    [
      'inserts between two and leaves the later one alone',
      timelineOf(['01-01', { level: 'L3' }], ['07-01', { level: 'L5' }], ['04-01', { level: 'L4' }]),
      '01-01…04-01 L3 | 04-01…07-01 L4 | 07-01… L5',
    ],
    ['opens one before the first', timelineOf(['04-01', { level: 'L4' }], ['01-01', { level: 'L3' }]), '01-01…04-01 L3 | 04-01… L4'],
    [
      'inserts before a termination and keeps it',
      timelineOf(['01-01', { level: 'L3' }], ['06-01', 'LEAVES'], ['04-01', { level: 'L4' }]),
      '01-01…04-01 L3 | 04-01…06-01 L4 | left 06-01',
    ],
    [
      'opens a new one for a rehire, with the terms the person left with',
      timelineOf(['01-01', { level: 'L3', title: 'Analyst' }], ['06-01', 'LEAVES'], ['09-01', {}]),
      '01-01…06-01 L3 | 09-01… L3',
    ],
    [
      'rehires on the day of leaving',
      timelineOf(['01-01', { level: 'L3' }], ['06-01', 'LEAVES'], ['06-01', { level: 'L3' }]),
      '01-01…06-01 L3 | 06-01… L3',
    ],
    [
      'fills a gap up to the rehire',
      timelineOf(['01-01', { level: 'L3' }], ['03-01', 'LEAVES'], ['09-01', {}], ['06-01', { level: 'L4' }]),
      '01-01…03-01 L3 | 06-01…09-01 L4 | 09-01… L3',
    ],
    ['clears what is null', timelineOf(['01-01', { level: 'L3' }], ['07-01', { level: null }]), '01-01…07-01 L3 | 07-01… -'],
  ])('%s', (_name, timeline, expected) => {
    expect(drawn(timeline)).toBe(expected);
  });

  it('keeps what is left out and falls back to full time where null clears the FTE', () => {
    const timeline = timelineOf(
      ['01-01', { title: 'Engineer', fteBasisPoints: 6000, ...salary('120000') }],
      ['07-01', { fteBasisPoints: null }],
    );
    expect(timeline.employments.map(({ terms }) => [terms.title, terms.fteBasisPoints, terms.baseSalary?.amount])).toEqual([
      ['Engineer', 6000, '120000.00'],
      ['Engineer', 10_000, '120000.00'],
    ]);
  });

  it('takes 1.5 and 1.50 for the same salary', () => {
    const before = timelineOf(['01-01', { baseSalary: Money.of('1.5', 'USD') }]);
    expect(changeTerms(before, '2026-07-01', { baseSalary: Money.of('1.50', 'USD') })).toBe(before);
  });
});

describe('leaving', () => {
  it.each([
    ['ends the employment on the date', timelineOf(['01-01', { level: 'L3' }], ['06-01', 'LEAVES']), '01-01…06-01 L3 | left 06-01'],
    [
      'drops what was to start later',
      timelineOf(['01-01', { level: 'L3' }], ['09-01', { level: 'L4' }], ['08-01', 'LEAVES']),
      '01-01…08-01 L3 | left 08-01',
    ],
    [
      'is moved to a later date before it comes',
      timelineOf(['01-01', { level: 'L3' }], ['08-01', 'LEAVES'], ['09-01', 'LEAVES']),
      '01-01…09-01 L3 | left 09-01',
    ],
    [
      'is moved to an earlier date before it comes',
      timelineOf(['01-01', { level: 'L3' }], ['09-01', 'LEAVES'], ['08-01', 'LEAVES']),
      '01-01…08-01 L3 | left 08-01',
    ],
    ['leaves nothing of an employment that never starts', timelineOf(['09-01', { level: 'L3' }], ['09-01', 'LEAVES']), 'left 09-01'],
    [
      'cancels a rehire, and ends what was before it on the day that is said',
      timelineOf(['01-01', { level: 'L3' }], ['03-01', 'LEAVES'], ['09-01', {}], ['08-01', 'LEAVES']),
      '01-01…08-01 L3 | left 08-01',
    ],
  ])('%s', (_name, timeline, expected) => {
    expect(drawn(timeline)).toBe(expected);
  });

  it('changes nothing when it is said again with the same date', () => {
    const left = timelineOf(['01-01', {}], ['06-01', 'LEAVES']);
    expect(terminate(left, '2026-06-01', TODAY)).toEqual({ timeline: left, moved: [] });
  });

  const leaves = (timeline: Timeline, day: string | null, today = TODAY) => terminate(timeline, day === null ? null : `2026-${day}`, today);
  const raised = timelineOf(['01-01', { level: 'L3' }], ['04-15', { level: 'L4' }], ['05-20', { level: 'L5' }]);
  const rehired = timelineOf(['01-01', { level: 'L3' }], ['03-01', 'LEAVES'], ['05-01', { level: 'L4' }]);

  it.each<[string, Timeline, string | null, string, string]>([
    ['late', raised, '04-01', '01-01…04-01 L3 | left 04-01', ' → 04-01'],
    ['earlier than was said, long after', leaves(raised, '05-10').timeline, '03-10', '01-01…03-10 L3 | left 03-10', '05-10 → 03-10'],
    [
      'later than was said, with the raises that had fallen away',
      leaves(raised, '04-01').timeline,
      '06-01',
      '01-01…04-15 L3 | 04-15…05-20 L4 | 05-20…06-01 L5 | left 06-01',
      '04-01 → 06-01',
    ],
    [
      'later, and the last of the raises stays away',
      leaves(raised, '04-01').timeline,
      '05-20',
      '01-01…04-15 L3 | 04-15…05-20 L4 | left 05-20',
      '04-01 → 05-20',
    ],
    ['not at all', leaves(raised, '04-01').timeline, null, drawn(raised), '04-01 → '],
    ['never, who goes on', raised, null, drawn(raised), ''],
    ['as somebody who never came', raised, '01-01', 'left 01-01', ' → 01-01'],
    ['not at all, who was said never to have come', leaves(raised, '01-01').timeline, null, drawn(raised), '01-01 → '],
    [
      'on another day of the former employment, after a rehire',
      rehired,
      '04-01',
      '01-01…04-01 L3 | 05-01… L4',
      '03-01 → 04-01 (next 05-01)',
    ],
    ['a second time', rehired, '06-01', '01-01…03-01 L3 | 05-01…06-01 L4 | left 06-01', ' → 06-01'],
    ['as somebody who did not come back', rehired, '05-01', '01-01…03-01 L3 | left 03-01', ' → 05-01'],
    [
      'on a day of a rehire that was cancelled: it was not',
      leaves(rehired, '04-01', '2026-02-01').timeline,
      '06-01',
      '01-01…04-01 L3 | 05-01…06-01 L4 | left 06-01',
      '05-01 → 06-01',
    ],
    [
      'on a later day, whose first day was another than that on which they never came',
      timelineOf(['01-01', { level: 'L3' }], ['02-01', { level: 'L4' }], ['01-01', 'LEAVES'], ['02-10', { level: 'L5' }]),
      '03-01',
      '02-10…03-01 L5 | left 03-01',
      ' → 03-01',
    ],
    [
      'on a day between two employments to the later of which they never came, before a third',
      timelineOf(['01-01', {}], ['02-01', 'LEAVES'], ['03-01', {}], ['03-01', 'LEAVES'], ['05-01', {}]),
      '03-15',
      '01-01…03-15 - | 05-01… -',
      '02-01 → 03-15 (next 05-01)',
    ],
  ])('leaves %s', (_how, before, day, timeline, moved) => {
    const after = leaves(before, day);
    expect(drawn(after.timeline)).toBe(timeline);
    const shown = after.moved.map(
      ({ formerly, until, nextStart }) =>
        `${formerly?.slice(5) ?? ''} → ${until?.slice(5) ?? ''}${nextStart === null ? '' : ` (next ${nextStart.slice(5)})`}`,
    );
    expect(shown.join(', ')).toBe(moved);
    expect(leaves(after.timeline, day)).toEqual({ timeline: after.timeline, moved: [] });
  });

  it('is refused before the first day, with the day', () => {
    expect(() => leaves(raised, '01-01')).not.toThrow();
    expect(() => terminate(raised, '2025-12-31', TODAY)).toThrow('begins on 2026-01-01');
    expect(() => terminate(noEmployment, '2026-01-01', TODAY)).toThrow('No employment');
  });

  it('is refused between a first day on which they never came and the one on which they came', () => {
    const came = timelineOf(['01-01', {}], ['02-01', { level: 'L4' }], ['01-01', 'LEAVES'], ['02-10', {}]);
    for (const day of ['01-01', '01-20', '02-05']) expect(() => leaves(came, day)).toThrow('begins on 2026-02-10');
  });

  it('does not cut an employment that begins before the one to which they never came', () => {
    const earlier = timelineOf(['03-01', { level: 'L3' }], ['03-01', 'LEAVES'], ['02-15', { level: 'L4' }]);
    expect(drawn(earlier)).toBe('02-15… L4');
  });

  it('takes the terms of somebody who never came for whoever comes later', () => {
    const never = leaves(timelineOf(['03-01', { level: 'L3', title: 'Analyst' }]), '03-01').timeline;
    const came = changeTerms(never, '2026-04-01', { level: 'L4' });
    expect(drawn(came)).toBe('04-01… L4');
    expect(came.employments.at(-1)?.terms.title).toBe('Analyst');
  });
});

describe('how long somebody is employed', () => {
  const twice = timelineOf(['01-01', { level: 'L3' }], ['03-01', { level: 'L4' }], ['05-01', 'LEAVES']);
  const back: Timeline = changeTerms(twice, '2026-08-01', {});
  it.each([
    ['before the first day', back, '2025-12-31', undefined],
    ['through a change of terms up to leaving', back, '2026-01-01', '2026-05-01'],
    ['on the day of leaving', back, '2026-05-01', undefined],
    ['in between', back, '2026-07-31', undefined],
    ['after coming back', back, '2026-08-01', null],
    ['while nobody left', timelineOf(['01-01', {}], ['03-01', { level: 'L4' }]), '2026-02-01', null],
  ])('%s', (_when, { employments }, date, until) => {
    expect(employedUntil(employments, date)).toBe(until);
  });
});

describe('the status of an employee', () => {
  const rehired = timelineOf(['03-01', {}], ['06-01', 'LEAVES'], ['09-01', {}]);
  it.each([
    ['2026-02-28', 'SCHEDULED'],
    ['2026-03-01', 'ACTIVE'],
    ['2026-05-31', 'ACTIVE'],
    ['2026-06-01', 'SCHEDULED'],
    ['2026-09-01', 'ACTIVE'],
  ])('on %s is %s for a person who left on 1 June and returns on 1 September', (today, expected) => {
    expect(employeeStatus(rehired.employments, () => today)).toBe(expected);
  });

  it('is TERMINATED from the day of leaving', () => {
    expect(employeeStatus(timelineOf(['01-01', {}], ['06-01', 'LEAVES']).employments, () => '2026-06-01')).toBe('TERMINATED');
  });
});

describe('the laws of a timeline', () => {
  const day = fc.integer({ min: 0, max: 60 }).map((offset) => plusDays('2026-01-01', offset));
  const change: fc.Arbitrary<TermsChange> = fc.record(
    {
      level: fc.constantFrom('L3', 'L4', null),
      fteBasisPoints: fc.constantFrom(5000, 10_000, null),
      baseSalary: fc.constantFrom('100000', '120000').map((amount) => Money.of(amount, 'USD')),
    },
    { requiredKeys: [] },
  );
  const step = fc.oneof(
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('CHANGE' as const), day, change }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('LEAVE' as const), day, today: day }) },
  );
  type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;
  const days = Array.from({ length: 64 }, (_, offset) => plusDays('2025-12-30', offset));

  function take(timeline: Timeline, next: Step): Timeline {
    if (next.kind === 'CHANGE') return changeTerms(timeline, next.day, next.change);
    try {
      return terminate(timeline, next.day, next.today).timeline;
    } catch (error) {
      if (error instanceof Refusal) return timeline;
      throw error;
    }
  }

  const histories = fc.array(step, { maxLength: 12 }).map((steps) => steps.reduce(take, noEmployment));

  it('at most one employment holds on any day, they are in order and none is empty', () => {
    fc.assert(
      fc.property(histories, ({ employments, terminatedOn }) => {
        for (const date of days) {
          expect(employments.filter((span) => employmentOn([span], date) !== undefined).length).toBeLessThanOrEqual(1);
        }
        employments.forEach((span, index) => {
          const next = employments[index + 1];
          expect(span.endDate === null || span.startDate < span.endDate).toBe(true);
          if (next !== undefined) expect(span.endDate !== null && span.endDate <= next.startDate).toBe(true);
        });
        const last = employments.at(-1);
        if (last !== undefined) expect(last.endDate).toBe(terminatedOn);
      }),
    );
  });

  it('a change leaves every day before its date as it was, and gives its own day the terms it names', () => {
    fc.assert(
      fc.property(histories, day, change, (before, date, terms) => {
        const after = changeTerms(before, date, terms);
        for (const past of days.filter((candidate) => candidate < date)) {
          expect(employmentOn(after.employments, past)?.terms).toEqual(employmentOn(before.employments, past)?.terms);
        }
        const now = employmentOn(after.employments, date)?.terms;
        if (terms.level !== undefined) expect(now?.level).toBe(terms.level);
        if (terms.baseSalary) expect(now?.baseSalary?.equals(terms.baseSalary)).toBe(true);
      }),
    );
  });

  it('leaving keeps every day before its date and no day from it on', () => {
    fc.assert(
      fc.property(histories, day, (before, date) => {
        const after = take(before, { kind: 'LEAVE', day: date, today: '2025-01-01' });
        // Before the first day of all it is refused.
        if (![...before.employments, ...before.lapsed].some(({ startDate }) => startDate <= date)) return expect(after).toBe(before);
        // What had ended before that day goes on until it, and so does what comes back.
        const begun = before.employments.filter(({ startDate }) => startDate <= date);
        const ended = begun.length === 0 ? '0001-01-01' : begun.at(-1)?.endDate;
        for (const candidate of days) {
          const then = employmentOn(after.employments, candidate)?.terms;
          if (candidate >= date) expect(then).toBeUndefined();
          else if (ended === null || (ended !== undefined && candidate < ended)) {
            expect(then).toEqual(employmentOn(before.employments, candidate)?.terms);
          }
        }
      }),
    );
  });

  it('whatever ends were said before, the last one that is said leaves the days of somebody for whom it was said first', () => {
    const raises = fc.array(fc.record({ day, change }), { minLength: 1, maxLength: 6 });
    const ends = fc.array(fc.option(fc.integer({ min: 60, max: 130 }).map((offset) => plusDays('2025-11-01', offset))), { maxLength: 6 });
    fc.assert(
      fc.property(raises, ends, day, (changes, said, last) => {
        const hired = changeTerms(noEmployment, '2025-12-30', { level: 'L1' });
        const agreed = changes.reduce((timeline, next) => changeTerms(timeline, next.day, next.change), hired);
        const end = (timeline: Timeline, date: string | null) => terminate(timeline, date, '2026-07-01').timeline;
        const corrected = end(said.reduce(end, agreed), last);
        expect(corrected).toEqual(end(agreed, last));
        expect(end(corrected, null)).toEqual(agreed);
      }),
    );
  });

  it('an end that is said twice, whatever came before, is the end said once', () => {
    fc.assert(
      fc.property(histories, day, day, (before, date, today) => {
        const once = take(before, { kind: 'LEAVE', day: date, today });
        expect(take(once, { kind: 'LEAVE', day: date, today })).toBe(once);
      }),
    );
  });

  it('a change that is sent twice is the change sent once', () => {
    fc.assert(
      fc.property(histories, day, change, (before, date, terms) => {
        const once = changeTerms(before, date, terms);
        expect(changeTerms(once, date, terms)).toEqual(once);
      }),
    );
  });
});
