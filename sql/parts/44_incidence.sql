-- ------------------------------------------------------------- incidence ----

-- @type incidence: counts json cost=20 merge=2
-- Events of an exposure: complaints per customer, defects per hour; exact sums, mergeable.
-- rollup: The events and the exposure of both.

-- ---- counting

CREATE FUNCTION csq_internal.incidence_append(state incidence, events bigint, exposure float8) RETURNS incidence
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_incidence_append';
COMMENT ON FUNCTION csq_internal.incidence_append(incidence, bigint, float8) IS
'Adds a row to the state of incidence_agg().';

CREATE FUNCTION csq_internal.incidence_remove(state incidence, events bigint, exposure float8) RETURNS incidence
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_incidence_remove';
COMMENT ON FUNCTION csq_internal.incidence_remove(incidence, bigint, float8) IS
'Takes a row out of a moving window of incidence_agg().';

CREATE AGGREGATE incidence_agg(events bigint, exposure float8) (
  SFUNC = csq_internal.incidence_append, STYPE = incidence, SSPACE = 64, COMBINEFUNC = csq_internal.incidence_combine,
  MSFUNC = csq_internal.incidence_append, MINVFUNC = csq_internal.incidence_remove, MSTYPE = incidence, MSSPACE = 64, PARALLEL = SAFE
);
COMMENT ON AGGREGATE incidence_agg(bigint, float8) IS
'Adds up events and what they arose from: customers, orders, hours; in millionths. A row where either is NULL counts as one missing.';

CREATE FUNCTION incidence(events bigint, exposure float8) RETURNS incidence
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_incidence_make';
COMMENT ON FUNCTION incidence(bigint, float8) IS
'Events and exposure known from elsewhere.';

-- ---- reading

CREATE FUNCTION events(summary incidence) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_incidence_events';
COMMENT ON FUNCTION events(incidence) IS
'Number of events.';

CREATE FUNCTION exposure(summary incidence) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_incidence_exposed';
COMMENT ON FUNCTION exposure(incidence) IS
'The exposure.';

CREATE FUNCTION missing(summary incidence) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_incidence_missing';
COMMENT ON FUNCTION missing(incidence) IS
'Number of rows without events or exposure.';

CREATE FUNCTION incidence_rate(summary incidence) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_incidence_rate';
COMMENT ON FUNCTION incidence_rate(incidence) IS
'Events per unit of exposure.';

CREATE FUNCTION incidence_rate_lo(summary incidence, confidence float8 DEFAULT 0.95) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_incidence_rate_lo';
COMMENT ON FUNCTION incidence_rate_lo(incidence, float8) IS
'Lower end of the exact Poisson interval of the rate.';

CREATE FUNCTION incidence_rate_hi(summary incidence, confidence float8 DEFAULT 0.95) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_incidence_rate_hi';
COMMENT ON FUNCTION incidence_rate_hi(incidence, float8) IS
'Upper end of the exact Poisson interval of the rate.';

CREATE FUNCTION headline(summary incidence) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_incidence_rate';
COMMENT ON FUNCTION headline(incidence) IS
'The one number of this summary: events per unit of exposure.';
