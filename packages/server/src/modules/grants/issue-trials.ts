import { type Id, uuidOf } from '../../kernel/ids.js';
import { decimalOf, Money } from '../../kernel/money.js';
import { insertSelect } from '../../platform/pipeline.js';
import { THIS_EMPLOYER, type Tx } from '../../platform/transaction.js';
import { recordEvents } from '../events/index.js';
import { type PostingDraft, recipes } from '../ledger/index.js';
import type { DueTrial } from '../stipends/index.js';
import { nextIssues } from '../stipends/index.js';
import { guaranteeEnd, TRIAL_PRIORITY } from './grants.rules.js';

/** The trial without a cap that a stipend begins with, as it is issued. */
export interface IssuedTrial extends DueTrial {
  readonly grantId: Id<'grant'>;
}

/** It opens the grant: a grant without a cap takes what it pays when it pays. */
export function trialDraft({ stipend, trial, grantId, filters }: IssuedTrial, accountId: Id<'account'>): PostingDraft {
  const terms = {
    grantId,
    priority: TRIAL_PRIORITY,
    effectiveAt: trial.start,
    expiresAt: trial.paying.endsAt,
    units: 0n,
    uncapped: true,
    filters,
    guaranteedUntil: guaranteeEnd(stipend.guaranteedUntil, trial.paying.zone),
  };
  return recipes.granted(accountId, terms, `grant:${uuidOf(stipend.id)}:trial`);
}

/**
 * Stores the terms of trials, whose stipends go on with their first period, and tells of them.
 * @returns when that comes, of each
 */
export async function writeTrials(tx: Tx, trials: readonly IssuedTrial[], at: Date): Promise<ReadonlyArray<Date | null>> {
  if (trials.length === 0) return [];
  await tx.sql(
    insertSelect(`insert into stipend_grant (employer_id, id, stipend_id, employee_id, kind, source, reason, amount, uncapped, currency, priority,
       effective_at, expires_at, ends_at, guaranteed_until, providers, models, tools, created_at)
     select ${THIS_EMPLOYER}, g.id, g.stipend_id, g.employee_id, 'TRIAL', g.source, 'Trial without a cap', 0, true, g.currency, ${TRIAL_PRIORITY},
            g.effective_at, g.expires_at, g.ends_at, g.guaranteed_until, a.providers, a.models, a.tools, $9
     from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::timestamptz[], $7::timestamptz[], $8::timestamptz[], $10::date[])
       as g (id, stipend_id, employee_id, source, currency, effective_at, expires_at, ends_at, guaranteed_until)
       join grant_account a on a.employer_id = ${THIS_EMPLOYER} and a.grant_id = g.id`),
    [
      trials.map(({ grantId }) => uuidOf(grantId)),
      trials.map(({ stipend }) => uuidOf(stipend.id)),
      trials.map(({ stipend }) => uuidOf(stipend.employeeId)),
      trials.map(({ stipend }) => stipend.origin),
      trials.map(({ stipend }) => stipend.currency),
      trials.map(({ trial }) => trial.start),
      trials.map(({ trial }) => trial.end),
      trials.map(({ trial }) => trial.paying.endsAt),
      at,
      trials.map(({ stipend }) => stipend.guaranteedUntil),
    ],
  );
  const nextIssueAt = await nextIssues(
    tx,
    trials.map(({ stipend, trial, grantId }) => ({ ...stipend, trialGrantId: grantId, trialEndAt: trial.end })),
  );
  await tx.sql(
    `update stipend s set trial_grant_id = t.grant_id, trial_end_at = t.end_at, next_issue_at = t.next_issue_at, annual_amount = coalesce(t.annual_amount, s.annual_amount),
       time_zone = t.time_zone, issue_tried_at = null, issue_problem_code = null, issue_problem_message = null
     from unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::numeric[], $5::text[], $6::timestamptz[])
       as t (id, grant_id, next_issue_at, annual_amount, time_zone, end_at)
     where s.employer_id = ${THIS_EMPLOYER} and s.id = t.id`,
    [
      trials.map(({ stipend }) => uuidOf(stipend.id)),
      trials.map(({ grantId }) => uuidOf(grantId)),
      nextIssueAt,
      trials.map(({ yearly }) => (yearly === null ? null : decimalOf(yearly.units))),
      trials.map(({ trial }) => trial.paying.zone),
      trials.map(({ trial }) => trial.end),
    ],
  );
  await recordEvents(
    tx,
    trials.map(({ grantId, stipend, trial }) => ({
      type: 'grant.issued',
      subjectId: grantId,
      occurredAt: at,
      snapshot: {
        id: grantId,
        stipendId: stipend.id,
        employeeId: stipend.employeeId,
        kind: 'TRIAL',
        amount: Money.zero(stipend.currency),
        uncapped: true,
        effectiveAt: trial.start,
        expiresAt: trial.paying.endsAt,
      },
    })),
  );
  return nextIssueAt;
}
