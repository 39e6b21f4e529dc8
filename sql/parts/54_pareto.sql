
-- ---------------------------------------------------------------- pareto ----

-- @type pareto_summary: merges json cost=100 merge=50 space=512
-- How often each reason was given, and with what weight: exact, mergeable. {"v":1,"rows":[[reason,rows,weight in millionths],...]}.
-- rollup: The rows of both, reason by reason.

CREATE FUNCTION csq_internal.pareto_append(state pareto_summary, reason text) RETURNS pareto_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_pareto_append';
COMMENT ON FUNCTION csq_internal.pareto_append(pareto_summary, text) IS 'Transition function of pareto_agg: adds a row.';
CREATE FUNCTION csq_internal.pareto_append(state pareto_summary, reason text, weight float8) RETURNS pareto_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_pareto_append_weight';
COMMENT ON FUNCTION csq_internal.pareto_append(pareto_summary, text, float8) IS 'Transition function of pareto_agg: adds a row with a weight.';

CREATE AGGREGATE pareto_agg(reason text) (
  SFUNC = csq_internal.pareto_append, STYPE = pareto_summary, SSPACE = 1024, COMBINEFUNC = csq_internal.pareto_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE pareto_agg(text) IS 'Counts rows by reason. A NULL is a row without a reason: part of the whole, but no reason.';
CREATE AGGREGATE pareto_agg(reason text, weight float8) (
  SFUNC = csq_internal.pareto_append, STYPE = pareto_summary, SSPACE = 1024, COMBINEFUNC = csq_internal.pareto_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE pareto_agg(text, float8) IS 'Adds up weights (cost, minutes, counts) by reason, in millionths.';

CREATE FUNCTION pareto(summary pareto_summary, vital_share float8 DEFAULT 0.8,
  OUT rank int, OUT label text, OUT n bigint, OUT share float8, OUT cumulative float8, OUT vital bool, OUT weight float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 20 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_pareto_chart';
COMMENT ON FUNCTION pareto(pareto_summary, float8) IS
'A Pareto chart: reasons by falling weight with share and cumulative share; vital marks the fewest that together reach 80 % (or another share). label is NULL for rows without a reason, which come last.';
