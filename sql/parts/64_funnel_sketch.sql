
-- --------------------------------------------------------- funnel_sketch ----

-- @type funnel_sketch: merges json cost=100 merge=50 space=1024
-- What the funnel of one case needs to know of periods of it, without the events; sketches of other periods of the case add up.
-- rollup: The periods of both, which must not overlap.

CREATE FUNCTION sketch(journey journey, spec funnel_spec) RETURNS funnel_sketch
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_sketch';
COMMENT ON FUNCTION sketch(journey, funnel_spec) IS
'What the level of the whole case will need to know of this stretch of it. For specifications of steps and a window: no gaps, exclusions, optional steps, other orders or ties.';

CREATE FUNCTION fold(sketch funnel_sketch) RETURNS funnel_sketch
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_funnel_sketch_fold';
COMMENT ON FUNCTION fold(funnel_sketch) IS
'One period from the first to the last event, as small as one of them; nothing can be added between any more.';

CREATE FUNCTION level(sketch funnel_sketch) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_funnel_sketch_level';
COMMENT ON FUNCTION level(funnel_sketch) IS
'The level of the case whose periods were sketched.';
