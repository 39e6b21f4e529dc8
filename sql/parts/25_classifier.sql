
-- ------------------------------------------------------------ classifier ----

-- @type text_corpus: merges json cost=1000 merge=200 space=65536
-- Training examples of a text classifier: hashed n-grams with their labels and weights, no text; corpora merge.
-- rollup: The examples of both.

-- @type text_model: json cost=1000
-- A trained linear text classifier: a value of some 10 kB to a few MB, the same bytes for the same examples in any order.

-- ---- collecting examples ----

-- @each given,types,cost,symbol,appended,collected:
-- | | | 300 | csq_corpus_append | of weight 1; rows without label or document are ignored | as a text_corpus, each of weight 1; rows without label or document are ignored
-- | , weight float8 | , float8 | 300 | csq_corpus_append_weight | of this weight | as a text_corpus, each with its weight (above 0)
-- | , features real[], facts text[] | , real[], text[] | 400 | csq_corpus_append_features | that has numbers and facts beside its text | with numbers and facts (channel=phone) beside each text; NULL is not known
-- | , features real[], facts text[], weight float8 | , real[], text[], float8 | 400 | csq_corpus_append_features | of this weight that has numbers and facts beside its text | with numbers and facts beside each text, each with its weight (above 0)
CREATE FUNCTION csq_internal.corpus_append(state text_corpus, label text, document text@given@) RETURNS text_corpus
LANGUAGE C IMMUTABLE PARALLEL SAFE COST @cost@
AS 'MODULE_PATHNAME', '@symbol@';
COMMENT ON FUNCTION csq_internal.corpus_append(text_corpus, text, text@types@) IS
'The corpus with one more example @appended@.';

CREATE AGGREGATE corpus_agg(label text, document text@given@) (
  SFUNC = csq_internal.corpus_append,
  STYPE = text_corpus,
  COMBINEFUNC = csq_internal.text_corpus_combine,
  SSPACE = 65536,
  PARALLEL = SAFE
);
COMMENT ON AGGREGATE corpus_agg(text, text@types@) IS
'Training examples @collected@.';
-- @end

CREATE FUNCTION train(corpus text_corpus) RETURNS text_model
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000000
AS 'MODULE_PATHNAME', 'csq_train_corpus';
COMMENT ON FUNCTION train(text_corpus) IS
'Trains a classifier on a corpus; deterministic whatever the order in which its examples were added.';

CREATE FUNCTION train(corpus text_corpus, options jsonb) RETURNS text_model
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000000
AS 'MODULE_PATHNAME', 'csq_train_corpus_options';
COMMENT ON FUNCTION train(text_corpus, jsonb) IS
'Trains a classifier with options: c, epochs, tolerance, nb, min_count, bits, prune, balance, memory (bytes of weights).';

CREATE FUNCTION csq_internal.train_combine(a internal, b internal) RETURNS internal
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10000
AS 'MODULE_PATHNAME', 'csq_train_combine';
COMMENT ON FUNCTION csq_internal.train_combine(internal, internal) IS
'State of train_agg with the examples of both.';

CREATE FUNCTION csq_internal.train_serial(state internal) RETURNS bytea
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000
AS 'MODULE_PATHNAME', 'csq_train_serial';
COMMENT ON FUNCTION csq_internal.train_serial(internal) IS
'State of train_agg in a parallel worker as bytes for the leader.';

CREATE FUNCTION csq_internal.train_deserial(bytes bytea, state internal) RETURNS internal
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_train_deserial';
COMMENT ON FUNCTION csq_internal.train_deserial(bytea, internal) IS
'State of train_agg from the bytes of a parallel worker.';

CREATE FUNCTION csq_internal.train_final(state internal) RETURNS text_model
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000000
AS 'MODULE_PATHNAME', 'csq_train_final';
COMMENT ON FUNCTION csq_internal.train_final(internal) IS
'The model at the end of train_agg.';

-- @each given,types,cost,symbol,appended,trains:
-- | | | 300 | csq_train_append | of weight 1; rows without label or document are ignored | a text classifier on the rows; deterministic whatever their order
-- | , weight float8 | , float8 | 300 | csq_train_append_weight | of this weight | a text classifier on weighted rows
-- | , options jsonb | , jsonb | 300 | csq_train_append_options | of weight 1, and the options of training | a text classifier with options, which must be the same for all rows
-- | , options text | , text | 300 | csq_train_append_options_text | of weight 1, and the options of training as they are typed | a text classifier with options as they are typed, which must be the same for all rows
-- | , weight float8, options jsonb | , float8, jsonb | 300 | csq_train_append_all | of this weight, and the options of training | a text classifier on weighted rows with options, which must be the same for all rows
-- | , features real[] | , real[] | 400 | csq_train_append_features | that has numbers beside its text | a classifier on texts with numbers beside them, such as an embedding; NULL features are not known
-- | , features real[], facts text[] | , real[], text[] | 400 | csq_train_append_features | that has numbers and facts beside its text | a classifier on texts with numbers and facts (channel=phone) beside them; NULL is not known
-- | , features real[], facts text[], weight float8, options jsonb | , real[], text[], float8, jsonb | 400 | csq_train_append_features | of this weight that has numbers and facts beside its text, and the options of training | a classifier on weighted texts with numbers and facts beside them, with options
CREATE FUNCTION csq_internal.train_append(state internal, label text, document text@given@) RETURNS internal
LANGUAGE C IMMUTABLE PARALLEL SAFE COST @cost@
AS 'MODULE_PATHNAME', '@symbol@';
COMMENT ON FUNCTION csq_internal.train_append(internal, text, text@types@) IS
'State of train_agg with one more example @appended@.';

CREATE AGGREGATE train_agg(label text, document text@given@) (
  SFUNC = csq_internal.train_append,
  STYPE = internal,
  FINALFUNC = csq_internal.train_final,
  COMBINEFUNC = csq_internal.train_combine,
  SERIALFUNC = csq_internal.train_serial,
  DESERIALFUNC = csq_internal.train_deserial,
  SSPACE = 65536,
  PARALLEL = SAFE
);
COMMENT ON AGGREGATE train_agg(text, text@types@) IS
'Trains @trains@.';
-- @end

CREATE FUNCTION labels(corpus text_corpus) RETURNS text[]
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_text_corpus_labels';
COMMENT ON FUNCTION labels(text_corpus) IS
'Labels of the examples, in the order of their bytes.';

CREATE FUNCTION corpus_info(corpus text_corpus) RETURNS jsonb
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_corpus_info';
COMMENT ON FUNCTION corpus_info(text_corpus) IS
'Numbers of examples and features, weight of each label, options.';

-- ---- reading texts ----

CREATE FUNCTION classify(model text_model, document text) RETURNS text
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_classify_model';
COMMENT ON FUNCTION classify(text_model, text) IS
'The likeliest label of a text.';

CREATE FUNCTION classify(model text_model, document text, min_confidence float8) RETURNS text
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_classify_model_confidence';
COMMENT ON FUNCTION classify(text_model, text, float8) IS
'The likeliest label of a text, or NULL (ask a person) when its probability is below min_confidence.';

CREATE FUNCTION classify_scores(model text_model, document text, OUT label text, OUT probability float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500 ROWS 10 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_classify_scores';
COMMENT ON FUNCTION classify_scores(text_model, text) IS
'All labels with their probabilities, the likeliest first.';

CREATE FUNCTION classify_scores(model text_model, document text, top int, OUT label text, OUT probability float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500 ROWS 3 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_classify_scores_top';
COMMENT ON FUNCTION classify_scores(text_model, text, int) IS
'The likeliest labels with their probabilities.';

CREATE FUNCTION margin(model text_model, document text) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_margin';
COMMENT ON FUNCTION margin(text_model, text) IS
'How far the best label is ahead of the second: ORDER BY it to find the texts whose labels teach most.';

-- @each given,types,beside:
-- | features real[] | real[] | numbers beside it; NULL features are not known
-- | features real[], facts text[] | real[], text[] | numbers and facts beside it; NULL is not known
CREATE FUNCTION classify(model text_model, document text, @given@) RETURNS text
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_classify_model_features';
COMMENT ON FUNCTION classify(text_model, text, @types@) IS
'The likeliest label of a text with @beside@.';

CREATE FUNCTION classify_scores(model text_model, document text, @given@, OUT label text, OUT probability float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 500 ROWS 10
AS 'MODULE_PATHNAME', 'csq_classify_scores_features';
COMMENT ON FUNCTION classify_scores(text_model, text, @types@) IS
'All labels, the likeliest first, of a text with @beside@.';

CREATE FUNCTION margin(model text_model, document text, @given@) RETURNS float8
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_margin_features';
COMMENT ON FUNCTION margin(text_model, text, @types@) IS
'How far the best label is ahead of the second, of a text with @beside@.';
-- @end

CREATE FUNCTION classify(model text_model, document text, features real[], facts text[], min_confidence float8) RETURNS text
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_classify_model_features';
COMMENT ON FUNCTION classify(text_model, text, real[], text[], float8) IS
'The likeliest label of a text with numbers and facts beside it, or NULL when its probability is below min_confidence.';

-- what has no type is a number, not an array; varchar, so that an untyped lexicon with an axis stays a lexicon
CREATE FUNCTION classify(model text_model, document text, min_confidence varchar) RETURNS text
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 500
RETURN csq.classify(model, document, min_confidence::pg_catalog.float8);
COMMENT ON FUNCTION classify(text_model, text, varchar) IS
'The likeliest label of a text, or NULL when its probability is below min_confidence: for literals and parameters without a type.';

CREATE FUNCTION classify_scores(model text_model, document text, top text, OUT label text, OUT probability float8) RETURNS SETOF record
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 500 ROWS 3
BEGIN ATOMIC
SELECT s.label, s.probability FROM csq.classify_scores(classify_scores.model, classify_scores.document, classify_scores.top::pg_catalog.int4) AS s;
END;
COMMENT ON FUNCTION classify_scores(text_model, text, text) IS
'The likeliest labels with their probabilities: for a number of them without a type.';

CREATE FUNCTION unseen_share(model text_model, document text) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_unseen_share';
COMMENT ON FUNCTION unseen_share(text_model, text) IS
'Share of the text''s n-grams that the model does not know; rises when the language of the texts drifts.';

CREATE FUNCTION explain(model text_model, document text, OUT term text, OUT contribution float8, OUT start_at int) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 8
AS 'MODULE_PATHNAME', 'csq_explain';
COMMENT ON FUNCTION explain(text_model, text) IS
'Stretches of the text that speak for or against its likeliest label, the weightiest first; start_at counts characters from 1.';

CREATE FUNCTION explain(model text_model, document text, label text, OUT term text, OUT contribution float8, OUT start_at int) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 8
AS 'MODULE_PATHNAME', 'csq_explain_label';
COMMENT ON FUNCTION explain(text_model, text, text) IS
'Stretches of the text that speak for or against a label, the weightiest first.';

CREATE FUNCTION labels(model text_model) RETURNS text[]
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_text_model_labels';
COMMENT ON FUNCTION labels(text_model) IS
'Labels of the model, in the order of their bytes.';

CREATE FUNCTION model_info(model text_model) RETURNS jsonb
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_model_info_json';
COMMENT ON FUNCTION model_info(text_model) IS
'Version, feature scheme, content hash, sizes, labels, options of a model and how it did on held-out examples.';

CREATE FUNCTION text_features(document text, OUT feature int, OUT term text, OUT occurrences int, OUT value float4) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 300 ROWS 100
AS 'MODULE_PATHNAME', 'csq_text_features';
COMMENT ON FUNCTION text_features(text) IS
'The hashed n-grams of a text as the classifier sees them, for other learners and for looking.';

-- ---- comparing ----

