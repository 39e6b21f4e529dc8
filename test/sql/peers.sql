-- What other tools say of one log: constants, measured with them. The log below went into each as rows in the order of c, n.
-- ClickHouse 26.7 (npm package chdb 3.4): sequenceMatch, sequenceCount, sequenceNextNode, windowFunnel.
-- edeaR 1.0.0 of the bupaverse (bupaR 1.0.0) on R 4.2: each piece of work with its start and its completion.
SET search_path = csq, public;
SET timezone = 'UTC';
SET client_min_messages = warning;

CREATE TEMP TABLE event AS
SELECT c, k AS n, timestamptz '2026-03-02 09:00+00' + sum(get_byte(h, 0) % 6 * CASE WHEN c > 300 THEN 0 ELSE 1 END + CASE WHEN c > 300 THEN get_byte(h, 0) % 3 ELSE 1 END) OVER (PARTITION BY c ORDER BY k) * interval '1 min' + c * interval '10 min' AS at,
       substr('abcd', 1 + get_byte(h, 1) % CASE WHEN c % 2 = 0 THEN 3 ELSE 4 END, 1) AS activity, 'r' || get_byte(h, 2) % 3 AS resource, (get_byte(h, 3) % 4) * interval '1 min' AS lasted
FROM generate_series(1, 400) c, generate_series(1, 10) k, decode(md5(c || '+' || k), 'hex') h WHERE k <= 1 + get_byte(decode(md5('c' || c), 'hex'), 0) % 10;
SELECT count(*), count(DISTINCT c) AS cases, md5(string_agg(concat_ws(' ', c, n, extract(epoch FROM at)::bigint, activity, resource, lasted), ',' ORDER BY c, n)) AS log FROM event;
CREATE TEMP TABLE journeys AS SELECT c, journey_agg(at, activity, resource, NULL, n) AS j FROM event GROUP BY c;

-- ---- ClickHouse: sequenceMatch(expression)(at, activity = 'a', activity = 'b', activity = 'c'), sequenceCount of the same; rows that meet no condition are not seen ----
SELECT expression, p.pattern, p.matched = x.matched AND p.n = x.n AND p.at_whom = x.at_whom AS same
FROM (VALUES
  ('(?1)(?2)', 'a -> b', 145, 170, 32780),
  ('(?1).*(?2)', 'a ~> b', 184, 225, 44896),
  ('(?1).(?2)', 'a -> . -> b', 117, 124, 24682),
  ('(?1)(?t<=240)(?2)', 'a ~[<=4m]> b', 120, 141, 30582),
  ('(?1)(?t>=300)(?2)', 'a ~[>=5m]> b', 128, 144, 24570),
  ('(?1)(?t==180)(?2)', 'a ~[3m..3m]> b', 40, 42, 8978),
  ('(?1).*(?2).*(?3)', 'a ~> b ~> c', 86, 89, 16992),
  ('(?1)(?t<=540)(?2)(?t>=180)(?3)', 'a ~[<=9m]> b ~[>=3m]> c', 68, 69, 11941),
  ('(?1)(?1)', 'a -> a', 112, 130, 26404),
  ('(?1)(?2).*(?3)', 'a -> b ~> c', 66, 68, 12629),
  ('(?1).*(?2).*(?1)', 'a ~> b ~> a', 99, 104, 20648)) p(expression, pattern, matched, n, at_whom),
  LATERAL (SELECT count(*) FILTER (WHERE matches(k, p.pattern::pattern)) AS matched, sum(match_count(k, p.pattern::pattern)) AS n, sum(c * match_count(k, p.pattern::pattern)) AS at_whom
    FROM (SELECT c, keep(j, '{a,b,c}') AS k FROM journeys) y) x;

-- ---- ClickHouse: sequenceNextNode(direction, base)(at, activity, true | activity = 'a', activity = 'a', activity = 'b'), of the cases without events of one time, whose order it leaves open ----
SELECT direction, base, p.pattern, p.next = x.next AS same
FROM (VALUES
  ('forward', 'head', '^ a -> b -> .', false, '{"a": 3, "b": 6, "c": 8, "d": 3, "-": 280}'::jsonb),
  ('forward', 'first_match', '^ [^a]* a -> b -> .', false, '{"a": 13, "b": 17, "c": 14, "d": 3, "-": 253}'),
  ('forward', 'last_match', 'a -> b -> [^a] -> [^a]* $', false, '{"b": 11, "c": 12, "d": 4, "-": 273}'),
  ('backward', 'tail', '. -> b -> a $', true, '{"a": 10, "b": 9, "c": 6, "d": 1, "-": 274}'),
  ('backward', 'first_match', '^ [^a]* [^a] -> b -> a', NULL, '{"b": 11, "c": 17, "d": 5, "-": 267}'),
  ('backward', 'last_match', '. -> b -> a [^a]* $', true, '{"a": 15, "b": 16, "c": 12, "d": 3, "-": 254}')) p(direction, base, pattern, first, next),
  LATERAL (SELECT jsonb_object_agg(coalesce(activity, '-'), n) AS next FROM (SELECT activity, count(*) AS n FROM journeys LEFT JOIN LATERAL (
    SELECT activity FROM captures(j, p.pattern::pattern) WHERE CASE WHEN p.direction = 'forward' AND p.base = 'last_match' THEN item = 3 ELSE true END
    ORDER BY CASE WHEN p.first THEN item ELSE -item END OFFSET CASE WHEN p.first IS NULL THEN 2 ELSE 0 END LIMIT 1) a ON true WHERE c <= 300 GROUP BY 1) y) x;

-- ---- ClickHouse: windowFunnel(window [, mode …])(at, activity = 'a', activity = 'b', activity = 'c'): cases at level 0 to 3, and the sum of c * level ----
SELECT mode, w AS window, spec, p.at_level = x.at_level AND p.at_whom = x.at_whom AS same
FROM (VALUES
  ('', '5m', 'a -> b -> c; within 5m', '{100,159,111,30}'::bigint[], 97867), ('', '15m', 'a -> b -> c; within 15m', '{100,115,116,69}', 110952),
  ('strict_order', '5m', 'a -> b -> c; within 5m; order unbroken', '{100,204,74,22}', 85789), ('strict_order', '15m', 'a -> b -> c; within 15m; order unbroken', '{100,193,68,39}', 89632),
  ('strict_once', '5m', 'a -> b -> c; within 5m', '{100,159,111,30}', 97867), ('strict_once', '15m', 'a -> b -> c; within 15m', '{100,115,116,69}', 110952),
  ('strict_once, strict_increase', '5m', 'a -> b -> c; within 5m; ties strict', '{100,166,108,26}', 94021),
  ('strict_once, strict_increase', '15m', 'a -> b -> c; within 15m; ties strict', '{100,122,113,65}', 107106),
  ('strict_order, strict_once', '5m', 'a -> b -> c; within 5m; order unbroken', '{100,204,74,22}', 85789)) p(mode, w, spec, at_level, at_whom),
  LATERAL (SELECT ARRAY[count(*) FILTER (WHERE l = 0), count(*) FILTER (WHERE l = 1), count(*) FILTER (WHERE l = 2), count(*) FILTER (WHERE l = 3)] AS at_level, sum(c * l) AS at_whom
    FROM (SELECT c, level(j, p.spec::funnel_spec) AS l FROM journeys) y) x;

-- ---- edeaR: of the log by its starts ----
CREATE TEMP TABLE work AS SELECT process_agg(c::bigint, at - lasted, activity, resource, n::bigint) AS p, process_agg(c::bigint, at, activity, resource, n::bigint) AS by_end, workload_agg(c::bigint, at - lasted, at, activity, resource) AS w FROM event;
-- activity_presence, start_activities; end_activities, of what was completed last; number_of_selfloops (absolute: runs of two or more), number_of_repetitions (cases that come back to the activity); size_of_selfloops has a mean of 1.301790281 of 391
SELECT (SELECT jsonb_object_agg(activity, ARRAY[cases, starts]) FROM activities(p)) = '{"a": [300, 113], "b": [309, 121], "c": [315, 130], "d": [137, 36]}' AS presence_and_starts,
       (SELECT jsonb_object_agg(activity, ends) FROM activities(by_end)) = '{"a": 134, "b": 117, "c": 104, "d": 45}' AS ends,
       (SELECT round(sum(self_loops) / 391, 9) FROM activities(p)) = 1.301790281 AS size_of_self_loops,
       (SELECT count(*) FROM variants(p, 1000)) = 322 AS traces, (SELECT array_agg(n ORDER BY rank) FROM variants(p, 5)) = '{18,11,7,6,6}' AS trace_coverage FROM work;
SELECT jsonb_object_agg(a, x) = '{"a": [130, 144], "b": [115, 137], "c": [105, 131], "d": [41, 60]}' AS self_loops_and_repetitions
FROM (SELECT a, ARRAY[sum(match_count(j, (a || '{2,}')::pattern)), count(*) FILTER (WHERE match_count(j, (a || '+')::pattern) > 1)] AS x
  FROM unnest('{a,b,c,d}'::text[]) a, (SELECT c, journey_agg(at - lasted, activity, NULL, NULL, n) AS j FROM event GROUP BY c) y GROUP BY a) z;
-- processing_time of activities and resources in minutes; resource_frequency, resource_involvement; idle_time of resources
SELECT (SELECT jsonb_object_agg(activity, ARRAY[(extract(epoch FROM working_total) / 60)::int, round(extract(epoch FROM working_mean) / 60, 6)]) FROM activity_times(w))
         = '{"a": [976, 1.503852], "b": [915, 1.434169], "c": [974, 1.560897], "d": [392, 1.484848]}' AS processing,
       (SELECT jsonb_object_agg(resource, ARRAY[n, cases, (extract(epoch FROM working) / 60)::int, (extract(epoch FROM last_at - first_at - busy) / 60)::int]) FROM resource_load(w))
         = '{"r0": [704, 325, 1054, 3068], "r1": [756, 333, 1177, 2969], "r2": [715, 315, 1026, 3069]}' AS resources FROM work;
