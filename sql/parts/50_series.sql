
-- ---------------------------------------------------------------- series ----

-- @type series: merges json cost=100 merge=50 space=512
-- One metric by day, week, month or hour: what charts, surges and trends read. Exact sums, mergeable. {"v":1,"bucket":"date","measure":"count","rows":[[bucket,n,sum],...]}.
-- rollup: The rows of both, bucket by bucket.

-- ---- collecting

CREATE FUNCTION csq_internal.series_append(state series, bucket date) RETURNS series
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_series_row_date';
COMMENT ON FUNCTION csq_internal.series_append(series, date) IS 'Transition function of series_agg: adds a row to its bucket.';
CREATE AGGREGATE series_agg(bucket date) (
  SFUNC = csq_internal.series_append, STYPE = series, SSPACE = 2048, COMBINEFUNC = csq_internal.series_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE series_agg(date) IS
'Counts rows by bucket: complaints by day. A bucket between the first and the last that no row fell into has none: it counts as 0.';

CREATE FUNCTION csq_internal.series_append(state series, bucket timestamptz) RETURNS series
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_series_row_instant';
COMMENT ON FUNCTION csq_internal.series_append(series, timestamptz) IS 'Transition function of series_agg: adds a row to its bucket.';
CREATE AGGREGATE series_agg(bucket timestamptz) (
  SFUNC = csq_internal.series_append, STYPE = series, SSPACE = 2048, COMBINEFUNC = csq_internal.series_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE series_agg(timestamptz) IS
'Counts rows by bucket: complaints by day. A bucket between the first and the last that no row fell into has none: it counts as 0. Truncate the time to its bucket first: date_trunc(''hour'', at, zone).';

CREATE FUNCTION csq_internal.series_append(state series, bucket timestamp) RETURNS series
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_series_row_instant';
COMMENT ON FUNCTION csq_internal.series_append(series, timestamp) IS 'Transition function of series_agg: adds a row to its bucket.';
CREATE AGGREGATE series_agg(bucket timestamp) (
  SFUNC = csq_internal.series_append, STYPE = series, SSPACE = 2048, COMBINEFUNC = csq_internal.series_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE series_agg(timestamp) IS
'Counts rows by bucket: complaints by day. A bucket between the first and the last that no row fell into has none: it counts as 0. Times without a zone are taken as they stand, as UTC.';

CREATE FUNCTION csq_internal.series_append(state series, bucket date, value float8) RETURNS series
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_series_value_date';
COMMENT ON FUNCTION csq_internal.series_append(series, date, float8) IS 'Transition function of series_agg: adds a row to its bucket.';
CREATE AGGREGATE series_agg(bucket date, value float8) (
  SFUNC = csq_internal.series_append, STYPE = series, SSPACE = 2048, COMBINEFUNC = csq_internal.series_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE series_agg(date, float8) IS
'Values by bucket, kept in millionths: a bucket has their number, sum and sum of squares. A NULL value keeps the bucket, without a figure.';

CREATE FUNCTION csq_internal.series_append(state series, bucket timestamptz, value float8) RETURNS series
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_series_value_instant';
COMMENT ON FUNCTION csq_internal.series_append(series, timestamptz, float8) IS 'Transition function of series_agg: adds a row to its bucket.';
CREATE AGGREGATE series_agg(bucket timestamptz, value float8) (
  SFUNC = csq_internal.series_append, STYPE = series, SSPACE = 2048, COMBINEFUNC = csq_internal.series_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE series_agg(timestamptz, float8) IS
'Values by bucket, kept in millionths: a bucket has their number, sum and sum of squares. A NULL value keeps the bucket, without a figure. Truncate the time to its bucket first: date_trunc(''hour'', at, zone).';

CREATE FUNCTION csq_internal.series_append(state series, bucket timestamp, value float8) RETURNS series
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_series_value_instant';
COMMENT ON FUNCTION csq_internal.series_append(series, timestamp, float8) IS 'Transition function of series_agg: adds a row to its bucket.';
CREATE AGGREGATE series_agg(bucket timestamp, value float8) (
  SFUNC = csq_internal.series_append, STYPE = series, SSPACE = 2048, COMBINEFUNC = csq_internal.series_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE series_agg(timestamp, float8) IS
'Values by bucket, kept in millionths: a bucket has their number, sum and sum of squares. A NULL value keeps the bucket, without a figure. Times without a zone are taken as they stand, as UTC.';

CREATE FUNCTION csq_internal.series_append(state series, bucket date, hit bool) RETURNS series
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_series_hit_date';
COMMENT ON FUNCTION csq_internal.series_append(series, date, bool) IS 'Transition function of series_agg: adds a row to its bucket.';
CREATE AGGREGATE series_agg(bucket date, hit bool) (
  SFUNC = csq_internal.series_append, STYPE = series, SSPACE = 2048, COMBINEFUNC = csq_internal.series_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE series_agg(date, bool) IS
'Shares by bucket: how often yes among yes and no. A NULL keeps the bucket, without a figure.';

CREATE FUNCTION csq_internal.series_append(state series, bucket timestamptz, hit bool) RETURNS series
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_series_hit_instant';
COMMENT ON FUNCTION csq_internal.series_append(series, timestamptz, bool) IS 'Transition function of series_agg: adds a row to its bucket.';
CREATE AGGREGATE series_agg(bucket timestamptz, hit bool) (
  SFUNC = csq_internal.series_append, STYPE = series, SSPACE = 2048, COMBINEFUNC = csq_internal.series_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE series_agg(timestamptz, bool) IS
'Shares by bucket: how often yes among yes and no. A NULL keeps the bucket, without a figure. Truncate the time to its bucket first: date_trunc(''hour'', at, zone).';

CREATE FUNCTION csq_internal.series_append(state series, bucket timestamp, hit bool) RETURNS series
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_series_hit_instant';
COMMENT ON FUNCTION csq_internal.series_append(series, timestamp, bool) IS 'Transition function of series_agg: adds a row to its bucket.';
CREATE AGGREGATE series_agg(bucket timestamp, hit bool) (
  SFUNC = csq_internal.series_append, STYPE = series, SSPACE = 2048, COMBINEFUNC = csq_internal.series_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE series_agg(timestamp, bool) IS
'Shares by bucket: how often yes among yes and no. A NULL keeps the bucket, without a figure. Times without a zone are taken as they stand, as UTC.';

CREATE FUNCTION csq_internal.series_append(state series, bucket date, events bigint, exposure float8) RETURNS series
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_series_rate_date';
COMMENT ON FUNCTION csq_internal.series_append(series, date, bigint, float8) IS 'Transition function of series_agg: adds a row to its bucket.';
CREATE AGGREGATE series_agg(bucket date, events bigint, exposure float8) (
  SFUNC = csq_internal.series_append, STYPE = series, SSPACE = 2048, COMBINEFUNC = csq_internal.series_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE series_agg(date, bigint, float8) IS
'Rates by bucket: events of an exposure, for example complaints of orders; the exposure is kept in millionths. A NULL keeps the bucket, without a figure.';

CREATE FUNCTION csq_internal.series_append(state series, bucket timestamptz, events bigint, exposure float8) RETURNS series
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_series_rate_instant';
COMMENT ON FUNCTION csq_internal.series_append(series, timestamptz, bigint, float8) IS 'Transition function of series_agg: adds a row to its bucket.';
CREATE AGGREGATE series_agg(bucket timestamptz, events bigint, exposure float8) (
  SFUNC = csq_internal.series_append, STYPE = series, SSPACE = 2048, COMBINEFUNC = csq_internal.series_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE series_agg(timestamptz, bigint, float8) IS
'Rates by bucket: events of an exposure, for example complaints of orders; the exposure is kept in millionths. A NULL keeps the bucket, without a figure. Truncate the time to its bucket first: date_trunc(''hour'', at, zone).';

CREATE FUNCTION csq_internal.series_append(state series, bucket timestamp, events bigint, exposure float8) RETURNS series
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_series_rate_instant';
COMMENT ON FUNCTION csq_internal.series_append(series, timestamp, bigint, float8) IS 'Transition function of series_agg: adds a row to its bucket.';
CREATE AGGREGATE series_agg(bucket timestamp, events bigint, exposure float8) (
  SFUNC = csq_internal.series_append, STYPE = series, SSPACE = 2048, COMBINEFUNC = csq_internal.series_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE series_agg(timestamp, bigint, float8) IS
'Rates by bucket: events of an exposure, for example complaints of orders; the exposure is kept in millionths. A NULL keeps the bucket, without a figure. Times without a zone are taken as they stand, as UTC.';

CREATE FUNCTION csq_internal.count_series_append(state series, bucket date, n bigint) RETURNS series
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_series_counted_date';
COMMENT ON FUNCTION csq_internal.count_series_append(series, date, bigint) IS 'Transition function of count_series_agg: adds a row to its bucket.';
CREATE AGGREGATE count_series_agg(bucket date, events bigint) (
  SFUNC = csq_internal.count_series_append, STYPE = series, SSPACE = 2048, COMBINEFUNC = csq_internal.series_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE count_series_agg(date, bigint) IS
'Counts by bucket that were counted before: the same as series_agg(bucket) over the rows. A bucket between the first and the last that nothing was said of counts as 0.';

CREATE FUNCTION csq_internal.count_series_append(state series, bucket timestamptz, n bigint) RETURNS series
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_series_counted_instant';
COMMENT ON FUNCTION csq_internal.count_series_append(series, timestamptz, bigint) IS 'Transition function of count_series_agg: adds a row to its bucket.';
CREATE AGGREGATE count_series_agg(bucket timestamptz, events bigint) (
  SFUNC = csq_internal.count_series_append, STYPE = series, SSPACE = 2048, COMBINEFUNC = csq_internal.series_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE count_series_agg(timestamptz, bigint) IS
'Counts by bucket that were counted before: the same as series_agg(bucket) over the rows. A bucket between the first and the last that nothing was said of counts as 0. Truncate the time to its bucket first: date_trunc(''hour'', at, zone).';

CREATE FUNCTION csq_internal.count_series_append(state series, bucket timestamp, n bigint) RETURNS series
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_series_counted_instant';
COMMENT ON FUNCTION csq_internal.count_series_append(series, timestamp, bigint) IS 'Transition function of count_series_agg: adds a row to its bucket.';
CREATE AGGREGATE count_series_agg(bucket timestamp, events bigint) (
  SFUNC = csq_internal.count_series_append, STYPE = series, SSPACE = 2048, COMBINEFUNC = csq_internal.series_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE count_series_agg(timestamp, bigint) IS
'Counts by bucket that were counted before: the same as series_agg(bucket) over the rows. A bucket between the first and the last that nothing was said of counts as 0. Times without a zone are taken as they stand, as UTC.';

-- ---- reading

CREATE FUNCTION points(series series, step interval DEFAULT NULL,
  OUT bucket date, OUT volume float8, OUT total float8, OUT value float8, OUT at timestamptz) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 200 ROWS 400 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_series_points';
COMMENT ON FUNCTION points(series, interval) IS
'The series bucket by bucket: what the figure is of (volume), what was added up (total), the figure (value, NULL: not known). at is the instant of a bucket that is no date.';

CREATE FUNCTION peak(series series, top int,
  OUT bucket date, OUT volume float8, OUT total float8, OUT value float8, OUT at timestamptz) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 200 ROWS 10 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_series_peak_rows';
COMMENT ON FUNCTION peak(series, int) IS
'The busiest buckets, by volume; sum(total) / sum(volume) over them is the figure of the peak, for example the share of calls answered in the busiest half-hours.';

-- ---- buckets as they are typed

-- @each aggregate,append,more,types,symbol:
-- | series_agg | series_append |  |  | csq_series_row_text
-- | series_agg | series_append | , value float8 | , float8 | csq_series_value_text
-- | series_agg | series_append | , hit bool | , bool | csq_series_hit_text
-- | series_agg | series_append | , events bigint, exposure float8 | , bigint, float8 | csq_series_rate_text
-- | count_series_agg | count_series_append | , events bigint | , bigint | csq_series_counted_text
CREATE FUNCTION csq_internal.@append@(state series, bucket text@more@) RETURNS series
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 3
AS 'MODULE_PATHNAME', '@symbol@';
COMMENT ON FUNCTION csq_internal.@append@(series, text@types@) IS 'Transition function of @aggregate@: adds a row to its bucket.';
CREATE AGGREGATE @aggregate@(bucket text@more@) (
  SFUNC = csq_internal.@append@, STYPE = series, SSPACE = 2048, COMBINEFUNC = csq_internal.series_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE @aggregate@(text@types@) IS
'The same of buckets as they are typed, in ISO 8601: dates, or instants, which without a zone are taken as they stand, as UTC.';
-- @end
