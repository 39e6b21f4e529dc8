
-- --------------------------------------------------------------- journey ----

-- @type journey: merges json cost=100 merge=10 space=512
-- The events of one case, a lossless multiset of (at, activity, channel, value, seq); {"v":1,"events":[["2026-01-05T09:00:00Z","opened","phone"]]}.
-- rollup: All events of both journeys.

-- @zoned at
CREATE FUNCTION journey_append(state journey, at timestamptz, activity text) RETURNS journey
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_journey_append';
COMMENT ON FUNCTION journey_append(journey, timestamptz, text) IS
'Transition function of journey_agg: adds an event; a row without time or activity is skipped.';

-- @zoned at
CREATE FUNCTION journey_append(state journey, at timestamptz, activity text, channel text) RETURNS journey
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_journey_append';
COMMENT ON FUNCTION journey_append(journey, timestamptz, text, text) IS
'Transition function of journey_agg: adds an event; a row without time or activity is skipped.';

-- @zoned at
CREATE FUNCTION journey_append(state journey, at timestamptz, activity text, channel text, value float8) RETURNS journey
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_journey_append';
COMMENT ON FUNCTION journey_append(journey, timestamptz, text, text, float8) IS
'Transition function of journey_agg: adds an event; a row without time or activity is skipped.';

-- @zoned at
CREATE FUNCTION journey_append(state journey, at timestamptz, activity text, channel text, value float8, seq int8) RETURNS journey
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_journey_append';
COMMENT ON FUNCTION journey_append(journey, timestamptz, text, text, float8, int8) IS
'Transition function of journey_agg: adds an event; a row without time or activity is skipped.';

-- @zoned at
CREATE FUNCTION journey_append(state journey, at timestamptz, activities text[]) RETURNS journey
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 4
AS 'MODULE_PATHNAME', 'csq_journey_append_set';
COMMENT ON FUNCTION journey_append(journey, timestamptz, text[]) IS
'Transition function of journey_agg: adds one event with several activities; a row without time or activity is skipped.';

-- @zoned at
CREATE FUNCTION journey_append(state journey, at timestamptz, activities text[], channel text, value float8, seq int8) RETURNS journey
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 4
AS 'MODULE_PATHNAME', 'csq_journey_append_set';
COMMENT ON FUNCTION journey_append(journey, timestamptz, text[], text, float8, int8) IS
'Transition function of journey_agg: adds one event with several activities; a row without time or activity is skipped.';

CREATE FUNCTION csq_internal.journey_shown(journey journey) RETURNS journey
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_journey_shown';
COMMENT ON FUNCTION csq_internal.journey_shown(journey) IS
'Final function of journey_agg: the journey, which is not copied for whoever reads it at once.';

CREATE AGGREGATE journey_agg(at timestamptz, activity text) (
  SFUNC = journey_append, STYPE = journey, SSPACE = 512,
  FINALFUNC = csq_internal.journey_shown, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.journey_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE journey_agg(timestamptz, text) IS
'The journey of a case: its events, whatever the order of the rows. Rows without time or activity are skipped.';

CREATE AGGREGATE journey_agg(at timestamptz, activity text, channel text) (
  SFUNC = journey_append, STYPE = journey, SSPACE = 512,
  FINALFUNC = csq_internal.journey_shown, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.journey_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE journey_agg(timestamptz, text, text) IS
'The journey of a case: its events, each with its channel, whatever the order of the rows. Rows without time or activity are skipped.';

CREATE AGGREGATE journey_agg(at timestamptz, activity text, channel text, value float8) (
  SFUNC = journey_append, STYPE = journey, SSPACE = 512,
  FINALFUNC = csq_internal.journey_shown, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.journey_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE journey_agg(timestamptz, text, text, float8) IS
'The journey of a case: its events, each with its channel and a value (sentiment, score, cost), whatever the order of the rows. Rows without time or activity are skipped.';

CREATE AGGREGATE journey_agg(at timestamptz, activity text, channel text, value float8, seq int8) (
  SFUNC = journey_append, STYPE = journey, SSPACE = 512,
  FINALFUNC = csq_internal.journey_shown, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.journey_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE journey_agg(timestamptz, text, text, float8, int8) IS
'The journey of a case: its events, each with its channel, value and seq, which orders events of the same time, whatever the order of the rows. Rows without time or activity are skipped.';

CREATE AGGREGATE journey_agg(at timestamptz, activities text[]) (
  SFUNC = journey_append, STYPE = journey, SSPACE = 512,
  FINALFUNC = csq_internal.journey_shown, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.journey_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE journey_agg(timestamptz, text[]) IS
'The journey of a case whose rows may each stand for several activities: one event a row. Funnels and patterns read it as any of them, a funnel never as two of its steps.';

CREATE AGGREGATE journey_agg(at timestamptz, activities text[], channel text, value float8, seq int8) (
  SFUNC = journey_append, STYPE = journey, SSPACE = 512,
  FINALFUNC = csq_internal.journey_shown, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.journey_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE journey_agg(timestamptz, text[], text, float8, int8) IS
'The journey of a case whose rows may each stand for several activities, with channel, value and seq of each; channel, value and seq may be NULL.';

-- times as they are typed
-- @each given,types,symbol,meaning:
-- | activity text | text | csq_journey_append_text | its events
-- | activity text, channel text | text, text | csq_journey_append_text | its events with their channels
-- | activity text, channel text, value float8 | text, text, float8 | csq_journey_append_text | its events with their channels and values
-- | activity text, channel text, value float8, seq int8 | text, text, float8, int8 | csq_journey_append_text | its events with their channels, values and seq
-- | activities text[] | text[] | csq_journey_append_set_text | its events, of several activities each
-- | activities text[], channel text, value float8, seq int8 | text[], text, float8, int8 | csq_journey_append_set_text | its events, of several activities each, with their channels, values and seq
CREATE FUNCTION csq_internal.journey_append(state journey, at text, @given@) RETURNS journey
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 3
AS 'MODULE_PATHNAME', '@symbol@';
COMMENT ON FUNCTION csq_internal.journey_append(journey, text, @types@) IS
'Transition function of journey_agg: adds an event whose time is a text with its zone.';

CREATE AGGREGATE journey_agg(at text, @given@) (
  SFUNC = csq_internal.journey_append, STYPE = journey, SSPACE = 512,
  FINALFUNC = csq_internal.journey_shown, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = csq_internal.journey_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE journey_agg(text, @types@) IS
'The journey of a case: @meaning@; times are texts in ISO 8601 with a zone, as in a column of text, a list of VALUES or a literal.';
-- @end

CREATE FUNCTION events(journey journey, OUT ord int, OUT at timestamptz, OUT activity text, OUT channel text, OUT value float8, OUT gap interval) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20 ROWS 12 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_events';
COMMENT ON FUNCTION events(journey) IS
'The events in order (time, seq, activity); gap is the time since the event before.';

CREATE FUNCTION trace(journey journey) RETURNS text[]
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_trace';
COMMENT ON FUNCTION trace(journey) IS
'The activities in order: the variant of the case.';

CREATE FUNCTION trace(journey journey, mode text) RETURNS text[]
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_trace_mode';
COMMENT ON FUNCTION trace(journey, text) IS
'The activities in order: all; no repeats (neighbours that are the same count as one); first or last (each activity where it occurs first or last).';

CREATE FUNCTION started(journey journey) RETURNS timestamptz
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_started';
COMMENT ON FUNCTION started(journey) IS
'Time of the first event; NULL for an empty journey.';

CREATE FUNCTION ended(journey journey) RETURNS timestamptz
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_ended';
COMMENT ON FUNCTION ended(journey) IS
'Time of the last event; NULL for an empty journey.';

CREATE FUNCTION duration(journey journey) RETURNS interval
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_duration';
COMMENT ON FUNCTION duration(journey) IS
'Time from the first to the last event, in hours, minutes and seconds.';

CREATE FUNCTION num_events(journey journey) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_num_events';
COMMENT ON FUNCTION num_events(journey) IS
'Number of events.';

CREATE FUNCTION switches(journey journey) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_switches';
COMMENT ON FUNCTION switches(journey) IS
'How often the channel changes from one event to the next; events without a channel are passed over.';

CREATE FUNCTION compact(journey journey) RETURNS journey
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 40
AS 'MODULE_PATHNAME', 'csq_compact';
COMMENT ON FUNCTION compact(journey) IS
'The same journey in canonical form: sorted, without slack; for storing.';

-- @zoned during
CREATE FUNCTION slice(journey journey, during tstzrange) RETURNS journey
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 40
AS 'MODULE_PATHNAME', 'csq_slice';
COMMENT ON FUNCTION slice(journey, tstzrange) IS
'The events whose time lies in the range.';

CREATE FUNCTION keep(journey journey, activities text[]) RETURNS journey
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 40
AS 'MODULE_PATHNAME', 'csq_keep';
COMMENT ON FUNCTION keep(journey, text[]) IS
'The events with one of these activities.';

CREATE FUNCTION collapse(journey journey, mode text DEFAULT 'no repeats') RETURNS journey
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 40
AS 'MODULE_PATHNAME', 'csq_collapse';
COMMENT ON FUNCTION collapse(journey, text) IS
'The journey without repeated events, for process_agg, flow and variants: no repeats (of neighbours with the same activity the first stays); first or last (of all with the same activity).';
