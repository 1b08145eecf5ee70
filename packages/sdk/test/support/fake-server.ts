import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the server saw of one request. */
export interface SeenRequest {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: { readonly query: string; readonly variables: Record<string, unknown> };
}

/** How the server answers one request. */
export type Reply = (response: ServerResponse, request: SeenRequest) => void;

/** A GraphQL-shaped server on a port of its own that answers as it is told, one reply per request, the last one again and again. */
export interface FakeServer {
  readonly url: string;
  readonly seen: readonly SeenRequest[];
  /** Forgets what was seen and answers so from now on. */
  answer(...replies: readonly Reply[]): void;
  close(): Promise<void>;
}

export async function startFakeServer(): Promise<FakeServer> {
  let replies: readonly Reply[] = [];
  const seen: SeenRequest[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { url = '', headers } = request;
      const seenRequest = { url, headers, body: JSON.parse(Buffer.concat(chunks).toString()) as SeenRequest['body'] };
      const reply = replies[Math.min(seen.length, replies.length - 1)];
      seen.push(seenRequest);
      if (reply) reply(response, seenRequest);
      else response.writeHead(500).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    answer(...next) {
      seen.length = 0;
      replies = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface HttpFacts {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

const graphqlType = 'application/graphql-response+json; charset=utf-8';

/** A result. */
export function data(result: object, { status = 200, headers = {} }: HttpFacts = {}): Reply {
  return (response) => {
    response.writeHead(status, { 'content-type': graphqlType, ...headers }).end(JSON.stringify({ data: result }));
  };
}

/** A coded error with no result, or with a partial one. */
export function failure(
  code: string,
  facts: HttpFacts & { readonly message?: string; readonly extensions?: object; readonly data?: unknown } = {},
): Reply {
  const { status = 400, headers = {}, message = `Refused: ${code}.`, extensions = {} } = facts;
  return (response) => {
    const body = { errors: [{ message, extensions: { code, ...extensions } }], ...('data' in facts ? { data: facts.data } : {}) };
    response.writeHead(status, { 'content-type': graphqlType, ...headers }).end(JSON.stringify(body));
  };
}

/** Anything else that may stand between: a proxy's page, a broken body. */
export function raw(status: number, contentType: string, text: string, headers: Readonly<Record<string, string>> = {}): Reply {
  return (response) => {
    response.writeHead(status, { 'content-type': contentType, ...headers }).end(text);
  };
}

/** Headers and half a body, and then nothing. */
export const stall: Reply = (response) => {
  response.writeHead(200, { 'content-type': graphqlType });
  response.write('{"data":{"me":');
};

/** Headers and half a body, and then the connection breaks. */
export const breakOff: Reply = (response) => {
  response.writeHead(200, { 'content-type': graphqlType, 'content-length': '1000' });
  response.write('{"data":{"me":', () => response.destroy());
};

/** The connection is closed without a word. */
export const hangUp: Reply = (response) => {
  response.destroy();
};
