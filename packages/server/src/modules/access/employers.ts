import { type Id, idOf, newId, parseId, uuidOf } from '../../kernel/ids.js';
import { limits } from '../../kernel/limits.js';
import { type PageRequest, pageSize } from '../../kernel/page.js';
import { parseTimeZone } from '../../kernel/period.js';
import { Fault, Refusal } from '../../kernel/refusal.js';
import type { Ctx, TenantCtx } from '../../platform/context.js';
import { inPipeline } from '../../platform/pipeline.js';
import { allow } from '../../platform/scope.js';
import { inTransaction, THIS_EMPLOYER, type Tx } from '../../platform/transaction.js';
import { employerModeOf } from './authenticate-request.js';
import { EmployerSettings } from './employer-settings.entity.js';

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

/** The partner whose key this is. @throws Fault `FORBIDDEN` for a key that is bound to one employer */
function partnerOf(ctx: Ctx): string {
  if (ctx.partnerId === null) throw new Fault('FORBIDDEN', 'Only a partner reads and writes employers.');
  return uuidOf(ctx.partnerId);
}

/** The connected employers of the key's mode, by id. */
export async function listEmployers(ctx: Ctx, request: PageRequest) {
  allow(ctx, 'employers:read');
  const size = pageSize(request);
  const list = `employers ${ctx.partnerId} ${ctx.mode}`;
  const after = request.after == null ? null : (ctx.platform.cursors.open(list, request.after)[0] ?? null);
  const { rows } = await ctx.platform.pool.query<EmployerRow>('select * from connected_employers($1, $2, $3, $4)', [
    partnerOf(ctx),
    employerModeOf(ctx.mode),
    after,
    size + 1,
  ]);
  return ctx.platform.cursors.connection(list, rows.map(employerOf), size, request, ({ id }) => [uuidOf(id)]);
}

/** One connected employer, or null for one that is not there or not connected. */
export async function findEmployer(ctx: Ctx, by: { id?: string; externalId?: string }): Promise<Employer | null> {
  const id = by.id === undefined ? undefined : parseId('employer', by.id);
  if (by.id !== undefined && id === undefined) return null;
  const { rows } = await ctx.platform.pool.query<EmployerRow>('select * from connected_employer($1, $2, $3, $4)', [
    partnerOf(ctx),
    employerModeOf(ctx.mode),
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
 * Makes an employer or changes it, found by the partner's own id. Safe to repeat: two at once make one.
 * @throws Refusal `VALIDATION`
 */
export async function upsertEmployer(ctx: Ctx, change: EmployerChange): Promise<{ employer: Employer; created: boolean }> {
  const externalId = checkedText(change.externalId, 'externalId', limits.externalIdLength);
  const name = change.name == null ? null : checkedText(change.name, 'name', limits.externalIdLength);
  const timeZone = change.timeZone == null ? null : checkedZone(change.timeZone);
  if (name === null && (await findEmployer(ctx, { externalId })) === null) {
    throw new Refusal('VALIDATION', 'A new employer needs a name.', ['input', 'name']);
  }

  const mode = employerModeOf(ctx.mode);
  const { rows } = await ctx.platform.pool.query<{ id: string; created: boolean }>('select * from employer_upsert($1, $2, $3, $4, $5)', [
    partnerOf(ctx),
    mode,
    externalId,
    name,
    uuidOf(newId('employer')),
  ]);
  const [row] = rows;
  if (row === undefined) {
    throw new Refusal('VALIDATION', 'This external id belongs to an employer of the other mode.', ['input', 'externalId']);
  }
  const employerId = idOf('employer', row.id);
  await saveSettings(await becoming(ctx, employerId, mode), { timeZone, currency: change.currency ?? null });
  const employer = await findEmployer(ctx, { id: employerId });
  if (employer === null) throw new Refusal('NOT_FOUND', 'The employer is no longer connected.');
  return { employer, created: row.created };
}

/** The same caller, acting for an employer; its settings row, which carries the clock, is made first where it is missing. */
async function becoming(ctx: Ctx, employerId: Id<'employer'>, mode: 'LIVE' | 'SANDBOX'): Promise<TenantCtx> {
  const acting = { ...ctx, employerId };
  await inPipeline(acting, (pipe) =>
    pipe.finish([
      {
        text: `insert into employer_settings (employer_id, mode, time_zone, currency, test_now)
               values (${THIS_EMPLOYER}, $1, 'UTC', 'USD', case $1 when 'SANDBOX' then date_trunc('milliseconds', now()) end) on conflict do nothing`,
        values: [mode],
      },
    ]),
  );
  return acting;
}

function saveSettings(ctx: TenantCtx, { timeZone, currency }: { timeZone: string | null; currency: string | null }): Promise<void> {
  return inTransaction(ctx, async (tx) => {
    await tx.sql(
      `update employer_settings set time_zone = coalesce($1, time_zone), currency = coalesce($2, currency), version = version + 1
       where employer_id = ${THIS_EMPLOYER} and (time_zone, currency) is distinct from (coalesce($1, time_zone), coalesce($2, currency))`,
      [timeZone, currency],
    );
  });
}

export interface SettingsChange {
  readonly timeZone?: string | null;
  readonly currency?: string | null;
  readonly convertOnAccept?: boolean | null;
  readonly framing?: 'EMPLOYER_TOOL' | 'COMPENSATION' | null;
  readonly minimumCohort?: number | null;
  readonly expectedVersion?: number | null;
}

/**
 * Changes the settings of the chosen employer; omitted fields stay.
 * @throws Refusal `VALIDATION`, `VERSION_CONFLICT` `{ currentVersion }`
 */
export function updateSettings(ctx: TenantCtx, change: SettingsChange): Promise<EmployerSettings> {
  allow(ctx, 'employers:write');
  for (const [field, value] of Object.entries(change)) {
    if (value === null && field !== 'expectedVersion') throw new Refusal('VALIDATION', `${field} cannot be cleared.`, ['input', field]);
  }
  const timeZone = change.timeZone == null ? undefined : checkedZone(change.timeZone);
  if (change.minimumCohort != null && (change.minimumCohort < 2 || change.minimumCohort > 1_000)) {
    throw new Refusal('VALIDATION', 'The minimum cohort is between 2 and 1000.', ['input', 'minimumCohort']);
  }

  return inTransaction(ctx, async (tx) => {
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
    settings.version += 1;
    return settings;
  });
}

/** Two changes at once wait for each other here, so that the version they read is the one they raise. */
async function lockSettings(tx: Tx): Promise<EmployerSettings> {
  await tx.sql(`select 1 as locked from employer_settings where employer_id = ${THIS_EMPLOYER} for no key update`);
  return tx.em.findOneOrFail(EmployerSettings, { employerId: tx.ctx.employerId });
}

function checkedZone(text: string): string {
  const zone = parseTimeZone(text);
  if (zone === undefined) throw new Refusal('VALIDATION', `${text.slice(0, 60)} is no IANA time zone.`, ['input', 'timeZone']);
  return zone;
}

export function checkedText(text: string, field: string, max: number): string {
  if (text.trim() === '' || text.length > max) throw new Refusal('VALIDATION', `${field} has 1 to ${max} characters.`, ['input', field]);
  return text;
}
