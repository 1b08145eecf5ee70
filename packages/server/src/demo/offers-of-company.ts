/** Offers in every state a recruiter meets. */
export interface DemoOffer {
  readonly create: object;
  /** What happens to it after it is made. */
  readonly steps: ReadonlyArray<'SEND' | 'ACCEPT' | 'DECLINE'>;
}

const usd = (amount: string) => ({ amount, currency: 'USD' });

const terms = {
  expiry: 'PERIOD_END',
  rollover: 'NONE',
  taxTreatment: 'WORKING_CONDITION_FRINGE',
  personalUse: 'INCIDENTAL',
  usageVisibility: { seenBy: 'your manager and the finance team', detail: 'TOTALS', ranked: false },
};

const guaranteed = (until: string) => ({ kind: 'GUARANTEED', until, onTermination: 'ENDS', onLeave: 'CONTINUES' });
const discretionary = { kind: 'DISCRETIONARY', onTermination: 'ENDS', onLeave: 'CONTINUES' };

function compute(amount: string, period: 'MONTHLY' | 'ANNUAL', framing: 'EMPLOYER_TOOL' | 'COMPENSATION', guarantee: object) {
  return { computeStipend: { amountType: 'FIXED', period, amount: usd(amount), framing, guarantee, ...terms } };
}

/** @param startDate the planned first day @param nextYear a year after it */
export function offersOf(startDate: string, nextYear: string): readonly DemoOffer[] {
  return [
    {
      create: {
        externalId: 'halden-offer-1',
        candidateName: 'Nora Aaltonen',
        candidateEmail: 'nora@candidate.example',
        title: 'Founding researcher',
        startDate,
        components: [
          { baseSalary: { amount: usd('375000.00') } },
          { equity: { grantValue: usd('400000.00'), vestingYears: 4, valuationBasis: 'the preferred price of the last round' } },
          compute('100000.00', 'ANNUAL', 'COMPENSATION', guaranteed(nextYear)),
        ],
      },
      steps: ['SEND'],
    },
    {
      create: {
        externalId: 'halden-offer-2',
        candidateName: 'Đặng Minh Khôi',
        candidateEmail: 'khoi@candidate.example',
        title: 'Engineer',
        startDate,
        components: [
          { baseSalary: { amount: usd('176000.00') } },
          { bonus: { type: 'SIGN_ON', amount: usd('15000.00') } },
          compute('1500.00', 'MONTHLY', 'EMPLOYER_TOOL', discretionary),
        ],
      },
      steps: ['SEND', 'ACCEPT'],
    },
    {
      create: {
        externalId: 'halden-offer-3',
        candidateName: 'Grace Adeyemi',
        title: 'Senior engineer',
        startDate,
        components: [{ baseSalary: { amount: usd('221000.00') } }, compute('1500.00', 'MONTHLY', 'EMPLOYER_TOOL', discretionary)],
      },
      steps: ['SEND', 'DECLINE'],
    },
    {
      create: {
        externalId: 'halden-offer-4',
        candidateName: 'Émile Tremblay',
        title: 'Campaign manager',
        startDate,
        components: [{ baseSalary: { amount: usd('121000.00') } }],
      },
      steps: [],
    },
  ];
}
