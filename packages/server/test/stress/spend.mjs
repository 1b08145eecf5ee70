import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { tally, times } from './measure.mjs';
import { openEmployer } from './servers.mjs';

/**
 * What reliability.md promises of concurrent spending, each with its full counts; `share` 20 does a twentieth of them.
 * Every run answers a line on what it saw, or throws.
 */
export const spendStress = [
  {
    promise: '2 · of 200 spends of 1 on 100 exactly 100 are allowed',
    async run(servers, share) {
      const repetitions = Math.ceil(50 / share);
      const employer = await openEmployer(servers, repetitions, '100');
      let slowest = 0;
      for (const person of employer.people) {
        const began = performance.now();
        const answers = await times(200, () => employer.authorize(person, '1'));
        slowest = Math.max(slowest, performance.now() - began);
        assert.deepEqual(tally(answers), { OK: 100, INSUFFICIENT_BALANCE: 100 });
        assert.equal((await employer.balance(person)).available, '0.00');
      }
      // A machine that does other things besides has only the short form to run.
      if (share === 1) assert.ok(slowest <= 5_000, `a repetition took ${Math.round(slowest)} ms`);
      return `${repetitions} repetitions, the slowest ${Math.round(slowest)} ms`;
    },
  },
  {
    promise: '2 · of 200 spends of 1 by 20 people on a limit of 100 that they share exactly 100 are allowed',
    async run(servers, share) {
      const repetitions = Math.ceil(20 / share);
      for (let repetition = 0; repetition < repetitions; repetition += 1) {
        const employer = await openEmployer(servers, 20, '100');
        await employer.change('limitSet', { scope: 'EMPLOYER', window: 'MONTH', mode: 'HARD', currency: 'USD', amount: '100' });
        const answers = await times(200, (index) => employer.authorize(employer.people[index % 20], '1'));
        assert.deepEqual(tally(answers), { OK: 100, LIMIT_EXCEEDED: 100 });
      }
      return `${repetitions} repetitions`;
    },
  },
  {
    promise: '4 · of 100 captures of one hold one wins',
    async run(servers, share) {
      const rounds = Math.ceil(20 / share);
      const employer = await openEmployer(servers, rounds, '10');
      for (const person of employer.people) {
        const { data } = await employer.authorize(person, '5');
        const answers = await times(100, () => employer.capture(data.hold.id, '5'));
        assert.deepEqual(tally(answers), { OK: 1, HOLD_RESOLVED: 99 });
      }
      return `${rounds} holds`;
    },
  },
  {
    promise: '4 · of capture, release and expiry exactly one wins',
    async run(servers, share) {
      const lanes = 4;
      const races = Math.ceil(1_000 / share / lanes);
      const won = { CAPTURED: 0, RELEASED: 0, EXPIRED: 0 };
      await times(lanes, async () => {
        const employer = await openEmployer(servers, 1, '100000');
        const [person] = employer.people;
        let clock = await employer.now();
        for (let race = 0; race < races; race += 1) {
          const { data } = await employer.authorize(person, '2', { ttlSeconds: 60 });
          clock += 60_000;
          const [captured, released] = await Promise.all([
            wait(Math.random() * 20).then(() => employer.capture(data.hold.id, '2')),
            wait(Math.random() * 20).then(() => employer.release(data.hold.id)),
            employer.change('testClockAdvance', { to: new Date(clock).toISOString() }),
          ]);
          const codes = [captured.code, released.code].sort().join();
          const winner = captured.code === 'OK' ? 'CAPTURED' : released.code === 'OK' ? 'RELEASED' : 'EXPIRED';
          assert.equal(codes, winner === 'EXPIRED' ? 'HOLD_EXPIRED,HOLD_EXPIRED' : 'HOLD_RESOLVED,OK');
          won[winner] += 1;
        }
        const { held, consumed, available } = await employer.balance(person);
        assert.equal(held, '0.00');
        assert.equal(Number(consumed) + Number(available), 100_000);
      });
      return `${races * lanes} races: ${Object.entries(won)
        .map(([name, count]) => `${count} ${name}`)
        .join(', ')}`;
    },
  },
  {
    promise: '10 · a refused request stays refused under its key',
    async run(servers, share) {
      const rounds = Math.ceil(100 / share);
      const employer = await openEmployer(servers, rounds, '1');
      await times(rounds, async (index) => {
        const person = employer.people[index];
        const idempotencyKey = randomUUID();
        assert.equal((await employer.authorize(person, '2', { idempotencyKey })).code, 'INSUFFICIENT_BALANCE');
        await employer.issue(person, '10');
        assert.equal((await employer.authorize(person, '2', { idempotencyKey })).code, 'INSUFFICIENT_BALANCE');
        assert.equal((await employer.authorize(person, '3', { idempotencyKey })).code, 'IDEMPOTENCY_CONFLICT');
        assert.equal((await employer.authorize(person, '2')).code, 'OK');
      });
      return `${rounds} refusals`;
    },
  },
  {
    promise: '15 · 100 identical requests have one effect and one answer',
    async run(servers, share) {
      const repetitions = Math.ceil(100 / share);
      const employer = await openEmployer(servers, 1, '100000');
      const [person] = employer.people;
      for (let repetition = 0; repetition < repetitions; repetition += 1) {
        const idempotencyKey = randomUUID();
        const answers = await times(100, () => employer.authorize(person, '1', { idempotencyKey }));
        assert.deepEqual(tally(answers), { OK: 100 });
        assert.equal(new Set(answers.map(({ data }) => data.hold.id)).size, 1);
      }
      assert.equal(Number((await employer.balance(person)).held), repetitions);
      return `${repetitions} repetitions`;
    },
  },
  {
    promise: '17 · a server killed between COMMIT and its answer loses nothing and doubles nothing',
    async run(servers, share) {
      const crashes = Math.ceil(200 / share);
      const employer = await openEmployer(servers, servers.count, '100000');
      let done = 0;
      const captures = employer.people.map(() => 0);
      await times(servers.count, async (slot) => {
        const person = employer.people[slot];
        const retry = async (name, input) => {
          // The first request dies with its server; the retry finds what it did.
          await assert.rejects(employer.askAt(slot, name, input), 'the server died before it answered');
          assert.equal(await servers.revived(slot), 'SIGKILL');
          const { code, data } = await employer.askAt(slot, name, input);
          assert.equal(code, 'OK');
          return data.hold.id;
        };
        while (done < crashes) {
          done += 1;
          const amount = { amount: '1', currency: 'USD' };
          if (done % 2 === 0) {
            await retry('spendAuthorize', { employee: { externalId: person }, amount, idempotencyKey: `crash-${randomUUID()}` });
          } else {
            const { data } = await employer.askAt(slot, 'spendAuthorize', {
              employee: { externalId: person },
              amount,
              idempotencyKey: randomUUID(),
              ttlSeconds: 86_400,
            });
            const holdId = await retry('spendCapture', { holdId: data.hold.id, amount, idempotencyKey: `crash-${randomUUID()}` });
            assert.equal(holdId, data.hold.id);
            captures[slot] += 1;
          }
        }
      });
      for (const [slot, person] of employer.people.entries())
        assert.equal(Number((await employer.balance(person)).consumed), captures[slot]);
      return `${crashes} kills`;
    },
  },
  {
    promise: '19 · 64 clients on two crossed people see no deadlock',
    async run(servers, share) {
      const until = performance.now() + 60_000 / share;
      const employer = await openEmployer(servers, 2, '1000000');
      const [one, two] = employer.people;
      const seen = {};
      const note = ({ code }) => {
        seen[code] = (seen[code] ?? 0) + 1;
        return code;
      };
      const occurredAt = new Date(await employer.now()).toISOString();
      const event = (externalId) => ({
        id: randomUUID(),
        employee: { externalId },
        provider: 'anthropic',
        model: 'claude-haiku-4-5',
        occurredAt,
        counts: [{ usageClass: 'INPUT', count: '1000' }],
      });
      await times(64, async (client) => {
        const crossed = client % 2 === 0 ? [one, two] : [two, one];
        while (performance.now() < until) {
          if (client % 4 < 2) {
            note(await employer.ask('usageReport', { events: crossed.map(event) }));
          } else {
            const answer = await employer.authorize(crossed[0], '0.01');
            if (note(answer) === 'OK') note(await employer.capture(answer.data.hold.id, '0.02'));
          }
        }
      });
      assert.deepEqual(Object.keys(seen), ['OK'], JSON.stringify(seen));
      return `${seen.OK} requests`;
    },
  },
];
