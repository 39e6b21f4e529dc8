
-- ----------------------------------------------------------- calibration ----

-- @type calibration: counts json cost=100 merge=100 space=32768
-- Answers by their probability, and how many were right: reliability, thresholds, coverage; merges exactly.
-- rollup: The answers of both.

CREATE FUNCTION csq_internal.calibration_append(state calibration, actual text, predicted text, probability float8) RETURNS calibration
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_calibration_append';
COMMENT ON FUNCTION csq_internal.calibration_append(calibration, text, text, float8) IS
'One more answer; rows with a NULL are ignored.';

CREATE FUNCTION csq_internal.calibration_remove(state calibration, actual text, predicted text, probability float8) RETURNS calibration
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_calibration_remove';
COMMENT ON FUNCTION csq_internal.calibration_remove(calibration, text, text, float8) IS
'One answer less, for moving windows.';

CREATE FUNCTION csq_internal.calibration_append(state calibration, hit bool, probability float8) RETURNS calibration
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_calibration_append_hit';
COMMENT ON FUNCTION csq_internal.calibration_append(calibration, bool, float8) IS
'One more forecast of a yes or no; rows with a NULL are ignored.';

CREATE FUNCTION csq_internal.calibration_remove(state calibration, hit bool, probability float8) RETURNS calibration
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_calibration_remove_hit';
COMMENT ON FUNCTION csq_internal.calibration_remove(calibration, bool, float8) IS
'One forecast less, for moving windows.';

CREATE AGGREGATE calibration_agg(actual text, predicted text, probability float8) (
  SFUNC = csq_internal.calibration_append,
  STYPE = calibration,
  SSPACE = 32768,
  COMBINEFUNC = csq_internal.calibration_combine,
  MSFUNC = csq_internal.calibration_append,
  MINVFUNC = csq_internal.calibration_remove,
  MSTYPE = calibration,
  MSSPACE = 32768,
  PARALLEL = SAFE
);
COMMENT ON AGGREGATE calibration_agg(text, text, float8) IS
'Counts answers by their probability and whether they were right; rows with a NULL are ignored.';

CREATE AGGREGATE calibration_agg(hit bool, probability float8) (
  SFUNC = csq_internal.calibration_append,
  STYPE = calibration,
  SSPACE = 32768,
  COMBINEFUNC = csq_internal.calibration_combine,
  MSFUNC = csq_internal.calibration_append,
  MINVFUNC = csq_internal.calibration_remove,
  MSTYPE = calibration,
  MSSPACE = 32768,
  PARALLEL = SAFE
);
COMMENT ON AGGREGATE calibration_agg(bool, float8) IS
'Counts forecasts of a yes or no by their probability; rows with a NULL are ignored.';

CREATE FUNCTION answers(calibration calibration) RETURNS int8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_calibration_answers';
COMMENT ON FUNCTION answers(calibration) IS
'How many answers were counted.';

CREATE FUNCTION ece(calibration calibration, bins int DEFAULT 15) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_ece';
COMMENT ON FUNCTION ece(calibration, int) IS
'Expected calibration error: mean distance between probability and share of right answers.';

CREATE FUNCTION brier(calibration calibration) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_brier';
COMMENT ON FUNCTION brier(calibration) IS
'Brier score: mean squared distance of the probability from 1 (right) or 0 (wrong).';

CREATE FUNCTION threshold_for(calibration calibration, "precision" float8) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_threshold_for';
COMMENT ON FUNCTION threshold_for(calibration, float8) IS
'The least probability from which on answers are right with at least this share; NULL when none is enough.';

CREATE FUNCTION threshold_for(calibration calibration, "precision" float8, confidence float8) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_threshold_for_confidence';
COMMENT ON FUNCTION threshold_for(calibration, float8, float8) IS
'The least probability from which on the lower Wilson limit of the share of right answers reaches the precision.';

CREATE FUNCTION coverage_curve(calibration calibration, steps int DEFAULT 20, OUT threshold float8, OUT answered int8, OUT coverage float8, OUT accuracy float8, OUT accuracy_lo float8, OUT accuracy_hi float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200 ROWS 20 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_coverage_curve';
COMMENT ON FUNCTION coverage_curve(calibration, int) IS
'What answering only from a threshold on costs in coverage and brings in accuracy.';

CREATE FUNCTION reliability(calibration calibration, bins int DEFAULT 15, OUT lo float8, OUT hi float8, OUT answers int8, OUT mean_probability float8, OUT accuracy float8, OUT accuracy_lo float8, OUT accuracy_hi float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200 ROWS 15 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_reliability';
COMMENT ON FUNCTION reliability(calibration, int) IS
'The reliability diagram: probability against share of right answers by bin.';
