import { MIMEType } from 'node:util';
import type { FastifyInstance } from 'fastify';
import { Fault } from '../kernel/refusal.js';

// Text that is not what it says is refused: read with another character in its place, it would be stored as that.

/** Bodies are JSON in UTF-8, strictly: other media types and other charsets are answered 415, broken bytes 400. */
export function takeJsonOnly(app: FastifyInstance): void {
  const parseJson = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    try {
      assertUtf8Charset(request.headers['content-type'] ?? '');
      void parseJson(request, decoded(body, 'The body is not UTF-8.'), done);
    } catch (error) {
      done(error as Error);
    }
  });
}

function assertUtf8Charset(contentType: string): void {
  const charset = charsetOf(contentType);
  if (charset === null || /^utf-?8$/i.test(charset)) return;
  throw new Fault('BAD_USER_INPUT', 'Send bodies in UTF-8: `Content-Type: application/json`, with `charset=utf-8` or none.', {
    status: 415,
  });
}

function charsetOf(contentType: string): string | null {
  try {
    return new MIMEType(contentType).params.get('charset');
  } catch {
    throw new Fault('BAD_USER_INPUT', '`Content-Type` cannot be read: send `application/json`.', { status: 415 });
  }
}

/**
 * The text of a header. HTTP has bytes there, which Node hands over as Latin-1; we read them as UTF-8, as every other text.
 * @throws Fault `BAD_USER_INPUT` for bytes that are not
 */
export function utf8Header(name: string, sent: string): string {
  return decoded(Buffer.from(sent, 'latin1'), `The header \`${name}\` is not UTF-8.`);
}

/** @throws Fault `BAD_USER_INPUT` for an address whose percent-encoding is broken or not UTF-8 */
export function assertUtf8Address(url: string): void {
  try {
    decodeURIComponent(url);
  } catch (cause) {
    throw new Fault('BAD_USER_INPUT', 'The address is not percent-encoded UTF-8.', { status: 400 }, { cause });
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function decoded(bytes: Buffer, sentence: string): string {
  try {
    return utf8.decode(bytes);
  } catch (cause) {
    throw new Fault('BAD_USER_INPUT', sentence, { status: 400 }, { cause });
  }
}
