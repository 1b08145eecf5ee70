import { Operations } from '../../src/operation.js';
import { type ClientOptions, settingsOf } from '../../src/settings.js';
import { Transport } from '../../src/transport.js';
import {
  EndpointsDeleteDocument,
  MeGetDocument,
  type OfferBy,
  OffersCreateDocument,
  OffersGetDocument,
  OffersListDocument,
  OffersSendDocument,
  StatementsListDocument,
  UsageReportDocument,
} from '../fixtures/generated/operations.js';

/** A client of the small schema, its namespaces written like the real ones. */
export function smallClient(options: ClientOptions) {
  const call = new Operations(new Transport(settingsOf(options)));
  return { offers: offers(call), statements: statements(call), me: me(call), endpoints: endpoints(call), usage: usage(call) };
}

const offers = (call: Operations) => ({
  /** Offers, newest first. */
  list: call.list(OffersListDocument, (data) => data.offers),
  /** One offer, or `null`. */
  get: call.get(
    OffersGetDocument,
    (data) => data.offer,
    (by: OfferBy) => ({ by }),
  ),
  create: call.mutate(OffersCreateDocument, 'offerCreate'),
  send: call.mutate(OffersSendDocument, 'offerSend'),
});

const statements = (call: Operations) => ({ list: call.list(StatementsListDocument, (data) => data.statements) });

const me = (call: Operations) => call.get(MeGetDocument, (data) => data.me);

const endpoints = (call: Operations) => ({ delete: call.mutate(EndpointsDeleteDocument, 'endpointDelete') });

const usage = (call: Operations) => ({ report: call.mutate(UsageReportDocument, 'usageReport', { naturallyIdempotent: true }) });
