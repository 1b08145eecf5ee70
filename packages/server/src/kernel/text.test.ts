import { describe, expect, it } from '@jest/globals';
import { Refusal } from './refusal.js';
import { readOptionalText, readText } from './text.js';

function outcome(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    if (error instanceof Refusal) return `${error.code} at ${error.path.join('.')}`;
    throw error;
  }
}

const refused = 'VALIDATION at input.name';

describe('text from outside', () => {
  it.each([
    ['Nguyễn Thị Ánh', 'Nguyễn Thị Ánh'],
    ['李小龍', '李小龍'],
    ["O'Brien", "O'Brien"],
    ['', refused],
    ['   ', refused],
    ['Ada\u0000', refused],
    ['Ada\nLovelace', refused],
    ['\ud800', refused],
    ['a'.repeat(255), 'a'.repeat(255)],
    ['a'.repeat(256), refused],
  ])('%j reads as %j', (text, expected) => {
    expect(outcome(() => readText(text, ['input', 'name']))).toBe(expected);
  });

  it.each([null, undefined, 'Ada'])('%j may be left out', (text) => {
    expect(outcome(() => readOptionalText(text, ['input', 'name']))).toBe(text);
  });
});
