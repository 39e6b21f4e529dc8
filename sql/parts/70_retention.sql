
-- ------------------------------------------------------------- retention ----

CREATE FUNCTION active_periods(journey journey, unit text, zone text DEFAULT 'UTC') RETURNS date[]
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 40
AS 'MODULE_PATHNAME', 'csq_active_periods_sql';
COMMENT ON FUNCTION active_periods(journey, text, text) IS
'The first days of the periods (day, week, month, quarter, year of the wall clock of a zone) in which the journey has an event.';

CREATE FUNCTION lifecycle(journey journey, unit text, zone text DEFAULT 'UTC', until date DEFAULT NULL, OUT period date, OUT state text) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 40 ROWS 12
AS 'MODULE_PATHNAME', 'csq_lifecycle';
COMMENT ON FUNCTION lifecycle(journey, text, text, date) IS
'Each period from the first event to the last, or to a date: new, returning (active in the period before, too), resurrecting (active again) or dormant.';

-- @type cohort: merges json cost=100 merge=100 space=1024
-- How many journeys began in a period and came again n periods later: {"v":1,"unit":"week","zone":"UTC","first":"opened","again":null,"cohorts":[["2026-03-02",5,0,3,2,1]]}.
-- rollup: The journeys of both.

CREATE FUNCTION csq_internal.cohort_append(state cohort, journey journey, first text, again text, unit text) RETURNS cohort
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 40
AS 'MODULE_PATHNAME', 'csq_cohort_append';
COMMENT ON FUNCTION csq_internal.cohort_append(cohort, journey, text, text, text) IS
'Transition function of cohort_agg: counts a journey, with periods in UTC.';

CREATE FUNCTION csq_internal.cohort_append(state cohort, journey journey, first text, again text, unit text, zone text) RETURNS cohort
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 40
AS 'MODULE_PATHNAME', 'csq_cohort_append';
COMMENT ON FUNCTION csq_internal.cohort_append(cohort, journey, text, text, text, text) IS
'Transition function of cohort_agg: counts a journey, with periods of a zone.';

CREATE AGGREGATE cohort_agg(journey journey, first text, again text, unit text) (
  SFUNC = csq_internal.cohort_append, STYPE = cohort, SSPACE = 1024,
  COMBINEFUNC = csq_internal.cohort_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cohort_agg(journey, text, text, text) IS
'Journeys by the period (in UTC) of their first event with an activity, and by the later periods in which they have another with an activity; NULL stands for any activity.';

CREATE AGGREGATE cohort_agg(journey journey, first text, again text, unit text, zone text) (
  SFUNC = csq_internal.cohort_append, STYPE = cohort, SSPACE = 1024,
  COMBINEFUNC = csq_internal.cohort_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cohort_agg(journey, text, text, text, text) IS
'Journeys by the period (of a zone''s wall clock) of their first event with an activity, and by the later periods in which they have another with an activity; NULL stands for any activity.';

CREATE FUNCTION retention(cohorts cohort, until date DEFAULT NULL, confidence float8 DEFAULT 0.95, OUT cohort date, OUT size int8, OUT n int, OUT period date,
                          OUT came int8, OUT rate float8, OUT lo float8, OUT hi float8, OUT note text) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100 ROWS 100 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_retention';
COMMENT ON FUNCTION retention(cohort, date, float8) IS
'For each cohort and n, up to a date or to the last period with any event: how many of its journeys came again n periods later, and their share with its interval; note says of an activity that no journey was counted for it.';

-- ---- straight from rows

-- @type retention_summary: merges json cost=500 merge=100 space=1024
-- The events of many people, hashed, from which retention() counts who comes back, whatever the periods, cohorts and returns that are asked for: {"v":1,"events":[["<32 hexadecimal digits>","2026-03-02T09:00:00Z","opened","phone"]]}.
-- rollup: The events of both; the same id is the same person.

-- @each id: bigint text uuid
CREATE FUNCTION csq_internal.retention_append(state retention_summary, who @id@, at timestamptz) RETURNS retention_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_retention_append_@id@';
COMMENT ON FUNCTION csq_internal.retention_append(retention_summary, @id@, timestamptz) IS
'Transition function of retention_agg: keeps an event; a row without person or time is skipped.';

CREATE FUNCTION csq_internal.retention_append(state retention_summary, who @id@, at timestamptz, activity text) RETURNS retention_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_retention_append_@id@';
COMMENT ON FUNCTION csq_internal.retention_append(retention_summary, @id@, timestamptz, text) IS
'Transition function of retention_agg: keeps an event with its activity.';

CREATE FUNCTION csq_internal.retention_append(state retention_summary, who @id@, at timestamptz, activity text, segment text) RETURNS retention_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_retention_append_@id@';
COMMENT ON FUNCTION csq_internal.retention_append(retention_summary, @id@, timestamptz, text, text) IS
'Transition function of retention_agg: keeps an event with its activity and its segment.';

CREATE AGGREGATE retention_agg(who @id@, at timestamptz) (
  SFUNC = csq_internal.retention_append, STYPE = retention_summary, SSPACE = 1024,
  COMBINEFUNC = csq_internal.retention_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE retention_agg(@id@, timestamptz) IS
'The events of people, straight from rows in any order: read who came back by retention(). Ids are integers, texts or uuids and are kept as hashes.';

CREATE AGGREGATE retention_agg(who @id@, at timestamptz, activity text) (
  SFUNC = csq_internal.retention_append, STYPE = retention_summary, SSPACE = 1024,
  COMBINEFUNC = csq_internal.retention_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE retention_agg(@id@, timestamptz, text) IS
'The same with activities, so that retention() can ask for those who did one and then another.';

CREATE AGGREGATE retention_agg(who @id@, at timestamptz, activity text, segment text) (
  SFUNC = csq_internal.retention_append, STYPE = retention_summary, SSPACE = 1024,
  COMBINEFUNC = csq_internal.retention_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE retention_agg(@id@, timestamptz, text, text) IS
'The same with a property of the event or its person (plan, channel, region), by which retention() makes cohorts.';
-- @end

-- @each as_of,type,form,meaning:
-- | timestamptz DEFAULT NULL | timestamptz | instant | For each cohort and n: of those for whom the n-th period is over as of an instant (the last event, unless said), how many came in it, with the share and its interval. Calendar or rolling periods, brackets of them, first or recurring cohorts, by period, segment or both, on or on or after the n-th.
-- | text | text | text | The same with as_of as ISO 8601: an instant with its offset, a time of the zone, or a date, which is known to its end.
-- | date | date | date | The same with as_of as a date of the zone, which is known to its end.
CREATE FUNCTION retention(events retention_summary, as_of @as_of@, unit text DEFAULT 'day', zone text DEFAULT 'UTC', first text DEFAULT NULL, again text DEFAULT NULL,
                          mode text DEFAULT 'on', cohorts text DEFAULT 'first', rolling bool DEFAULT false, brackets text DEFAULT NULL, week_start text DEFAULT 'monday',
                          by text DEFAULT 'period', periods int DEFAULT NULL, confidence float8 DEFAULT 0.95,
                          OUT cohort date, OUT segment text, OUT size int8, OUT n int, OUT to_n int, OUT period date, OUT observed int8, OUT came int8,
                          OUT pending int8, OUT so_far int8, OUT rate float8, OUT lo float8, OUT hi float8, OUT note text) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000 ROWS 100
AS 'MODULE_PATHNAME', 'csq_retention_as_of_@form@';
COMMENT ON FUNCTION retention(retention_summary, @type@, text, text, text, text, text, text, bool, text, text, text, int, float8) IS
'@meaning@';
-- @end

CREATE FUNCTION num_events(events retention_summary) RETURNS int8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_retention_num_events';
COMMENT ON FUNCTION num_events(retention_summary) IS 'Number of events.';

CREATE FUNCTION num_people(events retention_summary) RETURNS int8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_retention_num_people';
COMMENT ON FUNCTION num_people(retention_summary) IS 'Number of different people.';

-- ---- times as they are typed

-- @each id: bigint text uuid
-- @each more,type,meaning:
-- |  |  | The events of people, of times as they are typed: in ISO 8601 with a zone.
-- | , activity text | , text | The same with activities, of times as they are typed.
-- | , activity text, segment text | , text, text | The same with a property of the event or its person, of times as they are typed.
CREATE FUNCTION csq_internal.retention_append(state retention_summary, who @id@, at text@more@) RETURNS retention_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_retention_append_typed_@id@';
COMMENT ON FUNCTION csq_internal.retention_append(retention_summary, @id@, text@type@) IS
'Transition function of retention_agg: keeps an event; a row without person or time is skipped.';

CREATE AGGREGATE retention_agg(who @id@, at text@more@) (
  SFUNC = csq_internal.retention_append, STYPE = retention_summary, SSPACE = 1024,
  COMBINEFUNC = csq_internal.retention_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE retention_agg(@id@, text@type@) IS
'@meaning@';
-- @end
-- @end
