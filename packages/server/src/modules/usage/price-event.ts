import { createHash } from 'node:crypto';
import { type Id, newId, uuidOf } from '../../kernel/ids.js';
import type { Money } from '../../kernel/money.js';
import { catalogue, type PricedLine, type PriceEntry, priceUsage, type UsageClass } from '../pricing/index.js';
import { contentOf, eventKey, type ReportedEvent } from './usage.rules.js';

/** A well-formed event with its price and what it will be stored under, if it is new. */
export interface PricedEvent {
  readonly event: ReportedEvent;
  /** Equal for two events that are the same one. */
  readonly key: string;
  readonly usageId: Id<'usageEvent'>;
  readonly usageUuid: string;
  /** SHA-256 of its content. */
  readonly fingerprint: Buffer;
  readonly quote: Quote;
}

/** What an event costs at list price, or why that is not known. */
export type Quote =
  | {
      readonly known: true;
      readonly price: PriceEntry;
      readonly cost: Money;
      readonly lines: readonly PricedLine[];
      readonly listed: ListedUse;
    }
  | { readonly known: false; readonly reason: string };

/** What limits count of an event beside its cost. */
export interface ListedUse {
  /** The model as the price list names it. */
  readonly provider: string;
  readonly model: string;
  /** Of all classes that count tokens. */
  readonly tokens: bigint;
}

export function priceEvent(event: ReportedEvent): PricedEvent {
  const usageId = newId('usageEvent');
  return {
    event,
    key: eventKey(event),
    usageId,
    usageUuid: uuidOf(usageId),
    fingerprint: createHash('sha256').update(contentOf(event)).digest(),
    quote: quoteOf(event),
  };
}

/** The price of the time the event happened, whenever it is reported. */
function quoteOf({ provider, model, occurredAt, counts }: ReportedEvent): Quote {
  const price = catalogue.findPrice(provider, model, occurredAt);
  if (price === undefined) return { known: false, reason: `No price is known for the model ${model} of ${provider}.` };
  const pricing = priceUsage(Object.fromEntries(counts.map(({ usageClass, count }) => [usageClass, count])), price);
  if (pricing.status === 'UNPRICED') return { known: false, reason: `The model has no price for ${pricing.missing.join(', ')}.` };
  const tokens = counts.reduce((sum, { usageClass, count }) => (countsTokens(usageClass) ? sum + count : sum), 0n);
  const listed = { provider: price.provider, model: price.model, tokens };
  return { known: true, price, cost: pricing.cost, lines: pricing.lines, listed };
}

const countsTokens = (usageClass: UsageClass): boolean => usageClass !== 'REQUEST' && usageClass !== 'TOOL_CALL';
