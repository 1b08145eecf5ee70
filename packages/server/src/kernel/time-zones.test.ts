import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseTimeZone, timeZones } from './time-zones.js';

describe('the name of a time zone', () => {
  it.each([
    ['Asia/Kolkata', 'Asia/Kolkata'],
    ['Asia/Calcutta', 'Asia/Kolkata'],
    ['America/New_York', 'America/New_York'],
    ['america/NEW_york', 'America/New_York'],
    ['US/Pacific', 'America/Los_Angeles'],
    ['EST5EDT', 'America/New_York'],
    ['EST', 'America/Panama'],
    ['MST', 'America/Phoenix'],
    ['CET', 'Europe/Brussels'],
    ['Europe/Kiev', 'Europe/Kyiv'],
    ['Europe/Oslo', 'Europe/Oslo'],
    ['Europe/Amsterdam', 'Europe/Amsterdam'],
    ['Pacific/Enderbury', 'Pacific/Kanton'],
    ['America/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
    ['America/Coyhaique', 'America/Coyhaique'],
    ['Etc/GMT+5', 'Etc/GMT+5'],
    ['UTC', 'UTC'],
    ['utc', 'UTC'],
    ['Etc/UTC', 'UTC'],
    ['Zulu', 'UTC'],
    ['GMT', 'UTC'],
  ])('%s is stored as %s', (text, canonical) => {
    expect(parseTimeZone(text)).toBe(canonical);
  });

  it.each([
    'AET',
    'IST',
    'PST',
    'CST',
    '+05:30',
    '-08',
    'UTC+1',
    'GMT+5',
    'EST5',
    'EST5EDT,M3.2.0,M11.1.0',
    'Factory',
    'Etc/Unknown',
    'posixrules',
    'localtime',
    'posix/America/New_York',
    'right/UTC',
    'SystemV/EST5EDT',
    'Mars/Olympus',
    'constructor',
    '__proto__',
    '',
    ' UTC',
    'America/New_York; drop table',
    'America/New_York\u0000',
  ])('%j is none', (text) => {
    expect(parseTimeZone(text)).toBeUndefined();
  });

  it('is canonical when it was read once', () => {
    for (const zone of timeZones) expect(parseTimeZone(zone)).toBe(zone);
  });

  it('covers every zone of the runtime, which reckons the same under the canonical name', () => {
    for (const name of Intl.supportedValuesOf('timeZone')) expect(parseTimeZone(name)).toBeDefined();
    fc.assert(
      fc.property(
        fc.constantFrom(...Intl.supportedValuesOf('timeZone')),
        fc.date({ min: new Date('1970-01-01'), max: new Date('2199-12-31'), noInvalidDate: true }),
        (name, date) => {
          const at = Temporal.Instant.fromEpochMilliseconds(date.getTime());
          expect(at.toZonedDateTimeISO(parseTimeZone(name) ?? '').offset).toBe(at.toZonedDateTimeISO(name).offset);
        },
      ),
    );
  });
});
