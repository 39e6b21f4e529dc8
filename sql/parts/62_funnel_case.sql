
-- ----------------------------------------------------------- funnel_case ----

-- @type funnel_case: merges json cost=100 merge=5 space=144
-- The events of one case that matter to one funnel: times and kinds, without labels; mergeable, read with the specification it was made with.
-- rollup: The events of both parts of the case.

CREATE FUNCTION funnel_case_append(state funnel_case, at timestamptz, activity text, spec funnel_spec) RETURNS funnel_case
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_case_accum';
COMMENT ON FUNCTION funnel_case_append(funnel_case, timestamptz, text, funnel_spec) IS
'Transition function of funnel_case_agg: keeps an event that is in a step or an exclusion; a row without time, activity or specification is skipped.';

CREATE AGGREGATE funnel_case_agg(at timestamptz, activity text, spec funnel_spec) (
  SFUNC = funnel_case_append, STYPE = funnel_case, SSPACE = 144,
  COMBINEFUNC = csq_internal.funnel_case_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_case_agg(timestamptz, text, funnel_spec) IS
'What one funnel needs of a case, a word per event that matters; read it with funnel_level(state, spec) and funnel_steps(state, spec). level(journey_agg(at, activity), spec) is planned like this by itself.';

CREATE FUNCTION funnel_level(state funnel_case, spec funnel_spec) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_funnel_level_of_case';
COMMENT ON FUNCTION funnel_level(funnel_case, funnel_spec) IS
'The level of a journey of the same events; the specification must be the one the state was made with.';

CREATE FUNCTION funnel_level(state funnel_case, spec funnel_spec, working calendar) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 80
AS 'MODULE_PATHNAME', 'csq_funnel_level_of_case';
COMMENT ON FUNCTION funnel_level(funnel_case, funnel_spec, calendar) IS
'The same with gaps and window measured in the open time of a calendar.';

CREATE FUNCTION funnel_steps(state funnel_case, spec funnel_spec) RETURNS timestamptz[]
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_funnel_steps_of_case';
COMMENT ON FUNCTION funnel_steps(funnel_case, funnel_spec) IS
'The times of the chosen chain, as of a journey of the same events.';

CREATE FUNCTION funnel_steps(state funnel_case, spec funnel_spec, working calendar) RETURNS timestamptz[]
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_funnel_steps_of_case';
COMMENT ON FUNCTION funnel_steps(funnel_case, funnel_spec, calendar) IS
'The same with gaps and window measured in the open time of a calendar.';

CREATE FUNCTION funnel_support(internal) RETURNS internal
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_support';
COMMENT ON FUNCTION funnel_support(internal) IS
'Planner support of level and steps: plans level(journey_agg(at, activity), spec) as funnel_level(funnel_case_agg(at, activity, spec), spec).';

ALTER FUNCTION level(journey, funnel_spec) SUPPORT funnel_support;
ALTER FUNCTION level(journey, funnel_spec, calendar) SUPPORT funnel_support;
ALTER FUNCTION steps(journey, funnel_spec) SUPPORT funnel_support;
ALTER FUNCTION steps(journey, funnel_spec, calendar) SUPPORT funnel_support;
