import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { baseSalary, bonus, computeStipend, equity, fixed, letterInput, percentOfBase } from '../../../test/support/offer-samples.js';
import { balanced } from '../../kernel/direction.js';
import { currency, Money } from '../../kernel/money.js';
import { timeZones } from '../../kernel/time-zones.js';
import { type Letter, writeLetter } from './letter.js';
import { canonicalLocale, formatsOf } from './letter-formats.js';
import { type DisclosureId, requiredDisclosures } from './offers.rules.js';
import { escapeHtml } from './sentence.js';

function answer(letter: Letter, id: DisclosureId): string | undefined {
  return letter.blocks.find(({ disclosureId }) => disclosureId === id)?.text;
}

function firstSentenceOnCompute(letter: Letter): string | undefined {
  return letter.blocks.find(({ kind }) => kind === 'COMPUTE_LEAD')?.text;
}

/** The page as a reader sees it: without tags, entities read. */
function readText(html: string): string {
  return html
    .replace(/<style>[\s\S]*?<\/style>/, '')
    .replace(/<[^>]+>/g, '')
    .replace(/&lt;|&gt;|&quot;|&#39;|&amp;/g, (entity) => ({ '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" })[entity] ?? '&');
}

/** What of a text stands in no isolate. */
function outside(text: string): string {
  let depth = 0;
  let ours = '';
  for (const character of text) {
    if (/[\u2066-\u2068]/.test(character)) depth += 1;
    else if (character === '\u2069') depth -= 1;
    else if (depth === 0) ours += character;
  }
  return ours;
}

describe('a letter answers a candidate who knows nothing else', () => {
  const letter = writeLetter(letterInput());

  it('who pays', () => {
    expect(answer(letter, 'WHO_PAYS')).toBe(
      'Who pays? Northwind Robotics pays for it. You do not pay first and claim it back, and nothing is taken from your pay for it.',
    );
  });

  it('how much per month, to the cent, also where months differ', () => {
    expect(answer(letter, 'MONTHLY_AMOUNT')).toContain(
      '$8,333.34 in each of the first four months and $8,333.33 in each of the other eight: $100,000.00 over twelve months.',
    );
    const even = writeLetter(letterInput({ components: [computeStipend(fixed('1500', 'USD', 'MONTHLY'))] }));
    expect(answer(even, 'MONTHLY_AMOUNT')).toContain('$1,500.00 every month: $18,000.00 over twelve months.');
    const oneCent = writeLetter(letterInput({ components: [computeStipend(fixed('120.01'))] }));
    expect(answer(oneCent, 'MONTHLY_AMOUNT')).toContain('$10.01 in the first month and $10.00 in each of the other eleven');
    const allButOne = writeLetter(letterInput({ components: [computeStipend(fixed('120.11'))] }));
    expect(answer(allButOne, 'MONTHLY_AMOUNT')).toContain('$10.01 in each of the first eleven months and $10.00 in the last');
  });

  it('how much a percentage of base is, and that it follows the base salary', () => {
    const half = writeLetter(letterInput({ components: [baseSalary('500000'), computeStipend(percentOfBase(5_000))] }));
    expect(answer(half, 'MONTHLY_AMOUNT')).toBe(
      'How much is it per month? $20,833.34 in each of the first four months and $20,833.33 in each of the other eight: ' +
        '$250,000.00 over twelve months. The months count from your first day, and the first amount is there when that day begins. ' +
        'It is 50% of your base salary, $500,000.00 in this offer. When your base salary changes, it changes too, from the next twelve months on. Until January 4, 2028 it does not fall below these amounts.',
    );
  });

  it('when it expires', () => {
    expect(answer(letter, 'EXPIRES')).toBe(
      'When does it expire? Each month’s amount expires when its month ends. What you have not used by then is gone and does not roll over.',
    );
  });

  it('whether it can be cut, and the first sentence says until when it can be counted on', () => {
    expect(firstSentenceOnCompute(letter)).toBe(
      'You can count on at least $8,333.33 of AI compute a month until January 4, 2028; after that it may change.',
    );
    expect(answer(letter, 'REVOCABLE')).toMatch(/^Can it be cut\? Not before January 4, 2028, unless you sign a change\./);
  });

  it('that nothing is promised where it is discretionary', () => {
    const discretionary = (amount: ReturnType<typeof fixed>) =>
      writeLetter(letterInput({ components: [baseSalary('1'), computeStipend(amount, { guarantee: { kind: 'DISCRETIONARY' } })] }));
    expect(firstSentenceOnCompute(discretionary(fixed('1500', 'USD', 'MONTHLY')))).toBe(
      'Northwind Robotics plans to give you $1,500.00 of AI compute a month, but you cannot count on it; it may change or end at any time.',
    );
    expect(firstSentenceOnCompute(discretionary(fixed('100000')))).toBe(
      'Northwind Robotics plans to give you $100,000.00 of AI compute a year, month by month, but you cannot count on it; it may change or end at any time.',
    );
    const letter = discretionary(fixed('100000'));
    expect(answer(letter, 'REVOCABLE')).toMatch(/^Can it be cut\? Yes, at any time and without your consent/);
    expect(readText(letter.html)).toContain('Planned, not promised.');
    expect(readText(letter.html)).not.toContain('You can count on');
  });

  it('that it is not salary, whatever the framing', () => {
    expect(answer(letter, 'NOT_SALARY')).toMatch(/^Is it salary\? No\. It is counted in the total above, but it is not salary\./);
    const tool = writeLetter(letterInput({ components: [baseSalary('1'), computeStipend(fixed('2'), { framing: 'EMPLOYER_TOOL' })] }));
    expect(answer(tool, 'NOT_SALARY')).toMatch(/^Is it salary\? No\. It is a tool for your work and no part of your pay\./);
  });

  it('every required disclosure once, in order, each with the version of its text', () => {
    const disclosures = letter.blocks.filter(({ kind }) => kind === 'DISCLOSURE');
    const order = disclosures.map(({ disclosureId }) => disclosureId);
    expect(order).toEqual(requiredDisclosures);
    expect(new Set(letter.blocks.map(({ version }) => version))).toEqual(new Set(['en-US-2']));
    for (const { text } of letter.blocks) expect(readText(letter.html)).toContain(text.replace(/^.*?\? /, ''));
  });

  it.each([
    ['WORKING_CONDITION_FRINGE', 'treats it as not taxable'],
    ['BENEFIT_IN_KIND_TAXABLE', 'treats it as taxable'],
    ['NEEDS_REVIEW', 'has not decided this yet'],
  ] as const)('whether it is taxed: %s', (taxTreatment, words) => {
    const letter = writeLetter(letterInput({ components: [computeStipend(fixed('1'), { taxTreatment })] }));
    expect(answer(letter, 'TAXABLE')).toContain(words);
  });

  it('what is expected, which models, who sees it, what happens on leave', () => {
    const letter = writeLetter(
      letterInput({
        components: [
          computeStipend(fixed('1'), {
            expectation: 'Half of it on client work.',
            scope: 'Claude and Gemini.',
            personalUse: 'INCIDENTAL',
            usageVisibility: { seenBy: 'everyone in your team', detail: 'EACH_USE', ranked: true },
          }),
        ],
      }),
    );
    expect(answer(letter, 'EXPECTATION')).toBe('Is anything expected in return? Half of it on client work.');
    expect(answer(letter, 'SCOPE')).toBe('For which AI models? Claude and Gemini.');
    expect(answer(letter, 'USAGE_VISIBILITY')).toBe(
      'Who sees what I use? Your use can be seen by everyone in your team: each use with its time, model and cost. You can be ranked against others by it.',
    );
    expect(answer(letter, 'ON_LEAVE')).toContain('It goes on while you are on leave.');
    expect(answer(letter, 'PERSONAL_USE')).toContain('Now and then');
  });
});

describe('the sheet in a letter', () => {
  it('shows the cash total before the headline, and the share beside its plain words', () => {
    const text = readText(writeLetter(letterInput()).html);
    expect(text).toMatch(
      /Base salary[\s\S]*Cash total\$375,000\.00[\s\S]*AI compute[\s\S]*\$100,000\.00[\s\S]*Total with AI compute\$475,000\.00/,
    );
    expect(text).toContain(
      'AI compute is 21.05% of that total (about 1 in 5). The cash total, $375,000.00, is the part you are paid in money.',
    );
  });

  it('keeps a tool for the job out of the total and says so', () => {
    const components = [baseSalary('375000'), computeStipend(fixed('100000'), { framing: 'EMPLOYER_TOOL' })];
    const text = readText(writeLetter(letterInput({ components })).html);
    expect(text).toContain('Total$375,000.00');
    expect(text).not.toContain('475,000');
    expect(text).toContain('The total does not include AI compute: the $100,000.00 a year is a tool');
  });

  it('names what the total holds and what is paid once', () => {
    const components = [baseSalary('375000'), bonus('SIGN_ON', '25000'), equity('400000', 4), computeStipend(fixed('100000'))];
    const text = readText(writeLetter(letterInput({ components })).html);
    expect(text).toContain('Total with equity and AI compute$575,000.00');
    expect(text).toMatch(/Sign-on bonusCash, \$25,000\.00, paid once\. It is not part of a year, so it is not added\.not counted/);
  });

  it('of an offer without compute speaks of none', () => {
    const letter = writeLetter(letterInput({ components: [baseSalary('375000')] }));
    expect(readText(letter.html)).not.toContain('compute');
    expect(letter.blocks.some(({ kind }) => kind === 'DISCLOSURE')).toBe(false);
  });
});

describe('names and words of others', () => {
  it.each(['Nguyễn Thị Ánh', '李小龍', 'Łukasz', 'محمد', 'a'.repeat(200), '{{7*7}}', '$' + '{7*7}'])(
    '%s stands in the letter as it is',
    (name) => {
      const letter = writeLetter(letterInput({ candidateName: name }));
      expect(letter.html).toContain(`<bdi dir="auto">${name}</bdi>`);
      // What is written from the right is isolated from the comma of ours.
      expect(letter.blocks[0]?.text).toBe(name === 'محمد' ? `Dear \u2068${name}\u2069,` : `Dear ${name},`);
    },
  );

  it('markup in any of them is shown and never runs', () => {
    const markup = `<script>alert("1")</script><img src=x onerror='alert(1)'>&amp;`;
    const letter = writeLetter(
      letterInput({
        candidateName: markup,
        employerName: markup,
        title: markup,
        reference: markup,
        components: [
          { ...baseSalary('1'), label: markup },
          { ...equity('1', 4), valuationBasis: markup },
          computeStipend(fixed('1'), {
            label: markup,
            scope: markup,
            expectation: markup,
            usageVisibility: { seenBy: markup, detail: 'TOTALS', ranked: false },
          }),
        ],
      }),
    );
    expect(letter.html).not.toMatch(/<script|<img|onerror='/);
    expect(letter.html.split(escapeHtml(markup)).length - 1).toBeGreaterThanOrEqual(12);
    expect(readText(letter.html)).toContain(`Dear ${markup},`);
  });

  it('that turn the direction of writing turn nothing but themselves', () => {
    const turning = fc
      .array(fc.constantFrom('\u202a', '\u202b', '\u202c', '\u202d', '\u202e', '\u2066', '\u2067', '\u2068', '\u2069', 'a', 'ש'))
      .map((parts) => `x${parts.join('')}`);
    fc.assert(
      fc.property(turning, (words) => {
        const letter = writeLetter(
          letterInput({
            candidateName: words,
            employerName: words,
            title: words,
            components: [
              { ...baseSalary('1'), label: words },
              { ...equity('1', 4), valuationBasis: words },
              computeStipend(fixed('1'), {
                label: words,
                scope: words,
                expectation: words,
                usageVisibility: { seenBy: words, detail: 'TOTALS', ranked: false },
              }),
            ],
          }),
        );
        for (const text of [...letter.blocks.map((block) => block.text), ...letter.html.split(/<[^>]*>/)])
          expect(balanced(text)).toBe(text);
        // In a text, what is ours stands outside of all isolates.
        for (const { text } of letter.blocks) expect(outside(text)).not.toMatch(/[\u202a-\u202e\u2066-\u2069ש]/);
      }),
    );
  });

  it("O'Brien keeps the apostrophe", () => {
    const letter = writeLetter(letterInput({ candidateName: "O'Brien" }));
    expect(readText(letter.html)).toContain("Dear O'Brien,");
  });
});

describe('a letter as a document', () => {
  it('is one page without script or outside address, in a stated language', () => {
    const { html } = writeLetter(letterInput());
    expect(html).toMatch(/^<!doctype html>\n<html lang="en-US">/);
    expect(html).not.toMatch(/<script|https?:|src=|href=|url\(/);
    expect(html).toContain(`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`);
  });

  it('is the same bytes for the same input, and its hash is theirs', () => {
    const input = letterInput();
    const first = writeLetter(input);
    expect(writeLetter({ ...input })).toEqual(first);
    expect(first.sha256).toBe(createHash('sha256').update(first.html, 'utf8').digest('hex'));
    expect(writeLetter({ ...input, versionNumber: 2 }).sha256).not.toBe(first.sha256);
  });

  it('keeps its words while the version of its text stays: a changed word needs a new version', () => {
    const letters = [
      letterInput(),
      letterInput({ components: [baseSalary('500000'), computeStipend(percentOfBase(5_000))] }),
      letterInput({
        startDate: null,
        expiresAt: null,
        components: [
          baseSalary('500000'),
          computeStipend(percentOfBase(5_000), {
            guarantee: { kind: 'DISCRETIONARY' },
            framing: 'EMPLOYER_TOOL',
            taxTreatment: 'NEEDS_REVIEW',
            personalUse: 'ALLOWED',
            usageVisibility: { seenBy: 'your manager', detail: 'EACH_USE', ranked: true },
          }),
        ],
      }),
    ].map(writeLetter);
    const words = letters.flatMap(({ blocks }) => blocks.map(({ text }) => text)).join('\n');
    expect(letters[0]?.version).toBe('en-US-2');
    expect(createHash('sha256').update(words).digest('hex')).toBe('039ed5e8546d433436aa47c6cf662a270b2036aa6a22e576f7a325934bd730d2');
  });

  it('says when it is a draft, and names the day it was sent', () => {
    expect(readText(writeLetter(letterInput({ sentOn: null })).html)).toContain('This letter has not been sent');
    expect(readText(writeLetter(letterInput()).html)).toContain(
      'Offer offer_01kb0q4xk8fvw9zt3m5n7p2r6s, version 1, sent November 23, 2026. Letter text en-US-2.',
    );
  });

  it('says the deadline with its zone, or that there is none', () => {
    expect(readText(writeLetter(letterInput()).html)).toMatch(/until December 11, 2026 at 8:00\sPM Eastern Standard Time/);
    const open = writeLetter(letterInput({ expiresAt: null, startDate: null }));
    expect(readText(open.html)).toContain('This offer has no closing date; Northwind Robotics can withdraw it until you accept it.');
    expect(readText(open.html)).toContain('Your first day is agreed with you after you accept.');
  });
});

describe('numbers and dates of a locale', () => {
  it('write every digit of a large amount', () => {
    const amount = Money.of('12345678901234567890.12', 'EUR');
    expect(formatsOf('de-DE').money(amount)).toBe('12.345.678.901.234.567.890,12\u00a0€');
    expect(formatsOf('en-US').money(Money.of('1000000', 'JPY'))).toBe('¥1,000,000');
    expect(formatsOf('en-US').money(Money.of('1.2345', 'KWD'))).toBe('KWD\u00a01.234');
  });

  it('carry the English text for a locale that has none of its own', () => {
    const letter = writeLetter(letterInput({ locale: 'de-DE' }));
    expect(letter.locale).toBe('de-DE');
    expect(letter.version).toBe('en-US-2');
    expect(letter.html).toContain('<html lang="en-US">');
    expect(firstSentenceOnCompute(letter)).toBe(
      'You can count on at least 8.333,33\u00a0$ of AI compute a month until 4. Januar 2028; after that it may change.',
    );
    expect(readText(letter.html)).toMatch(/AI compute is 21,05\s% of that total/);
  });

  it('name the currency', () => {
    expect(formatsOf('en-US').currencyName(currency('USD'))).toBe('US dollars (USD)');
  });

  it('are written for every locale that is taken, every zone and every kind of number', () => {
    const languages = [
      'ar',
      'fa-IR',
      'he',
      'hi',
      'ja',
      'th',
      'my',
      'zh-Hant-TW',
      'sr-Latn',
      'ckb',
      'ur-PK',
      'am',
      'de-CH',
      'en-u-nu-arab-ca-buddhist',
    ];
    const extended = [
      'en-x-private',
      'ar-u-nu-latn',
      'en-u-hc-h23',
      'en-u-ca-islamic-umalqura',
      'ja-u-ca-japanese',
      'de-u-co-phonebk',
      'en-u-tz-uslax',
    ];
    for (const text of [...languages, ...extended]) {
      const locale = canonicalLocale(text);
      const letter = writeLetter(letterInput({ locale: locale ?? '' }));
      for (const block of letter.blocks) expect(balanced(block.text)).toBe(block.text);
    }
    const expiresAt = new Date('2199-12-31T23:59:59.999Z');
    for (const zone of timeZones) expect(formatsOf('ar').instant(expiresAt, zone)).not.toBe('');
  });

  it.each([
    ['iw', 'he'],
    ['EN-latn-us', 'en-Latn-US'],
    ['en-us', 'en-US'],
    ['de', 'de'],
    ['en_US', undefined],
    ['xx-XX', undefined],
    ['', undefined],
    ['not a locale', undefined],
  ])('%s is read as %s', (text, canonical) => {
    expect(canonicalLocale(text)).toBe(canonical);
  });
});
