import type { Id } from '../../kernel/ids.js';
import type { TenantCtx } from '../../platform/context.js';
import type { Tx } from '../../platform/transaction.js';

/** How the end of a stipend moved, as instants; null: none. */
export interface StipendEndMoved {
  readonly stipendId: Id<'stipend'>;
  readonly employeeId: Id<'employee'>;
  readonly formerly: Date | null;
  readonly until: Date | null;
}

/** What modules above do for stipends, which know nothing of what is granted. */
export interface StipendFollower {
  /** In the transaction that moves their ends, before anything is issued: what was granted beyond an end, or up to it, is put right. */
  readonly endsMoved: (tx: Tx, moves: readonly StipendEndMoved[]) => Promise<void>;
  /** In the transaction in which something of them may have come due by now. */
  readonly comeDue: (tx: Tx, stipendIds: readonly Id<'stipend'>[]) => Promise<void>;
  /** After the transaction in which many people were enrolled, in transactions of its own; again where it was cut off. */
  readonly enrolled: (ctx: TenantCtx, stipendIds: readonly Id<'stipend'>[]) => Promise<void>;
}

const followers = new Set<StipendFollower>();

/** Lets a module above follow stipends. Called once, when the module is composed. */
export function whenStipendsChange(follower: StipendFollower): void {
  followers.add(follower);
}

export async function followMovedEnds(tx: Tx, moves: readonly StipendEndMoved[]): Promise<void> {
  for (const { endsMoved } of followers) await endsMoved(tx, moves);
}

export async function followDue(tx: Tx, stipendIds: readonly Id<'stipend'>[]): Promise<void> {
  for (const { comeDue } of followers) await comeDue(tx, stipendIds);
}

export async function followEnrolled(ctx: TenantCtx, stipendIds: readonly Id<'stipend'>[]): Promise<void> {
  for (const { enrolled } of followers) await enrolled(ctx, stipendIds);
}
