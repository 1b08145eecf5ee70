/** One forward step of the schema: plain SQL, run once, in its own transaction, by the owner role. */
export interface SchemaStep {
  /** Sorts and names it for ever: `0040-ledger`. */
  readonly name: string;
  readonly sql: string;
}

/** Appended to the definition of a table whose rows belong to an employer. */
export interface TenantTableOptions {
  /** No update, no delete: neither privilege for the app role nor, by trigger, the owner. */
  readonly appendOnly?: boolean;
}

/**
 * Row-level security, forced for the owner too, the privileges of the app role, and no statistics of the tenant: plans are the same
 * for an employer that the statistics have seen and for one that is new (`0260-any-employer`).
 */
export function tenantTable(table: string, { appendOnly = false }: TenantTableOptions = {}): string {
  return `
    alter table ${table} enable row level security;
    alter table ${table} force row level security;
    alter table ${table} alter column employer_id set statistics 0;
    create policy ${table}_tenant on ${table}
      using (employer_id = nullif(current_setting('app.employer_id', true), '')::uuid)
      with check (employer_id = nullif(current_setting('app.employer_id', true), '')::uuid);
    grant select, insert${appendOnly ? '' : ', update, delete'} on ${table} to stipends_app;
    ${
      appendOnly
        ? `create trigger ${table}_append_only before update or delete or truncate on ${table}
             for each statement execute function refuse_change();`
        : ''
    }`;
}
