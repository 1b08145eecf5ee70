import type { Id } from '../../kernel/ids.js';
import type { LocalDate } from '../../kernel/period.js';
import type { Tx } from '../../platform/transaction.js';

/**
 * What a module does, in the same transaction, for a person whose first day without employment is now `terminatedOn`, and
 * was `formerly`; null where no end was set.
 */
type Follower = (tx: Tx, employeeId: Id<'employee'>, terminatedOn: LocalDate, formerly: LocalDate | null) => Promise<unknown>;

const followers = new Set<Follower>();

/**
 * Lets a module above follow terminations, which the directory cannot know of: what hangs on the employment ends with it
 * or not at all. Called once, when the module is composed.
 */
export function whenTerminated(follow: Follower): void {
  followers.add(follow);
}

export async function followTermination(
  tx: Tx,
  employeeId: Id<'employee'>,
  terminatedOn: LocalDate,
  formerly: LocalDate | null,
): Promise<void> {
  for (const follow of followers) await follow(tx, employeeId, terminatedOn, formerly);
}
