/** The demo company: Halden Robotics, in four countries and as many currencies. */

export const employer = { externalId: 'halden', name: 'Halden Robotics', timeZone: 'America/New_York', currency: 'USD' };

export const legalEntities = [
  { externalId: 'us', name: 'Halden Robotics, Inc.', country: 'US', timeZone: 'America/New_York', currency: 'USD' },
  { externalId: 'de', name: 'Halden Robotics GmbH', country: 'DE', timeZone: 'Europe/Berlin', currency: 'EUR' },
  { externalId: 'in', name: 'Halden Robotics India Pvt. Ltd.', country: 'IN', timeZone: 'Asia/Kolkata', currency: 'INR' },
  { externalId: 'jp', name: 'Halden Robotics KK', country: 'JP', timeZone: 'Asia/Tokyo', currency: 'JPY' },
];

export const departments = [
  { externalId: 'eng', name: 'Engineering' },
  { externalId: 'research', name: 'Research' },
  { externalId: 'fin', name: 'Finance' },
  { externalId: 'mkt', name: 'Marketing' },
];

export const costCenters = [
  { externalId: '4100', code: '4100', name: 'Platform' },
  { externalId: '4200', code: '4200', name: 'Research' },
  { externalId: '6000', code: '6000', name: 'General and administrative' },
];

interface Person {
  readonly externalId: string;
  readonly name: string;
  readonly email: string;
  readonly title: string;
  readonly jobFamily: string;
  readonly level: string;
  readonly entity: string;
  readonly department: string;
  readonly costCenter: string;
  readonly salary: { readonly amount: string; readonly currency: string };
  readonly policy: string | null;
  /** How hard the person's agents work: events a working day, on average. */
  readonly pace: number;
}

const usd = (amount: string) => ({ amount, currency: 'USD' });

export const people: readonly Person[] = [
  {
    externalId: 'h-01',
    name: 'Mara Lindqvist',
    email: 'mara@halden.example',
    title: 'Principal engineer',
    jobFamily: 'ENG',
    level: 'L7',
    entity: 'us',
    department: 'eng',
    costCenter: '4100',
    salary: usd('310000.00'),
    policy: 'principal',
    pace: 9,
  },
  {
    externalId: 'h-02',
    name: 'Nguyễn Thị Ánh',
    email: 'anh@halden.example',
    title: 'Senior engineer',
    jobFamily: 'ENG',
    level: 'L5',
    entity: 'us',
    department: 'eng',
    costCenter: '4100',
    salary: usd('228000.00'),
    policy: 'engineering',
    pace: 7,
  },
  {
    externalId: 'h-03',
    name: "Siobhan O'Brien",
    email: 'siobhan@halden.example',
    title: 'Engineer',
    jobFamily: 'ENG',
    level: 'L4',
    entity: 'us',
    department: 'eng',
    costCenter: '4100',
    salary: usd('184000.00'),
    policy: 'engineering',
    pace: 5,
  },
  {
    externalId: 'h-04',
    name: 'Łukasz Nowak',
    email: 'lukasz@halden.example',
    title: 'Staff engineer',
    jobFamily: 'ENG',
    level: 'L6',
    entity: 'de',
    department: 'eng',
    costCenter: '4100',
    salary: { amount: '142000.00', currency: 'EUR' },
    policy: 'europe',
    pace: 6,
  },
  {
    externalId: 'h-05',
    name: 'Priya Raman',
    email: 'priya@halden.example',
    title: 'Data analyst',
    jobFamily: 'FIN',
    level: 'L4',
    entity: 'in',
    department: 'fin',
    costCenter: '6000',
    salary: { amount: '5400000.00', currency: 'INR' },
    policy: null,
    pace: 1,
  },
  {
    externalId: 'h-06',
    name: '李小龍',
    email: 'li@halden.example',
    title: 'Research scientist',
    jobFamily: 'RES',
    level: 'L6',
    entity: 'jp',
    department: 'research',
    costCenter: '4200',
    salary: { amount: '24000000', currency: 'JPY' },
    policy: null,
    pace: 2,
  },
  {
    externalId: 'h-07',
    name: 'Amara Okafor',
    email: 'amara@halden.example',
    title: 'Research lead',
    jobFamily: 'RES',
    level: 'L7',
    entity: 'us',
    department: 'research',
    costCenter: '4200',
    salary: usd('336000.00'),
    policy: 'principal',
    pace: 8,
  },
  {
    externalId: 'h-08',
    name: 'Tomás Herrera',
    email: 'tomas@halden.example',
    title: 'Campaign manager',
    jobFamily: 'MKT',
    level: 'L3',
    entity: 'us',
    department: 'mkt',
    costCenter: '6000',
    salary: usd('118000.00'),
    policy: 'engineering',
    pace: 2,
  },
];

export const fxRates = [
  { base: 'USD', quote: 'EUR', rate: '0.92' },
  { base: 'USD', quote: 'INR', rate: '83.6' },
  { base: 'USD', quote: 'JPY', rate: '149.2' },
];

/** What agents run on, with the tokens of a typical call. */
export const models = [
  { provider: 'anthropic', model: 'claude-sonnet-4-5', input: 24_000, cacheRead: 61_000, output: 3_100 },
  { provider: 'openai', model: 'gpt-5', input: 15_000, cacheRead: 22_000, output: 4_400 },
  { provider: 'google', model: 'gemini-2.5-pro', input: 31_000, cacheRead: 0, output: 2_200 },
  { provider: 'anthropic', model: 'claude-haiku-4-5', input: 9_000, cacheRead: 12_000, output: 1_300 },
] as const;
