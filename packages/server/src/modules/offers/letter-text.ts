import type { Money } from '../../kernel/money.js';
import type { LetterFormats } from './letter-formats.js';
import { type CompleteComputeStipend, type DisclosureId, isTaxed, type OfferComponent } from './offers.rules.js';
import { figure, paragraph, type Sentence, said, say } from './sentence.js';

/** What the texts about one compute stipend speak of. */
export interface ComputeFacts {
  readonly employerName: string;
  readonly stipend: CompleteComputeStipend;
  /** Twelve amounts from the first day on, the larger ones first. */
  readonly monthly: readonly Money[];
  readonly yearly: Money;
  /** The year's base salary of the same offer. */
  readonly base: Money | null;
  /** `50`, for a percentage of base. */
  readonly percent: string | null;
  readonly formats: LetterFormats;
}

export interface QuestionAndAnswer {
  readonly question: string;
  readonly answer: Sentence;
}

/** The words of a letter in one language. A changed word is a new `version`: letters name the version they were written with. */
export interface LetterText {
  readonly language: string;
  readonly version: string;
  readonly title: (employerName: string) => Sentence;
  readonly draftNotice: string;
  readonly labels: Readonly<Record<'position' | 'firstDay' | 'openUntil' | 'part' | 'aYear' | 'cashTotal' | 'notCounted', string>>;
  readonly greeting: (candidateName: string) => Sentence;
  readonly opening: (employerName: string, title: string) => Sentence;
  readonly firstDay: (date: string | null) => Sentence;
  readonly openUntil: (employerName: string, instant: string | null) => Sentence;
  readonly sheetHeading: string;
  readonly sheetIntroduction: (currencyName: string) => Sentence;
  readonly componentName: (component: OfferComponent) => Sentence;
  readonly componentTerms: (component: OfferComponent, facts: { employerName: string; formats: LetterFormats }) => Sentence;
  readonly fromDate: (date: string) => Sentence;
  /** The row of the headline; it names what is inside. */
  readonly headlineName: (inside: { equity: boolean; other: boolean; compute: boolean }) => Sentence;
  readonly share: (percent: string, inWords: string, cash: string) => Sentence;
  readonly toolIsOutside: (employerName: string, yearly: string) => Sentence;
  readonly computeHeading: (label: string | null) => Sentence;
  /** The first sentence on compute: what can be counted on, and until when. */
  readonly computeLead: (facts: ComputeFacts) => Sentence;
  readonly whatComputeIs: (facts: ComputeFacts) => Sentence;
  readonly moreHeading: string;
  readonly disclosures: Readonly<Record<DisclosureId, (facts: ComputeFacts) => QuestionAndAnswer>>;
  readonly acceptHeading: string;
  readonly accept: (employerName: string) => Sentence;
  readonly footer: (reference: string, versionNumber: number, sentOn: string | null, textVersion: string) => Sentence;
}

const ordinaryNumbers = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];

/** `$20,833.34 in each of the first four months and $20,833.33 in each of the other eight`: the larger amounts come first. */
function monthsInWords(monthly: readonly Money[], formats: LetterFormats): Sentence {
  const runs: Array<{ amount: string; months: number }> = [];
  for (const amount of monthly.map(formats.money)) {
    const current = runs.at(-1);
    if (current?.amount === amount) current.months += 1;
    else runs.push({ amount, months: 1 });
  }
  const phrases = runs.map(({ amount, months }, index): Sentence => {
    if (runs.length === 1) return say`${figure(amount)} every month`;
    const number = ordinaryNumbers[months] ?? String(months);
    if (index === 0) return say`${figure(amount)} in ${months === 1 ? 'the first month' : `each of the first ${number} months`}`;
    if (index === runs.length - 1) return say`${figure(amount)} in ${months === 1 ? 'the last' : `each of the other ${number}`}`;
    return say`${figure(amount)} in ${months === 1 ? 'the next' : `each of the next ${number}`}`;
  });
  return phrases.flatMap((phrase, index) => [...(index === 0 ? [] : [index === phrases.length - 1 ? ' and ' : ', ']), ...phrase]);
}

/** The least that any month brings; `undefined` where all months bring the same. */
function unevenMinimum(monthly: readonly Money[]): Money | undefined {
  const least = monthly.reduce((smallest, amount) => (amount.compare(smallest) < 0 ? amount : smallest));
  return monthly.every((amount) => amount.rounded === least.rounded) ? undefined : least;
}

export const lettersEnUs: LetterText = {
  language: 'en-US',
  version: 'en-US-2',
  title: (employerName) => say`Your offer from ${said(employerName)}`,
  draftNotice: 'Draft. This letter has not been sent and nothing in it can be accepted.',
  labels: {
    position: 'Position',
    firstDay: 'First day',
    openUntil: 'Open until',
    part: 'Part of the offer',
    aYear: 'In a year',
    cashTotal: 'Cash total',
    notCounted: 'not counted',
  },
  greeting: (candidateName) => say`Dear ${said(candidateName)},`,
  opening: (employerName, title) => say`${said(employerName)} offers you the position of ${said(title)}.`,
  firstDay: (date) =>
    date === null ? say`Your first day is agreed with you after you accept.` : say`Your first day is planned for ${figure(date)}.`,
  openUntil: (employerName, instant) =>
    instant === null
      ? say`This offer has no closing date; ${said(employerName)} can withdraw it until you accept it.`
      : say`You can accept this offer until ${figure(instant)}. From that moment on it no longer stands.`,
  sheetHeading: 'What the offer is worth in a year',
  sheetIntroduction: (currencyName) => say`All amounts are in ${currencyName}, before tax.`,

  componentName: (component) => {
    if (component.label !== null) return [said(component.label)];
    switch (component.kind) {
      case 'BASE_SALARY':
        return say`Base salary`;
      case 'BONUS':
        return { TARGET: say`Target bonus`, GUARANTEED: say`Guaranteed bonus`, SIGN_ON: say`Sign-on bonus` }[component.type];
      case 'EQUITY':
        return say`Equity`;
      default:
        return say`AI compute`;
    }
  },
  componentTerms: (component, { employerName, formats }) => {
    switch (component.kind) {
      case 'BASE_SALARY':
        return component.period === 'MONTHLY'
          ? say`Cash, ${formats.money(component.amount)} a month, paid through payroll.`
          : say`Cash, paid through payroll.`;
      case 'BONUS':
        return {
          TARGET: say`Cash, if the goals set for it are met in full. It can be more, less or nothing.`,
          GUARANTEED: say`Cash, paid every year.`,
          SIGN_ON: say`Cash, ${formats.money(component.amount)}, paid once. It is not part of a year, so it is not added.`,
        }[component.type];
      case 'EQUITY':
        return say`${formats.money(component.grantValue)} in all, vesting over ${String(component.vestingYears)} ${
          component.vestingYears === 1 ? 'year' : 'years'
        }; the column shows one year’s part. Valued at ${said(component.valuationBasis)}. What it will be worth can be more, less or nothing.`;
      case 'OTHER':
        return {
          MONTHLY: say`${formats.money(component.amount)} a month.`,
          ANNUAL: say`Each year.`,
          ONCE: say`${formats.money(component.amount)}, once. It is not part of a year, so it is not added.`,
        }[component.period];
      case 'COMPUTE_STIPEND':
        return paragraph(
          component.framing === 'COMPENSATION'
            ? say`Not cash: money ${said(employerName)} spends on the AI you use.`
            : say`Not cash and not pay: a tool for your work, so it is not added to the total.`,
          ...(component.guarantee?.kind === 'DISCRETIONARY' ? [say`Planned, not promised.`] : []),
        );
    }
  },
  fromDate: (date) => say`From ${date}.`,
  headlineName: ({ equity, other, compute }) => {
    const parts = [...(equity ? ['equity'] : []), ...(other ? ['other parts'] : []), ...(compute ? ['AI compute'] : [])];
    const last = parts.pop();
    if (last === undefined) return say`Total`;
    return say`Total with ${parts.length === 0 ? last : `${parts.join(', ')} and ${last}`}`;
  },
  share: (percent, inWords, cash) =>
    say`AI compute is ${figure(percent)} of that total (${inWords}). The cash total, ${figure(cash)}, is the part you are paid in money.`,
  toolIsOutside: (employerName, yearly) =>
    say`The total does not include AI compute: the ${figure(yearly)} a year is a tool ${said(employerName)} gives you for your work, like a laptop.`,

  computeHeading: (label) => (label === null ? say`Your AI compute` : [said(label)]),
  computeLead: ({ employerName, stipend, monthly, yearly, formats }) => {
    const least = unevenMinimum(monthly);
    const monthlyAmount = figure(formats.money(least ?? monthly[0] ?? yearly));
    if (stipend.guarantee.kind === 'GUARANTEED') {
      const amount = least === undefined ? [monthlyAmount] : say`at least ${monthlyAmount}`;
      return say`You can count on ${amount} of AI compute a month until ${figure(formats.date(stipend.guarantee.until))}; after that it may change.`;
    }
    const amount =
      least === undefined
        ? say`${monthlyAmount} of AI compute a month`
        : say`${figure(formats.money(yearly))} of AI compute a year, month by month`;
    return say`${said(employerName)} plans to give you ${amount}, but you cannot count on it; it may change or end at any time.`;
  },
  whatComputeIs: ({ employerName }) =>
    say`AI compute is what it costs to run AI models. ${said(employerName)} sets this amount aside each month for the models you use, and each use takes its price from it.`,
  moreHeading: 'What else you should know',

  disclosures: {
    WHO_PAYS: ({ employerName }) => ({
      question: 'Who pays?',
      answer: say`${said(employerName)} pays for it. You do not pay first and claim it back, and nothing is taken from your pay for it.`,
    }),
    MONTHLY_AMOUNT: ({ stipend, monthly, yearly, base, percent, formats }) => ({
      question: 'How much is it per month?',
      answer: paragraph(
        say`${monthsInWords(monthly, formats)}: ${figure(formats.money(yearly))} over twelve months.`,
        say`The months count from your first day, and the first amount is there when that day begins.`,
        ...(base === null || percent === null
          ? []
          : [
              say`It is ${figure(formats.percent(percent))} of your base salary, ${formats.money(base)} in this offer. When your base salary changes, it changes too, from the next ${
                stipend.allowance.period === 'MONTHLY' ? 'month' : 'twelve months'
              } on.`,
              ...(stipend.guarantee.kind === 'GUARANTEED'
                ? [say`Until ${formats.date(stipend.guarantee.until)} it does not fall below these amounts.`]
                : []),
            ]),
      ),
    }),
    EXPIRES: () => ({
      question: 'When does it expire?',
      answer: say`Each month’s amount expires when its month ends. What you have not used by then is gone and does not roll over.`,
    }),
    REVOCABLE: ({ stipend, employerName, formats }) => ({
      question: 'Can it be cut?',
      answer:
        stipend.guarantee.kind === 'GUARANTEED'
          ? paragraph(
              say`Not before ${figure(formats.date(stipend.guarantee.until))}, unless you sign a change.`,
              say`From that day on ${said(employerName)} may lower it or end it. What you have used by then stays paid.`,
            )
          : say`Yes, at any time and without your consent: ${said(employerName)} may lower it or end it. What you have used by then stays paid.`,
    }),
    NOT_SALARY: ({ stipend }) => ({
      question: 'Is it salary?',
      answer:
        stipend.framing === 'COMPENSATION'
          ? say`No. It is counted in the total above, but it is not salary. When someone asks what salary you earn, it is not part of the answer.`
          : say`No. It is a tool for your work and no part of your pay. When someone asks what salary you earn, it is not part of the answer.`,
    }),
    NOT_CASH: () => ({
      question: 'Can I have it in cash?',
      answer: say`No. It is worth nothing in cash, it is never paid out, and it cannot be given to someone else.`,
    }),
    DOES_NOT_VEST: () => ({
      question: 'Does it vest?',
      answer: say`No. You never come to own an unused amount; its vested value is zero at all times.`,
    }),
    PRICE_RISK: () => ({
      question: 'What if AI prices change?',
      answer: say`The amount is money, not tokens, and it stays the same. When prices rise it buys less, and when they fall it buys more.`,
    }),
    TAXABLE: ({ stipend, employerName }) => {
      const taxed = isTaxed(stipend.taxTreatment);
      return {
        question: 'Is it taxed?',
        answer:
          taxed === undefined
            ? say`${said(employerName)} has not decided this yet. Ask before you accept if it matters to you.`
            : taxed
              ? say`Yes. ${said(employerName)} treats it as taxable: it adds to the income you pay tax on, although it is not paid to you.`
              : say`${said(employerName)} treats it as not taxable. Tax law can change that; this is not tax advice.`,
      };
    },
    PERSONAL_USE: ({ stipend }) => ({
      question: 'May I use it privately?',
      answer: {
        NOT_ALLOWED: say`No, it is for work only.`,
        INCIDENTAL: say`Now and then, a little. It is meant for work.`,
        ALLOWED: say`Yes. Private use can be taxed differently.`,
      }[stipend.personalUse],
    }),
    USAGE_VISIBILITY: ({ stipend }) => ({
      question: 'Who sees what I use?',
      answer: paragraph(
        say`Your use can be seen by ${said(stipend.usageVisibility.seenBy)}:`,
        stipend.usageVisibility.detail === 'TOTALS' ? say`totals only, not single uses.` : say`each use with its time, model and cost.`,
        stipend.usageVisibility.ranked ? say`You can be ranked against others by it.` : say`You are not ranked against others by it.`,
      ),
    }),
    SCOPE: ({ stipend, employerName }) => ({
      question: 'For which AI models?',
      answer: stipend.scope === null ? say`All that ${said(employerName)} makes available to you.` : [said(stipend.scope)],
    }),
    EXPECTATION: ({ stipend }) => ({
      question: 'Is anything expected in return?',
      answer: stipend.expectation === null ? say`No target is attached to it.` : [said(stipend.expectation)],
    }),
    ON_LEAVE: ({ stipend }) => ({
      question: 'What happens on leave?',
      answer: {
        CONTINUES: say`It goes on while you are on leave.`,
      }[stipend.onLeave],
    }),
    ON_EXIT: ({ stipend, employerName, formats }) => ({
      question: 'What happens when I leave?',
      answer:
        stipend.guarantee.kind === 'GUARANTEED'
          ? say`It ends when your employment with ${said(employerName)} ends, also before ${formats.date(stipend.guarantee.until)}. What is unused then is gone and is not paid out.`
          : say`It ends when your employment with ${said(employerName)} ends. What is unused then is gone and is not paid out.`,
    }),
  },

  acceptHeading: 'How to accept',
  accept: (employerName) =>
    paragraph(
      say`Accept in the way ${said(employerName)} gave you together with this letter.`,
      say`Once you accept, this letter is kept exactly as you see it, and you can ask for it at any time.`,
    ),
  footer: (reference, versionNumber, sentOn, textVersion) =>
    sentOn === null
      ? say`Offer ${reference}, version ${String(versionNumber)}. Letter text ${textVersion}.`
      : say`Offer ${reference}, version ${String(versionNumber)}, sent ${sentOn}. Letter text ${textVersion}.`,
};

const catalogue: readonly LetterText[] = [lettersEnUs];

/** The text of a locale: its own where we have one, else the English text, with the locale's numbers and dates. */
export function letterTextFor(locale: string): LetterText {
  return catalogue.find(({ language }) => language === locale) ?? lettersEnUs;
}
