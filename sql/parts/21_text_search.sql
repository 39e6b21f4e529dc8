
-- ----------------------------------------------------------- text search ----

CREATE FUNCTION csq_internal.icu_start(internal, int4) RETURNS internal
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_icu_start';
COMMENT ON FUNCTION csq_internal.icu_start(internal, int4) IS 'Start of the text search parser icu.';

CREATE FUNCTION csq_internal.icu_token(internal, internal, internal) RETURNS internal
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_icu_token';
COMMENT ON FUNCTION csq_internal.icu_token(internal, internal, internal) IS 'Next token of the text search parser icu.';

CREATE FUNCTION csq_internal.icu_end(internal) RETURNS void
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_icu_end';
COMMENT ON FUNCTION csq_internal.icu_end(internal) IS 'End of the text search parser icu.';

CREATE FUNCTION csq_internal.icu_types(internal) RETURNS internal
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_icu_types';
COMMENT ON FUNCTION csq_internal.icu_types(internal) IS 'Kinds of tokens of the text search parser icu.';

CREATE FUNCTION csq_internal.icu_headline(internal, internal, tsquery) RETURNS internal
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_icu_headline';
COMMENT ON FUNCTION csq_internal.icu_headline(internal, internal, tsquery) IS 'Headline of the text search parser icu.';

CREATE FUNCTION csq_internal.icu_lexize(internal, internal, internal, internal) RETURNS internal
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_icu_lexize';
COMMENT ON FUNCTION csq_internal.icu_lexize(internal, internal, internal, internal) IS 'Normalised token, or none for what stands between tokens.';

CREATE TEXT SEARCH PARSER icu (START = csq_internal.icu_start, GETTOKEN = csq_internal.icu_token, END = csq_internal.icu_end,
  LEXTYPES = csq_internal.icu_types, HEADLINE = csq_internal.icu_headline);
COMMENT ON TEXT SEARCH PARSER icu IS
'Words and numbers whole, Han and other scripts without spaces as pairs of characters: phrases are found exactly.';

CREATE TEXT SEARCH TEMPLATE icu (LEXIZE = csq_internal.icu_lexize);
COMMENT ON TEXT SEARCH TEMPLATE icu IS 'Tokens normalised: Unicode NFKC_Casefold.';

CREATE TEXT SEARCH DICTIONARY icu (TEMPLATE = icu);
COMMENT ON TEXT SEARCH DICTIONARY icu IS 'Tokens normalised: Unicode NFKC_Casefold.';

CREATE TEXT SEARCH CONFIGURATION icu (PARSER = icu);
COMMENT ON TEXT SEARCH CONFIGURATION icu IS
'Full-text search in Chinese, English and any mixture, in a database of any locale, without dictionary files.';
ALTER TEXT SEARCH CONFIGURATION icu ADD MAPPING FOR han, word, number, "break" WITH icu;

CREATE FUNCTION csq_internal.phrase_pairs(phrase text) RETURNS tsquery
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_phrase_pairs';
COMMENT ON FUNCTION csq_internal.phrase_pairs(text) IS
'plainto_tsquery(''csq.icu'', phrase): the texts that have all words and pairs of the phrase.';

CREATE FUNCTION csq_internal.is_phrase(vector tsvector, document text, phrase text) RETURNS bool
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_is_phrase';
COMMENT ON FUNCTION csq_internal.is_phrase(tsvector, text, text) IS
'Is the phrase in the text, as csq.icu has it?  The vector of the text is read where its bytes alone do not tell.';

CREATE FUNCTION csq_internal.is_phrase(document text, phrase text) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_is_phrase_of_text';
COMMENT ON FUNCTION csq_internal.is_phrase(text, text) IS
'Is the phrase in the text, as csq.icu has it?  The text becomes a vector where its bytes alone do not tell.';

CREATE FUNCTION has_phrase(vector tsvector, document text, phrase text) RETURNS bool
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 20
RETURN vector OPERATOR(pg_catalog.@@) csq_internal.phrase_pairs(phrase) AND csq_internal.is_phrase(vector, document, phrase);
COMMENT ON FUNCTION has_phrase(tsvector, text, text) IS
'Is the phrase in the text?  As vector @@ phraseto_tsquery(''csq.icu'', phrase), sooner by an index on vector, which is to_tsvector(''csq.icu'', document).';

CREATE FUNCTION has_phrase(document text, phrase text) RETURNS bool
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 200
RETURN pg_catalog.to_tsvector('csq.icu', document) OPERATOR(pg_catalog.@@) csq_internal.phrase_pairs(phrase) AND csq_internal.is_phrase(document, phrase);
COMMENT ON FUNCTION has_phrase(text, text) IS
'Is the phrase in the text, as csq.icu has it?  By an index on to_tsvector(''csq.icu'', document), where there is one.';
