import { describe, expect, it } from '@jest/globals';
import { Refusal } from './refusal.js';
import { given, optional, readEmail, readText } from './text.js';

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
    expect(outcome(() => optional(text, readText, ['input', 'name']))).toBe(text);
  });

  it.each([
    ['ada@example.com', 'ada@example.com'],
    ['ünal@bücher.example', 'ünal@bücher.example'],
    [null, null],
    [undefined, undefined],
    ['ada', refused],
    ['ada@', refused],
    ['a b@example.com', refused],
    ['a@b@example.com', refused],
    [`${'a'.repeat(243)}@example.com`, refused],
  ])('e-mail %j reads as %j', (email, expected) => {
    expect(outcome(() => optional(email, readEmail, ['input', 'name']))).toBe(expected);
  });

  it.each([
    ['', 5, 'This is not left blank.'],
    ['abcdef', 5, 'This has at most 5 characters.'],
    ['a\tb', 5, 'This has no control characters and no line breaks.'],
  ])('%j of at most %d is told what is wrong with it', (text, most, sentence) => {
    expect(() => readText(text, ['input', 'name'], most)).toThrow(sentence);
  });

  it.each([
    ['Ada', 'Ada'],
    [undefined, undefined],
    [null, refused],
    ['', refused],
  ])('%j stays as it was when left out, and is not cleared', (text, expected) => {
    expect(outcome(() => given(text, readText, ['input', 'name']))).toBe(expected);
  });
});
