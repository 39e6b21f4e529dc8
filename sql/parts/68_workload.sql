
-- -------------------------------------------------------------- workload ----

-- @type workload: merges json cost=500 merge=50 space=1024
-- Pieces of work with start and completion, or the events that tell of them: working and waiting time, load of resources, batches; mergeable however a case is split.
-- rollup: The work of both.

-- @each id: bigint text uuid
CREATE FUNCTION csq_internal.workload_append(state workload, case_id @id@, started_at timestamptz, completed_at timestamptz, activity text, resource text) RETURNS workload
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_workload_append_@id@';
COMMENT ON FUNCTION csq_internal.workload_append(workload, @id@, timestamptz, timestamptz, text, text) IS
'Transition function of workload_agg: adds a piece of work.';

CREATE FUNCTION csq_internal.workload_append(state workload, case_id @id@, at timestamptz, activity text, resource text, lifecycle text) RETURNS workload
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_workload_append_step_@id@';
COMMENT ON FUNCTION csq_internal.workload_append(workload, @id@, timestamptz, text, text, text) IS
'Transition function of workload_agg: adds the start or the completion of a piece of work.';

CREATE AGGREGATE workload_agg(case_id @id@, started_at timestamptz, completed_at timestamptz, activity text, resource text) (
  SFUNC = csq_internal.workload_append, STYPE = workload, SSPACE = 1024, COMBINEFUNC = csq_internal.workload_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE workload_agg(@id@, timestamptz, timestamptz, text, text) IS
'The pieces of work of a log that has a start and a completion in each row; the completion is NULL while work is under way, the resource where there is none.';

CREATE AGGREGATE workload_agg(case_id @id@, at timestamptz, activity text, resource text, lifecycle text) (
  SFUNC = csq_internal.workload_append, STYPE = workload, SSPACE = 1024, COMBINEFUNC = csq_internal.workload_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE workload_agg(@id@, timestamptz, text, text, text) IS
'The pieces of work of a log of events whose lifecycle is start or complete, or a word for it such as begin and end; starts and completions of an activity of a case are paired in order, those of one resource first.';

-- times as they are typed; a completion as a text would have the types of an event
-- @each arguments,types,symbol:
-- | started_at text, completed_at timestamptz, activity text, resource text | text, timestamptz, text, text | typed
-- | at text, activity text, resource text, lifecycle text | text, text, text, text | step_typed
CREATE FUNCTION csq_internal.workload_append(state workload, case_id @id@, @arguments@) RETURNS workload
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 3
AS 'MODULE_PATHNAME', 'csq_workload_append_@symbol@_@id@';
COMMENT ON FUNCTION csq_internal.workload_append(workload, @id@, @types@) IS
'Transition function of workload_agg: adds a piece of work.';

CREATE AGGREGATE workload_agg(case_id @id@, @arguments@) (
  SFUNC = csq_internal.workload_append, STYPE = workload, SSPACE = 1024, COMBINEFUNC = csq_internal.workload_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE workload_agg(@id@, @types@) IS
'The same of times as they are typed, in ISO 8601 with a zone.';
-- @end
-- @end

CREATE FUNCTION activity_times(workload workload, OUT activity text, OUT n int8, OUT timed int8, OUT open int8, OUT working_mean interval, OUT working_p50 interval, OUT working_p90 interval, OUT working_total interval,
  OUT waited int8, OUT overlapping int8, OUT waiting_mean interval, OUT waiting_p50 interval, OUT waiting_p90 interval, OUT waiting_total interval) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 20
AS 'MODULE_PATHNAME', 'csq_activity_times';
COMMENT ON FUNCTION activity_times(workload) IS
'Working time, from start to completion, and waiting time, from the latest completion in the case to the start, by activity.';

CREATE FUNCTION activity_times(workload workload, calendar calendar, OUT activity text, OUT n int8, OUT timed int8, OUT open int8, OUT working_mean interval, OUT working_p50 interval, OUT working_p90 interval, OUT working_total interval,
  OUT waited int8, OUT overlapping int8, OUT waiting_mean interval, OUT waiting_p50 interval, OUT waiting_p90 interval, OUT waiting_total interval) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 20
AS 'MODULE_PATHNAME', 'csq_activity_times';
COMMENT ON FUNCTION activity_times(workload, calendar) IS
'Working and waiting time by activity, in business time of the calendar.';

CREATE FUNCTION waiting_times(workload workload, OUT source text, OUT target text, OUT n int8, OUT overlapping int8, OUT mean interval, OUT p50 interval, OUT p90 interval, OUT total interval) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 60
AS 'MODULE_PATHNAME', 'csq_waiting_times';
COMMENT ON FUNCTION waiting_times(workload) IS
'The time from the completion of source, the latest in the case so far, to the start of target.';

CREATE FUNCTION waiting_times(workload workload, calendar calendar, OUT source text, OUT target text, OUT n int8, OUT overlapping int8, OUT mean interval, OUT p50 interval, OUT p90 interval, OUT total interval) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 60
AS 'MODULE_PATHNAME', 'csq_waiting_times';
COMMENT ON FUNCTION waiting_times(workload, calendar) IS
'The time from the completion of source to the start of target, in business time of the calendar.';

CREATE FUNCTION resource_load(workload workload, OUT resource text, OUT n int8, OUT cases int8, OUT timed int8, OUT working interval, OUT busy interval, OUT first_at timestamptz, OUT last_at timestamptz, OUT utilization float8, OUT most_at_once int) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 40
AS 'MODULE_PATHNAME', 'csq_resource_load';
COMMENT ON FUNCTION resource_load(workload) IS
'What each resource did: pieces of work, working time, time busy (work at the same time counts once), its share of the time from first to last, and the most at once.';

CREATE FUNCTION resource_load(workload workload, calendar calendar, OUT resource text, OUT n int8, OUT cases int8, OUT timed int8, OUT working interval, OUT busy interval, OUT first_at timestamptz, OUT last_at timestamptz, OUT utilization float8, OUT most_at_once int) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 40
AS 'MODULE_PATHNAME', 'csq_resource_load';
COMMENT ON FUNCTION resource_load(workload, calendar) IS
'What each resource did, in business time of the calendar.';

CREATE FUNCTION case_times(workload workload, OUT case_id text, OUT n int8, OUT timed int8, OUT open int8, OUT resources int8, OUT started_at timestamptz, OUT completed_at timestamptz, OUT duration interval, OUT working interval, OUT busy interval, OUT waiting interval, OUT efficiency float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 2000
AS 'MODULE_PATHNAME', 'csq_case_times';
COMMENT ON FUNCTION case_times(workload) IS
'What each case took: its duration, working time, time busy (work at the same time counts once), waiting time, and the share of the duration that was busy.';

CREATE FUNCTION case_times(workload workload, calendar calendar, OUT case_id text, OUT n int8, OUT timed int8, OUT open int8, OUT resources int8, OUT started_at timestamptz, OUT completed_at timestamptz, OUT duration interval, OUT working interval, OUT busy interval, OUT waiting interval, OUT efficiency float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 2000
AS 'MODULE_PATHNAME', 'csq_case_times';
COMMENT ON FUNCTION case_times(workload, calendar) IS
'What each case took, in business time of the calendar.';

CREATE FUNCTION worked_together(workload workload, OUT a text, OUT b text, OUT cases int8, OUT cases_a int8, OUT cases_b int8, OUT share float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 100
AS 'MODULE_PATHNAME', 'csq_worked_together';
COMMENT ON FUNCTION worked_together(workload) IS
'Pairs of resources that took part in the same cases: in how many, in how many each, and the share of all cases.';

CREATE FUNCTION batches(workload workload, gap interval DEFAULT '15 minutes', at_least int DEFAULT 2, OUT resource text, OUT activity text, OUT kind text, OUT n int8, OUT cases int8, OUT started_at timestamptz, OUT completed_at timestamptz) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 40
AS 'MODULE_PATHNAME', 'csq_batches';
COMMENT ON FUNCTION batches(workload, interval, int) IS
'Runs of one activity that a resource does for several cases, with at most gap between; kind: simultaneous, start, end, sequential or concurrent.';

CREATE FUNCTION ignored_events(workload workload) RETURNS int8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_workload_ignored';
COMMENT ON FUNCTION ignored_events(workload) IS
'Events of the log whose lifecycle is neither start nor complete.';
