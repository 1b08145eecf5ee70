import { types } from 'pg';

/** Dates and numbers stay text: a JavaScript Date has no business date, a JavaScript number no exact decimal. */
const asText = new Set<number>([types.builtins.DATE, types.builtins.INT8, types.builtins.NUMERIC]);

/** How a value of the database reaches code, on every connection: instants as `Date`, money and dates as text. */
export const typeRules = {
  getTypeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
    return asText.has(oid) ? (value) => value : types.getTypeParser(oid, format ?? 'text');
  },
};
