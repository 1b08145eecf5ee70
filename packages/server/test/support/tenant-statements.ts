import ts from 'typescript';
import { THIS_EMPLOYER } from '../../src/platform/transaction.js';

/** A word in lower case, a quoted name without its quotes, `$1`, or a sign. */
type Token = string;

const lexeme = /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"((?:[^"]|"")+)"|\$\w+|[A-Za-z_]\w*|\d[\w.]*|::|[<>=!~@#&|*/+%?^-]+|[^\s]/g;

/**
 * Which tables of the tenant a statement reads or writes without saying its tenant as a value: an equality of the table's own
 * `employer_id` with `$n` in the same query, and in an insert the value of that column.
 * @param tables those that belong to a tenant
 * @returns `hold h` for each offender; empty for a good statement
 */
export function withoutTenant(text: string, tables: ReadonlySet<string>): string[] {
  return queriesIn(text).flatMap((query) => [...readsWithout(query, tables), ...insertWithout(query, tables)]);
}

/** The statements that stand whole in the strings of a TypeScript source; what is put into a template is a word. */
export function statementsIn(source: string): string[] {
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) texts.push(node.text);
    else if (ts.isTemplateExpression(node)) {
      const spans = node.templateSpans.map(
        ({ expression, literal }) =>
          `${ts.isIdentifier(expression) && expression.text === 'THIS_EMPLOYER' ? THIS_EMPLOYER : ' word '}${literal.text}`,
      );
      texts.push(`${node.head.text}${spans.join('')}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest));
  return texts.filter((text) => /^\s*(select|with|insert|update|delete)\s/.test(text));
}

/**
 * All queries of a statement, however deep, parts of a union one by one. What stands in one in parentheses and is no query is part of
 * it; of a query there are only the parentheses.
 */
function queriesIn(text: string): Token[][] {
  const lexemes = [...text.matchAll(lexeme)].flatMap(([all, name]) =>
    all.startsWith('--') || all.startsWith('/*') ? [] : [name ?? all.toLowerCase()],
  );
  const found: Token[][] = [];
  let at = 0;
  /** Up to the parenthesis that closes. */
  const read = (): Token[] => {
    const tokens: Token[] = [];
    for (; at < lexemes.length && lexemes[at] !== ')'; at += 1) {
      if (lexemes[at] !== '(') {
        tokens.push(lexemes[at] ?? '');
        continue;
      }
      at += 1;
      const inner = read();
      const [first = ''] = inner;
      if (beginsQuery.has(first)) found.push(...parts(inner));
      tokens.push('(', ...(beginsQuery.has(first) ? [] : inner), ')');
    }
    return tokens;
  };
  found.push(...parts(read()));
  return found;
}

const beginsQuery = new Set(['select', 'with', 'insert', 'update', 'delete', 'values']);

function parts(tokens: readonly Token[]): Token[][] {
  const all: Token[][] = [[]];
  for (const token of tokens) {
    if (token === 'union' || token === 'except' || token === 'intersect') all.push([]);
    else all.at(-1)?.push(token);
  }
  return all;
}

/** Words that stand behind a table and are no name of it. */
const notNames = new Set(
  'as on where set using join left right inner full cross natural order group having limit offset for returning union values select lateral tablesample'.split(
    ' ',
  ),
);

interface Reference {
  readonly table: string;
  readonly name: string;
}

/** Of the tables a query reads, updates or deletes from. */
function readsWithout(tokens: readonly Token[], tables: ReadonlySet<string>): string[] {
  const references = referencesIn(tokens, tables);
  return references
    .filter(({ name }) => !(said(tokens, [name, '.']) || (references.length === 1 && said(tokens, []))))
    .map(({ table, name }) => (table === name ? table : `${table} ${name}`));
}

function referencesIn(tokens: readonly Token[], tables: ReadonlySet<string>): Reference[] {
  const found: Reference[] = [];
  tokens.forEach((token, index) => {
    if (!beginsTable(tokens, index)) return;
    // Of several in a list, each.
    for (let item = index + 1, end: number; ; item = end + 1) {
      end = endOfItem(tokens, item);
      const [table = '', ...rest] = tokens
        .slice(item, end + 1)
        .filter((part, place) => place > 2 || !['lateral', 'only', '('].includes(part));
      const [alias = ''] = rest[0] === 'as' ? rest.slice(1) : rest;
      if (tables.has(table)) found.push({ table, name: /^\w+$/.test(alias) && !notNames.has(alias) ? alias : table });
      if (tokens[end] !== ',' || token === 'join') return;
    }
  });
  return found;
}

/** `for update` and `is distinct from` begin none; `insert into` is looked at by itself. */
function beginsTable(tokens: readonly Token[], index: number): boolean {
  const before = tokens[index - 1];
  if (tokens[index] === 'update') return before !== 'for' && before !== 'key' && before !== 'do';
  return tokens[index] === 'join' || tokens[index] === 'using' || (tokens[index] === 'from' && before !== 'distinct');
}

/** The comma behind an item of a list of tables, or where the list ends. */
function endOfItem(tokens: readonly Token[], start: number): number {
  let depth = 0;
  for (let at = start; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === '(') depth += 1;
    else if (token === ')') depth -= 1;
    if (depth < 0) return at;
    if (depth === 0 && [',', 'where', 'set', 'order', 'group', 'join', 'on'].includes(token ?? '')) return at;
  }
  return tokens.length;
}

/** `$1`, the tenant's own before it is one, or the id itself: MikroORM writes its values into the text. */
const isParameter = (token = ''): boolean => /^(\$\w+|'[0-9a-f]{8}-[0-9a-f-]{27}')$/.test(token);

/** `h.employer_id = $2`, the same the other way round, or `(employer_id, id) in (($1, $2), …)`. */
function said(tokens: readonly Token[], qualifier: readonly string[]): boolean {
  const column = [...qualifier, 'employer_id'];
  return tokens.some((_, from) => {
    if (!column.every((part, offset) => tokens[from + offset] === part) || (qualifier.length === 0 && tokens[from - 1] === '.'))
      return false;
    const to = from + column.length;
    if (tokens[to] === '=') return isParameter(tokens[to + 1]);
    if (tokens[from - 1] === '=') return isParameter(tokens[tokens[from - 3] === '::' ? from - 4 : from - 2]);
    const closes = tokens.indexOf(')', to);
    return tokens[from - 1] === '(' && tokens.slice(closes + 1, closes + 4).join(' ') === 'in ( (' && isParameter(tokens[closes + 4]);
  });
}

/** Of the table a query inserts into: each row, or the `select`, gives a parameter for its column of the tenant. */
function insertWithout(tokens: readonly Token[], tables: ReadonlySet<string>): string[] {
  const into = tokens.findIndex((token, index) => token === 'into' && tokens[index - 1] === 'insert');
  const table = tokens[into + 1] ?? '';
  if (into < 0 || !tables.has(table)) return [];
  const opens = tokens.indexOf('(', into);
  const columns = tokens.slice(opens + 1, tokens.indexOf(')', opens));
  const place = columns.filter((token) => token !== ',').indexOf('employer_id');
  const given = tokens.slice(opens + columns.length + 2);
  const rows = given[0] === 'values' ? rowsOf(given.slice(1)) : [given.slice(1)];
  return place >= 0 && rows.every((row) => isParameter(itemsOf(row)[place]?.[0])) ? [] : [`insert into ${table}`];
}

/** What stands between the parentheses of `(…), (…)`. */
function rowsOf(tokens: readonly Token[]): Token[][] {
  const rows: Token[][] = [];
  let depth = 0;
  for (const token of tokens) {
    if (token === ')') depth -= 1;
    if (depth > 0) rows.at(-1)?.push(token);
    if (token === '(') {
      depth += 1;
      if (depth === 1) rows.push([]);
    }
    if (depth === 0 && token !== ')' && token !== ',') break;
  }
  return rows;
}

/** Parts between the commas. */
function itemsOf(tokens: readonly Token[]): Token[][] {
  const items: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token === '(') depth += 1;
    else if (token === ')') depth -= 1;
    if (token === ',' && depth === 0) items.push([]);
    else items.at(-1)?.push(token);
  }
  return items;
}
