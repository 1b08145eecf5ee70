import type { RefusalCode } from '../../kernel/codes.js';
import { isolated } from '../../kernel/direction.js';
import { limits } from '../../kernel/limits.js';
import type { EmployeeBy } from '../directory/index.js';
import type { UsageClass } from '../pricing/index.js';

/** One call of a model, as its sender reports it. */
export interface ReportedEvent {
  /** Unique with `id`, for ever: the system that counted. */
  readonly source: string;
  readonly id: string;
  /** How the sender names the person who used the model. */
  readonly employee: EmployeeBy;
  readonly provider: string;
  readonly model: string;
  readonly occurredAt: Date;
  /** What was used; each class at most once. */
  readonly counts: readonly UsageCount[];
  /** The event this one takes the place of, as its sender named it. */
  readonly corrects?: EventName | null;
}

/** What the sender of an event calls it. */
export interface EventName {
  readonly source: string;
  readonly id: string;
}

export interface UsageCount {
  readonly usageClass: UsageClass;
  readonly count: bigint;
}

/** What became of a reported event; every one gets exactly one of them. */
export const outcomeMeanings = {
  RECORDED: 'Stored, priced and debited in full; what no grant covers is overage. Of a correction, what it corrects is taken back.',
  DUPLICATE: 'This event was reported before. Nothing changed; `differs` says whether the content was the same.',
  UNPRICED: 'Stored, and nothing debited: no price is known for the model or for a class that was used.',
  UNATTRIBUTED: 'Stored, and nothing debited: no employee matches the reference.',
  REJECTED: 'Not stored; `code` and `message` say why. Correct the event and report it again.',
} as const;

export type OutcomeStatus = keyof typeof outcomeMeanings;

export interface Rejection {
  readonly code: RefusalCode;
  /** For a person. */
  readonly message: string;
}

/** No control, format or unassigned characters and no half of a pair: what is stored is what was sent. */
const printable = new RegExp(`^\\P{C}{1,${limits.externalIdLength}}$`, 'u');

/** What is wrong with the event whatever the time: `VALIDATION`. */
export function formFault(event: ReportedEvent): Rejection | undefined {
  const texts: ReadonlyArray<readonly [string, string]> = [
    ['id', event.id],
    ['source', event.source],
    ['provider', event.provider],
    ['model', event.model],
    ...textsOf(event.employee).map((text) => ['employee', text] as const),
    ...(event.corrects == null
      ? []
      : ([
          ['corrects', event.corrects.id],
          ['corrects', event.corrects.source],
        ] as const)),
  ];
  const unprintable = texts.find(([, text]) => !printable.test(text));
  if (unprintable !== undefined) return invalid(`\`${unprintable[0]}\` has 1 to ${limits.externalIdLength} printable characters.`);
  if (event.corrects != null && eventKey(event.corrects) === eventKey(event)) return invalid('An event does not correct itself.');
  const { counts } = event;
  if (counts.length === 0) return invalid('`counts` names at least one class; a count may be 0.');
  if (new Set(counts.map(({ usageClass }) => usageClass)).size < counts.length) return invalid('`counts` names each class once.');
  if (counts.some(({ count }) => count < 0n || count > limits.tokensPerClass))
    return invalid(`A count is between 0 and ${limits.tokensPerClass}.`);
  return undefined;
}

function textsOf({ id, externalId, sourcedId, email }: EmployeeBy): string[] {
  return [id, externalId, sourcedId?.source, sourcedId?.externalId, email].filter((text) => text !== undefined);
}

/**
 * Why an event that found no place in the window of the employer's clock is not taken. The window is
 * `usageMaxAgeDays` back and `usageMaxFutureMinutes` ahead, both ends included; the database compares, because it
 * claims the event in the same statement.
 */
export function timeFault(occurredAt: Date, now: Date): Rejection {
  return occurredAt > now
    ? { code: 'EVENT_IN_FUTURE', message: `The event lies more than ${limits.usageMaxFutureMinutes} minutes in the future.` }
    : { code: 'EVENT_TOO_OLD', message: `Usage is taken up to ${limits.usageMaxAgeDays} days after it happened.` };
}

function invalid(message: string): Rejection {
  return { code: 'VALIDATION', message };
}

/** The key of an event within its employer: no two pairs of source and id share one. */
export function eventKey({ source, id }: EventName): string {
  return JSON.stringify([source, id]);
}

/**
 * The content of an event as one text: equal for equal content whatever the order of its fields. A class that counts
 * zero says as much as one left out. Source and id are not in it; they are what two contents are compared under.
 */
export function contentOf({ employee, provider, model, occurredAt, counts, corrects }: ReportedEvent): string {
  const used = counts.filter(({ count }) => count !== 0n).map(({ usageClass, count }) => `${usageClass} ${count}`);
  const content = [employee, provider, model, occurredAt.toISOString(), used.sort()];
  return JSON.stringify(corrects == null ? content : [...content, [corrects.source, corrects.id]]);
}

/**
 * When an event counts: when it happened. One whose sender's clock is ahead has happened all the same when it is reported, so it counts
 * then: what was taken of the money is gone from every balance at once, and not some minutes later.
 */
export function countsAt(occurredAt: Date, bookedAt: Date): Date {
  return occurredAt < bookedAt ? occurredAt : bookedAt;
}

/** Order of booking within a batch: as it happened, so that no order of arrival changes which grant pays. */
export function byOccurrence(a: ReportedEvent, b: ReportedEvent): number {
  return a.occurredAt.getTime() - b.occurredAt.getTime() || (eventKey(a) < eventKey(b) ? -1 : 1);
}

/** Why an event that corrects another one is not taken: it can be corrected and sent again. */
export function correctionFault(corrects: EventName, target: 'UNKNOWN' | 'CORRECTED'): Rejection {
  const name = `${isolated(corrects.id)} of ${isolated(corrects.source)}`;
  return target === 'UNKNOWN'
    ? { code: 'NOT_FOUND', message: `No event ${name} was stored, so there is nothing to correct.` }
    : { code: 'INVALID_TRANSITION', message: `The event ${name} was corrected before. Correct the event that took its place.` };
}

/**
 * Divides a batch so that an event and its correction do not stand in one part: the correction finds the event stored.
 * @returns parts in order, each in the order given; one for a batch that corrects nothing of its own
 */
export function inCorrectionOrder<T extends { readonly event: ReportedEvent; readonly key: string }>(events: readonly T[]): T[][] {
  const byKey = new Map(events.map((one) => [one.key, one.event]));
  const depthOf = ({ event, key }: T): number => {
    const passed = new Set([key]);
    for (let { corrects } = event; corrects != null; ) {
      const targetKey = eventKey(corrects);
      const target = byKey.get(targetKey);
      // A ring of corrections has no first event; none of them finds the one it names.
      if (target === undefined || passed.has(targetKey)) break;
      passed.add(targetKey);
      corrects = target.corrects;
    }
    return passed.size;
  };
  const parts = Map.groupBy(events, depthOf);
  return [...parts.keys()].sort((a, b) => a - b).map((depth) => parts.get(depth) ?? []);
}
