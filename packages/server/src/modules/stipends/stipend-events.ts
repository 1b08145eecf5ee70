import type { Id } from '../../kernel/ids.js';
import type { Tx } from '../../platform/transaction.js';
import { recordEvents } from '../events/index.js';
import { Stipend } from './stipend.entity.js';

/** Tells that stipends were enrolled, converted or ended, each as it is now. */
export async function recordStipendsChanged(tx: Tx, ids: readonly Id<'stipend'>[]): Promise<void> {
  if (ids.length === 0) return;
  const stipends = await tx.em.find(Stipend, { employerId: tx.ctx.employerId, id: { $in: [...ids] } }, { disableIdentityMap: true });
  await recordEvents(
    tx,
    stipends.map((stipend) => {
      const { id, externalId, employeeId, origin, policyId, offerId, currency, startDate, cappedFrom, endDate, guaranteedUntil } = stipend;
      return {
        type: 'stipend.changed',
        subjectId: id,
        occurredAt: tx.now,
        snapshot: {
          id,
          externalId,
          employeeId,
          origin,
          policyId,
          offerId,
          currency,
          startDate,
          cappedFrom,
          endDate,
          guaranteedUntil,
          status: stipend.statusAt(tx.now),
        },
      };
    }),
  );
}
