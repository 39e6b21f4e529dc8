
-- -------------------------------------------------------------- sampling ----

CREATE FUNCTION stable_hash(key text) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_stable_hash_of';
COMMENT ON FUNCTION stable_hash(text) IS 'XXH64 of the bytes of a text: the same on every machine, in every version, in every language.';
CREATE FUNCTION stable_hash(key text, salt text) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_stable_hash_of';
COMMENT ON FUNCTION stable_hash(text, text) IS 'XXH64 of the bytes of a text, with XXH64 of the salt as seed.';

CREATE FUNCTION in_sample(key text, day date, rate float8, salt text) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_in_sample';
COMMENT ON FUNCTION in_sample(text, date, float8, text) IS
'Whether a key is in the sample of a day: each with probability rate, by its stable hash. For a fixed number of picks see qa_sample().';

-- @type qa_sample: merges json cost=100 merge=100 space=4096
-- The frame of a sample: keys by stratum, with the share to draw and the salt. {"v":1,"share":0.05,"salt":"2026-03","rows":[[stratum,key],...]}.
-- rollup: The keys of both, which must have the same share and salt.

CREATE FUNCTION csq_internal.qa_sample_append(state qa_sample, key text, stratum text, share float8, salt text) RETURNS qa_sample
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5
AS 'MODULE_PATHNAME', 'csq_qa_sample_append';
COMMENT ON FUNCTION csq_internal.qa_sample_append(qa_sample, text, text, float8, text) IS 'Transition function of qa_sample: adds a key.';
CREATE AGGREGATE qa_sample(key text, stratum text, share float8, salt text) (
  SFUNC = csq_internal.qa_sample_append, STYPE = qa_sample, SSPACE = 8192, COMBINEFUNC = csq_internal.qa_sample_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE qa_sample(text, text, float8, text) IS
'Collects what a sample is drawn from: keys (each once) by stratum. picks() draws the share of them, the same ones whenever and wherever it is asked.';

CREATE FUNCTION picks(sample qa_sample, minimum int DEFAULT 0, OUT key text, OUT stratum text, OUT inclusion float8, OUT place int) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 100 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_qa_sample_picks';
COMMENT ON FUNCTION picks(qa_sample, int) IS
'The keys that are drawn: exactly ceil(share * all), by stratum with largest remainders, at least minimum of each. inclusion is the probability of being drawn; weight estimates by 1 / inclusion.';

CREATE FUNCTION accept_plan(lot bigint, aql float8, level text DEFAULT 'II',
  OUT code text, OUT n int, OUT accept int, OUT reject int, OUT p_accept float8) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_accept_plan';
COMMENT ON FUNCTION accept_plan(bigint, float8, text) IS
'Sample size and acceptance number for a lot by the tables of MIL-STD-105E (as ISO 2859-1), normal inspection; aql in percent: 2.5. p_accept: how often a lot of just that quality passes.';
CREATE FUNCTION accept_plan(good float8, good_accept float8, bad float8, bad_accept float8,
  OUT n bigint, OUT accept bigint, OUT reject bigint, OUT p_good float8, OUT p_bad float8) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_accept_plan_search';
COMMENT ON FUNCTION accept_plan(float8, float8, float8, float8) IS
'The smallest plan that accepts lots with a share good of defectives with probability good_accept or more, and lots with bad with bad_accept or less.';
CREATE FUNCTION accept_probability(sample bigint, accept bigint, share float8) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'csq_accept_probability_of';
COMMENT ON FUNCTION accept_probability(bigint, bigint, float8) IS 'Probability that a plan accepts a lot with this share of defectives: a point of its operating characteristic.';
