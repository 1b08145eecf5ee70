import { idOf } from '../../kernel/ids.js';
import { invariant } from '../../kernel/invariant.js';
import { limits } from '../../kernel/limits.js';
import { Money } from '../../kernel/money.js';
import { Fault } from '../../kernel/refusal.js';
import type { TenantCtx } from '../../platform/context.js';
import { allow } from '../../platform/scope.js';
import { type Booked, bookUsage } from './book-usage.js';
import { priceEvent } from './price-event.js';
import { formFault, type OutcomeStatus, type Rejection, type ReportedEvent } from './usage.rules.js';

/** What became of one event. */
export interface UsageOutcome {
  readonly status: OutcomeStatus;
  /** What its sender calls the event. */
  readonly source: string;
  readonly eventId: string;
  /** The stored event, of a DUPLICATE the one that was stored first; null for a rejected one. */
  readonly usageId: string | null;
  /** DUPLICATE: the content is not that of the stored event. Null for every other status. */
  readonly differs: boolean | null;
  /** RECORDED: what was charged, and what part of it no grant covered. */
  readonly cost: Money | null;
  readonly overage: Money | null;
  /** REJECTED: why. */
  readonly code: Rejection['code'] | null;
  /** For a person; null where there is nothing to explain. */
  readonly message: string | null;
}

/**
 * Takes a batch of usage: stores each event once, prices it as of the time it happened, charges it to the grants of its
 * person. One transaction in two flushes. Repetition, and overlap with other batches, change nothing; within a batch the
 * order of arrival does not either.
 * @param events at most 1,000
 * @returns one outcome per event, in order
 * @throws Fault `BAD_USER_INPUT` for an empty batch or one that is too large
 * @throws Refusal `AMOUNT_OUT_OF_RANGE` when a balance would leave the range of money; nothing is stored
 */
export async function reportUsage(ctx: TenantCtx, events: readonly ReportedEvent[]): Promise<UsageOutcome[]> {
  allow(ctx, 'usage:write');
  if (events.length < 1 || events.length > limits.usageEventsPerReport) {
    throw new Fault('BAD_USER_INPUT', `\`events\` has 1 to ${limits.usageEventsPerReport} items.`, { limit: limits.usageEventsPerReport });
  }
  const items = events.map((event) => {
    const rejection = formFault(event);
    return rejection === undefined ? { event, priced: priceEvent(event) } : { event, rejection };
  });

  const booked = await bookUsage(
    ctx,
    items.flatMap(({ priced }) => priced ?? []),
  );

  return items.map(({ event, priced, rejection }) => {
    if (rejection !== undefined) return outcomeOf(event, { status: 'REJECTED', rejection });
    const result = booked.get(priced.usageUuid);
    invariant(result !== undefined, 'every event that was to be booked has a result');
    return outcomeOf(event, result);
  });
}

function outcomeOf({ source, id }: ReportedEvent, booked: Booked): UsageOutcome {
  const outcome: UsageOutcome = {
    status: booked.status,
    source,
    eventId: id,
    usageId: booked.status === 'REJECTED' ? null : idOf('usageEvent', booked.usageUuid),
    differs: null,
    cost: null,
    overage: null,
    code: null,
    message: null,
  };
  switch (booked.status) {
    case 'RECORDED': {
      const { cost, funding } = booked.charge;
      const uncovered = funding.reduce((units, part) => (part.grantId === null ? units + part.units : units), 0n);
      return { ...outcome, cost, overage: new Money(uncovered, cost.currency) };
    }
    case 'DUPLICATE':
      return { ...outcome, differs: booked.differs };
    case 'UNPRICED':
    case 'UNATTRIBUTED':
      return { ...outcome, message: booked.reason };
    case 'REJECTED':
      return { ...outcome, code: booked.rejection.code, message: booked.rejection.message };
  }
}
