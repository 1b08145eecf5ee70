import assert from 'node:assert/strict';
import { randomInt, randomUUID } from 'node:crypto';
import { tally, times } from './measure.mjs';
import { openEmployer } from './servers.mjs';

/**
 * What reliability.md promises of the books as a whole, each with its full counts; `share` 20 does a twentieth of them.
 * Every run answers a line on what it saw, or throws.
 */
export const ledgerStress = [
  {
    promise: '1 · whatever 32 workers do at random, the books balance',
    async run(servers, share) {
      const operations = Math.ceil(10_000 / share);
      const seed = Number(process.env.STRESS_SEED ?? randomInt(2 ** 31));
      const employer = await openEmployer(servers, 20, '100');
      const first = new Hand(employer, randomOf(seed));
      for (const externalId of employer.people) {
        for (const window of windows) await employer.change('limitSet', first.limit({ externalId }, window));
      }
      const seen = {};
      const faults = [];
      let done = 0;
      await times(32, async (worker) => {
        const hand = new Hand(employer, randomOf(seed + worker));
        while (done < operations) {
          done += 1;
          const { what, code } = await hand.play();
          seen[what] = (seen[what] ?? 0) + 1;
          if (!allowed[what].includes(code)) faults.push(`${what} ${code}`);
        }
      });
      assert.deepEqual(faults, [], `seed ${seed}`);
      return `seed ${seed}, ${Object.entries(seen)
        .map(([what, count]) => `${count} ${what}`)
        .join(', ')}`;
    },
  },
  {
    promise: '5 · a charge or a grant that is taken back twice at once is taken back once',
    async run(servers, share) {
      const reversals = Math.ceil(500 / share);
      const workers = 20;
      const employer = await openEmployer(servers, workers, '1000');
      const perWorker = Math.ceil(reversals / workers);
      const occurredAt = new Date(await employer.now()).toISOString();
      const codes = await times(workers, async (worker) => {
        const externalId = employer.people[worker];
        const use = (id, more) => ({
          id,
          source: 'stress',
          employee: { externalId },
          provider: 'anthropic',
          model: 'claude-haiku-4-5',
          occurredAt,
          counts: [{ usageClass: 'INPUT', count: '1000000' }],
          ...more,
        });
        const answered = [];
        for (let round = 0; round < perWorker; round += 1) {
          const id = `charge-${worker}-${round}`;
          await employer.change('usageReport', { events: [use(id)] });
          const reverse = () => use(randomUUID(), { corrects: { id, source: 'stress' }, counts: [{ usageClass: 'INPUT', count: '0' }] });
          const twice = await times(2, () => employer.ask('usageReport', { events: [reverse()] }));
          answered.push(
            twice
              .map(({ data }) => data.outcomes[0].code ?? data.outcomes[0].status)
              .sort()
              .join(),
          );

          const { grant } = await employer.issue(externalId, '7');
          const revoked = await times(2, () =>
            employer.ask('grantRevoke', { grantId: grant.id, reason: 'Stress', idempotencyKey: randomUUID() }),
          );
          assert.deepEqual(tally(revoked), { OK: 2 });
        }
        return answered;
      });
      assert.deepEqual(tally(codes.flat().map((code) => ({ code }))), { 'INVALID_TRANSITION,RECORDED': perWorker * workers });
      for (const person of employer.people) {
        const { available, consumed, revoked } = await employer.balance(person);
        assert.deepEqual([available, consumed, revoked], ['1000.00', '0.00', `${perWorker * 7}.00`]);
      }
      return `${perWorker * workers} charges and as many grants`;
    },
  },
  {
    promise: '16 · one key with two amounts at once has one of them',
    async run(servers, share) {
      const rounds = Math.ceil(500 / share);
      const employer = await openEmployer(servers, 10, '100000');
      let held = 0;
      for (let round = 0; round < rounds; round += 10) {
        const pairs = await times(10, async (index) => {
          const idempotencyKey = randomUUID();
          const answers = await times(2, (other) => employer.authorize(employer.people[index], `${other + 1}`, { idempotencyKey }));
          const won = answers.findIndex(({ code }) => code === 'OK');
          assert.deepEqual(tally(answers), { OK: 1, IDEMPOTENCY_CONFLICT: 1 });
          return won + 1;
        });
        held += pairs.reduce((sum, amount) => sum + amount, 0);
      }
      const balances = await times(employer.people.length, (index) => employer.balance(employer.people[index]));
      assert.equal(
        balances.reduce((sum, balance) => sum + Number(balance.held), 0),
        held,
      );
      return `${rounds} keys`;
    },
  },
  {
    promise: '53 · servers whose clocks are wrong by an hour keep the time of the database',
    async run(servers, share) {
      const rounds = Math.ceil(60 / share);
      const employer = await openEmployer(servers, 1, '1000', { live: true });
      const [externalId] = employer.people;
      const before = Date.now() - 5_000;
      let last = 0;
      for (let round = 0; round < rounds; round += 1) {
        const [asks, captures] = [round % servers.count, (round + 1 + Math.floor(round / servers.count)) % servers.count];
        const { code, data } = await employer.askAt(asks, 'spendAuthorize', {
          employee: { externalId },
          amount: { amount: '1', currency: 'USD' },
          ttlSeconds: 60,
          idempotencyKey: randomUUID(),
        });
        assert.equal(code, 'OK');
        const [authorizedAt, expiresAt] = [Date.parse(data.hold.authorizedAt), Date.parse(data.hold.expiresAt)];
        assert.ok(authorizedAt >= Math.max(last, before), `hold ${round} comes after the one before it`);
        assert.ok(authorizedAt <= Date.now() + 5_000, `hold ${round} is not of the future`);
        assert.equal(expiresAt - authorizedAt, 60_000);
        last = authorizedAt;
        const captured = await employer.askAt(captures, 'spendCapture', {
          holdId: data.hold.id,
          amount: { amount: '1', currency: 'USD' },
          idempotencyKey: randomUUID(),
        });
        assert.equal(captured.code, 'OK');
        const event = {
          id: `run-${round}`,
          employee: { externalId },
          provider: 'anthropic',
          model: 'claude-haiku-4-5',
          occurredAt: new Date().toISOString(),
          counts: [{ usageClass: 'INPUT', count: '1000000' }],
        };
        const { data: report } = await employer.askAt(captures, 'usageReport', { events: [event] });
        assert.equal(report.outcomes[0].status, 'RECORDED');
      }
      assert.deepEqual(await employer.balance(externalId), {
        available: `${1_000 - 2 * rounds}.00`,
        held: '0.00',
        consumed: `${2 * rounds}.00`,
        revoked: '0.00',
      });
      return `${rounds} rounds over clocks at ${servers.clockOffsets.map((ms) => `${ms / 3_600_000} h`).join(', ')}`;
    },
  },
  {
    promise: '54 · of 100 creations that overlap at once one is made',
    async run(servers, share) {
      const rounds = Math.ceil(20 / share);
      const employer = await openEmployer(servers, rounds, '0');
      const policy = { externalId: 'allowance' };
      const terms = { amountType: 'FIXED', period: 'MONTHLY', amount: { amount: '100', currency: 'USD' } };
      await employer.change('policyCreate', { ...policy, name: 'Allowance', terms });
      await employer.change('policyPublish', { policy, effectiveFrom: '2020-01-01', expectedVersion: 1 });
      const today = new Date(await employer.now()).toISOString().slice(0, 10);
      for (let round = 0; round < rounds; round += 1) {
        const year = 2030 + round;
        const periods = await times(100, (index) => {
          const startDate = `${year}-01-${String(1 + (index % 28)).padStart(2, '0')}`;
          return employer.ask('payPeriodsUpsert', {
            payPeriods: [{ externalId: `${year}-${index}`, startDate, endDate: `${year}-02-01` }],
          });
        });
        const outcome = ({ data }) => ({ code: data.outcomes[0].userErrors[0]?.code ?? 'OK' });
        assert.deepEqual(tally(periods.map(outcome)), { OK: 1, PERIOD_OVERLAP: 99 });

        const stipends = await times(100, () =>
          employer.ask('stipendsAssign', {
            assignments: [{ employee: { externalId: employer.people[round] }, policy, startDate: today }],
            idempotencyKey: randomUUID(),
          }),
        );
        assert.equal(stipends.filter(({ data }) => data.outcomes[0].created).length, 1);
        assert.equal(new Set(stipends.map(({ data }) => data.outcomes[0].stipend.id)).size, 1);
        assert.equal((await employer.balance(employer.people[round])).available, '100.00');
      }
      return `${rounds} calendars and as many people`;
    },
  },
];

/** What each operation may be answered with; anything else is a fault. */
const allowed = {
  grantIssue: ['OK'],
  grantAdjust: ['OK', 'INVALID_TRANSITION'],
  grantRevoke: ['OK', 'INVALID_TRANSITION'],
  spendAuthorize: ['OK', 'INSUFFICIENT_BALANCE', 'LIMIT_EXCEEDED'],
  spendCapture: ['OK', 'HOLD_RESOLVED', 'HOLD_EXPIRED'],
  spendRelease: ['OK', 'HOLD_RESOLVED', 'HOLD_EXPIRED'],
  usageReport: ['OK'],
  correction: ['OK', 'INVALID_TRANSITION'],
  limitSet: ['OK'],
  testClockAdvance: ['OK', 'VALIDATION'],
};

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function randomOf(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What all workers have made, so that they meet on it. */
const shared = { holds: [], grants: [], events: [] };

/** A worker: what it does next is decided by its random numbers alone. */
class Hand {
  constructor(employer, random) {
    Object.assign(this, { employer, random });
  }

  pick(items) {
    return items[Math.floor(this.random() * items.length)];
  }

  amount(most) {
    return { amount: (this.random() * most + 0.01).toFixed(4), currency: 'USD' };
  }

  /** What is granted or limited is whole cents. */
  cents(most) {
    return { amount: (this.random() * most + 0.01).toFixed(2), currency: 'USD' };
  }

  async play() {
    const what = this.pick(plays.filter((name) => name !== 'testClockAdvance' || this.random() < 0.2));
    const input = await this.inputOf(what);
    if (input === null) return this.ask('spendAuthorize', await this.inputOf('spendAuthorize'));
    return this.ask(what, input);
  }

  async ask(what, input) {
    const key = ['usageReport', 'correction'].includes(what) ? {} : { idempotencyKey: randomUUID() };
    const send = () => this.employer.ask(what === 'correction' ? 'usageReport' : what, { ...input, ...key });
    let { code, data } = await send();
    // A long way of the clock may take longer than a request: under its key one waits for the rest.
    for (let more = 0; what === 'testClockAdvance' && code === 'DEADLINE_EXCEEDED' && more < 5; more += 1) ({ code, data } = await send());
    if (code === 'OK' && what === 'spendAuthorize') shared.holds.push(data.hold.id);
    if (code === 'OK' && what === 'grantIssue') shared.grants.push(data.grant.id);
    if (what === 'usageReport') shared.events.push(input.events[0]);
    const outcome = data?.outcomes?.find(({ status }) => status !== undefined && status !== 'RECORDED');
    return { what, code: outcome === undefined ? code : (outcome.code ?? outcome.status) };
  }

  async inputOf(what) {
    const employee = { externalId: this.pick(this.employer.people) };
    const reason = 'Stress';
    switch (what) {
      case 'grantIssue': {
        const kind = this.pick(['BONUS', 'TOP_UP', 'TRIAL']);
        const expiresAt = new Date((await this.employer.now()) + 3_600_000 * (2 + Math.floor(this.random() * 200))).toISOString();
        return { employee, kind, amount: this.cents(20), expiresAt, reason };
      }
      case 'grantAdjust': {
        const { amount, currency } = this.cents(10);
        const grantId = this.pick(shared.grants);
        return grantId === undefined ? null : { grantId, delta: { amount: this.random() < 0.5 ? amount : `-${amount}`, currency }, reason };
      }
      case 'grantRevoke': {
        const grantId = this.random() < 0.3 ? this.pick(shared.grants) : undefined;
        return grantId === undefined ? null : { grantId, reason };
      }
      case 'spendAuthorize':
        return { employee, amount: this.amount(8), tool: this.pick(['editor', 'terminal', null]), ttlSeconds: 60 };
      case 'spendCapture': {
        const holdId = this.pick(shared.holds.slice(-60));
        return holdId === undefined ? null : { holdId, amount: this.amount(10) };
      }
      case 'spendRelease': {
        const holdId = this.pick(shared.holds.slice(-60));
        return holdId === undefined ? null : { holdId };
      }
      case 'usageReport':
        return { events: [await this.event(employee)] };
      case 'correction': {
        const event = this.pick(shared.events.slice(-60));
        if (event === undefined) return null;
        const { id, source, employee: who, occurredAt } = event;
        return { events: [{ ...(await this.event(who)), occurredAt, corrects: { id, source } }] };
      }
      case 'limitSet':
        return this.limit(employee, this.pick(windows));
      default:
        return { to: new Date((await this.employer.now()) + Math.floor(this.random() * 600_000)).toISOString() };
    }
  }

  limit(employee, window) {
    const mode = this.pick(['HARD', 'SOFT', 'OBSERVE']);
    const amount = this.random() < 0.2 ? null : this.cents(200).amount;
    return { scope: 'PERSON', window, mode, currency: 'USD', amount, employee };
  }

  async event(employee) {
    const ago = Math.floor(this.random() * 3_600_000);
    return {
      id: randomUUID(),
      source: 'stress',
      employee,
      provider: 'anthropic',
      model: 'claude-haiku-4-5',
      occurredAt: new Date((await this.employer.now()) - ago).toISOString(),
      counts: [{ usageClass: 'INPUT', count: `${Math.floor(this.random() * 3_000_000)}` }],
    };
  }
}

const windows = ['HOUR', 'DAY', 'MONTH'];

const plays = [
  'grantIssue',
  'grantAdjust',
  'grantRevoke',
  ...Array(5).fill('spendAuthorize'),
  ...Array(4).fill('spendCapture'),
  'spendRelease',
  ...Array(4).fill('usageReport'),
  'correction',
  'correction',
  'limitSet',
  'testClockAdvance',
];
