import { faultCodes, refusalCodes } from '../kernel/codes.js';

const intro = [
  'Every error carries a code of this list, a sentence for a person, and a `docUrl` that leads to its entry here. Codes are added in minor versions and renamed in major ones only.',
  'Answers about your business come as `userErrors` of a mutation, and nothing was changed. On a query the same code stands in `errors[].extensions.code`. A refused mutation stays refused under its idempotency key: a new attempt needs a new key.',
  'All else is a top-level error with `extensions.code`, `extensions.retryable` and `extensions.requestId`. What is retryable may be sent again as it was, with the same idempotency key, after the seconds in `Retry-After`.',
  'The HTTP status is the one listed while no root field was answered. As soon as one was, it is 200 and the body tells which were not. Requests that do not parse, do not fit the schema or are above a limit are answered 400 under every media type.',
  'A field the key may not read is null, and named with the scope it needs in `extensions.redactions`; the answer does not fail for it.',
];

const refusalsTitle = 'Refusals: about your business';
const faultsTitle = 'Faults: about the request or the service';

function faultLine({ retryable, status }: { readonly retryable: boolean; readonly status: number }): string {
  return `HTTP ${status}, ${retryable ? 'retryable' : 'not retryable'}`;
}

/** The text of `docs/errors.md`. */
export function errorsMarkdown(): string {
  const refusals = Object.entries(refusalCodes).map(([code, { meaning, remedy }]) => `### ${code}\n\n${meaning} ${remedy}\n`);
  const faults = Object.entries(faultCodes).map(
    ([code, fault]) => `### ${code}\n\n${faultLine(fault)}. ${fault.meaning} ${fault.remedy}\n`,
  );
  return `# Errors

<!-- Generated from packages/server/src/kernel/codes.ts by \`npm run generate\`. -->

${intro.join('\n\n')}

## ${refusalsTitle}

${refusals.join('\n')}
## ${faultsTitle}

${faults.join('\n')}`;
}

/** The page at `/docs/errors`, where every code is an anchor. */
export function errorsPage(): string {
  const refusals = Object.entries(refusalCodes).map(([code, { meaning, remedy }]) => entry(code, `${meaning} ${remedy}`));
  const faults = Object.entries(faultCodes).map(([code, fault]) => entry(code, `${faultLine(fault)}. ${fault.meaning} ${fault.remedy}`));
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Errors – Compute Stipends</title>
<style>
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #1c1c1c; }
  h3 { font: 600 1rem ui-monospace, monospace; margin: 1.5rem 0 0; }
  h3 + p { margin-top: .25rem; }
  code { font-family: ui-monospace, monospace; }
  :target { background: #fff3b0; }
</style>
<h1>Errors</h1>
${intro.map((text) => `<p>${inline(text)}</p>`).join('\n')}
<h2>${refusalsTitle}</h2>
${refusals.join('\n')}
<h2>${faultsTitle}</h2>
${faults.join('\n')}
</html>
`;
}

function entry(code: string, text: string): string {
  return `<h3 id="${code}">${code}</h3>\n<p>${inline(text)}</p>`;
}

function inline(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return escaped.replace(/`([^`]+)`/g, '<code>$1</code>');
}
