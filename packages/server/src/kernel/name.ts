import { type InputPath, Refusal } from './refusal.js';
import { readText } from './text.js';

/**
 * The one form of all spellings of a name that is a key: of a tool, a provider, a model. Two names are one thing when they fold to
 * the same text. Folding ignores case, space around the name, how many spaces stand in a row, what is not seen (all that Unicode
 * calls default ignorable: zero-width characters, soft hyphens, marks of direction), which dash or hyphen is written, and how
 * characters are composed, full-width forms and ligatures included (Unicode NFKC). It keeps accents, `ı` without its dot, `ß`, and
 * letters of other scripts that only look alike.
 *
 * `folded_name` in SQL says the same; a test holds the two equal for every character that both know.
 */
export function foldedName(name: string): string {
  // Most names are plain.
  if (PLAIN.test(name)) return name.toLowerCase();
  const seen = name.normalize('NFKC').replace(UNSEEN, '').replace(DASHES, '-').replace(DOTTED_I, 'i\u0307');
  // Letter by letter: a sigma at the end of a word is one as well.
  const lower = Array.from(seen, (letter) => letter.toLowerCase()).join('');
  return lower.replace(FINAL_SIGMA, '\u03C3').normalize('NFKC').replace(SPACES, ' ').replace(OUTER_SPACES, '');
}

/** As it is shown: without space around it. What it is compared by is `foldedName`. */
export function shownName(name: string): string {
  return name.trim();
}

/** A name that is a key, as it is shown. @throws Refusal `VALIDATION` as `readText`, and where nothing of it can be seen */
export function readKeyName(name: string, path: InputPath): string {
  readText(name, path);
  if (foldedName(name) === '') throw new Refusal('VALIDATION', 'This is not left blank.', path);
  return shownName(name);
}

const PLAIN = /^[!-~]+$/;
// Signs between annotations are seen nowhere as well.
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB]/gu;
const DASHES = /\p{Dash}/gu;
const DOTTED_I = /\u0130/g;
const FINAL_SIGMA = /\u03C2/g;
// The last is a Braille cell without dots.
const SPACES = /[ \u1680\u2028\u2029\u2800]+/g;
const OUTER_SPACES = /^ | $/g;
