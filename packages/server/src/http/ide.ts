import { randomBytes } from 'node:crypto';
import { createReadStream, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';

const ASSETS = '/ide/';

const firstQuery = `# In the headers of this window (first icon at the left), set
#   Authorization: Bearer csk_test_...
#   X-Employer: employer_...          for what belongs to an employer
{
  me {
    keyId
    mode
    employerId
    scopes
  }
}
`;

const contentTypes: { readonly [extension: string]: string } = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
};

/** The GraphQL IDE at `/`, from a package: it works without internet, and its policy lets it call this server only. */
export function serveIde(app: FastifyInstance): void {
  let opened: Ide | undefined;
  const ide = (): Ide => {
    opened ??= openIde();
    return opened;
  };

  app.get('/', (_request, reply) => {
    const nonce = randomBytes(16).toString('base64');
    return reply.type('text/html; charset=utf-8').header('content-security-policy', policy(nonce)).send(ide().page(nonce));
  });

  app.get<{ Params: { '*': string } }>(`${ASSETS}*`, (request, reply) => {
    const file = request.params['*'];
    if (!ide().files.has(file)) return reply.callNotFound();
    return reply
      .type(contentTypes[path.extname(file)] ?? 'application/octet-stream')
      .header('cache-control', 'public, max-age=3600')
      .send(createReadStream(path.join(ide().folder, file)));
  });
}

interface Ide {
  readonly folder: string;
  /** Paths below the folder: what is not among them is not served. */
  readonly files: ReadonlySet<string>;
  readonly page: (nonce: string) => string;
}

/** Loaded when it is first asked for: it takes 20 MB, and is not asked for in production. */
function openIde(): Ide {
  const { getDistDirectory, renderAltair } = createRequire(import.meta.url)('altair-static') as typeof import('altair-static');
  const folder = getDistDirectory();
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'));
  return {
    folder,
    files: new Set(files),
    page: (nonce) =>
      renderAltair({
        baseURL: ASSETS,
        endpointURL: '/graphql',
        initialQuery: firstQuery,
        initialHeaders: { Authorization: '', 'X-Employer': '' },
        // These, and the banners, would only lead to hosts of its maker.
        disableAccount: true,
        initialSettings: { disablePushNotification: true },
        cspNonce: nonce,
      }).replace('</head>', '<style>app-banner-container { display: none }</style></head>'),
  };
}

function policy(nonce: string): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    // The IDE writes style attributes, and starts its language service from a blob.
    "style-src 'self' 'unsafe-inline'",
    "worker-src 'self' blob:",
    "img-src 'self' data:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'self'",
  ].join('; ');
}
