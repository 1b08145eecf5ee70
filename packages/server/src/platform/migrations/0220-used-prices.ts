import { type SchemaStep, tenantTable } from './migration.js';

/**
 * The list prices that charges were made at, as they were. The list comes with the program and changes with it; what was charged
 * keeps its price. No foreign key from the charge: its lock would be shared by all who spend.
 */
export const usedPrices: SchemaStep = {
  name: '0220-used-prices',
  sql: `
    create table used_price (
      employer_id uuid not null,
      id uuid not null,
      -- Amounts in it are decimals as text.
      price jsonb not null,
      recorded_at timestamptz(3) not null,
      constraint used_price_pk primary key (employer_id, id),
      constraint used_price_employer foreign key (employer_id) references employer (id),
      constraint used_price_shape check (jsonb_typeof(price) = 'object')
    );
    ${tenantTable('used_price', { appendOnly: true })}
  `,
};
