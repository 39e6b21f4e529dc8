-- --------------------------------------------------- lengths of time ----

CREATE FUNCTION seconds(length interval) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_seconds';
COMMENT ON FUNCTION seconds(interval) IS
'An interval as seconds; days are 24 hours, months are refused.';

CREATE FUNCTION readable(length interval) RETURNS text
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_readable';
COMMENT ON FUNCTION readable(interval) IS
'A length of time as a person says it, by its two largest units: 37 d 4 h, 5 min 20 s, 1.2 s.';

CREATE FUNCTION readable(length interval, calendar calendar) RETURNS text
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_readable_calendar';
COMMENT ON FUNCTION readable(interval, calendar) IS
'A length of business time in working days of a calendar: 4 working days 3 h.';

-- @zoned mixed stopped_at due_at as_of
CREATE FUNCTION in_time(stopped_at timestamptz, due_at timestamptz, as_of timestamptz) RETURNS bool
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_in_time';
COMMENT ON FUNCTION in_time(timestamptz, timestamptz, timestamptz) IS
'Was it done by when it was due, as known at as_of? False once overdue, done or not; NULL while that is open.';

CREATE FUNCTION in_time(stopped_at date, due_at date, as_of date) RETURNS bool
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_in_time_date';
COMMENT ON FUNCTION in_time(date, date, date) IS
'Was it done by the day it was due, as known on a day? False once overdue, done or not; NULL while that is open.';

CREATE FUNCTION in_time(stopped_at text, due_at text, as_of text) RETURNS bool
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_in_time_text';
COMMENT ON FUNCTION in_time(text, text, text) IS
'The same of texts in ISO 8601, compared when all have a zone, none has, or all are dates.';
