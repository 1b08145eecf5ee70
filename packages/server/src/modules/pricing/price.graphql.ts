import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { decimalOf } from '../../kernel/money.js';
import { BigIntText, CurrencyCode, connectionOf, DateTime, Decimal, enumOf, NodeView } from '../../platform/graphql.js';
import { Requires } from '../../platform/scope.js';
import {
  type DailyWindow,
  type PriceEntry,
  type PriceTier,
  type PriceWarning,
  type UsageClass,
  usageClasses,
  usageClassMeanings,
} from './pricing.rules.js';

export const UsageClassEnum = enumOf(
  'UsageClass',
  'What usage is counted in. The classes do not overlap: what is counted in one is not in another. All but REQUEST and TOOL_CALL count tokens.',
  usageClassMeanings,
);

@ObjectType('PriceTier', { description: 'A price for long requests.' })
export class PriceTierView {
  @Field(() => BigIntText, {
    description: 'The whole request has this price when it reads more tokens than this, of all input classes together, cached or not.',
  })
  readonly contextAbove!: bigint;

  @Field(() => Decimal, { description: 'Money per `unitQuantity`.' })
  readonly price!: string;
}

@ObjectType('ClassPrice', { description: 'What the units of one class cost.' })
export class ClassPriceView {
  @Field(() => UsageClassEnum, { description: 'The class.' })
  readonly usageClass!: UsageClass;

  @Field(() => Decimal, { description: 'Money per `unitQuantity`, in the currency of the price. `0` is a price: free.' })
  readonly price!: string;

  @Field(() => BigIntText, { description: 'How many units the price is for: 1000000 for tokens, 1000 for requests and searches.' })
  readonly unitQuantity!: bigint;

  @Field(() => [PriceTierView], { description: 'Prices that take over for long requests, by length; none for most models.' })
  readonly tiers!: PriceTierView[];

  @Field(() => UsageClassEnum, {
    nullable: true,
    description: 'The wider class the price is that of, as the provider bills this one as part of it; null where the class has its own.',
  })
  readonly inheritedFrom!: UsageClass | null;

  @Field(() => Boolean, { description: 'The source had more than ten decimals; the price is rounded half-even.' })
  readonly rounded!: boolean;
}

@ObjectType('TimeOfDay', { description: 'A part of every day, half-open, in UTC. One that ends before it starts runs over midnight.' })
export class TimeOfDayView {
  @Field(() => String, { description: 'The first second, `HH:MM:SS`.' })
  readonly start!: string;

  @Field(() => String, { description: 'The first second that is no longer part of it, `HH:MM:SS`.' })
  readonly end!: string;
}

@ObjectType('PriceWarning', { description: 'A part of the price list that cannot be right. It is left out, never put right by guessing.' })
export class PriceWarningView {
  @Field(() => UsageClassEnum, {
    nullable: true,
    description: 'The class that has no price for it: usage of it is UNPRICED. Null where it is about the whole price.',
  })
  readonly usageClass!: UsageClass | null;

  @Field(() => String, {
    description: 'What the list says, and which rule it breaks: `The list has 1 for CACHE_READ. The maker takes 0.25, …`.',
  })
  readonly message!: string;
}

@Requires('prices:read')
@ObjectType('Price', {
  implements: NodeView,
  description: 'The list price of a model over a span of time. A class without a price is never free: usage of it is UNPRICED.',
})
export class PriceView extends NodeView {
  @Field(() => ID, {
    description:
      'Opaque: `price_…`. It comes from what the price says: the same everywhere, and found for ever once usage was charged at it.',
  })
  override readonly id!: string;

  @Field(() => String, { description: 'Who sells the model, such as `anthropic`.' })
  readonly provider!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Whose price list it stands in, where `provider` publishes none of its own for the model and charges these: `openai` for most models of `azure`. Null for its own price.',
  })
  readonly borrowedFrom!: string | null;

  @Field(() => String, { description: 'The model as the price list names it; usage may name it otherwise, by date or alias.' })
  readonly model!: string;

  @Field(() => CurrencyCode, { description: 'The currency of all prices in it.' })
  readonly currency!: string;

  @Field(() => DateTime, { nullable: true, description: 'The instant from which it holds; null for one that always did.' })
  readonly effectiveFrom!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'The instant from which it holds no longer; null where no other follows.' })
  readonly effectiveTo!: Date | null;

  @Field(() => TimeOfDayView, { nullable: true, description: 'The part of the day in which it holds; null for all day.' })
  readonly timeOfDay!: TimeOfDayView | null;

  @Field(() => [ClassPriceView], { description: 'The price of each class, in the order of the classes.' })
  readonly classPrices!: ClassPriceView[];

  @Field(() => [PriceWarningView], { description: 'What the list says and is not believed; none for most prices.' })
  readonly warnings!: readonly PriceWarning[];

  @Field(() => String, { description: 'The price list it comes from, with its version.' })
  readonly source!: string;
}

export const PriceConnection = connectionOf('Price', () => PriceView);

/** A price as the API shows it. */
export function priceView({ daily, prices, ...price }: PriceEntry): PriceView {
  return {
    ...price,
    timeOfDay: daily === null ? null : timeOfDay(daily),
    classPrices: usageClasses.flatMap((usageClass) => {
      const classPrice = prices[usageClass];
      if (classPrice === undefined) return [];
      return { ...classPrice, usageClass, price: decimalOf(classPrice.price), tiers: classPrice.tiers.map(tierView) };
    }),
  };
}

function tierView({ contextAbove, price }: PriceTier): PriceTierView {
  return { contextAbove, price: decimalOf(price) };
}

function timeOfDay({ startSecond, endSecond }: DailyWindow): TimeOfDayView {
  return { start: clockText(startSecond), end: clockText(endSecond) };
}

function clockText(second: number): string {
  return [second / 3600, (second % 3600) / 60, second % 60].map((part) => `${Math.floor(part)}`.padStart(2, '0')).join(':');
}

@InputType('PriceFilterInput', { description: 'Which prices a list holds. All that is given must hold.' })
export class PriceFilterInput {
  @Field(() => String, { nullable: true, description: 'Prices of this provider, by any name usage may give it.' })
  provider?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The price that usage of this model gets, by any name usage may give it. Needs `provider`.',
  })
  model?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Prices that hold at this instant; now where it is left out.' })
  on?: Date | null;
}
