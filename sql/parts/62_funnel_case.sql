
-- ----------------------------------------------------------- funnel_case ----

-- @type funnel_case: merges json cost=100 merge=5 space=144
-- The events of one case that matter to one funnel, or to window_funnel: times and kinds, without labels; mergeable, read with the specification it was made with.
-- rollup: The events of both parts of the case.

-- @each at,cost,symbol,meaning:
-- | timestamptz | 1 | csq_funnel_case_append | What one funnel needs of a case, a word per event that matters; read it with level(state, spec) and steps(state, spec). level(journey_agg(at, activity), spec) is planned like this by itself.
-- | text | 2 | csq_funnel_case_append_typed | The same of times as they are typed, in ISO 8601 with a zone.
CREATE FUNCTION csq_internal.funnel_case_append(state funnel_case, at @at@, activity text, spec funnel_spec) RETURNS funnel_case
LANGUAGE C IMMUTABLE PARALLEL SAFE COST @cost@
AS 'MODULE_PATHNAME', '@symbol@';
COMMENT ON FUNCTION csq_internal.funnel_case_append(funnel_case, @at@, text, funnel_spec) IS
'Transition function of funnel_case_agg: keeps an event that is in a step or an exclusion; a row without time, activity or specification is skipped.';

CREATE AGGREGATE funnel_case_agg(at @at@, activity text, spec funnel_spec) (
  SFUNC = csq_internal.funnel_case_append, STYPE = funnel_case, SSPACE = 144,
  COMBINEFUNC = csq_internal.funnel_case_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_case_agg(@at@, text, funnel_spec) IS
'@meaning@';
-- @end

CREATE FUNCTION level(state funnel_case, spec funnel_spec) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_case_level';
COMMENT ON FUNCTION level(funnel_case, funnel_spec) IS
'The level of a journey of the same events; the specification must be the one the state was made with.';

CREATE FUNCTION level(state funnel_case, spec funnel_spec, working calendar) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 80
AS 'MODULE_PATHNAME', 'csq_case_level';
COMMENT ON FUNCTION level(funnel_case, funnel_spec, calendar) IS
'The same with gaps and window measured in the open time of a calendar.';

CREATE FUNCTION steps(state funnel_case, spec funnel_spec) RETURNS timestamptz[]
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_case_steps';
COMMENT ON FUNCTION steps(funnel_case, funnel_spec) IS
'The times of the chosen chain, as of a journey of the same events.';

CREATE FUNCTION steps(state funnel_case, spec funnel_spec, working calendar) RETURNS timestamptz[]
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_case_steps';
COMMENT ON FUNCTION steps(funnel_case, funnel_spec, calendar) IS
'The same with gaps and window measured in the open time of a calendar.';

CREATE FUNCTION level(state funnel_case) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_window_funnel_level';
COMMENT ON FUNCTION level(funnel_case) IS
'The level of a case collected by window_funnel_agg; final function of window_funnel.';

-- The same of a case within an aggregate, whose state is the place of the next event (funnel_words_pg.h).
CREATE FUNCTION csq_internal.words_combine(internal, internal) RETURNS internal
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_words_combine';
COMMENT ON FUNCTION csq_internal.words_combine(internal, internal) IS
'Combine function of funnel_words_agg.';
CREATE FUNCTION csq_internal.words_serial(internal) RETURNS bytea
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_words_serial';
COMMENT ON FUNCTION csq_internal.words_serial(internal) IS
'What a worker hands over of a case: its bytes.';
CREATE FUNCTION csq_internal.words_deserial(bytea, internal) RETURNS internal
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_words_deserial';
COMMENT ON FUNCTION csq_internal.words_deserial(bytea, internal) IS
'A case that a worker has handed over, checked.';
CREATE FUNCTION csq_internal.words_result(internal) RETURNS funnel_case
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_words_result';
COMMENT ON FUNCTION csq_internal.words_result(internal) IS
'Final function of funnel_words_agg: the case.';

CREATE FUNCTION csq_internal.funnel_words_append(state internal, at timestamptz, activity text, spec funnel_spec) RETURNS internal
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_words_append';
COMMENT ON FUNCTION csq_internal.funnel_words_append(internal, timestamptz, text, funnel_spec) IS
'Transition function of funnel_words_agg: keeps what that of funnel_case_agg keeps.';
CREATE AGGREGATE csq_internal.funnel_words_agg(at timestamptz, activity text, spec funnel_spec) (
  SFUNC = csq_internal.funnel_words_append, STYPE = internal, SSPACE = 128,
  FINALFUNC = csq_internal.words_result, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.words_combine, SERIALFUNC = csq_internal.words_serial, DESERIALFUNC = csq_internal.words_deserial,
  PARALLEL = SAFE
);
COMMENT ON AGGREGATE csq_internal.funnel_words_agg(timestamptz, text, funnel_spec) IS
'What funnel_case_agg gives, in less time, of a state that is of one process: level and steps of journey_agg(at, activity) are planned with it.';

-- @each at,cost,symbol,reached,kept:
-- | timestamptz | 1 | csq_window_funnel_append | The highest level reached: k different events are steps 1 to k in order of time (equal times in either order), the last no later than within after the first. Steps are 1 to 64, any other number and NULL are no step. | The events of a case as window_funnel keeps them, a value that can be kept and merged; read it with level(funnel_case).
-- | text | 2 | csq_window_funnel_append_typed | The same of times as they are typed, in ISO 8601 with a zone. | The same of times as they are typed, in ISO 8601 with a zone.
CREATE FUNCTION csq_internal.window_funnel_append(state funnel_case, at @at@, step int, within interval) RETURNS funnel_case
LANGUAGE C IMMUTABLE PARALLEL SAFE COST @cost@
AS 'MODULE_PATHNAME', '@symbol@';
COMMENT ON FUNCTION csq_internal.window_funnel_append(funnel_case, @at@, int, interval) IS
'Transition function of window_funnel; steps are 1 to 64, any other number and NULL are no step, rows without time are skipped.';

CREATE AGGREGATE window_funnel(at @at@, step int, within interval) (
  SFUNC = csq_internal.window_funnel_append, STYPE = funnel_case, SSPACE = 144,
  FINALFUNC = level, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_case_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE window_funnel(@at@, int, interval) IS
'@reached@';

CREATE AGGREGATE window_funnel_agg(at @at@, step int, within interval) (
  SFUNC = csq_internal.window_funnel_append, STYPE = funnel_case, SSPACE = 144,
  COMBINEFUNC = csq_internal.funnel_case_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE window_funnel_agg(@at@, int, interval) IS
'@kept@';
-- @end

CREATE FUNCTION csq_internal.funnel_support(internal) RETURNS internal
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_support';
COMMENT ON FUNCTION csq_internal.funnel_support(internal) IS
'Planner support of level and steps: plans level(journey_agg(at, activity), spec) as level(funnel_words_agg(at, activity, spec), spec), where a table is on another server with funnel_case_agg.';

ALTER FUNCTION level(journey, funnel_spec) SUPPORT csq_internal.funnel_support;
ALTER FUNCTION level(journey, funnel_spec, calendar) SUPPORT csq_internal.funnel_support;
ALTER FUNCTION steps(journey, funnel_spec) SUPPORT csq_internal.funnel_support;
ALTER FUNCTION steps(journey, funnel_spec, calendar) SUPPORT csq_internal.funnel_support;
