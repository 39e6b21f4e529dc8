
-- ------------------------------------------------------- near duplicates ----

-- @type text_signature: json cost=20
-- A text as 64 minima of hashes over its 3-grams: likeness is a comparison, and bands() an index key.

CREATE FUNCTION signature(document text) RETURNS text_signature
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_signature';
COMMENT ON FUNCTION signature(text) IS
'What a text is recognised by when it comes again, changed or not: NULL for a text without a letter, digit or ideograph.';

CREATE FUNCTION similarity(one text_signature, other text_signature) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_text_similarity';
COMMENT ON FUNCTION similarity(text_signature, text_signature) IS
'Estimated share of the 3-grams of either text that both have, 0..1; standard error at most 0.0625.';

CREATE FUNCTION containment(part text_signature, whole text_signature) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_text_containment';
COMMENT ON FUNCTION containment(text_signature, text_signature) IS
'Estimated share of the 3-grams of part that whole has, too, 0..1: near 1 when whole quotes part.';

CREATE FUNCTION bands(signature text_signature) RETURNS int4[]
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_bands';
COMMENT ON FUNCTION bands(text_signature) IS
'12 keys of which near duplicates have one in common: index them by GIN and ask with &&.';
