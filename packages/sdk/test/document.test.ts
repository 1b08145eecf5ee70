import { describe, expect, it } from '@jest/globals';
import { factsOf } from '../src/document.js';
import { OffersListDocument, OffersSendDocument, UsageReportDocument } from './fixtures/generated/operations.js';

describe('what is known of a document', () => {
  it.each([
    ['{ me { name } }', 'query', undefined],
    ['query { me { name } }', 'query', undefined],
    ['query Me { me { name } }', 'query', 'Me'],
    ['query($id: ID!) { offer(by: { id: $id }) { id } }', 'query', undefined],
    ['mutation Send($input: OfferSendInput!) { offerSend(input: $input) { offer { id } } }', 'mutation', 'Send'],
    ['mutation{a{b}}', 'mutation', undefined],
    ['# mutation\nquery A { a }', 'query', 'A'],
    ['"""mutation { x }""" query A { a }', 'query', 'A'],
    ['query A { a(text: "} mutation B {") }', 'query', 'A'],
    ['query A { a(text: """ \\""" } mutation B { """) }', 'query', 'A'],
    ['query A($x: X = { a: [1] }) @live(if: { b: 2 }) { mutation { query } }', 'query', 'A'],
    ['fragment mutation on Query { a } query A { ...mutation }', 'query', 'A'],
    ['fragment F on Offer { id } mutation M { a { ...F } }', 'mutation', 'M'],
    ['query mutation { a }', 'query', 'mutation'],
    // Which of several runs is not known here, so the careful reading counts.
    ['mutation M { a } query Q { b }', 'mutation', 'M'],
    ['query Q { b } mutation M { a }', 'mutation', 'M'],
  ])('%s', (text, kind, name) => {
    expect(factsOf(text)).toEqual({ text, kind, name, keyed: false });
  });

  it('is read from what the generator wrote beside it', () => {
    expect(factsOf(OffersListDocument)).toMatchObject({ kind: 'query', name: 'OffersList', keyed: false });
    expect(factsOf(OffersSendDocument)).toMatchObject({ kind: 'mutation', name: 'OffersSend', keyed: true });
    expect(factsOf(UsageReportDocument)).toMatchObject({ kind: 'mutation', name: 'UsageReport', keyed: false });
  });

  it('says how to fix a parsed document', () => {
    expect(() => factsOf({ kind: 'Document', definitions: [] } as object)).toThrow(/documentMode: "string"/);
  });

  it.each(['subscription S { a }', 'fragment F on Offer { id }'])('refuses %s', (text) => {
    expect(() => factsOf(text)).toThrow('The document has neither a query nor a mutation.');
  });
});
