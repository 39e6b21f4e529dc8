-- what SQL can ask of an aggregate: DISTINCT, ORDER BY, FILTER, grouping sets, window frames, each against the same thing said in another way
SET search_path = csq, public;
CREATE TABLE log AS
SELECT g, (g * 7 + g / 5) % 11 AS customer, timestamptz '2026-03-02' + g * interval '5 h' AS at, (ARRAY['opened', 'replied', 'asked', 'closed'])[1 + g * 7 % 11 % 4] AS activity, (ARRAY['phone', 'mail', NULL])[1 + g % 3] AS channel,
       (g % 5 - 2)::float8 AS value, g % 4 AS part
FROM generate_series(1, 120) g;

-- DISTINCT: rows that are there twice count once; ORDER BY in any direction changes nothing
CREATE VIEW twice AS SELECT l.* FROM log l, generate_series(1, 2);
SELECT (SELECT journey_agg(DISTINCT at, activity, channel, value) FROM twice) = (SELECT journey_agg(at, activity, channel, value) FROM log) AS journey,
       (SELECT process_agg(DISTINCT customer, at, activity, channel) FROM twice) = (SELECT process_agg(customer, at, activity, channel) FROM log) AS process,
       (SELECT window_funnel(DISTINCT at, part, '1 day') FROM twice) = (SELECT window_funnel(at, part, '1 day') FROM log) AS window_funnel,
       (SELECT identity_agg(DISTINCT activity, customer::text) FROM twice) = (SELECT identity_agg(activity, customer::text) FROM log) AS identity,
       (SELECT score_agg(DISTINCT part) FROM twice) = (SELECT score_agg(part) FROM (SELECT DISTINCT part FROM log) x) AS score;
SELECT bool_and(a = b) AS journey, bool_and(c = d) AS funnel, bool_and(e = f) AS process FROM (
  SELECT journey_agg(at, activity ORDER BY at DESC, activity) AS a, journey_agg(at, activity ORDER BY md5(g::text)) AS b, funnel_agg(customer, at, activity, 'opened -> closed' ORDER BY at DESC) AS c, funnel_agg(customer, at, activity, 'opened -> closed' ORDER BY md5(g::text)) AS d,
         process_agg(customer, at, activity ORDER BY at DESC) AS e, process_agg(customer, at, activity ORDER BY md5(g::text)) AS f FROM log GROUP BY part) x;

-- FILTER: the rows that pass
SELECT bool_and(a = b) AS journey, bool_and(c = d) AS funnel, bool_and(e = f) AS process, count(*) FROM (
  SELECT part, journey_agg(at, activity) FILTER (WHERE channel = 'mail') AS a, funnel_agg(customer, at, activity, 'opened -> closed') FILTER (WHERE channel = 'mail') AS c, process_agg(customer, at, activity) FILTER (WHERE channel = 'mail') AS e FROM log GROUP BY part) x
JOIN (SELECT part, journey_agg(at, activity) AS b, funnel_agg(customer, at, activity, 'opened -> closed') AS d, process_agg(customer, at, activity) AS f FROM log WHERE channel = 'mail' GROUP BY part) y USING (part);
SELECT journey_agg(at, activity) FILTER (WHERE false) IS NULL AS journey, funnel_agg(customer, at, activity, 'opened -> closed') FILTER (WHERE false) IS NULL AS funnel, process_agg(customer, at, activity) FILTER (WHERE false) IS NULL AS process FROM log;

-- CUBE: each of its groups as GROUP BY gives it; sorted, hashed and mixed
CREATE VIEW cubed AS SELECT part, channel, grouping(part, channel) AS level, journey_agg(at, activity)::text AS j, funnel_agg(customer, at, activity, 'opened -> replied -> closed')::text AS f, process_agg(customer, at, activity, channel)::text AS p,
  cohort_agg(NULL::journey, NULL, NULL, 'day') IS NULL AS none FROM log GROUP BY CUBE (part, channel);
CREATE VIEW grouped AS
SELECT part, channel, 0 AS level, journey_agg(at, activity)::text AS j, funnel_agg(customer, at, activity, 'opened -> replied -> closed')::text AS f, process_agg(customer, at, activity, channel)::text AS p, true AS none FROM log GROUP BY part, channel UNION ALL
SELECT part, NULL, 1, journey_agg(at, activity)::text, funnel_agg(customer, at, activity, 'opened -> replied -> closed')::text, process_agg(customer, at, activity, channel)::text, true FROM log GROUP BY part UNION ALL
SELECT NULL, channel, 2, journey_agg(at, activity)::text, funnel_agg(customer, at, activity, 'opened -> replied -> closed')::text, process_agg(customer, at, activity, channel)::text, true FROM log GROUP BY channel UNION ALL
SELECT NULL, NULL, 3, journey_agg(at, activity)::text, funnel_agg(customer, at, activity, 'opened -> replied -> closed')::text, process_agg(customer, at, activity, channel)::text, true FROM log;
SELECT (SELECT count(*) FROM cubed) AS groups, count(*) AS different FROM ((TABLE cubed EXCEPT TABLE grouped) UNION ALL (TABLE grouped EXCEPT TABLE cubed)) x;
SET enable_hashagg = off;
SELECT count(*) AS different FROM ((TABLE cubed EXCEPT TABLE grouped) UNION ALL (TABLE grouped EXCEPT TABLE cubed)) x;
RESET enable_hashagg;

-- window frames: each row sees what a subquery over its frame sees
SELECT count(*) AS rows, count(*) FILTER (WHERE a IS DISTINCT FROM b) AS journey, count(*) FILTER (WHERE c IS DISTINCT FROM d) AS funnel, count(*) FILTER (WHERE e IS DISTINCT FROM f) AS process, count(*) FILTER (WHERE m IS DISTINCT FROM n) AS level FROM (
  SELECT journey_agg(at, activity, channel) OVER w AS a, (SELECT journey_agg(at, activity, channel) FROM log i WHERE i.part = o.part AND i.g BETWEEN o.g - 20 AND o.g + 8) AS b,
         funnel_agg(customer, at, activity, 'opened -> closed') OVER w AS c, (SELECT funnel_agg(customer, at, activity, 'opened -> closed') FROM log i WHERE i.part = o.part AND i.g BETWEEN o.g - 20 AND o.g + 8) AS d,
         process_agg(customer, at, activity, channel) OVER w AS e, (SELECT process_agg(customer, at, activity, channel) FROM log i WHERE i.part = o.part AND i.g BETWEEN o.g - 20 AND o.g + 8) AS f,
         window_funnel(at, 1 + g % 3, '2 days') OVER w AS m, (SELECT window_funnel(at, 1 + g % 3, '2 days') FROM log i WHERE i.part = o.part AND i.g BETWEEN o.g - 20 AND o.g + 8) AS n
  FROM log o WINDOW w AS (PARTITION BY part ORDER BY g RANGE BETWEEN 20 PRECEDING AND 8 FOLLOWING)) x;
-- a frame that only grows is read after each row and goes on; EXCLUDE; an empty frame
SELECT count(*) FILTER (WHERE a IS DISTINCT FROM b) AS journey, count(*) FILTER (WHERE c IS DISTINCT FROM d) AS funnel, count(*) FILTER (WHERE e IS DISTINCT FROM f) AS process, count(*) FILTER (WHERE h IS DISTINCT FROM k) AS without_itself, count(*) FILTER (WHERE z IS NOT NULL) AS nothing FROM (
  SELECT journey_agg(at, activity) OVER w AS a, (SELECT journey_agg(at, activity) FROM log i WHERE i.g <= o.g) AS b, funnel_agg(customer, at, activity, 'opened -> replied -> closed') OVER w AS c, (SELECT funnel_agg(customer, at, activity, 'opened -> replied -> closed') FROM log i WHERE i.g <= o.g) AS d,
         process_agg(customer, at, activity) OVER w AS e, (SELECT process_agg(customer, at, activity) FROM log i WHERE i.g <= o.g) AS f,
         process_agg(customer, at, activity) OVER (ORDER BY g ROWS BETWEEN 3 PRECEDING AND 3 FOLLOWING EXCLUDE CURRENT ROW) AS h, (SELECT process_agg(customer, at, activity) FROM log i WHERE i.g BETWEEN o.g - 3 AND o.g + 3 AND i.g <> o.g) AS k,
         journey_agg(at, activity) OVER (ORDER BY g ROWS BETWEEN 300 PRECEDING AND 200 PRECEDING) AS z
  FROM log o WINDOW w AS (ORDER BY g)) x;
-- states that are kept: merged over a window of days
CREATE TABLE days AS SELECT day, rollup(j) AS j, journey_map_agg(j) AS m, cohort_agg(j, NULL, NULL, 'day') AS h
FROM (SELECT at::date AS day, customer, journey_agg(at, activity, channel, value) AS j FROM log GROUP BY 1, 2) x GROUP BY day;
SELECT count(*) AS days, count(*) FILTER (WHERE a IS DISTINCT FROM b) AS journey, count(*) FILTER (WHERE c IS DISTINCT FROM d) AS map, count(*) FILTER (WHERE e IS DISTINCT FROM f) AS cohort FROM (
  SELECT rollup(j) OVER w AS a, (SELECT rollup(j) FROM days i WHERE i.day BETWEEN o.day - 2 AND o.day) AS b, rollup(m) OVER w AS c, (SELECT rollup(m) FROM days i WHERE i.day BETWEEN o.day - 2 AND o.day) AS d,
         rollup(h) OVER w AS e, (SELECT rollup(h) FROM days i WHERE i.day BETWEEN o.day - 2 AND o.day) AS f
  FROM days o WINDOW w AS (ORDER BY day RANGE BETWEEN '2 days' PRECEDING AND CURRENT ROW)) x;

DROP VIEW twice, cubed, grouped;
DROP TABLE log, days;
