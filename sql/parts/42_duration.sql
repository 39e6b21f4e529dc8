-- -------------------------------------------------------------- duration ----

-- @type duration_summary: merges json cost=200 merge=100 space=512
-- How long things took, and how long those have lasted that have not ended: exact sums, quantiles that are exact up to 2,048 different lengths and within 1 % beyond, mergeable.
-- rollup: The cases of both.

-- ---- counting

CREATE FUNCTION csq_internal.duration_append(state duration_summary, length interval) RETURNS duration_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_duration_append_interval';
COMMENT ON FUNCTION csq_internal.duration_append(duration_summary, interval) IS
'Adds a row to the state of duration_agg().';

CREATE FUNCTION csq_internal.duration_append(state duration_summary, length interval, limits interval[]) RETURNS duration_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_duration_append_interval';
COMMENT ON FUNCTION csq_internal.duration_append(duration_summary, interval, interval[]) IS
'Adds a row to the state of duration_agg().';

CREATE FUNCTION csq_internal.duration_append(state duration_summary, seconds float8) RETURNS duration_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_duration_append_seconds';
COMMENT ON FUNCTION csq_internal.duration_append(duration_summary, float8) IS
'Adds a row to the state of duration_agg().';

CREATE FUNCTION csq_internal.duration_append(state duration_summary, seconds float8, limits interval[]) RETURNS duration_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_duration_append_seconds';
COMMENT ON FUNCTION csq_internal.duration_append(duration_summary, float8, interval[]) IS
'Adds a row to the state of duration_agg().';

CREATE FUNCTION csq_internal.duration_append(state duration_summary, from_at timestamptz, to_at timestamptz) RETURNS duration_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_duration_append_instants';
COMMENT ON FUNCTION csq_internal.duration_append(duration_summary, timestamptz, timestamptz) IS
'Adds a row to the state of duration_agg().';

CREATE FUNCTION csq_internal.duration_append(state duration_summary, from_at timestamptz, to_at timestamptz, as_of timestamptz) RETURNS duration_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_duration_append_as_of';
COMMENT ON FUNCTION csq_internal.duration_append(duration_summary, timestamptz, timestamptz, timestamptz) IS
'Adds a row to the state of duration_agg().';

CREATE FUNCTION csq_internal.duration_append(state duration_summary, calendar calendar, from_at timestamptz, to_at timestamptz, as_of timestamptz) RETURNS duration_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_duration_append_calendar';
COMMENT ON FUNCTION csq_internal.duration_append(duration_summary, calendar, timestamptz, timestamptz, timestamptz) IS
'Adds a row to the state of duration_agg().';

CREATE FUNCTION csq_internal.duration_append(state duration_summary, calendar calendar, from_at timestamptz, to_at timestamptz, as_of timestamptz, limits interval[]) RETURNS duration_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_duration_append_calendar';
COMMENT ON FUNCTION csq_internal.duration_append(duration_summary, calendar, timestamptz, timestamptz, timestamptz, interval[]) IS
'Adds a row to the state of duration_agg().';

CREATE FUNCTION csq_internal.duration_append(state duration_summary, from_date date, to_date date) RETURNS duration_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_duration_append_dates';
COMMENT ON FUNCTION csq_internal.duration_append(duration_summary, date, date) IS
'Adds a row to the state of duration_agg().';

CREATE FUNCTION csq_internal.duration_append(state duration_summary, from_date date, to_date date, as_of date) RETURNS duration_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_duration_append_dates';
COMMENT ON FUNCTION csq_internal.duration_append(duration_summary, date, date, date) IS
'Adds a row to the state of duration_agg().';

CREATE AGGREGATE duration_agg(length interval) (
  SFUNC = csq_internal.duration_append, STYPE = duration_summary, SSPACE = 512, COMBINEFUNC = csq_internal.duration_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE duration_agg(interval) IS
'Counts how long things took; days are 24 hours. A NULL is missing, not zero.';

CREATE AGGREGATE duration_agg(length interval, limits interval[]) (
  SFUNC = csq_internal.duration_append, STYPE = duration_summary, SSPACE = 512, COMBINEFUNC = csq_internal.duration_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE duration_agg(interval, interval[]) IS
'The same; shares within these limits stay exact however many different lengths there are.';

CREATE AGGREGATE duration_agg(seconds float8) (
  SFUNC = csq_internal.duration_append, STYPE = duration_summary, SSPACE = 512, COMBINEFUNC = csq_internal.duration_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE duration_agg(float8) IS
'Counts how many seconds things took; the difference of two dates is taken for the days that it is.';

CREATE AGGREGATE duration_agg(seconds float8, limits interval[]) (
  SFUNC = csq_internal.duration_append, STYPE = duration_summary, SSPACE = 512, COMBINEFUNC = csq_internal.duration_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE duration_agg(float8, interval[]) IS
'The same; shares within these limits stay exact however many different lengths there are.';

CREATE AGGREGATE duration_agg(from_at timestamptz, to_at timestamptz) (
  SFUNC = csq_internal.duration_append, STYPE = duration_summary, SSPACE = 512, COMBINEFUNC = csq_internal.duration_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE duration_agg(timestamptz, timestamptz) IS
'Counts how long cases took. One without to_at is open, for how long nobody says: give as_of.';

CREATE AGGREGATE duration_agg(from_at timestamptz, to_at timestamptz, as_of timestamptz) (
  SFUNC = csq_internal.duration_append, STYPE = duration_summary, SSPACE = 512, COMBINEFUNC = csq_internal.duration_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE duration_agg(timestamptz, timestamptz, timestamptz) IS
'Counts how long cases took as known at as_of: what had not ended by then was open, what began later is left out.';

CREATE AGGREGATE duration_agg(calendar calendar, from_at timestamptz, to_at timestamptz, as_of timestamptz) (
  SFUNC = csq_internal.duration_append, STYPE = duration_summary, SSPACE = 512, COMBINEFUNC = csq_internal.duration_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE duration_agg(calendar, timestamptz, timestamptz, timestamptz) IS
'Counts how long cases took in business time of a calendar, as known at as_of.';

CREATE AGGREGATE duration_agg(calendar calendar, from_at timestamptz, to_at timestamptz, as_of timestamptz, limits interval[]) (
  SFUNC = csq_internal.duration_append, STYPE = duration_summary, SSPACE = 512, COMBINEFUNC = csq_internal.duration_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE duration_agg(calendar, timestamptz, timestamptz, timestamptz, interval[]) IS
'The same; shares within these limits stay exact however many different lengths there are.';

-- Local times of the calendar, and literals.
-- @each from,to,as: date,date,date date,date,timestamptz date,date,text timestamp,timestamp,timestamp timestamp,timestamp,timestamptz timestamp,timestamp,text text,text,text text,text,timestamptz timestamptz,timestamptz,text text,timestamptz,text text,timestamptz,timestamptz timestamptz,text,text timestamptz,text,timestamptz
CREATE FUNCTION csq_internal.duration_append(state duration_summary, calendar calendar, from_at @from@, to_at @to@, as_of @as@) RETURNS duration_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 6
AS 'MODULE_PATHNAME', 'csq_duration_append_local';
COMMENT ON FUNCTION csq_internal.duration_append(duration_summary, calendar, @from@, @to@, @as@) IS
'Adds a row to the state of duration_agg().';

CREATE FUNCTION csq_internal.duration_append(state duration_summary, calendar calendar, from_at @from@, to_at @to@, as_of @as@, limits interval[]) RETURNS duration_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 6
AS 'MODULE_PATHNAME', 'csq_duration_append_local';
COMMENT ON FUNCTION csq_internal.duration_append(duration_summary, calendar, @from@, @to@, @as@, interval[]) IS
'Adds a row to the state of duration_agg().';

CREATE AGGREGATE duration_agg(calendar calendar, from_at @from@, to_at @to@, as_of @as@) (
  SFUNC = csq_internal.duration_append, STYPE = duration_summary, SSPACE = 512, COMBINEFUNC = csq_internal.duration_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE duration_agg(calendar, @from@, @to@, @as@) IS
'Counts how long cases took in business time of a calendar; what has no zone is local time of the calendar.';

CREATE AGGREGATE duration_agg(calendar calendar, from_at @from@, to_at @to@, as_of @as@, limits interval[]) (
  SFUNC = csq_internal.duration_append, STYPE = duration_summary, SSPACE = 512, COMBINEFUNC = csq_internal.duration_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE duration_agg(calendar, @from@, @to@, @as@, interval[]) IS
'The same; shares within these limits stay exact however many different lengths there are.';
-- @end

CREATE FUNCTION csq_internal.duration_append(state duration_summary, from_at timestamptz, to_at timestamptz, as_of text) RETURNS duration_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_duration_append_as_of_text';
COMMENT ON FUNCTION csq_internal.duration_append(duration_summary, timestamptz, timestamptz, text) IS
'Adds a row to the state of duration_agg().';

CREATE AGGREGATE duration_agg(from_at timestamptz, to_at timestamptz, as_of text) (
  SFUNC = csq_internal.duration_append, STYPE = duration_summary, SSPACE = 512, COMBINEFUNC = csq_internal.duration_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE duration_agg(timestamptz, timestamptz, text) IS
'Counts how long cases took as known at as_of, a text in ISO 8601 with a zone.';

CREATE AGGREGATE duration_agg(from_date date, to_date date) (
  SFUNC = csq_internal.duration_append, STYPE = duration_summary, SSPACE = 512, COMBINEFUNC = csq_internal.duration_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE duration_agg(date, date) IS
'Counts how many whole days cases took. One without to_date is open.';

CREATE AGGREGATE duration_agg(from_date date, to_date date, as_of date) (
  SFUNC = csq_internal.duration_append, STYPE = duration_summary, SSPACE = 512, COMBINEFUNC = csq_internal.duration_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE duration_agg(date, date, date) IS
'Counts how many whole days cases took as known on a date.';

-- As known at an instant or on a date, with limits.
-- @each at,as,symbol,how:
-- | timestamptz | timestamptz | csq_duration_append_as_of | Counts how long cases took as known at as_of
-- | timestamptz | text | csq_duration_append_as_of_text | Counts how long cases took as known at as_of, a text in ISO 8601 with a zone
-- | date | date | csq_duration_append_dates | Counts how many whole days cases took as known on a date
CREATE FUNCTION csq_internal.duration_append(state duration_summary, from_at @at@, to_at @at@, as_of @as@, limits interval[]) RETURNS duration_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', '@symbol@';
COMMENT ON FUNCTION csq_internal.duration_append(duration_summary, @at@, @at@, @as@, interval[]) IS
'Adds a row to the state of duration_agg().';

CREATE AGGREGATE duration_agg(from_at @at@, to_at @at@, as_of @as@, limits interval[]) (
  SFUNC = csq_internal.duration_append, STYPE = duration_summary, SSPACE = 512, COMBINEFUNC = csq_internal.duration_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE duration_agg(@at@, @at@, @as@, interval[]) IS
'@how@; shares within these limits stay exact however many different lengths there are, open cases included.';
-- @end

-- Times as they are typed: with a zone, or dates; without these a literal would be read in the zone of the session.
-- @each given,types,symbol,how:
-- | began text, ended text | text, text | csq_duration_append_texts | Counts how long cases took, of times as they are typed: in ISO 8601 with a zone, or dates, which count whole days. One without an end is open.
-- | began text, ended text, as_of text | text, text, text | csq_duration_append_texts | Counts how long cases took as known at as_of, all times as they are typed: in ISO 8601 with a zone, or dates, which count whole days.
-- | began text, ended text, as_of text, limits interval[] | text, text, text, interval[] | csq_duration_append_texts | The same; shares within these limits stay exact however many different lengths there are, open cases included.
-- | began timestamptz, ended text | timestamptz, text | csq_duration_append_instant_text | Counts how long cases took, up to a time as it is typed, with its zone.
-- | began timestamptz, ended text, as_of text | timestamptz, text, text | csq_duration_append_instant_text | Counts how long cases took as known at as_of, up to a time as it is typed, with its zone.
-- | began text, ended timestamptz | text, timestamptz | csq_duration_append_text_instant | Counts how long cases took, from a time as it is typed, with its zone.
-- | began timestamptz, ended text, as_of text, limits interval[] | timestamptz, text, text, interval[] | csq_duration_append_instant_text | The same; shares within these limits stay exact however many different lengths there are, open cases included.
-- | began text, ended timestamptz, as_of text | text, timestamptz, text | csq_duration_append_text_instant | Counts how long cases took as known at as_of, from a time as it is typed, with its zone.
-- | began text, ended text, as_of timestamptz | text, text, timestamptz | csq_duration_append_texts_instant | Counts how long cases took as known at as_of, of times as they are typed: in ISO 8601 with a zone.
-- | began text, ended timestamptz, as_of timestamptz | text, timestamptz, timestamptz | csq_duration_append_text_instants | Counts how long cases took as known at as_of, from a time as it is typed, with its zone.
-- | began timestamptz, ended text, as_of timestamptz | timestamptz, text, timestamptz | csq_duration_append_instant_text_instant | Counts how long cases took as known at as_of, up to a time as it is typed, with its zone.
-- | began timestamptz, ended text, as_of timestamptz, limits interval[] | timestamptz, text, timestamptz, interval[] | csq_duration_append_instant_text_instant | The same; shares within these limits stay exact however many different lengths there are, open cases included.
CREATE FUNCTION csq_internal.duration_append(state duration_summary, @given@) RETURNS duration_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', '@symbol@';
COMMENT ON FUNCTION csq_internal.duration_append(duration_summary, @types@) IS
'Adds a row to the state of duration_agg().';

CREATE AGGREGATE duration_agg(@given@) (
  SFUNC = csq_internal.duration_append, STYPE = duration_summary, SSPACE = 512, COMBINEFUNC = csq_internal.duration_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE duration_agg(@types@) IS
'@how@';
-- @end

-- Without these an untyped literal of a calendar could be an instant as well.
-- @each at: timestamptz date text
CREATE FUNCTION csq_internal.duration_append(state duration_summary, calendar text, from_at @at@, to_at @at@, as_of text) RETURNS duration_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 6
AS 'MODULE_PATHNAME', 'csq_duration_append_local';
COMMENT ON FUNCTION csq_internal.duration_append(duration_summary, text, @at@, @at@, text) IS
'Adds a row to the state of duration_agg().';

CREATE AGGREGATE duration_agg(calendar text, from_at @at@, to_at @at@, as_of text) (
  SFUNC = csq_internal.duration_append, STYPE = duration_summary, SSPACE = 512, COMBINEFUNC = csq_internal.duration_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE duration_agg(text, @at@, @at@, text) IS
'Counts how long cases took in business time of a calendar that is written as a literal.';
-- @end

-- ---- reading

CREATE FUNCTION ended_cases(summary duration_summary) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_duration_ended';
COMMENT ON FUNCTION ended_cases(duration_summary) IS
'Number of cases that have ended: those whose length is known.';

CREATE FUNCTION open_cases(summary duration_summary) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_duration_open';
COMMENT ON FUNCTION open_cases(duration_summary) IS
'Number of cases that were open: in no mean and no quantile, in a share only when they are already longer than its limit.';

CREATE FUNCTION missing(summary duration_summary) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_duration_missing';
COMMENT ON FUNCTION missing(duration_summary) IS
'Number of rows without a length.';

CREATE FUNCTION is_exact(summary duration_summary) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_duration_exact';
COMMENT ON FUNCTION is_exact(duration_summary) IS
'Are quantiles exact? Beyond 2,048 different lengths they are good to 1 %.';

CREATE FUNCTION mean(summary duration_summary) RETURNS interval
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_duration_mean';
COMMENT ON FUNCTION mean(duration_summary) IS
'Mean length of the cases that have ended.';

CREATE FUNCTION mean_lo(summary duration_summary, confidence float8 DEFAULT 0.95) RETURNS interval
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_duration_mean_lo';
COMMENT ON FUNCTION mean_lo(duration_summary, float8) IS
'Lower end of the interval of the mean: Student''s, with the skewness of the lengths taken out (Hall).';

CREATE FUNCTION mean_hi(summary duration_summary, confidence float8 DEFAULT 0.95) RETURNS interval
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_duration_mean_hi';
COMMENT ON FUNCTION mean_hi(duration_summary, float8) IS
'Upper end of the interval of the mean: Student''s, with the skewness of the lengths taken out (Hall).';

CREATE FUNCTION standard_deviation(summary duration_summary) RETURNS interval
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_duration_stddev';
COMMENT ON FUNCTION standard_deviation(duration_summary) IS
'Standard deviation of the lengths, of a sample.';

CREATE FUNCTION total(summary duration_summary) RETURNS interval
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_duration_total';
COMMENT ON FUNCTION total(duration_summary) IS
'Sum of the lengths.';

CREATE FUNCTION minimum(summary duration_summary) RETURNS interval
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_duration_minimum';
COMMENT ON FUNCTION minimum(duration_summary) IS
'Shortest length.';

CREATE FUNCTION maximum(summary duration_summary) RETURNS interval
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_duration_maximum';
COMMENT ON FUNCTION maximum(duration_summary) IS
'Longest length.';

CREATE FUNCTION median(summary duration_summary) RETURNS interval
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_duration_quantile';
COMMENT ON FUNCTION median(duration_summary) IS
'Median length of the cases that have ended: one that occurs.';

CREATE FUNCTION median_lo(summary duration_summary, confidence float8 DEFAULT 0.95) RETURNS interval
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_duration_quantile_lo';
COMMENT ON FUNCTION median_lo(duration_summary, float8) IS
'Lower end of the interval of the median (order statistics); NULL: no bound.';

CREATE FUNCTION median_hi(summary duration_summary, confidence float8 DEFAULT 0.95) RETURNS interval
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_duration_quantile_hi';
COMMENT ON FUNCTION median_hi(duration_summary, float8) IS
'Upper end of the interval of the median (order statistics); NULL: no bound.';

CREATE FUNCTION quantile(summary duration_summary, fraction float8) RETURNS interval
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_duration_quantile';
COMMENT ON FUNCTION quantile(duration_summary, float8) IS
'Shortest length that this fraction of the ended cases does not exceed: quantile(s, 0.9).';

CREATE FUNCTION quantile_lo(summary duration_summary, fraction float8, confidence float8 DEFAULT 0.95) RETURNS interval
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_duration_quantile_lo';
COMMENT ON FUNCTION quantile_lo(duration_summary, float8, float8) IS
'Lower end of the interval of a quantile (order statistics); NULL: no bound.';

CREATE FUNCTION quantile_hi(summary duration_summary, fraction float8, confidence float8 DEFAULT 0.95) RETURNS interval
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_duration_quantile_hi';
COMMENT ON FUNCTION quantile_hi(duration_summary, float8, float8) IS
'Upper end of the interval of a quantile (order statistics); NULL: no bound.';

CREATE FUNCTION share_within(summary duration_summary, within interval) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_duration_share';
COMMENT ON FUNCTION share_within(duration_summary, interval) IS
'Share of cases that ended within a limit, 0 to 1; open cases already longer count against it, others not at all. Of business time the limit is in hours, not days.';

CREATE FUNCTION share_within_lo(summary duration_summary, within interval, confidence float8 DEFAULT 0.95) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_duration_share_lo';
COMMENT ON FUNCTION share_within_lo(duration_summary, interval, float8) IS
'Lower end of the Wilson interval of share_within().';

CREATE FUNCTION share_within_hi(summary duration_summary, within interval, confidence float8 DEFAULT 0.95) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_duration_share_hi';
COMMENT ON FUNCTION share_within_hi(duration_summary, interval, float8) IS
'Upper end of the Wilson interval of share_within().';

CREATE FUNCTION rate_summary(summary duration_summary, within interval) RETURNS rate_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_duration_rate';
COMMENT ON FUNCTION rate_summary(duration_summary, interval) IS
'Cases that ended within a limit as hits of those that count, to be compared and tiered.';
