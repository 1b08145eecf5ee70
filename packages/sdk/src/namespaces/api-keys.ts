import { ApiKeysCreateDocument, ApiKeysListDocument, ApiKeysRevokeDocument } from '../generated/operations.js';
import type { Operations } from '../operation.js';

/** Your credentials. */
export const apiKeys = (call: Operations) => ({
  /**
   * Your keys, revoked ones included, without their secrets; for a key that is bound to one employer, those bound to it.
   *
   * Scope: `keys:write`.
   */
  list: call.list(ApiKeysListDocument, (data) => data.apiKeys),

  /**
   * Makes a key, of the mode of the key in use and with no scope that one lacks. `secret` is in this answer and in no other: keep it.
   * It is `null` where an earlier request with the same idempotency key made the key: revoke it then, and make another.
   *
   * Scope: `keys:write`. Refused with `VALIDATION`, `IDEMPOTENCY_CONFLICT` or, for the `employer`, `NOT_FOUND`.
   */
  create: call.mutate(ApiKeysCreateDocument, 'apiKeyCreate'),

  /**
   * Revokes a key for good; it stops working within five seconds. Safe to repeat.
   *
   * Scope: `keys:write`. Refused with `NOT_FOUND`.
   */
  revoke: call.mutate(ApiKeysRevokeDocument, 'apiKeyRevoke', { naturallyIdempotent: true }),
});
