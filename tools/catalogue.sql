-- Everything that the extension consists of, a line per object with all that matters of it: two databases that say the same have the same csq.
-- For psql -X -A -t; used by test/t/009_upgrade.pl.
SET search_path = pg_catalog;
WITH member AS (SELECT classid, objid FROM pg_depend WHERE deptype = 'e' AND refclassid = 'pg_extension'::regclass AND refobjid = (SELECT oid FROM pg_extension WHERE extname = 'csq'))
SELECT line FROM (
  SELECT 'object ' || pg_describe_object(classid, objid, 0) || ': ' || coalesce(obj_description(objid, (SELECT relname FROM pg_class WHERE oid = classid)), 'NO COMMENT') AS line FROM member
    WHERE classid NOT IN ('pg_operator'::regclass, 'pg_cast'::regclass) -- whose OIDs may be part of their description
  UNION ALL
  SELECT format('function %s: %s(%s) returns %s, kind %s, %s, body %s %s, strict %s, %s, parallel %s, cost %s, rows %s, support %s, leakproof %s, definer %s, config %s', p.oid::regprocedure, proname, pg_get_function_arguments(p.oid), pg_get_function_result(p.oid), prokind, lanname,
    prosrc, coalesce(pg_get_function_sqlbody(p.oid), probin), proisstrict, provolatile, proparallel, procost, prorows, prosupport, proleakproof, prosecdef, proconfig)
  FROM pg_proc p JOIN pg_language l ON l.oid = prolang WHERE p.oid IN (SELECT objid FROM member WHERE classid = 'pg_proc'::regclass)
  UNION ALL
  SELECT format('aggregate %s: %s', aggfnoid::regprocedure, concat_ws(' ', aggkind, aggnumdirectargs, aggtransfn, aggfinalfn, aggcombinefn, aggserialfn, aggdeserialfn, aggmtransfn, aggminvtransfn, aggmfinalfn, aggfinalextra, aggmfinalextra, aggfinalmodify, aggmfinalmodify, aggsortop, aggtranstype::regtype, aggtransspace, aggmtranstype::regtype, aggmtransspace, agginitval, aggminitval))
  FROM pg_aggregate WHERE aggfnoid IN (SELECT objid FROM member WHERE classid = 'pg_proc'::regclass)
  UNION ALL
  SELECT format('type %s: %s', t.oid::regtype, concat_ws(' ', typlen, typbyval, typtype, typcategory, typispreferred, typdelim, typinput, typoutput, typreceive, typsend, typmodin, typmodout, typanalyze, typsubscript, typalign, typstorage, typarray::regtype))
  FROM pg_type t WHERE t.oid IN (SELECT objid FROM member WHERE classid = 'pg_type'::regclass)
  UNION ALL
  SELECT format('operator %s: %s, %s', o.oid::regoperator, concat_ws(' ', oprnamespace::regnamespace, oprkind, oprcanmerge, oprcanhash, oprresult::regtype, oprcom::regoperator, oprnegate::regoperator, oprcode, oprrest, oprjoin), obj_description(o.oid, 'pg_operator'))
  FROM pg_operator o WHERE o.oid IN (SELECT objid FROM member WHERE classid = 'pg_operator'::regclass)
  UNION ALL
  SELECT format('cast %s as %s: %s %s %s, %s', castsource::regtype, casttarget::regtype, castcontext, castmethod, CASE WHEN castfunc <> 0 THEN castfunc::regprocedure END, obj_description(c.oid, 'pg_cast'))
  FROM pg_cast c WHERE c.oid IN (SELECT objid FROM member WHERE classid = 'pg_cast'::regclass)
  UNION ALL
  SELECT format('operator class %s using %s: %s, family %s, default %s', opcname, amname, opcintype::regtype, opfname, opcdefault)
  FROM pg_opclass c JOIN pg_am a ON a.oid = opcmethod JOIN pg_opfamily f ON f.oid = opcfamily WHERE c.oid IN (SELECT objid FROM member WHERE classid = 'pg_opclass'::regclass)
  UNION ALL
  SELECT format('operator %s of family %s: %s', amopopr::regoperator, opfname, concat_ws(' ', amopstrategy, amoppurpose))
  FROM pg_amop JOIN pg_opfamily f ON f.oid = amopfamily WHERE f.oid IN (SELECT objid FROM member WHERE classid = 'pg_opfamily'::regclass)
  UNION ALL
  SELECT format('function %s of family %s: %s', amproc, opfname, concat_ws(' ', amproclefttype::regtype, amprocrighttype::regtype, amprocnum))
  FROM pg_amproc JOIN pg_opfamily f ON f.oid = amprocfamily WHERE f.oid IN (SELECT objid FROM member WHERE classid = 'pg_opfamily'::regclass)
  UNION ALL
  SELECT format('privileges of %s: %s', nspname, nspacl) FROM pg_namespace WHERE nspname IN ('csq', 'csq_internal')
) x ORDER BY line COLLATE "C";
