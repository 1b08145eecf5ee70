/** One call of this server's own API, over loopback like any client's. */
export type Ask = <Data>(document: string, variables?: object) => Promise<Data>;

interface Answer<Data> {
  readonly data?: Data | null;
  readonly errors?: ReadonlyArray<{ readonly message: string }>;
}

/** Calls as the holder of a key, for one employer when it is named. Errors and user errors are thrown in words. */
export function asking(baseUrl: string, key: string, employer?: string): Ask {
  return async <Data>(document: string, variables: object = {}): Promise<Data> => {
    const response = await fetch(`${baseUrl}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${key}`,
        ...(employer === undefined ? {} : { 'x-employer': employer }),
      },
      body: JSON.stringify({ query: document, variables }),
    });
    const { data, errors = [] } = (await response.json()) as Answer<Data>;
    const refusals = [...errors.map(({ message }) => message), ...userErrorsIn(data)];
    if (refusals.length > 0 || data === undefined || data === null) throw new Error(`The demo was refused: ${refusals.join(' ')}`);
    return data;
  };
}

/** Every user error, wherever in the answer: of a mutation, or of an item of a batch. */
function userErrorsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(userErrorsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name === 'userErrors' && Array.isArray(inner) ? inner.map(({ code, message }) => `${code}: ${message}`) : userErrorsIn(inner),
  );
}
