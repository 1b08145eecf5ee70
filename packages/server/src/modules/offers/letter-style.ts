/** The look of a letter, inline in its page: it must read the same years from now, on paper and without a network. */
export const letterStyle = `
:root { color-scheme: light; --ink: #1c2430; --soft: #5a6472; --line: #d9dde3; --accent: #12436b; --wash: #f3f6f9; }
* { box-sizing: border-box; }
html { background: #eceff2; -webkit-text-size-adjust: 100%; }
body { margin: 0; padding: 2.5rem 1rem; color: var(--ink); font: 1.0625rem/1.6 Charter, "Bitstream Charter", "Source Serif 4", "Noto Serif", Cambria, Georgia, "Liberation Serif", serif; overflow-wrap: anywhere; }
main { max-width: 46rem; margin: 0 auto; padding: 3.5rem 3.75rem 2.5rem; background: #fff; border-top: .375rem solid var(--accent); box-shadow: 0 1px 3px rgb(28 36 48 / .14); }
h1, h2, h3 { line-height: 1.25; font-weight: 600; text-wrap: balance; }
h1 { margin: 0 0 1.5rem; font-size: 1.875rem; }
h2 { margin: 2.75rem 0 .75rem; font-size: 1.3125rem; color: var(--accent); }
h3 { margin: 2rem 0 .25rem; font-size: 1.0625rem; }
p { margin: 0 0 .875rem; }
b { font-weight: 600; }
.draft { margin: 0 0 1.5rem; padding: .5rem .875rem; border: 1px solid #9a5b00; color: #7a4700; }
.facts { display: flex; flex-wrap: wrap; gap: 1rem 2.5rem; margin: 0 0 2rem; padding: 1rem 0; border: solid var(--line); border-width: 1px 0; }
.facts dt { font-size: .8125rem; color: var(--soft); }
.facts dd { margin: 0; }
table { width: 100%; margin: 0 0 1.25rem; border-collapse: collapse; font-variant-numeric: lining-nums tabular-nums; }
th, td { padding: .5625rem 0; border-bottom: 1px solid var(--line); text-align: start; vertical-align: baseline; font-weight: 400; }
th + th, td { padding-inline-start: 1.5rem; text-align: end; white-space: nowrap; overflow-wrap: normal; }
thead th { padding-top: 0; font-size: .8125rem; color: var(--soft); }
small { display: block; font-size: .9375rem; line-height: 1.45; color: var(--soft); text-wrap: pretty; }
.subtotal th, .subtotal td, .total th, .total td { font-weight: 600; }
.subtotal th, .subtotal td { border-bottom-color: var(--soft); }
.total th, .total td { border-bottom: 2px solid var(--ink); }
.aside { font-size: .9375rem; color: var(--soft); }
.lead { margin: 0 0 1rem; padding: 1rem 1.25rem; background: var(--wash); border-inline-start: .25rem solid var(--accent); font-size: 1.1875rem; line-height: 1.5; }
.answers { margin: 0; }
.answers > div { display: grid; grid-template-columns: 12rem 1fr; gap: .125rem 1.25rem; padding: .6875rem 0; border-bottom: 1px solid var(--line); break-inside: avoid; }
.answers dt { font-weight: 600; }
.answers dd { margin: 0; }
.more { font-size: .9375rem; line-height: 1.5; }
.more > div { padding: .5rem 0; }
.more dt { font-weight: 400; color: var(--soft); }
footer { margin-top: 2.5rem; padding-top: .875rem; border-top: 1px solid var(--line); font-size: .8125rem; color: var(--soft); }
@media (max-width: 40rem) {
  body { padding: 0; }
  main { padding: 2rem 1.25rem; box-shadow: none; }
  .answers > div { grid-template-columns: 1fr; }
}
@page { size: auto; margin: 20mm 18mm; }
@media print {
  html, body, main { background: #fff; }
  html { font-size: 9.5pt; }
  body { padding: 0; }
  main { max-width: none; padding: 0; border: 0; box-shadow: none; }
  h2, h3 { break-after: avoid; }
  tr, .lead { break-inside: avoid; }
}
`;
