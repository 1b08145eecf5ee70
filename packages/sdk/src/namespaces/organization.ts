import {
  CostCentersListDocument,
  CostCentersUpsertDocument,
  DepartmentsListDocument,
  DepartmentsUpsertDocument,
  LegalEntitiesListDocument,
  LegalEntitiesUpsertDocument,
} from '../generated/operations.js';
import type { Operations } from '../operation.js';

/** The companies of an employer that have people on their payroll. Business dates of a person are those of their legal entity's zone. */
export const legalEntities = (call: Operations) => ({
  /**
   * The legal entities, in the order in which they were first sent.
   *
   * Scope: `employees:read`.
   */
  list: call.list(LegalEntitiesListDocument, (data) => data.legalEntities),

  /**
   * Creates legal entities, or changes those whose `externalId` is known; at most 250. One outcome per item, in order, with its own
   * `userErrors` (`VALIDATION`).
   *
   * Scope: `employees:write`. Refused as a whole with `IDEMPOTENCY_CONFLICT`.
   */
  upsert: call.mutate(LegalEntitiesUpsertDocument, 'legalEntitiesUpsert'),
});

/** The parts of the organization in which people work. */
export const departments = (call: Operations) => ({
  /**
   * The departments, in the order in which they were first sent.
   *
   * Scope: `employees:read`.
   */
  list: call.list(DepartmentsListDocument, (data) => data.departments),

  /**
   * Creates departments, or changes those whose `externalId` is known; at most 250. One outcome per item, in order, with its own
   * `userErrors` (`VALIDATION`).
   *
   * Scope: `employees:write`. Refused as a whole with `IDEMPOTENCY_CONFLICT`.
   */
  upsert: call.mutate(DepartmentsUpsertDocument, 'departmentsUpsert'),
});

/** Where the cost of people is booked. */
export const costCenters = (call: Operations) => ({
  /**
   * The cost centers, in the order in which they were first sent, each with what is in its `pools`: unused compute handed over by
   * `grants.transfer`, per currency.
   *
   * Scope: `employees:read`. `pools` is null without `balances:read`.
   */
  list: call.list(CostCentersListDocument, (data) => data.costCenters),

  /**
   * Creates cost centers, or changes those whose `externalId` is known; at most 250. One outcome per item, in order, with its own
   * `userErrors` (`VALIDATION`).
   *
   * Scope: `employees:write`. Refused as a whole with `IDEMPOTENCY_CONFLICT`.
   */
  upsert: call.mutate(CostCentersUpsertDocument, 'costCentersUpsert'),
});
