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
