-- ----------------------------------------------------------------- score ----

-- @type score_summary: counts json cost=20 merge=2
-- Exact histogram of the answers to a survey question: a count per point of the scale, and of rows without an answer.
-- rollup: The answers of both.

-- ---- transitions

-- @each number: smallint int bigint numeric real float8
CREATE FUNCTION csq_internal.nps_append(state score_summary, score @number@) RETURNS score_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_nps_append_@number@';
COMMENT ON FUNCTION csq_internal.nps_append(score_summary, @number@) IS 'Adds a score to the state of nps(score).';

CREATE FUNCTION csq_internal.nps_remove(state score_summary, score @number@) RETURNS score_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_nps_remove_@number@';
COMMENT ON FUNCTION csq_internal.nps_remove(score_summary, @number@) IS 'Takes a score out of a moving window of nps(score).';
-- @end

-- @each number: smallint int bigint numeric real float8
CREATE FUNCTION csq_internal.score_append(state score_summary, score @number@) RETURNS score_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_score_append_@number@';
COMMENT ON FUNCTION csq_internal.score_append(score_summary, @number@) IS 'Adds a score to the state of score_agg().';

CREATE FUNCTION csq_internal.score_remove(state score_summary, score @number@) RETURNS score_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_score_remove_@number@';
COMMENT ON FUNCTION csq_internal.score_remove(score_summary, @number@) IS 'Takes a score out of a moving window of score_agg().';

CREATE FUNCTION csq_internal.score_append(state score_summary, score @number@, lo int, hi int) RETURNS score_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_score_append_@number@';
COMMENT ON FUNCTION csq_internal.score_append(score_summary, @number@, int, int) IS 'Adds a score to the state of score_agg().';

CREATE FUNCTION csq_internal.score_remove(state score_summary, score @number@, lo int, hi int) RETURNS score_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_score_remove_@number@';
COMMENT ON FUNCTION csq_internal.score_remove(score_summary, @number@, int, int) IS 'Takes a score out of a moving window of score_agg().';

CREATE FUNCTION csq_internal.score_append(state score_summary, score @number@, lo int, hi int, detractors_to int, promoters_from int) RETURNS score_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_score_append_@number@';
COMMENT ON FUNCTION csq_internal.score_append(score_summary, @number@, int, int, int, int) IS 'Adds a score to the state of score_agg().';

CREATE FUNCTION csq_internal.score_remove(state score_summary, score @number@, lo int, hi int, detractors_to int, promoters_from int) RETURNS score_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_score_remove_@number@';
COMMENT ON FUNCTION csq_internal.score_remove(score_summary, @number@, int, int, int, int) IS 'Takes a score out of a moving window of score_agg().';

CREATE FUNCTION csq_internal.score_append_counted(state score_summary, score @number@, answers bigint) RETURNS score_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_score_append_counted_@number@';
COMMENT ON FUNCTION csq_internal.score_append_counted(score_summary, @number@, bigint) IS 'Adds counted answers to the state of score_agg().';

CREATE FUNCTION csq_internal.score_remove_counted(state score_summary, score @number@, answers bigint) RETURNS score_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_score_remove_counted_@number@';
COMMENT ON FUNCTION csq_internal.score_remove_counted(score_summary, @number@, bigint) IS 'Takes counted answers out of a moving window of score_agg().';

CREATE FUNCTION csq_internal.score_append_counted(state score_summary, score @number@, answers bigint, lo int, hi int) RETURNS score_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_score_append_counted_@number@';
COMMENT ON FUNCTION csq_internal.score_append_counted(score_summary, @number@, bigint, int, int) IS 'Adds counted answers to the state of score_agg().';

CREATE FUNCTION csq_internal.score_remove_counted(state score_summary, score @number@, answers bigint, lo int, hi int) RETURNS score_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_score_remove_counted_@number@';
COMMENT ON FUNCTION csq_internal.score_remove_counted(score_summary, @number@, bigint, int, int) IS 'Takes counted answers out of a moving window of score_agg().';

CREATE FUNCTION csq_internal.score_append_counted(state score_summary, score @number@, answers bigint, lo int, hi int, detractors_to int, promoters_from int) RETURNS score_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_score_append_counted_@number@';
COMMENT ON FUNCTION csq_internal.score_append_counted(score_summary, @number@, bigint, int, int, int, int) IS 'Adds counted answers to the state of score_agg().';

CREATE FUNCTION csq_internal.score_remove_counted(state score_summary, score @number@, answers bigint, lo int, hi int, detractors_to int, promoters_from int) RETURNS score_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_score_remove_counted_@number@';
COMMENT ON FUNCTION csq_internal.score_remove_counted(score_summary, @number@, bigint, int, int, int, int) IS 'Takes counted answers out of a moving window of score_agg().';
-- @end

-- ---- aggregates
CREATE FUNCTION nps(summary score_summary) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_nps';
COMMENT ON FUNCTION nps(score_summary) IS
'Net Promoter Score, -100 to 100: percentage of promoters minus percentage of detractors.';

CREATE FUNCTION csq_internal.nps_of_scores(summary score_summary) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_nps_of_scores';
COMMENT ON FUNCTION csq_internal.nps_of_scores(score_summary) IS
'Final function of nps(): refuses answers of a question of fewer points.';

CREATE FUNCTION scale_note(summary score_summary) RETURNS text
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_scale_note';
COMMENT ON FUNCTION scale_note(score_summary) IS
'What is odd about the scale: at least 5 answers, all from 1 to 5, collected as answers from 0 to 10; or 5 at one point well below the end of a scale, and none above. NULL: nothing.';

-- @each number: smallint int bigint numeric real float8
CREATE AGGREGATE nps(score @number@) (
  SFUNC = csq_internal.nps_append, STYPE = score_summary, SSPACE = 128, FINALFUNC = csq_internal.nps_of_scores, COMBINEFUNC = csq_internal.score_summary_combine,
  INITCOND = '{"v":1,"lo":0,"hi":10,"counts":[0,0,0,0,0,0,0,0,0,0,0]}',
  MSFUNC = csq_internal.nps_append, MINVFUNC = csq_internal.nps_remove, MSTYPE = score_summary, MSSPACE = 128, MFINALFUNC = csq_internal.nps_of_scores,
  MINITCOND = '{"v":1,"lo":0,"hi":10,"counts":[0,0,0,0,0,0,0,0,0,0,0]}',
  PARALLEL = SAFE
);
COMMENT ON AGGREGATE nps(@number@) IS
'Net Promoter Score of scores 0 to 10, -100 to 100. NULL scores do not count; NULL without a score. An error when 30 scores or more all lie from 1 to 5, as those of a question of 5 points do, or 30 are the same point below 8 and none is higher.';
-- @end

CREATE FUNCTION csat(summary score_summary) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_csat';
COMMENT ON FUNCTION csat(score_summary) IS
'Customer satisfaction: share of answers on the two highest points, 0 to 1; of a scale of more than seven points say how many, as in csat(s, 3).';

CREATE FUNCTION csq_internal.csat_of_scores(summary score_summary) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_csat_of_scores';
COMMENT ON FUNCTION csq_internal.csat_of_scores(score_summary) IS
'Final function of csat(): refuses answers of a question of fewer points.';

-- @each number: smallint int bigint numeric real float8
CREATE AGGREGATE csat(score @number@) (
  SFUNC = csq_internal.nps_append, STYPE = score_summary, SSPACE = 128, FINALFUNC = csq_internal.csat_of_scores, COMBINEFUNC = csq_internal.score_summary_combine,
  INITCOND = '{"v":1,"lo":1,"hi":5,"counts":[0,0,0,0,0]}',
  MSFUNC = csq_internal.nps_append, MINVFUNC = csq_internal.nps_remove, MSTYPE = score_summary, MSSPACE = 128, MFINALFUNC = csq_internal.csat_of_scores,
  MINITCOND = '{"v":1,"lo":1,"hi":5,"counts":[0,0,0,0,0]}',
  PARALLEL = SAFE
);
COMMENT ON AGGREGATE csat(@number@) IS
'Customer satisfaction of answers from 1 to 5: share of 4 and 5, 0 to 1. NULL answers do not count; NULL without an answer. An error when 30 have the same point below 5 and none a higher one.';
-- @end

-- @each number: smallint int bigint numeric real float8
CREATE AGGREGATE score_agg(score @number@) (
  SFUNC = csq_internal.score_append, STYPE = score_summary, SSPACE = 128, COMBINEFUNC = csq_internal.score_summary_combine,
  MSFUNC = csq_internal.score_append, MINVFUNC = csq_internal.score_remove, MSTYPE = score_summary, MSSPACE = 128, PARALLEL = SAFE
);
COMMENT ON AGGREGATE score_agg(@number@) IS 'Exact histogram of scores 0 to 10; NULL scores are counted as missing.';

CREATE AGGREGATE score_agg(score @number@, lo int, hi int) (
  SFUNC = csq_internal.score_append, STYPE = score_summary, SSPACE = 128, COMBINEFUNC = csq_internal.score_summary_combine,
  MSFUNC = csq_internal.score_append, MINVFUNC = csq_internal.score_remove, MSTYPE = score_summary, MSSPACE = 128, PARALLEL = SAFE
);
COMMENT ON AGGREGATE score_agg(@number@, int, int) IS
'Exact histogram of scores on the scale lo to hi; NULL scores are counted as missing.';

CREATE AGGREGATE score_agg(score @number@, lo int, hi int, detractors_to int, promoters_from int) (
  SFUNC = csq_internal.score_append, STYPE = score_summary, SSPACE = 128, COMBINEFUNC = csq_internal.score_summary_combine,
  MSFUNC = csq_internal.score_append, MINVFUNC = csq_internal.score_remove, MSTYPE = score_summary, MSSPACE = 128, PARALLEL = SAFE
);
COMMENT ON AGGREGATE score_agg(@number@, int, int, int, int) IS
'Exact histogram of scores on the scale lo to hi with cut points for NPS: detractors up to the first, promoters from the second.';

CREATE AGGREGATE score_agg(score @number@, answers bigint) (
  SFUNC = csq_internal.score_append_counted, STYPE = score_summary, SSPACE = 128, COMBINEFUNC = csq_internal.score_summary_combine,
  MSFUNC = csq_internal.score_append_counted, MINVFUNC = csq_internal.score_remove_counted, MSTYPE = score_summary, MSSPACE = 128, PARALLEL = SAFE
);
COMMENT ON AGGREGATE score_agg(@number@, bigint) IS
'Exact histogram of scores 0 to 10 that were counted before: each row stands for so many answers; of a NULL score as many are missing, of a NULL number one is.';

CREATE AGGREGATE score_agg(score @number@, answers bigint, lo int, hi int) (
  SFUNC = csq_internal.score_append_counted, STYPE = score_summary, SSPACE = 128, COMBINEFUNC = csq_internal.score_summary_combine,
  MSFUNC = csq_internal.score_append_counted, MINVFUNC = csq_internal.score_remove_counted, MSTYPE = score_summary, MSSPACE = 128, PARALLEL = SAFE
);
COMMENT ON AGGREGATE score_agg(@number@, bigint, int, int) IS
'The same on the scale lo to hi.';

CREATE AGGREGATE score_agg(score @number@, answers bigint, lo int, hi int, detractors_to int, promoters_from int) (
  SFUNC = csq_internal.score_append_counted, STYPE = score_summary, SSPACE = 128, COMBINEFUNC = csq_internal.score_summary_combine,
  MSFUNC = csq_internal.score_append_counted, MINVFUNC = csq_internal.score_remove_counted, MSTYPE = score_summary, MSSPACE = 128, PARALLEL = SAFE
);
COMMENT ON AGGREGATE score_agg(@number@, bigint, int, int, int, int) IS
'The same with cut points for NPS: detractors up to the first, promoters from the second.';
-- @end

-- ---- NPS of a summary

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

CREATE FUNCTION csat(summary score_summary, top int) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_csat';
COMMENT ON FUNCTION csat(score_summary, int) IS
'Customer satisfaction: share of answers on so many highest points, 0 to 1.';

CREATE FUNCTION csat_lo(summary score_summary, confidence float8 DEFAULT 0.95) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_csat_lo';
COMMENT ON FUNCTION csat_lo(score_summary, float8) IS
'Lower end of the Wilson interval of csat().';

CREATE FUNCTION csat_lo(summary score_summary, top int, confidence float8 DEFAULT 0.95) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_csat_lo';
COMMENT ON FUNCTION csat_lo(score_summary, int, float8) IS
'Lower end of the Wilson interval of csat() of so many points.';

CREATE FUNCTION csat_hi(summary score_summary, confidence float8 DEFAULT 0.95) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_csat_hi';
COMMENT ON FUNCTION csat_hi(score_summary, float8) IS
'Upper end of the Wilson interval of csat().';

CREATE FUNCTION csat_hi(summary score_summary, top int, confidence float8 DEFAULT 0.95) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_csat_hi';
COMMENT ON FUNCTION csat_hi(score_summary, int, float8) IS
'Upper end of the Wilson interval of csat() of so many points.';

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

-- ---- other readers

CREATE FUNCTION answers(summary score_summary) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_score_answers';
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

CREATE FUNCTION standard_deviation(summary score_summary) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_score_standard_deviation';
COMMENT ON FUNCTION standard_deviation(score_summary) IS 'Sample standard deviation of the scores; NULL with fewer than two.';

CREATE FUNCTION headline(summary score_summary) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_nps';
COMMENT ON FUNCTION headline(score_summary) IS 'The one number of this summary, here NPS.';

CREATE FUNCTION histogram(
  summary score_summary, confidence float8 DEFAULT 0.95,
  OUT score int, OUT n bigint, OUT share float8, OUT lo float8, OUT hi float8
) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10 ROWS 11 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_score_histogram';
COMMENT ON FUNCTION histogram(score_summary, float8) IS
'One row per point of the scale with its count, share and Wilson interval.';
