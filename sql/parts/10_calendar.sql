-- --------------------------------------------------------------- calendar ----

-- since: 0.1.0
CREATE TYPE calendar;
COMMENT ON TYPE calendar IS
'opening hours: a time zone, weekly hours, date and yearly rules, breaks and validity; see docs/calendar.md';

-- since: 0.1.0
CREATE FUNCTION calendar_in(cstring) RETURNS calendar
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_calendar_in';
COMMENT ON FUNCTION calendar_in(cstring) IS
'Input: the literal language of calendars, or JSON.';

-- since: 0.1.0
CREATE FUNCTION calendar_out(calendar) RETURNS cstring
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_calendar_out';
COMMENT ON FUNCTION calendar_out(calendar) IS
'Output: the canonical literal.';

-- since: 0.1.0
CREATE FUNCTION calendar_recv(internal) RETURNS calendar
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_calendar_recv';
COMMENT ON FUNCTION calendar_recv(internal) IS
'Binary input.';

-- since: 0.1.0
CREATE FUNCTION calendar_send(calendar) RETURNS bytea
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_calendar_send';
COMMENT ON FUNCTION calendar_send(calendar) IS
'Binary output.';

CREATE TYPE calendar (
	INPUT = calendar_in, OUTPUT = calendar_out, RECEIVE = calendar_recv, SEND = calendar_send,
	INTERNALLENGTH = variable, ALIGNMENT = double, STORAGE = extended
);

-- since: 0.1.0
CREATE FUNCTION calendar(from_json jsonb) RETURNS calendar
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_calendar_from_jsonb';
COMMENT ON FUNCTION calendar(jsonb) IS
'A calendar from its JSON form.';

-- since: 0.1.0
CREATE FUNCTION calendar_jsonb(calendar calendar) RETURNS jsonb
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_calendar_jsonb';
COMMENT ON FUNCTION calendar_jsonb(calendar) IS
'The JSON form of a calendar.';

CREATE CAST (jsonb AS calendar) WITH FUNCTION calendar(jsonb);
COMMENT ON CAST (jsonb AS calendar) IS 'A calendar from its JSON form.';
CREATE CAST (calendar AS jsonb) WITH FUNCTION calendar_jsonb(calendar);
COMMENT ON CAST (calendar AS jsonb) IS 'The JSON form of a calendar.';

-- since: 0.1.0
CREATE FUNCTION calendar_eq(a calendar, b calendar) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_calendar_eq';
COMMENT ON FUNCTION calendar_eq(calendar, calendar) IS
'True when both calendars say the same; not whether they are open at the same times.';

-- since: 0.1.0
CREATE FUNCTION calendar_ne(a calendar, b calendar) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_calendar_ne';
COMMENT ON FUNCTION calendar_ne(calendar, calendar) IS
'True when the calendars say different things.';

-- since: 0.1.0
CREATE FUNCTION calendar_hash(calendar calendar) RETURNS int4
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_calendar_hash';
COMMENT ON FUNCTION calendar_hash(calendar) IS
'Hash of a calendar.';

CREATE OPERATOR = (
	LEFTARG = calendar, RIGHTARG = calendar, FUNCTION = calendar_eq, COMMUTATOR = =, NEGATOR = <>,
	RESTRICT = eqsel, JOIN = eqjoinsel, HASHES
);
COMMENT ON OPERATOR = (calendar, calendar) IS 'True when both calendars say the same; not whether they are open at the same times.';
CREATE OPERATOR <> (
	LEFTARG = calendar, RIGHTARG = calendar, FUNCTION = calendar_ne, COMMUTATOR = <>, NEGATOR = =,
	RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (calendar, calendar) IS 'True when the calendars say different things.';
CREATE OPERATOR CLASS calendar_hash_ops DEFAULT FOR TYPE calendar USING hash AS
	OPERATOR 1 = (calendar, calendar),
	FUNCTION 1 calendar_hash(calendar);
COMMENT ON OPERATOR CLASS calendar_hash_ops USING hash IS 'Hash joins and grouping of calendars.';
COMMENT ON OPERATOR FAMILY calendar_hash_ops USING hash IS 'Hash joins and grouping of calendars.';

-- since: 0.1.0
CREATE FUNCTION is_open(calendar calendar, at timestamptz) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_is_open';
COMMENT ON FUNCTION is_open(calendar, timestamptz) IS
'True when the calendar is open at this instant.';

-- since: 0.1.0
CREATE FUNCTION business_time(calendar calendar, from_at timestamptz, to_at timestamptz) RETURNS interval
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_business_time';
COMMENT ON FUNCTION business_time(calendar, timestamptz, timestamptz) IS
'Open time between two instants, in hours; negative when reversed.';

-- since: 0.1.0
CREATE FUNCTION business_time(calendar calendar, from_at timestamptz, to_at timestamptz, pauses tstzmultirange) RETURNS interval
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 4
AS 'MODULE_PATHNAME', 'csq_business_time';
COMMENT ON FUNCTION business_time(calendar, timestamptz, timestamptz, tstzmultirange) IS
'Open time between two instants without the pauses.';

-- since: 0.1.0
CREATE FUNCTION business_seconds(calendar calendar, from_at timestamptz, to_at timestamptz) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_business_seconds';
COMMENT ON FUNCTION business_seconds(calendar, timestamptz, timestamptz) IS
'Open time between two instants, in seconds.';

-- since: 0.1.0
CREATE FUNCTION business_seconds(calendar calendar, from_at timestamptz, to_at timestamptz, pauses tstzmultirange) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 4
AS 'MODULE_PATHNAME', 'csq_business_seconds';
COMMENT ON FUNCTION business_seconds(calendar, timestamptz, timestamptz, tstzmultirange) IS
'Open time between two instants without the pauses, in seconds.';

-- since: 0.1.0
CREATE FUNCTION business_add(calendar calendar, at timestamptz, amount interval) RETURNS timestamptz
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_business_add';
COMMENT ON FUNCTION business_add(calendar, timestamptz, interval) IS
'Earliest instant by which this much open time has passed; zero gives the next open instant.';

-- since: 0.1.0
CREATE FUNCTION business_subtract(calendar calendar, at timestamptz, amount interval) RETURNS timestamptz
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_business_subtract';
COMMENT ON FUNCTION business_subtract(calendar, timestamptz, interval) IS
'Latest instant from which this much open time passes; zero gives the previous close.';

-- since: 0.1.0
CREATE FUNCTION next_open(calendar calendar, at timestamptz) RETURNS timestamptz
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_next_open';
COMMENT ON FUNCTION next_open(calendar, timestamptz) IS
'Start of the open stretch that holds or follows an instant: the instant itself if open.';

-- since: 0.1.0
CREATE FUNCTION next_close(calendar calendar, at timestamptz) RETURNS timestamptz
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 3
AS 'MODULE_PATHNAME', 'csq_next_close';
COMMENT ON FUNCTION next_close(calendar, timestamptz) IS
'End of the open stretch that holds or follows an instant; infinity if it never ends.';

-- since: 0.1.0
CREATE FUNCTION open_ranges(calendar calendar, period tstzrange) RETURNS tstzmultirange
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_open_ranges';
COMMENT ON FUNCTION open_ranges(calendar, tstzrange) IS
'The open stretches within a period.';

-- since: 0.1.0
CREATE FUNCTION is_business_day(calendar calendar, day date) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_is_business_day';
COMMENT ON FUNCTION is_business_day(calendar, date) IS
'True when hours begin on this date.';

-- since: 0.1.0
CREATE FUNCTION add_business_days(calendar calendar, day date, days int) RETURNS date
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_add_business_days';
COMMENT ON FUNCTION add_business_days(calendar, date, int) IS
'The n-th working day after a date; the date itself is not counted.';

-- since: 0.1.0
CREATE FUNCTION add_business_days(calendar calendar, at timestamptz, days int) RETURNS timestamptz
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_add_business_days_at';
COMMENT ON FUNCTION add_business_days(calendar, timestamptz, int) IS
'The same local time on the n-th working day after.';

-- since: 0.1.0
CREATE FUNCTION business_days(calendar calendar, from_day date, to_day date) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_business_days';
COMMENT ON FUNCTION business_days(calendar, date, date) IS
'Working days after the first date, up to and including the second; negative when reversed.';

-- since: 0.1.0
CREATE FUNCTION close_of_business(calendar calendar, day date) RETURNS timestamptz
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_close_of_business';
COMMENT ON FUNCTION close_of_business(calendar, date) IS
'When the hours of a date end; NULL on a day without hours.';

-- since: 0.1.0
CREATE FUNCTION business_hours(calendar calendar, day date) RETURNS interval
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 3
AS 'MODULE_PATHNAME', 'csq_business_hours';
COMMENT ON FUNCTION business_hours(calendar, date) IS
'Open time between the local midnights of a date.';

-- since: 0.1.0
CREATE FUNCTION calendar_zone(calendar calendar) RETURNS text
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_calendar_zone_name';
COMMENT ON FUNCTION calendar_zone(calendar) IS
'Time zone of a calendar.';

-- since: 0.1.0
CREATE FUNCTION calendar_valid(calendar calendar) RETURNS daterange
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_calendar_valid';
COMMENT ON FUNCTION calendar_valid(calendar) IS
'Dates for which the hours of a calendar are known.';

-- since: 0.1.0
CREATE FUNCTION calendar_and(a calendar, b calendar) RETURNS calendar
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_calendar_and';
COMMENT ON FUNCTION calendar_and(calendar, calendar) IS
'Open when both calendars are.';

-- since: 0.1.0
CREATE FUNCTION calendar_or(a calendar, b calendar) RETURNS calendar
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_calendar_or';
COMMENT ON FUNCTION calendar_or(calendar, calendar) IS
'Open when one of the calendars is.';

-- since: 0.1.0
CREATE FUNCTION calendar_minus(a calendar, b calendar) RETURNS calendar
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_calendar_minus';
COMMENT ON FUNCTION calendar_minus(calendar, calendar) IS
'Open when the first calendar is and the second is not.';

-- since: 0.1.0
CREATE FUNCTION during(calendar calendar, days daterange) RETURNS calendar
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_during';
COMMENT ON FUNCTION during(calendar, daterange) IS
'The calendar on these dates, closed on all others.';

CREATE OPERATOR & (LEFTARG = calendar, RIGHTARG = calendar, FUNCTION = calendar_and);
COMMENT ON OPERATOR & (calendar, calendar) IS 'Open when both calendars are.';

CREATE OPERATOR | (LEFTARG = calendar, RIGHTARG = calendar, FUNCTION = calendar_or, COMMUTATOR = |);
COMMENT ON OPERATOR | (calendar, calendar) IS 'Open when one of the calendars is.';

CREATE OPERATOR - (LEFTARG = calendar, RIGHTARG = calendar, FUNCTION = calendar_minus);
COMMENT ON OPERATOR - (calendar, calendar) IS 'Open when the first calendar is and the second is not.';
