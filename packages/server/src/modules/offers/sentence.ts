/**
 * Text of a letter before it becomes HTML or plain text: our own words, and in between what others wrote (`said`) or
 * what the reader looks for (`figure`). Only this file turns either into HTML, so nothing reaches a page unescaped.
 */
export type Part = string | { readonly said: string } | { readonly figure: string };
export type Sentence = readonly Part[];

/** Words of a person or an employer: shown literally, in their own writing direction. */
export function said(text: string): Part {
  return { said: text };
}

/** An amount, a date or a share. */
export function figure(text: string): Part {
  return { figure: text };
}

/** Builds a sentence from our own words and parts: say`${said(name)} pays ${figure(amount)}.` */
export function say(words: TemplateStringsArray, ...parts: ReadonlyArray<Part | Sentence>): Sentence {
  return words.flatMap((word, index) => {
    const part = parts[index];
    return part === undefined ? [word] : [word, ...(Array.isArray(part) ? (part as Sentence) : [part as Part])];
  });
}

/** Several sentences as one paragraph. */
export function paragraph(...sentences: readonly Sentence[]): Sentence {
  return sentences.flatMap((sentence, index) => (index === 0 ? sentence : [' ', ...sentence]));
}

export function toText(sentence: Sentence): string {
  return sentence.map((part) => (typeof part === 'string' ? part : 'said' in part ? part.said : part.figure)).join('');
}

export function toHtml(sentence: Sentence): string {
  return sentence
    .map((part) => {
      if (typeof part === 'string') return escapeHtml(part);
      return 'said' in part ? `<bdi dir="auto">${escapeHtml(part.said)}</bdi>` : `<b>${escapeHtml(part.figure)}</b>`;
    })
    .join('');
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Literal text for an element or a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}
