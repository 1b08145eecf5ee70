import { createHmac, timingSafeEqual } from 'node:crypto';
import { limits } from './limits.js';
import { Fault } from './refusal.js';

/** What a caller asks of a list. */
export interface PageRequest {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

/** The sort key of a row, as text: what `after` resumes behind. */
export type CursorKey = readonly string[];

/** A page of rows with the cursor of each; the view types of lists fit it. Cursors are sealed when they are read. */
export interface Connection<T> {
  readonly edges: ReadonlyArray<{ readonly cursor: string; readonly node: T }>;
  readonly nodes: readonly T[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

/**
 * The number of rows asked for.
 * @throws Fault `BAD_USER_INPUT` outside 1…max: never a silent clamp
 */
export function pageSize(request: PageRequest, max: number = limits.pageMax): number {
  const first = request.first ?? Math.min(limits.pageDefault, max);
  if (!Number.isInteger(first) || first < 1 || first > max) {
    throw new Fault('BAD_USER_INPUT', `\`first\` is between 1 and ${max}.`, { limit: max });
  }
  return first;
}

/** Seals and opens cursors: authenticated, and bound to one list of one tenant. */
export class CursorSealer {
  constructor(private readonly key: Buffer) {}

  /** @param list what the cursor belongs to: list name, tenant and filter, so that no other list accepts it */
  seal(list: string, key: CursorKey): string {
    const payload = Buffer.from(JSON.stringify(key));
    return Buffer.concat([this.tag(list, payload), payload]).toString('base64url');
  }

  /** @throws Fault `BAD_USER_INPUT` for a cursor that was edited or belongs to another list */
  open(list: string, cursor: string): CursorKey {
    const bytes = Buffer.from(cursor, 'base64url');
    const payload = bytes.subarray(16);
    if (bytes.length < 18 || !timingSafeEqual(bytes.subarray(0, 16), this.tag(list, payload))) {
      throw new Fault('BAD_USER_INPUT', 'The cursor in `after` does not belong to this list.');
    }
    return JSON.parse(payload.toString()) as CursorKey;
  }

  /**
   * Shapes rows into a connection. Load one row more than `size`: it tells whether a next page exists.
   * @param keyOf the row's sort key, ending in its id
   */
  connection<T>(list: string, rows: readonly T[], size: number, request: PageRequest, keyOf: (row: T) => CursorKey): Connection<T> {
    const nodes = rows.slice(0, size);
    const seal = (node: T) => this.seal(list, keyOf(node));
    const sealOrNull = (node: T | undefined) => (node === undefined ? null : seal(node));
    // Most callers read `nodes` and one cursor of the page; a seal for every row would be most of the work of a long list.
    return {
      get edges() {
        return nodes.map((node) => ({
          get cursor() {
            return seal(node);
          },
          node,
        }));
      },
      nodes,
      pageInfo: {
        hasNextPage: rows.length > size,
        hasPreviousPage: request.after != null,
        get startCursor() {
          return sealOrNull(nodes[0]);
        },
        get endCursor() {
          return sealOrNull(nodes.at(-1));
        },
      },
    };
  }

  private tag(list: string, payload: Buffer): Buffer {
    return createHmac('sha256', this.key).update(list).update('\0').update(payload).digest().subarray(0, 16);
  }
}
