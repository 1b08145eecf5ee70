/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** What shows that the candidate accepted. It is kept as it is and never checked. */
export type AcceptanceEvidenceInput = {
  /** SHA-256 of the signed document, 64 lower-case hex digits. */
  readonly documentSha256?: string | null | undefined;
  /** Where the evidence is kept, such as the id of an envelope; 1 to 2000 characters. */
  readonly reference?: string | null | undefined;
  /** E-mail address of who signed. */
  readonly signerEmail?: string | null | undefined;
  /** Who signed; 1 to 255 characters. */
  readonly signerName?: string | null | undefined;
};

/** How a candidate accepted. */
export type AcceptanceVia =
  /** By electronic signature. */
  | 'ESIGN'
  /** On our candidate page. */
  | 'PAGE'
  /** In the product of the partner. */
  | 'PARTNER'
  | '%future added value';

/** What the amount is for, counted from the start of the stipend. A day of the anchor that a month lacks is its last. */
export type AmountPeriod =
  /** A stipend year, granted in twelve monthly parts, or in `payPeriodsPerYear` parts, in whole minor units that sum to it; the earliest get the extra one. Where what counts changes within the year, each part is what is left of it ÷ the parts left, rounded up: 100,000.00 is 4 × 8,333.34 and 8 × 8,333.33. A share is of the base salary at the start of the stipend year. */
  | 'ANNUAL'
  /** Each calendar day. FIXED amounts only. */
  | 'DAY'
  /** Each month, and the only one of PER_DAY. A share of base is a twelfth of the annual share, of the base salary at the start of that month. */
  | 'MONTHLY'
  /** Each pay period of the calendar that payroll sends, granted at its start, in the zone of the person; the first is the one that holds the start of the stipend, with the whole amount. FIXED amounts only. */
  | 'PAY_PERIOD'
  /** Every three months, granted at their start. A share of base is a quarter of the annual share, of the base salary at that start. */
  | 'QUARTER'
  /** Every seven days. FIXED amounts only. */
  | 'WEEK'
  /** Each Monday to Friday; that of Friday lasts over the weekend. FIXED amounts only. */
  | 'WORKING_DAY'
  /** A stipend year, granted as a whole at its start. */
  | 'YEAR'
  | '%future added value';

/** How an allowance is measured. */
export type AmountType =
  /** An amount of money. */
  | 'FIXED'
  /** A share of the annual base salary, in basis points. */
  | 'PERCENT_OF_BASE'
  /** An amount of money for each day, granted at the start of each month for its days: 100 a day is 3,000 in a month of 30. */
  | 'PER_DAY'
  | '%future added value';

/** A key to make. It has the mode of the key that makes it, and no scope that one lacks. */
export type ApiKeyCreateInput = {
  /** Binds the key to one employer. A bound key makes keys for its own employer only, also without this. */
  readonly employer?: EmployerByInput | null | undefined;
  /** When it stops working by itself. */
  readonly expiresAt?: string | null | undefined;
  /** Optional: the same idempotency key makes one API key. A replay answers that key with `secret` null, since it cannot be read again. 1 to 255 printable ASCII characters. */
  readonly idempotencyKey?: string | null | undefined;
  /** What it is for, 1 to 255 characters. */
  readonly name: string;
  /** What it may do, such as `balances:read`. */
  readonly scopes: ReadonlyArray<string>;
};

/** Which employers a key reaches. */
export type ApiKeyMode =
  /** Live employers. */
  | 'LIVE'
  /** Sandbox employers. */
  | 'TEST'
  | '%future added value';

/** A key to revoke, for good. */
export type ApiKeyRevokeInput = {
  /** Id of the key. */
  readonly id: string;
};

/** Which balances to list. Omitted: all. */
export type BalanceFilterInput = {
  /** Only these people, at most 250. */
  readonly employees?: ReadonlyArray<EmployeeByInput> | null | undefined;
};

/** Base salary. An offer has one. */
export type BaseSalaryInput = {
  /** Per `period`, before tax; more than zero, in whole minor units. */
  readonly amount: MoneyInput;
  /** From when it counts. Left out, from the start date. */
  readonly effectiveDate?: string | null | undefined;
  /** The id of a component of this offer that stays, so that it can be followed from version to version. Left out, the component is new. */
  readonly id?: string | null | undefined;
  /** What the letter calls it, 1 to 255 characters. Left out, its kind. */
  readonly label?: string | null | undefined;
  /** MONTHLY or ANNUAL, the default. */
  readonly period?: PaymentPeriod | null | undefined;
};

/** A bonus. */
export type BonusInput = {
  /** Of a year, before tax; for SIGN_ON the whole. More than zero, in whole minor units. */
  readonly amount: MoneyInput;
  /** From when it counts. Left out, from the start date. */
  readonly effectiveDate?: string | null | undefined;
  /** The id of a component of this offer that stays, so that it can be followed from version to version. Left out, the component is new. */
  readonly id?: string | null | undefined;
  /** What the letter calls it, 1 to 255 characters. Left out, its kind. */
  readonly label?: string | null | undefined;
  /** When it is paid. */
  readonly type: BonusType;
};

/** When a bonus is paid. */
export type BonusType =
  /** Each year. */
  | 'GUARANTEED'
  /** Once; it is not part of a year. */
  | 'SIGN_ON'
  /** Each year, if goals are met; the amount is that at target. */
  | 'TARGET'
  | '%future added value';

/** Whether, and until when, compute can be counted on. */
export type ComputeGuaranteeInput = {
  /** Whether it can be cut. */
  readonly kind: GuaranteeKind;
  /** Required before the offer is sent. */
  readonly onLeave?: OnLeave | null | undefined;
  /** Required before the offer is sent. */
  readonly onTermination?: OnTermination | null | undefined;
  /** For GUARANTEED, and only there: the first day on which it may be cut, after the start date. */
  readonly until?: string | null | undefined;
};

/** AI compute the employer pays for. Terms the candidate must be told may be left out of a draft; `offerSend` names those that are missing. */
export type ComputeStipendInput = {
  /** For FIXED, and only there: the amount per `period`, more than zero, in whole minor units. */
  readonly amount?: MoneyInput | null | undefined;
  /** How the allowance is measured: FIXED or PERCENT_OF_BASE; the others are for policies. */
  readonly amountType: AmountType;
  /** What is expected of its use, as a sentence; 1 to 2000 characters. The candidate reads it. Left out, nothing is. */
  readonly expectation?: string | null | undefined;
  /** Required before the offer is sent. */
  readonly expiry?: GrantExpiry | null | undefined;
  /** What it is to the person. Default: the setting of the employer. */
  readonly framing?: Framing | null | undefined;
  /** Required before the offer is sent. */
  readonly guarantee?: ComputeGuaranteeInput | null | undefined;
  /** The id of a component of this offer that stays, so that it can be followed from version to version. Left out, the component is new. */
  readonly id?: string | null | undefined;
  /** What the letter calls it, 1 to 255 characters. Left out, its kind. */
  readonly label?: string | null | undefined;
  /** For PERCENT_OF_BASE, and only there: basis points of the base salary of this offer, 1 to 1000000; 5000 is 50 %. */
  readonly percent?: number | null | undefined;
  /** What the amount or the share is for: MONTHLY or ANNUAL; the others are for policies. */
  readonly period: AmountPeriod;
  /** Required before the offer is sent. */
  readonly personalUse?: PersonalUse | null | undefined;
  /** NONE; required before the offer is sent. */
  readonly rollover?: Rollover | null | undefined;
  /** Providers and models in words, as a sentence; 1 to 2000 characters. Left out, all the employer makes available. */
  readonly scope?: string | null | undefined;
  /** Required before the offer is sent. */
  readonly taxTreatment?: TaxTreatment | null | undefined;
  /** Required before the offer is sent. */
  readonly usageVisibility?: UsageVisibilityInput | null | undefined;
};

/** Names one cost center. Exactly one field is given. */
export type CostCenterByInput =
  {   /** Your own id. */
  readonly externalId: string; readonly id?: never; }
  |  { readonly externalId?: never;   /** Our id. */
  readonly id: string; };

/** A cost center to create, or to change where its `externalId` is known. */
export type CostCenterUpsertInput = {
  /** The code in your accounts, 1 to 255 characters. Left out, a new one takes its `externalId` and a known one keeps its code. It cannot be cleared. */
  readonly code?: string | null | undefined;
  /** Your own id, 1 to 255 characters; finds the cost center again. */
  readonly externalId: string;
  /** The name, 1 to 255 characters. Required for a new one; left out, it stays as it was. It cannot be cleared. */
  readonly name?: string | null | undefined;
};

/** Input of `costCentersUpsert`. */
export type CostCentersUpsertInput = {
  /** At most 250; a repeated `externalId` is taken in order. */
  readonly costCenters: ReadonlyArray<CostCenterUpsertInput>;
  /** Optional: the same key answers the same outcome and changes nothing twice. 1 to 255 printable ASCII characters. */
  readonly idempotencyKey?: string | null | undefined;
};

/** Compares an instant. All that is given must hold; together they are a half-open span. */
export type DateTimeFilterInput = {
  /** At this instant or later. */
  readonly gte?: string | null | undefined;
  /** Before this instant. */
  readonly lt?: string | null | undefined;
};

/** Which days of a month a PER_DAY allowance counts. */
export type DayCount =
  /** Every day. */
  | 'CALENDAR'
  /** Mondays to Fridays. */
  | 'WORKING'
  | '%future added value';

/** Names one department. Exactly one field is given. */
export type DepartmentByInput =
  {   /** Your own id. */
  readonly externalId: string; readonly id?: never; }
  |  { readonly externalId?: never;   /** Our id. */
  readonly id: string; };

/** A department to create, or to change where its `externalId` is known. */
export type DepartmentUpsertInput = {
  /** Your own id, 1 to 255 characters; finds the department again. */
  readonly externalId: string;
  /** The name, 1 to 255 characters. Required for a new one; left out, it stays as it was. It cannot be cleared. */
  readonly name?: string | null | undefined;
};

/** Input of `departmentsUpsert`. */
export type DepartmentsUpsertInput = {
  /** At most 250; a repeated `externalId` is taken in order. */
  readonly departments: ReadonlyArray<DepartmentUpsertInput>;
  /** Optional: the same key answers the same outcome and changes nothing twice. 1 to 255 printable ASCII characters. */
  readonly idempotencyKey?: string | null | undefined;
};

/** What a disclosure tells about compute. */
export type DisclosureId =
  /** That it does not vest. */
  | 'DOES_NOT_VEST'
  /** What is expected in return. */
  | 'EXPECTATION'
  /** When it expires. */
  | 'EXPIRES'
  /** How much it is per month. */
  | 'MONTHLY_AMOUNT'
  /** That it is not cash. */
  | 'NOT_CASH'
  /** That it is not salary. */
  | 'NOT_SALARY'
  /** What happens when the person leaves. */
  | 'ON_EXIT'
  /** What happens on leave. */
  | 'ON_LEAVE'
  /** Whether it may be used privately. */
  | 'PERSONAL_USE'
  /** That it is money and not tokens. */
  | 'PRICE_RISK'
  /** Whether, and from when, it can be cut. */
  | 'REVOCABLE'
  /** For which models it is. */
  | 'SCOPE'
  /** Whether it is taxed. */
  | 'TAXABLE'
  /** Who sees what is used. */
  | 'USAGE_VISIBILITY'
  /** Who pays. */
  | 'WHO_PAYS'
  | '%future added value';

/** Names one employee. Exactly one field is given. */
export type EmployeeByInput =
  {   /** Work e-mail address, compared without regard to case. */
  readonly email: string; readonly externalId?: never; readonly id?: never; readonly sourcedId?: never; }
  |  { readonly email?: never;   /** Your own id, of the source `default`. */
  readonly externalId: string; readonly id?: never; readonly sourcedId?: never; }
  |  { readonly email?: never; readonly externalId?: never;   /** Our id. */
  readonly id: string; readonly sourcedId?: never; }
  |  { readonly email?: never; readonly externalId?: never; readonly id?: never;   /** Your own id, of another source. */
  readonly sourcedId: SourcedIdInput; };

/** Which employees a list holds. All that is given must hold; what concerns the employment looks at the one that holds today. */
export type EmployeeFilterInput = {
  /** By cost center; an unknown one gives an empty list. */
  readonly costCenter?: CostCenterByInput | null | undefined;
  /** By country, ISO 3166 alpha-2. */
  readonly country?: StringFilterInput | null | undefined;
  /** By department; an unknown one gives an empty list. */
  readonly department?: DepartmentByInput | null | undefined;
  /** By your own id, in every source. */
  readonly externalId?: StringFilterInput | null | undefined;
  /** By job family. */
  readonly jobFamily?: StringFilterInput | null | undefined;
  /** By legal entity; an unknown one gives an empty list. */
  readonly legalEntity?: LegalEntityByInput | null | undefined;
  /** By level. */
  readonly level?: StringFilterInput | null | undefined;
  /** By the system the id comes from. */
  readonly source?: StringFilterInput | null | undefined;
  /** By status today. */
  readonly status?: EmployeeStatusFilterInput | null | undefined;
};

/** Whether a person works for the employer today, where they work. */
export type EmployeeStatus =
  /** An employment holds today. */
  | 'ACTIVE'
  /** No employment holds today and one starts later: a new hire, or a rehire. */
  | 'SCHEDULED'
  /** The employment ended and none starts later. */
  | 'TERMINATED'
  | '%future added value';

/** Compares the status. All that is given must hold. */
export type EmployeeStatusFilterInput = {
  /** Equal to this status. */
  readonly eq?: EmployeeStatus | null | undefined;
  /** Equal to one of these. */
  readonly in?: ReadonlyArray<EmployeeStatus> | null | undefined;
};

/** Input of `employeeTerminate`. */
export type EmployeeTerminateInput = {
  /** Who leaves. */
  readonly employee: EmployeeByInput;
  /** The same key answers the same outcome and changes nothing twice. 1 to 255 printable ASCII characters. */
  readonly idempotencyKey: string;
  /** Why, for the record; at most 255 characters. Left out, it stays as it was; null clears it. It may be put right with the same day said again. That of a former employment is not kept: with the end of one that is followed by another, it changes nothing. */
  readonly reason?: string | null | undefined;
  /** The first day without employment: the day after the last day of work, such as `2026-05-01` after the last day 30 April. It may lie ahead or long ago, and may be said again to put it right: the end that moves is that of the employment that began last by this day. On the first day of an employment it ends of somebody who never came; before it this is VALIDATION. Terms that were to start on this day or later fall away, and come back where a later day is said. Null: the person stays after all. It has to be said: left out is VALIDATION. */
  readonly terminatedOn?: string | null | undefined;
};

/** An employee to create, or to change where `externalId` is known in the `source`. */
export type EmployeeUpsertInput = {
  /** Work e-mail address, at most 254 characters, unique within the employer without regard to case. Left out, it stays as it was; null clears it. */
  readonly email?: string | null | undefined;
  /** Required for a new employee; left out, the employments stay as they were. */
  readonly employment?: EmploymentUpsertInput | null | undefined;
  /** Your own id of the person, 1 to 255 characters; finds the employee again. */
  readonly externalId: string;
  /** The name as the person writes it, 1 to 255 characters. Required for a new employee; left out, it stays as it was. It cannot be cleared. */
  readonly name?: string | null | undefined;
  /** The system `externalId` comes from, 1 to 255 characters; needed only where several systems send people. Default `default`. */
  readonly source?: string | null | undefined;
};

/** Input of `employeesUpsert`. */
export type EmployeesUpsertInput = {
  /** At most 500, taken in order: a history of terms is sent as several items of one employee. */
  readonly employees: ReadonlyArray<EmployeeUpsertInput>;
  /** Optional: the same key answers the same outcome and changes nothing twice. 1 to 255 printable ASCII characters. */
  readonly idempotencyKey?: string | null | undefined;
};

/** Names an employer by one of its ids. */
export type EmployerByInput =
  {   /** The partner's own id. */
  readonly externalId: string; readonly id?: never; }
  |  { readonly externalId?: never;   /** Our id. */
  readonly id: string; };

/** Whether an employer is real. */
export type EmployerMode =
  /** A real employer, on real time. */
  | 'LIVE'
  /** A trial employer with a test clock; only test keys see it. */
  | 'SANDBOX'
  | '%future added value';

/** Settings to change. Omitted fields stay as they are; null is refused. */
export type EmployerSettingsUpdateInput = {
  /** Convert accepted offers at once. */
  readonly convertOnAccept?: boolean | null | undefined;
  /** Reporting currency. */
  readonly currency?: string | null | undefined;
  /** Refused with `VERSION_CONFLICT` when the settings changed since this version. */
  readonly expectedVersion?: number | null | undefined;
  /** Default framing of policies and offers. */
  readonly framing?: Framing | null | undefined;
  /** Optional: the same key answers the same outcome and changes nothing twice. 1 to 255 printable ASCII characters. */
  readonly idempotencyKey?: string | null | undefined;
  /** At least 2. */
  readonly minimumCohort?: number | null | undefined;
  /** What becomes of a spend that no grant covers, from now on; BLOCK where it was never set. What is booked stays. */
  readonly overage?: OverageHandling | null | undefined;
  /** IANA time zone. Every name of IANA is taken, in any case, and kept as the canonical one: `Asia/Calcutta` as `Asia/Kolkata`. Offsets (`+05:30`) and other abbreviations (`AET`) are refused with `VALIDATION`. */
  readonly timeZone?: string | null | undefined;
  /** The day on which the weeks of limits begin; Monday at first. What limits of a week count is counted anew. */
  readonly weekStart?: Weekday | null | undefined;
};

/** An employer to make or change. Omitted fields stay as they are. */
export type EmployerUpsertInput = {
  /** Reporting currency. Default `USD`. */
  readonly currency?: string | null | undefined;
  /** The partner's own id of the employer; the employer is found by it. */
  readonly externalId: string;
  /** Name, as candidates read it. Required for a new employer. */
  readonly name?: string | null | undefined;
  /** IANA time zone, such as `America/New_York`. Default `UTC`. Every name of IANA is taken, in any case, and kept as the canonical one: `Asia/Calcutta` as `Asia/Kolkata`. Offsets (`+05:30`) and other abbreviations (`AET`) are refused with `VALIDATION`. */
  readonly timeZone?: string | null | undefined;
};

/** Employers to make or change; made in the mode of the key: live, or sandbox for a test key. */
export type EmployersUpsertInput = {
  /** At most 100. */
  readonly employers: ReadonlyArray<EmployerUpsertInput>;
};

/** How a person is employed. */
export type EmploymentType =
  /** Not an employee in law. */
  | 'CONTRACTOR'
  /** Full time. */
  | 'FULL_TIME'
  /** An internship or apprenticeship. */
  | 'INTERN'
  /** Part time; `fteBasisPoints` says how much. */
  | 'PART_TIME'
  /** For a limited time. */
  | 'TEMPORARY'
  | '%future added value';

/** Terms from a date on. An employment that starts on this date gets the terms; one that started earlier ends here and a new one starts, unless the terms are the same; after a termination this is a rehire. Earlier days never change. Fields that are left out stay as they were in the employment before. */
export type EmploymentUpsertInput = {
  /** Base salary per year at this FTE, not negative, in whole minor units. Left out, it stays as it was; null clears it. */
  readonly baseSalary?: MoneyInput | null | undefined;
  /** Left out, it stays as it was; null clears it. */
  readonly costCenter?: CostCenterByInput | null | undefined;
  /** Where the person works, ISO 3166 alpha-2. Left out, it stays as it was; null clears it. */
  readonly country?: string | null | undefined;
  /** Left out, it stays as it was; null clears it. */
  readonly department?: DepartmentByInput | null | undefined;
  /** The first day these terms hold. */
  readonly effectiveDate: string;
  /** Left out, it stays as it was; at first, or with null, it is FULL_TIME. */
  readonly employmentType?: EmploymentType | null | undefined;
  /** Share of full time in basis points, 1 to 20000; 10000 is full time. Left out, it stays as it was; at first, or with null, it is 10000. */
  readonly fteBasisPoints?: number | null | undefined;
  /** Job family such as `ENG`, 1 to 255 characters. Left out, it stays as it was; null clears it. */
  readonly jobFamily?: string | null | undefined;
  /** Left out, it stays as it was; null clears it. Its time zone decides when a business date begins. */
  readonly legalEntity?: LegalEntityByInput | null | undefined;
  /** Level or grade such as `L5`, 1 to 255 characters. Left out, it stays as it was; null clears it. */
  readonly level?: string | null | undefined;
  /** Job title, 1 to 255 characters. Left out, it stays as it was; null clears it. */
  readonly title?: string | null | undefined;
};

/** A grant of equity. */
export type EquityInput = {
  /** From when it counts. Left out, from the start date. */
  readonly effectiveDate?: string | null | undefined;
  /** Of the whole grant, over all years. More than zero, in whole minor units. */
  readonly grantValue: MoneyInput;
  /** The id of a component of this offer that stays, so that it can be followed from version to version. Left out, the component is new. */
  readonly id?: string | null | undefined;
  /** What the letter calls it, 1 to 255 characters. Left out, its kind. */
  readonly label?: string | null | undefined;
  /** How the value was arrived at, in words that follow "valued at": `the preferred price of the last round`. 1 to 2000 characters. */
  readonly valuationBasis: string;
  /** Years over which it vests, 1 to 50. */
  readonly vestingYears: number;
};

/** What compute is to the person; letters, totals and tax follow it. */
export type Framing =
  /** Part of what the person is paid. */
  | 'COMPENSATION'
  /** A tool the employer provides; never part of a total compensation. */
  | 'EMPLOYER_TOOL'
  | '%future added value';

/** Which exchange rates a list holds. All that is given must hold. */
export type FxRateFilterInput = {
  /** By the instant from which the rate holds. */
  readonly asOf?: DateTimeFilterInput | null | undefined;
  /** Rates of this base. */
  readonly base?: string | null | undefined;
  /** Rates of this quote. */
  readonly quote?: string | null | undefined;
};

/** An exchange rate from an instant on. */
export type FxRateInput = {
  /** The instant from which the rate holds; may lie ahead. */
  readonly asOf: string;
  /** The currency that is converted, ISO 4217; list prices are in `USD`. */
  readonly base: string;
  /** The currency it is converted to, ISO 4217; another one than `base`. */
  readonly quote: string;
  /** Units of `quote` for one of `base`: more than 0 and less than 10^12. */
  readonly rate: string;
  /** Where the rate comes from, such as `ECB`: 1 to 255 printable characters. */
  readonly source: string;
};

/** Exchange rates to store; all of them or, where one is refused, none. */
export type FxRatesUpsertInput = {
  /** Optional: a rate is stored once whatever is sent again. 1 to 255 printable ASCII characters. */
  readonly idempotencyKey?: string | null | undefined;
  /** At least one, at most 250. */
  readonly rates: ReadonlyArray<FxRateInput>;
};

/** Input of `grantAdjust`. */
export type GrantAdjustInput = {
  /** By how much, not zero, in whole minor units. A negative amount takes back at most what is left: a grant of 1,000 of which 700 are used, less 400, leaves 0. */
  readonly delta: MoneyInput;
  /** Which grant. */
  readonly grantId: string;
  /** The same key answers the same outcome and changes nothing twice. 1 to 255 printable ASCII characters. */
  readonly idempotencyKey: string;
  /** Why, in words for the person and the auditor; 1 to 255 characters. */
  readonly reason: string;
};

/** What was done to a grant after it was issued. */
export type GrantChangeKind =
  /** It ends later. */
  | 'EXTENDED'
  /** More was granted. */
  | 'INCREASED'
  /** A part of what was left was taken back. */
  | 'REDUCED'
  /** All that was left was taken back. */
  | 'REVOKED'
  /** It ends earlier. */
  | 'SHORTENED'
  /** What was left, or a part of it, was handed to the pool of a cost center. */
  | 'TRANSFERRED'
  | '%future added value';

/** When what is left of a grant expires. */
export type GrantExpiry =
  /** At the end of its period, local midnight. */
  | 'PERIOD_END'
  | '%future added value';

/** Input of `grantExtend`. */
export type GrantExtendInput = {
  /** The new end, later or earlier than now set, and ahead; 9999-12-31T23:59:59.999Z is never. A grant never outlives its stipend. */
  readonly expiresAt: string;
  /** Which grant. */
  readonly grantId: string;
  /** The same key answers the same outcome and changes nothing twice. 1 to 255 printable ASCII characters. */
  readonly idempotencyKey: string;
  /** Why, in words for the person and the auditor; 1 to 255 characters. */
  readonly reason: string;
};

/** What a grant pays for: each list that is given has to name the usage. What is left out allows anything. */
export type GrantFiltersInput = {
  /** Models, in the same manner: `claude-opus-*`. */
  readonly models?: ReadonlyArray<string> | null | undefined;
  /** Providers, 1 to 50. A text that ends in `*` stands for all that begin with the rest. */
  readonly providers?: ReadonlyArray<string> | null | undefined;
  /** Tools, in the same manner. Usage whose tool is not known is not paid. */
  readonly tools?: ReadonlyArray<string> | null | undefined;
};

/** Input of `grantIssue`. */
export type GrantIssueInput = {
  /** How much, more than zero, in whole minor units. Left out only where it is `uncapped`. */
  readonly amount?: MoneyInput | null | undefined;
  /** What an `uncapped` one pays in; of another the currency is that of its amount. */
  readonly currency?: string | null | undefined;
  /** From this instant on it pays; ahead, or back in a period that is not closed. Left out, now. */
  readonly effectiveAt?: string | null | undefined;
  /** Whose it is; employed on the day the grant begins to count. */
  readonly employee: EmployeeByInput;
  /** What is left expires at this instant: ahead, after `effectiveAt`, at most ten years later. Left out, it never expires, and of the same priority it pays last; it ends with its stipend all the same. An `uncapped` one needs an end. */
  readonly expiresAt?: string | null | undefined;
  /** What it pays for. Left out, anything. */
  readonly filters?: GrantFiltersInput | null | undefined;
  /** Whose pool pays a TRANSFER, and only that; the person works there on the day the grant begins to count. What is not used does not go back. */
  readonly fromCostCenter?: CostCenterByInput | null | undefined;
  /** Before this day, in the zone of the person, it is neither reduced nor shortened nor revoked. Left out, nothing is promised. */
  readonly guaranteedUntil?: string | null | undefined;
  /** The same key answers the same outcome and changes nothing twice. 1 to 255 printable ASCII characters. */
  readonly idempotencyKey: string;
  /** What it is. */
  readonly kind: GrantKindByHand;
  /** The lower number pays first, 0 to 1000. Left out: 50 for TRIAL, else 200; the allowance of a month has 100. */
  readonly priority?: number | null | undefined;
  /** Why, in words for the person and the auditor; 1 to 255 characters. */
  readonly reason: string;
  /** The stipend it belongs to and ends with, in the same currency. Left out, it belongs to a stipend of origin EXCEPTION that the person has for grants by hand. */
  readonly stipend?: StipendByInput | null | undefined;
  /** A TRIAL without a cap, instead of an amount: while it counts it pays whatever there is to pay at its place. Limits hold all the same. Left out, false. */
  readonly uncapped?: boolean | null | undefined;
};

/** What a grant is. */
export type GrantKind =
  /** For something done. */
  | 'BONUS'
  /** An exception for one person. */
  | 'EXCEPTION'
  /** The allowance of one month. */
  | 'RECURRING'
  /** What was left of an allowance and carried into the next. */
  | 'ROLLOVER'
  /** Once, for joining. */
  | 'SIGN_ON'
  /** More than the allowance, once. */
  | 'TOP_UP'
  /** Out of the pool of a cost center. */
  | 'TRANSFER'
  /** To try something out; by default it pays before all others. */
  | 'TRIAL'
  | '%future added value';

/** What a grant is that somebody issues. */
export type GrantKindByHand =
  /** For something done. */
  | 'BONUS'
  /** An exception for one person. */
  | 'EXCEPTION'
  /** Once, for joining. */
  | 'SIGN_ON'
  /** More than the allowance, once. */
  | 'TOP_UP'
  /** Out of the pool of a cost center, which pays it: `fromCostCenter`. */
  | 'TRANSFER'
  /** To try something out; by default it pays before all others. */
  | 'TRIAL'
  | '%future added value';

/** Input of `grantRevoke`. */
export type GrantRevokeInput = {
  /** Release the open holds that the grant stands for, each whole, and take back what they held of it. Left out, false: they are honored. */
  readonly cancelHolds?: boolean | null | undefined;
  /** Which grant. */
  readonly grantId: string;
  /** The same key answers the same outcome and changes nothing twice. 1 to 255 printable ASCII characters. */
  readonly idempotencyKey: string;
  /** Why, in words for the person and the auditor; 1 to 255 characters. */
  readonly reason: string;
};

/** Where a grant stands, from time and bookings. */
export type GrantStatus =
  /** It pays for usage. */
  | 'ACTIVE'
  /** Nothing is left. A correction that gives money back makes it ACTIVE again. */
  | 'EXHAUSTED'
  /** Its end has come; what was left expired. */
  | 'EXPIRED'
  /** It counts later, from `effectiveAt`. */
  | 'PENDING'
  /** It was taken back; what was consumed is untouched. */
  | 'REVOKED'
  | '%future added value';

/** What unused compute may be handed to while it lasts. Never to another person. */
export type GrantTransfer =
  /** The pool of the cost center where the person works, by `grantTransfer`. */
  | 'COST_CENTER'
  /** Nothing. */
  | 'NONE'
  | '%future added value';

/** Input of `grantTransfer`. */
export type GrantTransferInput = {
  /** How much, more than zero and at most what is left, holds excluded, in whole minor units. Left out, all that is left, exactly. */
  readonly amount?: MoneyInput | null | undefined;
  /** Which grant: one of a policy whose `transfer` is COST_CENTER. */
  readonly grantId: string;
  /** The same key answers the same outcome and changes nothing twice. 1 to 255 printable ASCII characters. */
  readonly idempotencyKey: string;
  /** Why, in words for the person and the auditor; 1 to 255 characters. */
  readonly reason: string;
};

/** Whether compute can be cut. */
export type GuaranteeKind =
  /** At any time. */
  | 'DISCRETIONARY'
  /** Not before a date, unless the person signs a change. */
  | 'GUARANTEED'
  | '%future added value';

/** Where a hold stands. It is resolved once. */
export type HoldStatus =
  /** The money is set aside. */
  | 'AUTHORIZED'
  /** What was spent was charged; the rest was given back. */
  | 'CAPTURED'
  /** Its time to live passed, or the employment ended, and all was given back. */
  | 'EXPIRED'
  /** All was given back. */
  | 'RELEASED'
  | '%future added value';

/** What a job does. */
export type JobKind =
  /** Makes the statements of a pay period. */
  | 'PAY_PERIOD_CLOSE'
  | '%future added value';

/** How far a job is. */
export type JobState =
  /** It cannot be done; `userErrors` say why. */
  | 'FAILED'
  /** It waits for a worker. */
  | 'QUEUED'
  /** A worker is at it. */
  | 'RUNNING'
  /** It is done. */
  | 'SUCCEEDED'
  | '%future added value';

/** Input of `legalEntitiesUpsert`. */
export type LegalEntitiesUpsertInput = {
  /** Optional: the same key answers the same outcome and changes nothing twice. 1 to 255 printable ASCII characters. */
  readonly idempotencyKey?: string | null | undefined;
  /** At most 250; a repeated `externalId` is taken in order. */
  readonly legalEntities: ReadonlyArray<LegalEntityUpsertInput>;
};

/** Names one legal entity. Exactly one field is given. */
export type LegalEntityByInput =
  {   /** Your own id. */
  readonly externalId: string; readonly id?: never; }
  |  { readonly externalId?: never;   /** Our id. */
  readonly id: string; };

/** A legal entity to create, or to change where its `externalId` is known. */
export type LegalEntityUpsertInput = {
  /** ISO 3166 alpha-2 in upper case. Required for a new one; left out, it stays as it was. It cannot be cleared. */
  readonly country?: string | null | undefined;
  /** The currency of its payroll, ISO 4217. Required for a new one; left out, it stays as it was. It cannot be cleared. */
  readonly currency?: string | null | undefined;
  /** Your own id, 1 to 255 characters; finds the legal entity again. */
  readonly externalId: string;
  /** The name, 1 to 255 characters. Required for a new one; left out, it stays as it was. It cannot be cleared. */
  readonly name?: string | null | undefined;
  /** IANA time zone such as `Europe/Berlin`. Every name of IANA is taken, in any case, and kept as the canonical one: `Asia/Calcutta` as `Asia/Kolkata`. Offsets (`+05:30`) and other abbreviations (`AET`) are refused with `VALIDATION`. Required for a new one; left out, it stays as it was. It cannot be cleared. */
  readonly timeZone?: string | null | undefined;
};

/** What a paragraph of a letter is. */
export type LetterBlockKind =
  /** How to accept. */
  | 'ACCEPTANCE'
  /** What compute is. */
  | 'COMPUTE'
  /** The first sentence on compute: what can be counted on, and until when. */
  | 'COMPUTE_LEAD'
  /** What a candidate must be told about compute; it may not be left out. */
  | 'DISCLOSURE'
  /** Who offers what to whom, and until when. */
  | 'OPENING'
  /** What is said about the total compensation. */
  | 'TOTALS'
  | '%future added value';

/** Which limits. All that is given must hold. */
export type LimitFilterInput = {
  /** Those that its people share; none where no cost center matches. */
  readonly costCenter?: CostCenterByInput | null | undefined;
  /** Those that its people share; none where no department matches. */
  readonly department?: DepartmentByInput | null | undefined;
  /** Those for this person alone; none where nobody matches. */
  readonly employee?: EmployeeByInput | null | undefined;
  /** Limits, or circuit breakers. */
  readonly kind?: LimitKind | null | undefined;
  /** Those that count this. */
  readonly scope?: LimitScope | null | undefined;
};

/** What a limit does once it is reached. */
export type LimitKind =
  /** Trips, once a person asks for or uses too much in a window, and from then on refuses all that the person spends, money without a cap too, until the window ends or it is set higher. What is asked for and refused trips it too: who runs away asks. */
  | 'CIRCUIT_BREAKER'
  /** Refuses what does not fit into what is left. */
  | 'LIMIT'
  | '%future added value';

/** What a limit does when it would be passed. */
export type LimitMode =
  /** Refuses. It holds under any number of concurrent spends, also where many people share it. */
  | 'HARD'
  /** Allows, and only counts. */
  | 'OBSERVE'
  /** Allows, and tells it as `limit.exceeded`, once a window and person, or once a window where many people share it. */
  | 'SOFT'
  | '%future added value';

/** What a limit counts: the first three for each person apart, the others for many together. */
export type LimitScope =
  /** What all people of a cost center spend together. Whoever belongs to it on the day of the spend counts. */
  | 'COST_CENTER'
  /** What all people of a department spend together. Whoever belongs to it on the day of the spend counts. */
  | 'DEPARTMENT'
  /** What all people of the employer spend together. */
  | 'EMPLOYER'
  /** What the person spends on one model. */
  | 'MODEL'
  /** All that the person spends. */
  | 'PERSON'
  /** What the person spends through one tool. Reported usage names no tool and is not counted. */
  | 'TOOL'
  | '%future added value';

/** A limit. One with the same kind, scope, person, cost center, department, tool or model, window and currency, or tokens, is changed; what was spent in its window stays counted. */
export type LimitSetInput = {
  /** What may be spent in a window, in whole minor units of `currency`: `"0"` allows nothing, null sets no limit. One of `amount`, `tokens` and `velocityMultiple` is given, be it null. A HARD one that many people share is not set below what grants guarantee them. */
  readonly amount?: string | null | undefined;
  /** COST_CENTER: the cost center. */
  readonly costCenter?: CostCenterByInput | null | undefined;
  /** It counts spends of this currency and no other. Left out with `tokens`, which count in every currency. */
  readonly currency?: string | null | undefined;
  /** DEPARTMENT: the department. */
  readonly department?: DepartmentByInput | null | undefined;
  /** PERSON, TOOL, MODEL: for this person alone; left out, for everybody, each apart. */
  readonly employee?: EmployeeByInput | null | undefined;
  /** One effect per key, for ever. */
  readonly idempotencyKey?: string | null | undefined;
  /** Default LIMIT. A CIRCUIT_BREAKER is HARD, of scope PERSON, in money and of no LIFETIME, and has an `amount` or a `velocityMultiple`. Set higher, or to null, it has not tripped any more. */
  readonly kind?: LimitKind | null | undefined;
  /** What it does when it would be passed; needed, but for a CIRCUIT_BREAKER, which is HARD. */
  readonly mode?: LimitMode | null | undefined;
  /** MODEL: the model, as in `usageReport`; one without a price is refused. Example: `claude-opus-4-5`. */
  readonly model?: string | null | undefined;
  /** MODEL: the provider, as in `usageReport`. */
  readonly provider?: string | null | undefined;
  /** What it counts. */
  readonly scope: LimitScope;
  /** Instead of `amount` and `currency`: how many tokens may be used in a window, at most 10^18; `"0"` allows none. Without `currency`, null sets no limit. */
  readonly tokens?: string | null | undefined;
  /** TOOL: the tool. `Claude-Code` and ` claude-code ` are one: case, space around or twice in a row, what is not seen, and how characters are composed say nothing. */
  readonly tool?: string | null | undefined;
  /** CIRCUIT_BREAKER, instead of `amount`: the multiple of the person's pace at which it trips; more than zero, at most 1,000,000. Without a pace it does not apply. */
  readonly velocityMultiple?: string | null | undefined;
  /** The span it counts in; needed, but for a CIRCUIT_BREAKER, whose default is DAY. */
  readonly window?: LimitWindow | null | undefined;
};

/** What a limit counts in. */
export type LimitUnit =
  /** Money of one currency. */
  | 'MONEY'
  /** Tokens, whatever they cost and in any currency. */
  | 'TOKENS'
  | '%future added value';

/** The span a limit counts in: calendar spans in the employer's time zone, from one midnight to another. */
export type LimitWindow =
  /** The day. */
  | 'DAY'
  /** The clock hour. */
  | 'HOUR'
  /** All time; it never resets. */
  | 'LIFETIME'
  /** The calendar month. */
  | 'MONTH'
  /** The pay period of the payroll system that holds the day; where none is known as much of the calendar month as lies between those that are. */
  | 'PERIOD'
  /** The week, from the `weekStart` of the employer. */
  | 'WEEK'
  | '%future added value';

/** An exact amount of one currency. */
export type MoneyInput = {
  /** A decimal as a string with up to 10 decimals, such as `"475000.00"`. */
  readonly amount: string;
  /** ISO 4217. */
  readonly currency: string;
};

/** Input of `offerAccept`. */
export type OfferAcceptInput = {
  /** When the candidate accepted: not before the version was sent and not in the future. Default now. */
  readonly acceptedAt?: string | null | undefined;
  /** What shows it. */
  readonly evidence?: AcceptanceEvidenceInput | null | undefined;
  /** The same key answers the same outcome and changes nothing twice. 1 to 255 printable ASCII characters. */
  readonly idempotencyKey: string;
  /** Which offer. */
  readonly offer: OfferByInput;
  /** The `number` of the version the candidate read. If a later one was sent since, the mutation is refused with VERSION_CONFLICT. */
  readonly versionNumber?: number | null | undefined;
  /** How the candidate accepted. */
  readonly via: AcceptanceVia;
};

/** Names one offer. Exactly one field is given. */
export type OfferByInput =
  {   /** Your own id, of the source `default`. */
  readonly externalId: string; readonly id?: never; readonly sourcedId?: never; }
  |  { readonly externalId?: never;   /** Our id. */
  readonly id: string; readonly sourcedId?: never; }
  |  { readonly externalId?: never; readonly id?: never;   /** Your own id, of another source. */
  readonly sourcedId: OfferSourcedIdInput; };

/** A part of an offer. Exactly one field is given. */
export type OfferComponentInput =
  {   /** Base salary. */
  readonly baseSalary: BaseSalaryInput; readonly bonus?: never; readonly computeStipend?: never; readonly equity?: never; readonly other?: never; }
  |  { readonly baseSalary?: never;   /** A bonus. */
  readonly bonus: BonusInput; readonly computeStipend?: never; readonly equity?: never; readonly other?: never; }
  |  { readonly baseSalary?: never; readonly bonus?: never;   /** AI compute. */
  readonly computeStipend: ComputeStipendInput; readonly equity?: never; readonly other?: never; }
  |  { readonly baseSalary?: never; readonly bonus?: never; readonly computeStipend?: never;   /** A grant of equity. */
  readonly equity: EquityInput; readonly other?: never; }
  |  { readonly baseSalary?: never; readonly bonus?: never; readonly computeStipend?: never; readonly equity?: never;   /** Anything else. */
  readonly other: OtherComponentInput; };

/** What a component of an offer is. */
export type OfferComponentKind =
  /** Base salary, paid in cash. */
  | 'BASE_SALARY'
  /** A bonus, paid in cash. */
  | 'BONUS'
  /** AI compute the employer pays for. */
  | 'COMPUTE_STIPEND'
  /** A grant of equity that vests over years. */
  | 'EQUITY'
  /** Anything else that is worth money. */
  | 'OTHER'
  | '%future added value';

/** Input of `offerConvert`. */
export type OfferConvertInput = {
  /** Who the candidate becomes. */
  readonly employee: OfferEmployeeInput;
  /** The same key answers the same outcome and changes nothing twice. 1 to 255 printable ASCII characters. */
  readonly idempotencyKey: string;
  /** Which offer; it was accepted. */
  readonly offer: OfferByInput;
  /** The first day. The first grant can be spent from its local midnight on. With compute it is a day of the employment, at most 12 months back and five years ahead. */
  readonly startDate: string;
};

/** Input of `offerCreate`. */
export type OfferCreateInput = {
  /** E-mail address of the candidate. */
  readonly candidateEmail?: string | null | undefined;
  /** The candidate, as the letter addresses them; 1 to 255 characters. */
  readonly candidateName: string;
  /** What is offered, at most 20 components of one currency. A draft may have none yet. */
  readonly components?: ReadonlyArray<OfferComponentInput> | null | undefined;
  /** From when it cannot be accepted any more. Left out, it never expires. */
  readonly expiresAt?: string | null | undefined;
  /** Your own id, 1 to 255 characters, unique within the employer and `source`. */
  readonly externalId?: string | null | undefined;
  /** Optional: the same key answers the same outcome and changes nothing twice. 1 to 255 printable ASCII characters. */
  readonly idempotencyKey?: string | null | undefined;
  /** BCP 47, such as `en-US`: how the letter writes numbers and dates. The text is English where the catalogue has no text for the locale. Default `en-US`. */
  readonly locale?: string | null | undefined;
  /** The system `externalId` comes from, 1 to 255 characters. Default `default`. */
  readonly source?: string | null | undefined;
  /** The planned first day. */
  readonly startDate?: string | null | undefined;
  /** The position; 1 to 255 characters. */
  readonly title: string;
};

/** Input of `offerDecline`. */
export type OfferDeclineInput = {
  /** The same key answers the same outcome and changes nothing twice. 1 to 255 printable ASCII characters. */
  readonly idempotencyKey: string;
  /** Which offer. */
  readonly offer: OfferByInput;
  /** Why, in the words of the candidate; 1 to 2000 characters. */
  readonly reason?: string | null | undefined;
};

/** The employee to create. Name, e-mail address, title and base salary come from the offer where they are left out. */
export type OfferEmployeeCreateInput = {
  /** Where the cost of the person is booked. */
  readonly costCenter?: CostCenterByInput | null | undefined;
  /** Where the person works, ISO 3166 alpha-2. */
  readonly country?: string | null | undefined;
  /** Where in the organization the person works. */
  readonly department?: DepartmentByInput | null | undefined;
  /** Work e-mail address. Default: none; that of the candidate is a private one. */
  readonly email?: string | null | undefined;
  /** Your own id of the person, 1 to 255 characters, unique within the employer. */
  readonly externalId: string;
  /** Job family such as `ENG`. */
  readonly jobFamily?: string | null | undefined;
  /** The company that employs the person; its time zone decides when a month begins. */
  readonly legalEntity?: LegalEntityByInput | null | undefined;
  /** Level or grade such as `L5`. */
  readonly level?: string | null | undefined;
  /** The name, 1 to 255 characters. Default: the name on the offer. */
  readonly name?: string | null | undefined;
};

/** Who the candidate becomes. Exactly one field is given. */
export type OfferEmployeeInput =
  {   /** A new employee. */
  readonly create: OfferEmployeeCreateInput; readonly externalId?: never; }
  |  { readonly create?: never;   /** Your own id of an employee who is known already. */
  readonly externalId: string; };

/** Which offers a list holds. All that is given must hold. */
export type OfferFilterInput = {
  /** By e-mail address of the candidate. */
  readonly candidateEmail?: StringFilterInput | null | undefined;
  /** By your own id, in every source. */
  readonly externalId?: StringFilterInput | null | undefined;
  /** By status. */
  readonly status?: OfferStatusFilterInput | null | undefined;
};

/** Input of `offerSend`. */
export type OfferSendInput = {
  /** The `version` you read. If the offer changed since, the mutation is refused with VERSION_CONFLICT. */
  readonly expectedVersion?: number | null | undefined;
  /** Optional: the same key answers the same outcome and changes nothing twice. 1 to 255 printable ASCII characters. */
  readonly idempotencyKey?: string | null | undefined;
  /** Which offer; its draft is sent. */
  readonly offer: OfferByInput;
};

/** An id of yours together with the system it comes from. */
export type OfferSourcedIdInput = {
  /** The id in that system. */
  readonly externalId: string;
  /** The system, as it was named when the offer was created. */
  readonly source: string;
};

/** Where an offer stands. */
export type OfferStatus =
  /** The candidate accepted it. It is never changed again. */
  | 'ACCEPTED'
  /** The candidate declined it. */
  | 'DECLINED'
  /** It is written and can be changed; nobody was sent it. */
  | 'DRAFT'
  /** Its expiry passed before it was accepted. A new version can be sent. */
  | 'EXPIRED'
  /** The candidate can accept or decline it. */
  | 'SENT'
  /** The employer withdrew it. */
  | 'WITHDRAWN'
  | '%future added value';

/** Compares the status as it is now. All that is given must hold. */
export type OfferStatusFilterInput = {
  /** Equal to this status. */
  readonly eq?: OfferStatus | null | undefined;
  /** Equal to one of these. */
  readonly in?: ReadonlyArray<OfferStatus> | null | undefined;
};

/** Input of `offerUpdate`. What is left out stays as it is. A change of what the letter says to an offer that was sent, or expired, opens its next version, a draft: the earlier letter can no longer be accepted and stays readable as it was. */
export type OfferUpdateInput = {
  /** E-mail address of the candidate; null clears it. The letter does not change. */
  readonly candidateEmail?: string | null | undefined;
  /** The candidate, 1 to 255 characters. It cannot be cleared. */
  readonly candidateName?: string | null | undefined;
  /** All that is offered, at most 20 components: those left out are removed. It cannot be cleared with null. */
  readonly components?: ReadonlyArray<OfferComponentInput> | null | undefined;
  /** The `version` you read. If the offer changed since, the mutation is refused with VERSION_CONFLICT. */
  readonly expectedVersion?: number | null | undefined;
  /** From when it cannot be accepted any more; null: never. */
  readonly expiresAt?: string | null | undefined;
  /** Your own id, 1 to 255 characters; null clears it. The letter does not change. */
  readonly externalId?: string | null | undefined;
  /** Optional: the same key answers the same outcome and changes nothing twice. 1 to 255 printable ASCII characters. */
  readonly idempotencyKey?: string | null | undefined;
  /** BCP 47, such as `en-US`: how the letter writes numbers and dates. The text is English where the catalogue has no text for the locale. It cannot be cleared. */
  readonly locale?: string | null | undefined;
  /** Which offer. */
  readonly offer: OfferByInput;
  /** The planned first day; null clears it. */
  readonly startDate?: string | null | undefined;
  /** The position, 1 to 255 characters. It cannot be cleared. */
  readonly title?: string | null | undefined;
};

/** Where a version of an offer stands. */
export type OfferVersionStatus =
  /** The candidate accepted it. It is never changed again. */
  | 'ACCEPTED'
  /** The candidate declined it. */
  | 'DECLINED'
  /** It is written and can be changed; nobody was sent it. */
  | 'DRAFT'
  /** Its expiry passed before it was accepted. A new version can be sent. */
  | 'EXPIRED'
  /** The candidate can accept or decline it. */
  | 'SENT'
  /** A later version took its place; it cannot be accepted any more. */
  | 'SUPERSEDED'
  /** The employer withdrew it. */
  | 'WITHDRAWN'
  | '%future added value';

/** Input of `offerWithdraw`. */
export type OfferWithdrawInput = {
  /** The `version` you read. If the offer changed since, the mutation is refused with VERSION_CONFLICT. */
  readonly expectedVersion?: number | null | undefined;
  /** Optional: the same key answers the same outcome and changes nothing twice. 1 to 255 printable ASCII characters. */
  readonly idempotencyKey?: string | null | undefined;
  /** Which offer. */
  readonly offer: OfferByInput;
  /** Why, for the record; 1 to 2000 characters. */
  readonly reason?: string | null | undefined;
};

/** What becomes of compute on leave. */
export type OnLeave =
  /** It goes on. */
  | 'CONTINUES'
  | '%future added value';

/** What becomes of compute when the employment ends. */
export type OnTermination =
  /** It ends with the employment; what is unused is gone. */
  | 'ENDS'
  | '%future added value';

/** Anything else that is worth money. */
export type OtherComponentInput = {
  /** Per `period`; more than zero, in whole minor units. */
  readonly amount: MoneyInput;
  /** From when it counts. Left out, from the start date. */
  readonly effectiveDate?: string | null | undefined;
  /** The id of a component of this offer that stays, so that it can be followed from version to version. Left out, the component is new. */
  readonly id?: string | null | undefined;
  /** What the letter calls it, 1 to 255 characters. */
  readonly label: string;
  /** How often it comes. */
  readonly period: PaymentPeriod;
};

/** What becomes of a spend that no grant covers. HARD limits refuse all the same. */
export type OverageHandling =
  /** It is allowed, and recorded as overage of the person. */
  | 'ALLOW_RECORD'
  /** `spendAuthorize` refuses it. What was used or captured beyond the grants all the same is recorded as overage of the person. */
  | 'BLOCK'
  /** It is allowed, and charged to the cost center where the person works on that day; without one it is overage of the person. */
  | 'CHARGE_COST_CENTER'
  | '%future added value';

/** Names one pay period. Exactly one field is given. */
export type PayPeriodByInput =
  {   /** Your own id. */
  readonly externalId: string; readonly id?: never; }
  |  { readonly externalId?: never;   /** Our id. */
  readonly id: string; };

/** Input of `payPeriodClose`. */
export type PayPeriodCloseInput = {
  /** The same key answers the same outcome and closes nothing twice. 1 to 255 printable ASCII characters. */
  readonly idempotencyKey: string;
  /** Which pay period. */
  readonly payPeriod: PayPeriodByInput;
};

/** Which pay periods a list holds. All that is given must hold. */
export type PayPeriodFilterInput = {
  /** By your own id. */
  readonly externalId?: StringFilterInput | null | undefined;
  /** By status. */
  readonly status?: PayPeriodStatusFilterInput | null | undefined;
};

/** How final the numbers of a pay period are. */
export type PayPeriodStatus =
  /** Its statements are made and never change. What is found later appears in the next open pay period. */
  | 'CLOSED'
  /** Locked: nothing is booked into it any more, and its statements are being made. */
  | 'CLOSING'
  /** Statements are computed on every read and may change. */
  | 'OPEN'
  | '%future added value';

/** Compares the status. All that is given must hold. */
export type PayPeriodStatusFilterInput = {
  /** Equal to this status. */
  readonly eq?: PayPeriodStatus | null | undefined;
  /** Equal to one of these. */
  readonly in?: ReadonlyArray<PayPeriodStatus> | null | undefined;
};

/** A pay period to create, or to change where its `externalId` is known and it is OPEN. */
export type PayPeriodUpsertInput = {
  /** The day on which people are paid. Left out, it stays as it was; null clears it. */
  readonly checkDate?: string | null | undefined;
  /** The first day after it: 16 December for the first half of December. Required for a new one; left out, it stays as it was. It cannot be cleared. At most 367 days after the first. */
  readonly endDate?: string | null | undefined;
  /** Your own id, 1 to 255 characters; finds the pay period again. */
  readonly externalId: string;
  /** The first day. Required for a new one; left out, it stays as it was. It cannot be cleared. */
  readonly startDate?: string | null | undefined;
};

/** Input of `payPeriodsUpsert`. */
export type PayPeriodsUpsertInput = {
  /** Optional: the same key answers the same outcome and changes nothing twice. 1 to 255 printable ASCII characters. */
  readonly idempotencyKey?: string | null | undefined;
  /** At most 250, taken in order. No two pay periods overlap; they may touch, and there may be gaps. */
  readonly payPeriods: ReadonlyArray<PayPeriodUpsertInput>;
};

/** How often an amount is paid. */
export type PaymentPeriod =
  /** Each year. */
  | 'ANNUAL'
  /** Each month. */
  | 'MONTHLY'
  /** Once; it is not part of a year. */
  | 'ONCE'
  | '%future added value';

/** What a line of a statement tells. */
export type PayrollStatementLineKind =
  /** Compute that was used and that grants paid for. */
  | 'CONSUMED_INFO'
  /** Compute that was given (positive) or taken (negative) by hand. */
  | 'CORRECTION'
  /** Compute that ended unused with its grant, also where it was carried over. */
  | 'EXPIRED_INFO'
  /** Compute that was granted. */
  | 'GRANTED_INFO'
  /** Usage that no grant covered: the employer's cost, never charged to the person and no part of the balance. What a cost center pays of it is not told here but in `Balance.chargedToCostCenter`. */
  | 'OVERAGE_INFO'
  /** Compute that was taken back unused. */
  | 'REVOKED_INFO'
  /** Compute that was carried over from grants that ended. */
  | 'ROLLED_IN_INFO'
  | '%future added value';

/** Whether compute may be used privately. */
export type PersonalUse =
  /** Yes. */
  | 'ALLOWED'
  /** Now and then, a little. */
  | 'INCIDENTAL'
  /** For work only. */
  | 'NOT_ALLOWED'
  | '%future added value';

/** Input of `policyArchive`. */
export type PolicyArchiveInput = {
  /** The `version` you read. If the policy changed since, the mutation is refused with VERSION_CONFLICT. */
  readonly expectedVersion?: number | null | undefined;
  /** Optional: the same key answers the same outcome and changes nothing twice. 1 to 255 printable ASCII characters. */
  readonly idempotencyKey?: string | null | undefined;
  /** Which policy. */
  readonly policy: PolicyByInput;
};

/** Names one policy. Exactly one field is given. */
export type PolicyByInput =
  {   /** Your own id. */
  readonly externalId: string; readonly id?: never; }
  |  { readonly externalId?: never;   /** Our id. */
  readonly id: string; };

/** Input of `policyCreate`. */
export type PolicyCreateInput = {
  /** Your own id, 1 to 255 characters, unique within the employer. */
  readonly externalId?: string | null | undefined;
  /** Optional: the same key answers the same outcome and changes nothing twice. 1 to 255 printable ASCII characters. */
  readonly idempotencyKey?: string | null | undefined;
  /** The name, as people see it; 1 to 255 characters. */
  readonly name: string;
  /** The terms of the first version, a draft. */
  readonly terms: PolicyTermsInput;
};

/** Which policies a list holds. All that is given must hold. */
export type PolicyFilterInput = {
  /** By your own id. */
  readonly externalId?: StringFilterInput | null | undefined;
  /** By name. */
  readonly name?: StringFilterInput | null | undefined;
  /** By status. */
  readonly status?: PolicyStatusFilterInput | null | undefined;
};

/** Input of `policyPublish`. */
export type PolicyPublishInput = {
  /** The first day the version counts, in the zone of each person; later than that of the version before, which counts up to this day. Months that were granted already are never computed again. */
  readonly effectiveFrom: string;
  /** The `version` you read. If the policy changed since, the mutation is refused with VERSION_CONFLICT. */
  readonly expectedVersion: number;
  /** Optional: the same key answers the same outcome and changes nothing twice. 1 to 255 printable ASCII characters. */
  readonly idempotencyKey?: string | null | undefined;
  /** Which policy; its draft is published. */
  readonly policy: PolicyByInput;
};

/** Why a policy, or the terms of an offer, count for a person on a day, or do not. */
export type PolicyReasonCode =
  /** Does not count, though the person is enrolled or accepted: nothing is granted for this day, as things are now. `problem` says why. */
  | 'BLOCKED'
  /** The stipend has ended. */
  | 'ENDED'
  /** Counts: the person is enrolled under the policy. */
  | 'ENROLLED'
  /** Counts: the person has grants that were issued by hand. */
  | 'GRANTED_BY_HAND'
  /** The person is not employed on this day. */
  | 'NOT_EMPLOYED'
  /** Nobody enrolled the person; `stipendsAssign` does. */
  | 'NOT_ENROLLED'
  /** No version of the policy counts on this day. */
  | 'NOT_IN_FORCE'
  /** The stipend begins on a later day. */
  | 'NOT_STARTED'
  /** Counts: the person accepted an offer with these terms. */
  | 'OFFER_TERMS'
  /** The terms of an offer stand instead: the `stacking` of the policy is not ADD. */
  | 'REPLACED_BY_OFFER'
  | '%future added value';

/** Where a policy stands. */
export type PolicyStatus =
  /** Nobody is enrolled any more. Who is enrolled keeps the terms until the stipend ends. */
  | 'ARCHIVED'
  /** No version was published yet. */
  | 'DRAFT'
  /** People can be enrolled. */
  | 'PUBLISHED'
  | '%future added value';

/** Compares the status. All that is given must hold. */
export type PolicyStatusFilterInput = {
  /** Equal to this status. */
  readonly eq?: PolicyStatus | null | undefined;
  /** Equal to one of these. */
  readonly in?: ReadonlyArray<PolicyStatus> | null | undefined;
};

/** What a version of a policy grants. The terms are given as a whole. */
export type PolicyTermsInput = {
  /** For FIXED the amount per `period`, for PER_DAY that for a day, and only there; more than zero, in whole minor units. */
  readonly amount?: MoneyInput | null | undefined;
  /** How the allowance is measured. */
  readonly amountType: AmountType;
  /** The currency of the grants. Required for PERCENT_OF_BASE: people whose base salary is in another currency cannot be enrolled. For FIXED and PER_DAY that of the amount. */
  readonly currency?: string | null | undefined;
  /** For PER_DAY, and only there: which days count. Left out, CALENDAR. */
  readonly dayCount?: DayCount | null | undefined;
  /** When what is left of a grant expires. Default PERIOD_END. */
  readonly expiry?: GrantExpiry | null | undefined;
  /** What its grants pay for, and what is carried of them. Left out, anything, also models that join the price list later. A spend on something else is refused with MODEL_NOT_ALLOWED, unless another grant pays for it. Usage that is reported names no tool, so a grant for tools never pays it. */
  readonly filters?: GrantFiltersInput | null | undefined;
  /** What the compute is to the person. Default: the setting of the employer. */
  readonly framing?: Framing | null | undefined;
  /** Months from the start of a stipend in which the terms are not cut, 1 to 120. Left out, nothing is promised. */
  readonly guaranteeMonths?: number | null | undefined;
  /** How many pay periods make a year: an ANNUAL amount is granted in so many parts, one at the start of each pay period that payroll sends. Of an amount by PAY_PERIOD it says what that comes to in a year. 12, 24, 26, 27, 52 or 53. Left out for ANNUAL, it is granted in twelve months. */
  readonly payPeriodsPerYear?: number | null | undefined;
  /** For PERCENT_OF_BASE, and only there: basis points of the annual base salary, 1 to 1000000; 5000 is 50 %. */
  readonly percent?: number | null | undefined;
  /** What the amount or the share is for. */
  readonly period: AmountPeriod;
  /** What is carried into the next period. Default NONE. */
  readonly rollover?: Rollover | null | undefined;
  /** For a CAPPED rollover, and only there: how much is carried. Given alone, the rollover is CAPPED. */
  readonly rolloverTerms?: RolloverTermsInput | null | undefined;
  /** What becomes of a stipend under the policy when an offer promises the same person compute. Default OFFER_REPLACES. */
  readonly stacking?: Stacking | null | undefined;
  /** What unused compute of its grants, and what is carried of them, may be handed to by `grantTransfer`. Default NONE. */
  readonly transfer?: GrantTransfer | null | undefined;
  /** A trial to begin with: for so many days from the start of the stipend, 1 to 366, local midnight to local midnight, one grant of kind TRIAL pays without a cap, within the limits. The periods are counted from the day after: 90 days from 2026-03-02 end on 2026-05-31. It counts for people enrolled from then on. */
  readonly uncappedDays?: number | null | undefined;
};

/** Input of `policyUpdate`. What is left out stays as it is. */
export type PolicyUpdateInput = {
  /** The `version` you read. If the policy changed since, the mutation is refused with VERSION_CONFLICT. */
  readonly expectedVersion?: number | null | undefined;
  /** Your own id, 1 to 255 characters, unique within the employer; null clears it. */
  readonly externalId?: string | null | undefined;
  /** Optional: the same key answers the same outcome and changes nothing twice. 1 to 255 printable ASCII characters. */
  readonly idempotencyKey?: string | null | undefined;
  /** The new name, 1 to 255 characters. It cannot be cleared. */
  readonly name?: string | null | undefined;
  /** Which policy. */
  readonly policy: PolicyByInput;
  /** The terms of the draft, as a whole. Where there is no draft, a new version is drafted; the published one stays as it is. The currency and the cadence of a published policy do not change. */
  readonly terms?: PolicyTermsInput | null | undefined;
};

/** Where a version of a policy stands. */
export type PolicyVersionStatus =
  /** The policy was archived while this was its newest published version. */
  | 'ARCHIVED'
  /** Can be edited; nothing is granted under it. */
  | 'DRAFT'
  /** The newest published version. It is never edited. */
  | 'PUBLISHED'
  /** A later version was published; it counts up to `effectiveTo`. */
  | 'SUPERSEDED'
  | '%future added value';

/** What a posting books. */
export type PostingKind =
  /** A grant was raised or lowered by hand. */
  | 'ADJUSTED'
  /** A hold became usage; what it did not need is available again. */
  | 'CAPTURED'
  /** Usage was charged. */
  | 'CONSUMED'
  /** An earlier posting, which it names, was taken back in whole or in part. */
  | 'CORRECTED'
  /** A grant ended with something left. */
  | 'EXPIRED'
  /** A grant came into being. */
  | 'GRANTED'
  /** An amount was set aside for a spend that is under way. */
  | 'HELD'
  /** A hold was given up. */
  | 'RELEASED'
  /** What was left of a grant was taken back. */
  | 'REVOKED'
  /** What a grant had left was carried over to another, or, where the end of the employment was put right, came back from it. */
  | 'ROLLED_OVER'
  /** What a grant had left was handed to the pool of a cost center, in whole or in part. */
  | 'TRANSFERRED'
  | '%future added value';

/** Which prices a list holds. All that is given must hold. */
export type PriceFilterInput = {
  /** The price that usage of this model gets, by any name usage may give it. Needs `provider`. */
  readonly model?: string | null | undefined;
  /** Prices that hold at this instant; now where it is left out. */
  readonly on?: string | null | undefined;
  /** Prices of this provider, by any name usage may give it. */
  readonly provider?: string | null | undefined;
};

/** What is carried into the next period. */
export type Rollover =
  /** What is left, within `rolloverTerms`. Terms of an offer carry nothing. */
  | 'CAPPED'
  /** Nothing. */
  | 'NONE'
  | '%future added value';

/** How much of what is left of a period is carried into the next. */
export type RolloverTermsInput = {
  /** How many periods what is carried lasts, 1 to 12. Left out, one. */
  readonly lastsPeriods?: number | null | undefined;
  /** At most so much, more than zero, in whole minor units of the currency of the policy. */
  readonly max: MoneyInput;
  /** At most this share of what the period granted, in basis points, 1 to 10000, rounded half-even to the minor unit. Left out, no share caps it. */
  readonly maxPercent?: number | null | undefined;
  /** At least so much, also where less is left; zero up to `max`, in whole minor units. Left out, zero. */
  readonly min?: MoneyInput | null | undefined;
};

/** An id of yours together with the system it comes from. */
export type SourcedIdInput = {
  /** The id in that system. */
  readonly externalId: string;
  /** The system, as it was named when the employee was sent. */
  readonly source: string;
};

/** A spend to come. */
export type SpendAuthorizeInput = {
  /** What it may cost; more than zero. */
  readonly amount: MoneyInput;
  /** Who spends. */
  readonly employee: EmployeeByInput;
  /** One effect per key, for ever. A refusal is stored under it too: a new attempt needs a new key. */
  readonly idempotencyKey: string;
  /** The model, as in `usageReport`; one without a price is refused. */
  readonly model?: string | null | undefined;
  /** The provider, as in `usageReport`; needed with `model`. */
  readonly provider?: string | null | undefined;
  /** How many tokens it may take, 1 to 1000000000000000; needed where a HARD limit counts tokens. */
  readonly tokens?: string | null | undefined;
  /** The product through which it is spent. Names of tools, providers and models are one whatever their case, spaces, dashes, composition or characters that are not seen: `Claude-Code`, ` claude-code ` and full-width letters are `claude-code`. Accents, `ı` without a dot, and look-alikes of other scripts are kept apart. */
  readonly tool?: string | null | undefined;
  /** How long the money stays set aside, 1 to 86,400 seconds; default 300. */
  readonly ttlSeconds?: number | null | undefined;
};

/** What a hold really cost. */
export type SpendCaptureInput = {
  /** More than zero: less than the hold, the same, or more. */
  readonly amount: MoneyInput;
  /** The hold. */
  readonly holdId: string;
  /** One effect per key, for ever. */
  readonly idempotencyKey: string;
  /** How many tokens it took, 0 to 1000000000000000; left out, as many as the hold says. */
  readonly tokens?: string | null | undefined;
};

/** A hold that is not needed. */
export type SpendReleaseInput = {
  /** The hold. */
  readonly holdId: string;
  /** One effect per key, for ever. */
  readonly idempotencyKey: string;
};

/** What becomes of a policy when an offer promises the same person compute. */
export type Stacking =
  /** Both are granted. */
  | 'ADD'
  /** The offer stands instead: the stipend under the policy ends on the day the one of the offer starts. */
  | 'OFFER_REPLACES'
  | '%future added value';

/** A person to enrol under a policy. */
export type StipendAssignmentInput = {
  /** Who; employed on `startDate`. */
  readonly employee: EmployeeByInput;
  /** Your own id of the stipend, 1 to 255 characters, unique within the employer. */
  readonly externalId?: string | null | undefined;
  /** Under which policy; a published one. */
  readonly policy: PolicyByInput;
  /** The first day, from which its months are counted; at most 12 months back and five years ahead, a day of the person’s employment, and not before the policy counts. Months that are over are granted and expire at once. */
  readonly startDate: string;
};

/** Names one stipend. Exactly one field is given. */
export type StipendByInput =
  {   /** Your own id. */
  readonly externalId: string; readonly id?: never; }
  |  { readonly externalId?: never;   /** Our id. */
  readonly id: string; };

/** Which stipends a list holds. All that is given must hold. */
export type StipendFilterInput = {
  /** By person; an unknown one gives an empty list. */
  readonly employee?: EmployeeByInput | null | undefined;
  /** By your own id. */
  readonly externalId?: StringFilterInput | null | undefined;
  /** By what keeps the next grant from being issued. */
  readonly issueProblem?: StipendProblemFilterInput | null | undefined;
  /** By origin. */
  readonly origin?: StipendOriginFilterInput | null | undefined;
  /** By policy; an unknown one gives an empty list. */
  readonly policy?: PolicyByInput | null | undefined;
  /** By status today. */
  readonly status?: StipendStatusFilterInput | null | undefined;
};

/** Where a stipend, or a grant, comes from. */
export type StipendOrigin =
  /** By hand, for one person: `grantIssue`. */
  | 'EXCEPTION'
  /** The person accepted an offer. */
  | 'OFFER'
  /** The person was enrolled under a policy. */
  | 'POLICY'
  | '%future added value';

/** Compares the origin. All that is given must hold. */
export type StipendOriginFilterInput = {
  /** Equal to this origin. */
  readonly eq?: StipendOrigin | null | undefined;
  /** Equal to one of these. */
  readonly in?: ReadonlyArray<StipendOrigin> | null | undefined;
};

/** Why the next grant of a stipend will not be issued, or is late. */
export type StipendProblemCode =
  /** The amount, or a sum it enters, is beyond what money may be. */
  | 'AMOUNT_OUT_OF_RANGE'
  /** The next period comes to nothing: the base salary is zero, or the share rounds to zero. */
  | 'AMOUNT_ZERO'
  /** The base salary is in another currency than the stipend; nothing is converted. Pay it in that of the stipend, or enrol the person under another policy. */
  | 'CURRENCY_MISMATCH'
  /** The stipend is a share of base, and no base salary counts on the day it is taken of. Send one with `employeesUpsert`. */
  | 'NO_BASE_SALARY'
  /** No version of the policy counts on the first day of the next period. */
  | 'NO_POLICY_VERSION'
  /** No pay period holds the day on which the next should begin: nothing is granted until the one after begins. Close the gap with `payPeriodsUpsert`. */
  | 'PAY_PERIOD_GAP'
  /** The pay calendar ends before the next pay period, or has none. Send it with `payPeriodsUpsert`. */
  | 'PAY_PERIOD_MISSING'
  /** The ledger refused it; the message says why. */
  | 'REFUSED'
  | '%future added value';

/** Compares what keeps the next grant back; a stipend that nothing does matches none. All that is given must hold. */
export type StipendProblemFilterInput = {
  /** Equal to this code. */
  readonly eq?: StipendProblemCode | null | undefined;
  /** Equal to one of these. */
  readonly in?: ReadonlyArray<StipendProblemCode> | null | undefined;
};

/** Where a stipend stands today, in the zone of the person. */
export type StipendStatus =
  /** It runs, and nothing keeps its next grant from being issued. */
  | 'ACTIVE'
  /** The offer was accepted and its candidate is no employee yet: `offerConvert` comes next. */
  | 'AWAITING_EMPLOYEE'
  /** It has not ended, but its next grant will not be issued, or is late: `issueProblem` says why. What was granted pays on. It is ACTIVE, or SCHEDULED, again by itself when the cause is gone. */
  | 'BLOCKED'
  /** No month begins any more. */
  | 'ENDED'
  /** It starts later. */
  | 'SCHEDULED'
  | '%future added value';

/** Compares the status. All that is given must hold. */
export type StipendStatusFilterInput = {
  /** Equal to this status. */
  readonly eq?: StipendStatus | null | undefined;
  /** Equal to one of these. */
  readonly in?: ReadonlyArray<StipendStatus> | null | undefined;
};

/** Input of `stipendsAssign`. */
export type StipendsAssignInput = {
  /** At most 500, each for itself. */
  readonly assignments: ReadonlyArray<StipendAssignmentInput>;
  /** The same key answers the same outcome and changes nothing twice. 1 to 255 printable ASCII characters. */
  readonly idempotencyKey: string;
};

/** Compares a text exactly, upper and lower case apart. All that is given must hold. */
export type StringFilterInput = {
  /** Equal to this text. */
  readonly eq?: string | null | undefined;
  /** Equal to one of these texts, at most 250. */
  readonly in?: ReadonlyArray<string> | null | undefined;
};

/** How the employer treats compute for tax. What is chosen here is told to the candidate; it is no tax advice. */
export type TaxTreatment =
  /** Not taxed: an exempt benefit in kind. */
  | 'BENEFIT_IN_KIND_EXEMPT'
  /** Taxed as a benefit in kind. */
  | 'BENEFIT_IN_KIND_TAXABLE'
  /** Not taxed: an expense of the business and no benefit to the person. */
  | 'BUSINESS_EXPENSE_NO_BENEFIT'
  /** Not taxed: too small to account for. */
  | 'DE_MINIMIS'
  /** Not decided yet, and the candidate is told so. */
  | 'NEEDS_REVIEW'
  /** Taxed as a perquisite. */
  | 'PERQUISITE'
  /** Taxed as a fringe benefit. */
  | 'TAXABLE_FRINGE'
  /** Not taxed: something the person could have deducted as a cost of the job. */
  | 'WORKING_CONDITION_FRINGE'
  | '%future added value';

/** Input of `testClockAdvance`. */
export type TestClockAdvanceInput = {
  /** Optional: the same key answers the same outcome and changes nothing twice, and goes on with an advance that was cut off. 1 to 255 printable ASCII characters. */
  readonly idempotencyKey?: string | null | undefined;
  /** The new time of the employer: not before its clock, at most five years ahead. */
  readonly to: string;
};

/** What usage is counted in. The classes do not overlap: what is counted in one is not in another. All but REQUEST and TOOL_CALL count tokens. */
export type UsageClass =
  /** Audio tokens read from the cache. */
  | 'AUDIO_CACHE_READ'
  /** Audio tokens read. */
  | 'AUDIO_IN'
  /** Audio tokens produced. */
  | 'AUDIO_OUT'
  /** Input tokens read from the cache. */
  | 'CACHE_READ'
  /** Input tokens written to the cache for one hour. */
  | 'CACHE_WRITE_1H'
  /** Input tokens written to the cache for five minutes, or for the time the provider sets by default. */
  | 'CACHE_WRITE_5M'
  /** Tokens of the sources cited. */
  | 'CITATION'
  /** Image tokens produced. */
  | 'IMAGE'
  /** Image tokens read from the cache. */
  | 'IMAGE_CACHE_READ'
  /** Image tokens read. */
  | 'IMAGE_IN'
  /** Text tokens read, without those of any other class. */
  | 'INPUT'
  /** Text tokens produced, without those of any other class. */
  | 'OUTPUT'
  /** Tokens produced while reasoning. */
  | 'REASONING'
  /** Requests, where the provider charges for each. One is assumed where it does and none is given. */
  | 'REQUEST'
  /** Web searches made by the provider on behalf of the model. */
  | 'TOOL_CALL'
  /** Video tokens produced. */
  | 'VIDEO'
  /** Video tokens read from the cache. */
  | 'VIDEO_CACHE_READ'
  /** Video tokens read. */
  | 'VIDEO_IN'
  | '%future added value';

/** How much of one class was used. */
export type UsageCountInput = {
  /** Units: tokens, requests or searches, 0 to 1000000000000000. */
  readonly count: string;
  /** The class; each is named at most once in an event. */
  readonly usageClass: UsageClass;
};

/** How closely the use of a person can be seen. */
export type UsageDetail =
  /** Each use with its time, model and cost. */
  | 'EACH_USE'
  /** Totals only. */
  | 'TOTALS'
  | '%future added value';

/** Which events a list holds. All that is given must hold. */
export type UsageEventFilterInput = {
  /** Of one employee; an unknown one gives an empty list. */
  readonly employee?: EmployeeByInput | null | undefined;
  /** By when the model was used. */
  readonly occurredAt?: DateTimeFilterInput | null | undefined;
  /** By what became of them. */
  readonly status?: UsageStatusFilterInput | null | undefined;
};

/** One use of a model. */
export type UsageEventInput = {
  /** The stored event this one takes the place of: what that was charged is given back, in the reverse order of its fundings, and this one is charged instead. Counts of 0 take it back for good. An event is corrected once, its correction may be corrected in turn. REJECTED with `NOT_FOUND` where it is not stored, with `INVALID_TRANSITION` where it was corrected before. */
  readonly corrects?: UsageEventNameInput | null | undefined;
  /** What was used; at least one class. The classes do not overlap: where a provider counts cached tokens within its input, as OpenAI does, take them out of INPUT. */
  readonly counts: ReadonlyArray<UsageCountInput>;
  /** Who used it. A reference that matches nobody does not reject the event: it is stored as UNATTRIBUTED. */
  readonly employee: EmployeeByInput;
  /** Your id of the event, 1 to 255 printable characters. It is taken once for ever within `source`: send the same again as often as you like. */
  readonly id: string;
  /** The model as the provider names it, with or without its date. An unknown one is stored as UNPRICED. */
  readonly model: string;
  /** When it was used: at most 35 days ago (`EVENT_TOO_OLD`) and 5 minutes ahead (`EVENT_IN_FUTURE`), by the employer's clock. One that is ahead counts, and is paid, when it is recorded. */
  readonly occurredAt: string;
  /** The provider that was called, such as `anthropic` or `openai`. */
  readonly provider: string;
  /** The system that counted, 1 to 255 printable characters; `default` where it is left out. */
  readonly source?: string | null | undefined;
};

/** Names a stored event as its sender does. */
export type UsageEventNameInput = {
  /** What its sender calls the event. */
  readonly id: string;
  /** The system that counted; left out, that of the event that names it. */
  readonly source?: string | null | undefined;
};

/** What became of a reported event. */
export type UsageOutcomeStatus =
  /** This event was reported before. Nothing changed; `differs` says whether the content was the same. */
  | 'DUPLICATE'
  /** Stored, priced and debited in full; what no grant covers is overage. Of a correction, what it corrects is taken back. */
  | 'RECORDED'
  /** Not stored; `code` and `message` say why. Correct the event and report it again. */
  | 'REJECTED'
  /** Stored, and nothing debited: no employee matches the reference. */
  | 'UNATTRIBUTED'
  /** Stored, and nothing debited: no price is known for the model or for a class that was used. */
  | 'UNPRICED'
  | '%future added value';

/** Usage to take. */
export type UsageReportInput = {
  /** 1 to 1000 events. */
  readonly events: ReadonlyArray<UsageEventInput>;
};

/** What a stored event is. */
export type UsageStatus =
  /** Priced and charged. */
  | 'RECORDED'
  /** Not charged: no employee matched the reference. */
  | 'UNATTRIBUTED'
  /** Not charged: no price is known for the model, or for a class that was used. */
  | 'UNPRICED'
  | '%future added value';

/** Compares the status. All that is given must hold. */
export type UsageStatusFilterInput = {
  /** Equal to this status. */
  readonly eq?: UsageStatus | null | undefined;
  /** Equal to one of these. */
  readonly in?: ReadonlyArray<UsageStatus> | null | undefined;
};

/** Who sees what a person uses. */
export type UsageVisibilityInput = {
  /** How closely. */
  readonly detail: UsageDetail;
  /** Whether people are ranked by it. */
  readonly ranked: boolean;
  /** In words that follow "can be seen by": `your manager and the finance team`. 1 to 2000 characters. */
  readonly seenBy: string;
};

/** A day of the week. */
export type Weekday =
  /** Friday. */
  | 'FRIDAY'
  /** Monday. */
  | 'MONDAY'
  /** Saturday. */
  | 'SATURDAY'
  /** Sunday. */
  | 'SUNDAY'
  /** Thursday. */
  | 'THURSDAY'
  /** Tuesday. */
  | 'TUESDAY'
  /** Wednesday. */
  | 'WEDNESDAY'
  | '%future added value';

export type ApiKeyFieldsFragment = { readonly id: string, readonly name: string, readonly mode: ApiKeyMode, readonly lastFour: string, readonly scopes: ReadonlyArray<string>, readonly employerId: string | null, readonly createdAt: string, readonly expiresAt: string | null, readonly revokedAt: string | null, readonly lastUsedAt: string | null };

export type ApiKeysListQuery_apiKeys_nodes = ApiKeyFieldsFragment;

export type ApiKeysListQuery_apiKeys_pageInfo = PageInfoFieldsFragment;

export type ApiKeysListQuery_apiKeys = { readonly nodes: ReadonlyArray<ApiKeysListQuery_apiKeys_nodes>, readonly pageInfo: ApiKeysListQuery_apiKeys_pageInfo };

export type ApiKeysListQuery = { readonly apiKeys: ApiKeysListQuery_apiKeys };


export type ApiKeysListQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;

export type ApiKeysCreateMutation_apiKeyCreate_apiKey = ApiKeyFieldsFragment;

export type ApiKeysCreateMutation_apiKeyCreate_userErrors_GenericUserError = UserErrorFields_GenericUserError_Fragment;

export type ApiKeysCreateMutation_apiKeyCreate_userErrors_InsufficientBalanceError = UserErrorFields_InsufficientBalanceError_Fragment;

export type ApiKeysCreateMutation_apiKeyCreate_userErrors_InvalidTransitionError = UserErrorFields_InvalidTransitionError_Fragment;

export type ApiKeysCreateMutation_apiKeyCreate_userErrors_LimitExceededError = UserErrorFields_LimitExceededError_Fragment;

export type ApiKeysCreateMutation_apiKeyCreate_userErrors_VersionConflictError = UserErrorFields_VersionConflictError_Fragment;

export type ApiKeysCreateMutation_apiKeyCreate_userErrors =
  | ApiKeysCreateMutation_apiKeyCreate_userErrors_GenericUserError
  | ApiKeysCreateMutation_apiKeyCreate_userErrors_InsufficientBalanceError
  | ApiKeysCreateMutation_apiKeyCreate_userErrors_InvalidTransitionError
  | ApiKeysCreateMutation_apiKeyCreate_userErrors_LimitExceededError
  | ApiKeysCreateMutation_apiKeyCreate_userErrors_VersionConflictError
;

export type ApiKeysCreateMutation_apiKeyCreate = { readonly secret: string | null, readonly apiKey: ApiKeysCreateMutation_apiKeyCreate_apiKey | null, readonly userErrors: ReadonlyArray<ApiKeysCreateMutation_apiKeyCreate_userErrors> };

export type ApiKeysCreateMutation = { readonly apiKeyCreate: ApiKeysCreateMutation_apiKeyCreate };


export type ApiKeysCreateMutationVariables = Exact<{
  input: ApiKeyCreateInput;
}>;

export type ApiKeysRevokeMutation_apiKeyRevoke_apiKey = ApiKeyFieldsFragment;

export type ApiKeysRevokeMutation_apiKeyRevoke_userErrors_GenericUserError = UserErrorFields_GenericUserError_Fragment;

export type ApiKeysRevokeMutation_apiKeyRevoke_userErrors_InsufficientBalanceError = UserErrorFields_InsufficientBalanceError_Fragment;

export type ApiKeysRevokeMutation_apiKeyRevoke_userErrors_InvalidTransitionError = UserErrorFields_InvalidTransitionError_Fragment;

export type ApiKeysRevokeMutation_apiKeyRevoke_userErrors_LimitExceededError = UserErrorFields_LimitExceededError_Fragment;

export type ApiKeysRevokeMutation_apiKeyRevoke_userErrors_VersionConflictError = UserErrorFields_VersionConflictError_Fragment;

export type ApiKeysRevokeMutation_apiKeyRevoke_userErrors =
  | ApiKeysRevokeMutation_apiKeyRevoke_userErrors_GenericUserError
  | ApiKeysRevokeMutation_apiKeyRevoke_userErrors_InsufficientBalanceError
  | ApiKeysRevokeMutation_apiKeyRevoke_userErrors_InvalidTransitionError
  | ApiKeysRevokeMutation_apiKeyRevoke_userErrors_LimitExceededError
  | ApiKeysRevokeMutation_apiKeyRevoke_userErrors_VersionConflictError
;

export type ApiKeysRevokeMutation_apiKeyRevoke = { readonly apiKey: ApiKeysRevokeMutation_apiKeyRevoke_apiKey | null, readonly userErrors: ReadonlyArray<ApiKeysRevokeMutation_apiKeyRevoke_userErrors> };

export type ApiKeysRevokeMutation = { readonly apiKeyRevoke: ApiKeysRevokeMutation_apiKeyRevoke };


export type ApiKeysRevokeMutationVariables = Exact<{
  input: ApiKeyRevokeInput;
}>;

export type BalanceFieldsFragment_granted = MoneyFieldsFragment;

export type BalanceFieldsFragment_available = MoneyFieldsFragment;

export type BalanceFieldsFragment_held = MoneyFieldsFragment;

export type BalanceFieldsFragment_consumed = MoneyFieldsFragment;

export type BalanceFieldsFragment_expired = MoneyFieldsFragment;

export type BalanceFieldsFragment_revoked = MoneyFieldsFragment;

export type BalanceFieldsFragment_overage = MoneyFieldsFragment;

export type BalanceFieldsFragment_chargedToCostCenter = MoneyFieldsFragment;

export type BalanceFieldsFragment_expiringSoon = MoneyFieldsFragment;

export type BalanceFieldsFragment_employee = EmployeeRefFieldsFragment;

export type BalanceFieldsFragment = { readonly employeeId: string, readonly currency: string, readonly asOf: string, readonly effectiveAt: string, readonly granted: BalanceFieldsFragment_granted, readonly available: BalanceFieldsFragment_available, readonly held: BalanceFieldsFragment_held, readonly consumed: BalanceFieldsFragment_consumed, readonly expired: BalanceFieldsFragment_expired, readonly revoked: BalanceFieldsFragment_revoked, readonly overage: BalanceFieldsFragment_overage, readonly chargedToCostCenter: BalanceFieldsFragment_chargedToCostCenter, readonly expiringSoon: BalanceFieldsFragment_expiringSoon, readonly employee: BalanceFieldsFragment_employee | null };

export type BalancesListQuery_balances_nodes = BalanceFieldsFragment;

export type BalancesListQuery_balances_pageInfo = PageInfoFieldsFragment;

export type BalancesListQuery_balances = { readonly nodes: ReadonlyArray<BalancesListQuery_balances_nodes>, readonly pageInfo: BalancesListQuery_balances_pageInfo };

export type BalancesListQuery = { readonly balances: BalancesListQuery_balances };


export type BalancesListQueryVariables = Exact<{
  where?: BalanceFilterInput | null | undefined;
  asOf?: string | null | undefined;
  effectiveAt?: string | null | undefined;
  withinDays?: number;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;

export type BalancesGetQuery_balance_nodes = BalanceFieldsFragment;

export type BalancesGetQuery_balance = { readonly nodes: ReadonlyArray<BalancesGetQuery_balance_nodes> };

export type BalancesGetQuery = { readonly balance: BalancesGetQuery_balance };


export type BalancesGetQueryVariables = Exact<{
  employee: EmployeeByInput;
  asOf?: string | null | undefined;
  effectiveAt?: string | null | undefined;
  withinDays?: number;
}>;

export type BalanceAmountsFieldsFragment_granted = MoneyFieldsFragment;

export type BalanceAmountsFieldsFragment_available = MoneyFieldsFragment;

export type BalanceAmountsFieldsFragment_held = MoneyFieldsFragment;

export type BalanceAmountsFieldsFragment_consumed = MoneyFieldsFragment;

export type BalanceAmountsFieldsFragment_expired = MoneyFieldsFragment;

export type BalanceAmountsFieldsFragment_revoked = MoneyFieldsFragment;

export type BalanceAmountsFieldsFragment_overage = MoneyFieldsFragment;

export type BalanceAmountsFieldsFragment_chargedToCostCenter = MoneyFieldsFragment;

export type BalanceAmountsFieldsFragment = { readonly granted: BalanceAmountsFieldsFragment_granted, readonly available: BalanceAmountsFieldsFragment_available, readonly held: BalanceAmountsFieldsFragment_held, readonly consumed: BalanceAmountsFieldsFragment_consumed, readonly expired: BalanceAmountsFieldsFragment_expired, readonly revoked: BalanceAmountsFieldsFragment_revoked, readonly overage: BalanceAmountsFieldsFragment_overage, readonly chargedToCostCenter: BalanceAmountsFieldsFragment_chargedToCostCenter };

export type BalanceEntryFieldsFragment_change = BalanceAmountsFieldsFragment;

export type BalanceEntryFieldsFragment_balance = BalanceAmountsFieldsFragment;

export type BalanceEntryFieldsFragment_grants_amount = MoneyFieldsFragment;

export type BalanceEntryFieldsFragment_grants = { readonly grantId: string, readonly amount: BalanceEntryFieldsFragment_grants_amount };

export type BalanceEntryFieldsFragment = { readonly id: string, readonly kind: PostingKind, readonly currency: string, readonly effectiveAt: string, readonly bookedAt: string, readonly costCenterId: string | null, readonly subjectId: string | null, readonly reversesId: string | null, readonly asOf: string, readonly change: BalanceEntryFieldsFragment_change, readonly balance: BalanceEntryFieldsFragment_balance, readonly grants: ReadonlyArray<BalanceEntryFieldsFragment_grants> };

export type BalancesHistoryQuery_balanceHistory_nodes = BalanceEntryFieldsFragment;

export type BalancesHistoryQuery_balanceHistory_pageInfo = PageInfoFieldsFragment;

export type BalancesHistoryQuery_balanceHistory = { readonly nodes: ReadonlyArray<BalancesHistoryQuery_balanceHistory_nodes>, readonly pageInfo: BalancesHistoryQuery_balanceHistory_pageInfo };

export type BalancesHistoryQuery = { readonly balanceHistory: BalancesHistoryQuery_balanceHistory };


export type BalancesHistoryQueryVariables = Exact<{
  employee: EmployeeByInput;
  currency?: string | null | undefined;
  from?: string | null | undefined;
  to?: string | null | undefined;
  asOf?: string | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;

export type BalancesMovementQuery_balance_nodes_movement = MovementFieldsFragment;

export type BalancesMovementQuery_balance_nodes = (
  { readonly movement: BalancesMovementQuery_balance_nodes_movement | null }
  & BalanceFieldsFragment
);

export type BalancesMovementQuery_balance = { readonly nodes: ReadonlyArray<BalancesMovementQuery_balance_nodes> };

export type BalancesMovementQuery = { readonly balance: BalancesMovementQuery_balance };


export type BalancesMovementQueryVariables = Exact<{
  employee: EmployeeByInput;
  from: string;
  to: string;
  asOf?: string | null | undefined;
  effectiveAt?: string | null | undefined;
  withinDays?: number;
}>;

export type MeQuery_me = { readonly keyId: string, readonly mode: ApiKeyMode, readonly scopes: ReadonlyArray<string>, readonly partnerId: string | null, readonly employerId: string | null };

export type MeQuery = { readonly me: MeQuery_me };


export type MeQueryVariables = Exact<{ [key: string]: never; }>;

export type NodeQuery_node_ApiKey = { readonly __typename: 'ApiKey', readonly id: string };

export type NodeQuery_node_CostCenter = { readonly __typename: 'CostCenter', readonly id: string };

export type NodeQuery_node_Department = { readonly __typename: 'Department', readonly id: string };

export type NodeQuery_node_Employee = { readonly __typename: 'Employee', readonly id: string };

export type NodeQuery_node_Employer = { readonly __typename: 'Employer', readonly id: string };

export type NodeQuery_node_Employment = { readonly __typename: 'Employment', readonly id: string };

export type NodeQuery_node_FxRate = { readonly __typename: 'FxRate', readonly id: string };

export type NodeQuery_node_Grant = { readonly __typename: 'Grant', readonly id: string };

export type NodeQuery_node_Hold = { readonly __typename: 'Hold', readonly id: string };

export type NodeQuery_node_Job = { readonly __typename: 'Job', readonly id: string };

export type NodeQuery_node_LegalEntity = { readonly __typename: 'LegalEntity', readonly id: string };

export type NodeQuery_node_Limit = { readonly __typename: 'Limit', readonly id: string };

export type NodeQuery_node_Offer = { readonly __typename: 'Offer', readonly id: string };

export type NodeQuery_node_OfferVersion = { readonly __typename: 'OfferVersion', readonly id: string };

export type NodeQuery_node_PayPeriod = { readonly __typename: 'PayPeriod', readonly id: string };

export type NodeQuery_node_PayrollStatement = { readonly __typename: 'PayrollStatement', readonly id: string };

export type NodeQuery_node_Policy = { readonly __typename: 'Policy', readonly id: string };

export type NodeQuery_node_PolicyVersion = { readonly __typename: 'PolicyVersion', readonly id: string };

export type NodeQuery_node_Price = { readonly __typename: 'Price', readonly id: string };

export type NodeQuery_node_Stipend = { readonly __typename: 'Stipend', readonly id: string };

export type NodeQuery_node_UsageEvent = { readonly __typename: 'UsageEvent', readonly id: string };

export type NodeQuery_node =
  | NodeQuery_node_ApiKey
  | NodeQuery_node_CostCenter
  | NodeQuery_node_Department
  | NodeQuery_node_Employee
  | NodeQuery_node_Employer
  | NodeQuery_node_Employment
  | NodeQuery_node_FxRate
  | NodeQuery_node_Grant
  | NodeQuery_node_Hold
  | NodeQuery_node_Job
  | NodeQuery_node_LegalEntity
  | NodeQuery_node_Limit
  | NodeQuery_node_Offer
  | NodeQuery_node_OfferVersion
  | NodeQuery_node_PayPeriod
  | NodeQuery_node_PayrollStatement
  | NodeQuery_node_Policy
  | NodeQuery_node_PolicyVersion
  | NodeQuery_node_Price
  | NodeQuery_node_Stipend
  | NodeQuery_node_UsageEvent
;

export type NodeQuery = { readonly node: NodeQuery_node | null };


export type NodeQueryVariables = Exact<{
  id: string;
}>;

export type NodesQuery_nodes_ApiKey = { readonly __typename: 'ApiKey', readonly id: string };

export type NodesQuery_nodes_CostCenter = { readonly __typename: 'CostCenter', readonly id: string };

export type NodesQuery_nodes_Department = { readonly __typename: 'Department', readonly id: string };

export type NodesQuery_nodes_Employee = { readonly __typename: 'Employee', readonly id: string };

export type NodesQuery_nodes_Employer = { readonly __typename: 'Employer', readonly id: string };

export type NodesQuery_nodes_Employment = { readonly __typename: 'Employment', readonly id: string };

export type NodesQuery_nodes_FxRate = { readonly __typename: 'FxRate', readonly id: string };

export type NodesQuery_nodes_Grant = { readonly __typename: 'Grant', readonly id: string };

export type NodesQuery_nodes_Hold = { readonly __typename: 'Hold', readonly id: string };

export type NodesQuery_nodes_Job = { readonly __typename: 'Job', readonly id: string };

export type NodesQuery_nodes_LegalEntity = { readonly __typename: 'LegalEntity', readonly id: string };

export type NodesQuery_nodes_Limit = { readonly __typename: 'Limit', readonly id: string };

export type NodesQuery_nodes_Offer = { readonly __typename: 'Offer', readonly id: string };

export type NodesQuery_nodes_OfferVersion = { readonly __typename: 'OfferVersion', readonly id: string };

export type NodesQuery_nodes_PayPeriod = { readonly __typename: 'PayPeriod', readonly id: string };

export type NodesQuery_nodes_PayrollStatement = { readonly __typename: 'PayrollStatement', readonly id: string };

export type NodesQuery_nodes_Policy = { readonly __typename: 'Policy', readonly id: string };

export type NodesQuery_nodes_PolicyVersion = { readonly __typename: 'PolicyVersion', readonly id: string };

export type NodesQuery_nodes_Price = { readonly __typename: 'Price', readonly id: string };

export type NodesQuery_nodes_Stipend = { readonly __typename: 'Stipend', readonly id: string };

export type NodesQuery_nodes_UsageEvent = { readonly __typename: 'UsageEvent', readonly id: string };

export type NodesQuery_nodes =
  | NodesQuery_nodes_ApiKey
  | NodesQuery_nodes_CostCenter
  | NodesQuery_nodes_Department
  | NodesQuery_nodes_Employee
  | NodesQuery_nodes_Employer
  | NodesQuery_nodes_Employment
  | NodesQuery_nodes_FxRate
  | NodesQuery_nodes_Grant
  | NodesQuery_nodes_Hold
  | NodesQuery_nodes_Job
  | NodesQuery_nodes_LegalEntity
  | NodesQuery_nodes_Limit
  | NodesQuery_nodes_Offer
  | NodesQuery_nodes_OfferVersion
  | NodesQuery_nodes_PayPeriod
  | NodesQuery_nodes_PayrollStatement
  | NodesQuery_nodes_Policy
  | NodesQuery_nodes_PolicyVersion
  | NodesQuery_nodes_Price
  | NodesQuery_nodes_Stipend
  | NodesQuery_nodes_UsageEvent
;

export type NodesQuery = { readonly nodes: ReadonlyArray<NodesQuery_nodes | null> };


export type NodesQueryVariables = Exact<{
  ids: ReadonlyArray<string> | string;
}>;

export type CostCenterFieldsFragment = { readonly id: string, readonly externalId: string, readonly name: string, readonly code: string };

export type CostCenterPoolsFieldsFragment_pools = MoneyFieldsFragment;

export type CostCenterPoolsFieldsFragment = { readonly pools: ReadonlyArray<CostCenterPoolsFieldsFragment_pools> | null };

export type CostCentersListQuery_costCenters_nodes = (
  CostCenterFieldsFragment
  & CostCenterPoolsFieldsFragment
);

export type CostCentersListQuery_costCenters_pageInfo = PageInfoFieldsFragment;

export type CostCentersListQuery_costCenters = { readonly nodes: ReadonlyArray<CostCentersListQuery_costCenters_nodes>, readonly pageInfo: CostCentersListQuery_costCenters_pageInfo };

export type CostCentersListQuery = { readonly costCenters: CostCentersListQuery_costCenters };


export type CostCentersListQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;

export type CostCentersUpsertMutation_costCentersUpsert_outcomes_costCenter = CostCenterFieldsFragment;

export type CostCentersUpsertMutation_costCentersUpsert_outcomes_userErrors_GenericUserError = UserErrorFields_GenericUserError_Fragment;

export type CostCentersUpsertMutation_costCentersUpsert_outcomes_userErrors_InsufficientBalanceError = UserErrorFields_InsufficientBalanceError_Fragment;

export type CostCentersUpsertMutation_costCentersUpsert_outcomes_userErrors_InvalidTransitionError = UserErrorFields_InvalidTransitionError_Fragment;

export type CostCentersUpsertMutation_costCentersUpsert_outcomes_userErrors_LimitExceededError = UserErrorFields_LimitExceededError_Fragment;

export type CostCentersUpsertMutation_costCentersUpsert_outcomes_userErrors_VersionConflictError = UserErrorFields_VersionConflictError_Fragment;

export type CostCentersUpsertMutation_costCentersUpsert_outcomes_userErrors =
  | CostCentersUpsertMutation_costCentersUpsert_outcomes_userErrors_GenericUserError
  | CostCentersUpsertMutation_costCentersUpsert_outcomes_userErrors_InsufficientBalanceError
  | CostCentersUpsertMutation_costCentersUpsert_outcomes_userErrors_InvalidTransitionError
  | CostCentersUpsertMutation_costCentersUpsert_outcomes_userErrors_LimitExceededError
  | CostCentersUpsertMutation_costCentersUpsert_outcomes_userErrors_VersionConflictError
;

export type CostCentersUpsertMutation_costCentersUpsert_outcomes = { readonly created: boolean, readonly costCenter: CostCentersUpsertMutation_costCentersUpsert_outcomes_costCenter | null, readonly userErrors: ReadonlyArray<CostCentersUpsertMutation_costCentersUpsert_outcomes_userErrors> };

export type CostCentersUpsertMutation_costCentersUpsert_userErrors_GenericUserError = UserErrorFields_GenericUserError_Fragment;

export type CostCentersUpsertMutation_costCentersUpsert_userErrors_InsufficientBalanceError = UserErrorFields_InsufficientBalanceError_Fragment;

export type CostCentersUpsertMutation_costCentersUpsert_userErrors_InvalidTransitionError = UserErrorFields_InvalidTransitionError_Fragment;

export type CostCentersUpsertMutation_costCentersUpsert_userErrors_LimitExceededError = UserErrorFields_LimitExceededError_Fragment;

export type CostCentersUpsertMutation_costCentersUpsert_userErrors_VersionConflictError = UserErrorFields_VersionConflictError_Fragment;

export type CostCentersUpsertMutation_costCentersUpsert_userErrors =
  | CostCentersUpsertMutation_costCentersUpsert_userErrors_GenericUserError
  | CostCentersUpsertMutation_costCentersUpsert_userErrors_InsufficientBalanceError
  | CostCentersUpsertMutation_costCentersUpsert_userErrors_InvalidTransitionError
  | CostCentersUpsertMutation_costCentersUpsert_userErrors_LimitExceededError
  | CostCentersUpsertMutation_costCentersUpsert_userErrors_VersionConflictError
;

export type CostCentersUpsertMutation_costCentersUpsert = { readonly outcomes: ReadonlyArray<CostCentersUpsertMutation_costCentersUpsert_outcomes> | null, readonly userErrors: ReadonlyArray<CostCentersUpsertMutation_costCentersUpsert_userErrors> };

export type CostCentersUpsertMutation = { readonly costCentersUpsert: CostCentersUpsertMutation_costCentersUpsert };


export type CostCentersUpsertMutationVariables = Exact<{
  input: CostCentersUpsertInput;
}>;

export type DepartmentFieldsFragment = { readonly id: string, readonly externalId: string, readonly name: string };

export type DepartmentsListQuery_departments_nodes = DepartmentFieldsFragment;

export type DepartmentsListQuery_departments_pageInfo = PageInfoFieldsFragment;

export type DepartmentsListQuery_departments = { readonly nodes: ReadonlyArray<DepartmentsListQuery_departments_nodes>, readonly pageInfo: DepartmentsListQuery_departments_pageInfo };

export type DepartmentsListQuery = { readonly departments: DepartmentsListQuery_departments };


export type DepartmentsListQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;

export type DepartmentsUpsertMutation_departmentsUpsert_outcomes_department = DepartmentFieldsFragment;

export type DepartmentsUpsertMutation_departmentsUpsert_outcomes_userErrors_GenericUserError = UserErrorFields_GenericUserError_Fragment;

export type DepartmentsUpsertMutation_departmentsUpsert_outcomes_userErrors_InsufficientBalanceError = UserErrorFields_InsufficientBalanceError_Fragment;

export type DepartmentsUpsertMutation_departmentsUpsert_outcomes_userErrors_InvalidTransitionError = UserErrorFields_InvalidTransitionError_Fragment;

export type DepartmentsUpsertMutation_departmentsUpsert_outcomes_userErrors_LimitExceededError = UserErrorFields_LimitExceededError_Fragment;

export type DepartmentsUpsertMutation_departmentsUpsert_outcomes_userErrors_VersionConflictError = UserErrorFields_VersionConflictError_Fragment;

export type DepartmentsUpsertMutation_departmentsUpsert_outcomes_userErrors =
  | DepartmentsUpsertMutation_departmentsUpsert_outcomes_userErrors_GenericUserError
  | DepartmentsUpsertMutation_departmentsUpsert_outcomes_userErrors_InsufficientBalanceError
  | DepartmentsUpsertMutation_departmentsUpsert_outcomes_userErrors_InvalidTransitionError
  | DepartmentsUpsertMutation_departmentsUpsert_outcomes_userErrors_LimitExceededError
  | DepartmentsUpsertMutation_departmentsUpsert_outcomes_userErrors_VersionConflictError
;

export type DepartmentsUpsertMutation_departmentsUpsert_outcomes = { readonly created: boolean, readonly department: DepartmentsUpsertMutation_departmentsUpsert_outcomes_department | null, readonly userErrors: ReadonlyArray<DepartmentsUpsertMutation_departmentsUpsert_outcomes_userErrors> };

export type DepartmentsUpsertMutation_departmentsUpsert_userErrors_GenericUserError = UserErrorFields_GenericUserError_Fragment;

export type DepartmentsUpsertMutation_departmentsUpsert_userErrors_InsufficientBalanceError = UserErrorFields_InsufficientBalanceError_Fragment;

export type DepartmentsUpsertMutation_departmentsUpsert_userErrors_InvalidTransitionError = UserErrorFields_InvalidTransitionError_Fragment;

export type DepartmentsUpsertMutation_departmentsUpsert_userErrors_LimitExceededError = UserErrorFields_LimitExceededError_Fragment;

export type DepartmentsUpsertMutation_departmentsUpsert_userErrors_VersionConflictError = UserErrorFields_VersionConflictError_Fragment;

export type DepartmentsUpsertMutation_departmentsUpsert_userErrors =
  | DepartmentsUpsertMutation_departmentsUpsert_userErrors_GenericUserError
  | DepartmentsUpsertMutation_departmentsUpsert_userErrors_InsufficientBalanceError
  | DepartmentsUpsertMutation_departmentsUpsert_userErrors_InvalidTransitionError
  | DepartmentsUpsertMutation_departmentsUpsert_userErrors_LimitExceededError
  | DepartmentsUpsertMutation_departmentsUpsert_userErrors_VersionConflictError
;

export type DepartmentsUpsertMutation_departmentsUpsert = { readonly outcomes: ReadonlyArray<DepartmentsUpsertMutation_departmentsUpsert_outcomes> | null, readonly userErrors: ReadonlyArray<DepartmentsUpsertMutation_departmentsUpsert_userErrors> };

export type DepartmentsUpsertMutation = { readonly departmentsUpsert: DepartmentsUpsertMutation_departmentsUpsert };


export type DepartmentsUpsertMutationVariables = Exact<{
  input: DepartmentsUpsertInput;
}>;

export type EmployeeRefFieldsFragment = { readonly id: string, readonly externalId: string, readonly source: string, readonly name: string };

export type EmploymentFieldsFragment_baseSalary = MoneyFieldsFragment;

export type EmploymentFieldsFragment_legalEntity = LegalEntityFieldsFragment;

export type EmploymentFieldsFragment_department = DepartmentFieldsFragment;

export type EmploymentFieldsFragment_costCenter = CostCenterFieldsFragment;

export type EmploymentFieldsFragment = { readonly id: string, readonly startDate: string, readonly endDate: string | null, readonly title: string | null, readonly jobFamily: string | null, readonly level: string | null, readonly country: string | null, readonly employmentType: EmploymentType, readonly fteBasisPoints: number, readonly baseSalary: EmploymentFieldsFragment_baseSalary | null, readonly legalEntity: EmploymentFieldsFragment_legalEntity | null, readonly department: EmploymentFieldsFragment_department | null, readonly costCenter: EmploymentFieldsFragment_costCenter | null };

export type EmployeeFieldsFragment_currentEmployment = EmploymentFieldsFragment;

export type EmployeeFieldsFragment = { readonly id: string, readonly externalId: string, readonly source: string, readonly name: string, readonly email: string | null, readonly status: EmployeeStatus, readonly terminatedOn: string | null, readonly currentEmployment: EmployeeFieldsFragment_currentEmployment | null };

export type EmployeesListQuery_employees_nodes = EmployeeFieldsFragment;

export type EmployeesListQuery_employees_pageInfo = PageInfoFieldsFragment;

export type EmployeesListQuery_employees = { readonly nodes: ReadonlyArray<EmployeesListQuery_employees_nodes>, readonly pageInfo: EmployeesListQuery_employees_pageInfo };

export type EmployeesListQuery = { readonly employees: EmployeesListQuery_employees };


export type EmployeesListQueryVariables = Exact<{
  where?: EmployeeFilterInput | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;

export type EmployeesGetQuery_employee_employments_nodes = EmploymentFieldsFragment;

export type EmployeesGetQuery_employee_employments_pageInfo = PageInfoFieldsFragment;

export type EmployeesGetQuery_employee_employments = { readonly nodes: ReadonlyArray<EmployeesGetQuery_employee_employments_nodes>, readonly pageInfo: EmployeesGetQuery_employee_employments_pageInfo };

export type EmployeesGetQuery_employee = (
  { readonly employments: EmployeesGetQuery_employee_employments }
  & EmployeeFieldsFragment
);

export type EmployeesGetQuery = { readonly employee: EmployeesGetQuery_employee | null };


export type EmployeesGetQueryVariables = Exact<{
  by: EmployeeByInput;
}>;

export type EmployeesUpsertMutation_employeesUpsert_outcomes_employee = EmployeeFieldsFragment;

export type EmployeesUpsertMutation_employeesUpsert_outcomes_userErrors_GenericUserError = UserErrorFields_GenericUserError_Fragment;

export type EmployeesUpsertMutation_employeesUpsert_outcomes_userErrors_InsufficientBalanceError = UserErrorFields_InsufficientBalanceError_Fragment;

export type EmployeesUpsertMutation_employeesUpsert_outcomes_userErrors_InvalidTransitionError = UserErrorFields_InvalidTransitionError_Fragment;

export type EmployeesUpsertMutation_employeesUpsert_outcomes_userErrors_LimitExceededError = UserErrorFields_LimitExceededError_Fragment;

export type EmployeesUpsertMutation_employeesUpsert_outcomes_userErrors_VersionConflictError = UserErrorFields_VersionConflictError_Fragment;

export type EmployeesUpsertMutation_employeesUpsert_outcomes_userErrors =
  | EmployeesUpsertMutation_employeesUpsert_outcomes_userErrors_GenericUserError
  | EmployeesUpsertMutation_employeesUpsert_outcomes_userErrors_InsufficientBalanceError
  | EmployeesUpsertMutation_employeesUpsert_outcomes_userErrors_InvalidTransitionError
  | EmployeesUpsertMutation_employeesUpsert_outcomes_userErrors_LimitExceededError
  | EmployeesUpsertMutation_employeesUpsert_outcomes_userErrors_VersionConflictError
;

export type EmployeesUpsertMutation_employeesUpsert_outcomes = { readonly created: boolean, readonly employee: EmployeesUpsertMutation_employeesUpsert_outcomes_employee | null, readonly userErrors: ReadonlyArray<EmployeesUpsertMutation_employeesUpsert_outcomes_userErrors> };

export type EmployeesUpsertMutation_employeesUpsert_userErrors_GenericUserError = UserErrorFields_GenericUserError_Fragment;

export type EmployeesUpsertMutation_employeesUpsert_userErrors_InsufficientBalanceError = UserErrorFields_InsufficientBalanceError_Fragment;

export type EmployeesUpsertMutation_employeesUpsert_userErrors_InvalidTransitionError = UserErrorFields_InvalidTransitionError_Fragment;

export type EmployeesUpsertMutation_employeesUpsert_userErrors_LimitExceededError = UserErrorFields_LimitExceededError_Fragment;

export type EmployeesUpsertMutation_employeesUpsert_userErrors_VersionConflictError = UserErrorFields_VersionConflictError_Fragment;

export type EmployeesUpsertMutation_employeesUpsert_userErrors =
  | EmployeesUpsertMutation_employeesUpsert_userErrors_GenericUserError
  | EmployeesUpsertMutation_employeesUpsert_userErrors_InsufficientBalanceError
  | EmployeesUpsertMutation_employeesUpsert_userErrors_InvalidTransitionError
  | EmployeesUpsertMutation_employeesUpsert_userErrors_LimitExceededError
  | EmployeesUpsertMutation_employeesUpsert_userErrors_VersionConflictError
;

export type EmployeesUpsertMutation_employeesUpsert = { readonly outcomes: ReadonlyArray<EmployeesUpsertMutation_employeesUpsert_outcomes> | null, readonly userErrors: ReadonlyArray<EmployeesUpsertMutation_employeesUpsert_userErrors> };

export type EmployeesUpsertMutation = { readonly employeesUpsert: EmployeesUpsertMutation_employeesUpsert };


export type EmployeesUpsertMutationVariables = Exact<{
  input: EmployeesUpsertInput;
}>;

export type EmployeesTerminateMutation_employeeTerminate_employee = EmployeeFieldsFragment;

export type EmployeesTerminateMutation_employeeTerminate_userErrors_GenericUserError = UserErrorFields_GenericUserError_Fragment;

export type EmployeesTerminateMutation_employeeTerminate_userErrors_InsufficientBalanceError = UserErrorFields_InsufficientBalanceError_Fragment;

export type EmployeesTerminateMutation_employeeTerminate_userErrors_InvalidTransitionError = UserErrorFields_InvalidTransitionError_Fragment;

export type EmployeesTerminateMutation_employeeTerminate_userErrors_LimitExceededError = UserErrorFields_LimitExceededError_Fragment;

export type EmployeesTerminateMutation_employeeTerminate_userErrors_VersionConflictError = UserErrorFields_VersionConflictError_Fragment;

export type EmployeesTerminateMutation_employeeTerminate_userErrors =
  | EmployeesTerminateMutation_employeeTerminate_userErrors_GenericUserError
  | EmployeesTerminateMutation_employeeTerminate_userErrors_InsufficientBalanceError
  | EmployeesTerminateMutation_employeeTerminate_userErrors_InvalidTransitionError
  | EmployeesTerminateMutation_employeeTerminate_userErrors_LimitExceededError
  | EmployeesTerminateMutation_employeeTerminate_userErrors_VersionConflictError
;

export type EmployeesTerminateMutation_employeeTerminate = { readonly employee: EmployeesTerminateMutation_employeeTerminate_employee | null, readonly userErrors: ReadonlyArray<EmployeesTerminateMutation_employeeTerminate_userErrors> };

export type EmployeesTerminateMutation = { readonly employeeTerminate: EmployeesTerminateMutation_employeeTerminate };


export type EmployeesTerminateMutationVariables = Exact<{
  input: EmployeeTerminateInput;
}>;

export type EmployerSettingsFieldsFragment = { readonly timeZone: string, readonly currency: string, readonly convertOnAccept: boolean, readonly framing: Framing, readonly minimumCohort: number, readonly overage: OverageHandling, readonly weekStart: Weekday, readonly testNow: string | null, readonly version: number };

export type EmployerFieldsFragment_settings = EmployerSettingsFieldsFragment;

export type EmployerFieldsFragment = { readonly id: string, readonly externalId: string, readonly name: string, readonly mode: EmployerMode, readonly createdAt: string, readonly settings: EmployerFieldsFragment_settings };

export type EmployersListQuery_employers_nodes = EmployerFieldsFragment;

export type EmployersListQuery_employers_pageInfo = PageInfoFieldsFragment;

export type EmployersListQuery_employers = { readonly nodes: ReadonlyArray<EmployersListQuery_employers_nodes>, readonly pageInfo: EmployersListQuery_employers_pageInfo };

export type EmployersListQuery = { readonly employers: EmployersListQuery_employers };


export type EmployersListQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;

export type EmployersGetQuery_employer = EmployerFieldsFragment;

export type EmployersGetQuery = { readonly employer: EmployersGetQuery_employer | null };


export type EmployersGetQueryVariables = Exact<{
  by: EmployerByInput;
}>;

export type EmployersUpsertMutation_employersUpsert_outcomes_employer = EmployerFieldsFragment;

export type EmployersUpsertMutation_employersUpsert_outcomes_userErrors_GenericUserError = UserErrorFields_GenericUserError_Fragment;

export type EmployersUpsertMutation_employersUpsert_outcomes_userErrors_InsufficientBalanceError = UserErrorFields_InsufficientBalanceError_Fragment;

export type EmployersUpsertMutation_employersUpsert_outcomes_userErrors_InvalidTransitionError = UserErrorFields_InvalidTransitionError_Fragment;

export type EmployersUpsertMutation_employersUpsert_outcomes_userErrors_LimitExceededError = UserErrorFields_LimitExceededError_Fragment;

export type EmployersUpsertMutation_employersUpsert_outcomes_userErrors_VersionConflictError = UserErrorFields_VersionConflictError_Fragment;

export type EmployersUpsertMutation_employersUpsert_outcomes_userErrors =
  | EmployersUpsertMutation_employersUpsert_outcomes_userErrors_GenericUserError
  | EmployersUpsertMutation_employersUpsert_outcomes_userErrors_InsufficientBalanceError
  | EmployersUpsertMutation_employersUpsert_outcomes_userErrors_InvalidTransitionError
  | EmployersUpsertMutation_employersUpsert_outcomes_userErrors_LimitExceededError
  | EmployersUpsertMutation_employersUpsert_outcomes_userErrors_VersionConflictError
;

export type EmployersUpsertMutation_employersUpsert_outcomes = { readonly created: boolean, readonly employer: EmployersUpsertMutation_employersUpsert_outcomes_employer | null, readonly userErrors: ReadonlyArray<EmployersUpsertMutation_employersUpsert_outcomes_userErrors> };

export type EmployersUpsertMutation_employersUpsert_userErrors_GenericUserError = UserErrorFields_GenericUserError_Fragment;

export type EmployersUpsertMutation_employersUpsert_userErrors_InsufficientBalanceError = UserErrorFields_InsufficientBalanceError_Fragment;

export type EmployersUpsertMutation_employersUpsert_userErrors_InvalidTransitionError = UserErrorFields_InvalidTransitionError_Fragment;

export type EmployersUpsertMutation_employersUpsert_userErrors_LimitExceededError = UserErrorFields_LimitExceededError_Fragment;

export type EmployersUpsertMutation_employersUpsert_userErrors_VersionConflictError = UserErrorFields_VersionConflictError_Fragment;

export type EmployersUpsertMutation_employersUpsert_userErrors =
  | EmployersUpsertMutation_employersUpsert_userErrors_GenericUserError
  | EmployersUpsertMutation_employersUpsert_userErrors_InsufficientBalanceError
  | EmployersUpsertMutation_employersUpsert_userErrors_InvalidTransitionError
  | EmployersUpsertMutation_employersUpsert_userErrors_LimitExceededError
  | EmployersUpsertMutation_employersUpsert_userErrors_VersionConflictError
;

export type EmployersUpsertMutation_employersUpsert = { readonly outcomes: ReadonlyArray<EmployersUpsertMutation_employersUpsert_outcomes> | null, readonly userErrors: ReadonlyArray<EmployersUpsertMutation_employersUpsert_userErrors> };

export type EmployersUpsertMutation = { readonly employersUpsert: EmployersUpsertMutation_employersUpsert };


export type EmployersUpsertMutationVariables = Exact<{
  input: EmployersUpsertInput;
}>;

export type EmployersUpdateSettingsMutation_employerSettingsUpdate_settings = EmployerSettingsFieldsFragment;

export type EmployersUpdateSettingsMutation_employerSettingsUpdate_userErrors_GenericUserError = UserErrorFields_GenericUserError_Fragment;

export type EmployersUpdateSettingsMutation_employerSettingsUpdate_userErrors_InsufficientBalanceError = UserErrorFields_InsufficientBalanceError_Fragment;

export type EmployersUpdateSettingsMutation_employerSettingsUpdate_userErrors_InvalidTransitionError = UserErrorFields_InvalidTransitionError_Fragment;

export type EmployersUpdateSettingsMutation_employerSettingsUpdate_userErrors_LimitExceededError = UserErrorFields_LimitExceededError_Fragment;

export type EmployersUpdateSettingsMutation_employerSettingsUpdate_userErrors_VersionConflictError = UserErrorFields_VersionConflictError_Fragment;

export type EmployersUpdateSettingsMutation_employerSettingsUpdate_userErrors =
  | EmployersUpdateSettingsMutation_employerSettingsUpdate_userErrors_GenericUserError
  | EmployersUpdateSettingsMutation_employerSettingsUpdate_userErrors_InsufficientBalanceError
  | EmployersUpdateSettingsMutation_employerSettingsUpdate_userErrors_InvalidTransitionError
  | EmployersUpdateSettingsMutation_employerSettingsUpdate_userErrors_LimitExceededError
  | EmployersUpdateSettingsMutation_employerSettingsUpdate_userErrors_VersionConflictError
;

export type EmployersUpdateSettingsMutation_employerSettingsUpdate = { readonly settings: EmployersUpdateSettingsMutation_employerSettingsUpdate_settings | null, readonly userErrors: ReadonlyArray<EmployersUpdateSettingsMutation_employerSettingsUpdate_userErrors> };

export type EmployersUpdateSettingsMutation = { readonly employerSettingsUpdate: EmployersUpdateSettingsMutation_employerSettingsUpdate };


export type EmployersUpdateSettingsMutationVariables = Exact<{
  input: EmployerSettingsUpdateInput;
}>;

export type FxRateFieldsFragment = { readonly id: string, readonly base: string, readonly quote: string, readonly rate: string, readonly asOf: string, readonly source: string, readonly recordedAt: string };

export type FxRatesListQuery_fxRates_nodes = FxRateFieldsFragment;

export type FxRatesListQuery_fxRates_pageInfo = PageInfoFieldsFragment;

export type FxRatesListQuery_fxRates = { readonly nodes: ReadonlyArray<FxRatesListQuery_fxRates_nodes>, readonly pageInfo: FxRatesListQuery_fxRates_pageInfo };

export type FxRatesListQuery = { readonly fxRates: FxRatesListQuery_fxRates };


export type FxRatesListQueryVariables = Exact<{
  where?: FxRateFilterInput | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;

export type FxRatesUpsertMutation_fxRatesUpsert_fxRates = FxRateFieldsFragment;

export type FxRatesUpsertMutation_fxRatesUpsert_userErrors_GenericUserError = UserErrorFields_GenericUserError_Fragment;

export type FxRatesUpsertMutation_fxRatesUpsert_userErrors_InsufficientBalanceError = UserErrorFields_InsufficientBalanceError_Fragment;

export type FxRatesUpsertMutation_fxRatesUpsert_userErrors_InvalidTransitionError = UserErrorFields_InvalidTransitionError_Fragment;

export type FxRatesUpsertMutation_fxRatesUpsert_userErrors_LimitExceededError = UserErrorFields_LimitExceededError_Fragment;

export type FxRatesUpsertMutation_fxRatesUpsert_userErrors_VersionConflictError = UserErrorFields_VersionConflictError_Fragment;

export type FxRatesUpsertMutation_fxRatesUpsert_userErrors =
  | FxRatesUpsertMutation_fxRatesUpsert_userErrors_GenericUserError
  | FxRatesUpsertMutation_fxRatesUpsert_userErrors_InsufficientBalanceError
  | FxRatesUpsertMutation_fxRatesUpsert_userErrors_InvalidTransitionError
  | FxRatesUpsertMutation_fxRatesUpsert_userErrors_LimitExceededError
  | FxRatesUpsertMutation_fxRatesUpsert_userErrors_VersionConflictError
;

export type FxRatesUpsertMutation_fxRatesUpsert = { readonly fxRates: ReadonlyArray<FxRatesUpsertMutation_fxRatesUpsert_fxRates> | null, readonly userErrors: ReadonlyArray<FxRatesUpsertMutation_fxRatesUpsert_userErrors> };

export type FxRatesUpsertMutation = { readonly fxRatesUpsert: FxRatesUpsertMutation_fxRatesUpsert };


export type FxRatesUpsertMutationVariables = Exact<{
  input: FxRatesUpsertInput;
}>;

export type GrantHistoryFieldsFragment_changes_amount = MoneyFieldsFragment;

export type GrantHistoryFieldsFragment_changes = { readonly kind: GrantChangeKind, readonly endsAt: string | null, readonly costCenterId: string | null, readonly reason: string, readonly actor: string, readonly at: string, readonly amount: GrantHistoryFieldsFragment_changes_amount | null };

export type GrantHistoryFieldsFragment = { readonly changes: ReadonlyArray<GrantHistoryFieldsFragment_changes> };

export type GrantsIssueMutation_grantIssue_grant = (
  GrantFieldsFragment
  & GrantHistoryFieldsFragment
);

export type GrantsIssueMutation_grantIssue_userErrors_GenericUserError = UserErrorFields_GenericUserError_Fragment;

export type GrantsIssueMutation_grantIssue_userErrors_InsufficientBalanceError = UserErrorFields_InsufficientBalanceError_Fragment;

export type GrantsIssueMutation_grantIssue_userErrors_InvalidTransitionError = UserErrorFields_InvalidTransitionError_Fragment;

export type GrantsIssueMutation_grantIssue_userErrors_LimitExceededError = UserErrorFields_LimitExceededError_Fragment;

export type GrantsIssueMutation_grantIssue_userErrors_VersionConflictError = UserErrorFields_VersionConflictError_Fragment;

export type GrantsIssueMutation_grantIssue_userErrors =
  | GrantsIssueMutation_grantIssue_userErrors_GenericUserError
  | GrantsIssueMutation_grantIssue_userErrors_InsufficientBalanceError
  | GrantsIssueMutation_grantIssue_userErrors_InvalidTransitionError
  | GrantsIssueMutation_grantIssue_userErrors_LimitExceededError
  | GrantsIssueMutation_grantIssue_userErrors_VersionConflictError
;

export type GrantsIssueMutation_grantIssue = { readonly grant: GrantsIssueMutation_grantIssue_grant | null, readonly userErrors: ReadonlyArray<GrantsIssueMutation_grantIssue_userErrors> };

export type GrantsIssueMutation = { readonly grantIssue: GrantsIssueMutation_grantIssue };


export type GrantsIssueMutationVariables = Exact<{
  input: GrantIssueInput;
}>;

export type GrantsAdjustMutation_grantAdjust_grant = (
  GrantFieldsFragment
  & GrantHistoryFieldsFragment
);

export type GrantsAdjustMutation_grantAdjust_userErrors_GenericUserError = UserErrorFields_GenericUserError_Fragment;

export type GrantsAdjustMutation_grantAdjust_userErrors_InsufficientBalanceError = UserErrorFields_InsufficientBalanceError_Fragment;

export type GrantsAdjustMutation_grantAdjust_userErrors_InvalidTransitionError = UserErrorFields_InvalidTransitionError_Fragment;

export type GrantsAdjustMutation_grantAdjust_userErrors_LimitExceededError = UserErrorFields_LimitExceededError_Fragment;

export type GrantsAdjustMutation_grantAdjust_userErrors_VersionConflictError = UserErrorFields_VersionConflictError_Fragment;

export type GrantsAdjustMutation_grantAdjust_userErrors =
  | GrantsAdjustMutation_grantAdjust_userErrors_GenericUserError
  | GrantsAdjustMutation_grantAdjust_userErrors_InsufficientBalanceError
  | GrantsAdjustMutation_grantAdjust_userErrors_InvalidTransitionError
  | GrantsAdjustMutation_grantAdjust_userErrors_LimitExceededError
  | GrantsAdjustMutation_grantAdjust_userErrors_VersionConflictError
;

export type GrantsAdjustMutation_grantAdjust = { readonly grant: GrantsAdjustMutation_grantAdjust_grant | null, readonly userErrors: ReadonlyArray<GrantsAdjustMutation_grantAdjust_userErrors> };

export type GrantsAdjustMutation = { readonly grantAdjust: GrantsAdjustMutation_grantAdjust };


export type GrantsAdjustMutationVariables = Exact<{
  input: GrantAdjustInput;
}>;

export type GrantsExtendMutation_grantExtend_grant = (
  GrantFieldsFragment
  & GrantHistoryFieldsFragment
);

export type GrantsExtendMutation_grantExtend_userErrors_GenericUserError = UserErrorFields_GenericUserError_Fragment;

export type GrantsExtendMutation_grantExtend_userErrors_InsufficientBalanceError = UserErrorFields_InsufficientBalanceError_Fragment;

export type GrantsExtendMutation_grantExtend_userErrors_InvalidTransitionError = UserErrorFields_InvalidTransitionError_Fragment;

export type GrantsExtendMutation_grantExtend_userErrors_LimitExceededError = UserErrorFields_LimitExceededError_Fragment;

export type GrantsExtendMutation_grantExtend_userErrors_VersionConflictError = UserErrorFields_VersionConflictError_Fragment;

export type GrantsExtendMutation_grantExtend_userErrors =
  | GrantsExtendMutation_grantExtend_userErrors_GenericUserError
  | GrantsExtendMutation_grantExtend_userErrors_InsufficientBalanceError
  | GrantsExtendMutation_grantExtend_userErrors_InvalidTransitionError
  | GrantsExtendMutation_grantExtend_userErrors_LimitExceededError
  | GrantsExtendMutation_grantExtend_userErrors_VersionConflictError
;

export type GrantsExtendMutation_grantExtend = { readonly grant: GrantsExtendMutation_grantExtend_grant | null, readonly userErrors: ReadonlyArray<GrantsExtendMutation_grantExtend_userErrors> };

export type GrantsExtendMutation = { readonly grantExtend: GrantsExtendMutation_grantExtend };


export type GrantsExtendMutationVariables = Exact<{
  input: GrantExtendInput;
}>;

export type GrantsRevokeMutation_grantRevoke_grant = (
  GrantFieldsFragment
  & GrantHistoryFieldsFragment
);

export type GrantsRevokeMutation_grantRevoke_userErrors_GenericUserError = UserErrorFields_GenericUserError_Fragment;

export type GrantsRevokeMutation_grantRevoke_userErrors_InsufficientBalanceError = UserErrorFields_InsufficientBalanceError_Fragment;

export type GrantsRevokeMutation_grantRevoke_userErrors_InvalidTransitionError = UserErrorFields_InvalidTransitionError_Fragment;

export type GrantsRevokeMutation_grantRevoke_userErrors_LimitExceededError = UserErrorFields_LimitExceededError_Fragment;

export type GrantsRevokeMutation_grantRevoke_userErrors_VersionConflictError = UserErrorFields_VersionConflictError_Fragment;

export type GrantsRevokeMutation_grantRevoke_userErrors =
  | GrantsRevokeMutation_grantRevoke_userErrors_GenericUserError
  | GrantsRevokeMutation_grantRevoke_userErrors_InsufficientBalanceError
  | GrantsRevokeMutation_grantRevoke_userErrors_InvalidTransitionError
  | GrantsRevokeMutation_grantRevoke_userErrors_LimitExceededError
  | GrantsRevokeMutation_grantRevoke_userErrors_VersionConflictError
;

export type GrantsRevokeMutation_grantRevoke = { readonly grant: GrantsRevokeMutation_grantRevoke_grant | null, readonly userErrors: ReadonlyArray<GrantsRevokeMutation_grantRevoke_userErrors> };

export type GrantsRevokeMutation = { readonly grantRevoke: GrantsRevokeMutation_grantRevoke };


export type GrantsRevokeMutationVariables = Exact<{
  input: GrantRevokeInput;
}>;

export type GrantsTransferMutation_grantTransfer_grant = (
  GrantFieldsFragment
  & GrantHistoryFieldsFragment
);

export type GrantsTransferMutation_grantTransfer_userErrors_GenericUserError = UserErrorFields_GenericUserError_Fragment;

export type GrantsTransferMutation_grantTransfer_userErrors_InsufficientBalanceError = UserErrorFields_InsufficientBalanceError_Fragment;

export type GrantsTransferMutation_grantTransfer_userErrors_InvalidTransitionError = UserErrorFields_InvalidTransitionError_Fragment;

export type GrantsTransferMutation_grantTransfer_userErrors_LimitExceededError = UserErrorFields_LimitExceededError_Fragment;

export type GrantsTransferMutation_grantTransfer_userErrors_VersionConflictError = UserErrorFields_VersionConflictError_Fragment;

export type GrantsTransferMutation_grantTransfer_userErrors =
  | GrantsTransferMutation_grantTransfer_userErrors_GenericUserError
  | GrantsTransferMutation_grantTransfer_userErrors_InsufficientBalanceError
  | GrantsTransferMutation_grantTransfer_userErrors_InvalidTransitionError
  | GrantsTransferMutation_grantTransfer_userErrors_LimitExceededError
  | GrantsTransferMutation_grantTransfer_userErrors_VersionConflictError
;

export type GrantsTransferMutation_grantTransfer = { readonly grant: GrantsTransferMutation_grantTransfer_grant | null, readonly userErrors: ReadonlyArray<GrantsTransferMutation_grantTransfer_userErrors> };

export type GrantsTransferMutation = { readonly grantTransfer: GrantsTransferMutation_grantTransfer };


export type GrantsTransferMutationVariables = Exact<{
  input: GrantTransferInput;
}>;

export type JobFieldsFragment_userErrors_GenericUserError = UserErrorFields_GenericUserError_Fragment;

export type JobFieldsFragment_userErrors_InsufficientBalanceError = UserErrorFields_InsufficientBalanceError_Fragment;

export type JobFieldsFragment_userErrors_InvalidTransitionError = UserErrorFields_InvalidTransitionError_Fragment;

export type JobFieldsFragment_userErrors_LimitExceededError = UserErrorFields_LimitExceededError_Fragment;

export type JobFieldsFragment_userErrors_VersionConflictError = UserErrorFields_VersionConflictError_Fragment;

export type JobFieldsFragment_userErrors =
  | JobFieldsFragment_userErrors_GenericUserError
  | JobFieldsFragment_userErrors_InsufficientBalanceError
  | JobFieldsFragment_userErrors_InvalidTransitionError
  | JobFieldsFragment_userErrors_LimitExceededError
  | JobFieldsFragment_userErrors_VersionConflictError
;

export type JobFieldsFragment = { readonly id: string, readonly kind: JobKind, readonly state: JobState, readonly progress: number, readonly createdAt: string, readonly finishedAt: string | null, readonly userErrors: ReadonlyArray<JobFieldsFragment_userErrors> };

export type JobsGetQuery_job = JobFieldsFragment;

export type JobsGetQuery = { readonly job: JobsGetQuery_job | null };


export type JobsGetQueryVariables = Exact<{
  id: string;
}>;

export type LegalEntityFieldsFragment = { readonly id: string, readonly externalId: string, readonly name: string, readonly country: string, readonly currency: string, readonly timeZone: string };

export type LegalEntitiesListQuery_legalEntities_nodes = LegalEntityFieldsFragment;

export type LegalEntitiesListQuery_legalEntities_pageInfo = PageInfoFieldsFragment;

export type LegalEntitiesListQuery_legalEntities = { readonly nodes: ReadonlyArray<LegalEntitiesListQuery_legalEntities_nodes>, readonly pageInfo: LegalEntitiesListQuery_legalEntities_pageInfo };

export type LegalEntitiesListQuery = { readonly legalEntities: LegalEntitiesListQuery_legalEntities };


export type LegalEntitiesListQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;

export type LegalEntitiesUpsertMutation_legalEntitiesUpsert_outcomes_legalEntity = LegalEntityFieldsFragment;

export type LegalEntitiesUpsertMutation_legalEntitiesUpsert_outcomes_userErrors_GenericUserError = UserErrorFields_GenericUserError_Fragment;

export type LegalEntitiesUpsertMutation_legalEntitiesUpsert_outcomes_userErrors_InsufficientBalanceError = UserErrorFields_InsufficientBalanceError_Fragment;

export type LegalEntitiesUpsertMutation_legalEntitiesUpsert_outcomes_userErrors_InvalidTransitionError = UserErrorFields_InvalidTransitionError_Fragment;

export type LegalEntitiesUpsertMutation_legalEntitiesUpsert_outcomes_userErrors_LimitExceededError = UserErrorFields_LimitExceededError_Fragment;

export type LegalEntitiesUpsertMutation_legalEntitiesUpsert_outcomes_userErrors_VersionConflictError = UserErrorFields_VersionConflictError_Fragment;

export type LegalEntitiesUpsertMutation_legalEntitiesUpsert_outcomes_userErrors =
  | LegalEntitiesUpsertMutation_legalEntitiesUpsert_outcomes_userErrors_GenericUserError
  | LegalEntitiesUpsertMutation_legalEntitiesUpsert_outcomes_userErrors_InsufficientBalanceError
  | LegalEntitiesUpsertMutation_legalEntitiesUpsert_outcomes_userErrors_InvalidTransitionError
  | LegalEntitiesUpsertMutation_legalEntitiesUpsert_outcomes_userErrors_LimitExceededError
  | LegalEntitiesUpsertMutation_legalEntitiesUpsert_outcomes_userErrors_VersionConflictError
;

export type LegalEntitiesUpsertMutation_legalEntitiesUpsert_outcomes = { readonly created: boolean, readonly legalEntity: LegalEntitiesUpsertMutation_legalEntitiesUpsert_outcomes_legalEntity | null, readonly userErrors: ReadonlyArray<LegalEntitiesUpsertMutation_legalEntitiesUpsert_outcomes_userErrors> };

export type LegalEntitiesUpsertMutation_legalEntitiesUpsert_userErrors_GenericUserError = UserErrorFields_GenericUserError_Fragment;

export type LegalEntitiesUpsertMutation_legalEntitiesUpsert_userErrors_InsufficientBalanceError = UserErrorFields_InsufficientBalanceError_Fragment;

export type LegalEntitiesUpsertMutation_legalEntitiesUpsert_userErrors_InvalidTransitionError = UserErrorFields_InvalidTransitionError_Fragment;

export type LegalEntitiesUpsertMutation_legalEntitiesUpsert_userErrors_LimitExceededError = UserErrorFields_LimitExceededError_Fragment;

export type LegalEntitiesUpsertMutation_legalEntitiesUpsert_userErrors_VersionConflictError = UserErrorFields_VersionConflictError_Fragment;

export type LegalEntitiesUpsertMutation_legalEntitiesUpsert_userErrors =
  | LegalEntitiesUpsertMutation_legalEntitiesUpsert_userErrors_GenericUserError
  | LegalEntitiesUpsertMutation_legalEntitiesUpsert_userErrors_InsufficientBalanceError
  | LegalEntitiesUpsertMutation_legalEntitiesUpsert_userErrors_InvalidTransitionError
  | LegalEntitiesUpsertMutation_legalEntitiesUpsert_userErrors_LimitExceededError
  | LegalEntitiesUpsertMutation_legalEntitiesUpsert_userErrors_VersionConflictError
;

export type LegalEntitiesUpsertMutation_legalEntitiesUpsert = { readonly outcomes: ReadonlyArray<LegalEntitiesUpsertMutation_legalEntitiesUpsert_outcomes> | null, readonly userErrors: ReadonlyArray<LegalEntitiesUpsertMutation_legalEntitiesUpsert_userErrors> };

export type LegalEntitiesUpsertMutation = { readonly legalEntitiesUpsert: LegalEntitiesUpsertMutation_legalEntitiesUpsert };


export type LegalEntitiesUpsertMutationVariables = Exact<{
  input: LegalEntitiesUpsertInput;
}>;

export type LimitFieldsFragment_amount = MoneyFieldsFragment;

export type LimitFieldsFragment = { readonly id: string, readonly kind: LimitKind, readonly unit: LimitUnit, readonly scope: LimitScope, readonly employeeId: string | null, readonly costCenterId: string | null, readonly departmentId: string | null, readonly provider: string | null, readonly model: string | null, readonly tool: string | null, readonly window: LimitWindow, readonly mode: LimitMode, readonly currency: string | null, readonly tokens: string | null, readonly velocityMultiple: string | null, readonly version: number, readonly createdAt: string, readonly updatedAt: string, readonly amount: LimitFieldsFragment_amount | null };

export type LimitsListQuery_limits_nodes = LimitFieldsFragment;

export type LimitsListQuery_limits_pageInfo = PageInfoFieldsFragment;

export type LimitsListQuery_limits = { readonly nodes: ReadonlyArray<LimitsListQuery_limits_nodes>, readonly pageInfo: LimitsListQuery_limits_pageInfo };

export type LimitsListQuery = { readonly limits: LimitsListQuery_limits };


export type LimitsListQueryVariables = Exact<{
  where?: LimitFilterInput | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;

export type LimitsSetMutation_limitSet_limit = LimitFieldsFragment;

export type LimitsSetMutation_limitSet_userErrors_GenericUserError = UserErrorFields_GenericUserError_Fragment;

export type LimitsSetMutation_limitSet_userErrors_InsufficientBalanceError = UserErrorFields_InsufficientBalanceError_Fragment;

export type LimitsSetMutation_limitSet_userErrors_InvalidTransitionError = UserErrorFields_InvalidTransitionError_Fragment;

export type LimitsSetMutation_limitSet_userErrors_LimitExceededError = UserErrorFields_LimitExceededError_Fragment;

export type LimitsSetMutation_limitSet_userErrors_VersionConflictError = UserErrorFields_VersionConflictError_Fragment;

export type LimitsSetMutation_limitSet_userErrors =
  | LimitsSetMutation_limitSet_userErrors_GenericUserError
  | LimitsSetMutation_limitSet_userErrors_InsufficientBalanceError
  | LimitsSetMutation_limitSet_userErrors_InvalidTransitionError
  | LimitsSetMutation_limitSet_userErrors_LimitExceededError
  | LimitsSetMutation_limitSet_userErrors_VersionConflictError
;

export type LimitsSetMutation_limitSet = { readonly limit: LimitsSetMutation_limitSet_limit | null, readonly userErrors: ReadonlyArray<LimitsSetMutation_limitSet_userErrors> };

export type LimitsSetMutation = { readonly limitSet: LimitsSetMutation_limitSet };


export type LimitsSetMutationVariables = Exact<{
  input: LimitSetInput;
}>;

export type TotalCompensationFieldsFragment_cash = MoneyFieldsFragment;

export type TotalCompensationFieldsFragment_equity = MoneyFieldsFragment;

export type TotalCompensationFieldsFragment_other = MoneyFieldsFragment;

export type TotalCompensationFieldsFragment_compute_firstYear = MoneyFieldsFragment;

export type TotalCompensationFieldsFragment_compute_annualised = MoneyFieldsFragment;

export type TotalCompensationFieldsFragment_compute = { readonly isEstimate: boolean, readonly basis: string, readonly firstYear: TotalCompensationFieldsFragment_compute_firstYear, readonly annualised: TotalCompensationFieldsFragment_compute_annualised };

export type TotalCompensationFieldsFragment_headline = MoneyFieldsFragment;

export type TotalCompensationFieldsFragment = { readonly computeShare: string | null, readonly excludedLines: ReadonlyArray<string>, readonly cash: TotalCompensationFieldsFragment_cash, readonly equity: TotalCompensationFieldsFragment_equity, readonly other: TotalCompensationFieldsFragment_other, readonly compute: TotalCompensationFieldsFragment_compute | null, readonly headline: TotalCompensationFieldsFragment_headline };

export type OfferComponentFieldsFragment_amount = MoneyFieldsFragment;

export type OfferComponentFieldsFragment_BonusComponent_amount = MoneyFieldsFragment;

export type OfferComponentFieldsFragment_ComputeStipendComponent_allowance_amount = MoneyFieldsFragment;

export type OfferComponentFieldsFragment_ComputeStipendComponent_allowance = { readonly amountType: AmountType, readonly period: AmountPeriod, readonly percent: number | null, readonly amount: OfferComponentFieldsFragment_ComputeStipendComponent_allowance_amount | null };

export type OfferComponentFieldsFragment_ComputeStipendComponent_guarantee = { readonly kind: GuaranteeKind, readonly until: string | null, readonly onTermination: OnTermination | null, readonly onLeave: OnLeave | null };

export type OfferComponentFieldsFragment_ComputeStipendComponent_usageVisibility = { readonly seenBy: string, readonly detail: UsageDetail, readonly ranked: boolean };

export type OfferComponentFieldsFragment_EquityComponent_grantValue = MoneyFieldsFragment;

export type OfferComponentFieldsFragment_OtherComponent_amount = MoneyFieldsFragment;

type OfferComponentFields_BaseSalaryComponent_Fragment = { readonly __typename: 'BaseSalaryComponent', readonly period: PaymentPeriod, readonly id: string, readonly kind: OfferComponentKind, readonly label: string | null, readonly effectiveDate: string | null, readonly amount: OfferComponentFieldsFragment_amount };

type OfferComponentFields_BonusComponent_Fragment = { readonly __typename: 'BonusComponent', readonly type: BonusType, readonly id: string, readonly kind: OfferComponentKind, readonly label: string | null, readonly effectiveDate: string | null, readonly amount: OfferComponentFieldsFragment_BonusComponent_amount };

type OfferComponentFields_ComputeStipendComponent_Fragment = { readonly __typename: 'ComputeStipendComponent', readonly framing: Framing, readonly expiry: GrantExpiry | null, readonly rollover: Rollover | null, readonly taxTreatment: TaxTreatment | null, readonly personalUse: PersonalUse | null, readonly scope: string | null, readonly expectation: string | null, readonly vestedValue: string, readonly cashEquivalent: string, readonly carriesForward: boolean, readonly id: string, readonly kind: OfferComponentKind, readonly label: string | null, readonly effectiveDate: string | null, readonly allowance: OfferComponentFieldsFragment_ComputeStipendComponent_allowance, readonly guarantee: OfferComponentFieldsFragment_ComputeStipendComponent_guarantee | null, readonly usageVisibility: OfferComponentFieldsFragment_ComputeStipendComponent_usageVisibility | null };

type OfferComponentFields_EquityComponent_Fragment = { readonly __typename: 'EquityComponent', readonly vestingYears: number, readonly valuationBasis: string, readonly id: string, readonly kind: OfferComponentKind, readonly label: string | null, readonly effectiveDate: string | null, readonly grantValue: OfferComponentFieldsFragment_EquityComponent_grantValue };

type OfferComponentFields_OtherComponent_Fragment = { readonly __typename: 'OtherComponent', readonly period: PaymentPeriod, readonly id: string, readonly kind: OfferComponentKind, readonly label: string | null, readonly effectiveDate: string | null, readonly amount: OfferComponentFieldsFragment_OtherComponent_amount };

export type OfferComponentFieldsFragment =
  | OfferComponentFields_BaseSalaryComponent_Fragment
  | OfferComponentFields_BonusComponent_Fragment
  | OfferComponentFields_ComputeStipendComponent_Fragment
  | OfferComponentFields_EquityComponent_Fragment
  | OfferComponentFields_OtherComponent_Fragment
;

export type OfferLetterFieldsFragment_blocks = { readonly kind: LetterBlockKind, readonly text: string, readonly disclosureId: DisclosureId | null, readonly version: string };

export type OfferLetterFieldsFragment = { readonly html: string, readonly sha256: string, readonly version: string, readonly locale: string, readonly blocks: ReadonlyArray<OfferLetterFieldsFragment_blocks> };

export type OfferVersionFieldsFragment = { readonly id: string, readonly number: number, readonly status: OfferVersionStatus, readonly candidateName: string, readonly title: string, readonly startDate: string | null, readonly expiresAt: string | null, readonly locale: string, readonly sentAt: string | null, readonly createdAt: string };

export type OfferAcceptanceFieldsFragment_evidence = { readonly signerName: string | null, readonly signerEmail: string | null, readonly documentSha256: string | null, readonly reference: string | null };

export type OfferAcceptanceFieldsFragment = { readonly acceptedAt: string, readonly recordedAt: string, readonly via: AcceptanceVia, readonly letterSha256: string, readonly evidence: OfferAcceptanceFieldsFragment_evidence };

export type OfferFieldsFragment_totalCompensation = TotalCompensationFieldsFragment;

export type OfferFieldsFragment_employee = EmployeeRefFieldsFragment;

export type OfferFieldsFragment = { readonly id: string, readonly externalId: string | null, readonly source: string, readonly status: OfferStatus, readonly version: number, readonly versionNumber: number, readonly candidateName: string, readonly candidateEmail: string | null, readonly title: string, readonly startDate: string | null, readonly employmentStartDate: string | null, readonly expiresAt: string | null, readonly locale: string, readonly convertedAt: string | null, readonly closedAt: string | null, readonly closingReason: string | null, readonly createdAt: string, readonly updatedAt: string, readonly totalCompensation: OfferFieldsFragment_totalCompensation | null, readonly employee: OfferFieldsFragment_employee | null };

export type OfferDetailFieldsFragment_components_BaseSalaryComponent = OfferComponentFields_BaseSalaryComponent_Fragment;

export type OfferDetailFieldsFragment_components_BonusComponent = OfferComponentFields_BonusComponent_Fragment;

export type OfferDetailFieldsFragment_components_ComputeStipendComponent = OfferComponentFields_ComputeStipendComponent_Fragment;

export type OfferDetailFieldsFragment_components_EquityComponent = OfferComponentFields_EquityComponent_Fragment;

export type OfferDetailFieldsFragment_components_OtherComponent = OfferComponentFields_OtherComponent_Fragment;

export type OfferDetailFieldsFragment_components =
  | OfferDetailFieldsFragment_components_BaseSalaryComponent
  | OfferDetailFieldsFragment_components_BonusComponent
  | OfferDetailFieldsFragment_components_ComputeStipendComponent
  | OfferDetailFieldsFragment_components_EquityComponent
  | OfferDetailFieldsFragment_components_OtherComponent
;

export type OfferDetailFieldsFragment_acceptance = OfferAcceptanceFieldsFragment;

export type OfferDetailFieldsFragment_stipends = StipendFieldsFragment;

export type OfferDetailFieldsFragment = (
  { readonly components: ReadonlyArray<OfferDetailFieldsFragment_components>, readonly acceptance: OfferDetailFieldsFragment_acceptance | null, readonly stipends: ReadonlyArray<OfferDetailFieldsFragment_stipends> | null }
  & OfferFieldsFragment
);

export type OffersListQuery_offers_nodes = OfferFieldsFragment;

export type OffersListQuery_offers_pageInfo = PageInfoFieldsFragment;

export type OffersListQuery_offers = { readonly nodes: ReadonlyArray<OffersListQuery_offers_nodes>, readonly pageInfo: OffersListQuery_offers_pageInfo };

export type OffersListQuery = { readonly offers: OffersListQuery_offers };


export type OffersListQueryVariables = Exact<{
  where?: OfferFilterInput | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;

export type OffersGetQuery_offer_letter = OfferLetterFieldsFragment;

export type OffersGetQuery_offer_versions_nodes = OfferVersionFieldsFragment;

export type OffersGetQuery_offer_versions_pageInfo = PageInfoFieldsFragment;

export type OffersGetQuery_offer_versions = { readonly nodes: ReadonlyArray<OffersGetQuery_offer_versions_nodes>, readonly pageInfo: OffersGetQuery_offer_versions_pageInfo };

export type OffersGetQuery_offer = (
  { readonly letter: OffersGetQuery_offer_letter | null, readonly versions: OffersGetQuery_offer_versions }
  & OfferDetailFieldsFragment
);

export type OffersGetQuery = { readonly offer: OffersGetQuery_offer | null };


export type OffersGetQueryVariables = Exact<{
  by: OfferByInput;
}>;

export type OffersSendMutation_offerSend_offer_letter = OfferLetterFieldsFragment;

export type OffersSendMutation_offerSend_offer = (
  { readonly letter: OffersSendMutation_offerSend_offer_letter | null }
  & OfferDetailFieldsFragment
);

export type OffersSendMutation_offerSend_userErrors_GenericUserError = UserErrorFields_GenericUserError_Fragment;

export type OffersSendMutation_offerSend_userErrors_InsufficientBalanceError = UserErrorFields_InsufficientBalanceError_Fragment;

export type OffersSendMutation_offerSend_userErrors_InvalidTransitionError = UserErrorFields_InvalidTransitionError_Fragment;

export type OffersSendMutation_offerSend_userErrors_LimitExceededError = UserErrorFields_LimitExceededError_Fragment;

export type OffersSendMutation_offerSend_userErrors_VersionConflictError = UserErrorFields_VersionConflictError_Fragment;

export type OffersSendMutation_offerSend_userErrors =
  | OffersSendMutation_offerSend_userErrors_GenericUserError
  | OffersSendMutation_offerSend_userErrors_InsufficientBalanceError
  | OffersSendMutation_offerSend_userErrors_InvalidTransitionError
  | OffersSendMutation_offerSend_userErrors_LimitExceededError
  | OffersSendMutation_offerSend_userErrors_VersionConflictError
;

export type OffersSendMutation_offerSend = { readonly offer: OffersSendMutation_offerSend_offer | null, readonly userErrors: ReadonlyArray<OffersSendMutation_offerSend_userErrors> };

export type OffersSendMutation = { readonly offerSend: OffersSendMutation_offerSend };


export type OffersSendMutationVariables = Exact<{
  input: OfferSendInput;
}>;

export type OffersCreateMutation_offerCreate_offer = OfferDetailFieldsFragment;

export type OffersCreateMutation_offerCreate_userErrors_GenericUserError = UserErrorFields_GenericUserError_Fragment;

export type OffersCreateMutation_offerCreate_userErrors_InsufficientBalanceError = UserErrorFields_InsufficientBalanceError_Fragment;

export type OffersCreateMutation_offerCreate_userErrors_InvalidTransitionError = UserErrorFields_InvalidTransitionError_Fragment;

export type OffersCreateMutation_offerCreate_userErrors_LimitExceededError = UserErrorFields_LimitExceededError_Fragment;

export type OffersCreateMutation_offerCreate_userErrors_VersionConflictError = UserErrorFields_VersionConflictError_Fragment;

export type OffersCreateMutation_offerCreate_userErrors =
  | OffersCreateMutation_offerCreate_userErrors_GenericUserError
  | OffersCreateMutation_offerCreate_userErrors_InsufficientBalanceError
  | OffersCreateMutation_offerCreate_userErrors_InvalidTransitionError
  | OffersCreateMutation_offerCreate_userErrors_LimitExceededError
  | OffersCreateMutation_offerCreate_userErrors_VersionConflictError
;

export type OffersCreateMutation_offerCreate = { readonly offer: OffersCreateMutation_offerCreate_offer | null, readonly userErrors: ReadonlyArray<OffersCreateMutation_offerCreate_userErrors> };

export type OffersCreateMutation = { readonly offerCreate: OffersCreateMutation_offerCreate };


export type OffersCreateMutationVariables = Exact<{
  input: OfferCreateInput;
}>;

export type OffersUpdateMutation_offerUpdate_offer = OfferDetailFieldsFragment;

export type OffersUpdateMutation_offerUpdate_userErrors_GenericUserError = UserErrorFields_GenericUserError_Fragment;

export type OffersUpdateMutation_offerUpdate_userErrors_InsufficientBalanceError = UserErrorFields_InsufficientBalanceError_Fragment;

export type OffersUpdateMutation_offerUpdate_userErrors_InvalidTransitionError = UserErrorFields_InvalidTransitionError_Fragment;

export type OffersUpdateMutation_offerUpdate_userErrors_LimitExceededError = UserErrorFields_LimitExceededError_Fragment;

export type OffersUpdateMutation_offerUpdate_userErrors_VersionConflictError = UserErrorFields_VersionConflictError_Fragment;

export type OffersUpdateMutation_offerUpdate_userErrors =
  | OffersUpdateMutation_offerUpdate_userErrors_GenericUserError
  | OffersUpdateMutation_offerUpdate_userErrors_InsufficientBalanceError
  | OffersUpdateMutation_offerUpdate_userErrors_InvalidTransitionError
  | OffersUpdateMutation_offerUpdate_userErrors_LimitExceededError
  | OffersUpdateMutation_offerUpdate_userErrors_VersionConflictError
;

export type OffersUpdateMutation_offerUpdate = { readonly offer: OffersUpdateMutation_offerUpdate_offer | null, readonly userErrors: ReadonlyArray<OffersUpdateMutation_offerUpdate_userErrors> };

export type OffersUpdateMutation = { readonly offerUpdate: OffersUpdateMutation_offerUpdate };


export type OffersUpdateMutationVariables = Exact<{
  input: OfferUpdateInput;
}>;

export type OffersWithdrawMutation_offerWithdraw_offer = OfferDetailFieldsFragment;

export type OffersWithdrawMutation_offerWithdraw_userErrors_GenericUserError = UserErrorFields_GenericUserError_Fragment;

export type OffersWithdrawMutation_offerWithdraw_userErrors_InsufficientBalanceError = UserErrorFields_InsufficientBalanceError_Fragment;

export type OffersWithdrawMutation_offerWithdraw_userErrors_InvalidTransitionError = UserErrorFields_InvalidTransitionError_Fragment;

export type OffersWithdrawMutation_offerWithdraw_userErrors_LimitExceededError = UserErrorFields_LimitExceededError_Fragment;

export type OffersWithdrawMutation_offerWithdraw_userErrors_VersionConflictError = UserErrorFields_VersionConflictError_Fragment;

export type OffersWithdrawMutation_offerWithdraw_userErrors =
  | OffersWithdrawMutation_offerWithdraw_userErrors_GenericUserError
  | OffersWithdrawMutation_offerWithdraw_userErrors_InsufficientBalanceError
  | OffersWithdrawMutation_offerWithdraw_userErrors_InvalidTransitionError
  | OffersWithdrawMutation_offerWithdraw_userErrors_LimitExceededError
  | OffersWithdrawMutation_offerWithdraw_userErrors_VersionConflictError
;

export type OffersWithdrawMutation_offerWithdraw = { readonly offer: OffersWithdrawMutation_offerWithdraw_offer | null, readonly userErrors: ReadonlyArray<OffersWithdrawMutation_offerWithdraw_userErrors> };

export type OffersWithdrawMutation = { readonly offerWithdraw: OffersWithdrawMutation_offerWithdraw };


export type OffersWithdrawMutationVariables = Exact<{
  input: OfferWithdrawInput;
}>;

export type OffersAcceptMutation_offerAccept_offer = OfferDetailFieldsFragment;

export type OffersAcceptMutation_offerAccept_userErrors_GenericUserError = UserErrorFields_GenericUserError_Fragment;

export type OffersAcceptMutation_offerAccept_userErrors_InsufficientBalanceError = UserErrorFields_InsufficientBalanceError_Fragment;

export type OffersAcceptMutation_offerAccept_userErrors_InvalidTransitionError = UserErrorFields_InvalidTransitionError_Fragment;

export type OffersAcceptMutation_offerAccept_userErrors_LimitExceededError = UserErrorFields_LimitExceededError_Fragment;

export type OffersAcceptMutation_offerAccept_userErrors_VersionConflictError = UserErrorFields_VersionConflictError_Fragment;

export type OffersAcceptMutation_offerAccept_userErrors =
  | OffersAcceptMutation_offerAccept_userErrors_GenericUserError
  | OffersAcceptMutation_offerAccept_userErrors_InsufficientBalanceError
  | OffersAcceptMutation_offerAccept_userErrors_InvalidTransitionError
  | OffersAcceptMutation_offerAccept_userErrors_LimitExceededError
  | OffersAcceptMutation_offerAccept_userErrors_VersionConflictError
;

export type OffersAcceptMutation_offerAccept = { readonly offer: OffersAcceptMutation_offerAccept_offer | null, readonly userErrors: ReadonlyArray<OffersAcceptMutation_offerAccept_userErrors> };

export type OffersAcceptMutation = { readonly offerAccept: OffersAcceptMutation_offerAccept };


export type OffersAcceptMutationVariables = Exact<{
  input: OfferAcceptInput;
}>;

export type OffersDeclineMutation_offerDecline_offer = OfferDetailFieldsFragment;

export type OffersDeclineMutation_offerDecline_userErrors_GenericUserError = UserErrorFields_GenericUserError_Fragment;

export type OffersDeclineMutation_offerDecline_userErrors_InsufficientBalanceError = UserErrorFields_InsufficientBalanceError_Fragment;

export type OffersDeclineMutation_offerDecline_userErrors_InvalidTransitionError = UserErrorFields_InvalidTransitionError_Fragment;

export type OffersDeclineMutation_offerDecline_userErrors_LimitExceededError = UserErrorFields_LimitExceededError_Fragment;

export type OffersDeclineMutation_offerDecline_userErrors_VersionConflictError = UserErrorFields_VersionConflictError_Fragment;

export type OffersDeclineMutation_offerDecline_userErrors =
  | OffersDeclineMutation_offerDecline_userErrors_GenericUserError
  | OffersDeclineMutation_offerDecline_userErrors_InsufficientBalanceError
  | OffersDeclineMutation_offerDecline_userErrors_InvalidTransitionError
  | OffersDeclineMutation_offerDecline_userErrors_LimitExceededError
  | OffersDeclineMutation_offerDecline_userErrors_VersionConflictError
;

export type OffersDeclineMutation_offerDecline = { readonly offer: OffersDeclineMutation_offerDecline_offer | null, readonly userErrors: ReadonlyArray<OffersDeclineMutation_offerDecline_userErrors> };

export type OffersDeclineMutation = { readonly offerDecline: OffersDeclineMutation_offerDecline };


export type OffersDeclineMutationVariables = Exact<{
  input: OfferDeclineInput;
}>;

export type OffersConvertMutation_offerConvert_offer = OfferDetailFieldsFragment;

export type OffersConvertMutation_offerConvert_userErrors_GenericUserError = UserErrorFields_GenericUserError_Fragment;

export type OffersConvertMutation_offerConvert_userErrors_InsufficientBalanceError = UserErrorFields_InsufficientBalanceError_Fragment;

export type OffersConvertMutation_offerConvert_userErrors_InvalidTransitionError = UserErrorFields_InvalidTransitionError_Fragment;

export type OffersConvertMutation_offerConvert_userErrors_LimitExceededError = UserErrorFields_LimitExceededError_Fragment;

export type OffersConvertMutation_offerConvert_userErrors_VersionConflictError = UserErrorFields_VersionConflictError_Fragment;

export type OffersConvertMutation_offerConvert_userErrors =
  | OffersConvertMutation_offerConvert_userErrors_GenericUserError
  | OffersConvertMutation_offerConvert_userErrors_InsufficientBalanceError
  | OffersConvertMutation_offerConvert_userErrors_InvalidTransitionError
  | OffersConvertMutation_offerConvert_userErrors_LimitExceededError
  | OffersConvertMutation_offerConvert_userErrors_VersionConflictError
;

export type OffersConvertMutation_offerConvert = { readonly offer: OffersConvertMutation_offerConvert_offer | null, readonly userErrors: ReadonlyArray<OffersConvertMutation_offerConvert_userErrors> };

export type OffersConvertMutation = { readonly offerConvert: OffersConvertMutation_offerConvert };


export type OffersConvertMutationVariables = Exact<{
  input: OfferConvertInput;
}>;

export type PayPeriodFieldsFragment = { readonly id: string, readonly externalId: string, readonly startDate: string, readonly endDate: string, readonly checkDate: string | null, readonly status: PayPeriodStatus, readonly closedAt: string | null };

export type PayPeriodsListQuery_payPeriods_nodes = PayPeriodFieldsFragment;

export type PayPeriodsListQuery_payPeriods_pageInfo = PageInfoFieldsFragment;

export type PayPeriodsListQuery_payPeriods = { readonly nodes: ReadonlyArray<PayPeriodsListQuery_payPeriods_nodes>, readonly pageInfo: PayPeriodsListQuery_payPeriods_pageInfo };

export type PayPeriodsListQuery = { readonly payPeriods: PayPeriodsListQuery_payPeriods };


export type PayPeriodsListQueryVariables = Exact<{
  where?: PayPeriodFilterInput | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;

export type PayPeriodsGetQuery_payPeriod_closeJob = JobFieldsFragment;

export type PayPeriodsGetQuery_payPeriod = (
  { readonly closeJob: PayPeriodsGetQuery_payPeriod_closeJob | null }
  & PayPeriodFieldsFragment
);

export type PayPeriodsGetQuery = { readonly payPeriod: PayPeriodsGetQuery_payPeriod | null };


export type PayPeriodsGetQueryVariables = Exact<{
  by: PayPeriodByInput;
}>;

export type PayPeriodsUpsertMutation_payPeriodsUpsert_outcomes_payPeriod = PayPeriodFieldsFragment;

export type PayPeriodsUpsertMutation_payPeriodsUpsert_outcomes_userErrors_GenericUserError = UserErrorFields_GenericUserError_Fragment;

export type PayPeriodsUpsertMutation_payPeriodsUpsert_outcomes_userErrors_InsufficientBalanceError = UserErrorFields_InsufficientBalanceError_Fragment;

export type PayPeriodsUpsertMutation_payPeriodsUpsert_outcomes_userErrors_InvalidTransitionError = UserErrorFields_InvalidTransitionError_Fragment;

export type PayPeriodsUpsertMutation_payPeriodsUpsert_outcomes_userErrors_LimitExceededError = UserErrorFields_LimitExceededError_Fragment;

export type PayPeriodsUpsertMutation_payPeriodsUpsert_outcomes_userErrors_VersionConflictError = UserErrorFields_VersionConflictError_Fragment;

export type PayPeriodsUpsertMutation_payPeriodsUpsert_outcomes_userErrors =
  | PayPeriodsUpsertMutation_payPeriodsUpsert_outcomes_userErrors_GenericUserError
  | PayPeriodsUpsertMutation_payPeriodsUpsert_outcomes_userErrors_InsufficientBalanceError
  | PayPeriodsUpsertMutation_payPeriodsUpsert_outcomes_userErrors_InvalidTransitionError
  | PayPeriodsUpsertMutation_payPeriodsUpsert_outcomes_userErrors_LimitExceededError
  | PayPeriodsUpsertMutation_payPeriodsUpsert_outcomes_userErrors_VersionConflictError
;

export type PayPeriodsUpsertMutation_payPeriodsUpsert_outcomes = { readonly created: boolean, readonly payPeriod: PayPeriodsUpsertMutation_payPeriodsUpsert_outcomes_payPeriod | null, readonly userErrors: ReadonlyArray<PayPeriodsUpsertMutation_payPeriodsUpsert_outcomes_userErrors> };

export type PayPeriodsUpsertMutation_payPeriodsUpsert_userErrors_GenericUserError = UserErrorFields_GenericUserError_Fragment;

export type PayPeriodsUpsertMutation_payPeriodsUpsert_userErrors_InsufficientBalanceError = UserErrorFields_InsufficientBalanceError_Fragment;

export type PayPeriodsUpsertMutation_payPeriodsUpsert_userErrors_InvalidTransitionError = UserErrorFields_InvalidTransitionError_Fragment;

export type PayPeriodsUpsertMutation_payPeriodsUpsert_userErrors_LimitExceededError = UserErrorFields_LimitExceededError_Fragment;

export type PayPeriodsUpsertMutation_payPeriodsUpsert_userErrors_VersionConflictError = UserErrorFields_VersionConflictError_Fragment;

export type PayPeriodsUpsertMutation_payPeriodsUpsert_userErrors =
  | PayPeriodsUpsertMutation_payPeriodsUpsert_userErrors_GenericUserError
  | PayPeriodsUpsertMutation_payPeriodsUpsert_userErrors_InsufficientBalanceError
  | PayPeriodsUpsertMutation_payPeriodsUpsert_userErrors_InvalidTransitionError
  | PayPeriodsUpsertMutation_payPeriodsUpsert_userErrors_LimitExceededError
  | PayPeriodsUpsertMutation_payPeriodsUpsert_userErrors_VersionConflictError
;

export type PayPeriodsUpsertMutation_payPeriodsUpsert = { readonly outcomes: ReadonlyArray<PayPeriodsUpsertMutation_payPeriodsUpsert_outcomes> | null, readonly userErrors: ReadonlyArray<PayPeriodsUpsertMutation_payPeriodsUpsert_userErrors> };

export type PayPeriodsUpsertMutation = { readonly payPeriodsUpsert: PayPeriodsUpsertMutation_payPeriodsUpsert };


export type PayPeriodsUpsertMutationVariables = Exact<{
  input: PayPeriodsUpsertInput;
}>;

export type PayPeriodsCloseMutation_payPeriodClose_payPeriod = PayPeriodFieldsFragment;

export type PayPeriodsCloseMutation_payPeriodClose_job = JobFieldsFragment;

export type PayPeriodsCloseMutation_payPeriodClose_userErrors_GenericUserError = UserErrorFields_GenericUserError_Fragment;

export type PayPeriodsCloseMutation_payPeriodClose_userErrors_InsufficientBalanceError = UserErrorFields_InsufficientBalanceError_Fragment;

export type PayPeriodsCloseMutation_payPeriodClose_userErrors_InvalidTransitionError = UserErrorFields_InvalidTransitionError_Fragment;

export type PayPeriodsCloseMutation_payPeriodClose_userErrors_LimitExceededError = UserErrorFields_LimitExceededError_Fragment;

export type PayPeriodsCloseMutation_payPeriodClose_userErrors_VersionConflictError = UserErrorFields_VersionConflictError_Fragment;

export type PayPeriodsCloseMutation_payPeriodClose_userErrors =
  | PayPeriodsCloseMutation_payPeriodClose_userErrors_GenericUserError
  | PayPeriodsCloseMutation_payPeriodClose_userErrors_InsufficientBalanceError
  | PayPeriodsCloseMutation_payPeriodClose_userErrors_InvalidTransitionError
  | PayPeriodsCloseMutation_payPeriodClose_userErrors_LimitExceededError
  | PayPeriodsCloseMutation_payPeriodClose_userErrors_VersionConflictError
;

export type PayPeriodsCloseMutation_payPeriodClose = { readonly payPeriod: PayPeriodsCloseMutation_payPeriodClose_payPeriod | null, readonly job: PayPeriodsCloseMutation_payPeriodClose_job | null, readonly userErrors: ReadonlyArray<PayPeriodsCloseMutation_payPeriodClose_userErrors> };

export type PayPeriodsCloseMutation = { readonly payPeriodClose: PayPeriodsCloseMutation_payPeriodClose };


export type PayPeriodsCloseMutationVariables = Exact<{
  input: PayPeriodCloseInput;
}>;

export type MovementFieldsFragment_opening = MoneyFieldsFragment;

export type MovementFieldsFragment_granted = MoneyFieldsFragment;

export type MovementFieldsFragment_rolledIn = MoneyFieldsFragment;

export type MovementFieldsFragment_consumed = MoneyFieldsFragment;

export type MovementFieldsFragment_expired = MoneyFieldsFragment;

export type MovementFieldsFragment_revoked = MoneyFieldsFragment;

export type MovementFieldsFragment_adjusted = MoneyFieldsFragment;

export type MovementFieldsFragment_closing = MoneyFieldsFragment;

export type MovementFieldsFragment = { readonly opening: MovementFieldsFragment_opening, readonly granted: MovementFieldsFragment_granted, readonly rolledIn: MovementFieldsFragment_rolledIn, readonly consumed: MovementFieldsFragment_consumed, readonly expired: MovementFieldsFragment_expired, readonly revoked: MovementFieldsFragment_revoked, readonly adjusted: MovementFieldsFragment_adjusted, readonly closing: MovementFieldsFragment_closing };

export type PayrollStatementFieldsFragment_lines_amount = MoneyFieldsFragment;

export type PayrollStatementFieldsFragment_lines_exactAmount = MoneyFieldsFragment;

export type PayrollStatementFieldsFragment_lines_rounding = MoneyFieldsFragment;

export type PayrollStatementFieldsFragment_lines = { readonly id: string, readonly kind: PayrollStatementLineKind, readonly amount: PayrollStatementFieldsFragment_lines_amount, readonly exactAmount: PayrollStatementFieldsFragment_lines_exactAmount, readonly rounding: PayrollStatementFieldsFragment_lines_rounding };

export type PayrollStatementFieldsFragment_movement = MovementFieldsFragment;

export type PayrollStatementFieldsFragment_employee = EmployeeRefFieldsFragment;

export type PayrollStatementFieldsFragment_legalEntity = LegalEntityFieldsFragment;

export type PayrollStatementFieldsFragment = { readonly id: string, readonly currency: string, readonly provisional: boolean, readonly asOf: string, readonly lines: ReadonlyArray<PayrollStatementFieldsFragment_lines>, readonly movement: PayrollStatementFieldsFragment_movement, readonly employee: PayrollStatementFieldsFragment_employee | null, readonly legalEntity: PayrollStatementFieldsFragment_legalEntity | null };

export type PayrollStatementsQuery_payrollStatements_nodes = PayrollStatementFieldsFragment;

export type PayrollStatementsQuery_payrollStatements_pageInfo = PageInfoFieldsFragment;

export type PayrollStatementsQuery_payrollStatements = { readonly nodes: ReadonlyArray<PayrollStatementsQuery_payrollStatements_nodes>, readonly pageInfo: PayrollStatementsQuery_payrollStatements_pageInfo };

export type PayrollStatementsQuery = { readonly payrollStatements: PayrollStatementsQuery_payrollStatements };


export type PayrollStatementsQueryVariables = Exact<{
  payPeriod: PayPeriodByInput;
  asOf?: string | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;

export type PolicyRefFieldsFragment = { readonly id: string, readonly externalId: string | null, readonly name: string };

export type PolicyVersionFieldsFragment_amount = MoneyFieldsFragment;

export type PolicyVersionFieldsFragment_rolloverTerms_max = MoneyFieldsFragment;

export type PolicyVersionFieldsFragment_rolloverTerms_min = MoneyFieldsFragment;

export type PolicyVersionFieldsFragment_rolloverTerms = { readonly maxPercent: number | null, readonly lastsPeriods: number, readonly max: PolicyVersionFieldsFragment_rolloverTerms_max, readonly min: PolicyVersionFieldsFragment_rolloverTerms_min };

export type PolicyVersionFieldsFragment_filters = { readonly providers: ReadonlyArray<string> | null, readonly models: ReadonlyArray<string> | null, readonly tools: ReadonlyArray<string> | null };

export type PolicyVersionFieldsFragment = { readonly id: string, readonly number: number, readonly status: PolicyVersionStatus, readonly amountType: AmountType, readonly period: AmountPeriod, readonly percent: number | null, readonly dayCount: DayCount | null, readonly payPeriodsPerYear: number | null, readonly currency: string, readonly expiry: GrantExpiry, readonly rollover: Rollover, readonly transfer: GrantTransfer, readonly framing: Framing, readonly stacking: Stacking, readonly guaranteeMonths: number | null, readonly uncappedDays: number | null, readonly effectiveFrom: string | null, readonly effectiveTo: string | null, readonly publishedAt: string | null, readonly amount: PolicyVersionFieldsFragment_amount | null, readonly rolloverTerms: PolicyVersionFieldsFragment_rolloverTerms | null, readonly filters: PolicyVersionFieldsFragment_filters };

export type PolicyFieldsFragment_currentVersion = PolicyVersionFieldsFragment;

export type PolicyFieldsFragment_draftVersion = PolicyVersionFieldsFragment;

export type PolicyFieldsFragment = { readonly id: string, readonly externalId: string | null, readonly name: string, readonly status: PolicyStatus, readonly version: number, readonly createdAt: string, readonly updatedAt: string, readonly currentVersion: PolicyFieldsFragment_currentVersion | null, readonly draftVersion: PolicyFieldsFragment_draftVersion | null };

export type PolicyReasonFieldsFragment_problem = { readonly code: string, readonly message: string };

export type PolicyReasonFieldsFragment_policy = PolicyRefFieldsFragment;

export type PolicyReasonFieldsFragment = { readonly applies: boolean, readonly reason: PolicyReasonCode, readonly message: string, readonly origin: StipendOrigin, readonly policyId: string | null, readonly stipendId: string | null, readonly problem: PolicyReasonFieldsFragment_problem | null, readonly policy: PolicyReasonFieldsFragment_policy | null };

export type PolicyExplanationFieldsFragment_reasons = PolicyReasonFieldsFragment;

export type PolicyExplanationFieldsFragment = { readonly employeeId: string, readonly on: string, readonly reasons: ReadonlyArray<PolicyExplanationFieldsFragment_reasons> };

export type PoliciesListQuery_policies_nodes = PolicyFieldsFragment;

export type PoliciesListQuery_policies_pageInfo = PageInfoFieldsFragment;

export type PoliciesListQuery_policies = { readonly nodes: ReadonlyArray<PoliciesListQuery_policies_nodes>, readonly pageInfo: PoliciesListQuery_policies_pageInfo };

export type PoliciesListQuery = { readonly policies: PoliciesListQuery_policies };


export type PoliciesListQueryVariables = Exact<{
  where?: PolicyFilterInput | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;

export type PoliciesGetQuery_policy_versions_nodes = PolicyVersionFieldsFragment;

export type PoliciesGetQuery_policy_versions_pageInfo = PageInfoFieldsFragment;

export type PoliciesGetQuery_policy_versions = { readonly nodes: ReadonlyArray<PoliciesGetQuery_policy_versions_nodes>, readonly pageInfo: PoliciesGetQuery_policy_versions_pageInfo };

export type PoliciesGetQuery_policy = (
  { readonly versions: PoliciesGetQuery_policy_versions }
  & PolicyFieldsFragment
);

export type PoliciesGetQuery = { readonly policy: PoliciesGetQuery_policy | null };


export type PoliciesGetQueryVariables = Exact<{
  by: PolicyByInput;
}>;

export type PoliciesExplainQuery_policyExplain = PolicyExplanationFieldsFragment;

export type PoliciesExplainQuery = { readonly policyExplain: PoliciesExplainQuery_policyExplain };


export type PoliciesExplainQueryVariables = Exact<{
  employee: EmployeeByInput;
  on?: string | null | undefined;
}>;

export type PoliciesCreateMutation_policyCreate_policy = PolicyFieldsFragment;

export type PoliciesCreateMutation_policyCreate_userErrors_GenericUserError = UserErrorFields_GenericUserError_Fragment;

export type PoliciesCreateMutation_policyCreate_userErrors_InsufficientBalanceError = UserErrorFields_InsufficientBalanceError_Fragment;

export type PoliciesCreateMutation_policyCreate_userErrors_InvalidTransitionError = UserErrorFields_InvalidTransitionError_Fragment;

export type PoliciesCreateMutation_policyCreate_userErrors_LimitExceededError = UserErrorFields_LimitExceededError_Fragment;

export type PoliciesCreateMutation_policyCreate_userErrors_VersionConflictError = UserErrorFields_VersionConflictError_Fragment;

export type PoliciesCreateMutation_policyCreate_userErrors =
  | PoliciesCreateMutation_policyCreate_userErrors_GenericUserError
  | PoliciesCreateMutation_policyCreate_userErrors_InsufficientBalanceError
  | PoliciesCreateMutation_policyCreate_userErrors_InvalidTransitionError
  | PoliciesCreateMutation_policyCreate_userErrors_LimitExceededError
  | PoliciesCreateMutation_policyCreate_userErrors_VersionConflictError
;

export type PoliciesCreateMutation_policyCreate = { readonly policy: PoliciesCreateMutation_policyCreate_policy | null, readonly userErrors: ReadonlyArray<PoliciesCreateMutation_policyCreate_userErrors> };

export type PoliciesCreateMutation = { readonly policyCreate: PoliciesCreateMutation_policyCreate };


export type PoliciesCreateMutationVariables = Exact<{
  input: PolicyCreateInput;
}>;

export type PoliciesUpdateMutation_policyUpdate_policy = PolicyFieldsFragment;

export type PoliciesUpdateMutation_policyUpdate_userErrors_GenericUserError = UserErrorFields_GenericUserError_Fragment;

export type PoliciesUpdateMutation_policyUpdate_userErrors_InsufficientBalanceError = UserErrorFields_InsufficientBalanceError_Fragment;

export type PoliciesUpdateMutation_policyUpdate_userErrors_InvalidTransitionError = UserErrorFields_InvalidTransitionError_Fragment;

export type PoliciesUpdateMutation_policyUpdate_userErrors_LimitExceededError = UserErrorFields_LimitExceededError_Fragment;

export type PoliciesUpdateMutation_policyUpdate_userErrors_VersionConflictError = UserErrorFields_VersionConflictError_Fragment;

export type PoliciesUpdateMutation_policyUpdate_userErrors =
  | PoliciesUpdateMutation_policyUpdate_userErrors_GenericUserError
  | PoliciesUpdateMutation_policyUpdate_userErrors_InsufficientBalanceError
  | PoliciesUpdateMutation_policyUpdate_userErrors_InvalidTransitionError
  | PoliciesUpdateMutation_policyUpdate_userErrors_LimitExceededError
  | PoliciesUpdateMutation_policyUpdate_userErrors_VersionConflictError
;

export type PoliciesUpdateMutation_policyUpdate = { readonly policy: PoliciesUpdateMutation_policyUpdate_policy | null, readonly userErrors: ReadonlyArray<PoliciesUpdateMutation_policyUpdate_userErrors> };

export type PoliciesUpdateMutation = { readonly policyUpdate: PoliciesUpdateMutation_policyUpdate };


export type PoliciesUpdateMutationVariables = Exact<{
  input: PolicyUpdateInput;
}>;

export type PoliciesPublishMutation_policyPublish_policy = PolicyFieldsFragment;

export type PoliciesPublishMutation_policyPublish_userErrors_GenericUserError = UserErrorFields_GenericUserError_Fragment;

export type PoliciesPublishMutation_policyPublish_userErrors_InsufficientBalanceError = UserErrorFields_InsufficientBalanceError_Fragment;

export type PoliciesPublishMutation_policyPublish_userErrors_InvalidTransitionError = UserErrorFields_InvalidTransitionError_Fragment;

export type PoliciesPublishMutation_policyPublish_userErrors_LimitExceededError = UserErrorFields_LimitExceededError_Fragment;

export type PoliciesPublishMutation_policyPublish_userErrors_VersionConflictError = UserErrorFields_VersionConflictError_Fragment;

export type PoliciesPublishMutation_policyPublish_userErrors =
  | PoliciesPublishMutation_policyPublish_userErrors_GenericUserError
  | PoliciesPublishMutation_policyPublish_userErrors_InsufficientBalanceError
  | PoliciesPublishMutation_policyPublish_userErrors_InvalidTransitionError
  | PoliciesPublishMutation_policyPublish_userErrors_LimitExceededError
  | PoliciesPublishMutation_policyPublish_userErrors_VersionConflictError
;

export type PoliciesPublishMutation_policyPublish = { readonly policy: PoliciesPublishMutation_policyPublish_policy | null, readonly userErrors: ReadonlyArray<PoliciesPublishMutation_policyPublish_userErrors> };

export type PoliciesPublishMutation = { readonly policyPublish: PoliciesPublishMutation_policyPublish };


export type PoliciesPublishMutationVariables = Exact<{
  input: PolicyPublishInput;
}>;

export type PoliciesArchiveMutation_policyArchive_policy = PolicyFieldsFragment;

export type PoliciesArchiveMutation_policyArchive_userErrors_GenericUserError = UserErrorFields_GenericUserError_Fragment;

export type PoliciesArchiveMutation_policyArchive_userErrors_InsufficientBalanceError = UserErrorFields_InsufficientBalanceError_Fragment;

export type PoliciesArchiveMutation_policyArchive_userErrors_InvalidTransitionError = UserErrorFields_InvalidTransitionError_Fragment;

export type PoliciesArchiveMutation_policyArchive_userErrors_LimitExceededError = UserErrorFields_LimitExceededError_Fragment;

export type PoliciesArchiveMutation_policyArchive_userErrors_VersionConflictError = UserErrorFields_VersionConflictError_Fragment;

export type PoliciesArchiveMutation_policyArchive_userErrors =
  | PoliciesArchiveMutation_policyArchive_userErrors_GenericUserError
  | PoliciesArchiveMutation_policyArchive_userErrors_InsufficientBalanceError
  | PoliciesArchiveMutation_policyArchive_userErrors_InvalidTransitionError
  | PoliciesArchiveMutation_policyArchive_userErrors_LimitExceededError
  | PoliciesArchiveMutation_policyArchive_userErrors_VersionConflictError
;

export type PoliciesArchiveMutation_policyArchive = { readonly policy: PoliciesArchiveMutation_policyArchive_policy | null, readonly userErrors: ReadonlyArray<PoliciesArchiveMutation_policyArchive_userErrors> };

export type PoliciesArchiveMutation = { readonly policyArchive: PoliciesArchiveMutation_policyArchive };


export type PoliciesArchiveMutationVariables = Exact<{
  input: PolicyArchiveInput;
}>;

export type PriceFieldsFragment_timeOfDay = { readonly start: string, readonly end: string };

export type PriceFieldsFragment_classPrices_tiers = { readonly contextAbove: string, readonly price: string };

export type PriceFieldsFragment_classPrices = { readonly usageClass: UsageClass, readonly price: string, readonly unitQuantity: string, readonly rounded: boolean, readonly inheritedFrom: UsageClass | null, readonly tiers: ReadonlyArray<PriceFieldsFragment_classPrices_tiers> };

export type PriceFieldsFragment = { readonly id: string, readonly provider: string, readonly model: string, readonly currency: string, readonly effectiveFrom: string | null, readonly effectiveTo: string | null, readonly source: string, readonly timeOfDay: PriceFieldsFragment_timeOfDay | null, readonly classPrices: ReadonlyArray<PriceFieldsFragment_classPrices> };

export type PricesListQuery_prices_nodes = PriceFieldsFragment;

export type PricesListQuery_prices_pageInfo = PageInfoFieldsFragment;

export type PricesListQuery_prices = { readonly nodes: ReadonlyArray<PricesListQuery_prices_nodes>, readonly pageInfo: PricesListQuery_prices_pageInfo };

export type PricesListQuery = { readonly prices: PricesListQuery_prices };


export type PricesListQueryVariables = Exact<{
  where?: PriceFilterInput | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;

export type MoneyFieldsFragment = { readonly amount: string, readonly currency: string, readonly rounded: string };

export type PageInfoFieldsFragment = { readonly hasNextPage: boolean, readonly hasPreviousPage: boolean, readonly startCursor: string | null, readonly endCursor: string | null };

export type UserErrorFieldsFragment_InsufficientBalanceError_available = MoneyFieldsFragment;

export type UserErrorFieldsFragment_InsufficientBalanceError_requested = MoneyFieldsFragment;

export type UserErrorFieldsFragment_LimitExceededError_limit = MoneyFieldsFragment;

export type UserErrorFieldsFragment_LimitExceededError_remaining = MoneyFieldsFragment;

type UserErrorFields_GenericUserError_Fragment = { readonly __typename: 'GenericUserError', readonly code: string, readonly message: string, readonly path: ReadonlyArray<string>, readonly docUrl: string };

type UserErrorFields_InsufficientBalanceError_Fragment = { readonly __typename: 'InsufficientBalanceError', readonly code: string, readonly message: string, readonly path: ReadonlyArray<string>, readonly docUrl: string, readonly available: UserErrorFieldsFragment_InsufficientBalanceError_available, readonly requested: UserErrorFieldsFragment_InsufficientBalanceError_requested };

type UserErrorFields_InvalidTransitionError_Fragment = { readonly __typename: 'InvalidTransitionError', readonly from: string, readonly to: string, readonly code: string, readonly message: string, readonly path: ReadonlyArray<string>, readonly docUrl: string };

type UserErrorFields_LimitExceededError_Fragment = { readonly __typename: 'LimitExceededError', readonly limitId: string, readonly limitTokens: string | null, readonly remainingTokens: string | null, readonly resetsAt: string | null, readonly retryAfterSeconds: number | null, readonly code: string, readonly message: string, readonly path: ReadonlyArray<string>, readonly docUrl: string, readonly limit: UserErrorFieldsFragment_LimitExceededError_limit | null, readonly remaining: UserErrorFieldsFragment_LimitExceededError_remaining | null };

type UserErrorFields_VersionConflictError_Fragment = { readonly __typename: 'VersionConflictError', readonly currentVersion: number, readonly code: string, readonly message: string, readonly path: ReadonlyArray<string>, readonly docUrl: string };

export type UserErrorFieldsFragment =
  | UserErrorFields_GenericUserError_Fragment
  | UserErrorFields_InsufficientBalanceError_Fragment
  | UserErrorFields_InvalidTransitionError_Fragment
  | UserErrorFields_LimitExceededError_Fragment
  | UserErrorFields_VersionConflictError_Fragment
;

export type HoldFieldsFragment_amount = MoneyFieldsFragment;

export type HoldFieldsFragment_captured = MoneyFieldsFragment;

export type HoldFieldsFragment_overage = MoneyFieldsFragment;

export type HoldFieldsFragment_fundings_held = MoneyFieldsFragment;

export type HoldFieldsFragment_fundings_captured = MoneyFieldsFragment;

export type HoldFieldsFragment_fundings = { readonly grantId: string | null, readonly held: HoldFieldsFragment_fundings_held, readonly captured: HoldFieldsFragment_fundings_captured };

export type HoldFieldsFragment = { readonly id: string, readonly employeeId: string, readonly status: HoldStatus, readonly provider: string | null, readonly model: string | null, readonly tool: string | null, readonly authorizedAt: string, readonly expiresAt: string, readonly resolvedAt: string | null, readonly tokens: string | null, readonly capturedTokens: string | null, readonly amount: HoldFieldsFragment_amount, readonly captured: HoldFieldsFragment_captured | null, readonly overage: HoldFieldsFragment_overage | null, readonly fundings: ReadonlyArray<HoldFieldsFragment_fundings> };

export type SpendLevelFieldsFragment_amount = MoneyFieldsFragment;

export type SpendLevelFieldsFragment_used = MoneyFieldsFragment;

export type SpendLevelFieldsFragment_remaining = MoneyFieldsFragment;

export type SpendLevelFieldsFragment_reserved = MoneyFieldsFragment;

export type SpendLevelFieldsFragment = { readonly limitId: string, readonly kind: LimitKind, readonly unit: LimitUnit, readonly scope: LimitScope, readonly name: string | null, readonly provider: string | null, readonly model: string | null, readonly tool: string | null, readonly window: LimitWindow, readonly mode: LimitMode, readonly tokens: string | null, readonly usedTokens: string | null, readonly remainingTokens: string | null, readonly exceeded: boolean, readonly resetsAt: string | null, readonly asOf: string | null, readonly amount: SpendLevelFieldsFragment_amount | null, readonly used: SpendLevelFieldsFragment_used | null, readonly remaining: SpendLevelFieldsFragment_remaining | null, readonly reserved: SpendLevelFieldsFragment_reserved | null };

export type SpendDecisionFieldsFragment_available = MoneyFieldsFragment;

export type SpendDecisionFieldsFragment_bindingLimit = SpendLevelFieldsFragment;

export type SpendDecisionFieldsFragment_levels = SpendLevelFieldsFragment;

export type SpendDecisionFieldsFragment = { readonly allowed: boolean, readonly reasonCode: string | null, readonly uncapped: boolean, readonly resetsAt: string | null, readonly retryAfterSeconds: number | null, readonly allowedProviders: ReadonlyArray<string>, readonly allowedModels: ReadonlyArray<string>, readonly allowedTools: ReadonlyArray<string>, readonly guaranteed: boolean, readonly holdId: string | null, readonly available: SpendDecisionFieldsFragment_available | null, readonly bindingLimit: SpendDecisionFieldsFragment_bindingLimit | null, readonly levels: ReadonlyArray<SpendDecisionFieldsFragment_levels> };

export type SpendAuthorizeMutation_spendAuthorize_hold = HoldFieldsFragment;

export type SpendAuthorizeMutation_spendAuthorize_decision = SpendDecisionFieldsFragment;

export type SpendAuthorizeMutation_spendAuthorize_userErrors_GenericUserError = UserErrorFields_GenericUserError_Fragment;

export type SpendAuthorizeMutation_spendAuthorize_userErrors_InsufficientBalanceError = UserErrorFields_InsufficientBalanceError_Fragment;

export type SpendAuthorizeMutation_spendAuthorize_userErrors_InvalidTransitionError = UserErrorFields_InvalidTransitionError_Fragment;

export type SpendAuthorizeMutation_spendAuthorize_userErrors_LimitExceededError = UserErrorFields_LimitExceededError_Fragment;

export type SpendAuthorizeMutation_spendAuthorize_userErrors_VersionConflictError = UserErrorFields_VersionConflictError_Fragment;

export type SpendAuthorizeMutation_spendAuthorize_userErrors =
  | SpendAuthorizeMutation_spendAuthorize_userErrors_GenericUserError
  | SpendAuthorizeMutation_spendAuthorize_userErrors_InsufficientBalanceError
  | SpendAuthorizeMutation_spendAuthorize_userErrors_InvalidTransitionError
  | SpendAuthorizeMutation_spendAuthorize_userErrors_LimitExceededError
  | SpendAuthorizeMutation_spendAuthorize_userErrors_VersionConflictError
;

export type SpendAuthorizeMutation_spendAuthorize = { readonly hold: SpendAuthorizeMutation_spendAuthorize_hold | null, readonly decision: SpendAuthorizeMutation_spendAuthorize_decision | null, readonly userErrors: ReadonlyArray<SpendAuthorizeMutation_spendAuthorize_userErrors> };

export type SpendAuthorizeMutation = { readonly spendAuthorize: SpendAuthorizeMutation_spendAuthorize };


export type SpendAuthorizeMutationVariables = Exact<{
  input: SpendAuthorizeInput;
}>;

export type SpendCaptureMutation_spendCapture_hold = HoldFieldsFragment;

export type SpendCaptureMutation_spendCapture_userErrors_GenericUserError = UserErrorFields_GenericUserError_Fragment;

export type SpendCaptureMutation_spendCapture_userErrors_InsufficientBalanceError = UserErrorFields_InsufficientBalanceError_Fragment;

export type SpendCaptureMutation_spendCapture_userErrors_InvalidTransitionError = UserErrorFields_InvalidTransitionError_Fragment;

export type SpendCaptureMutation_spendCapture_userErrors_LimitExceededError = UserErrorFields_LimitExceededError_Fragment;

export type SpendCaptureMutation_spendCapture_userErrors_VersionConflictError = UserErrorFields_VersionConflictError_Fragment;

export type SpendCaptureMutation_spendCapture_userErrors =
  | SpendCaptureMutation_spendCapture_userErrors_GenericUserError
  | SpendCaptureMutation_spendCapture_userErrors_InsufficientBalanceError
  | SpendCaptureMutation_spendCapture_userErrors_InvalidTransitionError
  | SpendCaptureMutation_spendCapture_userErrors_LimitExceededError
  | SpendCaptureMutation_spendCapture_userErrors_VersionConflictError
;

export type SpendCaptureMutation_spendCapture = { readonly hold: SpendCaptureMutation_spendCapture_hold | null, readonly userErrors: ReadonlyArray<SpendCaptureMutation_spendCapture_userErrors> };

export type SpendCaptureMutation = { readonly spendCapture: SpendCaptureMutation_spendCapture };


export type SpendCaptureMutationVariables = Exact<{
  input: SpendCaptureInput;
}>;

export type SpendReleaseMutation_spendRelease_hold = HoldFieldsFragment;

export type SpendReleaseMutation_spendRelease_userErrors_GenericUserError = UserErrorFields_GenericUserError_Fragment;

export type SpendReleaseMutation_spendRelease_userErrors_InsufficientBalanceError = UserErrorFields_InsufficientBalanceError_Fragment;

export type SpendReleaseMutation_spendRelease_userErrors_InvalidTransitionError = UserErrorFields_InvalidTransitionError_Fragment;

export type SpendReleaseMutation_spendRelease_userErrors_LimitExceededError = UserErrorFields_LimitExceededError_Fragment;

export type SpendReleaseMutation_spendRelease_userErrors_VersionConflictError = UserErrorFields_VersionConflictError_Fragment;

export type SpendReleaseMutation_spendRelease_userErrors =
  | SpendReleaseMutation_spendRelease_userErrors_GenericUserError
  | SpendReleaseMutation_spendRelease_userErrors_InsufficientBalanceError
  | SpendReleaseMutation_spendRelease_userErrors_InvalidTransitionError
  | SpendReleaseMutation_spendRelease_userErrors_LimitExceededError
  | SpendReleaseMutation_spendRelease_userErrors_VersionConflictError
;

export type SpendReleaseMutation_spendRelease = { readonly hold: SpendReleaseMutation_spendRelease_hold | null, readonly userErrors: ReadonlyArray<SpendReleaseMutation_spendRelease_userErrors> };

export type SpendReleaseMutation = { readonly spendRelease: SpendReleaseMutation_spendRelease };


export type SpendReleaseMutationVariables = Exact<{
  input: SpendReleaseInput;
}>;

export type GrantFieldsFragment_amount = MoneyFieldsFragment;

export type GrantFieldsFragment_available = MoneyFieldsFragment;

export type GrantFieldsFragment_filters = { readonly providers: ReadonlyArray<string> | null, readonly models: ReadonlyArray<string> | null, readonly tools: ReadonlyArray<string> | null };

export type GrantFieldsFragment = { readonly id: string, readonly kind: GrantKind, readonly source: StipendOrigin, readonly fromCostCenterId: string | null, readonly reason: string, readonly status: GrantStatus, readonly uncapped: boolean, readonly priority: number, readonly effectiveAt: string, readonly expiresAt: string, readonly endsAt: string, readonly revokedAt: string | null, readonly guaranteedUntil: string | null, readonly createdAt: string, readonly amount: GrantFieldsFragment_amount, readonly available: GrantFieldsFragment_available, readonly filters: GrantFieldsFragment_filters };

export type StipendFieldsFragment_terms_amount = MoneyFieldsFragment;

export type StipendFieldsFragment_terms = { readonly amountType: AmountType, readonly period: AmountPeriod, readonly percent: number | null, readonly dayCount: DayCount | null, readonly payPeriodsPerYear: number | null, readonly amount: StipendFieldsFragment_terms_amount | null };

export type StipendFieldsFragment_issueProblem = { readonly code: string, readonly message: string };

export type StipendFieldsFragment_employee = EmployeeRefFieldsFragment;

export type StipendFieldsFragment_policy = PolicyRefFieldsFragment;

export type StipendFieldsFragment = { readonly id: string, readonly externalId: string | null, readonly origin: StipendOrigin, readonly status: StipendStatus, readonly currency: string, readonly framing: Framing, readonly startDate: string | null, readonly cappedFrom: string | null, readonly endDate: string | null, readonly timeZone: string, readonly guaranteedUntil: string | null, readonly issuedMonths: number, readonly nextIssueAt: string | null, readonly terms: StipendFieldsFragment_terms | null, readonly issueProblem: StipendFieldsFragment_issueProblem | null, readonly employee: StipendFieldsFragment_employee | null, readonly policy: StipendFieldsFragment_policy | null };

export type StipendsListQuery_stipends_nodes = StipendFieldsFragment;

export type StipendsListQuery_stipends_pageInfo = PageInfoFieldsFragment;

export type StipendsListQuery_stipends = { readonly nodes: ReadonlyArray<StipendsListQuery_stipends_nodes>, readonly pageInfo: StipendsListQuery_stipends_pageInfo };

export type StipendsListQuery = { readonly stipends: StipendsListQuery_stipends };


export type StipendsListQueryVariables = Exact<{
  where?: StipendFilterInput | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;

export type StipendsGetQuery_stipend_grants_nodes = GrantFieldsFragment;

export type StipendsGetQuery_stipend_grants_pageInfo = PageInfoFieldsFragment;

export type StipendsGetQuery_stipend_grants = { readonly nodes: ReadonlyArray<StipendsGetQuery_stipend_grants_nodes>, readonly pageInfo: StipendsGetQuery_stipend_grants_pageInfo };

export type StipendsGetQuery_stipend = (
  { readonly grants: StipendsGetQuery_stipend_grants }
  & StipendFieldsFragment
);

export type StipendsGetQuery = { readonly stipend: StipendsGetQuery_stipend | null };


export type StipendsGetQueryVariables = Exact<{
  by: StipendByInput;
}>;

export type StipendsAssignMutation_stipendsAssign_outcomes_stipend = StipendFieldsFragment;

export type StipendsAssignMutation_stipendsAssign_outcomes_userErrors_GenericUserError = UserErrorFields_GenericUserError_Fragment;

export type StipendsAssignMutation_stipendsAssign_outcomes_userErrors_InsufficientBalanceError = UserErrorFields_InsufficientBalanceError_Fragment;

export type StipendsAssignMutation_stipendsAssign_outcomes_userErrors_InvalidTransitionError = UserErrorFields_InvalidTransitionError_Fragment;

export type StipendsAssignMutation_stipendsAssign_outcomes_userErrors_LimitExceededError = UserErrorFields_LimitExceededError_Fragment;

export type StipendsAssignMutation_stipendsAssign_outcomes_userErrors_VersionConflictError = UserErrorFields_VersionConflictError_Fragment;

export type StipendsAssignMutation_stipendsAssign_outcomes_userErrors =
  | StipendsAssignMutation_stipendsAssign_outcomes_userErrors_GenericUserError
  | StipendsAssignMutation_stipendsAssign_outcomes_userErrors_InsufficientBalanceError
  | StipendsAssignMutation_stipendsAssign_outcomes_userErrors_InvalidTransitionError
  | StipendsAssignMutation_stipendsAssign_outcomes_userErrors_LimitExceededError
  | StipendsAssignMutation_stipendsAssign_outcomes_userErrors_VersionConflictError
;

export type StipendsAssignMutation_stipendsAssign_outcomes = { readonly created: boolean, readonly stipend: StipendsAssignMutation_stipendsAssign_outcomes_stipend | null, readonly userErrors: ReadonlyArray<StipendsAssignMutation_stipendsAssign_outcomes_userErrors> };

export type StipendsAssignMutation_stipendsAssign_userErrors_GenericUserError = UserErrorFields_GenericUserError_Fragment;

export type StipendsAssignMutation_stipendsAssign_userErrors_InsufficientBalanceError = UserErrorFields_InsufficientBalanceError_Fragment;

export type StipendsAssignMutation_stipendsAssign_userErrors_InvalidTransitionError = UserErrorFields_InvalidTransitionError_Fragment;

export type StipendsAssignMutation_stipendsAssign_userErrors_LimitExceededError = UserErrorFields_LimitExceededError_Fragment;

export type StipendsAssignMutation_stipendsAssign_userErrors_VersionConflictError = UserErrorFields_VersionConflictError_Fragment;

export type StipendsAssignMutation_stipendsAssign_userErrors =
  | StipendsAssignMutation_stipendsAssign_userErrors_GenericUserError
  | StipendsAssignMutation_stipendsAssign_userErrors_InsufficientBalanceError
  | StipendsAssignMutation_stipendsAssign_userErrors_InvalidTransitionError
  | StipendsAssignMutation_stipendsAssign_userErrors_LimitExceededError
  | StipendsAssignMutation_stipendsAssign_userErrors_VersionConflictError
;

export type StipendsAssignMutation_stipendsAssign = { readonly outcomes: ReadonlyArray<StipendsAssignMutation_stipendsAssign_outcomes> | null, readonly userErrors: ReadonlyArray<StipendsAssignMutation_stipendsAssign_userErrors> };

export type StipendsAssignMutation = { readonly stipendsAssign: StipendsAssignMutation_stipendsAssign };


export type StipendsAssignMutationVariables = Exact<{
  input: StipendsAssignInput;
}>;

export type TestClockAdvanceMutation_testClockAdvance_clock = { readonly now: string, readonly grantsIssued: number, readonly grantsExpired: number };

export type TestClockAdvanceMutation_testClockAdvance_userErrors_GenericUserError = UserErrorFields_GenericUserError_Fragment;

export type TestClockAdvanceMutation_testClockAdvance_userErrors_InsufficientBalanceError = UserErrorFields_InsufficientBalanceError_Fragment;

export type TestClockAdvanceMutation_testClockAdvance_userErrors_InvalidTransitionError = UserErrorFields_InvalidTransitionError_Fragment;

export type TestClockAdvanceMutation_testClockAdvance_userErrors_LimitExceededError = UserErrorFields_LimitExceededError_Fragment;

export type TestClockAdvanceMutation_testClockAdvance_userErrors_VersionConflictError = UserErrorFields_VersionConflictError_Fragment;

export type TestClockAdvanceMutation_testClockAdvance_userErrors =
  | TestClockAdvanceMutation_testClockAdvance_userErrors_GenericUserError
  | TestClockAdvanceMutation_testClockAdvance_userErrors_InsufficientBalanceError
  | TestClockAdvanceMutation_testClockAdvance_userErrors_InvalidTransitionError
  | TestClockAdvanceMutation_testClockAdvance_userErrors_LimitExceededError
  | TestClockAdvanceMutation_testClockAdvance_userErrors_VersionConflictError
;

export type TestClockAdvanceMutation_testClockAdvance = { readonly clock: TestClockAdvanceMutation_testClockAdvance_clock | null, readonly userErrors: ReadonlyArray<TestClockAdvanceMutation_testClockAdvance_userErrors> };

export type TestClockAdvanceMutation = { readonly testClockAdvance: TestClockAdvanceMutation_testClockAdvance };


export type TestClockAdvanceMutationVariables = Exact<{
  input: TestClockAdvanceInput;
}>;

export type UsageOutcomeFieldsFragment_cost = MoneyFieldsFragment;

export type UsageOutcomeFieldsFragment_overage = MoneyFieldsFragment;

export type UsageOutcomeFieldsFragment = { readonly status: UsageOutcomeStatus, readonly source: string, readonly eventId: string, readonly usageId: string | null, readonly differs: boolean | null, readonly code: string | null, readonly message: string | null, readonly cost: UsageOutcomeFieldsFragment_cost | null, readonly overage: UsageOutcomeFieldsFragment_overage | null };

export type UsageEventFieldsFragment_counts = { readonly usageClass: UsageClass, readonly count: string };

export type UsageEventFieldsFragment_employee = EmployeeRefFieldsFragment;

export type UsageEventFieldsFragment_corrects = { readonly id: string, readonly source: string, readonly eventId: string };

export type UsageEventFieldsFragment_correctedBy = { readonly id: string, readonly source: string, readonly eventId: string };

export type UsageEventFieldsFragment_charge_listCost = MoneyFieldsFragment;

export type UsageEventFieldsFragment_charge_cost = MoneyFieldsFragment;

export type UsageEventFieldsFragment_charge_lines = { readonly usageClass: UsageClass, readonly count: string, readonly price: string, readonly unitQuantity: string };

export type UsageEventFieldsFragment_charge_fundings_amount = MoneyFieldsFragment;

export type UsageEventFieldsFragment_charge_fundings = { readonly grantId: string | null, readonly amount: UsageEventFieldsFragment_charge_fundings_amount };

export type UsageEventFieldsFragment_charge = { readonly fxRateId: string | null, readonly priceId: string, readonly bookedAt: string, readonly listCost: UsageEventFieldsFragment_charge_listCost, readonly cost: UsageEventFieldsFragment_charge_cost, readonly lines: ReadonlyArray<UsageEventFieldsFragment_charge_lines>, readonly fundings: ReadonlyArray<UsageEventFieldsFragment_charge_fundings> };

export type UsageEventFieldsFragment = { readonly id: string, readonly source: string, readonly eventId: string, readonly provider: string, readonly model: string, readonly occurredAt: string, readonly recordedAt: string, readonly status: UsageStatus, readonly counts: ReadonlyArray<UsageEventFieldsFragment_counts>, readonly employee: UsageEventFieldsFragment_employee | null, readonly corrects: UsageEventFieldsFragment_corrects | null, readonly correctedBy: UsageEventFieldsFragment_correctedBy | null, readonly charge: UsageEventFieldsFragment_charge | null };

export type UsageEventsQuery_usageEvents_nodes = UsageEventFieldsFragment;

export type UsageEventsQuery_usageEvents_pageInfo = PageInfoFieldsFragment;

export type UsageEventsQuery_usageEvents = { readonly nodes: ReadonlyArray<UsageEventsQuery_usageEvents_nodes>, readonly pageInfo: UsageEventsQuery_usageEvents_pageInfo };

export type UsageEventsQuery = { readonly usageEvents: UsageEventsQuery_usageEvents };


export type UsageEventsQueryVariables = Exact<{
  where?: UsageEventFilterInput | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;

export type UsageReportMutation_usageReport_outcomes = UsageOutcomeFieldsFragment;

export type UsageReportMutation_usageReport_userErrors_GenericUserError = UserErrorFields_GenericUserError_Fragment;

export type UsageReportMutation_usageReport_userErrors_InsufficientBalanceError = UserErrorFields_InsufficientBalanceError_Fragment;

export type UsageReportMutation_usageReport_userErrors_InvalidTransitionError = UserErrorFields_InvalidTransitionError_Fragment;

export type UsageReportMutation_usageReport_userErrors_LimitExceededError = UserErrorFields_LimitExceededError_Fragment;

export type UsageReportMutation_usageReport_userErrors_VersionConflictError = UserErrorFields_VersionConflictError_Fragment;

export type UsageReportMutation_usageReport_userErrors =
  | UsageReportMutation_usageReport_userErrors_GenericUserError
  | UsageReportMutation_usageReport_userErrors_InsufficientBalanceError
  | UsageReportMutation_usageReport_userErrors_InvalidTransitionError
  | UsageReportMutation_usageReport_userErrors_LimitExceededError
  | UsageReportMutation_usageReport_userErrors_VersionConflictError
;

export type UsageReportMutation_usageReport = { readonly outcomes: ReadonlyArray<UsageReportMutation_usageReport_outcomes> | null, readonly userErrors: ReadonlyArray<UsageReportMutation_usageReport_userErrors> };

export type UsageReportMutation = { readonly usageReport: UsageReportMutation_usageReport };


export type UsageReportMutationVariables = Exact<{
  input: UsageReportInput;
}>;

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const ApiKeyFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment ApiKeyFields on ApiKey {
  id
  name
  mode
  lastFour
  scopes
  employerId
  createdAt
  expiresAt
  revokedAt
  lastUsedAt
}
    `, {"fragmentName":"ApiKeyFields"}) as unknown as TypedDocumentString<ApiKeyFieldsFragment, unknown>;
export const MoneyFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment MoneyFields on Money {
  amount
  currency
  rounded
}
    `, {"fragmentName":"MoneyFields"}) as unknown as TypedDocumentString<MoneyFieldsFragment, unknown>;
export const EmployeeRefFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment EmployeeRefFields on Employee {
  id
  externalId
  source
  name
}
    `, {"fragmentName":"EmployeeRefFields"}) as unknown as TypedDocumentString<EmployeeRefFieldsFragment, unknown>;
export const BalanceFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment BalanceFields on Balance {
  employeeId
  currency
  granted {
    ...MoneyFields
  }
  available {
    ...MoneyFields
  }
  held {
    ...MoneyFields
  }
  consumed {
    ...MoneyFields
  }
  expired {
    ...MoneyFields
  }
  revoked {
    ...MoneyFields
  }
  overage {
    ...MoneyFields
  }
  chargedToCostCenter {
    ...MoneyFields
  }
  expiringSoon(withinDays: $withinDays) {
    ...MoneyFields
  }
  asOf
  effectiveAt
  employee {
    ...EmployeeRefFields
  }
}
    fragment EmployeeRefFields on Employee {
  id
  externalId
  source
  name
}
fragment MoneyFields on Money {
  amount
  currency
  rounded
}`, {"fragmentName":"BalanceFields"}) as unknown as TypedDocumentString<BalanceFieldsFragment, unknown>;
export const BalanceAmountsFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment BalanceAmountsFields on BalanceAmounts {
  granted {
    ...MoneyFields
  }
  available {
    ...MoneyFields
  }
  held {
    ...MoneyFields
  }
  consumed {
    ...MoneyFields
  }
  expired {
    ...MoneyFields
  }
  revoked {
    ...MoneyFields
  }
  overage {
    ...MoneyFields
  }
  chargedToCostCenter {
    ...MoneyFields
  }
}
    fragment MoneyFields on Money {
  amount
  currency
  rounded
}`, {"fragmentName":"BalanceAmountsFields"}) as unknown as TypedDocumentString<BalanceAmountsFieldsFragment, unknown>;
export const BalanceEntryFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment BalanceEntryFields on BalanceEntry {
  id
  kind
  currency
  effectiveAt
  bookedAt
  change {
    ...BalanceAmountsFields
  }
  balance {
    ...BalanceAmountsFields
  }
  grants {
    grantId
    amount {
      ...MoneyFields
    }
  }
  costCenterId
  subjectId
  reversesId
  asOf
}
    fragment BalanceAmountsFields on BalanceAmounts {
  granted {
    ...MoneyFields
  }
  available {
    ...MoneyFields
  }
  held {
    ...MoneyFields
  }
  consumed {
    ...MoneyFields
  }
  expired {
    ...MoneyFields
  }
  revoked {
    ...MoneyFields
  }
  overage {
    ...MoneyFields
  }
  chargedToCostCenter {
    ...MoneyFields
  }
}
fragment MoneyFields on Money {
  amount
  currency
  rounded
}`, {"fragmentName":"BalanceEntryFields"}) as unknown as TypedDocumentString<BalanceEntryFieldsFragment, unknown>;
export const CostCenterPoolsFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment CostCenterPoolsFields on CostCenter {
  pools {
    ...MoneyFields
  }
}
    fragment MoneyFields on Money {
  amount
  currency
  rounded
}`, {"fragmentName":"CostCenterPoolsFields"}) as unknown as TypedDocumentString<CostCenterPoolsFieldsFragment, unknown>;
export const LegalEntityFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment LegalEntityFields on LegalEntity {
  id
  externalId
  name
  country
  currency
  timeZone
}
    `, {"fragmentName":"LegalEntityFields"}) as unknown as TypedDocumentString<LegalEntityFieldsFragment, unknown>;
export const DepartmentFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment DepartmentFields on Department {
  id
  externalId
  name
}
    `, {"fragmentName":"DepartmentFields"}) as unknown as TypedDocumentString<DepartmentFieldsFragment, unknown>;
export const CostCenterFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment CostCenterFields on CostCenter {
  id
  externalId
  name
  code
}
    `, {"fragmentName":"CostCenterFields"}) as unknown as TypedDocumentString<CostCenterFieldsFragment, unknown>;
export const EmploymentFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment EmploymentFields on Employment {
  id
  startDate
  endDate
  title
  jobFamily
  level
  country
  employmentType
  fteBasisPoints
  baseSalary {
    ...MoneyFields
  }
  legalEntity {
    ...LegalEntityFields
  }
  department {
    ...DepartmentFields
  }
  costCenter {
    ...CostCenterFields
  }
}
    fragment CostCenterFields on CostCenter {
  id
  externalId
  name
  code
}
fragment DepartmentFields on Department {
  id
  externalId
  name
}
fragment LegalEntityFields on LegalEntity {
  id
  externalId
  name
  country
  currency
  timeZone
}
fragment MoneyFields on Money {
  amount
  currency
  rounded
}`, {"fragmentName":"EmploymentFields"}) as unknown as TypedDocumentString<EmploymentFieldsFragment, unknown>;
export const EmployeeFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment EmployeeFields on Employee {
  id
  externalId
  source
  name
  email
  status
  terminatedOn
  currentEmployment {
    ...EmploymentFields
  }
}
    fragment CostCenterFields on CostCenter {
  id
  externalId
  name
  code
}
fragment DepartmentFields on Department {
  id
  externalId
  name
}
fragment EmploymentFields on Employment {
  id
  startDate
  endDate
  title
  jobFamily
  level
  country
  employmentType
  fteBasisPoints
  baseSalary {
    ...MoneyFields
  }
  legalEntity {
    ...LegalEntityFields
  }
  department {
    ...DepartmentFields
  }
  costCenter {
    ...CostCenterFields
  }
}
fragment LegalEntityFields on LegalEntity {
  id
  externalId
  name
  country
  currency
  timeZone
}
fragment MoneyFields on Money {
  amount
  currency
  rounded
}`, {"fragmentName":"EmployeeFields"}) as unknown as TypedDocumentString<EmployeeFieldsFragment, unknown>;
export const EmployerSettingsFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment EmployerSettingsFields on EmployerSettings {
  timeZone
  currency
  convertOnAccept
  framing
  minimumCohort
  overage
  weekStart
  testNow
  version
}
    `, {"fragmentName":"EmployerSettingsFields"}) as unknown as TypedDocumentString<EmployerSettingsFieldsFragment, unknown>;
export const EmployerFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment EmployerFields on Employer {
  id
  externalId
  name
  mode
  createdAt
  settings {
    ...EmployerSettingsFields
  }
}
    fragment EmployerSettingsFields on EmployerSettings {
  timeZone
  currency
  convertOnAccept
  framing
  minimumCohort
  overage
  weekStart
  testNow
  version
}`, {"fragmentName":"EmployerFields"}) as unknown as TypedDocumentString<EmployerFieldsFragment, unknown>;
export const FxRateFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment FxRateFields on FxRate {
  id
  base
  quote
  rate
  asOf
  source
  recordedAt
}
    `, {"fragmentName":"FxRateFields"}) as unknown as TypedDocumentString<FxRateFieldsFragment, unknown>;
export const GrantHistoryFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment GrantHistoryFields on Grant {
  changes {
    kind
    amount {
      ...MoneyFields
    }
    endsAt
    costCenterId
    reason
    actor
    at
  }
}
    fragment MoneyFields on Money {
  amount
  currency
  rounded
}`, {"fragmentName":"GrantHistoryFields"}) as unknown as TypedDocumentString<GrantHistoryFieldsFragment, unknown>;
export const UserErrorFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment UserErrorFields on UserError {
  __typename
  code
  message
  path
  docUrl
  ... on InsufficientBalanceError {
    available {
      ...MoneyFields
    }
    requested {
      ...MoneyFields
    }
  }
  ... on LimitExceededError {
    limitId
    limit {
      ...MoneyFields
    }
    remaining {
      ...MoneyFields
    }
    limitTokens
    remainingTokens
    resetsAt
    retryAfterSeconds
  }
  ... on InvalidTransitionError {
    from
    to
  }
  ... on VersionConflictError {
    currentVersion
  }
}
    fragment MoneyFields on Money {
  amount
  currency
  rounded
}`, {"fragmentName":"UserErrorFields"}) as unknown as TypedDocumentString<UserErrorFieldsFragment, unknown>;
export const JobFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment JobFields on Job {
  id
  kind
  state
  progress
  createdAt
  finishedAt
  userErrors {
    ...UserErrorFields
  }
}
    fragment MoneyFields on Money {
  amount
  currency
  rounded
}
fragment UserErrorFields on UserError {
  __typename
  code
  message
  path
  docUrl
  ... on InsufficientBalanceError {
    available {
      ...MoneyFields
    }
    requested {
      ...MoneyFields
    }
  }
  ... on LimitExceededError {
    limitId
    limit {
      ...MoneyFields
    }
    remaining {
      ...MoneyFields
    }
    limitTokens
    remainingTokens
    resetsAt
    retryAfterSeconds
  }
  ... on InvalidTransitionError {
    from
    to
  }
  ... on VersionConflictError {
    currentVersion
  }
}`, {"fragmentName":"JobFields"}) as unknown as TypedDocumentString<JobFieldsFragment, unknown>;
export const LimitFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment LimitFields on Limit {
  id
  kind
  unit
  scope
  employeeId
  costCenterId
  departmentId
  provider
  model
  tool
  window
  mode
  currency
  amount {
    ...MoneyFields
  }
  tokens
  velocityMultiple
  version
  createdAt
  updatedAt
}
    fragment MoneyFields on Money {
  amount
  currency
  rounded
}`, {"fragmentName":"LimitFields"}) as unknown as TypedDocumentString<LimitFieldsFragment, unknown>;
export const OfferLetterFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment OfferLetterFields on OfferLetter {
  html
  sha256
  version
  locale
  blocks {
    kind
    text
    disclosureId
    version
  }
}
    `, {"fragmentName":"OfferLetterFields"}) as unknown as TypedDocumentString<OfferLetterFieldsFragment, unknown>;
export const OfferVersionFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment OfferVersionFields on OfferVersion {
  id
  number
  status
  candidateName
  title
  startDate
  expiresAt
  locale
  sentAt
  createdAt
}
    `, {"fragmentName":"OfferVersionFields"}) as unknown as TypedDocumentString<OfferVersionFieldsFragment, unknown>;
export const TotalCompensationFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment TotalCompensationFields on TotalCompensation {
  cash {
    ...MoneyFields
  }
  equity {
    ...MoneyFields
  }
  other {
    ...MoneyFields
  }
  compute {
    firstYear {
      ...MoneyFields
    }
    annualised {
      ...MoneyFields
    }
    isEstimate
    basis
  }
  headline {
    ...MoneyFields
  }
  computeShare
  excludedLines
}
    fragment MoneyFields on Money {
  amount
  currency
  rounded
}`, {"fragmentName":"TotalCompensationFields"}) as unknown as TypedDocumentString<TotalCompensationFieldsFragment, unknown>;
export const OfferFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment OfferFields on Offer {
  id
  externalId
  source
  status
  version
  versionNumber
  candidateName
  candidateEmail
  title
  startDate
  employmentStartDate
  expiresAt
  locale
  convertedAt
  closedAt
  closingReason
  createdAt
  updatedAt
  totalCompensation {
    ...TotalCompensationFields
  }
  employee {
    ...EmployeeRefFields
  }
}
    fragment EmployeeRefFields on Employee {
  id
  externalId
  source
  name
}
fragment TotalCompensationFields on TotalCompensation {
  cash {
    ...MoneyFields
  }
  equity {
    ...MoneyFields
  }
  other {
    ...MoneyFields
  }
  compute {
    firstYear {
      ...MoneyFields
    }
    annualised {
      ...MoneyFields
    }
    isEstimate
    basis
  }
  headline {
    ...MoneyFields
  }
  computeShare
  excludedLines
}
fragment MoneyFields on Money {
  amount
  currency
  rounded
}`, {"fragmentName":"OfferFields"}) as unknown as TypedDocumentString<OfferFieldsFragment, unknown>;
export const OfferComponentFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment OfferComponentFields on OfferComponent {
  __typename
  id
  kind
  label
  effectiveDate
  ... on BaseSalaryComponent {
    amount {
      ...MoneyFields
    }
    period
  }
  ... on BonusComponent {
    amount {
      ...MoneyFields
    }
    type
  }
  ... on EquityComponent {
    grantValue {
      ...MoneyFields
    }
    vestingYears
    valuationBasis
  }
  ... on OtherComponent {
    amount {
      ...MoneyFields
    }
    period
  }
  ... on ComputeStipendComponent {
    allowance {
      amountType
      period
      amount {
        ...MoneyFields
      }
      percent
    }
    framing
    guarantee {
      kind
      until
      onTermination
      onLeave
    }
    expiry
    rollover
    taxTreatment
    personalUse
    usageVisibility {
      seenBy
      detail
      ranked
    }
    scope
    expectation
    vestedValue
    cashEquivalent
    carriesForward
  }
}
    fragment MoneyFields on Money {
  amount
  currency
  rounded
}`, {"fragmentName":"OfferComponentFields"}) as unknown as TypedDocumentString<OfferComponentFieldsFragment, unknown>;
export const OfferAcceptanceFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment OfferAcceptanceFields on OfferAcceptance {
  acceptedAt
  recordedAt
  via
  letterSha256
  evidence {
    signerName
    signerEmail
    documentSha256
    reference
  }
}
    `, {"fragmentName":"OfferAcceptanceFields"}) as unknown as TypedDocumentString<OfferAcceptanceFieldsFragment, unknown>;
export const PolicyRefFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment PolicyRefFields on Policy {
  id
  externalId
  name
}
    `, {"fragmentName":"PolicyRefFields"}) as unknown as TypedDocumentString<PolicyRefFieldsFragment, unknown>;
export const StipendFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment StipendFields on Stipend {
  id
  externalId
  origin
  status
  currency
  framing
  startDate
  cappedFrom
  endDate
  timeZone
  guaranteedUntil
  issuedMonths
  nextIssueAt
  terms {
    amountType
    period
    amount {
      ...MoneyFields
    }
    percent
    dayCount
    payPeriodsPerYear
  }
  issueProblem {
    code
    message
  }
  employee {
    ...EmployeeRefFields
  }
  policy {
    ...PolicyRefFields
  }
}
    fragment EmployeeRefFields on Employee {
  id
  externalId
  source
  name
}
fragment PolicyRefFields on Policy {
  id
  externalId
  name
}
fragment MoneyFields on Money {
  amount
  currency
  rounded
}`, {"fragmentName":"StipendFields"}) as unknown as TypedDocumentString<StipendFieldsFragment, unknown>;
export const OfferDetailFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment OfferDetailFields on Offer {
  ...OfferFields
  components {
    ...OfferComponentFields
  }
  acceptance {
    ...OfferAcceptanceFields
  }
  stipends {
    ...StipendFields
  }
}
    fragment EmployeeRefFields on Employee {
  id
  externalId
  source
  name
}
fragment TotalCompensationFields on TotalCompensation {
  cash {
    ...MoneyFields
  }
  equity {
    ...MoneyFields
  }
  other {
    ...MoneyFields
  }
  compute {
    firstYear {
      ...MoneyFields
    }
    annualised {
      ...MoneyFields
    }
    isEstimate
    basis
  }
  headline {
    ...MoneyFields
  }
  computeShare
  excludedLines
}
fragment OfferComponentFields on OfferComponent {
  __typename
  id
  kind
  label
  effectiveDate
  ... on BaseSalaryComponent {
    amount {
      ...MoneyFields
    }
    period
  }
  ... on BonusComponent {
    amount {
      ...MoneyFields
    }
    type
  }
  ... on EquityComponent {
    grantValue {
      ...MoneyFields
    }
    vestingYears
    valuationBasis
  }
  ... on OtherComponent {
    amount {
      ...MoneyFields
    }
    period
  }
  ... on ComputeStipendComponent {
    allowance {
      amountType
      period
      amount {
        ...MoneyFields
      }
      percent
    }
    framing
    guarantee {
      kind
      until
      onTermination
      onLeave
    }
    expiry
    rollover
    taxTreatment
    personalUse
    usageVisibility {
      seenBy
      detail
      ranked
    }
    scope
    expectation
    vestedValue
    cashEquivalent
    carriesForward
  }
}
fragment OfferAcceptanceFields on OfferAcceptance {
  acceptedAt
  recordedAt
  via
  letterSha256
  evidence {
    signerName
    signerEmail
    documentSha256
    reference
  }
}
fragment OfferFields on Offer {
  id
  externalId
  source
  status
  version
  versionNumber
  candidateName
  candidateEmail
  title
  startDate
  employmentStartDate
  expiresAt
  locale
  convertedAt
  closedAt
  closingReason
  createdAt
  updatedAt
  totalCompensation {
    ...TotalCompensationFields
  }
  employee {
    ...EmployeeRefFields
  }
}
fragment PolicyRefFields on Policy {
  id
  externalId
  name
}
fragment MoneyFields on Money {
  amount
  currency
  rounded
}
fragment StipendFields on Stipend {
  id
  externalId
  origin
  status
  currency
  framing
  startDate
  cappedFrom
  endDate
  timeZone
  guaranteedUntil
  issuedMonths
  nextIssueAt
  terms {
    amountType
    period
    amount {
      ...MoneyFields
    }
    percent
    dayCount
    payPeriodsPerYear
  }
  issueProblem {
    code
    message
  }
  employee {
    ...EmployeeRefFields
  }
  policy {
    ...PolicyRefFields
  }
}`, {"fragmentName":"OfferDetailFields"}) as unknown as TypedDocumentString<OfferDetailFieldsFragment, unknown>;
export const PayPeriodFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment PayPeriodFields on PayPeriod {
  id
  externalId
  startDate
  endDate
  checkDate
  status
  closedAt
}
    `, {"fragmentName":"PayPeriodFields"}) as unknown as TypedDocumentString<PayPeriodFieldsFragment, unknown>;
export const MovementFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment MovementFields on Movement {
  opening {
    ...MoneyFields
  }
  granted {
    ...MoneyFields
  }
  rolledIn {
    ...MoneyFields
  }
  consumed {
    ...MoneyFields
  }
  expired {
    ...MoneyFields
  }
  revoked {
    ...MoneyFields
  }
  adjusted {
    ...MoneyFields
  }
  closing {
    ...MoneyFields
  }
}
    fragment MoneyFields on Money {
  amount
  currency
  rounded
}`, {"fragmentName":"MovementFields"}) as unknown as TypedDocumentString<MovementFieldsFragment, unknown>;
export const PayrollStatementFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment PayrollStatementFields on PayrollStatement {
  id
  currency
  provisional
  asOf
  lines {
    id
    kind
    amount {
      ...MoneyFields
    }
    exactAmount {
      ...MoneyFields
    }
    rounding {
      ...MoneyFields
    }
  }
  movement {
    ...MovementFields
  }
  employee {
    ...EmployeeRefFields
  }
  legalEntity {
    ...LegalEntityFields
  }
}
    fragment EmployeeRefFields on Employee {
  id
  externalId
  source
  name
}
fragment LegalEntityFields on LegalEntity {
  id
  externalId
  name
  country
  currency
  timeZone
}
fragment MovementFields on Movement {
  opening {
    ...MoneyFields
  }
  granted {
    ...MoneyFields
  }
  rolledIn {
    ...MoneyFields
  }
  consumed {
    ...MoneyFields
  }
  expired {
    ...MoneyFields
  }
  revoked {
    ...MoneyFields
  }
  adjusted {
    ...MoneyFields
  }
  closing {
    ...MoneyFields
  }
}
fragment MoneyFields on Money {
  amount
  currency
  rounded
}`, {"fragmentName":"PayrollStatementFields"}) as unknown as TypedDocumentString<PayrollStatementFieldsFragment, unknown>;
export const PolicyVersionFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment PolicyVersionFields on PolicyVersion {
  id
  number
  status
  amountType
  period
  amount {
    ...MoneyFields
  }
  percent
  dayCount
  payPeriodsPerYear
  currency
  expiry
  rollover
  rolloverTerms {
    max {
      ...MoneyFields
    }
    min {
      ...MoneyFields
    }
    maxPercent
    lastsPeriods
  }
  transfer
  filters {
    providers
    models
    tools
  }
  framing
  stacking
  guaranteeMonths
  uncappedDays
  effectiveFrom
  effectiveTo
  publishedAt
}
    fragment MoneyFields on Money {
  amount
  currency
  rounded
}`, {"fragmentName":"PolicyVersionFields"}) as unknown as TypedDocumentString<PolicyVersionFieldsFragment, unknown>;
export const PolicyFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment PolicyFields on Policy {
  id
  externalId
  name
  status
  version
  createdAt
  updatedAt
  currentVersion {
    ...PolicyVersionFields
  }
  draftVersion {
    ...PolicyVersionFields
  }
}
    fragment PolicyVersionFields on PolicyVersion {
  id
  number
  status
  amountType
  period
  amount {
    ...MoneyFields
  }
  percent
  dayCount
  payPeriodsPerYear
  currency
  expiry
  rollover
  rolloverTerms {
    max {
      ...MoneyFields
    }
    min {
      ...MoneyFields
    }
    maxPercent
    lastsPeriods
  }
  transfer
  filters {
    providers
    models
    tools
  }
  framing
  stacking
  guaranteeMonths
  uncappedDays
  effectiveFrom
  effectiveTo
  publishedAt
}
fragment MoneyFields on Money {
  amount
  currency
  rounded
}`, {"fragmentName":"PolicyFields"}) as unknown as TypedDocumentString<PolicyFieldsFragment, unknown>;
export const PolicyReasonFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment PolicyReasonFields on PolicyReason {
  applies
  reason
  message
  problem {
    code
    message
  }
  origin
  policyId
  stipendId
  policy {
    ...PolicyRefFields
  }
}
    fragment PolicyRefFields on Policy {
  id
  externalId
  name
}`, {"fragmentName":"PolicyReasonFields"}) as unknown as TypedDocumentString<PolicyReasonFieldsFragment, unknown>;
export const PolicyExplanationFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment PolicyExplanationFields on PolicyExplanation {
  employeeId
  on
  reasons {
    ...PolicyReasonFields
  }
}
    fragment PolicyRefFields on Policy {
  id
  externalId
  name
}
fragment PolicyReasonFields on PolicyReason {
  applies
  reason
  message
  problem {
    code
    message
  }
  origin
  policyId
  stipendId
  policy {
    ...PolicyRefFields
  }
}`, {"fragmentName":"PolicyExplanationFields"}) as unknown as TypedDocumentString<PolicyExplanationFieldsFragment, unknown>;
export const PriceFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment PriceFields on Price {
  id
  provider
  model
  currency
  effectiveFrom
  effectiveTo
  timeOfDay {
    start
    end
  }
  classPrices {
    usageClass
    price
    unitQuantity
    rounded
    inheritedFrom
    tiers {
      contextAbove
      price
    }
  }
  source
}
    `, {"fragmentName":"PriceFields"}) as unknown as TypedDocumentString<PriceFieldsFragment, unknown>;
export const PageInfoFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment PageInfoFields on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}
    `, {"fragmentName":"PageInfoFields"}) as unknown as TypedDocumentString<PageInfoFieldsFragment, unknown>;
export const HoldFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment HoldFields on Hold {
  id
  employeeId
  status
  amount {
    ...MoneyFields
  }
  provider
  model
  tool
  authorizedAt
  expiresAt
  resolvedAt
  captured {
    ...MoneyFields
  }
  overage {
    ...MoneyFields
  }
  tokens
  capturedTokens
  fundings {
    grantId
    held {
      ...MoneyFields
    }
    captured {
      ...MoneyFields
    }
  }
}
    fragment MoneyFields on Money {
  amount
  currency
  rounded
}`, {"fragmentName":"HoldFields"}) as unknown as TypedDocumentString<HoldFieldsFragment, unknown>;
export const SpendLevelFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment SpendLevelFields on SpendLevel {
  limitId
  kind
  unit
  scope
  name
  provider
  model
  tool
  window
  mode
  amount {
    ...MoneyFields
  }
  used {
    ...MoneyFields
  }
  remaining {
    ...MoneyFields
  }
  reserved {
    ...MoneyFields
  }
  tokens
  usedTokens
  remainingTokens
  exceeded
  resetsAt
  asOf
}
    fragment MoneyFields on Money {
  amount
  currency
  rounded
}`, {"fragmentName":"SpendLevelFields"}) as unknown as TypedDocumentString<SpendLevelFieldsFragment, unknown>;
export const SpendDecisionFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment SpendDecisionFields on SpendDecision {
  allowed
  reasonCode
  available {
    ...MoneyFields
  }
  uncapped
  bindingLimit {
    ...SpendLevelFields
  }
  levels {
    ...SpendLevelFields
  }
  resetsAt
  retryAfterSeconds
  allowedProviders
  allowedModels
  allowedTools
  guaranteed
  holdId
}
    fragment MoneyFields on Money {
  amount
  currency
  rounded
}
fragment SpendLevelFields on SpendLevel {
  limitId
  kind
  unit
  scope
  name
  provider
  model
  tool
  window
  mode
  amount {
    ...MoneyFields
  }
  used {
    ...MoneyFields
  }
  remaining {
    ...MoneyFields
  }
  reserved {
    ...MoneyFields
  }
  tokens
  usedTokens
  remainingTokens
  exceeded
  resetsAt
  asOf
}`, {"fragmentName":"SpendDecisionFields"}) as unknown as TypedDocumentString<SpendDecisionFieldsFragment, unknown>;
export const GrantFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment GrantFields on Grant {
  id
  kind
  source
  fromCostCenterId
  reason
  status
  amount {
    ...MoneyFields
  }
  available {
    ...MoneyFields
  }
  uncapped
  priority
  effectiveAt
  expiresAt
  endsAt
  revokedAt
  guaranteedUntil
  filters {
    providers
    models
    tools
  }
  createdAt
}
    fragment MoneyFields on Money {
  amount
  currency
  rounded
}`, {"fragmentName":"GrantFields"}) as unknown as TypedDocumentString<GrantFieldsFragment, unknown>;
export const UsageOutcomeFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment UsageOutcomeFields on UsageOutcome {
  status
  source
  eventId
  usageId
  differs
  cost {
    ...MoneyFields
  }
  overage {
    ...MoneyFields
  }
  code
  message
}
    fragment MoneyFields on Money {
  amount
  currency
  rounded
}`, {"fragmentName":"UsageOutcomeFields"}) as unknown as TypedDocumentString<UsageOutcomeFieldsFragment, unknown>;
export const UsageEventFieldsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment UsageEventFields on UsageEvent {
  id
  source
  eventId
  provider
  model
  occurredAt
  recordedAt
  status
  counts {
    usageClass
    count
  }
  employee {
    ...EmployeeRefFields
  }
  corrects {
    id
    source
    eventId
  }
  correctedBy {
    id
    source
    eventId
  }
  charge {
    listCost {
      ...MoneyFields
    }
    cost {
      ...MoneyFields
    }
    fxRateId
    priceId
    bookedAt
    lines {
      usageClass
      count
      price
      unitQuantity
    }
    fundings {
      grantId
      amount {
        ...MoneyFields
      }
    }
  }
}
    fragment EmployeeRefFields on Employee {
  id
  externalId
  source
  name
}
fragment MoneyFields on Money {
  amount
  currency
  rounded
}`, {"fragmentName":"UsageEventFields"}) as unknown as TypedDocumentString<UsageEventFieldsFragment, unknown>;
export const ApiKeysListDocument = /*#__PURE__*/ new TypedDocumentString(`
    query ApiKeysList($first: Int, $after: String) {
  apiKeys(first: $first, after: $after) {
    nodes {
      ...ApiKeyFields
    }
    pageInfo {
      ...PageInfoFields
    }
  }
}
    fragment ApiKeyFields on ApiKey {
  id
  name
  mode
  lastFour
  scopes
  employerId
  createdAt
  expiresAt
  revokedAt
  lastUsedAt
}
fragment PageInfoFields on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}`, {"name":"ApiKeysList","kind":"query"}) as unknown as TypedDocumentString<ApiKeysListQuery, ApiKeysListQueryVariables>;
export const ApiKeysCreateDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation ApiKeysCreate($input: ApiKeyCreateInput!) {
  apiKeyCreate(input: $input) {
    apiKey {
      ...ApiKeyFields
    }
    secret
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment ApiKeyFields on ApiKey {
  id
  name
  mode
  lastFour
  scopes
  employerId
  createdAt
  expiresAt
  revokedAt
  lastUsedAt
}
fragment MoneyFields on Money {
  amount
  currency
  rounded
}
fragment UserErrorFields on UserError {
  __typename
  code
  message
  path
  docUrl
  ... on InsufficientBalanceError {
    available {
      ...MoneyFields
    }
    requested {
      ...MoneyFields
    }
  }
  ... on LimitExceededError {
    limitId
    limit {
      ...MoneyFields
    }
    remaining {
      ...MoneyFields
    }
    limitTokens
    remainingTokens
    resetsAt
    retryAfterSeconds
  }
  ... on InvalidTransitionError {
    from
    to
  }
  ... on VersionConflictError {
    currentVersion
  }
}`, {"name":"ApiKeysCreate","kind":"mutation","keyed":true}) as unknown as TypedDocumentString<ApiKeysCreateMutation, ApiKeysCreateMutationVariables>;
export const ApiKeysRevokeDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation ApiKeysRevoke($input: ApiKeyRevokeInput!) {
  apiKeyRevoke(input: $input) {
    apiKey {
      ...ApiKeyFields
    }
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment ApiKeyFields on ApiKey {
  id
  name
  mode
  lastFour
  scopes
  employerId
  createdAt
  expiresAt
  revokedAt
  lastUsedAt
}
fragment MoneyFields on Money {
  amount
  currency
  rounded
}
fragment UserErrorFields on UserError {
  __typename
  code
  message
  path
  docUrl
  ... on InsufficientBalanceError {
    available {
      ...MoneyFields
    }
    requested {
      ...MoneyFields
    }
  }
  ... on LimitExceededError {
    limitId
    limit {
      ...MoneyFields
    }
    remaining {
      ...MoneyFields
    }
    limitTokens
    remainingTokens
    resetsAt
    retryAfterSeconds
  }
  ... on InvalidTransitionError {
    from
    to
  }
  ... on VersionConflictError {
    currentVersion
  }
}`, {"name":"ApiKeysRevoke","kind":"mutation"}) as unknown as TypedDocumentString<ApiKeysRevokeMutation, ApiKeysRevokeMutationVariables>;
export const BalancesListDocument = /*#__PURE__*/ new TypedDocumentString(`
    query BalancesList($where: BalanceFilterInput, $asOf: DateTime, $effectiveAt: DateTime, $withinDays: Int! = 30, $first: Int, $after: String) {
  balances(
    where: $where
    asOf: $asOf
    effectiveAt: $effectiveAt
    first: $first
    after: $after
  ) {
    nodes {
      ...BalanceFields
    }
    pageInfo {
      ...PageInfoFields
    }
  }
}
    fragment BalanceFields on Balance {
  employeeId
  currency
  granted {
    ...MoneyFields
  }
  available {
    ...MoneyFields
  }
  held {
    ...MoneyFields
  }
  consumed {
    ...MoneyFields
  }
  expired {
    ...MoneyFields
  }
  revoked {
    ...MoneyFields
  }
  overage {
    ...MoneyFields
  }
  chargedToCostCenter {
    ...MoneyFields
  }
  expiringSoon(withinDays: $withinDays) {
    ...MoneyFields
  }
  asOf
  effectiveAt
  employee {
    ...EmployeeRefFields
  }
}
fragment EmployeeRefFields on Employee {
  id
  externalId
  source
  name
}
fragment MoneyFields on Money {
  amount
  currency
  rounded
}
fragment PageInfoFields on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}`, {"name":"BalancesList","kind":"query"}) as unknown as TypedDocumentString<BalancesListQuery, BalancesListQueryVariables>;
export const BalancesGetDocument = /*#__PURE__*/ new TypedDocumentString(`
    query BalancesGet($employee: EmployeeByInput!, $asOf: DateTime, $effectiveAt: DateTime, $withinDays: Int! = 30) {
  balance(employee: $employee, asOf: $asOf, effectiveAt: $effectiveAt) {
    nodes {
      ...BalanceFields
    }
  }
}
    fragment BalanceFields on Balance {
  employeeId
  currency
  granted {
    ...MoneyFields
  }
  available {
    ...MoneyFields
  }
  held {
    ...MoneyFields
  }
  consumed {
    ...MoneyFields
  }
  expired {
    ...MoneyFields
  }
  revoked {
    ...MoneyFields
  }
  overage {
    ...MoneyFields
  }
  chargedToCostCenter {
    ...MoneyFields
  }
  expiringSoon(withinDays: $withinDays) {
    ...MoneyFields
  }
  asOf
  effectiveAt
  employee {
    ...EmployeeRefFields
  }
}
fragment EmployeeRefFields on Employee {
  id
  externalId
  source
  name
}
fragment MoneyFields on Money {
  amount
  currency
  rounded
}`, {"name":"BalancesGet","kind":"query"}) as unknown as TypedDocumentString<BalancesGetQuery, BalancesGetQueryVariables>;
export const BalancesHistoryDocument = /*#__PURE__*/ new TypedDocumentString(`
    query BalancesHistory($employee: EmployeeByInput!, $currency: CurrencyCode, $from: DateTime, $to: DateTime, $asOf: DateTime, $first: Int, $after: String) {
  balanceHistory(
    employee: $employee
    currency: $currency
    from: $from
    to: $to
    asOf: $asOf
    first: $first
    after: $after
  ) {
    nodes {
      ...BalanceEntryFields
    }
    pageInfo {
      ...PageInfoFields
    }
  }
}
    fragment BalanceAmountsFields on BalanceAmounts {
  granted {
    ...MoneyFields
  }
  available {
    ...MoneyFields
  }
  held {
    ...MoneyFields
  }
  consumed {
    ...MoneyFields
  }
  expired {
    ...MoneyFields
  }
  revoked {
    ...MoneyFields
  }
  overage {
    ...MoneyFields
  }
  chargedToCostCenter {
    ...MoneyFields
  }
}
fragment BalanceEntryFields on BalanceEntry {
  id
  kind
  currency
  effectiveAt
  bookedAt
  change {
    ...BalanceAmountsFields
  }
  balance {
    ...BalanceAmountsFields
  }
  grants {
    grantId
    amount {
      ...MoneyFields
    }
  }
  costCenterId
  subjectId
  reversesId
  asOf
}
fragment MoneyFields on Money {
  amount
  currency
  rounded
}
fragment PageInfoFields on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}`, {"name":"BalancesHistory","kind":"query"}) as unknown as TypedDocumentString<BalancesHistoryQuery, BalancesHistoryQueryVariables>;
export const BalancesMovementDocument = /*#__PURE__*/ new TypedDocumentString(`
    query BalancesMovement($employee: EmployeeByInput!, $from: DateTime!, $to: DateTime!, $asOf: DateTime, $effectiveAt: DateTime, $withinDays: Int! = 30) {
  balance(employee: $employee, asOf: $asOf, effectiveAt: $effectiveAt) {
    nodes {
      ...BalanceFields
      movement(from: $from, to: $to) {
        ...MovementFields
      }
    }
  }
}
    fragment BalanceFields on Balance {
  employeeId
  currency
  granted {
    ...MoneyFields
  }
  available {
    ...MoneyFields
  }
  held {
    ...MoneyFields
  }
  consumed {
    ...MoneyFields
  }
  expired {
    ...MoneyFields
  }
  revoked {
    ...MoneyFields
  }
  overage {
    ...MoneyFields
  }
  chargedToCostCenter {
    ...MoneyFields
  }
  expiringSoon(withinDays: $withinDays) {
    ...MoneyFields
  }
  asOf
  effectiveAt
  employee {
    ...EmployeeRefFields
  }
}
fragment EmployeeRefFields on Employee {
  id
  externalId
  source
  name
}
fragment MovementFields on Movement {
  opening {
    ...MoneyFields
  }
  granted {
    ...MoneyFields
  }
  rolledIn {
    ...MoneyFields
  }
  consumed {
    ...MoneyFields
  }
  expired {
    ...MoneyFields
  }
  revoked {
    ...MoneyFields
  }
  adjusted {
    ...MoneyFields
  }
  closing {
    ...MoneyFields
  }
}
fragment MoneyFields on Money {
  amount
  currency
  rounded
}`, {"name":"BalancesMovement","kind":"query"}) as unknown as TypedDocumentString<BalancesMovementQuery, BalancesMovementQueryVariables>;
export const MeDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Me {
  me {
    keyId
    mode
    scopes
    partnerId
    employerId
  }
}
    `, {"name":"Me","kind":"query"}) as unknown as TypedDocumentString<MeQuery, MeQueryVariables>;
export const NodeDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Node($id: ID!) {
  node(id: $id) {
    __typename
    id
  }
}
    `, {"name":"Node","kind":"query"}) as unknown as TypedDocumentString<NodeQuery, NodeQueryVariables>;
export const NodesDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Nodes($ids: [ID!]!) {
  nodes(ids: $ids) {
    __typename
    id
  }
}
    `, {"name":"Nodes","kind":"query"}) as unknown as TypedDocumentString<NodesQuery, NodesQueryVariables>;
export const CostCentersListDocument = /*#__PURE__*/ new TypedDocumentString(`
    query CostCentersList($first: Int, $after: String) {
  costCenters(first: $first, after: $after) {
    nodes {
      ...CostCenterFields
      ...CostCenterPoolsFields
    }
    pageInfo {
      ...PageInfoFields
    }
  }
}
    fragment CostCenterFields on CostCenter {
  id
  externalId
  name
  code
}
fragment CostCenterPoolsFields on CostCenter {
  pools {
    ...MoneyFields
  }
}
fragment MoneyFields on Money {
  amount
  currency
  rounded
}
fragment PageInfoFields on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}`, {"name":"CostCentersList","kind":"query"}) as unknown as TypedDocumentString<CostCentersListQuery, CostCentersListQueryVariables>;
export const CostCentersUpsertDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation CostCentersUpsert($input: CostCentersUpsertInput!) {
  costCentersUpsert(input: $input) {
    outcomes {
      created
      costCenter {
        ...CostCenterFields
      }
      userErrors {
        ...UserErrorFields
      }
    }
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment CostCenterFields on CostCenter {
  id
  externalId
  name
  code
}
fragment MoneyFields on Money {
  amount
  currency
  rounded
}
fragment UserErrorFields on UserError {
  __typename
  code
  message
  path
  docUrl
  ... on InsufficientBalanceError {
    available {
      ...MoneyFields
    }
    requested {
      ...MoneyFields
    }
  }
  ... on LimitExceededError {
    limitId
    limit {
      ...MoneyFields
    }
    remaining {
      ...MoneyFields
    }
    limitTokens
    remainingTokens
    resetsAt
    retryAfterSeconds
  }
  ... on InvalidTransitionError {
    from
    to
  }
  ... on VersionConflictError {
    currentVersion
  }
}`, {"name":"CostCentersUpsert","kind":"mutation","keyed":true}) as unknown as TypedDocumentString<CostCentersUpsertMutation, CostCentersUpsertMutationVariables>;
export const DepartmentsListDocument = /*#__PURE__*/ new TypedDocumentString(`
    query DepartmentsList($first: Int, $after: String) {
  departments(first: $first, after: $after) {
    nodes {
      ...DepartmentFields
    }
    pageInfo {
      ...PageInfoFields
    }
  }
}
    fragment DepartmentFields on Department {
  id
  externalId
  name
}
fragment PageInfoFields on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}`, {"name":"DepartmentsList","kind":"query"}) as unknown as TypedDocumentString<DepartmentsListQuery, DepartmentsListQueryVariables>;
export const DepartmentsUpsertDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation DepartmentsUpsert($input: DepartmentsUpsertInput!) {
  departmentsUpsert(input: $input) {
    outcomes {
      created
      department {
        ...DepartmentFields
      }
      userErrors {
        ...UserErrorFields
      }
    }
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment DepartmentFields on Department {
  id
  externalId
  name
}
fragment MoneyFields on Money {
  amount
  currency
  rounded
}
fragment UserErrorFields on UserError {
  __typename
  code
  message
  path
  docUrl
  ... on InsufficientBalanceError {
    available {
      ...MoneyFields
    }
    requested {
      ...MoneyFields
    }
  }
  ... on LimitExceededError {
    limitId
    limit {
      ...MoneyFields
    }
    remaining {
      ...MoneyFields
    }
    limitTokens
    remainingTokens
    resetsAt
    retryAfterSeconds
  }
  ... on InvalidTransitionError {
    from
    to
  }
  ... on VersionConflictError {
    currentVersion
  }
}`, {"name":"DepartmentsUpsert","kind":"mutation","keyed":true}) as unknown as TypedDocumentString<DepartmentsUpsertMutation, DepartmentsUpsertMutationVariables>;
export const EmployeesListDocument = /*#__PURE__*/ new TypedDocumentString(`
    query EmployeesList($where: EmployeeFilterInput, $first: Int, $after: String) {
  employees(where: $where, first: $first, after: $after) {
    nodes {
      ...EmployeeFields
    }
    pageInfo {
      ...PageInfoFields
    }
  }
}
    fragment CostCenterFields on CostCenter {
  id
  externalId
  name
  code
}
fragment DepartmentFields on Department {
  id
  externalId
  name
}
fragment EmploymentFields on Employment {
  id
  startDate
  endDate
  title
  jobFamily
  level
  country
  employmentType
  fteBasisPoints
  baseSalary {
    ...MoneyFields
  }
  legalEntity {
    ...LegalEntityFields
  }
  department {
    ...DepartmentFields
  }
  costCenter {
    ...CostCenterFields
  }
}
fragment EmployeeFields on Employee {
  id
  externalId
  source
  name
  email
  status
  terminatedOn
  currentEmployment {
    ...EmploymentFields
  }
}
fragment LegalEntityFields on LegalEntity {
  id
  externalId
  name
  country
  currency
  timeZone
}
fragment MoneyFields on Money {
  amount
  currency
  rounded
}
fragment PageInfoFields on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}`, {"name":"EmployeesList","kind":"query"}) as unknown as TypedDocumentString<EmployeesListQuery, EmployeesListQueryVariables>;
export const EmployeesGetDocument = /*#__PURE__*/ new TypedDocumentString(`
    query EmployeesGet($by: EmployeeByInput!) {
  employee(by: $by) {
    ...EmployeeFields
    employments(first: 50) {
      nodes {
        ...EmploymentFields
      }
      pageInfo {
        ...PageInfoFields
      }
    }
  }
}
    fragment CostCenterFields on CostCenter {
  id
  externalId
  name
  code
}
fragment DepartmentFields on Department {
  id
  externalId
  name
}
fragment EmploymentFields on Employment {
  id
  startDate
  endDate
  title
  jobFamily
  level
  country
  employmentType
  fteBasisPoints
  baseSalary {
    ...MoneyFields
  }
  legalEntity {
    ...LegalEntityFields
  }
  department {
    ...DepartmentFields
  }
  costCenter {
    ...CostCenterFields
  }
}
fragment EmployeeFields on Employee {
  id
  externalId
  source
  name
  email
  status
  terminatedOn
  currentEmployment {
    ...EmploymentFields
  }
}
fragment LegalEntityFields on LegalEntity {
  id
  externalId
  name
  country
  currency
  timeZone
}
fragment MoneyFields on Money {
  amount
  currency
  rounded
}
fragment PageInfoFields on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}`, {"name":"EmployeesGet","kind":"query"}) as unknown as TypedDocumentString<EmployeesGetQuery, EmployeesGetQueryVariables>;
export const EmployeesUpsertDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation EmployeesUpsert($input: EmployeesUpsertInput!) {
  employeesUpsert(input: $input) {
    outcomes {
      created
      employee {
        ...EmployeeFields
      }
      userErrors {
        ...UserErrorFields
      }
    }
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment CostCenterFields on CostCenter {
  id
  externalId
  name
  code
}
fragment DepartmentFields on Department {
  id
  externalId
  name
}
fragment EmploymentFields on Employment {
  id
  startDate
  endDate
  title
  jobFamily
  level
  country
  employmentType
  fteBasisPoints
  baseSalary {
    ...MoneyFields
  }
  legalEntity {
    ...LegalEntityFields
  }
  department {
    ...DepartmentFields
  }
  costCenter {
    ...CostCenterFields
  }
}
fragment EmployeeFields on Employee {
  id
  externalId
  source
  name
  email
  status
  terminatedOn
  currentEmployment {
    ...EmploymentFields
  }
}
fragment LegalEntityFields on LegalEntity {
  id
  externalId
  name
  country
  currency
  timeZone
}
fragment MoneyFields on Money {
  amount
  currency
  rounded
}
fragment UserErrorFields on UserError {
  __typename
  code
  message
  path
  docUrl
  ... on InsufficientBalanceError {
    available {
      ...MoneyFields
    }
    requested {
      ...MoneyFields
    }
  }
  ... on LimitExceededError {
    limitId
    limit {
      ...MoneyFields
    }
    remaining {
      ...MoneyFields
    }
    limitTokens
    remainingTokens
    resetsAt
    retryAfterSeconds
  }
  ... on InvalidTransitionError {
    from
    to
  }
  ... on VersionConflictError {
    currentVersion
  }
}`, {"name":"EmployeesUpsert","kind":"mutation","keyed":true}) as unknown as TypedDocumentString<EmployeesUpsertMutation, EmployeesUpsertMutationVariables>;
export const EmployeesTerminateDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation EmployeesTerminate($input: EmployeeTerminateInput!) {
  employeeTerminate(input: $input) {
    employee {
      ...EmployeeFields
    }
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment CostCenterFields on CostCenter {
  id
  externalId
  name
  code
}
fragment DepartmentFields on Department {
  id
  externalId
  name
}
fragment EmploymentFields on Employment {
  id
  startDate
  endDate
  title
  jobFamily
  level
  country
  employmentType
  fteBasisPoints
  baseSalary {
    ...MoneyFields
  }
  legalEntity {
    ...LegalEntityFields
  }
  department {
    ...DepartmentFields
  }
  costCenter {
    ...CostCenterFields
  }
}
fragment EmployeeFields on Employee {
  id
  externalId
  source
  name
  email
  status
  terminatedOn
  currentEmployment {
    ...EmploymentFields
  }
}
fragment LegalEntityFields on LegalEntity {
  id
  externalId
  name
  country
  currency
  timeZone
}
fragment MoneyFields on Money {
  amount
  currency
  rounded
}
fragment UserErrorFields on UserError {
  __typename
  code
  message
  path
  docUrl
  ... on InsufficientBalanceError {
    available {
      ...MoneyFields
    }
    requested {
      ...MoneyFields
    }
  }
  ... on LimitExceededError {
    limitId
    limit {
      ...MoneyFields
    }
    remaining {
      ...MoneyFields
    }
    limitTokens
    remainingTokens
    resetsAt
    retryAfterSeconds
  }
  ... on InvalidTransitionError {
    from
    to
  }
  ... on VersionConflictError {
    currentVersion
  }
}`, {"name":"EmployeesTerminate","kind":"mutation","keyed":true}) as unknown as TypedDocumentString<EmployeesTerminateMutation, EmployeesTerminateMutationVariables>;
export const EmployersListDocument = /*#__PURE__*/ new TypedDocumentString(`
    query EmployersList($first: Int, $after: String) {
  employers(first: $first, after: $after) {
    nodes {
      ...EmployerFields
    }
    pageInfo {
      ...PageInfoFields
    }
  }
}
    fragment EmployerSettingsFields on EmployerSettings {
  timeZone
  currency
  convertOnAccept
  framing
  minimumCohort
  overage
  weekStart
  testNow
  version
}
fragment EmployerFields on Employer {
  id
  externalId
  name
  mode
  createdAt
  settings {
    ...EmployerSettingsFields
  }
}
fragment PageInfoFields on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}`, {"name":"EmployersList","kind":"query"}) as unknown as TypedDocumentString<EmployersListQuery, EmployersListQueryVariables>;
export const EmployersGetDocument = /*#__PURE__*/ new TypedDocumentString(`
    query EmployersGet($by: EmployerByInput!) {
  employer(by: $by) {
    ...EmployerFields
  }
}
    fragment EmployerSettingsFields on EmployerSettings {
  timeZone
  currency
  convertOnAccept
  framing
  minimumCohort
  overage
  weekStart
  testNow
  version
}
fragment EmployerFields on Employer {
  id
  externalId
  name
  mode
  createdAt
  settings {
    ...EmployerSettingsFields
  }
}`, {"name":"EmployersGet","kind":"query"}) as unknown as TypedDocumentString<EmployersGetQuery, EmployersGetQueryVariables>;
export const EmployersUpsertDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation EmployersUpsert($input: EmployersUpsertInput!) {
  employersUpsert(input: $input) {
    outcomes {
      created
      employer {
        ...EmployerFields
      }
      userErrors {
        ...UserErrorFields
      }
    }
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment EmployerSettingsFields on EmployerSettings {
  timeZone
  currency
  convertOnAccept
  framing
  minimumCohort
  overage
  weekStart
  testNow
  version
}
fragment EmployerFields on Employer {
  id
  externalId
  name
  mode
  createdAt
  settings {
    ...EmployerSettingsFields
  }
}
fragment MoneyFields on Money {
  amount
  currency
  rounded
}
fragment UserErrorFields on UserError {
  __typename
  code
  message
  path
  docUrl
  ... on InsufficientBalanceError {
    available {
      ...MoneyFields
    }
    requested {
      ...MoneyFields
    }
  }
  ... on LimitExceededError {
    limitId
    limit {
      ...MoneyFields
    }
    remaining {
      ...MoneyFields
    }
    limitTokens
    remainingTokens
    resetsAt
    retryAfterSeconds
  }
  ... on InvalidTransitionError {
    from
    to
  }
  ... on VersionConflictError {
    currentVersion
  }
}`, {"name":"EmployersUpsert","kind":"mutation"}) as unknown as TypedDocumentString<EmployersUpsertMutation, EmployersUpsertMutationVariables>;
export const EmployersUpdateSettingsDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation EmployersUpdateSettings($input: EmployerSettingsUpdateInput!) {
  employerSettingsUpdate(input: $input) {
    settings {
      ...EmployerSettingsFields
    }
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment EmployerSettingsFields on EmployerSettings {
  timeZone
  currency
  convertOnAccept
  framing
  minimumCohort
  overage
  weekStart
  testNow
  version
}
fragment MoneyFields on Money {
  amount
  currency
  rounded
}
fragment UserErrorFields on UserError {
  __typename
  code
  message
  path
  docUrl
  ... on InsufficientBalanceError {
    available {
      ...MoneyFields
    }
    requested {
      ...MoneyFields
    }
  }
  ... on LimitExceededError {
    limitId
    limit {
      ...MoneyFields
    }
    remaining {
      ...MoneyFields
    }
    limitTokens
    remainingTokens
    resetsAt
    retryAfterSeconds
  }
  ... on InvalidTransitionError {
    from
    to
  }
  ... on VersionConflictError {
    currentVersion
  }
}`, {"name":"EmployersUpdateSettings","kind":"mutation","keyed":true}) as unknown as TypedDocumentString<EmployersUpdateSettingsMutation, EmployersUpdateSettingsMutationVariables>;
export const FxRatesListDocument = /*#__PURE__*/ new TypedDocumentString(`
    query FxRatesList($where: FxRateFilterInput, $first: Int, $after: String) {
  fxRates(where: $where, first: $first, after: $after) {
    nodes {
      ...FxRateFields
    }
    pageInfo {
      ...PageInfoFields
    }
  }
}
    fragment FxRateFields on FxRate {
  id
  base
  quote
  rate
  asOf
  source
  recordedAt
}
fragment PageInfoFields on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}`, {"name":"FxRatesList","kind":"query"}) as unknown as TypedDocumentString<FxRatesListQuery, FxRatesListQueryVariables>;
export const FxRatesUpsertDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation FxRatesUpsert($input: FxRatesUpsertInput!) {
  fxRatesUpsert(input: $input) {
    fxRates {
      ...FxRateFields
    }
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment FxRateFields on FxRate {
  id
  base
  quote
  rate
  asOf
  source
  recordedAt
}
fragment MoneyFields on Money {
  amount
  currency
  rounded
}
fragment UserErrorFields on UserError {
  __typename
  code
  message
  path
  docUrl
  ... on InsufficientBalanceError {
    available {
      ...MoneyFields
    }
    requested {
      ...MoneyFields
    }
  }
  ... on LimitExceededError {
    limitId
    limit {
      ...MoneyFields
    }
    remaining {
      ...MoneyFields
    }
    limitTokens
    remainingTokens
    resetsAt
    retryAfterSeconds
  }
  ... on InvalidTransitionError {
    from
    to
  }
  ... on VersionConflictError {
    currentVersion
  }
}`, {"name":"FxRatesUpsert","kind":"mutation","keyed":true}) as unknown as TypedDocumentString<FxRatesUpsertMutation, FxRatesUpsertMutationVariables>;
export const GrantsIssueDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation GrantsIssue($input: GrantIssueInput!) {
  grantIssue(input: $input) {
    grant {
      ...GrantFields
      ...GrantHistoryFields
    }
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment GrantHistoryFields on Grant {
  changes {
    kind
    amount {
      ...MoneyFields
    }
    endsAt
    costCenterId
    reason
    actor
    at
  }
}
fragment MoneyFields on Money {
  amount
  currency
  rounded
}
fragment UserErrorFields on UserError {
  __typename
  code
  message
  path
  docUrl
  ... on InsufficientBalanceError {
    available {
      ...MoneyFields
    }
    requested {
      ...MoneyFields
    }
  }
  ... on LimitExceededError {
    limitId
    limit {
      ...MoneyFields
    }
    remaining {
      ...MoneyFields
    }
    limitTokens
    remainingTokens
    resetsAt
    retryAfterSeconds
  }
  ... on InvalidTransitionError {
    from
    to
  }
  ... on VersionConflictError {
    currentVersion
  }
}
fragment GrantFields on Grant {
  id
  kind
  source
  fromCostCenterId
  reason
  status
  amount {
    ...MoneyFields
  }
  available {
    ...MoneyFields
  }
  uncapped
  priority
  effectiveAt
  expiresAt
  endsAt
  revokedAt
  guaranteedUntil
  filters {
    providers
    models
    tools
  }
  createdAt
}`, {"name":"GrantsIssue","kind":"mutation","keyed":true}) as unknown as TypedDocumentString<GrantsIssueMutation, GrantsIssueMutationVariables>;
export const GrantsAdjustDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation GrantsAdjust($input: GrantAdjustInput!) {
  grantAdjust(input: $input) {
    grant {
      ...GrantFields
      ...GrantHistoryFields
    }
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment GrantHistoryFields on Grant {
  changes {
    kind
    amount {
      ...MoneyFields
    }
    endsAt
    costCenterId
    reason
    actor
    at
  }
}
fragment MoneyFields on Money {
  amount
  currency
  rounded
}
fragment UserErrorFields on UserError {
  __typename
  code
  message
  path
  docUrl
  ... on InsufficientBalanceError {
    available {
      ...MoneyFields
    }
    requested {
      ...MoneyFields
    }
  }
  ... on LimitExceededError {
    limitId
    limit {
      ...MoneyFields
    }
    remaining {
      ...MoneyFields
    }
    limitTokens
    remainingTokens
    resetsAt
    retryAfterSeconds
  }
  ... on InvalidTransitionError {
    from
    to
  }
  ... on VersionConflictError {
    currentVersion
  }
}
fragment GrantFields on Grant {
  id
  kind
  source
  fromCostCenterId
  reason
  status
  amount {
    ...MoneyFields
  }
  available {
    ...MoneyFields
  }
  uncapped
  priority
  effectiveAt
  expiresAt
  endsAt
  revokedAt
  guaranteedUntil
  filters {
    providers
    models
    tools
  }
  createdAt
}`, {"name":"GrantsAdjust","kind":"mutation","keyed":true}) as unknown as TypedDocumentString<GrantsAdjustMutation, GrantsAdjustMutationVariables>;
export const GrantsExtendDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation GrantsExtend($input: GrantExtendInput!) {
  grantExtend(input: $input) {
    grant {
      ...GrantFields
      ...GrantHistoryFields
    }
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment GrantHistoryFields on Grant {
  changes {
    kind
    amount {
      ...MoneyFields
    }
    endsAt
    costCenterId
    reason
    actor
    at
  }
}
fragment MoneyFields on Money {
  amount
  currency
  rounded
}
fragment UserErrorFields on UserError {
  __typename
  code
  message
  path
  docUrl
  ... on InsufficientBalanceError {
    available {
      ...MoneyFields
    }
    requested {
      ...MoneyFields
    }
  }
  ... on LimitExceededError {
    limitId
    limit {
      ...MoneyFields
    }
    remaining {
      ...MoneyFields
    }
    limitTokens
    remainingTokens
    resetsAt
    retryAfterSeconds
  }
  ... on InvalidTransitionError {
    from
    to
  }
  ... on VersionConflictError {
    currentVersion
  }
}
fragment GrantFields on Grant {
  id
  kind
  source
  fromCostCenterId
  reason
  status
  amount {
    ...MoneyFields
  }
  available {
    ...MoneyFields
  }
  uncapped
  priority
  effectiveAt
  expiresAt
  endsAt
  revokedAt
  guaranteedUntil
  filters {
    providers
    models
    tools
  }
  createdAt
}`, {"name":"GrantsExtend","kind":"mutation","keyed":true}) as unknown as TypedDocumentString<GrantsExtendMutation, GrantsExtendMutationVariables>;
export const GrantsRevokeDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation GrantsRevoke($input: GrantRevokeInput!) {
  grantRevoke(input: $input) {
    grant {
      ...GrantFields
      ...GrantHistoryFields
    }
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment GrantHistoryFields on Grant {
  changes {
    kind
    amount {
      ...MoneyFields
    }
    endsAt
    costCenterId
    reason
    actor
    at
  }
}
fragment MoneyFields on Money {
  amount
  currency
  rounded
}
fragment UserErrorFields on UserError {
  __typename
  code
  message
  path
  docUrl
  ... on InsufficientBalanceError {
    available {
      ...MoneyFields
    }
    requested {
      ...MoneyFields
    }
  }
  ... on LimitExceededError {
    limitId
    limit {
      ...MoneyFields
    }
    remaining {
      ...MoneyFields
    }
    limitTokens
    remainingTokens
    resetsAt
    retryAfterSeconds
  }
  ... on InvalidTransitionError {
    from
    to
  }
  ... on VersionConflictError {
    currentVersion
  }
}
fragment GrantFields on Grant {
  id
  kind
  source
  fromCostCenterId
  reason
  status
  amount {
    ...MoneyFields
  }
  available {
    ...MoneyFields
  }
  uncapped
  priority
  effectiveAt
  expiresAt
  endsAt
  revokedAt
  guaranteedUntil
  filters {
    providers
    models
    tools
  }
  createdAt
}`, {"name":"GrantsRevoke","kind":"mutation","keyed":true}) as unknown as TypedDocumentString<GrantsRevokeMutation, GrantsRevokeMutationVariables>;
export const GrantsTransferDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation GrantsTransfer($input: GrantTransferInput!) {
  grantTransfer(input: $input) {
    grant {
      ...GrantFields
      ...GrantHistoryFields
    }
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment GrantHistoryFields on Grant {
  changes {
    kind
    amount {
      ...MoneyFields
    }
    endsAt
    costCenterId
    reason
    actor
    at
  }
}
fragment MoneyFields on Money {
  amount
  currency
  rounded
}
fragment UserErrorFields on UserError {
  __typename
  code
  message
  path
  docUrl
  ... on InsufficientBalanceError {
    available {
      ...MoneyFields
    }
    requested {
      ...MoneyFields
    }
  }
  ... on LimitExceededError {
    limitId
    limit {
      ...MoneyFields
    }
    remaining {
      ...MoneyFields
    }
    limitTokens
    remainingTokens
    resetsAt
    retryAfterSeconds
  }
  ... on InvalidTransitionError {
    from
    to
  }
  ... on VersionConflictError {
    currentVersion
  }
}
fragment GrantFields on Grant {
  id
  kind
  source
  fromCostCenterId
  reason
  status
  amount {
    ...MoneyFields
  }
  available {
    ...MoneyFields
  }
  uncapped
  priority
  effectiveAt
  expiresAt
  endsAt
  revokedAt
  guaranteedUntil
  filters {
    providers
    models
    tools
  }
  createdAt
}`, {"name":"GrantsTransfer","kind":"mutation","keyed":true}) as unknown as TypedDocumentString<GrantsTransferMutation, GrantsTransferMutationVariables>;
export const JobsGetDocument = /*#__PURE__*/ new TypedDocumentString(`
    query JobsGet($id: ID!) {
  job(id: $id) {
    ...JobFields
  }
}
    fragment JobFields on Job {
  id
  kind
  state
  progress
  createdAt
  finishedAt
  userErrors {
    ...UserErrorFields
  }
}
fragment MoneyFields on Money {
  amount
  currency
  rounded
}
fragment UserErrorFields on UserError {
  __typename
  code
  message
  path
  docUrl
  ... on InsufficientBalanceError {
    available {
      ...MoneyFields
    }
    requested {
      ...MoneyFields
    }
  }
  ... on LimitExceededError {
    limitId
    limit {
      ...MoneyFields
    }
    remaining {
      ...MoneyFields
    }
    limitTokens
    remainingTokens
    resetsAt
    retryAfterSeconds
  }
  ... on InvalidTransitionError {
    from
    to
  }
  ... on VersionConflictError {
    currentVersion
  }
}`, {"name":"JobsGet","kind":"query"}) as unknown as TypedDocumentString<JobsGetQuery, JobsGetQueryVariables>;
export const LegalEntitiesListDocument = /*#__PURE__*/ new TypedDocumentString(`
    query LegalEntitiesList($first: Int, $after: String) {
  legalEntities(first: $first, after: $after) {
    nodes {
      ...LegalEntityFields
    }
    pageInfo {
      ...PageInfoFields
    }
  }
}
    fragment LegalEntityFields on LegalEntity {
  id
  externalId
  name
  country
  currency
  timeZone
}
fragment PageInfoFields on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}`, {"name":"LegalEntitiesList","kind":"query"}) as unknown as TypedDocumentString<LegalEntitiesListQuery, LegalEntitiesListQueryVariables>;
export const LegalEntitiesUpsertDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation LegalEntitiesUpsert($input: LegalEntitiesUpsertInput!) {
  legalEntitiesUpsert(input: $input) {
    outcomes {
      created
      legalEntity {
        ...LegalEntityFields
      }
      userErrors {
        ...UserErrorFields
      }
    }
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment LegalEntityFields on LegalEntity {
  id
  externalId
  name
  country
  currency
  timeZone
}
fragment MoneyFields on Money {
  amount
  currency
  rounded
}
fragment UserErrorFields on UserError {
  __typename
  code
  message
  path
  docUrl
  ... on InsufficientBalanceError {
    available {
      ...MoneyFields
    }
    requested {
      ...MoneyFields
    }
  }
  ... on LimitExceededError {
    limitId
    limit {
      ...MoneyFields
    }
    remaining {
      ...MoneyFields
    }
    limitTokens
    remainingTokens
    resetsAt
    retryAfterSeconds
  }
  ... on InvalidTransitionError {
    from
    to
  }
  ... on VersionConflictError {
    currentVersion
  }
}`, {"name":"LegalEntitiesUpsert","kind":"mutation","keyed":true}) as unknown as TypedDocumentString<LegalEntitiesUpsertMutation, LegalEntitiesUpsertMutationVariables>;
export const LimitsListDocument = /*#__PURE__*/ new TypedDocumentString(`
    query LimitsList($where: LimitFilterInput, $first: Int, $after: String) {
  limits(where: $where, first: $first, after: $after) {
    nodes {
      ...LimitFields
    }
    pageInfo {
      ...PageInfoFields
    }
  }
}
    fragment LimitFields on Limit {
  id
  kind
  unit
  scope
  employeeId
  costCenterId
  departmentId
  provider
  model
  tool
  window
  mode
  currency
  amount {
    ...MoneyFields
  }
  tokens
  velocityMultiple
  version
  createdAt
  updatedAt
}
fragment MoneyFields on Money {
  amount
  currency
  rounded
}
fragment PageInfoFields on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}`, {"name":"LimitsList","kind":"query"}) as unknown as TypedDocumentString<LimitsListQuery, LimitsListQueryVariables>;
export const LimitsSetDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation LimitsSet($input: LimitSetInput!) {
  limitSet(input: $input) {
    limit {
      ...LimitFields
    }
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment LimitFields on Limit {
  id
  kind
  unit
  scope
  employeeId
  costCenterId
  departmentId
  provider
  model
  tool
  window
  mode
  currency
  amount {
    ...MoneyFields
  }
  tokens
  velocityMultiple
  version
  createdAt
  updatedAt
}
fragment MoneyFields on Money {
  amount
  currency
  rounded
}
fragment UserErrorFields on UserError {
  __typename
  code
  message
  path
  docUrl
  ... on InsufficientBalanceError {
    available {
      ...MoneyFields
    }
    requested {
      ...MoneyFields
    }
  }
  ... on LimitExceededError {
    limitId
    limit {
      ...MoneyFields
    }
    remaining {
      ...MoneyFields
    }
    limitTokens
    remainingTokens
    resetsAt
    retryAfterSeconds
  }
  ... on InvalidTransitionError {
    from
    to
  }
  ... on VersionConflictError {
    currentVersion
  }
}`, {"name":"LimitsSet","kind":"mutation","keyed":true}) as unknown as TypedDocumentString<LimitsSetMutation, LimitsSetMutationVariables>;
export const OffersListDocument = /*#__PURE__*/ new TypedDocumentString(`
    query OffersList($where: OfferFilterInput, $first: Int, $after: String) {
  offers(where: $where, first: $first, after: $after) {
    nodes {
      ...OfferFields
    }
    pageInfo {
      ...PageInfoFields
    }
  }
}
    fragment EmployeeRefFields on Employee {
  id
  externalId
  source
  name
}
fragment TotalCompensationFields on TotalCompensation {
  cash {
    ...MoneyFields
  }
  equity {
    ...MoneyFields
  }
  other {
    ...MoneyFields
  }
  compute {
    firstYear {
      ...MoneyFields
    }
    annualised {
      ...MoneyFields
    }
    isEstimate
    basis
  }
  headline {
    ...MoneyFields
  }
  computeShare
  excludedLines
}
fragment OfferFields on Offer {
  id
  externalId
  source
  status
  version
  versionNumber
  candidateName
  candidateEmail
  title
  startDate
  employmentStartDate
  expiresAt
  locale
  convertedAt
  closedAt
  closingReason
  createdAt
  updatedAt
  totalCompensation {
    ...TotalCompensationFields
  }
  employee {
    ...EmployeeRefFields
  }
}
fragment MoneyFields on Money {
  amount
  currency
  rounded
}
fragment PageInfoFields on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}`, {"name":"OffersList","kind":"query"}) as unknown as TypedDocumentString<OffersListQuery, OffersListQueryVariables>;
export const OffersGetDocument = /*#__PURE__*/ new TypedDocumentString(`
    query OffersGet($by: OfferByInput!) {
  offer(by: $by) {
    ...OfferDetailFields
    letter {
      ...OfferLetterFields
    }
    versions(first: 50) {
      nodes {
        ...OfferVersionFields
      }
      pageInfo {
        ...PageInfoFields
      }
    }
  }
}
    fragment EmployeeRefFields on Employee {
  id
  externalId
  source
  name
}
fragment TotalCompensationFields on TotalCompensation {
  cash {
    ...MoneyFields
  }
  equity {
    ...MoneyFields
  }
  other {
    ...MoneyFields
  }
  compute {
    firstYear {
      ...MoneyFields
    }
    annualised {
      ...MoneyFields
    }
    isEstimate
    basis
  }
  headline {
    ...MoneyFields
  }
  computeShare
  excludedLines
}
fragment OfferComponentFields on OfferComponent {
  __typename
  id
  kind
  label
  effectiveDate
  ... on BaseSalaryComponent {
    amount {
      ...MoneyFields
    }
    period
  }
  ... on BonusComponent {
    amount {
      ...MoneyFields
    }
    type
  }
  ... on EquityComponent {
    grantValue {
      ...MoneyFields
    }
    vestingYears
    valuationBasis
  }
  ... on OtherComponent {
    amount {
      ...MoneyFields
    }
    period
  }
  ... on ComputeStipendComponent {
    allowance {
      amountType
      period
      amount {
        ...MoneyFields
      }
      percent
    }
    framing
    guarantee {
      kind
      until
      onTermination
      onLeave
    }
    expiry
    rollover
    taxTreatment
    personalUse
    usageVisibility {
      seenBy
      detail
      ranked
    }
    scope
    expectation
    vestedValue
    cashEquivalent
    carriesForward
  }
}
fragment OfferLetterFields on OfferLetter {
  html
  sha256
  version
  locale
  blocks {
    kind
    text
    disclosureId
    version
  }
}
fragment OfferVersionFields on OfferVersion {
  id
  number
  status
  candidateName
  title
  startDate
  expiresAt
  locale
  sentAt
  createdAt
}
fragment OfferAcceptanceFields on OfferAcceptance {
  acceptedAt
  recordedAt
  via
  letterSha256
  evidence {
    signerName
    signerEmail
    documentSha256
    reference
  }
}
fragment OfferFields on Offer {
  id
  externalId
  source
  status
  version
  versionNumber
  candidateName
  candidateEmail
  title
  startDate
  employmentStartDate
  expiresAt
  locale
  convertedAt
  closedAt
  closingReason
  createdAt
  updatedAt
  totalCompensation {
    ...TotalCompensationFields
  }
  employee {
    ...EmployeeRefFields
  }
}
fragment OfferDetailFields on Offer {
  ...OfferFields
  components {
    ...OfferComponentFields
  }
  acceptance {
    ...OfferAcceptanceFields
  }
  stipends {
    ...StipendFields
  }
}
fragment PolicyRefFields on Policy {
  id
  externalId
  name
}
fragment MoneyFields on Money {
  amount
  currency
  rounded
}
fragment PageInfoFields on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}
fragment StipendFields on Stipend {
  id
  externalId
  origin
  status
  currency
  framing
  startDate
  cappedFrom
  endDate
  timeZone
  guaranteedUntil
  issuedMonths
  nextIssueAt
  terms {
    amountType
    period
    amount {
      ...MoneyFields
    }
    percent
    dayCount
    payPeriodsPerYear
  }
  issueProblem {
    code
    message
  }
  employee {
    ...EmployeeRefFields
  }
  policy {
    ...PolicyRefFields
  }
}`, {"name":"OffersGet","kind":"query"}) as unknown as TypedDocumentString<OffersGetQuery, OffersGetQueryVariables>;
export const OffersSendDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation OffersSend($input: OfferSendInput!) {
  offerSend(input: $input) {
    offer {
      ...OfferDetailFields
      letter {
        ...OfferLetterFields
      }
    }
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment EmployeeRefFields on Employee {
  id
  externalId
  source
  name
}
fragment TotalCompensationFields on TotalCompensation {
  cash {
    ...MoneyFields
  }
  equity {
    ...MoneyFields
  }
  other {
    ...MoneyFields
  }
  compute {
    firstYear {
      ...MoneyFields
    }
    annualised {
      ...MoneyFields
    }
    isEstimate
    basis
  }
  headline {
    ...MoneyFields
  }
  computeShare
  excludedLines
}
fragment OfferComponentFields on OfferComponent {
  __typename
  id
  kind
  label
  effectiveDate
  ... on BaseSalaryComponent {
    amount {
      ...MoneyFields
    }
    period
  }
  ... on BonusComponent {
    amount {
      ...MoneyFields
    }
    type
  }
  ... on EquityComponent {
    grantValue {
      ...MoneyFields
    }
    vestingYears
    valuationBasis
  }
  ... on OtherComponent {
    amount {
      ...MoneyFields
    }
    period
  }
  ... on ComputeStipendComponent {
    allowance {
      amountType
      period
      amount {
        ...MoneyFields
      }
      percent
    }
    framing
    guarantee {
      kind
      until
      onTermination
      onLeave
    }
    expiry
    rollover
    taxTreatment
    personalUse
    usageVisibility {
      seenBy
      detail
      ranked
    }
    scope
    expectation
    vestedValue
    cashEquivalent
    carriesForward
  }
}
fragment OfferLetterFields on OfferLetter {
  html
  sha256
  version
  locale
  blocks {
    kind
    text
    disclosureId
    version
  }
}
fragment OfferAcceptanceFields on OfferAcceptance {
  acceptedAt
  recordedAt
  via
  letterSha256
  evidence {
    signerName
    signerEmail
    documentSha256
    reference
  }
}
fragment OfferFields on Offer {
  id
  externalId
  source
  status
  version
  versionNumber
  candidateName
  candidateEmail
  title
  startDate
  employmentStartDate
  expiresAt
  locale
  convertedAt
  closedAt
  closingReason
  createdAt
  updatedAt
  totalCompensation {
    ...TotalCompensationFields
  }
  employee {
    ...EmployeeRefFields
  }
}
fragment OfferDetailFields on Offer {
  ...OfferFields
  components {
    ...OfferComponentFields
  }
  acceptance {
    ...OfferAcceptanceFields
  }
  stipends {
    ...StipendFields
  }
}
fragment PolicyRefFields on Policy {
  id
  externalId
  name
}
fragment MoneyFields on Money {
  amount
  currency
  rounded
}
fragment UserErrorFields on UserError {
  __typename
  code
  message
  path
  docUrl
  ... on InsufficientBalanceError {
    available {
      ...MoneyFields
    }
    requested {
      ...MoneyFields
    }
  }
  ... on LimitExceededError {
    limitId
    limit {
      ...MoneyFields
    }
    remaining {
      ...MoneyFields
    }
    limitTokens
    remainingTokens
    resetsAt
    retryAfterSeconds
  }
  ... on InvalidTransitionError {
    from
    to
  }
  ... on VersionConflictError {
    currentVersion
  }
}
fragment StipendFields on Stipend {
  id
  externalId
  origin
  status
  currency
  framing
  startDate
  cappedFrom
  endDate
  timeZone
  guaranteedUntil
  issuedMonths
  nextIssueAt
  terms {
    amountType
    period
    amount {
      ...MoneyFields
    }
    percent
    dayCount
    payPeriodsPerYear
  }
  issueProblem {
    code
    message
  }
  employee {
    ...EmployeeRefFields
  }
  policy {
    ...PolicyRefFields
  }
}`, {"name":"OffersSend","kind":"mutation","keyed":true}) as unknown as TypedDocumentString<OffersSendMutation, OffersSendMutationVariables>;
export const OffersCreateDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation OffersCreate($input: OfferCreateInput!) {
  offerCreate(input: $input) {
    offer {
      ...OfferDetailFields
    }
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment EmployeeRefFields on Employee {
  id
  externalId
  source
  name
}
fragment TotalCompensationFields on TotalCompensation {
  cash {
    ...MoneyFields
  }
  equity {
    ...MoneyFields
  }
  other {
    ...MoneyFields
  }
  compute {
    firstYear {
      ...MoneyFields
    }
    annualised {
      ...MoneyFields
    }
    isEstimate
    basis
  }
  headline {
    ...MoneyFields
  }
  computeShare
  excludedLines
}
fragment OfferComponentFields on OfferComponent {
  __typename
  id
  kind
  label
  effectiveDate
  ... on BaseSalaryComponent {
    amount {
      ...MoneyFields
    }
    period
  }
  ... on BonusComponent {
    amount {
      ...MoneyFields
    }
    type
  }
  ... on EquityComponent {
    grantValue {
      ...MoneyFields
    }
    vestingYears
    valuationBasis
  }
  ... on OtherComponent {
    amount {
      ...MoneyFields
    }
    period
  }
  ... on ComputeStipendComponent {
    allowance {
      amountType
      period
      amount {
        ...MoneyFields
      }
      percent
    }
    framing
    guarantee {
      kind
      until
      onTermination
      onLeave
    }
    expiry
    rollover
    taxTreatment
    personalUse
    usageVisibility {
      seenBy
      detail
      ranked
    }
    scope
    expectation
    vestedValue
    cashEquivalent
    carriesForward
  }
}
fragment OfferAcceptanceFields on OfferAcceptance {
  acceptedAt
  recordedAt
  via
  letterSha256
  evidence {
    signerName
    signerEmail
    documentSha256
    reference
  }
}
fragment OfferFields on Offer {
  id
  externalId
  source
  status
  version
  versionNumber
  candidateName
  candidateEmail
  title
  startDate
  employmentStartDate
  expiresAt
  locale
  convertedAt
  closedAt
  closingReason
  createdAt
  updatedAt
  totalCompensation {
    ...TotalCompensationFields
  }
  employee {
    ...EmployeeRefFields
  }
}
fragment OfferDetailFields on Offer {
  ...OfferFields
  components {
    ...OfferComponentFields
  }
  acceptance {
    ...OfferAcceptanceFields
  }
  stipends {
    ...StipendFields
  }
}
fragment PolicyRefFields on Policy {
  id
  externalId
  name
}
fragment MoneyFields on Money {
  amount
  currency
  rounded
}
fragment UserErrorFields on UserError {
  __typename
  code
  message
  path
  docUrl
  ... on InsufficientBalanceError {
    available {
      ...MoneyFields
    }
    requested {
      ...MoneyFields
    }
  }
  ... on LimitExceededError {
    limitId
    limit {
      ...MoneyFields
    }
    remaining {
      ...MoneyFields
    }
    limitTokens
    remainingTokens
    resetsAt
    retryAfterSeconds
  }
  ... on InvalidTransitionError {
    from
    to
  }
  ... on VersionConflictError {
    currentVersion
  }
}
fragment StipendFields on Stipend {
  id
  externalId
  origin
  status
  currency
  framing
  startDate
  cappedFrom
  endDate
  timeZone
  guaranteedUntil
  issuedMonths
  nextIssueAt
  terms {
    amountType
    period
    amount {
      ...MoneyFields
    }
    percent
    dayCount
    payPeriodsPerYear
  }
  issueProblem {
    code
    message
  }
  employee {
    ...EmployeeRefFields
  }
  policy {
    ...PolicyRefFields
  }
}`, {"name":"OffersCreate","kind":"mutation","keyed":true}) as unknown as TypedDocumentString<OffersCreateMutation, OffersCreateMutationVariables>;
export const OffersUpdateDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation OffersUpdate($input: OfferUpdateInput!) {
  offerUpdate(input: $input) {
    offer {
      ...OfferDetailFields
    }
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment EmployeeRefFields on Employee {
  id
  externalId
  source
  name
}
fragment TotalCompensationFields on TotalCompensation {
  cash {
    ...MoneyFields
  }
  equity {
    ...MoneyFields
  }
  other {
    ...MoneyFields
  }
  compute {
    firstYear {
      ...MoneyFields
    }
    annualised {
      ...MoneyFields
    }
    isEstimate
    basis
  }
  headline {
    ...MoneyFields
  }
  computeShare
  excludedLines
}
fragment OfferComponentFields on OfferComponent {
  __typename
  id
  kind
  label
  effectiveDate
  ... on BaseSalaryComponent {
    amount {
      ...MoneyFields
    }
    period
  }
  ... on BonusComponent {
    amount {
      ...MoneyFields
    }
    type
  }
  ... on EquityComponent {
    grantValue {
      ...MoneyFields
    }
    vestingYears
    valuationBasis
  }
  ... on OtherComponent {
    amount {
      ...MoneyFields
    }
    period
  }
  ... on ComputeStipendComponent {
    allowance {
      amountType
      period
      amount {
        ...MoneyFields
      }
      percent
    }
    framing
    guarantee {
      kind
      until
      onTermination
      onLeave
    }
    expiry
    rollover
    taxTreatment
    personalUse
    usageVisibility {
      seenBy
      detail
      ranked
    }
    scope
    expectation
    vestedValue
    cashEquivalent
    carriesForward
  }
}
fragment OfferAcceptanceFields on OfferAcceptance {
  acceptedAt
  recordedAt
  via
  letterSha256
  evidence {
    signerName
    signerEmail
    documentSha256
    reference
  }
}
fragment OfferFields on Offer {
  id
  externalId
  source
  status
  version
  versionNumber
  candidateName
  candidateEmail
  title
  startDate
  employmentStartDate
  expiresAt
  locale
  convertedAt
  closedAt
  closingReason
  createdAt
  updatedAt
  totalCompensation {
    ...TotalCompensationFields
  }
  employee {
    ...EmployeeRefFields
  }
}
fragment OfferDetailFields on Offer {
  ...OfferFields
  components {
    ...OfferComponentFields
  }
  acceptance {
    ...OfferAcceptanceFields
  }
  stipends {
    ...StipendFields
  }
}
fragment PolicyRefFields on Policy {
  id
  externalId
  name
}
fragment MoneyFields on Money {
  amount
  currency
  rounded
}
fragment UserErrorFields on UserError {
  __typename
  code
  message
  path
  docUrl
  ... on InsufficientBalanceError {
    available {
      ...MoneyFields
    }
    requested {
      ...MoneyFields
    }
  }
  ... on LimitExceededError {
    limitId
    limit {
      ...MoneyFields
    }
    remaining {
      ...MoneyFields
    }
    limitTokens
    remainingTokens
    resetsAt
    retryAfterSeconds
  }
  ... on InvalidTransitionError {
    from
    to
  }
  ... on VersionConflictError {
    currentVersion
  }
}
fragment StipendFields on Stipend {
  id
  externalId
  origin
  status
  currency
  framing
  startDate
  cappedFrom
  endDate
  timeZone
  guaranteedUntil
  issuedMonths
  nextIssueAt
  terms {
    amountType
    period
    amount {
      ...MoneyFields
    }
    percent
    dayCount
    payPeriodsPerYear
  }
  issueProblem {
    code
    message
  }
  employee {
    ...EmployeeRefFields
  }
  policy {
    ...PolicyRefFields
  }
}`, {"name":"OffersUpdate","kind":"mutation","keyed":true}) as unknown as TypedDocumentString<OffersUpdateMutation, OffersUpdateMutationVariables>;
export const OffersWithdrawDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation OffersWithdraw($input: OfferWithdrawInput!) {
  offerWithdraw(input: $input) {
    offer {
      ...OfferDetailFields
    }
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment EmployeeRefFields on Employee {
  id
  externalId
  source
  name
}
fragment TotalCompensationFields on TotalCompensation {
  cash {
    ...MoneyFields
  }
  equity {
    ...MoneyFields
  }
  other {
    ...MoneyFields
  }
  compute {
    firstYear {
      ...MoneyFields
    }
    annualised {
      ...MoneyFields
    }
    isEstimate
    basis
  }
  headline {
    ...MoneyFields
  }
  computeShare
  excludedLines
}
fragment OfferComponentFields on OfferComponent {
  __typename
  id
  kind
  label
  effectiveDate
  ... on BaseSalaryComponent {
    amount {
      ...MoneyFields
    }
    period
  }
  ... on BonusComponent {
    amount {
      ...MoneyFields
    }
    type
  }
  ... on EquityComponent {
    grantValue {
      ...MoneyFields
    }
    vestingYears
    valuationBasis
  }
  ... on OtherComponent {
    amount {
      ...MoneyFields
    }
    period
  }
  ... on ComputeStipendComponent {
    allowance {
      amountType
      period
      amount {
        ...MoneyFields
      }
      percent
    }
    framing
    guarantee {
      kind
      until
      onTermination
      onLeave
    }
    expiry
    rollover
    taxTreatment
    personalUse
    usageVisibility {
      seenBy
      detail
      ranked
    }
    scope
    expectation
    vestedValue
    cashEquivalent
    carriesForward
  }
}
fragment OfferAcceptanceFields on OfferAcceptance {
  acceptedAt
  recordedAt
  via
  letterSha256
  evidence {
    signerName
    signerEmail
    documentSha256
    reference
  }
}
fragment OfferFields on Offer {
  id
  externalId
  source
  status
  version
  versionNumber
  candidateName
  candidateEmail
  title
  startDate
  employmentStartDate
  expiresAt
  locale
  convertedAt
  closedAt
  closingReason
  createdAt
  updatedAt
  totalCompensation {
    ...TotalCompensationFields
  }
  employee {
    ...EmployeeRefFields
  }
}
fragment OfferDetailFields on Offer {
  ...OfferFields
  components {
    ...OfferComponentFields
  }
  acceptance {
    ...OfferAcceptanceFields
  }
  stipends {
    ...StipendFields
  }
}
fragment PolicyRefFields on Policy {
  id
  externalId
  name
}
fragment MoneyFields on Money {
  amount
  currency
  rounded
}
fragment UserErrorFields on UserError {
  __typename
  code
  message
  path
  docUrl
  ... on InsufficientBalanceError {
    available {
      ...MoneyFields
    }
    requested {
      ...MoneyFields
    }
  }
  ... on LimitExceededError {
    limitId
    limit {
      ...MoneyFields
    }
    remaining {
      ...MoneyFields
    }
    limitTokens
    remainingTokens
    resetsAt
    retryAfterSeconds
  }
  ... on InvalidTransitionError {
    from
    to
  }
  ... on VersionConflictError {
    currentVersion
  }
}
fragment StipendFields on Stipend {
  id
  externalId
  origin
  status
  currency
  framing
  startDate
  cappedFrom
  endDate
  timeZone
  guaranteedUntil
  issuedMonths
  nextIssueAt
  terms {
    amountType
    period
    amount {
      ...MoneyFields
    }
    percent
    dayCount
    payPeriodsPerYear
  }
  issueProblem {
    code
    message
  }
  employee {
    ...EmployeeRefFields
  }
  policy {
    ...PolicyRefFields
  }
}`, {"name":"OffersWithdraw","kind":"mutation","keyed":true}) as unknown as TypedDocumentString<OffersWithdrawMutation, OffersWithdrawMutationVariables>;
export const OffersAcceptDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation OffersAccept($input: OfferAcceptInput!) {
  offerAccept(input: $input) {
    offer {
      ...OfferDetailFields
    }
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment EmployeeRefFields on Employee {
  id
  externalId
  source
  name
}
fragment TotalCompensationFields on TotalCompensation {
  cash {
    ...MoneyFields
  }
  equity {
    ...MoneyFields
  }
  other {
    ...MoneyFields
  }
  compute {
    firstYear {
      ...MoneyFields
    }
    annualised {
      ...MoneyFields
    }
    isEstimate
    basis
  }
  headline {
    ...MoneyFields
  }
  computeShare
  excludedLines
}
fragment OfferComponentFields on OfferComponent {
  __typename
  id
  kind
  label
  effectiveDate
  ... on BaseSalaryComponent {
    amount {
      ...MoneyFields
    }
    period
  }
  ... on BonusComponent {
    amount {
      ...MoneyFields
    }
    type
  }
  ... on EquityComponent {
    grantValue {
      ...MoneyFields
    }
    vestingYears
    valuationBasis
  }
  ... on OtherComponent {
    amount {
      ...MoneyFields
    }
    period
  }
  ... on ComputeStipendComponent {
    allowance {
      amountType
      period
      amount {
        ...MoneyFields
      }
      percent
    }
    framing
    guarantee {
      kind
      until
      onTermination
      onLeave
    }
    expiry
    rollover
    taxTreatment
    personalUse
    usageVisibility {
      seenBy
      detail
      ranked
    }
    scope
    expectation
    vestedValue
    cashEquivalent
    carriesForward
  }
}
fragment OfferAcceptanceFields on OfferAcceptance {
  acceptedAt
  recordedAt
  via
  letterSha256
  evidence {
    signerName
    signerEmail
    documentSha256
    reference
  }
}
fragment OfferFields on Offer {
  id
  externalId
  source
  status
  version
  versionNumber
  candidateName
  candidateEmail
  title
  startDate
  employmentStartDate
  expiresAt
  locale
  convertedAt
  closedAt
  closingReason
  createdAt
  updatedAt
  totalCompensation {
    ...TotalCompensationFields
  }
  employee {
    ...EmployeeRefFields
  }
}
fragment OfferDetailFields on Offer {
  ...OfferFields
  components {
    ...OfferComponentFields
  }
  acceptance {
    ...OfferAcceptanceFields
  }
  stipends {
    ...StipendFields
  }
}
fragment PolicyRefFields on Policy {
  id
  externalId
  name
}
fragment MoneyFields on Money {
  amount
  currency
  rounded
}
fragment UserErrorFields on UserError {
  __typename
  code
  message
  path
  docUrl
  ... on InsufficientBalanceError {
    available {
      ...MoneyFields
    }
    requested {
      ...MoneyFields
    }
  }
  ... on LimitExceededError {
    limitId
    limit {
      ...MoneyFields
    }
    remaining {
      ...MoneyFields
    }
    limitTokens
    remainingTokens
    resetsAt
    retryAfterSeconds
  }
  ... on InvalidTransitionError {
    from
    to
  }
  ... on VersionConflictError {
    currentVersion
  }
}
fragment StipendFields on Stipend {
  id
  externalId
  origin
  status
  currency
  framing
  startDate
  cappedFrom
  endDate
  timeZone
  guaranteedUntil
  issuedMonths
  nextIssueAt
  terms {
    amountType
    period
    amount {
      ...MoneyFields
    }
    percent
    dayCount
    payPeriodsPerYear
  }
  issueProblem {
    code
    message
  }
  employee {
    ...EmployeeRefFields
  }
  policy {
    ...PolicyRefFields
  }
}`, {"name":"OffersAccept","kind":"mutation","keyed":true}) as unknown as TypedDocumentString<OffersAcceptMutation, OffersAcceptMutationVariables>;
export const OffersDeclineDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation OffersDecline($input: OfferDeclineInput!) {
  offerDecline(input: $input) {
    offer {
      ...OfferDetailFields
    }
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment EmployeeRefFields on Employee {
  id
  externalId
  source
  name
}
fragment TotalCompensationFields on TotalCompensation {
  cash {
    ...MoneyFields
  }
  equity {
    ...MoneyFields
  }
  other {
    ...MoneyFields
  }
  compute {
    firstYear {
      ...MoneyFields
    }
    annualised {
      ...MoneyFields
    }
    isEstimate
    basis
  }
  headline {
    ...MoneyFields
  }
  computeShare
  excludedLines
}
fragment OfferComponentFields on OfferComponent {
  __typename
  id
  kind
  label
  effectiveDate
  ... on BaseSalaryComponent {
    amount {
      ...MoneyFields
    }
    period
  }
  ... on BonusComponent {
    amount {
      ...MoneyFields
    }
    type
  }
  ... on EquityComponent {
    grantValue {
      ...MoneyFields
    }
    vestingYears
    valuationBasis
  }
  ... on OtherComponent {
    amount {
      ...MoneyFields
    }
    period
  }
  ... on ComputeStipendComponent {
    allowance {
      amountType
      period
      amount {
        ...MoneyFields
      }
      percent
    }
    framing
    guarantee {
      kind
      until
      onTermination
      onLeave
    }
    expiry
    rollover
    taxTreatment
    personalUse
    usageVisibility {
      seenBy
      detail
      ranked
    }
    scope
    expectation
    vestedValue
    cashEquivalent
    carriesForward
  }
}
fragment OfferAcceptanceFields on OfferAcceptance {
  acceptedAt
  recordedAt
  via
  letterSha256
  evidence {
    signerName
    signerEmail
    documentSha256
    reference
  }
}
fragment OfferFields on Offer {
  id
  externalId
  source
  status
  version
  versionNumber
  candidateName
  candidateEmail
  title
  startDate
  employmentStartDate
  expiresAt
  locale
  convertedAt
  closedAt
  closingReason
  createdAt
  updatedAt
  totalCompensation {
    ...TotalCompensationFields
  }
  employee {
    ...EmployeeRefFields
  }
}
fragment OfferDetailFields on Offer {
  ...OfferFields
  components {
    ...OfferComponentFields
  }
  acceptance {
    ...OfferAcceptanceFields
  }
  stipends {
    ...StipendFields
  }
}
fragment PolicyRefFields on Policy {
  id
  externalId
  name
}
fragment MoneyFields on Money {
  amount
  currency
  rounded
}
fragment UserErrorFields on UserError {
  __typename
  code
  message
  path
  docUrl
  ... on InsufficientBalanceError {
    available {
      ...MoneyFields
    }
    requested {
      ...MoneyFields
    }
  }
  ... on LimitExceededError {
    limitId
    limit {
      ...MoneyFields
    }
    remaining {
      ...MoneyFields
    }
    limitTokens
    remainingTokens
    resetsAt
    retryAfterSeconds
  }
  ... on InvalidTransitionError {
    from
    to
  }
  ... on VersionConflictError {
    currentVersion
  }
}
fragment StipendFields on Stipend {
  id
  externalId
  origin
  status
  currency
  framing
  startDate
  cappedFrom
  endDate
  timeZone
  guaranteedUntil
  issuedMonths
  nextIssueAt
  terms {
    amountType
    period
    amount {
      ...MoneyFields
    }
    percent
    dayCount
    payPeriodsPerYear
  }
  issueProblem {
    code
    message
  }
  employee {
    ...EmployeeRefFields
  }
  policy {
    ...PolicyRefFields
  }
}`, {"name":"OffersDecline","kind":"mutation","keyed":true}) as unknown as TypedDocumentString<OffersDeclineMutation, OffersDeclineMutationVariables>;
export const OffersConvertDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation OffersConvert($input: OfferConvertInput!) {
  offerConvert(input: $input) {
    offer {
      ...OfferDetailFields
    }
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment EmployeeRefFields on Employee {
  id
  externalId
  source
  name
}
fragment TotalCompensationFields on TotalCompensation {
  cash {
    ...MoneyFields
  }
  equity {
    ...MoneyFields
  }
  other {
    ...MoneyFields
  }
  compute {
    firstYear {
      ...MoneyFields
    }
    annualised {
      ...MoneyFields
    }
    isEstimate
    basis
  }
  headline {
    ...MoneyFields
  }
  computeShare
  excludedLines
}
fragment OfferComponentFields on OfferComponent {
  __typename
  id
  kind
  label
  effectiveDate
  ... on BaseSalaryComponent {
    amount {
      ...MoneyFields
    }
    period
  }
  ... on BonusComponent {
    amount {
      ...MoneyFields
    }
    type
  }
  ... on EquityComponent {
    grantValue {
      ...MoneyFields
    }
    vestingYears
    valuationBasis
  }
  ... on OtherComponent {
    amount {
      ...MoneyFields
    }
    period
  }
  ... on ComputeStipendComponent {
    allowance {
      amountType
      period
      amount {
        ...MoneyFields
      }
      percent
    }
    framing
    guarantee {
      kind
      until
      onTermination
      onLeave
    }
    expiry
    rollover
    taxTreatment
    personalUse
    usageVisibility {
      seenBy
      detail
      ranked
    }
    scope
    expectation
    vestedValue
    cashEquivalent
    carriesForward
  }
}
fragment OfferAcceptanceFields on OfferAcceptance {
  acceptedAt
  recordedAt
  via
  letterSha256
  evidence {
    signerName
    signerEmail
    documentSha256
    reference
  }
}
fragment OfferFields on Offer {
  id
  externalId
  source
  status
  version
  versionNumber
  candidateName
  candidateEmail
  title
  startDate
  employmentStartDate
  expiresAt
  locale
  convertedAt
  closedAt
  closingReason
  createdAt
  updatedAt
  totalCompensation {
    ...TotalCompensationFields
  }
  employee {
    ...EmployeeRefFields
  }
}
fragment OfferDetailFields on Offer {
  ...OfferFields
  components {
    ...OfferComponentFields
  }
  acceptance {
    ...OfferAcceptanceFields
  }
  stipends {
    ...StipendFields
  }
}
fragment PolicyRefFields on Policy {
  id
  externalId
  name
}
fragment MoneyFields on Money {
  amount
  currency
  rounded
}
fragment UserErrorFields on UserError {
  __typename
  code
  message
  path
  docUrl
  ... on InsufficientBalanceError {
    available {
      ...MoneyFields
    }
    requested {
      ...MoneyFields
    }
  }
  ... on LimitExceededError {
    limitId
    limit {
      ...MoneyFields
    }
    remaining {
      ...MoneyFields
    }
    limitTokens
    remainingTokens
    resetsAt
    retryAfterSeconds
  }
  ... on InvalidTransitionError {
    from
    to
  }
  ... on VersionConflictError {
    currentVersion
  }
}
fragment StipendFields on Stipend {
  id
  externalId
  origin
  status
  currency
  framing
  startDate
  cappedFrom
  endDate
  timeZone
  guaranteedUntil
  issuedMonths
  nextIssueAt
  terms {
    amountType
    period
    amount {
      ...MoneyFields
    }
    percent
    dayCount
    payPeriodsPerYear
  }
  issueProblem {
    code
    message
  }
  employee {
    ...EmployeeRefFields
  }
  policy {
    ...PolicyRefFields
  }
}`, {"name":"OffersConvert","kind":"mutation","keyed":true}) as unknown as TypedDocumentString<OffersConvertMutation, OffersConvertMutationVariables>;
export const PayPeriodsListDocument = /*#__PURE__*/ new TypedDocumentString(`
    query PayPeriodsList($where: PayPeriodFilterInput, $first: Int, $after: String) {
  payPeriods(where: $where, first: $first, after: $after) {
    nodes {
      ...PayPeriodFields
    }
    pageInfo {
      ...PageInfoFields
    }
  }
}
    fragment PayPeriodFields on PayPeriod {
  id
  externalId
  startDate
  endDate
  checkDate
  status
  closedAt
}
fragment PageInfoFields on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}`, {"name":"PayPeriodsList","kind":"query"}) as unknown as TypedDocumentString<PayPeriodsListQuery, PayPeriodsListQueryVariables>;
export const PayPeriodsGetDocument = /*#__PURE__*/ new TypedDocumentString(`
    query PayPeriodsGet($by: PayPeriodByInput!) {
  payPeriod(by: $by) {
    ...PayPeriodFields
    closeJob {
      ...JobFields
    }
  }
}
    fragment JobFields on Job {
  id
  kind
  state
  progress
  createdAt
  finishedAt
  userErrors {
    ...UserErrorFields
  }
}
fragment PayPeriodFields on PayPeriod {
  id
  externalId
  startDate
  endDate
  checkDate
  status
  closedAt
}
fragment MoneyFields on Money {
  amount
  currency
  rounded
}
fragment UserErrorFields on UserError {
  __typename
  code
  message
  path
  docUrl
  ... on InsufficientBalanceError {
    available {
      ...MoneyFields
    }
    requested {
      ...MoneyFields
    }
  }
  ... on LimitExceededError {
    limitId
    limit {
      ...MoneyFields
    }
    remaining {
      ...MoneyFields
    }
    limitTokens
    remainingTokens
    resetsAt
    retryAfterSeconds
  }
  ... on InvalidTransitionError {
    from
    to
  }
  ... on VersionConflictError {
    currentVersion
  }
}`, {"name":"PayPeriodsGet","kind":"query"}) as unknown as TypedDocumentString<PayPeriodsGetQuery, PayPeriodsGetQueryVariables>;
export const PayPeriodsUpsertDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation PayPeriodsUpsert($input: PayPeriodsUpsertInput!) {
  payPeriodsUpsert(input: $input) {
    outcomes {
      created
      payPeriod {
        ...PayPeriodFields
      }
      userErrors {
        ...UserErrorFields
      }
    }
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment PayPeriodFields on PayPeriod {
  id
  externalId
  startDate
  endDate
  checkDate
  status
  closedAt
}
fragment MoneyFields on Money {
  amount
  currency
  rounded
}
fragment UserErrorFields on UserError {
  __typename
  code
  message
  path
  docUrl
  ... on InsufficientBalanceError {
    available {
      ...MoneyFields
    }
    requested {
      ...MoneyFields
    }
  }
  ... on LimitExceededError {
    limitId
    limit {
      ...MoneyFields
    }
    remaining {
      ...MoneyFields
    }
    limitTokens
    remainingTokens
    resetsAt
    retryAfterSeconds
  }
  ... on InvalidTransitionError {
    from
    to
  }
  ... on VersionConflictError {
    currentVersion
  }
}`, {"name":"PayPeriodsUpsert","kind":"mutation","keyed":true}) as unknown as TypedDocumentString<PayPeriodsUpsertMutation, PayPeriodsUpsertMutationVariables>;
export const PayPeriodsCloseDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation PayPeriodsClose($input: PayPeriodCloseInput!) {
  payPeriodClose(input: $input) {
    payPeriod {
      ...PayPeriodFields
    }
    job {
      ...JobFields
    }
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment JobFields on Job {
  id
  kind
  state
  progress
  createdAt
  finishedAt
  userErrors {
    ...UserErrorFields
  }
}
fragment PayPeriodFields on PayPeriod {
  id
  externalId
  startDate
  endDate
  checkDate
  status
  closedAt
}
fragment MoneyFields on Money {
  amount
  currency
  rounded
}
fragment UserErrorFields on UserError {
  __typename
  code
  message
  path
  docUrl
  ... on InsufficientBalanceError {
    available {
      ...MoneyFields
    }
    requested {
      ...MoneyFields
    }
  }
  ... on LimitExceededError {
    limitId
    limit {
      ...MoneyFields
    }
    remaining {
      ...MoneyFields
    }
    limitTokens
    remainingTokens
    resetsAt
    retryAfterSeconds
  }
  ... on InvalidTransitionError {
    from
    to
  }
  ... on VersionConflictError {
    currentVersion
  }
}`, {"name":"PayPeriodsClose","kind":"mutation","keyed":true}) as unknown as TypedDocumentString<PayPeriodsCloseMutation, PayPeriodsCloseMutationVariables>;
export const PayrollStatementsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query PayrollStatements($payPeriod: PayPeriodByInput!, $asOf: DateTime, $first: Int, $after: String) {
  payrollStatements(
    payPeriod: $payPeriod
    asOf: $asOf
    first: $first
    after: $after
  ) {
    nodes {
      ...PayrollStatementFields
    }
    pageInfo {
      ...PageInfoFields
    }
  }
}
    fragment EmployeeRefFields on Employee {
  id
  externalId
  source
  name
}
fragment LegalEntityFields on LegalEntity {
  id
  externalId
  name
  country
  currency
  timeZone
}
fragment MovementFields on Movement {
  opening {
    ...MoneyFields
  }
  granted {
    ...MoneyFields
  }
  rolledIn {
    ...MoneyFields
  }
  consumed {
    ...MoneyFields
  }
  expired {
    ...MoneyFields
  }
  revoked {
    ...MoneyFields
  }
  adjusted {
    ...MoneyFields
  }
  closing {
    ...MoneyFields
  }
}
fragment PayrollStatementFields on PayrollStatement {
  id
  currency
  provisional
  asOf
  lines {
    id
    kind
    amount {
      ...MoneyFields
    }
    exactAmount {
      ...MoneyFields
    }
    rounding {
      ...MoneyFields
    }
  }
  movement {
    ...MovementFields
  }
  employee {
    ...EmployeeRefFields
  }
  legalEntity {
    ...LegalEntityFields
  }
}
fragment MoneyFields on Money {
  amount
  currency
  rounded
}
fragment PageInfoFields on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}`, {"name":"PayrollStatements","kind":"query"}) as unknown as TypedDocumentString<PayrollStatementsQuery, PayrollStatementsQueryVariables>;
export const PoliciesListDocument = /*#__PURE__*/ new TypedDocumentString(`
    query PoliciesList($where: PolicyFilterInput, $first: Int, $after: String) {
  policies(where: $where, first: $first, after: $after) {
    nodes {
      ...PolicyFields
    }
    pageInfo {
      ...PageInfoFields
    }
  }
}
    fragment PolicyVersionFields on PolicyVersion {
  id
  number
  status
  amountType
  period
  amount {
    ...MoneyFields
  }
  percent
  dayCount
  payPeriodsPerYear
  currency
  expiry
  rollover
  rolloverTerms {
    max {
      ...MoneyFields
    }
    min {
      ...MoneyFields
    }
    maxPercent
    lastsPeriods
  }
  transfer
  filters {
    providers
    models
    tools
  }
  framing
  stacking
  guaranteeMonths
  uncappedDays
  effectiveFrom
  effectiveTo
  publishedAt
}
fragment PolicyFields on Policy {
  id
  externalId
  name
  status
  version
  createdAt
  updatedAt
  currentVersion {
    ...PolicyVersionFields
  }
  draftVersion {
    ...PolicyVersionFields
  }
}
fragment MoneyFields on Money {
  amount
  currency
  rounded
}
fragment PageInfoFields on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}`, {"name":"PoliciesList","kind":"query"}) as unknown as TypedDocumentString<PoliciesListQuery, PoliciesListQueryVariables>;
export const PoliciesGetDocument = /*#__PURE__*/ new TypedDocumentString(`
    query PoliciesGet($by: PolicyByInput!) {
  policy(by: $by) {
    ...PolicyFields
    versions(first: 50) {
      nodes {
        ...PolicyVersionFields
      }
      pageInfo {
        ...PageInfoFields
      }
    }
  }
}
    fragment PolicyVersionFields on PolicyVersion {
  id
  number
  status
  amountType
  period
  amount {
    ...MoneyFields
  }
  percent
  dayCount
  payPeriodsPerYear
  currency
  expiry
  rollover
  rolloverTerms {
    max {
      ...MoneyFields
    }
    min {
      ...MoneyFields
    }
    maxPercent
    lastsPeriods
  }
  transfer
  filters {
    providers
    models
    tools
  }
  framing
  stacking
  guaranteeMonths
  uncappedDays
  effectiveFrom
  effectiveTo
  publishedAt
}
fragment PolicyFields on Policy {
  id
  externalId
  name
  status
  version
  createdAt
  updatedAt
  currentVersion {
    ...PolicyVersionFields
  }
  draftVersion {
    ...PolicyVersionFields
  }
}
fragment MoneyFields on Money {
  amount
  currency
  rounded
}
fragment PageInfoFields on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}`, {"name":"PoliciesGet","kind":"query"}) as unknown as TypedDocumentString<PoliciesGetQuery, PoliciesGetQueryVariables>;
export const PoliciesExplainDocument = /*#__PURE__*/ new TypedDocumentString(`
    query PoliciesExplain($employee: EmployeeByInput!, $on: Date) {
  policyExplain(employee: $employee, on: $on) {
    ...PolicyExplanationFields
  }
}
    fragment PolicyRefFields on Policy {
  id
  externalId
  name
}
fragment PolicyReasonFields on PolicyReason {
  applies
  reason
  message
  problem {
    code
    message
  }
  origin
  policyId
  stipendId
  policy {
    ...PolicyRefFields
  }
}
fragment PolicyExplanationFields on PolicyExplanation {
  employeeId
  on
  reasons {
    ...PolicyReasonFields
  }
}`, {"name":"PoliciesExplain","kind":"query"}) as unknown as TypedDocumentString<PoliciesExplainQuery, PoliciesExplainQueryVariables>;
export const PoliciesCreateDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation PoliciesCreate($input: PolicyCreateInput!) {
  policyCreate(input: $input) {
    policy {
      ...PolicyFields
    }
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment PolicyVersionFields on PolicyVersion {
  id
  number
  status
  amountType
  period
  amount {
    ...MoneyFields
  }
  percent
  dayCount
  payPeriodsPerYear
  currency
  expiry
  rollover
  rolloverTerms {
    max {
      ...MoneyFields
    }
    min {
      ...MoneyFields
    }
    maxPercent
    lastsPeriods
  }
  transfer
  filters {
    providers
    models
    tools
  }
  framing
  stacking
  guaranteeMonths
  uncappedDays
  effectiveFrom
  effectiveTo
  publishedAt
}
fragment PolicyFields on Policy {
  id
  externalId
  name
  status
  version
  createdAt
  updatedAt
  currentVersion {
    ...PolicyVersionFields
  }
  draftVersion {
    ...PolicyVersionFields
  }
}
fragment MoneyFields on Money {
  amount
  currency
  rounded
}
fragment UserErrorFields on UserError {
  __typename
  code
  message
  path
  docUrl
  ... on InsufficientBalanceError {
    available {
      ...MoneyFields
    }
    requested {
      ...MoneyFields
    }
  }
  ... on LimitExceededError {
    limitId
    limit {
      ...MoneyFields
    }
    remaining {
      ...MoneyFields
    }
    limitTokens
    remainingTokens
    resetsAt
    retryAfterSeconds
  }
  ... on InvalidTransitionError {
    from
    to
  }
  ... on VersionConflictError {
    currentVersion
  }
}`, {"name":"PoliciesCreate","kind":"mutation","keyed":true}) as unknown as TypedDocumentString<PoliciesCreateMutation, PoliciesCreateMutationVariables>;
export const PoliciesUpdateDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation PoliciesUpdate($input: PolicyUpdateInput!) {
  policyUpdate(input: $input) {
    policy {
      ...PolicyFields
    }
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment PolicyVersionFields on PolicyVersion {
  id
  number
  status
  amountType
  period
  amount {
    ...MoneyFields
  }
  percent
  dayCount
  payPeriodsPerYear
  currency
  expiry
  rollover
  rolloverTerms {
    max {
      ...MoneyFields
    }
    min {
      ...MoneyFields
    }
    maxPercent
    lastsPeriods
  }
  transfer
  filters {
    providers
    models
    tools
  }
  framing
  stacking
  guaranteeMonths
  uncappedDays
  effectiveFrom
  effectiveTo
  publishedAt
}
fragment PolicyFields on Policy {
  id
  externalId
  name
  status
  version
  createdAt
  updatedAt
  currentVersion {
    ...PolicyVersionFields
  }
  draftVersion {
    ...PolicyVersionFields
  }
}
fragment MoneyFields on Money {
  amount
  currency
  rounded
}
fragment UserErrorFields on UserError {
  __typename
  code
  message
  path
  docUrl
  ... on InsufficientBalanceError {
    available {
      ...MoneyFields
    }
    requested {
      ...MoneyFields
    }
  }
  ... on LimitExceededError {
    limitId
    limit {
      ...MoneyFields
    }
    remaining {
      ...MoneyFields
    }
    limitTokens
    remainingTokens
    resetsAt
    retryAfterSeconds
  }
  ... on InvalidTransitionError {
    from
    to
  }
  ... on VersionConflictError {
    currentVersion
  }
}`, {"name":"PoliciesUpdate","kind":"mutation","keyed":true}) as unknown as TypedDocumentString<PoliciesUpdateMutation, PoliciesUpdateMutationVariables>;
export const PoliciesPublishDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation PoliciesPublish($input: PolicyPublishInput!) {
  policyPublish(input: $input) {
    policy {
      ...PolicyFields
    }
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment PolicyVersionFields on PolicyVersion {
  id
  number
  status
  amountType
  period
  amount {
    ...MoneyFields
  }
  percent
  dayCount
  payPeriodsPerYear
  currency
  expiry
  rollover
  rolloverTerms {
    max {
      ...MoneyFields
    }
    min {
      ...MoneyFields
    }
    maxPercent
    lastsPeriods
  }
  transfer
  filters {
    providers
    models
    tools
  }
  framing
  stacking
  guaranteeMonths
  uncappedDays
  effectiveFrom
  effectiveTo
  publishedAt
}
fragment PolicyFields on Policy {
  id
  externalId
  name
  status
  version
  createdAt
  updatedAt
  currentVersion {
    ...PolicyVersionFields
  }
  draftVersion {
    ...PolicyVersionFields
  }
}
fragment MoneyFields on Money {
  amount
  currency
  rounded
}
fragment UserErrorFields on UserError {
  __typename
  code
  message
  path
  docUrl
  ... on InsufficientBalanceError {
    available {
      ...MoneyFields
    }
    requested {
      ...MoneyFields
    }
  }
  ... on LimitExceededError {
    limitId
    limit {
      ...MoneyFields
    }
    remaining {
      ...MoneyFields
    }
    limitTokens
    remainingTokens
    resetsAt
    retryAfterSeconds
  }
  ... on InvalidTransitionError {
    from
    to
  }
  ... on VersionConflictError {
    currentVersion
  }
}`, {"name":"PoliciesPublish","kind":"mutation","keyed":true}) as unknown as TypedDocumentString<PoliciesPublishMutation, PoliciesPublishMutationVariables>;
export const PoliciesArchiveDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation PoliciesArchive($input: PolicyArchiveInput!) {
  policyArchive(input: $input) {
    policy {
      ...PolicyFields
    }
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment PolicyVersionFields on PolicyVersion {
  id
  number
  status
  amountType
  period
  amount {
    ...MoneyFields
  }
  percent
  dayCount
  payPeriodsPerYear
  currency
  expiry
  rollover
  rolloverTerms {
    max {
      ...MoneyFields
    }
    min {
      ...MoneyFields
    }
    maxPercent
    lastsPeriods
  }
  transfer
  filters {
    providers
    models
    tools
  }
  framing
  stacking
  guaranteeMonths
  uncappedDays
  effectiveFrom
  effectiveTo
  publishedAt
}
fragment PolicyFields on Policy {
  id
  externalId
  name
  status
  version
  createdAt
  updatedAt
  currentVersion {
    ...PolicyVersionFields
  }
  draftVersion {
    ...PolicyVersionFields
  }
}
fragment MoneyFields on Money {
  amount
  currency
  rounded
}
fragment UserErrorFields on UserError {
  __typename
  code
  message
  path
  docUrl
  ... on InsufficientBalanceError {
    available {
      ...MoneyFields
    }
    requested {
      ...MoneyFields
    }
  }
  ... on LimitExceededError {
    limitId
    limit {
      ...MoneyFields
    }
    remaining {
      ...MoneyFields
    }
    limitTokens
    remainingTokens
    resetsAt
    retryAfterSeconds
  }
  ... on InvalidTransitionError {
    from
    to
  }
  ... on VersionConflictError {
    currentVersion
  }
}`, {"name":"PoliciesArchive","kind":"mutation","keyed":true}) as unknown as TypedDocumentString<PoliciesArchiveMutation, PoliciesArchiveMutationVariables>;
export const PricesListDocument = /*#__PURE__*/ new TypedDocumentString(`
    query PricesList($where: PriceFilterInput, $first: Int, $after: String) {
  prices(where: $where, first: $first, after: $after) {
    nodes {
      ...PriceFields
    }
    pageInfo {
      ...PageInfoFields
    }
  }
}
    fragment PriceFields on Price {
  id
  provider
  model
  currency
  effectiveFrom
  effectiveTo
  timeOfDay {
    start
    end
  }
  classPrices {
    usageClass
    price
    unitQuantity
    rounded
    inheritedFrom
    tiers {
      contextAbove
      price
    }
  }
  source
}
fragment PageInfoFields on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}`, {"name":"PricesList","kind":"query"}) as unknown as TypedDocumentString<PricesListQuery, PricesListQueryVariables>;
export const SpendAuthorizeDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation SpendAuthorize($input: SpendAuthorizeInput!) {
  spendAuthorize(input: $input) {
    hold {
      ...HoldFields
    }
    decision {
      ...SpendDecisionFields
    }
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment MoneyFields on Money {
  amount
  currency
  rounded
}
fragment UserErrorFields on UserError {
  __typename
  code
  message
  path
  docUrl
  ... on InsufficientBalanceError {
    available {
      ...MoneyFields
    }
    requested {
      ...MoneyFields
    }
  }
  ... on LimitExceededError {
    limitId
    limit {
      ...MoneyFields
    }
    remaining {
      ...MoneyFields
    }
    limitTokens
    remainingTokens
    resetsAt
    retryAfterSeconds
  }
  ... on InvalidTransitionError {
    from
    to
  }
  ... on VersionConflictError {
    currentVersion
  }
}
fragment HoldFields on Hold {
  id
  employeeId
  status
  amount {
    ...MoneyFields
  }
  provider
  model
  tool
  authorizedAt
  expiresAt
  resolvedAt
  captured {
    ...MoneyFields
  }
  overage {
    ...MoneyFields
  }
  tokens
  capturedTokens
  fundings {
    grantId
    held {
      ...MoneyFields
    }
    captured {
      ...MoneyFields
    }
  }
}
fragment SpendLevelFields on SpendLevel {
  limitId
  kind
  unit
  scope
  name
  provider
  model
  tool
  window
  mode
  amount {
    ...MoneyFields
  }
  used {
    ...MoneyFields
  }
  remaining {
    ...MoneyFields
  }
  reserved {
    ...MoneyFields
  }
  tokens
  usedTokens
  remainingTokens
  exceeded
  resetsAt
  asOf
}
fragment SpendDecisionFields on SpendDecision {
  allowed
  reasonCode
  available {
    ...MoneyFields
  }
  uncapped
  bindingLimit {
    ...SpendLevelFields
  }
  levels {
    ...SpendLevelFields
  }
  resetsAt
  retryAfterSeconds
  allowedProviders
  allowedModels
  allowedTools
  guaranteed
  holdId
}`, {"name":"SpendAuthorize","kind":"mutation","keyed":true}) as unknown as TypedDocumentString<SpendAuthorizeMutation, SpendAuthorizeMutationVariables>;
export const SpendCaptureDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation SpendCapture($input: SpendCaptureInput!) {
  spendCapture(input: $input) {
    hold {
      ...HoldFields
    }
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment MoneyFields on Money {
  amount
  currency
  rounded
}
fragment UserErrorFields on UserError {
  __typename
  code
  message
  path
  docUrl
  ... on InsufficientBalanceError {
    available {
      ...MoneyFields
    }
    requested {
      ...MoneyFields
    }
  }
  ... on LimitExceededError {
    limitId
    limit {
      ...MoneyFields
    }
    remaining {
      ...MoneyFields
    }
    limitTokens
    remainingTokens
    resetsAt
    retryAfterSeconds
  }
  ... on InvalidTransitionError {
    from
    to
  }
  ... on VersionConflictError {
    currentVersion
  }
}
fragment HoldFields on Hold {
  id
  employeeId
  status
  amount {
    ...MoneyFields
  }
  provider
  model
  tool
  authorizedAt
  expiresAt
  resolvedAt
  captured {
    ...MoneyFields
  }
  overage {
    ...MoneyFields
  }
  tokens
  capturedTokens
  fundings {
    grantId
    held {
      ...MoneyFields
    }
    captured {
      ...MoneyFields
    }
  }
}`, {"name":"SpendCapture","kind":"mutation","keyed":true}) as unknown as TypedDocumentString<SpendCaptureMutation, SpendCaptureMutationVariables>;
export const SpendReleaseDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation SpendRelease($input: SpendReleaseInput!) {
  spendRelease(input: $input) {
    hold {
      ...HoldFields
    }
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment MoneyFields on Money {
  amount
  currency
  rounded
}
fragment UserErrorFields on UserError {
  __typename
  code
  message
  path
  docUrl
  ... on InsufficientBalanceError {
    available {
      ...MoneyFields
    }
    requested {
      ...MoneyFields
    }
  }
  ... on LimitExceededError {
    limitId
    limit {
      ...MoneyFields
    }
    remaining {
      ...MoneyFields
    }
    limitTokens
    remainingTokens
    resetsAt
    retryAfterSeconds
  }
  ... on InvalidTransitionError {
    from
    to
  }
  ... on VersionConflictError {
    currentVersion
  }
}
fragment HoldFields on Hold {
  id
  employeeId
  status
  amount {
    ...MoneyFields
  }
  provider
  model
  tool
  authorizedAt
  expiresAt
  resolvedAt
  captured {
    ...MoneyFields
  }
  overage {
    ...MoneyFields
  }
  tokens
  capturedTokens
  fundings {
    grantId
    held {
      ...MoneyFields
    }
    captured {
      ...MoneyFields
    }
  }
}`, {"name":"SpendRelease","kind":"mutation","keyed":true}) as unknown as TypedDocumentString<SpendReleaseMutation, SpendReleaseMutationVariables>;
export const StipendsListDocument = /*#__PURE__*/ new TypedDocumentString(`
    query StipendsList($where: StipendFilterInput, $first: Int, $after: String) {
  stipends(where: $where, first: $first, after: $after) {
    nodes {
      ...StipendFields
    }
    pageInfo {
      ...PageInfoFields
    }
  }
}
    fragment EmployeeRefFields on Employee {
  id
  externalId
  source
  name
}
fragment PolicyRefFields on Policy {
  id
  externalId
  name
}
fragment MoneyFields on Money {
  amount
  currency
  rounded
}
fragment PageInfoFields on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}
fragment StipendFields on Stipend {
  id
  externalId
  origin
  status
  currency
  framing
  startDate
  cappedFrom
  endDate
  timeZone
  guaranteedUntil
  issuedMonths
  nextIssueAt
  terms {
    amountType
    period
    amount {
      ...MoneyFields
    }
    percent
    dayCount
    payPeriodsPerYear
  }
  issueProblem {
    code
    message
  }
  employee {
    ...EmployeeRefFields
  }
  policy {
    ...PolicyRefFields
  }
}`, {"name":"StipendsList","kind":"query"}) as unknown as TypedDocumentString<StipendsListQuery, StipendsListQueryVariables>;
export const StipendsGetDocument = /*#__PURE__*/ new TypedDocumentString(`
    query StipendsGet($by: StipendByInput!) {
  stipend(by: $by) {
    ...StipendFields
    grants(first: 100) {
      nodes {
        ...GrantFields
      }
      pageInfo {
        ...PageInfoFields
      }
    }
  }
}
    fragment EmployeeRefFields on Employee {
  id
  externalId
  source
  name
}
fragment PolicyRefFields on Policy {
  id
  externalId
  name
}
fragment MoneyFields on Money {
  amount
  currency
  rounded
}
fragment PageInfoFields on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}
fragment GrantFields on Grant {
  id
  kind
  source
  fromCostCenterId
  reason
  status
  amount {
    ...MoneyFields
  }
  available {
    ...MoneyFields
  }
  uncapped
  priority
  effectiveAt
  expiresAt
  endsAt
  revokedAt
  guaranteedUntil
  filters {
    providers
    models
    tools
  }
  createdAt
}
fragment StipendFields on Stipend {
  id
  externalId
  origin
  status
  currency
  framing
  startDate
  cappedFrom
  endDate
  timeZone
  guaranteedUntil
  issuedMonths
  nextIssueAt
  terms {
    amountType
    period
    amount {
      ...MoneyFields
    }
    percent
    dayCount
    payPeriodsPerYear
  }
  issueProblem {
    code
    message
  }
  employee {
    ...EmployeeRefFields
  }
  policy {
    ...PolicyRefFields
  }
}`, {"name":"StipendsGet","kind":"query"}) as unknown as TypedDocumentString<StipendsGetQuery, StipendsGetQueryVariables>;
export const StipendsAssignDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation StipendsAssign($input: StipendsAssignInput!) {
  stipendsAssign(input: $input) {
    outcomes {
      created
      stipend {
        ...StipendFields
      }
      userErrors {
        ...UserErrorFields
      }
    }
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment EmployeeRefFields on Employee {
  id
  externalId
  source
  name
}
fragment PolicyRefFields on Policy {
  id
  externalId
  name
}
fragment MoneyFields on Money {
  amount
  currency
  rounded
}
fragment UserErrorFields on UserError {
  __typename
  code
  message
  path
  docUrl
  ... on InsufficientBalanceError {
    available {
      ...MoneyFields
    }
    requested {
      ...MoneyFields
    }
  }
  ... on LimitExceededError {
    limitId
    limit {
      ...MoneyFields
    }
    remaining {
      ...MoneyFields
    }
    limitTokens
    remainingTokens
    resetsAt
    retryAfterSeconds
  }
  ... on InvalidTransitionError {
    from
    to
  }
  ... on VersionConflictError {
    currentVersion
  }
}
fragment StipendFields on Stipend {
  id
  externalId
  origin
  status
  currency
  framing
  startDate
  cappedFrom
  endDate
  timeZone
  guaranteedUntil
  issuedMonths
  nextIssueAt
  terms {
    amountType
    period
    amount {
      ...MoneyFields
    }
    percent
    dayCount
    payPeriodsPerYear
  }
  issueProblem {
    code
    message
  }
  employee {
    ...EmployeeRefFields
  }
  policy {
    ...PolicyRefFields
  }
}`, {"name":"StipendsAssign","kind":"mutation","keyed":true}) as unknown as TypedDocumentString<StipendsAssignMutation, StipendsAssignMutationVariables>;
export const TestClockAdvanceDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation TestClockAdvance($input: TestClockAdvanceInput!) {
  testClockAdvance(input: $input) {
    clock {
      now
      grantsIssued
      grantsExpired
    }
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment MoneyFields on Money {
  amount
  currency
  rounded
}
fragment UserErrorFields on UserError {
  __typename
  code
  message
  path
  docUrl
  ... on InsufficientBalanceError {
    available {
      ...MoneyFields
    }
    requested {
      ...MoneyFields
    }
  }
  ... on LimitExceededError {
    limitId
    limit {
      ...MoneyFields
    }
    remaining {
      ...MoneyFields
    }
    limitTokens
    remainingTokens
    resetsAt
    retryAfterSeconds
  }
  ... on InvalidTransitionError {
    from
    to
  }
  ... on VersionConflictError {
    currentVersion
  }
}`, {"name":"TestClockAdvance","kind":"mutation","keyed":true}) as unknown as TypedDocumentString<TestClockAdvanceMutation, TestClockAdvanceMutationVariables>;
export const UsageEventsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query UsageEvents($where: UsageEventFilterInput, $first: Int, $after: String) {
  usageEvents(where: $where, first: $first, after: $after) {
    nodes {
      ...UsageEventFields
    }
    pageInfo {
      ...PageInfoFields
    }
  }
}
    fragment EmployeeRefFields on Employee {
  id
  externalId
  source
  name
}
fragment MoneyFields on Money {
  amount
  currency
  rounded
}
fragment PageInfoFields on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}
fragment UsageEventFields on UsageEvent {
  id
  source
  eventId
  provider
  model
  occurredAt
  recordedAt
  status
  counts {
    usageClass
    count
  }
  employee {
    ...EmployeeRefFields
  }
  corrects {
    id
    source
    eventId
  }
  correctedBy {
    id
    source
    eventId
  }
  charge {
    listCost {
      ...MoneyFields
    }
    cost {
      ...MoneyFields
    }
    fxRateId
    priceId
    bookedAt
    lines {
      usageClass
      count
      price
      unitQuantity
    }
    fundings {
      grantId
      amount {
        ...MoneyFields
      }
    }
  }
}`, {"name":"UsageEvents","kind":"query"}) as unknown as TypedDocumentString<UsageEventsQuery, UsageEventsQueryVariables>;
export const UsageReportDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation UsageReport($input: UsageReportInput!) {
  usageReport(input: $input) {
    outcomes {
      ...UsageOutcomeFields
    }
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment MoneyFields on Money {
  amount
  currency
  rounded
}
fragment UserErrorFields on UserError {
  __typename
  code
  message
  path
  docUrl
  ... on InsufficientBalanceError {
    available {
      ...MoneyFields
    }
    requested {
      ...MoneyFields
    }
  }
  ... on LimitExceededError {
    limitId
    limit {
      ...MoneyFields
    }
    remaining {
      ...MoneyFields
    }
    limitTokens
    remainingTokens
    resetsAt
    retryAfterSeconds
  }
  ... on InvalidTransitionError {
    from
    to
  }
  ... on VersionConflictError {
    currentVersion
  }
}
fragment UsageOutcomeFields on UsageOutcome {
  status
  source
  eventId
  usageId
  differs
  cost {
    ...MoneyFields
  }
  overage {
    ...MoneyFields
  }
  code
  message
}`, {"name":"UsageReport","kind":"mutation"}) as unknown as TypedDocumentString<UsageReportMutation, UsageReportMutationVariables>;