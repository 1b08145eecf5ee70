import { Call, type WithResponse } from '../call.js';
import { ConfigurationError, callSiteOf, withCallSite } from '../errors.js';
import {
  type UsageEventInput,
  UsageEventsDocument,
  type UsageOutcomeFieldsFragment,
  type UsageOutcomeStatus,
  UsageReportDocument,
} from '../generated/operations.js';
import type { Operations } from '../operation.js';
import type { CallOptions } from '../settings.js';

/** What became of the events of {@link usage.report}. */
export interface UsageReport {
  /** One per event, in the order of the events. */
  readonly outcomes: readonly UsageOutcomeFieldsFragment[];
  /** How many were stored by this call, charged or not: all that are neither duplicates nor failed. */
  readonly accepted: number;
  /** How many were stored by an earlier call. That is success, too; an outcome with `differs` names an event that was sent with other content. */
  readonly duplicates: number;
  /** Stored and not charged, because no price is known for the model. */
  readonly unpriced: number;
  /** Stored and not charged, because no employee matched. */
  readonly unattributed: number;
  /** Those that were rejected and are not stored, by their index in the events. */
  readonly failed: readonly FailedUsage[];
}

/** An event that was rejected. */
export interface FailedUsage {
  readonly index: number;
  readonly error: {
    /** `VALIDATION`, `EVENT_TOO_OLD`, `EVENT_IN_FUTURE`, `FX_RATE_MISSING`, `NOT_FOUND`, `INVALID_TRANSITION`; more may come. */
    readonly code: string;
    readonly message: string;
  };
}

/** AI usage: what models were called, what it cost, and which grants paid. */
export const usage = (call: Operations) => {
  const send = call.mutate(UsageReportDocument, 'usageReport', { naturallyIdempotent: true });

  const report = (events: readonly UsageEventInput[], options: CallOptions = {}): Call<UsageReport> => {
    const site = callSiteOf(report);
    const answers = inParts(partsOf(events), (part) => send({ events: part }, options).orThrow().withResponse());
    return new Call(
      answers.then(reportOf).catch((error: unknown) => {
        throw withCallSite(error, site);
      }),
    );
  };

  return {
    /**
     * Reports usage, as many events as you like: they are sent in requests of up to 1,000, four at a time. Every event has its outcome, and a
     * bad one does not hold up the others. `count` is a whole number as text; the classes do not overlap. Safe to repeat, whole or in part:
     * events carry their own ids. An event with `corrects` takes the place of an earlier one, whose charge is given back. After an exception send everything again; what had arrived is then a duplicate.
     *
     * Scope: `usage:write`. Throws `UserInputError` with `AMOUNT_OUT_OF_RANGE` where a balance would leave the range of money. The
     * `.withResponse()` of several requests is that of the last part.
     */
    report,

    /**
     * Stored usage, latest first, with what it cost, the prices used and the grants that paid; fewer with `where`.
     *
     * Scope: `usage:read`.
     */
    events: call.list(UsageEventsDocument, (data) => data.usageEvents),
  };
};

const eventsPerRequest = 1_000;
/** The server reads bodies up to 1 MiB; the rest is for the document around the events. */
const bytesPerRequest = 1_000_000;
const requestsAtOnce = 4;

function partsOf(events: readonly UsageEventInput[]): ReadonlyArray<readonly UsageEventInput[]> {
  const encoder = new TextEncoder();
  const parts: UsageEventInput[][] = [];
  let part: UsageEventInput[] = [];
  let bytes = 0;
  for (const event of events) {
    const size = encoder.encode(JSON.stringify(event)).length + 1;
    if (part.length === 0 || part.length === eventsPerRequest || bytes + size > bytesPerRequest) {
      part = [];
      parts.push(part);
      bytes = 0;
    }
    part.push(event);
    bytes += size;
  }
  return parts;
}

/** Sends all parts, a few at a time. After a failure no further part is started, and those under way are waited for. */
async function inParts<Sent, Answer>(parts: readonly Sent[], send: (part: Sent) => Promise<Answer>): Promise<Answer[]> {
  const answers: Answer[] = [];
  const waiting = parts.entries();
  let failed = false;
  const work = async () => {
    for (const [index, part] of waiting) {
      if (failed) return;
      try {
        answers[index] = await send(part);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const workers = await Promise.allSettled(Array.from({ length: requestsAtOnce }, work));
  for (const worker of workers) if (worker.status === 'rejected') throw worker.reason;
  return answers;
}

/** @throws ConfigurationError without events: the server refuses an empty report, too */
function reportOf(
  parts: ReadonlyArray<WithResponse<{ readonly outcomes: readonly UsageOutcomeFieldsFragment[] }>>,
): WithResponse<UsageReport> {
  const last = parts.at(-1);
  if (last === undefined) throw new ConfigurationError('`usage.report` takes at least one event.');
  const outcomes = parts.flatMap(({ data }) => data.outcomes);
  const count = (status: UsageOutcomeStatus) => outcomes.filter((outcome) => outcome.status === status).length;
  const failed = outcomes.flatMap(({ status, code, message }, index) =>
    status === 'REJECTED' ? { index, error: { code: code ?? 'VALIDATION', message: message ?? '' } } : [],
  );
  const duplicates = count('DUPLICATE');
  const report = {
    outcomes,
    accepted: outcomes.length - duplicates - failed.length,
    duplicates,
    unpriced: count('UNPRICED'),
    unattributed: count('UNATTRIBUTED'),
    failed,
  };
  return { data: Object.freeze(report), response: last.response };
}
