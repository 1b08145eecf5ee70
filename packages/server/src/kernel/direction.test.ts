import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { balanced, isolated } from './direction.js';

const controls = [
  '\u202a',
  '\u202b',
  '\u202c',
  '\u202d',
  '\u202e',
  '\u2066',
  '\u2067',
  '\u2068',
  '\u2069',
  '\u2029',
  '\n',
  '\u200f',
  '\u061c',
];
const hostile = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...controls) },
      { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 3 }) },
    ),
  )
  .map((parts) => parts.join(''));

/** What is still open at the end, told by the rules of the standard and not by the code under test. */
function openAfter(text: string): string[] {
  let open: string[] = [];
  for (const character of text) {
    if (/[\u202a\u202b\u202d\u202e]/.test(character)) open.push('embedding');
    else if (/[\u2066-\u2068]/.test(character)) open.push('isolate');
    else if (character === '\u202c') open = open.at(-1) === 'embedding' ? open.slice(0, -1) : [...open, 'stray'];
    else if (character === '\u2069') open = open.at(-1) === 'isolate' ? open.slice(0, -1) : [...open, 'stray'];
    else if (/[\n\u2029]/.test(character) && open.length > 0) return ['across a paragraph'];
  }
  return open;
}

describe('text of others', () => {
  it.each([
    ['Ada', 'Ada'],
    ['Nguyễn Thị Ánh', 'Nguyễn Thị Ánh'],
    ['李小龍', '李小龍'],
    ['محمد', '\u2068محمد\u2069'],
    ['שרה כהן', '\u2068שרה כהן\u2069'],
    ['Ada\u202e', '\u2068Ada\u202e\u202c\u2069'],
    ['Ada\u2069', '\u2068Ada\u2069'],
    ['\u2067Ada\u202bB', '\u2068\u2067Ada\u202bB\u202c\u2069\u2069'],
    ['\u2067A\u202eB\u2069C', '\u2068\u2067A\u202eB\u202c\u2069C\u2069'],
    ['Ada\u2029Lovelace', 'Ada Lovelace'],
    ['Ada\u202eL\u2029ovelace', '\u2068Ada\u202eL ovelace\u202c\u2069'],
  ])('%j is %j inside a sentence', (text, expected) => {
    expect(isolated(text)).toBe(expected);
  });

  it('opens nothing that it does not close, and closes nothing that it did not open', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(openAfter(balanced(text))).toEqual([]);
        expect(openAfter(`before ${isolated(text)} after`)).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is balanced once, and loses no word', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const once = balanced(text);
        expect(balanced(once)).toBe(once);
        expect(once.replace(/[\u202a-\u202e\u2066-\u2069]/g, '')).toBe(text.replace(/[\u202a-\u202e\u2066-\u2069]/g, ''));
      }),
    );
  });
});
