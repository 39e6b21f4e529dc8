-- --------------------------------------------------------------- compare ----

CREATE FUNCTION compare(
  before score_summary, after score_summary, confidence float8 DEFAULT 0.95, method text DEFAULT 'adjusted_wald',
  OUT difference float8, OUT lo float8, OUT hi float8, OUT z float8, OUT p_value float8
) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_compare_score';
COMMENT ON FUNCTION compare(score_summary, score_summary, float8, text) IS
'Change of NPS in points, after minus before, with interval and two-sided test. Methods: adjusted_wald, wald.';

CREATE FUNCTION compare_mean(
  before score_summary, after score_summary, confidence float8 DEFAULT 0.95,
  OUT difference float8, OUT lo float8, OUT hi float8, OUT t float8, OUT df float8, OUT p_value float8
) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_compare_mean';
COMMENT ON FUNCTION compare_mean(score_summary, score_summary, float8) IS
'Change of the mean score, after minus before, by the Welch t test.';

CREATE FUNCTION sample_needed(
  before float8, after float8, power float8 DEFAULT 0.8, confidence float8 DEFAULT 0.95
) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_sample_needed_shares';
COMMENT ON FUNCTION sample_needed(float8, float8, float8, float8) IS
'Trials needed in each of two periods to find the change from one rate to another.';

CREATE FUNCTION sample_needed(
  summary score_summary, difference float8, power float8 DEFAULT 0.8, confidence float8 DEFAULT 0.95
) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_sample_needed_summary';
COMMENT ON FUNCTION sample_needed(score_summary, float8, float8, float8) IS
'Answers needed in each of two periods to find a change of NPS by so many points, at the variance of this summary.';

CREATE FUNCTION sample_needed_nps(
  difference float8, variance float8 DEFAULT 0.7, power float8 DEFAULT 0.8, confidence float8 DEFAULT 0.95
) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_sample_needed_nps';
COMMENT ON FUNCTION sample_needed_nps(float8, float8, float8, float8) IS
'Answers needed in each of two periods to find a change of NPS by so many points.';

CREATE FUNCTION sample_needed_nps_margin(
  margin float8, variance float8 DEFAULT 0.7, confidence float8 DEFAULT 0.95
) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_sample_needed_nps_margin';
COMMENT ON FUNCTION sample_needed_nps_margin(float8, float8, float8) IS
'Answers needed to know NPS to plus or minus so many points.';

CREATE FUNCTION sample_needed_tier(
  rate float8, cut float8, power float8 DEFAULT 0.8, confidence float8 DEFAULT 0.95
) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_sample_needed_tier';
COMMENT ON FUNCTION sample_needed_tier(float8, float8, float8, float8) IS
'Trials after which somebody with this true rate reaches a tier by its lower bound, with the given power.';
