
-- ------------------------------------------------ what people should look at ----

CREATE FUNCTION review_queue(ids text[], margins float8[], take int, random_share float8 DEFAULT 0.2, salt text DEFAULT '',
    OUT place int, OUT id text, OUT reason text, OUT margin float8, OUT weight float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 100
AS 'MODULE_PATHNAME', 'csq_review_queue';
COMMENT ON FUNCTION review_queue(text[], float8[], int, float8, text) IS
'Texts for people to label: those of least margin, and a share drawn at random from the rest. weight is the inverse of the probability of being chosen: give it to review_agg.';
