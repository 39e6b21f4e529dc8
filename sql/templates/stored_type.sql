-- stored_type.sql: what every stored type has, and nothing that a type could want otherwise.
--
-- A part says what a type is in one line, and below it what the type means:
--
--   -- @type rate_summary: counts json cost=20 merge=2
--   -- Hits, trials and rows without an outcome: a share with its interval.
--
-- make puts this template in that place (tools/expand.pl).  Words of the line:
--
--   (none)       text and binary forms, = <> < <= > >=, classes for hash (partitions too) and btree
--   merges       rollup(T) and T + T, which take a NULL as nothing: csq_T_combine, not strict
--   counts       the same for types that consist of counts, and T - T; rollup goes backwards in moving
--                windows: csq_T_combine and csq_T_minus
--   json         the text form is JSON: casts to json and jsonb and from jsonb, so that to_jsonb() and its kin see an object
--   state        a transition state that no column holds: a type in csq_internal with text and binary forms and csq_T_combine only
--   literal      written as a literal in calls: varchar, as drivers send texts, is cast to it without being asked
--                (to other types when it is assigned to a column)
--   fixed=16     bytes of a type of fixed length
--   cost=20      of the text and binary forms, in units of a simple function;  compare=5 of comparing;  merge=10 of merging
--   space=256    bytes of a state, for the planner
--
-- Below the meaning, "-- rollup: The cases of both." says what rollup(T) and T + T give, and "-- order: ..." in which
-- order the values of a type are that has a compare of its own.
-- In C the counterpart is one line, too: CSQ_STORED_TYPE, CSQ_STORED_MERGE and CSQ_STORED_JSON
-- (src/pg/stored_type_pg.h), or for counts CSQ_SUMMARY_FUNCTIONS (src/pg/summary_pg.h); for a state CSQ_STATE_TYPE.
--
-- Below, @T@ is the name of the type and @type@ the type; lines between "-- @if word" and "-- @end" stay when the type has one of the words.
-- @begin
CREATE TYPE @type@;

CREATE FUNCTION csq_internal.@T@_in(cstring) RETURNS @type@
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST @cost@
AS 'MODULE_PATHNAME', 'csq_@T@_in';
COMMENT ON FUNCTION csq_internal.@T@_in(cstring) IS 'Text input of @type@, checked.';

CREATE FUNCTION csq_internal.@T@_out(@type@) RETURNS cstring
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST @cost@
AS 'MODULE_PATHNAME', 'csq_@T@_out';
COMMENT ON FUNCTION csq_internal.@T@_out(@type@) IS 'Text output of @type@: equal values print alike.';

CREATE FUNCTION csq_internal.@T@_recv(internal) RETURNS @type@
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST @cost@
AS 'MODULE_PATHNAME', 'csq_@T@_recv';
COMMENT ON FUNCTION csq_internal.@T@_recv(internal) IS 'Binary input of @type@, checked.';

CREATE FUNCTION csq_internal.@T@_send(@type@) RETURNS bytea
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST @cost@
AS 'MODULE_PATHNAME', 'csq_@T@_send';
COMMENT ON FUNCTION csq_internal.@T@_send(@type@) IS 'Binary output of @type@: equal values give the same bytes on every platform.';

CREATE TYPE @type@ (
  INPUT = csq_internal.@T@_in, OUTPUT = csq_internal.@T@_out, RECEIVE = csq_internal.@T@_recv, SEND = csq_internal.@T@_send,
-- @if fixed
  INTERNALLENGTH = @fixed@, ALIGNMENT = double
-- @end
-- @if varying
  INTERNALLENGTH = VARIABLE, ALIGNMENT = double, STORAGE = extended
-- @end
);
COMMENT ON TYPE @type@ IS
'@meaning@';
-- @if literal

CREATE CAST (varchar AS @type@) WITH INOUT AS IMPLICIT;
COMMENT ON CAST (varchar AS @type@) IS 'The value of a text, also as the argument of a function: drivers send texts as varchar.';
-- @end
-- @if assigned

CREATE CAST (varchar AS @type@) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (varchar AS @type@) IS 'The value of a text that is assigned to a column: drivers send texts as varchar.';
-- @end
-- @if value

-- ---- comparing

CREATE FUNCTION csq_internal.@T@_eq(@type@, @type@) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST @compare@
AS 'MODULE_PATHNAME', 'csq_@T@_eq';
COMMENT ON FUNCTION csq_internal.@T@_eq(@type@, @type@) IS 'Implements =.';

CREATE FUNCTION csq_internal.@T@_ne(@type@, @type@) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST @compare@
AS 'MODULE_PATHNAME', 'csq_@T@_ne';
COMMENT ON FUNCTION csq_internal.@T@_ne(@type@, @type@) IS 'Implements <>.';

CREATE FUNCTION csq_internal.@T@_lt(@type@, @type@) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST @compare@
AS 'MODULE_PATHNAME', 'csq_@T@_lt';
COMMENT ON FUNCTION csq_internal.@T@_lt(@type@, @type@) IS 'Implements <.';

CREATE FUNCTION csq_internal.@T@_le(@type@, @type@) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST @compare@
AS 'MODULE_PATHNAME', 'csq_@T@_le';
COMMENT ON FUNCTION csq_internal.@T@_le(@type@, @type@) IS 'Implements <=.';

CREATE FUNCTION csq_internal.@T@_gt(@type@, @type@) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST @compare@
AS 'MODULE_PATHNAME', 'csq_@T@_gt';
COMMENT ON FUNCTION csq_internal.@T@_gt(@type@, @type@) IS 'Implements >.';

CREATE FUNCTION csq_internal.@T@_ge(@type@, @type@) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST @compare@
AS 'MODULE_PATHNAME', 'csq_@T@_ge';
COMMENT ON FUNCTION csq_internal.@T@_ge(@type@, @type@) IS 'Implements >=.';

CREATE FUNCTION csq_internal.@T@_cmp(@type@, @type@) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST @compare@
AS 'MODULE_PATHNAME', 'csq_@T@_cmp';
COMMENT ON FUNCTION csq_internal.@T@_cmp(@type@, @type@) IS 'Order of two values, for sorting and btree indexes: negative, 0 or positive.';

CREATE FUNCTION csq_internal.@T@_hash(@type@) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST @compare@
AS 'MODULE_PATHNAME', 'csq_@T@_hash';
COMMENT ON FUNCTION csq_internal.@T@_hash(@type@) IS 'Hash that agrees with =, for GROUP BY and hash joins.';

CREATE FUNCTION csq_internal.@T@_hash_extended(@type@, bigint) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST @compare@
AS 'MODULE_PATHNAME', 'csq_@T@_hash';
COMMENT ON FUNCTION csq_internal.@T@_hash_extended(@type@, bigint) IS 'The same hash with a seed, for hash partitions.';

CREATE OPERATOR = (
  LEFTARG = @type@, RIGHTARG = @type@, FUNCTION = csq_internal.@T@_eq,
  COMMUTATOR = =, NEGATOR = <>, RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES
);
COMMENT ON OPERATOR = (@type@, @type@) IS 'Whether both are the same value, however they came about.';

CREATE OPERATOR <> (
  LEFTARG = @type@, RIGHTARG = @type@, FUNCTION = csq_internal.@T@_ne,
  COMMUTATOR = <>, NEGATOR = =, RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (@type@, @type@) IS 'Whether the values differ.';

CREATE OPERATOR < (
  LEFTARG = @type@, RIGHTARG = @type@, FUNCTION = csq_internal.@T@_lt,
  COMMUTATOR = >, NEGATOR = >=, RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (@type@, @type@) IS 'Whether the first comes before the second in @order@.';

CREATE OPERATOR <= (
  LEFTARG = @type@, RIGHTARG = @type@, FUNCTION = csq_internal.@T@_le,
  COMMUTATOR = >=, NEGATOR = >, RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (@type@, @type@) IS 'Whether the first comes before the second in @order@, or equals it.';

CREATE OPERATOR > (
  LEFTARG = @type@, RIGHTARG = @type@, FUNCTION = csq_internal.@T@_gt,
  COMMUTATOR = <, NEGATOR = <=, RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (@type@, @type@) IS 'Whether the first comes after the second in @order@.';

CREATE OPERATOR >= (
  LEFTARG = @type@, RIGHTARG = @type@, FUNCTION = csq_internal.@T@_ge,
  COMMUTATOR = <=, NEGATOR = <, RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (@type@, @type@) IS 'Whether the first comes after the second in @order@, or equals it.';

CREATE OPERATOR CLASS @T@_ops DEFAULT FOR TYPE @type@ USING hash AS
  OPERATOR 1 =,
  FUNCTION 1 csq_internal.@T@_hash(@type@),
  FUNCTION 2 csq_internal.@T@_hash_extended(@type@, bigint);
COMMENT ON OPERATOR CLASS @T@_ops USING hash IS 'Equality of @type@: grouping, hash joins and hash partitions.';
COMMENT ON OPERATOR FAMILY @T@_ops USING hash IS 'Equality of @type@: grouping, hash joins and hash partitions.';

CREATE OPERATOR CLASS @T@_ops DEFAULT FOR TYPE @type@ USING btree AS
  OPERATOR 1 <,
  OPERATOR 2 <=,
  OPERATOR 3 =,
  OPERATOR 4 >=,
  OPERATOR 5 >,
  FUNCTION 1 csq_internal.@T@_cmp(@type@, @type@);
COMMENT ON OPERATOR CLASS @T@_ops USING btree IS 'Order of @type@: sorting, unique indexes and merge joins.';
COMMENT ON OPERATOR FAMILY @T@_ops USING btree IS 'Order of @type@: sorting, unique indexes and merge joins.';
-- @end
-- @if json

-- ---- JSON

CREATE FUNCTION csq_internal.@T@_json(@type@) RETURNS json
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST @cost@
AS 'MODULE_PATHNAME', 'csq_@T@_json';
COMMENT ON FUNCTION csq_internal.@T@_json(@type@) IS 'The text form as json; to_json, to_jsonb, json_agg and row_to_json use it.';

CREATE CAST (@type@ AS json) WITH FUNCTION csq_internal.@T@_json(@type@);
COMMENT ON CAST (@type@ AS json) IS 'The text form as json.';

CREATE CAST (@type@ AS jsonb) WITH INOUT;
COMMENT ON CAST (@type@ AS jsonb) IS 'The text form as jsonb.';

CREATE CAST (jsonb AS @type@) WITH INOUT;
COMMENT ON CAST (jsonb AS @type@) IS 'A value from its text form, checked.';
-- @end
-- @if state

CREATE FUNCTION csq_internal.@T@_combine(@type@, @type@) RETURNS @type@
LANGUAGE C IMMUTABLE PARALLEL SAFE COST @merge@
AS 'MODULE_PATHNAME', 'csq_@T@_combine';
COMMENT ON FUNCTION csq_internal.@T@_combine(@type@, @type@) IS 'Merges two states of an aggregate; a NULL adds nothing.';
-- @end
-- @if merges counts

-- ---- merging
-- @end
-- @if merges

CREATE FUNCTION csq_internal.@T@_combine(@type@, @type@) RETURNS @type@
LANGUAGE C IMMUTABLE PARALLEL SAFE COST @merge@
AS 'MODULE_PATHNAME', 'csq_@T@_combine';
COMMENT ON FUNCTION csq_internal.@T@_combine(@type@, @type@) IS
'Implements +, and merges two states of an aggregate; a NULL adds nothing.';

CREATE OPERATOR + (LEFTARG = @type@, RIGHTARG = @type@, FUNCTION = csq_internal.@T@_combine, COMMUTATOR = +);
COMMENT ON OPERATOR + (@type@, @type@) IS '@rollup@ A NULL adds nothing.';

CREATE AGGREGATE rollup(@type@) (
  SFUNC = csq_internal.@T@_combine, STYPE = @type@, SSPACE = @space@, COMBINEFUNC = csq_internal.@T@_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(@type@) IS
'@rollup@ The same in any order.';
-- @end
-- @if counts

CREATE FUNCTION csq_internal.@T@_combine(@type@, @type@) RETURNS @type@
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST @merge@
AS 'MODULE_PATHNAME', 'csq_@T@_combine';
COMMENT ON FUNCTION csq_internal.@T@_combine(@type@, @type@) IS 'Merges two states of an aggregate.';

CREATE FUNCTION csq_internal.@T@_plus(@type@, @type@) RETURNS @type@
LANGUAGE C IMMUTABLE PARALLEL SAFE COST @merge@
AS 'MODULE_PATHNAME', 'csq_@T@_combine';
COMMENT ON FUNCTION csq_internal.@T@_plus(@type@, @type@) IS 'Implements +; a NULL adds nothing.';

CREATE FUNCTION csq_internal.@T@_minus(@type@, @type@) RETURNS @type@
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST @merge@
AS 'MODULE_PATHNAME', 'csq_@T@_minus';
COMMENT ON FUNCTION csq_internal.@T@_minus(@type@, @type@) IS 'Implements -, and takes a value out of a moving window of rollup().';

CREATE OPERATOR + (LEFTARG = @type@, RIGHTARG = @type@, FUNCTION = csq_internal.@T@_plus, COMMUTATOR = +);
COMMENT ON OPERATOR + (@type@, @type@) IS '@rollup@ A NULL adds nothing.';

CREATE OPERATOR - (LEFTARG = @type@, RIGHTARG = @type@, FUNCTION = csq_internal.@T@_minus);
COMMENT ON OPERATOR - (@type@, @type@) IS 'The first without what the second counts, which must be part of it.';

CREATE AGGREGATE rollup(@type@) (
  SFUNC = csq_internal.@T@_combine, STYPE = @type@, SSPACE = @space@, COMBINEFUNC = csq_internal.@T@_combine,
  MSFUNC = csq_internal.@T@_combine, MINVFUNC = csq_internal.@T@_minus, MSTYPE = @type@, MSSPACE = @space@, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(@type@) IS
'@rollup@ The same in any order.';
-- @end
