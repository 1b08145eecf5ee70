import { type IdKind, idOf } from '../kernel/ids.js';
import type { Check } from './module.js';

/** A law whose breaches one statement finds; it answers `id`, of which at most ten are told, as stored. */
export function sqlCheck(law: string, sql: string): Check {
  return { law, find: async (tx) => (await tx.sql<{ id: string }>(`${sql} limit 10`)).map(({ id }) => id) };
}

/** The same for things of one kind, told by the ids callers know. */
export function idCheck(law: string, kind: IdKind, sql: string): Check {
  const { find } = sqlCheck(law, sql);
  return { law, find: async (tx) => (await find(tx)).map((id) => idOf(kind, id)) };
}
