export type LimitKind = 'LIMIT' | 'CIRCUIT_BREAKER';
export type LimitUnit = 'MONEY' | 'TOKENS';
export type LimitScope = 'PERSON' | 'TOOL' | 'MODEL' | 'COST_CENTER' | 'DEPARTMENT' | 'EMPLOYER';
export type LimitWindow = 'HOUR' | 'DAY' | 'WEEK' | 'MONTH' | 'PERIOD' | 'LIFETIME';
export type LimitMode = 'HARD' | 'SOFT' | 'OBSERVE';

/** One that is shared by all people of a cost center, a department or the employer; other limits count each person apart. */
export function isShared(scope: LimitScope): boolean {
  return scope === 'COST_CENTER' || scope === 'DEPARTMENT' || scope === 'EMPLOYER';
}

/** A limit as it counts for one person. */
export interface LimitTerms {
  readonly id: string;
  readonly kind: LimitKind;
  readonly unit: LimitUnit;
  readonly scope: LimitScope;
  readonly window: LimitWindow;
  readonly mode: LimitMode;
  /** In 10⁻¹⁰ units of money, or in tokens; null is no limit, zero allows nothing. */
  readonly amountUnits: bigint | null;
  /** A breaker that trips at a multiple of the person's pace; in 10⁻¹⁰. */
  readonly multipleUnits: bigint | null;
}

/** How far a limit is used up, before the spend that is decided. */
export interface LimitLevel extends Omit<LimitTerms, 'multipleUnits'> {
  readonly amountUnits: bigint;
  readonly usedUnits: bigint;
  /** What is kept in a HARD shared limit for grants that are guaranteed to others; zero elsewhere. */
  readonly reservedUnits: bigint;
  /** The spend does not fit into what is left, or the breaker has tripped. */
  readonly exceeded: boolean;
  readonly windowStart: Date;
  /** Null for a lifetime. */
  readonly resetsAt: Date | null;
}

/**
 * The level a caller is told of: for a refusal the breaker that has tripped, else the exceeded HARD one with the least left, and
 * of those the one that resets last; where nothing is exceeded the HARD one that will refuse first. Those in money come before
 * those in tokens. Null where no HARD limit applies.
 */
export function bindingLevel(levels: readonly LimitLevel[]): LimitLevel | null {
  const hard = levels.filter(({ mode }) => mode === 'HARD');
  const exceeded = hard.filter((level) => level.exceeded);
  const broken = exceeded.filter(({ kind }) => kind === 'CIRCUIT_BREAKER');
  const refusing = [broken, exceeded, hard].find((some) => some.length > 0) ?? [];
  const inMoney = refusing.filter(({ unit }) => unit === 'MONEY');
  const candidates = inMoney.length > 0 ? inMoney : refusing;
  const left = ({ amountUnits, usedUnits, reservedUnits }: LimitLevel): bigint => amountUnits - usedUnits - reservedUnits;
  const reset = ({ resetsAt }: LimitLevel): number => resetsAt?.getTime() ?? Number.POSITIVE_INFINITY;
  return (
    candidates.toSorted((a, b) =>
      left(a) < left(b) ? -1 : left(a) > left(b) ? 1 : reset(a) > reset(b) ? -1 : reset(a) < reset(b) ? 1 : 0,
    )[0] ?? null
  );
}
