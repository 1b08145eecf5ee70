-- In one expression: it runs for every posting.
create or replace function posting_hash(p_previous bytea, p_id uuid, p_account uuid, p_sequence bigint, p_kind text, p_key text,
  p_effective_at timestamptz, p_booked_at timestamptz, p_subject uuid, p_reverses uuid, p_sides text[], p_grants uuid[], p_amounts numeric[])
returns bytea language plpgsql stable as $$
begin
  return sha256(p_previous || convert_to(concat_ws(E'\n', p_id, p_account, p_sequence, p_kind, epoch_ms(p_effective_at), epoch_ms(p_booked_at),
    coalesce(p_subject::text, ''), coalesce(p_reverses::text, ''), cardinality(p_sides),
    (select string_agg(concat(l.side, ' ', l.grant_id, ' ', trunc(l.amount * 10000000000)), E'\n' order by l.leg)
     from unnest(p_sides, p_grants, p_amounts) with ordinality as l (side, grant_id, amount, leg)), p_key), 'UTF8'));
end $$;
