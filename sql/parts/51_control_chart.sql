
-- --------------------------------------------------------- control charts ----

CREATE FUNCTION control_chart(series series, kind text, baseline daterange DEFAULT NULL, phases date[] DEFAULT NULL,
  rules text DEFAULT 'all', options jsonb DEFAULT '{}', step interval DEFAULT NULL,
  OUT bucket date, OUT value float8, OUT centre float8, OUT lcl float8, OUT ucl float8, OUT signals text[], OUT phase int,
  OUT at timestamptz) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 500 ROWS 400 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_control_chart';
COMMENT ON FUNCTION control_chart(series, text, daterange, date[], text, jsonb, interval) IS
'A control chart bucket by bucket: centre line, limits, and the names of the rules that each bucket breaks. Kinds: xmr, mr, xbar_s, s, p, np, c, u, p_prime, u_prime, g, t, ewma, cusum. baseline: where the limits come from; phases: dates on which new limits begin.';

CREATE FUNCTION capability(series series, lower float8 DEFAULT NULL, upper float8 DEFAULT NULL, confidence float8 DEFAULT 0.95,
  OUT n float8, OUT mean float8, OUT sigma_within float8, OUT sigma_overall float8, OUT cp float8, OUT cp_lo float8, OUT cp_hi float8,
  OUT cpk float8, OUT cpk_lo float8, OUT cpk_hi float8, OUT pp float8, OUT ppk float8) RETURNS record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 200
AS 'MODULE_PATHNAME', 'csq_series_capability';
COMMENT ON FUNCTION capability(series, float8, float8, float8) IS
'How the values of a series fit between the limits of a specification: Cp, Cpk with intervals, Pp, Ppk. A limit that is NULL does not exist.';
