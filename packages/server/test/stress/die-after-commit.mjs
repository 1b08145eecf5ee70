import pg from 'pg';

// Loaded before the server. A connection that does something new under a key `crash-…` ends the process, as `kill -9` would,
// once Postgres has confirmed the COMMIT behind it and before anything of the answer is written. A replay does not.
const { query } = pg.Client.prototype;
const dying = new WeakSet();
pg.Client.prototype.query = function interceptedQuery(...parameters) {
  const [config] = parameters;
  const answer = query.apply(this, parameters);
  if (config?.values?.some?.((value) => typeof value === 'string' && value.startsWith('crash-'))) {
    answer.then(
      ({ rows }) => rows[0]?.answer?.replayed !== true && dying.add(this),
      () => dying.delete(this),
    );
  }
  if (config === 'COMMIT') answer.then(() => dying.has(this) && process.kill(process.pid, 'SIGKILL'));
  return answer;
};
