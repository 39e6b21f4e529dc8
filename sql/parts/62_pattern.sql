
-- --------------------------------------------------------------- pattern ----

-- @type pattern: literal cost=500
-- A regular expression over the events of a journey, with "eventually", "not between" and bounds on time: complaint ~> (bot|agent){2,} ~[<=2h]> solved within 7d.

CREATE FUNCTION matches(journey journey, expression pattern) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_matches';
COMMENT ON FUNCTION matches(journey, pattern) IS
'Whether the pattern matches somewhere in the journey. Linear in the events for every pattern.';

CREATE FUNCTION matches(journey journey, expression pattern, working calendar) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_matches';
COMMENT ON FUNCTION matches(journey, pattern, calendar) IS
'Whether the pattern matches somewhere in the journey, its bounds on time measured in the open time of a calendar.';

CREATE FUNCTION match_count(journey journey, expression pattern, overlapping bool DEFAULT false) RETURNS int8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 60
AS 'MODULE_PATHNAME', 'csq_match_count';
COMMENT ON FUNCTION match_count(journey, pattern, bool) IS
'Number of matches from left to right that do not overlap; overlapping: of the events that some match starts with.';

CREATE FUNCTION match(journey journey, expression pattern, overlapping bool DEFAULT false, OUT match_no int8, OUT ord_from int, OUT ord_to int,
                      OUT at_from timestamptz, OUT at_to timestamptz, OUT labels text[]) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 60 ROWS 3
AS 'MODULE_PATHNAME', 'csq_match';
COMMENT ON FUNCTION match(journey, pattern, bool) IS
'The matches from left to right that do not overlap, or, overlapping, the preferred one from each event that some match starts with: first and last event (ord as in events()), their times, and the activities the pattern names, without those that ~> passes over.';
