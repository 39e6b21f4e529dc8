
-- ----------------------------------------------------------- journey_map ----

-- @type journey_map: merges json cost=500 merge=1000 space=8192
-- What many journeys have in common: stages with their times, ends and emotion, touchpoints by channel, moves between stages and channels. Maps add up exactly.
-- rollup: The journeys of both.

CREATE FUNCTION csq_internal.journey_map_append(state journey_map, journey journey) RETURNS journey_map
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_journey_map_append';
COMMENT ON FUNCTION csq_internal.journey_map_append(journey_map, journey) IS
'Transition function of journey_map_agg: one more journey; one that is NULL or has no events is skipped.';

CREATE FUNCTION csq_internal.journey_map_append(state journey_map, journey journey, working calendar) RETURNS journey_map
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_journey_map_append';
COMMENT ON FUNCTION csq_internal.journey_map_append(journey_map, journey, calendar) IS
'Transition function of journey_map_agg: one more journey, the time in its stages in business time.';

CREATE FUNCTION csq_internal.journey_map_final(map journey_map) RETURNS journey_map
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_journey_map_final';
COMMENT ON FUNCTION csq_internal.journey_map_final(journey_map) IS
'Final function of journey_map_agg: the map with the journeys counted that still wait, so that a stored map is small and quickly added.';

CREATE AGGREGATE journey_map_agg(journey journey) (
  SFUNC = csq_internal.journey_map_append, STYPE = journey_map, SSPACE = 8192,
  FINALFUNC = csq_internal.journey_map_final,
  COMBINEFUNC = csq_internal.journey_map_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE journey_map_agg(journey) IS
'The map of many journeys, for stages(), touchpoints(), emotion_curve(), stage_flow(), channel_flow() and containment(). Journeys without events are skipped.';

CREATE AGGREGATE journey_map_agg(journey journey, working calendar) (
  SFUNC = csq_internal.journey_map_append, STYPE = journey_map, SSPACE = 8192,
  FINALFUNC = csq_internal.journey_map_final,
  COMBINEFUNC = csq_internal.journey_map_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE journey_map_agg(journey, calendar) IS
'The map of many journeys, with the time in stages in business time.';

CREATE FUNCTION stages(map journey_map, confidence float8 DEFAULT 0.95, OUT stage text, OUT journeys int8, OUT share float8, OUT place float8,
                       OUT went_on float8, OUT went_on_lo float8, OUT went_on_hi float8, OUT next_stage text, OUT next_share float8,
                       OUT mean interval, OUT p50 interval, OUT p90 interval,
                       OUT num_values int8, OUT emotion float8, OUT emotion_lo float8, OUT emotion_hi float8,
                       OUT touches float8, OUT repeats float8, OUT switches float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 500 ROWS 12 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_map_stages';
COMMENT ON FUNCTION stages(journey_map, float8) IS
'The stages in the order in which they come: volume, the share of journeys that went on from them and where to, the time until the next stage, the mean value of their events, and touches, repeats and changes of channel per journey.';

CREATE FUNCTION touchpoints(map journey_map, confidence float8 DEFAULT 0.95, OUT activity text, OUT channel text, OUT n int8, OUT journeys int8, OUT share float8,
                            OUT num_values int8, OUT emotion float8, OUT emotion_lo float8, OUT emotion_hi float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 500 ROWS 30 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_map_touchpoints';
COMMENT ON FUNCTION touchpoints(journey_map, float8) IS
'Each activity by channel: events, journeys, share of all journeys, mean value with its interval.';

CREATE FUNCTION emotion_curve(map journey_map, bins int DEFAULT 10, confidence float8 DEFAULT 0.95, OUT position_from float8, OUT position_to float8,
                              OUT num_values int8, OUT mean float8, OUT lo float8, OUT hi float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 500 ROWS 10 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_map_emotion_curve';
COMMENT ON FUNCTION emotion_curve(journey_map, int, float8) IS
'The mean value by position in the journey, from the first event (0) to the last (1), with its interval; 1, 2, 4, 5, 10 or 20 bins.';

CREATE FUNCTION stage_flow(map journey_map, OUT source text, OUT target text, OUT n int8, OUT share float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 500 ROWS 40 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_map_stage_flow';
COMMENT ON FUNCTION stage_flow(journey_map) IS
'How often a stage came directly after another, and the share of all moves from the source.';

CREATE FUNCTION channel_flow(map journey_map, OUT source text, OUT target text, OUT n int8, OUT share float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 500 ROWS 20 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_map_channel_flow';
COMMENT ON FUNCTION channel_flow(journey_map) IS
'How often a contact by one channel was followed by one by another or by the same, and the share of all moves from the source.';

CREATE FUNCTION containment(map journey_map, confidence float8 DEFAULT 0.95, OUT channel text, OUT journeys int8, OUT contained int8, OUT share float8, OUT lo float8, OUT hi float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 500 ROWS 6 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_map_containment';
COMMENT ON FUNCTION containment(journey_map, float8) IS
'The journeys that began in a channel, and the share of them that never left it.';

CREATE FUNCTION num_journeys(map journey_map) RETURNS int8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_map_num_journeys';
COMMENT ON FUNCTION num_journeys(journey_map) IS
'Number of journeys.';
