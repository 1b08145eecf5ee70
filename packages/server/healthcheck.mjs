// The health check of the Docker image, which has neither curl nor wget: 0 when this container's server answers /healthz.

const port = process.env.PORT || '4000';
try {
  const answer = await fetch(`http://127.0.0.1:${port}/healthz`, { signal: AbortSignal.timeout(2_000) });
  process.exitCode = answer.ok ? 0 : 1;
} catch {
  process.exitCode = 1;
}
