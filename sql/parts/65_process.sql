
-- --------------------------------------------------------------- process ----

-- @type process_events: state cost=100 merge=1000000000
-- The events that process_agg collects, each with its case; merging them is right however a case is split.

-- @type process: merges json cost=100 merge=100 space=8192
-- The process behind many cases: variants, times between activities, handovers, durations; processes of different cases add up.
-- rollup: The cases of both, which must be different cases.

-- @each id: bigint text uuid
CREATE FUNCTION csq_internal.process_append(state csq_internal.process_events, case_id @id@, at timestamptz, activity text) RETURNS csq_internal.process_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_process_append_@id@';
COMMENT ON FUNCTION csq_internal.process_append(csq_internal.process_events, @id@, timestamptz, text) IS
'Transition function of process_agg: adds an event to its case; a row without case, time or activity is skipped.';
-- @end

-- @each id: bigint text uuid
CREATE FUNCTION csq_internal.process_append(state csq_internal.process_events, case_id @id@, at timestamptz, activity text, resource text) RETURNS csq_internal.process_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_process_append_@id@';
COMMENT ON FUNCTION csq_internal.process_append(csq_internal.process_events, @id@, timestamptz, text, text) IS
'Transition function of process_agg: adds an event to its case; a row without case, time or activity is skipped.';
-- @end

CREATE FUNCTION csq_internal.process_append(state process, journey journey) RETURNS process
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_process_append_case';
COMMENT ON FUNCTION csq_internal.process_append(process, journey) IS
'Transition function of process_agg: adds the events of a journey as one case; NULL is skipped.';

-- @each id: bigint text uuid
CREATE FUNCTION csq_internal.process_append(state csq_internal.process_events, case_id @id@, at timestamptz, activity text, resource text, calendar calendar) RETURNS csq_internal.process_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_process_append_@id@';
COMMENT ON FUNCTION csq_internal.process_append(csq_internal.process_events, @id@, timestamptz, text, text, calendar) IS
'Transition function of process_agg: adds an event to its case; times are business time of the calendar, which is the same in all rows.';
-- @end

-- @each id: bigint text uuid
CREATE FUNCTION csq_internal.process_append(state csq_internal.process_events, case_id @id@, at timestamptz, activity text, calendar calendar) RETURNS csq_internal.process_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_process_append_calendar_@id@';
COMMENT ON FUNCTION csq_internal.process_append(csq_internal.process_events, @id@, timestamptz, text, calendar) IS
'Transition function of process_agg: adds an event to its case; times are business time of the calendar, which is the same in all rows.';
-- @end

CREATE FUNCTION csq_internal.process_append(state process, journey journey, calendar calendar) RETURNS process
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_process_append_case';
COMMENT ON FUNCTION csq_internal.process_append(process, journey, calendar) IS
'Transition function of process_agg: adds the events of a journey as one case; times are business time of the calendar, which is the same in all rows.';

CREATE FUNCTION csq_internal.process_events_final(events csq_internal.process_events) RETURNS process
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_process_final';
COMMENT ON FUNCTION csq_internal.process_events_final(csq_internal.process_events) IS
'The process behind collected events. Final function of process_agg.';

-- @each id: bigint text uuid
CREATE AGGREGATE process_agg(case_id @id@, at timestamptz, activity text) (
  SFUNC = csq_internal.process_append, STYPE = csq_internal.process_events, SSPACE = 1024,
  FINALFUNC = csq_internal.process_events_final,
  COMBINEFUNC = csq_internal.process_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE process_agg(@id@, timestamptz, text) IS
'The process behind a log of events, whatever the order of the rows. The case id is an integer, a text or a uuid. Rows without case, time or activity are skipped.';

CREATE AGGREGATE process_agg(case_id @id@, at timestamptz, activity text, resource text) (
  SFUNC = csq_internal.process_append, STYPE = csq_internal.process_events, SSPACE = 1024,
  FINALFUNC = csq_internal.process_events_final,
  COMBINEFUNC = csq_internal.process_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE process_agg(@id@, timestamptz, text, text) IS
'The process behind a log of events, with the resource (person, team, channel) of each, which may be NULL, for handovers.';
-- @end

-- Times as they are typed.
-- @each id: bigint text uuid
-- @each more,type,form,meaning:
-- |  |  | typed | The same of times as they are typed, in ISO 8601 with a zone.
-- | , resource text | , text | typed | The same of times as they are typed, in ISO 8601 with a zone, with the resource of each.
-- | , resource text, calendar calendar | , text, calendar | typed | The same of times as they are typed, in ISO 8601: without a zone local time of the calendar.
-- | , calendar calendar | , calendar | calendar_typed | The same of times as they are typed, in ISO 8601: without a zone local time of the calendar.
-- | , seq bigint | , bigint | seq_typed | The same of times as they are typed, in ISO 8601 with a zone.
-- | , resource text, seq bigint | , text, bigint | resource_seq_typed | The same of times as they are typed, in ISO 8601 with a zone.
-- | , calendar calendar, seq bigint | , calendar, bigint | calendar_seq_typed | The same of times as they are typed, in ISO 8601: without a zone local time of the calendar.
-- | , resource text, calendar calendar, seq bigint | , text, calendar, bigint | resource_calendar_seq_typed | The same of times as they are typed, in ISO 8601: without a zone local time of the calendar.
-- | , resource text, working text | , text, text | working_typed | The same of times and calendar as they are typed: a time without a zone is local time of the calendar.
CREATE FUNCTION csq_internal.process_append(state csq_internal.process_events, case_id @id@, at text, activity text@more@) RETURNS csq_internal.process_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_process_append_@form@_@id@';
COMMENT ON FUNCTION csq_internal.process_append(csq_internal.process_events, @id@, text, text@type@) IS
'Transition function of process_agg: adds an event to its case; a row without case, time or activity is skipped.';

CREATE AGGREGATE process_agg(case_id @id@, at text, activity text@more@) (
  SFUNC = csq_internal.process_append, STYPE = csq_internal.process_events, SSPACE = 1024,
  FINALFUNC = csq_internal.process_events_final,
  COMBINEFUNC = csq_internal.process_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE process_agg(@id@, text, text@type@) IS
'@meaning@';
-- @end
-- @end

CREATE AGGREGATE process_agg(journey journey) (
  SFUNC = csq_internal.process_append, STYPE = process, SSPACE = 8192,
  COMBINEFUNC = csq_internal.process_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE process_agg(journey) IS
'The process behind journeys, each of which is a case; channels are the resources. The same result as from the events themselves.';

-- @each id: bigint text uuid
CREATE AGGREGATE process_agg(case_id @id@, at timestamptz, activity text, resource text, calendar calendar) (
  SFUNC = csq_internal.process_append, STYPE = csq_internal.process_events, SSPACE = 1024,
  FINALFUNC = csq_internal.process_events_final,
  COMBINEFUNC = csq_internal.process_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE process_agg(@id@, timestamptz, text, text, calendar) IS
'The process behind a log of events with its times in business time of a calendar; the order of events is that of physical time. The resource may be NULL, the calendar not.';

CREATE AGGREGATE process_agg(case_id @id@, at timestamptz, activity text, calendar calendar) (
  SFUNC = csq_internal.process_append, STYPE = csq_internal.process_events, SSPACE = 1024,
  FINALFUNC = csq_internal.process_events_final,
  COMBINEFUNC = csq_internal.process_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE process_agg(@id@, timestamptz, text, calendar) IS
'The process behind a log of events without resources, with its times in business time of a calendar. A literal needs its cast: without one it would be the resource, and is refused.';
-- @end

-- seq last, after resource and calendar: what orders the events of one time; working: a calendar as it is typed
-- @each given,types,form,meaning:
-- | seq bigint | bigint | seq | with the events at the same time in the order of seq, those without one behind them
-- | resource text, seq bigint | text, bigint | resource_seq | with the resource of each, and the events at the same time in the order of seq
-- | calendar calendar, seq bigint | calendar, bigint | calendar_seq | in business time of a calendar, with the events at the same time in the order of seq
-- | resource text, calendar calendar, seq bigint | text, calendar, bigint | resource_calendar_seq | with the resource of each, in business time of a calendar, and the events at the same time in the order of seq
-- | resource text, working text | text, text | working | with the resource of each, in business time of a calendar as it is typed
-- @each id: bigint text uuid
CREATE FUNCTION csq_internal.process_append(state csq_internal.process_events, case_id @id@, at timestamptz, activity text, @given@) RETURNS csq_internal.process_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_process_append_@form@_@id@';
COMMENT ON FUNCTION csq_internal.process_append(csq_internal.process_events, @id@, timestamptz, text, @types@) IS
'Transition function of process_agg: adds an event to its case; a row without case, time or activity is skipped.';

CREATE AGGREGATE process_agg(case_id @id@, at timestamptz, activity text, @given@) (
  SFUNC = csq_internal.process_append, STYPE = csq_internal.process_events, SSPACE = 1024,
  FINALFUNC = csq_internal.process_events_final,
  COMBINEFUNC = csq_internal.process_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE process_agg(@id@, timestamptz, text, @types@) IS
'The process behind a log of events, @meaning@.';
-- @end
-- @end

CREATE AGGREGATE process_agg(journey journey, calendar calendar) (
  SFUNC = csq_internal.process_append, STYPE = process, SSPACE = 8192,
  COMBINEFUNC = csq_internal.process_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE process_agg(journey, calendar) IS
'The process behind journeys with its times in business time of a calendar. The same result as from the events themselves.';

-- ---- the graph: what the planner puts in the place of calls that read no variants (src/process/process_support_pg.c)

-- @type process_graph: state cost=100 merge=50
-- Edges, with their times and cases, and durations: what process_agg need not go beyond where nothing else is read.

-- @each more,type,meaning:
-- |  |  | The graph of the process behind journeys, each of which is a case; the planner has it collected where nothing else of process_agg is read.
-- | , calendar calendar | , calendar | The same with times in business time of a calendar.
CREATE FUNCTION csq_internal.process_graph_append(state csq_internal.process_graph, journey journey@more@) RETURNS csq_internal.process_graph
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_process_graph_append';
COMMENT ON FUNCTION csq_internal.process_graph_append(csq_internal.process_graph, journey@type@) IS
'Transition function of process_graph_agg: adds the events of a journey as one case; NULL is skipped.';

CREATE AGGREGATE csq_internal.process_graph_agg(journey journey@more@) (
  SFUNC = csq_internal.process_graph_append, STYPE = csq_internal.process_graph, SSPACE = 8192,
  COMBINEFUNC = csq_internal.process_graph_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE csq_internal.process_graph_agg(journey@type@) IS
'@meaning@';
-- @end

-- of events: collected as ever, and made a graph at the end
CREATE FUNCTION csq_internal.process_events_graph(events csq_internal.process_events) RETURNS csq_internal.process_graph
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_process_graph_final';
COMMENT ON FUNCTION csq_internal.process_events_graph(csq_internal.process_events) IS
'The graph of the process behind collected events. Final function of process_graph_agg.';

-- @each id: bigint text uuid
-- @each at: timestamptz text
-- @each more,type,given:
-- |  |  | nothing else
-- | , resource text | , text | a resource
-- | , calendar calendar | , calendar | a calendar
-- | , resource text, calendar calendar | , text, calendar | resource and calendar
-- | , seq bigint | , bigint | a seq
-- | , resource text, seq bigint | , text, bigint | resource and seq
-- | , calendar calendar, seq bigint | , calendar, bigint | calendar and seq
-- | , resource text, calendar calendar, seq bigint | , text, calendar, bigint | resource, calendar and seq
-- | , resource text, working text | , text, text | a resource and a calendar as it is typed
CREATE AGGREGATE csq_internal.process_graph_agg(case_id @id@, at @at@, activity text@more@) (
  SFUNC = csq_internal.process_append, STYPE = csq_internal.process_events, SSPACE = 1024,
  FINALFUNC = csq_internal.process_events_graph,
  COMBINEFUNC = csq_internal.process_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE csq_internal.process_graph_agg(@id@, @at@, text@type@) IS
'The graph of the process that process_agg of the same arguments makes: events with @given@.';
-- @end
-- @end
-- @end

-- of processes, in the place of rollup
CREATE FUNCTION csq_internal.process_graph_add(state csq_internal.process_graph, process process) RETURNS csq_internal.process_graph
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_process_graph_add';
COMMENT ON FUNCTION csq_internal.process_graph_add(csq_internal.process_graph, process) IS
'Transition function of process_graph_agg: adds the cases of a process; NULL is skipped.';

CREATE AGGREGATE csq_internal.process_graph_agg(process process) (
  SFUNC = csq_internal.process_graph_add, STYPE = csq_internal.process_graph, SSPACE = 8192,
  COMBINEFUNC = csq_internal.process_graph_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE csq_internal.process_graph_agg(process) IS
'The graph of the sum of processes; the planner has it collected where nothing else of rollup is read.';

CREATE FUNCTION csq_internal.graph_edges(graph csq_internal.process_graph, OUT source text, OUT target text, OUT n int8, OUT cases int8, OUT mean interval, OUT stddev interval, OUT p50 interval, OUT p90 interval, OUT min interval, OUT max interval, OUT total interval) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500 ROWS 60
AS 'MODULE_PATHNAME', 'csq_graph_edges';
COMMENT ON FUNCTION csq_internal.graph_edges(csq_internal.process_graph) IS 'What edges(process) says, of a graph.';

CREATE FUNCTION csq_internal.graph_bottlenecks(graph csq_internal.process_graph, top int, OUT source text, OUT target text, OUT n int8, OUT mean interval, OUT excess_wait interval, OUT share_of_total_wait float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500 ROWS 10
AS 'MODULE_PATHNAME', 'csq_graph_bottlenecks';
COMMENT ON FUNCTION csq_internal.graph_bottlenecks(csq_internal.process_graph, int) IS 'What bottlenecks(process, int) says, of a graph.';

CREATE FUNCTION csq_internal.graph_throughput(graph csq_internal.process_graph, fraction float8) RETURNS interval
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_graph_throughput';
COMMENT ON FUNCTION csq_internal.graph_throughput(csq_internal.process_graph, float8) IS 'What throughput(process, float8) says, of a graph.';

CREATE FUNCTION csq_internal.graph_num_cases(graph csq_internal.process_graph) RETURNS int8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_graph_process_num_cases';
COMMENT ON FUNCTION csq_internal.graph_num_cases(csq_internal.process_graph) IS 'What num_cases(process) says, of a graph.';

CREATE FUNCTION csq_internal.process_support(internal) RETURNS internal
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_process_support';
COMMENT ON FUNCTION csq_internal.process_support(internal) IS
'Planner support function of what reads no variants of a process: has only its graph collected where an aggregate is asked.';

CREATE FUNCTION edges(process process, OUT source text, OUT target text, OUT n int8, OUT cases int8, OUT mean interval, OUT stddev interval, OUT p50 interval, OUT p90 interval, OUT min interval, OUT max interval, OUT total interval) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500 ROWS 60 SUPPORT csq_internal.process_support
AS 'MODULE_PATHNAME', 'csq_edges';
COMMENT ON FUNCTION edges(process) IS
'How often and how fast target directly follows source; p50 and p90 are exact up to 512 different times, else within 1 %.';

CREATE FUNCTION activities(process process, OUT activity text, OUT n int8, OUT cases int8, OUT starts int8, OUT ends int8, OUT reworked_cases int8, OUT self_loops int8, OUT repetitions int8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500 ROWS 20 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_activities';
COMMENT ON FUNCTION activities(process) IS
'Counts of each activity; every occurrence is the first of its case, a self-loop (directly again) or a repetition (again after others).';

CREATE FUNCTION eventually_follows(process process, OUT source text, OUT target text, OUT n int8, OUT cases int8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2000 ROWS 100
AS 'MODULE_PATHNAME', 'csq_eventually_follows';
COMMENT ON FUNCTION eventually_follows(process) IS
'Pairs of activities of which target comes after source in some case, directly or not: n pairs of events, in so many cases.';

CREATE FUNCTION variants(process process, top int DEFAULT 10, OUT rank int, OUT n int8, OUT share float8, OUT cumulative float8, OUT path text[], OUT mean_duration interval) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500 ROWS 10 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_variants';
COMMENT ON FUNCTION variants(process, int) IS
'The commonest sequences of activities, with their share of the cases.';

CREATE FUNCTION throughput(process process, fraction float8 DEFAULT 0.5) RETURNS interval
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500 SUPPORT csq_internal.process_support
AS 'MODULE_PATHNAME', 'csq_throughput';
COMMENT ON FUNCTION throughput(process, float8) IS
'The duration that this fraction of the cases do not exceed: 0.5 is the median, 1 the longest.';

CREATE FUNCTION num_cases(process process) RETURNS int8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500 SUPPORT csq_internal.process_support
AS 'MODULE_PATHNAME', 'csq_process_num_cases';
COMMENT ON FUNCTION num_cases(process) IS
'Number of cases.';

CREATE FUNCTION calendar_of(process process) RETURNS calendar
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_process_calendar_of';
COMMENT ON FUNCTION calendar_of(process) IS
'The calendar whose business time all times of the process are; NULL when they are physical.';

CREATE FUNCTION handovers(process process, OUT source text, OUT target text, OUT n int8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500 ROWS 40 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_handovers';
COMMENT ON FUNCTION handovers(process) IS
'How often work passes from one resource to the next within a case; source = target is work that stayed.';

CREATE FUNCTION bottlenecks(process process, top int DEFAULT 10, OUT source text, OUT target text, OUT n int8, OUT mean interval, OUT excess_wait interval, OUT share_of_total_wait float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500 ROWS 10 SUPPORT csq_internal.process_support
AS 'MODULE_PATHNAME', 'csq_bottlenecks';
COMMENT ON FUNCTION bottlenecks(process, int) IS
'The edges that cost most time beyond what their moves would have taken at the average of all moves.';

CREATE FUNCTION compare(before process, after process, confidence float8 DEFAULT 0.95, OUT kind text, OUT source text, OUT target text,
  OUT cases_before int8, OUT cases_after int8, OUT share_before float8, OUT share_after float8, OUT difference float8, OUT lo float8, OUT hi float8,
  OUT z float8, OUT p_value float8, OUT mean_before interval, OUT mean_after interval, OUT mean_difference interval) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 80
AS 'MODULE_PATHNAME', 'csq_compare_process';
COMMENT ON FUNCTION compare(process, process, float8) IS
'Each activity and each edge of two processes: the share of the cases that have it, its change, after minus before, with Newcombe interval and pooled score test, and the mean time on the edge.';

CREATE FUNCTION to_mermaid(process process, top int DEFAULT 100, measure text DEFAULT 'n') RETURNS text
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_to_mermaid';
COMMENT ON FUNCTION to_mermaid(process, int, text) IS
'A Mermaid flowchart of the most frequent edges, labelled with a measure: n, cases, mean, p50, p90, min, max or total.';

CREATE FUNCTION to_dot(process process, top int DEFAULT 100, measure text DEFAULT 'n') RETURNS text
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_to_dot';
COMMENT ON FUNCTION to_dot(process, int, text) IS
'A Graphviz digraph of the most frequent edges, labelled with a measure: n, cases, mean, p50, p90, min, max or total.';
