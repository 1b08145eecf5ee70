import type { SchemaStep } from './migration.js';

/**
 * Two indexes of postings know where the books of an employer end, and are for that alone. They begin with the tenant and go on with a
 * time, so the planner took them for an account's postings behind an instant, too: right where few were booked since, and else all of
 * the employer's. Only a statement that says `sequence > 0`, which is true of every posting, is now served by them.
 */
export const endsOfTheBooks: SchemaStep = {
  name: '0261-ends-of-the-books',
  sql: `
    alter table posting add constraint posting_sequence_from_one check (sequence > 0);
    drop index posting_booked;
    drop index posting_effective;
    create index posting_booked on posting (employer_id, booked_at) where sequence > 0;
    create index posting_effective on posting (employer_id, effective_at) where sequence > 0;
  `,
};
