
-- ------------------------------------------------------------ attainment ----

-- @type attainment: merges json cost=100 merge=50 space=256
-- How long clocks took to stop, and how long those have run that have not: exact counts by the second, mergeable. {"v":1,"stopped":[[seconds,count],...],"running":[...]}.
-- rollup: The cases of both.

-- ---- counting

CREATE FUNCTION csq_internal.attainment_append(state attainment, elapsed interval, stopped bool) RETURNS attainment
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_attainment_append_interval';
COMMENT ON FUNCTION csq_internal.attainment_append(attainment, interval, bool) IS 'Transition function of attainment_agg: adds a clock.';
CREATE FUNCTION csq_internal.attainment_append(state attainment, seconds float8, stopped bool) RETURNS attainment
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_attainment_append_seconds';
COMMENT ON FUNCTION csq_internal.attainment_append(attainment, float8, bool) IS 'Transition function of attainment_agg: adds a clock.';
CREATE AGGREGATE attainment_agg(elapsed interval, stopped bool) (
  SFUNC = csq_internal.attainment_append, STYPE = attainment, SSPACE = 256, COMBINEFUNC = csq_internal.attainment_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE attainment_agg(interval, bool) IS
'Counts clocks by the time they took or have run so far; stopped is false for those still running (or cancelled). Days are 24 hours.';
CREATE AGGREGATE attainment_agg(seconds float8, stopped bool) (
  SFUNC = csq_internal.attainment_append, STYPE = attainment, SSPACE = 256, COMBINEFUNC = csq_internal.attainment_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE attainment_agg(float8, bool) IS
'Counts clocks by the seconds they took or have run so far; stopped is false for those still running (or cancelled).';
-- ---- reading

CREATE FUNCTION num_clocks(attainment attainment) RETURNS int8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_attainment_num_clocks';
COMMENT ON FUNCTION num_clocks(attainment) IS 'How many clocks were counted.';
CREATE FUNCTION num_stopped(attainment attainment) RETURNS int8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_attainment_num_stopped';
COMMENT ON FUNCTION num_stopped(attainment) IS 'How many of the clocks have stopped.';

CREATE FUNCTION attained_by(attainment attainment, within interval) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_attained_by';
COMMENT ON FUNCTION attained_by(attainment, interval) IS
'Share of clocks that stop within a time, 0 to 1: the Kaplan-Meier estimate, to which clocks that still run contribute for as long as they were watched. NULL where nothing is known.';
CREATE FUNCTION attained_lo(attainment attainment, within interval, confidence float8 DEFAULT 0.95) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_attained_lo';
COMMENT ON FUNCTION attained_lo(attainment, interval, float8) IS 'Lower end of the confidence interval of attained_by() (Greenwood, log-log).';
CREATE FUNCTION attained_hi(attainment attainment, within interval, confidence float8 DEFAULT 0.95) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_attained_hi';
COMMENT ON FUNCTION attained_hi(attainment, interval, float8) IS 'Upper end of the confidence interval of attained_by() (Greenwood, log-log).';

CREATE FUNCTION quantile(attainment attainment, fraction float8) RETURNS interval
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_attainment_quantile';
COMMENT ON FUNCTION quantile(attainment, float8) IS
'Shortest time within which this fraction of the clocks stops: quantile(a, 0.95) is the target that 95 % would meet. NULL if so many were not seen to stop.';
CREATE FUNCTION quantile_lo(attainment attainment, fraction float8, confidence float8 DEFAULT 0.95) RETURNS interval
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_attainment_quantile_lo';
COMMENT ON FUNCTION quantile_lo(attainment, float8, float8) IS 'Lower end of the confidence interval of a quantile.';
CREATE FUNCTION quantile_hi(attainment attainment, fraction float8, confidence float8 DEFAULT 0.95) RETURNS interval
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_attainment_quantile_hi';
COMMENT ON FUNCTION quantile_hi(attainment, float8, float8) IS 'Upper end of the confidence interval of a quantile; NULL: no bound.';

CREATE FUNCTION curve(attainment attainment, confidence float8 DEFAULT 0.95,
  OUT within interval, OUT at_risk int8, OUT stops int8, OUT still_running int8, OUT attained float8, OUT std_error float8, OUT lo float8, OUT hi float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200 ROWS 200 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_attainment_curve_rows';
COMMENT ON FUNCTION curve(attainment, float8) IS
'The attainment curve: one row for each second in which a clock stopped, with clocks at risk, the share attained, Greenwood''s standard error and the confidence interval.';
