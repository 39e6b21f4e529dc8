
-- ----------------------------------------------------------- funnel_case ----

-- since: 0.1.0
CREATE TYPE funnel_case;
COMMENT ON TYPE funnel_case IS
'The events of one case that matter to one funnel: times and kinds, without labels; mergeable, read with the specification it was made with.';

CREATE FUNCTION funnel_case_in(cstring) RETURNS funnel_case
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_funnel_case_in';
COMMENT ON FUNCTION funnel_case_in(cstring) IS 'Text input of funnel_case.';

CREATE FUNCTION funnel_case_out(funnel_case) RETURNS cstring
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_funnel_case_out';
COMMENT ON FUNCTION funnel_case_out(funnel_case) IS 'Text output of funnel_case, canonical.';

CREATE FUNCTION funnel_case_recv(internal) RETURNS funnel_case
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_funnel_case_recv';
COMMENT ON FUNCTION funnel_case_recv(internal) IS 'Binary input of funnel_case.';

CREATE FUNCTION funnel_case_send(funnel_case) RETURNS bytea
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_funnel_case_send';
COMMENT ON FUNCTION funnel_case_send(funnel_case) IS 'Binary output of funnel_case, canonical.';

CREATE TYPE funnel_case (
  INPUT = funnel_case_in,
  OUTPUT = funnel_case_out,
  RECEIVE = funnel_case_recv,
  SEND = funnel_case_send,
  ALIGNMENT = double,
  STORAGE = extended
);

CREATE FUNCTION funnel_case_append(state funnel_case, at timestamptz, activity text, spec funnel_spec) RETURNS funnel_case
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_case_accum';
COMMENT ON FUNCTION funnel_case_append(funnel_case, timestamptz, text, funnel_spec) IS
'Transition function of funnel_case_agg: keeps an event that is in a step or an exclusion; a row without time, activity or specification is skipped.';

CREATE FUNCTION funnel_case_merge(state funnel_case, other funnel_case) RETURNS funnel_case
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_funnel_case_merge_states';
COMMENT ON FUNCTION funnel_case_merge(funnel_case, funnel_case) IS
'The events of both, which must be of the same specification; a NULL adds nothing.';

CREATE AGGREGATE funnel_case_agg(at timestamptz, activity text, spec funnel_spec) (
  SFUNC = funnel_case_append, STYPE = funnel_case, SSPACE = 144,
  COMBINEFUNC = funnel_case_merge, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_case_agg(timestamptz, text, funnel_spec) IS
'What one funnel needs of a case, a word per event that matters; read it with funnel_level(state, spec) and funnel_steps(state, spec). level(journey_agg(at, activity), spec) is planned like this by itself.';

CREATE AGGREGATE rollup(funnel_case) (
  SFUNC = funnel_case_merge, STYPE = funnel_case, SSPACE = 144,
  COMBINEFUNC = funnel_case_merge, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(funnel_case) IS
'The events of several parts of a case, collected for the same specification.';

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
