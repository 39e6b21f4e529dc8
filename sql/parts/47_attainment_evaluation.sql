-- ------------------------------------------- evaluation of attainment ----

CREATE FUNCTION compare(before attainment, after attainment, confidence float8 DEFAULT 0.95, metric text DEFAULT 'log-rank', OUT difference float8, OUT lo float8, OUT hi float8, OUT z float8, OUT p_value float8) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200
AS 'MODULE_PATHNAME', 'csq_attainment_compare';
COMMENT ON FUNCTION compare(attainment, attainment, float8, text) IS
'Do clocks take longer? The log-rank test (z, p_value), and the difference of the mean time in seconds within the longest limit up to which both curves are known. Of another metric the change of that figure: within 4 hours, mean within 4 hours, median, p90; lengths in seconds.';

CREATE FUNCTION ratio(before attainment, after attainment, confidence float8 DEFAULT 0.95, metric text DEFAULT 'median', OUT ratio float8, OUT lo float8, OUT hi float8, OUT p_value float8) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200
AS 'MODULE_PATHNAME', 'csq_attainment_ratio';
COMMENT ON FUNCTION ratio(attainment, attainment, float8, text) IS
'Ratio of a figure of the attainment curve, after over before, with interval and two-sided test. Metrics: within 4 hours, mean within 4 hours, median, p90 and other percentiles, in seconds.';

CREATE FUNCTION did(treated_before attainment, treated_after attainment, control_before attainment, control_after attainment, confidence float8 DEFAULT 0.95, metric text DEFAULT 'median', OUT difference float8, OUT lo float8, OUT hi float8, OUT z float8, OUT p_value float8) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200
AS 'MODULE_PATHNAME', 'csq_attainment_did';
COMMENT ON FUNCTION did(attainment, attainment, attainment, attainment, float8, text) IS
'Difference in differences of a figure of the attainment curve: change of the treated minus change of the control group. Metrics: within 4 hours, mean within 4 hours, median, p90 and other percentiles, in seconds.';

CREATE FUNCTION assess(since attainment, now attainment, metric text, kind text, target float8, confidence float8 DEFAULT 0.95, OUT baseline float8, OUT value float8, OUT lo float8, OUT hi float8, OUT change float8, OUT target_value float8, OUT verdict text, OUT needed bigint) RETURNS record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_attainment_assess';
COMMENT ON FUNCTION assess(attainment, attainment, text, text, float8, float8) IS
'Has a target been attained, as judged by the interval lo to hi: of the figure for at_least and at_most, of its change for points and relative. Verdicts: attained, missed, cannot_tell, unreachable; needed: further observations that would settle it. Metrics: within 4 hours, mean within 4 hours, median, p90 and other percentiles, in seconds.';

CREATE FUNCTION rank_among(own attainment, peers attainment[], best text DEFAULT 'lowest', confidence float8 DEFAULT 0.95, metric text DEFAULT 'median', OUT rank int, OUT lo int, OUT hi int) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2000
AS 'MODULE_PATHNAME', 'csq_attainment_rank';
COMMENT ON FUNCTION rank_among(attainment, attainment[], text, float8, text) IS
'Place among peers, which do not include own, and the places that the data leave open. Metrics: within 4 hours, mean within 4 hours, median, p90 and other percentiles, in seconds.';

CREATE FUNCTION restricted_mean(attainment attainment, within interval) RETURNS interval
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_restricted_mean';
COMMENT ON FUNCTION restricted_mean(attainment, interval) IS
'Mean time until a clock stops, or until the limit for those that do not; NULL where the curve is not known so far.';

CREATE FUNCTION restricted_mean_lo(attainment attainment, within interval, confidence float8 DEFAULT 0.95) RETURNS interval
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_restricted_mean_lo';
COMMENT ON FUNCTION restricted_mean_lo(attainment, interval, float8) IS
'Lower end of the interval of restricted_mean().';

CREATE FUNCTION restricted_mean_hi(attainment attainment, within interval, confidence float8 DEFAULT 0.95) RETURNS interval
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_restricted_mean_hi';
COMMENT ON FUNCTION restricted_mean_hi(attainment, interval, float8) IS
'Upper end of the interval of restricted_mean().';

CREATE FUNCTION breach_risk(attainment attainment, elapsed interval, target interval) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_breach_risk';
COMMENT ON FUNCTION breach_risk(attainment, interval, interval) IS
'Chance that a clock which has run for so long will not stop within the target, as clocks like it did; NULL where that is not known.';
CREATE FUNCTION breach_risks(attainment attainment, elapsed interval[], target interval[]) RETURNS float8[]
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000
AS 'MODULE_PATHNAME', 'csq_breach_risks';
COMMENT ON FUNCTION breach_risks(attainment, interval[], interval[]) IS
'breach_risk() of many clocks of one curve, in their order: the curve is read once.';

-- ---- clocks that were watched late

CREATE FUNCTION csq_internal.attainment_append(state attainment, entered interval, elapsed interval, stopped bool) RETURNS attainment
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_attainment_append_late';
COMMENT ON FUNCTION csq_internal.attainment_append(attainment, interval, interval, bool) IS
'Transition function of attainment_agg: adds a clock that was watched late.';

CREATE AGGREGATE attainment_agg(entered interval, elapsed interval, stopped bool) (
  SFUNC = csq_internal.attainment_append, STYPE = attainment, SSPACE = 256, COMBINEFUNC = csq_internal.attainment_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE attainment_agg(interval, interval, bool) IS
'Counts clocks that had run for entered when they came under observation, such as the backlog of the first day: they count among those at risk only since then.';
