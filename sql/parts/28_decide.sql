
-- ------------------------------------------------ label paths, drift, decision ----

CREATE FUNCTION level_scores(model text_model, document text, level int DEFAULT 1, OUT path text, OUT probability float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500 ROWS 5
AS 'MODULE_PATHNAME', 'csq_level_scores';
COMMENT ON FUNCTION level_scores(text_model, text, int) IS
'Probabilities of labels that are paths (loan/fees/late) rolled up to their first components, the likeliest first.';

CREATE FUNCTION classify_path(model text_model, document text, min_confidence float8) RETURNS text
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_classify_path';
COMMENT ON FUNCTION classify_path(text_model, text, float8) IS
'The deepest label path that is at least this probable: loan/fees where loan/fees/late is not sure; NULL when no first component is.';

CREATE FUNCTION label_psi(model text_model, counts jsonb) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_label_psi_model';
COMMENT ON FUNCTION label_psi(text_model, jsonb) IS
'Population stability index of label counts against the shares of the training examples: below 0.1 stable, above 0.25 another population.';

CREATE FUNCTION decide(model text_model, document text, risk lexicon DEFAULT NULL, fallback lexicon DEFAULT NULL,
    thresholds jsonb DEFAULT NULL, min_confidence float8 DEFAULT 0.7,
    OUT label text, OUT source text, OUT probability float8, OUT evidence text) RETURNS record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_decide';
COMMENT ON FUNCTION decide(text_model, text, lexicon, lexicon, jsonb, float8) IS
'Who decides: a risk phrase, else the model where its label reaches the threshold, else a lexicon with one clear label, else a person (label NULL).';
