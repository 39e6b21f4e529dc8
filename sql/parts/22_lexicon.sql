-- --------------------------------------------------------------- lexicon ----

-- since: 0.1.0
CREATE TYPE lexicon;

CREATE FUNCTION lexicon_in(cstring) RETURNS lexicon
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_lexicon_in';
COMMENT ON FUNCTION lexicon_in(cstring) IS 'Text input of lexicon.';

CREATE FUNCTION lexicon_out(lexicon) RETURNS cstring
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_lexicon_out';
COMMENT ON FUNCTION lexicon_out(lexicon) IS 'Text output of lexicon.';

CREATE FUNCTION lexicon_recv(internal) RETURNS lexicon
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_lexicon_recv';
COMMENT ON FUNCTION lexicon_recv(internal) IS 'Binary input of lexicon.';

CREATE FUNCTION lexicon_send(lexicon) RETURNS bytea
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_lexicon_send';
COMMENT ON FUNCTION lexicon_send(lexicon) IS 'Binary output of lexicon.';

CREATE TYPE lexicon (
    INPUT = lexicon_in, OUTPUT = lexicon_out, RECEIVE = lexicon_recv, SEND = lexicon_send,
    INTERNALLENGTH = VARIABLE, ALIGNMENT = double, STORAGE = extended
);
COMMENT ON TYPE lexicon IS
'Weighted phrases with axis, label and effect of negation; text form: v1; axis/label: phrase weight effect, ...';

-- aggregates

-- since: 0.1.0
CREATE FUNCTION lexicon_agg_step(state lexicon, label text, phrase text, weight float8) RETURNS lexicon
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_lexicon_agg_step';
COMMENT ON FUNCTION lexicon_agg_step(lexicon, text, text, float8) IS 'Transition function of lexicon_agg.';

-- since: 0.1.0
CREATE FUNCTION lexicon_agg_step(state lexicon, label text, phrase text, weight float8, axis text) RETURNS lexicon
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_lexicon_agg_step';
COMMENT ON FUNCTION lexicon_agg_step(lexicon, text, text, float8, text) IS 'Transition function of lexicon_agg with an axis.';

-- since: 0.1.0
CREATE FUNCTION lexicon_agg_step(state lexicon, label text, phrase text, weight float8, axis text, negation text) RETURNS lexicon
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_lexicon_agg_step';
COMMENT ON FUNCTION lexicon_agg_step(lexicon, text, text, float8, text, text) IS
'Transition function of lexicon_agg with an axis and an effect of negation.';

-- since: 0.1.0
CREATE FUNCTION lexicon_combine(lexicon, lexicon) RETURNS lexicon
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_lexicon_combine';
COMMENT ON FUNCTION lexicon_combine(lexicon, lexicon) IS 'Combine function of lexicon_agg and rollup: union.';

-- since: 0.1.0
CREATE AGGREGATE lexicon_agg(label text, phrase text, weight float8) (
    SFUNC = lexicon_agg_step, STYPE = lexicon, COMBINEFUNC = lexicon_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE lexicon_agg(text, text, float8) IS
'Lexicon of (label, phrase, weight) rows on the axis "category"; rows with NULL are ignored.';

-- since: 0.1.0
CREATE AGGREGATE lexicon_agg(label text, phrase text, weight float8, axis text) (
    SFUNC = lexicon_agg_step, STYPE = lexicon, COMBINEFUNC = lexicon_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE lexicon_agg(text, text, float8, text) IS
'Lexicon of (label, phrase, weight, axis) rows.';

-- since: 0.1.0
CREATE AGGREGATE lexicon_agg(label text, phrase text, weight float8, axis text, negation text) (
    SFUNC = lexicon_agg_step, STYPE = lexicon, COMBINEFUNC = lexicon_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE lexicon_agg(text, text, float8, text, text) IS
'Lexicon of (label, phrase, weight, axis, negation) rows; negation is keep, flip or drop.';

-- since: 0.1.0
CREATE AGGREGATE rollup(lexicon) (
    SFUNC = lexicon_combine, STYPE = lexicon, COMBINEFUNC = lexicon_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(lexicon) IS
'Union of lexicons; of a phrase with several weights the largest stays.';

-- set algebra

-- since: 0.1.0
CREATE FUNCTION lexicon_union(lexicon, lexicon) RETURNS lexicon
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_lexicon_union';
COMMENT ON FUNCTION lexicon_union(lexicon, lexicon) IS 'Union of two lexicons; behind operator +.';

-- since: 0.1.0
CREATE FUNCTION lexicon_difference(lexicon, lexicon) RETURNS lexicon
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_lexicon_difference';
COMMENT ON FUNCTION lexicon_difference(lexicon, lexicon) IS
'Rows of the first lexicon whose axis, label and phrase the second does not have; behind operator -.';

-- since: 0.1.0
CREATE FUNCTION lexicon_eq(lexicon, lexicon) RETURNS boolean
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_lexicon_eq';
COMMENT ON FUNCTION lexicon_eq(lexicon, lexicon) IS 'Do two lexicons hold the same rows? Behind operator =.';

-- since: 0.1.0
CREATE FUNCTION lexicon_ne(lexicon, lexicon) RETURNS boolean
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_lexicon_ne';
COMMENT ON FUNCTION lexicon_ne(lexicon, lexicon) IS 'Do two lexicons differ? Behind operator <>.';

-- since: 0.1.0
CREATE OPERATOR + (FUNCTION = lexicon_union, LEFTARG = lexicon, RIGHTARG = lexicon, COMMUTATOR = +);
COMMENT ON OPERATOR + (lexicon, lexicon) IS 'Union of two lexicons.';

-- since: 0.1.0
CREATE OPERATOR - (FUNCTION = lexicon_difference, LEFTARG = lexicon, RIGHTARG = lexicon);
COMMENT ON OPERATOR - (lexicon, lexicon) IS 'First lexicon without the phrases of the second.';

-- since: 0.1.0
CREATE OPERATOR = (FUNCTION = lexicon_eq, LEFTARG = lexicon, RIGHTARG = lexicon, COMMUTATOR = =, NEGATOR = <>,
    RESTRICT = eqsel, JOIN = eqjoinsel);
COMMENT ON OPERATOR = (lexicon, lexicon) IS 'Same rows.';

-- since: 0.1.0
CREATE OPERATOR <> (FUNCTION = lexicon_ne, LEFTARG = lexicon, RIGHTARG = lexicon, COMMUTATOR = <>, NEGATOR = =,
    RESTRICT = neqsel, JOIN = neqjoinsel);
COMMENT ON OPERATOR <> (lexicon, lexicon) IS 'Not the same rows.';

-- since: 0.1.0
CREATE FUNCTION lexicon_size(lexicon) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_lexicon_size';
COMMENT ON FUNCTION lexicon_size(lexicon) IS 'Number of rows of a lexicon.';

-- since: 0.1.0
CREATE FUNCTION lexicon_entries(lexicon,
    OUT axis text, OUT label text, OUT phrase text, OUT weight float8, OUT negation text) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 500
AS 'MODULE_PATHNAME', 'csq_lexicon_entries';
COMMENT ON FUNCTION lexicon_entries(lexicon) IS 'Rows of a lexicon, in order of axis, label and phrase.';

-- matching

-- since: 0.1.0
CREATE FUNCTION lexicon_matches(lexicon lexicon, text text,
    OUT axis text, OUT label text, OUT phrase text, OUT start_at int, OUT evidence text,
    OUT weight float8, OUT negated boolean) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 5
AS 'MODULE_PATHNAME', 'csq_lexicon_matches';
COMMENT ON FUNCTION lexicon_matches(lexicon, text) IS
'Every occurrence of every phrase in a text, with its place and wording there and whether it is negated.';

-- since: 0.1.0
CREATE FUNCTION lexicon_evidence(lexicon lexicon, text text,
    OUT axis text, OUT label text, OUT phrase text, OUT start_at int, OUT evidence text,
    OUT weight float8, OUT negated boolean, OUT degree float8, OUT score float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 3
AS 'MODULE_PATHNAME', 'csq_lexicon_evidence_rows';
COMMENT ON FUNCTION lexicon_evidence(lexicon, text) IS
'The matches that count in a text, with the score of each; lexicon_scores are their sums.';

-- since: 0.1.0
CREATE FUNCTION lexicon_scores(lexicon lexicon, text text,
    OUT axis text, OUT label text, OUT score float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 3
AS 'MODULE_PATHNAME', 'csq_lexicon_score_rows';
COMMENT ON FUNCTION lexicon_scores(lexicon, text) IS
'Score of each label that a text gives evidence of: weights with degree words and negation.';

-- since: 0.1.0
CREATE FUNCTION classify(lexicon lexicon, text text) RETURNS text
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_classify_lexicon';
COMMENT ON FUNCTION classify(lexicon, text) IS 'Best label of a text over all axes, or NULL.';

-- since: 0.1.0
CREATE FUNCTION classify(lexicon lexicon, text text, axis text) RETURNS text
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_classify_lexicon';
COMMENT ON FUNCTION classify(lexicon, text, text) IS 'Best label of a text on one axis, or NULL.';

-- since: 0.1.0
CREATE FUNCTION severity(lexicon lexicon, text text,
    OUT level text, OUT reasons text[], OUT evidence text[]) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 150
AS 'MODULE_PATHNAME', 'csq_severity';
COMMENT ON FUNCTION severity(lexicon, text) IS
'Least level of severity that the words of a complaint call for, with reasons and quoted evidence.';

-- since: 0.1.0
CREATE FUNCTION severity(lexicon lexicon, text text, threshold float8, amount_level text DEFAULT 'major',
    OUT level text, OUT reasons text[], OUT evidence text[]) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200
AS 'MODULE_PATHNAME', 'csq_severity';
COMMENT ON FUNCTION severity(lexicon, text, float8, text) IS
'As severity(lexicon, text); an amount of money at or above the threshold is evidence of amount_level too.';
