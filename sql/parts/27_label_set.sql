
-- ------------------------------------------------------------- label set ----

CREATE FUNCTION csq_internal.right_label_append(state calibration, model text_model, document text, label text) RETURNS calibration
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_right_label_append';
COMMENT ON FUNCTION csq_internal.right_label_append(calibration, text_model, text, text) IS
'One more row; a NULL, or a text in which the model knows nothing, is ignored.';

CREATE FUNCTION csq_internal.right_label_remove(state calibration, model text_model, document text, label text) RETURNS calibration
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_right_label_remove';
COMMENT ON FUNCTION csq_internal.right_label_remove(calibration, text_model, text, text) IS
'One row less, for moving windows.';

CREATE AGGREGATE right_label_agg(model text_model, document text, label text) (
  SFUNC = csq_internal.right_label_append,
  STYPE = calibration,
  SSPACE = 32768,
  COMBINEFUNC = csq_internal.calibration_combine,
  MSFUNC = csq_internal.right_label_append,
  MINVFUNC = csq_internal.right_label_remove,
  MSTYPE = calibration,
  MSSPACE = 32768,
  PARALLEL = SAFE
);
COMMENT ON AGGREGATE right_label_agg(text_model, text, text) IS
'Counts the probability that a model gives to the right label of each row: rows that it was not trained on, for label_set and set_threshold.';

CREATE FUNCTION set_threshold(right_labels calibration, coverage float8) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_set_threshold';
COMMENT ON FUNCTION set_threshold(calibration, float8) IS
'The probability from which on labels belong to a set that holds the right one as often as coverage says; 0 when there are too few rows for that.';

CREATE FUNCTION label_set(model text_model, document text, right_labels calibration, coverage float8) RETURNS text[]
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_label_set';
COMMENT ON FUNCTION label_set(text_model, text, calibration, float8) IS
'Labels of which one is right with a probability of coverage at least, the likeliest first: split conformal prediction, right whatever the model is worth.';
