import { expect } from '@jest/globals';
import { modules } from '../../src/app.js';
import { runSentJob } from '../../src/jobs/run-job.js';
import type { TenantCtx } from '../../src/platform/context.js';
import { inTransaction, THIS_EMPLOYER } from '../../src/platform/transaction.js';
import { verify } from '../../src/verify.js';
import { ask } from './ask.js';
import { type TestEmployer, testEmployer } from './database.js';

/** What of an answer is asked for; every one with its `userErrors`. */
const selections = {
  employeesUpsert: 'outcomes { employee { id } userErrors { code message } }',
  employeeTerminate: 'employee { id }',
  legalEntitiesUpsert: 'outcomes { userErrors { code message } }',
  policyCreate: 'policy { id }',
  policyPublish: 'policy { id }',
  stipendsAssign: 'outcomes { stipend { id } userErrors { code message } }',
  grantIssue: 'grant { id status available { amount } }',
  grantAdjust: 'grant { id status available { amount } }',
  grantExtend: 'grant { id status available { amount } }',
  grantRevoke: 'grant { id status available { amount } }',
  fxRatesUpsert: 'fxRates { id }',
  limitSet: 'limit { id }',
  spendAuthorize: `hold { id status expiresAt fundings { grantId held { amount } } }
    decision { allowed reasonCode guaranteed available { amount } bindingLimit { limitId remaining { amount } } resetsAt retryAfterSeconds allowedModels
      levels { window amount { amount } used { amount } remaining { amount } exceeded resetsAt } holdId }`,
  spendCapture: 'hold { id status captured { amount } overage { amount } fundings { grantId held { amount } captured { amount } } }',
  spendRelease: 'hold { id status }',
  usageReport: 'outcomes { status code differs usageId cost { amount currency } overage { amount } }',
  payPeriodsUpsert: 'outcomes { userErrors { code message } }',
  payPeriodClose: 'payPeriod { id }',
  testClockAdvance: 'clock { now grantsIssued grantsExpired }',
} as const;

export type Mutation = keyof typeof selections;

interface Refused {
  readonly code: string;
  readonly message?: string;
}

interface Payload {
  readonly userErrors: readonly Refused[];
  readonly outcomes?: ReadonlyArray<{ readonly userErrors?: readonly Refused[]; readonly code?: string | null; readonly status?: string }>;
}

export interface Decision {
  readonly allowed: boolean;
  readonly reasonCode: string | null;
  readonly guaranteed: boolean;
  readonly available: { readonly amount: string } | null;
  readonly bindingLimit: { readonly limitId: string; readonly remaining: { readonly amount: string } } | null;
  readonly resetsAt: string | null;
  readonly retryAfterSeconds: number | null;
  readonly allowedModels: readonly string[];
  readonly levels: ReadonlyArray<{
    readonly window: string;
    readonly amount: { readonly amount: string };
    readonly used: { readonly amount: string };
    readonly remaining: { readonly amount: string };
    readonly exceeded: boolean;
    readonly resetsAt: string | null;
  }>;
  readonly holdId: string | null;
}

export interface ShownHold {
  readonly id: string;
  readonly status: string;
  readonly captured: { readonly amount: string };
  readonly overage: { readonly amount: string };
  readonly fundings: ReadonlyArray<{ readonly grantId: string }>;
}

export interface Outcome {
  readonly status: string;
  readonly code: string | null;
  readonly usageId: string | null;
  readonly cost: { readonly amount: string; readonly currency: string } | null;
}

export const usd = (amount: string) => ({ amount, currency: 'USD' });

let names = 0;
/** A key, or an external id, that nothing else in this file has. */
export const fresh = (word: string): string => `${word}-${++names}`;

/** An employer as a client sees it: documents of GraphQL on the schema that is served, one request each. */
export interface Api {
  readonly ctx: TenantCtx;
  /** Sends it, and gives back its payload whether it was refused or not, together with the code: `OK` for none. */
  send<Data = Record<string, unknown>>(mutation: Mutation, input: object): Promise<{ readonly code: string; readonly data: Data }>;
  /** Sends what must be taken. */
  take<Data = Record<string, unknown>>(mutation: Mutation, input: object): Promise<Data>;
  /** The code of what is refused, `OK` of what is taken. */
  codeOf(mutation: Mutation, input: object): Promise<string>;
  hire(externalId?: string, employment?: object): Promise<string>;
  /** A grant by hand that ends a year after the clock of most tests; the id. */
  grant(externalId: string, amount: string, more?: object): Promise<string>;
  authorize(externalId: string, amount: string, more?: object): Promise<{ code: string; hold: ShownHold | null; decision: Decision }>;
  /** The id of a hold that must be had. */
  hold(externalId: string, amount: string, more?: object): Promise<string>;
  capture(holdId: string, amount: string): Promise<string>;
  release(holdId: string): Promise<string>;
  report(...events: readonly object[]): Promise<readonly Outcome[]>;
  advance(to: string): Promise<Record<string, unknown>>;
  /** `USD: 40.00 left, 0.00 held, 60.00 used, …`, of what is not zero, one line for each currency. */
  balances(externalId: string, at?: { readonly asOf?: string; readonly effectiveAt?: string }): Promise<readonly string[]>;
  /** Pay periods that are months of 2026, such as `2026-10`. */
  months(...months: readonly string[]): Promise<void>;
  /** Closes a pay period and makes its statements. */
  close(externalId: string): Promise<void>;
  /** The stored bytes of all statements of a closed pay period. */
  statementBytes(externalId: string): Promise<string>;
  statements(externalId: string): Promise<readonly Statement[]>;
  /** The laws that do not hold. */
  violations(): Promise<readonly object[]>;
}

export interface Statement {
  readonly currency: string;
  readonly employee: { readonly externalId: string };
  readonly lines: ReadonlyArray<{
    readonly kind: string;
    readonly amount: { readonly amount: string };
    readonly exactAmount: { readonly amount: string };
  }>;
  readonly movement: Record<'opening' | 'consumed' | 'closing', { readonly amount: string }>;
}

const sides = { available: 'left', held: 'held', consumed: 'used', expired: 'expired', revoked: 'revoked', overage: 'over' } as const;

export async function openApi(options: TestEmployer = {}): Promise<Api> {
  return apiOf(await testEmployer(options));
}

/** Of an employer that exists. */
export function apiOf(ctx: TenantCtx): Api {
  const api: Api = {
    ctx,
    async send<Data>(mutation: Mutation, input: object) {
      const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
      const text = `mutation($input: ${type}!) { ${mutation}(input: $input) { ${selections[mutation]} userErrors { code message } } }`;
      const { data, errors } = await ask<Record<string, Payload | null>>(ctx, text, { input });
      const payload = data[mutation];
      return { code: errors[0] ?? codeIn(payload), data: payload as Data };
    },
    async take<Data>(mutation: Mutation, input: object) {
      const { code, data } = await api.send<Data>(mutation, input);
      if (code !== 'OK') throw new Error(`${mutation} was refused: ${code} ${JSON.stringify(data)}`);
      return data;
    },
    codeOf: async (mutation, input) => (await api.send(mutation, input)).code,
    async hire(externalId = fresh('person'), employment = {}) {
      const employees = [{ externalId, name: 'Ngozi Okonkwo-Müller', employment: { effectiveDate: '2026-01-01', ...employment } }];
      await api.take('employeesUpsert', { employees });
      return externalId;
    },
    async grant(externalId, amount, more = {}) {
      const { grant } = await api.take<{ grant: { id: string } }>('grantIssue', {
        employee: { externalId },
        kind: 'BONUS',
        amount: usd(amount),
        expiresAt: '2027-11-02T00:00:00.000Z',
        reason: 'As agreed',
        idempotencyKey: fresh('grant'),
        ...more,
      });
      return grant.id;
    },
    async authorize(externalId, amount, more = {}) {
      const input = { employee: { externalId }, amount: usd(amount), idempotencyKey: fresh('authorize'), ...more };
      const { code, data } = await api.send<{ hold: ShownHold | null; decision: Decision }>('spendAuthorize', input);
      return { code, hold: data?.hold ?? null, decision: data?.decision };
    },
    async hold(externalId, amount, more) {
      const { code, hold } = await api.authorize(externalId, amount, more);
      if (hold === null) throw new Error(`${amount} was refused: ${code}`);
      return hold.id;
    },
    capture: (holdId, amount) => api.codeOf('spendCapture', { holdId, amount: usd(amount), idempotencyKey: fresh('capture') }),
    release: (holdId) => api.codeOf('spendRelease', { holdId, idempotencyKey: fresh('release') }),
    report: async (...events) => (await api.send<{ outcomes: Outcome[] }>('usageReport', { events })).data.outcomes,
    advance: async (to) => (await api.take<{ clock: Record<string, unknown> }>('testClockAdvance', { to })).clock,
    async balances(externalId, at = {}) {
      const { data, errors } = await ask<{ balance: { nodes: ReadonlyArray<{ currency: string } & Record<string, { amount: string }>> } }>(
        ctx,
        `query($employee: EmployeeByInput!, $asOf: DateTime, $effectiveAt: DateTime) { balance(employee: $employee, asOf: $asOf, effectiveAt: $effectiveAt) {
           nodes { currency ${Object.keys(sides)
             .map((side) => `${side} { amount }`)
             .join(' ')} } } }`,
        { employee: { externalId }, ...at },
      );
      expect(errors).toEqual([]);
      return data.balance.nodes.map((node) => {
        const told = Object.entries(sides).map(([side, word]) => [node[side]?.amount ?? '', word] as const);
        return `${node.currency}: ${told
          .filter(([amount]) => !/^0(\.0+)?$/.test(amount))
          .map((parts) => parts.join(' '))
          .join(', ')}`;
      });
    },
    async months(...months) {
      const payPeriods = months.map((month) => {
        const [year = 0, number = 0] = month.split('-').map(Number);
        const end = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
        return { externalId: month, startDate: `${month}-01`, endDate: `${end}-01` };
      });
      await api.take('payPeriodsUpsert', { payPeriods });
    },
    async close(externalId) {
      await api.take('payPeriodClose', { payPeriod: { externalId }, idempotencyKey: fresh('close') });
      const job = modules.flatMap(({ jobs }) => jobs).find(({ name }) => name === 'resume-statements');
      if (job === undefined) throw new Error('payroll makes statements in a job');
      await runSentJob(ctx.platform, job, ctx.employerId, {});
    },
    async statementBytes(externalId) {
      const [row] = await inTransaction(ctx, (tx) =>
        tx.sql<{ bytes: string }>(
          `select md5(string_agg(s::text || coalesce((select string_agg(l::text, '' order by l::text) from payroll_statement_line l
             where l.employer_id = s.employer_id and l.statement_id = s.id), ''), '' order by s.id)) as bytes
           from payroll_statement s join pay_period p on p.employer_id = s.employer_id and p.id = s.pay_period_id
           where s.employer_id = ${THIS_EMPLOYER} and p.external_id = $1`,
          [externalId],
        ),
      );
      return row?.bytes ?? '';
    },
    async statements(externalId) {
      const { data, errors } = await ask<{ payrollStatements: { nodes: Statement[] } }>(
        ctx,
        `query($payPeriod: PayPeriodByInput!) { payrollStatements(payPeriod: $payPeriod, first: 200) { nodes { currency employee { externalId }
           lines { kind amount { amount } exactAmount { amount } } movement { opening { amount } consumed { amount } closing { amount } } } } }`,
        { payPeriod: { externalId } },
      );
      expect(errors).toEqual([]);
      return data.payrollStatements.nodes;
    },
    violations: () => verify(ctx.platform, modules, [ctx.employerId]),
  };
  return api;
}

function codeIn(payload: Payload | null | undefined): string {
  const refused = payload?.userErrors[0] ?? payload?.outcomes?.flatMap(({ userErrors = [] }) => userErrors)[0];
  const outcome = payload?.outcomes?.find(({ status = 'RECORDED' }) => status !== 'RECORDED');
  return refused?.code ?? outcome?.code ?? outcome?.status ?? 'OK';
}
