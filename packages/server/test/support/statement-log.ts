import pg from 'pg';

/** The texts that the drivers of this process send while `work` runs, in their order. */
export async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const texts: string[] = [];
  const { query } = pg.Client.prototype;
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const [sent] = args;
    const text = typeof sent === 'string' ? sent : (sent as { text?: unknown } | undefined)?.text;
    if (typeof text === 'string') texts.push(text);
    return Reflect.apply(query, this, args);
  } as typeof query;
  try {
    await work();
  } finally {
    pg.Client.prototype.query = query;
  }
  return texts;
}
