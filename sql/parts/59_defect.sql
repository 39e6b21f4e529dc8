
-- --------------------------------------------------------------- defects ----

-- @type defect_summary: counts json cost=20 compare=2 merge=2 space=64
-- Defects of units, and the opportunities for one: exact, mergeable. {"v":1,"defects":20,"units":1915,"opportunities":1915}.
-- rollup: The units of both.

CREATE FUNCTION csq_internal.defect_append(state defect_summary, defects bigint, units bigint, opportunities bigint) RETURNS defect_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_defect_append';
COMMENT ON FUNCTION csq_internal.defect_append(defect_summary, bigint, bigint, bigint) IS 'Transition function of defect_agg: adds a row.';
CREATE AGGREGATE defect_agg(defects bigint, units bigint, opportunities bigint) (
  SFUNC = csq_internal.defect_append, STYPE = defect_summary, SSPACE = 64, COMBINEFUNC = csq_internal.defect_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE defect_agg(bigint, bigint, bigint) IS
'Adds up defects found in units that have so many opportunities for one each. A row with a NULL is ignored.';

CREATE FUNCTION defects(summary defect_summary) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_defect_defects';
COMMENT ON FUNCTION defects(defect_summary) IS
'How many defects were found.';
CREATE FUNCTION units(summary defect_summary) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_defect_units';
COMMENT ON FUNCTION units(defect_summary) IS
'How many units were looked at.';
CREATE FUNCTION opportunities(summary defect_summary) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_defect_opportunities';
COMMENT ON FUNCTION opportunities(defect_summary) IS
'How many opportunities for a defect all units had together.';
CREATE FUNCTION dpmo(summary defect_summary) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_defect_dpmo';
COMMENT ON FUNCTION dpmo(defect_summary) IS
'Defects per million opportunities.';
CREATE FUNCTION dpmo_lo(summary defect_summary, confidence float8 DEFAULT 0.95) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_defect_dpmo_lo';
COMMENT ON FUNCTION dpmo_lo(defect_summary, float8) IS
'Lower end of the exact interval of dpmo() (Clopper and Pearson).';
CREATE FUNCTION dpmo_hi(summary defect_summary, confidence float8 DEFAULT 0.95) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_defect_dpmo_hi';
COMMENT ON FUNCTION dpmo_hi(defect_summary, float8) IS
'Upper end of the exact interval of dpmo() (Clopper and Pearson).';
CREATE FUNCTION sigma_level(summary defect_summary, shift float8 DEFAULT 1.5) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_defect_sigma_level';
COMMENT ON FUNCTION sigma_level(defect_summary, float8) IS
'Sigma level: 6 is 3.4 defects per million with the usual shift of 1.5; shift 0 is the long term. NULL without any defect: there is no bound, sigma_level_lo() says how good it is at least.';
CREATE FUNCTION sigma_level_lo(summary defect_summary, shift float8 DEFAULT 1.5, confidence float8 DEFAULT 0.95) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_defect_sigma_level_lo';
COMMENT ON FUNCTION sigma_level_lo(defect_summary, float8, float8) IS
'Lower end of the interval of sigma_level(); known without any defect, too.';
CREATE FUNCTION sigma_level_hi(summary defect_summary, shift float8 DEFAULT 1.5, confidence float8 DEFAULT 0.95) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_defect_sigma_level_hi';
COMMENT ON FUNCTION sigma_level_hi(defect_summary, float8, float8) IS
'Upper end of the interval of sigma_level(); NULL without any defect: no bound.';
CREATE FUNCTION fty(summary defect_summary) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_defect_fty';
COMMENT ON FUNCTION fty(defect_summary) IS
'First time yield: 1 - defects / units. NULL with more defects than units; throughput_yield() is for units with several.';
CREATE FUNCTION throughput_yield(summary defect_summary) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_defect_throughput_yield';
COMMENT ON FUNCTION throughput_yield(defect_summary) IS
'Share of units without any defect when defects fall at random: exp(-defects / units).';
CREATE FUNCTION rty(steps defect_summary[]) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_defect_rty';
COMMENT ON FUNCTION rty(defect_summary[]) IS
'Rolled throughput yield: the product of the first time yields of the steps of a process.';
