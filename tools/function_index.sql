-- function_index.sql: what function_index.pl prints: one row per public name, tab-separated: name, kind, forms, result, comment.
-- Twins that take date, timestamp or text where another form takes timestamptz are counted as that form.
WITH fn AS (
  SELECT p.oid, p.proname::text AS name, p.prokind, p.proretset, pg_get_function_result(p.oid) AS result, obj_description(p.oid, 'pg_proc') AS comment,
         ARRAY(SELECT coalesce(nullif(coalesce(p.proargnames[i], ''), '') || ' ', '') || format_type(p.proargtypes[i - 1], NULL)
                 || CASE WHEN i > p.pronargs - p.pronargdefaults THEN ' …' ELSE '' END
               FROM generate_series(1, p.pronargs) i ORDER BY i) AS args,
         ARRAY(SELECT CASE WHEN t IN ('date'::regtype, 'timestamp'::regtype, 'text'::regtype) THEN 'timestamptz'::regtype::oid ELSE t END
               FROM unnest(p.proargtypes::oid[]) WITH ORDINALITY u(t, i) ORDER BY i) AS shape,
         (SELECT count(*) FROM unnest(p.proargtypes::oid[]) t WHERE t = 'timestamptz'::regtype) AS instants
  FROM pg_proc p WHERE p.pronamespace = 'csq'::regnamespace
), form AS (
  SELECT DISTINCT ON (name, shape) * FROM fn ORDER BY name, shape, instants DESC, args
), short AS (
  SELECT *, rank() OVER (PARTITION BY name ORDER BY cardinality(args) = 0, cardinality(args), args) AS place,
         count(*) OVER (PARTITION BY name) AS forms
  FROM form
)
SELECT name, CASE WHEN prokind = 'a' THEN 'aggregate' WHEN prokind = 'w' THEN 'window' WHEN proretset THEN 'rows' ELSE 'value' END,
       array_to_string(args, ', '), forms, result, comment
FROM short WHERE place = 1 ORDER BY name COLLATE "C";
