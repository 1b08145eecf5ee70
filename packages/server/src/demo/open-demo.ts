import type { Platform } from '../platform/platform.js';
import { type DemoKeys, openDemoKeys } from './demo-keys.js';
import { loadCompany } from './load-company.js';

/** Where a person looks first. */
const queries = [
  ['Who am I, and for whom?', '{ me { mode employerId scopes } }'],
  [
    'What does everybody have left?',
    '{ balances(first: 20) { nodes { employee { name } available { amount currency } consumed { amount } } } }',
  ],
  [
    'Which offers are out?',
    '{ offers(first: 10) { nodes { candidateName title status totalCompensation { headline { amount currency } computeShare } } } }',
  ],
] as const;

/**
 * Makes the demo's keys, loads the demo company while requests are already answered, and tells where to look. Loading goes
 * on where an earlier start left off.
 */
export async function openDemo(platform: Platform, ownerUrl: string, address: string): Promise<void> {
  const keys = await openDemoKeys(platform.config, platform.keys, ownerUrl);
  try {
    await loadCompany(address, keys.everything);
  } finally {
    // Last, so that nothing stands below it.
    process.stdout.write(welcome(address, keys));
  }
}

function welcome(address: string, { everything, payroll }: DemoKeys): string {
  const pasted = queries.map(([question, query]) => `  # ${question}\n  ${query}\n`).join('\n');
  return `
Compute Stipends   ${address}/graphql
IDE                ${address}/
Demo keys          Authorization: Bearer ${everything}   (every scope)
                   Authorization: Bearer ${payroll}   (payroll: reads balances and statements)
Employer           X-Employer: ext:halden

Three queries to paste:

${pasted}
`;
}
