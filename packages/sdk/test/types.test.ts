import { describe, expect, it } from '@jest/globals';
import type { RefusalCode, StipendClient } from '../src/index.js';
import type { OfferFieldsFragment, OfferStatus, UserErrorFieldsFragment } from './fixtures/generated/operations.js';
import { MeGetDocument, OffersGetDocument } from './fixtures/generated/operations.js';
import type { smallClient } from './support/small-client.js';

// The compiler is the judge of this file: each `true` below is an error where the two types differ.
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type Client = ReturnType<typeof smallClient>;
type Argument<F, N extends number> = F extends (...given: infer G) => unknown ? Required<G>[N & keyof Required<G>] : never;

describe('the types of a method', () => {
  it('are those of its document, in the words of this package', () => {
    type Create = Client['offers']['create'];
    type Page = Awaited<ReturnType<Client['offers']['list']>>;
    type Sent = Awaited<ReturnType<Client['offers']['send']>>;
    type Refused = Extract<Sent, { ok: false }>['userErrors'][number];
    const proofs: true[] = [
      // A page, its items, and what else the list answers.
      true satisfies Same<Page['nodes'][number], OfferFieldsFragment>,
      true satisfies Same<Page['totalCount'], number | null>,
      true satisfies Same<Page['asOf'], string>,
      // One thing, or null.
      true satisfies Same<Awaited<ReturnType<Client['offers']['get']>>, OfferFieldsFragment | null>,
      // Changed things are not null; a refusal has the typed errors.
      true satisfies Same<Extract<Sent, { ok: true }>['offer'], OfferFieldsFragment>,
      true satisfies Same<Refused['__typename'], UserErrorFieldsFragment['__typename']>,
      true satisfies Same<Extract<Refused, { __typename: 'InvalidTransitionError' }>['from'], OfferStatus>,
      // Codes are literals, though the schema leaves them open.
      true satisfies Same<Refused['code'], RefusalCode | '%future added value'>,
      // The key is an option, not input; where there is none, it is no option, either.
      true satisfies Same<'idempotencyKey' extends keyof Argument<Create, 0> ? true : false, false>,
      true satisfies Same<'idempotencyKey' extends keyof Argument<Create, 1> ? true : false, true>,
      true satisfies Same<'idempotencyKey' extends keyof Argument<Client['endpoints']['delete'], 1> ? true : false, false>,
      // An object is required exactly where something in it is.
      true satisfies Same<Parameters<Client['offers']['list']>['length'], 0 | 1 | 2>,
      true satisfies Same<Parameters<Client['me']>['length'], 0 | 1 | 2>,
      true satisfies Same<Parameters<Client['statements']['list']>['length'], 1 | 2>,
      true satisfies Same<Parameters<Create>['length'], 1 | 2>,
      // Enums may grow.
      true satisfies Same<OfferStatus, 'DRAFT' | 'SENT' | '%future added value'>,
    ];
    expect(proofs.every(Boolean)).toBe(true);
  });

  it('of an operation of your own are those of its document', () => {
    const ask = (client: StipendClient) => ({
      me: client.query(MeGetDocument),
      offer: client.query(OffersGetDocument, { by: { id: 'offer_1' } }, { timeout: 1_000 }),
      text: client.query('{ me { name } }'),
    });
    type Asked = ReturnType<typeof ask>;
    const proofs: true[] = [
      true satisfies Same<Awaited<Asked['me']>['data']['me']['name'], string>,
      true satisfies Same<Awaited<Asked['offer']>['data']['offer'], OfferFieldsFragment | null>,
      true satisfies Same<Awaited<Asked['text']>['data'], unknown>,
    ];
    expect(proofs.every(Boolean)).toBe(true);
  });
});
