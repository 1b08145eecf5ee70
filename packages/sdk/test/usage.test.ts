import { describe, expect, it } from '@jest/globals';
import { type Fetch, StipendClient, type UsageEventInput } from '../src/index.js';

interface Sent {
  readonly variables: { readonly input: { readonly events: readonly UsageEventInput[] } };
}

const event = (index: number, model = 'gpt-5'): UsageEventInput => ({
  id: `e${index}`,
  employee: { externalId: 'p1' },
  provider: 'openai',
  model,
  occurredAt: '2026-11-20T09:00:00.000Z',
  counts: [{ usageClass: 'INPUT', count: '1000' }],
});
const events = (count: number) => Array.from({ length: count }, (_, index) => event(index));

/** Answers each event as `outcomeOf` decides, after a while, and keeps what was sent. */
function reporting(outcomeOf: (event: UsageEventInput) => object, waitMs = 0) {
  const sent: Array<readonly UsageEventInput[]> = [];
  let underWay = 0;
  let mostAtOnce = 0;
  const fetch: Fetch = async (_url, { body }) => {
    const { input } = (JSON.parse(body) as Sent).variables;
    sent.push(input.events);
    mostAtOnce = Math.max(mostAtOnce, ++underWay);
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    underWay--;
    const blank = { source: 'default', usageId: null, differs: null, cost: null, overage: null, code: null, message: null };
    const outcomes = input.events.map((item) => ({ ...blank, eventId: item.id, ...outcomeOf(item) }));
    const text = JSON.stringify({ data: { usageReport: { outcomes, userErrors: [] } } });
    const headers = { get: (name: string) => (name.toLowerCase() === 'content-type' ? 'application/graphql-response+json' : null) };
    return { status: 200, headers, text: async () => text };
  };
  const client = new StipendClient({ apiKey: 'csk_test_1', baseUrl: 'http://127.0.0.1', maxRetries: 0, fetch });
  return { client, sent, mostAtOnce: () => mostAtOnce };
}

describe('a usage report', () => {
  it('is sent in parts of at most 1,000 and answered as one, in order', async () => {
    const { client, sent } = reporting(() => ({ status: 'RECORDED' }));
    const report = await client.usage.report(events(2_001));
    expect(sent.map((part) => part.length).sort()).toEqual([1, 1_000, 1_000]);
    expect(report.outcomes.map(({ eventId }) => eventId)).toEqual(events(2_001).map(({ id }) => id));
    expect(report).toMatchObject({ accepted: 2_001, duplicates: 0, unpriced: 0, unattributed: 0, failed: [] });
  });

  it('has no part above what the server reads, however long the events', async () => {
    const { client, sent } = reporting(() => ({ status: 'RECORDED' }));
    await client.usage.report(Array.from({ length: 1_000 }, (_, index) => event(index, 'ü'.repeat(2_000))));
    expect(sent.length).toBeGreaterThan(3);
    for (const part of sent) expect(Buffer.byteLength(JSON.stringify(part))).toBeLessThan(1_048_576 - 10_000);
  });

  it('keeps at most four requests under way', async () => {
    const { client, mostAtOnce } = reporting(() => ({ status: 'RECORDED' }), 5);
    await client.usage.report(events(9_500));
    expect(mostAtOnce()).toBe(4);
  });

  it('counts every event once: accepted, duplicate or failed', async () => {
    const outcomes: Readonly<Record<string, object>> = {
      e1: { status: 'DUPLICATE', differs: false },
      e2: { status: 'UNPRICED' },
      e3: { status: 'UNATTRIBUTED' },
      e4: { status: 'REJECTED', code: 'EVENT_TOO_OLD', message: 'Too old.' },
      e5: { status: 'SOMETHING_NEW' },
    };
    const { client } = reporting(({ id }) => outcomes[id] ?? { status: 'RECORDED' });
    const { outcomes: all, ...counts } = await client.usage.report(events(6));
    expect(all).toHaveLength(6);
    expect(counts).toEqual({
      accepted: 4,
      duplicates: 1,
      unpriced: 1,
      unattributed: 1,
      failed: [{ index: 4, error: { code: 'EVENT_TOO_OLD', message: 'Too old.' } }],
    });
  });

  it('that fails starts no further part and throws once those under way have ended', async () => {
    const { client, sent } = reporting(({ id }) => {
      if (id === 'e0') throw new Error('no network');
      return { status: 'RECORDED' };
    });
    await expect(client.usage.report(events(20_000))).rejects.toMatchObject({ code: 'CONNECTION', retryable: true });
    expect(sent.length).toBeLessThan(20);
  });

  it('of nothing is a mistake, and says so', async () => {
    const { client, sent } = reporting(() => ({}));
    await expect(client.usage.report([])).rejects.toMatchObject({ code: 'CONFIGURATION' });
    expect(sent).toEqual([]);
  });

  it('shows in the stack of a failure who called', async () => {
    const { client } = reporting(() => ({}));
    await expect(client.usage.report([])).rejects.toMatchObject({ stack: expect.stringContaining('usage.test.ts') });
  });
});
