
-- --------------------------------------------------------------- pattern ----

-- since: 0.1.0
CREATE TYPE pattern;
COMMENT ON TYPE pattern IS
'A regular expression over the events of a journey, with "eventually", "not between" and bounds on time: complaint ~> (bot|agent){2,} ~[<=2h]> solved within 7d.';

CREATE FUNCTION pattern_in(cstring) RETURNS pattern
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_pattern_in';
COMMENT ON FUNCTION pattern_in(cstring) IS 'Text input of pattern.';

CREATE FUNCTION pattern_out(pattern) RETURNS cstring
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_pattern_out';
COMMENT ON FUNCTION pattern_out(pattern) IS 'Text output of pattern, canonical.';

CREATE FUNCTION pattern_recv(internal) RETURNS pattern
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_pattern_recv';
COMMENT ON FUNCTION pattern_recv(internal) IS 'Binary input of pattern.';

CREATE FUNCTION pattern_send(pattern) RETURNS bytea
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_pattern_send';
COMMENT ON FUNCTION pattern_send(pattern) IS 'Binary output of pattern, canonical.';

CREATE TYPE pattern (
  INPUT = pattern_in,
  OUTPUT = pattern_out,
  RECEIVE = pattern_recv,
  SEND = pattern_send,
  ALIGNMENT = double,
  STORAGE = extended
);

CREATE FUNCTION pattern_eq(pattern, pattern) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_pattern_eq';
COMMENT ON FUNCTION pattern_eq(pattern, pattern) IS 'Whether two patterns have the same canonical text.';

CREATE FUNCTION pattern_ne(pattern, pattern) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_pattern_ne';
COMMENT ON FUNCTION pattern_ne(pattern, pattern) IS 'Whether two patterns differ in their canonical text.';

CREATE OPERATOR = (
  LEFTARG = pattern, RIGHTARG = pattern, FUNCTION = pattern_eq,
  COMMUTATOR = =, NEGATOR = <>, RESTRICT = eqsel, JOIN = eqjoinsel
);
COMMENT ON OPERATOR = (pattern, pattern) IS 'Whether two patterns have the same canonical text.';

CREATE OPERATOR <> (
  LEFTARG = pattern, RIGHTARG = pattern, FUNCTION = pattern_ne,
  COMMUTATOR = <>, NEGATOR = =, RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (pattern, pattern) IS 'Whether two patterns differ in their canonical text.';

CREATE FUNCTION matches(j journey, expression pattern) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_matches';
COMMENT ON FUNCTION matches(journey, pattern) IS
'Whether the pattern matches somewhere in the journey. Linear in the events for every pattern.';

CREATE FUNCTION match_count(j journey, expression pattern, overlapping bool DEFAULT false) RETURNS int8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 60
AS 'MODULE_PATHNAME', 'csq_match_count';
COMMENT ON FUNCTION match_count(journey, pattern, bool) IS
'Number of matches from left to right that do not overlap; overlapping: of the events that some match starts with.';

CREATE FUNCTION match(j journey, expression pattern, overlapping bool DEFAULT false, OUT match_no int8, OUT ord_from int, OUT ord_to int,
                      OUT at_from timestamptz, OUT at_to timestamptz, OUT labels text[]) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 60 ROWS 3
AS 'MODULE_PATHNAME', 'csq_match';
COMMENT ON FUNCTION match(journey, pattern, bool) IS
'The matches from left to right that do not overlap, or, overlapping, the preferred one from each event that some match starts with: first and last event (ord as in events()), their times, and the activities the pattern names, without those that ~> passes over.';
