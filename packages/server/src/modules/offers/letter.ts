import { createHash } from 'node:crypto';
import { invariant } from '../../kernel/invariant.js';
import type { Money } from '../../kernel/money.js';
import type { LocalDate, TimeZone } from '../../kernel/period.js';
import {
  baseOf,
  monthlyCompute,
  percentOfBasisPoints,
  shareInWords,
  type TotalCompensation,
  totalCompensation,
  type YearlyLine,
  yearlyCompute,
  yearlyLines,
  yearlySalary,
} from './compensation.rules.js';
import { formatsOf, type LetterFormats } from './letter-formats.js';
import { letterStyle } from './letter-style.js';
import { type ComputeFacts, type LetterText, letterTextFor } from './letter-text.js';
import { completeTerms, type DisclosureId, type OfferComponent, requiredDisclosures } from './offers.rules.js';
import { escapeHtml, type Sentence, said, toHtml, toText } from './sentence.js';

/** All that a letter speaks of. The same input gives the same bytes. */
export interface LetterInput {
  /** Canonical BCP 47; numbers and dates follow it, the text as far as the catalogue has it. */
  readonly locale: string;
  readonly employerName: string;
  readonly candidateName: string;
  readonly title: string;
  readonly startDate: LocalDate | null;
  readonly expiresAt: Date | null;
  /** In which the expiry is written. */
  readonly zone: TimeZone;
  /** What the candidate quotes when asking about this offer: its id. */
  readonly reference: string;
  readonly versionNumber: number;
  /** `null` while it is a draft, and the letter says so. */
  readonly sentOn: LocalDate | null;
  /** Complete, see `requireComplete`. */
  readonly components: readonly OfferComponent[];
}

export type LetterBlockKind = 'OPENING' | 'TOTALS' | 'COMPUTE_LEAD' | 'COMPUTE' | 'DISCLOSURE' | 'ACCEPTANCE';

/** A paragraph as plain text, for letters in an employer's own template. A DISCLOSURE may not be left out of one. */
export interface LetterBlock {
  readonly kind: LetterBlockKind;
  readonly text: string;
  readonly disclosureId: DisclosureId | null;
  /** Of the text catalogue. */
  readonly version: string;
}

export interface Letter {
  /** One self-contained page: no script, no outside address, printable. */
  readonly html: string;
  /** Lower-case hex of the UTF-8 bytes of `html`. */
  readonly sha256: string;
  /** Of the text catalogue, `en-US-2`. */
  readonly version: string;
  readonly locale: string;
  readonly blocks: readonly LetterBlock[];
}

/** Writes the letter a candidate reads: who pays, how much per month, when it expires, whether it can be cut, whether it is salary. */
export function writeLetter(input: LetterInput): Letter {
  const text = letterTextFor(input.locale);
  const formats = formatsOf(input.locale);
  const totals = totalCompensation(input.components);
  invariant(totals !== null, 'a letter is written for an offer of something');

  const blocks: LetterBlock[] = [];
  /** Takes a sentence into the blocks and returns its HTML, so that page and blocks cannot differ. */
  const block: BlockWriter = (kind, sentence, disclosureId = null, question) => {
    blocks.push({
      kind,
      text: question === undefined ? toText(sentence) : `${question} ${toText(sentence)}`,
      disclosureId,
      version: text.version,
    });
    return toHtml(sentence);
  };

  const body = [
    head(input, text, formats),
    opening(input, text, formats, block),
    sheet(input, text, formats, totals, block),
    ...computeSections(input, text, formats, block),
    `<section><h2>${escapeHtml(text.acceptHeading)}</h2>\n<p>${block('ACCEPTANCE', text.accept(input.employerName))}</p></section>`,
    `<footer>${toHtml(footer(input, text, formats))}</footer>`,
  ].join('\n');
  const html = page(text.language, toText(text.title(input.employerName)), body);
  return { html, sha256: createHash('sha256').update(html).digest('hex'), version: text.version, locale: input.locale, blocks };
}

type BlockWriter = (kind: LetterBlockKind, sentence: Sentence, disclosureId?: DisclosureId | null, question?: string) => string;

function page(language: string, title: string, body: string): string {
  return `<!doctype html>
<html lang="${escapeHtml(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)}</title>
<style>${letterStyle}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;
}

function head(input: LetterInput, text: LetterText, formats: LetterFormats): string {
  const facts = [
    { label: text.labels.position, html: toHtml([said(input.title)]) },
    ...(input.startDate === null ? [] : [{ label: text.labels.firstDay, html: escapeHtml(formats.date(input.startDate)) }]),
    ...(input.expiresAt === null ? [] : [{ label: text.labels.openUntil, html: escapeHtml(formats.instant(input.expiresAt, input.zone)) }]),
  ];
  return `<header>
${input.sentOn === null ? `<p class="draft">${escapeHtml(text.draftNotice)}</p>\n` : ''}<h1>${toHtml(text.title(input.employerName))}</h1>
<dl class="facts">
${facts.map(({ label, html }) => `<div><dt>${escapeHtml(label)}</dt><dd>${html}</dd></div>`).join('\n')}
</dl>
</header>`;
}

function opening(input: LetterInput, text: LetterText, formats: LetterFormats, block: BlockWriter): string {
  const expiry = input.expiresAt === null ? null : formats.instant(input.expiresAt, input.zone);
  return `<section>
<p>${block('OPENING', text.greeting(input.candidateName))}</p>
<p>${block('OPENING', text.opening(input.employerName, input.title))}
${block('OPENING', text.firstDay(input.startDate === null ? null : formats.date(input.startDate)))}</p>
<p>${block('OPENING', text.openUntil(input.employerName, expiry))}</p>
</section>`;
}

/** The total-compensation sheet: cash and its total before anything else. */
function sheet(input: LetterInput, text: LetterText, formats: LetterFormats, totals: TotalCompensation, block: BlockWriter): string {
  const lines = yearlyLines(input.components);
  const row = ({ component, yearly }: YearlyLine, counted: boolean) => {
    const from = component.effectiveDate === null ? '' : ` ${toHtml(text.fromDate(formats.date(component.effectiveDate)))}`;
    const amount =
      counted && yearly !== null ? escapeHtml(formats.money(yearly)) : `<span class="aside">${escapeHtml(text.labels.notCounted)}</span>`;
    const terms = toHtml(text.componentTerms(component, { employerName: input.employerName, formats }));
    return `<tr><th scope="row">${toHtml(text.componentName(component))}<small>${terms}${from}</small></th><td>${amount}</td></tr>`;
  };
  const totalRow = (style: string, name: Sentence, amount: Money) =>
    `<tr class="${style}"><th scope="row">${toHtml(name)}</th><td>${escapeHtml(formats.money(amount))}</td></tr>`;
  const rowsOf = (...kinds: ReadonlyArray<YearlyLine['countsAs']>) =>
    lines.filter(({ countsAs }) => kinds.includes(countsAs)).map((line) => row(line, true));

  const headline = text.headlineName({
    equity: lines.some(({ countsAs }) => countsAs === 'EQUITY'),
    other: lines.some(({ countsAs }) => countsAs === 'OTHER'),
    compute: totals.computeShare !== null,
  });
  return `<section>
<h2>${escapeHtml(text.sheetHeading)}</h2>
<p>${block('TOTALS', text.sheetIntroduction(formats.currencyName(totals.headline.currency)))}</p>
<table>
<thead><tr><th scope="col">${escapeHtml(text.labels.part)}</th><th scope="col">${escapeHtml(text.labels.aYear)}</th></tr></thead>
<tbody>
${[
  ...rowsOf('CASH'),
  totalRow('subtotal', [text.labels.cashTotal], totals.cash),
  ...rowsOf('EQUITY', 'OTHER', 'COMPUTE'),
  totalRow('total', headline, totals.headline),
  ...lines.filter(({ countsAs }) => countsAs === 'NOWHERE').map((line) => row(line, false)),
].join('\n')}
</tbody>
</table>
${notesOnTotals(input, lines, text, formats, totals)
  .map((note) => `<p>${block('TOTALS', note)}</p>`)
  .join('\n')}
</section>`;
}

function notesOnTotals(
  input: LetterInput,
  lines: readonly YearlyLine[],
  text: LetterText,
  formats: LetterFormats,
  totals: TotalCompensation,
): readonly Sentence[] {
  const { computeShare, headline, cash, equity, other } = totals;
  const counted = headline.minus(cash).minus(equity).minus(other);
  const share =
    computeShare === null ? [] : [text.share(formats.percent(computeShare), shareInWords(counted, headline), formats.money(cash))];
  const outside = lines.flatMap(({ component, countsAs, yearly }) =>
    component.kind === 'COMPUTE_STIPEND' && countsAs === 'NOWHERE' && yearly !== null
      ? [text.toolIsOutside(input.employerName, formats.money(yearly))]
      : [],
  );
  return [...share, ...outside];
}

/** The five questions everyone asks stand first, in large; the rest follows in the order of `requiredDisclosures`. */
const asked: readonly DisclosureId[] = ['WHO_PAYS', 'MONTHLY_AMOUNT', 'EXPIRES', 'REVOCABLE', 'NOT_SALARY'];

function computeSections(input: LetterInput, text: LetterText, formats: LetterFormats, block: BlockWriter): readonly string[] {
  const base = baseOf(input.components);
  return input.components.flatMap((component) => {
    if (component.kind !== 'COMPUTE_STIPEND') return [];
    const stipend = completeTerms(component);
    const monthly = monthlyCompute(component.allowance, base);
    const yearly = yearlyCompute(component.allowance, base);
    invariant(stipend !== undefined && monthly !== null && yearly !== null, 'a letter is written once every term is stated');
    const facts: ComputeFacts = {
      employerName: input.employerName,
      stipend,
      monthly,
      yearly,
      base: base === undefined ? null : yearlySalary(base),
      percent: component.allowance.amountType === 'PERCENT_OF_BASE' ? percentOfBasisPoints(component.allowance.percent) : null,
      formats,
    };
    const answers = (ids: readonly DisclosureId[]) =>
      ids
        .map((id) => {
          const { question, answer } = text.disclosures[id](facts);
          return `<div><dt>${escapeHtml(question)}</dt><dd>${block('DISCLOSURE', answer, id, question)}</dd></div>`;
        })
        .join('\n');
    return [
      `<section class="compute">
<h2>${toHtml(text.computeHeading(component.label))}</h2>
<p class="lead">${block('COMPUTE_LEAD', text.computeLead(facts))}</p>
<p>${block('COMPUTE', text.whatComputeIs(facts))}</p>
<dl class="answers">
${answers(asked)}
</dl>
<h3>${escapeHtml(text.moreHeading)}</h3>
<dl class="answers more">
${answers(requiredDisclosures.filter((id) => !asked.includes(id)))}
</dl>
</section>`,
    ];
  });
}

function footer(input: LetterInput, text: LetterText, formats: LetterFormats): Sentence {
  return text.footer(input.reference, input.versionNumber, input.sentOn === null ? null : formats.date(input.sentOn), text.version);
}
