
-- ------------------------------------------------------------- agreement ----

-- @type ratings: merges json cost=100 merge=100 space=4096
-- Who gave what to which unit: what the agreement of reviewers is computed from. {"v":1,"rows":[[unit,rater,value],...]}.
-- rollup: The ratings of both.

CREATE FUNCTION csq_internal.ratings_append(state ratings, unit text, rater text, value text) RETURNS ratings
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_ratings_append_text';
COMMENT ON FUNCTION csq_internal.ratings_append(ratings, text, text, text) IS 'Transition function of alpha_agg: adds a rating.';
CREATE FUNCTION csq_internal.ratings_append(state ratings, unit text, rater text, value float8) RETURNS ratings
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_ratings_append_number';
COMMENT ON FUNCTION csq_internal.ratings_append(ratings, text, text, float8) IS 'Transition function of alpha_agg: adds a rating.';
CREATE AGGREGATE alpha_agg(unit text, rater text, value text) (
  SFUNC = csq_internal.ratings_append, STYPE = ratings, SSPACE = 4096, COMBINEFUNC = csq_internal.ratings_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE alpha_agg(text, text, text) IS 'Collects ratings: which rater gave what to which unit. A NULL is a rating that is missing.';
CREATE AGGREGATE alpha_agg(unit text, rater text, value float8) (
  SFUNC = csq_internal.ratings_append, STYPE = ratings, SSPACE = 4096, COMBINEFUNC = csq_internal.ratings_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE alpha_agg(text, text, float8) IS 'Collects ratings that are numbers: which rater gave what to which unit.';

CREATE FUNCTION alpha(ratings ratings, level text DEFAULT 'nominal', OUT alpha float8, OUT agreement float8, OUT units bigint, OUT ratings_used bigint) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_ratings_alpha';
COMMENT ON FUNCTION alpha(ratings, text) IS
'Krippendorff''s alpha of any number of raters, with missing ratings: 1 is full agreement, 0 what chance gives. level: nominal, ordinal, interval, ratio. agreement: share of equal pairs.';
