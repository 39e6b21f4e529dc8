-- csq: customer service quality inside PostgreSQL.
-- This script is assembled from sql/parts by make.
\echo Use "CREATE EXTENSION csq" to load this file. \quit

-- ---------------------------------------------------------------- module ----

-- since: 0.1.0
CREATE FUNCTION library_version() RETURNS text
LANGUAGE C STABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_library_version';
COMMENT ON FUNCTION library_version() IS
'Version of the loaded csq library; compare with extversion in pg_extension.';

-- since: 0.1.0
CREATE FUNCTION one_of(value text, allowed text[], what text) RETURNS text
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_one_of';
COMMENT ON FUNCTION one_of(text, text[], text) IS
'The value itself if it is one of the allowed words, else an error that lists them.';

COMMENT ON SCHEMA @extschema@ IS
'csq: customer service quality - complaint classification, SLA clocks, experience metrics, customer journeys';

-- The functions read only what they are given, so everybody may call them; a DBA who wants less revokes it.
GRANT USAGE ON SCHEMA @extschema@ TO PUBLIC;
