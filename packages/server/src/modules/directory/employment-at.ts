import { THIS_EMPLOYER } from '../../platform/transaction.js';

/**
 * SQL to be joined laterally: the employment of a person that holds on the day of an instant, in the zone of the employer; no row where
 * none holds.
 * @param employee SQL of the outer statement: the uuid of the person
 * @param instant SQL of the outer statement
 */
export function employmentAt(employee: string, instant: string): string {
  const day = `(${instant} at time zone (select time_zone from employer_settings where employer_id = ${THIS_EMPLOYER}))::date`;
  return `select m.* from employment m
    where m.employer_id = ${THIS_EMPLOYER} and m.employee_id = ${employee} and m.start_date <= ${day} and (m.end_date is null or m.end_date > ${day})
    order by m.start_date desc limit 1`;
}
