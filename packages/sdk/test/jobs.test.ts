import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NotFoundError, StipendClient, TimeoutError } from '../src/index.js';
import { data, type FakeServer, startFakeServer } from './support/fake-server.js';

let server: FakeServer;
beforeAll(async () => {
  server = await startFakeServer();
});
afterAll(() => server.close());

const client = () => new StipendClient({ apiKey: 'csk_test_1', baseUrl: server.url, maxRetries: 0 });
const job = (state: string) => data({ job: { id: 'job_1', kind: 'PAY_PERIOD_CLOSE', state, progress: 0, userErrors: [] } });

describe('waiting for a job', () => {
  it('ends when the job does, whatever came of it', async () => {
    server.answer(job('QUEUED'), job('RUNNING'), job('FAILED'));
    await expect(client().jobs.wait({ id: 'job_1' })).resolves.toMatchObject({ state: 'FAILED' });
    expect(server.seen).toHaveLength(3);
  });

  it('has a last response', async () => {
    server.answer(job('SUCCEEDED'));
    const { response } = await client().jobs.wait({ id: 'job_1' }).withResponse();
    expect(response.status).toBe(200);
  });

  it('ends after as long as the caller allows', async () => {
    server.answer(job('RUNNING'));
    const waiting = client().jobs.wait({ id: 'job_1' }, { waitAtMost: 150 });
    await expect(waiting).rejects.toBeInstanceOf(TimeoutError);
    await expect(waiting).rejects.toMatchObject({ retryable: true, stack: expect.stringContaining('jobs.test.ts') });
  });

  it('ends when the caller cancels', async () => {
    server.answer(job('RUNNING'));
    await expect(client().jobs.wait({ id: 'job_1' }, { signal: AbortSignal.timeout(50) })).rejects.toMatchObject({ code: 'ABORTED' });
  });

  it('for a job that is not there is refused', async () => {
    server.answer(data({ job: null }));
    await expect(client().jobs.wait({ id: 'job_2' })).rejects.toBeInstanceOf(NotFoundError);
  });
});
