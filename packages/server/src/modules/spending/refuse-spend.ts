import { isolated } from '../../kernel/direction.js';
import { invariant } from '../../kernel/invariant.js';
import { Money } from '../../kernel/money.js';
import { Refusal, type RefusalDetails } from '../../kernel/refusal.js';
import type { Use } from '../ledger/index.js';
import type { StoredDecision } from './call-spend.js';
import type { DecidedLevel, SpendDecision } from './read-decision.js';
import type { SpendAuthorizeInput } from './spend.graphql.js';

/** Why a spend is not allowed, as a sentence for a person and a code for programs. */
export function refusalOf(
  { code, requested, currency: inCurrency, notAllowed }: StoredDecision,
  decision: SpendDecision,
  input: SpendAuthorizeInput,
): Refusal {
  const amount = ['input', 'amount'];
  if (code === 'NOT_FOUND') return new Refusal('NOT_FOUND', 'No employee of this employer matches.', ['input', 'employee']);
  invariant(requested !== undefined && inCurrency !== undefined, 'a decision about a person says what was asked for');
  const asked = Money.of(requested, inCurrency);
  const has = decision.available ?? Money.zero(asked.currency);
  switch (code) {
    case 'TERMINATED':
      return new Refusal('INVALID_TRANSITION', 'The employment has ended; nothing more can be spent.', ['input', 'employee'], {
        from: 'TERMINATED',
        to: 'AUTHORIZED',
      });
    case 'UNKNOWN_MODEL':
      return new Refusal(
        'UNKNOWN_MODEL',
        `No price is known for the model ${isolated(input.model ?? '')} of ${isolated(input.provider ?? '')}.`,
        ['input', 'model'],
      );
    case 'CURRENCY_MISMATCH':
      return new Refusal('CURRENCY_MISMATCH', `The person has no grant in ${asked.currency}; nothing is converted silently.`, amount);
    case 'MODEL_NOT_ALLOWED':
      return allowlistRefusal(notAllowed ?? 'model', decision, input);
    case 'TOKENS_MISSING':
      return tokensRefusal(decision.bindingLimit);
    case 'CIRCUIT_BROKEN':
    case 'LIMIT_EXCEEDED':
      return limitRefusal(code, decision, input, asked);
    default:
      return new Refusal(
        'INSUFFICIENT_BALANCE',
        `The balance is ${has.amount} ${has.currency}; ${asked.amount} ${asked.currency} was asked for.`,
        amount,
        { available: has.amount, requested: asked.amount, currency: has.currency },
      );
  }
}

function allowlistRefusal(field: keyof Use, decision: SpendDecision, input: SpendAuthorizeInput): Refusal {
  const { allowedProviders: provider, allowedModels: model, allowedTools: tool } = decision;
  const allowed = { provider, model, tool }[field].join(', ');
  const value = input[field];
  const rule =
    value == null
      ? `The grants of the person pay for named ${field}s only: ${allowed}. Name the ${field}.`
      : `The grants of the person do not pay for the ${field} ${value}${allowed === '' ? '.' : `, only for: ${allowed}.`}`;
  return new Refusal('MODEL_NOT_ALLOWED', rule, ['input', field]);
}

function tokensRefusal(level: DecidedLevel | null): Refusal {
  const limited = level === null ? 'Tokens are limited' : `The tokens${whoseOf(level)} are limited ${windowWords[level.window]}`;
  return new Refusal('VALIDATION', `${limited}: say how many the spend may take.`, ['input', 'tokens']);
}

const windowWords = {
  HOUR: 'this hour',
  DAY: 'today',
  WEEK: 'this week',
  MONTH: 'this month',
  PERIOD: 'this pay period',
  LIFETIME: 'in all',
} as const;

/** What a limit is for, for a sentence: ` of the cost center R&D`, ` for the tool agent`; empty for all of one person. */
function whoseOf({ scope, name, model, tool }: DecidedLevel): string {
  switch (scope) {
    case 'TOOL':
      return tool === null ? '' : ` for the tool ${isolated(tool)}`;
    case 'MODEL':
      return model === null ? '' : ` for ${isolated(model)}`;
    case 'COST_CENTER':
      return ` of the cost center ${isolated(name ?? '')}`;
    case 'DEPARTMENT':
      return ` of the department ${isolated(name ?? '')}`;
    case 'EMPLOYER':
      return ' of the whole company';
    case 'PERSON':
      return '';
  }
}

function limitRefusal(
  code: 'LIMIT_EXCEEDED' | 'CIRCUIT_BROKEN',
  { bindingLimit: level, retryAfterSeconds, resetsAt }: SpendDecision,
  input: SpendAuthorizeInput,
  asked: Money,
): Refusal {
  const path = ['input', level?.unit === 'TOKENS' ? 'tokens' : 'amount'];
  if (level === null) return new Refusal(code, 'A limit would be passed.', path);
  const { amount, remaining, tokens, remainingTokens } = level;
  const reset = resetsAt === null ? '' : ` It resets at ${resetsAt.toISOString()}.`;
  const details: RefusalDetails = {
    limitId: level.limitId,
    limit: amount?.amount ?? null,
    remaining: remaining?.amount ?? null,
    limitTokens: tokens === null ? null : `${tokens}`,
    remainingTokens: remainingTokens === null ? null : `${remainingTokens}`,
    currency: asked.currency,
    resetsAt: resetsAt?.toISOString() ?? null,
    retryAfterSeconds,
  };
  const window = windowWords[level.window];
  if (code === 'CIRCUIT_BROKEN') {
    const pace = `The circuit breaker at ${amount?.rounded} ${amount?.currency} has tripped ${window}`;
    return new Refusal(code, `${pace}: nothing more is spent until it resets.${reset}`, path, details);
  }
  const left =
    amount === null
      ? `${remainingTokens} of ${tokens} tokens ${remainingTokens === 1n ? 'is' : 'are'} left`
      : `${remaining?.amount} of ${amount.amount} ${amount.currency} is left`;
  const wanted = amount === null ? `${input.tokens}` : asked.amount;
  return new Refusal(code, `${left} ${window}${whoseOf(level)}; ${wanted} was asked for.${reset}`, path, details);
}
