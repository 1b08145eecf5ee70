import type { Id } from '../../kernel/ids.js';
import type { Tx } from '../../platform/transaction.js';

/** What a module does, in the same transaction, for people whose employments are now other than they were. */
type Follower = (tx: Tx, employeeIds: ReadonlyArray<Id<'employee'>>) => Promise<unknown>;

const followers = new Set<Follower>();

/**
 * Lets a module above follow changes of employments, which the directory cannot know the meaning of: another salary, another
 * legal entity. Called once, when the module is composed.
 */
export function whenEmploymentsChange(follow: Follower): void {
  followers.add(follow);
}

export async function followEmployments(tx: Tx, employeeIds: ReadonlyArray<Id<'employee'>>): Promise<void> {
  if (employeeIds.length === 0) return;
  for (const follow of followers) await follow(tx, employeeIds);
}
