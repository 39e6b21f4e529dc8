
-- ------------------------------------------------------------- confusion ----

-- @type confusion: merges json cost=50 merge=50 space=1024
-- Weights of rows by actual and predicted label: a confusion matrix that merges; {"v":1,"labels":["a","b"],"cells":[[0,1,12]]}.
-- rollup: The rows of both tables.

CREATE FUNCTION csq_internal.confusion_append(state confusion, actual text, predicted text) RETURNS confusion
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_confusion_append';
COMMENT ON FUNCTION csq_internal.confusion_append(confusion, text, text) IS
'The table with one more answer; predicted NULL: none was given.';

CREATE FUNCTION csq_internal.confusion_append(state confusion, actual text, predicted text, weight float8) RETURNS confusion
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_confusion_append_weight';
COMMENT ON FUNCTION csq_internal.confusion_append(confusion, text, text, float8) IS
'The table with one more answer; predicted NULL: none was given, weighted.';

CREATE FUNCTION csq_internal.confusion_remove(state confusion, actual text, predicted text) RETURNS confusion
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_confusion_remove';
COMMENT ON FUNCTION csq_internal.confusion_remove(confusion, text, text) IS
'The table with one answer less, for moving windows.';

CREATE FUNCTION csq_internal.confusion_remove(state confusion, actual text, predicted text, weight float8) RETURNS confusion
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_confusion_remove_weight';
COMMENT ON FUNCTION csq_internal.confusion_remove(confusion, text, text, float8) IS
'The table with one answer less, for moving windows, weighted.';

CREATE AGGREGATE confusion_agg(actual text, predicted text) (
  SFUNC = csq_internal.confusion_append,
  STYPE = confusion,
  SSPACE = 1024,
  COMBINEFUNC = csq_internal.confusion_combine,
  MSFUNC = csq_internal.confusion_append,
  MINVFUNC = csq_internal.confusion_remove,
  MSTYPE = confusion,
  MSSPACE = 1024,
  PARALLEL = SAFE
);
COMMENT ON AGGREGATE confusion_agg(text, text) IS
'Counts answers against the truth; a NULL prediction is an answer withheld, rows without truth are ignored.';

CREATE AGGREGATE confusion_agg(actual text, predicted text, weight float8) (
  SFUNC = csq_internal.confusion_append,
  STYPE = confusion,
  SSPACE = 1024,
  COMBINEFUNC = csq_internal.confusion_combine,
  MSFUNC = csq_internal.confusion_append,
  MINVFUNC = csq_internal.confusion_remove,
  MSTYPE = confusion,
  MSSPACE = 1024,
  PARALLEL = SAFE
);
COMMENT ON AGGREGATE confusion_agg(text, text, float8) IS
'Adds up the weights of answers against the truth: how many rows each row is. Weights of a review (1 / the probability of being chosen), whole or not, go into review_agg: corrected_share() takes what is counted here for texts that people looked at.';

CREATE FUNCTION csq_internal.review_append(state confusion, actual text, predicted text, weight float8) RETURNS confusion
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_review_append';
COMMENT ON FUNCTION csq_internal.review_append(confusion, text, text, float8) IS
'The table with one more answer that was chosen with a probability of 1 / weight.';

CREATE FUNCTION csq_internal.review_remove(state confusion, actual text, predicted text, weight float8) RETURNS confusion
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_review_remove';
COMMENT ON FUNCTION csq_internal.review_remove(confusion, text, text, float8) IS
'The table with one answer less that was chosen with a probability of 1 / weight, for moving windows.';

CREATE AGGREGATE review_agg(actual text, predicted text, weight float8) (
  SFUNC = csq_internal.review_append,
  STYPE = confusion,
  SSPACE = 1024,
  COMBINEFUNC = csq_internal.confusion_combine,
  MSFUNC = csq_internal.review_append,
  MINVFUNC = csq_internal.review_remove,
  MSTYPE = confusion,
  MSSPACE = 1024,
  PARALLEL = SAFE
);
COMMENT ON AGGREGATE review_agg(text, text, float8) IS
'Answers against the truth of rows that were chosen with unequal probabilities: weight is the inverse of the probability, as review_queue gives it. Keeps what valid intervals need: corrected_share.';

CREATE FUNCTION accuracy(confusion confusion) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_accuracy';
COMMENT ON FUNCTION accuracy(confusion) IS
'Share of the answers that are right.';

CREATE FUNCTION coverage(confusion confusion) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_coverage';
COMMENT ON FUNCTION coverage(confusion) IS
'Share of the rows that got an answer.';

CREATE FUNCTION macro_f1(confusion confusion) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_macro_f1';
COMMENT ON FUNCTION macro_f1(confusion) IS
'Mean F1 over the labels; withheld answers count as misses.';

CREATE FUNCTION weighted_f1(confusion confusion) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_weighted_f1';
COMMENT ON FUNCTION weighted_f1(confusion) IS
'Mean F1 over the labels, weighted by their actual rows.';

CREATE FUNCTION kappa(confusion confusion) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_kappa_confusion';
COMMENT ON FUNCTION kappa(confusion) IS
'Cohen''s kappa of the answers: agreement beyond chance.';

CREATE FUNCTION per_label(confusion confusion, confidence float8 DEFAULT 0.95, OUT label text, OUT actual_n float8, OUT predicted_n float8, OUT hits float8, OUT "precision" float8, OUT precision_lo float8, OUT precision_hi float8, OUT recall float8, OUT recall_lo float8, OUT recall_hi float8, OUT f1 float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 10 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_per_label';
COMMENT ON FUNCTION per_label(confusion, float8) IS
'Precision and recall of each label with Wilson limits, and F1.';

CREATE FUNCTION top_confusions(confusion confusion, top int DEFAULT 10, OUT actual text, OUT predicted text, OUT n float8, OUT share float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 10 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_top_confusions';
COMMENT ON FUNCTION top_confusions(confusion, int) IS
'The most frequent wrong answers; share is of the rows with that actual label.';

CREATE FUNCTION cells(confusion confusion, OUT actual text, OUT predicted text, OUT n float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 30 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_confusion_cells';
COMMENT ON FUNCTION cells(confusion) IS
'The table row by row; predicted is NULL where no answer was given.';

CREATE FUNCTION labels(confusion confusion) RETURNS text[]
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_confusion_labels';
COMMENT ON FUNCTION labels(confusion) IS
'Labels that occur, in the order of their bytes.';
