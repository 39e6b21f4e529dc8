-- The extension as a whole: version, schema, ownership.
SELECT csq.library_version() = extversion AS same_version FROM pg_extension WHERE extname = 'csq';
SELECT extrelocatable, nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = extnamespace WHERE extname = 'csq';
-- csq adds nothing to other schemas
SELECT count(*) FROM pg_depend d JOIN pg_proc p ON p.oid = d.objid
WHERE d.classid = 'pg_proc'::regclass AND d.deptype = 'e'
  AND d.refobjid = (SELECT oid FROM pg_extension WHERE extname = 'csq') AND p.pronamespace NOT IN ('csq'::regnamespace, 'csq_internal'::regnamespace);
-- one word of a list
SELECT csq_internal.one_of('b', '{a,b,NULL}', 'thing'), csq_internal.one_of(NULL, '{a}', 'thing') IS NULL AS nothing, csq_internal.one_of('客', '{客}', 'thing');
SELECT csq_internal.one_of('c', '{a,b,NULL}', 'thing');
SELECT csq_internal.one_of('c', '{}', 'thing');
