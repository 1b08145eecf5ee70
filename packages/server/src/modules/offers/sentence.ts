import { balanced, isolated } from '../../kernel/direction.js';

/**
 * Text of a letter before it becomes HTML or plain text: our own words, and in between what others wrote (`said`), what
 * the reader looks for (`figure`), and every other value. Only this file turns them into HTML, so nothing reaches a page unescaped,
 * and no value turns the direction of the words around it.
 */
export type Part = string | { readonly said: string } | { readonly figure: string } | { readonly value: string };
export type Sentence = readonly Part[];

/** Words of a person or an employer: shown literally, in their own writing direction. */
export function said(text: string): Part {
  return { said: text };
}

/** An amount, a date or a share. */
export function figure(text: string): Part {
  return { figure: text };
}

/** Builds a sentence from our own words and parts: say`${said(name)} pays ${figure(amount)}.` A plain text is a value. */
export function say(words: TemplateStringsArray, ...parts: ReadonlyArray<Part | Sentence>): Sentence {
  return words.flatMap((word, index) => {
    const part = parts[index];
    if (part === undefined) return [word];
    if (Array.isArray(part)) return [word, ...(part as Sentence)];
    return [word, typeof part === 'string' ? { value: part } : (part as Part)];
  });
}

/** Several sentences as one paragraph. */
export function paragraph(...sentences: readonly Sentence[]): Sentence {
  return sentences.flatMap((sentence, index) => (index === 0 ? sentence : [' ', ...sentence]));
}

export function toText(sentence: Sentence): string {
  return sentence.map((part) => (typeof part === 'string' ? part : isolated(textOf(part)))).join('');
}

function textOf(part: Exclude<Part, string>): string {
  if ('said' in part) return part.said;
  return 'figure' in part ? part.figure : part.value;
}

export function toHtml(sentence: Sentence): string {
  return sentence
    .map((part) => {
      if (typeof part === 'string') return escapeHtml(part);
      if ('said' in part) return `<bdi dir="auto">${escapeHtml(balanced(part.said))}</bdi>`;
      return 'figure' in part ? `<b>${ownDirection(part.figure)}</b>` : ownDirection(part.value);
    })
    .join('');
}

/** The element isolates as the controls do, which a page is not to be strewn with. */
function ownDirection(text: string): string {
  return isolated(text) === text ? escapeHtml(text) : `<bdi dir="auto">${escapeHtml(balanced(text))}</bdi>`;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Literal text for an element or a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}
