import { models, people } from './company.js';

export interface DemoEvent {
  readonly id: string;
  readonly source: string;
  readonly employee: { readonly externalId: string };
  readonly provider: string;
  readonly model: string;
  readonly occurredAt: string;
  readonly counts: ReadonlyArray<{ readonly usageClass: string; readonly count: string }>;
}

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** Usage of the days before `until`: the same events for the same dates, so that loading it twice changes nothing. */
export function usageOfDays(until: Date, days: number): DemoEvent[] {
  const chance = chances(20_261_101);
  const events: DemoEvent[] = [];
  for (let day = days; day >= 1; day -= 1) {
    const date = new Date(until.getTime() - day * DAY_MS).toISOString().slice(0, 10);
    const isWeekend = [0, 6].includes(new Date(date).getUTCDay());
    for (const { externalId, pace } of people) {
      const calls = Math.round(pace * (0.5 + chance()) * (isWeekend ? 0.2 : 1));
      for (let call = 0; call < calls; call += 1) {
        const model = models[Math.floor(chance() * models.length)] ?? models[0];
        // Agents work in loops: an event here is the sum of a task of many requests.
        const requests = 10 + Math.floor(chance() * 50);
        const occurredAt = new Date(Date.parse(`${date}T00:00:00Z`) + 8 * HOUR_MS + Math.floor(chance() * 11 * HOUR_MS));
        events.push({
          id: `${externalId}-${date}-${call}`,
          source: 'halden-gateway',
          employee: { externalId },
          provider: model.provider,
          model: model.model,
          occurredAt: occurredAt.toISOString(),
          counts: [
            { usageClass: 'INPUT', count: `${model.input * requests}` },
            { usageClass: 'CACHE_READ', count: `${model.cacheRead * requests}` },
            { usageClass: 'OUTPUT', count: `${model.output * requests}` },
          ].filter(({ count }) => count !== '0'),
        });
      }
    }
  }
  return [...events, ...strays(until)];
}

/** What happens everywhere: a model nobody has a price for, and an address nobody knows. */
function strays(until: Date): DemoEvent[] {
  const occurredAt = new Date(until.getTime() - DAY_MS).toISOString();
  const counts = [{ usageClass: 'INPUT', count: '120000' }];
  const stray = { source: 'halden-gateway', provider: 'anthropic', occurredAt, counts };
  return [
    { ...stray, id: 'stray-model', employee: { externalId: 'h-03' }, model: 'in-house-prototype' },
    { ...stray, id: 'stray-person', employee: { externalId: 'contractor-17' }, model: 'claude-sonnet-4-5' },
  ];
}

/** A repeatable sequence in [0, 1), for demo data and nothing else. */
function chances(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}
