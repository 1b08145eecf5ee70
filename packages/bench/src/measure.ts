/** A figure of ours beside something measured in the same run. */
export interface Measurement {
  readonly name: string;
  /** Median of the rounds, in `unit`. */
  readonly ours: number;
  readonly floor: number;
  readonly peer?: number;
  /** ours ÷ floor. */
  readonly ratio: number;
  /** ours ÷ peer. */
  readonly peerRatio?: number;
  readonly unit: string;
  /** Every round, in its order. */
  readonly samples: { readonly ours: readonly number[]; readonly floor: readonly number[]; readonly peer?: readonly number[] };
  /** What we want of the ratios, in words. */
  readonly wanted: string;
}

/** A file of measurements: `npm run bench -- NAME` runs it alone. */
export interface Bench {
  readonly name: string;
  measure(): Promise<Measurement[]>;
}

export interface Contenders {
  readonly ours: () => Promise<number>;
  readonly floor: () => Promise<number>;
  readonly peer?: () => Promise<number>;
}

/**
 * Runs the contenders in turn, round by round, so that whatever else happens on the machine meets all of them alike. Each
 * round begins with another one.
 */
export async function interleave(
  named: Pick<Measurement, 'name' | 'unit' | 'wanted'>,
  rounds: number,
  { ours, floor, peer }: Contenders,
): Promise<Measurement> {
  const samples = { ours: [] as number[], floor: [] as number[], ...(peer === undefined ? {} : { peer: [] as number[] }) };
  const turns = [
    async () => samples.ours.push(await ours()),
    async () => samples.floor.push(await floor()),
    ...(peer === undefined ? [] : [async () => samples.peer?.push(await peer())]),
  ];
  for (let round = 0; round < rounds; round += 1) {
    for (let turn = 0; turn < turns.length; turn += 1) await turns[(round + turn) % turns.length]?.();
  }
  return measurementOf(named, samples);
}

export function measurementOf(named: Pick<Measurement, 'name' | 'unit' | 'wanted'>, samples: Measurement['samples']): Measurement {
  const ours = median(samples.ours);
  const floor = median(samples.floor);
  const peer = samples.peer === undefined ? undefined : median(samples.peer);
  return {
    name: named.name,
    ours: rounded(ours),
    floor: rounded(floor),
    ...(peer === undefined ? {} : { peer: rounded(peer) }),
    ratio: rounded(ours / floor),
    ...(peer === undefined ? {} : { peerRatio: rounded(ours / peer) }),
    unit: named.unit,
    samples: {
      ours: samples.ours.map(rounded),
      floor: samples.floor.map(rounded),
      ...(samples.peer === undefined ? {} : { peer: samples.peer.map(rounded) }),
    },
    wanted: named.wanted,
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [lower, upper] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  if (lower === undefined || upper === undefined) throw new Error('Nothing was measured.');
  return (lower + upper) / 2;
}

/** Three digits that mean something. */
function rounded(value: number): number {
  return Number(value.toPrecision(value >= 1_000 ? 6 : 3));
}

/** For programs. What is wanted is not measured, and stays with the table. */
export function jsonOf(measurements: readonly Measurement[]): string {
  return `${JSON.stringify({ measurements: measurements.map(({ wanted: _wanted, ...measured }) => measured) }, null, 2)}\n`;
}

/** For people: a line for each measurement. */
export function tableOf(measurements: readonly Measurement[]): string {
  const rows = [
    ['measurement', 'ours', 'floor', 'peer', 'unit', 'ours ÷ floor', 'ours ÷ peer', 'wanted'],
    ...measurements.map(({ name, ours, floor, peer, unit, ratio, peerRatio, wanted }) => [
      name,
      ours.toLocaleString('en'),
      floor.toLocaleString('en'),
      peer?.toLocaleString('en') ?? '',
      unit,
      ratio.toFixed(2),
      peerRatio?.toFixed(2) ?? '',
      wanted,
    ]),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}
