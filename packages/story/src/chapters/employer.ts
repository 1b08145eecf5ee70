import { StipendClient } from '@compute-stipends/sdk';
import { shown } from '../amounts.js';
import type { Page } from '../page.js';
import type { Server } from '../server.js';

/** What the other chapters go on from. */
export interface Company {
  /** The vendor's client, for no employer. */
  readonly vendor: StipendClient;
  /** The same for our employer. */
  readonly acme: StipendClient;
  /** The first day of the month that follows today by so many months, in the sandbox employer's own time. */
  readonly monthStart: (months: number) => Temporal.PlainDate;
}

export const zones = { us: 'America/New_York', ie: 'Europe/Dublin', jp: 'Asia/Tokyo' } as const;

const legalEntities = [
  { externalId: 'us', name: 'Kestrel Labs, Inc.', country: 'US', timeZone: zones.us, currency: 'USD' },
  { externalId: 'ie', name: 'Kestrel Labs Ireland Ltd.', country: 'IE', timeZone: zones.ie, currency: 'EUR' },
  { externalId: 'jp', name: 'Kestrel Labs KK', country: 'JP', timeZone: zones.jp, currency: 'JPY' },
];

const departments = [
  { externalId: 'research', name: 'Research' },
  { externalId: 'eng', name: 'Engineering' },
  { externalId: 'design', name: 'Design' },
];

const people = [
  {
    id: 'k-01',
    name: 'Łukasz Nowak',
    title: 'Research lead',
    level: 'L7',
    entity: 'us',
    department: 'research',
    base: ['500000.00', 'USD'],
  },
  {
    id: 'k-02',
    name: "Siobhan O'Brien",
    title: 'Engineering manager',
    level: 'L6',
    entity: 'ie',
    department: 'eng',
    base: ['148000.00', 'EUR'],
  },
  { id: 'k-03', name: '李小龍', title: 'Designer', level: 'L4', entity: 'jp', department: 'design', base: ['11400000', 'JPY'] },
] as const;

/** The employer: settings, companies, departments, people. */
export async function tellEmployer(page: Page, server: Server): Promise<Company> {
  page.chapter('employer', 'The employer');
  const vendor = new StipendClient({ apiKey: server.key, baseUrl: server.url, appInfo: { name: 'story' } });
  const { mode } = await vendor.me();
  page.must('mode', mode, 'TEST');

  const { outcomes } = await vendor.employers
    .upsert({ employers: [{ externalId: 'kestrel', name: 'Kestrel Labs', timeZone: zones.us, currency: 'USD' }] })
    .orThrow();
  const employer = outcomes[0]?.employer;
  page.must('created', outcomes[0]?.created === true && employer != null, true);
  const acme = vendor.forEmployer({ externalId: 'kestrel' });
  const { settings } = await acme.employers
    .updateSettings({ framing: 'COMPENSATION', expectedVersion: employer?.settings.version ?? 0 })
    .orThrow();
  const today = Temporal.Instant.from(settings.testNow ?? '')
    .toZonedDateTimeISO(zones.us)
    .toPlainDate();
  const monthStart = (months: number) => today.with({ day: 1 }).add({ months });

  page.say(
    `A vendor of HR software connects Kestrel Labs, a sandbox employer with a clock of its own: it is ${today}. What compute is to its people
    is decided once, and here it is part of what they are paid (${settings.framing}). Business dates begin at midnight in ${settings.timeZone},
    or where a person's legal entity is; summaries hide groups smaller than ${settings.minimumCohort}.`,
  );

  await acme.legalEntities.upsert({ legalEntities }).orThrow();
  await acme.departments.upsert({ departments }).orThrow();
  await acme.employees
    .upsert({
      employees: people.map(({ id, name, title, level, entity, department, base: [amount, currency] }) => ({
        externalId: id,
        name,
        employment: {
          effectiveDate: monthStart(0).toString(),
          title,
          level,
          jobFamily: 'ENG',
          country: entity.toUpperCase(),
          legalEntity: { externalId: entity },
          department: { externalId: department },
          baseSalary: { amount, currency },
        },
      })),
    })
    .orThrow();

  const found = await acme.employees.list().toArray({ limit: 100 });
  page.table(
    ['person', 'title', 'department', 'legal entity', '>base salary'],
    found.map(({ name, currentEmployment }) => [
      name,
      `${currentEmployment?.title}, ${currentEmployment?.level}`,
      currentEmployment?.department?.name ?? '',
      currentEmployment?.legalEntity?.name ?? '',
      currentEmployment?.baseSalary ? shown(currentEmployment.baseSalary) : '',
    ]),
  );
  page.must(
    'people',
    found.map(({ name }) => name),
    people.map(({ name }) => name),
  );
  page.must(
    'baseSalaries',
    found.map(({ currentEmployment }) => currentEmployment?.baseSalary?.amount ?? null),
    people.map(({ base }) => base[0]),
  );
  return { vendor, acme, monthStart };
}
