import { execFile } from 'node:child_process';
import { access, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Chapter } from '../src/page.js';

// The whole story on a server and a database of its own: what a person reads with `npm run story`, as a program does.

interface Told {
  readonly ok: boolean;
  readonly failure: string | null;
  readonly chapters: readonly Chapter[];
}

const run = promisify(execFile);
const script = fileURLToPath(new URL('../run.mjs', import.meta.url));
// Jest's own options are not for the story.
const environment = { ...process.env, NODE_OPTIONS: '' };

let told: Told;
const facts = (name: string) => told.chapters.find((chapter) => chapter.name === name)?.facts ?? {};

beforeAll(async () => {
  const { stdout } = await run(process.execPath, [script, '--json'], { env: environment, maxBuffer: 10_000_000 });
  told = JSON.parse(stdout) as Told;
}, 180_000);

afterAll(async () => {
  const { letterFile } = facts('offer');
  if (typeof letterFile === 'string') await rm(path.dirname(letterFile), { recursive: true, force: true });
});

describe('the story', () => {
  it('is told to its end', () => {
    expect({ ok: told.ok, failure: told.failure }).toEqual({ ok: true, failure: null });
    expect(told.chapters.map(({ name }) => name)).toEqual([
      'employer',
      'offer',
      'stipend',
      'usage',
      'balance',
      'payroll',
      'spending',
      'refusals',
      'books',
    ]);
  });

  it('has people whose names appear as they write them', () => {
    expect(facts('employer').people).toEqual(['Łukasz Nowak', "Siobhan O'Brien", '李小龍']);
    expect(facts('offer').employee).toBe('Nguyễn Thị Ánh');
  });

  it('offers 375,000 and 100,000 as 475,000.00 USD with 21.05 % compute, cash first', () => {
    expect(facts('offer')).toMatchObject({
      cash: '375000.00',
      compute: '100000.00',
      total: '475,000.00 USD',
      computeShare: '21.05',
      letterShowsCashFirst: true,
      letterNamesTheCandidate: true,
      statusAfterAcceptance: 'ACCEPTED',
      stipendStatus: 'SCHEDULED',
      firstGrant: ['ACTIVE', '8,333.34 USD'],
    });
  });

  it('leaves the letter behind as a file', async () => {
    await access(String(facts('offer').letterFile));
  });

  it('grants 50 % of 500,000 in twelve months, 8 × 20,833.33 and 4 × 20,833.34', () => {
    expect(facts('stipend')).toMatchObject({ grants: 12, 'grantsOf20833.33': 8, 'grantsOf20833.34': 4, sum: '250000.00' });
  });

  it('gives every event one outcome, and debits nothing twice', () => {
    const { source, events, recorded, unpriced, unattributed, rejected, duplicatesOnTheSecondSend } = facts('usage');
    expect(Number(recorded) + Number(unpriced) + Number(unattributed)).toBe(events);
    expect({ rejected, duplicatesOnTheSecondSend }).toEqual({ rejected: 0, duplicatesOnTheSecondSend: events });
    expect(facts('usage')).toMatchObject({
      unknownModel: 'UNPRICED',
      unknownPerson: 'UNATTRIBUTED',
      sameIdOtherContent: 'DUPLICATE differs',
    });
    // The prices installed are pinned, and so are the responses.
    if (source === 'provider responses')
      expect({ events, recorded, unpriced, unattributed }).toEqual({ events: 790, recorded: 625, unpriced: 164, unattributed: 1 });
  });

  it('ends with balances and statements that agree to the tenth decimal, and a ledger without a violation', () => {
    expect(facts('balance').balances).toHaveLength(4);
    expect(facts('payroll')).toMatchObject({ job: 'SUCCEEDED', payPeriod: 'CLOSED', statements: ['k-01', 'k-02', 'k-03', 'k-04'] });
    expect(facts('books')).toEqual({ violations: '0', exitCode: 0 });
  });

  it('holds, captures, refuses with a reason, unwinds what was corrected, and carries 40 of 100 into the next month', () => {
    expect(facts('spending')).toEqual({
      allowed: true,
      held: '75.00 left, 25.00 held, 0.00 used',
      captured: 'CAPTURED 18.40',
      afterCapture: '81.60 left, 0.00 held, 18.40 used',
      beyondTheBalance: ['INSUFFICIENT_BALANCE', '81.60'],
      beyondTheLimit: ['LIMIT_EXCEEDED', 'DAY', '30.00', '11.60'],
      afterRefusals: '81.60 left, 0.00 held, 18.40 used',
      reported: '31.60 left, 0.00 held, 68.40 used',
      corrected: 'RECORDED 11.60',
      afterCorrection: '40.00 left, 0.00 held, 60.00 used',
      carried: '40.00 USD',
      nextMonth: '140.00 left, 0.00 held, 60.00 used',
    });
  });

  it('refuses what must be refused, with its code', () => {
    expect(facts('refusals')).toEqual({
      'a wrong key': 'UNAUTHENTICATED',
      "another employer's offer": 'NOT_FOUND',
      'an offer that never was': 'NOT_FOUND',
      'an amount that is a JSON number': 'BAD_USER_INPUT',
      'an amount with an exponent, "1e3"': 'BAD_USER_INPUT',
      'an amount that is "NaN"': 'BAD_USER_INPUT',
      'an amount with eleven decimals': 'BAD_USER_INPUT',
      'a negative salary': 'VALIDATION',
      'an unknown currency': 'BAD_USER_INPUT',
      'a field nobody knows': 'BAD_USER_INPUT',
      '1,001 events in one request': 'BAD_USER_INPUT',
      'the same key, another amount': 'IDEMPOTENCY_CONFLICT',
      foreignReadsLikeMissing: expect.any(String),
      foreignIsNull: true,
    });
  });

  it('knows its chapters', async () => {
    const telling = run(process.execPath, [script, '--until', 'epilogue'], { env: environment });
    await expect(telling).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('There is no chapter epilogue: employer, offer,'),
    });
  });
});
