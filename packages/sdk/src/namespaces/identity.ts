import { MeDocument, NodeDocument, NodesDocument } from '../generated/operations.js';
import type { Operations } from '../operation.js';

/** What every key may ask, on the client itself. */
export const identity = (call: Operations) => ({
  /**
   * The key in use: its mode, its scopes, and the employer it acts for.
   *
   * Scope: any.
   */
  me: call.get(MeDocument, (data) => data.me),

  /**
   * Which type of thing an id names, as `__typename`; `null` for what is not there and for what is not of this employer, alike. For more
   * than that use the namespace's `get`, or `client.query` with a fragment on the type.
   *
   * Scope: any. What the key may not read is `null`, too, and named in `extensions.redactions`.
   */
  node: call.get(NodeDocument, (data) => data.node),

  /**
   * Which types of things up to 100 `ids` name, in the order of the ids; `null` for each that is not there.
   *
   * Scope: any. What the key may not read is `null`, too, and named in `extensions.redactions`.
   */
  nodes: call.get(NodesDocument, (data) => data.nodes),
});
