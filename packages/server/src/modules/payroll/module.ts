import { type Id, idOf, parseId } from '../../kernel/ids.js';
import { invariant } from '../../kernel/invariant.js';
import type { TenantCtx } from '../../platform/context.js';
import { load } from '../../platform/loader.js';
import type { JobPayload, Module, Job as Work } from '../../platform/module.js';
import { inTransaction, THIS_EMPLOYER } from '../../platform/transaction.js';
import { Job } from './job.entity.js';
import { jobLoader, statementLoader } from './loaders.js';
import { MAKE_STATEMENTS, makeStatements } from './make-statements.js';
import { payrollChecks } from './payroll.checks.js';
import { JobResolver, PayPeriodCloseResolver, StatementResolver } from './payroll.resolver.js';

const scope = 'payroll:read';

const makeStatementsJob: Work = {
  name: MAKE_STATEMENTS,
  cron: null,
  kind: 'SENT',
  scopes: ['payroll:close'],
  run: (ctx: TenantCtx, { payPeriodId = '' }: JobPayload) => {
    const id = parseId('payPeriod', payPeriodId);
    invariant(id !== undefined, 'the job is sent with a pay period');
    return makeStatements(ctx, id);
  },
};

/** Goes on with what a worker gave up on, or a queue lost. */
const resumeStatementsJob: Work = {
  name: 'resume-statements',
  cron: '17 * * * *',
  kind: 'EACH_EMPLOYER',
  scopes: ['payroll:close'],
  run: async (ctx) => {
    const closing = await inTransaction(ctx, (tx) =>
      tx.sql<{ id: string }>(`select id from pay_period where employer_id = ${THIS_EMPLOYER} and status = 'CLOSING' order by start_date`),
    );
    for (const { id } of closing) await makeStatements(ctx, idOf('payPeriod', id));
  },
};

export const payrollModule: Module = {
  name: 'payroll',
  entities: [Job],
  resolvers: [PayPeriodCloseResolver, JobResolver, StatementResolver],
  jobs: [makeStatementsJob, resumeStatementsJob],
  checks: payrollChecks,
  nodes: [
    { kind: 'job', typeName: 'Job', scope, find: (ctx, id) => load(ctx, jobLoader, id as Id<'job'>) },
    { kind: 'statement', typeName: 'PayrollStatement', scope, find: (ctx, id) => load(ctx, statementLoader, id as Id<'statement'>) },
  ],
};
