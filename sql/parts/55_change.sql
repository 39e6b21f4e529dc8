
-- ---------------------------------------------------------------- change ----

-- @type change: merges json cost=100 merge=50 space=512
-- Sums and weights of segments in two periods: why a figure moved. Exact, mergeable. {"v":1,"metric":"rate","rows":[[segment,sum before,weight before,sum after,weight after],...]}.
-- rollup: The segments of both.

CREATE FUNCTION csq_internal.change_append(state change, segment text, before rate_summary, after rate_summary) RETURNS change
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_change_append_rate';
COMMENT ON FUNCTION csq_internal.change_append(change, text, rate_summary, rate_summary) IS 'Transition function of change_agg: adds a segment.';
CREATE AGGREGATE change_agg(segment text, before rate_summary, after rate_summary) (
  SFUNC = csq_internal.change_append, STYPE = change, SSPACE = 1024, COMBINEFUNC = csq_internal.change_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE change_agg(text, rate_summary, rate_summary) IS
'Collects the segments of a rate before and after; NULL is a period without the segment. parts() says what each did to the change.';

CREATE FUNCTION csq_internal.change_append(state change, segment text, before score_summary, after score_summary) RETURNS change
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_change_append_nps';
COMMENT ON FUNCTION csq_internal.change_append(change, text, score_summary, score_summary) IS 'Transition function of change_agg: adds a segment.';
CREATE AGGREGATE change_agg(segment text, before score_summary, after score_summary) (
  SFUNC = csq_internal.change_append, STYPE = change, SSPACE = 1024, COMBINEFUNC = csq_internal.change_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE change_agg(text, score_summary, score_summary) IS
'Collects the segments of NPS, in points before and after; NULL is a period without the segment. parts() says what each did to the change.';

CREATE FUNCTION csq_internal.change_append(state change, segment text, before score_summary, after score_summary, metric text) RETURNS change
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_change_append_score';
COMMENT ON FUNCTION csq_internal.change_append(change, text, score_summary, score_summary, text) IS 'Transition function of change_agg: adds a segment.';
CREATE AGGREGATE change_agg(segment text, before score_summary, after score_summary, metric text) (
  SFUNC = csq_internal.change_append, STYPE = change, SSPACE = 1024, COMBINEFUNC = csq_internal.change_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE change_agg(text, score_summary, score_summary, text) IS
'Collects the segments of NPS (metric nps) or the mean score (mean) before and after; NULL is a period without the segment. parts() says what each did to the change.';

-- @each X,short,what:
-- | mean_summary | mean | of a mean, its sums in millionths,
-- | duration_summary | duration | of the mean time of what has ended, in seconds,
-- | incidence | incidence | of events per unit of exposure
CREATE FUNCTION csq_internal.change_append(state change, segment text, before @X@, after @X@) RETURNS change
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_change_append_@short@';
COMMENT ON FUNCTION csq_internal.change_append(change, text, @X@, @X@) IS 'Transition function of change_agg: adds a segment.';
CREATE AGGREGATE change_agg(segment text, before @X@, after @X@) (
  SFUNC = csq_internal.change_append, STYPE = change, SSPACE = 1024, COMBINEFUNC = csq_internal.change_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE change_agg(text, @X@, @X@) IS
'Collects the segments @what@ before and after; NULL is a period without the segment. parts() says what each did to the change.';
-- @end

CREATE FUNCTION csq_internal.change_append(state change, segment text, before bigint, after bigint) RETURNS change
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_change_append_count';
COMMENT ON FUNCTION csq_internal.change_append(change, text, bigint, bigint) IS 'Transition function of change_agg: adds a segment.';
CREATE AGGREGATE change_agg(segment text, before bigint, after bigint) (
  SFUNC = csq_internal.change_append, STYPE = change, SSPACE = 1024, COMBINEFUNC = csq_internal.change_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE change_agg(text, bigint, bigint) IS
'Collects the segments of a count before and after; NULL is a period without the segment. parts() says what each did to the change.';

CREATE FUNCTION parts(change change,
  OUT segment text, OUT share_before float8, OUT share_after float8, OUT mix float8, OUT within float8, OUT total float8, OUT value_before float8, OUT value_after float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 20 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_change_part_rows';
COMMENT ON FUNCTION parts(change) IS
'What each segment did to the change of the whole: mix, because its share changed, and within, because its own figure did. Their sums over the segments add up to the change, without a remainder.';
