
-- ----------------------------------------------------------------- drift ----

CREATE FUNCTION drift(before pareto_summary, after pareto_summary, OUT psi float8, OUT by_chance float8, OUT p_value float8)
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_drift_labels';
COMMENT ON FUNCTION drift(pareto_summary, pareto_summary) IS
'How far the shares of labels of two periods lie apart: the population stability index, what it is by chance alone between two samples of these sizes, and the p-value of the chi-square test that nothing changed.';

CREATE FUNCTION drift(before calibration, after calibration, OUT psi float8, OUT by_chance float8, OUT p_value float8)
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_drift_probabilities';
COMMENT ON FUNCTION drift(calibration, calibration) IS
'The same for the probabilities of answers, in ten steps: a model that grows unsure meets texts that it was not made for.';
