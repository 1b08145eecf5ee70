import type { MikroORM } from '@mikro-orm/postgresql';
import type { FastifyBaseLogger } from 'fastify';
import type { Pool } from 'pg';
import type { CursorSealer } from '../kernel/page.js';
import type { Config } from './config.js';
import type { Keys } from './secrets.js';

/** The machine room: what `app.ts` opens once and every request shares. */
export interface Platform {
  readonly config: Config;
  readonly keys: Keys;
  readonly orm: MikroORM;
  /** The small pipelined pool of the hot paths and of the global functions. */
  readonly pool: Pool;
  /** The statement that answers the employer's time (`now`), `mode` and `time_zone`; the module that owns the settings says it. */
  readonly employerClock: string;
  readonly cursors: CursorSealer;
  readonly log: FastifyBaseLogger;
}
