-- ------------------------------------------------------------------ mean ----

-- @type mean_summary: counts json cost=30 merge=5
-- Exact sums of numbers and of their squares, whatever the order of the rows: mean, deviation and interval, mergeable.
-- rollup: The numbers of both.

-- ---- counting

CREATE FUNCTION csq_internal.mean_append(state mean_summary, value numeric) RETURNS mean_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_mean_append_numeric';
COMMENT ON FUNCTION csq_internal.mean_append(mean_summary, numeric) IS
'Adds a row to the state of mean_agg().';

CREATE FUNCTION csq_internal.mean_remove(state mean_summary, value numeric) RETURNS mean_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_mean_remove_numeric';
COMMENT ON FUNCTION csq_internal.mean_remove(mean_summary, numeric) IS
'Takes a row out of a moving window of mean_agg().';

CREATE FUNCTION csq_internal.mean_append(state mean_summary, value float8) RETURNS mean_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_mean_append_float8';
COMMENT ON FUNCTION csq_internal.mean_append(mean_summary, float8) IS
'Adds a row to the state of mean_agg().';

CREATE FUNCTION csq_internal.mean_remove(state mean_summary, value float8) RETURNS mean_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_mean_remove_float8';
COMMENT ON FUNCTION csq_internal.mean_remove(mean_summary, float8) IS
'Takes a row out of a moving window of mean_agg().';

CREATE FUNCTION csq_internal.mean_append(state mean_summary, value float8, decimals int) RETURNS mean_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_mean_append_float8';
COMMENT ON FUNCTION csq_internal.mean_append(mean_summary, float8, int) IS
'Adds a row to the state of mean_agg().';

CREATE FUNCTION csq_internal.mean_remove(state mean_summary, value float8, decimals int) RETURNS mean_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_mean_remove_float8';
COMMENT ON FUNCTION csq_internal.mean_remove(mean_summary, float8, int) IS
'Takes a row out of a moving window of mean_agg().';

CREATE FUNCTION csq_internal.mean_append(state mean_summary, value bigint) RETURNS mean_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_mean_append_int8';
COMMENT ON FUNCTION csq_internal.mean_append(mean_summary, bigint) IS
'Adds a row to the state of mean_agg().';

CREATE FUNCTION csq_internal.mean_remove(state mean_summary, value bigint) RETURNS mean_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_mean_remove_int8';
COMMENT ON FUNCTION csq_internal.mean_remove(mean_summary, bigint) IS
'Takes a row out of a moving window of mean_agg().';

CREATE FUNCTION csq_internal.mean_append(state mean_summary, value int) RETURNS mean_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_mean_append_int4';
COMMENT ON FUNCTION csq_internal.mean_append(mean_summary, int) IS
'Adds a row to the state of mean_agg().';

CREATE FUNCTION csq_internal.mean_remove(state mean_summary, value int) RETURNS mean_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_mean_remove_int4';
COMMENT ON FUNCTION csq_internal.mean_remove(mean_summary, int) IS
'Takes a row out of a moving window of mean_agg().';

CREATE AGGREGATE mean_agg(value numeric) (
  SFUNC = csq_internal.mean_append, STYPE = mean_summary, SSPACE = 128, COMBINEFUNC = csq_internal.mean_summary_combine,
  MSFUNC = csq_internal.mean_append, MINVFUNC = csq_internal.mean_remove, MSTYPE = mean_summary, MSSPACE = 128, PARALLEL = SAFE
);
COMMENT ON AGGREGATE mean_agg(numeric) IS
'Sums numbers exactly; a NULL is missing. Numbers of at most 37 digits.';

CREATE AGGREGATE mean_agg(value float8) (
  SFUNC = csq_internal.mean_append, STYPE = mean_summary, SSPACE = 128, COMBINEFUNC = csq_internal.mean_summary_combine,
  MSFUNC = csq_internal.mean_append, MINVFUNC = csq_internal.mean_remove, MSTYPE = mean_summary, MSSPACE = 128, PARALLEL = SAFE
);
COMMENT ON AGGREGATE mean_agg(float8) IS
'Sums numbers exactly after rounding each to 6 decimals; a NULL is missing.';

CREATE AGGREGATE mean_agg(value float8, decimals int) (
  SFUNC = csq_internal.mean_append, STYPE = mean_summary, SSPACE = 128, COMBINEFUNC = csq_internal.mean_summary_combine,
  MSFUNC = csq_internal.mean_append, MINVFUNC = csq_internal.mean_remove, MSTYPE = mean_summary, MSSPACE = 128, PARALLEL = SAFE
);
COMMENT ON AGGREGATE mean_agg(float8, int) IS
'Sums numbers exactly after rounding each to so many decimals (0 to 18); a NULL is missing.';

CREATE AGGREGATE mean_agg(value bigint) (
  SFUNC = csq_internal.mean_append, STYPE = mean_summary, SSPACE = 128, COMBINEFUNC = csq_internal.mean_summary_combine,
  MSFUNC = csq_internal.mean_append, MINVFUNC = csq_internal.mean_remove, MSTYPE = mean_summary, MSSPACE = 128, PARALLEL = SAFE
);
COMMENT ON AGGREGATE mean_agg(bigint) IS
'Sums whole numbers exactly; a NULL is missing.';

CREATE AGGREGATE mean_agg(value int) (
  SFUNC = csq_internal.mean_append, STYPE = mean_summary, SSPACE = 128, COMBINEFUNC = csq_internal.mean_summary_combine,
  MSFUNC = csq_internal.mean_append, MINVFUNC = csq_internal.mean_remove, MSTYPE = mean_summary, MSSPACE = 128, PARALLEL = SAFE
);
COMMENT ON AGGREGATE mean_agg(int) IS
'Sums whole numbers exactly; a NULL is missing.';

-- ---- reading

CREATE FUNCTION numbers(summary mean_summary) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_mean_count';
COMMENT ON FUNCTION numbers(mean_summary) IS
'How many numbers there are.';

CREATE FUNCTION missing(summary mean_summary) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_mean_missing';
COMMENT ON FUNCTION missing(mean_summary) IS
'Number of rows without a number.';

CREATE FUNCTION mean(summary mean_summary) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_mean_value';
COMMENT ON FUNCTION mean(mean_summary) IS
'Arithmetic mean.';

CREATE FUNCTION mean_lo(summary mean_summary, confidence float8 DEFAULT 0.95) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_mean_lo';
COMMENT ON FUNCTION mean_lo(mean_summary, float8) IS
'Lower end of the interval of the mean (Student).';

CREATE FUNCTION mean_hi(summary mean_summary, confidence float8 DEFAULT 0.95) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_mean_hi';
COMMENT ON FUNCTION mean_hi(mean_summary, float8) IS
'Upper end of the interval of the mean (Student).';

CREATE FUNCTION standard_deviation(summary mean_summary) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_mean_deviation';
COMMENT ON FUNCTION standard_deviation(mean_summary) IS
'Standard deviation, of a sample.';

CREATE FUNCTION total(summary mean_summary) RETURNS numeric
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_mean_sum';
COMMENT ON FUNCTION total(mean_summary) IS
'The exact sum.';

CREATE FUNCTION headline(summary mean_summary) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_mean_value';
COMMENT ON FUNCTION headline(mean_summary) IS
'The one number of this summary: its mean.';
