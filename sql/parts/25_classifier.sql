
-- ------------------------------------------------------------ classifier ----

-- since: 0.1.0
CREATE TYPE text_corpus;
COMMENT ON TYPE text_corpus IS
'Training examples of a text classifier: hashed n-grams with their labels and weights, no text; corpora merge.';

CREATE FUNCTION text_corpus_in(cstring) RETURNS text_corpus
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_text_corpus_in';
COMMENT ON FUNCTION text_corpus_in(cstring) IS 'Text input of text_corpus.';

CREATE FUNCTION text_corpus_out(text_corpus) RETURNS cstring
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_text_corpus_out';
COMMENT ON FUNCTION text_corpus_out(text_corpus) IS 'Text output of text_corpus, canonical.';

CREATE FUNCTION text_corpus_recv(internal) RETURNS text_corpus
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_text_corpus_recv';
COMMENT ON FUNCTION text_corpus_recv(internal) IS 'Binary input of text_corpus.';

CREATE FUNCTION text_corpus_send(text_corpus) RETURNS bytea
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_text_corpus_send';
COMMENT ON FUNCTION text_corpus_send(text_corpus) IS 'Binary output of text_corpus, canonical.';

CREATE TYPE text_corpus (
  INPUT = text_corpus_in,
  OUTPUT = text_corpus_out,
  RECEIVE = text_corpus_recv,
  SEND = text_corpus_send,
  ALIGNMENT = double,
  STORAGE = extended
);

-- since: 0.1.0
CREATE TYPE text_model;
COMMENT ON TYPE text_model IS
'A trained linear text classifier: a value of some 10 kB to a few MB, the same bytes for the same examples in any order.';

CREATE FUNCTION text_model_in(cstring) RETURNS text_model
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_text_model_in';
COMMENT ON FUNCTION text_model_in(cstring) IS 'Text input of text_model.';

CREATE FUNCTION text_model_out(text_model) RETURNS cstring
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_text_model_out';
COMMENT ON FUNCTION text_model_out(text_model) IS 'Text output of text_model, canonical.';

CREATE FUNCTION text_model_recv(internal) RETURNS text_model
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_text_model_recv';
COMMENT ON FUNCTION text_model_recv(internal) IS 'Binary input of text_model.';

CREATE FUNCTION text_model_send(text_model) RETURNS bytea
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_text_model_send';
COMMENT ON FUNCTION text_model_send(text_model) IS 'Binary output of text_model, canonical.';

CREATE TYPE text_model (
  INPUT = text_model_in,
  OUTPUT = text_model_out,
  RECEIVE = text_model_recv,
  SEND = text_model_send,
  ALIGNMENT = double,
  STORAGE = external
);

-- ---- collecting examples ----

-- since: 0.1.0
CREATE FUNCTION corpus_append(state text_corpus, label text, document text) RETURNS text_corpus
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 300
AS 'MODULE_PATHNAME', 'csq_corpus_append';
COMMENT ON FUNCTION corpus_append(text_corpus, text, text) IS
'The corpus with one more example of weight 1; rows without label or document are ignored.';

-- since: 0.1.0
CREATE FUNCTION corpus_append(state text_corpus, label text, document text, weight float8) RETURNS text_corpus
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 300
AS 'MODULE_PATHNAME', 'csq_corpus_append_weight';
COMMENT ON FUNCTION corpus_append(text_corpus, text, text, float8) IS
'The corpus with one more example of this weight.';

-- since: 0.1.0
CREATE FUNCTION corpus_merge(a text_corpus, b text_corpus) RETURNS text_corpus
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 200
AS 'MODULE_PATHNAME', 'csq_corpus_merge_state';
COMMENT ON FUNCTION corpus_merge(text_corpus, text_corpus) IS
'The examples of both corpora.';

-- since: 0.1.0
CREATE FUNCTION train(corpus text_corpus) RETURNS text_model
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000000
AS 'MODULE_PATHNAME', 'csq_train_corpus';
COMMENT ON FUNCTION train(text_corpus) IS
'Trains a classifier on a corpus; deterministic whatever the order in which its examples were added.';

-- since: 0.1.0
CREATE FUNCTION train(corpus text_corpus, options jsonb) RETURNS text_model
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000000
AS 'MODULE_PATHNAME', 'csq_train_corpus_options';
COMMENT ON FUNCTION train(text_corpus, jsonb) IS
'Trains a classifier with options: c, epochs, tolerance, nb, min_count, bits, prune, balance, memory (bytes of weights).';

-- since: 0.1.0
CREATE AGGREGATE corpus_agg(label text, document text) (
  SFUNC = corpus_append,
  STYPE = text_corpus,
  COMBINEFUNC = corpus_merge,
  SSPACE = 65536,
  PARALLEL = SAFE
);
COMMENT ON AGGREGATE corpus_agg(text, text) IS
'Training examples as a text_corpus, each of weight 1; rows without label or document are ignored.';

-- since: 0.1.0
CREATE AGGREGATE corpus_agg(label text, document text, weight float8) (
  SFUNC = corpus_append,
  STYPE = text_corpus,
  COMBINEFUNC = corpus_merge,
  SSPACE = 65536,
  PARALLEL = SAFE
);
COMMENT ON AGGREGATE corpus_agg(text, text, float8) IS
'Training examples as a text_corpus, each with its weight (above 0).';

-- since: 0.1.0
CREATE AGGREGATE rollup(text_corpus) (
  SFUNC = corpus_merge,
  STYPE = text_corpus,
  COMBINEFUNC = corpus_merge,
  SSPACE = 65536,
  PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(text_corpus) IS
'Merges corpora.';

-- since: 0.1.0
CREATE FUNCTION train_append(state internal, label text, document text) RETURNS internal
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 300
AS 'MODULE_PATHNAME', 'csq_train_append';
COMMENT ON FUNCTION train_append(internal, text, text) IS
'State of train_agg with one more example; rows without label or document are ignored.';

-- since: 0.1.0
CREATE FUNCTION train_append(state internal, label text, document text, weight float8) RETURNS internal
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 300
AS 'MODULE_PATHNAME', 'csq_train_append_weight';
COMMENT ON FUNCTION train_append(internal, text, text, float8) IS
'State of train_agg with one more example of this weight.';

-- since: 0.1.0
CREATE FUNCTION train_append(state internal, label text, document text, options jsonb) RETURNS internal
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 300
AS 'MODULE_PATHNAME', 'csq_train_append_options';
COMMENT ON FUNCTION train_append(internal, text, text, jsonb) IS
'State of train_agg with one more example, and the options of training.';

-- since: 0.1.0
CREATE FUNCTION train_append(state internal, label text, document text, weight float8, options jsonb) RETURNS internal
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 300
AS 'MODULE_PATHNAME', 'csq_train_append_all';
COMMENT ON FUNCTION train_append(internal, text, text, float8, jsonb) IS
'State of train_agg with one more example of this weight, and the options of training.';

-- since: 0.1.0
CREATE FUNCTION train_combine(a internal, b internal) RETURNS internal
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10000
AS 'MODULE_PATHNAME', 'csq_train_combine';
COMMENT ON FUNCTION train_combine(internal, internal) IS
'State of train_agg with the examples of both.';

-- since: 0.1.0
CREATE FUNCTION train_serial(state internal) RETURNS bytea
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000
AS 'MODULE_PATHNAME', 'csq_train_serial';
COMMENT ON FUNCTION train_serial(internal) IS
'State of train_agg in a parallel worker as bytes for the leader.';

-- since: 0.1.0
CREATE FUNCTION train_deserial(bytes bytea, state internal) RETURNS internal
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_train_deserial';
COMMENT ON FUNCTION train_deserial(bytea, internal) IS
'State of train_agg from the bytes of a parallel worker.';

-- since: 0.1.0
CREATE FUNCTION train_final(state internal) RETURNS text_model
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000000
AS 'MODULE_PATHNAME', 'csq_train_final';
COMMENT ON FUNCTION train_final(internal) IS
'The model at the end of train_agg.';

-- since: 0.1.0
CREATE AGGREGATE train_agg(label text, document text) (
  SFUNC = train_append,
  STYPE = internal,
  FINALFUNC = train_final,
  COMBINEFUNC = train_combine,
  SERIALFUNC = train_serial,
  DESERIALFUNC = train_deserial,
  SSPACE = 65536,
  PARALLEL = SAFE
);
COMMENT ON AGGREGATE train_agg(text, text) IS
'Trains a text classifier on the rows; deterministic whatever their order.';

-- since: 0.1.0
CREATE AGGREGATE train_agg(label text, document text, weight float8) (
  SFUNC = train_append,
  STYPE = internal,
  FINALFUNC = train_final,
  COMBINEFUNC = train_combine,
  SERIALFUNC = train_serial,
  DESERIALFUNC = train_deserial,
  SSPACE = 65536,
  PARALLEL = SAFE
);
COMMENT ON AGGREGATE train_agg(text, text, float8) IS
'Trains a text classifier on weighted rows.';

-- since: 0.1.0
CREATE AGGREGATE train_agg(label text, document text, options jsonb) (
  SFUNC = train_append,
  STYPE = internal,
  FINALFUNC = train_final,
  COMBINEFUNC = train_combine,
  SERIALFUNC = train_serial,
  DESERIALFUNC = train_deserial,
  SSPACE = 65536,
  PARALLEL = SAFE
);
COMMENT ON AGGREGATE train_agg(text, text, jsonb) IS
'Trains a text classifier with options, which must be the same for all rows.';

-- since: 0.1.0
CREATE AGGREGATE train_agg(label text, document text, weight float8, options jsonb) (
  SFUNC = train_append,
  STYPE = internal,
  FINALFUNC = train_final,
  COMBINEFUNC = train_combine,
  SERIALFUNC = train_serial,
  DESERIALFUNC = train_deserial,
  SSPACE = 65536,
  PARALLEL = SAFE
);
COMMENT ON AGGREGATE train_agg(text, text, float8, jsonb) IS
'Trains a text classifier on weighted rows with options, which must be the same for all rows.';

-- since: 0.1.0
CREATE FUNCTION labels(corpus text_corpus) RETURNS text[]
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_text_corpus_labels';
COMMENT ON FUNCTION labels(text_corpus) IS
'Labels of the examples, in the order of their bytes.';

-- since: 0.1.0
CREATE FUNCTION corpus_info(corpus text_corpus) RETURNS jsonb
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_corpus_info';
COMMENT ON FUNCTION corpus_info(text_corpus) IS
'Numbers of examples and features, weight of each label, options.';

-- ---- reading texts ----

-- since: 0.1.0
CREATE FUNCTION classify(model text_model, document text) RETURNS text
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_classify_model';
COMMENT ON FUNCTION classify(text_model, text) IS
'The likeliest label of a text.';

-- since: 0.1.0
CREATE FUNCTION classify(model text_model, document text, min_confidence float8) RETURNS text
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_classify_model_confidence';
COMMENT ON FUNCTION classify(text_model, text, float8) IS
'The likeliest label of a text, or NULL (ask a person) when its probability is below min_confidence.';

-- since: 0.1.0
CREATE FUNCTION classify_scores(model text_model, document text, OUT label text, OUT probability float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500 ROWS 10
AS 'MODULE_PATHNAME', 'csq_classify_scores';
COMMENT ON FUNCTION classify_scores(text_model, text) IS
'All labels with their probabilities, the likeliest first.';

-- since: 0.1.0
CREATE FUNCTION classify_scores(model text_model, document text, top int, OUT label text, OUT probability float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500 ROWS 3
AS 'MODULE_PATHNAME', 'csq_classify_scores_top';
COMMENT ON FUNCTION classify_scores(text_model, text, int) IS
'The likeliest labels with their probabilities.';

-- since: 0.1.0
CREATE FUNCTION margin(model text_model, document text) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_margin';
COMMENT ON FUNCTION margin(text_model, text) IS
'How far the best label is ahead of the second: ORDER BY it to find the texts whose labels teach most.';

-- since: 0.1.0
CREATE FUNCTION unseen_share(model text_model, document text) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_unseen_share';
COMMENT ON FUNCTION unseen_share(text_model, text) IS
'Share of the text''s n-grams that the model does not know; rises when the language of the texts drifts.';

-- since: 0.1.0
CREATE FUNCTION explain(model text_model, document text, OUT term text, OUT contribution float8, OUT start_at int) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 8
AS 'MODULE_PATHNAME', 'csq_explain';
COMMENT ON FUNCTION explain(text_model, text) IS
'Stretches of the text that speak for or against its likeliest label, the weightiest first; start_at counts characters from 1.';

-- since: 0.1.0
CREATE FUNCTION explain(model text_model, document text, label text, OUT term text, OUT contribution float8, OUT start_at int) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 8
AS 'MODULE_PATHNAME', 'csq_explain_label';
COMMENT ON FUNCTION explain(text_model, text, text) IS
'Stretches of the text that speak for or against a label, the weightiest first.';

-- since: 0.1.0
CREATE FUNCTION labels(model text_model) RETURNS text[]
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_text_model_labels';
COMMENT ON FUNCTION labels(text_model) IS
'Labels of the model, in the order of their bytes.';

-- since: 0.1.0
CREATE FUNCTION model_info(model text_model) RETURNS jsonb
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_model_info_json';
COMMENT ON FUNCTION model_info(text_model) IS
'Version, feature scheme, content hash, sizes, labels, options of a model and how it did on held-out examples.';

-- since: 0.1.0
CREATE FUNCTION text_features(document text, OUT feature int, OUT term text, OUT occurrences int, OUT value float4) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 300 ROWS 100
AS 'MODULE_PATHNAME', 'csq_text_features';
COMMENT ON FUNCTION text_features(text) IS
'The hashed n-grams of a text as the classifier sees them, for other learners and for looking.';

-- ---- comparing ----

-- since: 0.1.0
CREATE FUNCTION text_model_eq(a text_model, b text_model) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_text_model_eq';
COMMENT ON FUNCTION text_model_eq(text_model, text_model) IS
'Whether two models are the same, byte for byte.';

-- since: 0.1.0
CREATE FUNCTION text_model_ne(a text_model, b text_model) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_text_model_ne';
COMMENT ON FUNCTION text_model_ne(text_model, text_model) IS
'Whether two models differ.';

CREATE OPERATOR = (
  LEFTARG = text_model, RIGHTARG = text_model, FUNCTION = text_model_eq,
  COMMUTATOR = =, NEGATOR = <>, RESTRICT = eqsel, JOIN = eqjoinsel
);
COMMENT ON OPERATOR = (text_model, text_model) IS 'Whether two models are the same, byte for byte.';

CREATE OPERATOR <> (
  LEFTARG = text_model, RIGHTARG = text_model, FUNCTION = text_model_ne,
  COMMUTATOR = <>, NEGATOR = =, RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (text_model, text_model) IS 'Whether two models differ.';
