import { Agent, request } from 'node:http';
import { readTask } from './processes.js';

export interface LoadTask {
  readonly port: number;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly connections: number;
  readonly seconds: number;
}

export interface LoadResult {
  readonly requestsPerSecond: number;
  /** Of the last answer. */
  readonly bodyBytes: number;
}

const agents = new Map<number, Agent>();

async function load(task: LoadTask): Promise<LoadResult> {
  let agent = agents.get(task.port);
  if (agent === undefined) {
    agent = new Agent({ keepAlive: true, maxSockets: task.connections });
    agents.set(task.port, agent);
  }
  const send = requestOf(task, agent);
  const began = performance.now();
  const until = began + task.seconds * 1_000;
  let answered = 0;
  let bodyBytes = 0;
  await Promise.all(
    Array.from({ length: task.connections }, async () => {
      while (performance.now() < until) {
        bodyBytes = await send();
        answered += 1;
      }
    }),
  );
  return { requestsPerSecond: (answered * 1_000) / (performance.now() - began), bodyBytes };
}

/** The answer's size; it is read to its end and not looked into, so that the clients cost the servers little. */
function requestOf({ port, path, headers, body }: LoadTask, agent: Agent): () => Promise<number> {
  const bytes = Buffer.from(body);
  const options = {
    host: '127.0.0.1',
    port,
    path,
    method: 'POST',
    agent,
    headers: { 'content-type': 'application/json', 'content-length': bytes.length, ...headers },
  };
  return () =>
    new Promise((resolve, reject) => {
      const sent = request(options, (response) => {
        let size = 0;
        response.on('data', (chunk: Buffer) => {
          size += chunk.length;
        });
        response.on('end', () => (response.statusCode === 200 ? resolve(size) : reject(new Error(`Answered ${response.statusCode}.`))));
        response.on('error', reject);
      });
      sent.on('error', reject);
      sent.end(bytes);
    });
}

await readTask();
process.on('message', (task: LoadTask) => {
  load(task).then(
    (result) => process.send?.(result),
    (error: Error) => process.send?.({ failed: error.message }),
  );
});
process.send?.({});
