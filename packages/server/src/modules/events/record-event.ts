import { type Id, newId, uuidOf } from '../../kernel/ids.js';
import { effects, insertSelect, type Query } from '../../platform/pipeline.js';
import { THIS_EMPLOYER, type Tx } from '../../platform/transaction.js';

/** The catalogue of facts the world may be told. */
export const eventTypes = [
  'offer.sent',
  'offer.accepted',
  'offer.declined',
  'offer.withdrawn',
  'policy.published',
  'stipend.changed',
  'stipend.blocked',
  'stipend.unblocked',
  'grant.issued',
  'grant.reduced',
  'grant.expired',
  'grant.revoked',
  'grant.transferred',
  'hold.expired',
  'hold.released',
  'limit.exceeded',
  'breaker.tripped',
  'guarantee.breached',
  'usage.unpriced',
  'usage.unattributed',
  'period.closed',
  'employee.offboarded',
  'employee.reinstated',
] as const;

export type EventType = (typeof eventTypes)[number];

/** A fact: what happened to what, and the thing as it then was; amounts as decimal text. */
export interface Fact {
  readonly type: EventType;
  readonly subjectId: Id;
  readonly occurredAt: Date;
  readonly snapshot: object;
}

/** Records facts in the transaction that made them: committed together or not at all. */
export async function recordEvents(tx: Tx, facts: readonly Fact[]): Promise<void> {
  await tx.ask(insertEvents(facts));
}

/** The same as a query, for the pipelined paths. */
export function insertEvents(facts: readonly Fact[]): Query<void> {
  if (facts.length === 0) return effects();
  return effects({
    name: 'record-events',
    text: insertSelect(`insert into outbox_event (employer_id, id, type, subject_id, occurred_at, snapshot)
           select ${THIS_EMPLOYER}, * from unnest($1::uuid[], $2::text[], $3::uuid[], $4::timestamptz[], $5::jsonb[])`),
    values: [
      facts.map(() => uuidOf(newId('event'))),
      facts.map(({ type }) => type),
      facts.map(({ subjectId }) => uuidOf(subjectId)),
      facts.map(({ occurredAt }) => occurredAt),
      facts.map(({ snapshot }) => JSON.stringify(snapshot)),
    ],
  });
}
