
-- -------------------------------------------------------- customer value ----

CREATE FUNCTION churned(joined_on date, left_on date, period_from date, period_to date) RETURNS bool
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_churned';
COMMENT ON FUNCTION churned(date, date, date, date) IS
'Whether a customer who was there when the period began left within it (period_to excluded); NULL for one who was not there. rate_agg(churned(...)) is the churn rate.';

CREATE FUNCTION churned(joined_on date, left_on date, period_from date, period_to date, because bool) RETURNS bool
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_churned_because';
COMMENT ON FUNCTION churned(date, date, date, date, bool) IS
'The same for those who left for a certain reason: because, for example reason = ''service''. A reason that is not known is none.';

CREATE FUNCTION after_complaint(complained_on date, left_on date, within_days int) RETURNS bool
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_after_complaint';
COMMENT ON FUNCTION after_complaint(date, date, int) IS
'Whether a customer left at most so many days after a complaint: a stated rule by which a loss is put down to service. NULL for one who has not left.';

CREATE FUNCTION repurchased(bought_on date, again_on date, within_days int, as_of date) RETURNS bool
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_repurchased';
COMMENT ON FUNCTION repurchased(date, date, int, date) IS
'Whether a customer bought again within so many days; NULL until the last of these lies before as_of, whether he has or not: rate_agg(repurchased(...)) counts those as missing, not as lost.';

CREATE FUNCTION cut_score(value float8, cuts float8[]) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_cut_score';
COMMENT ON FUNCTION cut_score(float8, float8[]) IS
'In which class a value lies: 1 up to and including the first cut, one more for each cut below it. Equal values always get the same class, which ntile() does not do.';

CREATE FUNCTION rfm_segment(recency int, frequency int, monetary int) RETURNS text
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_rfm_segment';
COMMENT ON FUNCTION rfm_segment(int, int, int) IS
'The segment of a customer with scores 1 to 5 for recency (5: most recent), frequency and monetary value: the first of ten that fits, or others.';
