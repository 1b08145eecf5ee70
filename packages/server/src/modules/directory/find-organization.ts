import { type Id, idOf, parseId, uuidOf } from '../../kernel/ids.js';
import { type InputPath, Refusal } from '../../kernel/refusal.js';
import { THIS_EMPLOYER, type Tx } from '../../platform/transaction.js';

/** The parts of an organization that are named by id or external id. */
export const organizationTables = { legalEntity: 'legal_entity', department: 'department', costCenter: 'cost_center' } as const;
export type OrganizationKind = keyof typeof organizationTables;
const words = { legalEntity: 'legal entity', department: 'department', costCenter: 'cost center' } as const;

export interface UnitBy {
  readonly id?: string;
  readonly externalId?: string;
}

/** Finds what was loaded with it; see `findUnits`. */
export type FindUnit<K extends OrganizationKind> = (by: UnitBy) => Id<K> | undefined;

/** Loads the units named in one statement; the function it gives answers each of them. */
export async function findUnits<K extends OrganizationKind>(tx: Tx, kind: K, by: readonly UnitBy[]): Promise<FindUnit<K>> {
  const named = by.filter((one) => one.externalId?.includes('\0') !== true);
  const rows =
    named.length === 0
      ? []
      : await tx.sql<{ id: string; external_id: string }>(
          `select id, external_id from ${organizationTables[kind]}
           where employer_id = ${THIS_EMPLOYER} and (id = any($1::uuid[]) or external_id = any($2::text[]))`,
          [named.flatMap(({ id }) => uuidOfText(kind, id) ?? []), named.flatMap(({ externalId }) => externalId ?? [])],
        );
  const byUuid = new Map(rows.map((row) => [row.id, idOf(kind, row.id)]));
  const byExternalId = new Map(rows.map((row) => [row.external_id, idOf(kind, row.id)]));
  return ({ id, externalId }) => (externalId === undefined ? byUuid.get(uuidOfText(kind, id) ?? '') : byExternalId.get(externalId));
}

function uuidOfText(kind: OrganizationKind, id: string | undefined): string | undefined {
  const parsed = id === undefined ? undefined : parseId(kind, id);
  return parsed === undefined ? undefined : uuidOf(parsed);
}

/** The unit, null where it is cleared, undefined where nothing is said. @throws Refusal `NOT_FOUND` at `path` */
export function resolveUnit<K extends OrganizationKind>(
  kind: K,
  find: FindUnit<K>,
  by: UnitBy | null | undefined,
  path: InputPath,
): Id<K> | null | undefined {
  if (by === null || by === undefined) return by;
  const id = find(by);
  if (id === undefined) throw new Refusal('NOT_FOUND', `No ${words[kind]} of this employer matches.`, path);
  return id;
}
