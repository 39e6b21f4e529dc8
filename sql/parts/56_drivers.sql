
-- --------------------------------------------------------------- drivers ----

-- @type drivers: merges json cost=100 merge=50 space=512
-- Sums and sums of products of an outcome and ratings, in ten-thousandths: what drives an outcome. Exact, mergeable. {"v":1,"k":2,"n":10,"incomplete":1,"moments":["...",...]}.
-- rollup: The rows of both.

CREATE FUNCTION csq_internal.drivers_append(state drivers, outcome float8, ratings float8[]) RETURNS drivers
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_drivers_append';
COMMENT ON FUNCTION csq_internal.drivers_append(drivers, float8, float8[]) IS 'Transition function of driver_agg: adds a row.';
CREATE AGGREGATE driver_agg(outcome float8, ratings float8[]) (
  SFUNC = csq_internal.drivers_append, STYPE = drivers, SSPACE = 1024, COMBINEFUNC = csq_internal.drivers_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE driver_agg(float8, float8[]) IS
'Collects an outcome and the ratings that may drive it, kept in ten-thousandths. A row with a NULL among them is left out and counted as incomplete.';

CREATE FUNCTION importance(drivers drivers, confidence float8 DEFAULT 0.95,
  OUT ord int, OUT weight float8, OUT lo float8, OUT hi float8, OUT share float8, OUT correlation float8, OUT mean float8, OUT r2 float8, OUT rows_used bigint, OUT incomplete bigint) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100000 ROWS 10 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_drivers_importance';
COMMENT ON FUNCTION importance(drivers, float8) IS
'Relative weight of each rating (Johnson): its part of R squared, whatever the ratings have in common, with an interval. No rows when there is too little to tell.';

-- --------------------------------------------------------- contributions ----

-- @type contribution_cube: merges json cost=100 merge=100 space=4096
-- Rows, or hits and rows, before and after by up to three dimensions: which combination moved the whole. Exact, mergeable. {"v":1,"dimensions":2,"metric":"rate","rows":[[labels,hits before,rows before,hits after,rows after],...]}.
-- rollup: The rows of both.

CREATE FUNCTION csq_internal.contribution_append(state contribution_cube, dimensions text[], after bool) RETURNS contribution_cube
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_contribution_append_row';
COMMENT ON FUNCTION csq_internal.contribution_append(contribution_cube, text[], bool) IS 'Transition function of contribution_agg: counts a row.';
CREATE FUNCTION csq_internal.contribution_append(state contribution_cube, dimensions text[], after bool, hit bool) RETURNS contribution_cube
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_contribution_append_hit';
COMMENT ON FUNCTION csq_internal.contribution_append(contribution_cube, text[], bool, bool) IS 'Transition function of contribution_agg: counts a row with its outcome.';
CREATE AGGREGATE contribution_agg(dimensions text[], after bool) (
  SFUNC = csq_internal.contribution_append, STYPE = contribution_cube, SSPACE = 8192, COMBINEFUNC = csq_internal.contribution_cube_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE contribution_agg(text[], bool) IS
'Counts rows before (after is false) and after by one to three dimensions: why are there more? A NULL period is ignored.';
CREATE AGGREGATE contribution_agg(dimensions text[], after bool, hit bool) (
  SFUNC = csq_internal.contribution_append, STYPE = contribution_cube, SSPACE = 8192, COMBINEFUNC = csq_internal.contribution_cube_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE contribution_agg(text[], bool, bool) IS
'Counts hits of rows before (after is false) and after by one to three dimensions: why did the share move? A NULL period or outcome is ignored.';

CREATE FUNCTION contributions(cube contribution_cube, rate float8 DEFAULT 0.05, min_rows bigint DEFAULT 20,
  OUT dimensions text[], OUT before float8, OUT after float8, OUT effect float8, OUT lo float8, OUT hi float8, OUT p_value float8, OUT found bool, OUT explained bool, OUT smallest_found float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000 ROWS 50
AS 'MODULE_PATHNAME', 'csq_contribution_rows';
COMMENT ON FUNCTION contributions(contribution_cube, float8, bigint) IS
'Combinations of values (NULL: any) that moved otherwise than the rest, found ones first, then by effect; what only repeats a wider combination is left out. found holds a false discovery rate over all that were looked at; explained: nothing is left of it without a found part of it; smallest_found: the size that an effect must have there to be found in eight of ten searches.';
