import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
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

/** The GraphQL IDE at `/`, from a package: it works without internet, and its policy lets it call this server only. */
export async function serveIde(app: FastifyInstance): Promise<void> {
  const require = createRequire(import.meta.url);
  let opened: ((nonce: string) => string) | undefined;

  app.get('/', (_request, reply) => {
    const nonce = randomBytes(16).toString('base64');
    // Loaded when it is first asked for: it takes 20 MB, and is not asked for in production.
    opened ??= openPage(require('altair-static') as typeof import('altair-static'));
    return reply.type('text/html; charset=utf-8').header('content-security-policy', policy(nonce)).send(opened(nonce));
  });

  await app.register(async (assets) => {
    // The plugin answers 403 for an address that would leave the folder, which is nowhere as every other that is not a file.
    assets.setErrorHandler((error: { statusCode?: number }, _request, reply) => {
      if (error.statusCode !== 403) throw error;
      return reply.callNotFound();
    });
    await assets.register(fastifyStatic, {
      root: path.join(path.dirname(require.resolve('altair-static')), 'dist'),
      prefix: ASSETS,
      index: false,
      maxAge: '1h',
      // The one page is ours, with its policy; the package's own pages would come without one.
      allowedPath: (file) => !file.endsWith('.html'),
    });
  });
}

function openPage({ renderAltair }: typeof import('altair-static')): (nonce: string) => string {
  return (nonce) =>
    renderAltair({
      baseURL: ASSETS,
      endpointURL: '/graphql',
      initialQuery: firstQuery,
      initialHeaders: { Authorization: '', 'X-Employer': '' },
      // These, and the banners, would only lead to hosts of its maker.
      disableAccount: true,
      initialSettings: { disablePushNotification: true },
      cspNonce: nonce,
    }).replace('</head>', '<style>app-banner-container { display: none }</style></head>');
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
    "object-src 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "base-uri 'self'",
  ].join('; ');
}
