import { foldedName, readKeyName } from '../../kernel/name.js';
import { type InputPath, Refusal } from '../../kernel/refusal.js';
import type { GrantFilters } from '../ledger/index.js';

/** Names a list of a filter holds at most. */
export const FILTER_NAMES = 50;

/**
 * @param at where the filters stand in the input
 * @throws Refusal `VALIDATION` for an empty list, one of more than fifty names, or a name that is none
 */
export function readFilters(
  filters: {
    readonly providers?: readonly string[] | null;
    readonly models?: readonly string[] | null;
    readonly tools?: readonly string[] | null;
  },
  at: InputPath,
): GrantFilters {
  const read = (list: keyof GrantFilters): string[] | null => {
    const names = filters[list];
    if (names == null) return null;
    const path = [...at, list];
    if (names.length < 1 || names.length > FILTER_NAMES) {
      throw new Refusal('VALIDATION', `A list of a filter has 1 to ${FILTER_NAMES} names.`, path);
    }
    const shown = names.map((name, index) => readKeyName(name, [...path, String(index)]));
    for (const [index, name] of shown.entries()) {
      if (/^\*|\*./.test(foldedName(name)))
        throw new Refusal('VALIDATION', 'A `*` stands at the end of a name only.', [...path, String(index)]);
    }
    // Of two spellings the first.
    return [...new Map(shown.toReversed().map((name) => [foldedName(name), name])).values()].reverse();
  };
  return { providers: read('providers'), models: read('models'), tools: read('tools') };
}
