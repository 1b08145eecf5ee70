import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { limits } from '../../kernel/limits.js';
import { CurrencyCode, connectionOf, DateTime, DateTimeFilterInput, Decimal, NodeView, UserErrorView } from '../../platform/graphql.js';
import { Requires } from '../../platform/scope.js';

@Requires('prices:read')
@ObjectType('FxRate', {
  implements: NodeView,
  description:
    'What one unit of `base` is worth in `quote`, from `asOf` until the next rate of the pair. Usage that is priced in another currency than the stipend is converted with the newest rate at or before the moment it happened.',
})
export class FxRateView extends NodeView {
  @Field(() => ID, { description: 'Opaque: `fxrate_01k…`.' })
  override readonly id!: string;

  @Field(() => CurrencyCode, { description: 'The currency that is converted, ISO 4217.' })
  readonly base!: string;

  @Field(() => CurrencyCode, { description: 'The currency it is converted to, ISO 4217.' })
  readonly quote!: string;

  @Field(() => Decimal, { description: 'Units of `quote` for one of `base`.' })
  readonly rate!: string;

  @Field(() => DateTime, { description: 'The instant from which the rate holds.' })
  readonly asOf!: Date;

  @Field(() => String, { description: 'Where the rate comes from, such as `ECB`.' })
  readonly source!: string;

  @Field(() => DateTime, { description: 'When it was sent.' })
  readonly recordedAt!: Date;
}

export const FxRateConnection = connectionOf('FxRate', () => FxRateView);

@InputType('FxRateInput', { description: 'An exchange rate from an instant on.' })
export class FxRateInput {
  @Field(() => CurrencyCode, { description: 'The currency that is converted, ISO 4217; list prices are in `USD`.' })
  base!: string;

  @Field(() => CurrencyCode, { description: 'The currency it is converted to, ISO 4217; another one than `base`.' })
  quote!: string;

  @Field(() => Decimal, { description: 'Units of `quote` for one of `base`: more than 0 and less than 10^12.' })
  rate!: string;

  @Field(() => DateTime, { description: 'The instant from which the rate holds; may lie ahead.' })
  asOf!: Date;

  @Field(() => String, { description: 'Where the rate comes from, such as `ECB`: 1 to 255 printable characters.' })
  source!: string;
}

@InputType('FxRatesUpsertInput', { description: 'Exchange rates to store; all of them or, where one is refused, none.' })
export class FxRatesUpsertInput {
  @Field(() => [FxRateInput], { description: `At least one, at most ${limits.arrayItems}.` })
  rates!: FxRateInput[];

  @Field(() => String, {
    nullable: true,
    description: 'Optional: a rate is stored once whatever is sent again. 1 to 255 printable ASCII characters.',
  })
  idempotencyKey?: string | null;
}

@ObjectType('FxRatesUpsertPayload', { description: 'The rates as they are stored.' })
export class FxRatesUpsertPayload {
  @Field(() => [FxRateView], { nullable: true, description: 'One per item, in order; null where `userErrors` tells why not.' })
  fxRates!: FxRateView[] | null;

  @Field(() => [UserErrorView], { description: 'Why nothing was stored: `VALIDATION`, `IDEMPOTENCY_CONFLICT`.' })
  userErrors!: UserErrorView[];
}

@InputType('FxRateFilterInput', { description: 'Which exchange rates a list holds. All that is given must hold.' })
export class FxRateFilterInput {
  @Field(() => CurrencyCode, { nullable: true, description: 'Rates of this base.' })
  base?: string | null;

  @Field(() => CurrencyCode, { nullable: true, description: 'Rates of this quote.' })
  quote?: string | null;

  @Field(() => DateTimeFilterInput, { nullable: true, description: 'By the instant from which the rate holds.' })
  asOf?: DateTimeFilterInput | null;
}
