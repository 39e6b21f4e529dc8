
-- ---------------------------------------------------------------- funnel ----

-- @type funnel_spec: cost=100
-- Steps of a funnel with gaps and clauses: opened -> replied[<=4h] -> resolved|closed; within 7d; not reopened.

-- @type window_funnel_state: merges json cost=100 merge=5 space=144
-- The events of one case as window_funnel keeps them; mergeable.
-- rollup: The events of both parts of the case.

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

CREATE AGGREGATE window_funnel(at timestamptz, step int, within interval) (
  SFUNC = window_funnel_append, STYPE = window_funnel_state, SSPACE = 144,
  FINALFUNC = level, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.window_funnel_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE window_funnel(timestamptz, int, interval) IS
'The highest level reached: k different events are steps 1 to k in order of time (equal times in either order), the last no later than within after the first. Steps are 1 to 64, any other number and NULL are no step.';

CREATE AGGREGATE window_funnel_agg(at timestamptz, step int, within interval) (
  SFUNC = window_funnel_append, STYPE = window_funnel_state, SSPACE = 144,
  COMBINEFUNC = csq_internal.window_funnel_state_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE window_funnel_agg(timestamptz, int, interval) IS
'The state of window_funnel as a value that can be kept and merged; read it with level().';

