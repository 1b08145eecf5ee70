import { type Id, parseId, uuidOf } from '../../kernel/ids.js';
import { invariant } from '../../kernel/invariant.js';
import { limits } from '../../kernel/limits.js';
import { laterOf } from '../../kernel/period.js';
import { Refusal } from '../../kernel/refusal.js';
import { THIS_EMPLOYER, type Tx } from '../../platform/transaction.js';
import { type LedgerState, lockLedger, type PostingDraft, planPostings, refuseByState, writePlan } from '../ledger/index.js';
import { Stipend } from '../stipends/index.js';
import { validityOf } from './find-grants.js';
import { StipendGrant } from './grant.entity.js';
import { type GrantStatus, grantStatus } from './grants.rules.js';

/** A grant and the accounts of its person under lock, and what a change of it has to know. */
export interface LockedGrant {
  readonly grant: StipendGrant;
  readonly stipend: Stipend;
  readonly accountId: Id<'account'>;
  readonly state: LedgerState;
  /** In 10⁻¹⁰ units. */
  readonly available: bigint;
  readonly status: GrantStatus;
  /** From when a change counts: now, or when the grant begins to. */
  readonly changesFrom: Date;
  /** Before this instant it is promised; null: it is not. */
  readonly guaranteedUntil: Date | null;
  /** The number its next change has. */
  readonly nextChange: number;
}

/**
 * Holds a grant until the transaction ends, so that changes of it come one after another: first the grant, then the accounts
 * of its person. The clock is read behind the locks.
 * @param poolFor the pool to hold with those accounts, asked for once the grant is held
 * @throws Refusal `NOT_FOUND`
 */
export async function lockGrant(
  tx: Tx,
  grantId: string,
  poolFor: (grant: StipendGrant) => Promise<Id<'account'> | null> = async () => null,
): Promise<LockedGrant> {
  const unknown = new Refusal('NOT_FOUND', 'No grant of this employer matches.', ['input', 'grantId']);
  const id = parseId('grant', grantId);
  if (id === undefined) throw unknown;
  const { employerId } = tx.ctx;
  const locked = await tx.sql(`select 1 as locked from stipend_grant where employer_id = ${THIS_EMPLOYER} and id = $1 for no key update`, [
    uuidOf(id),
  ]);
  if (locked.length === 0) throw unknown;
  const grant = await tx.em.findOneOrFail(StipendGrant, { employerId, id }, { disableIdentityMap: true });
  const stipend = await tx.em.findOneOrFail(Stipend, { employerId, id: grant.stipendId }, { disableIdentityMap: true });
  const state = await lockLedger(tx, [grant.employeeId], await poolFor(grant));

  const account = [...state.accounts.values()].find(
    ({ stipendId, currency }) => stipendId === grant.stipendId && currency === grant.currency,
  );
  invariant(account !== undefined, 'a grant has an account');
  const available = state.grants.get(id)?.available ?? 0n;
  const [known] = await tx.sql<{ newest: number; guaranteed_until: Date | null }>(
    `select (select coalesce(max(number), 0) from grant_change where employer_id = ${THIS_EMPLOYER} and grant_id = $1) as newest, guaranteed_until
     from grant_account where employer_id = ${THIS_EMPLOYER} and grant_id = $1`,
    [uuidOf(id)],
  );
  invariant(known !== undefined, 'a grant is opened in the ledger');
  return {
    grant,
    stipend,
    accountId: account.accountId,
    state,
    available,
    status: grantStatus({ ...validityOf(grant), remainingUnits: available }, state.bookedAt),
    changesFrom: laterOf(grant.effectiveAt, state.bookedAt),
    guaranteedUntil: known.guaranteed_until,
    nextChange: known.newest + 1,
  };
}

/** @throws Refusal `INVALID_TRANSITION` when it has ended or was revoked, `VALIDATION` when it was changed too often */
export function requireLive({ status, nextChange }: LockedGrant, to: string): void {
  if (status === 'EXPIRED' || status === 'REVOKED') {
    throw new Refusal('INVALID_TRANSITION', `A grant that is ${status} is not changed any more.`, ['input', 'grantId'], {
      from: status,
      to,
    });
  }
  if (nextChange > limits.arrayItems) {
    throw new Refusal('VALIDATION', `A grant is changed at most ${limits.arrayItems} times. Issue another.`, ['input', 'grantId']);
  }
}

/**
 * What was promised is not cut before its date. What a stipend grants is under the promise of the stipend.
 * @throws Refusal `GUARANTEED_GRANT`
 */
export function requireCuttable({ grant, guaranteedUntil, state }: LockedGrant): void {
  if (guaranteedUntil === null || state.bookedAt >= guaranteedUntil) return;
  throw new Refusal('GUARANTEED_GRANT', `The grant is guaranteed until ${grant.guaranteedUntil}; before that day it is not cut.`, [
    'input',
    'grantId',
  ]);
}

/**
 * Writes a posting, and others that belong to it, onto accounts under lock.
 * @returns the id of the first
 * @throws Refusal `INSUFFICIENT_BALANCE`, `PERIOD_CLOSED`, `AMOUNT_OUT_OF_RANGE`
 */
export async function writePosting(tx: Tx, state: LedgerState, draft: PostingDraft, ...others: PostingDraft[]): Promise<Id<'posting'>> {
  const plan = planPostings(state, [draft, ...others]);
  await tx.ask(writePlan(plan)).catch(refuseByState);
  const [posting] = plan.postings;
  invariant(posting !== undefined, 'a draft becomes a posting');
  return posting.id;
}
