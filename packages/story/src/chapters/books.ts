import type { Page } from '../page.js';
import type { Server } from '../server.js';

/** The laws of the stored data, counted by the server itself while it runs. */
export async function tellBooks(page: Page, server: Server): Promise<void> {
  page.chapter('books', 'The books');
  const { code, said } = await server.run('run-verify');
  const violations = said.trim().split('\n').at(-1) ?? '';
  page.say(
    `\`npm run verify\` reads everything that was stored: that every posting balances, that every balance is the sum of its entries, that no grant was
    issued and no event charged twice, and more. Violations: ${violations}.`,
  );
  page.must('violations', violations, '0');
  page.must('exitCode', code, 0);
}
