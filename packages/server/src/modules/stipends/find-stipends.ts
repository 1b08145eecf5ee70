import { type Id, idOf, parseId, uuidOf } from '../../kernel/ids.js';
import { type Connection, type PageRequest, pageSize } from '../../kernel/page.js';
import type { LocalDate } from '../../kernel/period.js';
import type { TenantCtx } from '../../platform/context.js';
import { inOrder, type Loader } from '../../platform/loader.js';
import { allow } from '../../platform/scope.js';
import { inTransaction, THIS_EMPLOYER, type Tx } from '../../platform/transaction.js';
import { findEmployees } from '../directory/index.js';
import { type AmountTerms, policyByRef, versionsOf } from '../policies/index.js';
import { termsOf } from './decide-due.js';
import type { StipendStatus } from './periods.rules.js';
import { Stipend } from './stipend.entity.js';
import type { StipendByInput, StipendFilterInput } from './stipend.graphql.js';

/** A stipend as it is at the time of the employer's clock. */
export type StipendNow = Stipend & { readonly status: StipendStatus };

/** A page of stipends, by id. */
export async function findStipends(ctx: TenantCtx, where: StipendFilterInput, request: PageRequest): Promise<Connection<StipendNow>> {
  allow(ctx, 'stipends:read');
  const size = pageSize(request);
  const list = `stipends ${ctx.employerId} ${JSON.stringify(where)}`;
  const after = request.after == null ? undefined : ctx.platform.cursors.open(list, request.after)[0];

  const rows = await inTransaction(ctx, async (tx) => {
    const { text, values } = await conditions(tx, where, after);
    const found = await tx.sql<{ id: string }>(
      `select id from stipend where employer_id = ${THIS_EMPLOYER} ${text} order by id limit ${size + 1}`,
      values,
    );
    return stipendsNow(
      tx,
      found.map(({ id }) => idOf('stipend', id)),
    );
  });
  return ctx.platform.cursors.connection(list, rows, size, request, ({ id }) => [id]);
}

/** SQL of a filter. The status is derived as `stipendStatus` does, from the business date in each stipend's zone. */
async function conditions(tx: Tx, where: StipendFilterInput, after: string | undefined): Promise<{ text: string; values: unknown[] }> {
  const values: unknown[] = [];
  const bound = (value: unknown): string => `$${values.push(value)}`;
  const all: string[] = [];

  if (after !== undefined) all.push(`id > ${bound(uuidOf(after as Id<'stipend'>))}`);
  if (where.origin?.eq != null) all.push(`origin = ${bound(where.origin.eq)}`);
  if (where.origin?.in != null) all.push(`origin = any(${bound(where.origin.in)})`);
  if (where.issueProblem?.eq != null) all.push(`issue_problem_code = ${bound(where.issueProblem.eq)}`);
  if (where.issueProblem?.in != null) all.push(`issue_problem_code = any(${bound(where.issueProblem.in)})`);
  if (where.externalId?.eq != null) all.push(`external_id = ${bound(where.externalId.eq)}`);
  if (where.externalId?.in != null) all.push(`external_id = any(${bound(where.externalId.in)})`);
  if (where.employee != null) {
    const [employeeId] = await findEmployees(tx, [where.employee]);
    all.push(employeeId == null ? 'false' : `employee_id = ${bound(uuidOf(employeeId))}`);
  }
  if (where.policy != null) {
    const policy = await policyByRef(tx, where.policy);
    all.push(policy === null ? 'false' : `policy_id = ${bound(uuidOf(policy.id))}`);
  }
  const statuses = [where.status?.eq == null ? null : [where.status.eq], where.status?.in ?? null].filter((one) => one !== null);
  if (statuses.length > 0) {
    const today = `(${bound(tx.now)}::timestamptz at time zone time_zone)::date`;
    const status = `case
      when end_date <= ${today} or end_date <= start_date then 'ENDED'
      when employee_id is null or start_date is null then 'AWAITING_EMPLOYEE'
      when issue_problem_code is not null then 'BLOCKED'
      when ${today} < start_date then 'SCHEDULED' else 'ACTIVE' end`;
    for (const wanted of statuses) all.push(`${status} = any(${bound(wanted)}::text[])`);
  }
  return { text: all.map((condition) => `and ${condition}`).join(' '), values };
}

/** The stipend, or null where there is none for this employer. */
export async function findStipend(ctx: TenantCtx, { id, externalId }: StipendByInput): Promise<StipendNow | null> {
  allow(ctx, 'stipends:read');
  return inTransaction(ctx, async (tx) => {
    const { employerId } = ctx;
    const stipendId = id == null ? undefined : parseId('stipend', id);
    const stipend =
      stipendId !== undefined
        ? await tx.em.findOne(Stipend, { employerId, id: stipendId })
        : externalId == null
          ? null
          : await tx.em.findOne(Stipend, { employerId, externalId });
    return stipend === null ? null : nowOf(stipend, tx.now);
  });
}

function nowOf(stipend: Stipend, now: Date): StipendNow {
  return Object.assign(stipend, { status: stipend.statusAt(now) });
}

/** These stipends, by id. */
async function stipendsNow(tx: Tx, ids: readonly Id<'stipend'>[]): Promise<StipendNow[]> {
  const stipends = await tx.em.find(
    Stipend,
    { employerId: tx.ctx.employerId, id: { $in: [...ids] } },
    { orderBy: { id: 'asc' }, disableIdentityMap: true },
  );
  return stipends.map((stipend) => nowOf(stipend, tx.now));
}

/** A stipend by its id; for relations. */
export const stipendById: Loader<Id<'stipend'>, StipendNow> = {
  name: 'stipendById',
  load: (ctx, ids) => inTransaction(ctx, async (tx) => inOrder(ids, await stipendsNow(tx, ids), ({ id }) => id)),
};

/** The stipends that an accepted offer promised, by id; for relations. */
export const stipendsOfOffer: Loader<Id<'offer'>, readonly StipendNow[]> = {
  name: 'stipendsOfOffer',
  load: (ctx, offerIds) =>
    inTransaction(ctx, async (tx) => {
      const where = { employerId: ctx.employerId, offerId: { $in: [...offerIds] } };
      const stipends = await tx.em.find(Stipend, where, { orderBy: { id: 'asc' }, disableIdentityMap: true });
      const byOffer = Map.groupBy(stipends, ({ offerId }) => offerId);
      return offerIds.map((id) => (byOffer.get(id) ?? []).map((stipend) => nowOf(stipend, tx.now)));
    }),
};

/** What a stipend grants: the terms of the month that runs, of the first before that, and of the last after the end. */
export const termsOfStipend: Loader<Id<'stipend'>, AmountTerms> = {
  name: 'termsOfStipend',
  load: (ctx, ids) =>
    inTransaction(ctx, async (tx) => {
      const stipends = new Map((await stipendsNow(tx, ids)).map((stipend) => [stipend.id, stipend]));
      const versions = await versionsOf(
        tx,
        [...stipends.values()].flatMap(({ policyId }) => policyId ?? []),
      );
      const newest = await newestPeriods(tx, ids);
      return ids.map((id) => {
        const stipend = stipends.get(id);
        if (stipend === undefined) return null;
        const { startDate } = stipend;
        if (startDate === null) return stipend.offerTerms();
        return termsOf(stipend, { firstDate: newest.get(id) ?? startDate }, versions).terms;
      });
    }),
};

/** By stipend, the first day of the newest period that was issued. */
async function newestPeriods(tx: Tx, ids: readonly Id<'stipend'>[]): Promise<Map<Id<'stipend'>, LocalDate>> {
  const rows = await tx.sql<{ stipend_id: string; start_date: LocalDate }>(
    `select p.stipend_id, p.start_date from stipend s
       join stipend_period p on p.employer_id = ${THIS_EMPLOYER} and p.stipend_id = s.id and p.period_index = s.issued_periods - 1
     where s.employer_id = ${THIS_EMPLOYER} and s.id = any($1::uuid[])`,
    [ids.map(uuidOf)],
  );
  return new Map(rows.map((row) => [idOf('stipend', row.stipend_id), row.start_date]));
}

/** A page of the stipends of a person, by id. */
export function findStipendsOf(ctx: TenantCtx, employeeId: Id<'employee'>, request: PageRequest): Promise<Connection<StipendNow>> {
  return findStipends(ctx, { employee: { id: employeeId } }, request);
}
