import type { RefusalCode } from '../kernel/codes.js';
import type { Id, IdKind } from '../kernel/ids.js';
import { Refusal } from '../kernel/refusal.js';
import type { Ctx } from './context.js';
import type { UserErrorView } from './graphql.js';
import { userErrorOf } from './user-errors.js';

/** What became of one item of a batch, as it is kept under the idempotency key. */
export type ItemOutcome<K extends IdKind> = {
  readonly id: Id<K> | null;
  readonly created: boolean;
  /** Why the item was refused; none where it was taken. */
  readonly refusal: readonly StoredRefusal[];
};

type StoredRefusal = { readonly code: RefusalCode; readonly message: string; readonly path: readonly string[] };

/** Takes one item. A refusal is its outcome; the items before and after it stand. */
export function outcomeOf<K extends IdKind>(take: () => { id: Id<K>; created: boolean }): ItemOutcome<K> {
  try {
    return { ...take(), refusal: [] };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { id: null, created: false, refusal: [{ code: error.code, message: error.message, path: error.path }] };
  }
}

/** The user errors of an item, as a payload answers them. */
export function userErrorsOf(ctx: Ctx, { refusal }: ItemOutcome<IdKind>): UserErrorView[] {
  return refusal.map(({ code, message, path }) => userErrorOf(ctx, new Refusal(code, message, path)));
}
