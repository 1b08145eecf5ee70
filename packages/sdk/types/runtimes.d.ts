// What some runtimes have beyond ECMAScript 2022 and fetch, so that the source is checked against what all of them have.

/** Node, Bun and some edge runtimes. */
declare const process: { readonly env?: { readonly [name: string]: string | undefined }; readonly versions?: { readonly node?: string } };

/** Engines of the V8 family. */
interface ErrorConstructor {
  captureStackTrace(target: object, without?: (...parameters: never[]) => unknown): void;
}
