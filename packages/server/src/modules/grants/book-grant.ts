import { type Id, newId, uuidOf } from '../../kernel/ids.js';
import { decimalOf, type Money } from '../../kernel/money.js';
import type { LocalDate, TimeZone } from '../../kernel/period.js';
import { THIS_EMPLOYER, type Tx } from '../../platform/transaction.js';
import { recordEvents } from '../events/index.js';
import { type GrantFilters, type LedgerState, planPostings, recipes, refuseByState, writePlan } from '../ledger/index.js';
import type { StipendOrigin } from '../stipends/index.js';
import type { GrantKind } from './grant.entity.js';
import { guaranteeEnd } from './grants.rules.js';

/** A grant as it is to be. */
export interface NewGrant {
  readonly stipendId: Id<'stipend'>;
  readonly employeeId: Id<'employee'>;
  readonly kind: GrantKind;
  readonly source: StipendOrigin;
  readonly reason: string;
  /** Zero of its currency where it has no cap. */
  readonly amount: Money;
  /** It pays whatever there is to pay at its place, out of the commitment. Only a TRIAL has no cap. */
  readonly uncapped: boolean;
  readonly priority: number;
  readonly effectiveAt: Date;
  /** As granted. */
  readonly expiresAt: Date;
  /** Earlier than `expiresAt` where its stipend ends before. */
  readonly endsAt: Date;
  readonly guaranteedUntil: LocalDate | null;
  /** Where it is that date. */
  readonly zone: TimeZone;
  readonly filters: GrantFilters;
  /** What pays it, under lock with the account; null: the employer's commitment. */
  readonly pool: GrantPool | null;
}

/** The pool of a cost center in the currency of a grant. */
export interface GrantPool {
  readonly accountId: Id<'account'>;
  readonly costCenterId: Id<'costCenter'>;
}

/**
 * Issues one grant on an account under lock: what it grants is booked, its terms are stored, `grant.issued` is told. One without a
 * cap grants nothing ahead, so no posting stands for it: that it is issued once is the caller's to see to.
 * @throws Refusal `INSUFFICIENT_BALANCE` where its pool has less, `PERIOD_CLOSED`, `AMOUNT_OUT_OF_RANGE`
 */
export async function bookGrant(tx: Tx, state: LedgerState, accountId: Id<'account'>, grant: NewGrant): Promise<Id<'grant'>> {
  const { stipendId, employeeId, kind, amount, uncapped, priority, effectiveAt, expiresAt, endsAt, filters, pool, reason } = grant;
  const grantId = newId('grant');
  const terms = {
    grantId,
    priority,
    effectiveAt,
    expiresAt: endsAt,
    units: amount.units,
    filters,
    uncapped,
    guaranteedUntil: guaranteeEnd(grant.guaranteedUntil, grant.zone),
  };
  const granted = recipes.granted(accountId, terms, `grant:${uuidOf(grantId)}`);
  // The pool pays when the grant is issued, also where it begins to count later or began before.
  const paid =
    pool === null ? [] : [recipes.pooled(pool.accountId, grantId, -amount.units, state.bookedAt, `grant:${uuidOf(grantId)}:pool`)];
  const plan = planPostings(state, [...paid, granted]);
  await tx.ask(writePlan(plan)).catch(refuseByState);
  await tx.sql(
    `insert into stipend_grant (employer_id, id, stipend_id, employee_id, kind, source, reason, amount, uncapped, currency, priority, effective_at, expires_at,
       ends_at, guaranteed_until, providers, models, tools, created_at, from_cost_center_id)
     values (${THIS_EMPLOYER}, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)`,
    [
      uuidOf(grantId),
      uuidOf(stipendId),
      uuidOf(employeeId),
      kind,
      grant.source,
      reason,
      decimalOf(amount.units),
      uncapped,
      amount.currency,
      priority,
      effectiveAt,
      expiresAt,
      endsAt,
      grant.guaranteedUntil,
      filters.providers,
      filters.models,
      filters.tools,
      state.bookedAt,
      pool === null ? null : uuidOf(pool.costCenterId),
    ],
  );
  await recordEvents(tx, [
    {
      type: 'grant.issued',
      subjectId: grantId,
      occurredAt: state.bookedAt,
      snapshot: {
        id: grantId,
        stipendId,
        employeeId,
        kind,
        amount,
        uncapped,
        effectiveAt,
        expiresAt: endsAt,
        reason,
        ...(pool !== null && { fromCostCenterId: pool.costCenterId }),
      },
    },
  ]);
  return grantId;
}
