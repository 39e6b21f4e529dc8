
-- ----------------------------------------------------------- calibration ----

-- since: 0.1.0
CREATE TYPE calibration;
COMMENT ON TYPE calibration IS
'Answers by their probability, and how many were right: reliability, thresholds, coverage; merges exactly.';

CREATE FUNCTION calibration_in(cstring) RETURNS calibration
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_calibration_in';
COMMENT ON FUNCTION calibration_in(cstring) IS 'Text input of calibration.';

CREATE FUNCTION calibration_out(calibration) RETURNS cstring
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_calibration_out';
COMMENT ON FUNCTION calibration_out(calibration) IS 'Text output of calibration, canonical.';

CREATE FUNCTION calibration_recv(internal) RETURNS calibration
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_calibration_recv';
COMMENT ON FUNCTION calibration_recv(internal) IS 'Binary input of calibration.';

CREATE FUNCTION calibration_send(calibration) RETURNS bytea
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_calibration_send';
COMMENT ON FUNCTION calibration_send(calibration) IS 'Binary output of calibration, canonical.';

CREATE TYPE calibration (
  INPUT = calibration_in,
  OUTPUT = calibration_out,
  RECEIVE = calibration_recv,
  SEND = calibration_send,
  ALIGNMENT = double,
  STORAGE = extended
);

-- since: 0.1.0
CREATE FUNCTION calibration_append(state calibration, actual text, predicted text, probability float8) RETURNS calibration
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_calibration_append';
COMMENT ON FUNCTION calibration_append(calibration, text, text, float8) IS
'One more answer; rows with a NULL are ignored.';

-- since: 0.1.0
CREATE FUNCTION calibration_remove(state calibration, actual text, predicted text, probability float8) RETURNS calibration
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_calibration_remove';
COMMENT ON FUNCTION calibration_remove(calibration, text, text, float8) IS
'One answer less, for moving windows.';

-- since: 0.1.0
CREATE FUNCTION calibration_append(state calibration, hit bool, probability float8) RETURNS calibration
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_calibration_append_hit';
COMMENT ON FUNCTION calibration_append(calibration, bool, float8) IS
'One more forecast of a yes or no; rows with a NULL are ignored.';

-- since: 0.1.0
CREATE FUNCTION calibration_remove(state calibration, hit bool, probability float8) RETURNS calibration
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_calibration_remove_hit';
COMMENT ON FUNCTION calibration_remove(calibration, bool, float8) IS
'One forecast less, for moving windows.';

-- since: 0.1.0
CREATE FUNCTION calibration_eq(a calibration, b calibration) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_calibration_eq';
COMMENT ON FUNCTION calibration_eq(calibration, calibration) IS
'Implements =: the same counts.';

-- since: 0.1.0
CREATE FUNCTION calibration_ne(a calibration, b calibration) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_calibration_ne';
COMMENT ON FUNCTION calibration_ne(calibration, calibration) IS
'Implements <>: other counts.';

-- since: 0.1.0
CREATE FUNCTION calibration_hash(c calibration) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_calibration_hash';
COMMENT ON FUNCTION calibration_hash(calibration) IS
'Hash of a calibration, for GROUP BY and hash joins.';

-- since: 0.1.0
CREATE FUNCTION calibration_hash_extended(c calibration, seed bigint) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_calibration_hash';
COMMENT ON FUNCTION calibration_hash_extended(calibration, bigint) IS
'Hash of a calibration with a seed, for hash partitions.';

-- since: 0.1.0
CREATE FUNCTION calibration_plus(a calibration, b calibration) RETURNS calibration
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_calibration_plus';
COMMENT ON FUNCTION calibration_plus(calibration, calibration) IS
'Implements +: the answers of both together.';

-- since: 0.1.0
CREATE FUNCTION calibration_minus(a calibration, b calibration) RETURNS calibration
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_calibration_minus';
COMMENT ON FUNCTION calibration_minus(calibration, calibration) IS
'Implements -: the first without the answers of the second, which must be part of it.';

-- since: 0.1.0
CREATE FUNCTION calibration_combine(a calibration, b calibration) RETURNS calibration
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_calibration_combine';
COMMENT ON FUNCTION calibration_combine(calibration, calibration) IS
'Merges two states of an aggregate.';

-- since: 0.1.0
CREATE FUNCTION calibration_inverse(a calibration, b calibration) RETURNS calibration
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_calibration_inverse';
COMMENT ON FUNCTION calibration_inverse(calibration, calibration) IS
'Takes a calibration out of a moving window of rollup().';

CREATE OPERATOR = (
  LEFTARG = calibration, RIGHTARG = calibration, FUNCTION = calibration_eq,
  COMMUTATOR = =, NEGATOR = <>, RESTRICT = eqsel, JOIN = eqjoinsel, HASHES
);
COMMENT ON OPERATOR = (calibration, calibration) IS 'The same counts.';

CREATE OPERATOR <> (
  LEFTARG = calibration, RIGHTARG = calibration, FUNCTION = calibration_ne,
  COMMUTATOR = <>, NEGATOR = =, RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (calibration, calibration) IS 'Other counts.';

CREATE OPERATOR CLASS calibration_hash_ops DEFAULT FOR TYPE calibration USING hash AS
  OPERATOR 1 =,
  FUNCTION 1 calibration_hash(calibration),
  FUNCTION 2 calibration_hash_extended(calibration, bigint);
COMMENT ON OPERATOR CLASS calibration_hash_ops USING hash IS 'Equality of calibration values by hash.';
COMMENT ON OPERATOR FAMILY calibration_hash_ops USING hash IS 'Equality of calibration values by hash.';

CREATE OPERATOR + (LEFTARG = calibration, RIGHTARG = calibration, FUNCTION = calibration_plus, COMMUTATOR = +);
COMMENT ON OPERATOR + (calibration, calibration) IS 'The answers of both together.';

CREATE OPERATOR - (LEFTARG = calibration, RIGHTARG = calibration, FUNCTION = calibration_minus);
COMMENT ON OPERATOR - (calibration, calibration) IS 'The first without the answers of the second, which must be part of it.';

-- since: 0.1.0
CREATE AGGREGATE calibration_agg(actual text, predicted text, probability float8) (
  SFUNC = calibration_append,
  STYPE = calibration,
  SSPACE = 32768,
  COMBINEFUNC = calibration_combine,
  MSFUNC = calibration_append,
  MINVFUNC = calibration_remove,
  MSTYPE = calibration,
  MSSPACE = 32768,
  PARALLEL = SAFE
);
COMMENT ON AGGREGATE calibration_agg(text, text, float8) IS
'Counts answers by their probability and whether they were right; rows with a NULL are ignored.';

-- since: 0.1.0
CREATE AGGREGATE calibration_agg(hit bool, probability float8) (
  SFUNC = calibration_append,
  STYPE = calibration,
  SSPACE = 32768,
  COMBINEFUNC = calibration_combine,
  MSFUNC = calibration_append,
  MINVFUNC = calibration_remove,
  MSTYPE = calibration,
  MSSPACE = 32768,
  PARALLEL = SAFE
);
COMMENT ON AGGREGATE calibration_agg(bool, float8) IS
'Counts forecasts of a yes or no by their probability; rows with a NULL are ignored.';

-- since: 0.1.0
CREATE AGGREGATE rollup(calibration) (
  SFUNC = calibration_combine,
  STYPE = calibration,
  SSPACE = 32768,
  COMBINEFUNC = calibration_combine,
  MSFUNC = calibration_combine,
  MINVFUNC = calibration_inverse,
  MSTYPE = calibration,
  MSSPACE = 32768,
  PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(calibration) IS
'Merges calibrations.';

-- since: 0.1.0
CREATE FUNCTION answers(calibration calibration) RETURNS int8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_calibration_answers';
COMMENT ON FUNCTION answers(calibration) IS
'How many answers were counted.';

-- since: 0.1.0
CREATE FUNCTION ece(calibration calibration, bins int DEFAULT 15) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_ece';
COMMENT ON FUNCTION ece(calibration, int) IS
'Expected calibration error: mean distance between probability and share of right answers.';

-- since: 0.1.0
CREATE FUNCTION brier(calibration calibration) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_brier';
COMMENT ON FUNCTION brier(calibration) IS
'Brier score: mean squared distance of the probability from 1 (right) or 0 (wrong).';

-- since: 0.1.0
CREATE FUNCTION threshold_for(calibration calibration, "precision" float8) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_threshold_for';
COMMENT ON FUNCTION threshold_for(calibration, float8) IS
'The least probability from which on answers are right with at least this share; NULL when none is enough.';

-- since: 0.1.0
CREATE FUNCTION threshold_for(calibration calibration, "precision" float8, confidence float8) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'csq_threshold_for_confidence';
COMMENT ON FUNCTION threshold_for(calibration, float8, float8) IS
'The least probability from which on the lower Wilson limit of the share of right answers reaches the precision.';

-- since: 0.1.0
CREATE FUNCTION coverage_curve(calibration calibration, steps int DEFAULT 20, OUT threshold float8, OUT answered int8, OUT coverage float8, OUT accuracy float8, OUT accuracy_lo float8, OUT accuracy_hi float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200 ROWS 20
AS 'MODULE_PATHNAME', 'csq_coverage_curve';
COMMENT ON FUNCTION coverage_curve(calibration, int) IS
'What answering only from a threshold on costs in coverage and brings in accuracy.';

-- since: 0.1.0
CREATE FUNCTION reliability(calibration calibration, bins int DEFAULT 15, OUT lo float8, OUT hi float8, OUT answers int8, OUT mean_probability float8, OUT accuracy float8, OUT accuracy_lo float8, OUT accuracy_hi float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200 ROWS 15
AS 'MODULE_PATHNAME', 'csq_reliability';
COMMENT ON FUNCTION reliability(calibration, int) IS
'The reliability diagram: probability against share of right answers by bin.';
