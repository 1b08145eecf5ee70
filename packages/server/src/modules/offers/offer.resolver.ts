import { Arg, Args, Ctx as Context, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Id } from '../../kernel/ids.js';
import type { Connection } from '../../kernel/page.js';
import { type Ctx, tenant } from '../../platform/context.js';
import { PageArgs } from '../../platform/graphql.js';
import { load } from '../../platform/loader.js';
import { Requires } from '../../platform/scope.js';
import { EmployeeView, employeeLoader } from '../directory/index.js';
import { StipendView, stipendsOfOffer } from '../stipends/index.js';
import { acceptOffer } from './accept-offer.js';
import { declineOffer, withdrawOffer } from './close-offer.js';
import { type TotalCompensation, totalCompensation } from './compensation.rules.js';
import { OfferComponentView, shownComponent } from './component.graphql.js';
import { convertOffer } from './convert-offer.js';
import { createOffer } from './create-offer.js';
import { acceptanceOf, componentsOf, findOffer, findOffers, findOfferVersions, newestVersionOf, offerById } from './find-offers.js';
import type { Letter } from './letter.js';
import type { Offer, OfferAcceptance, OfferVersion } from './offer.entity.js';
import {
  OfferAcceptanceView,
  OfferAcceptInput,
  OfferAcceptPayload,
  OfferByInput,
  OfferConnection,
  OfferConvertInput,
  OfferConvertPayload,
  OfferCreateInput,
  OfferCreatePayload,
  OfferDeclineInput,
  OfferDeclinePayload,
  OfferFilterInput,
  OfferLetterView,
  type OfferPayload,
  OfferSendInput,
  OfferSendPayload,
  OfferUpdateInput,
  OfferUpdatePayload,
  OfferVersionConnection,
  OfferVersionView,
  OfferView,
  OfferWithdrawInput,
  OfferWithdrawPayload,
  TotalCompensationView,
} from './offer.graphql.js';
import { letterOf } from './offer-letter.js';
import type { OfferComponent } from './offers.rules.js';
import { sendOffer } from './send-offer.js';
import { updateOffer } from './update-offer.js';

type Outcome = Pick<OfferPayload, 'offer'>;

const letter =
  'What the candidate reads: as it was sent, or as a draft would send it. Null for a draft that lacks terms a candidate must be told.';
const totals = 'What it is worth in a year; null while it names no money.';

@Resolver(() => OfferView)
export class OfferResolver {
  @Requires('offers:read')
  @Query(() => OfferConnection, { description: 'The offers of the employer, oldest first.' })
  offers(
    @Context() ctx: Ctx,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('where', () => OfferFilterInput, { nullable: true, description: 'Which offers; left out, all.' })
    where?: OfferFilterInput | null,
  ): Promise<Connection<Offer>> {
    return findOffers(tenant(ctx), where ?? {}, page);
  }

  @Requires('offers:read')
  @Query(() => OfferView, { nullable: true, description: 'One offer; null where there is none for this employer.' })
  offer(@Context() ctx: Ctx, @Arg('by', () => OfferByInput, { description: 'Which one.' }) by: OfferByInput): Promise<Offer | null> {
    return findOffer(tenant(ctx), by);
  }

  @Requires('offers:write')
  @Mutation(() => OfferCreatePayload, { description: 'Creates an offer as a draft.' })
  async offerCreate(
    @Context() ctx: Ctx,
    @Arg('input', () => OfferCreateInput, { description: 'The offer.' }) input: OfferCreateInput,
  ): Promise<Outcome> {
    return changed(ctx, await createOffer(tenant(ctx), input));
  }

  @Requires('offers:write')
  @Mutation(() => OfferUpdatePayload, {
    description:
      'Changes a draft, or opens the next version of an offer that was sent. What was accepted, declined or withdrawn is not changed.',
  })
  async offerUpdate(
    @Context() ctx: Ctx,
    @Arg('input', () => OfferUpdateInput, { description: 'What changes.' }) input: OfferUpdateInput,
  ): Promise<Outcome> {
    return changed(ctx, await updateOffer(tenant(ctx), input));
  }

  @Requires('offers:write')
  @Mutation(() => OfferSendPayload, {
    description: 'Sends the draft: its letter is written and stands. You hand the letter to the candidate. Sends `offer.sent`.',
  })
  async offerSend(
    @Context() ctx: Ctx,
    @Arg('input', () => OfferSendInput, { description: 'Which offer.' }) input: OfferSendInput,
  ): Promise<Outcome> {
    return changed(ctx, await sendOffer(tenant(ctx), input));
  }

  @Requires('offers:write')
  @Mutation(() => OfferWithdrawPayload, { description: 'Takes a draft or sent offer back.' })
  async offerWithdraw(
    @Context() ctx: Ctx,
    @Arg('input', () => OfferWithdrawInput, { description: 'Which offer.' }) input: OfferWithdrawInput,
  ): Promise<Outcome> {
    return changed(ctx, await withdrawOffer(tenant(ctx), input));
  }

  @Requires('offers:write')
  @Mutation(() => OfferAcceptPayload, {
    description:
      'Records that the candidate accepted the letter that was sent. Each compute line becomes a stipend that waits for the employee; where the employer converts on acceptance and the start date is known, the candidate becomes an employee at once: the one with their e-mail address, else a new one with that address, whose source is `offer` and whose external id is that of the offer here. Where that cannot be, because the person is not employed on that day or it lies more than 12 months back, the offer is accepted and waits for `offerConvert`. Sends `offer.accepted`.',
  })
  async offerAccept(
    @Context() ctx: Ctx,
    @Arg('input', () => OfferAcceptInput, { description: 'Which offer, how and when.' }) input: OfferAcceptInput,
  ): Promise<Outcome> {
    return changed(ctx, await acceptOffer(tenant(ctx), input));
  }

  @Requires('offers:write')
  @Mutation(() => OfferDeclinePayload, { description: 'Records that the candidate declined a sent offer. Sends `offer.declined`.' })
  async offerDecline(
    @Context() ctx: Ctx,
    @Arg('input', () => OfferDeclineInput, { description: 'Which offer.' }) input: OfferDeclineInput,
  ): Promise<Outcome> {
    return changed(ctx, await declineOffer(tenant(ctx), input));
  }

  @Requires('offers:write')
  @Mutation(() => OfferConvertPayload, {
    description:
      'Makes the candidate of an accepted offer an employee and starts its stipends on the first day. A second call for the same person and day changes nothing and answers the same.',
  })
  async offerConvert(
    @Context() ctx: Ctx,
    @Arg('input', () => OfferConvertInput, { description: 'Which offer, who, and from when.' }) input: OfferConvertInput,
  ): Promise<Outcome> {
    return changed(ctx, await convertOffer(tenant(ctx), input));
  }

  @FieldResolver(() => OfferVersionConnection, { description: 'Every version, newest first. Earlier ones read as they were sent.' })
  versions(@Context() ctx: Ctx, @Root() offer: Offer, @Args(() => PageArgs) page: PageArgs): Promise<Connection<OfferVersion>> {
    return findOfferVersions(tenant(ctx), offer.id, page);
  }

  @FieldResolver(() => [OfferComponentView], { description: 'What is offered.' })
  async components(@Context() ctx: Ctx, @Root() offer: Offer): Promise<OfferComponentView[]> {
    return (await componentsOfOffer(ctx, offer)).map(shownComponent);
  }

  @FieldResolver(() => TotalCompensationView, { nullable: true, description: totals })
  async totalCompensation(@Context() ctx: Ctx, @Root() offer: Offer): Promise<TotalCompensation | null> {
    return totalCompensation(await componentsOfOffer(ctx, offer));
  }

  @FieldResolver(() => OfferLetterView, { nullable: true, description: letter })
  async letter(@Context() ctx: Ctx, @Root() offer: Offer): Promise<Letter | null> {
    const version = await load(tenant(ctx), newestVersionOf, offer.id);
    return version === null ? null : letterOf(tenant(ctx), version);
  }

  @FieldResolver(() => OfferAcceptanceView, { nullable: true, description: 'How it was accepted; null where it was not.' })
  acceptance(@Context() ctx: Ctx, @Root() offer: Offer): Promise<OfferAcceptance | null> {
    return load(tenant(ctx), acceptanceOf, offer.id);
  }

  @FieldResolver(() => EmployeeView, { nullable: true, description: 'Who the candidate became; null before `offerConvert`.' })
  async employee(@Context() ctx: Ctx, @Root() { employeeId }: Offer) {
    return employeeId === null ? null : load(tenant(ctx), employeeLoader, employeeId);
  }

  @FieldResolver(() => [StipendView], {
    nullable: true,
    description: 'The stipends its compute lines became; empty before it is accepted.',
  })
  stipends(@Context() ctx: Ctx, @Root() { id }: Offer) {
    return load(tenant(ctx), stipendsOfOffer, id);
  }
}

/** The offer as it is after a mutation, read again. */
async function changed(ctx: Ctx, id: Id<'offer'>): Promise<Outcome> {
  return { offer: await load(tenant(ctx), offerById, id) };
}

async function componentsOfOffer(ctx: Ctx, offer: Offer): Promise<readonly OfferComponent[]> {
  const version = await load(tenant(ctx), newestVersionOf, offer.id);
  return version === null ? [] : ((await load(tenant(ctx), componentsOf, version.id)) ?? []);
}

@Resolver(() => OfferVersionView)
export class OfferVersionResolver {
  @FieldResolver(() => [OfferComponentView], { description: 'What it offers.' })
  async components(@Context() ctx: Ctx, @Root() version: OfferVersion): Promise<OfferComponentView[]> {
    return ((await load(tenant(ctx), componentsOf, version.id)) ?? []).map(shownComponent);
  }

  @FieldResolver(() => TotalCompensationView, { nullable: true, description: totals })
  async totalCompensation(@Context() ctx: Ctx, @Root() version: OfferVersion): Promise<TotalCompensation | null> {
    return totalCompensation((await load(tenant(ctx), componentsOf, version.id)) ?? []);
  }

  @FieldResolver(() => OfferLetterView, { nullable: true, description: letter })
  letter(@Context() ctx: Ctx, @Root() version: OfferVersion): Promise<Letter | null> {
    return letterOf(tenant(ctx), version);
  }
}
