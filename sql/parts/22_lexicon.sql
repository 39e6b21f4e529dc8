-- --------------------------------------------------------------- lexicon ----

-- @type lexicon: literal merges cost=1000 merge=10
-- Weighted phrases with axis, label and effect of negation; text form: v2; axis/label: phrase weight effect, ...
-- rollup: The rows of both; of a phrase with several weights the largest stays.

-- aggregates

CREATE FUNCTION csq_internal.lexicon_append(state lexicon, label text, phrase text, weight float8) RETURNS lexicon
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_lexicon_append';
COMMENT ON FUNCTION csq_internal.lexicon_append(lexicon, text, text, float8) IS 'Transition function of lexicon_agg.';

CREATE FUNCTION csq_internal.lexicon_append(state lexicon, label text, phrase text, weight float8, axis text) RETURNS lexicon
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_lexicon_append';
COMMENT ON FUNCTION csq_internal.lexicon_append(lexicon, text, text, float8, text) IS 'Transition function of lexicon_agg with an axis.';

CREATE FUNCTION csq_internal.lexicon_append(state lexicon, label text, phrase text, weight float8, axis text, negation text) RETURNS lexicon
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_lexicon_append';
COMMENT ON FUNCTION csq_internal.lexicon_append(lexicon, text, text, float8, text, text) IS
'Transition function of lexicon_agg with an axis and an effect of negation.';

CREATE AGGREGATE lexicon_agg(label text, phrase text, weight float8) (
    SFUNC = csq_internal.lexicon_append, STYPE = lexicon, COMBINEFUNC = csq_internal.lexicon_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE lexicon_agg(text, text, float8) IS
'Lexicon of (label, phrase, weight) rows on the axis "category"; rows with NULL are ignored.';

CREATE AGGREGATE lexicon_agg(label text, phrase text, weight float8, axis text) (
    SFUNC = csq_internal.lexicon_append, STYPE = lexicon, COMBINEFUNC = csq_internal.lexicon_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE lexicon_agg(text, text, float8, text) IS
'Lexicon of (label, phrase, weight, axis) rows.';

CREATE AGGREGATE lexicon_agg(label text, phrase text, weight float8, axis text, negation text) (
    SFUNC = csq_internal.lexicon_append, STYPE = lexicon, COMBINEFUNC = csq_internal.lexicon_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE lexicon_agg(text, text, float8, text, text) IS
'Lexicon of (label, phrase, weight, axis, negation) rows; negation is keep, flip, drop or hide.';

-- set algebra

CREATE FUNCTION csq_internal.lexicon_difference(lexicon, lexicon) RETURNS lexicon
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_lexicon_difference';
COMMENT ON FUNCTION csq_internal.lexicon_difference(lexicon, lexicon) IS
'Rows of the first lexicon whose axis, label and phrase the second does not have; behind operator -.';

CREATE OPERATOR - (FUNCTION = csq_internal.lexicon_difference, LEFTARG = lexicon, RIGHTARG = lexicon);
COMMENT ON OPERATOR - (lexicon, lexicon) IS 'First lexicon without the phrases of the second.';

CREATE FUNCTION lexicon_exact(lexicon lexicon) RETURNS lexicon
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_lexicon_exact';
COMMENT ON FUNCTION lexicon_exact(lexicon) IS
'The lexicon with its characters matched as written: traditional is not simplified, a sign within a word parts it.';

CREATE FUNCTION num_entries(lexicon lexicon) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_num_entries';
COMMENT ON FUNCTION num_entries(lexicon) IS 'Number of rows of a lexicon.';

CREATE FUNCTION lexicon_entries(lexicon lexicon,
    OUT axis text, OUT label text, OUT phrase text, OUT weight float8, OUT negation text) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 500 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_lexicon_entries';
COMMENT ON FUNCTION lexicon_entries(lexicon) IS 'Rows of a lexicon, in order of axis, label and phrase.';

-- matching

CREATE FUNCTION lexicon_matches(lexicon lexicon, text text,
    OUT axis text, OUT label text, OUT phrase text, OUT start_at int, OUT evidence text,
    OUT weight float8, OUT negated boolean) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 5
AS 'MODULE_PATHNAME', 'csq_lexicon_matches';
COMMENT ON FUNCTION lexicon_matches(lexicon, text) IS
'Every occurrence of every phrase in a text that nothing hides, with its place and wording there and whether it is negated.';

CREATE FUNCTION lexicon_evidence(lexicon lexicon, text text,
    OUT axis text, OUT label text, OUT phrase text, OUT start_at int, OUT evidence text,
    OUT weight float8, OUT negated boolean, OUT degree float8, OUT score float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 3
AS 'MODULE_PATHNAME', 'csq_lexicon_evidence_rows';
COMMENT ON FUNCTION lexicon_evidence(lexicon, text) IS
'The matches that count in a text, with the score of each; lexicon_scores are their sums.';

CREATE FUNCTION lexicon_scores(lexicon lexicon, text text,
    OUT axis text, OUT label text, OUT score float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 3
AS 'MODULE_PATHNAME', 'csq_lexicon_score_rows';
COMMENT ON FUNCTION lexicon_scores(lexicon, text) IS
'Score of each label that a text gives evidence of: weights with degree words and negation.';

CREATE FUNCTION classify(lexicon lexicon, text text) RETURNS text
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_classify_lexicon';
COMMENT ON FUNCTION classify(lexicon, text) IS 'Best label of a text over all axes, or NULL.';

CREATE FUNCTION classify(lexicon lexicon, text text, axis text) RETURNS text
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_classify_lexicon';
COMMENT ON FUNCTION classify(lexicon, text, text) IS 'Best label of a text on one axis, or NULL; the lexicon must have rows of it.';

CREATE FUNCTION lexicon_labels(lexicon lexicon, text text, axes text[]) RETURNS text[]
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 110
AS 'MODULE_PATHNAME', 'csq_lexicon_labels';
COMMENT ON FUNCTION lexicon_labels(lexicon, text, text[]) IS 'Best label of a text on each of several axes, NULL where there is none: the text is read once.';

CREATE FUNCTION severity(lexicon lexicon, text text,
    OUT level text, OUT reasons text[], OUT evidence text[]) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 150
AS 'MODULE_PATHNAME', 'csq_severity';
COMMENT ON FUNCTION severity(lexicon, text) IS
'Least level of severity that the words of a complaint call for, with reasons and quoted evidence.';

CREATE FUNCTION severity(lexicon lexicon, text text, threshold float8, amount_level text DEFAULT 'major',
    OUT level text, OUT reasons text[], OUT evidence text[]) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200
AS 'MODULE_PATHNAME', 'csq_severity';
COMMENT ON FUNCTION severity(lexicon, text, float8, text) IS
'As severity(lexicon, text); an amount of money at or above the threshold is evidence of amount_level too.';
