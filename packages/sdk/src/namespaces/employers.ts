import {
  type EmployerByInput,
  EmployersGetDocument,
  EmployersListDocument,
  EmployersUpdateSettingsDocument,
  EmployersUpsertDocument,
} from '../generated/operations.js';
import type { Operations } from '../operation.js';

/** The companies you act for. A live key sees live employers, a test key sandbox ones. */
export const employers = (call: Operations) => ({
  /**
   * The employers connected to you, by id.
   *
   * Scope: `employers:read`.
   */
  list: call.list(EmployersListDocument, (data) => data.employers),

  /**
   * One employer by `{ id }` or your own `{ externalId }`; `null` for one that is not there or not connected.
   *
   * Scope: `employers:read`.
   */
  get: call.get(
    EmployersGetDocument,
    (data) => data.employer,
    (by: EmployerByInput) => ({ by }),
  ),

  /**
   * Makes employers, or changes those whose `externalId` is known; at most 100. One outcome per item, in order: the `employer`, or
   * `null` and its own `userErrors` (`VALIDATION`). Safe to repeat.
   *
   * Scope: `employers:write`.
   */
  upsert: call.mutate(EmployersUpsertDocument, 'employersUpsert', { naturallyIdempotent: true }),

  /**
   * Changes settings of the employer the client was made for with `forEmployer`. Fields that are left out stay as they are.
   *
   * Scope: `employers:write`. Refused with `VALIDATION`, `IDEMPOTENCY_CONFLICT`, or `VERSION_CONFLICT` with the
   * `currentVersion`.
   */
  updateSettings: call.mutate(EmployersUpdateSettingsDocument, 'employerSettingsUpdate'),
});
