import { foldingOfNames, foldStoredNames } from './0221-folded-names.js';
import type { SchemaStep } from './migration.js';

/** More of what is not seen in a name is ignored, and every dash is a hyphen: what is stored is folded again. */
export const namesNotSeen: SchemaStep = {
  name: '0290-names-not-seen',
  sql: `
    ${foldingOfNames}

    -- Whether a list names a value, however both are written: what ends with * names what begins so. The value is folded once.
    create or replace function is_named(p_names text[], p_value text) returns boolean language sql immutable as $$
      select exists (
        select from (select folded_name(p_value) as value offset 0) as v, unnest(p_names) as n (given),
          lateral (select folded_name(n.given) as name offset 0) as f
        where f.name = v.value or (right(f.name, 1) = '*' and starts_with(v.value, left(f.name, -1))))
    $$;

    ${foldStoredNames}
  `,
};
