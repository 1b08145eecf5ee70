/** A law of our own code. A failure here is a bug of ours, never the caller's mistake. */
export class BrokenInvariant extends Error {
  override readonly name = 'BrokenInvariant';
}

/**
 * States a law that holds whatever the caller sends.
 * @param law what is always true, in words: `invariant(sum === 0n, 'an entry balances')`
 * @throws BrokenInvariant answered to the caller as `INTERNAL`, logged in full
 */
export function invariant(holds: unknown, law: string): asserts holds {
  if (!holds) throw new BrokenInvariant(`Broken: ${law}`);
}

/** Ends an exhaustive `switch`: the compiler refuses it while a case is missing. */
export function unreachable(value: never): never {
  throw new BrokenInvariant(`Broken: every case is handled, also ${JSON.stringify(value)}`);
}
