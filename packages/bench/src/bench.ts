import { parseArgs } from 'node:util';
import { authorizeCapture } from './authorize-capture.js';
import { balancesPage } from './balances-page.js';
import { coldStart } from './cold-start.js';
import { hotEmployee } from './hot-employee.js';
import { issueGrants } from './issue-grants.js';
import { type Bench, jsonOf, type Measurement, tableOf } from './measure.js';
import { newEmployer } from './new-employer.js';
import { endChildren } from './processes.js';
import { spendGrowth } from './spend-growth.js';
import { usageBatch } from './usage-batch.js';

const benches: readonly Bench[] = [
  balancesPage,
  usageBatch,
  coldStart,
  authorizeCapture,
  hotEmployee,
  spendGrowth,
  issueGrants,
  newEmployer,
];

/** `npm run bench [-- NAME …] [-- --json]` */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ options: { json: { type: 'boolean', default: false } }, allowPositionals: true });
  const unknown = positionals.find((name) => !benches.some((bench) => bench.name === name));
  if (unknown !== undefined)
    throw new Error(`No measurement is called ${unknown}; there are ${benches.map(({ name }) => name).join(', ')}.`);

  const measurements: Measurement[] = [];
  for (const bench of benches) {
    if (positionals.length > 0 && !positionals.includes(bench.name)) continue;
    // The table comes on standard output when all is done; what happens meanwhile goes beside it.
    process.stderr.write(`${bench.name} …\n`);
    measurements.push(...(await bench.measure()));
  }
  process.stdout.write(values.json ? jsonOf(measurements) : tableOf(measurements));
}

// Servers that were started end with this process, also when it is told to.
process.once('exit', endChildren);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
