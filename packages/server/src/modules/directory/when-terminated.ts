import type { Id } from '../../kernel/ids.js';
import type { Tx } from '../../platform/transaction.js';
import type { MovedEnd } from './employment.rules.js';

/** What a module does, in the same transaction, for a person the end of whose employment moves. */
type Follower = (tx: Tx, employeeId: Id<'employee'>, end: MovedEnd) => Promise<unknown>;

const followers = new Set<Follower>();

/**
 * Lets a module above follow terminations, which the directory cannot know of: what hangs on the employment ends with it
 * or not at all, and goes on where the end is put right. Called once, when the module is composed.
 */
export function whenTerminated(follow: Follower): void {
  followers.add(follow);
}

export async function followTermination(tx: Tx, employeeId: Id<'employee'>, ends: readonly MovedEnd[]): Promise<void> {
  for (const end of ends) for (const follow of followers) await follow(tx, employeeId, end);
}
