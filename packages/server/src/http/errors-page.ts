import { createHash } from 'node:crypto';
import { Marked } from 'marked';
import { faultCodes, refusalCodes } from '../kernel/codes.js';

const intro = [
  'Every error carries a code of this list, a sentence for a person, and a `docUrl` that leads to its entry here. Codes are added in minor versions and renamed in major ones only.',
  'Answers about your business come as `userErrors` of a mutation, and nothing was changed. On a query the same code stands in `errors[].extensions.code`. A refused mutation stays refused under its idempotency key: a new attempt needs a new key.',
  'All else is a top-level error with `extensions.code`, `extensions.retryable` and `extensions.requestId`. What is retryable may be sent again as it was, with the same idempotency key, after the seconds in `Retry-After`.',
  'The HTTP status is the one listed while no root field was answered. As soon as one was, it is 200 and the body tells which were not. Requests that do not parse, do not fit the schema or are above a limit are answered 400 under every media type.',
  'A field the key may not read is null, and named with the scope it needs in `extensions.redactions`; the answer does not fail for it.',
];

/** The text of `docs/errors.md`. */
export function errorsMarkdown(): string {
  return `# Errors

<!-- Generated from packages/server/src/kernel/codes.ts by \`npm run generate\`. -->

${content()}`;
}

function content(): string {
  const refusals = Object.entries(refusalCodes).map(([code, { meaning, remedy }]) => `### ${code}\n\n${meaning} ${remedy}\n`);
  const faults = Object.entries(faultCodes).map(
    ([code, { meaning, remedy, retryable, status }]) =>
      `### ${code}\n\nHTTP ${status}, ${retryable ? 'retryable' : 'not retryable'}. ${meaning} ${remedy}\n`,
  );
  return `${intro.join('\n\n')}

## Refusals: about your business

${refusals.join('\n')}
## Faults: about the request or the service

${faults.join('\n')}`;
}

const style = `
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #1c1c1c; }
  h3 { font: 600 1rem ui-monospace, monospace; margin: 1.5rem 0 0; }
  h3 + p { margin-top: .25rem; }
  code { font-family: ui-monospace, monospace; }
  :target { background: #fff3b0; }
`;

/** Of the page: it has one style, and loads and runs nothing. */
export const errorsPagePolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The page at `/docs/errors`: the same text, where every code is an anchor, since each `docUrl` leads to one. */
export function errorsPage(): string {
  const { parse } = new Marked({
    async: false,
    renderer: {
      heading({ depth, text, tokens }) {
        const anchor = depth === 3 ? ` id="${text}"` : '';
        return `<h${depth}${anchor}>${this.parser.parseInline(tokens)}</h${depth}>\n`;
      },
    },
  });
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Errors – Compute Stipends</title>
<style>${style}</style>
${parse(`# Errors\n\n${content()}`)}
</html>
`;
}
