import { ConfigurationError } from './errors.js';

/**
 * A GraphQL document that knows the types of its result and variables: what graphql-codegen generates in string mode
 * (`TypedDocumentString`, which is a `String` object), ours and yours.
 */
export interface TypedDocument<Data, Variables> {
  toString(): string;
  readonly __apiType?: (variables: Variables) => Data;
  readonly __meta__?: Readonly<Record<string, unknown>> | undefined;
}

/** What the client must know of an operation to send and repeat it. */
export interface DocumentFacts {
  readonly text: string;
  readonly kind: 'query' | 'mutation';
  /** `undefined` for an anonymous operation. */
  readonly name: string | undefined;
  /** Whether the input type has the field `idempotencyKey`; the generated documents say, others are not asked. */
  readonly keyed: boolean;
}

/** Reads a document: from what the generator wrote beside ours, from the text of any other. */
export function factsOf(document: string | TypedDocument<unknown, never>): DocumentFacts {
  const text = document.toString();
  if (!text.includes('{')) {
    throw new ConfigurationError(
      'The document is not GraphQL text. Pass a string, or generate your documents with `documentMode: "string"`: parsed documents are not accepted.',
    );
  }
  const meta = typeof document === 'string' ? undefined : document.__meta__;
  if (meta?.kind === 'query' || meta?.kind === 'mutation') {
    return { text, kind: meta.kind, name: typeof meta.name === 'string' ? meta.name : undefined, keyed: meta.keyed === true };
  }
  return { text, ...operationIn(text), keyed: false };
}

// Strings and comments are matched as one token each, so that a brace or keyword inside them means nothing.
const tokens = /"""(?:\\"""|[\s\S])*?"""|"(?:\\.|[^"\\\n])*"|#[^\n\r]*|[{}()]|\w+/g;

/** Finds the operations of a document without parsing it. With several, one mutation makes it a mutation: the careful reading. */
function operationIn(text: string): Pick<DocumentFacts, 'kind' | 'name'> {
  let depth = 0;
  let previous = '}';
  let operation: Pick<DocumentFacts, 'kind' | 'name'> | undefined;
  for (const [token] of text.matchAll(tokens)) {
    if (token.startsWith('"') || token.startsWith('#')) continue;
    if (depth === 0 && previous === '}' && (token === 'query' || token === 'mutation' || token === '{')) {
      if (operation?.kind !== 'mutation') operation = { kind: token === 'mutation' ? 'mutation' : 'query', name: undefined };
    } else if (depth === 0 && (previous === 'query' || previous === 'mutation') && /^\w/.test(token)) {
      if (operation?.kind === previous) operation = { kind: previous, name: token };
    }
    if (token === '{' || token === '(') depth++;
    if (token === '}' || token === ')') depth--;
    previous = token;
  }
  if (!operation) throw new ConfigurationError('The document has neither a query nor a mutation.');
  return operation;
}
