/** A number of the story is not what it must be. */
export class StoryFailure extends Error {}

/** Values that --json prints. */
export type Fact = string | number | boolean | null | readonly Fact[] | { readonly [name: string]: Fact };

export interface Chapter {
  readonly name: string;
  readonly title: string;
  readonly facts: Record<string, Fact>;
}

const columns = 100;

/** Where the story is told: prose and tables for a person as it happens, and every number for a program at the end. */
export class Page {
  readonly chapters: Chapter[] = [];
  readonly #write: (text: string) => void;

  /** @param write takes the text for a person, piece by piece */
  constructor(write: (text: string) => void) {
    this.#write = write;
  }

  /** Begins a chapter. */
  chapter(name: string, title: string): void {
    const heading = `${this.chapters.length + 1}. ${title}`;
    this.chapters.push({ name, title, facts: {} });
    this.#write(`\n${heading}\n${'─'.repeat(widthOf(heading))}\n`);
  }

  /** A paragraph. */
  say(text: string): void {
    this.#write(`\n${linesOf(text, columns).join('\n')}\n`);
  }

  /** Terms with what is to be said of each. */
  list(items: ReadonlyArray<readonly [term: string, text: string]>): void {
    const indented = items.map(([term, text]) => [`  ${term}`, ...linesOf(text, columns - 6).map((line) => `      ${line}`)].join('\n'));
    this.#write(`\n${indented.join('\n')}\n`);
  }

  /** Rows under their headings; columns whose heading begins with `>` are aligned to the right. */
  table(headings: readonly string[], rows: ReadonlyArray<readonly string[]>): void {
    const isRight = headings.map((heading) => heading.startsWith('>'));
    const all = [headings.map((heading) => heading.replace(/^>/, '')), ...rows];
    const widths = headings.map((_, column) => Math.max(...all.map((row) => widthOf(row[column] ?? ''))));
    const lines = all.map((row) =>
      widths
        .map((width, column) => {
          const cell = row[column] ?? '';
          const space = ' '.repeat(width - widthOf(cell));
          return isRight[column] ? space + cell : cell + space;
        })
        .join('   ')
        .trimEnd(),
    );
    const [head = '', ...body] = lines;
    this.#write(`\n  ${head}\n  ${widths.map((width) => '─'.repeat(width)).join('   ')}\n${body.map((line) => `  ${line}\n`).join('')}`);
  }

  /** Keeps something for programs. */
  note(name: string, fact: Fact): void {
    const chapter = this.chapters.at(-1);
    if (chapter !== undefined) chapter.facts[name] = fact;
  }

  /**
   * Keeps a number for programs, after making sure that it is the right one.
   * @throws StoryFailure which says what it is and what it must be
   */
  must<F extends Fact>(name: string, found: F, wanted: F): void {
    this.note(name, found);
    this.check(name, found, wanted);
  }

  /**
   * Makes sure of something that follows from numbers kept already.
   * @throws StoryFailure which says what it is and what it must be
   */
  check<F extends Fact>(name: string, found: F, wanted: F): void {
    const [left, right] = [JSON.stringify(found), JSON.stringify(wanted)];
    if (left !== right) throw new StoryFailure(`${this.chapters.at(-1)?.name ?? ''}: ${name} is ${left}, and must be ${right}.`);
  }
}

function linesOf(text: string, width: number): readonly string[] {
  const lines = [''];
  for (const word of text.split(/\s+/)) {
    const line = lines.at(-1) ?? '';
    if (line !== '' && widthOf(line) + 1 + widthOf(word) > width) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines;
}

/** Columns a text takes in a terminal: two for each East Asian character, none for a combining mark. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text.normalize('NFC')) {
    if (/\p{Mark}/u.test(character)) continue;
    width += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(character) ? 2 : 1;
  }
  return width;
}
