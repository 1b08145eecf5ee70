import { setTimeout as wait } from 'node:timers/promises';
import { pino } from 'pino';
import {
  Arg,
  Args,
  Ctx as Context,
  Field,
  FieldResolver,
  Float,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { type Authenticate, unauthenticated } from '../../src/http/authentication.js';
import { type Id, newId } from '../../src/kernel/ids.js';
import { Money } from '../../src/kernel/money.js';
import { CursorSealer, pageSize } from '../../src/kernel/page.js';
import { Fault, Refusal } from '../../src/kernel/refusal.js';
import type { Ctx } from '../../src/platform/context.js';
import {
  BigIntText,
  CurrencyCode,
  connectionOf,
  DateTime,
  Decimal,
  enumOf,
  LocalDate,
  MoneyView,
  NodeView,
  OneOf,
  PageArgs,
  UserErrorView,
} from '../../src/platform/graphql.js';
import type { Module } from '../../src/platform/module.js';
import type { Platform } from '../../src/platform/platform.js';
import { allScopes, Requires, type Scope } from '../../src/platform/scope.js';

/** A module of its own kind: it has one of everything that `http/` treats in a way of its own, and no database. */

const Color = enumOf('Color', 'A color.', { RED: 'Red.', GREEN: 'Green.' });

@Requires('employees:read')
@ObjectType('Person', { implements: NodeView, description: 'A person.' })
class PersonView extends NodeView {
  @Field(() => ID, { description: 'The id.' })
  override readonly id!: string;

  @Field(() => String, { description: 'The name.' })
  readonly name!: string;

  @Requires('pay:read')
  @Field(() => MoneyView, { nullable: true, description: 'The salary.' })
  readonly salary!: MoneyView | null;
}

@Requires('offers:read')
@ObjectType('Toy', { implements: NodeView, description: 'A toy.' })
class ToyView extends NodeView {
  @Field(() => ID, { description: 'The id.' })
  override readonly id!: string;

  @Field(() => String, { description: 'The name.' })
  readonly name!: string;

  @Field(() => Color, { nullable: true, description: 'The color.' })
  readonly color!: keyof typeof Color | null;

  @Field(() => MoneyView, { description: 'The price.' })
  readonly price!: MoneyView;

  @Field(() => [String], { description: 'Words.' })
  readonly tags!: readonly string[];

  @Field(() => String, { nullable: true, description: 'May fail to shape.' })
  readonly note!: string | null;

  // Answered by the resolver below.
  owner?: PersonView | null;
  parts?: PartView[];
  strict?: string;
  twin?: ToyView | null;
}

@ObjectType('Part', { description: 'A part of a toy.' })
class PartView {
  @Field(() => Int, { description: 'Its number.' })
  readonly number!: number;

  @Field(() => String, { description: 'Never null, or so it says.' })
  readonly label!: string;
}

const ToyConnection = connectionOf('Toy', () => ToyView);
type ToyConnection = InstanceType<typeof ToyConnection>;

@OneOf('ToyByInput')
@InputType('ToyByInput', { description: 'Names a toy.' })
class ToyByInput {
  @Field(() => ID, { nullable: true, description: 'Our id.' })
  id?: string;

  @Field(() => String, { nullable: true, description: 'Your id.' })
  externalId?: string;
}

@InputType('LeafInput', { description: 'One of every scalar.' })
class LeafInput {
  @Field(() => Decimal, { nullable: true, description: 'A decimal.' })
  decimal?: string | null;

  @Field(() => CurrencyCode, { nullable: true, description: 'A currency.' })
  currency?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'An instant.' })
  at?: Date | null;

  @Field(() => LocalDate, { nullable: true, description: 'A date.' })
  on?: string | null;

  @Field(() => BigIntText, { nullable: true, description: 'A whole number.' })
  tokens?: bigint | null;

  @Field(() => Color, { nullable: true, description: 'A color.' })
  color?: string | null;

  @Field(() => Int, { defaultValue: 7, description: 'A number with a default.' })
  count!: number;

  @Field(() => Float, { nullable: true, description: 'A ratio.' })
  ratio?: number | null;

  @Field(() => Boolean, { nullable: true, description: 'A flag.' })
  flag?: boolean | null;

  @Field(() => [LeafInput], { nullable: true, description: 'More.' })
  more?: LeafInput[] | null;

  @Field(() => [[Int]], { nullable: true, description: 'A grid.' })
  grid?: number[][] | null;

  @Field(() => ToyByInput, { nullable: true, description: 'A toy.' })
  by?: ToyByInput | null;
}

@InputType('ToySendInput', { description: 'Input of `toySend`.' })
class ToySendInput {
  @Field(() => String, { description: 'What to do: `ok`, a refusal code, or a fault code.' })
  how!: string;

  @Field(() => Int, { nullable: true, description: 'Milliseconds to take.' })
  milliseconds?: number | null;
}

@ObjectType('ToySendPayload', { description: 'What became of the toy.' })
class ToySendPayload {
  @Field(() => ToyView, { nullable: true, description: 'The toy.' })
  toy!: ToyView | null;

  @Field(() => Int, { nullable: true, description: 'How many were sent.' })
  sent!: number | null;

  @Field(() => [UserErrorView], { description: 'Why not.' })
  userErrors?: UserErrorView[];
}

@InputType('UsageReportInput', { description: 'Input of `usageReport`.' })
class UsageReportInput {
  @Field(() => [LeafInput], { description: 'Events.' })
  events!: LeafInput[];
}

@ObjectType('UsageReportPayload', { description: 'What became of the events.' })
class UsageReportPayload {
  @Field(() => Int, { nullable: true, description: 'How many came.' })
  count!: number | null;

  @Field(() => [UserErrorView], { description: 'Why not.' })
  userErrors?: UserErrorView[];
}

interface Toy {
  readonly id: Id<'offer'>;
  readonly name: string;
  readonly color: 'RED' | 'GREEN' | null;
  readonly price: Money;
  readonly tags: readonly string[];
  readonly note: string | null;
}

export const toys: Toy[] = Array.from({ length: 120 }, (_, index) => ({
  id: newId('offer'),
  name: `Toy ${index} O'Brien 李小龍`,
  color: index % 3 === 0 ? null : index % 2 === 0 ? 'RED' : 'GREEN',
  price: Money.of(`${index}.0090000000`, 'USD'),
  tags: index % 2 === 0 ? [] : ['a', `"${index}"`],
  note: index % 5 === 0 ? null : 'note',
}));
const people = new Map(
  toys.map((toy, index) => [
    toy.id,
    index % 4 === 0 ? null : { id: newId('employee'), name: `Person ${index}`, salary: Money.of('10', 'EUR') },
  ]),
);

/** What mutations did, in order; a test looks whether they overlapped. */
export const happened: string[] = [];

@Resolver(() => ToyView)
class ToyResolver {
  @Requires('offers:read')
  @Query(() => ToyConnection, { description: 'Toys.' })
  async toys(@Context() ctx: Ctx, @Args(() => PageArgs) page: PageArgs): Promise<ToyConnection> {
    const size = pageSize(page);
    return ctx.platform.cursors.connection('toys', toys.slice(0, size + 1), size, page, (toy) => [toy.id]) as unknown as ToyConnection;
  }

  @Requires('offers:read')
  @Query(() => ToyView, { nullable: true, description: 'A toy.' })
  toy(@Arg('by', () => ToyByInput, { description: 'Which.' }) by: ToyByInput): Toy | null {
    return toys.find(({ id }) => id === by.id) ?? (by.externalId === 'first' ? (toys[0] ?? null) : null);
  }

  @Requires('ANY')
  @Query(() => String, { nullable: true, description: 'Tells what arrived.' })
  echo(
    @Arg('leaf', () => LeafInput, { nullable: true, description: 'Anything.' }) leaf: LeafInput | null,
    @Arg('list', () => [LeafInput], { nullable: true, description: 'Many.' }) list: LeafInput[] | null,
    @Arg('text', () => String, { defaultValue: 'unset', description: 'A text.' }) text: string,
    @Arg('color', () => Color, { nullable: true, description: 'A color.' }) color: string | null,
    @Arg('at', () => DateTime, { nullable: true, description: 'An instant.' }) at: Date | null,
    @Arg('tokens', () => BigIntText, { nullable: true, description: 'A whole number.' }) tokens: bigint | null,
  ): string {
    return JSON.stringify({ leaf, list, text, color, at, tokens }, (_key, value) =>
      typeof value === 'bigint' ? `${value}n` : value === undefined ? 'undefined' : value,
    );
  }

  @Requires('ANY')
  @Query(() => String, { nullable: true, description: 'Fails.' })
  fail(@Arg('how', () => String, { description: 'How.' }) how: string): string {
    throw failure(how);
  }

  @Requires('ANY')
  @Query(() => String, { description: 'Fails where it may not be null.' })
  async failHard(@Arg('how', () => String, { description: 'How.' }) how: string): Promise<string> {
    await wait(1);
    throw failure(how);
  }

  @Requires('ANY')
  @Query(() => String, { nullable: true, description: 'Takes its time.' })
  async slow(@Arg('milliseconds', () => Int, { description: 'How long.' }) milliseconds: number): Promise<string> {
    await wait(milliseconds);
    return 'done';
  }

  @Requires('ANY')
  @Query(() => [NodeView], { nullable: 'items', description: 'Toys and people, and nothing.' })
  async mixed(): Promise<unknown[]> {
    return [toys[0], null, people.get(toys[1]?.id ?? newId('offer')), { id: 'unknown_1' }];
  }

  @Requires('offers:read')
  @Query(() => ToyView, { nullable: true, description: 'A toy whose note throws when it is read.' })
  async broken(): Promise<object> {
    return Object.defineProperty({ ...toys[0] }, 'note', {
      get: () => {
        throw new Error('secret /srv/path select * from pay');
      },
    });
  }

  @Requires('offers:write')
  @Mutation(() => ToySendPayload, { description: 'Sends a toy.' })
  async toySend(@Context() ctx: Ctx, @Arg('input', () => ToySendInput, { description: 'What.' }) input: ToySendInput): Promise<object> {
    happened.push(`start ${input.how}`);
    await wait(input.milliseconds ?? 0);
    happened.push(`end ${input.how}`);
    if (input.how === 'replayed') ctx.answer.replayed = true;
    else if (input.how !== 'ok') throw failure(input.how);
    return { toy: toys[0], sent: 1 };
  }

  @Requires('usage:write')
  @Mutation(() => UsageReportPayload, { description: 'Takes events.' })
  usageReport(@Arg('input', () => UsageReportInput, { description: 'What.' }) input: UsageReportInput): object {
    return { count: input.events.length };
  }

  @FieldResolver(() => PersonView, { nullable: true, description: 'Who has it.' })
  async owner(@Root() toy: Toy): Promise<object | null> {
    return people.get(toy.id) ?? null;
  }

  @FieldResolver(() => [PartView], { nullable: 'items', description: 'Its parts.' })
  parts(@Root() toy: Toy, @Arg('count', () => Int, { defaultValue: 2, description: 'How many.' }) count: number): unknown[] {
    return Array.from({ length: count }, (_, number) =>
      toy.color === null && number === 1 ? { number } : number === 3 ? new Error('part 3 is broken') : { number, label: `part ${number}` },
    );
  }

  @FieldResolver(() => String, { description: 'Null for toys without color, though it may not be.' })
  strict(@Root() toy: Toy): string | null {
    return toy.color;
  }

  @FieldResolver(() => ToyView, { nullable: true, description: 'Another like it.' })
  async twin(@Root() toy: Toy): Promise<Toy> {
    await wait(0);
    if (toy.note === null) throw new Refusal('NOT_FOUND', 'It has no twin.');
    return toy;
  }
}

/** An error as different parts of the system throw it. */
export function failure(how: string): Error {
  switch (how) {
    case 'INSUFFICIENT_BALANCE':
      return new Refusal(how, 'The balance is 1.00 USD.', ['input', 'amount'], { available: '1.00', requested: '2.5', currency: 'USD' });
    case 'INVALID_TRANSITION':
      return new Refusal(how, 'No.', ['input'], { from: 'SENT', to: 'DRAFT' });
    case 'VERSION_CONFLICT':
      return new Refusal(how, 'No.', ['input', 'expectedVersion'], { currentVersion: 4 });
    case 'NOT_FOUND':
    case 'AS_OF_TOO_RECENT':
      return new Refusal(how, 'No such thing.', ['input', 'id'], { newest: '2026-11-21T00:00:00.000Z' });
    case 'IDEMPOTENCY_IN_PROGRESS':
      return new Fault(how, 'It still runs.', { retryAfterSeconds: 3 });
    case 'RATE_LIMITED':
    case 'FORBIDDEN':
    case 'BAD_USER_INPUT':
      return new Fault(how, 'A sentence.');
    case 'network':
      return Object.assign(new Error('connect ECONNREFUSED 10.0.0.7:5432'), { code: 'ECONNREFUSED' });
    case 'bug':
      return new TypeError("Cannot read properties of undefined (reading 'x') at /srv/app/pay.ts");
    default: {
      // As the ORM wraps what the driver says.
      const driver = Object.assign(new Error(`relation "pay" ${how}`), {
        code: how,
        constraint: 'pay_amount_check',
        detail: 'Key (name)=(Ánh)',
      });
      return new Error(`insert into pay (name) values ('Ánh') - ${driver.message}`, { cause: driver });
    }
  }
}

export const toyModule: Module = {
  name: 'toys',
  entities: [],
  resolvers: [ToyResolver],
  jobs: [],
  nodes: [
    { kind: 'offer', typeName: 'Toy', scope: 'offers:read', find: async (_ctx, id) => toys.find((toy) => toy.id === id) ?? null },
    {
      kind: 'employee',
      typeName: 'Person',
      scope: 'employees:read',
      find: async (_ctx, id) => [...people.values()].find((person) => person?.id === id) ?? null,
    },
  ],
};

/** A platform without a database; what is logged is kept. */
export function toyPlatform(environment: 'production' | 'test' | 'development', logged: string[] = []): Platform {
  return {
    config: { environment, publicUrl: 'https://stipends.example' },
    cursors: new CursorSealer(Buffer.alloc(32)),
    log: pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) }),
  } as unknown as Platform;
}

export const employerId = newId('employer');

export function toyCtx(platform: Platform, scopes: readonly Scope[] = allScopes): Ctx {
  return {
    platform,
    requestId: 'test',
    actor: { kind: 'KEY', id: newId('apiKey'), scopes: new Set(scopes) },
    partnerId: newId('partner'),
    boundTo: null,
    mode: 'TEST',
    employerId,
    loaders: new Map(),
    answer: { replayed: false, redactions: [] },
  };
}

/** `Bearer all` may do everything, `Bearer some offers:read …` what it lists; `Bearer fail CODE` meets a failure. */
export function toyAuthenticate(platform: Platform): Authenticate {
  return async ({ authorization, requestId }) => {
    const [scheme, who, ...scopes] = (authorization ?? '').split(' ');
    if (who === 'fail') throw failure(scopes[0] ?? '');
    if (scheme !== 'Bearer' || (who !== 'all' && who !== 'some')) throw unauthenticated();
    return { ...toyCtx(platform, who === 'all' ? allScopes : (scopes as Scope[])), requestId };
  };
}
