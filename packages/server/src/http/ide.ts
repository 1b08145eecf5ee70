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
  // Loaded here and not at the top: in production nothing of it is read.
  const altair = createRequire(import.meta.url)('altair-static') as typeof import('altair-static');
  const folder = altair.getDistDirectory();
  const files = new Set(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/')),
  );

  app.get('/', (_request, reply) => {
    const nonce = randomBytes(16).toString('base64');
    const page = altair.renderAltair({
      baseURL: ASSETS,
      endpointURL: '/graphql',
      initialQuery: firstQuery,
      initialHeaders: { Authorization: '', 'X-Employer': '' },
      // These, and the banners, would only lead to hosts of its maker.
      disableAccount: true,
      initialSettings: { disablePushNotification: true },
      cspNonce: nonce,
    });
    const quiet = page.replace('</head>', '<style>app-banner-container { display: none }</style></head>');
    return reply.type('text/html; charset=utf-8').header('content-security-policy', policy(nonce)).send(quiet);
  });

  app.get<{ Params: { '*': string } }>(`${ASSETS}*`, (request, reply) => {
    const file = request.params['*'];
    if (!files.has(file)) return reply.callNotFound();
    return reply
      .type(contentTypes[path.extname(file)] ?? 'application/octet-stream')
      .header('cache-control', 'public, max-age=3600')
      .send(createReadStream(path.join(folder, file)));
  });
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
