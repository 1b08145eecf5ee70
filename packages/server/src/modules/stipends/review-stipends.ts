import { type Id, idOf, uuidOf } from '../../kernel/ids.js';
import { THIS_EMPLOYER, type Tx } from '../../platform/transaction.js';
import { recordEvents } from '../events/index.js';
import { type DuePeriod, type DueStipend, type DueTrial, foreseeProblems } from './decide-due.js';
import type { StipendProblem } from './periods.rules.js';
import { Stipend } from './stipend.entity.js';

/** What keeps the next grant of a stipend from being issued from now on; null where nothing does. */
export interface Review {
  readonly stipend: DueStipend;
  readonly problem: StipendProblem | null;
}

/**
 * Looks ahead at the next grant of these stipends, as salaries, policies and the pay calendar are known now: what will keep it from
 * being issued stands on the stipend and is told before it bites; what does no longer goes away, and is told too. A grant that is
 * due already is left to whoever issues it.
 */
export async function reviewStipends(tx: Tx, ids: readonly Id<'stipend'>[]): Promise<void> {
  if (ids.length === 0) return;
  const coming = (await readGranted(tx, ids)).filter(({ nextIssueAt }) => nextIssueAt === null || nextIssueAt > tx.now);
  const problems = await foreseeProblems(tx, coming, tx.now);
  await storeReviews(
    tx,
    coming.map((stipend, place) => ({ stipend, problem: problems[place] ?? null })),
  );
}

/** As `reviewStipends`, behind what was just issued, which took away what stood on them. Nothing can keep back what is steady. */
export async function reviewIssued(tx: Tx, months: readonly DuePeriod[], trials: readonly DueTrial[], until: Date): Promise<void> {
  const issued = [...months, ...trials].map(({ stipend }) => stipend);
  if (issued.length === 0) return;
  const unsure = [...months.filter(({ isSteady }) => !isSteady), ...trials].map(({ stipend }) => stipend.id);
  const coming = await readGranted(tx, unsure);
  const problems = coming.length === 0 ? [] : await foreseeProblems(tx, coming, until);
  const foreseen = new Map(coming.map(({ id }, place) => [id, problems[place] ?? null]));
  const reviews = issued.map((stipend) => ({ stipend, problem: foreseen.get(stipend.id) ?? null }));
  await tellProblems(tx, reviews);
  await writeReviews(
    tx,
    reviews.filter(({ problem }) => problem !== null),
  );
}

/** Stores what differs, and tells of it. */
export async function storeReviews(tx: Tx, reviews: readonly Review[]): Promise<void> {
  await tellProblems(tx, reviews);
  await writeReviews(
    tx,
    reviews.filter(({ stipend, problem }) => stipend.issueProblemMessage !== (problem?.message ?? null)),
  );
}

async function writeReviews(tx: Tx, reviews: readonly Review[]): Promise<void> {
  if (reviews.length === 0) return;
  await tx.sql(
    `update stipend s set issue_problem_code = p.code, issue_problem_message = p.message
     from unnest($1::uuid[], $2::text[], $3::text[]) as p (id, code, message) where s.employer_id = ${THIS_EMPLOYER} and s.id = p.id`,
    [
      reviews.map(({ stipend }) => uuidOf(stipend.id)),
      reviews.map(({ problem }) => problem?.code ?? null),
      reviews.map(({ problem }) => problem?.message ?? null),
    ],
  );
}

/** Tells where a problem arose, became another or went away; each stipend as it was before. */
export async function tellProblems(tx: Tx, reviews: readonly Review[]): Promise<void> {
  const changed = reviews.filter(({ stipend, problem }) => stipend.issueProblemCode !== (problem?.code ?? null));
  for (const { stipend, problem } of changed) {
    if (problem === null) continue;
    tx.ctx.platform.log.warn({ employerId: tx.ctx.employerId, stipendId: stipend.id, code: problem.code }, 'a stipend is blocked');
  }
  await recordEvents(
    tx,
    changed.map(({ stipend, problem }) => {
      const { id, externalId, employeeId, origin, policyId, offerId } = stipend;
      return {
        type: problem === null ? 'stipend.unblocked' : 'stipend.blocked',
        subjectId: id,
        occurredAt: tx.now,
        snapshot: { id, externalId, employeeId, origin, policyId, offerId, issueProblem: problem },
      };
    }),
  );
}

/** These stipends as they are now, those without a person and those that carry grants by hand left out. */
async function readGranted(tx: Tx, ids: readonly Id<'stipend'>[]): Promise<DueStipend[]> {
  if (ids.length === 0) return [];
  const stipends = await tx.em.find(
    Stipend,
    { employerId: tx.ctx.employerId, id: { $in: [...ids] }, origin: { $ne: 'EXCEPTION' } },
    // They are written past the identity map.
    { disableIdentityMap: true, orderBy: { id: 'asc' } },
  );
  return stipends.filter((stipend): stipend is DueStipend => stipend.employeeId !== null && stipend.startDate !== null);
}

/** The stipends of people that go on, held; who has none costs nothing more. */
export async function holdStipendsOf(tx: Tx, employeeIds: ReadonlyArray<Id<'employee'>>): Promise<Id<'stipend'>[]> {
  const rows = await tx.sql<{ id: string }>(
    `select id from stipend
     where employer_id = ${THIS_EMPLOYER} and employee_id = any($1::uuid[]) and origin <> 'EXCEPTION'
       and (end_date is null or end_date > ($2::timestamptz at time zone time_zone)::date or issue_problem_code is not null)
     order by id for no key update`,
    [employeeIds.map(uuidOf), tx.now],
  );
  return rows.map(({ id }) => idOf('stipend', id));
}
