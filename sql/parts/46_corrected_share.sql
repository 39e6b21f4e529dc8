
-- ------------------------------------------------------- corrected shares ----

CREATE FUNCTION corrected_share(review confusion, label text, predicted rate_summary, confidence float8 DEFAULT 0.95,
  OUT share float8, OUT lo float8, OUT hi float8, OUT counted float8, OUT label_precision float8, OUT missed float8, OUT reviewed bigint) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_corrected_share_of';
COMMENT ON FUNCTION corrected_share(confusion, text, rate_summary, float8) IS
'The true share of a label among all texts, from what a classifier counted (predicted) and a review by people of some of them: corrected for its errors, with an interval that covers both. counted is what the classifier alone would say, reviewed how many texts were looked at (NULL of a review with weights; more than were is a sign that weights went into confusion_agg).';
CREATE FUNCTION corrected_share(review confusion, predicted rate_summary,
  OUT share float8, OUT lo float8, OUT hi float8, OUT counted float8, OUT label_precision float8, OUT missed float8, OUT reviewed bigint) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_corrected_share_true';
COMMENT ON FUNCTION corrected_share(confusion, rate_summary) IS
'The true share of yes among all texts, from a review whose labels are true and false (or t, f; yes, no), and what a classifier counted.';
