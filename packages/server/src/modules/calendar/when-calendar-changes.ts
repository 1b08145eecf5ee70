import type { Tx } from '../../platform/transaction.js';

/**
 * What a module does around a change of the calendar, in the same transaction: holds what depends on it, calls `change` once, then
 * brings what it held to where the calendar has it now.
 */
type Follower = (tx: Tx, change: () => Promise<void>) => Promise<void>;

const followers = new Set<Follower>();

/**
 * Lets a module above follow changes of the calendar, which knows of nobody who lives by it. Whoever registers first is the
 * outermost: holds first, and looks last. Called once, when the module is composed.
 */
export function whenCalendarChanges(around: Follower): void {
  followers.add(around);
}

export async function changeCalendar(tx: Tx, change: () => Promise<void>): Promise<void> {
  await [...followers].reduceRight<() => Promise<void>>((inner, around) => () => around(tx, inner), change)();
}
