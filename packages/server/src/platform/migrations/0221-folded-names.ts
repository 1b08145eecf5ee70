import type { SchemaStep } from './migration.js';

/**
 * The one form of all spellings of a name, as `foldedName` of the server says it: Unicode NFKC, without what is not seen, with one
 * hyphen for all dashes, without case letter by letter, and without space around it or twice in a row. Most names are plain, and
 * quickly told from others: each of their characters takes one byte.
 */
export const foldingOfNames = `
    do $fold$
    declare
      -- Letters have their case from Unicode, whatever the locale of the database. PostgreSQL has it by itself from 17 on; before, from the
      -- system or ICU.
      v_known text[] := array['pg_c_utf8', 'C.utf8', 'C.UTF-8', 'und-x-icu'];
      v_collation text := (
        select c.collname from pg_collation c
        where c.collname = any(v_known) and c.collencoding in (-1, pg_char_to_encoding(getdatabaseencoding()))
        order by array_position(v_known, c.collname::text) limit 1);
    begin
      if v_collation is null then
        raise exception 'the database has none of the collations %: import one with pg_import_system_collations', v_known;
      end if;
      execute format($create$
    create or replace function folded_name(p_name text) returns text language sql immutable parallel safe as $folded$
      select case when octet_length(p_name) = char_length(p_name) and strpos(p_name, ' ') = 0 then
        translate(p_name, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') else
        btrim(regexp_replace(normalize(replace(lower(replace(regexp_replace(regexp_replace(normalize(p_name, NFKC),
          '[\\u00AD\\u034F\\u061C\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F\\u200B-\\u200F\\u202A-\\u202E\\u2060-\\u206F\\u3164\\uFE00-\\uFE0F\\uFEFF\\uFFA0\\uFFF0-\\uFFFB\\U0001BCA0-\\U0001BCA3\\U0001D173-\\U0001D17A\\U000E0000-\\U000E0FFF]', '', 'g'),
          '[\\u058A\\u05BE\\u1400\\u1806\\u2010-\\u2015\\u2053\\u207B\\u208B\\u2212\\u2E17\\u2E1A\\u2E3A\\u2E3B\\u2E40\\u2E5D\\u301C\\u3030\\u30A0\\U00010D6E\\U00010EAD]', '-', 'g'),
        U&'\\0130', U&'i\\0307') collate %I), U&'\\03C2', U&'\\03C3'), NFKC), '[ \\u1680\\u2028\\u2029\\u2800]+', ' ', 'g'), ' ') end
    $folded$$create$, v_collation);
    end $fold$;`;

/**
 * Folds what is stored. What two spellings limited is limited once, by the stricter limit. Limits of tools are counted anew from
 * the holds. Tenant by tenant: row security holds for the owner too.
 */
export const foldStoredNames = `
    do $$
    declare
      v_employer uuid;
    begin
      for v_employer in select e.id from employer e loop
        perform set_config('app.employer_id', v_employer::text, true);
        delete from spend_counter c using spend_limit l
        where c.employer_id = v_employer and l.employer_id = v_employer and l.id = c.limit_id and l.tool is not null;
        delete from spend_limit l using (
          select s.id, row_number() over (partition by s.kind, s.unit, s.employee_id, folded_name(s.tool), s.time_window, s.currency
            order by s.mode = 'HARD' and s.amount is not null desc, s.amount nulls last, s.id) as place
          from spend_limit s where s.employer_id = v_employer and s.tool is not null) twin
        where l.employer_id = v_employer and l.id = twin.id and twin.place > 1;
        update spend_limit set tool_shown = coalesce(tool_shown, tool), tool = folded_name(tool) where employer_id = v_employer and tool is not null;
        update hold h set provider = folded_name(h.provider), model = folded_name(h.model), tool = folded_name(h.tool),
          shown = coalesce(h.shown, jsonb_strip_nulls(jsonb_build_object('provider', h.provider, 'model', h.model, 'tool', h.tool)))
        where h.employer_id = v_employer
          and (h.provider, h.model, h.tool) is distinct from (folded_name(h.provider), folded_name(h.model), folded_name(h.tool));
      end loop;
      perform set_config('app.employer_id', '', true);
    end $$;`;

/**
 * Names that are keys are one thing however they are written: what limits and holds are compared by is folded where it is stored,
 * and shown as it was first given.
 */
export const foldedNames: SchemaStep = {
  name: '0221-folded-names',
  sql: `
    ${foldingOfNames}

    revoke execute on function folded_name from public;
    grant execute on function folded_name to stipends_app;

    alter table spend_limit
      -- The tool as it was first given; \`tool\` is folded.
      add column tool_shown text,
      add constraint spend_limit_tool_shown check (tool_shown is null or tool is not null);
    alter table hold
      -- Provider, model and tool as they were given, where that is not how they are folded.
      add column shown jsonb,
      add constraint hold_shown check (jsonb_typeof(shown) = 'object');

    create or replace function hold_row_json(h hold, p_fundings jsonb) returns jsonb language plpgsql stable as $$
    begin
      return jsonb_build_object('id', h.id, 'employeeId', h.employee_id, 'currency', h.currency, 'amount', h.amount::text, 'status', h.status,
        'provider', coalesce(h.shown ->> 'provider', h.provider), 'model', coalesce(h.shown ->> 'model', h.model),
        'tool', coalesce(h.shown ->> 'tool', h.tool), 'authorizedAt', epoch_ms(h.authorized_at), 'expiresAt', epoch_ms(h.expires_at),
        'resolvedAt', epoch_ms(h.resolved_at), 'captured', h.captured::text, 'overage', h.overage::text, 'tokens', h.tokens::text,
        'capturedTokens', h.captured_tokens::text, 'fundings', p_fundings);
    end $$;

    ${foldStoredNames}
  `,
};
