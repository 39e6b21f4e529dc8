
-- -------------------------------------------------------- customer value ----

CREATE FUNCTION churned(joined_on date, left_on date, period_from date, period_to date) RETURNS bool
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 5
RETURN CASE WHEN joined_on OPERATOR(pg_catalog.<) period_from AND (left_on IS NULL OR left_on OPERATOR(pg_catalog.>=) period_from)
  THEN left_on IS NOT NULL AND left_on OPERATOR(pg_catalog.<) period_to END;
COMMENT ON FUNCTION churned(date, date, date, date) IS
'Whether a customer who was there when the period began left within it (period_to excluded); NULL for one who was not there. rate_agg(churned(...)) is the churn rate.';

CREATE FUNCTION churned(joined_on date, left_on date, period_from date, period_to date, because bool) RETURNS bool
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 5
RETURN CASE WHEN joined_on OPERATOR(pg_catalog.<) period_from AND (left_on IS NULL OR left_on OPERATOR(pg_catalog.>=) period_from)
  THEN left_on IS NOT NULL AND left_on OPERATOR(pg_catalog.<) period_to AND because IS TRUE END;
COMMENT ON FUNCTION churned(date, date, date, date, bool) IS
'The same for those who left for a certain reason: because, for example reason = ''service''. A reason that is not known is none.';

CREATE FUNCTION after_complaint(complained_on date, left_on date, within_days int) RETURNS bool
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 5
RETURN CASE WHEN left_on IS NOT NULL AND within_days IS NOT NULL
  THEN complained_on IS NOT NULL AND left_on OPERATOR(pg_catalog.>=) complained_on AND left_on OPERATOR(pg_catalog.<=) (complained_on OPERATOR(pg_catalog.+) within_days) END;
COMMENT ON FUNCTION after_complaint(date, date, int) IS
'Whether a customer left at most so many days after a complaint: a stated rule by which a loss is put down to service. NULL for one who has not left.';

CREATE FUNCTION repurchased(bought_on date, again_on date, within_days int, as_of date) RETURNS bool
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 5
RETURN CASE WHEN bought_on IS NULL OR within_days IS NULL OR as_of IS NULL OR bought_on OPERATOR(pg_catalog.>) as_of THEN NULL::bool
  WHEN again_on OPERATOR(pg_catalog.>=) bought_on AND again_on OPERATOR(pg_catalog.<=) (bought_on OPERATOR(pg_catalog.+) within_days) AND again_on OPERATOR(pg_catalog.<=) as_of THEN true
  WHEN (bought_on OPERATOR(pg_catalog.+) within_days) OPERATOR(pg_catalog.<) as_of THEN false END;
COMMENT ON FUNCTION repurchased(date, date, int, date) IS
'Whether a customer bought again within so many days, as known at the end of as_of; NULL while the days are not over: rate_agg(repurchased(...)) counts those as missing, not as lost.';

CREATE FUNCTION cut_score(value float8, cuts float8[]) RETURNS int
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 10
RETURN (SELECT (1 OPERATOR(pg_catalog.+) pg_catalog.count(*))::int FROM pg_catalog.unnest(cuts) AS cut(at) WHERE cut.at OPERATOR(pg_catalog.<) value);
COMMENT ON FUNCTION cut_score(float8, float8[]) IS
'In which class a value lies: 1 up to and including the first cut, one more for each cut below it. Equal values always get the same class, which ntile() does not do.';

CREATE FUNCTION rfm_segment(recency int, frequency int, monetary int) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 10
RETURN CASE
  WHEN recency OPERATOR(pg_catalog.=) 5 AND frequency OPERATOR(pg_catalog.=) 5 AND monetary OPERATOR(pg_catalog.=) 5 THEN 'champions'
  WHEN recency OPERATOR(pg_catalog.>=) 3 AND frequency OPERATOR(pg_catalog.>=) 3 AND monetary OPERATOR(pg_catalog.>=) 2 THEN 'potential loyalists'
  WHEN recency BETWEEN 2 AND 4 AND frequency BETWEEN 2 AND 4 AND monetary BETWEEN 2 AND 4 THEN 'loyal customers'
  WHEN recency BETWEEN 3 AND 4 AND frequency BETWEEN 1 AND 3 AND monetary OPERATOR(pg_catalog.>=) 3 THEN 'promising'
  WHEN recency OPERATOR(pg_catalog.>=) 4 AND frequency OPERATOR(pg_catalog.<=) 3 THEN 'new customers'
  WHEN recency OPERATOR(pg_catalog.<=) 2 AND frequency BETWEEN 3 AND 4 AND monetary OPERATOR(pg_catalog.>=) 4 THEN 'can''t lose them'
  WHEN recency OPERATOR(pg_catalog.<=) 2 AND frequency OPERATOR(pg_catalog.>=) 2 AND monetary OPERATOR(pg_catalog.>=) 4 THEN 'at risk'
  WHEN recency OPERATOR(pg_catalog.<=) 3 AND frequency OPERATOR(pg_catalog.>=) 3 AND monetary OPERATOR(pg_catalog.>=) 3 THEN 'need attention'
  WHEN recency BETWEEN 2 AND 3 AND frequency OPERATOR(pg_catalog.<=) 3 AND monetary OPERATOR(pg_catalog.<=) 4 THEN 'about to sleep'
  WHEN recency OPERATOR(pg_catalog.=) 1 THEN 'lost'
  ELSE 'others' END;
COMMENT ON FUNCTION rfm_segment(int, int, int) IS
'The segment of a customer with scores 1 to 5 for recency (5: most recent), frequency and monetary value: the first of ten that fits, or others.';
