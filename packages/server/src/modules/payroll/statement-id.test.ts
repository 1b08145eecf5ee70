import { describe, expect, it } from '@jest/globals';
import { newId, parseId } from '../../kernel/ids.js';
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
