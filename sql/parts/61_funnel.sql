
-- ---------------------------------------------------------------- funnel ----

-- @type funnel_spec: literal cost=100
-- Steps of a funnel with gaps and clauses: opened -> replied[<=4h] -> resolved|closed; within 7d; not reopened.

CREATE FUNCTION level(journey journey, spec funnel_spec) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_level';
COMMENT ON FUNCTION level(journey, funnel_spec) IS
'The number of the last step reached: different events satisfy the steps in order, within the gaps and the window, no exclusion between them; with order any the number of steps satisfied within one window, all when only optional ones are left out. 0 without a step, NULL for a journey that is dropped.';

CREATE FUNCTION level(journey journey, spec funnel_spec, working calendar) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 80
AS 'MODULE_PATHNAME', 'csq_level';
COMMENT ON FUNCTION level(journey, funnel_spec, calendar) IS
'The level with gaps and window measured in the open time of a calendar.';

CREATE FUNCTION steps(journey journey, spec funnel_spec) RETURNS timestamptz[]
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 80
AS 'MODULE_PATHNAME', 'csq_steps';
COMMENT ON FUNCTION steps(journey, funnel_spec) IS
'Times of the chain that explains the level, step s at place s, NULL for an optional step not taken: of the chains of the highest level the one that the chain clause names, by default the one that completes first, of these the one that starts last, then the earliest step by step.';

CREATE FUNCTION steps(journey journey, spec funnel_spec, working calendar) RETURNS timestamptz[]
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 120
AS 'MODULE_PATHNAME', 'csq_steps';
COMMENT ON FUNCTION steps(journey, funnel_spec, calendar) IS
'Times of the chain that explains the level with gaps and window measured in the open time of a calendar; chain fastest takes the least open time.';

CREATE FUNCTION entered(journey journey, spec funnel_spec, unit text DEFAULT 'day', zone text DEFAULT 'UTC') RETURNS date
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 90
AS 'MODULE_PATHNAME', 'csq_entered';
COMMENT ON FUNCTION entered(journey, funnel_spec, text, text) IS
'The first day of the period (day, week, month, quarter, year of the wall clock of a zone) in which the case entered the funnel: in which the chain that steps() gives begins. NULL when it never did. GROUP BY it for conversion by period of entry.';

CREATE FUNCTION entered(journey journey, spec funnel_spec, working calendar, unit text DEFAULT 'day') RETURNS date
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 130
AS 'MODULE_PATHNAME', 'csq_entered_working';
COMMENT ON FUNCTION entered(journey, funnel_spec, calendar, text) IS
'The same with gaps and window measured in the open time of a calendar, and periods in its zone.';

-- @zoned as_of
CREATE FUNCTION is_pending(journey journey, spec funnel_spec, as_of timestamptz) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 150
AS 'MODULE_PATHNAME', 'csq_is_pending';
COMMENT ON FUNCTION is_pending(journey, funnel_spec, timestamptz) IS
'Whether the case is under way in the funnel as of an instant: it has begun, has not reached the last step, and later events may still take it further within gaps and window.';

-- @wall_clock as_of
CREATE FUNCTION is_pending(journey journey, spec funnel_spec, as_of timestamptz, working calendar) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200
AS 'MODULE_PATHNAME', 'csq_is_pending';
COMMENT ON FUNCTION is_pending(journey, funnel_spec, timestamptz, calendar) IS
'The same with gaps and window measured in the open time of a calendar.';
