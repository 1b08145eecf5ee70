import TestSequencer from '@jest/test-sequencer';

/** What starts processes of its own takes longest and waits most, so it begins first: else it would run on alone at the end. */
export default class Sequencer extends TestSequencer {
  sort(tests) {
    const isFirst = (test) => (test.context.config.displayName?.name === 'processes' ? 0 : 1);
    return super.sort(tests).sort((a, b) => isFirst(a) - isFirst(b));
  }
}
