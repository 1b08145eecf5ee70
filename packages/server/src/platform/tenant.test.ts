import { describe, expect, it } from '@jest/globals';
import { idOf } from '../kernel/ids.js';
import { THIS_EMPLOYER, withTenant } from './tenant.js';

const uuid = '0193a2f0-0000-7000-8000-000000000001';
const employerId = idOf('employer', uuid);

describe('the tenant of a statement', () => {
  it('is one parameter behind the others, wherever the text says it, also in what stands in it', () => {
    const found = `select id from employee where employer_id = ${THIS_EMPLOYER} and name = $1`;
    const text = `select 1 from hold where employer_id = ${THIS_EMPLOYER} and employee_id in (${found}) and id = $2`;
    expect(withTenant(text, ['Zoë', 7], employerId)).toEqual({
      text: 'select 1 from hold where employer_id = $3::uuid and employee_id in (select id from employee where employer_id = $3::uuid and name = $1) and id = $2',
      values: ['Zoë', 7, uuid],
    });
  });

  it('is the first argument of a function, and the only value of a statement without others', () => {
    expect(withTenant(`select spend(${THIS_EMPLOYER}, $1)`, [1], employerId)).toEqual({
      text: 'select spend($2::uuid, $1)',
      values: [1, uuid],
    });
    expect(withTenant(`select spend(${THIS_EMPLOYER})`, [], employerId)).toEqual({ text: 'select spend($1::uuid)', values: [uuid] });
  });

  it('is no value of a statement that does not say it', () => {
    expect(withTenant('select clock_timestamp()', [], employerId)).toEqual({ text: 'select clock_timestamp()', values: [] });
  });
});
