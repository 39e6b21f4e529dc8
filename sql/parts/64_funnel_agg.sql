
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

CREATE FUNCTION funnel_count_append(state funnel, j journey, spec funnel_spec) RETURNS funnel
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_funnel_accum';
COMMENT ON FUNCTION funnel_count_append(funnel, journey, funnel_spec) IS
'Transition function of funnel_count_agg: counts the case at its level; a row without journey or specification is skipped.';

CREATE FUNCTION funnel_merge(state funnel, other funnel) RETURNS funnel
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_funnel_merge_states';
COMMENT ON FUNCTION funnel_merge(funnel, funnel) IS
'The sum of two funnels of the same specification; a NULL adds nothing.';

CREATE AGGREGATE funnel_count_agg(j journey, spec funnel_spec) (
  SFUNC = funnel_count_append, STYPE = funnel, SSPACE = 256,
  COMBINEFUNC = funnel_merge, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_count_agg(journey, funnel_spec) IS
'How many cases reached which step and nothing else: a funnel without times, in half the time. One journey per row, the same specification on each.';

CREATE AGGREGATE rollup(funnel) (
  SFUNC = funnel_merge, STYPE = funnel, SSPACE = 256,
  COMBINEFUNC = funnel_merge, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(funnel) IS
'The sum of several funnels of the same specification.';

CREATE FUNCTION funnel_append(state funnel, j journey, spec funnel_spec) RETURNS funnel
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_funnel_detail_accum';
COMMENT ON FUNCTION funnel_append(funnel, journey, funnel_spec) IS
'Transition function of funnel_agg: counts the case at its level, with the times of its chain and the activity after it; a row without journey or specification is skipped.';

CREATE AGGREGATE funnel_agg(j journey, spec funnel_spec) (
  SFUNC = funnel_append, STYPE = funnel, SSPACE = 8192,
  COMBINEFUNC = funnel_merge, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_agg(journey, funnel_spec) IS
'The funnel of many cases: how many reached which step, the times from step to step, and where those went that did not reach the last. One journey per row, the same specification on each.';

CREATE OPERATOR + (
  LEFTARG = funnel, RIGHTARG = funnel, FUNCTION = funnel_merge, COMMUTATOR = +
);
COMMENT ON OPERATOR + (funnel, funnel) IS 'The sum of two funnels of the same specification.';

CREATE FUNCTION stages(f funnel, confidence float8 DEFAULT 0.95, OUT step int, OUT label text, OUT reached int8, OUT share float8,
  OUT from_previous float8, OUT lo float8, OUT hi float8, OUT median_gap interval, OUT p90_gap interval,
  OUT median_total interval, OUT dropped int8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 4
AS 'MODULE_PATHNAME', 'csq_stages';
COMMENT ON FUNCTION stages(funnel, float8) IS
'Per step: cases that reached it, their share of those that reached step 1, their share of those that reached the step before (of all cases for step 1) with its Wilson interval lo to hi; with details the median and 90th percentile of the time since the step before and the median since the first; the cases that went no further.';

-- since: 0.1.0
CREATE FUNCTION lost_to(f funnel, OUT step int, OUT next_activity text, OUT n int8, OUT share float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 20
AS 'MODULE_PATHNAME', 'csq_lost_to';
COMMENT ON FUNCTION lost_to(funnel) IS
'Where the cases went that came to this step and no further: the next activity, NULL when the journey ended, with their number and share. Needs a funnel with details.';

-- since: 0.1.0
CREATE FUNCTION time_to_convert(f funnel, from_step int, to_step int, bins int DEFAULT 10, OUT lo interval, OUT hi interval, OUT n int8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 10
AS 'MODULE_PATHNAME', 'csq_time_to_convert';
COMMENT ON FUNCTION time_to_convert(funnel, int, int, int) IS
'Distribution of the time to a step, since the step before or since the first, in bins of equal width. Needs a funnel with details.';

-- since: 0.1.0
CREATE FUNCTION compare(before funnel, after funnel, confidence float8 DEFAULT 0.95, OUT step int, OUT label text, OUT share_before float8,
  OUT share_after float8, OUT difference float8, OUT lo float8, OUT hi float8, OUT z float8, OUT p_value float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 4
AS 'MODULE_PATHNAME', 'csq_compare_funnel';
COMMENT ON FUNCTION compare(funnel, funnel, float8) IS
'Per step, the share of the cases that reached the step before (of all cases for step 1) in two funnels of the same specification: its change, after minus before, with Newcombe interval and pooled score test.';

CREATE FUNCTION num_cases(f funnel) RETURNS int8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_funnel_num_cases';
COMMENT ON FUNCTION num_cases(funnel) IS
'The cases counted at a level, those without a first step included, those dropped by an exclusion not.';

CREATE FUNCTION num_excluded(f funnel) RETURNS int8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_funnel_num_excluded';
COMMENT ON FUNCTION num_excluded(funnel) IS
'The cases that an exclusion with drop journey left out.';

-- since: 0.1.0
CREATE TYPE funnel_events;
COMMENT ON TYPE funnel_events IS
'The events that the one-level funnel_count_agg and funnel_agg collect, each with its case; merging them is right however a case is split.';

CREATE FUNCTION funnel_events_in(cstring) RETURNS funnel_events
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_funnel_events_in';
COMMENT ON FUNCTION funnel_events_in(cstring) IS 'Text input of funnel_events.';

CREATE FUNCTION funnel_events_out(funnel_events) RETURNS cstring
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_funnel_events_out';
COMMENT ON FUNCTION funnel_events_out(funnel_events) IS 'Text output of funnel_events, canonical.';

CREATE FUNCTION funnel_events_recv(internal) RETURNS funnel_events
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_funnel_events_recv';
COMMENT ON FUNCTION funnel_events_recv(internal) IS 'Binary input of funnel_events.';

CREATE FUNCTION funnel_events_send(funnel_events) RETURNS bytea
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_funnel_events_send';
COMMENT ON FUNCTION funnel_events_send(funnel_events) IS 'Binary output of funnel_events, canonical.';

CREATE TYPE funnel_events (
  INPUT = funnel_events_in,
  OUTPUT = funnel_events_out,
  RECEIVE = funnel_events_recv,
  SEND = funnel_events_send,
  ALIGNMENT = double,
  STORAGE = extended
);

CREATE FUNCTION funnel_count_append(state funnel_events, case_id anyelement, at timestamptz, activity text, spec funnel_spec) RETURNS funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_accum';
COMMENT ON FUNCTION funnel_count_append(funnel_events, anyelement, timestamptz, text, funnel_spec) IS
'Transition function of the one-level funnel_count_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';

CREATE FUNCTION funnel_combine(state funnel_events, other funnel_events) RETURNS funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_funnel_events_combine';
COMMENT ON FUNCTION funnel_combine(funnel_events, funnel_events) IS
'The events of both; cases with the same id are one case. Combine function of the one-level funnel_count_agg and funnel_agg.';

CREATE FUNCTION funnel(events funnel_events) RETURNS funnel
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_funnel_events_final';
COMMENT ON FUNCTION funnel(funnel_events) IS
'The funnel of collected events, with details where they have any. Final function of the one-level funnel_count_agg and funnel_agg.';

CREATE AGGREGATE funnel_count_agg(case_id anyelement, at timestamptz, activity text, spec funnel_spec) (
  SFUNC = funnel_count_append, STYPE = funnel_events, SSPACE = 1024,
  FINALFUNC = funnel, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = funnel_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_count_agg(anyelement, timestamptz, text, funnel_spec) IS
'How many cases reached which step and nothing else, straight from the events of all cases, whatever the order of the rows: the same funnel as from one journey per case. The case id is an integer, a text or a uuid. Rows without case, time or activity are skipped.';

-- since: 0.1.0
CREATE FUNCTION funnel_append(state funnel_events, case_id anyelement, at timestamptz, activity text, spec funnel_spec) RETURNS funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_detail_accum';
COMMENT ON FUNCTION funnel_append(funnel_events, anyelement, timestamptz, text, funnel_spec) IS
'Transition function of the one-level funnel_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';

CREATE AGGREGATE funnel_agg(case_id anyelement, at timestamptz, activity text, spec funnel_spec) (
  SFUNC = funnel_append, STYPE = funnel_events, SSPACE = 1024,
  FINALFUNC = funnel, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = funnel_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_agg(anyelement, timestamptz, text, funnel_spec) IS
'The funnel of many cases straight from the events of all cases, whatever the order of the rows: the same as from one journey per case. The case id is an integer, a text or a uuid. Rows without case, time or activity are skipped.';
