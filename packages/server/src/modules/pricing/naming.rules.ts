import type { MatchLogic, ModelInfo } from '@pydantic/genai-prices';

/**
 * Which names a row of the price list stands for. The data often gives the beginning of a name only (`starts_with: claude-opus-4-8`),
 * and a name that goes on may be another model at another price (`claude-opus-4-8-fast` costs twice as much). So a name is a model's
 * when the data has it as it is, or when what stands around the data's part of it is known to change nothing at that source: a date
 * of a snapshot, a version, a path. Everything else is another model, which is unpriced until the list has it.
 * Source: cases.md §7, and the naming of each provider.
 */
export function readsAs(source: string, model: ModelInfo, name: string): boolean {
  const { before = NOTHING, behind = NOTHING } = rules.find((rule) => rule.source === source && rule.names?.test(name) !== false) ?? {};
  return spansOf(model, model.match, name).some((span) => before.test(span.before) && isPlainEnd(source, model, behind, span));
}

/** The names of a model that the data has as they are; where a text is not enough, as an expression. */
export function sameNames(logic: MatchLogic): Array<string | RegExp> {
  if ('or' in logic) return logic.or.flatMap(sameNames);
  if ('equals' in logic) return [logic.equals.toLowerCase()];
  return 'regex' in logic && isClosed(logic.regex) ? [expressionOf(logic.regex)] : [];
}

/** Compiled once: the list has some dozens, and names come by the thousand. */
const compiled = new Map<string, RegExp>();

/** An expression of the data. */
export function expressionOf(text: string): RegExp {
  const known = compiled.get(text);
  if (known !== undefined) return known;
  const expression = new RegExp(text);
  compiled.set(text, expression);
  return expression;
}

/** An expression that does not say where the name ends speaks of a part of it. */
const isClosed = (expression: string): boolean => expression.endsWith('$');

/** A name without the path that who sells the model may write before it, whoever made it. */
export function withoutPath(seller: string, name: string): string {
  const path = paths[seller]?.exec(name)?.[0] ?? '';
  return name.slice(path.length);
}

/** `models/…` is the name of the resource; a location of its own has prices of its own. */
const paths: Readonly<Record<string, RegExp>> = {
  google: /^(?:models\/|(?:projects\/[^/]+\/locations\/global\/)?publishers\/(?:google|anthropic)\/models\/)/,
};

/** What stands around the part of a name that the data speaks of. */
interface Span {
  readonly before: string;
  readonly part: string;
  readonly behind: string;
}

/** Every way to read a name by a rule of the data. */
function spansOf(model: ModelInfo, logic: MatchLogic, name: string): Span[] {
  if ('or' in logic) return logic.or.flatMap((part) => spansOf(model, part, name));
  if ('and' in logic) {
    const all = logic.and.map((part) => spansOf(model, part, name));
    return all.some((spans) => spans.length === 0) ? [] : all.flat();
  }
  if ('regex' in logic) {
    const found = expressionOf(logic.regex).exec(name);
    if (found === null) return [];
    // One that only looks ahead is a condition: it speaks of no part. A number that one ends in may go on.
    const part = isClosed(logic.regex) ? found[0] : found[0].replace(/-\d{0,4}$/, '');
    return [{ before: name.slice(0, found.index), part, behind: name.slice(found.index + part.length) }];
  }
  if ('equals' in logic) return name === logic.equals.toLowerCase() ? [{ before: '', part: name, behind: '' }] : [];
  const [literal = ''] = Object.values(logic).map((text: string) => text.toLowerCase());
  const id = model.id.toLowerCase();
  // The data's part may be shorter than the id it stands for.
  return (id.includes(literal) && id !== literal ? [literal, id] : [literal]).flatMap((part) => {
    const at = 'starts_with' in logic ? 0 : 'ends_with' in logic ? name.length - part.length : name.indexOf(part);
    if (at < 0 || !name.startsWith(part, at)) return [];
    return [{ before: name.slice(0, at), part, behind: name.slice(at + part.length) }];
  });
}

function isPlainEnd(source: string, model: ModelInfo, rule: RegExp, { part, behind }: Span): boolean {
  if (part === '') return false;
  if (behind === '') return true;
  // The data's part may end within a date or a version: `claude-sonnet-4-2025`, `gpt-5-nano-`, `claude-opus-5@`.
  const [begun = ''] = /^\d/.test(behind) || /[-@]$/.test(part) ? (/(?:@|-\d{0,4}-?)$/.exec(part) ?? []) : [];
  const rest = begun + behind;
  if (source === 'aws') return rule.test(withoutVersion(part, rest, model.id));
  // What says its snapshot says no other.
  return rule.test(rest) && !(begun === '' && SNAPSHOT.test(part) && /^-/.test(rest));
}

const SNAPSHOT = /-latest$|-20\d{6}$|-20\d{2}-\d{2}-\d{2}$/;

/** A model of Bedrock ends in its version, whole, in part or not at all; another version is another model. */
function withoutVersion(part: string, rest: string, id: string): string {
  const [, version = '', revision = ''] = /(-v\d+)?(:\d+)?$/.exec(id) ?? [];
  if (/-v\d+$/.test(part)) return rest === (revision || ':0') ? '' : `${part}${rest}`;
  if (/:\d+$/.test(part)) return `${part}${rest}`;
  const ending = [`${version}${revision}`, version, revision].find((end) => end !== '' && rest.endsWith(end));
  return ending === undefined ? rest : rest.slice(0, -ending.length);
}

interface NameRule {
  readonly source: string;
  /** Of which names it speaks; of all where it is left out. */
  readonly names?: RegExp;
  /** What may stand before the data's part of a name. */
  readonly before?: RegExp;
  /** And behind it. */
  readonly behind?: RegExp;
}

const NOTHING = /^$/;
const DAY = '-20\\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])';
const DASHED_DAY = '-20\\d{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])';
const MONTH_DAY = '-(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])';

/** What changes nothing, source by source; the first rule that speaks of a name holds. */
const rules: readonly NameRule[] = [
  // Snapshots; `@…` is how Vertex writes them.
  { source: 'anthropic', behind: new RegExp(`^(?:${DAY}|-latest)?(?:@default|@20\\d{6}|@latest)?$`) },
  // Where it runs. A profile of a region costs what the list says for it; one of another partition (`us-gov-west-1/`) does not.
  {
    source: 'aws',
    before:
      /^(?:arn:aws:bedrock:[a-z0-9-]+:\d*:inference-profile\/)?(?:bedrock\/)?(?:converse\/)?(?:(?:us|eu|apac|au|jp|ca)\.)?(?:anthropic\.)?$/,
    behind: new RegExp(`^(?:${DAY})?$`),
  },
  { source: 'azure', behind: new RegExp(`^(?:${DASHED_DAY})?$`) },
  { source: 'cohere', before: /^(?:c4ai-)?$/ },
  // Open weights: their sizes.
  { source: 'google', names: /^gemma-/, behind: /^-e?\d+b(?:-it)?$/ },
  // A revision, and the day of a preview, are of the same model.
  {
    source: 'google',
    behind: new RegExp(
      `^(?:-latest|-00\\d|(?:-preview)?(?:${MONTH_DAY}|-(?:0[1-9]|1[0-2])-(?:20\\d{2}|0[1-9]|[12]\\d|3[01]))|(?:${DAY})?(?:@default|@20\\d{6}|@latest)?|-v2@20241022)$`,
    ),
  },
  { source: 'minimax', before: /^(?:minimax-)?$/ },
  // `-2506` is a month.
  { source: 'mistral', behind: /^(?:-2\d(?:0[1-9]|1[0-2])|-latest)$/ },
  // A fine-tuned model ends in organization, name and id, each of which may be empty.
  {
    source: 'openai',
    names: /^ft:/,
    behind: new RegExp(`^(?:${DASHED_DAY}|${MONTH_DAY})(?::[^:]*){3}(?::ckpt-step-\\d+)?$`),
  },
  { source: 'openai', names: /\.ft-/, behind: /^-[0-9a-f]+$/ },
  { source: 'openai', names: /moderation/, before: /^(?:text-|omni-)$/, behind: new RegExp(`^(?:${DASHED_DAY}|-latest|-stable|-007)$`) },
  { source: 'openai', names: /^computer-use/, behind: new RegExp(`^-preview(?:${DASHED_DAY})?$`) },
  { source: 'openai', behind: new RegExp(`^(?:${DASHED_DAY}|${MONTH_DAY}|-latest)$`) },
];
