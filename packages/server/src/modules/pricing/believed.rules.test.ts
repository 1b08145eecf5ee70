import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { unitsOf } from '../../kernel/money.js';
import { believedPrices } from './believed.rules.js';
import type { ClassPrice, ClassPrices, UsageClass } from './pricing.rules.js';

function perMillion(decimal: string, more: Partial<ClassPrice> = {}): ClassPrice {
  return { price: unitsOf(decimal), unitQuantity: 1_000_000n, tiers: [], inheritedFrom: null, rounded: false, ...more };
}

const tier = (decimal: string) => ({ tiers: [{ contextAbove: 200_000n, price: unitsOf(decimal) }] });

describe('what of a price list is believed', () => {
  it.each<[string, ClassPrices, readonly UsageClass[]]>([
    ['read as dear as input', { INPUT: perMillion('3'), CACHE_READ: perMillion('3') }, []],
    ['read dearer than input', { INPUT: perMillion('3'), CACHE_READ: perMillion('3.0000000001') }, ['CACHE_READ']],
    ['read dearer in long requests only', { INPUT: perMillion('3'), CACHE_READ: perMillion('0.3', tier('3.1')) }, ['CACHE_READ']],
    ['long reads that are dear as long input', { INPUT: perMillion('3', tier('6')), CACHE_READ: perMillion('0.3', tier('6')) }, []],
    [
      'audio read dearer than audio',
      { INPUT: perMillion('3'), AUDIO_IN: perMillion('1'), AUDIO_CACHE_READ: perMillion('2') },
      ['AUDIO_CACHE_READ'],
    ],
    ['audio read dearer than text', { INPUT: perMillion('3'), AUDIO_IN: perMillion('9'), AUDIO_CACHE_READ: perMillion('8') }, []],
    ['write at three times input', { INPUT: perMillion('1'), CACHE_WRITE_5M: perMillion('3'), CACHE_WRITE_1H: perMillion('3') }, []],
    [
      'write dearer',
      { INPUT: perMillion('1'), CACHE_WRITE_5M: perMillion('3.1'), CACHE_WRITE_1H: perMillion('3') },
      ['CACHE_WRITE_5M', 'CACHE_WRITE_1H'],
    ],
    [
      'the hour at 24 times input',
      { INPUT: perMillion('0.25'), CACHE_WRITE_5M: perMillion('0.3'), CACHE_WRITE_1H: perMillion('6') },
      ['CACHE_WRITE_1H'],
    ],
    [
      'the hour cheaper than five minutes',
      { INPUT: perMillion('15'), CACHE_WRITE_5M: perMillion('18.75'), CACHE_WRITE_1H: perMillion('6') },
      ['CACHE_WRITE_1H'],
    ],
    ['prices without input', { CACHE_READ: perMillion('3'), OUTPUT: perMillion('1') }, []],
  ])('%s', (_, prices, left) => {
    const { prices: believed, warnings } = believedPrices(prices, []);
    expect(warnings.map(({ usageClass }) => usageClass)).toEqual(left);
    expect(Object.keys(prices).filter((usageClass) => !(usageClass in believed))).toEqual(left);
  });

  it('what takes over a price that is left out is left out, too, and never falls back to a wider one', () => {
    const read = perMillion('4');
    const { prices } = believedPrices(
      { INPUT: perMillion('3'), CACHE_READ: read, AUDIO_CACHE_READ: { ...read, inheritedFrom: 'CACHE_READ' } },
      [],
    );
    expect(Object.keys(prices)).toEqual(['INPUT']);
  });

  it.each<[string, ClassPrices, ClassPrices[], boolean]>([
    ['four times the maker’s', row('10', '50', '1'), [row('10', '50', '0.25')], true],
    ['twice the maker’s', row('10', '50', '0.5'), [row('10', '50', '0.25')], false],
    ['a tenth more for all', row('11', '55', '0.275'), [row('10', '50', '0.25')], false],
    ['a tenth more for all but reading', row('11', '55', '1'), [row('10', '50', '0.25')], true],
    ['other prices altogether', row('10', '40', '1'), [row('10', '50', '0.25')], false],
    ['as the maker’s before it fell', row('10', '40', '0.5'), [row('20', '80', '0.5'), row('10', '40', '0.1')], false],
  ])('a cache read next to the maker’s: %s', (_, prices, makers, doubted) => {
    expect('CACHE_READ' in believedPrices(prices, makers).prices).toBe(!doubted);
  });

  it('of believed prices none breaks a rule', () => {
    const some = fc.bigInt(0n, 100n).map((price) => ({ ...perMillion('0'), price }));
    const list = fc.record({ INPUT: some, CACHE_READ: some, CACHE_WRITE_5M: some, CACHE_WRITE_1H: some }, { requiredKeys: ['INPUT'] });
    fc.assert(
      fc.property(list, (prices) => {
        const { prices: believed } = believedPrices(prices, []);
        expect(believedPrices(believed, []).warnings).toEqual([]);
        expect(believed.INPUT).toBe(prices.INPUT);
      }),
    );
  });
});

function row(input: string, output: string, read: string): ClassPrices {
  return { INPUT: perMillion(input), OUTPUT: perMillion(output), CACHE_READ: perMillion(read) };
}
