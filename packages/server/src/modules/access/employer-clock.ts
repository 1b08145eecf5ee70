import { THIS_EMPLOYER } from '../../platform/transaction.js';

/** The employer's time: what the database says, or the test time a sandbox stores. */
export const EMPLOYER_CLOCK = `select coalesce(test_now, date_trunc('milliseconds', clock_timestamp())) as now, mode, time_zone from employer_settings where employer_id = ${THIS_EMPLOYER}`;
