/**
 * Text of others may hold characters that turn the direction of writing, and leave them open: what follows them, our own words and
 * figures too, would then read backwards. Whatever of it leaves us inside a text of ours goes through here.
 * Source: Unicode Standard Annex 9, rules X1 to X8.
 */
const PDF = '\u202c';
const FSI = '\u2068';
const PDI = '\u2069';

const embeddings = new Set(['\u202a', '\u202b', '\u202d', '\u202e']);
const isolates = new Set(['\u2066', '\u2067', FSI]);
/** They end a paragraph, and with it all that is open. */
const paragraphEnds = new Set(['\n', '\r', '\u001c', '\u001d', '\u001e', '\u0085', '\u2029']);

const anyControl = /[\u202a-\u202e\u2066-\u2069]/;
/** Scripts that are written from the right, and the controls. */
const turning = /[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** The text with every control that it opens closed, innermost first, and without those that close nothing. */
export function balanced(text: string): string {
  if (!anyControl.test(text)) return text;
  let written = '';
  const open: string[] = [];
  const closeTo = (depth: number) => {
    while (open.length > depth) written += open.pop();
  };
  for (const character of text) {
    if (embeddings.has(character)) open.push(PDF);
    else if (isolates.has(character)) open.push(PDI);
    else if (character === PDF) {
      if (open.at(-1) !== PDF) continue;
      open.pop();
    } else if (character === PDI) {
      const depth = open.lastIndexOf(PDI);
      if (depth === -1) continue;
      // The end of an isolate ends the embeddings within.
      closeTo(depth + 1);
      open.pop();
    } else if (paragraphEnds.has(character)) closeTo(0);
    written += character;
  }
  closeTo(0);
  return written;
}

/** The text as a value inside a sentence of ours: in one line, and in a direction of its own. What turns no direction stays as it is. */
export function isolated(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ');
  return turning.test(line) ? `${FSI}${balanced(line)}${PDI}` : line;
}
