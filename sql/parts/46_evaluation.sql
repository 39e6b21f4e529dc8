-- ------------------------------------------------------------ evaluation ----

CREATE FUNCTION ratio(before score_summary, after score_summary, confidence float8 DEFAULT 0.95, metric text DEFAULT 'nps', OUT ratio float8, OUT lo float8, OUT hi float8, OUT p_value float8) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_score_summary_ratio';
COMMENT ON FUNCTION ratio(score_summary, score_summary, float8, text) IS
'Ratio of a metric of scores, after over before, with interval and two-sided test. Metrics: nps, csat, mean, top N, bottom N, at least N, at most N.';

CREATE FUNCTION did(treated_before score_summary, treated_after score_summary, control_before score_summary, control_after score_summary, confidence float8 DEFAULT 0.95, metric text DEFAULT 'nps', OUT difference float8, OUT lo float8, OUT hi float8, OUT z float8, OUT p_value float8) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_score_summary_did';
COMMENT ON FUNCTION did(score_summary, score_summary, score_summary, score_summary, float8, text) IS
'Difference in differences of a metric of scores: change of the treated minus change of the control group. Metrics: nps, csat, mean, top N, bottom N, at least N, at most N.';

CREATE FUNCTION assess(since score_summary, now score_summary, metric text, kind text, target float8, confidence float8 DEFAULT 0.95, OUT baseline float8, OUT value float8, OUT lo float8, OUT hi float8, OUT change float8, OUT target_value float8, OUT verdict text, OUT needed bigint) RETURNS record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_score_summary_assess';
COMMENT ON FUNCTION assess(score_summary, score_summary, text, text, float8, float8) IS
'Has a target been attained, as judged by the interval lo to hi: of the figure for at_least and at_most, of its change for points and relative. Verdicts: attained, missed, cannot_tell, unreachable; needed: further observations that would settle it. Metrics: nps, csat, mean, top N, bottom N, at least N, at most N.';

CREATE FUNCTION rank_among(own score_summary, peers score_summary[], best text DEFAULT 'highest', confidence float8 DEFAULT 0.95, metric text DEFAULT 'nps', OUT rank int, OUT lo int, OUT hi int) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200
AS 'MODULE_PATHNAME', 'csq_score_summary_rank';
COMMENT ON FUNCTION rank_among(score_summary, score_summary[], text, float8, text) IS
'Place among peers, which do not include own, and the places that the data leave open. Metrics: nps, csat, mean, top N, bottom N, at least N, at most N.';

CREATE FUNCTION compare(before rate_summary, after rate_summary, confidence float8 DEFAULT 0.95, OUT difference float8, OUT lo float8, OUT hi float8, OUT z float8, OUT p_value float8) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_rate_summary_compare';
COMMENT ON FUNCTION compare(rate_summary, rate_summary, float8) IS
'Change of a rate, after minus before, with interval and two-sided test.';

CREATE FUNCTION ratio(before rate_summary, after rate_summary, confidence float8 DEFAULT 0.95, OUT ratio float8, OUT lo float8, OUT hi float8, OUT p_value float8) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_rate_summary_ratio';
COMMENT ON FUNCTION ratio(rate_summary, rate_summary, float8) IS
'Ratio of a rate, after over before, with interval and two-sided test.';

CREATE FUNCTION did(treated_before rate_summary, treated_after rate_summary, control_before rate_summary, control_after rate_summary, confidence float8 DEFAULT 0.95, OUT difference float8, OUT lo float8, OUT hi float8, OUT z float8, OUT p_value float8) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_rate_summary_did';
COMMENT ON FUNCTION did(rate_summary, rate_summary, rate_summary, rate_summary, float8) IS
'Difference in differences of a rate: change of the treated minus change of the control group.';

CREATE FUNCTION assess(since rate_summary, now rate_summary, metric text, kind text, target float8, confidence float8 DEFAULT 0.95, OUT baseline float8, OUT value float8, OUT lo float8, OUT hi float8, OUT change float8, OUT target_value float8, OUT verdict text, OUT needed bigint) RETURNS record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_rate_summary_assess';
COMMENT ON FUNCTION assess(rate_summary, rate_summary, text, text, float8, float8) IS
'Has a target been attained, as judged by the interval lo to hi: of the figure for at_least and at_most, of its change for points and relative. Verdicts: attained, missed, cannot_tell, unreachable; needed: further observations that would settle it. Metrics: rate.';

CREATE FUNCTION rank_among(own rate_summary, peers rate_summary[], best text DEFAULT 'highest', confidence float8 DEFAULT 0.95, OUT rank int, OUT lo int, OUT hi int) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200
AS 'MODULE_PATHNAME', 'csq_rate_summary_rank';
COMMENT ON FUNCTION rank_among(rate_summary, rate_summary[], text, float8) IS
'Place among peers, which do not include own, and the places that the data leave open.';

CREATE FUNCTION compare(before mean_summary, after mean_summary, confidence float8 DEFAULT 0.95, OUT difference float8, OUT lo float8, OUT hi float8, OUT z float8, OUT p_value float8) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_mean_summary_compare';
COMMENT ON FUNCTION compare(mean_summary, mean_summary, float8) IS
'Change of a mean, after minus before, with interval and two-sided test.';

CREATE FUNCTION ratio(before mean_summary, after mean_summary, confidence float8 DEFAULT 0.95, OUT ratio float8, OUT lo float8, OUT hi float8, OUT p_value float8) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_mean_summary_ratio';
COMMENT ON FUNCTION ratio(mean_summary, mean_summary, float8) IS
'Ratio of a mean, after over before, with interval and two-sided test.';

CREATE FUNCTION did(treated_before mean_summary, treated_after mean_summary, control_before mean_summary, control_after mean_summary, confidence float8 DEFAULT 0.95, OUT difference float8, OUT lo float8, OUT hi float8, OUT z float8, OUT p_value float8) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_mean_summary_did';
COMMENT ON FUNCTION did(mean_summary, mean_summary, mean_summary, mean_summary, float8) IS
'Difference in differences of a mean: change of the treated minus change of the control group.';

CREATE FUNCTION assess(since mean_summary, now mean_summary, metric text, kind text, target float8, confidence float8 DEFAULT 0.95, OUT baseline float8, OUT value float8, OUT lo float8, OUT hi float8, OUT change float8, OUT target_value float8, OUT verdict text, OUT needed bigint) RETURNS record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_mean_summary_assess';
COMMENT ON FUNCTION assess(mean_summary, mean_summary, text, text, float8, float8) IS
'Has a target been attained, as judged by the interval lo to hi: of the figure for at_least and at_most, of its change for points and relative. Verdicts: attained, missed, cannot_tell, unreachable; needed: further observations that would settle it. Metrics: mean.';

CREATE FUNCTION rank_among(own mean_summary, peers mean_summary[], best text DEFAULT 'highest', confidence float8 DEFAULT 0.95, OUT rank int, OUT lo int, OUT hi int) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200
AS 'MODULE_PATHNAME', 'csq_mean_summary_rank';
COMMENT ON FUNCTION rank_among(mean_summary, mean_summary[], text, float8) IS
'Place among peers, which do not include own, and the places that the data leave open.';

CREATE FUNCTION compare(before incidence, after incidence, confidence float8 DEFAULT 0.95, OUT difference float8, OUT lo float8, OUT hi float8, OUT z float8, OUT p_value float8) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_incidence_compare';
COMMENT ON FUNCTION compare(incidence, incidence, float8) IS
'Change of events per exposure, after minus before, with interval and two-sided test.';

CREATE FUNCTION ratio(before incidence, after incidence, confidence float8 DEFAULT 0.95, OUT ratio float8, OUT lo float8, OUT hi float8, OUT p_value float8) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_incidence_ratio';
COMMENT ON FUNCTION ratio(incidence, incidence, float8) IS
'Ratio of events per exposure, after over before, with interval and two-sided test.';

CREATE FUNCTION did(treated_before incidence, treated_after incidence, control_before incidence, control_after incidence, confidence float8 DEFAULT 0.95, OUT difference float8, OUT lo float8, OUT hi float8, OUT z float8, OUT p_value float8) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_incidence_did';
COMMENT ON FUNCTION did(incidence, incidence, incidence, incidence, float8) IS
'Difference in differences of events per exposure: change of the treated minus change of the control group.';

CREATE FUNCTION assess(since incidence, now incidence, metric text, kind text, target float8, confidence float8 DEFAULT 0.95, OUT baseline float8, OUT value float8, OUT lo float8, OUT hi float8, OUT change float8, OUT target_value float8, OUT verdict text, OUT needed bigint) RETURNS record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_incidence_assess';
COMMENT ON FUNCTION assess(incidence, incidence, text, text, float8, float8) IS
'Has a target been attained, as judged by the interval lo to hi: of the figure for at_least and at_most, of its change for points and relative. Verdicts: attained, missed, cannot_tell, unreachable; needed: further observations that would settle it. Metrics: rate.';

CREATE FUNCTION rank_among(own incidence, peers incidence[], best text DEFAULT 'lowest', confidence float8 DEFAULT 0.95, OUT rank int, OUT lo int, OUT hi int) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200
AS 'MODULE_PATHNAME', 'csq_incidence_rank';
COMMENT ON FUNCTION rank_among(incidence, incidence[], text, float8) IS
'Place among peers, which do not include own, and the places that the data leave open.';

CREATE FUNCTION compare(before duration_summary, after duration_summary, confidence float8 DEFAULT 0.95, metric text DEFAULT 'mean', OUT difference float8, OUT lo float8, OUT hi float8, OUT z float8, OUT p_value float8) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_duration_summary_compare';
COMMENT ON FUNCTION compare(duration_summary, duration_summary, float8, text) IS
'Change of a metric of durations in seconds, after minus before, with interval and two-sided test. Metrics: mean, median, p90 and other percentiles, in seconds; within 4 hours.';

CREATE FUNCTION ratio(before duration_summary, after duration_summary, confidence float8 DEFAULT 0.95, metric text DEFAULT 'mean', OUT ratio float8, OUT lo float8, OUT hi float8, OUT p_value float8) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_duration_summary_ratio';
COMMENT ON FUNCTION ratio(duration_summary, duration_summary, float8, text) IS
'Ratio of a metric of durations in seconds, after over before, with interval and two-sided test. Metrics: mean, median, p90 and other percentiles, in seconds; within 4 hours.';

CREATE FUNCTION did(treated_before duration_summary, treated_after duration_summary, control_before duration_summary, control_after duration_summary, confidence float8 DEFAULT 0.95, metric text DEFAULT 'mean', OUT difference float8, OUT lo float8, OUT hi float8, OUT z float8, OUT p_value float8) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_duration_summary_did';
COMMENT ON FUNCTION did(duration_summary, duration_summary, duration_summary, duration_summary, float8, text) IS
'Difference in differences of a metric of durations in seconds: change of the treated minus change of the control group. Metrics: mean, median, p90 and other percentiles, in seconds; within 4 hours.';

CREATE FUNCTION assess(since duration_summary, now duration_summary, metric text, kind text, target float8, confidence float8 DEFAULT 0.95, OUT baseline float8, OUT value float8, OUT lo float8, OUT hi float8, OUT change float8, OUT target_value float8, OUT verdict text, OUT needed bigint) RETURNS record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_duration_summary_assess';
COMMENT ON FUNCTION assess(duration_summary, duration_summary, text, text, float8, float8) IS
'Has a target been attained, as judged by the interval lo to hi: of the figure for at_least and at_most, of its change for points and relative. Verdicts: attained, missed, cannot_tell, unreachable; needed: further observations that would settle it. Metrics: mean, median, p90 and other percentiles, in seconds; within 4 hours.';

CREATE FUNCTION rank_among(own duration_summary, peers duration_summary[], best text DEFAULT 'lowest', confidence float8 DEFAULT 0.95, metric text DEFAULT 'mean', OUT rank int, OUT lo int, OUT hi int) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_duration_summary_rank';
COMMENT ON FUNCTION rank_among(duration_summary, duration_summary[], text, float8, text) IS
'Place among peers, which do not include own, and the places that the data leave open. Metrics: mean, median, p90 and other percentiles, in seconds; within 4 hours.';

-- ---- sample sizes, shares of few cases, pairs

CREATE FUNCTION sample_needed(summary mean_summary, difference float8, power float8 DEFAULT 0.8, confidence float8 DEFAULT 0.95) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_sample_needed_mean';
COMMENT ON FUNCTION sample_needed(mean_summary, float8, float8, float8) IS
'Numbers needed in each of two periods to find a change of the mean by so much, at the variance of this summary.';

CREATE FUNCTION sample_needed(summary duration_summary, difference interval, power float8 DEFAULT 0.8, confidence float8 DEFAULT 0.95) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_sample_needed_duration';
COMMENT ON FUNCTION sample_needed(duration_summary, interval, float8, float8) IS
'Cases needed in each of two periods to find a change of the mean length by so much, at the variance of this summary.';

CREATE FUNCTION shrunk(own rate_summary, everybody rate_summary, weight float8 DEFAULT 20) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_shrunk_by_weight';
COMMENT ON FUNCTION shrunk(rate_summary, rate_summary, float8) IS
'The rate of own as if so many more trials had gone like those of everybody: three of three is no star.';

CREATE FUNCTION shrunk(own rate_summary, peers rate_summary[]) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_shrunk_among';
COMMENT ON FUNCTION shrunk(rate_summary, rate_summary[]) IS
'The rate of own pulled towards that of its peers by as much as their spread supports (empirical Bayes).';

CREATE FUNCTION mcnemar(a_only bigint, b_only bigint, confidence float8 DEFAULT 0.95, OUT ratio float8, OUT lo float8, OUT hi float8, OUT p_value float8, OUT mid_p float8) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_mcnemar_test';
COMMENT ON FUNCTION mcnemar(bigint, bigint, float8) IS
'The same people twice: those with only the first outcome against those with only the second. Ratio of second to first with its exact interval, exact test and mid-p test.';
