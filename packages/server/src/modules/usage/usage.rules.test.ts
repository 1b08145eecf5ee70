import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { byOccurrence, contentOf, eventKey, formFault, type ReportedEvent, timeFault } from './usage.rules.js';

const now = new Date('2026-11-21T12:00:00.000Z');
const event: ReportedEvent = {
  source: 'gateway',
  id: 'evt-1',
  employee: { externalId: 'emp-1' },
  provider: 'anthropic',
  model: 'claude-sonnet-4-5',
  occurredAt: new Date('2026-11-21T11:00:00.000Z'),
  counts: [{ usageClass: 'INPUT', count: 10n }],
};

describe('an event is rejected', () => {
  it.each<[string, Partial<ReportedEvent>, string | undefined]>([
    ['never when it is in order', {}, undefined],
    ['never for names outside ASCII', { id: '使用-Ł', source: 'Nguyễn' }, undefined],
    ['never for an id of 255 characters', { id: 'x'.repeat(255) }, undefined],
    ['for an empty id', { id: '' }, 'VALIDATION'],
    ['for an id of 256 characters', { id: 'x'.repeat(256) }, 'VALIDATION'],
    ['for a NUL in the id', { id: 'a\u0000b' }, 'VALIDATION'],
    ['for a line break in the source', { source: 'a\nb' }, 'VALIDATION'],
    ['for half of a surrogate pair', { id: 'a\ud800' }, 'VALIDATION'],
    ['for an empty model', { model: '' }, 'VALIDATION'],
    ['for an empty provider', { provider: '' }, 'VALIDATION'],
    ['for no class at all', { counts: [] }, 'VALIDATION'],
    ['never for a count of zero', { counts: [{ usageClass: 'INPUT', count: 0n }] }, undefined],
    [
      'for a class named twice',
      {
        counts: [
          { usageClass: 'INPUT', count: 1n },
          { usageClass: 'INPUT', count: 1n },
        ],
      },
      'VALIDATION',
    ],
    [
      'for a negative count',
      {
        counts: [
          { usageClass: 'INPUT', count: 5n },
          { usageClass: 'OUTPUT', count: -1n },
        ],
      },
      'VALIDATION',
    ],
    ['never for 10^15 tokens', { counts: [{ usageClass: 'INPUT', count: 10n ** 15n }] }, undefined],
    ['for 10^15 + 1 tokens', { counts: [{ usageClass: 'INPUT', count: 10n ** 15n + 1n }] }, 'VALIDATION'],
    ['for 10^18 tokens', { counts: [{ usageClass: 'OUTPUT', count: 10n ** 18n }] }, 'VALIDATION'],
    ['for a NUL in the name of the person', { employee: { externalId: 'a\u0000' } }, 'VALIDATION'],
    ['for half of a surrogate pair in a sourced id', { employee: { sourcedId: { source: 'hr', externalId: '\ud800' } } }, 'VALIDATION'],
  ])('%s', (_, change, code) => {
    expect(formFault({ ...event, ...change })?.code).toBe(code);
  });
});

it('an event outside the window is too old or too early', () => {
  expect(timeFault(new Date('2026-10-01T00:00:00Z'), now).code).toBe('EVENT_TOO_OLD');
  expect(timeFault(new Date('2026-12-01T00:00:00Z'), now).code).toBe('EVENT_IN_FUTURE');
});

describe('the content of an event', () => {
  it.each<[string, Partial<ReportedEvent>, boolean]>([
    [
      'ignores the order of classes',
      {
        counts: [
          { usageClass: 'OUTPUT', count: 2n },
          { usageClass: 'INPUT', count: 1n },
        ],
      },
      true,
    ],
    [
      'ignores classes that count zero',
      {
        counts: [
          { usageClass: 'INPUT', count: 1n },
          { usageClass: 'OUTPUT', count: 2n },
          { usageClass: 'IMAGE', count: 0n },
        ],
      },
      true,
    ],
    ['is not its id', { id: 'evt-2' }, true],
    [
      'sees another count',
      {
        counts: [
          { usageClass: 'INPUT', count: 1n },
          { usageClass: 'OUTPUT', count: 3n },
        ],
      },
      false,
    ],
    [
      'sees the class',
      {
        counts: [
          { usageClass: 'INPUT', count: 1n },
          { usageClass: 'REASONING', count: 2n },
        ],
      },
      false,
    ],
    ['sees a millisecond', { occurredAt: new Date('2026-11-21T11:00:00.001Z') }, false],
    ['sees the person', { employee: { externalId: 'emp-2' } }, false],
    ['sees how the person is named', { employee: { id: 'emp-1' } }, false],
    ['sees the model', { model: 'claude-opus-4-5' }, false],
    ['sees the provider', { provider: 'aws' }, false],
  ])('%s', (_, change, same) => {
    const base: ReportedEvent = {
      ...event,
      counts: [
        { usageClass: 'INPUT', count: 1n },
        { usageClass: 'OUTPUT', count: 2n },
      ],
    };
    expect(contentOf({ ...base, ...change }) === contentOf(base)).toBe(same);
  });

  it('no two pairs of source and id share a key', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '"', ',', '\\', '[', ']') });
    fc.assert(
      fc.property(text, text, text, text, (source, id, otherSource, otherId) => {
        const same = source === otherSource && id === otherId;
        expect(eventKey({ source, id }) === eventKey({ source: otherSource, id: otherId })).toBe(same);
      }),
    );
  });
});

it('a batch is booked in the same order however it arrives', () => {
  const events = fc.uniqueArray(fc.record({ minute: fc.integer({ min: 0, max: 3 }), id: fc.string() }), {
    selector: ({ id }) => id,
    minLength: 2,
  });
  fc.assert(
    fc.property(
      events.chain((batch) => fc.tuple(fc.constant(batch), fc.shuffledSubarray(batch, { minLength: batch.length }))),
      ([batch, shuffled]) => {
        const ordered = (list: typeof batch) =>
          list
            .map(({ minute, id }) => ({ ...event, id, occurredAt: new Date(now.getTime() + minute * 60_000) }))
            .sort(byOccurrence)
            .map(({ id }) => id);
        expect(ordered(shuffled)).toEqual(ordered(batch));
      },
    ),
  );
});
