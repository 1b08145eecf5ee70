import { describe, expect, it } from '@jest/globals';
import { repeated } from './repeat.js';

/** What a driver throws. */
const failure = (code: string) => Object.assign(new Error(`state ${code}`), { code });

/** Fails with these states one after another, and answers then. */
function failing(...states: readonly string[]) {
  const left = [...states];
  const counted = { attempts: 0 };
  const transaction = async () => {
    counted.attempts += 1;
    const state = left.shift();
    if (state !== undefined) throw failure(state);
    return 'done';
  };
  return { counted, transaction };
}

const sixTimes = (state: string): string[] => new Array(6).fill(state);

describe('a transaction that Postgres wants again', () => {
  it.each(['40001', '40P01', 'SP001'])('is repeated until it succeeds, after %s', async (state) => {
    const { counted, transaction } = failing(state, state);
    expect(await repeated(transaction)).toBe('done');
    expect(counted.attempts).toBe(3);
  });

  it.each(['40001', '40P01'])('is a conflict after six attempts that ended with %s', async (state) => {
    const { counted, transaction } = failing(...sixTimes(state));
    await expect(repeated(transaction)).rejects.toMatchObject({ code: 'TRANSIENT_CONFLICT', cause: { code: state } });
    expect(counted.attempts).toBe(6);
  });

  it('is what the database says where a period is closed in six attempts', async () => {
    const { counted, transaction } = failing(...sixTimes('SP001'));
    await expect(repeated(transaction)).rejects.toMatchObject({ code: 'SP001' });
    expect(counted.attempts).toBe(6);
  });

  it.each(['23505', '55P03', '57014', 'EPIPE'])('is not repeated after %s', async (state) => {
    const { counted, transaction } = failing(state);
    await expect(repeated(transaction)).rejects.toMatchObject({ code: state });
    expect(counted.attempts).toBe(1);
  });
});
