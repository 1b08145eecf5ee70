import type { LoadResult, LoadTask } from './load.process.js';
import { forkHelper, type Helper } from './processes.js';

/** Clients in a process of their own, which keep their connections from round to round. */
export class Clients {
  private constructor(private readonly helper: Helper<unknown>) {}

  static async open(): Promise<Clients> {
    return new Clients(await forkHelper('load.process.js', {}));
  }

  /** Sends the same request again and again over `connections` keep-alive connections. */
  async send(task: LoadTask): Promise<LoadResult> {
    const { child } = this.helper;
    return new Promise((resolve, reject) => {
      child.once('message', (result: LoadResult | { readonly failed: string }) => {
        if ('failed' in result) reject(new Error(result.failed));
        else resolve(result);
      });
      child.send(task);
    });
  }

  close(): Promise<void> {
    return this.helper.stop();
  }
}
