import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { readTask } from './processes.js';

export interface ClientsTask {
  readonly port: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly people: readonly string[];
  readonly clients: number;
}

const authorize = `mutation A($input: SpendAuthorizeInput!) { spendAuthorize(input: $input) {
  hold { id status expiresAt fundings { grantId held { amount currency } } } decision { allowed reasonCode } userErrors { code message } } }`;
const capture = `mutation C($input: SpendCaptureInput!) { spendCapture(input: $input) {
  hold { id status captured { amount currency } } userErrors { code message } } }`;

const { port, headers, people, clients } = await readTask<ClientsTask>();
const agent = new Agent({ keepAlive: true, maxSockets: clients });

interface Answer {
  readonly data?: Readonly<Record<string, { readonly hold: { readonly id: string } | null }>>;
}

function send(query: string, input: object): Promise<Answer> {
  const body = Buffer.from(JSON.stringify({ query, variables: { input } }));
  const options = {
    host: '127.0.0.1',
    port,
    path: '/graphql',
    method: 'POST',
    agent,
    headers: { 'content-type': 'application/json', 'content-length': body.length, ...headers },
  };
  return new Promise((resolve, reject) => {
    const sent = request(options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve(JSON.parse(Buffer.concat(chunks).toString()) as Answer));
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

function holdIn(answer: Answer, field: string): string {
  const id = answer.data?.[field]?.hold?.id;
  if (id === undefined) throw new Error(`Refused: ${JSON.stringify(answer).slice(0, 500)}`);
  return id;
}

const amount = { amount: '0.01', currency: 'USD' };

async function pairs(seconds: number): Promise<number> {
  const began = performance.now();
  const until = began + seconds * 1_000;
  let done = 0;
  await Promise.all(
    Array.from({ length: clients }, async (_, index) => {
      for (let turn = index; performance.now() < until; turn += clients) {
        const employee = { id: people[turn % people.length] };
        const holdId = holdIn(await send(authorize, { employee, amount, idempotencyKey: randomUUID() }), 'spendAuthorize');
        holdIn(await send(capture, { holdId, amount, idempotencyKey: randomUUID() }), 'spendCapture');
        done += 1;
      }
    }),
  );
  return (done * 1_000) / (performance.now() - began);
}

process.on('message', ({ seconds }: { seconds: number }) => {
  pairs(seconds).then(
    (perSecond) => process.send?.({ perSecond }),
    (error: Error) => process.send?.({ failed: error.message }),
  );
});
process.send?.({});
