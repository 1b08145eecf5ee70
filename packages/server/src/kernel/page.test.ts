import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CursorSealer, pageSize } from './page.js';

const sealer = new CursorSealer(Buffer.alloc(32, 1));

describe('a cursor', () => {
  it('opens to what was sealed, in the list it was sealed for', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string(), { minLength: 1 }), (list, key) => {
        expect(sealer.open(list, sealer.seal(list, key))).toEqual(key);
      }),
    );
  });

  it('opens in no other list, under no other key, and not with one character changed', () => {
    const cursor = sealer.seal('offers employer_1', ['2026-11-01', 'offer_1']);
    expect(() => sealer.open('offers employer_2', cursor)).toThrow(/does not belong/);
    expect(() => new CursorSealer(Buffer.alloc(32, 2)).open('offers employer_1', cursor)).toThrow(/does not belong/);
    fc.assert(
      fc.property(fc.nat({ max: cursor.length - 1 }), fc.constantFrom('A', 'b', '_', '9'), (at, character) => {
        const changed = cursor.slice(0, at) + character + cursor.slice(at + 1);
        const same = Buffer.from(changed, 'base64url').equals(Buffer.from(cursor, 'base64url'));
        if (!same) expect(() => sealer.open('offers employer_1', changed)).toThrow(/does not belong/);
      }),
    );
  });

  it.each(['', 'x', '!!!!', 'null', 'A'.repeat(500)])('is refused when it is %j', (text) => {
    expect(() => sealer.open('offers', text)).toThrow(/does not belong/);
  });
});

describe('a page', () => {
  it.each([
    [undefined, 50],
    [null, 50],
    [1, 1],
    [100, 100],
  ])('asked for with first %p has %p rows', (first, size) => {
    expect(pageSize({ first })).toBe(size);
  });

  it.each([0, -1, 101, 2_147_483_647, 1.5])('of %p rows is refused, never clamped', (first) => {
    expect(() => pageSize({ first })).toThrow(/between 1 and 100/);
  });

  it('tells of a next page when one row more was loaded, and resumes behind its last row', () => {
    const { nodes, pageInfo, edges } = sealer.connection('numbers', ['1', '2', '3'], 2, { after: null }, (row) => [row]);
    expect(nodes).toEqual(['1', '2']);
    expect(pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    expect(sealer.open('numbers', pageInfo.endCursor ?? '')).toEqual(['2']);
    expect(edges.map(({ node, cursor }) => [node, sealer.open('numbers', cursor)])).toEqual([
      ['1', ['1']],
      ['2', ['2']],
    ]);
    expect(sealer.connection('numbers', [], 2, {}, (row: string) => [row]).pageInfo).toMatchObject({
      hasNextPage: false,
      startCursor: null,
      endCursor: null,
    });
  });
});
