
-- ---------------------------------------------------------------- funnel ----

-- since: 0.1.0
CREATE TYPE funnel_spec;
COMMENT ON TYPE funnel_spec IS
'Steps of a funnel with gaps and clauses: opened -> replied[<=4h] -> resolved|closed; within 7d; not reopened.';

CREATE FUNCTION funnel_spec_in(cstring) RETURNS funnel_spec
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_funnel_spec_in';
COMMENT ON FUNCTION funnel_spec_in(cstring) IS 'Text input of funnel_spec.';

CREATE FUNCTION funnel_spec_out(funnel_spec) RETURNS cstring
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_funnel_spec_out';
COMMENT ON FUNCTION funnel_spec_out(funnel_spec) IS 'Text output of funnel_spec, canonical.';

CREATE FUNCTION funnel_spec_recv(internal) RETURNS funnel_spec
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_funnel_spec_recv';
COMMENT ON FUNCTION funnel_spec_recv(internal) IS 'Binary input of funnel_spec.';

CREATE FUNCTION funnel_spec_send(funnel_spec) RETURNS bytea
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_funnel_spec_send';
COMMENT ON FUNCTION funnel_spec_send(funnel_spec) IS 'Binary output of funnel_spec, canonical.';

CREATE TYPE funnel_spec (
  INPUT = funnel_spec_in,
  OUTPUT = funnel_spec_out,
  RECEIVE = funnel_spec_recv,
  SEND = funnel_spec_send,
  ALIGNMENT = double,
  STORAGE = extended
);

CREATE FUNCTION funnel_spec_eq(funnel_spec, funnel_spec) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_funnel_spec_eq';
COMMENT ON FUNCTION funnel_spec_eq(funnel_spec, funnel_spec) IS 'Whether steps and clauses are the same.';

CREATE FUNCTION funnel_spec_ne(funnel_spec, funnel_spec) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_funnel_spec_ne';
COMMENT ON FUNCTION funnel_spec_ne(funnel_spec, funnel_spec) IS 'Whether two specifications differ.';

CREATE OPERATOR = (
  LEFTARG = funnel_spec, RIGHTARG = funnel_spec, FUNCTION = funnel_spec_eq,
  COMMUTATOR = =, NEGATOR = <>, RESTRICT = eqsel, JOIN = eqjoinsel
);
COMMENT ON OPERATOR = (funnel_spec, funnel_spec) IS 'Whether steps and clauses are the same.';

CREATE OPERATOR <> (
  LEFTARG = funnel_spec, RIGHTARG = funnel_spec, FUNCTION = funnel_spec_ne,
  COMMUTATOR = <>, NEGATOR = =, RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (funnel_spec, funnel_spec) IS 'Whether two specifications differ.';

-- since: 0.1.0
CREATE TYPE window_funnel_state;
COMMENT ON TYPE window_funnel_state IS
'The events of one case as window_funnel keeps them; mergeable.';

CREATE FUNCTION window_funnel_state_in(cstring) RETURNS window_funnel_state
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_window_state_in';
COMMENT ON FUNCTION window_funnel_state_in(cstring) IS 'Text input of window_funnel_state.';

CREATE FUNCTION window_funnel_state_out(window_funnel_state) RETURNS cstring
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_window_state_out';
COMMENT ON FUNCTION window_funnel_state_out(window_funnel_state) IS 'Text output of window_funnel_state, canonical.';

CREATE FUNCTION window_funnel_state_recv(internal) RETURNS window_funnel_state
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_window_state_recv';
COMMENT ON FUNCTION window_funnel_state_recv(internal) IS 'Binary input of window_funnel_state.';

CREATE FUNCTION window_funnel_state_send(window_funnel_state) RETURNS bytea
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_window_state_send';
COMMENT ON FUNCTION window_funnel_state_send(window_funnel_state) IS 'Binary output of window_funnel_state, canonical.';

CREATE TYPE window_funnel_state (
  INPUT = window_funnel_state_in,
  OUTPUT = window_funnel_state_out,
  RECEIVE = window_funnel_state_recv,
  SEND = window_funnel_state_send,
  ALIGNMENT = double,
  STORAGE = extended
);

CREATE FUNCTION level(j journey, spec funnel_spec) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_level';
COMMENT ON FUNCTION level(journey, funnel_spec) IS
'The number of the last step reached: different events satisfy the steps in order, within the gaps and the window, no exclusion between them; with order any the number of steps satisfied within one window, all when only optional ones are left out. 0 without a step, NULL for a journey that is dropped.';

CREATE FUNCTION level(j journey, spec funnel_spec, working calendar) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 80
AS 'MODULE_PATHNAME', 'csq_level';
COMMENT ON FUNCTION level(journey, funnel_spec, calendar) IS
'The level with gaps and window measured in the open time of a calendar.';

CREATE FUNCTION steps(j journey, spec funnel_spec) RETURNS timestamptz[]
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 80
AS 'MODULE_PATHNAME', 'csq_steps';
COMMENT ON FUNCTION steps(journey, funnel_spec) IS
'Times of the chain that explains the level, step s at place s, NULL for an optional step not taken: of the chains of the highest level the one that the chain clause names, by default the one that completes first, of these the one that starts last, then the earliest step by step.';

CREATE FUNCTION steps(j journey, spec funnel_spec, working calendar) RETURNS timestamptz[]
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 120
AS 'MODULE_PATHNAME', 'csq_steps';
COMMENT ON FUNCTION steps(journey, funnel_spec, calendar) IS
'Times of the chain that explains the level with gaps and window measured in the open time of a calendar; chain fastest takes the least open time.';

CREATE FUNCTION level(state window_funnel_state) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_window_funnel_level';
COMMENT ON FUNCTION level(window_funnel_state) IS
'The level of a window_funnel state; final function of window_funnel.';

CREATE FUNCTION window_funnel_append(state window_funnel_state, at timestamptz, step int, within interval) RETURNS window_funnel_state
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_window_accum';
COMMENT ON FUNCTION window_funnel_append(window_funnel_state, timestamptz, int, interval) IS
'Transition function of window_funnel; steps are 1 to 64, any other number and NULL are no step, rows without time are skipped.';

CREATE FUNCTION window_funnel_merge(state window_funnel_state, other window_funnel_state) RETURNS window_funnel_state
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_window_merge_states';
COMMENT ON FUNCTION window_funnel_merge(window_funnel_state, window_funnel_state) IS
'The events of both states, which must have the same window; a NULL adds nothing.';

CREATE AGGREGATE window_funnel(at timestamptz, step int, within interval) (
  SFUNC = window_funnel_append, STYPE = window_funnel_state, SSPACE = 144,
  FINALFUNC = level, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = window_funnel_merge, PARALLEL = SAFE
);
COMMENT ON AGGREGATE window_funnel(timestamptz, int, interval) IS
'The highest level reached: k different events are steps 1 to k in order of time (equal times in either order), the last no later than within after the first. Steps are 1 to 64, any other number and NULL are no step.';

CREATE AGGREGATE window_funnel_agg(at timestamptz, step int, within interval) (
  SFUNC = window_funnel_append, STYPE = window_funnel_state, SSPACE = 144,
  COMBINEFUNC = window_funnel_merge, PARALLEL = SAFE
);
COMMENT ON AGGREGATE window_funnel_agg(timestamptz, int, interval) IS
'The state of window_funnel as a value that can be kept and merged; read it with level().';

CREATE AGGREGATE rollup(window_funnel_state) (
  SFUNC = window_funnel_merge, STYPE = window_funnel_state, SSPACE = 144,
  COMBINEFUNC = window_funnel_merge, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(window_funnel_state) IS
'The events of several window_funnel states, which must have the same window.';
