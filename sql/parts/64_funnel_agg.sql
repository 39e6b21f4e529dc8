
-- ------------------------------------------------------------ funnel_agg ----

-- @type funnel: merges json cost=100 merge=10 space=256
-- How many cases reached which step of a funnel; mergeable.
-- rollup: The cases of both, which must be counted by the same specification.

CREATE FUNCTION csq_internal.funnel_count_append(state funnel, journey journey, spec funnel_spec) RETURNS funnel
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_funnel_count_append';
COMMENT ON FUNCTION csq_internal.funnel_count_append(funnel, journey, funnel_spec) IS
'Transition function of funnel_count_agg: counts the case at its level; a row without journey or specification is skipped.';

CREATE AGGREGATE funnel_count_agg(journey journey, spec funnel_spec) (
  SFUNC = csq_internal.funnel_count_append, STYPE = funnel, SSPACE = 256,
  COMBINEFUNC = csq_internal.funnel_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_count_agg(journey, funnel_spec) IS
'How many cases reached which step and nothing else: a funnel without times, in half the time. One journey per row, the same specification on each.';

CREATE FUNCTION csq_internal.funnel_count_append(state funnel, journey journey, spec funnel_spec, as_of timestamptz) RETURNS funnel
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_funnel_count_append_as_of';
COMMENT ON FUNCTION csq_internal.funnel_count_append(funnel, journey, funnel_spec, timestamptz) IS
'Transition function of funnel_count_agg: counts the case at its level; a row without journey or specification is skipped.';

CREATE AGGREGATE funnel_count_agg(journey journey, spec funnel_spec, as_of timestamptz) (
  SFUNC = csq_internal.funnel_count_append, STYPE = funnel, SSPACE = 256,
  COMBINEFUNC = csq_internal.funnel_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_count_agg(journey, funnel_spec, timestamptz) IS
'Counts of a funnel. As of an instant: later events are left out, and a case whose window or gap is not over is pending, not dropped. One journey per row, the same terms on each.';

CREATE FUNCTION csq_internal.funnel_count_append(state funnel, journey journey, spec funnel_spec, working calendar) RETURNS funnel
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_funnel_count_append_calendar';
COMMENT ON FUNCTION csq_internal.funnel_count_append(funnel, journey, funnel_spec, calendar) IS
'Transition function of funnel_count_agg: counts the case at its level; a row without journey or specification is skipped.';

CREATE AGGREGATE funnel_count_agg(journey journey, spec funnel_spec, working calendar) (
  SFUNC = csq_internal.funnel_count_append, STYPE = funnel, SSPACE = 256,
  COMBINEFUNC = csq_internal.funnel_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_count_agg(journey, funnel_spec, calendar) IS
'Counts of a funnel. With gaps, window and times in the open time of a calendar. One journey per row, the same terms on each.';

CREATE FUNCTION csq_internal.funnel_count_append(state funnel, journey journey, spec funnel_spec, as_of timestamptz, working calendar) RETURNS funnel
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_funnel_count_append_as_of_calendar';
COMMENT ON FUNCTION csq_internal.funnel_count_append(funnel, journey, funnel_spec, timestamptz, calendar) IS
'Transition function of funnel_count_agg: counts the case at its level; a row without journey or specification is skipped.';

CREATE AGGREGATE funnel_count_agg(journey journey, spec funnel_spec, as_of timestamptz, working calendar) (
  SFUNC = csq_internal.funnel_count_append, STYPE = funnel, SSPACE = 256,
  COMBINEFUNC = csq_internal.funnel_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_count_agg(journey, funnel_spec, timestamptz, calendar) IS
'Counts of a funnel. As of an instant, with gaps, window and times in the open time of a calendar. One journey per row, the same terms on each.';

CREATE FUNCTION csq_internal.funnel_count_append(state funnel, journey journey, spec funnel_spec, clock text) RETURNS funnel
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_funnel_count_append_clock';
COMMENT ON FUNCTION csq_internal.funnel_count_append(funnel, journey, funnel_spec, text) IS
'Transition function of funnel_count_agg: counts the case at its level; a row without journey or specification is skipped.';

CREATE AGGREGATE funnel_count_agg(journey journey, spec funnel_spec, clock text) (
  SFUNC = csq_internal.funnel_count_append, STYPE = funnel, SSPACE = 256,
  COMBINEFUNC = csq_internal.funnel_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_count_agg(journey, funnel_spec, text) IS
'Counts of a funnel. The argument as it is typed: a time with its zone is as_of, anything else a calendar. One journey per row, the same terms on each.';

CREATE FUNCTION csq_internal.funnel_count_append(state funnel, journey journey, spec funnel_spec, as_of text, working calendar) RETURNS funnel
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_funnel_count_append_clock_calendar';
COMMENT ON FUNCTION csq_internal.funnel_count_append(funnel, journey, funnel_spec, text, calendar) IS
'Transition function of funnel_count_agg: counts the case at its level; a row without journey or specification is skipped.';

CREATE AGGREGATE funnel_count_agg(journey journey, spec funnel_spec, as_of text, working calendar) (
  SFUNC = csq_internal.funnel_count_append, STYPE = funnel, SSPACE = 256,
  COMBINEFUNC = csq_internal.funnel_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_count_agg(journey, funnel_spec, text, calendar) IS
'Counts of a funnel. As of a time as it is typed, which without a zone is local time of the calendar. One journey per row, the same terms on each.';

CREATE FUNCTION csq_internal.funnel_append(state funnel, journey journey, spec funnel_spec) RETURNS funnel
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_funnel_append';
COMMENT ON FUNCTION csq_internal.funnel_append(funnel, journey, funnel_spec) IS
'Transition function of funnel_agg: counts the case at its level, with the times of its chain and the activity after it; a row without journey or specification is skipped.';

CREATE AGGREGATE funnel_agg(journey journey, spec funnel_spec) (
  SFUNC = csq_internal.funnel_append, STYPE = funnel, SSPACE = 8192,
  COMBINEFUNC = csq_internal.funnel_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_agg(journey, funnel_spec) IS
'The funnel of many cases: how many reached which step, the times from step to step, and where those went that did not reach the last. One journey per row, the same specification on each.';

CREATE FUNCTION csq_internal.funnel_append(state funnel, journey journey, spec funnel_spec, as_of timestamptz) RETURNS funnel
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 150
AS 'MODULE_PATHNAME', 'csq_funnel_append_as_of';
COMMENT ON FUNCTION csq_internal.funnel_append(funnel, journey, funnel_spec, timestamptz) IS
'Transition function of funnel_agg: counts the case at its level, with the times of its chain and the activity after it; a row without journey or specification is skipped.';

CREATE AGGREGATE funnel_agg(journey journey, spec funnel_spec, as_of timestamptz) (
  SFUNC = csq_internal.funnel_append, STYPE = funnel, SSPACE = 8192,
  COMBINEFUNC = csq_internal.funnel_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_agg(journey, funnel_spec, timestamptz) IS
'The funnel of many cases. As of an instant: later events are left out, and a case whose window or gap is not over is pending, not dropped. One journey per row, the same terms on each.';

CREATE FUNCTION csq_internal.funnel_append(state funnel, journey journey, spec funnel_spec, working calendar) RETURNS funnel
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 150
AS 'MODULE_PATHNAME', 'csq_funnel_append_calendar';
COMMENT ON FUNCTION csq_internal.funnel_append(funnel, journey, funnel_spec, calendar) IS
'Transition function of funnel_agg: counts the case at its level, with the times of its chain and the activity after it; a row without journey or specification is skipped.';

CREATE AGGREGATE funnel_agg(journey journey, spec funnel_spec, working calendar) (
  SFUNC = csq_internal.funnel_append, STYPE = funnel, SSPACE = 8192,
  COMBINEFUNC = csq_internal.funnel_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_agg(journey, funnel_spec, calendar) IS
'The funnel of many cases. With gaps, window and times in the open time of a calendar. One journey per row, the same terms on each.';

CREATE FUNCTION csq_internal.funnel_append(state funnel, journey journey, spec funnel_spec, as_of timestamptz, working calendar) RETURNS funnel
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 150
AS 'MODULE_PATHNAME', 'csq_funnel_append_as_of_calendar';
COMMENT ON FUNCTION csq_internal.funnel_append(funnel, journey, funnel_spec, timestamptz, calendar) IS
'Transition function of funnel_agg: counts the case at its level, with the times of its chain and the activity after it; a row without journey or specification is skipped.';

CREATE AGGREGATE funnel_agg(journey journey, spec funnel_spec, as_of timestamptz, working calendar) (
  SFUNC = csq_internal.funnel_append, STYPE = funnel, SSPACE = 8192,
  COMBINEFUNC = csq_internal.funnel_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_agg(journey, funnel_spec, timestamptz, calendar) IS
'The funnel of many cases. As of an instant, with gaps, window and times in the open time of a calendar. One journey per row, the same terms on each.';

CREATE FUNCTION csq_internal.funnel_append(state funnel, journey journey, spec funnel_spec, clock text) RETURNS funnel
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 150
AS 'MODULE_PATHNAME', 'csq_funnel_append_clock';
COMMENT ON FUNCTION csq_internal.funnel_append(funnel, journey, funnel_spec, text) IS
'Transition function of funnel_agg: counts the case at its level, with the times of its chain and the activity after it; a row without journey or specification is skipped.';

CREATE AGGREGATE funnel_agg(journey journey, spec funnel_spec, clock text) (
  SFUNC = csq_internal.funnel_append, STYPE = funnel, SSPACE = 8192,
  COMBINEFUNC = csq_internal.funnel_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_agg(journey, funnel_spec, text) IS
'The funnel of many cases. The argument as it is typed: a time with its zone is as_of, anything else a calendar. One journey per row, the same terms on each.';

CREATE FUNCTION csq_internal.funnel_append(state funnel, journey journey, spec funnel_spec, as_of text, working calendar) RETURNS funnel
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 150
AS 'MODULE_PATHNAME', 'csq_funnel_append_clock_calendar';
COMMENT ON FUNCTION csq_internal.funnel_append(funnel, journey, funnel_spec, text, calendar) IS
'Transition function of funnel_agg: counts the case at its level, with the times of its chain and the activity after it; a row without journey or specification is skipped.';

CREATE AGGREGATE funnel_agg(journey journey, spec funnel_spec, as_of text, working calendar) (
  SFUNC = csq_internal.funnel_append, STYPE = funnel, SSPACE = 8192,
  COMBINEFUNC = csq_internal.funnel_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_agg(journey, funnel_spec, text, calendar) IS
'The funnel of many cases. As of a time as it is typed, which without a zone is local time of the calendar. One journey per row, the same terms on each.';

CREATE FUNCTION stages(funnel funnel, confidence float8 DEFAULT 0.95, OUT step int, OUT label text, OUT reached int8, OUT share float8,
  OUT from_previous float8, OUT lo float8, OUT hi float8, OUT median_gap interval, OUT p90_gap interval,
  OUT median_total interval, OUT dropped int8, OUT pending int8, OUT seen int8, OUT attempts int8,
  OUT expected_share float8, OUT expected_lo float8, OUT expected_hi float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 4 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_stages';
COMMENT ON FUNCTION stages(funnel, float8) IS
'Per step: cases that reached it, their share of those that reached step 1, their share of those that reached the step before (of all cases for step 1) with its Wilson interval lo to hi; with details the median and 90th percentile of the time since the step before and the median since the first; the cases that went no further, and those that still can; the cases that have an event of the step at all, the attempts at it, and the share of step 1 that comes to it with those under way allowed for (Kaplan-Meier), with its interval.';

CREATE FUNCTION rate_summary(funnel funnel, step int, from_step int DEFAULT 1) RETURNS rate_summary
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 200
RETURN (SELECT csq.rate_summary(s.reached, f.reached) FROM csq.stages(funnel) AS s, csq.stages(funnel) AS f
  WHERE s.step OPERATOR(pg_catalog.=) rate_summary.step AND f.step OPERATOR(pg_catalog.=) rate_summary.from_step AND f.step OPERATOR(pg_catalog.<=) s.step);
COMMENT ON FUNCTION rate_summary(funnel, int, int) IS
'Cases that reached a step as hits of those that reached an earlier one, the first unless said otherwise: to be compared, assessed and ranked as a rate. NULL: no such steps.';

CREATE FUNCTION lost_to(funnel funnel, OUT step int, OUT next_activity text, OUT n int8, OUT share float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 20
AS 'MODULE_PATHNAME', 'csq_lost_to';
COMMENT ON FUNCTION lost_to(funnel) IS
'Where the cases went that came to this step and no further: the next activity, NULL when the journey ended, with their number and share. Needs a funnel with details.';

CREATE FUNCTION time_to_convert(funnel funnel, from_step int, to_step int, bins int DEFAULT 10, OUT lo interval, OUT hi interval, OUT n int8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 10
AS 'MODULE_PATHNAME', 'csq_time_to_convert';
COMMENT ON FUNCTION time_to_convert(funnel, int, int, int) IS
'Distribution of the time to a step, since the step before or since the first, in bins of equal width. Needs a funnel with details.';

CREATE FUNCTION compare(before funnel, after funnel, confidence float8 DEFAULT 0.95, OUT step int, OUT label text, OUT share_before float8,
  OUT share_after float8, OUT difference float8, OUT lo float8, OUT hi float8, OUT z float8, OUT p_value float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 4 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_compare_funnel';
COMMENT ON FUNCTION compare(funnel, funnel, float8) IS
'Per step, the share of the cases that reached the step before (of all cases for step 1) in two funnels of the same specification: its change, after minus before, with Newcombe interval and pooled score test.';

CREATE FUNCTION num_cases(funnel funnel) RETURNS int8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_funnel_num_cases';
COMMENT ON FUNCTION num_cases(funnel) IS
'The cases counted at a level, those without a first step included, those dropped by an exclusion not.';

CREATE FUNCTION num_excluded(funnel funnel) RETURNS int8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_funnel_num_excluded';
COMMENT ON FUNCTION num_excluded(funnel) IS
'The cases that an exclusion with drop journey left out.';

-- @type funnel_events: state cost=100 merge=50
-- The events that the one-level funnel_count_agg and funnel_agg collect, each with its case; merging them is right however a case is split.

-- @each id: bigint text uuid
CREATE FUNCTION csq_internal.funnel_count_append(state csq_internal.funnel_events, case_id @id@, at timestamptz, activity text, spec funnel_spec) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_count_append_@id@';
COMMENT ON FUNCTION csq_internal.funnel_count_append(csq_internal.funnel_events, @id@, timestamptz, text, funnel_spec) IS
'Transition function of the one-level funnel_count_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
-- @end

CREATE FUNCTION csq_internal.funnel_events_final(events csq_internal.funnel_events) RETURNS funnel
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_funnel_events_final';
COMMENT ON FUNCTION csq_internal.funnel_events_final(csq_internal.funnel_events) IS
'The funnel of collected events, with details where they have any. Final function of the one-level funnel_count_agg and funnel_agg.';

-- @each id: bigint text uuid
CREATE AGGREGATE funnel_count_agg(case_id @id@, at timestamptz, activity text, spec funnel_spec) (
  SFUNC = csq_internal.funnel_count_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_count_agg(@id@, timestamptz, text, funnel_spec) IS
'How many cases reached which step and nothing else, straight from the events of all cases, whatever the order of the rows: the same funnel as from one journey per case. The case id is an integer, a text or a uuid. Rows without case, time or activity are skipped.';
-- @end

-- @each id: bigint text uuid
CREATE FUNCTION csq_internal.funnel_append(state csq_internal.funnel_events, case_id @id@, at timestamptz, activity text, spec funnel_spec) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_append_@id@';
COMMENT ON FUNCTION csq_internal.funnel_append(csq_internal.funnel_events, @id@, timestamptz, text, funnel_spec) IS
'Transition function of the one-level funnel_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';
-- @end

-- @each id: bigint text uuid
CREATE AGGREGATE funnel_agg(case_id @id@, at timestamptz, activity text, spec funnel_spec) (
  SFUNC = csq_internal.funnel_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_agg(@id@, timestamptz, text, funnel_spec) IS
'The funnel of many cases straight from the events of all cases, whatever the order of the rows: the same as from one journey per case. The case id is an integer, a text or a uuid. Rows without case, time or activity are skipped.';
-- @end

-- @each id: bigint text uuid
CREATE FUNCTION csq_internal.funnel_count_append(state csq_internal.funnel_events, case_id @id@, at timestamptz, activity text, spec funnel_spec, seq bigint) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_count_append_seq_@id@';
COMMENT ON FUNCTION csq_internal.funnel_count_append(csq_internal.funnel_events, @id@, timestamptz, text, funnel_spec, bigint) IS
'Transition function of the one-level funnel_count_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';

CREATE AGGREGATE funnel_count_agg(case_id @id@, at timestamptz, activity text, spec funnel_spec, seq bigint) (
  SFUNC = csq_internal.funnel_count_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_count_agg(@id@, timestamptz, text, funnel_spec, bigint) IS
'Counts of a funnel straight from the events of all cases. Events at the same time are in the order of seq, those without one behind them.';
-- @end

-- @each id: bigint text uuid
CREATE FUNCTION csq_internal.funnel_append(state csq_internal.funnel_events, case_id @id@, at timestamptz, activity text, spec funnel_spec, seq bigint) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_append_seq_@id@';
COMMENT ON FUNCTION csq_internal.funnel_append(csq_internal.funnel_events, @id@, timestamptz, text, funnel_spec, bigint) IS
'Transition function of the one-level funnel_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';

CREATE AGGREGATE funnel_agg(case_id @id@, at timestamptz, activity text, spec funnel_spec, seq bigint) (
  SFUNC = csq_internal.funnel_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_agg(@id@, timestamptz, text, funnel_spec, bigint) IS
'The funnel straight from the events of all cases. Events at the same time are in the order of seq, those without one behind them.';
-- @end

-- @each id: bigint text uuid
CREATE FUNCTION csq_internal.funnel_count_append(state csq_internal.funnel_events, case_id @id@, at timestamptz, activity text, spec funnel_spec, as_of timestamptz) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_count_append_as_of_@id@';
COMMENT ON FUNCTION csq_internal.funnel_count_append(csq_internal.funnel_events, @id@, timestamptz, text, funnel_spec, timestamptz) IS
'Transition function of the one-level funnel_count_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';

CREATE AGGREGATE funnel_count_agg(case_id @id@, at timestamptz, activity text, spec funnel_spec, as_of timestamptz) (
  SFUNC = csq_internal.funnel_count_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_count_agg(@id@, timestamptz, text, funnel_spec, timestamptz) IS
'Counts of a funnel straight from the events of all cases. As of an instant: later events are left out, and a case whose window or gap is not over is pending.';
-- @end

-- @each id: bigint text uuid
CREATE FUNCTION csq_internal.funnel_append(state csq_internal.funnel_events, case_id @id@, at timestamptz, activity text, spec funnel_spec, as_of timestamptz) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_append_as_of_@id@';
COMMENT ON FUNCTION csq_internal.funnel_append(csq_internal.funnel_events, @id@, timestamptz, text, funnel_spec, timestamptz) IS
'Transition function of the one-level funnel_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';

CREATE AGGREGATE funnel_agg(case_id @id@, at timestamptz, activity text, spec funnel_spec, as_of timestamptz) (
  SFUNC = csq_internal.funnel_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_agg(@id@, timestamptz, text, funnel_spec, timestamptz) IS
'The funnel straight from the events of all cases. As of an instant: later events are left out, and a case whose window or gap is not over is pending.';
-- @end

-- @each id: bigint text uuid
CREATE FUNCTION csq_internal.funnel_count_append(state csq_internal.funnel_events, case_id @id@, at timestamptz, activity text, spec funnel_spec, as_of timestamptz, seq bigint) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_count_append_as_of_seq_@id@';
COMMENT ON FUNCTION csq_internal.funnel_count_append(csq_internal.funnel_events, @id@, timestamptz, text, funnel_spec, timestamptz, bigint) IS
'Transition function of the one-level funnel_count_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';

CREATE AGGREGATE funnel_count_agg(case_id @id@, at timestamptz, activity text, spec funnel_spec, as_of timestamptz, seq bigint) (
  SFUNC = csq_internal.funnel_count_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_count_agg(@id@, timestamptz, text, funnel_spec, timestamptz, bigint) IS
'Counts of a funnel straight from the events of all cases. As of an instant, with events at the same time in the order of seq.';
-- @end

-- @each id: bigint text uuid
CREATE FUNCTION csq_internal.funnel_append(state csq_internal.funnel_events, case_id @id@, at timestamptz, activity text, spec funnel_spec, as_of timestamptz, seq bigint) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_append_as_of_seq_@id@';
COMMENT ON FUNCTION csq_internal.funnel_append(csq_internal.funnel_events, @id@, timestamptz, text, funnel_spec, timestamptz, bigint) IS
'Transition function of the one-level funnel_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';

CREATE AGGREGATE funnel_agg(case_id @id@, at timestamptz, activity text, spec funnel_spec, as_of timestamptz, seq bigint) (
  SFUNC = csq_internal.funnel_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_agg(@id@, timestamptz, text, funnel_spec, timestamptz, bigint) IS
'The funnel straight from the events of all cases. As of an instant, with events at the same time in the order of seq.';
-- @end

-- @each id: bigint text uuid
CREATE FUNCTION csq_internal.funnel_count_append(state csq_internal.funnel_events, case_id @id@, at timestamptz, activity text, spec funnel_spec, working calendar) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_count_append_calendar_@id@';
COMMENT ON FUNCTION csq_internal.funnel_count_append(csq_internal.funnel_events, @id@, timestamptz, text, funnel_spec, calendar) IS
'Transition function of the one-level funnel_count_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';

CREATE AGGREGATE funnel_count_agg(case_id @id@, at timestamptz, activity text, spec funnel_spec, working calendar) (
  SFUNC = csq_internal.funnel_count_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_count_agg(@id@, timestamptz, text, funnel_spec, calendar) IS
'Counts of a funnel straight from the events of all cases. Gaps, window and times are open time of a calendar.';
-- @end

-- @each id: bigint text uuid
CREATE FUNCTION csq_internal.funnel_append(state csq_internal.funnel_events, case_id @id@, at timestamptz, activity text, spec funnel_spec, working calendar) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_append_calendar_@id@';
COMMENT ON FUNCTION csq_internal.funnel_append(csq_internal.funnel_events, @id@, timestamptz, text, funnel_spec, calendar) IS
'Transition function of the one-level funnel_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';

CREATE AGGREGATE funnel_agg(case_id @id@, at timestamptz, activity text, spec funnel_spec, working calendar) (
  SFUNC = csq_internal.funnel_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_agg(@id@, timestamptz, text, funnel_spec, calendar) IS
'The funnel straight from the events of all cases. Gaps, window and times are open time of a calendar.';
-- @end

-- @each id: bigint text uuid
CREATE FUNCTION csq_internal.funnel_count_append(state csq_internal.funnel_events, case_id @id@, at timestamptz, activity text, spec funnel_spec, working calendar, seq bigint) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_count_append_calendar_seq_@id@';
COMMENT ON FUNCTION csq_internal.funnel_count_append(csq_internal.funnel_events, @id@, timestamptz, text, funnel_spec, calendar, bigint) IS
'Transition function of the one-level funnel_count_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';

CREATE AGGREGATE funnel_count_agg(case_id @id@, at timestamptz, activity text, spec funnel_spec, working calendar, seq bigint) (
  SFUNC = csq_internal.funnel_count_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_count_agg(@id@, timestamptz, text, funnel_spec, calendar, bigint) IS
'Counts of a funnel straight from the events of all cases. In the open time of a calendar, with events at the same time in the order of seq.';
-- @end

-- @each id: bigint text uuid
CREATE FUNCTION csq_internal.funnel_append(state csq_internal.funnel_events, case_id @id@, at timestamptz, activity text, spec funnel_spec, working calendar, seq bigint) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_append_calendar_seq_@id@';
COMMENT ON FUNCTION csq_internal.funnel_append(csq_internal.funnel_events, @id@, timestamptz, text, funnel_spec, calendar, bigint) IS
'Transition function of the one-level funnel_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';

CREATE AGGREGATE funnel_agg(case_id @id@, at timestamptz, activity text, spec funnel_spec, working calendar, seq bigint) (
  SFUNC = csq_internal.funnel_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_agg(@id@, timestamptz, text, funnel_spec, calendar, bigint) IS
'The funnel straight from the events of all cases. In the open time of a calendar, with events at the same time in the order of seq.';
-- @end

-- @each id: bigint text uuid
CREATE FUNCTION csq_internal.funnel_count_append(state csq_internal.funnel_events, case_id @id@, at timestamptz, activity text, spec funnel_spec, as_of timestamptz, working calendar) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_count_append_as_of_calendar_@id@';
COMMENT ON FUNCTION csq_internal.funnel_count_append(csq_internal.funnel_events, @id@, timestamptz, text, funnel_spec, timestamptz, calendar) IS
'Transition function of the one-level funnel_count_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';

CREATE AGGREGATE funnel_count_agg(case_id @id@, at timestamptz, activity text, spec funnel_spec, as_of timestamptz, working calendar) (
  SFUNC = csq_internal.funnel_count_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_count_agg(@id@, timestamptz, text, funnel_spec, timestamptz, calendar) IS
'Counts of a funnel straight from the events of all cases. As of an instant, in the open time of a calendar.';
-- @end

-- @each id: bigint text uuid
CREATE FUNCTION csq_internal.funnel_append(state csq_internal.funnel_events, case_id @id@, at timestamptz, activity text, spec funnel_spec, as_of timestamptz, working calendar) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_append_as_of_calendar_@id@';
COMMENT ON FUNCTION csq_internal.funnel_append(csq_internal.funnel_events, @id@, timestamptz, text, funnel_spec, timestamptz, calendar) IS
'Transition function of the one-level funnel_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';

CREATE AGGREGATE funnel_agg(case_id @id@, at timestamptz, activity text, spec funnel_spec, as_of timestamptz, working calendar) (
  SFUNC = csq_internal.funnel_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_agg(@id@, timestamptz, text, funnel_spec, timestamptz, calendar) IS
'The funnel straight from the events of all cases. As of an instant, in the open time of a calendar.';
-- @end

-- @each id: bigint text uuid
CREATE FUNCTION csq_internal.funnel_count_append(state csq_internal.funnel_events, case_id @id@, at timestamptz, activity text, spec funnel_spec, as_of timestamptz, working calendar, seq bigint) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_count_append_as_of_calendar_seq_@id@';
COMMENT ON FUNCTION csq_internal.funnel_count_append(csq_internal.funnel_events, @id@, timestamptz, text, funnel_spec, timestamptz, calendar, bigint) IS
'Transition function of the one-level funnel_count_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';

CREATE AGGREGATE funnel_count_agg(case_id @id@, at timestamptz, activity text, spec funnel_spec, as_of timestamptz, working calendar, seq bigint) (
  SFUNC = csq_internal.funnel_count_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_count_agg(@id@, timestamptz, text, funnel_spec, timestamptz, calendar, bigint) IS
'Counts of a funnel straight from the events of all cases. As of an instant, in the open time of a calendar, with events at the same time in the order of seq.';
-- @end

-- @each id: bigint text uuid
CREATE FUNCTION csq_internal.funnel_append(state csq_internal.funnel_events, case_id @id@, at timestamptz, activity text, spec funnel_spec, as_of timestamptz, working calendar, seq bigint) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_append_as_of_calendar_seq_@id@';
COMMENT ON FUNCTION csq_internal.funnel_append(csq_internal.funnel_events, @id@, timestamptz, text, funnel_spec, timestamptz, calendar, bigint) IS
'Transition function of the one-level funnel_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';

CREATE AGGREGATE funnel_agg(case_id @id@, at timestamptz, activity text, spec funnel_spec, as_of timestamptz, working calendar, seq bigint) (
  SFUNC = csq_internal.funnel_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_agg(@id@, timestamptz, text, funnel_spec, timestamptz, calendar, bigint) IS
'The funnel straight from the events of all cases. As of an instant, in the open time of a calendar, with events at the same time in the order of seq.';
-- @end

-- @each id: bigint text uuid
CREATE FUNCTION csq_internal.funnel_count_append(state csq_internal.funnel_events, case_id @id@, at timestamptz, activity text, spec funnel_spec, clock text) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_count_append_clock_@id@';
COMMENT ON FUNCTION csq_internal.funnel_count_append(csq_internal.funnel_events, @id@, timestamptz, text, funnel_spec, text) IS
'Transition function of the one-level funnel_count_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';

CREATE AGGREGATE funnel_count_agg(case_id @id@, at timestamptz, activity text, spec funnel_spec, clock text) (
  SFUNC = csq_internal.funnel_count_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_count_agg(@id@, timestamptz, text, funnel_spec, text) IS
'Counts of a funnel straight from the events of all cases. The last argument as it is typed: a time with its zone is as_of, anything else a calendar.';
-- @end

-- @each id: bigint text uuid
CREATE FUNCTION csq_internal.funnel_append(state csq_internal.funnel_events, case_id @id@, at timestamptz, activity text, spec funnel_spec, clock text) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_append_clock_@id@';
COMMENT ON FUNCTION csq_internal.funnel_append(csq_internal.funnel_events, @id@, timestamptz, text, funnel_spec, text) IS
'Transition function of the one-level funnel_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';

CREATE AGGREGATE funnel_agg(case_id @id@, at timestamptz, activity text, spec funnel_spec, clock text) (
  SFUNC = csq_internal.funnel_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_agg(@id@, timestamptz, text, funnel_spec, text) IS
'The funnel straight from the events of all cases. The last argument as it is typed: a time with its zone is as_of, anything else a calendar.';
-- @end

-- @each id: bigint text uuid
CREATE FUNCTION csq_internal.funnel_count_append(state csq_internal.funnel_events, case_id @id@, at timestamptz, activity text, spec funnel_spec, clock text, seq bigint) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_count_append_clock_seq_@id@';
COMMENT ON FUNCTION csq_internal.funnel_count_append(csq_internal.funnel_events, @id@, timestamptz, text, funnel_spec, text, bigint) IS
'Transition function of the one-level funnel_count_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';

CREATE AGGREGATE funnel_count_agg(case_id @id@, at timestamptz, activity text, spec funnel_spec, clock text, seq bigint) (
  SFUNC = csq_internal.funnel_count_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_count_agg(@id@, timestamptz, text, funnel_spec, text, bigint) IS
'Counts of a funnel straight from the events of all cases. The argument before seq as it is typed: a time with its zone is as_of, anything else a calendar.';
-- @end

-- @each id: bigint text uuid
CREATE FUNCTION csq_internal.funnel_append(state csq_internal.funnel_events, case_id @id@, at timestamptz, activity text, spec funnel_spec, clock text, seq bigint) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_append_clock_seq_@id@';
COMMENT ON FUNCTION csq_internal.funnel_append(csq_internal.funnel_events, @id@, timestamptz, text, funnel_spec, text, bigint) IS
'Transition function of the one-level funnel_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';

CREATE AGGREGATE funnel_agg(case_id @id@, at timestamptz, activity text, spec funnel_spec, clock text, seq bigint) (
  SFUNC = csq_internal.funnel_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_agg(@id@, timestamptz, text, funnel_spec, text, bigint) IS
'The funnel straight from the events of all cases. The argument before seq as it is typed: a time with its zone is as_of, anything else a calendar.';
-- @end

-- @each id: bigint text uuid
CREATE FUNCTION csq_internal.funnel_count_append(state csq_internal.funnel_events, case_id @id@, at timestamptz, activity text, spec funnel_spec, as_of text, working calendar) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_count_append_clock_calendar_@id@';
COMMENT ON FUNCTION csq_internal.funnel_count_append(csq_internal.funnel_events, @id@, timestamptz, text, funnel_spec, text, calendar) IS
'Transition function of the one-level funnel_count_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';

CREATE AGGREGATE funnel_count_agg(case_id @id@, at timestamptz, activity text, spec funnel_spec, as_of text, working calendar) (
  SFUNC = csq_internal.funnel_count_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_count_agg(@id@, timestamptz, text, funnel_spec, text, calendar) IS
'Counts of a funnel straight from the events of all cases. As of a time as it is typed, which without a zone is local time of the calendar.';
-- @end

-- @each id: bigint text uuid
CREATE FUNCTION csq_internal.funnel_append(state csq_internal.funnel_events, case_id @id@, at timestamptz, activity text, spec funnel_spec, as_of text, working calendar) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_append_clock_calendar_@id@';
COMMENT ON FUNCTION csq_internal.funnel_append(csq_internal.funnel_events, @id@, timestamptz, text, funnel_spec, text, calendar) IS
'Transition function of the one-level funnel_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';

CREATE AGGREGATE funnel_agg(case_id @id@, at timestamptz, activity text, spec funnel_spec, as_of text, working calendar) (
  SFUNC = csq_internal.funnel_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_agg(@id@, timestamptz, text, funnel_spec, text, calendar) IS
'The funnel straight from the events of all cases. As of a time as it is typed, which without a zone is local time of the calendar.';
-- @end

-- @each id: bigint text uuid
CREATE FUNCTION csq_internal.funnel_count_append(state csq_internal.funnel_events, case_id @id@, at timestamptz, activity text, spec funnel_spec, as_of text, working calendar, seq bigint) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_count_append_clock_calendar_seq_@id@';
COMMENT ON FUNCTION csq_internal.funnel_count_append(csq_internal.funnel_events, @id@, timestamptz, text, funnel_spec, text, calendar, bigint) IS
'Transition function of the one-level funnel_count_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';

CREATE AGGREGATE funnel_count_agg(case_id @id@, at timestamptz, activity text, spec funnel_spec, as_of text, working calendar, seq bigint) (
  SFUNC = csq_internal.funnel_count_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_count_agg(@id@, timestamptz, text, funnel_spec, text, calendar, bigint) IS
'Counts of a funnel straight from the events of all cases. As of a time as it is typed, which without a zone is local time of the calendar, with events at the same time in the order of seq.';
-- @end

-- @each id: bigint text uuid
CREATE FUNCTION csq_internal.funnel_append(state csq_internal.funnel_events, case_id @id@, at timestamptz, activity text, spec funnel_spec, as_of text, working calendar, seq bigint) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_append_clock_calendar_seq_@id@';
COMMENT ON FUNCTION csq_internal.funnel_append(csq_internal.funnel_events, @id@, timestamptz, text, funnel_spec, text, calendar, bigint) IS
'Transition function of the one-level funnel_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';

CREATE AGGREGATE funnel_agg(case_id @id@, at timestamptz, activity text, spec funnel_spec, as_of text, working calendar, seq bigint) (
  SFUNC = csq_internal.funnel_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_agg(@id@, timestamptz, text, funnel_spec, text, calendar, bigint) IS
'The funnel straight from the events of all cases. As of a time as it is typed, which without a zone is local time of the calendar, with events at the same time in the order of seq.';
-- @end

-- @each id: bigint text uuid
CREATE FUNCTION csq_internal.funnel_count_append(state csq_internal.funnel_events, case_id @id@, at timestamptz, activity text, spec funnel_spec, as_of text, working text) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_count_append_clock_text_@id@';
COMMENT ON FUNCTION csq_internal.funnel_count_append(csq_internal.funnel_events, @id@, timestamptz, text, funnel_spec, text, text) IS
'Transition function of the one-level funnel_count_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';

CREATE AGGREGATE funnel_count_agg(case_id @id@, at timestamptz, activity text, spec funnel_spec, as_of text, working text) (
  SFUNC = csq_internal.funnel_count_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_count_agg(@id@, timestamptz, text, funnel_spec, text, text) IS
'Counts of a funnel straight from the events of all cases. As of a time as it is typed, in the open time of a calendar as it is typed.';
-- @end

-- @each id: bigint text uuid
CREATE FUNCTION csq_internal.funnel_append(state csq_internal.funnel_events, case_id @id@, at timestamptz, activity text, spec funnel_spec, as_of text, working text) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_append_clock_text_@id@';
COMMENT ON FUNCTION csq_internal.funnel_append(csq_internal.funnel_events, @id@, timestamptz, text, funnel_spec, text, text) IS
'Transition function of the one-level funnel_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';

CREATE AGGREGATE funnel_agg(case_id @id@, at timestamptz, activity text, spec funnel_spec, as_of text, working text) (
  SFUNC = csq_internal.funnel_append, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_agg(@id@, timestamptz, text, funnel_spec, text, text) IS
'The funnel straight from the events of all cases. As of a time as it is typed, in the open time of a calendar as it is typed.';
-- @end
