import { type Id, idOf, newId, uuidOf } from '../../kernel/ids.js';
import { invariant } from '../../kernel/invariant.js';
import { type InputPath, Refusal } from '../../kernel/refusal.js';
import { given, readText } from '../../kernel/text.js';
import { readTimeZone } from '../../kernel/time-zones.js';
import { type Ctx, tenant } from '../../platform/context.js';
import { zonesLackedBy } from '../../platform/database-zones.js';
import { type ItemOutcome, outcomeOf } from '../../platform/item-outcomes.js';
import { allow } from '../../platform/scope.js';
import { once, THIS_EMPLOYER, type Tx } from '../../platform/transaction.js';
import { lockEmployer } from '../access/index.js';
import { readCountry } from './fields.rules.js';
import { type OrganizationKind, organizationTables } from './find-organization.js';
import type { CostCentersUpsertInput, DepartmentsUpsertInput, LegalEntitiesUpsertInput } from './organization.graphql.js';

/** Creates or changes legal entities by their external id: one outcome per item, in order. */
export async function upsertLegalEntities(ctx: Ctx, input: LegalEntitiesUpsertInput): Promise<Array<ItemOutcome<'legalEntity'>>> {
  const lacked = await zonesLackedBy(ctx.platform.pool);
  return upsertUnits(ctx, 'legalEntity', 'legalEntities', input, input.legalEntities, ({ name, country, timeZone, currency }, path) => ({
    name: given(name, readText, [...path, 'name']),
    country: given(country, readCountry, [...path, 'country']),
    time_zone: given(timeZone, (zone, at) => readTimeZone(zone, at, lacked), [...path, 'timeZone']),
    currency: given(currency, (code) => code, [...path, 'currency']),
  }));
}

/** Creates or changes departments by their external id: one outcome per item, in order. */
export function upsertDepartments(ctx: Ctx, input: DepartmentsUpsertInput): Promise<Array<ItemOutcome<'department'>>> {
  return upsertUnits(ctx, 'department', 'departments', input, input.departments, ({ name }, path) => ({
    name: given(name, readText, [...path, 'name']),
  }));
}

/** Creates or changes cost centers by their external id: one outcome per item, in order. */
export function upsertCostCenters(ctx: Ctx, input: CostCentersUpsertInput): Promise<Array<ItemOutcome<'costCenter'>>> {
  return upsertUnits(ctx, 'costCenter', 'costCenters', input, input.costCenters, ({ externalId, code, name }, path, isNew) => ({
    code: given(code, readText, [...path, 'code']) ?? (isNew ? externalId : undefined),
    name: given(name, readText, [...path, 'name']),
  }));
}

/** The columns of a unit, all of them text; undefined stays as it was. */
type Columns = Readonly<Record<string, string | undefined>>;
type ReadColumns<Item> = (item: Item, path: InputPath, isNew: boolean) => Columns;

interface Unit<K extends OrganizationKind> {
  readonly id: Id<K>;
  readonly columns: Readonly<Record<string, string>>;
}

async function upsertUnits<K extends OrganizationKind, Item extends { externalId: string }>(
  ctx: Ctx,
  kind: K,
  list: string,
  input: object & { idempotencyKey?: string | null },
  items: readonly Item[],
  readColumns: ReadColumns<Item>,
): Promise<Array<ItemOutcome<K>>> {
  allow(ctx, 'employees:write');
  const claim = { operation: `${list}Upsert`, key: input.idempotencyKey, input };
  const { outcomes } = await once(tenant(ctx), claim, async (tx) => {
    await lockEmployer(tx, 'CHANGE');
    const units = await loadUnits(tx, kind, items);
    const changed = new Map<string, Unit<K>>();

    const taken = items.map((item, index) =>
      outcomeOf(() => {
        const path = ['input', list, `${index}`];
        const externalId = readText(item.externalId, [...path, 'externalId']);
        const known = units.get(externalId);
        const columns = readColumns(item, path, known === undefined);
        const unit = { id: known?.id ?? newId(kind), columns: complete(known?.columns ?? {}, columns, path) };
        units.set(externalId, unit);
        changed.set(externalId, unit);
        return { id: unit.id, created: known === undefined };
      }),
    );

    await saveUnits(tx, kind, changed);
    return { outcomes: taken };
  });
  return [...outcomes];
}

function complete(former: Unit<OrganizationKind>['columns'], columns: Columns, path: InputPath): Record<string, string> {
  return Object.fromEntries(
    Object.entries(columns).map(([column, value]) => {
      const kept = value ?? former[column];
      if (kept === undefined) throw new Refusal('VALIDATION', 'This is required for a new one.', [...path, fieldOf(column)]);
      return [column, kept];
    }),
  );
}

/** `time_zone` is the field `timeZone`. */
function fieldOf(column: string): string {
  return column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

async function loadUnits<K extends OrganizationKind>(
  tx: Tx,
  kind: K,
  items: ReadonlyArray<{ externalId: string }>,
): Promise<Map<string, Unit<K>>> {
  const externalIds = items.map(({ externalId }) => externalId).filter((externalId) => !externalId.includes('\0'));
  const rows = await tx.sql<Record<string, string>>(
    `select * from ${organizationTables[kind]} where employer_id = ${THIS_EMPLOYER} and external_id = any($1::text[])`,
    [externalIds],
  );
  return new Map(
    rows.map(({ id, external_id: externalId, ...columns }) => {
      invariant(id !== undefined && externalId !== undefined, 'a unit has ids');
      return [externalId, { id: idOf(kind, id), columns }];
    }),
  );
}

async function saveUnits<K extends OrganizationKind>(tx: Tx, kind: K, units: ReadonlyMap<string, Unit<K>>): Promise<void> {
  const [first] = units.values();
  if (first === undefined) return;
  const columns = Object.keys(first.columns);
  const values = columns.map((column) => [...units.values()].map((unit) => unit.columns[column]));
  await tx.sql(
    `insert into ${organizationTables[kind]} (employer_id, created_at, id, external_id, ${columns.join(', ')})
     select ${THIS_EMPLOYER}, $1::timestamptz, * from unnest($2::uuid[], $3::text[]${columns.map((_, index) => `, $${index + 4}::text[]`).join('')})
     on conflict (employer_id, id) do update set ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}`,
    [tx.now, [...units.values()].map(({ id }) => uuidOf(id)), [...units.keys()], ...values],
  );
}
