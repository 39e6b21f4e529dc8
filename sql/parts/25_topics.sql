
-- ---------------------------------------------------- terms and topics ----

-- @type terms: merges json cost=1000 merge=200 space=65536
-- How many texts have which word or pair of Han characters: exact, mergeable. {"v":1,"rows":[[term,texts],...]}.
-- rollup: The texts of both.

-- @type topic_summary: merges json cost=1000 merge=200 space=65536
-- Texts (their first 900 bytes) and how often each came: what topics() groups. {"v":1,"rows":[[text,n],...]}.
-- rollup: The texts of both.

CREATE FUNCTION csq_internal.terms_append(state terms, document text) RETURNS terms
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 200
AS 'MODULE_PATHNAME', 'csq_terms_append';
COMMENT ON FUNCTION csq_internal.terms_append(terms, text) IS 'Transition function of terms_agg: adds a text.';

CREATE AGGREGATE terms_agg(document text) (
  SFUNC = csq_internal.terms_append, STYPE = terms, SSPACE = 65536, COMBINEFUNC = csq_internal.terms_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE terms_agg(text) IS 'Counts in how many texts each word and each pair of Han characters stands.';

CREATE FUNCTION csq_internal.topics_append(state topic_summary, document text) RETURNS topic_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_topics_append';
COMMENT ON FUNCTION csq_internal.topics_append(topic_summary, text) IS 'Transition function of topics_agg: adds a text.';

CREATE AGGREGATE topics_agg(document text) (
  SFUNC = csq_internal.topics_append, STYPE = topic_summary, SSPACE = 65536, COMBINEFUNC = csq_internal.topic_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE topics_agg(text) IS 'Collects texts, their first 900 bytes, for topics().';

CREATE FUNCTION compare(since terms, now terms, OUT term text, OUT before bigint, OUT after bigint, OUT z float8, OUT p_value float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 500 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_compare_terms';
COMMENT ON FUNCTION compare(terms, terms) IS
'Terms of two sets of texts, what became more frequent first: texts that have them, z of the log-odds under an informative prior, p-value.';

-- @each arguments,types,more:
-- | summary topic_summary | topic_summary | ; as many groups as go with the number of texts
-- | summary topic_summary, groups int | topic_summary, int | , in so many groups
CREATE FUNCTION topics(@arguments@,
    OUT topic int, OUT n bigint, OUT share float8, OUT terms text[], OUT example text) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100000 ROWS 10
AS 'MODULE_PATHNAME', 'csq_topics_groups';
COMMENT ON FUNCTION topics(@types@) IS
'Texts grouped by what they have in common, the largest group first, with the words that tell it from the rest and an example@more@.';
-- @end
