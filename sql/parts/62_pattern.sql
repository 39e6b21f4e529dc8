
-- --------------------------------------------------------------- pattern ----

-- @type pattern: literal cost=500
-- A regular expression over the events of a journey, with conditions, "eventually", "not between" and bounds on time: complaint[channel = phone] ~> (bot|agent){2,} ~[<=2h]> solved within 7d.

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

CREATE FUNCTION matches(journey journey, expression pattern, as_of timestamptz) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_matches_as_of';
COMMENT ON FUNCTION matches(journey, pattern, timestamptz) IS
'Whether the pattern matches the events until an instant; NULL: it would, if an absence whose time is not over by then stays one.';

-- @wall_clock as_of
CREATE FUNCTION matches(journey journey, expression pattern, as_of timestamptz, working calendar) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 150
AS 'MODULE_PATHNAME', 'csq_matches_as_of';
COMMENT ON FUNCTION matches(journey, pattern, timestamptz, calendar) IS
'The same with bounds on time and absences measured in the open time of a calendar.';

CREATE FUNCTION csq_internal.time_text(written text) RETURNS timestamptz
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_time_text';
COMMENT ON FUNCTION csq_internal.time_text(text) IS
'The instant that a text names; NULL: it is no time. A time without a zone is an error.';

CREATE FUNCTION matches(journey journey, expression pattern, clock text) RETURNS bool
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 150
RETURN CASE WHEN csq_internal.time_text(matches.clock) IS NULL THEN csq.matches(matches.journey, matches.expression, CAST(matches.clock AS csq.calendar))
  ELSE csq.matches(matches.journey, matches.expression, csq_internal.time_text(matches.clock)) END;
COMMENT ON FUNCTION matches(journey, pattern, text) IS
'The third argument as it is typed: a time with its zone is as_of, anything else a calendar.';

CREATE FUNCTION match_count(journey journey, expression pattern, overlapping bool DEFAULT false) RETURNS int8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 60
AS 'MODULE_PATHNAME', 'csq_match_count';
COMMENT ON FUNCTION match_count(journey, pattern, bool) IS
'Number of matches from left to right that do not overlap; overlapping: of the events that some match starts with.';

CREATE FUNCTION match_count(journey journey, expression pattern, working calendar, overlapping bool DEFAULT false) RETURNS int8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 110
AS 'MODULE_PATHNAME', 'csq_match_count';
COMMENT ON FUNCTION match_count(journey, pattern, calendar, bool) IS
'The same with bounds on time measured in the open time of a calendar.';

CREATE FUNCTION match_count(journey journey, expression pattern, working text, overlapping bool DEFAULT false) RETURNS int8
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 120
RETURN csq.match_count(match_count.journey, match_count.expression, CAST(match_count.working AS csq.calendar), match_count.overlapping);
COMMENT ON FUNCTION match_count(journey, pattern, text, bool) IS
'The same with the text of a calendar.';

CREATE FUNCTION match(journey journey, expression pattern, overlapping bool DEFAULT false, OUT match_no int8, OUT ord_from int, OUT ord_to int,
                      OUT at_from timestamptz, OUT at_to timestamptz, OUT labels text[]) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 60 ROWS 3
AS 'MODULE_PATHNAME', 'csq_match';
COMMENT ON FUNCTION match(journey, pattern, bool) IS
'The matches from left to right that do not overlap, or, overlapping, the preferred one from each event that some match starts with: first and last event (ord as in events()), their times, and the activities the pattern names, without those that ~> passes over.';

CREATE FUNCTION match(journey journey, expression pattern, working calendar, overlapping bool DEFAULT false, OUT match_no int8, OUT ord_from int, OUT ord_to int,
                      OUT at_from timestamptz, OUT at_to timestamptz, OUT labels text[]) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 110 ROWS 3
AS 'MODULE_PATHNAME', 'csq_match';
COMMENT ON FUNCTION match(journey, pattern, calendar, bool) IS
'The same with bounds on time measured in the open time of a calendar.';

CREATE FUNCTION match(journey journey, expression pattern, working text, overlapping bool DEFAULT false, OUT match_no int8, OUT ord_from int, OUT ord_to int,
                      OUT at_from timestamptz, OUT at_to timestamptz, OUT labels text[]) RETURNS SETOF record
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 120 ROWS 3
BEGIN ATOMIC
  SELECT m.* FROM csq.match(match.journey, match.expression, CAST(match.working AS csq.calendar), match.overlapping) AS m;
END;
COMMENT ON FUNCTION match(journey, pattern, text, bool) IS
'The same with the text of a calendar.';

CREATE FUNCTION captures(journey journey, expression pattern, overlapping bool DEFAULT false, OUT match_no int8, OUT item int, OUT ord int, OUT at timestamptz, OUT gap interval,
                      OUT activity text, OUT channel text, OUT value float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 60 ROWS 10
AS 'MODULE_PATHNAME', 'csq_captures';
COMMENT ON FUNCTION captures(journey, pattern, bool) IS
'The events of the matches that match() gives, one a row with its time, without those that ~> passes over: item counts them within the match, ord is as in events(), gap the time since the item before.';

CREATE FUNCTION captures(journey journey, expression pattern, working calendar, overlapping bool DEFAULT false, OUT match_no int8, OUT item int, OUT ord int, OUT at timestamptz, OUT gap interval,
                      OUT activity text, OUT channel text, OUT value float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 110 ROWS 10
AS 'MODULE_PATHNAME', 'csq_captures';
COMMENT ON FUNCTION captures(journey, pattern, calendar, bool) IS
'The same with bounds on time measured in the open time of a calendar.';

CREATE FUNCTION captures(journey journey, expression pattern, working text, overlapping bool DEFAULT false, OUT match_no int8, OUT item int, OUT ord int, OUT at timestamptz, OUT gap interval,
                      OUT activity text, OUT channel text, OUT value float8) RETURNS SETOF record
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 120 ROWS 10
BEGIN ATOMIC
  SELECT m.* FROM csq.captures(captures.journey, captures.expression, CAST(captures.working AS csq.calendar), captures.overlapping) AS m;
END;
COMMENT ON FUNCTION captures(journey, pattern, text, bool) IS
'The same with the text of a calendar.';

CREATE FUNCTION match_times(journey journey, expression pattern) RETURNS timestamptz[]
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 60
AS 'MODULE_PATHNAME', 'csq_match_times';
COMMENT ON FUNCTION match_times(journey, pattern) IS
'The times of the first match, item i of captures() at place i; NULL: nothing matches.';

CREATE FUNCTION match_times(journey journey, expression pattern, working calendar) RETURNS timestamptz[]
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 110
AS 'MODULE_PATHNAME', 'csq_match_times';
COMMENT ON FUNCTION match_times(journey, pattern, calendar) IS
'The same with bounds on time measured in the open time of a calendar.';

-- ------------------------------------------------- labels that no case has ----

CREATE FUNCTION labels(spec funnel_spec) RETURNS text[]
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_funnel_spec_labels';
COMMENT ON FUNCTION labels(funnel_spec) IS
'The activities that a specification names in its steps and exclusions.';

CREATE FUNCTION labels(expression pattern) RETURNS text[]
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_pattern_labels';
COMMENT ON FUNCTION labels(pattern) IS
'The activities that a pattern names.';

CREATE FUNCTION nearest_label(label text, known text[]) RETURNS text
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_nearest_label_pg';
COMMENT ON FUNCTION nearest_label(text, text[]) IS
'The known label that this one is most likely a misspelling of; NULL: none is near.';

CREATE FUNCTION unknown_labels(labels text[], known text[]) RETURNS TABLE (label text, nearest text)
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 500 ROWS 2
BEGIN ATOMIC
  SELECT l.label, csq.nearest_label(l.label, unknown_labels.known) FROM pg_catalog.unnest(unknown_labels.labels) WITH ORDINALITY AS l(label, ord)
  WHERE l.label OPERATOR(pg_catalog.<>) ALL (COALESCE(pg_catalog.array_remove(unknown_labels.known, NULL), '{}'::pg_catalog.text[])) ORDER BY l.ord;
END;
COMMENT ON FUNCTION unknown_labels(text[], text[]) IS
'The labels that are not among the known ones, for example the distinct activities of a table, each with the one that it may be a misspelling of.';

CREATE FUNCTION unknown_labels(spec funnel_spec, known text[]) RETURNS TABLE (label text, nearest text)
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 500 ROWS 2
BEGIN ATOMIC
  SELECT u.label, u.nearest FROM csq.unknown_labels(csq.labels(unknown_labels.spec), unknown_labels.known) AS u;
END;
COMMENT ON FUNCTION unknown_labels(funnel_spec, text[]) IS
'The activities of a specification that no case has.';

CREATE FUNCTION unknown_labels(expression pattern, known text[]) RETURNS TABLE (label text, nearest text)
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 500 ROWS 2
BEGIN ATOMIC
  SELECT u.label, u.nearest FROM csq.unknown_labels(csq.labels(unknown_labels.expression), unknown_labels.known) AS u;
END;
COMMENT ON FUNCTION unknown_labels(pattern, text[]) IS
'The activities of a pattern that no case has.';
