import { Kind, print, type ValueNode } from 'graphql';
import { isolated } from '../kernel/direction.js';

/** How much of a caller's text an error repeats. */
const LONGEST_QUOTE = 60;

/** A value as an error may show it: a scalar, shortened, and of all else what it is. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  return isolated(shortened(JSON.stringify(value) ?? 'nothing', LONGEST_QUOTE));
}

/** At most so many characters, never half of one. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** What the libraries say of a document repeats its literals: those of the caller's are shown as `shown` would. */
export function withoutLiterals(message: string, nodes: readonly { readonly kind: string }[]): string {
  const replaced = nodes.filter(isValue).reduce((text, node) => text.replaceAll(print(node), () => shownLiteral(node)), message);
  return shortenedQuotes(replaced);
}

/** Whatever stands between quotes is shortened. */
export function shortenedQuotes(message: string): string {
  return message.replace(/"((?:[^"\\]|\\.)*)"/gs, (quote) => shortened(quote, LONGEST_QUOTE));
}

function isValue(node: { readonly kind: string }): node is ValueNode {
  return valueKinds.has(node.kind);
}

const valueKinds = new Set<string>([Kind.INT, Kind.FLOAT, Kind.STRING, Kind.BOOLEAN, Kind.ENUM, Kind.LIST, Kind.OBJECT]);

function shownLiteral(node: ValueNode): string {
  if (node.kind === Kind.LIST) return 'a list';
  if (node.kind === Kind.OBJECT) return 'an object';
  return shortened(print(node), LONGEST_QUOTE);
}
