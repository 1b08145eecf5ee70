import { expect, it } from '@jest/globals';
import type { Tx } from '../../platform/transaction.js';
import { changeCalendar, whenCalendarChanges } from './when-calendar-changes.js';

it('a change of the calendar is made once, inside of all that follow it, the first of them outermost', async () => {
  const seen: string[] = [];
  const told = async (what: string) => void seen.push(what);
  for (const name of ['first', 'second']) {
    whenCalendarChanges(async (_tx, change) => {
      await told(`${name} holds`);
      await change();
      await told(`${name} looks`);
    });
  }

  await changeCalendar({} as Tx, () => told('the change'));

  expect(seen).toEqual(['first holds', 'second holds', 'the change', 'second looks', 'first looks']);
});
