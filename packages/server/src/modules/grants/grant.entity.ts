import { defineEntity, p } from '@mikro-orm/core';
import type { CurrencyCode } from '../../kernel/money.js';
import { dateColumn, idColumn, instantColumn, tenantKey, unitsColumn } from '../../platform/columns.js';
import type { GrantFilters } from '../ledger/index.js';
import type { StipendOrigin } from '../stipends/index.js';

/** What a grant is. */
export type GrantKind = 'RECURRING' | 'ROLLOVER' | GrantKindByHand;

export type GrantKindByHand = 'SIGN_ON' | 'TRIAL' | 'BONUS' | 'TOP_UP' | 'EXCEPTION' | 'TRANSFER';

const StipendGrantSchema = defineEntity({
  name: 'StipendGrant',
  tableName: 'stipend_grant',
  properties: {
    ...tenantKey('grant'),
    stipendId: idColumn('stipend'),
    employeeId: idColumn('employee'),
    kind: p.string().$type<GrantKind>(),
    source: p.string().$type<StipendOrigin>(),
    reason: p.string(),
    /** Zero where it has no cap. */
    amountUnits: unitsColumn().fieldName('amount'),
    uncapped: p.boolean(),
    currency: p.string().$type<CurrencyCode>(),
    priority: p.integer(),
    effectiveAt: instantColumn(),
    /** As granted. */
    expiresAt: instantColumn(),
    /** Moved by `grantExtend`; null while it ends as granted. */
    extendedTo: instantColumn().strictNullable(),
    /** When it really ends: as granted or as moved, or earlier where the stipend ended or it was revoked. */
    endsAt: instantColumn(),
    /** When its end was booked; null before. */
    expiredAt: instantColumn().strictNullable(),
    revokedAt: instantColumn().strictNullable(),
    /** Before this day it is not cut. What a stipend grants has the promise of the stipend. */
    guaranteedUntil: dateColumn().strictNullable(),
    /** Whose pool pays it; null where the employer does. */
    fromCostCenterId: idColumn('costCenter').strictNullable(),
    providers: p.array().$type<string[]>().strictNullable(),
    models: p.array().$type<string[]>().strictNullable(),
    tools: p.array().$type<string[]>().strictNullable(),
    createdAt: instantColumn(),
  },
});

export class StipendGrant extends StipendGrantSchema.class {
  /** What it pays for. */
  get filters(): GrantFilters {
    const { providers, models, tools } = this;
    return { providers, models, tools };
  }
}
StipendGrantSchema.setClass(StipendGrant);
