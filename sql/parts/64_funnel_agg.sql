
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

-- with terms: as of an instant, in the open time of a calendar; typed, each is a text
-- @each aggregate,append,cost,space,what,counts:
-- | funnel_count_agg | funnel_count_append | 100 | 256 | Counts of a funnel. | counts the case at its level
-- | funnel_agg | funnel_append | 150 | 8192 | The funnel of many cases. | counts the case at its level, with the times of its chain and the activity after it
-- @each given,types,form,meaning:
-- | as_of timestamptz | timestamptz | as_of | As of an instant: later events are left out, and a case whose window or gap is not over is pending, not dropped.
-- | working calendar | calendar | calendar | With gaps, window and times in the open time of a calendar.
-- | as_of timestamptz, working calendar | timestamptz, calendar | as_of_calendar | As of an instant, with gaps, window and times in the open time of a calendar.
-- | clock text | text | clock | The argument as it is typed: a time with its zone is as_of, anything else a calendar.
-- | as_of text, working calendar | text, calendar | clock_calendar | As of a time as it is typed, which without a zone is local time of the calendar.
CREATE FUNCTION csq_internal.@append@(state funnel, journey journey, spec funnel_spec, @given@) RETURNS funnel
LANGUAGE C IMMUTABLE PARALLEL SAFE COST @cost@
AS 'MODULE_PATHNAME', 'csq_@append@_@form@';
COMMENT ON FUNCTION csq_internal.@append@(funnel, journey, funnel_spec, @types@) IS
'Transition function of @aggregate@: @counts@; a row without journey or specification is skipped.';

CREATE AGGREGATE @aggregate@(journey journey, spec funnel_spec, @given@) (
  SFUNC = csq_internal.@append@, STYPE = funnel, SSPACE = @space@,
  COMBINEFUNC = csq_internal.funnel_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE @aggregate@(journey, funnel_spec, @types@) IS
'@what@ @meaning@ One journey per row, the same terms on each.';
-- @end
-- @end

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

-- @type funnel_events: state cost=100 merge=1000000000
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

-- with terms, and seq last: what orders the events of one time
-- @each aggregate,append,what:
-- | funnel_count_agg | funnel_count_append | Counts of a funnel straight from the events of all cases.
-- | funnel_agg | funnel_append | The funnel straight from the events of all cases.
-- @each given,types,form,meaning:
-- | seq bigint | bigint | seq | Events at the same time are in the order of seq, those without one behind them.
-- | as_of timestamptz | timestamptz | as_of | As of an instant: later events are left out, and a case whose window or gap is not over is pending.
-- | as_of timestamptz, seq bigint | timestamptz, bigint | as_of_seq | As of an instant, with events at the same time in the order of seq.
-- | working calendar | calendar | calendar | Gaps, window and times are open time of a calendar.
-- | working calendar, seq bigint | calendar, bigint | calendar_seq | In the open time of a calendar, with events at the same time in the order of seq.
-- | as_of timestamptz, working calendar | timestamptz, calendar | as_of_calendar | As of an instant, in the open time of a calendar.
-- | as_of timestamptz, working calendar, seq bigint | timestamptz, calendar, bigint | as_of_calendar_seq | As of an instant, in the open time of a calendar, with events at the same time in the order of seq.
-- | clock text | text | clock | The last argument as it is typed: a time with its zone is as_of, anything else a calendar.
-- | clock text, seq bigint | text, bigint | clock_seq | The argument before seq as it is typed: a time with its zone is as_of, anything else a calendar.
-- | as_of text, working calendar | text, calendar | clock_calendar | As of a time as it is typed, which without a zone is local time of the calendar.
-- | as_of text, working calendar, seq bigint | text, calendar, bigint | clock_calendar_seq | As of a time as it is typed, which without a zone is local time of the calendar, with events at the same time in the order of seq.
-- | as_of text, working text | text, text | clock_text | As of a time as it is typed, in the open time of a calendar as it is typed.
-- | as_of timestamptz, working text | timestamptz, text | as_of_text | As of an instant, in the open time of a calendar as it is typed.
-- @each at,typed:
-- | timestamptz |
-- | text | typed_
-- @each id: bigint text uuid
CREATE FUNCTION csq_internal.@append@(state csq_internal.funnel_events, case_id @id@, at @at@, activity text, spec funnel_spec, @given@) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_@append@_@form@_@typed@@id@';
COMMENT ON FUNCTION csq_internal.@append@(csq_internal.funnel_events, @id@, @at@, text, funnel_spec, @types@) IS
'Transition function of the one-level @aggregate@: adds an event to its case; a row without case, time, activity or specification is skipped.';

CREATE AGGREGATE @aggregate@(case_id @id@, at @at@, activity text, spec funnel_spec, @given@) (
  SFUNC = csq_internal.@append@, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE @aggregate@(@id@, @at@, text, funnel_spec, @types@) IS
'@what@ @meaning@ A time that is a text is ISO 8601 with a zone, or local time of the calendar.';
-- @end
-- @end
-- @end
-- @end

-- Times as they are typed.
-- @each aggregate,append,symbol:
-- | funnel_count_agg | funnel_count_append | csq_funnel_count_append_typed
-- | funnel_agg | funnel_append | csq_funnel_append_typed
-- @each id: bigint text uuid
CREATE FUNCTION csq_internal.@append@(state csq_internal.funnel_events, case_id @id@, at text, activity text, spec funnel_spec) RETURNS csq_internal.funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', '@symbol@_@id@';
COMMENT ON FUNCTION csq_internal.@append@(csq_internal.funnel_events, @id@, text, text, funnel_spec) IS
'Transition function of the one-level @aggregate@: adds an event to its case; a row without case, time, activity or specification is skipped.';

CREATE AGGREGATE @aggregate@(case_id @id@, at text, activity text, spec funnel_spec) (
  SFUNC = csq_internal.@append@, STYPE = csq_internal.funnel_events, SSPACE = 1024,
  FINALFUNC = csq_internal.funnel_events_final, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.funnel_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE @aggregate@(@id@, text, text, funnel_spec) IS
'The same of times as they are typed, in ISO 8601 with a zone.';
-- @end
-- @end
