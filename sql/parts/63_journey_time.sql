
-- ---------------------------------------------------------- journey_time ----

-- @zoned during
CREATE FUNCTION stages(journey journey, during tstzrange DEFAULT NULL, carry text DEFAULT NULL,
                       OUT stage text, OUT entered timestamptz, OUT "left" timestamptz, OUT spent interval) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 40 ROWS 8
AS 'MODULE_PATHNAME', 'csq_journey_stages_sql';
COMMENT ON FUNCTION stages(journey, tstzrange, text) IS
'The stages of the journey (an event puts the case into a stage until the next), clipped to a window; carry is the stage at its beginning when no event comes before. The last stage has no end without a window.';

-- @wall_clock during
CREATE FUNCTION stages(journey journey, working calendar, during tstzrange DEFAULT NULL, carry text DEFAULT NULL,
                       OUT stage text, OUT entered timestamptz, OUT "left" timestamptz, OUT spent interval) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 80 ROWS 8
AS 'MODULE_PATHNAME', 'csq_journey_stages_sql';
COMMENT ON FUNCTION stages(journey, calendar, tstzrange, text) IS
'The stages of the journey, with the business time spent in each; window and carry as without a calendar.';

-- @zoned during
CREATE FUNCTION time_spent(journey journey, stage text, during tstzrange DEFAULT NULL, carry text DEFAULT NULL) RETURNS interval
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 40
AS 'MODULE_PATHNAME', 'csq_time_spent';
COMMENT ON FUNCTION time_spent(journey, text, tstzrange, text) IS
'Time the case was in a stage, within a window; a stage that has not been left counts up to the end of the window, and without one not at all.';

-- @wall_clock during
CREATE FUNCTION time_spent(journey journey, stage text, working calendar, during tstzrange DEFAULT NULL, carry text DEFAULT NULL) RETURNS interval
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 80
AS 'MODULE_PATHNAME', 'csq_time_spent';
COMMENT ON FUNCTION time_spent(journey, text, calendar, tstzrange, text) IS
'Business time the case was in a stage, within a window.';

-- @zoned at
CREATE FUNCTION state_at(journey journey, at timestamptz, carry text DEFAULT NULL) RETURNS text
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_state_at';
COMMENT ON FUNCTION state_at(journey, timestamptz, text) IS
'The stage at an instant: the activity of the last event at or before it, carry when there is none.';

CREATE FUNCTION duration(journey journey, working calendar) RETURNS interval
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_duration_working';
COMMENT ON FUNCTION duration(journey, calendar) IS
'Business time from the first to the last event.';

CREATE FUNCTION sessions(journey journey, gap interval) RETURNS SETOF journey
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 60 ROWS 5
AS 'MODULE_PATHNAME', 'csq_sessions';
COMMENT ON FUNCTION sessions(journey, interval) IS
'The journey cut wherever more than the gap lies between an event and the next.';

CREATE FUNCTION relabel(journey journey, mapping jsonb) RETURNS journey
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 60
AS 'MODULE_PATHNAME', 'csq_relabel';
COMMENT ON FUNCTION relabel(journey, jsonb) IS
'The journey with other activities, {"old":"new"}; events whose activity maps to null are left out, activities not named stay.';

CREATE FUNCTION contacts(journey journey, activities text[]) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_contacts';
COMMENT ON FUNCTION contacts(journey, text[]) IS
'Number of events with one of these activities.';

CREATE FUNCTION effort(journey journey, weights jsonb) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 30
AS 'MODULE_PATHNAME', 'csq_effort';
COMMENT ON FUNCTION effort(journey, jsonb) IS
'What the journey cost the customer: weights of activities, changes of channel, repetitions and hours, {"activities":{"called":2},"other":1,"switch":0.5,"repeat":1,"hour":0.1}.';
