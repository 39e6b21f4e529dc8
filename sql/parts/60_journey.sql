
-- --------------------------------------------------------------- journey ----

-- since: 0.1.0
CREATE TYPE journey;
COMMENT ON TYPE journey IS
'The events of one case, a lossless multiset of (at, activity, channel, value, seq); {"v":1,"events":[["2026-01-05T09:00:00Z","opened","phone"]]}.';

CREATE FUNCTION journey_in(cstring) RETURNS journey
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_journey_in';
COMMENT ON FUNCTION journey_in(cstring) IS 'Text input of journey.';

CREATE FUNCTION journey_out(journey) RETURNS cstring
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_journey_out';
COMMENT ON FUNCTION journey_out(journey) IS 'Text output of journey, canonical.';

CREATE FUNCTION journey_recv(internal) RETURNS journey
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_journey_recv';
COMMENT ON FUNCTION journey_recv(internal) IS 'Binary input of journey.';

CREATE FUNCTION journey_send(journey) RETURNS bytea
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_journey_send';
COMMENT ON FUNCTION journey_send(journey) IS 'Binary output of journey, canonical.';

CREATE TYPE journey (
  INPUT = journey_in,
  OUTPUT = journey_out,
  RECEIVE = journey_recv,
  SEND = journey_send,
  ALIGNMENT = double,
  STORAGE = extended
);

CREATE FUNCTION journey_eq(journey, journey) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_journey_eq';
COMMENT ON FUNCTION journey_eq(journey, journey) IS 'Whether two journeys hold the same events, each as often.';

CREATE FUNCTION journey_ne(journey, journey) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_journey_ne';
COMMENT ON FUNCTION journey_ne(journey, journey) IS 'Whether two journeys differ in some event.';

CREATE OPERATOR = (
  LEFTARG = journey, RIGHTARG = journey, FUNCTION = journey_eq,
  COMMUTATOR = =, NEGATOR = <>, RESTRICT = eqsel, JOIN = eqjoinsel
);
COMMENT ON OPERATOR = (journey, journey) IS 'Whether two journeys hold the same events, each as often.';

CREATE OPERATOR <> (
  LEFTARG = journey, RIGHTARG = journey, FUNCTION = journey_ne,
  COMMUTATOR = <>, NEGATOR = =, RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (journey, journey) IS 'Whether two journeys differ in some event.';

CREATE FUNCTION journey_append(state journey, at timestamptz, activity text) RETURNS journey
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_journey_accum';
COMMENT ON FUNCTION journey_append(journey, timestamptz, text) IS
'Transition function of journey_agg: adds an event; a row without time or activity is skipped.';

CREATE FUNCTION journey_append(state journey, at timestamptz, activity text, channel text) RETURNS journey
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_journey_accum';
COMMENT ON FUNCTION journey_append(journey, timestamptz, text, text) IS
'Transition function of journey_agg: adds an event; a row without time or activity is skipped.';

CREATE FUNCTION journey_append(state journey, at timestamptz, activity text, channel text, value float8) RETURNS journey
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_journey_accum';
COMMENT ON FUNCTION journey_append(journey, timestamptz, text, text, float8) IS
'Transition function of journey_agg: adds an event; a row without time or activity is skipped.';

CREATE FUNCTION journey_append(state journey, at timestamptz, activity text, channel text, value float8, seq int8) RETURNS journey
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_journey_accum';
COMMENT ON FUNCTION journey_append(journey, timestamptz, text, text, float8, int8) IS
'Transition function of journey_agg: adds an event; a row without time or activity is skipped.';

CREATE FUNCTION journey_append(state journey, at timestamptz, activities text[]) RETURNS journey
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 4
AS 'MODULE_PATHNAME', 'csq_journey_accum_set';
COMMENT ON FUNCTION journey_append(journey, timestamptz, text[]) IS
'Transition function of journey_agg: adds one event with several activities; a row without time or activity is skipped.';

CREATE FUNCTION journey_append(state journey, at timestamptz, activities text[], channel text, value float8, seq int8) RETURNS journey
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 4
AS 'MODULE_PATHNAME', 'csq_journey_accum_set';
COMMENT ON FUNCTION journey_append(journey, timestamptz, text[], text, float8, int8) IS
'Transition function of journey_agg: adds one event with several activities; a row without time or activity is skipped.';

CREATE FUNCTION journey_merge(state journey, other journey) RETURNS journey
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_journey_merge_states';
COMMENT ON FUNCTION journey_merge(journey, journey) IS
'All events of both journeys; a NULL adds nothing. Transition function of rollup and combine function.';

CREATE AGGREGATE journey_agg(at timestamptz, activity text) (
  SFUNC = journey_append, STYPE = journey, SSPACE = 512,
  COMBINEFUNC = journey_merge, PARALLEL = SAFE
);
COMMENT ON AGGREGATE journey_agg(timestamptz, text) IS
'The journey of a case: its events, whatever the order of the rows. Rows without time or activity are skipped.';

CREATE AGGREGATE journey_agg(at timestamptz, activity text, channel text) (
  SFUNC = journey_append, STYPE = journey, SSPACE = 512,
  COMBINEFUNC = journey_merge, PARALLEL = SAFE
);
COMMENT ON AGGREGATE journey_agg(timestamptz, text, text) IS
'The journey of a case: its events, each with its channel, whatever the order of the rows. Rows without time or activity are skipped.';

CREATE AGGREGATE journey_agg(at timestamptz, activity text, channel text, value float8) (
  SFUNC = journey_append, STYPE = journey, SSPACE = 512,
  COMBINEFUNC = journey_merge, PARALLEL = SAFE
);
COMMENT ON AGGREGATE journey_agg(timestamptz, text, text, float8) IS
'The journey of a case: its events, each with its channel and a value (sentiment, score, cost), whatever the order of the rows. Rows without time or activity are skipped.';

CREATE AGGREGATE journey_agg(at timestamptz, activity text, channel text, value float8, seq int8) (
  SFUNC = journey_append, STYPE = journey, SSPACE = 512,
  COMBINEFUNC = journey_merge, PARALLEL = SAFE
);
COMMENT ON AGGREGATE journey_agg(timestamptz, text, text, float8, int8) IS
'The journey of a case: its events, each with its channel, value and seq, which orders events of the same time, whatever the order of the rows. Rows without time or activity are skipped.';

CREATE AGGREGATE journey_agg(at timestamptz, activities text[]) (
  SFUNC = journey_append, STYPE = journey, SSPACE = 512,
  COMBINEFUNC = journey_merge, PARALLEL = SAFE
);
COMMENT ON AGGREGATE journey_agg(timestamptz, text[]) IS
'The journey of a case whose rows may each stand for several activities: one event a row. Funnels and patterns read it as any of them, a funnel never as two of its steps.';

CREATE AGGREGATE journey_agg(at timestamptz, activities text[], channel text, value float8, seq int8) (
  SFUNC = journey_append, STYPE = journey, SSPACE = 512,
  COMBINEFUNC = journey_merge, PARALLEL = SAFE
);
COMMENT ON AGGREGATE journey_agg(timestamptz, text[], text, float8, int8) IS
'The journey of a case whose rows may each stand for several activities, with channel, value and seq of each; channel, value and seq may be NULL.';

CREATE AGGREGATE rollup(journey) (
  SFUNC = journey_merge, STYPE = journey, SSPACE = 512,
  COMBINEFUNC = journey_merge, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(journey) IS
'All events of several journeys, duplicates included.';

CREATE FUNCTION events(j journey, OUT ord int, OUT at timestamptz, OUT activity text, OUT channel text, OUT value float8, OUT gap interval) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20 ROWS 12
AS 'MODULE_PATHNAME', 'csq_events';
COMMENT ON FUNCTION events(journey) IS
'The events in order (time, seq, activity); gap is the time since the event before.';

CREATE FUNCTION path(j journey) RETURNS text[]
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_path';
COMMENT ON FUNCTION path(journey) IS
'The activities in order: the variant of the case.';

CREATE FUNCTION path(j journey, mode text) RETURNS text[]
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_path_mode';
COMMENT ON FUNCTION path(journey, text) IS
'The activities in order: all; no repeats (neighbours that are the same count as one); first or last (each activity where it occurs first or last).';

CREATE FUNCTION started(j journey) RETURNS timestamptz
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_started';
COMMENT ON FUNCTION started(journey) IS
'Time of the first event; NULL for an empty journey.';

CREATE FUNCTION ended(j journey) RETURNS timestamptz
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_ended';
COMMENT ON FUNCTION ended(journey) IS
'Time of the last event; NULL for an empty journey.';

CREATE FUNCTION duration(j journey) RETURNS interval
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_duration';
COMMENT ON FUNCTION duration(journey) IS
'Time from the first to the last event, in hours, minutes and seconds.';

CREATE FUNCTION num_events(j journey) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_num_events';
COMMENT ON FUNCTION num_events(journey) IS
'Number of events.';

CREATE FUNCTION switches(j journey) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_switches';
COMMENT ON FUNCTION switches(journey) IS
'How often the channel changes from one event to the next; events without a channel are passed over.';

CREATE FUNCTION compact(j journey) RETURNS journey
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 40
AS 'MODULE_PATHNAME', 'csq_compact';
COMMENT ON FUNCTION compact(journey) IS
'The same journey in canonical form: sorted, without slack; for storing.';

CREATE FUNCTION slice(j journey, during tstzrange) RETURNS journey
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 40
AS 'MODULE_PATHNAME', 'csq_slice';
COMMENT ON FUNCTION slice(journey, tstzrange) IS
'The events whose time lies in the range.';

CREATE FUNCTION "only"(j journey, activities text[]) RETURNS journey
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 40
AS 'MODULE_PATHNAME', 'csq_only';
COMMENT ON FUNCTION "only"(journey, text[]) IS
'The events with one of these activities. Call it as csq.only(...): the bare word is reserved in SQL.';
