import { defineEntity, p } from '@mikro-orm/core';
import { type CurrencyCode, decimalOf } from '../../kernel/money.js';
import { instantColumn, tenantKey, unitsColumn } from '../../platform/columns.js';

const FxRateSchema = defineEntity({
  name: 'FxRate',
  tableName: 'fx_rate',
  properties: {
    ...tenantKey('fxRate'),
    base: p.string().$type<CurrencyCode>(),
    quote: p.string().$type<CurrencyCode>(),
    units: unitsColumn().fieldName('rate'),
    asOf: instantColumn(),
    source: p.string(),
    recordedAt: instantColumn(),
  },
});

/** One stored exchange rate; never changed. */
export class FxRate extends FxRateSchema.class {
  get rate(): string {
    return decimalOf(this.units);
  }
}
FxRateSchema.setClass(FxRate);
