import { type Id, uuidOf } from '@compute-stipends/server/kernel/ids.js';
import { type Company, openCompany, withClient } from './company.js';
import { openIssuingEmployer } from './issue-grants.company.js';
import { replayMonth, stage } from './issue-grants.floor.js';
import { type Bench, measurementOf } from './measure.js';
import { forkHelper } from './processes.js';

const STIPENDS = 100_000;
const WARM_UP = 2_000;
const ROUNDS = 3;
const MEMORY_WANTED = 512 * 1_024 * 1_024;

/**
 * The first month of 100,000 stipends of one employer, issued by the job in a process of its own, all of it: who is due, what
 * each is granted, the books, the months, the outbox.
 *
 * Floor: the same rows for another employer, one `insert … select` a table and one update, by the app role, under row-level
 * security, with all triggers and constraints. Nothing is read but the rows, and nothing decided.
 */
export const issueGrants: Bench = {
  name: 'issue-grants',
  async measure() {
    const company = await openCompany(1);
    try {
      const samples = { ours: [] as number[], floor: [] as number[] };
      const memory: number[] = [];
      // The planner knows tables that are in use: on empty ones it would settle for reading them whole, for the length of a session.
      await issue(company, (await openIssuingEmployer(company.superuserUrl, WARM_UP)).employerId);
      for (let round = 0; round < ROUNDS; round += 1) {
        const measured = await openIssuingEmployer(company.superuserUrl, STIPENDS);
        const { milliseconds, residentBytes } = await issue(company, measured.employerId);
        await assertIssued(company, measured.employerId);
        samples.ours.push(perSecond(milliseconds));
        memory.push(residentBytes);
        if (round === 0) await stage(company.superuserUrl, measured);

        const replayed = await openIssuingEmployer(company.superuserUrl, STIPENDS);
        samples.floor.push(perSecond(await replayMonth(company.databaseUrl, replayed)));
        await assertIssued(company, replayed.employerId);
      }
      const limit = memory.map(() => MEMORY_WANTED / 1_048_576);
      return [
        measurementOf({ name: 'issue-grants', unit: 'grants/s', wanted: '≥ 0.3 × floor' }, samples),
        measurementOf(
          { name: 'issue-grants resident', unit: 'MiB', wanted: '≤ 1 × 512 MiB' },
          { ours: memory.map((bytes) => bytes / 1_048_576), floor: limit },
        ),
      ];
    } finally {
      await company.close();
    }
  },
};

const perSecond = (milliseconds: number): number => (STIPENDS * 1_000) / milliseconds;

async function issue({ databaseUrl, masterKey }: Company, employerId: string): Promise<{ milliseconds: number; residentBytes: number }> {
  const helper = await forkHelper<{ milliseconds: number; residentBytes: number }>('issue-grants.process.js', {
    databaseUrl,
    masterKey,
    employerId,
  });
  await helper.stop();
  return helper.ready;
}

async function assertIssued({ superuserUrl }: Company, employerId: Id<'employer'>): Promise<void> {
  const count = await withClient(superuserUrl, async (client) => {
    const { rows } = await client.query<{ count: string }>(
      'select count(*) from grant_account where employer_id = $1 and available = 1000',
      [uuidOf(employerId)],
    );
    return Number(rows[0]?.count);
  });
  if (count !== STIPENDS) throw new Error(`Of ${STIPENDS} grants ${count} were issued.`);
}
