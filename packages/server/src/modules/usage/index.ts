export { reportUsage, type UsageOutcome } from './report-usage.js';
export type { ReportedEvent } from './usage.rules.js';
export { UsageEvent, type UsageStatus } from './usage-event.entity.js';
