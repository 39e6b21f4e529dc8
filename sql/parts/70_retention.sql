
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
                          OUT came int8, OUT rate float8, OUT lo float8, OUT hi float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100 ROWS 100 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_retention';
COMMENT ON FUNCTION retention(cohort, date, float8) IS
'For each cohort and n, up to a date or to the last period with any event: how many of its journeys came again n periods later, and their share with its interval.';
