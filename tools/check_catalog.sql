-- check_catalog.sql: rules that every object of the extension must keep.
-- One row per rule: name, number of objects looked at, offenders (NULL = none).
WITH ext AS (
  SELECT oid FROM pg_extension WHERE extname = 'csq'
), member AS (
  SELECT classid, objid FROM pg_depend WHERE refclassid = 'pg_extension'::regclass AND refobjid = (SELECT oid FROM ext) AND deptype = 'e'
), fn AS (
  SELECT p.*, p.oid::regprocedure::text AS name, l.lanname, pg_get_function_result(p.oid) AS result,
         EXISTS (SELECT FROM pg_type t WHERE p.oid IN (t.typinput, t.typoutput, t.typreceive, t.typsend)) AS is_io
  FROM pg_proc p JOIN member m ON m.classid = 'pg_proc'::regclass AND m.objid = p.oid JOIN pg_language l ON l.oid = p.prolang
), agg AS (
  SELECT fn.name, fn.proparallel, a.* FROM fn JOIN pg_aggregate a ON a.aggfnoid = fn.oid
), typ AS (
  SELECT t.*, format_type(t.oid, NULL) AS name FROM pg_type t JOIN member m ON m.classid = 'pg_type'::regclass AND m.objid = t.oid
  WHERE t.typtype = 'b' AND t.typelem = 0
), rule(rule, looked_at, offenders) AS (
  SELECT 'every function and aggregate has a comment', count(*),
         string_agg(name, ', ') FILTER (WHERE obj_description(oid, 'pg_proc') IS NULL) FROM fn
  UNION ALL
  SELECT 'comments end with a period and say more than the name', count(*),
         string_agg(name, ', ') FILTER (WHERE obj_description(oid, 'pg_proc') !~ '[.。)]$' OR length(obj_description(oid, 'pg_proc')) < 6) FROM fn WHERE obj_description(oid, 'pg_proc') IS NOT NULL
  UNION ALL
  SELECT 'every type has a comment', count(*),
         string_agg(name, ', ') FILTER (WHERE obj_description(oid, 'pg_type') IS NULL) FROM typ
  UNION ALL
  SELECT 'every operator has a comment', count(*),
         string_agg(o.oid::regoperator::text, ', ') FILTER (WHERE obj_description(o.oid, 'pg_operator') IS NULL)
  FROM pg_operator o JOIN member m ON m.classid = 'pg_operator'::regclass AND m.objid = o.oid
  UNION ALL
  SELECT 'every cast has a comment', count(*),
         string_agg(format('%s -> %s', c.castsource::regtype, c.casttarget::regtype), ', ') FILTER (WHERE obj_description(c.oid, 'pg_cast') IS NULL)
  FROM pg_cast c JOIN member m ON m.classid = 'pg_cast'::regclass AND m.objid = c.oid
  UNION ALL
  SELECT 'every type has text and binary input and output', count(*),
         string_agg(name, ', ') FILTER (WHERE typreceive = 0 OR typsend = 0) FROM typ
  UNION ALL
  SELECT 'every function is parallel safe', count(*), string_agg(name, ', ') FILTER (WHERE proparallel <> 's') FROM fn
  UNION ALL
  SELECT 'every function is immutable (but for those that say why in their comment: "Stable:", "Volatile:")', count(*),
         string_agg(name, ', ') FILTER (WHERE provolatile <> 'i' AND proname <> 'library_version'
                                        AND coalesce(obj_description(oid, 'pg_proc'), '') !~ '(Stable|Volatile):') FROM fn
  UNION ALL
  SELECT 'no function is SECURITY DEFINER or sets a search_path', count(*), string_agg(name, ', ') FILTER (WHERE prosecdef OR proconfig IS NOT NULL) FROM fn
  UNION ALL
  SELECT 'SQL functions have parsed bodies', count(*), string_agg(name, ', ') FILTER (WHERE prosqlbody IS NULL) FROM fn WHERE lanname = 'sql'
  UNION ALL
  SELECT 'set-returning functions say how many rows', count(*), string_agg(name, ', ') FILTER (WHERE prorows = 1000) FROM fn WHERE proretset
  UNION ALL
  SELECT 'every aggregate can be combined', count(*), string_agg(name, ', ') FILTER (WHERE aggcombinefn = 0) FROM agg
  UNION ALL
  -- train_agg() keeps examples in files, which no value can
  SELECT 'no aggregate but train_agg has an internal state, and workers can hand that over', count(*), string_agg(name, ', ')
    FILTER (WHERE aggtranstype = 'internal'::regtype AND NOT (name LIKE 'csq.train_agg(%' AND aggserialfn <> 0 AND aggdeserialfn <> 0)) FROM agg
  UNION ALL
  SELECT 'states that are summaries have no final function', count(*), string_agg(name, ', ')
    FILTER (WHERE aggfinalfn <> 0 AND (SELECT prorettype FROM pg_proc WHERE oid = aggfnoid) = aggtranstype) FROM agg
  UNION ALL
  SELECT 'arguments of C functions with more than two are named', count(*), string_agg(name, ', ')
    FILTER (WHERE NOT is_io AND pronargs > 2 AND proargnames IS NULL AND prokind = 'f') FROM fn WHERE lanname = 'c'
)
SELECT rule, looked_at, offenders FROM rule;
