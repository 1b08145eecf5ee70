import { closePlatform, openPlatform } from '@compute-stipends/server/app.js';
import { runSentJob } from '@compute-stipends/server/jobs/run-job.js';
import type { Id } from '@compute-stipends/server/kernel/ids.js';
import { stipendsModule } from '@compute-stipends/server/modules/stipends/module.js';
import { loadConfig } from '@compute-stipends/server/platform/config.js';
import pino from 'pino';
import { readTask } from './processes.js';

/** Runs the job for one employer, as a worker does, and says how long it took and how much memory the process ever held. */
const { databaseUrl, masterKey, employerId } = await readTask<{ databaseUrl: string; masterKey: string; employerId: Id<'employer'> }>();
const config = loadConfig({ ENVIRONMENT: 'production', DATABASE_URL: databaseUrl, MASTER_KEY: masterKey, ROLE: 'server' });
const platform = await openPlatform(config, databaseUrl, pino({ level: 'warn' }));
const job = stipendsModule.jobs.find(({ name }) => name === 'issue-grants');
if (job === undefined) throw new Error('Grants are issued by a job.');
const began = performance.now();
await runSentJob(platform, job, employerId, {});
const milliseconds = performance.now() - began;
await closePlatform(platform);
process.send?.({ milliseconds, residentBytes: process.resourceUsage().maxRSS * 1_024 });
