
-- ---------------------------------------------------------------- surges ----

CREATE FUNCTION surge(series series, calendar calendar DEFAULT NULL, as_of date DEFAULT NULL, options jsonb DEFAULT '{}', step interval DEFAULT NULL,
  OUT bucket date, OUT n float8, OUT expected float8, OUT bound float8, OUT score float8, OUT alarm bool, OUT kind text,
  OUT p_value float8, OUT cusum float8, OUT first_alarm date, OUT first_alarm_at timestamptz, OUT at timestamptz) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5000 ROWS 400 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_surge_rows';
COMMENT ON FUNCTION surge(series, calendar, date, jsonb, interval) IS
'Each bucket of a series of counts against the weeks before it: expected figure, bound, score, alarm (a spike, or what is small and lasts). Days, hours or weeks; the calendar gives holidays and the zone of hours; nothing after as_of is read.';

CREATE FUNCTION surge(series series, calendar calendar, as_of timestamptz, options jsonb DEFAULT '{}', step interval DEFAULT NULL,
  OUT bucket date, OUT n float8, OUT expected float8, OUT bound float8, OUT score float8, OUT alarm bool, OUT kind text,
  OUT p_value float8, OUT cusum float8, OUT first_alarm date, OUT first_alarm_at timestamptz, OUT at timestamptz) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5000 ROWS 400
AS 'MODULE_PATHNAME', 'csq_surge_rows_instant';
COMMENT ON FUNCTION surge(series, calendar, timestamptz, jsonb, interval) IS
'Each bucket of a series of counts against the weeks before it: expected figure, bound, score, alarm (a spike, or what is small and lasts). Days, hours or weeks; the calendar gives holidays and the zone of hours; nothing after as_of is read.';

CREATE FUNCTION surge(series series, calendar calendar, as_of text, options jsonb DEFAULT '{}', step interval DEFAULT NULL,
  OUT bucket date, OUT n float8, OUT expected float8, OUT bound float8, OUT score float8, OUT alarm bool, OUT kind text,
  OUT p_value float8, OUT cusum float8, OUT first_alarm date, OUT first_alarm_at timestamptz, OUT at timestamptz) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5000 ROWS 400
AS 'MODULE_PATHNAME', 'csq_surge_rows_text';
COMMENT ON FUNCTION surge(series, calendar, text, jsonb, interval) IS
'Each bucket of a series of counts against the weeks before it: expected figure, bound, score, alarm (a spike, or what is small and lasts). Days, hours or weeks; the calendar gives holidays and the zone of hours; nothing after as_of is read.';

CREATE FUNCTION surge(series series, day date,
  OUT bucket date, OUT n float8, OUT expected float8, OUT bound float8, OUT score float8, OUT alarm bool, OUT kind text,
  OUT p_value float8, OUT cusum float8, OUT first_alarm date, OUT first_alarm_at timestamptz, OUT at timestamptz) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5000 ROWS 400
AS 'MODULE_PATHNAME', 'csq_surge_as_of_date';
COMMENT ON FUNCTION surge(series, date) IS
'Each bucket of a series of counts up to as_of against the weeks before it, without a calendar.';

CREATE FUNCTION surge(series series, as_of timestamptz,
  OUT bucket date, OUT n float8, OUT expected float8, OUT bound float8, OUT score float8, OUT alarm bool, OUT kind text,
  OUT p_value float8, OUT cusum float8, OUT first_alarm date, OUT first_alarm_at timestamptz, OUT at timestamptz) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5000 ROWS 400
AS 'MODULE_PATHNAME', 'csq_surge_as_of_instant';
COMMENT ON FUNCTION surge(series, timestamptz) IS
'Each bucket of a series of counts up to as_of against the weeks before it, without a calendar.';

CREATE FUNCTION surge(series series, as_of text,
  OUT bucket date, OUT n float8, OUT expected float8, OUT bound float8, OUT score float8, OUT alarm bool, OUT kind text,
  OUT p_value float8, OUT cusum float8, OUT first_alarm date, OUT first_alarm_at timestamptz, OUT at timestamptz) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5000 ROWS 400
AS 'MODULE_PATHNAME', 'csq_surge_as_of_text';
COMMENT ON FUNCTION surge(series, text) IS
'Each bucket of a series of counts up to as_of against the weeks before it, without a calendar; or with one, where the text is the literal of a calendar.';

CREATE FUNCTION fdr(p_values float8[], rate float8 DEFAULT 0.05) RETURNS bool[]
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_fdr_found';
COMMENT ON FUNCTION fdr(float8[], float8) IS
'Which of many tests to believe, so that among those believed a share of at most rate is expected to be false (Benjamini and Hochberg). One answer per p-value, NULL for NULL.';
