import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { foldedName, readKeyName, shownName } from './name.js';

describe('a name', () => {
  it.each<[string, string, string]>([
    ['case', 'Claude-Code', 'claude-code'],
    ['space around', '  claude-code ', 'claude-code'],
    ['space that does not break', '\u00A0claude-code\u2003', 'claude-code'],
    ['spaces in a row', 'claude   code', 'claude code'],
    ['composition', 'cafe\u0301', 'caf\u00E9'],
    ['full-width forms', '\uFF23\uFF4C\uFF41\uFF55\uFF44\uFF45', 'claude'],
    ['ligatures', 'o\uFB03ce', 'office'],
    ['zero-width characters', 'cl\u200Bau\u200Dde\uFEFF', 'claude'],
    ['soft hyphens', 'cla\u00ADude', 'claude'],
    ['marks of direction', '\u202Eclaude\u202C', 'claude'],
    ['tags', 'claude\u{E0041}', 'claude'],
    ['marks of music', 'claude\u{1D173}', 'claude'],
    ['marks of shorthand', 'cl\u{1BCA0}aude', 'claude'],
    ['code points kept for what is not seen', 'claude\uFFF0', 'claude'],
    ['marks of annotation', '\uFFF9claude\uFFFB', 'claude'],
    ['Braille cells without dots', 'claude\u2800', 'claude'],
    ['hyphen that does not break', 'claude\u2011code', 'claude-code'],
    ['hyphen of typesetters', 'claude\u2010code', 'claude-code'],
    ['minus', 'claude\u2212code', 'claude-code'],
    ['dash', 'claude\u2013code', 'claude-code'],
    ['small and full-width hyphens', 'claude\uFE63code\uFF0D2', 'claude-code-2'],
    ['soft hyphen next to a hyphen', 'claude-\u00ADcode', 'claude-code'],
    ['the sign of Kelvin', '\u212Aelvin', 'kelvin'],
    ['a sigma at the end', 'ΟΔΟΣ', 'οδοσ'],
    ['and as it is written', 'οδος', 'οδοσ'],
    ['an i with its dot', '\u0130', 'i\u0307'],
  ])('is the same whatever its %s', (_, name, folded) => {
    expect(foldedName(name)).toBe(folded);
  });

  it.each([
    ['cafe', 'caf\u00E9'],
    ['i', '\u0131'],
    ['strasse', 'stra\u00DFe'],
    ['claude', '\u0441laude'],
    ['claude code', 'claudecode'],
    ['claude-code', 'claude_code'],
    ['claude-code', 'claude\u00ADcode'],
    ['claude-code', 'claude--code'],
  ])('%s is not %s', (one, other) => {
    expect(foldedName(one)).not.toBe(foldedName(other));
  });

  it('has one hyphen for every dash of Unicode, and nothing of what Unicode calls ignorable', () => {
    const wrong: string[] = [];
    for (let point = 0x80; point <= 0x10ffff; point++) {
      const character = String.fromCodePoint(point);
      const folded = /\p{Default_Ignorable_Code_Point}/u.test(character) ? 'ab' : /\p{Dash}/u.test(character) ? 'a-b' : undefined;
      if (folded !== undefined && foldedName(`a${character}b`) !== folded) wrong.push(point.toString(16));
    }
    expect(wrong).toEqual([]);
  });

  it('is folded once: folding again changes nothing, and neither does how it is written', () => {
    fc.assert(
      fc.property(
        // Control characters are in no name.
        fc.string({ unit: 'binary' }).filter((text) => !/\p{Cc}/u.test(text)),
        (name) => {
          const folded = foldedName(name);
          expect(foldedName(folded)).toBe(folded);
          expect(foldedName(` ${name}\u200B `)).toBe(folded);
          expect(foldedName(name.normalize('NFD'))).toBe(folded);
          expect(foldedName(shownName(name))).toBe(folded);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it.each(['', '  ', '\u200B', '\u00AD\u3164', '\u0007'])('%j is none', (name) => {
    expect(() => readKeyName(name, ['input', 'tool'])).toThrow(expect.objectContaining({ code: 'VALIDATION', path: ['input', 'tool'] }));
  });

  it('is shown as it was given, without space around it', () => {
    expect(readKeyName(' Claude  Code ', [])).toBe('Claude  Code');
  });
});
