import { foundation } from './0010-foundation.js';
import { events } from './0020-events.js';
import { directory } from './0030-directory.js';
import { ledger } from './0040-ledger.js';
import { pricing } from './0050-pricing.js';
import { policies } from './0060-policies.js';
import { stipends } from './0070-stipends.js';
import { usage } from './0080-usage.js';
import { offers } from './0090-offers.js';
import { payroll } from './0100-payroll.js';
import { jobs } from './0110-jobs.js';
import { grants } from './0120-grants.js';
import { spend } from './0130-spend.js';
import { balances } from './0140-balances.js';
import { spendPlans } from './0150-spend-plans.js';
import { limits } from './0160-limits.js';
import { funding } from './0170-funding.js';
import { terms } from './0180-terms.js';
import { transfers } from './0190-transfers.js';
import { grantEnds } from './0200-grant-ends.js';
import { grantGuarantees } from './0205-grant-guarantees.js';
import { yearParts } from './0210-year-parts.js';
import { usedPrices } from './0220-used-prices.js';
import { foldedNames } from './0221-folded-names.js';
import { followThePerson } from './0230-follow-the-person.js';
import { timeZoneNames } from './0240-time-zones.js';
import { movedEnds } from './0250-moved-ends.js';
import { anyEmployer } from './0260-any-employer.js';
import { endsOfTheBooks } from './0261-ends-of-the-books.js';
import { numbers } from './0270-numbers.js';
import { pooledPlans } from './0271-pooled-plans.js';
import { queue } from './0272-queue.js';
import { clockAdvances } from './0280-clock-advances.js';
import { writeProbe } from './0285-write-probe.js';
import { countByPerson } from './0290-count-by-person.js';
import { namesNotSeen } from './0290-names-not-seen.js';
import { earlierPrices } from './0291-earlier-prices.js';
import type { SchemaStep } from './migration.js';

/** Every step in order. A released step never changes; a change is a new step. */
export const schemaSteps: readonly SchemaStep[] = [
  foundation,
  events,
  directory,
  ledger,
  pricing,
  policies,
  stipends,
  usage,
  offers,
  payroll,
  jobs,
  grants,
  spend,
  balances,
  spendPlans,
  limits,
  funding,
  terms,
  transfers,
  grantEnds,
  grantGuarantees,
  yearParts,
  usedPrices,
  foldedNames,
  followThePerson,
  timeZoneNames,
  movedEnds,
  anyEmployer,
  endsOfTheBooks,
  numbers,
  pooledPlans,
  queue,
  clockAdvances,
  writeProbe,
  countByPerson,
  namesNotSeen,
  earlierPrices,
];
