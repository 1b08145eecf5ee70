-- The one form of all spellings of a name, as `foldedName` of the server says it: Unicode NFKC, without what is not seen, with one
-- hyphen for all dashes, without case letter by letter, and without space around it or twice in a row. Most names are plain, and
-- quickly told from others: each of their characters takes one byte.
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
      '[\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B-\u200F\u202A-\u202E\u2060-\u206F\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF0-\uFFFB\U0001BCA0-\U0001BCA3\U0001D173-\U0001D17A\U000E0000-\U000E0FFF]', '', 'g'),
      '[\u058A\u05BE\u1400\u1806\u2010-\u2015\u2053\u207B\u208B\u2212\u2E17\u2E1A\u2E3A\u2E3B\u2E40\u2E5D\u301C\u3030\u30A0\U00010D6E\U00010EAD]', '-', 'g'),
    U&'\0130', U&'i\0307') collate %I), U&'\03C2', U&'\03C3'), NFKC), '[ \u1680\u2028\u2029\u2800]+', ' ', 'g'), ' ') end
$folded$$create$, v_collation);
end $fold$;
