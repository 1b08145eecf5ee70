import { getConstructionPlans } from 'pg-boss';
import type { SchemaStep } from './migration.js';

/** The queue's own schema, made by the owner here so that no other role needs a right to make any. */
export const jobs: SchemaStep = {
  name: '0110-jobs',
  sql: `
    ${withoutTransaction(getConstructionPlans('pgboss'))}
  `,
};

/** The plan brings its own BEGIN and COMMIT; a step runs in the migration's transaction. */
function withoutTransaction(plan: string): string {
  return plan
    .replace(/^\s*BEGIN;/, '')
    .replace(/COMMIT;\s*$/, '')
    .replace(/SET LOCAL [^;]*;/g, '');
}
