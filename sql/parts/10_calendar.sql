-- --------------------------------------------------------------- calendar ----

-- @type calendar: literal cost=10
-- Opening hours: a time zone, weekly hours, date and yearly rules, breaks and validity; see docs/calendar.md.

CREATE FUNCTION calendar(from_json jsonb) RETURNS calendar
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_calendar_from_jsonb';
COMMENT ON FUNCTION calendar(jsonb) IS
'A calendar from its JSON form.';

CREATE FUNCTION csq_internal.calendar_jsonb(calendar calendar) RETURNS jsonb
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_calendar_jsonb';
COMMENT ON FUNCTION csq_internal.calendar_jsonb(calendar) IS
'The JSON form of a calendar.';

CREATE CAST (jsonb AS calendar) WITH FUNCTION calendar(jsonb);
COMMENT ON CAST (jsonb AS calendar) IS 'A calendar from its JSON form.';
CREATE CAST (calendar AS jsonb) WITH FUNCTION csq_internal.calendar_jsonb(calendar);
COMMENT ON CAST (calendar AS jsonb) IS 'The JSON form of a calendar.';

CREATE FUNCTION calendar_instant(calendar calendar, local date) RETURNS timestamptz
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_calendar_instant_date';
COMMENT ON FUNCTION calendar_instant(calendar, date) IS
'The local midnight of the calendar that begins this date.';
CREATE FUNCTION calendar_instant(calendar calendar, local timestamp) RETURNS timestamptz
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_calendar_instant_timestamp';
COMMENT ON FUNCTION calendar_instant(calendar, timestamp) IS
'The instant at which the wall clock of the calendar shows this time, whatever the session says.';
CREATE FUNCTION calendar_instant(calendar calendar, local text) RETURNS timestamptz
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 3
AS 'MODULE_PATHNAME', 'csq_calendar_instant_text';
COMMENT ON FUNCTION calendar_instant(calendar, text) IS
'The instant of a text in ISO 8601: with a zone that instant, without one local time of the calendar, a bare date its local midnight.';

CREATE FUNCTION csq_internal.period(calendar calendar, period text) RETURNS tstzrange
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_calendar_period';
COMMENT ON FUNCTION csq_internal.period(calendar, text) IS
'A range whose ends are local times of the calendar, or texts in ISO 8601 with a zone.';

CREATE FUNCTION csq_internal.periods(calendar calendar, periods text) RETURNS tstzmultirange
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_calendar_periods';
COMMENT ON FUNCTION csq_internal.periods(calendar, text) IS
'A multirange whose ends are local times of the calendar, or texts in ISO 8601 with a zone.';

-- @wall_clock at
CREATE FUNCTION is_open(calendar calendar, at timestamptz) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_is_open';
COMMENT ON FUNCTION is_open(calendar, timestamptz) IS
'True when the calendar is open at this instant.';

-- @wall_clock from_at to_at
CREATE FUNCTION business_time(calendar calendar, from_at timestamptz, to_at timestamptz) RETURNS interval
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_business_time';
COMMENT ON FUNCTION business_time(calendar, timestamptz, timestamptz) IS
'Open time between two instants, in hours; negative when reversed.';

-- @wall_clock same from_at to_at pauses
CREATE FUNCTION business_time(calendar calendar, from_at timestamptz, to_at timestamptz, pauses tstzmultirange) RETURNS interval
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 4
AS 'MODULE_PATHNAME', 'csq_business_time';
COMMENT ON FUNCTION business_time(calendar, timestamptz, timestamptz, tstzmultirange) IS
'Open time between two instants without the pauses.';

-- @wall_clock from_at to_at
CREATE FUNCTION business_seconds(calendar calendar, from_at timestamptz, to_at timestamptz) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_business_seconds';
COMMENT ON FUNCTION business_seconds(calendar, timestamptz, timestamptz) IS
'Open time between two instants, in seconds.';

-- @wall_clock same from_at to_at pauses
CREATE FUNCTION business_seconds(calendar calendar, from_at timestamptz, to_at timestamptz, pauses tstzmultirange) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 4
AS 'MODULE_PATHNAME', 'csq_business_seconds';
COMMENT ON FUNCTION business_seconds(calendar, timestamptz, timestamptz, tstzmultirange) IS
'Open time between two instants without the pauses, in seconds.';

-- @wall_clock at
CREATE FUNCTION business_add(calendar calendar, at timestamptz, amount interval) RETURNS timestamptz
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_business_add';
COMMENT ON FUNCTION business_add(calendar, timestamptz, interval) IS
'Earliest instant by which this much open time has passed; zero gives the next open instant.';

-- @wall_clock at
CREATE FUNCTION business_subtract(calendar calendar, at timestamptz, amount interval) RETURNS timestamptz
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_business_subtract';
COMMENT ON FUNCTION business_subtract(calendar, timestamptz, interval) IS
'Latest instant from which this much open time passes; zero gives the previous close.';

-- @wall_clock at
CREATE FUNCTION next_open(calendar calendar, at timestamptz) RETURNS timestamptz
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_next_open';
COMMENT ON FUNCTION next_open(calendar, timestamptz) IS
'Start of the open stretch that holds or follows an instant: the instant itself if open.';

-- @wall_clock at
CREATE FUNCTION next_close(calendar calendar, at timestamptz) RETURNS timestamptz
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 3
AS 'MODULE_PATHNAME', 'csq_next_close';
COMMENT ON FUNCTION next_close(calendar, timestamptz) IS
'End of the open stretch that holds or follows an instant; infinity if it never ends.';

-- @wall_clock period
CREATE FUNCTION open_ranges(calendar calendar, period tstzrange) RETURNS tstzmultirange
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_open_ranges';
COMMENT ON FUNCTION open_ranges(calendar, tstzrange) IS
'The open stretches within a period.';

CREATE FUNCTION is_business_day(calendar calendar, day date) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_is_business_day';
COMMENT ON FUNCTION is_business_day(calendar, date) IS
'True when hours begin on this date.';

CREATE FUNCTION add_business_days(calendar calendar, day date, days int) RETURNS date
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_add_business_days';
COMMENT ON FUNCTION add_business_days(calendar, date, int) IS
'The n-th working day after a date; the date itself is not counted.';

CREATE FUNCTION add_business_days(calendar calendar, at timestamptz, days int) RETURNS timestamptz
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_add_business_days_at';
COMMENT ON FUNCTION add_business_days(calendar, timestamptz, int) IS
'The same local time on the n-th working day after.';

-- @each local: timestamp text
CREATE FUNCTION add_business_days(calendar calendar, at @local@, days int) RETURNS timestamptz
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 5 SUPPORT csq_internal.twin_support
RETURN csq.add_business_days(add_business_days.calendar, csq.calendar_instant(add_business_days.calendar, add_business_days.at), add_business_days.days);
COMMENT ON FUNCTION add_business_days(calendar, @local@, int) IS
'The same local time on the n-th working day after; at is local time of the calendar.';
-- @end

CREATE FUNCTION business_days(calendar calendar, from_day date, to_day date) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_business_days';
COMMENT ON FUNCTION business_days(calendar, date, date) IS
'Working days after the first date, up to and including the second; negative when reversed.';

CREATE FUNCTION close_of_business(calendar calendar, day date) RETURNS timestamptz
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_close_of_business';
COMMENT ON FUNCTION close_of_business(calendar, date) IS
'When the hours of a date end; NULL on a day without hours.';

CREATE FUNCTION business_hours(calendar calendar, day date) RETURNS interval
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 3
AS 'MODULE_PATHNAME', 'csq_business_hours';
COMMENT ON FUNCTION business_hours(calendar, date) IS
'Open time between the local midnights of a date.';

CREATE FUNCTION calendar_zone(calendar calendar) RETURNS text
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_calendar_zone_name';
COMMENT ON FUNCTION calendar_zone(calendar) IS
'Time zone of a calendar.';

CREATE FUNCTION calendar_valid(calendar calendar) RETURNS daterange
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_calendar_valid';
COMMENT ON FUNCTION calendar_valid(calendar) IS
'Dates for which the hours of a calendar are known.';

-- @wall_clock at
CREATE FUNCTION is_known(calendar calendar, at timestamptz) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_is_known';
COMMENT ON FUNCTION is_known(calendar, timestamptz) IS
'True when the calendar knows the hours of that date: not outside its validity, nor where it goes on provisionally.';

CREATE FUNCTION provisional(calendar calendar) RETURNS calendar
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_provisional';
COMMENT ON FUNCTION provisional(calendar) IS
'The calendar that goes on after its validity by its weekly and yearly hours, until more is known; its text says so, is_known() tells where.';

CREATE FUNCTION with_holidays(calendar calendar, closed date[], worked date[] DEFAULT '{}', worked_as text DEFAULT 'mon') RETURNS calendar
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_with_holidays';
COMMENT ON FUNCTION with_holidays(calendar, date[], date[], text) IS
'The calendar with dates that are closed and dates that are worked with the hours of a weekday: array_agg(day) FILTER (WHERE ...) of a table of holidays. They replace what the calendar says of those dates.';

-- @wall_clock at
CREATE FUNCTION received_at(calendar calendar, at timestamptz, cutoff time) RETURNS timestamptz
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 3
AS 'MODULE_PATHNAME', 'csq_received_at';
COMMENT ON FUNCTION received_at(calendar, timestamptz, time) IS
'When something counts as received under a cut-off hour: at once on a working day before it, else when the next working day opens.';

CREATE FUNCTION csq_internal.calendar_and(a calendar, b calendar) RETURNS calendar
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_calendar_and';
COMMENT ON FUNCTION csq_internal.calendar_and(calendar, calendar) IS
'Open when both calendars are.';

CREATE FUNCTION csq_internal.calendar_or(a calendar, b calendar) RETURNS calendar
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_calendar_or';
COMMENT ON FUNCTION csq_internal.calendar_or(calendar, calendar) IS
'Open when one of the calendars is.';

CREATE FUNCTION csq_internal.calendar_minus(a calendar, b calendar) RETURNS calendar
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_calendar_minus';
COMMENT ON FUNCTION csq_internal.calendar_minus(calendar, calendar) IS
'Open when the first calendar is and the second is not.';

CREATE FUNCTION during(calendar calendar, days daterange) RETURNS calendar
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_during';
COMMENT ON FUNCTION during(calendar, daterange) IS
'The calendar on these dates, closed on all others.';

CREATE FUNCTION in_zone(calendar calendar, zone text, days daterange) RETURNS calendar
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5000
AS 'MODULE_PATHNAME', 'csq_in_zone';
COMMENT ON FUNCTION in_zone(calendar, text, daterange) IS
'The same open instants on the wall clock of another zone, for these dates: desks in several zones become one calendar by |.';

CREATE OPERATOR & (LEFTARG = calendar, RIGHTARG = calendar, FUNCTION = csq_internal.calendar_and);
COMMENT ON OPERATOR & (calendar, calendar) IS 'Open when both calendars are.';

CREATE OPERATOR | (LEFTARG = calendar, RIGHTARG = calendar, FUNCTION = csq_internal.calendar_or, COMMUTATOR = |);
COMMENT ON OPERATOR | (calendar, calendar) IS 'Open when one of the calendars is.';

CREATE OPERATOR - (LEFTARG = calendar, RIGHTARG = calendar, FUNCTION = csq_internal.calendar_minus);
COMMENT ON OPERATOR - (calendar, calendar) IS 'Open when the first calendar is and the second is not.';
