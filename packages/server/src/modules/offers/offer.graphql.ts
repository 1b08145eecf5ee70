import { type ClassType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { LocalDate as BusinessDate } from '../../kernel/period.js';
import {
  connectionOf,
  DateTime,
  Decimal,
  enumOf,
  LocalDate,
  MoneyView,
  NodeView,
  OneOf,
  StringFilterInput,
  UserErrorView,
} from '../../platform/graphql.js';
import { Requires } from '../../platform/scope.js';
import { CostCenterByInput, DepartmentByInput, LegalEntityByInput } from '../directory/index.js';
import { OfferComponentInput } from './component.graphql.js';
import type { LetterBlockKind } from './letter.js';
import type { AcceptanceVia } from './offer.entity.js';
import { COMPONENTS_MAX, type DisclosureId, type OfferStatus, type OfferVersionStatus } from './offers.rules.js';

const statuses = {
  DRAFT: 'It is written and can be changed; nobody was sent it.',
  SENT: 'The candidate can accept or decline it.',
  ACCEPTED: 'The candidate accepted it. It is never changed again.',
  DECLINED: 'The candidate declined it.',
  WITHDRAWN: 'The employer withdrew it.',
  EXPIRED: 'Its expiry passed before it was accepted. A new version can be sent.',
} as const;

export const OfferStatusEnum = enumOf('OfferStatus', 'Where an offer stands.', statuses);

export const OfferVersionStatusEnum = enumOf('OfferVersionStatus', 'Where a version of an offer stands.', {
  ...statuses,
  SUPERSEDED: 'A later version took its place; it cannot be accepted any more.',
});

export const LetterBlockKindEnum = enumOf('LetterBlockKind', 'What a paragraph of a letter is.', {
  OPENING: 'Who offers what to whom, and until when.',
  TOTALS: 'What is said about the total compensation.',
  COMPUTE_LEAD: 'The first sentence on compute: what can be counted on, and until when.',
  COMPUTE: 'What compute is.',
  DISCLOSURE: 'What a candidate must be told about compute; it may not be left out.',
  ACCEPTANCE: 'How to accept.',
});

export const DisclosureIdEnum = enumOf('DisclosureId', 'What a disclosure tells about compute.', {
  WHO_PAYS: 'Who pays.',
  MONTHLY_AMOUNT: 'How much it is per month.',
  EXPIRES: 'When it expires.',
  REVOCABLE: 'Whether, and from when, it can be cut.',
  NOT_SALARY: 'That it is not salary.',
  NOT_CASH: 'That it is not cash.',
  DOES_NOT_VEST: 'That it does not vest.',
  PRICE_RISK: 'That it is money and not tokens.',
  TAXABLE: 'Whether it is taxed.',
  PERSONAL_USE: 'Whether it may be used privately.',
  USAGE_VISIBILITY: 'Who sees what is used.',
  SCOPE: 'For which models it is.',
  EXPECTATION: 'What is expected in return.',
  ON_LEAVE: 'What happens on leave.',
  ON_EXIT: 'What happens when the person leaves.',
});

export const AcceptanceViaEnum = enumOf('AcceptanceVia', 'How a candidate accepted.', {
  PAGE: 'On our candidate page.',
  PARTNER: 'In the product of the partner.',
  ESIGN: 'By electronic signature.',
});

@ObjectType('ComputeTotal', { description: 'What the compute of an offer is worth.' })
export class ComputeTotalView {
  @Field(() => MoneyView, { description: 'Of the first twelve months from the start date.' })
  readonly firstYear!: MoneyView;

  @Field(() => MoneyView, { description: 'Of a year.' })
  readonly annualised!: MoneyView;

  @Field(() => Boolean, {
    description: 'True where it depends on something this offer does not fix, such as a base salary that is followed month by month.',
  })
  readonly isEstimate!: boolean;

  @Field(() => String, { description: 'How it was arrived at, in words.' })
  readonly basis!: string;
}

@ObjectType('TotalCompensation', {
  description:
    'What an offer is worth in a year, before tax, in whole minor units. Show the cash total before the headline, and both together.',
})
export class TotalCompensationView {
  @Field(() => MoneyView, { description: 'Base salary and yearly bonuses, those with goals at target. Compute is never part of it.' })
  readonly cash!: MoneyView;

  @Field(() => MoneyView, { description: "A year's share of the equity: value divided by vesting years." })
  readonly equity!: MoneyView;

  @Field(() => MoneyView, { description: 'A year of everything else.' })
  readonly other!: MoneyView;

  @Field(() => ComputeTotalView, {
    nullable: true,
    description: 'All compute, also what the headline leaves out; null where there is none.',
  })
  readonly compute!: ComputeTotalView | null;

  @Field(() => MoneyView, { description: 'cash + equity + other + the compute framed as COMPENSATION.' })
  readonly headline!: MoneyView;

  @Field(() => Decimal, {
    nullable: true,
    description: 'That compute in percent of the headline, two decimals, half-even: `21.05`. Null where the headline holds none.',
  })
  readonly computeShare!: string | null;

  @Field(() => [String], { description: 'What the headline leaves out and why, in words.' })
  readonly excludedLines!: readonly string[];
}

@ObjectType('LetterBlock', { description: 'A paragraph of a letter as plain text, for letters in your own template.' })
export class LetterBlockView {
  @Field(() => LetterBlockKindEnum, { description: 'What it is.' })
  readonly kind!: LetterBlockKind;

  @Field(() => String, { description: 'The text. Escape it where you show it: it holds names as people wrote them.' })
  readonly text!: string;

  @Field(() => DisclosureIdEnum, { nullable: true, description: 'What a DISCLOSURE tells; null for other paragraphs.' })
  readonly disclosureId!: DisclosureId | null;

  @Field(() => String, { description: 'The version of the text catalogue it was written with.' })
  readonly version!: string;
}

@ObjectType('OfferLetter', { description: 'What the candidate reads.' })
export class OfferLetterView {
  @Field(() => String, {
    description: 'One self-contained page: no script, nothing loaded from elsewhere, printable. What was sent reads back byte for byte.',
  })
  readonly html!: string;

  @Field(() => String, { description: 'SHA-256 of the UTF-8 bytes of `html`, lower-case hex.' })
  readonly sha256!: string;

  @Field(() => String, { description: 'The version of the text catalogue it was written with, such as `en-US-2`.' })
  readonly version!: string;

  @Field(() => String, { description: 'BCP 47: how numbers and dates are written.' })
  readonly locale!: string;

  @Field(() => [LetterBlockView], { description: 'Its paragraphs, in order.' })
  readonly blocks!: readonly LetterBlockView[];
}

@ObjectType('AcceptanceEvidence', { description: 'What shows that the candidate accepted, as it was sent.' })
export class AcceptanceEvidenceView {
  @Field(() => String, { nullable: true, description: 'Who signed.' })
  readonly signerName!: string | null;

  @Field(() => String, { nullable: true, description: 'E-mail address of who signed.' })
  readonly signerEmail!: string | null;

  @Field(() => String, { nullable: true, description: 'SHA-256 of the signed document, lower-case hex.' })
  readonly documentSha256!: string | null;

  @Field(() => String, { nullable: true, description: 'Where the evidence is kept, such as the id of an envelope.' })
  readonly reference!: string | null;
}

@ObjectType('OfferAcceptance', { description: 'That a candidate accepted a letter. It never changes.' })
export class OfferAcceptanceView {
  @Field(() => DateTime, { description: 'When the candidate accepted.' })
  readonly acceptedAt!: Date;

  @Field(() => DateTime, { description: 'When we were told.' })
  readonly recordedAt!: Date;

  @Field(() => AcceptanceViaEnum, { description: 'How the candidate accepted.' })
  readonly via!: AcceptanceVia;

  @Field(() => AcceptanceEvidenceView, { description: 'What shows it.' })
  readonly evidence!: AcceptanceEvidenceView;

  @Field(() => String, { description: 'The `sha256` of the letter that was accepted: that of the accepted version, byte for byte.' })
  readonly letterSha256!: string;
}

@Requires('offers:read')
@ObjectType('OfferVersion', {
  implements: NodeView,
  description: 'What an offer said at one time. Once sent it never changes; a change is a new version.',
})
export class OfferVersionView extends NodeView {
  @Field(() => ID, { description: 'Opaque: `offerversion_01k…`.' })
  override readonly id!: string;

  @Field(() => Int, { description: '1, 2, 3 … within the offer. The letter names it.' })
  readonly number!: number;

  @Field(() => OfferVersionStatusEnum, { description: 'Where it stands.' })
  readonly status!: OfferVersionStatus;

  @Field(() => String, { description: 'The candidate, as the letter addresses them.' })
  readonly candidateName!: string;

  @Field(() => String, { description: 'The position.' })
  readonly title!: string;

  @Field(() => LocalDate, { nullable: true, description: 'The planned first day.' })
  readonly startDate!: BusinessDate | null;

  @Field(() => DateTime, { nullable: true, description: 'From when it cannot be accepted any more.' })
  readonly expiresAt!: Date | null;

  @Field(() => String, { description: 'BCP 47: how its letter writes numbers and dates.' })
  readonly locale!: string;

  @Field(() => DateTime, { nullable: true, description: 'When it was sent; null for a draft.' })
  readonly sentAt!: Date | null;

  @Field(() => DateTime, { description: 'When it was opened.' })
  readonly createdAt!: Date;
}

@Requires('offers:read')
@ObjectType('Offer', {
  implements: NodeView,
  description: 'What an employer offers a candidate. Its terms are those of its newest version.',
})
export class OfferView extends NodeView {
  @Field(() => ID, { description: 'Opaque: `offer_01k…`.' })
  override readonly id!: string;

  @Field(() => String, { nullable: true, description: 'Your own id, unique within the employer and `source`.' })
  readonly externalId!: string | null;

  @Field(() => String, { description: 'The system `externalId` comes from; `default` where none was named.' })
  readonly source!: string;

  @Field(() => OfferStatusEnum, { description: 'Where it stands.' })
  readonly status!: OfferStatus;

  @Field(() => Int, { description: 'Counts changes. Send it as `expectedVersion`, so that a change you have not seen is not overwritten.' })
  readonly version!: number;

  @Field(() => Int, { description: 'The `number` of the newest version.' })
  readonly versionNumber!: number;

  @Field(() => String, { description: 'The candidate, as the letter addresses them.' })
  readonly candidateName!: string;

  @Field(() => String, { nullable: true, description: 'E-mail address of the candidate.' })
  readonly candidateEmail!: string | null;

  @Field(() => String, { description: 'The position.' })
  readonly title!: string;

  @Field(() => LocalDate, { nullable: true, description: 'The planned first day.' })
  readonly startDate!: BusinessDate | null;

  @Field(() => DateTime, { nullable: true, description: 'From when it cannot be accepted any more; null never.' })
  readonly expiresAt!: Date | null;

  @Field(() => String, { description: 'BCP 47: how its letter writes numbers and dates.' })
  readonly locale!: string;

  @Field(() => LocalDate, { nullable: true, description: 'The first day of the employment; null until the candidate became an employee.' })
  readonly employmentStartDate!: BusinessDate | null;

  @Field(() => DateTime, { nullable: true, description: 'When `offerConvert` was done; null before.' })
  readonly convertedAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was declined or withdrawn; null where it was not.' })
  readonly closedAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Why it was declined or withdrawn, where somebody said so.' })
  readonly closingReason!: string | null;

  @Field(() => DateTime, { description: 'When it was created.' })
  readonly createdAt!: Date;

  @Field(() => DateTime, { description: 'When it was last changed.' })
  readonly updatedAt!: Date;
}

export const OfferConnection = connectionOf('Offer', () => OfferView);
export const OfferVersionConnection = connectionOf('OfferVersion', () => OfferVersionView);

@InputType('OfferSourcedIdInput', { description: 'An id of yours together with the system it comes from.' })
export class OfferSourcedIdInput {
  @Field(() => String, { description: 'The system, as it was named when the offer was created.' })
  source!: string;

  @Field(() => String, { description: 'The id in that system.' })
  externalId!: string;
}

@OneOf('OfferByInput')
@InputType('OfferByInput', { description: 'Names one offer. Exactly one field is given.' })
export class OfferByInput {
  @Field(() => ID, { nullable: true, description: 'Our id.' })
  id?: string;

  @Field(() => String, { nullable: true, description: 'Your own id, of the source `default`.' })
  externalId?: string;

  @Field(() => OfferSourcedIdInput, { nullable: true, description: 'Your own id, of another source.' })
  sourcedId?: OfferSourcedIdInput;
}

@InputType('OfferStatusFilterInput', { description: 'Compares the status as it is now. All that is given must hold.' })
export class OfferStatusFilterInput {
  @Field(() => OfferStatusEnum, { nullable: true, description: 'Equal to this status.' })
  eq?: OfferStatus | null;

  @Field(() => [OfferStatusEnum], { nullable: true, description: 'Equal to one of these.' })
  in?: OfferStatus[] | null;
}

@InputType('OfferFilterInput', { description: 'Which offers a list holds. All that is given must hold.' })
export class OfferFilterInput {
  @Field(() => OfferStatusFilterInput, { nullable: true, description: 'By status.' })
  status?: OfferStatusFilterInput | null;

  @Field(() => StringFilterInput, { nullable: true, description: 'By your own id, in every source.' })
  externalId?: StringFilterInput | null;

  @Field(() => StringFilterInput, { nullable: true, description: 'By e-mail address of the candidate.' })
  candidateEmail?: StringFilterInput | null;
}

const optionalKey = 'Optional: the same key answers the same outcome and changes nothing twice. 1 to 255 printable ASCII characters.';
const requiredKey = 'The same key answers the same outcome and changes nothing twice. 1 to 255 printable ASCII characters.';
const expectedVersion = 'The `version` you read. If the offer changed since, the mutation is refused with VERSION_CONFLICT.';
const locale =
  'BCP 47, such as `en-US`: how the letter writes numbers and dates. The text is English where the catalogue has no text for the locale.';

@InputType('OfferCreateInput', { description: 'Input of `offerCreate`.' })
export class OfferCreateInput {
  @Field(() => String, { nullable: true, description: 'Your own id, 1 to 255 characters, unique within the employer and `source`.' })
  externalId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The system `externalId` comes from, 1 to 255 characters. Default `default`.',
  })
  source?: string | null;

  @Field(() => String, { description: 'The candidate, as the letter addresses them; 1 to 255 characters.' })
  candidateName!: string;

  @Field(() => String, { nullable: true, description: 'E-mail address of the candidate.' })
  candidateEmail?: string | null;

  @Field(() => String, { description: 'The position; 1 to 255 characters.' })
  title!: string;

  @Field(() => LocalDate, { nullable: true, description: 'The planned first day.' })
  startDate?: BusinessDate | null;

  @Field(() => DateTime, { nullable: true, description: 'From when it cannot be accepted any more. Left out, it never expires.' })
  expiresAt?: Date | null;

  @Field(() => String, { nullable: true, description: `${locale} Default \`en-US\`.` })
  locale?: string | null;

  @Field(() => [OfferComponentInput], {
    nullable: true,
    description: `What is offered, at most ${COMPONENTS_MAX} components of one currency. A draft may have none yet.`,
  })
  components?: OfferComponentInput[] | null;

  @Field(() => String, { nullable: true, description: optionalKey })
  idempotencyKey?: string | null;
}

@InputType('OfferUpdateInput', {
  description:
    'Input of `offerUpdate`. What is left out stays as it is. A change of what the letter says to an offer that was sent, or expired, opens its next version, a draft: the earlier letter can no longer be accepted and stays readable as it was.',
})
export class OfferUpdateInput {
  @Field(() => OfferByInput, { description: 'Which offer.' })
  offer!: OfferByInput;

  @Field(() => String, { nullable: true, description: 'Your own id, 1 to 255 characters; null clears it. The letter does not change.' })
  externalId?: string | null;

  @Field(() => String, { nullable: true, description: 'The candidate, 1 to 255 characters. It cannot be cleared.' })
  candidateName?: string | null;

  @Field(() => String, { nullable: true, description: 'E-mail address of the candidate; null clears it. The letter does not change.' })
  candidateEmail?: string | null;

  @Field(() => String, { nullable: true, description: 'The position, 1 to 255 characters. It cannot be cleared.' })
  title?: string | null;

  @Field(() => LocalDate, { nullable: true, description: 'The planned first day; null clears it.' })
  startDate?: BusinessDate | null;

  @Field(() => DateTime, { nullable: true, description: 'From when it cannot be accepted any more; null: never.' })
  expiresAt?: Date | null;

  @Field(() => String, { nullable: true, description: `${locale} It cannot be cleared.` })
  locale?: string | null;

  @Field(() => [OfferComponentInput], {
    nullable: true,
    description: `All that is offered, at most ${COMPONENTS_MAX} components: those left out are removed. It cannot be cleared with null.`,
  })
  components?: OfferComponentInput[] | null;

  @Field(() => Int, { nullable: true, description: expectedVersion })
  expectedVersion?: number | null;

  @Field(() => String, { nullable: true, description: optionalKey })
  idempotencyKey?: string | null;
}

@InputType('OfferSendInput', { description: 'Input of `offerSend`.' })
export class OfferSendInput {
  @Field(() => OfferByInput, { description: 'Which offer; its draft is sent.' })
  offer!: OfferByInput;

  @Field(() => Int, { nullable: true, description: expectedVersion })
  expectedVersion?: number | null;

  @Field(() => String, { nullable: true, description: optionalKey })
  idempotencyKey?: string | null;
}

@InputType('OfferWithdrawInput', { description: 'Input of `offerWithdraw`.' })
export class OfferWithdrawInput {
  @Field(() => OfferByInput, { description: 'Which offer.' })
  offer!: OfferByInput;

  @Field(() => String, { nullable: true, description: 'Why, for the record; 1 to 2000 characters.' })
  reason?: string | null;

  @Field(() => Int, { nullable: true, description: expectedVersion })
  expectedVersion?: number | null;

  @Field(() => String, { nullable: true, description: optionalKey })
  idempotencyKey?: string | null;
}

@InputType('AcceptanceEvidenceInput', { description: 'What shows that the candidate accepted. It is kept as it is and never checked.' })
export class AcceptanceEvidenceInput {
  @Field(() => String, { nullable: true, description: 'Who signed; 1 to 255 characters.' })
  signerName?: string | null;

  @Field(() => String, { nullable: true, description: 'E-mail address of who signed.' })
  signerEmail?: string | null;

  @Field(() => String, { nullable: true, description: 'SHA-256 of the signed document, 64 lower-case hex digits.' })
  documentSha256?: string | null;

  @Field(() => String, { nullable: true, description: 'Where the evidence is kept, such as the id of an envelope; 1 to 2000 characters.' })
  reference?: string | null;
}

@InputType('OfferAcceptInput', { description: 'Input of `offerAccept`.' })
export class OfferAcceptInput {
  @Field(() => OfferByInput, { description: 'Which offer.' })
  offer!: OfferByInput;

  @Field(() => Int, {
    nullable: true,
    description:
      'The `number` of the version the candidate read. If a later one was sent since, the mutation is refused with VERSION_CONFLICT.',
  })
  versionNumber?: number | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the candidate accepted: not before the version was sent and not in the future. Default now.',
  })
  acceptedAt?: Date | null;

  @Field(() => AcceptanceViaEnum, { description: 'How the candidate accepted.' })
  via!: AcceptanceVia;

  @Field(() => AcceptanceEvidenceInput, { nullable: true, description: 'What shows it.' })
  evidence?: AcceptanceEvidenceInput | null;

  @Field(() => String, { description: requiredKey })
  idempotencyKey!: string;
}

@InputType('OfferDeclineInput', { description: 'Input of `offerDecline`.' })
export class OfferDeclineInput {
  @Field(() => OfferByInput, { description: 'Which offer.' })
  offer!: OfferByInput;

  @Field(() => String, { nullable: true, description: 'Why, in the words of the candidate; 1 to 2000 characters.' })
  reason?: string | null;

  @Field(() => String, { description: requiredKey })
  idempotencyKey!: string;
}

@InputType('OfferEmployeeCreateInput', {
  description: 'The employee to create. Name, e-mail address, title and base salary come from the offer where they are left out.',
})
export class OfferEmployeeCreateInput {
  @Field(() => String, { description: 'Your own id of the person, 1 to 255 characters, unique within the employer.' })
  externalId!: string;

  @Field(() => String, { nullable: true, description: 'The name, 1 to 255 characters. Default: the name on the offer.' })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'Work e-mail address. Default: none; that of the candidate is a private one.' })
  email?: string | null;

  @Field(() => String, { nullable: true, description: 'Where the person works, ISO 3166 alpha-2.' })
  country?: string | null;

  @Field(() => String, { nullable: true, description: 'Job family such as `ENG`.' })
  jobFamily?: string | null;

  @Field(() => String, { nullable: true, description: 'Level or grade such as `L5`.' })
  level?: string | null;

  @Field(() => LegalEntityByInput, {
    nullable: true,
    description: 'The company that employs the person; its time zone decides when a month begins.',
  })
  legalEntity?: LegalEntityByInput | null;

  @Field(() => DepartmentByInput, { nullable: true, description: 'Where in the organization the person works.' })
  department?: DepartmentByInput | null;

  @Field(() => CostCenterByInput, { nullable: true, description: 'Where the cost of the person is booked.' })
  costCenter?: CostCenterByInput | null;
}

@OneOf('OfferEmployeeInput')
@InputType('OfferEmployeeInput', { description: 'Who the candidate becomes. Exactly one field is given.' })
export class OfferEmployeeInput {
  @Field(() => String, { nullable: true, description: 'Your own id of an employee who is known already.' })
  externalId?: string;

  @Field(() => OfferEmployeeCreateInput, { nullable: true, description: 'A new employee.' })
  create?: OfferEmployeeCreateInput;
}

@InputType('OfferConvertInput', { description: 'Input of `offerConvert`.' })
export class OfferConvertInput {
  @Field(() => OfferByInput, { description: 'Which offer; it was accepted.' })
  offer!: OfferByInput;

  @Field(() => OfferEmployeeInput, { description: 'Who the candidate becomes.' })
  employee!: OfferEmployeeInput;

  @Field(() => LocalDate, {
    description:
      'The first day. The first grant can be spent from its local midnight on. With compute it is a day of the employment, at most 12 months back and five years ahead.',
  })
  startDate!: BusinessDate;

  @Field(() => String, { description: requiredKey })
  idempotencyKey!: string;
}

export interface OfferPayload {
  offer: OfferView | null;
  userErrors: UserErrorView[];
}

/** `{ offer userErrors }` under the name of its mutation. */
function payloadOf(mutation: string, codes: string): ClassType<OfferPayload> {
  @ObjectType(`${mutation[0]?.toUpperCase()}${mutation.slice(1)}Payload`, { description: `Outcome of \`${mutation}\`.` })
  class Payload implements OfferPayload {
    @Field(() => OfferView, { nullable: true, description: 'The offer as it is now; null when the mutation was refused.' })
    offer!: OfferView | null;

    @Field(() => [UserErrorView], { description: `Why the mutation was refused: ${codes}. Empty when it was not.` })
    userErrors!: UserErrorView[];
  }
  return Payload;
}

export const OfferCreatePayload = payloadOf('offerCreate', 'VALIDATION, CURRENCY_MISMATCH, AMOUNT_OUT_OF_RANGE, IDEMPOTENCY_CONFLICT');
export const OfferUpdatePayload = payloadOf(
  'offerUpdate',
  'VALIDATION, NOT_FOUND, INVALID_TRANSITION, VERSION_CONFLICT, CURRENCY_MISMATCH, AMOUNT_OUT_OF_RANGE, IDEMPOTENCY_CONFLICT',
);
export const OfferSendPayload = payloadOf(
  'offerSend',
  'NOT_FOUND, VERSION_CONFLICT, INVALID_TRANSITION, OFFER_INCOMPLETE with the terms that are missing, OFFER_EXPIRED, IDEMPOTENCY_CONFLICT',
);
export const OfferWithdrawPayload = payloadOf(
  'offerWithdraw',
  'VALIDATION, NOT_FOUND, VERSION_CONFLICT, INVALID_TRANSITION, IDEMPOTENCY_CONFLICT',
);
export const OfferAcceptPayload = payloadOf(
  'offerAccept',
  'VALIDATION, NOT_FOUND, OFFER_EXPIRED, INVALID_TRANSITION, VERSION_CONFLICT, IDEMPOTENCY_CONFLICT',
);
export const OfferDeclinePayload = payloadOf('offerDecline', 'VALIDATION, NOT_FOUND, INVALID_TRANSITION, IDEMPOTENCY_CONFLICT');
export const OfferConvertPayload = payloadOf(
  'offerConvert',
  'VALIDATION, NOT_FOUND, EMPLOYEE_UNKNOWN, INVALID_TRANSITION, CURRENCY_MISMATCH, IDEMPOTENCY_CONFLICT',
);
