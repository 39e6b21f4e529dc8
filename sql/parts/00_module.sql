-- csq: customer service quality inside PostgreSQL.
-- This script is assembled from sql/parts by make.
\echo Use "CREATE EXTENSION csq" to load this file. \quit

-- Whoever made the schema could have put functions and operators into it that
-- match a call in this script better than those of pg_catalog do.  Bodies below
-- qualify each name; and an occupied schema is refused, whoever owns it
-- (pg_dump restores the empty schema with its owner first).
DO LANGUAGE plpgsql $guard$
DECLARE
  found pg_catalog.text;
BEGIN
  SELECT pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid) INTO found
  FROM pg_catalog.pg_depend AS d JOIN pg_catalog.pg_namespace AS n ON n.oid OPERATOR(pg_catalog.=) d.refobjid
  WHERE d.refclassid OPERATOR(pg_catalog.=) 'pg_catalog.pg_namespace'::pg_catalog.regclass
    AND n.nspname OPERATOR(pg_catalog.=) 'csq'::pg_catalog.name
    AND d.classid OPERATOR(pg_catalog.<>) ALL ('{pg_catalog.pg_extension,pg_catalog.pg_default_acl}'::pg_catalog.regclass[])
  LIMIT 1;
  IF found IS NOT NULL THEN
    RAISE EXCEPTION 'schema "csq" is not empty: it holds %', found
      USING ERRCODE = 'object_not_in_prerequisite_state',
            DETAIL = 'The extension is created only in a schema of its own, so that nothing in it can stand in for a function that csq calls.',
            HINT = 'Look at what the schema holds (\dn+ csq, \df csq.*), then move it away or DROP SCHEMA csq CASCADE.';
  END IF;
END
$guard$;

-- ---------------------------------------------------------------- module ----

-- What nobody calls by name: input and output of types, transition and merge functions, what implements
-- operators and casts, states.  Nobody has USAGE here, and nobody needs it: what is in csq refers to these by
-- identity.  So \df csq.* shows what can be called.
CREATE SCHEMA csq_internal;
COMMENT ON SCHEMA csq_internal IS
'Parts of csq that nobody calls by name; no privileges are needed here.';

CREATE FUNCTION csq_internal.rows_support(internal) RETURNS internal
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_rows_support';
COMMENT ON FUNCTION csq_internal.rows_support(internal) IS
'Planner support of set-returning functions: how many rows a call gives where its arguments are known.';
CREATE FUNCTION csq_internal.twin_support(internal) RETURNS internal
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_twin_support';
COMMENT ON FUNCTION csq_internal.twin_support(internal) IS
'Planner support function of functions that take an instant in another form: a call becomes one of the function that they ask.';

CREATE FUNCTION library_version() RETURNS text
LANGUAGE C STABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_library_version';
COMMENT ON FUNCTION library_version() IS
'Version of the loaded csq library; compare with extversion in pg_extension.';

CREATE FUNCTION csq_internal.known(escaped text) RETURNS text
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_known';
COMMENT ON FUNCTION csq_internal.known(text) IS
'Text of the shipped knowledge from its ASCII form, as unistr() reads it; an error in a database that is not UTF-8.';

CREATE FUNCTION csq_internal.instant(at text) RETURNS timestamptz
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_instant';
COMMENT ON FUNCTION csq_internal.instant(text) IS
'The instant that a text in ISO 8601 with a zone names, whatever the settings of the session.';

CREATE FUNCTION csq_internal.limit_given(given text) RETURNS int
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 2
RETURN CASE WHEN given OPERATOR(pg_catalog.~) '^[-+]?[0-9]+$' THEN given::pg_catalog.int4 END;
COMMENT ON FUNCTION csq_internal.limit_given(text) IS
'The whole number that a text is, else NULL: a limit that came without a type where an instant may stand, too.';

CREATE FUNCTION csq_internal.instant_given(given text) RETURNS timestamptz
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 4
RETURN CASE WHEN given OPERATOR(pg_catalog.!~) '^[-+]?[0-9]+$' THEN csq_internal.instant(given) END;
COMMENT ON FUNCTION csq_internal.instant_given(text) IS
'The instant that a text in ISO 8601 with a zone names; NULL for a whole number, which limit_given() takes.';

CREATE FUNCTION csq_internal.period(period text) RETURNS tstzrange
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_period';
COMMENT ON FUNCTION csq_internal.period(text) IS
'A range whose ends are texts in ISO 8601 with a zone, whatever the settings of the session.';

CREATE FUNCTION csq_internal.one_of(value text, allowed text[], what text) RETURNS text
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_one_of';
COMMENT ON FUNCTION csq_internal.one_of(text, text[], text) IS
'The value itself if it is one of the allowed words, else an error that lists them.';

COMMENT ON SCHEMA @extschema@ IS
'csq: customer service quality - complaint classification, SLA clocks, experience metrics, customer journeys';

-- The functions read only what they are given, so everybody may call them; a DBA who wants less revokes it.
GRANT USAGE ON SCHEMA @extschema@ TO PUBLIC;
