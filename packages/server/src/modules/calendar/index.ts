export type { CalendarPeriod } from './calendar.rules.js';
export { requirePayPeriod } from './find-pay-periods.js';
export { lockPeriod } from './lock-period.js';
export { PayPeriod } from './pay-period.entity.js';
export { PayPeriodByInput, PayPeriodView } from './pay-period.graphql.js';
export { payPeriodLoader } from './pay-period-loader.js';
export { whenCalendarChanges } from './when-calendar-changes.js';
