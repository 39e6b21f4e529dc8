
-- ---------------------------------------- journey_map from events in one step ----

-- process_events, which process_agg collects, with a value each; the channel lies where the resource does.
CREATE FUNCTION csq_internal.journey_map_events_final(events csq_internal.process_events) RETURNS journey_map
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_process_map_final';
COMMENT ON FUNCTION csq_internal.journey_map_events_final(csq_internal.process_events) IS
'The map of the journeys in collected events. Final function of journey_map_agg.';

-- @each when,symbol,typed:
-- | timestamptz |  | .
-- | text | typed_ | ; times are texts in ISO 8601 with a zone (beside a calendar without one: its local time), as in a column of text, a list of VALUES or a literal.
-- @each given,types,meaning:
-- |  |  | its activity.
-- | , channel text | , text | its activity and channel, which may be NULL.
-- | , channel text, value float8 | , text, float8 | its activity, channel and value (sentiment, score); channel and value may be NULL.
-- | , channel text, value float8, seq bigint | , text, float8, bigint | its activity, channel, value and seq, which orders events of one time; these three may be NULL.
-- | , channel text, value float8, seq bigint, working calendar | , text, float8, bigint, calendar | its activity, channel, value and seq, which may be NULL; the time in stages is business time of the calendar.
-- @each id: bigint text uuid
CREATE FUNCTION csq_internal.journey_map_append(state csq_internal.process_events, case_id @id@, at @when@, activity text@given@) RETURNS csq_internal.process_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_map_append_@symbol@@id@';
COMMENT ON FUNCTION csq_internal.journey_map_append(csq_internal.process_events, @id@, @when@, text@types@) IS
'Transition function of journey_map_agg: adds an event to its case; a row without case, time or activity is skipped.';

CREATE AGGREGATE journey_map_agg(case_id @id@, at @when@, activity text@given@) (
  SFUNC = csq_internal.journey_map_append, STYPE = csq_internal.process_events, SSPACE = 1024,
  FINALFUNC = csq_internal.journey_map_events_final,
  COMBINEFUNC = csq_internal.process_events_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE journey_map_agg(@id@, @when@, text@types@) IS
'The map of many journeys straight from the events of all cases, whatever the order of the rows: the same as from one journey per case. Each event has @meaning@ Rows without case, time or activity are skipped@typed@';
-- @end
-- @end
-- @end
