import { describe, expect, it } from '@jest/globals';
import { interleave, jsonOf, measurementOf, tableOf } from './measure.js';

const named = { name: 'page', unit: 'requests/s', wanted: '≥ 0.8 × floor' };

describe('a measurement', () => {
  it('lets the contenders run in turn, each round begun by another', async () => {
    const turns: string[] = [];
    const turn = (name: string) => async () => {
      turns.push(name);
      return 1;
    };
    await interleave(named, 4, { ours: turn('ours'), floor: turn('floor'), peer: turn('peer') });
    expect(turns.join(' ')).toBe('ours floor peer floor peer ours peer ours floor ours floor peer');
  });

  it.each([
    [[3], 3],
    [[9, 1, 5], 5],
    [[4, 1, 3, 2], 2.5],
  ])('of the samples %j is %d', (samples, median) => {
    expect(measurementOf(named, { ours: samples, floor: [1] }).ours).toBe(median);
  });

  it('has the ratios of its medians, and every sample', () => {
    const measured = measurementOf(named, { ours: [300, 500, 400], floor: [500, 450, 550], peer: [160] });
    const { wanted: _wanted, ...told } = measured;
    expect(told).toEqual({
      name: 'page',
      ours: 400,
      floor: 500,
      peer: 160,
      ratio: 0.8,
      peerRatio: 2.5,
      unit: 'requests/s',
      samples: { ours: [300, 500, 400], floor: [500, 450, 550], peer: [160] },
    });
    expect(JSON.parse(jsonOf([measured]))).toEqual({ measurements: [told] });
    expect(tableOf([measured])).toContain('page         400   500    160   requests/s  0.80          2.50         ≥ 0.8 × floor');
  });

  it('of nothing is none', () => {
    expect(() => measurementOf(named, { ours: [], floor: [1] })).toThrow('Nothing was measured');
  });
});
