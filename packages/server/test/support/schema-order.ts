import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/**
 * Where the SQL of the house names what belongs to whom: the order that dependency-cruiser holds for imports, held for tables and
 * functions. A room is `platform`, a module, or `outside` for what stands above the modules and may name anything.
 */

/** A file of the server's source, by its path below `src/`. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** A name that the SQL of a file uses and that belongs to a room to its left. */
export interface Leftward {
  readonly file: string;
  readonly name: string;
  readonly owner: string;
}

export interface Owners {
  readonly tables: ReadonlyMap<string, string>;
  readonly functions: ReadonlyMap<string, string>;
}

/** Every .sql and .ts file below a folder, tests aside. */
export function sourceFiles(folder: string): SourceFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(sql|ts)$/.test(file) && !file.endsWith('.test.ts'))
    .sort()
    .map((file) => ({ path: file.split(path.sep).join('/'), text: readFileSync(path.join(folder, file), 'utf8') }));
}

export function roomOf(file: string): string {
  const [first, second = ''] = file.split('/');
  if (first === 'modules') return second;
  return first === 'platform' || first === 'kernel' ? 'platform' : 'outside';
}

/** @throws Error for a table or a function that two rooms make */
export function ownersOf(files: readonly SourceFile[]): Owners {
  const tables = new Map<string, string>();
  const functions = new Map<string, string>();
  const own = (names: Map<string, string>, name: string, file: string) => {
    const room = roomOf(file);
    const other = names.get(name);
    if (other !== undefined) throw new Error(`${name} is made in ${other} and in ${room}`);
    names.set(name, room);
  };
  for (const { path: file, text } of files.filter((each) => each.path.endsWith('.sql'))) {
    if (/\/schema\/\d/.test(file)) {
      for (const [, name = ''] of bare(text).matchAll(/\bcreate (?:table|view|type) (\w+)\b(?! partition)/g)) own(tables, name, file);
    }
    if (file.includes('/sql/')) own(/^create or replace view /m.test(text) ? tables : functions, path.posix.basename(file, '.sql'), file);
  }
  return { tables, functions };
}

/**
 * What the SQL of these files names of rooms to the left of theirs.
 * @param rooms from right to left; `platform` stands to the right of all
 * @param ports names that may be used from the right
 */
export function leftward(
  files: readonly SourceFile[],
  owners: Owners,
  rooms: readonly string[],
  ports: readonly string[] = [],
): Leftward[] {
  const placeOf = (room: string) => (room === 'platform' ? -1 : room === 'outside' ? rooms.length : rooms.indexOf(room));
  return files.flatMap(({ path: file, text }) => {
    const place = placeOf(roomOf(file));
    const used = file.endsWith('.sql')
      ? namesIn(bare(text), owners, true)
      : stringsOf(text).flatMap((each) => namesIn(each, owners, false));
    return [...new Set(used)]
      .map((name) => ({ file, name, owner: owners.tables.get(name) ?? owners.functions.get(name) ?? '' }))
      .filter(({ name, owner }) => placeOf(owner) > place && !ports.includes(name));
  });
}

/** What stands before the name of a table, but for the alias of another: `from`, `join`, a row of it as an argument or a variable … */
const BEFORE_TABLE =
  /\b(?:from|join)\s+(\w+)\b(?!\s*\()|\b(?:update|into|only|references|on|table)\s+(\w+)\b|\b[pv]_\w+\s+(\w+)(?:%rowtype|\[\])?\s*(?:[,;)]|:=)/gi;

function namesIn(sql: string, { tables, functions }: Owners, isSql: boolean): string[] {
  const named: string[] = [];
  for (const [, read, written, row] of sql.matchAll(BEFORE_TABLE)) {
    const name = read ?? written ?? row ?? '';
    if (tables.has(name)) named.push(name);
  }
  // In TypeScript a word before a parenthesis may be a function of its own.
  const calls = isSql ? /\b(\w+)\s*\(/g : /\b(?:select|perform|from|join|lateral)\s+(\w+)\s*\(/g;
  for (const [, name = ''] of sql.matchAll(calls)) if (functions.has(name)) named.push(name);
  for (const [, name = ''] of sql.matchAll(/execute function (\w+)/g)) if (functions.has(name)) named.push(name);
  return named;
}

/** Without comments; what stands in strings stays, since a block may run it. */
function bare(sql: string): string {
  return sql.replace(/--.*$/gm, '');
}

/** The texts of all strings and templates; what is put into a template is left out. */
function stringsOf(source: string): string[] {
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) texts.push(node.text);
    else if (ts.isTemplateExpression(node))
      texts.push([node.head, ...node.templateSpans.map(({ literal }) => literal)].map(({ text }) => text).join(' ? '));
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest));
  // A sentence may say "from offer"; a statement has a condition, a list or a key.
  return texts.filter(
    (text) => /\b(employer_id|select|insert into|delete from|join)\b/.test(text) || /^\s*(update|with|from)\b/.test(text),
  );
}
