
-- ---------------------------------------------------------------- trends ----

CREATE FUNCTION its(series series, intervention date, confidence float8 DEFAULT 0.95,
  OUT level_change float8, OUT lo float8, OUT hi float8, OUT p_value float8, OUT slope_change float8, OUT slope_lo float8, OUT slope_hi float8,
  OUT slope_p_value float8, OUT level_before float8, OUT slope_before float8, OUT durbin_watson float8, OUT autocorrelation float8,
  OUT points_before int, OUT points_after int) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_its_date';
COMMENT ON FUNCTION its(series, date, float8) IS
'Interrupted time series: how level and slope (per bucket) changed at an intervention, with intervals that allow for an autocorrelation they do not know. NULL with fewer than eight buckets on a side.';

CREATE FUNCTION its(series series, intervention timestamptz, confidence float8 DEFAULT 0.95,
  OUT level_change float8, OUT lo float8, OUT hi float8, OUT p_value float8, OUT slope_change float8, OUT slope_lo float8, OUT slope_hi float8,
  OUT slope_p_value float8, OUT level_before float8, OUT slope_before float8, OUT durbin_watson float8, OUT autocorrelation float8,
  OUT points_before int, OUT points_after int) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_its_instant';
COMMENT ON FUNCTION its(series, timestamptz, float8) IS
'Interrupted time series: how level and slope (per bucket) changed at an intervention, with intervals that allow for an autocorrelation they do not know. NULL with fewer than eight buckets on a side.';

CREATE FUNCTION its(series series, intervention text, confidence float8 DEFAULT 0.95,
  OUT level_change float8, OUT lo float8, OUT hi float8, OUT p_value float8, OUT slope_change float8, OUT slope_lo float8, OUT slope_hi float8,
  OUT slope_p_value float8, OUT level_before float8, OUT slope_before float8, OUT durbin_watson float8, OUT autocorrelation float8,
  OUT points_before int, OUT points_after int) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_its_text';
COMMENT ON FUNCTION its(series, text, float8) IS
'Interrupted time series: how level and slope (per bucket) changed at an intervention, with intervals that allow for an autocorrelation they do not know. NULL with fewer than eight buckets on a side.';

CREATE FUNCTION on_track(series series, target float8, due date, kind text DEFAULT 'at_least', confidence float8 DEFAULT 0.95,
  OUT projected float8, OUT lo float8, OUT hi float8, OUT probability float8, OUT slope float8, OUT slope_lo float8, OUT slope_hi float8, OUT points int) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2000
AS 'MODULE_PATHNAME', 'csq_on_track';
COMMENT ON FUNCTION on_track(series, float8, date, text, float8) IS
'Where the trend of a series (Theil and Sen) leads: the figure of the bucket of the due date with its prediction interval, and the probability that it attains the target; NULL for a due date before the last bucket. kind: at_least or at_most.';
