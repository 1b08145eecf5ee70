export type { GraphQLErrorLike, ResponseFacts } from './answer.js';
export type { Call, Changed, MutationCall, MutationPayload, Outcome, Refused, WithResponse } from './call.js';
export { type QueryArguments, type QueryOptions, type QueryResult, StipendClient } from './client.js';
export type { ClientCode, ErrorCode, FaultCode, RefusalCode } from './codes.js';
export type { TypedDocument } from './document.js';
export * from './documents.js';
export {
  AbortedError,
  ApiError,
  AuthError,
  type Coded,
  ConfigurationError,
  ConflictError,
  ConnectionError,
  type ErrorEntry,
  IdempotencyError,
  isStipendError,
  NotFoundError,
  PermissionError,
  QueryTooComplexError,
  RateLimitError,
  ServerError,
  StipendError,
  TimeoutError,
  type UserErrorLike,
  UserInputError,
} from './errors.js';
export type { WaitOptions } from './namespaces/jobs.js';
export type { FailedUsage, UsageReport } from './namespaces/usage.js';
export type { IdempotencyOption, ListRequest, Method, MutationInput, MutationOptions } from './operation.js';
export type { ArrayOptions, Connection, Page, PageCall, PageOf } from './paginate.js';
export type { CallOptions, ClientOptions, EmployerRef, Fetch, Logger, ResponseHeaders } from './settings.js';
export type * from './types.js';
export { version } from './version.js';
