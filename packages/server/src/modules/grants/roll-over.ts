import { type Id, idOf, newId, uuidOf } from '../../kernel/ids.js';
import { type CurrencyCode, currency, decimalOf, Money, unitsOf } from '../../kernel/money.js';
import type { LocalDate } from '../../kernel/period.js';
import { insertSelect } from '../../platform/pipeline.js';
import { THIS_EMPLOYER, type Tx } from '../../platform/transaction.js';
import { type Fact, recordEvents } from '../events/index.js';
import { type GrantFilters, type LedgerState, openEffectiveAt, type PostingDraft, recipes } from '../ledger/index.js';
import { type Cadence, type RolloverTerms, versionsOf } from '../policies/index.js';
import type { StipendOrigin } from '../stipends/index.js';
import { lastEnds } from '../stipends/index.js';
import { decideRollover, RECURRING_PRIORITY } from './grants.rules.js';

/** A recurring grant that ended with its period while its stipend goes on, under terms that carry something. */
export interface Carryable {
  readonly grantId: Id<'grant'>;
  readonly stipendId: Id<'stipend'>;
  readonly employeeId: Id<'employee'>;
  readonly currency: CurrencyCode;
  readonly source: StipendOrigin;
  readonly granted: bigint;
  readonly effectiveAt: Date;
  readonly terms: RolloverTerms;
  /** What the grant paid for: what is carried of it pays for the same. */
  readonly filters: GrantFilters;
  /** The end of the last period in which what is carried may be spent. */
  readonly expiresAt: Date;
  /** Earlier where its stipend ends before. */
  readonly endsAt: Date;
  /** How often its end was taken back. */
  readonly reopened: number;
  readonly endedAt: Date;
  readonly periodIndex: number;
  /** What is carried is promised as long as what it is carried of. */
  readonly guaranteedUntil: Date | null;
}

/** What is carried of a grant, and into which. */
export interface Carried extends Carryable {
  readonly carriedId: Id<'grant'>;
  readonly accountId: Id<'account'>;
  readonly units: bigint;
  /** What of it comes from the grant that ended; the rest is granted so that at least `min` is carried. */
  readonly fromLeft: bigint;
  /** The posting that carried it first, where that was taken back and is carried anew; null for what is carried the first time. */
  readonly rolloverId: Id<'posting'> | null;
}

/** What was carried of a grant and not taken back, whatever became of it since. */
export interface CarriedSoFar {
  readonly carriedId: Id<'grant'>;
  readonly rolloverId: Id<'posting'>;
  readonly units: bigint;
  readonly fromLeft: bigint;
  /** What was carried when it was carried first. */
  readonly atFirst: bigint;
}

/**
 * Which of these ended grants roll over: recurring ones that end with their period, as granted, where another period follows.
 * The terms are those of the policy version the period was issued under.
 */
export async function carryable(tx: Tx, grantIds: readonly Id<'grant'>[]): Promise<Carryable[]> {
  const rows = await tx.sql<CarryableRow>(
    `select g.id, g.stipend_id, g.employee_id, g.currency, g.source, g.amount, g.effective_at, g.ends_at, g.reopened, p.period_index, p.start_date as first_date,
            p.end_date as next_date, p.policy_version_id, a.guaranteed_until, g.providers, g.models, g.tools, s.policy_id, coalesce(s.capped_from, s.start_date) as anchor, s.cadence, s.end_date
     from stipend_grant g
       join grant_account a on a.employer_id = ${THIS_EMPLOYER} and a.grant_id = g.id
       join stipend_period p on p.employer_id = ${THIS_EMPLOYER} and p.stipend_id = g.stipend_id and p.grant_id = g.id
       join policy_version v on v.employer_id = ${THIS_EMPLOYER} and v.id = p.policy_version_id and v.rollover = 'CAPPED'
       join stipend s on s.employer_id = ${THIS_EMPLOYER} and s.id = g.stipend_id
     where g.employer_id = ${THIS_EMPLOYER} and g.id = any($1::uuid[]) and g.kind = 'RECURRING' and g.ends_at = g.expires_at
       and g.extended_to is null and g.revoked_at is null and (s.end_date is null or s.end_date > p.end_date)
     order by g.ends_at, g.id`,
    [grantIds.map(uuidOf)],
  );
  if (rows.length === 0) return [];
  const versions = await versionsOf(
    tx,
    rows.map(({ policy_id }) => idOf('policy', policy_id)),
  );
  const terms = new Map([...versions.values()].flat().map(({ id, rolloverTerms }) => [uuidOf(id), rolloverTerms]));
  const rolling = rows.flatMap((row) => {
    const rollover = terms.get(row.policy_version_id);
    return rollover == null ? [] : [{ row, rollover }];
  });
  const ends = await lastEnds(
    tx,
    rolling.map(({ row, rollover }) => ({
      employeeId: idOf('employee', row.employee_id),
      anchor: row.anchor,
      cadence: row.cadence,
      index: row.period_index,
      firstDate: row.first_date,
      endDate: row.next_date,
      lastsPeriods: rollover.lastsPeriods,
      stipendEnds: row.end_date,
    })),
  );
  // Where a move across the date line leaves the days out into which it would be carried, nothing is.
  return rolling.flatMap(({ row, rollover }, place) => {
    const last = ends[place];
    return last === undefined || last.endsAt <= row.ends_at ? [] : [carryableOf(row, rollover, last)];
  });
}

interface CarryableRow extends GrantFilters {
  readonly id: string;
  readonly stipend_id: string;
  readonly employee_id: string;
  readonly currency: string;
  readonly source: StipendOrigin;
  readonly amount: string;
  readonly effective_at: Date;
  readonly ends_at: Date;
  readonly reopened: number;
  readonly period_index: number;
  readonly first_date: LocalDate;
  /** The business date after the last of the period. */
  readonly next_date: LocalDate;
  readonly policy_version_id: string;
  readonly policy_id: string;
  readonly anchor: LocalDate;
  readonly cadence: Cadence;
  readonly end_date: LocalDate | null;
  readonly guaranteed_until: Date | null;
}

function carryableOf(row: CarryableRow, terms: RolloverTerms, { expiresAt, endsAt }: Pick<Carryable, 'expiresAt' | 'endsAt'>): Carryable {
  return {
    grantId: idOf('grant', row.id),
    stipendId: idOf('stipend', row.stipend_id),
    employeeId: idOf('employee', row.employee_id),
    currency: currency(row.currency),
    source: row.source,
    granted: unitsOf(row.amount),
    effectiveAt: row.effective_at,
    terms,
    filters: { providers: row.providers, models: row.models, tools: row.tools },
    expiresAt,
    endsAt,
    reopened: row.reopened,
    endedAt: row.ends_at,
    periodIndex: row.period_index,
    guaranteedUntil: row.guaranteed_until,
  };
}

/** What of each is carried; nothing is left out that came to more than zero. */
export async function decideCarried(tx: Tx, state: LedgerState, ended: readonly Carryable[]): Promise<Carried[]> {
  if (ended.length === 0) return [];
  const before = await carriedBefore(tx, ended);
  const soFar = await carriedSoFar(
    tx,
    ended.map(({ grantId }) => grantId),
  );
  return ended.flatMap((grant) => {
    const account = [...state.accounts.values()].find(
      ({ stipendId, currency: code }) => stipendId === grant.stipendId && code === grant.currency,
    );
    if (account === undefined) return [];
    const former = soFar.get(grant.grantId);
    const left = (state.grants.get(grant.grantId)?.available ?? 0n) + (former?.fromLeft ?? 0n);
    const decided = decideRollover(grant.terms, { left, carriedBefore: before.get(grant.grantId) ?? 0n, granted: grant.granted });
    // What came back to the grant since it was carried first has expired with it.
    const units = former === undefined || decided < former.atFirst ? decided : former.atFirst;
    const whole = { units, fromLeft: units < left ? units : left };
    const { accountId } = account;
    if (former === undefined) return units === 0n ? [] : { ...grant, ...whole, carriedId: newId('grant'), accountId, rolloverId: null };
    // What was spent of it stays with the grant that carries.
    if (units <= former.units) return [];
    const rest = { units: units - former.units, fromLeft: whole.fromLeft - former.fromLeft };
    return { ...grant, ...rest, carriedId: former.carriedId, accountId, rolloverId: former.rolloverId };
  });
}

/** By grant, what is carried of it already. */
export async function carriedSoFar(tx: Tx, grantIds: readonly Id<'grant'>[]): Promise<Map<Id<'grant'>, CarriedSoFar>> {
  const rows = await tx.sql<{
    carried_from: string;
    id: string;
    rollover_id: string;
    units: string;
    from_left: string | null;
    at_first: string;
  }>(
    `select g.carried_from, g.id, f.rollover_id, f.units, f.from_left, f.at_first
     from stipend_grant g cross join lateral (
       select (array_agg(p.id) filter (where p.reverses_id is null))[1] as rollover_id, sum(n.amount) filter (where n.grant_id = g.id) as units,
         -sum(n.amount) filter (where n.grant_id = g.carried_from) as from_left,
         sum(n.amount) filter (where n.grant_id = g.id and p.reverses_id is null) as at_first
       from posting p join entry n on n.employer_id = ${THIS_EMPLOYER} and n.posting_id = p.id and n.side = 'AVAILABLE'
       where p.employer_id = ${THIS_EMPLOYER} and p.subject_id = g.id and p.kind = 'ROLLED_OVER') f
     where g.employer_id = ${THIS_EMPLOYER} and g.carried_from = any($1::uuid[])`,
    [grantIds.map(uuidOf)],
  );
  return new Map(
    rows.map((row) => [
      idOf('grant', row.carried_from),
      {
        carriedId: idOf('grant', row.id),
        rolloverId: idOf('posting', row.rollover_id),
        units: unitsOf(row.units),
        fromLeft: unitsOf(row.from_left ?? '0'),
        atFirst: unitsOf(row.at_first),
      },
    ]),
  );
}

/**
 * What was carried into the stipend earlier, lasts beyond the end of each grant and was left at that end, whatever became of it
 * since: so late runs decide as they would have in time.
 */
async function carriedBefore(tx: Tx, ended: readonly Carryable[]): Promise<Map<Id<'grant'>, bigint>> {
  const rows = await tx.sql<{ ended_id: string; carried: string }>(
    `select e.id as ended_id, sum(n.amount) as carried
     from unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) as e (id, stipend_id, ended_at)
       join stipend_grant g on g.employer_id = ${THIS_EMPLOYER} and g.stipend_id = e.stipend_id
         and g.kind = 'ROLLOVER' and g.effective_at < e.ended_at and g.ends_at > e.ended_at
       join entry n on n.employer_id = ${THIS_EMPLOYER} and n.grant_id = g.id and n.side = 'AVAILABLE'
       join posting p on p.employer_id = ${THIS_EMPLOYER} and p.id = n.posting_id and p.effective_at <= e.ended_at
     group by e.id`,
    [ended.map(({ grantId }) => uuidOf(grantId)), ended.map(({ stipendId }) => uuidOf(stipendId)), ended.map(({ endedAt }) => endedAt)],
  );
  return new Map(rows.map(({ ended_id, carried }) => [idOf('grant', ended_id), unitsOf(carried)]));
}

/**
 * The posting of what is carried. It counts in the last moment of the period that ends, so that the period hands it on and does
 * not lose it. To the burn order the carried money keeps its age and counts from where the ended grant did: usage of the old
 * period that is reported late is paid with it.
 */
export function rolloverDraft(state: LedgerState, carried: Carried): PostingDraft {
  const { accountId, grantId, carriedId, units, fromLeft, endsAt, endedAt, rolloverId, reopened } = carried;
  const effectiveAt = rolloverInstant(state, endedAt);
  if (rolloverId !== null) {
    const key = `rollover:${uuidOf(grantId)}:${reopened}`;
    return recipes.rolledBack(accountId, { carriedId, rolloverId }, -units, { grantId, units: -fromLeft }, effectiveAt, key);
  }
  const origin = state.grants.get(grantId);
  return recipes.rolledOver(
    accountId,
    {
      grantId: carriedId,
      priority: RECURRING_PRIORITY,
      effectiveAt: origin?.effectiveAt ?? carried.effectiveAt,
      expiresAt: endsAt,
      units,
      filters: carried.filters,
      guaranteedUntil: carried.guaranteedUntil,
      ...(origin === undefined ? {} : { createdAt: origin.createdAt }),
    },
    { grantId, units: fromLeft },
    effectiveAt,
    `rollover:${uuidOf(grantId)}`,
  );
}

/** When counts what is carried of a grant that ended, or taken back of that. */
export function rolloverInstant({ locks }: LedgerState, endedAt: Date): Date {
  return openEffectiveAt(locks, new Date(endedAt.getTime() - 1));
}

/** Stores the terms of the grants that carry for the first time, and tells of them. */
export async function writeCarried(tx: Tx, all: readonly Carried[], at: Date): Promise<void> {
  const carried = all.filter(({ rolloverId }) => rolloverId === null);
  if (carried.length === 0) return;
  await tx.sql(
    insertSelect(`insert into stipend_grant (employer_id, id, stipend_id, employee_id, kind, source, reason, amount, currency, priority, effective_at, expires_at, ends_at,
       carried_from, guaranteed_until, providers, models, tools, created_at)
     select ${THIS_EMPLOYER}, g.id, g.stipend_id, g.employee_id, 'ROLLOVER', g.source, g.reason, g.amount, g.currency, ${RECURRING_PRIORITY},
            g.effective_at, g.expires_at, g.ends_at, g.carried_from, o.guaranteed_until, o.providers, o.models, o.tools, $11
     from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::numeric[], $7::text[], $8::timestamptz[], $9::timestamptz[], $10::uuid[], $12::timestamptz[])
       as g (id, stipend_id, employee_id, source, reason, amount, currency, effective_at, expires_at, carried_from, ends_at)
       join stipend_grant o on o.employer_id = ${THIS_EMPLOYER} and o.id = g.carried_from`),
    [
      carried.map(({ carriedId }) => uuidOf(carriedId)),
      carried.map(({ stipendId }) => uuidOf(stipendId)),
      carried.map(({ employeeId }) => uuidOf(employeeId)),
      carried.map(({ source }) => source),
      carried.map(({ periodIndex }) => `Carried from period ${periodIndex + 1}`),
      carried.map(({ units }) => decimalOf(units)),
      carried.map((grant) => grant.currency),
      carried.map(({ endedAt }) => endedAt),
      carried.map(({ expiresAt }) => expiresAt),
      carried.map(({ grantId }) => uuidOf(grantId)),
      at,
      carried.map(({ endsAt }) => endsAt),
    ],
  );
  await recordEvents(
    tx,
    carried.map(
      ({ carriedId, grantId, stipendId, employeeId, units, currency: code, endedAt, endsAt }): Fact => ({
        type: 'grant.issued',
        subjectId: carriedId,
        occurredAt: at,
        snapshot: {
          id: carriedId,
          stipendId,
          employeeId,
          kind: 'ROLLOVER',
          amount: new Money(units, code),
          effectiveAt: endedAt,
          expiresAt: endsAt,
          carriedFrom: grantId,
        },
      }),
    ),
  );
}
