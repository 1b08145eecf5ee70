import { type Id, uuidOf } from '@compute-stipends/server/kernel/ids.js';
import { openCompany, withClient } from './company.js';
import { type Bench, interleave } from './measure.js';
import type { ClientsTask } from './spend.clients.process.js';
import { type FloorTask, makeFloor } from './spend.floor.js';
import { openContext, openPurses, openRunner, type Runner } from './spend.wallets.js';

const EMPLOYEES = 1_000;
const CLIENTS = 16;
const ROUNDS = 5;
const SECONDS = 4;

/**
 * Both calls of a spend through GraphQL, 16 clients in a process of their own, each pair for the next of 1,000 people.
 *
 * Floor: the same two steps over `pg` with `pipeline: true`, 16 connections in a process of their own, one call of a function
 * each that writes the same tables under the same triggers and row-level security and decides nothing.
 */
export const authorizeCapture: Bench = {
  name: 'authorize-capture',
  async measure() {
    const company = await openCompany(EMPLOYEES);
    const { ctx, close } = await openContext(company);
    const runners: Runner[] = [];
    try {
      await openPurses(ctx, company.employeeIds);
      const wallets = await openPurses(ctx, company.employeeIds);
      await makeFloor(company.ownerUrl);
      await withClient(company.superuserUrl, (client) => client.query('vacuum analyze'));
      const { port } = company.server;
      const clients = { port, headers: company.headers, people: company.employeeIds, clients: CLIENTS };
      const employerUuid = uuidOf(company.employerId as Id<'employer'>);
      const floorTask = { databaseUrl: company.databaseUrl, employerUuid, wallets, clients: CLIENTS, captures: true };
      const ours = await openRunner('spend.clients.process.js', clients satisfies ClientsTask);
      const floor = await openRunner('spend.floor.process.js', floorTask satisfies FloorTask);
      runners.push(ours, floor);
      for (const runner of runners) await runner.run(2);
      const named = { name: 'authorize-capture', unit: 'pairs/s', wanted: '≥ 0.3 × floor' };
      return [await interleave(named, ROUNDS, { ours: () => ours.run(SECONDS), floor: () => floor.run(SECONDS) })];
    } finally {
      for (const { stop } of runners) await stop();
      await close();
      await company.close();
    }
  },
};
