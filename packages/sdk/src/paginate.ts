import { Call, type WithResponse } from './call.js';
import { apiErrorOf, ConfigurationError } from './errors.js';

/** A connection as the schema has it: one page of a list. */
export interface Connection<Node> {
  readonly nodes: readonly Node[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly endCursor: string | null;
    readonly hasPreviousPage?: boolean;
    readonly startCursor?: string | null;
  };
}

export type NodeOf<C> = C extends Connection<infer Node> ? Node : never;

/** One page; iterating over it goes on through all later pages. What else the list answers (`totalCount`, `asOf`) is on it, too. */
export type Page<C extends Connection<unknown>> = PageOf<C> & Omit<C, 'nodes' | 'pageInfo'>;

/** How many items {@link PageOf.toArray} may gather. */
export interface ArrayOptions {
  /** At most so many items; required, because a list of a large employer does not fit into memory by accident. */
  readonly limit: number;
}

/** Loads the page that starts after a cursor. */
export type LoadPage<C> = (after: string) => Promise<WithResponse<C>>;

/** The part of a page that is the same for every list. */
export class PageOf<C extends Connection<unknown>> implements AsyncIterable<NodeOf<C>> {
  readonly nodes: ReadonlyArray<NodeOf<C>>;
  readonly pageInfo: C['pageInfo'];
  readonly #load: LoadPage<C>;

  constructor(connection: C, load: LoadPage<C>) {
    this.nodes = connection.nodes as ReadonlyArray<NodeOf<C>>;
    this.pageInfo = connection.pageInfo;
    this.#load = load;
  }

  /** Where this page ends. Keep it, and give it back as `after` to resume behind this page, in another process, too. */
  get cursor(): string | null {
    return this.pageInfo.endCursor;
  }

  /**
   * The page behind this one, or `null` after the last.
   * @throws ServerError `INVALID_RESPONSE` where the server answers with the cursor it was given: the list would never end
   */
  async nextPage(): Promise<Page<C> | null> {
    const { hasNextPage, endCursor } = this.pageInfo;
    if (!hasNextPage) return null;
    if (endCursor === null) throw stuck(undefined);
    const { data, response } = await this.#load(endCursor);
    if (data.pageInfo.hasNextPage && data.pageInfo.endCursor === endCursor) throw stuck(response);
    return pageOf(data, this.#load);
  }

  /** All items from this page on, loading further pages as they are reached. */
  async *[Symbol.asyncIterator](): AsyncGenerator<NodeOf<C>, void, undefined> {
    for (let page: PageOf<C> | null = this; page; page = await page.nextPage()) yield* page.nodes;
  }

  /**
   * The items from this page on, at most `limit`.
   * @throws ConfigurationError without a limit
   */
  async toArray(options: ArrayOptions): Promise<Array<NodeOf<C>>> {
    const limit: unknown = options?.limit;
    if (typeof limit !== 'number' || !Number.isSafeInteger(limit) || limit < 0) {
      throw new ConfigurationError('`toArray` needs a `limit`, a whole number: `.toArray({ limit: 5_000 })`.');
    }
    const items: Array<NodeOf<C>> = [];
    for (let page: PageOf<C> | null = this; page; page = items.length < limit ? await page.nextPage() : null) {
      items.push(...page.nodes.slice(0, limit - items.length));
    }
    return items;
  }
}

/** A list under way: `await` it for the first page, or iterate over it for all items of all pages. */
export class PageCall<C extends Connection<unknown>> extends Call<Page<C>> implements AsyncIterable<NodeOf<C>> {
  /** All items, loading further pages as they are reached. */
  async *[Symbol.asyncIterator](): AsyncGenerator<NodeOf<C>, void, undefined> {
    yield* await this;
  }

  /**
   * All items, at most `limit`.
   * @throws ConfigurationError without a limit
   */
  async toArray(options: ArrayOptions): Promise<Array<NodeOf<C>>> {
    return (await this).toArray(options);
  }
}

/** A connection with what is needed to go on from it. */
export function pageOf<C extends Connection<unknown>>(connection: C, load: LoadPage<C>): Page<C> {
  const { nodes: _nodes, pageInfo: _pageInfo, ...rest } = connection;
  return Object.assign(new PageOf(connection, load), rest);
}

function stuck(response: { readonly status: number; readonly requestId: string } | undefined) {
  return apiErrorOf({
    code: 'INVALID_RESPONSE',
    message: 'The list has a next page, but its cursor does not move on.',
    status: response?.status ?? 200,
    requestId: response?.requestId,
  });
}
