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
), pub AS (
  SELECT * FROM fn WHERE pronamespace = 'csq'::regnamespace
), stored AS (
  SELECT * FROM typ WHERE typnamespace = 'csq'::regnamespace
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
  SELECT 'every function is parallel safe (but for those that write and say so: "Volatile:")', count(*),
         string_agg(name, ', ') FILTER (WHERE proparallel <> 's' AND NOT (proparallel = 'u' AND provolatile = 'v' AND obj_description(oid, 'pg_proc') ~ 'Volatile:')) FROM fn
  UNION ALL
  SELECT 'every function is immutable (but for those that say why in their comment: "Stable:", "Volatile:")', count(*),
         string_agg(name, ', ') FILTER (WHERE provolatile <> 'i' AND proname <> 'library_version'
                                        AND coalesce(obj_description(oid, 'pg_proc'), '') !~ '(Stable|Volatile):') FROM fn
  UNION ALL
  SELECT 'no function is SECURITY DEFINER; what is in PL/pgSQL, and nothing else, sets its search_path, to pg_catalog (and jit off where whole views are read)', count(*),
    string_agg(name, ', ') FILTER (WHERE prosecdef OR array_remove(proconfig, 'jit=off') IS DISTINCT FROM CASE lanname WHEN 'plpgsql' THEN '{"search_path=pg_catalog, pg_temp"}'::text[] END) FROM fn
  UNION ALL
  SELECT 'SQL functions have parsed bodies', count(*), string_agg(name, ', ') FILTER (WHERE prosqlbody IS NULL) FROM fn WHERE lanname = 'sql'
  UNION ALL
  SELECT 'set-returning functions say how many rows', count(*), string_agg(name, ', ') FILTER (WHERE prorows = 1000) FROM fn WHERE proretset
  UNION ALL
  SELECT 'every aggregate can be combined', count(*), string_agg(name, ', ') FILTER (WHERE aggcombinefn = 0) FROM agg
  UNION ALL
  -- train_agg() keeps examples in files, which no value can; the state of a case that only its level is asked of is a place (funnel_words_pg.h)
  SELECT 'no public aggregate but train_agg has an internal state, and workers can hand that over', count(*), string_agg(name, ', ')
    FILTER (WHERE aggtranstype = 'internal'::regtype AND NOT (name ~ '^(csq.train_agg|csq_internal.funnel_words_agg)\(' AND aggserialfn <> 0 AND aggdeserialfn <> 0)) FROM agg
  UNION ALL
  SELECT 'states that are summaries have no final function (journey_map_agg counts what waits, journey_agg shows its object)', count(*), string_agg(name, ', ')
    FILTER (WHERE aggfinalfn <> 0 AND (SELECT prorettype FROM pg_proc WHERE oid = aggfnoid) = aggtranstype AND name NOT LIKE 'csq.journey_map_agg(%' AND name NOT LIKE 'csq.journey_agg(%') FROM agg
  -- names
  UNION ALL
  SELECT 'no function has a name of pg_catalog', count(*), string_agg(DISTINCT name, ', ')
    FILTER (WHERE EXISTS (SELECT FROM pg_proc c WHERE c.pronamespace = 'pg_catalog'::regnamespace AND c.proname = pub.proname)) FROM pub
  UNION ALL
  SELECT 'no function, type or argument is a word that must be quoted', count(*), string_agg(n, ', ') FILTER (WHERE quote_ident(n) <> n OR n IN (SELECT word FROM pg_get_keywords() WHERE catcode IN ('R', 'T')))
  FROM (SELECT proname::text AS n FROM pub UNION SELECT typname FROM typ UNION SELECT argument FROM pub, unnest(proargnames[:pronargs]) argument WHERE argument <> 'precision') x
  UNION ALL
  SELECT 'no column of a result must be quoted but those of ageing() and "left" of stages()', count(*), string_agg(name || ' ' || n, ', ') FILTER (WHERE n IN (SELECT word FROM pg_get_keywords() WHERE catcode IN ('R', 'T')))
  FROM pub, unnest(proargnames[pronargs + 1:]) n WHERE NOT (proname = 'ageing' AND n IN ('from', 'to')) AND NOT (proname = 'stages' AND n = 'left')
  UNION ALL
  SELECT 'every argument of a public function has a name', count(*), string_agg(name, ', ')
    FILTER (WHERE proname <> 'rollup' AND pronargs > 0 AND (proargnames IS NULL OR '' = ANY (proargnames[:pronargs]))) FROM pub
  UNION ALL
  SELECT 'arguments of public functions are words, not letters', count(*), string_agg(name, ', ')
    FILTER (WHERE EXISTS (SELECT FROM unnest(proargnames[:pronargs]) argument WHERE length(argument) = 1)) FROM pub
  -- what is where
  UNION ALL
  SELECT 'everything is in csq or csq_internal', count(*), string_agg(name, ', ')
    FILTER (WHERE pronamespace NOT IN ('csq'::regnamespace, 'csq_internal'::regnamespace)) FROM fn
  UNION ALL
  -- clock_append and journey_append serve triggers, nps, csat and level read what the aggregate of that name keeps
  SELECT 'nothing but what people call is in csq', count(*), string_agg(name, ', ')
    FILTER (WHERE proname NOT IN ('clock_append', 'journey_append', 'nps', 'csat', 'level', 'calendar')
      AND (is_io OR prorettype = 'internal'::regtype OR 'internal'::regtype = ANY (proargtypes)
        OR EXISTS (SELECT FROM agg a WHERE pub.oid IN (a.aggtransfn, a.aggcombinefn, a.aggmtransfn, a.aggminvtransfn, a.aggfinalfn, a.aggmfinalfn, a.aggserialfn, a.aggdeserialfn))
        OR EXISTS (SELECT FROM pg_operator o WHERE o.oprcode = pub.oid) OR EXISTS (SELECT FROM pg_cast c WHERE c.castfunc = pub.oid)
        OR EXISTS (SELECT FROM pg_amproc ap WHERE ap.amproc = pub.oid))) FROM pub
  UNION ALL
  -- or is what a support function has planned: funnel_words_agg for funnel_case_agg, process_graph_agg for process_agg and rollup, and readers of graphs for those of processes
  SELECT 'what is in csq_internal is used by an object or by a body', count(*), string_agg(name, ', ')
    FILTER (WHERE NOT EXISTS (SELECT FROM pg_depend d WHERE d.refclassid = 'pg_proc'::regclass AND d.refobjid = fn.oid)
      AND NOT EXISTS (SELECT FROM pg_proc p WHERE p.pronamespace = 'csq'::regnamespace AND
        CASE prokind WHEN 'a' THEN (fn.proname, p.proname) IN (('process_graph_agg', 'process_agg'), ('process_graph_agg', 'rollup'), ('funnel_words_agg', 'funnel_case_agg')) AND p.proargtypes = fn.proargtypes
          ELSE p.prosupport = 'csq_internal.process_support'::regproc AND fn.proname = 'graph_' || p.proname AND p.proargtypes[0] = 'csq.process'::regtype AND fn.proargtypes[0] = 'csq_internal.process_graph'::regtype
            AND p.proargtypes[1] IS NOT DISTINCT FROM fn.proargtypes[1] END)) FROM fn WHERE pronamespace = 'csq_internal'::regnamespace
  UNION ALL
  SELECT 'nobody but its owner can use csq_internal', count(*), string_agg(a::text, ', ')
  FROM pg_namespace n, unnest(n.nspacl) a WHERE n.nspname = 'csq_internal' AND a::text NOT LIKE (SELECT quote_ident(rolname) FROM pg_roles WHERE oid = n.nspowner) || '=%'
  UNION ALL
  SELECT 'no state of an aggregate that people cannot name is given to them', count(*), string_agg(name, ', ')
    FILTER (WHERE EXISTS (SELECT FROM pg_type t WHERE t.typnamespace = 'csq_internal'::regnamespace AND (t.oid = pub.prorettype OR t.oid = ANY (pub.proargtypes)))) FROM pub
  UNION ALL
  -- an anyelement argument makes literals without a cast fail and hides the right overload
  SELECT 'no public aggregate is polymorphic', count(*), string_agg(name, ', ')
    FILTER (WHERE EXISTS (SELECT FROM unnest(proargtypes) t WHERE t IN ('anyelement'::regtype, 'anycompatible'::regtype, '"any"'::regtype, 'anyarray'::regtype))) FROM pub WHERE prokind = 'a'
  -- every type can do the same
  UNION ALL
  SELECT 'every type compares: = <> < <= > >=', count(*), string_agg(name, ', ')
    FILTER (WHERE (SELECT count(*) FROM pg_operator o WHERE o.oprleft = stored.oid AND o.oprright = stored.oid AND o.oprname IN ('=', '<>', '<', '<=', '>', '>=')) <> 6) FROM stored
  UNION ALL
  SELECT 'every type has default operator classes for hash, with the extended function, and btree', count(*), string_agg(name, ', ')
    FILTER (WHERE (SELECT array_agg(am.amname || ':' || (SELECT max(ap.amprocnum) FROM pg_amproc ap WHERE ap.amprocfamily = oc.opcfamily) ORDER BY am.amname)
                   FROM pg_opclass oc JOIN pg_am am ON am.oid = oc.opcmethod WHERE oc.opcintype = stored.oid AND oc.opcdefault) IS DISTINCT FROM '{btree:1,hash:2}') FROM stored
  UNION ALL
  SELECT 'every type that merges has rollup and +', count(*), string_agg(name, ', ')
    FILTER (WHERE EXISTS (SELECT FROM fn WHERE proname = 'rollup' AND proargtypes[0] = stored.oid)
                  <> EXISTS (SELECT FROM pg_operator o WHERE o.oprleft = stored.oid AND o.oprright = stored.oid AND o.oprname = '+')) FROM stored
  UNION ALL
  SELECT '+ takes a NULL as nothing', count(*), string_agg(o.oid::regoperator::text, ', ') FILTER (WHERE p.proisstrict)
  FROM stored JOIN pg_operator o ON o.oprleft = stored.oid AND o.oprright = stored.oid AND o.oprname = '+' JOIN pg_proc p ON p.oid = o.oprcode
  UNION ALL
  SELECT 'every result of an aggregate that ends in _agg merges', count(*), string_agg(name, ', ')
    FILTER (WHERE proname <> 'train_agg' AND NOT EXISTS (SELECT FROM fn r WHERE r.proname = 'rollup' AND r.proargtypes[0] = pub.prorettype)) FROM pub WHERE prokind = 'a' AND proname LIKE '%\_agg'
  UNION ALL
  -- the others have a literal language of their own
  SELECT 'every type whose text is JSON casts to json and jsonb and from jsonb', count(*), string_agg(name, ', ')
    FILTER (WHERE NOT (EXISTS (SELECT FROM pg_cast WHERE castsource = stored.oid AND casttarget = 'json'::regtype AND castfunc <> 0)
                   AND EXISTS (SELECT FROM pg_cast WHERE castsource = stored.oid AND casttarget = 'jsonb'::regtype)
                   AND EXISTS (SELECT FROM pg_cast WHERE castsource = 'jsonb'::regtype AND casttarget = stored.oid)))
  FROM stored WHERE typname NOT IN ('calendar', 'sla_target', 'lexicon', 'funnel_spec', 'pattern')
)
SELECT rule, looked_at, offenders FROM rule;
