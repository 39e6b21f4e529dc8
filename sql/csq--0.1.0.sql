-- csq: customer service quality inside PostgreSQL.
-- This script is assembled from sql/parts by make.
\echo Use "CREATE EXTENSION csq" to load this file. \quit

-- ---------------------------------------------------------------- module ----

-- since: 0.1.0
CREATE FUNCTION library_version() RETURNS text
LANGUAGE C STABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_library_version';
COMMENT ON FUNCTION library_version() IS
'Version of the loaded csq library; compare with extversion in pg_extension.';

-- since: 0.1.0
CREATE FUNCTION one_of(value text, allowed text[], what text) RETURNS text
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_one_of';
COMMENT ON FUNCTION one_of(text, text[], text) IS
'The value itself if it is one of the allowed words, else an error that lists them.';

COMMENT ON SCHEMA @extschema@ IS
'csq: customer service quality - complaint classification, SLA clocks, experience metrics, customer journeys';

-- The functions read only what they are given, so everybody may call them; a DBA who wants less revokes it.
GRANT USAGE ON SCHEMA @extschema@ TO PUBLIC;
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
-- ------------------------------------------------------- default calendars ----

-- since: 0.1.0
CREATE FUNCTION calendar_unknown(name text) RETURNS calendar
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_calendar_unknown';
COMMENT ON FUNCTION calendar_unknown(text) IS
'Raises the error of default_calendar() for a name it does not know.';

-- Mainland China: public holidays and make-up working days as announced each year by
-- the General Office of the State Council:
--   2007: http://www.gov.cn/zhengce/zhengceku/2008-03/28/content_1761.htm
--   2008: http://www.gov.cn/zhengce/zhengceku/2008-03/28/content_1645.htm
--   2009: http://www.gov.cn/zhengce/zhengceku/2008-12/10/content_1572.htm
--   2010: http://www.gov.cn/zhengce/zhengceku/2009-12/08/content_1476.htm
--   2011: http://www.gov.cn/zhengce/zhengceku/2010-12/10/content_1423.htm
--   2012: http://www.gov.cn/zhengce/zhengceku/2011-12/06/content_1411.htm
--   2013: http://www.gov.cn/zhengce/zhengceku/2012-12/10/content_1353.htm
--   2014: http://www.gov.cn/zhengce/zhengceku/2014-01/02/content_1194.htm
--   2015: http://www.gov.cn/zhengce/zhengceku/2014-12/16/content_9302.htm
--   2016: http://www.gov.cn/zhengce/zhengceku/2015-12/10/content_10394.htm
--   2017: http://www.gov.cn/zhengce/zhengceku/2016-12/01/content_5141603.htm
--   2018: http://www.gov.cn/zhengce/zhengceku/2017-11/30/content_5243579.htm
--   2019: http://www.gov.cn/zhengce/zhengceku/2018-12/06/content_5346276.htm
--   2020: http://www.gov.cn/zhengce/zhengceku/2019-11/21/content_5454164.htm
--   2021: http://www.gov.cn/zhengce/zhengceku/2020-11/25/content_5564127.htm
--   2022: http://www.gov.cn/zhengce/zhengceku/2021-10/25/content_5644835.htm
--   2023: http://www.gov.cn/zhengce/zhengceku/2022-12/08/content_5730844.htm
--   2024: https://www.gov.cn/zhengce/zhengceku/202310/content_6911528.htm
--   2025: https://www.gov.cn/zhengce/zhengceku/202411/content_6986383.htm
--   2026: https://www.gov.cn/zhengce/zhengceku/202511/content_7047091.htm
-- A make-up working day keeps the hours of a Monday: the papers name no weekday.
-- The dates of a year are announced about November of the year before, so the
-- calendar is valid to the end of the last year announced.
-- since: 0.1.0
CREATE FUNCTION default_calendar(name text, hours text DEFAULT 'mon-fri 09:00-12:00 13:30-18:00') RETURNS calendar
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 1000
RETURN CASE upper(name)
	WHEN '24X7' THEN 'tz UTC; 24x7'::calendar
	WHEN 'CN-24X7' THEN 'tz Asia/Shanghai; 24x7'::calendar
	WHEN 'CN' THEN ('tz Asia/Shanghai; valid 2007-01-01..2026-12-31; ' || hours || '; '
		|| '2007-01-01..2007-01-03, 2007-02-18..2007-02-24, 2007-05-01..2007-05-07, 2007-10-01..2007-10-07, '
		|| '2007-12-30..2007-12-31 closed; '
		|| '2007-02-17, 2007-02-25, 2007-04-28..2007-04-29, 2007-09-29..2007-09-30, 2007-12-29 as mon; '
		|| '2008-01-01, 2008-02-06..2008-02-12, 2008-04-04..2008-04-06, 2008-05-01..2008-05-03, 2008-06-07..2008-06-09, '
		|| '2008-09-13..2008-09-15, 2008-09-29..2008-10-05 closed; '
		|| '2008-02-02..2008-02-03, 2008-05-04, 2008-09-27..2008-09-28 as mon; '
		|| '2009-01-01..2009-01-03, 2009-01-25..2009-01-31, 2009-04-04..2009-04-06, 2009-05-01..2009-05-03, '
		|| '2009-05-28..2009-05-30, 2009-10-01..2009-10-08 closed; '
		|| '2009-01-04, 2009-01-24, 2009-02-01, 2009-05-31, 2009-09-27, 2009-10-10 as mon; '
		|| '2010-01-01..2010-01-03, 2010-02-13..2010-02-19, 2010-04-03..2010-04-05, 2010-05-01..2010-05-03, '
		|| '2010-06-14..2010-06-16, 2010-09-22..2010-09-24, 2010-10-01..2010-10-07 closed; '
		|| '2010-02-20..2010-02-21, 2010-06-12..2010-06-13, 2010-09-19, 2010-09-25..2010-09-26, 2010-10-09 as mon; '
		|| '2011-01-01..2011-01-03, 2011-02-02..2011-02-08, 2011-04-03..2011-04-05, 2011-04-30..2011-05-02, '
		|| '2011-06-04..2011-06-06, 2011-09-10..2011-09-12, 2011-10-01..2011-10-07 closed; '
		|| '2011-01-30, 2011-02-12, 2011-04-02, 2011-10-08..2011-10-09, 2011-12-31 as mon; '
		|| '2012-01-01..2012-01-03, 2012-01-22..2012-01-28, 2012-04-02..2012-04-04, 2012-04-29..2012-05-01, '
		|| '2012-06-22..2012-06-24, 2012-09-30..2012-10-07 closed; '
		|| '2012-01-21, 2012-01-29, 2012-03-31..2012-04-01, 2012-04-28, 2012-09-29 as mon; '
		|| '2013-01-01..2013-01-03, 2013-02-09..2013-02-15, 2013-04-04..2013-04-06, 2013-04-29..2013-05-01, '
		|| '2013-06-10..2013-06-12, 2013-09-19..2013-09-21, 2013-10-01..2013-10-07 closed; '
		|| '2013-01-05..2013-01-06, 2013-02-16..2013-02-17, 2013-04-07, 2013-04-27..2013-04-28, 2013-06-08..2013-06-09, '
		|| '2013-09-22, 2013-09-29, 2013-10-12 as mon; '
		|| '2014-01-01, 2014-01-31..2014-02-06, 2014-04-05, 2014-04-07, 2014-05-01..2014-05-03, 2014-06-02, 2014-09-08, '
		|| '2014-10-01..2014-10-07 closed; '
		|| '2014-01-26, 2014-02-08, 2014-05-04, 2014-09-28, 2014-10-11 as mon; '
		|| '2015-01-01..2015-01-03, 2015-02-18..2015-02-24, 2015-04-05..2015-04-06, 2015-05-01, 2015-06-20, 2015-06-22, '
		|| '2015-09-03..2015-09-05, 2015-09-27, 2015-10-01..2015-10-07 closed; '
		|| '2015-01-04, 2015-02-15, 2015-02-28, 2015-09-06, 2015-10-10 as mon; '
		|| '2016-01-01, 2016-02-07..2016-02-13, 2016-04-04, 2016-05-01..2016-05-02, 2016-06-09..2016-06-11, '
		|| '2016-09-15..2016-09-17, 2016-10-01..2016-10-07 closed; '
		|| '2016-02-06, 2016-02-14, 2016-06-12, 2016-09-18, 2016-10-08..2016-10-09 as mon; '
		|| '2017-01-01..2017-01-02, 2017-01-27..2017-02-02, 2017-04-02..2017-04-04, 2017-05-01, 2017-05-28..2017-05-30, '
		|| '2017-10-01..2017-10-08 closed; '
		|| '2017-01-22, 2017-02-04, 2017-04-01, 2017-05-27, 2017-09-30 as mon; '
		|| '2018-01-01, 2018-02-15..2018-02-21, 2018-04-05..2018-04-07, 2018-04-29..2018-05-01, 2018-06-18, 2018-09-24, '
		|| '2018-10-01..2018-10-07, 2018-12-30..2018-12-31 closed; '
		|| '2018-02-11, 2018-02-24, 2018-04-08, 2018-04-28, 2018-09-29..2018-09-30, 2018-12-29 as mon; '
		|| '2019-01-01, 2019-02-04..2019-02-10, 2019-04-05, 2019-05-01..2019-05-04, 2019-06-07, 2019-09-13, '
		|| '2019-10-01..2019-10-07 closed; '
		|| '2019-02-02..2019-02-03, 2019-04-28, 2019-05-05, 2019-09-29, 2019-10-12 as mon; '
		|| '2020-01-01, 2020-01-24..2020-02-02, 2020-04-04..2020-04-06, 2020-05-01..2020-05-05, 2020-06-25..2020-06-27, '
		|| '2020-10-01..2020-10-08 closed; '
		|| '2020-01-19, 2020-02-03, 2020-04-26, 2020-05-09, 2020-06-28, 2020-09-27, 2020-10-10 as mon; '
		|| '2021-01-01..2021-01-03, 2021-02-11..2021-02-17, 2021-04-03..2021-04-05, 2021-05-01..2021-05-05, '
		|| '2021-06-12..2021-06-14, 2021-09-19..2021-09-21, 2021-10-01..2021-10-07 closed; '
		|| '2021-02-07, 2021-02-20, 2021-04-25, 2021-05-08, 2021-09-18, 2021-09-26, 2021-10-09 as mon; '
		|| '2022-01-01..2022-01-03, 2022-01-31..2022-02-06, 2022-04-03..2022-04-05, 2022-04-30..2022-05-04, '
		|| '2022-06-03..2022-06-05, 2022-09-10..2022-09-12, 2022-10-01..2022-10-07, 2022-12-31 closed; '
		|| '2022-01-29..2022-01-30, 2022-04-02, 2022-04-24, 2022-05-07, 2022-10-08..2022-10-09 as mon; '
		|| '2023-01-01..2023-01-02, 2023-01-21..2023-01-27, 2023-04-05, 2023-04-29..2023-05-03, 2023-06-22..2023-06-24, '
		|| '2023-09-29..2023-10-06 closed; '
		|| '2023-01-28..2023-01-29, 2023-04-23, 2023-05-06, 2023-06-25, 2023-10-07..2023-10-08 as mon; '
		|| '2024-01-01, 2024-02-10..2024-02-17, 2024-04-04..2024-04-06, 2024-05-01..2024-05-05, 2024-06-10, '
		|| '2024-09-15..2024-09-17, 2024-10-01..2024-10-07 closed; '
		|| '2024-02-04, 2024-02-18, 2024-04-07, 2024-04-28, 2024-05-11, 2024-09-14, 2024-09-29, 2024-10-12 as mon; '
		|| '2025-01-01, 2025-01-28..2025-02-04, 2025-04-04..2025-04-06, 2025-05-01..2025-05-05, 2025-05-31..2025-06-02, '
		|| '2025-10-01..2025-10-08 closed; '
		|| '2025-01-26, 2025-02-08, 2025-04-27, 2025-09-28, 2025-10-11 as mon; '
		|| '2026-01-01..2026-01-03, 2026-02-15..2026-02-23, 2026-04-04..2026-04-06, 2026-05-01..2026-05-05, '
		|| '2026-06-19..2026-06-21, 2026-09-25..2026-09-27, 2026-10-01..2026-10-07 closed; '
		|| '2026-01-04, 2026-02-14, 2026-02-28, 2026-05-09, 2026-09-20, 2026-10-10 as mon'
		)::calendar
	ELSE calendar_unknown(name)
END;
COMMENT ON FUNCTION default_calendar(text, text) IS
'A ready-made calendar: CN (working days of mainland China 2007-2026 with make-up days), CN-24x7, 24x7; hours are those of the week for CN.';
-- ------------------------------------------------------------- sla_target ----

-- since: 0.1.0
CREATE TYPE sla_target;
COMMENT ON TYPE sla_target IS
'how long something may take: 4 business hours, 90 minutes, 3 business days, 15 calendar days, 8 calendar weeks, 1 calendar month';

-- since: 0.1.0
CREATE FUNCTION sla_target_in(cstring) RETURNS sla_target
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_sla_target_in';
COMMENT ON FUNCTION sla_target_in(cstring) IS
'Input of a target.';

-- since: 0.1.0
CREATE FUNCTION sla_target_out(sla_target) RETURNS cstring
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_sla_target_out';
COMMENT ON FUNCTION sla_target_out(sla_target) IS
'Output of a target.';

-- since: 0.1.0
CREATE FUNCTION sla_target_recv(internal) RETURNS sla_target
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_sla_target_recv';
COMMENT ON FUNCTION sla_target_recv(internal) IS
'Binary input of a target.';

-- since: 0.1.0
CREATE FUNCTION sla_target_send(sla_target) RETURNS bytea
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_sla_target_send';
COMMENT ON FUNCTION sla_target_send(sla_target) IS
'Binary output of a target.';

CREATE TYPE sla_target (
	INPUT = sla_target_in, OUTPUT = sla_target_out, RECEIVE = sla_target_recv, SEND = sla_target_send,
	INTERNALLENGTH = 16, ALIGNMENT = double
);

-- since: 0.1.0
CREATE FUNCTION sla_target_eq(a sla_target, b sla_target) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_sla_target_eq';
COMMENT ON FUNCTION sla_target_eq(sla_target, sla_target) IS
'True when both targets have the same kind and amount.';

-- since: 0.1.0
CREATE FUNCTION sla_target_ne(a sla_target, b sla_target) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_sla_target_ne';
COMMENT ON FUNCTION sla_target_ne(sla_target, sla_target) IS
'True when the targets differ in kind or amount.';

-- since: 0.1.0
CREATE FUNCTION sla_target_hash(target sla_target) RETURNS int4
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_sla_target_hash';
COMMENT ON FUNCTION sla_target_hash(sla_target) IS
'Hash of a target.';

CREATE OPERATOR = (
	LEFTARG = sla_target, RIGHTARG = sla_target, FUNCTION = sla_target_eq, COMMUTATOR = =, NEGATOR = <>,
	RESTRICT = eqsel, JOIN = eqjoinsel, HASHES
);
COMMENT ON OPERATOR = (sla_target, sla_target) IS 'True when both targets have the same kind and amount.';
CREATE OPERATOR <> (
	LEFTARG = sla_target, RIGHTARG = sla_target, FUNCTION = sla_target_ne, COMMUTATOR = <>, NEGATOR = =,
	RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (sla_target, sla_target) IS 'True when the targets differ in kind or amount.';
CREATE OPERATOR CLASS sla_target_hash_ops DEFAULT FOR TYPE sla_target USING hash AS
	OPERATOR 1 = (sla_target, sla_target),
	FUNCTION 1 sla_target_hash(sla_target);
COMMENT ON OPERATOR CLASS sla_target_hash_ops USING hash IS 'Hash joins and grouping of targets.';
COMMENT ON OPERATOR FAMILY sla_target_hash_ops USING hash IS 'Hash joins and grouping of targets.';

-- since: 0.1.0
CREATE FUNCTION due_at(calendar calendar, start_at timestamptz, target sla_target) RETURNS timestamptz
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_due_at';
COMMENT ON FUNCTION due_at(calendar, timestamptz, sla_target) IS
'Earliest instant at which the target is used up.';

-- since: 0.1.0
CREATE FUNCTION due_at(calendar calendar, start_at timestamptz, target sla_target, pauses tstzmultirange) RETURNS timestamptz
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 4
AS 'MODULE_PATHNAME', 'csq_due_at';
COMMENT ON FUNCTION due_at(calendar, timestamptz, sla_target, tstzmultirange) IS
'Earliest instant at which the target is used up; the clock stands still in the pauses.';

-- since: 0.1.0
CREATE FUNCTION breach_at(calendar calendar, start_at timestamptz, target sla_target) RETURNS timestamptz
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_breach_at';
COMMENT ON FUNCTION breach_at(calendar, timestamptz, sla_target) IS
'First instant from which the target is exceeded.';

-- since: 0.1.0
CREATE FUNCTION breach_at(calendar calendar, start_at timestamptz, target sla_target, pauses tstzmultirange) RETURNS timestamptz
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 4
AS 'MODULE_PATHNAME', 'csq_breach_at';
COMMENT ON FUNCTION breach_at(calendar, timestamptz, sla_target, tstzmultirange) IS
'First instant from which the target is exceeded; the clock stands still in the pauses.';

-- since: 0.1.0
CREATE FUNCTION target_unit(target sla_target) RETURNS text
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_target_unit';
COMMENT ON FUNCTION target_unit(sla_target) IS
'What a target counts, for instance business seconds or calendar days.';

-- since: 0.1.0
CREATE FUNCTION target_amount(target sla_target) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_target_amount';
COMMENT ON FUNCTION target_amount(sla_target) IS
'How many of its units a target is.';

-- ------------------------------------------------------------------- sla ----

-- since: 0.1.0
CREATE TYPE sla_clock;

CREATE FUNCTION sla_clock_in(cstring) RETURNS sla_clock
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_sla_clock_in';
COMMENT ON FUNCTION sla_clock_in(cstring) IS 'Text input of sla_clock: JSON with "v":1.';

CREATE FUNCTION sla_clock_out(sla_clock) RETURNS cstring
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_sla_clock_out';
COMMENT ON FUNCTION sla_clock_out(sla_clock) IS 'Text output of sla_clock, canonical.';

CREATE FUNCTION sla_clock_recv(internal) RETURNS sla_clock
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_sla_clock_recv';
COMMENT ON FUNCTION sla_clock_recv(internal) IS 'Binary input of sla_clock; everything is checked.';

CREATE FUNCTION sla_clock_send(sla_clock) RETURNS bytea
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_sla_clock_send';
COMMENT ON FUNCTION sla_clock_send(sla_clock) IS 'Binary output of sla_clock, canonical.';

CREATE TYPE sla_clock (
  INPUT = sla_clock_in, OUTPUT = sla_clock_out, RECEIVE = sla_clock_recv, SEND = sla_clock_send,
  INTERNALLENGTH = VARIABLE, ALIGNMENT = double, STORAGE = extended
);
COMMENT ON TYPE sla_clock IS
'The history of one case''s clock, a lossless multiset of (at, event, reason): {"v":1,"events":[["2026-01-05T09:00:00Z","start"],["2026-01-05T10:00:00Z","pause","waiting for customer"]]}.';

CREATE FUNCTION sla_clock_eq(sla_clock, sla_clock) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_sla_clock_eq';
COMMENT ON FUNCTION sla_clock_eq(sla_clock, sla_clock) IS 'Implements =: the same multiset of events.';
CREATE FUNCTION sla_clock_ne(sla_clock, sla_clock) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_sla_clock_ne';
COMMENT ON FUNCTION sla_clock_ne(sla_clock, sla_clock) IS 'Implements <>: other events.';
CREATE FUNCTION sla_clock_hash(sla_clock) RETURNS int4
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_sla_clock_hash';
COMMENT ON FUNCTION sla_clock_hash(sla_clock) IS 'Hash of an sla_clock, for GROUP BY and hash joins.';
CREATE OPERATOR = (
  LEFTARG = sla_clock, RIGHTARG = sla_clock, FUNCTION = sla_clock_eq,
  COMMUTATOR = =, NEGATOR = <>, RESTRICT = eqsel, JOIN = eqjoinsel, HASHES
);
COMMENT ON OPERATOR = (sla_clock, sla_clock) IS 'The same multiset of events?';
CREATE OPERATOR <> (
  LEFTARG = sla_clock, RIGHTARG = sla_clock, FUNCTION = sla_clock_ne,
  COMMUTATOR = <>, NEGATOR = =, RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (sla_clock, sla_clock) IS 'Other events.';
CREATE OPERATOR CLASS sla_clock_hash_ops DEFAULT FOR TYPE sla_clock USING hash AS
  OPERATOR 1 =, FUNCTION 1 sla_clock_hash(sla_clock);
COMMENT ON OPERATOR CLASS sla_clock_hash_ops USING hash IS 'Equality of sla_clock values by hash.';
COMMENT ON OPERATOR FAMILY sla_clock_hash_ops USING hash IS 'Equality of sla_clock values by hash.';

-- ---- building

-- since: 0.1.0
CREATE FUNCTION clock_append(clock sla_clock, at timestamptz, event text) RETURNS sla_clock
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_clock_accum';
COMMENT ON FUNCTION clock_append(sla_clock, timestamptz, text) IS
'The clock with one more event; a NULL clock is a new one. Events: start, pause, resume, stop, reopen, cancel, "extend <target>", "retarget <target>".';
CREATE FUNCTION clock_append(clock sla_clock, at timestamptz, event text, reason text) RETURNS sla_clock
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_clock_accum';
COMMENT ON FUNCTION clock_append(sla_clock, timestamptz, text, text) IS
'The clock with one more event and its reason; for assign the reason is the new owner.';
CREATE FUNCTION clock_merge(clock sla_clock, other sla_clock) RETURNS sla_clock
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_clock_merge_states';
COMMENT ON FUNCTION clock_merge(sla_clock, sla_clock) IS
'All events of both clocks; a NULL adds nothing. Transition function of rollup and combine function.';

CREATE AGGREGATE clock_agg(at timestamptz, event text) (
  SFUNC = clock_append, STYPE = sla_clock, SSPACE = 256, COMBINEFUNC = clock_merge, PARALLEL = SAFE
);
COMMENT ON AGGREGATE clock_agg(timestamptz, text) IS
'The clock of a case: its events, whatever the order of the rows. Rows without instant or event are skipped.';
CREATE AGGREGATE clock_agg(at timestamptz, event text, reason text) (
  SFUNC = clock_append, STYPE = sla_clock, SSPACE = 256, COMBINEFUNC = clock_merge, PARALLEL = SAFE
);
COMMENT ON AGGREGATE clock_agg(timestamptz, text, text) IS
'The clock of a case: its events with their reasons, whatever the order of the rows. Rows without instant or event are skipped.';
CREATE AGGREGATE rollup(sla_clock) (
  SFUNC = clock_merge, STYPE = sla_clock, SSPACE = 256, COMBINEFUNC = clock_merge, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(sla_clock) IS 'All events of several clocks, duplicates included: merged cases, events from several systems.';

CREATE FUNCTION clock_events(clock sla_clock, OUT ord int, OUT at timestamptz, OUT event text, OUT target sla_target, OUT reason text) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20 ROWS 6
AS 'MODULE_PATHNAME', 'csq_clock_events';
COMMENT ON FUNCTION clock_events(sla_clock) IS
'The events in order; simultaneous ones in the order in which they count: start, reopen, retarget, extend, resume, assign, pause, stop, cancel.';

-- ---- judging

-- since: 0.1.0
CREATE FUNCTION sla_status(clock sla_clock, target sla_target, calendar calendar, as_of timestamptz, reopen text DEFAULT 'resume', retarget text DEFAULT 'carry',
  OUT state text, OUT started_at timestamptz, OUT stopped_at timestamptz, OUT due_at timestamptz, OUT breach_at timestamptz, OUT breached_at timestamptz, OUT elapsed interval, OUT paused interval, OUT remaining interval, OUT used float8)
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 60
AS 'MODULE_PATHNAME', 'csq_sla_status_row';
COMMENT ON FUNCTION sla_status(sla_clock, sla_target, calendar, timestamptz, text, text) IS
'The clock as it stood at an instant, one row. state: pending, running, paused, met, breached, overdue, cancelled. reopen: resume, restart, new_cycle, ignore. retarget: carry, restart, retroactive, freeze. breached_at is the first breach, also if a later change healed it.';

CREATE FUNCTION sla_state(clock sla_clock, target sla_target, calendar calendar, as_of timestamptz, reopen text DEFAULT 'resume', retarget text DEFAULT 'carry') RETURNS text
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_sla_state';
COMMENT ON FUNCTION sla_state(sla_clock, sla_target, calendar, timestamptz, text, text) IS 'The state of sla_status() alone: for filters and counts.';

CREATE FUNCTION sla_cycles(clock sla_clock, target sla_target, calendar calendar, as_of timestamptz, reopen text DEFAULT 'resume', retarget text DEFAULT 'carry',
  OUT cycle int, OUT state text, OUT started_at timestamptz, OUT stopped_at timestamptz, OUT due_at timestamptz, OUT breach_at timestamptz, OUT breached_at timestamptz, OUT elapsed interval, OUT paused interval, OUT remaining interval, OUT used float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 80 ROWS 2
AS 'MODULE_PATHNAME', 'csq_sla_cycles';
COMMENT ON FUNCTION sla_cycles(sla_clock, sla_target, calendar, timestamptz, text, text) IS
'Every cycle of the clock with its own result: with reopen => new_cycle, and after a cancellation, earlier cycles keep theirs.';

CREATE FUNCTION sla_segments(clock sla_clock, calendar calendar, as_of timestamptz, reopen text DEFAULT 'resume',
  OUT from_at timestamptz, OUT to_at timestamptz, OUT state text, OUT counted interval, OUT reason text, OUT owner text) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 10
AS 'MODULE_PATHNAME', 'csq_sla_segments';
COMMENT ON FUNCTION sla_segments(sla_clock, calendar, timestamptz, text) IS
'What each second from the first event on was: pending, running (counted), idle (running, but closed), paused, stopped, cancelled; rows of no length with state ignored say why an event changed nothing.';

CREATE FUNCTION owner_times(clock sla_clock, calendar calendar, as_of timestamptz, reopen text DEFAULT 'resume',
  OUT owner text, OUT elapsed interval, OUT paused interval, OUT holdings int) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 80 ROWS 3
AS 'MODULE_PATHNAME', 'csq_owner_times';
COMMENT ON FUNCTION owner_times(sla_clock, calendar, timestamptz, text) IS
'Open time of the clock in the hands of each owner (assign events): operational level agreements. The parts sum to the whole.';

CREATE FUNCTION pause_audit(clock sla_clock, calendar calendar, as_of timestamptz, contacts timestamptz[] DEFAULT '{}', longest interval DEFAULT NULL,
  OUT from_at timestamptz, OUT to_at timestamptz, OUT reason text, OUT hidden interval, OUT wall interval, OUT hidden_after_contact interval, OUT findings text[]) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 80 ROWS 2
AS 'MODULE_PATHNAME', 'csq_pause_audit';
COMMENT ON FUNCTION pause_audit(sla_clock, calendar, timestamptz, timestamptz[], interval) IS
'Pauses, the open time that each took off the clock, and what is odd about them: no reason, outside hours, not resumed, too long, contact (the customer replied during the pause).';

CREATE FUNCTION cap_pauses(clock sla_clock, calendar calendar, longest interval) RETURNS sla_clock
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 80
AS 'MODULE_PATHNAME', 'csq_cap_pauses';
COMMENT ON FUNCTION cap_pauses(sla_clock, calendar, interval) IS
'The clock with each pause ended once it has hidden that much open time: sla_status(cap_pauses(clock, calendar, ''8 hours''), ...).';

CREATE FUNCTION what_if(clock sla_clock, target sla_target, calendar calendar, other_target sla_target, other_calendar calendar, as_of timestamptz,
  reopen text DEFAULT 'resume', other_reopen text DEFAULT 'resume', retarget text DEFAULT 'carry',
  OUT state text, OUT other_state text, OUT due_at timestamptz, OUT other_due_at timestamptz, OUT breached_at timestamptz, OUT other_breached_at timestamptz,
  OUT elapsed interval, OUT other_elapsed interval, OUT changed bool)
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 120
AS 'MODULE_PATHNAME', 'csq_what_if';
COMMENT ON FUNCTION what_if(sla_clock, sla_target, calendar, sla_target, calendar, timestamptz, text, text, text) IS
'One history under two policies, side by side; changed tells whether the verdict differs.';

CREATE FUNCTION sla_outcome(state text) RETURNS bool
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 1
RETURN CASE WHEN state = 'met' THEN true WHEN state IN ('breached', 'overdue') THEN false END;
COMMENT ON FUNCTION sla_outcome(text) IS
'True for met, false for breached and overdue, NULL while undecided: rate_agg(sla_outcome(state)) counts all three.';

-- ---- thresholds

-- since: 0.1.0
CREATE FUNCTION threshold_at(calendar calendar, start_at timestamptz, target sla_target, share float8) RETURNS timestamptz
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_threshold_at';
COMMENT ON FUNCTION threshold_at(calendar, timestamptz, sla_target, float8) IS
'Earliest instant at which a share of the target is used up (0.8 for 80 %): index it to drive the alert queue.';
CREATE FUNCTION threshold_at(calendar calendar, start_at timestamptz, target sla_target, share float8, pauses tstzmultirange) RETURNS timestamptz
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 30
AS 'MODULE_PATHNAME', 'csq_threshold_at';
COMMENT ON FUNCTION threshold_at(calendar, timestamptz, sla_target, float8, tstzmultirange) IS
'Earliest instant at which a share of the target is used up, not counting the pauses.';

CREATE FUNCTION sla_target_scale(sla_target, float8) RETURNS sla_target
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_sla_target_scale';
COMMENT ON FUNCTION sla_target_scale(sla_target, float8) IS 'Implements *: a share of a target that is a time.';
CREATE FUNCTION sla_target_scale(float8, sla_target) RETURNS sla_target
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_sla_target_scale_left';
COMMENT ON FUNCTION sla_target_scale(float8, sla_target) IS 'Implements *: a share of a target that is a time.';
CREATE OPERATOR * (LEFTARG = sla_target, RIGHTARG = float8, FUNCTION = sla_target_scale, COMMUTATOR = *);
COMMENT ON OPERATOR * (sla_target, float8) IS 'A share of a target that is a time: due_at(calendar, start, target * 0.8).';
CREATE OPERATOR * (LEFTARG = float8, RIGHTARG = sla_target, FUNCTION = sla_target_scale, COMMUTATOR = *);
COMMENT ON OPERATOR * (float8, sla_target) IS 'A share of a target that is a time.';

CREATE FUNCTION sla_fingerprint(target sla_target, calendar calendar) RETURNS int8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_sla_fingerprint';
COMMENT ON FUNCTION sla_fingerprint(sla_target, calendar) IS
'Changes when the target, the calendar or the server''s rules of its time zone change: store it beside a deadline to find stale ones.';

-- ---- chains

-- since: 0.1.0
CREATE FUNCTION sla_chain(names text[], targets sla_target[], anchors text[], calendars calendar[], trigger_at timestamptz, done_at timestamptz[], as_of timestamptz,
  pauses tstzmultirange DEFAULT '{}',
  OUT stage int, OUT name text, OUT state text, OUT anchor_at timestamptz, OUT due_at timestamptz, OUT breach_at timestamptz, OUT completed_at timestamptz,
  OUT elapsed interval, OUT slack interval, OUT spent interval, OUT share float8, OUT critical bool) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200 ROWS 6
AS 'MODULE_PATHNAME', 'csq_sla_chain_rows';
COMMENT ON FUNCTION sla_chain(text[], sla_target[], text[], calendar[], timestamptz, timestamptz[], timestamptz, tstzmultirange) IS
'All stages of a case at once: anchors are trigger, previous, budget (the deadline of the previous stage) or an earlier stage by name. slack is what is left of a target, critical the stage that took most of the time.';

-- ---- policies

-- since: 0.1.0
CREATE FUNCTION policy_matches(condition jsonb, facts jsonb) RETURNS bool
LANGUAGE SQL IMMUTABLE PARALLEL SAFE COST 20
RETURN NOT EXISTS (
  SELECT FROM jsonb_each(coalesce(condition, '{}')) AS c
  WHERE NOT CASE jsonb_typeof(c.value)
              WHEN 'null' THEN true
              WHEN 'array' THEN coalesce(c.value @> (facts -> c.key), false)
              ELSE coalesce(c.value = facts -> c.key, false)
            END);
COMMENT ON FUNCTION policy_matches(jsonb, jsonb) IS
'Do the facts fit the condition? Each key of the condition must: a list means one of, null means any. No condition fits everything.';
CREATE FUNCTION first_policy(conditions jsonb[], facts jsonb) RETURNS int
LANGUAGE SQL IMMUTABLE PARALLEL SAFE COST 100
RETURN (SELECT min(u.ord)::int FROM unnest(conditions) WITH ORDINALITY AS u(condition, ord) WHERE policy_matches(u.condition, facts));
COMMENT ON FUNCTION first_policy(jsonb[], jsonb) IS
'The number of the first condition that the facts fit, NULL if none: policies are tried in the order of the array.';

-- ---- profiles and presets

-- since: 0.1.0
CREATE FUNCTION sla_profiles(OUT product text, OUT clock text, OUT reopen text, OUT retarget text, OUT behaviour text, OUT source_status text) RETURNS SETOF record
LANGUAGE SQL IMMUTABLE PARALLEL SAFE COST 10 ROWS 9
BEGIN ATOMIC
  SELECT v.a, v.b, v.c, v.d, v.e, v.f FROM (VALUES
    ('Zendesk', 'reply time', 'new_cycle', 'carry', 'Each unanswered customer message is a new measurement; a changed priority swaps the target and keeps the time used.', 'read'),
    ('Zendesk', 'resolution time', 'resume', 'carry', 'A reopened ticket goes on with its clock; a changed priority swaps the target and keeps the time used.', 'read'),
    ('Zendesk', 'group ownership', 'new_cycle', 'carry', 'A new ownership clock begins when a ticket is reopened or assigned to another group.', 'read'),
    ('Jira Service Management', 'any', 'new_cycle', 'carry', 'A start condition after a stop opens a new cycle, old cycles keep their result; a changed goal keeps the time used.', 'read'),
    ('ServiceNow', 'task SLA', 'new_cycle', 'restart', 'A completed SLA stays completed; a new one is attached if the start condition matches again, and counts from now on.', 'read'),
    ('ServiceNow', 'task SLA, retroactive start', 'new_cycle', 'retroactive', 'As before, but a newly attached SLA counts from the start of the task, pauses included.', 'read'),
    ('ServiceNow', 'task SLA, reset condition', 'restart', 'restart', 'A reset condition begins the measurement again.', 'read'),
    ('Znuny', 'solution time', 'ignore', 'retroactive', 'The first close is final; deadlines are built anew when the SLA changes.', 'read'),
    ('Chatwoot', 'resolution time', 'ignore', 'freeze', 'Not evaluated after the resolution; the policy stays with the conversation.', 'read')
  ) AS v(a, b, c, d, e, f);
END;
COMMENT ON FUNCTION sla_profiles() IS
'Rules for reopening and for changed targets as other products document them: pass reopen and retarget to sla_status().';

-- since: 0.1.0
CREATE FUNCTION regulatory_deadlines(OUT id text, OUT jurisdiction text, OUT name text, OUT event text, OUT target sla_target, OUT figure text, OUT anchor text, OUT note text, OUT source text, OUT source_status text) RETURNS SETOF record
LANGUAGE SQL IMMUTABLE PARALLEL SAFE COST 10 ROWS 36
BEGIN ATOMIC
  SELECT v.a, v.b, v.c, v.d, v.e::sla_target, v.f, v.g, v.h, v.i, v.j FROM (VALUES
    ('cn_bank_simple', 'CN', 'Bank and insurance consumer complaint, simple', 'start', '15 calendar days', '15 日', 'receipt', 'The rules do not say working days; read as calendar days, to be confirmed.', '银行业保险业消费投诉处理管理办法 (2020 No. 3)', 'secondary'),
    ('cn_bank_complex', 'CN', 'Bank and insurance consumer complaint, complex', 'retarget', '30 calendar days', '30 日', 'receipt', 'In place of the 15 days when the case is complex.', '银行业保险业消费投诉处理管理办法 (2020 No. 3)', 'secondary'),
    ('cn_bank_special', 'CN', 'Bank and insurance consumer complaint, especially complex', 'extend', '30 calendar days', '+30 日', 'receipt', 'Added after approval: 60 days in total.', '银行业保险业消费投诉处理管理办法 (2020 No. 3)', 'secondary'),
    ('cn_bank_forward', 'CN', 'Regulator forwards a complaint to the institution', 'start', '3 business days', '3 工作日', 'receipt by the regulator', 'Working days of the Chinese holiday calendar with make-up days.', '银行业保险业消费投诉处理管理办法 (2020 No. 3)', 'secondary'),
    ('cn_telecom_answer', 'CN', 'Telecom operator answers a complaint', 'start', '15 calendar days', '15 日', 'receipt', 'Afterwards the user may appeal.', '电信用户申诉处理办法 art. 10', 'secondary'),
    ('cn_telecom_accept', 'CN', 'Telecom appeal accepted or refused', 'start', '5 business days', '5 工作日', 'receipt of the appeal', '', '电信用户申诉处理办法 art. 14', 'secondary'),
    ('cn_telecom_mediate', 'CN', 'Telecom mediation', 'start', '30 calendar days', '30 日', 'acceptance', 'Weakly attested.', '电信用户申诉处理办法', 'secondary'),
    ('cn_12315_accept', 'CN', 'Market regulation complaint accepted or refused', 'start', '7 business days', '7 工作日', 'receipt', '', '市场监督管理投诉举报处理暂行办法 art. 14', 'secondary'),
    ('cn_12315_mediate', 'CN', 'Market regulation mediation ends', 'start', '45 business days', '45 工作日', 'acceptance', '', '市场监督管理投诉举报处理暂行办法 art. 21', 'secondary'),
    ('cn_12315_notify', 'CN', 'Market regulation: parties told of the end of mediation', 'start', '7 business days', '7 工作日', 'end of mediation', '', '市场监督管理投诉举报处理暂行办法', 'secondary'),
    ('cn_12315_report', 'CN', 'Market regulation: report (举报) checked', 'start', '15 business days', '15 工作日', 'receipt', '', '市场监督管理投诉举报处理暂行办法', 'secondary'),
    ('cn_pboc_complaint', 'CN', 'Central bank rules on financial consumers: institution answers', 'start', '15 calendar days', '15 日', 'receipt', 'Text not found; check before use.', '中国人民银行金融消费者权益保护实施办法 (2020 No. 5)', 'memory'),
    ('iso_10002', 'ISO', 'Complaints handling, GB/T 19012 = ISO 10002', 'start', NULL, 'no figure', 'receipt', 'Acknowledge promptly, give expected times, track; the standard sets no number of days.', 'ISO 10002:2018', 'memory'),
    ('uk_fca_summary', 'UK', 'Summary resolution communication', 'start', '3 business days', 'close of the 3rd business day', 'receipt', 'The day of receipt does not count.', 'FCA Handbook DISP 1.5', 'read'),
    ('uk_fca_final', 'UK', 'Final or holding response', 'start', '8 calendar weeks', '8 weeks', 'receipt', '', 'FCA Handbook DISP 1.6.2R', 'read'),
    ('uk_fca_acknowledge', 'UK', 'Written acknowledgement', 'start', NULL, 'promptly', 'receipt', 'The rule has no number of days; 5 business days are practice.', 'FCA Handbook DISP 1.6.1R', 'read'),
    ('eu_payment', 'EU', 'Payment service complaint', 'start', '15 business days', '15 business days', 'receipt', '', 'Directive (EU) 2015/2366 art. 101(2)', 'read'),
    ('eu_payment_final', 'EU', 'Payment service complaint, exceptional', 'retarget', '35 business days', '35 business days', 'receipt', 'With a holding reply, for reasons beyond control.', 'Directive (EU) 2015/2366 art. 101(2)', 'read'),
    ('uk_payment', 'UK', 'Payment and e-money complaint', 'start', '15 business days', '15 business days', 'receipt', 'Exceptionally 35 business days.', 'FCA Handbook DISP 1.6.2A', 'memory'),
    ('us_cfpb_response', 'US', 'CFPB portal: response', 'start', '15 calendar days', '15 days', 'complaint sent to the company', '', 'CFPB company portal manual 8.1', 'read'),
    ('us_cfpb_final', 'US', 'CFPB portal: final response when in progress', 'retarget', '60 calendar days', '60 days', 'complaint sent to the company', '', 'CFPB company portal manual 8.1', 'read'),
    ('us_reg_z_acknowledge', 'US', 'Billing error notice acknowledged', 'start', '30 calendar days', '30 days', 'receipt', '', 'Regulation Z 12 CFR 1026.13', 'read'),
    ('us_reg_z_resolve', 'US', 'Billing error resolved', 'start', '90 calendar days', 'two billing cycles, at most 90 days', 'receipt', 'The shorter of both: the cycles are not modelled.', 'Regulation Z 12 CFR 1026.13', 'read'),
    ('us_reg_e', 'US', 'Electronic transfer error investigated', 'start', '10 business days', '10 business days', 'notice of error', '', 'Regulation E 12 CFR 1005.11', 'memory'),
    ('us_reg_e_credit', 'US', 'Electronic transfer error with provisional credit', 'retarget', '45 calendar days', '45 days', 'notice of error', '', 'Regulation E 12 CFR 1005.11', 'memory'),
    ('us_reg_e_special', 'US', 'Electronic transfer error: new account, foreign, point of sale', 'retarget', '90 calendar days', '90 days', 'notice of error', '', 'Regulation E 12 CFR 1005.11', 'memory'),
    ('au_asic_acknowledge', 'AU', 'Complaint acknowledged', 'start', '24 hours', '24 hours or one business day', 'receipt', 'One business day is from memory.', 'ASIC RG 271', 'secondary'),
    ('au_asic_response', 'AU', 'Internal dispute resolution response', 'start', '30 calendar days', '30 days', 'receipt', '', 'ASIC RG 271', 'secondary'),
    ('au_asic_super', 'AU', 'Superannuation complaint response', 'start', '45 calendar days', '45 days', 'receipt', '', 'ASIC RG 271', 'secondary'),
    ('au_asic_credit', 'AU', 'Certain credit matters', 'start', '21 calendar days', '21 days', 'receipt', '', 'ASIC RG 271', 'memory'),
    ('in_rbi', 'IN', 'Regulated entity answers', 'start', '30 calendar days', '30 days', 'receipt', '', 'RBI Integrated Ombudsman Scheme', 'memory'),
    ('br_sac', 'BR', 'Customer service request answered', 'start', '7 calendar days', '7 days', 'receipt', '', 'Decreto 11.034/2022', 'memory'),
    ('eu_gdpr', 'EU', 'Data subject request', 'start', '1 calendar month', '1 month', 'receipt', '', 'Regulation (EU) 2016/679 art. 12(3)', 'memory'),
    ('eu_gdpr_extension', 'EU', 'Data subject request, extension', 'extend', '2 calendar months', '+2 months', 'receipt', 'Where necessary, for complex or many requests.', 'Regulation (EU) 2016/679 art. 12(3)', 'memory')
  ) AS v(a, b, c, d, e, f, g, h, i, j);
END;
COMMENT ON FUNCTION regulatory_deadlines() IS
'Deadlines that complaint rules set, as targets: presets, not legal advice. event says whether it starts a clock, replaces the target or extends it; source_status whether the source text was read, a secondary source was, or neither (memory). Check each against the current text before use.';

-- ------------------------------------------------------------ attainment ----

-- since: 0.1.0
CREATE TYPE attainment;

CREATE FUNCTION attainment_in(cstring) RETURNS attainment
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_attainment_in';
COMMENT ON FUNCTION attainment_in(cstring) IS 'Text input of attainment: JSON with "v":1.';
CREATE FUNCTION attainment_out(attainment) RETURNS cstring
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_attainment_out';
COMMENT ON FUNCTION attainment_out(attainment) IS 'Text output of attainment, canonical.';
CREATE FUNCTION attainment_recv(internal) RETURNS attainment
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_attainment_recv';
COMMENT ON FUNCTION attainment_recv(internal) IS 'Binary input of attainment; everything is checked.';
CREATE FUNCTION attainment_send(attainment) RETURNS bytea
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_attainment_send';
COMMENT ON FUNCTION attainment_send(attainment) IS 'Binary output of attainment, canonical.';

CREATE TYPE attainment (
  INPUT = attainment_in, OUTPUT = attainment_out, RECEIVE = attainment_recv, SEND = attainment_send,
  INTERNALLENGTH = VARIABLE, ALIGNMENT = double, STORAGE = extended
);
COMMENT ON TYPE attainment IS
'How long clocks took to stop, and how long those have run that have not: exact counts by the second, mergeable. {"v":1,"stopped":[[seconds,count],...],"running":[...]}.';

CREATE FUNCTION attainment_eq(attainment, attainment) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_attainment_eq';
COMMENT ON FUNCTION attainment_eq(attainment, attainment) IS 'Implements =: the same counts.';
CREATE FUNCTION attainment_ne(attainment, attainment) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_attainment_ne';
COMMENT ON FUNCTION attainment_ne(attainment, attainment) IS 'Implements <>: other counts.';
CREATE OPERATOR = (
  LEFTARG = attainment, RIGHTARG = attainment, FUNCTION = attainment_eq,
  COMMUTATOR = =, NEGATOR = <>, RESTRICT = eqsel, JOIN = eqjoinsel
);
COMMENT ON OPERATOR = (attainment, attainment) IS 'The same counts?';
CREATE OPERATOR <> (
  LEFTARG = attainment, RIGHTARG = attainment, FUNCTION = attainment_ne,
  COMMUTATOR = <>, NEGATOR = =, RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (attainment, attainment) IS 'Other counts.';

-- ---- counting

-- since: 0.1.0
CREATE FUNCTION attainment_append(state attainment, elapsed interval, stopped bool) RETURNS attainment
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_attainment_accum_interval';
COMMENT ON FUNCTION attainment_append(attainment, interval, bool) IS 'Transition function of attainment_agg: adds a clock.';
CREATE FUNCTION attainment_append(state attainment, seconds float8, stopped bool) RETURNS attainment
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_attainment_accum_seconds';
COMMENT ON FUNCTION attainment_append(attainment, float8, bool) IS 'Transition function of attainment_agg: adds a clock.';
CREATE FUNCTION attainment_merge(state attainment, other attainment) RETURNS attainment
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_attainment_merge_states';
COMMENT ON FUNCTION attainment_merge(attainment, attainment) IS 'The clocks of both; a NULL adds nothing. Transition function of rollup and combine function.';

CREATE AGGREGATE attainment_agg(elapsed interval, stopped bool) (
  SFUNC = attainment_append, STYPE = attainment, SSPACE = 256, COMBINEFUNC = attainment_merge, PARALLEL = SAFE
);
COMMENT ON AGGREGATE attainment_agg(interval, bool) IS
'Counts clocks by the time they took or have run so far; stopped is false for those still running (or cancelled). Days are 24 hours.';
CREATE AGGREGATE attainment_agg(seconds float8, stopped bool) (
  SFUNC = attainment_append, STYPE = attainment, SSPACE = 256, COMBINEFUNC = attainment_merge, PARALLEL = SAFE
);
COMMENT ON AGGREGATE attainment_agg(float8, bool) IS
'Counts clocks by the seconds they took or have run so far; stopped is false for those still running (or cancelled).';
CREATE AGGREGATE rollup(attainment) (
  SFUNC = attainment_merge, STYPE = attainment, SSPACE = 256, COMBINEFUNC = attainment_merge, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(attainment) IS 'Merges attainments: days to a month, teams to a region. Exact in any order.';

-- ---- reading

-- since: 0.1.0
CREATE FUNCTION num_clocks(attainment attainment) RETURNS int8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_attainment_num_clocks';
COMMENT ON FUNCTION num_clocks(attainment) IS 'How many clocks were counted.';
CREATE FUNCTION num_stopped(attainment attainment) RETURNS int8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_attainment_num_stopped';
COMMENT ON FUNCTION num_stopped(attainment) IS 'How many of the clocks have stopped.';

CREATE FUNCTION attained_by(attainment attainment, within interval) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_attained_by';
COMMENT ON FUNCTION attained_by(attainment, interval) IS
'Share of clocks that stop within a time, 0 to 1: the Kaplan-Meier estimate, to which clocks that still run contribute for as long as they were watched. NULL where nothing is known.';
CREATE FUNCTION attained_lo(attainment attainment, within interval, confidence float8 DEFAULT 0.95) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_attained_lo';
COMMENT ON FUNCTION attained_lo(attainment, interval, float8) IS 'Lower end of the confidence interval of attained_by() (Greenwood, log-log).';
CREATE FUNCTION attained_hi(attainment attainment, within interval, confidence float8 DEFAULT 0.95) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_attained_hi';
COMMENT ON FUNCTION attained_hi(attainment, interval, float8) IS 'Upper end of the confidence interval of attained_by() (Greenwood, log-log).';

CREATE FUNCTION quantile(attainment attainment, q float8) RETURNS interval
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_attainment_quantile';
COMMENT ON FUNCTION quantile(attainment, float8) IS
'Shortest time within which a share q of the clocks stops: quantile(a, 0.95) is the target that 95 % would meet. NULL if so many were not seen to stop.';
CREATE FUNCTION quantile_lo(attainment attainment, q float8, confidence float8 DEFAULT 0.95) RETURNS interval
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_attainment_quantile_lo';
COMMENT ON FUNCTION quantile_lo(attainment, float8, float8) IS 'Lower end of the confidence interval of a quantile.';
CREATE FUNCTION quantile_hi(attainment attainment, q float8, confidence float8 DEFAULT 0.95) RETURNS interval
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_attainment_quantile_hi';
COMMENT ON FUNCTION quantile_hi(attainment, float8, float8) IS 'Upper end of the confidence interval of a quantile; NULL: no bound.';

CREATE FUNCTION curve(attainment attainment, confidence float8 DEFAULT 0.95,
  OUT within interval, OUT at_risk int8, OUT stops int8, OUT still_running int8, OUT attained float8, OUT std_error float8, OUT lo float8, OUT hi float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200 ROWS 200
AS 'MODULE_PATHNAME', 'csq_attainment_curve_rows';
COMMENT ON FUNCTION curve(attainment, float8) IS
'The attainment curve: one row for each second in which a clock stopped, with clocks at risk, the share attained, Greenwood''s standard error and the confidence interval.';
-- ------------------------------------------------------------------ text ----

-- since: 0.1.0
CREATE FUNCTION normalize_text(text text) RETURNS text
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_normalize_text';
COMMENT ON FUNCTION normalize_text(text) IS
'Text in the form in which csq compares texts: Unicode NFKC_Casefold, white space collapsed to single spaces.';

-- since: 0.1.0
CREATE FUNCTION tokens(text text) RETURNS text[]
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_tokens';
COMMENT ON FUNCTION tokens(text) IS
'Tokens of a text in order: words and numbers whole, Han runs as overlapping pairs of characters; no dictionary.';

-- since: 0.1.0
CREATE FUNCTION mask_pii(text text) RETURNS text
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_mask_pii';
COMMENT ON FUNCTION mask_pii(text) IS
'Text with Chinese mobile and identity numbers, bank cards and e-mail addresses masked, character for character.';

-- since: 0.1.0
CREATE FUNCTION amounts(text text,
    OUT amount float8, OUT currency text, OUT start_at int, OUT evidence text) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50 ROWS 2
AS 'MODULE_PATHNAME', 'csq_amounts';
COMMENT ON FUNCTION amounts(text) IS
'Sums of money that a text names, in digits or Chinese numerals, with currency, place and wording.';
-- --------------------------------------------------------------- lexicon ----

-- since: 0.1.0
CREATE TYPE lexicon;

CREATE FUNCTION lexicon_in(cstring) RETURNS lexicon
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_lexicon_in';
COMMENT ON FUNCTION lexicon_in(cstring) IS 'Text input of lexicon.';

CREATE FUNCTION lexicon_out(lexicon) RETURNS cstring
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_lexicon_out';
COMMENT ON FUNCTION lexicon_out(lexicon) IS 'Text output of lexicon.';

CREATE FUNCTION lexicon_recv(internal) RETURNS lexicon
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_lexicon_recv';
COMMENT ON FUNCTION lexicon_recv(internal) IS 'Binary input of lexicon.';

CREATE FUNCTION lexicon_send(lexicon) RETURNS bytea
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_lexicon_send';
COMMENT ON FUNCTION lexicon_send(lexicon) IS 'Binary output of lexicon.';

CREATE TYPE lexicon (
    INPUT = lexicon_in, OUTPUT = lexicon_out, RECEIVE = lexicon_recv, SEND = lexicon_send,
    INTERNALLENGTH = VARIABLE, ALIGNMENT = double, STORAGE = extended
);
COMMENT ON TYPE lexicon IS
'Weighted phrases with axis, label and effect of negation; text form: v1; axis/label: phrase weight effect, ...';

-- aggregates

-- since: 0.1.0
CREATE FUNCTION lexicon_agg_step(state lexicon, label text, phrase text, weight float8) RETURNS lexicon
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_lexicon_agg_step';
COMMENT ON FUNCTION lexicon_agg_step(lexicon, text, text, float8) IS 'Transition function of lexicon_agg.';

-- since: 0.1.0
CREATE FUNCTION lexicon_agg_step(state lexicon, label text, phrase text, weight float8, axis text) RETURNS lexicon
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_lexicon_agg_step';
COMMENT ON FUNCTION lexicon_agg_step(lexicon, text, text, float8, text) IS 'Transition function of lexicon_agg with an axis.';

-- since: 0.1.0
CREATE FUNCTION lexicon_agg_step(state lexicon, label text, phrase text, weight float8, axis text, negation text) RETURNS lexicon
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_lexicon_agg_step';
COMMENT ON FUNCTION lexicon_agg_step(lexicon, text, text, float8, text, text) IS
'Transition function of lexicon_agg with an axis and an effect of negation.';

-- since: 0.1.0
CREATE FUNCTION lexicon_combine(lexicon, lexicon) RETURNS lexicon
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_lexicon_combine';
COMMENT ON FUNCTION lexicon_combine(lexicon, lexicon) IS 'Combine function of lexicon_agg and rollup: union.';

-- since: 0.1.0
CREATE AGGREGATE lexicon_agg(label text, phrase text, weight float8) (
    SFUNC = lexicon_agg_step, STYPE = lexicon, COMBINEFUNC = lexicon_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE lexicon_agg(text, text, float8) IS
'Lexicon of (label, phrase, weight) rows on the axis "category"; rows with NULL are ignored.';

-- since: 0.1.0
CREATE AGGREGATE lexicon_agg(label text, phrase text, weight float8, axis text) (
    SFUNC = lexicon_agg_step, STYPE = lexicon, COMBINEFUNC = lexicon_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE lexicon_agg(text, text, float8, text) IS
'Lexicon of (label, phrase, weight, axis) rows.';

-- since: 0.1.0
CREATE AGGREGATE lexicon_agg(label text, phrase text, weight float8, axis text, negation text) (
    SFUNC = lexicon_agg_step, STYPE = lexicon, COMBINEFUNC = lexicon_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE lexicon_agg(text, text, float8, text, text) IS
'Lexicon of (label, phrase, weight, axis, negation) rows; negation is keep, flip or drop.';

-- since: 0.1.0
CREATE AGGREGATE rollup(lexicon) (
    SFUNC = lexicon_combine, STYPE = lexicon, COMBINEFUNC = lexicon_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(lexicon) IS
'Union of lexicons; of a phrase with several weights the largest stays.';

-- set algebra

-- since: 0.1.0
CREATE FUNCTION lexicon_union(lexicon, lexicon) RETURNS lexicon
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_lexicon_union';
COMMENT ON FUNCTION lexicon_union(lexicon, lexicon) IS 'Union of two lexicons; behind operator +.';

-- since: 0.1.0
CREATE FUNCTION lexicon_difference(lexicon, lexicon) RETURNS lexicon
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_lexicon_difference';
COMMENT ON FUNCTION lexicon_difference(lexicon, lexicon) IS
'Rows of the first lexicon whose axis, label and phrase the second does not have; behind operator -.';

-- since: 0.1.0
CREATE FUNCTION lexicon_eq(lexicon, lexicon) RETURNS boolean
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_lexicon_eq';
COMMENT ON FUNCTION lexicon_eq(lexicon, lexicon) IS 'Do two lexicons hold the same rows? Behind operator =.';

-- since: 0.1.0
CREATE FUNCTION lexicon_ne(lexicon, lexicon) RETURNS boolean
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_lexicon_ne';
COMMENT ON FUNCTION lexicon_ne(lexicon, lexicon) IS 'Do two lexicons differ? Behind operator <>.';

-- since: 0.1.0
CREATE OPERATOR + (FUNCTION = lexicon_union, LEFTARG = lexicon, RIGHTARG = lexicon, COMMUTATOR = +);
COMMENT ON OPERATOR + (lexicon, lexicon) IS 'Union of two lexicons.';

-- since: 0.1.0
CREATE OPERATOR - (FUNCTION = lexicon_difference, LEFTARG = lexicon, RIGHTARG = lexicon);
COMMENT ON OPERATOR - (lexicon, lexicon) IS 'First lexicon without the phrases of the second.';

-- since: 0.1.0
CREATE OPERATOR = (FUNCTION = lexicon_eq, LEFTARG = lexicon, RIGHTARG = lexicon, COMMUTATOR = =, NEGATOR = <>,
    RESTRICT = eqsel, JOIN = eqjoinsel);
COMMENT ON OPERATOR = (lexicon, lexicon) IS 'Same rows.';

-- since: 0.1.0
CREATE OPERATOR <> (FUNCTION = lexicon_ne, LEFTARG = lexicon, RIGHTARG = lexicon, COMMUTATOR = <>, NEGATOR = =,
    RESTRICT = neqsel, JOIN = neqjoinsel);
COMMENT ON OPERATOR <> (lexicon, lexicon) IS 'Not the same rows.';

-- since: 0.1.0
CREATE FUNCTION lexicon_size(lexicon) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_lexicon_size';
COMMENT ON FUNCTION lexicon_size(lexicon) IS 'Number of rows of a lexicon.';

-- since: 0.1.0
CREATE FUNCTION lexicon_entries(lexicon,
    OUT axis text, OUT label text, OUT phrase text, OUT weight float8, OUT negation text) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 500
AS 'MODULE_PATHNAME', 'csq_lexicon_entries';
COMMENT ON FUNCTION lexicon_entries(lexicon) IS 'Rows of a lexicon, in order of axis, label and phrase.';

-- matching

-- since: 0.1.0
CREATE FUNCTION lexicon_matches(lexicon lexicon, text text,
    OUT axis text, OUT label text, OUT phrase text, OUT start_at int, OUT evidence text,
    OUT weight float8, OUT negated boolean) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 5
AS 'MODULE_PATHNAME', 'csq_lexicon_matches';
COMMENT ON FUNCTION lexicon_matches(lexicon, text) IS
'Every occurrence of every phrase in a text, with its place and wording there and whether it is negated.';

-- since: 0.1.0
CREATE FUNCTION lexicon_evidence(lexicon lexicon, text text,
    OUT axis text, OUT label text, OUT phrase text, OUT start_at int, OUT evidence text,
    OUT weight float8, OUT negated boolean, OUT degree float8, OUT score float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 3
AS 'MODULE_PATHNAME', 'csq_lexicon_evidence_rows';
COMMENT ON FUNCTION lexicon_evidence(lexicon, text) IS
'The matches that count in a text, with the score of each; lexicon_scores are their sums.';

-- since: 0.1.0
CREATE FUNCTION lexicon_scores(lexicon lexicon, text text,
    OUT axis text, OUT label text, OUT score float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 3
AS 'MODULE_PATHNAME', 'csq_lexicon_score_rows';
COMMENT ON FUNCTION lexicon_scores(lexicon, text) IS
'Score of each label that a text gives evidence of: weights with degree words and negation.';

-- since: 0.1.0
CREATE FUNCTION classify(lexicon lexicon, text text) RETURNS text
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_classify_lexicon';
COMMENT ON FUNCTION classify(lexicon, text) IS 'Best label of a text over all axes, or NULL.';

-- since: 0.1.0
CREATE FUNCTION classify(lexicon lexicon, text text, axis text) RETURNS text
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_classify_lexicon';
COMMENT ON FUNCTION classify(lexicon, text, text) IS 'Best label of a text on one axis, or NULL.';

-- since: 0.1.0
CREATE FUNCTION severity(lexicon lexicon, text text,
    OUT level text, OUT reasons text[], OUT evidence text[]) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 150
AS 'MODULE_PATHNAME', 'csq_severity';
COMMENT ON FUNCTION severity(lexicon, text) IS
'Least level of severity that the words of a complaint call for, with reasons and quoted evidence.';

-- since: 0.1.0
CREATE FUNCTION severity(lexicon lexicon, text text, threshold float8, amount_level text DEFAULT 'major',
    OUT level text, OUT reasons text[], OUT evidence text[]) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200
AS 'MODULE_PATHNAME', 'csq_severity';
COMMENT ON FUNCTION severity(lexicon, text, float8, text) IS
'As severity(lexicon, text); an amount of money at or above the threshold is evidence of amount_level too.';
-- ------------------------------------------------------- default lexicon ----
--
-- Phrases as customers write them, one VALUES row per language, topic, axis, label, weight and effect of negation.
-- Labels are the same in every language, so lexicons of several languages add up; default_labels() names them.
-- Weights: 2 says it alone, 1 is good evidence, 0.5 is a hint (severity needs a sum of 1).  Negation: what is severe however it is
-- put (a regulator's number, a disabled customer) is kept, what only counts when it is so (起诉, 受伤) is dropped.
-- The causes follow the dimensions of complaint statistics in Chinese banking (JR/T 0169-2018), widened to insurance, retail and health.

-- since: 0.1.0
CREATE FUNCTION default_lexicon(topic text, lang text,
    OUT axis text, OUT label text, OUT phrase text, OUT weight float8, OUT negation text) RETURNS SETOF record
LANGUAGE SQL IMMUTABLE PARALLEL SAFE COST 1000 ROWS 400
BEGIN ATOMIC
SELECT v.axis, v.label, p.phrase, v.weight::float8, v.negation
FROM (VALUES
-- category: product, zh
('zh', 'category', 'product', 'savings_account', 1, 'keep', '存款|定期|活期|存单|存折|储蓄卡|借记卡|开户|销户|一类卡|二类卡|大额存单|工资卡|银行卡'),
('zh', 'category', 'product', 'credit_card', 2, 'keep', '信用卡|贷记卡|白金卡|信用卡分期|账单分期|最低还款|循环利息|信用卡年费|信用卡额度|刷卡金'),
('zh', 'category', 'product', 'loan', 1, 'keep', '贷款|网贷|消费贷|信用贷|借款|还款|放款|续贷|提前还款|逾期|利率|借呗|小额贷款|车贷|经营贷|展期'),
('zh', 'category', 'product', 'mortgage', 2, 'keep', '房贷|按揭|住房贷款|公积金贷款|抵押登记|解押|房贷利率|转按揭|提前还房贷'),
('zh', 'category', 'product', 'wealth_management', 2, 'keep', '理财|基金|理财产品|净值|赎回|申购|定投|结构性存款|信托|黄金积存|亏损本金|预期收益|保本'),
('zh', 'category', 'product', 'payment_transfer', 1, 'keep', '转账|汇款|跨行转账|快捷支付|扫码支付|代扣|自动扣款|提现|充值|云闪付|数字人民币|手机支付|转错账|收款码'),
('zh', 'category', 'product', 'online_banking', 1, 'keep', '手机银行|网银|网上银行|手机app|客户端|小程序|登录不了|验证码|人脸识别|短信通知|u盾|动态密码'),
('zh', 'category', 'product', 'branch_atm', 1, 'keep', '网点|柜台|柜员|大堂经理|自助机|取款机|atm|吞卡|吞钞|排队|叫号|营业厅|支行'),
('zh', 'category', 'product', 'motor_insurance', 2, 'keep', '车险|交强险|商业险|第三者责任险|车损险|定损|修理厂|事故车|出险|拖车'),
('zh', 'category', 'product', 'life_insurance', 2, 'keep', '寿险|分红险|万能险|年金险|人寿保险|身故|受益人|现金价值|投保人|两全保险|保单'),
('zh', 'category', 'product', 'health_insurance', 2, 'keep', '医疗险|重疾险|意外险|住院津贴|百万医疗|既往症|等待期|报销比例|免赔额|医保报销|惠民保'),
('zh', 'category', 'product', 'credit_reporting', 2, 'keep', '征信报告|征信中心|个人征信|征信查询|征信异议'),
('zh', 'category', 'product', 'debt', 2, 'keep', '欠款|债务|催收|欠债|协商还款'),
('zh', 'category', 'product', 'goods', 1, 'keep', '商品|宝贝|衣服|鞋子|家电|食品|尺码|色差|包装|赠品|发票|配件|型号'),
('zh', 'category', 'product', 'delivery', 1, 'keep', '快递|物流|发货|派送|配送|包裹|快递员|骑手|外卖|驿站|丢件|少件|签收'),
('zh', 'category', 'product', 'medical_service', 1, 'keep', '医院|医生|护士|挂号|门诊|住院|手术|检查|病历|药费|处方|体检|就诊|复诊|急诊|科室'),
-- category: cause, zh
('zh', 'category', 'cause', 'service_attitude', 2, 'keep', '态度差|态度恶劣|态度不好|服务态度|客服态度|爱理不理|爱答不理|推三阻四|互相推诿|踢皮球|敷衍|骂人|辱骂|挂我电话|挂断电话|不耐烦|冷嘲热讽|阴阳怪气|不尊重|没礼貌|甩脸色|说话难听|不理人|答非所问|嘲讽|傲慢|翻白眼'),
('zh', 'category', 'cause', 'service_attitude', 1, 'keep', '服务差|服务质量|服务太差|素质低|不专业|机器人客服|转人工|没人管|没人理|推卸责任|冷漠|凶|吼'),
('zh', 'category', 'cause', 'response_delay', 2, 'keep', '一直打不通|打不通电话|电话打不通|没人接|无人接听|没人接听|没有回复|一直没回复|没有回音|石沉大海|迟迟不处理|一拖再拖|拖延|一直拖|没有下文|等了半天|没人联系我|至今未回复|处理太慢|效率低|排队太久|等了一个多小时|占线|回复慢|没有进展'),
('zh', 'category', 'cause', 'facilities_systems', 2, 'keep', '系统故障|系统崩溃|系统维护|闪退|卡顿|登录不上|登不上|登录不了|打不开|白屏|死机|报错|网络异常|验证码收不到|收不到验证码|机器坏了|设备故障|吞卡|吞钞|无法登录|无法打开|无法绑定|加载不出来|页面卡住|升级后|bug'),
('zh', 'category', 'cause', 'rules_process', 1, 'keep', '流程繁琐|手续繁琐|手续复杂|流程复杂|来回跑|跑了好几趟|跑了三趟|材料不全|一刀切|不给办理|不给办|开证明|霸王条款|规定不合理|限额太低|非柜面限额|账户冻结|冻结账户|被冻结|限制交易|被限制|风控|只收不付|销户困难|解除管控'),
('zh', 'category', 'cause', 'marketing', 2, 'keep', '虚假宣传|误导|误导销售|诱导|夸大收益|夸大宣传|忽悠|套路|欺骗消费者|存单变保单|存款变保险|骚扰电话|推销电话|营销电话|营销短信|推销|诱导消费|骗我办|骗老人|宣传不符|与宣传不一致|货不对板|图文不符|刷好评'),
('zh', 'category', 'cause', 'disclosure', 2, 'keep', '没有告知|未告知|没有提前告知|没说清楚|没有说明|隐瞒|没有提示风险|未提示风险|不透明|信息披露|没有明示|从来没说过|没人告诉我|不知情|暗藏|小字|不明不白|没有通知'),
('zh', 'category', 'cause', 'product_return', 2, 'keep', '收益不符|收益太低|亏损|亏了|本金亏|跌破净值|没有达到预期收益|利息少|利息不对|利息算错|分红太少|保本却亏|收益没到账|不兑付|无法兑付'),
('zh', 'category', 'cause', 'freedom_of_choice', 2, 'keep', '强制|强制消费|强制搭售|搭售|捆绑销售|捆绑|强制购买|强买强卖|必须买保险|默认勾选|自动续费|自动开通|擅自开通|莫名开通|私自开通|未经同意|未经允许|未经本人同意|取消不了|关不掉|被开通'),
('zh', 'category', 'cause', 'contract_terms', 2, 'keep', '合同|合同条款|违约金|条款不合理|格式条款|单方面|擅自变更|改合同|合同纠纷|提前还款违约金|不履行合同|违约|权益缩水|权益变更'),
('zh', 'category', 'cause', 'fees', 2, 'keep', '乱收费|乱扣费|扣了我年费|年费|手续费|服务费|管理费|短信费|工本费|会员费|多扣|重复扣款|重复扣费|扣款不明|莫名扣款|莫名其妙扣|无故扣款|无故扣费|被扣款|被扣费|滞纳金|高额利息|利息太高|费率太高|收费不合理|价格不一致|多收|乱收|扣费|高利贷'),
('zh', 'category', 'cause', 'fund_safety', 2, 'keep', '盗刷|被盗刷|被盗|资金被盗|钱不见了|钱没了|余额少了|被骗|诈骗|被诈骗|冒名|冒用|冒名贷款|被转走|转走|不是本人操作|非本人操作|非本人交易|不是我本人|伪卡|存款失踪|账户异常|可疑交易|电信诈骗'),
('zh', 'category', 'cause', 'data_safety', 2, 'keep', '泄露|信息泄露|个人信息|泄露隐私|隐私|泄露个人信息|倒卖信息|信息被卖|人肉|通讯录|爆通讯录|查我征信|身份证被|私自查询'),
('zh', 'category', 'cause', 'credit_record', 2, 'keep', '征信|上征信|征信逾期|征信污点|征信报告|征信异议|不良记录|黑名单|失信|修复征信|逾期记录'),
('zh', 'category', 'cause', 'debt_collection', 2, 'keep', '催收|暴力催收|催债|轰炸|骚扰家人|打给家人|打给单位|联系我家人|骚扰亲友|上门催收|威胁恐吓|第三方催收|委外催收|停息挂账|协商还款|二次分期|无力偿还'),
('zh', 'category', 'cause', 'claim_settlement', 2, 'keep', '拒赔|理赔|理赔慢|理赔难|不予理赔|少赔|定损太低|定损|赔付|赔偿金额|理赔材料|迟迟不赔|不给赔|理赔款|拖赔|报案|核赔'),
('zh', 'category', 'cause', 'policy_surrender', 2, 'keep', '退保|退保费|全额退保|犹豫期|退保损失|代理退保|退保难|现金价值太低|保单失效|复效|不给退保|自保件'),
('zh', 'category', 'cause', 'refund_return', 2, 'keep', '退款|退货|退费|退钱|不退款|不给退|不给退款|退款迟迟不到账|退款不到账|退款未到账|拒绝退款|退换|换货|退换货|七天无理由|无理由退货|退定金|定金不退|押金不退|退押金|申请退款|一直没退'),
('zh', 'category', 'cause', 'quality', 2, 'keep', '质量差|质量问题|质量太差|假货|假冒|次品|残次品|破损|坏了|坏的|用了几天就坏|发霉|过期|变质|异物|掉色|开胶|漏水|不能用|有瑕疵|二手|翻新|三无产品|山寨|描述不符'),
('zh', 'category', 'cause', 'delivery_problem', 2, 'keep', '不发货|一直不发货|迟迟不发货|发错货|少发|漏发|丢件|快递丢了|没收到货|未收到货|显示已签收|虚假签收|虚假发货|送错|配送超时|送货慢|物流不更新|延迟发货|洒了|暴力分拣'),
('zh', 'category', 'cause', 'medical_quality', 2, 'keep', '误诊|漏诊|医疗事故|医疗纠纷|过度检查|过度医疗|开错药|乱开药|感染|后遗症|乱收检查费|号贩子|挂不上号|等候太久|红包|病历造假|手术失败'),
-- category: product, en
('en', 'category', 'product', 'savings_account', 1, 'keep', 'checking account|savings account|debit card|bank account|direct deposit|overdraft|account closed|certificate of deposit'),
('en', 'category', 'product', 'credit_card', 2, 'keep', 'credit card|credit cards|credit limit|cash advance|rewards points|balance transfer|card issuer|prepaid card'),
('en', 'category', 'product', 'loan', 1, 'keep', 'loan|loans|payday loan|student loan|student loans|auto loan|car loan|personal loan|loan servicer|navient|forbearance'),
('en', 'category', 'product', 'mortgage', 2, 'keep', 'mortgage|escrow|foreclosure|refinance|home loan|loan modification|property taxes|short sale|heloc'),
('en', 'category', 'product', 'wealth_management', 2, 'keep', 'mutual fund|investment account|brokerage|annuity|401k|portfolio'),
('en', 'category', 'product', 'payment_transfer', 1, 'keep', 'wire transfer|money transfer|bank transfer|money order|paypal|zelle|venmo|western union|moneygram|direct debit|autopay'),
('en', 'category', 'product', 'online_banking', 1, 'keep', 'online banking|mobile app|the app|website|log in|login|password reset|verification code'),
('en', 'category', 'product', 'branch_atm', 1, 'keep', 'branch|teller|atm|bank manager|drive through'),
('en', 'category', 'product', 'motor_insurance', 2, 'keep', 'car insurance|auto insurance|totaled|body shop|collision coverage|adjuster|tow truck'),
('en', 'category', 'product', 'life_insurance', 2, 'keep', 'life insurance|beneficiary|whole life|term life|death benefit'),
('en', 'category', 'product', 'health_insurance', 2, 'keep', 'health insurance|medical claim|copay|deductible|pre-existing condition|out of network|medicare|medicaid'),
('en', 'category', 'product', 'credit_reporting', 2, 'keep', 'credit report|credit reports|credit reporting|credit bureau|credit bureaus|equifax|experian|transunion|credit score|credit file|fcra'),
('en', 'category', 'product', 'debt', 2, 'keep', 'debt|debts|collection agency|collections account|debt collector|fdcpa'),
('en', 'category', 'product', 'goods', 1, 'keep', 'merchandise|shoes|laptop|television|furniture|clothes|washing machine|refrigerator|headphones|the item i ordered'),
('en', 'category', 'product', 'delivery', 1, 'keep', 'delivery|shipping|shipment|package|parcel|courier|tracking number|luggage|baggage'),
('en', 'category', 'product', 'medical_service', 1, 'keep', 'hospital|doctor|nurse|appointment|surgery|prescription|emergency room|clinic|medical records'),
-- category: cause, en
('en', 'category', 'cause', 'service_attitude', 2, 'keep', 'rude|very rude|unprofessional|hung up on me|hung up|bad attitude|disrespectful|condescending|yelled at me|unhelpful|terrible service|poor customer service|worst customer service|horrible service|awful service|passed around|got the runaround|run around|runaround|ignored me|dismissive'),
('en', 'category', 'cause', 'response_delay', 2, 'keep', 'no one called me back|never called back|no response|never responded|no reply|still waiting|on hold|been on hold|hours on hold|nobody answers|no one answers|never got back to me|no follow up|weeks later|no update|ignored my emails|cannot reach anyone|takes forever|delayed response|no callback'),
('en', 'category', 'cause', 'facilities_systems', 2, 'keep', 'system error|system is down|website is down|app crashes|app crashed|keeps crashing|cannot log in|can''t log in|error message|locked out|glitch|out of order|machine ate my card|technical issue|outage|won''t load'),
('en', 'category', 'cause', 'rules_process', 1, 'keep', 'account frozen|froze my account|account was frozen|closed my account|account restricted|too much paperwork|same documents|red tape|put a hold|refused to open|policy makes no sense|complicated process'),
('en', 'category', 'cause', 'marketing', 2, 'keep', 'misleading|false advertising|bait and switch|deceptive|telemarketing|robocalls|spam calls|pressured me|high pressure|misrepresented|lied to me|scam offer|unsolicited'),
('en', 'category', 'cause', 'disclosure', 2, 'keep', 'not disclosed|never disclosed|undisclosed|hidden fee|hidden fees|fine print|never told me|did not tell me|wasn''t told|failed to disclose|without notice|not informed|never informed'),
('en', 'category', 'cause', 'product_return', 2, 'keep', 'lost money|poor return|lower interest|interest not paid|promised return|bonus not paid|did not receive the bonus|rate was changed'),
('en', 'category', 'cause', 'freedom_of_choice', 2, 'keep', 'without my consent|without my permission|without my knowledge|never authorized|did not authorize|auto renewed|automatic renewal|auto renewal|signed me up|opened an account in my name|forced me to|cannot cancel|can''t cancel|won''t let me cancel|did not ask for'),
('en', 'category', 'cause', 'contract_terms', 2, 'keep', 'breach of contract|terms and conditions|changed the terms|prepayment penalty|contract terms|early termination|not honoring|refuse to honor|refused to honor'),
('en', 'category', 'cause', 'fees', 2, 'keep', 'charged twice|double charged|overcharged|overcharge|late fee|late fees|annual fee|overdraft fee|overdraft fees|maintenance fee|service charge|unexpected charge|unknown charge|interest charges|excessive interest|billed twice|billing error|incorrect bill|high interest|foreign transaction fee|wrongly charged'),
('en', 'category', 'cause', 'fund_safety', 2, 'keep', 'fraud|fraudulent|fraudulent charges|unauthorized charges|unauthorized transaction|unauthorized transactions|unauthorized charge|stolen card|stole my money|money is missing|scam|scammed|hacked|someone used my card|counterfeit check|stolen check'),
('en', 'category', 'cause', 'data_safety', 2, 'keep', 'identity theft|identity was stolen|stolen identity|data breach|personal information|social security number|privacy|leaked my|sold my information|phishing'),
('en', 'category', 'cause', 'credit_record', 2, 'keep', 'credit report|credit reports|credit score|credit bureau|credit bureaus|equifax|experian|transunion|inaccurate information|hard inquiry|hard inquiries|incorrect information|not mine|fair credit reporting act|fcra|charge off|charged off|removed from my credit'),
('en', 'category', 'cause', 'debt_collection', 2, 'keep', 'debt collector|debt collectors|debt collection|collection agency|collections|sent to collections|harassing calls|harassment|validation of debt|validate the debt|debt is not mine|do not owe|don''t owe|calling my work|calls my family|fdcpa|threatened to sue'),
('en', 'category', 'cause', 'claim_settlement', 2, 'keep', 'claim denied|denied my claim|claim was denied|lowball|insurance claim|refuse to pay the claim|settlement offer|underpaid|claim adjuster|claim delayed'),
('en', 'category', 'cause', 'policy_surrender', 2, 'keep', 'cancel my policy|cancelled my policy|surrender value|policy lapsed|surrender charge|free look period'),
('en', 'category', 'cause', 'refund_return', 2, 'keep', 'refund|refunds|refunded|money back|no refund|refuse to refund|refused to refund|waiting for my refund|return policy|returned the item|chargeback|want my money back|store credit|exchange'),
('en', 'category', 'cause', 'quality', 2, 'keep', 'defective|broken|poor quality|stopped working|does not work|doesn''t work|damaged|faulty|counterfeit|fake|expired|not as described|cheaply made|fell apart'),
('en', 'category', 'cause', 'delivery_problem', 2, 'keep', 'never arrived|not delivered|never delivered|lost package|lost luggage|lost my bag|late delivery|wrong item|wrong address|missing items|marked as delivered|still hasn''t arrived|delayed flight|flight delayed|cancelled flight|canceled flight|delayed shipment'),
('en', 'category', 'cause', 'medical_quality', 2, 'keep', 'misdiagnosed|misdiagnosis|malpractice|wrong medication|infection|unnecessary tests|botched|wrong diagnosis|waited hours'),
-- severity, zh
('zh', 'severity', 'severity', 'major/regulator', 1, 'keep', '12378|12315|12345|12363|12386|12305|银保监|银保监会|金监局|金融监管局|金融监管总局|国家金融监督管理总局|证监会|人民银行投诉|人行投诉|央行投诉|向人行|市场监管局|工商局|消协|消费者协会|消保委|信访|上访|国务院|纪委|中纪委|工信部|卫健委|医保局|监管部门|监管投诉|市长热线'),
('zh', 'severity', 'severity', 'major/legal', 1, 'drop', '律师函|律师|起诉|法院|仲裁|打官司|诉讼|走法律程序|法律途径|法律程序|告你们|告到底|立案|法院传票|公益诉讼|集体诉讼|追究法律责任|追究责任'),
('zh', 'severity', 'severity', 'major/media', 1, 'drop', '曝光|媒体|记者|电视台|报社|发微博|上微博|热搜|发抖音|抖音曝光|小红书|黑猫投诉|黑猫|315晚会|3.15晚会|发到网上|网上曝光|发朋友圈|全网曝光|上头条|自媒体|焦点访谈|上电视'),
('zh', 'severity', 'severity', 'major/collective', 1, 'keep', '集体投诉|集体维权|维权群|群体投诉|联名|联名投诉|很多人都|几十个人|上百人|所有业主|受害者群|我们这些|组团投诉|共同投诉|集体上访|集体起诉|集体退费'),
('zh', 'severity', 'severity', 'major/fraud', 1, 'drop', '盗刷|被盗刷|诈骗|被骗|冒用|冒名|冒名贷款|资金被盗|伪造签名|代签名|伪造|假冒|非法集资|飞单|挪用|侵占|私吞|内外勾结'),
('zh', 'severity', 'severity', 'major/data_leak', 1, 'drop', '信息泄露|泄露个人信息|泄露隐私|泄露客户信息|倒卖信息|个人信息被|爆通讯录|身份信息被盗|身份证被盗用|泄露'),
('zh', 'severity', 'severity', 'major/vulnerable', 1, 'keep', '残疾人|残疾|孤寡老人|低保户|低保|孕妇|未成年人|未成年|癌症|重病|救命钱|养老钱|治病钱|棺材本|抚恤金|八十岁|八十多岁|七十多岁|七十岁|老年痴呆|盲人|聋哑'),
('zh', 'severity', 'severity', 'major/vulnerable', 0.5, 'keep', '老人|老年人|老人家|老太太|老大爷|老母亲|老父亲|学生|农民工|小孩|孩子|退休工资|退休金'),
('zh', 'severity', 'severity', 'major/repeat', 1, 'keep', '多次投诉|反复投诉|第三次投诉|再次投诉|投诉多次|投诉了多次|投诉好几次|投诉了三次|一而再再而三|投诉无果|反复出现|多次反映|反映多次|一直没解决|至今未解决|仍未解决'),
('zh', 'severity', 'severity', 'major/deadline', 0.5, 'keep', '三天内|三日内|24小时内|48小时内|今天之内|今天必须|明天之前|一周内|七天内|限你们|最后通牒|最后一次|否则|不然我就|如果不|再不|要不然'),
('zh', 'severity', 'severity', 'urgent/safety', 1, 'drop', '自杀|轻生|跳楼|不想活|活不下去|想死|割腕|喝农药|同归于尽|人身安全|人身威胁|生命危险|威胁我|殴打|被打|打人了|打伤|动手打|保安打|受伤|流血|骨折|烫伤|中毒|食物中毒|爆炸|起火|着火|触电|休克|死亡|去世|致残|抢救|杀了你|弄死'),
('zh', 'severity', 'severity', 'urgent/public_order', 1, 'keep', '拉横幅|堵门|堵大门|静坐|聚众闹事|聚众|挤兑|闹事|砸店|砸你们|游行|围堵'),
('zh', 'severity', 'severity', 'urgent/ongoing_loss', 1, 'keep', '还在继续扣|正在被转走|一直在扣|还在扣|不停扣款|钱正在|马上冻结|立即冻结|紧急冻结|紧急挂失|快点冻结'),
-- severity, en
('en', 'severity', 'severity', 'major/regulator', 1, 'keep', 'cfpb|consumer financial protection bureau|ombudsman|attorney general|better business bureau|bbb|ftc|federal trade commission|occ|fdic|federal reserve|department of transportation|dot complaint|state regulator|regulator|senator|congressman|consumer protection agency'),
('en', 'severity', 'severity', 'major/legal', 1, 'drop', 'lawsuit|lawyer|attorney|sue you|will sue|take you to court|legal action|small claims|class action|litigation|court order|my solicitor|arbitration|breach of contract|see you in court'),
('en', 'severity', 'severity', 'major/media', 1, 'drop', 'going viral|go viral|journalist|reporter|newspaper|tv station|local news|news station|social media|post this on|expose you|going to the media|go to the media|contact the media|call the media'),
('en', 'severity', 'severity', 'major/media', 0.5, 'drop', 'the news|tell everyone|twitter|facebook|reddit|youtube|tiktok|instagram|post this|share this'),
('en', 'severity', 'severity', 'major/collective', 1, 'keep', 'other customers|many customers|hundreds of people|thousands of customers|group of us|petition|other victims|class of customers'),
('en', 'severity', 'severity', 'major/fraud', 1, 'drop', 'fraud|fraudulent|identity theft|stolen card|forged|forgery|forged signature|scammed|scam|unauthorized transaction|unauthorized transactions|unauthorized charges|embezzled|stole my money|ponzi'),
('en', 'severity', 'severity', 'major/data_leak', 1, 'drop', 'data breach|leaked my|personal data leaked|sold my information|stolen identity|identity was stolen|exposed my information|privacy violation|hacked'),
('en', 'severity', 'severity', 'major/vulnerable', 1, 'keep', 'disabled|disability|elderly|senior citizen|pregnant|terminally ill|cancer|dementia|alzheimer''s|blind|deaf|veteran|wheelchair|80 years old|life savings|homeless'),
('en', 'severity', 'severity', 'major/vulnerable', 0.5, 'keep', 'retired|on a fixed income|fixed income|single mother|my child|my children|newborn|grandmother|grandfather|unemployed|widow'),
('en', 'severity', 'severity', 'major/repeat', 1, 'keep', 'third time|fourth time|multiple complaints|several complaints|complained before|again and again|over and over|still not resolved|still unresolved|numerous times|multiple times|countless calls|yet again'),
('en', 'severity', 'severity', 'major/deadline', 0.5, 'keep', 'within 24 hours|within 48 hours|by tomorrow|by the end of the week|within three days|within 3 days|final notice|last chance|or else|otherwise i will|immediately or|final warning'),
('en', 'severity', 'severity', 'urgent/safety', 1, 'drop', 'suicide|suicidal|kill myself|end my life|injured|injury|bleeding|hospitalized|emergency room|ambulance|assaulted|physically threatened|death threat|caught fire|exploded|electric shock|food poisoning|allergic reaction|life threatening|in danger|passed out|threatened to hurt|threatened to kill'),
('en', 'severity', 'severity', 'urgent/public_order', 1, 'keep', 'protest outside|picket line|riot|bank run|storm the office'),
('en', 'severity', 'severity', 'urgent/ongoing_loss', 1, 'keep', 'still being charged|keeps taking money|keep taking money|freeze my account now|block my card now|right now someone|transferring my money'),
-- scene, zh
('zh', 'scene', 'scene', 'complaint_handling', 2, 'keep', '投诉|我要投诉|投诉你们|举报|维权|申诉|讨说法|给个说法|要求道歉|道歉|赔礼道歉|投诉电话|态度差|投诉处理'),
('zh', 'scene', 'scene', 'information_query', 1, 'keep', '请问|咨询|查询|怎么办理|怎么操作|如何|什么时候|几点|多少钱|在哪里|哪里可以|想问一下|了解一下|想了解|需要什么材料|营业时间|余额查询|进度查询|查一下'),
('zh', 'scene', 'scene', 'after_sales', 2, 'keep', '售后|回访|后续|跟进|保修|维修进度|处理进度|处理结果|有没有结果|工单|什么结果|安装|上门安装|换新|质保|保修期'),
('zh', 'scene', 'scene', 'transaction_request', 2, 'keep', '办理|开通|注销|变更|修改手机号|更改地址|改密码|重置密码|提额|提高额度|补卡|换卡|激活|解绑|绑定|预约|过户|开户|销户|升级套餐|取消订单|改签'),
('zh', 'scene', 'scene', 'fault_repair', 2, 'keep', '故障|报修|维修|坏了|修理|连不上|没信号|断网|闪退|打不开|登录不上|登不上|报错|卡顿|不能用|死机|停电|漏水|系统崩溃'),
('zh', 'scene', 'scene', 'refund_claim', 2, 'keep', '退款|退货|换货|退换货|退费|退钱|理赔|赔偿|赔付|退保|补偿|索赔|退押金|退订|报销'),
('zh', 'scene', 'scene', 'billing_dispute', 2, 'keep', '账单|扣费|扣款|多扣|乱扣费|年费|手续费|利息|滞纳金|违约金|费用|话费|收费|重复扣款|对账|欠费|分期手续费|账单不对'),
('zh', 'scene', 'scene', 'account_security', 2, 'keep', '挂失|冻结|解冻|盗刷|被盗|诈骗|密码被改|账户异常|异地登录|非本人操作|冒用|账号被盗|验证码泄露|紧急挂失|锁定|解锁|实名认证|人脸识别'),
('zh', 'scene', 'scene', 'sales_retention', 1, 'keep', '优惠|活动|推荐|套餐|礼品|积分|优惠券|会员|推销|营销|续费|续约|挽留|回馈|办卡有礼|升级|新产品|返现|打折'),
-- scene, en
('en', 'scene', 'scene', 'complaint_handling', 2, 'keep', 'complaint|complaints|complain|file a complaint|filing a complaint|speak to a manager|speak to your supervisor|escalate|apology|apologize|unacceptable|worst experience'),
('en', 'scene', 'scene', 'information_query', 1, 'keep', 'how do i|how can i|how much|what is|where is|when will|can you tell me|could you tell me|opening hours|i would like to know|what are|is there a|question about|do you know'),
('en', 'scene', 'scene', 'after_sales', 2, 'keep', 'warranty|follow up|status of my|case number|ticket number|reference number|installation|after sales|replacement part|service visit|any update'),
('en', 'scene', 'scene', 'transaction_request', 2, 'keep', 'open an account|close my account|change my address|update my address|change my pin|reset my password|activate my card|new card|replacement card|increase my limit|credit limit increase|book a|reservation|rebook|upgrade my plan|set up autopay|transfer money|cancel my order'),
('en', 'scene', 'scene', 'fault_repair', 2, 'keep', 'not working|doesn''t work|does not work|broken|repair|error message|crashes|crashed|no signal|outage|is down|won''t turn on|cannot connect|technician|keeps freezing'),
('en', 'scene', 'scene', 'refund_claim', 2, 'keep', 'refund|money back|return this|return the item|exchange|insurance claim|file a claim|reimbursement|reimbursed|reimburse|compensation|chargeback|voucher'),
('en', 'scene', 'scene', 'billing_dispute', 2, 'keep', 'bill|billing|billed|invoice|charged|overcharged|late fee|annual fee|interest rate|statement|fee|fees|dispute a charge|double charged|charge on my'),
('en', 'scene', 'scene', 'account_security', 2, 'keep', 'lost card|lost my card|stolen|stolen card|fraud|fraudulent|unauthorized|hacked|freeze my account|block my card|locked out|suspicious activity|identity theft|phishing|report fraud|locked my account'),
('en', 'scene', 'scene', 'sales_retention', 1, 'keep', 'promotion|discount|coupon|special offer|rewards|loyalty program|upgrade offer|renewal|cancel my subscription|telemarketing|promo code|sales call|free trial'),
-- emotion, zh and en
('zh', 'emotion', 'emotion', 'angry', 1, 'drop', '气死|气死我了|愤怒|火大|恼火|可恶|太过分|过分|垃圾|无耻|恶心|坑人|黑心|骗子|流氓|滚|忍无可忍|欺人太甚|简直离谱|离谱'),
('zh', 'emotion', 'emotion', 'anxious', 1, 'drop', '着急|焦虑|急死|急用|担心|害怕|急急急|睡不着|不安|慌|等不及|怎么办'),
('zh', 'emotion', 'emotion', 'disappointed', 1, 'drop', '失望|心寒|寒心|心凉|无语|无奈|再也不来|再也不用|不会再用|后悔|伤心|绝望'),
('zh', 'emotion', 'emotion', 'dissatisfied', 1, 'drop', '不满|不满意|差评|太差|太慢|不好用|不合理|糟糕|体验差|不方便|麻烦|投诉'),
('zh', 'emotion', 'emotion', 'threatening', 1, 'drop', '曝光|起诉|告你们|投诉到底|换别家|换银行|销户走人|再不处理|走着瞧|12378|12315|律师函'),
('zh', 'emotion', 'emotion', 'satisfied', 1, 'flip', '满意|感谢|谢谢|好评|点赞|耐心|热情|专业|贴心|周到|不错|很好|非常好|给力|解决了|放心|表扬|五星'),
('en', 'emotion', 'emotion', 'angry', 1, 'drop', 'angry|furious|outrageous|outraged|disgusted|disgusting|ridiculous|pathetic|worst|hate|fed up|livid|infuriating|thieves|crooks|liars'),
('en', 'emotion', 'emotion', 'anxious', 1, 'drop', 'worried|anxious|afraid|scared|urgent|desperate|panicking|stressed|nervous|please help|concerned'),
('en', 'emotion', 'emotion', 'disappointed', 1, 'drop', 'disappointed|disappointing|let down|sad|regret|frustrated|frustrating|never again|heartbroken|upset'),
('en', 'emotion', 'emotion', 'dissatisfied', 1, 'drop', 'dissatisfied|unhappy|unsatisfied|poor service|bad service|slow|inconvenient|unacceptable|terrible|horrible|awful|not happy'),
('en', 'emotion', 'emotion', 'threatening', 1, 'drop', 'lawsuit|sue|legal action|switch banks|take my business elsewhere|closing my account|report you|lawyer|cancel everything'),
('en', 'emotion', 'emotion', 'satisfied', 1, 'flip', 'satisfied|thank you|thanks|great|excellent|happy|helpful|amazing|love|friendly|resolved|appreciate|wonderful|awesome|professional|good')
) AS v(lang, topic, axis, label, weight, negation, phrases), unnest(string_to_array(v.phrases, '|')) AS p(phrase)
WHERE v.lang = csq.one_of(default_lexicon.lang, '{zh,en}', 'language')
  AND csq.one_of(default_lexicon.topic, '{category,product,cause,severity,scene,emotion}', 'topic') IN (v.topic, v.axis);
END;
COMMENT ON FUNCTION default_lexicon(text, text) IS
'Phrases that come with csq: topics category (axes product and cause, each also a topic), severity, scene, emotion; languages zh, en. Rows for lexicon_agg.';

-- since: 0.1.0
CREATE FUNCTION default_labels(lang text, OUT axis text, OUT label text, OUT name text) RETURNS SETOF record
LANGUAGE SQL IMMUTABLE PARALLEL SAFE COST 100 ROWS 70
BEGIN ATOMIC
SELECT v.axis, v.label, CASE default_labels.lang WHEN 'zh' THEN v.zh ELSE v.en END
FROM (VALUES
('product', 'savings_account', '储蓄与账户', 'Savings and accounts'),
('product', 'credit_card', '信用卡', 'Credit cards'),
('product', 'loan', '贷款', 'Loans'),
('product', 'mortgage', '住房贷款', 'Mortgages'),
('product', 'wealth_management', '理财与基金', 'Wealth management'),
('product', 'payment_transfer', '支付与转账', 'Payments and transfers'),
('product', 'online_banking', '电子渠道', 'Online and mobile'),
('product', 'branch_atm', '网点与自助机具', 'Branches and machines'),
('product', 'motor_insurance', '车险', 'Motor insurance'),
('product', 'life_insurance', '寿险', 'Life insurance'),
('product', 'health_insurance', '健康与意外险', 'Health and accident insurance'),
('product', 'credit_reporting', '征信服务', 'Credit reporting'),
('product', 'debt', '债务与催收', 'Debt and its collection'),
('product', 'goods', '商品', 'Goods'),
('product', 'delivery', '物流配送', 'Delivery'),
('product', 'medical_service', '医疗服务', 'Medical services'),
('cause', 'service_attitude', '服务态度及服务质量', 'Attitude and quality of service'),
('cause', 'response_delay', '响应迟缓', 'Slow or no response'),
('cause', 'facilities_systems', '服务设施、设备、业务系统', 'Facilities, equipment and systems'),
('cause', 'rules_process', '管理制度、业务规则与流程', 'Rules and processes'),
('cause', 'marketing', '营销方式', 'Marketing and advertising'),
('cause', 'disclosure', '信息披露', 'Disclosure'),
('cause', 'product_return', '产品收益', 'Return on products'),
('cause', 'freedom_of_choice', '自主选择权', 'Freedom of choice and consent'),
('cause', 'contract_terms', '合同条款', 'Contract terms'),
('cause', 'fees', '定价收费', 'Prices and fees'),
('cause', 'fund_safety', '消费者资金安全', 'Safety of funds'),
('cause', 'data_safety', '消费者信息安全', 'Safety of personal data'),
('cause', 'credit_record', '征信', 'Credit records'),
('cause', 'debt_collection', '债务催收', 'Debt collection'),
('cause', 'claim_settlement', '理赔', 'Settlement of claims'),
('cause', 'policy_surrender', '退保', 'Surrender of policies'),
('cause', 'refund_return', '退款退货', 'Refunds and returns'),
('cause', 'quality', '商品质量', 'Quality of goods'),
('cause', 'delivery_problem', '发货与配送', 'Failed or late delivery'),
('cause', 'medical_quality', '医疗质量', 'Quality of treatment'),
('severity', 'major/regulator', '重大:监管', 'Major: regulator'),
('severity', 'major/legal', '重大:法律', 'Major: legal action'),
('severity', 'major/media', '重大:媒体', 'Major: media'),
('severity', 'major/collective', '重大:群体', 'Major: collective'),
('severity', 'major/fraud', '重大:欺诈', 'Major: fraud'),
('severity', 'major/data_leak', '重大:信息泄露', 'Major: data leak'),
('severity', 'major/vulnerable', '重大:特殊群体', 'Major: vulnerable person'),
('severity', 'major/repeat', '重大:重复投诉', 'Major: repeated complaint'),
('severity', 'major/deadline', '重大:限期威胁', 'Major: ultimatum'),
('severity', 'urgent/safety', '紧急:人身安全', 'Urgent: personal safety'),
('severity', 'urgent/public_order', '紧急:公共秩序', 'Urgent: public order'),
('severity', 'urgent/ongoing_loss', '紧急:损失正在发生', 'Urgent: loss in progress'),
('scene', 'complaint_handling', '投诉处理', 'Complaint handling'),
('scene', 'information_query', '信息查询', 'Information query'),
('scene', 'after_sales', '售后跟进', 'After-sales follow-up'),
('scene', 'transaction_request', '业务办理', 'Transaction or change request'),
('scene', 'fault_repair', '故障报修', 'Fault and repair'),
('scene', 'refund_claim', '退换货、退款与理赔', 'Refund, return, claim'),
('scene', 'billing_dispute', '账单与费用争议', 'Billing and fee dispute'),
('scene', 'account_security', '账户与安全', 'Account and security'),
('scene', 'sales_retention', '营销与挽留', 'Sales and retention'),
('emotion', 'angry', '愤怒', 'Angry'),
('emotion', 'anxious', '焦虑', 'Anxious'),
('emotion', 'disappointed', '失望', 'Disappointed'),
('emotion', 'dissatisfied', '不满', 'Dissatisfied'),
('emotion', 'threatening', '扬言升级', 'Threatening'),
('emotion', 'satisfied', '满意', 'Satisfied')
) AS v(axis, label, zh, en)
WHERE csq.one_of(default_labels.lang, '{zh,en}', 'language') IS NOT NULL;
END;
COMMENT ON FUNCTION default_labels(text) IS 'Names of the labels of default_lexicon() in Chinese (zh) or English (en).';

-- ------------------------------------------------------------ classifier ----

-- since: 0.1.0
CREATE TYPE text_corpus;
COMMENT ON TYPE text_corpus IS
'Training examples of a text classifier: hashed n-grams with their labels and weights, no text; corpora merge.';

CREATE FUNCTION text_corpus_in(cstring) RETURNS text_corpus
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_text_corpus_in';
COMMENT ON FUNCTION text_corpus_in(cstring) IS 'Text input of text_corpus.';

CREATE FUNCTION text_corpus_out(text_corpus) RETURNS cstring
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_text_corpus_out';
COMMENT ON FUNCTION text_corpus_out(text_corpus) IS 'Text output of text_corpus, canonical.';

CREATE FUNCTION text_corpus_recv(internal) RETURNS text_corpus
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_text_corpus_recv';
COMMENT ON FUNCTION text_corpus_recv(internal) IS 'Binary input of text_corpus.';

CREATE FUNCTION text_corpus_send(text_corpus) RETURNS bytea
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_text_corpus_send';
COMMENT ON FUNCTION text_corpus_send(text_corpus) IS 'Binary output of text_corpus, canonical.';

CREATE TYPE text_corpus (
  INPUT = text_corpus_in,
  OUTPUT = text_corpus_out,
  RECEIVE = text_corpus_recv,
  SEND = text_corpus_send,
  ALIGNMENT = double,
  STORAGE = extended
);

-- since: 0.1.0
CREATE TYPE text_model;
COMMENT ON TYPE text_model IS
'A trained linear text classifier: a value of some 10 kB to a few MB, the same bytes for the same examples in any order.';

CREATE FUNCTION text_model_in(cstring) RETURNS text_model
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_text_model_in';
COMMENT ON FUNCTION text_model_in(cstring) IS 'Text input of text_model.';

CREATE FUNCTION text_model_out(text_model) RETURNS cstring
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_text_model_out';
COMMENT ON FUNCTION text_model_out(text_model) IS 'Text output of text_model, canonical.';

CREATE FUNCTION text_model_recv(internal) RETURNS text_model
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_text_model_recv';
COMMENT ON FUNCTION text_model_recv(internal) IS 'Binary input of text_model.';

CREATE FUNCTION text_model_send(text_model) RETURNS bytea
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_text_model_send';
COMMENT ON FUNCTION text_model_send(text_model) IS 'Binary output of text_model, canonical.';

CREATE TYPE text_model (
  INPUT = text_model_in,
  OUTPUT = text_model_out,
  RECEIVE = text_model_recv,
  SEND = text_model_send,
  ALIGNMENT = double,
  STORAGE = external
);

-- ---- collecting examples ----

-- since: 0.1.0
CREATE FUNCTION corpus_append(state text_corpus, label text, document text) RETURNS text_corpus
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 300
AS 'MODULE_PATHNAME', 'csq_corpus_append';
COMMENT ON FUNCTION corpus_append(text_corpus, text, text) IS
'The corpus with one more example of weight 1; rows without label or document are ignored.';

-- since: 0.1.0
CREATE FUNCTION corpus_append(state text_corpus, label text, document text, weight float8) RETURNS text_corpus
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 300
AS 'MODULE_PATHNAME', 'csq_corpus_append_weight';
COMMENT ON FUNCTION corpus_append(text_corpus, text, text, float8) IS
'The corpus with one more example of this weight.';

-- since: 0.1.0
CREATE FUNCTION corpus_merge(a text_corpus, b text_corpus) RETURNS text_corpus
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 200
AS 'MODULE_PATHNAME', 'csq_corpus_merge_state';
COMMENT ON FUNCTION corpus_merge(text_corpus, text_corpus) IS
'The examples of both corpora.';

-- since: 0.1.0
CREATE FUNCTION train(corpus text_corpus) RETURNS text_model
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000000
AS 'MODULE_PATHNAME', 'csq_train_corpus';
COMMENT ON FUNCTION train(text_corpus) IS
'Trains a classifier on a corpus; deterministic whatever the order in which its examples were added.';

-- since: 0.1.0
CREATE FUNCTION train(corpus text_corpus, options jsonb) RETURNS text_model
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000000
AS 'MODULE_PATHNAME', 'csq_train_corpus_options';
COMMENT ON FUNCTION train(text_corpus, jsonb) IS
'Trains a classifier with options: c, epochs, tolerance, nb, min_count, bits, prune, balance, memory (bytes of weights).';

-- since: 0.1.0
CREATE AGGREGATE corpus_agg(label text, document text) (
  SFUNC = corpus_append,
  STYPE = text_corpus,
  COMBINEFUNC = corpus_merge,
  SSPACE = 65536,
  PARALLEL = SAFE
);
COMMENT ON AGGREGATE corpus_agg(text, text) IS
'Training examples as a text_corpus, each of weight 1; rows without label or document are ignored.';

-- since: 0.1.0
CREATE AGGREGATE corpus_agg(label text, document text, weight float8) (
  SFUNC = corpus_append,
  STYPE = text_corpus,
  COMBINEFUNC = corpus_merge,
  SSPACE = 65536,
  PARALLEL = SAFE
);
COMMENT ON AGGREGATE corpus_agg(text, text, float8) IS
'Training examples as a text_corpus, each with its weight (above 0).';

-- since: 0.1.0
CREATE AGGREGATE rollup(text_corpus) (
  SFUNC = corpus_merge,
  STYPE = text_corpus,
  COMBINEFUNC = corpus_merge,
  SSPACE = 65536,
  PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(text_corpus) IS
'Merges corpora.';

-- since: 0.1.0
CREATE FUNCTION train_append(state internal, label text, document text) RETURNS internal
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 300
AS 'MODULE_PATHNAME', 'csq_train_append';
COMMENT ON FUNCTION train_append(internal, text, text) IS
'State of train_agg with one more example; rows without label or document are ignored.';

-- since: 0.1.0
CREATE FUNCTION train_append(state internal, label text, document text, weight float8) RETURNS internal
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 300
AS 'MODULE_PATHNAME', 'csq_train_append_weight';
COMMENT ON FUNCTION train_append(internal, text, text, float8) IS
'State of train_agg with one more example of this weight.';

-- since: 0.1.0
CREATE FUNCTION train_append(state internal, label text, document text, options jsonb) RETURNS internal
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 300
AS 'MODULE_PATHNAME', 'csq_train_append_options';
COMMENT ON FUNCTION train_append(internal, text, text, jsonb) IS
'State of train_agg with one more example, and the options of training.';

-- since: 0.1.0
CREATE FUNCTION train_append(state internal, label text, document text, weight float8, options jsonb) RETURNS internal
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 300
AS 'MODULE_PATHNAME', 'csq_train_append_all';
COMMENT ON FUNCTION train_append(internal, text, text, float8, jsonb) IS
'State of train_agg with one more example of this weight, and the options of training.';

-- since: 0.1.0
CREATE FUNCTION train_combine(a internal, b internal) RETURNS internal
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10000
AS 'MODULE_PATHNAME', 'csq_train_combine';
COMMENT ON FUNCTION train_combine(internal, internal) IS
'State of train_agg with the examples of both.';

-- since: 0.1.0
CREATE FUNCTION train_serial(state internal) RETURNS bytea
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000
AS 'MODULE_PATHNAME', 'csq_train_serial';
COMMENT ON FUNCTION train_serial(internal) IS
'State of train_agg in a parallel worker as bytes for the leader.';

-- since: 0.1.0
CREATE FUNCTION train_deserial(bytes bytea, state internal) RETURNS internal
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_train_deserial';
COMMENT ON FUNCTION train_deserial(bytea, internal) IS
'State of train_agg from the bytes of a parallel worker.';

-- since: 0.1.0
CREATE FUNCTION train_final(state internal) RETURNS text_model
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000000
AS 'MODULE_PATHNAME', 'csq_train_final';
COMMENT ON FUNCTION train_final(internal) IS
'The model at the end of train_agg.';

-- since: 0.1.0
CREATE AGGREGATE train_agg(label text, document text) (
  SFUNC = train_append,
  STYPE = internal,
  FINALFUNC = train_final,
  COMBINEFUNC = train_combine,
  SERIALFUNC = train_serial,
  DESERIALFUNC = train_deserial,
  SSPACE = 65536,
  PARALLEL = SAFE
);
COMMENT ON AGGREGATE train_agg(text, text) IS
'Trains a text classifier on the rows; deterministic whatever their order.';

-- since: 0.1.0
CREATE AGGREGATE train_agg(label text, document text, weight float8) (
  SFUNC = train_append,
  STYPE = internal,
  FINALFUNC = train_final,
  COMBINEFUNC = train_combine,
  SERIALFUNC = train_serial,
  DESERIALFUNC = train_deserial,
  SSPACE = 65536,
  PARALLEL = SAFE
);
COMMENT ON AGGREGATE train_agg(text, text, float8) IS
'Trains a text classifier on weighted rows.';

-- since: 0.1.0
CREATE AGGREGATE train_agg(label text, document text, options jsonb) (
  SFUNC = train_append,
  STYPE = internal,
  FINALFUNC = train_final,
  COMBINEFUNC = train_combine,
  SERIALFUNC = train_serial,
  DESERIALFUNC = train_deserial,
  SSPACE = 65536,
  PARALLEL = SAFE
);
COMMENT ON AGGREGATE train_agg(text, text, jsonb) IS
'Trains a text classifier with options, which must be the same for all rows.';

-- since: 0.1.0
CREATE AGGREGATE train_agg(label text, document text, weight float8, options jsonb) (
  SFUNC = train_append,
  STYPE = internal,
  FINALFUNC = train_final,
  COMBINEFUNC = train_combine,
  SERIALFUNC = train_serial,
  DESERIALFUNC = train_deserial,
  SSPACE = 65536,
  PARALLEL = SAFE
);
COMMENT ON AGGREGATE train_agg(text, text, float8, jsonb) IS
'Trains a text classifier on weighted rows with options, which must be the same for all rows.';

-- since: 0.1.0
CREATE FUNCTION labels(corpus text_corpus) RETURNS text[]
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_text_corpus_labels';
COMMENT ON FUNCTION labels(text_corpus) IS
'Labels of the examples, in the order of their bytes.';

-- since: 0.1.0
CREATE FUNCTION corpus_info(corpus text_corpus) RETURNS jsonb
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_corpus_info';
COMMENT ON FUNCTION corpus_info(text_corpus) IS
'Numbers of examples and features, weight of each label, options.';

-- ---- reading texts ----

-- since: 0.1.0
CREATE FUNCTION classify(model text_model, document text) RETURNS text
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_classify_model';
COMMENT ON FUNCTION classify(text_model, text) IS
'The likeliest label of a text.';

-- since: 0.1.0
CREATE FUNCTION classify(model text_model, document text, min_confidence float8) RETURNS text
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_classify_model_confidence';
COMMENT ON FUNCTION classify(text_model, text, float8) IS
'The likeliest label of a text, or NULL (ask a person) when its probability is below min_confidence.';

-- since: 0.1.0
CREATE FUNCTION classify_scores(model text_model, document text, OUT label text, OUT probability float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500 ROWS 10
AS 'MODULE_PATHNAME', 'csq_classify_scores';
COMMENT ON FUNCTION classify_scores(text_model, text) IS
'All labels with their probabilities, the likeliest first.';

-- since: 0.1.0
CREATE FUNCTION classify_scores(model text_model, document text, top int, OUT label text, OUT probability float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500 ROWS 3
AS 'MODULE_PATHNAME', 'csq_classify_scores_top';
COMMENT ON FUNCTION classify_scores(text_model, text, int) IS
'The likeliest labels with their probabilities.';

-- since: 0.1.0
CREATE FUNCTION margin(model text_model, document text) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_margin';
COMMENT ON FUNCTION margin(text_model, text) IS
'How far the best label is ahead of the second: ORDER BY it to find the texts whose labels teach most.';

-- since: 0.1.0
CREATE FUNCTION unseen_share(model text_model, document text) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_unseen_share';
COMMENT ON FUNCTION unseen_share(text_model, text) IS
'Share of the text''s n-grams that the model does not know; rises when the language of the texts drifts.';

-- since: 0.1.0
CREATE FUNCTION explain(model text_model, document text, OUT term text, OUT contribution float8, OUT start_at int) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 8
AS 'MODULE_PATHNAME', 'csq_explain';
COMMENT ON FUNCTION explain(text_model, text) IS
'Stretches of the text that speak for or against its likeliest label, the weightiest first; start_at counts characters from 1.';

-- since: 0.1.0
CREATE FUNCTION explain(model text_model, document text, label text, OUT term text, OUT contribution float8, OUT start_at int) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 8
AS 'MODULE_PATHNAME', 'csq_explain_label';
COMMENT ON FUNCTION explain(text_model, text, text) IS
'Stretches of the text that speak for or against a label, the weightiest first.';

-- since: 0.1.0
CREATE FUNCTION labels(model text_model) RETURNS text[]
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_text_model_labels';
COMMENT ON FUNCTION labels(text_model) IS
'Labels of the model, in the order of their bytes.';

-- since: 0.1.0
CREATE FUNCTION model_info(model text_model) RETURNS jsonb
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_model_info_json';
COMMENT ON FUNCTION model_info(text_model) IS
'Version, feature scheme, content hash, sizes, labels, options of a model and how it did on held-out examples.';

-- since: 0.1.0
CREATE FUNCTION text_features(document text, OUT feature int, OUT term text, OUT occurrences int, OUT value float4) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 300 ROWS 100
AS 'MODULE_PATHNAME', 'csq_text_features';
COMMENT ON FUNCTION text_features(text) IS
'The hashed n-grams of a text as the classifier sees them, for other learners and for looking.';

-- ---- comparing ----

-- since: 0.1.0
CREATE FUNCTION text_model_eq(a text_model, b text_model) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_text_model_eq';
COMMENT ON FUNCTION text_model_eq(text_model, text_model) IS
'Whether two models are the same, byte for byte.';

-- since: 0.1.0
CREATE FUNCTION text_model_ne(a text_model, b text_model) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_text_model_ne';
COMMENT ON FUNCTION text_model_ne(text_model, text_model) IS
'Whether two models differ.';

CREATE OPERATOR = (
  LEFTARG = text_model, RIGHTARG = text_model, FUNCTION = text_model_eq,
  COMMUTATOR = =, NEGATOR = <>, RESTRICT = eqsel, JOIN = eqjoinsel
);
COMMENT ON OPERATOR = (text_model, text_model) IS 'Whether two models are the same, byte for byte.';

CREATE OPERATOR <> (
  LEFTARG = text_model, RIGHTARG = text_model, FUNCTION = text_model_ne,
  COMMUTATOR = <>, NEGATOR = =, RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (text_model, text_model) IS 'Whether two models differ.';

-- ------------------------------------------------------------- confusion ----

-- since: 0.1.0
CREATE TYPE confusion;
COMMENT ON TYPE confusion IS
'Weights of rows by actual and predicted label: a confusion matrix that merges; {"v":1,"labels":["a","b"],"cells":[[0,1,12]]}.';

CREATE FUNCTION confusion_in(cstring) RETURNS confusion
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_confusion_in';
COMMENT ON FUNCTION confusion_in(cstring) IS 'Text input of confusion.';

CREATE FUNCTION confusion_out(confusion) RETURNS cstring
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_confusion_out';
COMMENT ON FUNCTION confusion_out(confusion) IS 'Text output of confusion, canonical.';

CREATE FUNCTION confusion_recv(internal) RETURNS confusion
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_confusion_recv';
COMMENT ON FUNCTION confusion_recv(internal) IS 'Binary input of confusion.';

CREATE FUNCTION confusion_send(confusion) RETURNS bytea
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_confusion_send';
COMMENT ON FUNCTION confusion_send(confusion) IS 'Binary output of confusion, canonical.';

CREATE TYPE confusion (
  INPUT = confusion_in,
  OUTPUT = confusion_out,
  RECEIVE = confusion_recv,
  SEND = confusion_send,
  ALIGNMENT = double,
  STORAGE = extended
);

-- since: 0.1.0
CREATE FUNCTION confusion_append(state confusion, actual text, predicted text) RETURNS confusion
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_confusion_append';
COMMENT ON FUNCTION confusion_append(confusion, text, text) IS
'The table with one more answer; predicted NULL: none was given.';

-- since: 0.1.0
CREATE FUNCTION confusion_append(state confusion, actual text, predicted text, weight float8) RETURNS confusion
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_confusion_append_weight';
COMMENT ON FUNCTION confusion_append(confusion, text, text, float8) IS
'The table with one more answer; predicted NULL: none was given, weighted.';

-- since: 0.1.0
CREATE FUNCTION confusion_remove(state confusion, actual text, predicted text) RETURNS confusion
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_confusion_remove';
COMMENT ON FUNCTION confusion_remove(confusion, text, text) IS
'The table with one answer less, for moving windows.';

-- since: 0.1.0
CREATE FUNCTION confusion_remove(state confusion, actual text, predicted text, weight float8) RETURNS confusion
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_confusion_remove_weight';
COMMENT ON FUNCTION confusion_remove(confusion, text, text, float8) IS
'The table with one answer less, for moving windows, weighted.';

-- since: 0.1.0
CREATE FUNCTION confusion_merge(a confusion, b confusion) RETURNS confusion
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_confusion_merge_state';
COMMENT ON FUNCTION confusion_merge(confusion, confusion) IS
'The rows of both tables.';

-- since: 0.1.0
CREATE AGGREGATE confusion_agg(actual text, predicted text) (
  SFUNC = confusion_append,
  STYPE = confusion,
  SSPACE = 1024,
  COMBINEFUNC = confusion_merge,
  MSFUNC = confusion_append,
  MINVFUNC = confusion_remove,
  MSTYPE = confusion,
  MSSPACE = 1024,
  PARALLEL = SAFE
);
COMMENT ON AGGREGATE confusion_agg(text, text) IS
'Counts answers against the truth; a NULL prediction is an answer withheld, rows without truth are ignored.';

-- since: 0.1.0
CREATE AGGREGATE confusion_agg(actual text, predicted text, weight float8) (
  SFUNC = confusion_append,
  STYPE = confusion,
  SSPACE = 1024,
  COMBINEFUNC = confusion_merge,
  MSFUNC = confusion_append,
  MINVFUNC = confusion_remove,
  MSTYPE = confusion,
  MSSPACE = 1024,
  PARALLEL = SAFE
);
COMMENT ON AGGREGATE confusion_agg(text, text, float8) IS
'Adds up the weights of answers against the truth; give the inverse inclusion probability for sampled rows.';

-- since: 0.1.0
CREATE AGGREGATE rollup(confusion) (
  SFUNC = confusion_merge,
  STYPE = confusion,
  SSPACE = 1024,
  COMBINEFUNC = confusion_merge,
  PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(confusion) IS
'Merges confusion matrices.';

-- since: 0.1.0
CREATE FUNCTION accuracy(confusion confusion) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_accuracy';
COMMENT ON FUNCTION accuracy(confusion) IS
'Share of the answers that are right.';

-- since: 0.1.0
CREATE FUNCTION coverage(confusion confusion) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_coverage';
COMMENT ON FUNCTION coverage(confusion) IS
'Share of the rows that got an answer.';

-- since: 0.1.0
CREATE FUNCTION macro_f1(confusion confusion) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_macro_f1';
COMMENT ON FUNCTION macro_f1(confusion) IS
'Mean F1 over the labels; withheld answers count as misses.';

-- since: 0.1.0
CREATE FUNCTION weighted_f1(confusion confusion) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_weighted_f1';
COMMENT ON FUNCTION weighted_f1(confusion) IS
'Mean F1 over the labels, weighted by their actual rows.';

-- since: 0.1.0
CREATE FUNCTION kappa(confusion confusion) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_kappa_confusion';
COMMENT ON FUNCTION kappa(confusion) IS
'Cohen''s kappa of the answers: agreement beyond chance.';

-- since: 0.1.0
CREATE FUNCTION per_label(confusion confusion, confidence float8 DEFAULT 0.95, OUT label text, OUT actual_n float8, OUT predicted_n float8, OUT hits float8, OUT "precision" float8, OUT precision_lo float8, OUT precision_hi float8, OUT recall float8, OUT recall_lo float8, OUT recall_hi float8, OUT f1 float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 10
AS 'MODULE_PATHNAME', 'csq_per_label';
COMMENT ON FUNCTION per_label(confusion, float8) IS
'Precision and recall of each label with Wilson limits, and F1.';

-- since: 0.1.0
CREATE FUNCTION top_confusions(confusion confusion, top int DEFAULT 10, OUT actual text, OUT predicted text, OUT n float8, OUT share float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 10
AS 'MODULE_PATHNAME', 'csq_top_confusions';
COMMENT ON FUNCTION top_confusions(confusion, int) IS
'The most frequent wrong answers; share is of the rows with that actual label.';

-- since: 0.1.0
CREATE FUNCTION cells(confusion confusion, OUT actual text, OUT predicted text, OUT n float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 30
AS 'MODULE_PATHNAME', 'csq_confusion_cells';
COMMENT ON FUNCTION cells(confusion) IS
'The table row by row; predicted is NULL where no answer was given.';

-- since: 0.1.0
CREATE FUNCTION labels(confusion confusion) RETURNS text[]
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_confusion_labels';
COMMENT ON FUNCTION labels(confusion) IS
'Labels that occur, in the order of their bytes.';

-- ----------------------------------------------------------- calibration ----

-- since: 0.1.0
CREATE TYPE calibration;
COMMENT ON TYPE calibration IS
'Answers by their probability, and how many were right: reliability, thresholds, coverage; merges exactly.';

CREATE FUNCTION calibration_in(cstring) RETURNS calibration
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_calibration_in';
COMMENT ON FUNCTION calibration_in(cstring) IS 'Text input of calibration.';

CREATE FUNCTION calibration_out(calibration) RETURNS cstring
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_calibration_out';
COMMENT ON FUNCTION calibration_out(calibration) IS 'Text output of calibration, canonical.';

CREATE FUNCTION calibration_recv(internal) RETURNS calibration
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_calibration_recv';
COMMENT ON FUNCTION calibration_recv(internal) IS 'Binary input of calibration.';

CREATE FUNCTION calibration_send(calibration) RETURNS bytea
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_calibration_send';
COMMENT ON FUNCTION calibration_send(calibration) IS 'Binary output of calibration, canonical.';

CREATE TYPE calibration (
  INPUT = calibration_in,
  OUTPUT = calibration_out,
  RECEIVE = calibration_recv,
  SEND = calibration_send,
  ALIGNMENT = double,
  STORAGE = extended
);

-- since: 0.1.0
CREATE FUNCTION calibration_append(state calibration, actual text, predicted text, probability float8) RETURNS calibration
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_calibration_append';
COMMENT ON FUNCTION calibration_append(calibration, text, text, float8) IS
'One more answer; rows with a NULL are ignored.';

-- since: 0.1.0
CREATE FUNCTION calibration_remove(state calibration, actual text, predicted text, probability float8) RETURNS calibration
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_calibration_remove';
COMMENT ON FUNCTION calibration_remove(calibration, text, text, float8) IS
'One answer less, for moving windows.';

-- since: 0.1.0
CREATE FUNCTION calibration_append(state calibration, hit bool, probability float8) RETURNS calibration
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_calibration_append_hit';
COMMENT ON FUNCTION calibration_append(calibration, bool, float8) IS
'One more forecast of a yes or no; rows with a NULL are ignored.';

-- since: 0.1.0
CREATE FUNCTION calibration_remove(state calibration, hit bool, probability float8) RETURNS calibration
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_calibration_remove_hit';
COMMENT ON FUNCTION calibration_remove(calibration, bool, float8) IS
'One forecast less, for moving windows.';

-- since: 0.1.0
CREATE FUNCTION calibration_eq(a calibration, b calibration) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_calibration_eq';
COMMENT ON FUNCTION calibration_eq(calibration, calibration) IS
'Implements =: the same counts.';

-- since: 0.1.0
CREATE FUNCTION calibration_ne(a calibration, b calibration) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_calibration_ne';
COMMENT ON FUNCTION calibration_ne(calibration, calibration) IS
'Implements <>: other counts.';

-- since: 0.1.0
CREATE FUNCTION calibration_hash(c calibration) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_calibration_hash';
COMMENT ON FUNCTION calibration_hash(calibration) IS
'Hash of a calibration, for GROUP BY and hash joins.';

-- since: 0.1.0
CREATE FUNCTION calibration_hash_extended(c calibration, seed bigint) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_calibration_hash';
COMMENT ON FUNCTION calibration_hash_extended(calibration, bigint) IS
'Hash of a calibration with a seed, for hash partitions.';

-- since: 0.1.0
CREATE FUNCTION calibration_plus(a calibration, b calibration) RETURNS calibration
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_calibration_plus';
COMMENT ON FUNCTION calibration_plus(calibration, calibration) IS
'Implements +: the answers of both together.';

-- since: 0.1.0
CREATE FUNCTION calibration_minus(a calibration, b calibration) RETURNS calibration
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_calibration_minus';
COMMENT ON FUNCTION calibration_minus(calibration, calibration) IS
'Implements -: the first without the answers of the second, which must be part of it.';

-- since: 0.1.0
CREATE FUNCTION calibration_combine(a calibration, b calibration) RETURNS calibration
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_calibration_combine';
COMMENT ON FUNCTION calibration_combine(calibration, calibration) IS
'Merges two states of an aggregate.';

-- since: 0.1.0
CREATE FUNCTION calibration_inverse(a calibration, b calibration) RETURNS calibration
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_calibration_inverse';
COMMENT ON FUNCTION calibration_inverse(calibration, calibration) IS
'Takes a calibration out of a moving window of rollup().';

CREATE OPERATOR = (
  LEFTARG = calibration, RIGHTARG = calibration, FUNCTION = calibration_eq,
  COMMUTATOR = =, NEGATOR = <>, RESTRICT = eqsel, JOIN = eqjoinsel, HASHES
);
COMMENT ON OPERATOR = (calibration, calibration) IS 'The same counts.';

CREATE OPERATOR <> (
  LEFTARG = calibration, RIGHTARG = calibration, FUNCTION = calibration_ne,
  COMMUTATOR = <>, NEGATOR = =, RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (calibration, calibration) IS 'Other counts.';

CREATE OPERATOR CLASS calibration_hash_ops DEFAULT FOR TYPE calibration USING hash AS
  OPERATOR 1 =,
  FUNCTION 1 calibration_hash(calibration),
  FUNCTION 2 calibration_hash_extended(calibration, bigint);
COMMENT ON OPERATOR CLASS calibration_hash_ops USING hash IS 'Equality of calibration values by hash.';
COMMENT ON OPERATOR FAMILY calibration_hash_ops USING hash IS 'Equality of calibration values by hash.';

CREATE OPERATOR + (LEFTARG = calibration, RIGHTARG = calibration, FUNCTION = calibration_plus, COMMUTATOR = +);
COMMENT ON OPERATOR + (calibration, calibration) IS 'The answers of both together.';

CREATE OPERATOR - (LEFTARG = calibration, RIGHTARG = calibration, FUNCTION = calibration_minus);
COMMENT ON OPERATOR - (calibration, calibration) IS 'The first without the answers of the second, which must be part of it.';

-- since: 0.1.0
CREATE AGGREGATE calibration_agg(actual text, predicted text, probability float8) (
  SFUNC = calibration_append,
  STYPE = calibration,
  SSPACE = 32768,
  COMBINEFUNC = calibration_combine,
  MSFUNC = calibration_append,
  MINVFUNC = calibration_remove,
  MSTYPE = calibration,
  MSSPACE = 32768,
  PARALLEL = SAFE
);
COMMENT ON AGGREGATE calibration_agg(text, text, float8) IS
'Counts answers by their probability and whether they were right; rows with a NULL are ignored.';

-- since: 0.1.0
CREATE AGGREGATE calibration_agg(hit bool, probability float8) (
  SFUNC = calibration_append,
  STYPE = calibration,
  SSPACE = 32768,
  COMBINEFUNC = calibration_combine,
  MSFUNC = calibration_append,
  MINVFUNC = calibration_remove,
  MSTYPE = calibration,
  MSSPACE = 32768,
  PARALLEL = SAFE
);
COMMENT ON AGGREGATE calibration_agg(bool, float8) IS
'Counts forecasts of a yes or no by their probability; rows with a NULL are ignored.';

-- since: 0.1.0
CREATE AGGREGATE rollup(calibration) (
  SFUNC = calibration_combine,
  STYPE = calibration,
  SSPACE = 32768,
  COMBINEFUNC = calibration_combine,
  MSFUNC = calibration_combine,
  MINVFUNC = calibration_inverse,
  MSTYPE = calibration,
  MSSPACE = 32768,
  PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(calibration) IS
'Merges calibrations.';

-- since: 0.1.0
CREATE FUNCTION answers(calibration calibration) RETURNS int8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_calibration_answers';
COMMENT ON FUNCTION answers(calibration) IS
'How many answers were counted.';

-- since: 0.1.0
CREATE FUNCTION ece(calibration calibration, bins int DEFAULT 15) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_ece';
COMMENT ON FUNCTION ece(calibration, int) IS
'Expected calibration error: mean distance between probability and share of right answers.';

-- since: 0.1.0
CREATE FUNCTION brier(calibration calibration) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_brier';
COMMENT ON FUNCTION brier(calibration) IS
'Brier score: mean squared distance of the probability from 1 (right) or 0 (wrong).';

-- since: 0.1.0
CREATE FUNCTION threshold_for(calibration calibration, "precision" float8) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_threshold_for';
COMMENT ON FUNCTION threshold_for(calibration, float8) IS
'The least probability from which on answers are right with at least this share; NULL when none is enough.';

-- since: 0.1.0
CREATE FUNCTION threshold_for(calibration calibration, "precision" float8, confidence float8) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_threshold_for_confidence';
COMMENT ON FUNCTION threshold_for(calibration, float8, float8) IS
'The least probability from which on the lower Wilson limit of the share of right answers reaches the precision.';

-- since: 0.1.0
CREATE FUNCTION coverage_curve(calibration calibration, steps int DEFAULT 20, OUT threshold float8, OUT answered int8, OUT coverage float8, OUT accuracy float8, OUT accuracy_lo float8, OUT accuracy_hi float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200 ROWS 20
AS 'MODULE_PATHNAME', 'csq_coverage_curve';
COMMENT ON FUNCTION coverage_curve(calibration, int) IS
'What answering only from a threshold on costs in coverage and brings in accuracy.';

-- since: 0.1.0
CREATE FUNCTION reliability(calibration calibration, bins int DEFAULT 15, OUT lo float8, OUT hi float8, OUT answers int8, OUT mean_probability float8, OUT accuracy float8, OUT accuracy_lo float8, OUT accuracy_hi float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200 ROWS 15
AS 'MODULE_PATHNAME', 'csq_reliability';
COMMENT ON FUNCTION reliability(calibration, int) IS
'The reliability diagram: probability against share of right answers by bin.';

-- ------------------------------------------------ label paths, drift, decision ----

-- since: 0.1.0
CREATE FUNCTION level_scores(model text_model, document text, level int DEFAULT 1, OUT path text, OUT probability float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500 ROWS 5
AS 'MODULE_PATHNAME', 'csq_level_scores';
COMMENT ON FUNCTION level_scores(text_model, text, int) IS
'Probabilities of labels that are paths (loan/fees/late) rolled up to their first components, the likeliest first.';

-- since: 0.1.0
CREATE FUNCTION classify_path(model text_model, document text, min_confidence float8) RETURNS text
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_classify_path';
COMMENT ON FUNCTION classify_path(text_model, text, float8) IS
'The deepest label path that is at least this probable: loan/fees where loan/fees/late is not sure; NULL when no first component is.';

-- since: 0.1.0
CREATE FUNCTION label_psi(model text_model, counts jsonb) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_label_psi_model';
COMMENT ON FUNCTION label_psi(text_model, jsonb) IS
'Population stability index of label counts against the shares of the training examples: below 0.1 stable, above 0.25 another population.';

-- since: 0.1.0
CREATE FUNCTION decide(model text_model, document text, risk lexicon DEFAULT NULL, fallback lexicon DEFAULT NULL,
    thresholds jsonb DEFAULT NULL, min_confidence float8 DEFAULT 0.7,
    OUT label text, OUT source text, OUT probability float8, OUT evidence text) RETURNS record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_decide';
COMMENT ON FUNCTION decide(text_model, text, lexicon, lexicon, jsonb, float8) IS
'Who decides: a risk phrase, else the model where its label reaches the threshold, else a lexicon with one clear label, else a person (label NULL).';

-- ------------------------------------------------ what people should look at ----

-- since: 0.1.0
CREATE FUNCTION review_queue(ids text[], margins float8[], take int, random_share float8 DEFAULT 0.2, salt text DEFAULT '',
    OUT place int, OUT id text, OUT reason text, OUT margin float8, OUT weight float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 100
AS 'MODULE_PATHNAME', 'csq_review_queue';
COMMENT ON FUNCTION review_queue(text[], float8[], int, float8, text) IS
'Texts for people to label: those of least margin, and a share drawn at random from the rest. weight is the inverse of the probability of being chosen: give it to confusion_agg.';
-- ----------------------------------------------------------------- score ----

-- since: 0.1.0
CREATE TYPE score_summary;

-- since: 0.1.0
CREATE FUNCTION score_summary_in(cstring) RETURNS score_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_score_summary_in';
COMMENT ON FUNCTION score_summary_in(cstring) IS 'Text input of score_summary: JSON with "v":1.';

CREATE FUNCTION score_summary_out(score_summary) RETURNS cstring
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_score_summary_out';
COMMENT ON FUNCTION score_summary_out(score_summary) IS 'Text output of score_summary: canonical JSON.';

CREATE FUNCTION score_summary_recv(internal) RETURNS score_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_score_summary_recv';
COMMENT ON FUNCTION score_summary_recv(internal) IS 'Binary input of score_summary; everything is checked.';

CREATE FUNCTION score_summary_send(score_summary) RETURNS bytea
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_score_summary_send';
COMMENT ON FUNCTION score_summary_send(score_summary) IS
'Binary output of score_summary, the same bytes on every platform.';

CREATE TYPE score_summary (
  INPUT = score_summary_in, OUTPUT = score_summary_out, RECEIVE = score_summary_recv, SEND = score_summary_send,
  INTERNALLENGTH = VARIABLE, ALIGNMENT = double, STORAGE = extended
);
COMMENT ON TYPE score_summary IS
'Exact histogram of the answers to a survey question: a count per point of the scale, and of rows without an answer.';

-- since: 0.1.0
CREATE CAST (score_summary AS jsonb) WITH INOUT;
COMMENT ON CAST (score_summary AS jsonb) IS 'The text form of the summary as jsonb.';

CREATE CAST (jsonb AS score_summary) WITH INOUT;
COMMENT ON CAST (jsonb AS score_summary) IS 'A summary from its text form, checked.';

-- since: 0.1.0
CREATE FUNCTION score_summary_eq(score_summary, score_summary) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_score_summary_eq';
COMMENT ON FUNCTION score_summary_eq(score_summary, score_summary) IS 'Implements =: same parameters and same counts.';

CREATE FUNCTION score_summary_ne(score_summary, score_summary) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_score_summary_ne';
COMMENT ON FUNCTION score_summary_ne(score_summary, score_summary) IS
'Implements <>: other parameters or other counts.';

CREATE FUNCTION score_summary_hash(score_summary) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_score_summary_hash';
COMMENT ON FUNCTION score_summary_hash(score_summary) IS 'Hash of a score_summary, for GROUP BY and hash joins.';

CREATE FUNCTION score_summary_hash_extended(score_summary, bigint) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_score_summary_hash';
COMMENT ON FUNCTION score_summary_hash_extended(score_summary, bigint) IS
'Hash of a score_summary with a seed, for hash partitions.';

CREATE OPERATOR = (
  LEFTARG = score_summary, RIGHTARG = score_summary, FUNCTION = score_summary_eq,
  COMMUTATOR = =, NEGATOR = <>, RESTRICT = eqsel, JOIN = eqjoinsel, HASHES
);
COMMENT ON OPERATOR = (score_summary, score_summary) IS 'Same parameters and same counts.';

CREATE OPERATOR <> (
  LEFTARG = score_summary, RIGHTARG = score_summary, FUNCTION = score_summary_ne,
  COMMUTATOR = <>, NEGATOR = =, RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (score_summary, score_summary) IS 'Other parameters or other counts.';

CREATE OPERATOR CLASS score_summary_hash_ops DEFAULT FOR TYPE score_summary USING hash AS
  OPERATOR 1 =,
  FUNCTION 1 score_summary_hash(score_summary),
  FUNCTION 2 score_summary_hash_extended(score_summary, bigint);
COMMENT ON OPERATOR CLASS score_summary_hash_ops USING hash IS 'Equality of score_summary values by hash.';
COMMENT ON OPERATOR FAMILY score_summary_hash_ops USING hash IS 'Equality of score_summary values by hash.';

-- since: 0.1.0
CREATE FUNCTION score_summary_plus(score_summary, score_summary) RETURNS score_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_score_summary_plus';
COMMENT ON FUNCTION score_summary_plus(score_summary, score_summary) IS
'Implements +: the rows of both summaries together.';

CREATE FUNCTION score_summary_minus(score_summary, score_summary) RETURNS score_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_score_summary_minus';
COMMENT ON FUNCTION score_summary_minus(score_summary, score_summary) IS
'Implements -: the first summary without the rows of the second, which must be part of it.';

CREATE OPERATOR + (LEFTARG = score_summary, RIGHTARG = score_summary, FUNCTION = score_summary_plus, COMMUTATOR = +);
COMMENT ON OPERATOR + (score_summary, score_summary) IS 'The rows of both summaries together.';

CREATE OPERATOR - (LEFTARG = score_summary, RIGHTARG = score_summary, FUNCTION = score_summary_minus);
COMMENT ON OPERATOR - (score_summary, score_summary) IS
'The first summary without the rows of the second, which must be part of it.';

CREATE FUNCTION score_summary_combine(score_summary, score_summary) RETURNS score_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_score_summary_combine';
COMMENT ON FUNCTION score_summary_combine(score_summary, score_summary) IS 'Merges two states of an aggregate.';

CREATE FUNCTION score_summary_inverse(score_summary, score_summary) RETURNS score_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_score_summary_inverse';
COMMENT ON FUNCTION score_summary_inverse(score_summary, score_summary) IS
'Takes a summary out of a moving window of rollup().';

-- since: 0.1.0
CREATE AGGREGATE rollup(score_summary) (
  SFUNC = score_summary_combine, STYPE = score_summary, COMBINEFUNC = score_summary_combine,
  MSFUNC = score_summary_combine, MINVFUNC = score_summary_inverse, MSTYPE = score_summary, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(score_summary) IS
'Merges summaries: days to a month, branches to a region. Exact in any order.';

-- ---- transitions

CREATE FUNCTION nps_accum(state score_summary, score smallint) RETURNS score_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_nps_accum_int2';
COMMENT ON FUNCTION nps_accum(score_summary, smallint) IS 'Adds a score to the state of nps(score).';

CREATE FUNCTION nps_inverse(state score_summary, score smallint) RETURNS score_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_nps_inverse_int2';
COMMENT ON FUNCTION nps_inverse(score_summary, smallint) IS 'Takes a score out of a moving window of nps(score).';

CREATE FUNCTION nps_accum(state score_summary, score int) RETURNS score_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_nps_accum_int4';
COMMENT ON FUNCTION nps_accum(score_summary, int) IS 'Adds a score to the state of nps(score).';

CREATE FUNCTION nps_inverse(state score_summary, score int) RETURNS score_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_nps_inverse_int4';
COMMENT ON FUNCTION nps_inverse(score_summary, int) IS 'Takes a score out of a moving window of nps(score).';

CREATE FUNCTION nps_accum(state score_summary, score bigint) RETURNS score_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_nps_accum_int8';
COMMENT ON FUNCTION nps_accum(score_summary, bigint) IS 'Adds a score to the state of nps(score).';

CREATE FUNCTION nps_inverse(state score_summary, score bigint) RETURNS score_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_nps_inverse_int8';
COMMENT ON FUNCTION nps_inverse(score_summary, bigint) IS 'Takes a score out of a moving window of nps(score).';

CREATE FUNCTION nps_accum(state score_summary, score anyelement) RETURNS score_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_nps_accum_any';
COMMENT ON FUNCTION nps_accum(score_summary, anyelement) IS 'Adds a score to the state of nps(score).';

CREATE FUNCTION nps_inverse(state score_summary, score anyelement) RETURNS score_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_nps_inverse_any';
COMMENT ON FUNCTION nps_inverse(score_summary, anyelement) IS 'Takes a score out of a moving window of nps(score).';

CREATE FUNCTION score_accum(state score_summary, score anyelement) RETURNS score_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_score_accum';
COMMENT ON FUNCTION score_accum(score_summary, anyelement) IS 'Adds a score to the state of score_agg().';

CREATE FUNCTION score_inverse(state score_summary, score anyelement) RETURNS score_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_score_inverse';
COMMENT ON FUNCTION score_inverse(score_summary, anyelement) IS 'Takes a score out of a moving window of score_agg().';

CREATE FUNCTION score_accum(state score_summary, score anyelement, lo int, hi int) RETURNS score_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_score_accum';
COMMENT ON FUNCTION score_accum(score_summary, anyelement, int, int) IS 'Adds a score to the state of score_agg().';

CREATE FUNCTION score_inverse(state score_summary, score anyelement, lo int, hi int) RETURNS score_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_score_inverse';
COMMENT ON FUNCTION score_inverse(score_summary, anyelement, int, int) IS
'Takes a score out of a moving window of score_agg().';

CREATE FUNCTION score_accum(
  state score_summary, score anyelement, lo int, hi int, detractors_to int, promoters_from int
) RETURNS score_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_score_accum';
COMMENT ON FUNCTION score_accum(score_summary, anyelement, int, int, int, int) IS
'Adds a score to the state of score_agg().';

CREATE FUNCTION score_inverse(
  state score_summary, score anyelement, lo int, hi int, detractors_to int, promoters_from int
) RETURNS score_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_score_inverse';
COMMENT ON FUNCTION score_inverse(score_summary, anyelement, int, int, int, int) IS
'Takes a score out of a moving window of score_agg().';

-- ---- aggregates
CREATE FUNCTION nps(summary score_summary) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_nps';
COMMENT ON FUNCTION nps(score_summary) IS
'Net Promoter Score, -100 to 100: percentage of promoters minus percentage of detractors.';

-- since: 0.1.0
CREATE AGGREGATE nps(smallint) (
  SFUNC = nps_accum, STYPE = score_summary, SSPACE = 128, FINALFUNC = nps, COMBINEFUNC = score_summary_combine,
  INITCOND = '{"v":1,"lo":0,"hi":10,"counts":[0,0,0,0,0,0,0,0,0,0,0]}',
  MSFUNC = nps_accum, MINVFUNC = nps_inverse, MSTYPE = score_summary, MSSPACE = 128, MFINALFUNC = nps,
  MINITCOND = '{"v":1,"lo":0,"hi":10,"counts":[0,0,0,0,0,0,0,0,0,0,0]}',
  PARALLEL = SAFE
);
COMMENT ON AGGREGATE nps(smallint) IS
'Net Promoter Score of scores 0 to 10, -100 to 100. NULL scores do not count; NULL without a score.';

-- since: 0.1.0
CREATE AGGREGATE nps(int) (
  SFUNC = nps_accum, STYPE = score_summary, SSPACE = 128, FINALFUNC = nps, COMBINEFUNC = score_summary_combine,
  INITCOND = '{"v":1,"lo":0,"hi":10,"counts":[0,0,0,0,0,0,0,0,0,0,0]}',
  MSFUNC = nps_accum, MINVFUNC = nps_inverse, MSTYPE = score_summary, MSSPACE = 128, MFINALFUNC = nps,
  MINITCOND = '{"v":1,"lo":0,"hi":10,"counts":[0,0,0,0,0,0,0,0,0,0,0]}',
  PARALLEL = SAFE
);
COMMENT ON AGGREGATE nps(int) IS
'Net Promoter Score of scores 0 to 10, -100 to 100. NULL scores do not count; NULL without a score.';

-- since: 0.1.0
CREATE AGGREGATE nps(bigint) (
  SFUNC = nps_accum, STYPE = score_summary, SSPACE = 128, FINALFUNC = nps, COMBINEFUNC = score_summary_combine,
  INITCOND = '{"v":1,"lo":0,"hi":10,"counts":[0,0,0,0,0,0,0,0,0,0,0]}',
  MSFUNC = nps_accum, MINVFUNC = nps_inverse, MSTYPE = score_summary, MSSPACE = 128, MFINALFUNC = nps,
  MINITCOND = '{"v":1,"lo":0,"hi":10,"counts":[0,0,0,0,0,0,0,0,0,0,0]}',
  PARALLEL = SAFE
);
COMMENT ON AGGREGATE nps(bigint) IS
'Net Promoter Score of scores 0 to 10, -100 to 100. NULL scores do not count; NULL without a score.';

-- since: 0.1.0
CREATE AGGREGATE nps(numeric) (
  SFUNC = nps_accum, STYPE = score_summary, SSPACE = 128, FINALFUNC = nps, COMBINEFUNC = score_summary_combine,
  INITCOND = '{"v":1,"lo":0,"hi":10,"counts":[0,0,0,0,0,0,0,0,0,0,0]}',
  MSFUNC = nps_accum, MINVFUNC = nps_inverse, MSTYPE = score_summary, MSSPACE = 128, MFINALFUNC = nps,
  MINITCOND = '{"v":1,"lo":0,"hi":10,"counts":[0,0,0,0,0,0,0,0,0,0,0]}',
  PARALLEL = SAFE
);
COMMENT ON AGGREGATE nps(numeric) IS
'Net Promoter Score of scores 0 to 10, -100 to 100. NULL scores do not count; NULL without a score.';

-- since: 0.1.0
CREATE AGGREGATE nps(real) (
  SFUNC = nps_accum, STYPE = score_summary, SSPACE = 128, FINALFUNC = nps, COMBINEFUNC = score_summary_combine,
  INITCOND = '{"v":1,"lo":0,"hi":10,"counts":[0,0,0,0,0,0,0,0,0,0,0]}',
  MSFUNC = nps_accum, MINVFUNC = nps_inverse, MSTYPE = score_summary, MSSPACE = 128, MFINALFUNC = nps,
  MINITCOND = '{"v":1,"lo":0,"hi":10,"counts":[0,0,0,0,0,0,0,0,0,0,0]}',
  PARALLEL = SAFE
);
COMMENT ON AGGREGATE nps(real) IS
'Net Promoter Score of scores 0 to 10, -100 to 100. NULL scores do not count; NULL without a score.';

-- since: 0.1.0
CREATE AGGREGATE nps(float8) (
  SFUNC = nps_accum, STYPE = score_summary, SSPACE = 128, FINALFUNC = nps, COMBINEFUNC = score_summary_combine,
  INITCOND = '{"v":1,"lo":0,"hi":10,"counts":[0,0,0,0,0,0,0,0,0,0,0]}',
  MSFUNC = nps_accum, MINVFUNC = nps_inverse, MSTYPE = score_summary, MSSPACE = 128, MFINALFUNC = nps,
  MINITCOND = '{"v":1,"lo":0,"hi":10,"counts":[0,0,0,0,0,0,0,0,0,0,0]}',
  PARALLEL = SAFE
);
COMMENT ON AGGREGATE nps(float8) IS
'Net Promoter Score of scores 0 to 10, -100 to 100. NULL scores do not count; NULL without a score.';

-- since: 0.1.0
CREATE AGGREGATE score_agg(score smallint) (
  SFUNC = score_accum, STYPE = score_summary, SSPACE = 128, COMBINEFUNC = score_summary_combine,
  MSFUNC = score_accum, MINVFUNC = score_inverse, MSTYPE = score_summary, MSSPACE = 128, PARALLEL = SAFE
);
COMMENT ON AGGREGATE score_agg(smallint) IS 'Exact histogram of scores 0 to 10; NULL scores are counted as missing.';

-- since: 0.1.0
CREATE AGGREGATE score_agg(score int) (
  SFUNC = score_accum, STYPE = score_summary, SSPACE = 128, COMBINEFUNC = score_summary_combine,
  MSFUNC = score_accum, MINVFUNC = score_inverse, MSTYPE = score_summary, MSSPACE = 128, PARALLEL = SAFE
);
COMMENT ON AGGREGATE score_agg(int) IS 'Exact histogram of scores 0 to 10; NULL scores are counted as missing.';

-- since: 0.1.0
CREATE AGGREGATE score_agg(score bigint) (
  SFUNC = score_accum, STYPE = score_summary, SSPACE = 128, COMBINEFUNC = score_summary_combine,
  MSFUNC = score_accum, MINVFUNC = score_inverse, MSTYPE = score_summary, MSSPACE = 128, PARALLEL = SAFE
);
COMMENT ON AGGREGATE score_agg(bigint) IS 'Exact histogram of scores 0 to 10; NULL scores are counted as missing.';

-- since: 0.1.0
CREATE AGGREGATE score_agg(score numeric) (
  SFUNC = score_accum, STYPE = score_summary, SSPACE = 128, COMBINEFUNC = score_summary_combine,
  MSFUNC = score_accum, MINVFUNC = score_inverse, MSTYPE = score_summary, MSSPACE = 128, PARALLEL = SAFE
);
COMMENT ON AGGREGATE score_agg(numeric) IS 'Exact histogram of scores 0 to 10; NULL scores are counted as missing.';

-- since: 0.1.0
CREATE AGGREGATE score_agg(score float8) (
  SFUNC = score_accum, STYPE = score_summary, SSPACE = 128, COMBINEFUNC = score_summary_combine,
  MSFUNC = score_accum, MINVFUNC = score_inverse, MSTYPE = score_summary, MSSPACE = 128, PARALLEL = SAFE
);
COMMENT ON AGGREGATE score_agg(float8) IS 'Exact histogram of scores 0 to 10; NULL scores are counted as missing.';

-- since: 0.1.0
CREATE AGGREGATE score_agg(score smallint, lo int, hi int) (
  SFUNC = score_accum, STYPE = score_summary, SSPACE = 128, COMBINEFUNC = score_summary_combine,
  MSFUNC = score_accum, MINVFUNC = score_inverse, MSTYPE = score_summary, MSSPACE = 128, PARALLEL = SAFE
);
COMMENT ON AGGREGATE score_agg(smallint, int, int) IS
'Exact histogram of scores on the scale lo to hi; NULL scores are counted as missing.';

-- since: 0.1.0
CREATE AGGREGATE score_agg(score int, lo int, hi int) (
  SFUNC = score_accum, STYPE = score_summary, SSPACE = 128, COMBINEFUNC = score_summary_combine,
  MSFUNC = score_accum, MINVFUNC = score_inverse, MSTYPE = score_summary, MSSPACE = 128, PARALLEL = SAFE
);
COMMENT ON AGGREGATE score_agg(int, int, int) IS
'Exact histogram of scores on the scale lo to hi; NULL scores are counted as missing.';

-- since: 0.1.0
CREATE AGGREGATE score_agg(score bigint, lo int, hi int) (
  SFUNC = score_accum, STYPE = score_summary, SSPACE = 128, COMBINEFUNC = score_summary_combine,
  MSFUNC = score_accum, MINVFUNC = score_inverse, MSTYPE = score_summary, MSSPACE = 128, PARALLEL = SAFE
);
COMMENT ON AGGREGATE score_agg(bigint, int, int) IS
'Exact histogram of scores on the scale lo to hi; NULL scores are counted as missing.';

-- since: 0.1.0
CREATE AGGREGATE score_agg(score numeric, lo int, hi int) (
  SFUNC = score_accum, STYPE = score_summary, SSPACE = 128, COMBINEFUNC = score_summary_combine,
  MSFUNC = score_accum, MINVFUNC = score_inverse, MSTYPE = score_summary, MSSPACE = 128, PARALLEL = SAFE
);
COMMENT ON AGGREGATE score_agg(numeric, int, int) IS
'Exact histogram of scores on the scale lo to hi; NULL scores are counted as missing.';

-- since: 0.1.0
CREATE AGGREGATE score_agg(score float8, lo int, hi int) (
  SFUNC = score_accum, STYPE = score_summary, SSPACE = 128, COMBINEFUNC = score_summary_combine,
  MSFUNC = score_accum, MINVFUNC = score_inverse, MSTYPE = score_summary, MSSPACE = 128, PARALLEL = SAFE
);
COMMENT ON AGGREGATE score_agg(float8, int, int) IS
'Exact histogram of scores on the scale lo to hi; NULL scores are counted as missing.';

-- since: 0.1.0
CREATE AGGREGATE score_agg(score smallint, lo int, hi int, detractors_to int, promoters_from int) (
  SFUNC = score_accum, STYPE = score_summary, SSPACE = 128, COMBINEFUNC = score_summary_combine,
  MSFUNC = score_accum, MINVFUNC = score_inverse, MSTYPE = score_summary, MSSPACE = 128, PARALLEL = SAFE
);
COMMENT ON AGGREGATE score_agg(smallint, int, int, int, int) IS
'Exact histogram of scores on the scale lo to hi with cut points for NPS: detractors up to the first, promoters from the second.';

-- since: 0.1.0
CREATE AGGREGATE score_agg(score int, lo int, hi int, detractors_to int, promoters_from int) (
  SFUNC = score_accum, STYPE = score_summary, SSPACE = 128, COMBINEFUNC = score_summary_combine,
  MSFUNC = score_accum, MINVFUNC = score_inverse, MSTYPE = score_summary, MSSPACE = 128, PARALLEL = SAFE
);
COMMENT ON AGGREGATE score_agg(int, int, int, int, int) IS
'Exact histogram of scores on the scale lo to hi with cut points for NPS: detractors up to the first, promoters from the second.';

-- since: 0.1.0
CREATE AGGREGATE score_agg(score bigint, lo int, hi int, detractors_to int, promoters_from int) (
  SFUNC = score_accum, STYPE = score_summary, SSPACE = 128, COMBINEFUNC = score_summary_combine,
  MSFUNC = score_accum, MINVFUNC = score_inverse, MSTYPE = score_summary, MSSPACE = 128, PARALLEL = SAFE
);
COMMENT ON AGGREGATE score_agg(bigint, int, int, int, int) IS
'Exact histogram of scores on the scale lo to hi with cut points for NPS: detractors up to the first, promoters from the second.';

-- since: 0.1.0
CREATE AGGREGATE score_agg(score numeric, lo int, hi int, detractors_to int, promoters_from int) (
  SFUNC = score_accum, STYPE = score_summary, SSPACE = 128, COMBINEFUNC = score_summary_combine,
  MSFUNC = score_accum, MINVFUNC = score_inverse, MSTYPE = score_summary, MSSPACE = 128, PARALLEL = SAFE
);
COMMENT ON AGGREGATE score_agg(numeric, int, int, int, int) IS
'Exact histogram of scores on the scale lo to hi with cut points for NPS: detractors up to the first, promoters from the second.';

-- since: 0.1.0
CREATE AGGREGATE score_agg(score float8, lo int, hi int, detractors_to int, promoters_from int) (
  SFUNC = score_accum, STYPE = score_summary, SSPACE = 128, COMBINEFUNC = score_summary_combine,
  MSFUNC = score_accum, MINVFUNC = score_inverse, MSTYPE = score_summary, MSSPACE = 128, PARALLEL = SAFE
);
COMMENT ON AGGREGATE score_agg(float8, int, int, int, int) IS
'Exact histogram of scores on the scale lo to hi with cut points for NPS: detractors up to the first, promoters from the second.';

-- ---- NPS of a summary

-- since: 0.1.0
CREATE FUNCTION nps_lo(
  summary score_summary, confidence float8 DEFAULT 0.95, method text DEFAULT 'score'
) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_nps_lo';
COMMENT ON FUNCTION nps_lo(score_summary, float8, text) IS
'Lower end of the confidence interval of NPS. Methods: score, adjusted_wald, wald, bootstrap.';

CREATE FUNCTION nps_hi(
  summary score_summary, confidence float8 DEFAULT 0.95, method text DEFAULT 'score'
) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_nps_hi';
COMMENT ON FUNCTION nps_hi(score_summary, float8, text) IS
'Upper end of the confidence interval of NPS. Methods: score, adjusted_wald, wald, bootstrap.';

CREATE FUNCTION nps_margin(
  summary score_summary, confidence float8 DEFAULT 0.95, method text DEFAULT 'score'
) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_nps_margin';
COMMENT ON FUNCTION nps_margin(score_summary, float8, text) IS
'Half the width of the confidence interval of NPS, in points.';

CREATE FUNCTION promoters(summary score_summary) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_score_promoters';
COMMENT ON FUNCTION promoters(score_summary) IS 'Answers from the upper cut point on.';

CREATE FUNCTION passives(summary score_summary) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_score_passives';
COMMENT ON FUNCTION passives(score_summary) IS 'Answers between the cut points.';

CREATE FUNCTION detractors(summary score_summary) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_score_detractors';
COMMENT ON FUNCTION detractors(score_summary) IS 'Answers up to the lower cut point.';

-- ---- CSAT, CES, boxes

-- since: 0.1.0
CREATE FUNCTION csat(summary score_summary, top int DEFAULT 2) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_top_box';
COMMENT ON FUNCTION csat(score_summary, int) IS
'Customer satisfaction: share of answers on the highest points, 0 to 1; the top two unless said otherwise.';

CREATE FUNCTION csat_lo(summary score_summary, top int DEFAULT 2, confidence float8 DEFAULT 0.95) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_csat_lo';
COMMENT ON FUNCTION csat_lo(score_summary, int, float8) IS 'Lower end of the Wilson interval of csat().';

CREATE FUNCTION csat_hi(summary score_summary, top int DEFAULT 2, confidence float8 DEFAULT 0.95) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_csat_hi';
COMMENT ON FUNCTION csat_hi(score_summary, int, float8) IS 'Upper end of the Wilson interval of csat().';

CREATE FUNCTION top_box(summary score_summary, boxes int DEFAULT 1) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_top_box';
COMMENT ON FUNCTION top_box(score_summary, int) IS 'Share of answers on the highest points, 0 to 1.';

CREATE FUNCTION bottom_box(summary score_summary, boxes int DEFAULT 1) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_bottom_box';
COMMENT ON FUNCTION bottom_box(score_summary, int) IS
'Share of answers on the lowest points, 0 to 1: effort scales on which low is good.';

CREATE FUNCTION net_box(summary score_summary, boxes int DEFAULT 1) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_net_box';
COMMENT ON FUNCTION net_box(score_summary, int) IS 'Top boxes minus bottom boxes, -1 to 1.';

CREATE FUNCTION good_rate(summary score_summary, cut int) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_good_rate';
COMMENT ON FUNCTION good_rate(score_summary, int) IS 'Share of answers at the cut or above, 0 to 1.';

-- ---- other readers

-- since: 0.1.0
CREATE FUNCTION count(summary score_summary) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_score_count';
COMMENT ON FUNCTION count(score_summary) IS 'Number of answers, without missing ones.';

CREATE FUNCTION answers(summary score_summary) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_score_count';
COMMENT ON FUNCTION answers(score_summary) IS
'Number of answers, without missing ones: another name for count(score_summary).';

CREATE FUNCTION missing(summary score_summary) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_score_missing';
COMMENT ON FUNCTION missing(score_summary) IS 'Number of rows whose score was NULL.';

CREATE FUNCTION mean(summary score_summary) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_score_mean';
COMMENT ON FUNCTION mean(score_summary) IS 'Arithmetic mean of the scores.';

CREATE FUNCTION variance(summary score_summary) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_score_variance';
COMMENT ON FUNCTION variance(score_summary) IS 'Sample variance of the scores; NULL with fewer than two.';

CREATE FUNCTION stddev(summary score_summary) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_score_stddev';
COMMENT ON FUNCTION stddev(score_summary) IS 'Sample standard deviation of the scores; NULL with fewer than two.';

CREATE FUNCTION headline(summary score_summary) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_nps';
COMMENT ON FUNCTION headline(score_summary) IS 'The one number of this summary, here NPS.';

CREATE FUNCTION histogram(
  summary score_summary, confidence float8 DEFAULT 0.95,
  OUT score int, OUT n bigint, OUT share float8, OUT lo float8, OUT hi float8
) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10 ROWS 11
AS 'MODULE_PATHNAME', 'csq_score_histogram';
COMMENT ON FUNCTION histogram(score_summary, float8) IS
'One row per point of the scale with its count, share and Wilson interval.';
-- ------------------------------------------------------------------ rate ----

-- since: 0.1.0
CREATE TYPE rate_summary;

-- since: 0.1.0
CREATE FUNCTION rate_summary_in(cstring) RETURNS rate_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_rate_summary_in';
COMMENT ON FUNCTION rate_summary_in(cstring) IS 'Text input of rate_summary: JSON with "v":1.';

CREATE FUNCTION rate_summary_out(rate_summary) RETURNS cstring
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_rate_summary_out';
COMMENT ON FUNCTION rate_summary_out(rate_summary) IS 'Text output of rate_summary: canonical JSON.';

CREATE FUNCTION rate_summary_recv(internal) RETURNS rate_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_rate_summary_recv';
COMMENT ON FUNCTION rate_summary_recv(internal) IS 'Binary input of rate_summary; everything is checked.';

CREATE FUNCTION rate_summary_send(rate_summary) RETURNS bytea
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_rate_summary_send';
COMMENT ON FUNCTION rate_summary_send(rate_summary) IS
'Binary output of rate_summary, the same bytes on every platform.';

CREATE TYPE rate_summary (
  INPUT = rate_summary_in, OUTPUT = rate_summary_out, RECEIVE = rate_summary_recv, SEND = rate_summary_send,
  INTERNALLENGTH = VARIABLE, ALIGNMENT = double, STORAGE = extended
);
COMMENT ON TYPE rate_summary IS 'Hits of trials, and rows without an outcome: any yes-or-no metric, mergeable.';

-- since: 0.1.0
CREATE CAST (rate_summary AS jsonb) WITH INOUT;
COMMENT ON CAST (rate_summary AS jsonb) IS 'The text form of the summary as jsonb.';

CREATE CAST (jsonb AS rate_summary) WITH INOUT;
COMMENT ON CAST (jsonb AS rate_summary) IS 'A summary from its text form, checked.';

-- since: 0.1.0
CREATE FUNCTION rate_summary_eq(rate_summary, rate_summary) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_rate_summary_eq';
COMMENT ON FUNCTION rate_summary_eq(rate_summary, rate_summary) IS 'Implements =: same parameters and same counts.';

CREATE FUNCTION rate_summary_ne(rate_summary, rate_summary) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_rate_summary_ne';
COMMENT ON FUNCTION rate_summary_ne(rate_summary, rate_summary) IS 'Implements <>: other parameters or other counts.';

CREATE FUNCTION rate_summary_hash(rate_summary) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_rate_summary_hash';
COMMENT ON FUNCTION rate_summary_hash(rate_summary) IS 'Hash of a rate_summary, for GROUP BY and hash joins.';

CREATE FUNCTION rate_summary_hash_extended(rate_summary, bigint) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_rate_summary_hash';
COMMENT ON FUNCTION rate_summary_hash_extended(rate_summary, bigint) IS
'Hash of a rate_summary with a seed, for hash partitions.';

CREATE OPERATOR = (
  LEFTARG = rate_summary, RIGHTARG = rate_summary, FUNCTION = rate_summary_eq,
  COMMUTATOR = =, NEGATOR = <>, RESTRICT = eqsel, JOIN = eqjoinsel, HASHES
);
COMMENT ON OPERATOR = (rate_summary, rate_summary) IS 'Same parameters and same counts.';

CREATE OPERATOR <> (
  LEFTARG = rate_summary, RIGHTARG = rate_summary, FUNCTION = rate_summary_ne,
  COMMUTATOR = <>, NEGATOR = =, RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (rate_summary, rate_summary) IS 'Other parameters or other counts.';

CREATE OPERATOR CLASS rate_summary_hash_ops DEFAULT FOR TYPE rate_summary USING hash AS
  OPERATOR 1 =,
  FUNCTION 1 rate_summary_hash(rate_summary),
  FUNCTION 2 rate_summary_hash_extended(rate_summary, bigint);
COMMENT ON OPERATOR CLASS rate_summary_hash_ops USING hash IS 'Equality of rate_summary values by hash.';
COMMENT ON OPERATOR FAMILY rate_summary_hash_ops USING hash IS 'Equality of rate_summary values by hash.';

-- since: 0.1.0
CREATE FUNCTION rate_summary_plus(rate_summary, rate_summary) RETURNS rate_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_rate_summary_plus';
COMMENT ON FUNCTION rate_summary_plus(rate_summary, rate_summary) IS
'Implements +: the rows of both summaries together.';

CREATE FUNCTION rate_summary_minus(rate_summary, rate_summary) RETURNS rate_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_rate_summary_minus';
COMMENT ON FUNCTION rate_summary_minus(rate_summary, rate_summary) IS
'Implements -: the first summary without the rows of the second, which must be part of it.';

CREATE OPERATOR + (LEFTARG = rate_summary, RIGHTARG = rate_summary, FUNCTION = rate_summary_plus, COMMUTATOR = +);
COMMENT ON OPERATOR + (rate_summary, rate_summary) IS 'The rows of both summaries together.';

CREATE OPERATOR - (LEFTARG = rate_summary, RIGHTARG = rate_summary, FUNCTION = rate_summary_minus);
COMMENT ON OPERATOR - (rate_summary, rate_summary) IS
'The first summary without the rows of the second, which must be part of it.';

CREATE FUNCTION rate_summary_combine(rate_summary, rate_summary) RETURNS rate_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_rate_summary_combine';
COMMENT ON FUNCTION rate_summary_combine(rate_summary, rate_summary) IS 'Merges two states of an aggregate.';

CREATE FUNCTION rate_summary_inverse(rate_summary, rate_summary) RETURNS rate_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_rate_summary_inverse';
COMMENT ON FUNCTION rate_summary_inverse(rate_summary, rate_summary) IS
'Takes a summary out of a moving window of rollup().';

-- since: 0.1.0
CREATE AGGREGATE rollup(rate_summary) (
  SFUNC = rate_summary_combine, STYPE = rate_summary, COMBINEFUNC = rate_summary_combine,
  MSFUNC = rate_summary_combine, MINVFUNC = rate_summary_inverse, MSTYPE = rate_summary, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(rate_summary) IS
'Merges summaries: days to a month, branches to a region. Exact in any order.';

-- ---- counting

CREATE FUNCTION rate_accum(state rate_summary, hit bool) RETURNS rate_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_rate_accum_bool';
COMMENT ON FUNCTION rate_accum(rate_summary, bool) IS 'Adds a row to the state of rate_agg().';

CREATE FUNCTION rate_accum(state rate_summary, hits bigint, trials bigint) RETURNS rate_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_rate_accum_counts';
COMMENT ON FUNCTION rate_accum(rate_summary, bigint, bigint) IS 'Adds a row to the state of rate_agg().';

CREATE FUNCTION rate_inverse(state rate_summary, hit bool) RETURNS rate_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_rate_inverse_bool';
COMMENT ON FUNCTION rate_inverse(rate_summary, bool) IS 'Takes a row out of a moving window of rate_agg().';

CREATE FUNCTION rate_inverse(state rate_summary, hits bigint, trials bigint) RETURNS rate_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_rate_inverse_counts';
COMMENT ON FUNCTION rate_inverse(rate_summary, bigint, bigint) IS 'Takes a row out of a moving window of rate_agg().';

-- since: 0.1.0
CREATE AGGREGATE rate_agg(hit bool) (
  SFUNC = rate_accum, STYPE = rate_summary, SSPACE = 64, COMBINEFUNC = rate_summary_combine,
  MSFUNC = rate_accum, MINVFUNC = rate_inverse, MSTYPE = rate_summary, MSSPACE = 64, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rate_agg(bool) IS
'Counts rows where the condition is true (hits), true or false (trials) and NULL (missing).';

-- since: 0.1.0
CREATE AGGREGATE rate_agg(hits bigint, trials bigint) (
  SFUNC = rate_accum, STYPE = rate_summary, SSPACE = 64, COMBINEFUNC = rate_summary_combine,
  MSFUNC = rate_accum, MINVFUNC = rate_inverse, MSTYPE = rate_summary, MSSPACE = 64, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rate_agg(bigint, bigint) IS
'Adds up hits and trials that are counted already; a row where either is NULL counts as one missing.';

-- since: 0.1.0
CREATE FUNCTION rate_summary(hits bigint, trials bigint) RETURNS rate_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_rate_make';
COMMENT ON FUNCTION rate_summary(bigint, bigint) IS 'A summary of counts known from elsewhere.';

-- ---- reading

-- since: 0.1.0
CREATE FUNCTION rate(summary rate_summary) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_rate';
COMMENT ON FUNCTION rate(rate_summary) IS 'Hits divided by trials, 0 to 1.';

CREATE FUNCTION headline(summary rate_summary) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_rate';
COMMENT ON FUNCTION headline(rate_summary) IS 'The one number of this summary: its rate, 0 to 1.';

CREATE FUNCTION rate_lo(summary rate_summary, confidence float8 DEFAULT 0.95) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_rate_lo';
COMMENT ON FUNCTION rate_lo(rate_summary, float8) IS 'Lower end of the Wilson interval of the rate.';

CREATE FUNCTION rate_hi(summary rate_summary, confidence float8 DEFAULT 0.95) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_rate_hi';
COMMENT ON FUNCTION rate_hi(rate_summary, float8) IS 'Upper end of the Wilson interval of the rate.';

CREATE FUNCTION hits(summary rate_summary) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_rate_hits';
COMMENT ON FUNCTION hits(rate_summary) IS 'Number of hits.';

CREATE FUNCTION trials(summary rate_summary) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_rate_trials';
COMMENT ON FUNCTION trials(rate_summary) IS 'Number of trials: hits and misses.';

CREATE FUNCTION missing(summary rate_summary) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_rate_missing';
COMMENT ON FUNCTION missing(rate_summary) IS 'Number of rows without an outcome.';

CREATE FUNCTION tier(
  summary rate_summary, cuts float8[], mode text DEFAULT 'point', confidence float8 DEFAULT 0.95
) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_tier';
COMMENT ON FUNCTION tier(rate_summary, float8[], text, float8) IS
'How many of the ascending cuts the rate reaches: by its value (point) or by the lower end of its Wilson interval (lower_bound). Cuts are shares, or percentages if the highest is above 1.';

-- ---- shares of a score_summary

-- since: 0.1.0
CREATE FUNCTION at_least(summary score_summary, cut int) RETURNS rate_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_at_least';
COMMENT ON FUNCTION at_least(score_summary, int) IS 'Answers at the cut or above as hits of all answers.';

CREATE FUNCTION at_most(summary score_summary, cut int) RETURNS rate_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_at_most';
COMMENT ON FUNCTION at_most(score_summary, int) IS 'Answers at the cut or below as hits of all answers.';
-- --------------------------------------------------------------- compare ----

-- since: 0.1.0
CREATE FUNCTION compare(
  before score_summary, after score_summary, confidence float8 DEFAULT 0.95, method text DEFAULT 'adjusted_wald',
  OUT difference float8, OUT lo float8, OUT hi float8, OUT z float8, OUT p_value float8
) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_compare_score';
COMMENT ON FUNCTION compare(score_summary, score_summary, float8, text) IS
'Change of NPS in points, after minus before, with interval and two-sided test. Methods: adjusted_wald, wald.';

CREATE FUNCTION compare(
  before rate_summary, after rate_summary, confidence float8 DEFAULT 0.95,
  OUT difference float8, OUT lo float8, OUT hi float8, OUT z float8, OUT p_value float8
) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_compare_rate';
COMMENT ON FUNCTION compare(rate_summary, rate_summary, float8) IS
'Change of a rate, after minus before: Newcombe interval, pooled score test.';

CREATE FUNCTION compare_mean(
  before score_summary, after score_summary, confidence float8 DEFAULT 0.95,
  OUT difference float8, OUT lo float8, OUT hi float8, OUT t float8, OUT df float8, OUT p_value float8
) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_compare_mean';
COMMENT ON FUNCTION compare_mean(score_summary, score_summary, float8) IS
'Change of the mean score, after minus before, by the Welch t test.';

-- since: 0.1.0
CREATE FUNCTION sample_needed(
  before float8, after float8, power float8 DEFAULT 0.8, confidence float8 DEFAULT 0.95
) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_sample_needed_shares';
COMMENT ON FUNCTION sample_needed(float8, float8, float8, float8) IS
'Trials needed in each of two periods to find the change from one rate to another.';

CREATE FUNCTION sample_needed(
  summary score_summary, difference float8, power float8 DEFAULT 0.8, confidence float8 DEFAULT 0.95
) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_sample_needed_summary';
COMMENT ON FUNCTION sample_needed(score_summary, float8, float8, float8) IS
'Answers needed in each of two periods to find a change of NPS by so many points, at the variance of this summary.';

CREATE FUNCTION sample_needed_nps(
  difference float8, variance float8 DEFAULT 0.7, power float8 DEFAULT 0.8, confidence float8 DEFAULT 0.95
) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_sample_needed_nps';
COMMENT ON FUNCTION sample_needed_nps(float8, float8, float8, float8) IS
'Answers needed in each of two periods to find a change of NPS by so many points.';

CREATE FUNCTION sample_needed_nps_margin(
  margin float8, variance float8 DEFAULT 0.7, confidence float8 DEFAULT 0.95
) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_sample_needed_nps_margin';
COMMENT ON FUNCTION sample_needed_nps_margin(float8, float8, float8) IS
'Answers needed to know NPS to plus or minus so many points.';

-- since: 0.1.0
CREATE FUNCTION sample_needed_tier(
  rate float8, cut float8, power float8 DEFAULT 0.8, confidence float8 DEFAULT 0.95
) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_sample_needed_tier';
COMMENT ON FUNCTION sample_needed_tier(float8, float8, float8, float8) IS
'Trials after which somebody with this true rate reaches a tier by its lower bound, with the given power.';

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

-- ---------------------------------------------------------------- funnel ----

-- since: 0.1.0
CREATE TYPE funnel_spec;
COMMENT ON TYPE funnel_spec IS
'Steps of a funnel with gaps and clauses: opened -> replied[<=4h] -> resolved|closed; within 7d; not reopened.';

CREATE FUNCTION funnel_spec_in(cstring) RETURNS funnel_spec
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_funnel_spec_in';
COMMENT ON FUNCTION funnel_spec_in(cstring) IS 'Text input of funnel_spec.';

CREATE FUNCTION funnel_spec_out(funnel_spec) RETURNS cstring
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_funnel_spec_out';
COMMENT ON FUNCTION funnel_spec_out(funnel_spec) IS 'Text output of funnel_spec, canonical.';

CREATE FUNCTION funnel_spec_recv(internal) RETURNS funnel_spec
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_funnel_spec_recv';
COMMENT ON FUNCTION funnel_spec_recv(internal) IS 'Binary input of funnel_spec.';

CREATE FUNCTION funnel_spec_send(funnel_spec) RETURNS bytea
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_funnel_spec_send';
COMMENT ON FUNCTION funnel_spec_send(funnel_spec) IS 'Binary output of funnel_spec, canonical.';

CREATE TYPE funnel_spec (
  INPUT = funnel_spec_in,
  OUTPUT = funnel_spec_out,
  RECEIVE = funnel_spec_recv,
  SEND = funnel_spec_send,
  ALIGNMENT = double,
  STORAGE = extended
);

CREATE FUNCTION funnel_spec_eq(funnel_spec, funnel_spec) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_funnel_spec_eq';
COMMENT ON FUNCTION funnel_spec_eq(funnel_spec, funnel_spec) IS 'Whether steps and clauses are the same.';

CREATE FUNCTION funnel_spec_ne(funnel_spec, funnel_spec) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_funnel_spec_ne';
COMMENT ON FUNCTION funnel_spec_ne(funnel_spec, funnel_spec) IS 'Whether two specifications differ.';

CREATE OPERATOR = (
  LEFTARG = funnel_spec, RIGHTARG = funnel_spec, FUNCTION = funnel_spec_eq,
  COMMUTATOR = =, NEGATOR = <>, RESTRICT = eqsel, JOIN = eqjoinsel
);
COMMENT ON OPERATOR = (funnel_spec, funnel_spec) IS 'Whether steps and clauses are the same.';

CREATE OPERATOR <> (
  LEFTARG = funnel_spec, RIGHTARG = funnel_spec, FUNCTION = funnel_spec_ne,
  COMMUTATOR = <>, NEGATOR = =, RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (funnel_spec, funnel_spec) IS 'Whether two specifications differ.';

-- since: 0.1.0
CREATE TYPE window_funnel_state;
COMMENT ON TYPE window_funnel_state IS
'The events of one case as window_funnel keeps them; mergeable.';

CREATE FUNCTION window_funnel_state_in(cstring) RETURNS window_funnel_state
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_window_state_in';
COMMENT ON FUNCTION window_funnel_state_in(cstring) IS 'Text input of window_funnel_state.';

CREATE FUNCTION window_funnel_state_out(window_funnel_state) RETURNS cstring
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_window_state_out';
COMMENT ON FUNCTION window_funnel_state_out(window_funnel_state) IS 'Text output of window_funnel_state, canonical.';

CREATE FUNCTION window_funnel_state_recv(internal) RETURNS window_funnel_state
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_window_state_recv';
COMMENT ON FUNCTION window_funnel_state_recv(internal) IS 'Binary input of window_funnel_state.';

CREATE FUNCTION window_funnel_state_send(window_funnel_state) RETURNS bytea
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_window_state_send';
COMMENT ON FUNCTION window_funnel_state_send(window_funnel_state) IS 'Binary output of window_funnel_state, canonical.';

CREATE TYPE window_funnel_state (
  INPUT = window_funnel_state_in,
  OUTPUT = window_funnel_state_out,
  RECEIVE = window_funnel_state_recv,
  SEND = window_funnel_state_send,
  ALIGNMENT = double,
  STORAGE = extended
);

CREATE FUNCTION level(j journey, spec funnel_spec) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_level';
COMMENT ON FUNCTION level(journey, funnel_spec) IS
'The number of the last step reached: different events satisfy the steps in order, within the gaps and the window, no exclusion between them; with order any the number of steps satisfied within one window, all when only optional ones are left out. 0 without a step, NULL for a journey that is dropped.';

CREATE FUNCTION level(j journey, spec funnel_spec, working calendar) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 80
AS 'MODULE_PATHNAME', 'csq_level';
COMMENT ON FUNCTION level(journey, funnel_spec, calendar) IS
'The level with gaps and window measured in the open time of a calendar.';

CREATE FUNCTION steps(j journey, spec funnel_spec) RETURNS timestamptz[]
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 80
AS 'MODULE_PATHNAME', 'csq_steps';
COMMENT ON FUNCTION steps(journey, funnel_spec) IS
'Times of the chain that explains the level, step s at place s, NULL for an optional step not taken: of the chains of the highest level the one that the chain clause names, by default the one that completes first, of these the one that starts last, then the earliest step by step.';

CREATE FUNCTION steps(j journey, spec funnel_spec, working calendar) RETURNS timestamptz[]
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 120
AS 'MODULE_PATHNAME', 'csq_steps';
COMMENT ON FUNCTION steps(journey, funnel_spec, calendar) IS
'Times of the chain that explains the level with gaps and window measured in the open time of a calendar; chain fastest takes the least open time.';

CREATE FUNCTION level(state window_funnel_state) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_window_funnel_level';
COMMENT ON FUNCTION level(window_funnel_state) IS
'The level of a window_funnel state; final function of window_funnel.';

CREATE FUNCTION window_funnel_append(state window_funnel_state, at timestamptz, step int, within interval) RETURNS window_funnel_state
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_window_accum';
COMMENT ON FUNCTION window_funnel_append(window_funnel_state, timestamptz, int, interval) IS
'Transition function of window_funnel; steps are 1 to 64, any other number and NULL are no step, rows without time are skipped.';

CREATE FUNCTION window_funnel_merge(state window_funnel_state, other window_funnel_state) RETURNS window_funnel_state
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_window_merge_states';
COMMENT ON FUNCTION window_funnel_merge(window_funnel_state, window_funnel_state) IS
'The events of both states, which must have the same window; a NULL adds nothing.';

CREATE AGGREGATE window_funnel(at timestamptz, step int, within interval) (
  SFUNC = window_funnel_append, STYPE = window_funnel_state, SSPACE = 144,
  FINALFUNC = level, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = window_funnel_merge, PARALLEL = SAFE
);
COMMENT ON AGGREGATE window_funnel(timestamptz, int, interval) IS
'The highest level reached: k different events are steps 1 to k in order of time (equal times in either order), the last no later than within after the first. Steps are 1 to 64, any other number and NULL are no step.';

CREATE AGGREGATE window_funnel_agg(at timestamptz, step int, within interval) (
  SFUNC = window_funnel_append, STYPE = window_funnel_state, SSPACE = 144,
  COMBINEFUNC = window_funnel_merge, PARALLEL = SAFE
);
COMMENT ON AGGREGATE window_funnel_agg(timestamptz, int, interval) IS
'The state of window_funnel as a value that can be kept and merged; read it with level().';

CREATE AGGREGATE rollup(window_funnel_state) (
  SFUNC = window_funnel_merge, STYPE = window_funnel_state, SSPACE = 144,
  COMBINEFUNC = window_funnel_merge, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(window_funnel_state) IS
'The events of several window_funnel states, which must have the same window.';

-- ----------------------------------------------------------- funnel_case ----

-- since: 0.1.0
CREATE TYPE funnel_case;
COMMENT ON TYPE funnel_case IS
'The events of one case that matter to one funnel: times and kinds, without labels; mergeable, read with the specification it was made with.';

CREATE FUNCTION funnel_case_in(cstring) RETURNS funnel_case
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_funnel_case_in';
COMMENT ON FUNCTION funnel_case_in(cstring) IS 'Text input of funnel_case.';

CREATE FUNCTION funnel_case_out(funnel_case) RETURNS cstring
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_funnel_case_out';
COMMENT ON FUNCTION funnel_case_out(funnel_case) IS 'Text output of funnel_case, canonical.';

CREATE FUNCTION funnel_case_recv(internal) RETURNS funnel_case
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_funnel_case_recv';
COMMENT ON FUNCTION funnel_case_recv(internal) IS 'Binary input of funnel_case.';

CREATE FUNCTION funnel_case_send(funnel_case) RETURNS bytea
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_funnel_case_send';
COMMENT ON FUNCTION funnel_case_send(funnel_case) IS 'Binary output of funnel_case, canonical.';

CREATE TYPE funnel_case (
  INPUT = funnel_case_in,
  OUTPUT = funnel_case_out,
  RECEIVE = funnel_case_recv,
  SEND = funnel_case_send,
  ALIGNMENT = double,
  STORAGE = extended
);

CREATE FUNCTION funnel_case_append(state funnel_case, at timestamptz, activity text, spec funnel_spec) RETURNS funnel_case
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_case_accum';
COMMENT ON FUNCTION funnel_case_append(funnel_case, timestamptz, text, funnel_spec) IS
'Transition function of funnel_case_agg: keeps an event that is in a step or an exclusion; a row without time, activity or specification is skipped.';

CREATE FUNCTION funnel_case_merge(state funnel_case, other funnel_case) RETURNS funnel_case
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_funnel_case_merge_states';
COMMENT ON FUNCTION funnel_case_merge(funnel_case, funnel_case) IS
'The events of both, which must be of the same specification; a NULL adds nothing.';

CREATE AGGREGATE funnel_case_agg(at timestamptz, activity text, spec funnel_spec) (
  SFUNC = funnel_case_append, STYPE = funnel_case, SSPACE = 144,
  COMBINEFUNC = funnel_case_merge, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_case_agg(timestamptz, text, funnel_spec) IS
'What one funnel needs of a case, a word per event that matters; read it with funnel_level(state, spec) and funnel_steps(state, spec). level(journey_agg(at, activity), spec) is planned like this by itself.';

CREATE AGGREGATE rollup(funnel_case) (
  SFUNC = funnel_case_merge, STYPE = funnel_case, SSPACE = 144,
  COMBINEFUNC = funnel_case_merge, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(funnel_case) IS
'The events of several parts of a case, collected for the same specification.';

CREATE FUNCTION funnel_level(state funnel_case, spec funnel_spec) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_funnel_level_of_case';
COMMENT ON FUNCTION funnel_level(funnel_case, funnel_spec) IS
'The level of a journey of the same events; the specification must be the one the state was made with.';

CREATE FUNCTION funnel_level(state funnel_case, spec funnel_spec, working calendar) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 80
AS 'MODULE_PATHNAME', 'csq_funnel_level_of_case';
COMMENT ON FUNCTION funnel_level(funnel_case, funnel_spec, calendar) IS
'The same with gaps and window measured in the open time of a calendar.';

CREATE FUNCTION funnel_steps(state funnel_case, spec funnel_spec) RETURNS timestamptz[]
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_funnel_steps_of_case';
COMMENT ON FUNCTION funnel_steps(funnel_case, funnel_spec) IS
'The times of the chosen chain, as of a journey of the same events.';

CREATE FUNCTION funnel_steps(state funnel_case, spec funnel_spec, working calendar) RETURNS timestamptz[]
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_funnel_steps_of_case';
COMMENT ON FUNCTION funnel_steps(funnel_case, funnel_spec, calendar) IS
'The same with gaps and window measured in the open time of a calendar.';

CREATE FUNCTION funnel_support(internal) RETURNS internal
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_support';
COMMENT ON FUNCTION funnel_support(internal) IS
'Planner support of level and steps: plans level(journey_agg(at, activity), spec) as funnel_level(funnel_case_agg(at, activity, spec), spec).';

ALTER FUNCTION level(journey, funnel_spec) SUPPORT funnel_support;
ALTER FUNCTION level(journey, funnel_spec, calendar) SUPPORT funnel_support;
ALTER FUNCTION steps(journey, funnel_spec) SUPPORT funnel_support;
ALTER FUNCTION steps(journey, funnel_spec, calendar) SUPPORT funnel_support;

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

-- ---------------------------------------------------------- journey_time ----

-- since: 0.1.0
CREATE FUNCTION stages(j journey, during tstzrange DEFAULT NULL, carry text DEFAULT NULL,
                       OUT stage text, OUT entered timestamptz, OUT "left" timestamptz, OUT spent interval) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 40 ROWS 8
AS 'MODULE_PATHNAME', 'csq_journey_stages_sql';
COMMENT ON FUNCTION stages(journey, tstzrange, text) IS
'The stages of the journey (an event puts the case into a stage until the next), clipped to a window; carry is the stage at its beginning when no event comes before. The last stage has no end without a window.';

CREATE FUNCTION stages(j journey, working calendar, during tstzrange DEFAULT NULL, carry text DEFAULT NULL,
                       OUT stage text, OUT entered timestamptz, OUT "left" timestamptz, OUT spent interval) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 80 ROWS 8
AS 'MODULE_PATHNAME', 'csq_journey_stages_sql';
COMMENT ON FUNCTION stages(journey, calendar, tstzrange, text) IS
'The stages of the journey, with the business time spent in each; window and carry as without a calendar.';

CREATE FUNCTION time_in(j journey, stage text, during tstzrange DEFAULT NULL, carry text DEFAULT NULL) RETURNS interval
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 40
AS 'MODULE_PATHNAME', 'csq_time_in';
COMMENT ON FUNCTION time_in(journey, text, tstzrange, text) IS
'Time the case was in a stage, within a window; a stage that has not been left counts up to the end of the window, and without one not at all.';

CREATE FUNCTION time_in(j journey, stage text, working calendar, during tstzrange DEFAULT NULL, carry text DEFAULT NULL) RETURNS interval
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 80
AS 'MODULE_PATHNAME', 'csq_time_in';
COMMENT ON FUNCTION time_in(journey, text, calendar, tstzrange, text) IS
'Business time the case was in a stage, within a window.';

CREATE FUNCTION state_at(j journey, at timestamptz, carry text DEFAULT NULL) RETURNS text
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_state_at';
COMMENT ON FUNCTION state_at(journey, timestamptz, text) IS
'The stage at an instant: the activity of the last event at or before it, carry when there is none.';

CREATE FUNCTION duration(j journey, working calendar) RETURNS interval
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_duration_working';
COMMENT ON FUNCTION duration(journey, calendar) IS
'Business time from the first to the last event.';

CREATE FUNCTION sessions(j journey, gap interval) RETURNS SETOF journey
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 60 ROWS 5
AS 'MODULE_PATHNAME', 'csq_sessions';
COMMENT ON FUNCTION sessions(journey, interval) IS
'The journey cut wherever more than the gap lies between an event and the next.';

CREATE FUNCTION relabel(j journey, mapping jsonb) RETURNS journey
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 60
AS 'MODULE_PATHNAME', 'csq_relabel';
COMMENT ON FUNCTION relabel(journey, jsonb) IS
'The journey with other activities, {"old":"new"}; events whose activity maps to null are left out, activities not named stay.';

CREATE FUNCTION contacts(j journey, activities text[]) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_contacts';
COMMENT ON FUNCTION contacts(journey, text[]) IS
'Number of events with one of these activities.';

CREATE FUNCTION effort(j journey, weights jsonb) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 30
AS 'MODULE_PATHNAME', 'csq_effort';
COMMENT ON FUNCTION effort(journey, jsonb) IS
'What the journey cost the customer: weights of activities, changes of channel, repetitions and hours, {"activities":{"called":2},"other":1,"switch":0.5,"repeat":1,"hour":0.1}.';

-- ------------------------------------------------------------ funnel_agg ----

-- since: 0.1.0
CREATE TYPE funnel;
COMMENT ON TYPE funnel IS
'How many cases reached which step of a funnel; mergeable.';

CREATE FUNCTION funnel_in(cstring) RETURNS funnel
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_funnel_in';
COMMENT ON FUNCTION funnel_in(cstring) IS 'Text input of funnel.';

CREATE FUNCTION funnel_out(funnel) RETURNS cstring
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_funnel_out';
COMMENT ON FUNCTION funnel_out(funnel) IS 'Text output of funnel, canonical.';

CREATE FUNCTION funnel_recv(internal) RETURNS funnel
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_funnel_recv';
COMMENT ON FUNCTION funnel_recv(internal) IS 'Binary input of funnel.';

CREATE FUNCTION funnel_send(funnel) RETURNS bytea
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_funnel_send';
COMMENT ON FUNCTION funnel_send(funnel) IS 'Binary output of funnel, canonical.';

CREATE TYPE funnel (
  INPUT = funnel_in,
  OUTPUT = funnel_out,
  RECEIVE = funnel_recv,
  SEND = funnel_send,
  ALIGNMENT = double,
  STORAGE = extended
);

CREATE FUNCTION funnel_eq(funnel, funnel) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_funnel_eq';
COMMENT ON FUNCTION funnel_eq(funnel, funnel) IS 'Whether specification and counts are the same.';

CREATE FUNCTION funnel_ne(funnel, funnel) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_funnel_ne';
COMMENT ON FUNCTION funnel_ne(funnel, funnel) IS 'Whether two funnels differ.';

CREATE OPERATOR = (
  LEFTARG = funnel, RIGHTARG = funnel, FUNCTION = funnel_eq,
  COMMUTATOR = =, NEGATOR = <>, RESTRICT = eqsel, JOIN = eqjoinsel
);
COMMENT ON OPERATOR = (funnel, funnel) IS 'Whether specification and counts are the same.';

CREATE OPERATOR <> (
  LEFTARG = funnel, RIGHTARG = funnel, FUNCTION = funnel_ne,
  COMMUTATOR = <>, NEGATOR = =, RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (funnel, funnel) IS 'Whether two funnels differ.';

CREATE FUNCTION funnel_count_append(state funnel, j journey, spec funnel_spec) RETURNS funnel
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_funnel_accum';
COMMENT ON FUNCTION funnel_count_append(funnel, journey, funnel_spec) IS
'Transition function of funnel_count_agg: counts the case at its level; a row without journey or specification is skipped.';

CREATE FUNCTION funnel_merge(state funnel, other funnel) RETURNS funnel
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_funnel_merge_states';
COMMENT ON FUNCTION funnel_merge(funnel, funnel) IS
'The sum of two funnels of the same specification; a NULL adds nothing.';

CREATE AGGREGATE funnel_count_agg(j journey, spec funnel_spec) (
  SFUNC = funnel_count_append, STYPE = funnel, SSPACE = 256,
  COMBINEFUNC = funnel_merge, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_count_agg(journey, funnel_spec) IS
'How many cases reached which step and nothing else: a funnel without times, in half the time. One journey per row, the same specification on each.';

CREATE AGGREGATE rollup(funnel) (
  SFUNC = funnel_merge, STYPE = funnel, SSPACE = 256,
  COMBINEFUNC = funnel_merge, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(funnel) IS
'The sum of several funnels of the same specification.';

CREATE FUNCTION funnel_append(state funnel, j journey, spec funnel_spec) RETURNS funnel
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_funnel_detail_accum';
COMMENT ON FUNCTION funnel_append(funnel, journey, funnel_spec) IS
'Transition function of funnel_agg: counts the case at its level, with the times of its chain and the activity after it; a row without journey or specification is skipped.';

CREATE AGGREGATE funnel_agg(j journey, spec funnel_spec) (
  SFUNC = funnel_append, STYPE = funnel, SSPACE = 8192,
  COMBINEFUNC = funnel_merge, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_agg(journey, funnel_spec) IS
'The funnel of many cases: how many reached which step, the times from step to step, and where those went that did not reach the last. One journey per row, the same specification on each.';

CREATE OPERATOR + (
  LEFTARG = funnel, RIGHTARG = funnel, FUNCTION = funnel_merge, COMMUTATOR = +
);
COMMENT ON OPERATOR + (funnel, funnel) IS 'The sum of two funnels of the same specification.';

CREATE FUNCTION stages(f funnel, confidence float8 DEFAULT 0.95, OUT step int, OUT label text, OUT reached int8, OUT share float8,
  OUT from_previous float8, OUT lo float8, OUT hi float8, OUT median_gap interval, OUT p90_gap interval,
  OUT median_total interval, OUT dropped int8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 4
AS 'MODULE_PATHNAME', 'csq_stages';
COMMENT ON FUNCTION stages(funnel, float8) IS
'Per step: cases that reached it, their share of those that reached step 1, their share of those that reached the step before (of all cases for step 1) with its Wilson interval lo to hi; with details the median and 90th percentile of the time since the step before and the median since the first; the cases that went no further.';

-- since: 0.1.0
CREATE FUNCTION lost_to(f funnel, OUT step int, OUT next_activity text, OUT n int8, OUT share float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 20
AS 'MODULE_PATHNAME', 'csq_lost_to';
COMMENT ON FUNCTION lost_to(funnel) IS
'Where the cases went that came to this step and no further: the next activity, NULL when the journey ended, with their number and share. Needs a funnel with details.';

-- since: 0.1.0
CREATE FUNCTION time_to_convert(f funnel, from_step int, to_step int, bins int DEFAULT 10, OUT lo interval, OUT hi interval, OUT n int8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 10
AS 'MODULE_PATHNAME', 'csq_time_to_convert';
COMMENT ON FUNCTION time_to_convert(funnel, int, int, int) IS
'Distribution of the time to a step, since the step before or since the first, in bins of equal width. Needs a funnel with details.';

-- since: 0.1.0
CREATE FUNCTION compare(before funnel, after funnel, confidence float8 DEFAULT 0.95, OUT step int, OUT label text, OUT share_before float8,
  OUT share_after float8, OUT difference float8, OUT lo float8, OUT hi float8, OUT z float8, OUT p_value float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 4
AS 'MODULE_PATHNAME', 'csq_compare_funnel';
COMMENT ON FUNCTION compare(funnel, funnel, float8) IS
'Per step, the share of the cases that reached the step before (of all cases for step 1) in two funnels of the same specification: its change, after minus before, with Newcombe interval and pooled score test.';

CREATE FUNCTION num_cases(f funnel) RETURNS int8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_funnel_num_cases';
COMMENT ON FUNCTION num_cases(funnel) IS
'The cases counted at a level, those without a first step included, those dropped by an exclusion not.';

CREATE FUNCTION num_excluded(f funnel) RETURNS int8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_funnel_num_excluded';
COMMENT ON FUNCTION num_excluded(funnel) IS
'The cases that an exclusion with drop journey left out.';

-- since: 0.1.0
CREATE TYPE funnel_events;
COMMENT ON TYPE funnel_events IS
'The events that the one-level funnel_count_agg and funnel_agg collect, each with its case; merging them is right however a case is split.';

CREATE FUNCTION funnel_events_in(cstring) RETURNS funnel_events
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_funnel_events_in';
COMMENT ON FUNCTION funnel_events_in(cstring) IS 'Text input of funnel_events.';

CREATE FUNCTION funnel_events_out(funnel_events) RETURNS cstring
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_funnel_events_out';
COMMENT ON FUNCTION funnel_events_out(funnel_events) IS 'Text output of funnel_events, canonical.';

CREATE FUNCTION funnel_events_recv(internal) RETURNS funnel_events
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_funnel_events_recv';
COMMENT ON FUNCTION funnel_events_recv(internal) IS 'Binary input of funnel_events.';

CREATE FUNCTION funnel_events_send(funnel_events) RETURNS bytea
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_funnel_events_send';
COMMENT ON FUNCTION funnel_events_send(funnel_events) IS 'Binary output of funnel_events, canonical.';

CREATE TYPE funnel_events (
  INPUT = funnel_events_in,
  OUTPUT = funnel_events_out,
  RECEIVE = funnel_events_recv,
  SEND = funnel_events_send,
  ALIGNMENT = double,
  STORAGE = extended
);

CREATE FUNCTION funnel_count_append(state funnel_events, case_id anyelement, at timestamptz, activity text, spec funnel_spec) RETURNS funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_accum';
COMMENT ON FUNCTION funnel_count_append(funnel_events, anyelement, timestamptz, text, funnel_spec) IS
'Transition function of the one-level funnel_count_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';

CREATE FUNCTION funnel_combine(state funnel_events, other funnel_events) RETURNS funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_funnel_events_combine';
COMMENT ON FUNCTION funnel_combine(funnel_events, funnel_events) IS
'The events of both; cases with the same id are one case. Combine function of the one-level funnel_count_agg and funnel_agg.';

CREATE FUNCTION funnel(events funnel_events) RETURNS funnel
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_funnel_events_final';
COMMENT ON FUNCTION funnel(funnel_events) IS
'The funnel of collected events, with details where they have any. Final function of the one-level funnel_count_agg and funnel_agg.';

CREATE AGGREGATE funnel_count_agg(case_id anyelement, at timestamptz, activity text, spec funnel_spec) (
  SFUNC = funnel_count_append, STYPE = funnel_events, SSPACE = 1024,
  FINALFUNC = funnel, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = funnel_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_count_agg(anyelement, timestamptz, text, funnel_spec) IS
'How many cases reached which step and nothing else, straight from the events of all cases, whatever the order of the rows: the same funnel as from one journey per case. The case id is an integer, a text or a uuid. Rows without case, time or activity are skipped.';

-- since: 0.1.0
CREATE FUNCTION funnel_append(state funnel_events, case_id anyelement, at timestamptz, activity text, spec funnel_spec) RETURNS funnel_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_funnel_events_detail_accum';
COMMENT ON FUNCTION funnel_append(funnel_events, anyelement, timestamptz, text, funnel_spec) IS
'Transition function of the one-level funnel_agg: adds an event to its case; a row without case, time, activity or specification is skipped.';

CREATE AGGREGATE funnel_agg(case_id anyelement, at timestamptz, activity text, spec funnel_spec) (
  SFUNC = funnel_append, STYPE = funnel_events, SSPACE = 1024,
  FINALFUNC = funnel, FINALFUNC_MODIFY = READ_ONLY,
  COMBINEFUNC = funnel_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE funnel_agg(anyelement, timestamptz, text, funnel_spec) IS
'The funnel of many cases straight from the events of all cases, whatever the order of the rows: the same as from one journey per case. The case id is an integer, a text or a uuid. Rows without case, time or activity are skipped.';

-- --------------------------------------------------------- funnel_sketch ----

-- since: 0.1.0
CREATE TYPE funnel_sketch;
COMMENT ON TYPE funnel_sketch IS
'What the funnel of one case needs to know of periods of it, without the events; sketches of other periods of the case add up.';

CREATE FUNCTION funnel_sketch_in(cstring) RETURNS funnel_sketch
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_funnel_sketch_in';
COMMENT ON FUNCTION funnel_sketch_in(cstring) IS 'Text input of funnel_sketch.';

CREATE FUNCTION funnel_sketch_out(funnel_sketch) RETURNS cstring
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_funnel_sketch_out';
COMMENT ON FUNCTION funnel_sketch_out(funnel_sketch) IS 'Text output of funnel_sketch, canonical.';

CREATE FUNCTION funnel_sketch_recv(internal) RETURNS funnel_sketch
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_funnel_sketch_recv';
COMMENT ON FUNCTION funnel_sketch_recv(internal) IS 'Binary input of funnel_sketch.';

CREATE FUNCTION funnel_sketch_send(funnel_sketch) RETURNS bytea
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_funnel_sketch_send';
COMMENT ON FUNCTION funnel_sketch_send(funnel_sketch) IS 'Binary output of funnel_sketch, canonical.';

CREATE TYPE funnel_sketch (
  INPUT = funnel_sketch_in,
  OUTPUT = funnel_sketch_out,
  RECEIVE = funnel_sketch_recv,
  SEND = funnel_sketch_send,
  ALIGNMENT = double,
  STORAGE = extended
);

CREATE FUNCTION funnel_sketch_eq(funnel_sketch, funnel_sketch) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_funnel_sketch_eq';
COMMENT ON FUNCTION funnel_sketch_eq(funnel_sketch, funnel_sketch) IS 'Whether specification and pieces are the same.';

CREATE FUNCTION funnel_sketch_ne(funnel_sketch, funnel_sketch) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_funnel_sketch_ne';
COMMENT ON FUNCTION funnel_sketch_ne(funnel_sketch, funnel_sketch) IS 'Whether two sketches differ.';

CREATE OPERATOR = (
  LEFTARG = funnel_sketch, RIGHTARG = funnel_sketch, FUNCTION = funnel_sketch_eq,
  COMMUTATOR = =, NEGATOR = <>, RESTRICT = eqsel, JOIN = eqjoinsel
);
COMMENT ON OPERATOR = (funnel_sketch, funnel_sketch) IS 'Whether specification and pieces are the same.';

CREATE OPERATOR <> (
  LEFTARG = funnel_sketch, RIGHTARG = funnel_sketch, FUNCTION = funnel_sketch_ne,
  COMMUTATOR = <>, NEGATOR = =, RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (funnel_sketch, funnel_sketch) IS 'Whether two sketches differ.';

CREATE FUNCTION sketch(j journey, spec funnel_spec) RETURNS funnel_sketch
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_sketch';
COMMENT ON FUNCTION sketch(journey, funnel_spec) IS
'What the level of the whole case will need to know of this stretch of it. For specifications of steps and a window: no gaps, exclusions, optional steps, other orders or ties.';

CREATE FUNCTION funnel_sketch_merge(a funnel_sketch, b funnel_sketch) RETURNS funnel_sketch
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_funnel_sketch_merge';
COMMENT ON FUNCTION funnel_sketch_merge(funnel_sketch, funnel_sketch) IS
'The periods of both, which must not overlap; a NULL adds nothing.';

CREATE OPERATOR + (
  LEFTARG = funnel_sketch, RIGHTARG = funnel_sketch, FUNCTION = funnel_sketch_merge, COMMUTATOR = +
);
COMMENT ON OPERATOR + (funnel_sketch, funnel_sketch) IS 'The periods of both, which must not overlap.';

CREATE AGGREGATE rollup(funnel_sketch) (
  SFUNC = funnel_sketch_merge, STYPE = funnel_sketch, SSPACE = 1024,
  COMBINEFUNC = funnel_sketch_merge, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(funnel_sketch) IS
'The periods of several sketches of one case, in any order; they must not overlap.';

CREATE FUNCTION fold(s funnel_sketch) RETURNS funnel_sketch
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_funnel_sketch_fold';
COMMENT ON FUNCTION fold(funnel_sketch) IS
'One period from the first to the last event, as small as one of them; nothing can be added between any more.';

CREATE FUNCTION level(s funnel_sketch) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_funnel_sketch_level';
COMMENT ON FUNCTION level(funnel_sketch) IS
'The level of the case whose periods were sketched.';

-- ----------------------------------------------------------- journey_map ----

-- since: 0.1.0
CREATE TYPE journey_map;
COMMENT ON TYPE journey_map IS
'What many journeys have in common: stages with their times, ends and emotion, touchpoints by channel, moves between stages and channels. Maps add up exactly.';

CREATE FUNCTION journey_map_in(cstring) RETURNS journey_map
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_journey_map_in';
COMMENT ON FUNCTION journey_map_in(cstring) IS 'Text input of journey_map.';

CREATE FUNCTION journey_map_out(journey_map) RETURNS cstring
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_journey_map_out';
COMMENT ON FUNCTION journey_map_out(journey_map) IS 'Text output of journey_map, canonical.';

CREATE FUNCTION journey_map_recv(internal) RETURNS journey_map
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_journey_map_recv';
COMMENT ON FUNCTION journey_map_recv(internal) IS 'Binary input of journey_map.';

CREATE FUNCTION journey_map_send(journey_map) RETURNS bytea
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_journey_map_send';
COMMENT ON FUNCTION journey_map_send(journey_map) IS 'Binary output of journey_map, canonical.';

CREATE TYPE journey_map (
  INPUT = journey_map_in,
  OUTPUT = journey_map_out,
  RECEIVE = journey_map_recv,
  SEND = journey_map_send,
  ALIGNMENT = double,
  STORAGE = extended
);

CREATE FUNCTION journey_map_eq(journey_map, journey_map) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_journey_map_eq';
COMMENT ON FUNCTION journey_map_eq(journey_map, journey_map) IS 'Whether two maps have the same counts, times and values.';

CREATE FUNCTION journey_map_ne(journey_map, journey_map) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_journey_map_ne';
COMMENT ON FUNCTION journey_map_ne(journey_map, journey_map) IS 'Whether two maps differ in some count, time or value.';

CREATE OPERATOR = (
  LEFTARG = journey_map, RIGHTARG = journey_map, FUNCTION = journey_map_eq,
  COMMUTATOR = =, NEGATOR = <>, RESTRICT = eqsel, JOIN = eqjoinsel
);
COMMENT ON OPERATOR = (journey_map, journey_map) IS 'Whether two maps have the same counts, times and values.';

CREATE OPERATOR <> (
  LEFTARG = journey_map, RIGHTARG = journey_map, FUNCTION = journey_map_ne,
  COMMUTATOR = <>, NEGATOR = =, RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (journey_map, journey_map) IS 'Whether two maps differ in some count, time or value.';

CREATE FUNCTION journey_map_append(state journey_map, j journey) RETURNS journey_map
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_journey_map_accum';
COMMENT ON FUNCTION journey_map_append(journey_map, journey) IS
'Transition function of journey_map_agg: one more journey; one that is NULL or has no events is skipped.';

CREATE FUNCTION journey_map_append(state journey_map, j journey, working calendar) RETURNS journey_map
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_journey_map_accum';
COMMENT ON FUNCTION journey_map_append(journey_map, journey, calendar) IS
'Transition function of journey_map_agg: one more journey, the time in its stages in business time.';

CREATE FUNCTION journey_map_merge(state journey_map, other journey_map) RETURNS journey_map
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_journey_map_merge_states';
COMMENT ON FUNCTION journey_map_merge(journey_map, journey_map) IS
'The journeys of both maps; a NULL adds nothing. Transition function of rollup and combine function.';

CREATE AGGREGATE journey_map_agg(j journey) (
  SFUNC = journey_map_append, STYPE = journey_map, SSPACE = 8192,
  COMBINEFUNC = journey_map_merge, PARALLEL = SAFE
);
COMMENT ON AGGREGATE journey_map_agg(journey) IS
'The map of many journeys, for stages(), touchpoints(), emotion_curve(), stage_flow(), channel_flow() and containment(). Journeys without events are skipped.';

CREATE AGGREGATE journey_map_agg(j journey, working calendar) (
  SFUNC = journey_map_append, STYPE = journey_map, SSPACE = 8192,
  COMBINEFUNC = journey_map_merge, PARALLEL = SAFE
);
COMMENT ON AGGREGATE journey_map_agg(journey, calendar) IS
'The map of many journeys, with the time in stages in business time.';

CREATE AGGREGATE rollup(journey_map) (
  SFUNC = journey_map_merge, STYPE = journey_map, SSPACE = 8192,
  COMBINEFUNC = journey_map_merge, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(journey_map) IS
'The map of the journeys of several maps.';

CREATE FUNCTION stages(m journey_map, confidence float8 DEFAULT 0.95, OUT stage text, OUT journeys int8, OUT share float8, OUT place float8,
                       OUT went_on float8, OUT went_on_lo float8, OUT went_on_hi float8, OUT next_stage text, OUT next_share float8,
                       OUT mean interval, OUT p50 interval, OUT p90 interval,
                       OUT num_values int8, OUT emotion float8, OUT emotion_lo float8, OUT emotion_hi float8,
                       OUT touches float8, OUT repeats float8, OUT switches float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 500 ROWS 12
AS 'MODULE_PATHNAME', 'csq_map_stages';
COMMENT ON FUNCTION stages(journey_map, float8) IS
'The stages in the order in which they come: volume, the share of journeys that went on from them and where to, the time until the next stage, the mean value of their events, and touches, repeats and changes of channel per journey.';

CREATE FUNCTION touchpoints(m journey_map, confidence float8 DEFAULT 0.95, OUT activity text, OUT channel text, OUT n int8, OUT journeys int8, OUT share float8,
                            OUT num_values int8, OUT emotion float8, OUT emotion_lo float8, OUT emotion_hi float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 500 ROWS 30
AS 'MODULE_PATHNAME', 'csq_map_touchpoints';
COMMENT ON FUNCTION touchpoints(journey_map, float8) IS
'Each activity by channel: events, journeys, share of all journeys, mean value with its interval.';

CREATE FUNCTION emotion_curve(m journey_map, bins int DEFAULT 10, confidence float8 DEFAULT 0.95, OUT position_from float8, OUT position_to float8,
                              OUT num_values int8, OUT mean float8, OUT lo float8, OUT hi float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 500 ROWS 10
AS 'MODULE_PATHNAME', 'csq_map_emotion_curve';
COMMENT ON FUNCTION emotion_curve(journey_map, int, float8) IS
'The mean value by position in the journey, from the first event (0) to the last (1), with its interval; 1, 2, 4, 5, 10 or 20 bins.';

CREATE FUNCTION stage_flow(m journey_map, OUT source text, OUT target text, OUT n int8, OUT share float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 500 ROWS 40
AS 'MODULE_PATHNAME', 'csq_map_stage_flow';
COMMENT ON FUNCTION stage_flow(journey_map) IS
'How often a stage came directly after another, and the share of all moves from the source.';

CREATE FUNCTION channel_flow(m journey_map, OUT source text, OUT target text, OUT n int8, OUT share float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 500 ROWS 20
AS 'MODULE_PATHNAME', 'csq_map_channel_flow';
COMMENT ON FUNCTION channel_flow(journey_map) IS
'How often a contact by one channel was followed by one by another or by the same, and the share of all moves from the source.';

CREATE FUNCTION containment(m journey_map, confidence float8 DEFAULT 0.95, OUT channel text, OUT journeys int8, OUT contained int8, OUT share float8, OUT lo float8, OUT hi float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 500 ROWS 6
AS 'MODULE_PATHNAME', 'csq_map_containment';
COMMENT ON FUNCTION containment(journey_map, float8) IS
'The journeys that began in a channel, and the share of them that never left it.';

CREATE FUNCTION num_journeys(m journey_map) RETURNS int8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_map_num_journeys';
COMMENT ON FUNCTION num_journeys(journey_map) IS
'Number of journeys.';

-- --------------------------------------------------------------- process ----

-- since: 0.1.0
CREATE TYPE process_events;
COMMENT ON TYPE process_events IS
'The events that process_agg collects, each with its case; merging them is right however a case is split.';

CREATE FUNCTION process_events_in(cstring) RETURNS process_events
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_process_events_in';
COMMENT ON FUNCTION process_events_in(cstring) IS 'Text input of process_events.';

CREATE FUNCTION process_events_out(process_events) RETURNS cstring
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_process_events_out';
COMMENT ON FUNCTION process_events_out(process_events) IS 'Text output, canonical, of process_events.';

CREATE FUNCTION process_events_recv(internal) RETURNS process_events
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_process_events_recv';
COMMENT ON FUNCTION process_events_recv(internal) IS 'Binary input of process_events.';

CREATE FUNCTION process_events_send(process_events) RETURNS bytea
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_process_events_send';
COMMENT ON FUNCTION process_events_send(process_events) IS 'Binary output, canonical, of process_events.';

CREATE TYPE process_events (
  INPUT = process_events_in,
  OUTPUT = process_events_out,
  RECEIVE = process_events_recv,
  SEND = process_events_send,
  ALIGNMENT = double,
  STORAGE = extended
);

-- since: 0.1.0
CREATE TYPE process;
COMMENT ON TYPE process IS
'The process behind many cases: variants, times between activities, handovers, durations; processes of different cases add up.';

CREATE FUNCTION process_in(cstring) RETURNS process
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_process_in';
COMMENT ON FUNCTION process_in(cstring) IS 'Text input of process.';

CREATE FUNCTION process_out(process) RETURNS cstring
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_process_out';
COMMENT ON FUNCTION process_out(process) IS 'Text output, canonical, of process.';

CREATE FUNCTION process_recv(internal) RETURNS process
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_process_recv';
COMMENT ON FUNCTION process_recv(internal) IS 'Binary input of process.';

CREATE FUNCTION process_send(process) RETURNS bytea
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_process_send';
COMMENT ON FUNCTION process_send(process) IS 'Binary output, canonical, of process.';

CREATE TYPE process (
  INPUT = process_in,
  OUTPUT = process_out,
  RECEIVE = process_recv,
  SEND = process_send,
  ALIGNMENT = double,
  STORAGE = extended
);

CREATE FUNCTION process_eq(process, process) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_process_eq';
COMMENT ON FUNCTION process_eq(process, process) IS
'Whether two processes are the same in every count and time.';

CREATE FUNCTION process_ne(process, process) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_process_ne';
COMMENT ON FUNCTION process_ne(process, process) IS
'Whether two processes differ in some count or time.';

CREATE OPERATOR = (
  LEFTARG = process, RIGHTARG = process, FUNCTION = process_eq,
  COMMUTATOR = =, NEGATOR = <>, RESTRICT = eqsel, JOIN = eqjoinsel
);
COMMENT ON OPERATOR = (process, process) IS 'Whether two processes are the same in every count and time.';

CREATE OPERATOR <> (
  LEFTARG = process, RIGHTARG = process, FUNCTION = process_ne,
  COMMUTATOR = <>, NEGATOR = =, RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (process, process) IS 'Whether two processes differ in some count or time.';

CREATE FUNCTION process_append(state process_events, case_id anyelement, at timestamptz, activity text) RETURNS process_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_process_accum';
COMMENT ON FUNCTION process_append(process_events, anyelement, timestamptz, text) IS
'Transition function of process_agg: adds an event to its case; a row without case, time or activity is skipped.';

CREATE FUNCTION process_append(state process_events, case_id anyelement, at timestamptz, activity text, resource text) RETURNS process_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_process_accum';
COMMENT ON FUNCTION process_append(process_events, anyelement, timestamptz, text, text) IS
'Transition function of process_agg: adds an event to its case; a row without case, time or activity is skipped.';

CREATE FUNCTION process_append(state process_events, j journey) RETURNS process_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_process_accum_journey';
COMMENT ON FUNCTION process_append(process_events, journey) IS
'Transition function of process_agg: adds the events of a journey as one case; NULL is skipped.';

CREATE FUNCTION process_append(state process_events, case_id anyelement, at timestamptz, activity text, resource text, calendar calendar) RETURNS process_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_process_accum';
COMMENT ON FUNCTION process_append(process_events, anyelement, timestamptz, text, text, calendar) IS
'Transition function of process_agg: adds an event to its case; times are business time of the calendar, which is the same in all rows.';

CREATE FUNCTION process_append(state process_events, j journey, calendar calendar) RETURNS process_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_process_accum_journey';
COMMENT ON FUNCTION process_append(process_events, journey, calendar) IS
'Transition function of process_agg: adds the events of a journey as one case; times are business time of the calendar, which is the same in all rows.';

CREATE FUNCTION process_combine(state process_events, other process_events) RETURNS process_events
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_process_combine';
COMMENT ON FUNCTION process_combine(process_events, process_events) IS
'The events of both; cases with the same id are one case. Combine function of process_agg.';

CREATE FUNCTION process(events process_events) RETURNS process
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_process_final';
COMMENT ON FUNCTION process(process_events) IS
'The process behind collected events. Final function of process_agg.';

CREATE FUNCTION process_add(a process, b process) RETURNS process
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_process_add_values';
COMMENT ON FUNCTION process_add(process, process) IS
'The process of the cases of both, which must be different cases; a NULL adds nothing. Transition function of rollup and combine function.';

CREATE OPERATOR + (
  LEFTARG = process, RIGHTARG = process, FUNCTION = process_add, COMMUTATOR = +
);
COMMENT ON OPERATOR + (process, process) IS 'The process of the cases of both, which must be different cases.';

CREATE AGGREGATE process_agg(case_id anyelement, at timestamptz, activity text) (
  SFUNC = process_append, STYPE = process_events, SSPACE = 1024,
  FINALFUNC = process,
  COMBINEFUNC = process_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE process_agg(anyelement, timestamptz, text) IS
'The process behind a log of events, whatever the order of the rows. The case id is an integer, a text or a uuid. Rows without case, time or activity are skipped.';

CREATE AGGREGATE process_agg(case_id anyelement, at timestamptz, activity text, resource text) (
  SFUNC = process_append, STYPE = process_events, SSPACE = 1024,
  FINALFUNC = process,
  COMBINEFUNC = process_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE process_agg(anyelement, timestamptz, text, text) IS
'The process behind a log of events, with the resource (person, team, channel) of each, which may be NULL, for handovers.';

CREATE AGGREGATE process_agg(j journey) (
  SFUNC = process_append, STYPE = process_events, SSPACE = 1024,
  FINALFUNC = process,
  COMBINEFUNC = process_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE process_agg(journey) IS
'The process behind journeys, each of which is a case; channels are the resources. The same result as from the events themselves.';

CREATE AGGREGATE process_agg(case_id anyelement, at timestamptz, activity text, resource text, calendar calendar) (
  SFUNC = process_append, STYPE = process_events, SSPACE = 1024,
  FINALFUNC = process,
  COMBINEFUNC = process_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE process_agg(anyelement, timestamptz, text, text, calendar) IS
'The process behind a log of events with its times in business time of a calendar; the order of events is that of physical time. The resource may be NULL, the calendar not.';

CREATE AGGREGATE process_agg(j journey, calendar calendar) (
  SFUNC = process_append, STYPE = process_events, SSPACE = 1024,
  FINALFUNC = process,
  COMBINEFUNC = process_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE process_agg(journey, calendar) IS
'The process behind journeys with its times in business time of a calendar. The same result as from the events themselves.';

CREATE AGGREGATE rollup(process) (
  SFUNC = process_add, STYPE = process, SSPACE = 8192,
  COMBINEFUNC = process_add, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(process) IS
'The process of the cases of several processes. Exact when no case is in two of them; else such a case counts once in each.';

CREATE FUNCTION edges(p process, OUT source text, OUT target text, OUT n int8, OUT cases int8, OUT mean interval, OUT stddev interval, OUT p50 interval, OUT p90 interval, OUT min interval, OUT max interval, OUT total interval) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500 ROWS 60
AS 'MODULE_PATHNAME', 'csq_edges';
COMMENT ON FUNCTION edges(process) IS
'How often and how fast target directly follows source; p50 and p90 are exact up to 512 different times, else within 1/128.';

CREATE FUNCTION activities(p process, OUT activity text, OUT n int8, OUT cases int8, OUT starts int8, OUT ends int8, OUT reworked_cases int8, OUT self_loops int8, OUT repetitions int8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500 ROWS 20
AS 'MODULE_PATHNAME', 'csq_activities';
COMMENT ON FUNCTION activities(process) IS
'Counts of each activity; every occurrence is the first of its case, a self-loop (directly again) or a repetition (again after others).';

CREATE FUNCTION eventually_follows(p process, OUT source text, OUT target text, OUT n int8, OUT cases int8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2000 ROWS 100
AS 'MODULE_PATHNAME', 'csq_eventually_follows';
COMMENT ON FUNCTION eventually_follows(process) IS
'Pairs of activities of which target comes after source in some case, directly or not: n pairs of events, in so many cases.';

CREATE FUNCTION variants(p process, top int DEFAULT 10, OUT rank int, OUT n int8, OUT share float8, OUT cumulative float8, OUT path text[], OUT mean_duration interval) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500 ROWS 10
AS 'MODULE_PATHNAME', 'csq_variants';
COMMENT ON FUNCTION variants(process, int) IS
'The commonest sequences of activities, with their share of the cases.';

CREATE FUNCTION throughput(p process, q float8 DEFAULT 0.5) RETURNS interval
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_throughput';
COMMENT ON FUNCTION throughput(process, float8) IS
'The duration that a share q of the cases do not exceed: 0.5 is the median, 1 the longest.';

CREATE FUNCTION num_cases(p process) RETURNS int8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_process_num_cases';
COMMENT ON FUNCTION num_cases(process) IS
'Number of cases.';

CREATE FUNCTION calendar_of(p process) RETURNS calendar
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_process_calendar_of';
COMMENT ON FUNCTION calendar_of(process) IS
'The calendar whose business time all times of the process are; NULL when they are physical.';

CREATE FUNCTION handovers(p process, OUT source text, OUT target text, OUT n int8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500 ROWS 40
AS 'MODULE_PATHNAME', 'csq_handovers';
COMMENT ON FUNCTION handovers(process) IS
'How often work passes from one resource to the next within a case; source = target is work that stayed.';

CREATE FUNCTION bottlenecks(p process, top int DEFAULT 10, OUT source text, OUT target text, OUT n int8, OUT mean interval, OUT excess_wait interval, OUT share_of_total_wait float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500 ROWS 10
AS 'MODULE_PATHNAME', 'csq_bottlenecks';
COMMENT ON FUNCTION bottlenecks(process, int) IS
'The edges that cost most time beyond what their moves would have taken at the average of all moves.';

-- since: 0.1.0
CREATE FUNCTION compare(before process, after process, confidence float8 DEFAULT 0.95, OUT kind text, OUT source text, OUT target text,
  OUT cases_before int8, OUT cases_after int8, OUT share_before float8, OUT share_after float8, OUT difference float8, OUT lo float8, OUT hi float8,
  OUT z float8, OUT p_value float8, OUT mean_before interval, OUT mean_after interval, OUT mean_difference interval) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 80
AS 'MODULE_PATHNAME', 'csq_compare_process';
COMMENT ON FUNCTION compare(process, process, float8) IS
'Each activity and each edge of two processes: the share of the cases that have it, its change, after minus before, with Newcombe interval and pooled score test, and the mean time on the edge.';

CREATE FUNCTION to_mermaid(p process, top int DEFAULT 100, measure text DEFAULT 'n') RETURNS text
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_to_mermaid';
COMMENT ON FUNCTION to_mermaid(process, int, text) IS
'A Mermaid flowchart of the most frequent edges, labelled with a measure: n, cases, mean, p50, p90, min, max or total.';

CREATE FUNCTION to_dot(p process, top int DEFAULT 100, measure text DEFAULT 'n') RETURNS text
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_to_dot';
COMMENT ON FUNCTION to_dot(process, int, text) IS
'A Graphviz digraph of the most frequent edges, labelled with a measure: n, cases, mean, p50, p90, min, max or total.';

-- -------------------------------------------------------------- identity ----

-- since: 0.1.0
CREATE TYPE identity_graph;
COMMENT ON TYPE identity_graph IS
'Which ids belong to one person: {"v":1,"people":[["ann@example.com","cookie 7"],["bob"]]}; with ranks {"v":1,"ranked":[["ann@example.com","cookie 7",1],["bob"]]}, with times "since". A (minimum) spanning forest, whatever the number of links.';

CREATE FUNCTION identity_graph_in(cstring) RETURNS identity_graph
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_identity_graph_in';
COMMENT ON FUNCTION identity_graph_in(cstring) IS 'Text input of identity_graph.';

CREATE FUNCTION identity_graph_out(identity_graph) RETURNS cstring
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_identity_graph_out';
COMMENT ON FUNCTION identity_graph_out(identity_graph) IS 'Text output of identity_graph, canonical.';

CREATE FUNCTION identity_graph_recv(internal) RETURNS identity_graph
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_identity_graph_recv';
COMMENT ON FUNCTION identity_graph_recv(internal) IS 'Binary input of identity_graph.';

CREATE FUNCTION identity_graph_send(identity_graph) RETURNS bytea
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_identity_graph_send';
COMMENT ON FUNCTION identity_graph_send(identity_graph) IS 'Binary output of identity_graph, canonical.';

CREATE TYPE identity_graph (
  INPUT = identity_graph_in,
  OUTPUT = identity_graph_out,
  RECEIVE = identity_graph_recv,
  SEND = identity_graph_send,
  ALIGNMENT = double,
  STORAGE = extended
);

CREATE FUNCTION identity_graph_eq(identity_graph, identity_graph) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_identity_graph_eq';
COMMENT ON FUNCTION identity_graph_eq(identity_graph, identity_graph) IS 'Whether two graphs know the same people with the same ids, and by the same links where these have ranks or times.';

CREATE FUNCTION identity_graph_ne(identity_graph, identity_graph) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_identity_graph_ne';
COMMENT ON FUNCTION identity_graph_ne(identity_graph, identity_graph) IS 'Whether two graphs differ in some person, or in some link that has a rank or time.';

CREATE OPERATOR = (
  LEFTARG = identity_graph, RIGHTARG = identity_graph, FUNCTION = identity_graph_eq,
  COMMUTATOR = =, NEGATOR = <>, RESTRICT = eqsel, JOIN = eqjoinsel
);
COMMENT ON OPERATOR = (identity_graph, identity_graph) IS 'Whether two graphs know the same people with the same ids, and by the same links where these have ranks or times.';

CREATE OPERATOR <> (
  LEFTARG = identity_graph, RIGHTARG = identity_graph, FUNCTION = identity_graph_ne,
  COMMUTATOR = <>, NEGATOR = =, RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (identity_graph, identity_graph) IS 'Whether two graphs differ in some person, or in some link that has a rank or time.';

CREATE FUNCTION identity_append(state identity_graph, a text, b text) RETURNS identity_graph
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 4
AS 'MODULE_PATHNAME', 'csq_identity_append';
COMMENT ON FUNCTION identity_append(identity_graph, text, text) IS
'Transition function of identity_agg: the two ids are one person; an id whose partner is NULL is known by itself.';

CREATE FUNCTION identity_append(state identity_graph, a text, b text, rank int) RETURNS identity_graph
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_identity_append_rank';
COMMENT ON FUNCTION identity_append(identity_graph, text, text, int) IS
'Transition function of identity_agg with ranks: the two ids are one person by a link of this rank, 1 the strongest; a row whose rank is NULL is skipped.';

CREATE FUNCTION identity_append(state identity_graph, a text, b text, since timestamptz) RETURNS identity_graph
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_identity_append_since';
COMMENT ON FUNCTION identity_append(identity_graph, text, text, timestamptz) IS
'Transition function of identity_agg with times: since then the two ids are known to be one person; a row whose time is NULL is skipped.';

CREATE FUNCTION identity_merge(state identity_graph, other identity_graph) RETURNS identity_graph
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_identity_merge_states';
COMMENT ON FUNCTION identity_merge(identity_graph, identity_graph) IS
'Who is one person in either graph is one person; a NULL adds nothing. Transition function of rollup and combine function.';

CREATE AGGREGATE identity_agg(a text, b text) (
  SFUNC = identity_append, STYPE = identity_graph, SSPACE = 1024,
  COMBINEFUNC = identity_merge, PARALLEL = SAFE
);
COMMENT ON AGGREGATE identity_agg(text, text) IS
'The people behind pairs of ids that are known to belong together: connected components, whatever the order of the rows.';

CREATE AGGREGATE identity_agg(a text, b text, rank int) (
  SFUNC = identity_append, STYPE = identity_graph, SSPACE = 1024,
  COMBINEFUNC = identity_merge, PARALLEL = SAFE
);
COMMENT ON AGGREGATE identity_agg(text, text, int) IS
'The people behind pairs of ids, by links of different strength: rank 1 is the strongest kind. Read with max_rank, or with max_size, which then drops the weakest links first.';

CREATE AGGREGATE identity_agg(a text, b text, since timestamptz) (
  SFUNC = identity_append, STYPE = identity_graph, SSPACE = 1024,
  COMBINEFUNC = identity_merge, PARALLEL = SAFE
);
COMMENT ON AGGREGATE identity_agg(text, text, timestamptz) IS
'The people behind pairs of ids, by links that are known since an instant. Read with as_of: who was one person as far as was known then.';

CREATE AGGREGATE rollup(identity_graph) (
  SFUNC = identity_merge, STYPE = identity_graph, SSPACE = 1024,
  COMBINEFUNC = identity_merge, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(identity_graph) IS
'The people of several graphs: who is linked in any of them is one person.';

CREATE FUNCTION members(g identity_graph, max_size int DEFAULT NULL, max_rank int DEFAULT NULL, as_of timestamptz DEFAULT NULL, OUT id text, OUT person text, OUT size int) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000 ROWS 5000
AS 'MODULE_PATHNAME', 'csq_members';
COMMENT ON FUNCTION members(identity_graph, int, int, timestamptz) IS
'Each id with its person (the smallest id, by bytes) and the number of ids of that person, by links of at most max_rank or known as of an instant. The ids of a person with more than max_size ids, a shared device, stand each for themselves; with ranks or times only the links are dropped that would make a person larger.';

CREATE FUNCTION links(g identity_graph, max_size int DEFAULT NULL, max_rank int DEFAULT NULL, as_of timestamptz DEFAULT NULL, OUT a text, OUT b text, OUT rank int, OUT since timestamptz, OUT size int, OUT taken bool) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000 ROWS 5000
AS 'MODULE_PATHNAME', 'csq_links';
COMMENT ON FUNCTION links(identity_graph, int, int, timestamptz) IS
'The links that make the people of a graph with ranks or times, strongest or oldest first, with the number of ids of the person each makes; not taken: it would make a person of more than max_size ids.';

CREATE FUNCTION person(g identity_graph, id text, max_size int DEFAULT NULL, max_rank int DEFAULT NULL, as_of timestamptz DEFAULT NULL) RETURNS text
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_person';
COMMENT ON FUNCTION person(identity_graph, text, int, int, timestamptz) IS
'The person with this id: the smallest id, by bytes, that is linked to it, under the limits of members; NULL for an id the graph does not know, or did not know as of then.';

CREATE FUNCTION num_ids(g identity_graph) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_num_ids';
COMMENT ON FUNCTION num_ids(identity_graph) IS 'Number of ids.';

CREATE FUNCTION num_people(g identity_graph, max_size int DEFAULT NULL, max_rank int DEFAULT NULL, as_of timestamptz DEFAULT NULL) RETURNS int
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_num_people';
COMMENT ON FUNCTION num_people(identity_graph, int, int, timestamptz) IS 'Number of people, under the limits of members.';

-- --------------------------------------------------- process_conformance ----

-- since: 0.1.0
CREATE FUNCTION conformance(p process, model jsonb, OUT kind text, OUT source text, OUT target text, OUT n int8, OUT cases int8, OUT share float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 10
AS 'MODULE_PATHNAME', 'csq_conformance';
COMMENT ON FUNCTION conformance(process, jsonb) IS
'What cases do that the model {"edges":[[source, target]], "start":[], "end":[]} does not allow; the first row counts the cases with any deviation.';

CREATE FUNCTION fitness(p process, model jsonb) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_fitness';
COMMENT ON FUNCTION fitness(process, jsonb) IS
'The share of moves that the model allows: edges, and starts and ends where the model lists them.';

CREATE FUNCTION model_of(p process) RETURNS jsonb
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_model_of';
COMMENT ON FUNCTION model_of(process) IS
'The model that allows what the process does, for conformance and fitness of another process.';

-- since: 0.1.0
CREATE FUNCTION footprints(p process, OUT a text, OUT b text, OUT relation text) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 100
AS 'MODULE_PATHNAME', 'csq_footprints';
COMMENT ON FUNCTION footprints(process) IS
'The relation of each pair of activities: -> (b directly follows a, never the reverse), <-, || (both) or # (neither).';

CREATE FUNCTION footprint_conformance(p process, model jsonb, OUT a text, OUT b text, OUT relation text, OUT model_relation text, OUT n int8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2000 ROWS 20
AS 'MODULE_PATHNAME', 'csq_footprint_conformance';
COMMENT ON FUNCTION footprint_conformance(process, jsonb) IS
'The pairs of activities whose relation differs between the process and the edges of a model {"edges":[[source, target]], "start":[], "end":[]}.';

CREATE FUNCTION footprint_fitness(p process, model jsonb) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2000
AS 'MODULE_PATHNAME', 'csq_footprint_fitness';
COMMENT ON FUNCTION footprint_fitness(process, jsonb) IS
'How far the process stays within the footprints of a model: moves weighted by pairs of activities, and first and last activities where the model lists them.';

-- since: 0.1.0
CREATE FUNCTION check_rules(p process, rules text[], OUT rule text, OUT cases int8, OUT activated int8, OUT satisfied int8, OUT violated int8, OUT share float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 6
AS 'MODULE_PATHNAME', 'csq_check_rules';
COMMENT ON FUNCTION check_rules(process, text[]) IS
'How many cases keep to rules such as response(opened, replied); the first row counts the cases that violate any.';

-- since: 0.1.0
CREATE FUNCTION replay(p process, net jsonb, unknown text DEFAULT 'missing', OUT traces int8, OUT fitting int8, OUT produced int8, OUT consumed int8, OUT missing int8, OUT remaining int8, OUT fitness float8, OUT average_trace_fitness float8) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5000
AS 'MODULE_PATHNAME', 'csq_replay';
COMMENT ON FUNCTION replay(process, jsonb, text) IS
'Token replay of all cases on a Petri net; activities that the net does not know are missing tokens, or passed over (ignore).';

CREATE FUNCTION replay_variants(p process, net jsonb, unknown text DEFAULT 'missing', OUT rank int, OUT n int8, OUT path text[], OUT fitting bool, OUT produced int8, OUT consumed int8, OUT missing int8, OUT remaining int8, OUT fitness float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5000 ROWS 100
AS 'MODULE_PATHNAME', 'csq_replay_variants';
COMMENT ON FUNCTION replay_variants(process, jsonb, text) IS
'Token replay on a Petri net by variant: the tokens of one case that takes this path.';

-- ---------------------------------------------------------- process_flow ----

-- since: 0.1.0
-- not STRICT: start may be NULL
CREATE FUNCTION flow(p process, depth int DEFAULT 5, top int DEFAULT 100, start text DEFAULT NULL, other text DEFAULT '(other)', OUT step int, OUT source text, OUT target text, OUT n int8, OUT share float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 500 ROWS 40
AS 'MODULE_PATHNAME', 'csq_flow';
COMMENT ON FUNCTION flow(process, int, int, text, text) IS
'The bands of a Sankey diagram: cases whose event number step is source and whose next is target, NULL where they end; at each step the top activities stand for themselves, the rest for other.';

CREATE FUNCTION flow_mermaid(p process, depth int DEFAULT 5, top int DEFAULT 8, start text DEFAULT NULL, other text DEFAULT '(other)') RETURNS text
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_flow_mermaid';
COMMENT ON FUNCTION flow_mermaid(process, int, int, text, text) IS
'The flow of cases by position as a Mermaid sankey-beta diagram.';

-- since: 0.1.0
CREATE FUNCTION outcomes(p process, goals text[], OUT activity text, OUT outcome text, OUT probability float8, OUT expected_time interval) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5000 ROWS 40
AS 'MODULE_PATHNAME', 'csq_outcomes';
COMMENT ON FUNCTION outcomes(process, text[]) IS
'From each activity the probability that a case reaches each goal first, or (NULL) none, and the expected time until then; an absorbing Markov chain.';

CREATE FUNCTION removal_effect(p process, goal text, OUT activity text, OUT effect float8, OUT share float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20000 ROWS 20
AS 'MODULE_PATHNAME', 'csq_removal_effect';
COMMENT ON FUNCTION removal_effect(process, text) IS
'How much rarer the goal would be reached if an activity led nowhere; share is its credit in Markov attribution.';

CREATE FUNCTION credit(p process, goal text, model text DEFAULT 'linear', OUT activity text, OUT credit float8, OUT share float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5000 ROWS 20
AS 'MODULE_PATHNAME', 'csq_credit_process';
COMMENT ON FUNCTION credit(process, text, text) IS
'The cases that reach the goal, divided among the activities before it; models: first, last, linear, position, markov.';

CREATE FUNCTION credit(j journey, goal text, model text DEFAULT 'linear', half_life interval DEFAULT '7 days', OUT ord int, OUT activity text, OUT channel text, OUT weight float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50 ROWS 8
AS 'MODULE_PATHNAME', 'csq_credit_journey';
COMMENT ON FUNCTION credit(journey, text, text, interval) IS
'The events before the first event of the goal, with weights that add up to 1; models: first, last, linear, position, time_decay.';

-- ------------------------------------------------------------------- xes ----

-- since: 0.1.0
CREATE FUNCTION xml_text(text text) RETURNS text
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 5
RETURN pg_catalog.translate(text,
  E'\x01\x02\x03\x04\x05\x06\x07\x08\x0B\x0C\x0E\x0F\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1A\x1B\x1C\x1D\x1E\x1F',
  pg_catalog.repeat(pg_catalog.chr(65533), 28));
COMMENT ON FUNCTION xml_text(text) IS
'The text with U+FFFD for each control character that XML cannot hold.';

-- since: 0.1.0
CREATE FUNCTION xes_trace(case_id text, j journey) RETURNS xml
LANGUAGE SQL STABLE STRICT PARALLEL SAFE COST 500
RETURN xmlelement(NAME trace,
  xmlelement(NAME string, xmlattributes('concept:name' AS key, csq.xml_text(case_id) AS value)),
  (SELECT xmlagg(xmlelement(NAME event,
     xmlelement(NAME string, xmlattributes('concept:name' AS key, csq.xml_text(e.activity) AS value)),
     xmlelement(NAME date, xmlattributes('time:timestamp' AS key, pg_catalog.to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"') AS value)),
     CASE WHEN e.channel IS NOT NULL THEN xmlelement(NAME string, xmlattributes('org:resource' AS key, csq.xml_text(e.channel) AS value)) END,
     CASE WHEN e.value IS NOT NULL THEN xmlelement(NAME float, xmlattributes('value' AS key, e.value AS value)) END) ORDER BY e.ord)
   FROM csq.events(j) e));
COMMENT ON FUNCTION xes_trace(text, journey) IS
'A journey as a trace of XES: concept:name, time:timestamp in UTC, org:resource from the channel, value. Stable: XML and time formats depend on settings.';

-- since: 0.1.0
CREATE FUNCTION to_xes(traces xml) RETURNS xml
LANGUAGE SQL STABLE STRICT PARALLEL SAFE COST 500
RETURN xmlparse(DOCUMENT '<log xes.version="1849-2016" xes.features="" xmlns="http://www.xes-standard.org/">'
  '<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>'
  '<extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>'
  '<extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>'
  '<global scope="trace"><string key="concept:name" value=""/></global>'
  '<global scope="event"><string key="concept:name" value=""/><date key="time:timestamp" value="1970-01-01T00:00:00.000+00:00"/></global>'
  '<classifier name="Activity" keys="concept:name"/>' || traces::text || '</log>');
COMMENT ON FUNCTION to_xes(xml) IS
'A log of XES (IEEE 1849-2016) of the traces: to_xes(xmlagg(xes_trace(case_id, journey) ORDER BY case_id)). Stable: XML parsing depends on settings.';

-- ------------------------------------------------------------- retention ----

-- since: 0.1.0
CREATE FUNCTION active_periods(j journey, unit text, zone text DEFAULT 'UTC') RETURNS date[]
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 40
AS 'MODULE_PATHNAME', 'csq_active_periods_sql';
COMMENT ON FUNCTION active_periods(journey, text, text) IS
'The first days of the periods (day, week, month, quarter, year of the wall clock of a zone) in which the journey has an event.';

CREATE FUNCTION lifecycle(j journey, unit text, zone text DEFAULT 'UTC', until date DEFAULT NULL, OUT period date, OUT state text) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 40 ROWS 12
AS 'MODULE_PATHNAME', 'csq_lifecycle';
COMMENT ON FUNCTION lifecycle(journey, text, text, date) IS
'Each period from the first event to the last, or to a date: new, returning (active in the period before, too), resurrecting (active again) or dormant.';

CREATE TYPE cohort;
COMMENT ON TYPE cohort IS
'How many journeys began in a period and came again n periods later: {"v":1,"unit":"week","zone":"UTC","first":"opened","again":null,"cohorts":[["2026-03-02",5,0,3,2,1]]}.';

CREATE FUNCTION cohort_in(cstring) RETURNS cohort
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_cohort_in';
COMMENT ON FUNCTION cohort_in(cstring) IS 'Text input of cohort.';

CREATE FUNCTION cohort_out(cohort) RETURNS cstring
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_cohort_out';
COMMENT ON FUNCTION cohort_out(cohort) IS 'Text output of cohort, canonical.';

CREATE FUNCTION cohort_recv(internal) RETURNS cohort
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_cohort_recv';
COMMENT ON FUNCTION cohort_recv(internal) IS 'Binary input of cohort.';

CREATE FUNCTION cohort_send(cohort) RETURNS bytea
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_cohort_send';
COMMENT ON FUNCTION cohort_send(cohort) IS 'Binary output of cohort, canonical.';

CREATE TYPE cohort (
  INPUT = cohort_in,
  OUTPUT = cohort_out,
  RECEIVE = cohort_recv,
  SEND = cohort_send,
  ALIGNMENT = double,
  STORAGE = extended
);

CREATE FUNCTION cohort_eq(cohort, cohort) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_cohort_eq';
COMMENT ON FUNCTION cohort_eq(cohort, cohort) IS 'Whether two cohorts are of one kind and have the same counts.';

CREATE FUNCTION cohort_ne(cohort, cohort) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_cohort_ne';
COMMENT ON FUNCTION cohort_ne(cohort, cohort) IS 'Whether two cohorts differ in kind or in some count.';

CREATE OPERATOR = (
  LEFTARG = cohort, RIGHTARG = cohort, FUNCTION = cohort_eq,
  COMMUTATOR = =, NEGATOR = <>, RESTRICT = eqsel, JOIN = eqjoinsel
);
COMMENT ON OPERATOR = (cohort, cohort) IS 'Whether two cohorts are of one kind and have the same counts.';

CREATE OPERATOR <> (
  LEFTARG = cohort, RIGHTARG = cohort, FUNCTION = cohort_ne,
  COMMUTATOR = <>, NEGATOR = =, RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (cohort, cohort) IS 'Whether two cohorts differ in kind or in some count.';

CREATE FUNCTION cohort_append(state cohort, j journey, first text, again text, unit text) RETURNS cohort
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 40
AS 'MODULE_PATHNAME', 'csq_cohort_accum';
COMMENT ON FUNCTION cohort_append(cohort, journey, text, text, text) IS
'Transition function of cohort_agg: counts a journey, with periods in UTC.';

CREATE FUNCTION cohort_append(state cohort, j journey, first text, again text, unit text, zone text) RETURNS cohort
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 40
AS 'MODULE_PATHNAME', 'csq_cohort_accum';
COMMENT ON FUNCTION cohort_append(cohort, journey, text, text, text, text) IS
'Transition function of cohort_agg: counts a journey, with periods of a zone.';

CREATE FUNCTION cohort_merge(state cohort, other cohort) RETURNS cohort
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_cohort_merge_states';
COMMENT ON FUNCTION cohort_merge(cohort, cohort) IS
'The journeys of both; a NULL adds nothing. Transition function of rollup and combine function.';

CREATE AGGREGATE cohort_agg(j journey, first text, again text, unit text) (
  SFUNC = cohort_append, STYPE = cohort, SSPACE = 1024,
  COMBINEFUNC = cohort_merge, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cohort_agg(journey, text, text, text) IS
'Journeys by the period (in UTC) of their first event with an activity, and by the later periods in which they have another with an activity; NULL stands for any activity.';

CREATE AGGREGATE cohort_agg(j journey, first text, again text, unit text, zone text) (
  SFUNC = cohort_append, STYPE = cohort, SSPACE = 1024,
  COMBINEFUNC = cohort_merge, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cohort_agg(journey, text, text, text, text) IS
'Journeys by the period (of a zone''s wall clock) of their first event with an activity, and by the later periods in which they have another with an activity; NULL stands for any activity.';

CREATE AGGREGATE rollup(cohort) (
  SFUNC = cohort_merge, STYPE = cohort, SSPACE = 1024,
  COMBINEFUNC = cohort_merge, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(cohort) IS
'The cohorts of several groups of journeys.';

CREATE FUNCTION retention(c cohort, until date DEFAULT NULL, confidence float8 DEFAULT 0.95, OUT cohort date, OUT size int8, OUT n int, OUT period date,
                          OUT came int8, OUT rate float8, OUT lo float8, OUT hi float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100 ROWS 100
AS 'MODULE_PATHNAME', 'csq_retention';
COMMENT ON FUNCTION retention(cohort, date, float8) IS
'For each cohort and n, up to a date or to the last period with any event: how many of its journeys came again n periods later, and their share with its interval.';
