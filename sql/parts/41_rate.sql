-- ------------------------------------------------------------------ rate ----

-- @type rate_summary: counts json cost=20 merge=2
-- Hits of trials, and rows without an outcome: any yes-or-no metric, mergeable.
-- rollup: The rows of both.

-- ---- counting

CREATE FUNCTION csq_internal.rate_append(state rate_summary, hit bool) RETURNS rate_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_rate_append_bool';
COMMENT ON FUNCTION csq_internal.rate_append(rate_summary, bool) IS 'Adds a row to the state of rate_agg().';

CREATE FUNCTION csq_internal.rate_append(state rate_summary, hits bigint, trials bigint) RETURNS rate_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_rate_append_counts';
COMMENT ON FUNCTION csq_internal.rate_append(rate_summary, bigint, bigint) IS 'Adds a row to the state of rate_agg().';

CREATE FUNCTION csq_internal.rate_remove(state rate_summary, hit bool) RETURNS rate_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_rate_remove_bool';
COMMENT ON FUNCTION csq_internal.rate_remove(rate_summary, bool) IS 'Takes a row out of a moving window of rate_agg().';

CREATE FUNCTION csq_internal.rate_remove(state rate_summary, hits bigint, trials bigint) RETURNS rate_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_rate_remove_counts';
COMMENT ON FUNCTION csq_internal.rate_remove(rate_summary, bigint, bigint) IS 'Takes a row out of a moving window of rate_agg().';

CREATE AGGREGATE rate_agg(hit bool) (
  SFUNC = csq_internal.rate_append, STYPE = rate_summary, SSPACE = 64, COMBINEFUNC = csq_internal.rate_summary_combine,
  MSFUNC = csq_internal.rate_append, MINVFUNC = csq_internal.rate_remove, MSTYPE = rate_summary, MSSPACE = 64, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rate_agg(bool) IS
'Counts rows where the condition is true (hits), true or false (trials) and NULL (missing).';

CREATE AGGREGATE rate_agg(hits bigint, trials bigint) (
  SFUNC = csq_internal.rate_append, STYPE = rate_summary, SSPACE = 64, COMBINEFUNC = csq_internal.rate_summary_combine,
  MSFUNC = csq_internal.rate_append, MINVFUNC = csq_internal.rate_remove, MSTYPE = rate_summary, MSSPACE = 64, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rate_agg(bigint, bigint) IS
'Adds up hits and trials that are counted already; a row where either is NULL counts as one missing.';

CREATE FUNCTION rate_summary(hits bigint, trials bigint) RETURNS rate_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_rate_make';
COMMENT ON FUNCTION rate_summary(bigint, bigint) IS 'A summary of counts known from elsewhere.';

-- ---- reading

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

CREATE FUNCTION at_least(summary score_summary, cut int) RETURNS rate_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_at_least';
COMMENT ON FUNCTION at_least(score_summary, int) IS 'Answers at the cut or above as hits of all answers.';

CREATE FUNCTION at_most(summary score_summary, cut int) RETURNS rate_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_at_most';
COMMENT ON FUNCTION at_most(score_summary, int) IS 'Answers at the cut or below as hits of all answers.';
