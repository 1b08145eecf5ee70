import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { TypeID } from 'typeid-js';
import { derivedId, type IdKind, idOf, idPrefixes, kindOf, newId, parseId, uuidOf } from './ids.js';

const kinds = Object.keys(idPrefixes) as IdKind[];

describe('ids', () => {
  it('survive the way to the database and back, and tell their kind', () => {
    for (const kind of kinds) {
      const id = newId(kind);
      expect(idOf(kind, uuidOf(id))).toBe(id);
      expect(parseId(kind, id)).toBe(id);
      expect(kindOf(id)).toBe(kind);
      expect(id.length).toBeLessThanOrEqual(64);
    }
    expect(new Set(Object.values(idPrefixes)).size).toBe(kinds.length);
  });

  it('are written and read as the library of the format does it', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.constantFrom(...kinds), (uuid, kind) => {
        const id = idOf(kind, uuid);
        expect(id).toBe(TypeID.fromUUID(idPrefixes[kind], uuid).toString());
        expect(uuidOf(id)).toBe(uuid);
      }),
    );
    expect(idOf('offer', '00000000-0000-0000-0000-000000000000')).toBe('offer_00000000000000000000000000');
    expect(idOf('offer', 'ffffffff-ffff-ffff-ffff-ffffffffffff')).toBe('offer_7zzzzzzzzzzzzzzzzzzzzzzzzz');
  });

  it('are ordered by the time they were made', async () => {
    const first = newId('offer');
    await new Promise((resolve) => setTimeout(resolve, 2));
    expect(newId('offer') > first).toBe(true);
  });

  it('are parsed from outside without a throw, whatever is sent', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((text) => `offer_${text}`),
        ),
        fc.constantFrom(...kinds),
        (text, kind) => {
          const id = parseId(kind, text);
          expect(id === undefined || id === text).toBe(true);
        },
      ),
    );
  });

  it.each([
    '',
    'offer_',
    'offer',
    'employee_01k00000000000000000000000',
    newId('offer').toUpperCase(),
    `${newId('offer')} `,
    `${newId('offer')}\n`,
  ])('of an offer are not %j', (text) => {
    expect(parseId('offer', text)).toBeUndefined();
  });

  it('that are derived are of what is said, and what was derived once stays', () => {
    expect(derivedId('price', 'a')).toBe(derivedId('price', 'a'));
    expect(derivedId('price', 'a')).not.toBe(derivedId('price', 'b'));
    expect(derivedId('price', 'a')).toBe('price_6ajy0h5jgvhq5bnghhped27q2d');
    expect(uuidOf(derivedId('price', 'a'))).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});
