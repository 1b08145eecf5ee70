import {
  PoliciesArchiveDocument,
  PoliciesCreateDocument,
  PoliciesExplainDocument,
  PoliciesGetDocument,
  PoliciesListDocument,
  PoliciesPublishDocument,
  PoliciesUpdateDocument,
  type PolicyByInput,
} from '../generated/operations.js';
import type { Operations } from '../operation.js';

/** Rules that say how much compute people are granted. What was published is never edited: a change is a new version. */
export const policies = (call: Operations) => ({
  /**
   * The policies of the employer, oldest first, each with the version that counts today and the one being drafted.
   *
   * Scope: `policies:read`.
   */
  list: call.list(PoliciesListDocument, (data) => data.policies),

  /**
   * One policy by `{ id }` or `{ externalId }`, with every version, newest first (the first 50); `null` where there is none.
   *
   * Scope: `policies:read`.
   */
  get: call.get(
    PoliciesGetDocument,
    (data) => data.policy,
    (by: PolicyByInput) => ({ by }),
  ),

  /**
   * Which policies and offers count for an `employee` on a day (left out, today where the person works), and why the others do not:
   * terms of an offer stand instead of a policy unless its `stacking` is `ADD`. What counts comes first.
   *
   * Scope: `policies:read`. Fails with `NOT_FOUND` for an unknown person.
   */
  explain: call.get(PoliciesExplainDocument, (data) => data.policyExplain),

  /**
   * Creates a policy whose first version is a draft. A share of base is given in basis points of the annual base salary: 5000 is 50 %.
   *
   * Scope: `policies:write`. Refused with `VALIDATION`, `CURRENCY_MISMATCH`, `AMOUNT_OUT_OF_RANGE` or `IDEMPOTENCY_CONFLICT`.
   */
  create: call.mutate(PoliciesCreateDocument, 'policyCreate'),

  /**
   * Changes the name, or drafts new terms, which are given as a whole.
   *
   * Scope: `policies:write`. Refused with `VALIDATION`, `NOT_FOUND`, `INVALID_TRANSITION`, `VERSION_CONFLICT` with the `currentVersion`,
   * `CURRENCY_MISMATCH`, `AMOUNT_OUT_OF_RANGE` or `IDEMPOTENCY_CONFLICT`.
   */
  update: call.mutate(PoliciesUpdateDocument, 'policyUpdate'),

  /**
   * Publishes the draft. From the business date `effectiveFrom` it decides the months that are not granted yet.
   *
   * Scope: `policies:write`. Refused with `VALIDATION`, `NOT_FOUND`, `INVALID_TRANSITION`, `VERSION_CONFLICT` with the `currentVersion` or
   * `IDEMPOTENCY_CONFLICT`.
   */
  publish: call.mutate(PoliciesPublishDocument, 'policyPublish'),

  /**
   * Ends enrolment. Who is enrolled keeps the terms until the stipend ends.
   *
   * Scope: `policies:write`. Refused with `NOT_FOUND`, `INVALID_TRANSITION`, `VERSION_CONFLICT` with the `currentVersion` or
   * `IDEMPOTENCY_CONFLICT`.
   */
  archive: call.mutate(PoliciesArchiveDocument, 'policyArchive'),
});
