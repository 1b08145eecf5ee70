import { open, stat } from 'node:fs/promises';
import path from 'node:path';
import type pg from 'pg';

/** A statement as it ran, those inside of functions too. */
export interface RanStatement {
  readonly text: string;
  /** Pages of 8 kB that it touched. */
  readonly pages: number;
  readonly scans: readonly Scan[];
}

/** How a table was looked into, once or again and again. */
export interface Scan {
  /** `Index Scan posting by posting_booked` */
  readonly what: string;
  /** Rows it found, each time. */
  readonly kept: number;
  /** Rows it read, each time, and which were none of those that were asked for. */
  readonly removed: number;
}

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
  readonly Plans?: readonly PlanNode[];
}

/** From now on each new connection to this database writes how its statements ran into the server's log. */
export async function tellPlans(superuser: pg.Client): Promise<void> {
  const { rows } = await superuser.query<{ name: string }>('select current_database() as name');
  const settings = {
    session_preload_libraries: "'auto_explain'",
    'auto_explain.log_min_duration': '0',
    'auto_explain.log_analyze': 'on',
    'auto_explain.log_buffers': 'on',
    'auto_explain.log_timing': 'off',
    'auto_explain.log_nested_statements': 'on',
    'auto_explain.log_format': "'json'",
    'auto_explain.log_parameter_max_length': '0',
  };
  for (const [name, value] of Object.entries(settings)) {
    await superuser.query(`alter database "${rows[0]?.name}" set ${name} = ${value}`);
  }
}

/** Reads from the server's log what ran meanwhile. */
export async function recordPlans(superuser: pg.Client, work: () => Promise<unknown>): Promise<RanStatement[]> {
  const { rows } = await superuser.query<{ folder: string }>(`select current_setting('data_directory') as folder`);
  const log = path.join(rows[0]?.folder ?? '', '..', 'postgres.log');
  const { size } = await stat(log);
  await work();
  const file = await open(log, 'r');
  try {
    const { size: end } = await file.stat();
    const bytes = Buffer.alloc(end - size);
    await file.read(bytes, 0, bytes.length, size);
    return statementsIn(bytes.toString());
  } finally {
    await file.close();
  }
}

/** A message goes on in lines that begin with a tab. */
function statementsIn(log: string): RanStatement[] {
  return [...log.matchAll(/LOG: {2}duration: [\d.]+ ms {2}plan:\n((?:\t.*\n)+)/g)].map(([, json = '']) => {
    const { 'Query Text': text, Plan: plan } = JSON.parse(json.replaceAll(/^\t/gm, '')) as { 'Query Text': string; Plan: PlanNode };
    return {
      text: text.replaceAll(/\s+/g, ' ').trim(),
      pages: plan['Shared Hit Blocks'] + plan['Shared Read Blocks'],
      scans: scansIn(plan),
    };
  });
}

function scansIn(node: PlanNode): Scan[] {
  const below = (node.Plans ?? []).flatMap(scansIn);
  const { 'Node Type': name, 'Relation Name': table } = node;
  if (table === undefined || !name.includes('Scan')) return below;
  const index = node['Index Name'] ?? node.Plans?.[0]?.['Index Name'];
  const removed = (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0);
  return [{ what: `${name} ${table}${index === undefined ? '' : ` by ${index}`}`, kept: node['Actual Rows'], removed }, ...below];
}

/** What all of them touched; what ran inside of functions is in the statement that called them, too. */
export function pagesOf(ran: readonly RanStatement[]): number {
  return ran.reduce((sum, { pages }) => sum + pages, 0);
}

/** More is not a small table. */
const SMALL = 1_000;

/**
 * Looks that read many rows for few: those whose index is not the one of the key. Tables that are small for all employers together
 * are rightly read from end to end.
 */
export function wastefulScans(ran: readonly RanStatement[]): string[] {
  const found = ran.flatMap(({ text, scans }) =>
    scans
      .filter(({ what, kept, removed }) => removed > (what.startsWith('Seq Scan') ? SMALL : 180) + 4 * kept)
      .map(({ what, kept, removed }) => `${what} kept ${kept} of ${kept + removed} rows: ${text.slice(0, 200)}`),
  );
  return [...new Set(found)];
}
