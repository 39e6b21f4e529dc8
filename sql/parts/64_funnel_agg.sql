
-- ------------------------------------------------------------ funnel_agg ----

-- since: 0.1.0
CREATE TYPE funnel;
COMMENT ON TYPE funnel IS
'How many cases reached which step of a funnel; mergeable.';

CREATE FUNCTION funnel_in(cstring) RETURNS funnel
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_funnel_in';
COMMENT ON FUNCTION funnel_in(cstring) IS 'Text input of funnel.';

CREATE FUNCTION funnel_out(funnel) RETURNS cstring
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_funnel_out';
COMMENT ON FUNCTION funnel_out(funnel) IS 'Text output of funnel, canonical.';

CREATE FUNCTION funnel_recv(internal) RETURNS funnel
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_funnel_recv';
COMMENT ON FUNCTION funnel_recv(internal) IS 'Binary input of funnel.';

CREATE FUNCTION funnel_send(funnel) RETURNS bytea
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_funnel_send';
COMMENT ON FUNCTION funnel_send(funnel) IS 'Binary output of funnel, canonical.';

CREATE TYPE funnel (
  INPUT = funnel_in,
  OUTPUT = funnel_out,
  RECEIVE = funnel_recv,
  SEND = funnel_send,
  ALIGNMENT = double,
  STORAGE = extended
);

CREATE FUNCTION funnel_eq(funnel, funnel) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_funnel_eq';
COMMENT ON FUNCTION funnel_eq(funnel, funnel) IS 'Whether specification and counts are the same.';

CREATE FUNCTION funnel_ne(funnel, funnel) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_funnel_ne';
COMMENT ON FUNCTION funnel_ne(funnel, funnel) IS 'Whether two funnels differ.';

CREATE OPERATOR = (
  LEFTARG = funnel, RIGHTARG = funnel, FUNCTION = funnel_eq,
  COMMUTATOR = =, NEGATOR = <>, RESTRICT = eqsel, JOIN = eqjoinsel
);
COMMENT ON OPERATOR = (funnel, funnel) IS 'Whether specification and counts are the same.';

CREATE OPERATOR <> (
  LEFTARG = funnel, RIGHTARG = funnel, FUNCTION = funnel_ne,
  COMMUTATOR = <>, NEGATOR = =, RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (funnel, funnel) IS 'Whether two funnels differ.';

CREATE FUNCTION funnel_append(state funnel, j journey, spec funnel_spec) RETURNS funnel
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_funnel_accum';
COMMENT ON FUNCTION funnel_append(funnel, journey, funnel_spec) IS
'Transition function of funnel_agg: counts the case at its level; a row without journey or specification is skipped.';

CREATE FUNCTION funnel_merge(state funnel, other funnel) RETURNS funnel
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_funnel_merge_states';
COMMENT ON FUNCTION funnel_merge(funnel, funnel) IS
'The sum of two funnels of the same specification; a NULL adds nothing.';

CREATE AGGREGATE funnel_agg(j journey, spec funnel_spec) (
  SFUNC = funnel_append, STYPE = funnel, SSPACE = 256,
  COMBINEFUNC = funnel_merge, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_agg(journey, funnel_spec) IS
'How many cases reached which step: one journey per row, the same specification on each.';

CREATE AGGREGATE rollup(funnel) (
  SFUNC = funnel_merge, STYPE = funnel, SSPACE = 256,
  COMBINEFUNC = funnel_merge, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(funnel) IS
'The sum of several funnels of the same specification.';

CREATE FUNCTION stages(f funnel, OUT step int, OUT label text, OUT reached int8, OUT share float8,
  OUT from_previous float8, OUT lo float8, OUT hi float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 4
AS 'MODULE_PATHNAME', 'csq_stages';
COMMENT ON FUNCTION stages(funnel) IS
'Per step: cases that reached it, their share of those that reached step 1, their share of those that reached the step before (of all cases for step 1) with its 95 % Wilson interval lo to hi.';

CREATE FUNCTION num_cases(f funnel) RETURNS int8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_funnel_num_cases';
COMMENT ON FUNCTION num_cases(funnel) IS
'All cases counted, those without a first step included.';
