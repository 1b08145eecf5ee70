import { readSchema, type Schema } from './platform/schema/sql-files.js';

/** The rooms of the house from right to left: the SQL of each refers to its own tables and to those of the rooms before it. */
export const rooms = [
  'events',
  'access',
  'calendar',
  'directory',
  'ledger',
  'pricing',
  'policies',
  'stipends',
  'spending',
  'grants',
  'usage',
  'offers',
  'payroll',
] as const;

let read: Schema | undefined;

/** The SQL of this version: of the machine room and of every module. Read once. */
export function ourSchema(): Schema {
  read ??= readSchema(
    { name: 'platform', url: new URL('./platform/', import.meta.url) },
    rooms.map((name) => ({ name, url: new URL(`./modules/${name}/`, import.meta.url) })),
  );
  return read;
}
