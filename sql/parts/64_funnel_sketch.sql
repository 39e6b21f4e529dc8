
-- --------------------------------------------------------- funnel_sketch ----

-- since: 0.1.0
CREATE TYPE funnel_sketch;
COMMENT ON TYPE funnel_sketch IS
'What the funnel of one case needs to know of periods of it, without the events; sketches of other periods of the case add up.';

CREATE FUNCTION funnel_sketch_in(cstring) RETURNS funnel_sketch
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_funnel_sketch_in';
COMMENT ON FUNCTION funnel_sketch_in(cstring) IS 'Text input of funnel_sketch.';

CREATE FUNCTION funnel_sketch_out(funnel_sketch) RETURNS cstring
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_funnel_sketch_out';
COMMENT ON FUNCTION funnel_sketch_out(funnel_sketch) IS 'Text output of funnel_sketch, canonical.';

CREATE FUNCTION funnel_sketch_recv(internal) RETURNS funnel_sketch
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_funnel_sketch_recv';
COMMENT ON FUNCTION funnel_sketch_recv(internal) IS 'Binary input of funnel_sketch.';

CREATE FUNCTION funnel_sketch_send(funnel_sketch) RETURNS bytea
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_funnel_sketch_send';
COMMENT ON FUNCTION funnel_sketch_send(funnel_sketch) IS 'Binary output of funnel_sketch, canonical.';

CREATE TYPE funnel_sketch (
  INPUT = funnel_sketch_in,
  OUTPUT = funnel_sketch_out,
  RECEIVE = funnel_sketch_recv,
  SEND = funnel_sketch_send,
  ALIGNMENT = double,
  STORAGE = extended
);

CREATE FUNCTION funnel_sketch_eq(funnel_sketch, funnel_sketch) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_funnel_sketch_eq';
COMMENT ON FUNCTION funnel_sketch_eq(funnel_sketch, funnel_sketch) IS 'Whether specification and pieces are the same.';

CREATE FUNCTION funnel_sketch_ne(funnel_sketch, funnel_sketch) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_funnel_sketch_ne';
COMMENT ON FUNCTION funnel_sketch_ne(funnel_sketch, funnel_sketch) IS 'Whether two sketches differ.';

CREATE OPERATOR = (
  LEFTARG = funnel_sketch, RIGHTARG = funnel_sketch, FUNCTION = funnel_sketch_eq,
  COMMUTATOR = =, NEGATOR = <>, RESTRICT = eqsel, JOIN = eqjoinsel
);
COMMENT ON OPERATOR = (funnel_sketch, funnel_sketch) IS 'Whether specification and pieces are the same.';

CREATE OPERATOR <> (
  LEFTARG = funnel_sketch, RIGHTARG = funnel_sketch, FUNCTION = funnel_sketch_ne,
  COMMUTATOR = <>, NEGATOR = =, RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (funnel_sketch, funnel_sketch) IS 'Whether two sketches differ.';

CREATE FUNCTION sketch(j journey, spec funnel_spec) RETURNS funnel_sketch
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_sketch';
COMMENT ON FUNCTION sketch(journey, funnel_spec) IS
'What the level of the whole case will need to know of this stretch of it. For specifications of steps and a window: no gaps, exclusions, optional steps, other orders or ties.';

CREATE FUNCTION funnel_sketch_merge(a funnel_sketch, b funnel_sketch) RETURNS funnel_sketch
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_funnel_sketch_merge';
COMMENT ON FUNCTION funnel_sketch_merge(funnel_sketch, funnel_sketch) IS
'The periods of both, which must not overlap; a NULL adds nothing.';

CREATE OPERATOR + (
  LEFTARG = funnel_sketch, RIGHTARG = funnel_sketch, FUNCTION = funnel_sketch_merge, COMMUTATOR = +
);
COMMENT ON OPERATOR + (funnel_sketch, funnel_sketch) IS 'The periods of both, which must not overlap.';

CREATE AGGREGATE rollup(funnel_sketch) (
  SFUNC = funnel_sketch_merge, STYPE = funnel_sketch, SSPACE = 1024,
  COMBINEFUNC = funnel_sketch_merge, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(funnel_sketch) IS
'The periods of several sketches of one case, in any order; they must not overlap.';

CREATE FUNCTION fold(s funnel_sketch) RETURNS funnel_sketch
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_funnel_sketch_fold';
COMMENT ON FUNCTION fold(funnel_sketch) IS
'One period from the first to the last event, as small as one of them; nothing can be added between any more.';

CREATE FUNCTION level(s funnel_sketch) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_funnel_sketch_level';
COMMENT ON FUNCTION level(funnel_sketch) IS
'The level of the case whose periods were sketched.';
