import { type Id, idOf, newId, parseId, uuidOf } from '../../kernel/ids.js';
import { invariant } from '../../kernel/invariant.js';
import { type PageRequest, pageSize } from '../../kernel/page.js';
import type { TimeZone } from '../../kernel/period.js';
import { Fault, Refusal } from '../../kernel/refusal.js';
import { optional, readText } from '../../kernel/text.js';
import { readTimeZone } from '../../kernel/time-zones.js';
import type { Ctx, TenantCtx } from '../../platform/context.js';
import { zonesLackedBy } from '../../platform/database-zones.js';
import { allow } from '../../platform/scope.js';
import { setTenant } from '../../platform/tenant.js';
import { once, type Tx } from '../../platform/transaction.js';
import { employerModeOf } from './authenticate-request.js';
import { EmployerSettings, type OverageHandling, type WeekStart } from './employer-settings.entity.js';
import { lockEmployer } from './lock-employer.js';

/** An employer as a partner sees it: the global row and the partner's own id of it. */
export interface Employer {
  readonly id: Id<'employer'>;
  readonly externalId: string;
  readonly name: string;
  readonly mode: 'LIVE' | 'SANDBOX';
  readonly createdAt: Date;
}

interface EmployerRow {
  id: string;
  external_id: string;
  name: string;
  mode: 'LIVE' | 'SANDBOX';
  created_at: Date;
}

const employerOf = (row: EmployerRow): Employer => ({
  id: idOf('employer', row.id),
  externalId: row.external_id,
  name: row.name,
  mode: row.mode,
  createdAt: row.created_at,
});

/** The partner whose key this is. @throws Fault `FORBIDDEN` for a job, which has none */
function partnerOf(ctx: Ctx): string {
  if (ctx.partnerId === null) throw new Fault('FORBIDDEN', 'Only a partner reads and writes employers.');
  return uuidOf(ctx.partnerId);
}

/** The one employer a bound key acts for, to whom every look-up is narrowed; null for a key of the whole partner. */
export function boundOf({ boundTo }: Ctx): string | null {
  return boundTo === null ? null : uuidOf(boundTo);
}

/** The connected employers of the key's mode, by id; of a bound key its own. */
export async function listEmployers(ctx: Ctx, request: PageRequest) {
  allow(ctx, 'employers:read');
  const size = pageSize(request);
  const list = `employers ${ctx.partnerId} ${ctx.mode} ${ctx.boundTo}`;
  const after = request.after == null ? null : (ctx.platform.cursors.open(list, request.after)[0] ?? null);
  const { rows } = await ctx.platform.pool.query<EmployerRow>('select * from connected_employers($1, $2, $3, $4, $5)', [
    partnerOf(ctx),
    employerModeOf(ctx.mode),
    boundOf(ctx),
    after,
    size + 1,
  ]);
  return ctx.platform.cursors.connection(list, rows.map(employerOf), size, request, ({ id }) => [uuidOf(id)]);
}

/** One connected employer; null for one that is not there, not connected, or not the one a bound key acts for. */
export async function findEmployer(ctx: Ctx, by: { id?: string; externalId?: string }): Promise<Employer | null> {
  const id = by.id === undefined ? undefined : parseId('employer', by.id);
  if (by.id !== undefined && id === undefined) return null;
  const { rows } = await ctx.platform.pool.query<EmployerRow>('select * from connected_employer($1, $2, $3, $4, $5)', [
    partnerOf(ctx),
    employerModeOf(ctx.mode),
    boundOf(ctx),
    id === undefined ? null : uuidOf(id),
    by.externalId ?? null,
  ]);
  return rows[0] === undefined ? null : employerOf(rows[0]);
}

export interface EmployerChange {
  readonly externalId: string;
  readonly name?: string | null;
  readonly timeZone?: string | null;
  readonly currency?: string | null;
}

/**
 * Makes an employer or changes it with its settings, in one step, found by the partner's own id. Safe to repeat: two at
 * once make one.
 * @throws Refusal `VALIDATION`
 */
export async function upsertEmployer(ctx: Ctx, change: EmployerChange): Promise<{ employer: Employer; created: boolean }> {
  const externalId = readText(change.externalId, ['input', 'externalId']);
  const name = optional(change.name, readText, ['input', 'name']) ?? null;
  const timeZone = change.timeZone == null ? null : await zoneOf(ctx, change.timeZone);
  if (name === null && (await findEmployer(ctx, { externalId })) === null) {
    throw new Refusal('VALIDATION', 'A new employer needs a name.', ['input', 'name']);
  }

  const { id, created } = await claimEmployer(ctx, { externalId, name, timeZone, currency: change.currency ?? null });
  const employer = await findEmployer(ctx, { id });
  if (employer === null) throw new Refusal('NOT_FOUND', 'The employer is no longer connected.');
  return { employer, created };
}

/**
 * One transaction that begins without an employer: it holds the partner, finds or makes the employer, and from then on is that
 * employer's, whose settings it writes.
 */
async function claimEmployer(
  ctx: Ctx,
  claim: {
    readonly externalId: string;
    readonly name: string | null;
    readonly timeZone: TimeZone | null;
    readonly currency: string | null;
  },
): Promise<{ readonly id: Id<'employer'>; readonly created: boolean }> {
  const mode = employerModeOf(ctx.mode);
  const client = await ctx.platform.pool.connect();
  try {
    await client.query('BEGIN');
    const { rows } = await client.query<{ id: string; created: boolean }>('select * from employer_claim($1, $2, $3, $4, $5)', [
      partnerOf(ctx),
      mode,
      claim.externalId,
      claim.name,
      uuidOf(newId('employer')),
    ]);
    const [row] = rows;
    invariant(row !== undefined, 'an employer is found or made');
    const id = idOf('employer', row.id);
    await client.query(setTenant(id));
    await client.query(row.created ? NEW_SETTINGS : CHANGED_SETTINGS, [
      row.id,
      claim.timeZone,
      claim.currency,
      ...(row.created ? [mode] : []),
    ]);
    await client.query('COMMIT');
    client.release();
    return { id, created: row.created };
  } catch (error) {
    // The connection goes, and the transaction with it.
    client.release(true);
    throw error;
  }
}

const NEW_SETTINGS = `insert into employer_settings (employer_id, mode, time_zone, currency, test_now)
  values ($1, $4, coalesce($2, 'UTC'), coalesce($3, 'USD'), case $4 when 'SANDBOX' then date_trunc('milliseconds', now()) end)`;

const CHANGED_SETTINGS = `update employer_settings set time_zone = coalesce($2, time_zone), currency = coalesce($3, currency), version = version + 1
  where employer_id = $1 and (time_zone, currency) is distinct from (coalesce($2, time_zone), coalesce($3, currency))`;

export interface SettingsChange {
  readonly timeZone?: string | null;
  readonly currency?: string | null;
  readonly convertOnAccept?: boolean | null;
  readonly framing?: 'EMPLOYER_TOOL' | 'COMPENSATION' | null;
  readonly minimumCohort?: number | null;
  readonly overage?: OverageHandling | null;
  readonly weekStart?: WeekStart | null;
  readonly expectedVersion?: number | null;
  readonly idempotencyKey?: string | null;
}

/** Fields that say how to change the settings, and are none. */
const manner = new Set(['expectedVersion', 'idempotencyKey']);

/**
 * Changes the settings of the chosen employer; omitted fields stay.
 * @throws Refusal `VALIDATION`, `VERSION_CONFLICT` `{ currentVersion }`
 */
export async function updateSettings(ctx: TenantCtx, change: SettingsChange): Promise<void> {
  allow(ctx, 'employers:write');
  for (const [field, value] of Object.entries(change)) {
    if (value === null && !manner.has(field)) throw new Refusal('VALIDATION', `${field} cannot be cleared.`, ['input', field]);
  }
  const timeZone = change.timeZone == null ? undefined : await zoneOf(ctx, change.timeZone);
  if (change.minimumCohort != null && (change.minimumCohort < 2 || change.minimumCohort > 1_000)) {
    throw new Refusal('VALIDATION', 'The minimum cohort is between 2 and 1000.', ['input', 'minimumCohort']);
  }

  await once(ctx, { operation: 'employerSettingsUpdate', key: change.idempotencyKey, input: change }, async (tx) => {
    const settings = await lockSettings(tx);
    if (change.expectedVersion != null && change.expectedVersion !== settings.version) {
      throw new Refusal('VERSION_CONFLICT', `The settings are at version ${settings.version}.`, ['input', 'expectedVersion'], {
        currentVersion: settings.version,
      });
    }
    settings.timeZone = timeZone ?? settings.timeZone;
    settings.currency = change.currency ?? settings.currency;
    settings.convertOnAccept = change.convertOnAccept ?? settings.convertOnAccept;
    settings.framing = change.framing ?? settings.framing;
    settings.minimumCohort = change.minimumCohort ?? settings.minimumCohort;
    settings.overage = change.overage ?? settings.overage;
    settings.weekStart = change.weekStart ?? settings.weekStart;
    settings.version += 1;
    return {};
  });
}

/** Two changes at once wait for each other here, so that the version they read is the one they raise. */
async function lockSettings(tx: Tx): Promise<EmployerSettings> {
  await lockEmployer(tx, 'CHANGE');
  return tx.em.findOneOrFail(EmployerSettings, { employerId: tx.ctx.employerId });
}

async function zoneOf({ platform }: Ctx, text: string): Promise<TimeZone> {
  return readTimeZone(text, ['input', 'timeZone'], await zonesLackedBy(platform.pool));
}
