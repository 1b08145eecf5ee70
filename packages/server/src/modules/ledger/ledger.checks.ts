import { idOf } from '../../kernel/ids.js';
import { unitsOf } from '../../kernel/money.js';
import type { Check } from '../../platform/module.js';
import { sqlCheck } from '../../platform/sql-check.js';
import { THIS_EMPLOYER, type Tx } from '../../platform/transaction.js';
import { hashOf, type Side, sides } from './ledger.rules.js';

const sideSums = sides.map((side) => `coalesce(sum(n.amount) filter (where n.side = '${side}'), 0) as ${side.toLowerCase()}`).join(', ');
const sideColumns = sides.map((side) => side.toLowerCase());

/** What is always true of the ledger; `npm run verify` runs them for every employer and names the first bad ids. */
export const ledgerChecks: readonly Check[] = [
  sqlCheck(
    'the entries of a posting sum to zero in each currency',
    `select distinct posting_id as id from (
       select posting_id from entry where employer_id = ${THIS_EMPLOYER} group by posting_id, currency having sum(amount) <> 0) as broken`,
  ),
  sqlCheck(
    'every posting has entries',
    `select p.id from posting p where p.employer_id = ${THIS_EMPLOYER}
       and not exists (select from entry n where n.employer_id = ${THIS_EMPLOYER} and n.posting_id = p.id)`,
  ),
  sqlCheck(
    'the entries of a posting are numbered from 0, without a gap',
    `select posting_id as id from entry where employer_id = ${THIS_EMPLOYER} group by posting_id having min(leg) <> 0 or max(leg) + 1 <> count(*)`,
  ),
  sqlCheck(
    'an entry is in the account of its posting and in its currency, and what a grant has or draws belongs to a grant of it, what a pool has to none',
    `select n.posting_id as id from entry n
       left join posting p on p.employer_id = ${THIS_EMPLOYER} and p.id = n.posting_id
       left join account a on a.employer_id = ${THIS_EMPLOYER} and a.id = p.account_id
       left join grant_account g on g.employer_id = ${THIS_EMPLOYER} and g.grant_id = n.grant_id
     where n.employer_id = ${THIS_EMPLOYER} and (
       (n.account_id, n.currency) is distinct from (p.account_id, a.currency) or (n.side = 'AVAILABLE' and (n.grant_id is null) <> (a.employee_id is null))
       or (n.grant_id is not null and (g.account_id, n.side) is distinct from (p.account_id, case when g.uncapped then 'COMMITMENT' else 'AVAILABLE' end)))`,
  ),
  sqlCheck(
    'a posting that takes another back is on the same account and comes later',
    `select p.id from posting p left join posting r on r.employer_id = ${THIS_EMPLOYER} and r.id = p.reverses_id
     where p.employer_id = ${THIS_EMPLOYER} and p.reverses_id is not null
       and (r.account_id is distinct from p.account_id or r.sequence >= p.sequence)`,
  ),
  sqlCheck(
    'a grant has the person and the currency of its account, and was opened once with what it says, without a cap with nothing',
    `select g.grant_id as id from grant_account g
       left join account a on a.employer_id = ${THIS_EMPLOYER} and a.id = g.account_id
       left join (
         select n.grant_id, count(*) as postings, sum(n.amount) as amount
         from posting p join entry n on n.employer_id = ${THIS_EMPLOYER} and n.posting_id = p.id
         where p.employer_id = ${THIS_EMPLOYER} and p.kind in ('GRANTED', 'ROLLED_OVER') and p.reverses_id is null and n.side = 'AVAILABLE' and n.amount > 0
         group by n.grant_id) o on o.grant_id = g.grant_id
     where g.employer_id = ${THIS_EMPLOYER}
       and (g.employee_id, g.currency, g.granted, case when g.uncapped then 0 else 1 end)
         is distinct from (a.employee_id, a.currency, coalesce(o.amount, 0), coalesce(o.postings, 0))`,
  ),
  sqlCheck(
    'each balance of an account is the sum of its entries',
    `select a.id from account a left join lateral (
       select ${sideSums} from entry n where n.employer_id = ${THIS_EMPLOYER} and n.account_id = a.id) s on true
     where a.employer_id = ${THIS_EMPLOYER} and (${sideColumns.map((side) => `a.${side}`).join(', ')}) is distinct from (${sideColumns.map((side) => `s.${side}`).join(', ')})`,
  ),
  sqlCheck(
    'what a grant has left is the sum of its entries',
    `select g.grant_id as id from grant_account g left join (
       select grant_id, sum(amount) as available from entry where employer_id = ${THIS_EMPLOYER} and side = 'AVAILABLE' group by grant_id) s on s.grant_id = g.grant_id
     where g.employer_id = ${THIS_EMPLOYER} and g.available <> coalesce(s.available, 0)`,
  ),
  sqlCheck(
    'what an account has available is the sum of its grants',
    `select a.id from account a left join (
       select account_id, sum(available) as available from grant_account where employer_id = ${THIS_EMPLOYER} group by account_id) g on g.account_id = a.id
     where a.employer_id = ${THIS_EMPLOYER} and a.employee_id is not null and a.available <> coalesce(g.available, 0)`,
  ),
  sqlCheck(
    'grants are on the accounts of stipends, and what no grant covers is on accounts of its own',
    `select a.id from account a where a.employer_id = ${THIS_EMPLOYER} and a.employee_id is not null and case when a.stipend_id is null
       then a.available <> 0 or a.commitment <> 0 or a.held + a.consumed + a.overage <> 0
         or exists (select from grant_account g where g.employer_id = ${THIS_EMPLOYER} and g.account_id = a.id)
       else a.overage <> 0 end`,
  ),
  sqlCheck(
    'an account without a person is the pool of a cost center: it has what was handed over and no grants',
    `select a.id from account a where a.employer_id = ${THIS_EMPLOYER} and a.employee_id is null and (
       a.cost_center_id is null or a.stipend_id is not null or a.available + a.commitment <> 0
       or exists (select from grant_account g where g.employer_id = ${THIS_EMPLOYER} and g.account_id = a.id)
       or exists (select from posting p where p.employer_id = ${THIS_EMPLOYER} and p.account_id = a.id and p.kind <> 'TRANSFERRED'))`,
  ),
  sqlCheck(
    'no account and no grant is below its limit',
    `select id from (
       select id from account
       where employer_id = ${THIS_EMPLOYER} and (available < 0 or held < 0 or consumed < 0 or expired < 0 or revoked < 0 or commitment > 0 or overage > 0)
       union all select grant_id from grant_account where employer_id = ${THIS_EMPLOYER} and available < 0) as below`,
  ),
  sqlCheck(
    'the postings of an account are numbered without a gap',
    `select a.id from account a left join (
       select account_id, count(*) as postings, max(sequence) as newest, min(sequence) as oldest from posting where employer_id = ${THIS_EMPLOYER} group by account_id) p
       on p.account_id = a.id
     where a.employer_id = ${THIS_EMPLOYER}
       and (coalesce(p.postings, 0) <> a.version or coalesce(p.newest, 0) <> a.version or coalesce(p.oldest, 1) <> 1)`,
  ),
  { law: 'the hash chain of every account is unbroken', find: brokenChains },
];

interface ChainRow {
  id: string;
  account_id: string;
  sequence: string;
  kind: string;
  key: string;
  effective_at: Date;
  booked_at: Date;
  subject_id: string | null;
  reverses_id: string | null;
  hash: Buffer;
  last_hash: Buffer;
  version: string;
  legs: Array<[Side, string | null, string]>;
}

const CHAIN_PAGE = 2_000;

/** Recomputes each chain from its first posting, page by page in order of account and sequence. */
async function brokenChains(tx: Tx): Promise<string[]> {
  const broken: string[] = [];
  let previous = { account: '', hash: Buffer.alloc(0) as Buffer };
  let after: [string, string] = ['00000000-0000-0000-0000-000000000000', '0'];
  for (;;) {
    const rows = await tx.sql<ChainRow>(
      `select p.id, p.account_id, p.sequence, p.kind, p.key, p.effective_at, p.booked_at, p.subject_id, p.reverses_id, p.hash, a.last_hash, a.version,
         (select json_agg(json_build_array(n.side, n.grant_id, n.amount::text) order by n.leg)
          from entry n where n.employer_id = ${THIS_EMPLOYER} and n.posting_id = p.id) as legs
       from posting p join account a on a.employer_id = ${THIS_EMPLOYER} and a.id = p.account_id
       where p.employer_id = ${THIS_EMPLOYER} and (p.account_id, p.sequence) > ($1::uuid, $2::bigint)
       order by p.account_id, p.sequence limit ${CHAIN_PAGE}`,
      after,
    );
    for (const row of rows) {
      const start = row.account_id === previous.account ? previous.hash : Buffer.alloc(0);
      const expected = hashOfRow(start, row);
      const ends = row.sequence === row.version && !row.last_hash.equals(row.hash);
      if (!expected.equals(row.hash) || ends) broken.push(idOf('posting', row.id));
      previous = { account: row.account_id, hash: row.hash };
    }
    const last = rows.at(-1);
    if (last === undefined || broken.length >= 10) return broken;
    after = [last.account_id, last.sequence];
  }
}

function hashOfRow(previous: Buffer, row: ChainRow): Buffer {
  return hashOf(previous, {
    postingUuid: row.id,
    accountUuid: row.account_id,
    sequence: BigInt(row.sequence),
    kind: row.kind,
    key: row.key,
    effectiveAt: row.effective_at,
    bookedAt: row.booked_at,
    subjectUuid: row.subject_id,
    reversesUuid: row.reverses_id,
    legs: (row.legs ?? []).map(([side, grantUuid, amount]) => ({ side, grantUuid, units: unitsOf(amount) })),
  });
}
