import { withClient } from './company.js';

const money = ['granted', 'available', 'held', 'consumed', 'expired', 'revoked', 'overage'];
const stored = (name: string) => (name === 'granted' ? '-sum(commitment)' : name === 'overage' ? '-sum(overage)' : `sum(${name})`);

/**
 * What PostGraphile shows: the balances as a view that row-level security sees through. The two writings of an amount are
 * two plain columns; as a composite type `{ amount currency rounded }` they would halve the speed.
 */
export async function makePeerSchema(ownerUrl: string): Promise<void> {
  const writings = (name: string) => `
    case when scale(trim_scale(${name})) < 2 then round(${name}, 2) else trim_scale(${name}) end::text as ${name}_amount,
    round(${name}, 2)::text as ${name}_rounded`;
  await withClient(ownerUrl, (owner) =>
    owner.query(`
      create schema peer;
      create view peer.balance with (security_invoker) as
        select employee_id, currency, ${money.map(writings).join(', ')}
        from (
          select employee_id, currency, ${money.map((name) => `${stored(name)} as ${name}`).join(', ')}
          from public.account where employer_id = current_setting('app.employer_id')::uuid
          group by employee_id, currency
        ) as sums;
      comment on view peer.balance is E'@primaryKey employee_id,currency';
      grant usage on schema peer to stipends_app;
      grant select on peer.balance to stipends_app;
    `),
  );
}
