import { describe, expect, it } from '@jest/globals';
import { idOf, newId, parseId } from '../../kernel/ids.js';
import { currency } from '../../kernel/money.js';
import { lineIdOf, type StatementKey, statementIdOf } from './statement-id.js';

const key: StatementKey = {
  payPeriodId: newId('payPeriod'),
  employeeId: newId('employee'),
  currency: currency('USD'),
  legalEntityId: newId('legalEntity'),
};

describe('the ids of statements and lines', () => {
  it('are the same on every read', () => {
    expect(statementIdOf({ ...key })).toBe(statementIdOf(key));
    expect(lineIdOf(statementIdOf(key), 'GRANTED_INFO')).toBe(lineIdOf(statementIdOf(key), 'GRANTED_INFO'));
  });

  it('are those that were handed out before', () => {
    const statement = statementIdOf({
      payPeriodId: idOf('payPeriod', '00000000-0000-0000-0000-000000000001'),
      employeeId: idOf('employee', '00000000-0000-0000-0000-000000000002'),
      currency: currency('USD'),
      legalEntityId: null,
    });
    expect([statement, lineIdOf(statement, 'GRANTED_INFO')]).toEqual([
      'statement_4cjs1hmepdg8ztbra4t4yzgn5z',
      'line_3smc0x72kygnybd020j5n2sm52',
    ]);
  });

  it('parse as ids of their kind', () => {
    expect(parseId('statement', statementIdOf(key))).toBe(statementIdOf(key));
    expect(parseId('statementLine', lineIdOf(statementIdOf(key), 'GRANTED_INFO'))).toBeDefined();
  });

  it('differ in everything a statement is of', () => {
    const others: StatementKey[] = [
      { ...key, payPeriodId: newId('payPeriod') },
      { ...key, employeeId: newId('employee') },
      { ...key, currency: currency('EUR') },
      { ...key, legalEntityId: null },
    ];
    expect(new Set([key, ...others].map(statementIdOf)).size).toBe(5);
    expect(lineIdOf(statementIdOf(key), 'GRANTED_INFO')).not.toBe(lineIdOf(statementIdOf(key), 'CONSUMED_INFO'));
  });
});
