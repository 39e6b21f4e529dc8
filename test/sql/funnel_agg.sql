-- funnels of many cases: funnel_count_agg of journeys and of events, details, readers
SET timezone = 'UTC';
SET search_path = csq, csq_internal, public;
SET extra_float_digits = 0;

CREATE TEMP TABLE j (id int, j journey);
INSERT INTO j VALUES
  (1, '{"v":1,"events":[["2026-01-05T09:00:00Z","opened"],["2026-01-05T10:00:00Z","replied"],["2026-01-05T11:00:00Z","replied"],["2026-01-06T09:00:00Z","resolved"]]}'),
  (2, '{"v":1,"events":[["2026-01-05T09:00:00Z","replied"],["2026-01-05T10:00:00Z","opened"]]}'),
  (3, '{"v":1,"events":[["2026-01-05T09:00:00Z","opened"],["2026-01-07T09:00:00Z","opened"],["2026-01-07T10:00:00Z","replied"],["2026-01-09T09:00:00Z","resolved"]]}'),
  (4, '{"v":1,"events":[["2026-01-05T09:00:00Z","replied",null,null,1],["2026-01-05T09:00:00Z","opened",null,null,2],["2026-01-05T09:00:00Z","resolved"]]}'),
  (5, '{"v":1,"events":[["2026-01-05T09:00:00Z","closed"]]}'),
  (6, '{"v":1,"events":[]}'),
  (7, NULL);

-- ---- many cases ----
SELECT funnel_count_agg(j, 'opened -> replied -> resolved; within 2d') FROM j;
SELECT step, label, reached, share, from_previous, round(lo::numeric, 6) AS lo, round(hi::numeric, 6) AS hi
FROM stages((SELECT funnel_count_agg(j, 'opened -> replied|called -> resolved; within 2d') FROM j));
SELECT num_cases(funnel_count_agg(j, 'opened')), funnel_count_agg(j, 'opened') FILTER (WHERE false) IS NULL AS no_rows FROM j;
SELECT step, label, reached, share, from_previous, lo, hi, median_gap, dropped FROM stages('{"v":1,"funnel":"a -> b","levels":[0,0,0]}'::funnel);
SELECT * FROM stages(NULL::funnel);
-- Wilson's interval for 81 of 263 (0.2553 to 0.3662, Newcombe 1998, table I)
SELECT round(lo::numeric, 4), round(hi::numeric, 4) FROM stages('{"v":1,"funnel":"a","levels":[182,81]}'::funnel);
-- the same at 99 %: z = 2.5758, (p + z2/2n -+ z sqrt(pq/n + z2/4n2)) / (1 + z2/n) by hand
SELECT round(lo::numeric, 4), round(hi::numeric, 4),
       round(((p + z * z / 2 / n - z * sqrt(p * (1 - p) / n + z * z / 4 / n / n)) / (1 + z * z / n))::numeric, 4) AS lo_by_hand
FROM stages('{"v":1,"funnel":"a","levels":[182,81]}'::funnel, 0.99), (SELECT 81 / 263.0 AS p, 263.0 AS n, 2.5758293035 AS z) k;
SELECT * FROM stages('{"v":1,"funnel":"a","levels":[1,1]}'::funnel, 1);
SELECT rollup(f) = funnel_count_agg(j, 'opened -> replied') AS same
FROM j, LATERAL (SELECT funnel_count_agg(k.j, 'opened -> replied') AS f FROM j k WHERE k.id = j.id) x;
SELECT rollup(f) FROM (VALUES ('{"v":1,"funnel":"a","levels":[1,1]}'::funnel), ('{"v":1,"funnel":"b","levels":[1,1]}')) x(f);
SELECT rollup(f) FROM (VALUES ('{"v":1,"funnel":"a","levels":[9223372036854775806,1]}'::funnel), ('{"v":1,"funnel":"a","levels":[9,1]}')) x(f);
SELECT funnel_count_agg(j, CASE id WHEN 1 THEN 'a' ELSE 'b' END::funnel_spec) FROM j;
SELECT '{"v":1,"funnel":"a","levels":[1]}'::funnel;
SELECT '{"v":1,"funnel":"a ->","levels":[1,1]}'::funnel;
SELECT '{"v":1,"funnel":"a","levels":[1,2]}'::funnel + '{"v":1,"funnel":"a","levels":[10,20],"excluded":5}' AS sum,
       num_cases('{"v":1,"funnel":"a","levels":[10,20],"excluded":5}'::funnel), num_excluded('{"v":1,"funnel":"a","levels":[10,20],"excluded":5}'::funnel);

-- ---- straight from events ----
CREATE TEMP TABLE ev (id int, at timestamptz, activity text);
INSERT INTO ev SELECT id, e.at, e.activity FROM j, events(j) e;
INSERT INTO ev VALUES (8, '2026-01-05 09:00', 'opened'), (8, '2026-01-05 10:00', 'asked why nobody answers'), (8, '2026-01-05 12:00', 'resolved'),
  (9, '2026-01-05 09:00', NULL), (NULL, '2026-01-05 09:00', 'opened'), (10, NULL, 'opened');
CREATE FUNCTION pg_temp.both(spec funnel_spec, OUT one_level funnel, OUT same bool) LANGUAGE sql AS $$
  SELECT o, o = n FROM (SELECT funnel_count_agg(id, at, activity, spec) FROM ev) a(o),
    (SELECT funnel_count_agg(k, spec) FROM (SELECT journey_agg(at, activity) AS k FROM ev WHERE id IS NOT NULL GROUP BY id) x) b(n) $$;
SELECT (pg_temp.both(spec)).* FROM (VALUES (1, 'opened -> replied -> resolved; within 2d'::funnel_spec), (2, 'opened -> replied[>=90min] -> resolved'), (3, 'opened|replied -> opened|replied -> resolved'),
  (4, 'opened -> replied; ties strict'), (5, 'opened -> resolved; ties seq'), (6, '"asked why nobody answers"'), (7, 'nothing'),
  (8, 'opened -> resolved; order strict'), (9, 'resolved -> opened; order any; within 1d'), (10, 'opened -> replied? -> resolved'), (11, 'opened -> resolved; not replied'),
  (12, 'opened -> resolved; not replied drop journey'), (13, 'opened -> replied -> resolved; chain last')) s(n, spec) ORDER BY n;
-- the id of a case: any integer, text, varchar, char, uuid
SELECT funnel_count_agg(id, at, activity, 'opened -> replied') AS f FROM ev \gset
SELECT funnel_count_agg(id::int2, at, activity, 'opened -> replied') = :'f' AS int2, funnel_count_agg(id::int8, at, activity, 'opened -> replied') = :'f' AS int8,
       funnel_count_agg('case ' || id, at, activity, 'opened -> replied') = :'f' AS text, funnel_count_agg(('case ' || id)::varchar, at, activity, 'opened -> replied') = :'f' AS varchar,
       funnel_count_agg(id::char(9), at, activity, 'opened -> replied') = :'f' AS char, funnel_count_agg(md5(id::text)::uuid, at, activity, 'opened -> replied') = :'f' AS uuid, :'f' AS f
FROM ev;
SELECT funnel_count_agg(id::float8, at, activity, 'opened') FROM ev;
SELECT funnel_count_agg(id, at, activity, 'opened') FILTER (WHERE id > 99) IS NULL AS no_rows, funnel_count_agg(id, at, activity, NULL) IS NULL AS no_spec FROM ev;
SELECT funnel_count_agg(id, at, activity, CASE id WHEN 1 THEN 'a' ELSE 'b' END::funnel_spec) FROM ev;
-- a specification per group
SELECT s, funnel_count_agg(id, at, activity, s::funnel_spec) FROM ev, (VALUES ('opened -> replied'), ('replied -> opened'), ('closed')) s(s) GROUP BY s ORDER BY s;
SELECT funnel_count_agg(1, 'infinity', 'a', 'a');
SELECT funnel_count_agg(1, '7000-01-01Z', 'a', 'a');
-- the state: text, binary, merging
SELECT funnel_count_append(funnel_count_append(funnel_count_append(NULL, 2, '2026-01-05 10:00Z', 'b', 'a -> b'), 1, '2026-01-05 09:00Z', 'a', 'a -> b'), 3, '2026-01-05 09:00Z', 'c', 'a -> b') AS s \gset
SELECT :'s' LIKE '{"v":1,"data":"%"}' AS sealed, :'s'::funnel_events::text = :'s' AS canonical, funnel_events_final(:'s'::funnel_events), funnel_events_final(funnel_events_combine(:'s', :'s'));
SELECT funnel_count_append(NULL, 'x'::text, '2026-01-05 09:00Z', 'a', 'a -> b') AS x, funnel_count_append(funnel_count_append(NULL, 'y'::text, '2026-01-05Z', 'c', 'a -> b'), 'x'::text, '2026-01-05 10:00Z', 'b', 'a -> b') AS y,
       funnel_count_append(NULL, 1, '2026-01-05Z', 'c', 'a -> b') AS one, funnel_count_append(NULL, 1, '2026-01-05Z', 'c', 'a') AS other \gset
SELECT funnel_events_final(funnel_events_combine(:'x', :'y')), funnel_events_combine(:'x', :'y')::text = funnel_events_combine(:'y', :'x')::text AS same;
SELECT funnel_events_combine(:'x', :'one');
SELECT funnel_events_combine(:'one', :'other');
SELECT funnel_count_append(:'x', 1, '2026-01-05Z', 'a', 'a -> b');
-- no base64, no state, an event of a step that is not there
SELECT '{"v":1,"data":"?"}'::funnel_events;
SELECT '{"v":1,"data":"AQ=="}'::funnel_events;
SELECT format('{"v":1,"data":"%s"}', translate(encode(overlay(b PLACING '\x02' FROM length(b)), 'base64'), E'\n', ''))::funnel_events FROM funnel_events_send(:'x') b;
-- more than 64 kinds of events do not fit: 7 labels in all their combinations of 7 steps
SELECT string_agg((SELECT string_agg(format('"%s"', n), '|') FROM generate_series(1, 127) n WHERE n >> s & 1 = 1), ' -> ') AS many FROM generate_series(0, 6) s \gset
SELECT level('{"v":1,"events":[["2026-01-05T09:00:00Z","127"],["2026-01-05T10:00:00Z","3"]]}'::journey, :'many');
SELECT funnel_count_agg(1, '2026-01-05Z', 'a', :'many');
-- as a window aggregate: the state is read again and again
SELECT at, funnel_count_agg(id, at, activity, 'opened -> replied') OVER (ORDER BY at, activity ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) FROM ev WHERE id IN (1, 3) ORDER BY at, activity;

-- ---- details ----
CREATE TEMP TABLE k AS SELECT id, journey_agg(at, activity) AS j FROM ev WHERE id IS NOT NULL GROUP BY id;
SELECT funnel_agg(j, 'opened -> replied -> resolved') AS f FROM k \gset
SELECT :'f'::funnel;
SELECT step, label, reached, from_previous, median_gap, p90_gap, median_total, dropped FROM stages(:'f'::funnel);
SELECT * FROM lost_to(:'f'::funnel);
SELECT * FROM time_to_convert(:'f'::funnel, 1, 2, 4);
SELECT * FROM time_to_convert(:'f'::funnel, 1, 3, 2);
SELECT * FROM time_to_convert(:'f'::funnel, 2, 3);
-- medians and next activities by plain SQL
WITH s AS (SELECT steps(j, 'opened -> replied -> resolved') AS t, j FROM k)
SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY t[2] - t[1]) AS gap2, percentile_disc(0.9) WITHIN GROUP (ORDER BY t[2] - t[1]) AS p90,
       percentile_disc(0.5) WITHIN GROUP (ORDER BY t[3] - t[2]) AS gap3, percentile_disc(0.5) WITHIN GROUP (ORDER BY t[3] - t[1]) AS total3 FROM s;
WITH s AS (SELECT id, steps(j, 'opened -> replied -> resolved') AS t, j FROM k)
SELECT cardinality(t) AS step, (SELECT e.activity FROM events(j) e WHERE e.at > t[cardinality(t)] ORDER BY e.ord LIMIT 1) AS next, count(*)
FROM s WHERE cardinality(t) BETWEEN 1 AND 2 GROUP BY 1, 2 ORDER BY 1, 3 DESC, 2 NULLS FIRST;
SELECT funnel_count_agg(j, 'opened -> replied -> resolved')::text = regexp_replace(:'f', ',"seen.*}}', '}') AS same_counts FROM k;
SELECT rollup(f) = :'f'::funnel AS same FROM (SELECT funnel_agg(j, 'opened -> replied -> resolved') AS f FROM k GROUP BY id % 3) x;
-- straight from events: the same, whatever the id; a specification of any number of kinds
CREATE FUNCTION pg_temp.both_detailed(spec funnel_spec, OUT one_level funnel, OUT same bool) LANGUAGE sql AS $$
  SELECT o, o = n AND funnel_send(o) = funnel_send(n) FROM (SELECT funnel_agg(id, at, activity, spec) FROM ev) a(o), (SELECT funnel_agg(j, spec) FROM k) b(n) $$;
SELECT (pg_temp.both_detailed(spec)).* FROM (VALUES (1, 'opened -> replied -> resolved; within 2d'::funnel_spec), (2, 'opened -> replied[>=90min] -> resolved'), (3, 'opened|replied -> opened|replied -> resolved'),
  (4, 'opened -> replied; ties strict'), (5, 'opened -> resolved; ties seq'), (6, '"asked why nobody answers"'), (7, 'nothing'),
  (8, 'opened -> resolved; order strict'), (9, 'resolved -> opened -> replied; order any; within 1d'), (10, 'opened -> replied? -> resolved'), (11, 'opened -> resolved; not replied'),
  (12, 'opened -> resolved; not replied drop journey'), (13, 'opened -> replied -> resolved; chain last'), (14, 'resolved -> opened -> closed?; order any; not replied')) s(n, spec) ORDER BY n;
SELECT funnel_agg(id::int2, at, activity, 'opened -> replied -> resolved') = :'f' AS int2, funnel_agg(id * 10000000000000000, at, activity, 'opened -> replied -> resolved') = :'f' AS int8,
       funnel_agg(('{opened,replied,resolved,closed,"-",y,z,asked why nobody answers}'::text[])[id], at, activity, 'opened -> replied -> resolved') = :'f' AS like_activities, funnel_agg('case ' || id, at, activity, 'opened -> replied -> resolved') = :'f' AS text,
       funnel_agg(id::char(9), at, activity, 'opened -> replied -> resolved') = :'f' AS char, funnel_agg(md5(id::text)::uuid, at, activity, 'opened -> replied -> resolved') = :'f' AS uuid,
       funnel_agg(hashint8extended(id, 0), at, activity, 'opened -> replied -> resolved') = :'f' AS hash FROM ev;
SELECT funnel_agg(1, '2026-01-05Z', '127', :'many') = funnel_agg('{"v":1,"events":[["2026-01-05T00:00:00Z","127"]]}'::journey, :'many') AS many_kinds;
SELECT funnel_agg(id, at, activity, 'opened') FILTER (WHERE id > 99) IS NULL AS no_rows, funnel_agg(id, at, activity, NULL) IS NULL AS no_spec FROM ev;
SELECT funnel_agg(id::float8, at, activity, 'opened') FROM ev;
SELECT funnel_agg(1, 'infinity', 'a', 'a');
SELECT funnel_agg(1, at::timestamptz, a, 'a -> b -> c') FROM (VALUES ('4714-11-24 00:00+00 BC', 'a'), ('294276-12-31 00:00+00', 'b')) v(at, a);
SELECT * FROM lost_to((SELECT funnel_agg(1, at::timestamptz, a, 'a -> b') FROM (VALUES ('4714-11-24 00:00+00 BC', 'a'), ('294276-12-31 00:00+00', 'x'), ('294276-12-31 00:00+00', 'w')) v(at, a)));
SELECT funnel_agg(id, at, activity, CASE id WHEN 1 THEN 'a' ELSE 'b' END::funnel_spec) FROM ev;
SELECT funnel_append(funnel_append(funnel_append(NULL, 20000000000, '2026-01-05 10:00Z', 'b', 'a -> b'), 1, '2026-01-05 09:00Z', 'a', 'a -> b'), 1, '2026-01-05 09:30Z', '已投诉', 'a -> b') AS s \gset
SELECT :'s'::funnel_events::text = :'s' AS canonical, funnel_events_final(:'s'::funnel_events), funnel_events_final(funnel_events_combine(:'s', :'s')) = funnel_events_final(:'s'::funnel_events) AS no_more_cases;
SELECT funnel_events_combine(:'s', :'one');
SELECT funnel_count_append(:'s'::funnel_events, 1, '2026-01-05Z', 'a', 'a -> b');
SELECT funnel_append(:'one'::funnel_events, 1, '2026-01-05Z', 'a', 'a -> b');
SELECT at, f, f = n AS same FROM (
  SELECT at, activity, funnel_agg(1, at, activity, 'opened -> replied') OVER w AS f, journey_agg(at, activity) OVER w AS j
  FROM ev WHERE id IN (1, 3) WINDOW w AS (ORDER BY at, activity ROWS BETWEEN 2 PRECEDING AND CURRENT ROW)) x,
  LATERAL (SELECT funnel_agg(v.j, 'opened -> replied') AS n FROM (VALUES (x.j)) v(j)) y ORDER BY at, activity;
SELECT :'f'::funnel + (SELECT funnel_count_agg(j, 'opened -> replied -> resolved') FROM k);
-- an optional step that was not taken has no time; the excluded are counted; in any order times are from first to last
SELECT step, label, reached, median_gap, median_total, dropped FROM stages((SELECT funnel_agg(j, 'opened -> replied? -> resolved') FROM k));
SELECT funnel_agg(j, 'opened -> resolved; not replied drop journey') FROM k;
SELECT step, label, reached, median_gap, median_total, dropped FROM stages((SELECT funnel_agg(j, 'resolved -> opened -> replied; order any') FROM k));
SELECT * FROM lost_to((SELECT funnel_count_agg(j, 'opened') FROM k));
SELECT * FROM time_to_convert(:'f'::funnel, 1, 4);
SELECT * FROM time_to_convert(:'f'::funnel, 2, 1);
SELECT * FROM time_to_convert(:'f'::funnel, 1, 2, 0);
SELECT * FROM time_to_convert('{"v":1,"funnel":"a -> b -> c -> d","levels":[1,0,0,0,0],"details":{"gaps":[[],[],[],[]],"totals":[[],[],[],[]],"lost":[]}}'::funnel, 2, 4);
SELECT * FROM time_to_convert('{"v":1,"funnel":"a -> b -> c -> d","levels":[1,0,0,0,0],"details":{"gaps":[[],[],[],[]],"totals":[[],[],[],[]],"lost":[]}}'::funnel, 1, 4);
SELECT '{"v":1,"funnel":"a -> b","levels":[1,3,2],"details":{"gaps":[[],[5,2]],"totals":[[],[5,2]],"lost":[[1,null,2]]}}'::funnel;
-- more than 512 different times: quantiles within 1/128
SELECT s.median_gap BETWEEN interval '0.992 s' * 1000 AND interval '1.008 s' * 1000 AS close, s.reached
FROM (SELECT funnel_agg(('{"v":1,"events":[["2026-01-05T09:00:00Z","a"],["' || to_char('2026-01-05 09:00'::timestamp + i * interval '1 s', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') || '","b"]]}')::journey, 'a -> b') AS f
      FROM generate_series(1, 1999) i) x, stages(f) s WHERE s.step = 2;

-- ---- compare ----
-- 48 of 80 against 56 of 70: Newcombe 0.0524 to 0.3339 (docs/compare.md); step 1 has all cases before
SELECT step, label, share_before, share_after, round(difference::numeric, 4) AS difference, round(lo::numeric, 4) AS lo, round(hi::numeric, 4) AS hi, round(z::numeric, 4) AS z, round(p_value::numeric, 6) AS p
FROM compare('{"v":1,"funnel":"a -> b","levels":[0,32,48]}'::funnel, '{"v":1,"funnel":"a -> b","levels":[10,14,56]}');
SELECT step, share_before, share_after, difference, p_value FROM compare('{"v":1,"funnel":"a -> b","levels":[5,0,0]}'::funnel, '{"v":1,"funnel":"a -> b","levels":[10,14,56]}');
SELECT c.difference = r.difference AND c.lo = r.lo AND c.hi = r.hi AND c.z = r.z AND c.p_value = r.p_value AS as_rates
FROM compare('{"v":1,"funnel":"a -> b","levels":[0,32,48]}'::funnel, '{"v":1,"funnel":"a -> b","levels":[10,14,56]}', 0.9) c, compare(rate_summary(48, 80), rate_summary(56, 70), 0.9) r WHERE c.step = 2;
SELECT * FROM compare('{"v":1,"funnel":"a -> b","levels":[5,0,0]}'::funnel, '{"v":1,"funnel":"a","levels":[10,14]}');
SELECT * FROM compare('{"v":1,"funnel":"a","levels":[5,0]}'::funnel, '{"v":1,"funnel":"a","levels":[10,14]}', 0);

-- as of an instant: cases whose window is not over are pending, not dropped; later events are left out
CREATE TABLE agg_open AS SELECT c, journey_agg(at, activity) AS j FROM (
  VALUES (1, timestamptz '2026-06-20 00:00+00', 'problem'), (1, '2026-06-21 00:00+00', 'solution'), (1, '2026-06-22 00:00+00', 'resolved'),
         (2, '2026-06-20 00:00+00', 'problem'), (2, '2026-06-21 00:00+00', 'solution'), (2, '2026-06-21 12:00+00', 'call'),
         (3, '2026-06-24 00:00+00', 'problem'),
         (4, '2026-06-28 00:00+00', 'problem'), (4, '2026-06-29 00:00+00', 'solution'),
         (5, '2026-06-29 00:00+00', 'problem'), (5, '2026-07-02 00:00+00', 'solution'),
         (6, '2026-06-30 00:00+00', 'call')) v(c, at, activity) GROUP BY c;
\set spec '\'problem -> solution[<=5d] -> resolved; within 7d\''
SELECT c, level(j, :spec) AS level, is_pending(j, :spec, '2026-06-30 00:00+00') AS "30 June", is_pending(j, :spec, '2026-06-29 00:00+00') AS "29 June", is_pending(j, :spec, '2026-06-29 00:00:00.000001+00') AS later,
  is_pending(j, :spec, '2026-07-05 00:00+00') AS "5 July", is_pending(j, :spec, '2026-06-30 00:00+00', 'tz UTC; mon-fri 00:00-24:00') AS business FROM agg_open ORDER BY c;
-- what happens at as_of is known: at the last instant of a gap nothing comes in time any more, as an absence in a pattern has it; open time goes on after it has closed
SELECT until, is_pending(j, 'opened -> replied[<=4h]', until) AS pending, matches(j, 'opened[no reply within 4h]', until) AS no_reply, is_pending(j, 'opened -> replied[<=4h]', until, 'tz UTC; mon-fri 13:00-17:00') AS business,
  matches(j, 'opened[no reply within 4h]', until, 'tz UTC; mon-fri 13:00-17:00') AS no_reply_business
FROM (SELECT journey_agg('2026-06-29 09:00+00', 'opened')) x(j), unnest('{2026-06-29 12:59:59.999999+00,2026-06-29 13:00+00,2026-06-29 17:00+00,2026-06-30 13:00+00}'::timestamptz[]) until;
-- an event at as_of itself is among those that are known, in business time too, whatever stands beside it
SELECT spec, is_pending(j, spec, '2026-06-29 10:00+00', 'tz UTC; mon-fri 09:00-17:00') AS pending, (SELECT string_agg(s.pending::text, ' ' ORDER BY step) FROM (SELECT funnel_agg(x.j, spec, '2026-06-29 10:00+00', 'tz UTC; mon-fri 09:00-17:00'::calendar) FROM (SELECT j) x) y(f), stages(f) s) AS by_step
FROM (SELECT journey_agg(at, activity, channel) FROM (VALUES (timestamptz '2026-06-29 09:00+00', 'a', 'p'), ('2026-06-29 10:00+00', 'b', 'p')) v(at, activity, channel)) x(j),
  unnest(ARRAY['a -> b; ties seq', 'b -> c; same channel; ties seq; order strict; not b drop journey', 'a -> b -> c; ties seq; not b']::funnel_spec[]) spec;
SELECT s.step, label, reached, share, dropped, pending FROM (SELECT funnel_agg(j, :spec, '2026-06-30 00:00+00') FROM agg_open) x(f), stages(f) s;
SELECT l.* FROM (SELECT funnel_agg(j, :spec, '2026-06-30 00:00+00') FROM agg_open) x(f), lost_to(f) l;
SELECT f FROM (SELECT funnel_agg(j, :spec, '2026-06-30 00:00+00') FROM agg_open) x(f);
SELECT s.step, reached, dropped, pending FROM (SELECT funnel_count_agg(j, :spec) FROM agg_open) x(f), stages(f) s;
-- each case has one problem: the window says what is pending, plain SQL says the rest
CREATE TABLE agg_many AS SELECT c, journey_agg(at, activity) AS j, min(at) AS began, count(*) FILTER (WHERE at <= as_of) AS n FROM (
  SELECT c, timestamptz '2026-06-01 00:00+00' + c * interval '1 h' + (k - 1) * (1 + c * 7 % 13) * interval '6 h' AS at, (ARRAY['problem','solution','resolved'])[k] AS activity, timestamptz '2026-06-30 00:00+00' AS as_of
  FROM generate_series(0, 690) c, generate_series(1, 3) k WHERE k <= 1 + c % 3) e GROUP BY c HAVING min(at) <= '2026-06-30 00:00+00';
\set many '\'problem -> solution -> resolved; within 7d\''
WITH f AS (SELECT funnel_agg(j, :many, '2026-06-30 00:00+00') AS f FROM agg_many)
SELECT (SELECT array_agg(pending ORDER BY step) FROM f, stages(f)) = (SELECT ARRAY[count(*) FILTER (WHERE n = 1), count(*) FILTER (WHERE n = 2), 0] FROM agg_many WHERE began > timestamptz '2026-06-30 00:00+00' - interval '7 d') AS windows,
  (SELECT sum(pending) FROM f, stages(f)) = (SELECT count(*) FROM agg_many WHERE is_pending(j, :many, '2026-06-30 00:00+00')) AS same, (SELECT sum(pending) FROM f, stages(f)) AS pending,
  (SELECT array_agg(reached ORDER BY step) FROM f, stages(f)) = (SELECT ARRAY[count(*), count(*) FILTER (WHERE n >= 2), count(*) FILTER (WHERE n = 3)] FROM agg_many) AS reached, f = f::text::funnel AS text FROM f;
-- merged under any split
SELECT (SELECT rollup(f) FROM (SELECT funnel_agg(j, :many, '2026-06-30 00:00+00')::text::funnel AS f FROM agg_many GROUP BY c % 5) x) = (SELECT funnel_agg(j, :many, '2026-06-30 00:00+00') FROM agg_many) AS rollup,
  (SELECT funnel_agg(j, :many, '2026-06-30 00:00+00' ORDER BY c * 37 % 101) FROM agg_many) = (SELECT funnel_agg(j, :many, '2026-06-30 00:00+00') FROM agg_many) AS "any order",
  (SELECT f FROM (SELECT funnel_agg(j, :many, '2026-06-30 00:00+00') AS f FROM agg_many) x) = (SELECT funnel_agg(j, :many, '2026-06-30 00:00+00') FROM agg_many WHERE c < 300) + (SELECT funnel_agg(j, :many, '2026-06-30 00:00+00') FROM agg_many WHERE c >= 300) AS plus;
CREATE TABLE agg_sent AS SELECT funnel_agg(j, :many, '2026-06-30 00:00+00') AS f FROM agg_many;
SELECT funnel_recv_same FROM (SELECT f = f::text::funnel AND f::jsonb::funnel = f AS funnel_recv_same FROM agg_sent) x;
SELECT funnel_agg(j, :many, NULL::timestamptz) FROM agg_many;
SELECT funnel_agg(j, :many, 'infinity') FROM agg_many;
SELECT funnel_agg(j, :many, date '2026-06-30') FROM agg_many;
SELECT '{"v":1,"funnel":"a -> b","levels":[0,2,0],"details":{"gaps":[[],[]],"totals":[[],[]],"lost":[[1,null,2,false]]}}'::funnel;
SELECT '{"v":1,"funnel":"a -> b","levels":[0,2,0],"details":{"gaps":[[],[]],"totals":[[],[]],"lost":[[1,null,2,true]]}}'::funnel;
SELECT '{"v":1,"funnel":"a -> b","levels":[0,2,0],"details":{"gaps":[[],[]],"totals":[[],[]],"lost":[[1,"c",2,true]]}}'::funnel;
DROP TABLE agg_open, agg_many, agg_sent;

-- ---- calendar, as_of and seq: journeys and events alike, to the byte; typed without a cast ----
CREATE TEMP TABLE log AS
SELECT c, timestamptz '2026-03-02 00:00+00' + (c * 131 % 9000 + get_byte(h, 0) * 7) * interval '1 min' AS at, (ARRAY['opened','replied','resolved','chased'])[1 + get_byte(h, 1) % 4] AS activity,
  CASE WHEN get_byte(h, 2) % 3 > 0 THEN get_byte(h, 2) % 7 END::bigint AS seq
FROM generate_series(1, 300) c, generate_series(1, 6) k, decode(md5(c || '/' || k), 'hex') h;
CREATE TEMP TABLE lj AS SELECT c, journey_agg(at, activity, NULL, NULL, seq) AS j, journey_agg(at, activity) AS plain FROM log GROUP BY c;
\set desk '\'tz Asia/Shanghai; mon-fri 09:00-12:00 13:30-18:00\''
\set spec '\'opened -> replied[<=6h] -> resolved; within 20h\''
\set now 'timestamptz \'2026-03-06 00:00+00\''
SELECT form, e = j AS same_funnel, ce = cj AS same_counts, length(j::text) AS l FROM (
  SELECT 'calendar' AS form, (SELECT funnel_agg(c, at, activity, :spec, :desk::calendar) FROM log) AS e, (SELECT funnel_agg(plain, :spec, :desk::calendar) FROM lj) AS j,
    (SELECT funnel_count_agg(c, at, activity, :spec, :desk::calendar) FROM log) AS ce, (SELECT funnel_count_agg(plain, :spec, :desk::calendar) FROM lj) AS cj
  UNION ALL SELECT 'as_of', (SELECT funnel_agg(c, at, activity, :spec, :now) FROM log), (SELECT funnel_agg(plain, :spec, :now) FROM lj),
    (SELECT funnel_count_agg(c, at, activity, :spec, :now) FROM log), (SELECT funnel_count_agg(plain, :spec, :now) FROM lj)
  UNION ALL SELECT 'as_of, calendar', (SELECT funnel_agg(c::text, at, activity, :spec, :now, :desk::calendar) FROM log), (SELECT funnel_agg(plain, :spec, :now, :desk::calendar) FROM lj),
    (SELECT funnel_count_agg(c::text, at, activity, :spec, :now, :desk::calendar) FROM log), (SELECT funnel_count_agg(plain, :spec, :now, :desk::calendar) FROM lj)
  UNION ALL SELECT 'seq', (SELECT funnel_agg(c, at, activity, 'opened -> replied -> resolved; ties seq', seq) FROM log), (SELECT funnel_agg(j, 'opened -> replied -> resolved; ties seq') FROM lj),
    (SELECT funnel_count_agg(c, at, activity, 'opened -> replied -> resolved; ties seq', seq) FROM log), (SELECT funnel_count_agg(j, 'opened -> replied -> resolved; ties seq') FROM lj)
  UNION ALL SELECT 'as_of, seq', (SELECT funnel_agg(c, at, activity, 'opened -> replied -> resolved; ties seq', :now, seq) FROM log), (SELECT funnel_agg(j, 'opened -> replied -> resolved; ties seq', :now) FROM lj),
    (SELECT funnel_count_agg(c, at, activity, 'opened -> replied -> resolved; ties seq', :now, seq) FROM log), (SELECT funnel_count_agg(j, 'opened -> replied -> resolved; ties seq', :now) FROM lj)
  UNION ALL SELECT 'calendar, seq', (SELECT funnel_agg(c, at, activity, :spec, :desk::calendar, seq) FROM log), (SELECT funnel_agg(j, :spec, :desk::calendar) FROM lj),
    (SELECT funnel_count_agg(c, at, activity, :spec, :desk::calendar, seq) FROM log), (SELECT funnel_count_agg(j, :spec, :desk::calendar) FROM lj)
  UNION ALL SELECT 'all', (SELECT funnel_agg(c, at, activity, :spec, :now, :desk::calendar, seq) FROM log), (SELECT funnel_agg(j, :spec, :now, :desk::calendar) FROM lj),
    (SELECT funnel_count_agg(c, at, activity, :spec, :now, :desk::calendar, seq) FROM log), (SELECT funnel_count_agg(j, :spec, :now, :desk::calendar) FROM lj)
  UNION ALL SELECT 'typed calendar', (SELECT funnel_agg(c, at, activity, :spec, :desk) FROM log), (SELECT funnel_agg(plain, :spec, :desk) FROM lj),
    (SELECT funnel_count_agg(c, at, activity, :spec, :desk) FROM log), (SELECT funnel_count_agg(plain, :spec, :desk) FROM lj)
  UNION ALL SELECT 'typed as_of', (SELECT funnel_agg(c, at, activity, :spec, '2026-03-06T08:00+08') FROM log), (SELECT funnel_agg(plain, :spec, '2026-03-06 00:00Z') FROM lj),
    (SELECT funnel_count_agg(c, at, activity, :spec, '2026-03-06 00:00Z') FROM log), (SELECT funnel_count_agg(plain, :spec, '2026-03-06 00:00Z') FROM lj)
  UNION ALL SELECT 'typed both', (SELECT funnel_agg(c, at, activity, :spec, '2026-03-06 08:00', :desk) FROM log), (SELECT funnel_agg(plain, :spec, '2026-03-06 08:00', :desk) FROM lj),
    (SELECT funnel_count_agg(c, at, activity, :spec, '2026-03-06 08:00', :desk) FROM log), (SELECT funnel_count_agg(plain, :spec, :now, :desk) FROM lj)) x;
-- against the functions of one case
SELECT bool_and(s.reached = r) AS reached, bool_and(s.pending = p) AS pending FROM stages((SELECT funnel_count_agg(j, :spec, :now, :desk) FROM lj)) s
  JOIN LATERAL (SELECT count(*) FILTER (WHERE l >= s.step) AS r, count(*) FILTER (WHERE l = s.step AND w) AS p
    FROM (SELECT level(cut, :spec, :desk::calendar) AS l, is_pending(j, :spec, :now, :desk::calendar) AS w
          FROM (SELECT j, (SELECT journey_agg(at, activity, NULL, NULL, seq) FROM log l WHERE l.c = lj.c AND at <= :now) AS cut FROM lj) y) x) o ON true;
SELECT bool_and(reached = (SELECT count(*) FROM lj WHERE level(j, :spec, :desk::calendar) >= step)) AS reached, max(median_gap) < '7 h' AS open_time FROM stages((SELECT funnel_agg(j, :spec, :desk) FROM lj));
SELECT (SELECT funnel_agg(j, :spec, :desk) FROM lj)::text LIKE '%"calendar":"tz Asia/Shanghai; mon-fri 09:00-12:00 13:30-18:00","levels%' AS said;
-- what is refused
SELECT funnel_agg(j, :spec, :desk) + funnel_agg(j, :spec, 'tz UTC; mon-fri 09:00-17:00') FROM lj;
SELECT funnel_agg(j, :spec, :desk) + funnel_agg(j, :spec) FROM lj;
SELECT funnel_agg(c, at, activity, :spec, CASE WHEN c = 1 THEN :now ELSE :now + interval '1 h' END) FROM log;
SELECT funnel_agg(j, :spec, '2026-03-06 00:00') FROM lj;
SELECT funnel_count_agg(j, :spec, NULL::calendar) FROM lj;
SELECT funnel_agg(c, at, activity, :spec, date '2026-03-06') FROM log;
SELECT funnel_agg(j, :spec, 'tz UTC; mon-fri 09:00-17:00; valid 2030-01-01..2030-12-31') FROM lj;
-- the parts of a state: any split, text and binary
CREATE TEMP TABLE split AS SELECT c % 3 AS g, c, at, activity, seq FROM log;
SELECT count(DISTINCT f) AS one FROM (SELECT rollup(f) AS f FROM (SELECT funnel_agg(c, at, activity, :spec, :now, :desk::calendar, seq) AS f FROM split GROUP BY g) x
  UNION ALL SELECT funnel_agg(c, at, activity, :spec, :now, :desk::calendar, seq) FROM split UNION ALL SELECT funnel_agg(c, at, activity, :spec, :now, :desk::calendar, seq)::text::funnel FROM split
  UNION ALL SELECT rollup(f ORDER BY g DESC) FROM (SELECT g, funnel_agg(j, :spec, :now, :desk::calendar) AS f FROM lj, LATERAL (SELECT c % 7) y(g) GROUP BY g) x) z;

-- ---- as of an instant: the product-limit estimate beside the plain share, by hand in SQL ----
WITH x AS (SELECT level(cut, 'opened -> resolved; within 2d') AS l, steps(cut, 'opened -> resolved; within 2d') AS s FROM (SELECT journey_agg(at, activity) AS cut FROM log WHERE at <= :now GROUP BY c) y),
  t AS (SELECT l = 2 AS came, CASE WHEN l = 2 THEN s[2] ELSE :now END - s[1] AS t FROM x WHERE l >= 1),
  km AS (SELECT 1 - exp(sum(ln(1 - k / n::float8))) AS estimate, sum(k / (n * (n - k))::float8) AS g FROM (SELECT d.t, count(*) FILTER (WHERE e.came AND e.t = d.t) AS k, count(*) AS n FROM (SELECT DISTINCT t FROM t WHERE came) d JOIN t e ON e.t >= d.t GROUP BY d.t) z)
SELECT abs(expected_share - estimate) < 1e-12 AS estimate, abs(expected_lo - (1 - (1 - estimate) ^ exp(-1.959963984540054 * sqrt(g) / -ln(1 - estimate)))) < 1e-9 AS lo,
  abs(expected_hi - (1 - (1 - estimate) ^ exp(1.959963984540054 * sqrt(g) / -ln(1 - estimate)))) < 1e-9 AS hi, expected_share > share AS more, pending > 0 OR (SELECT pending FROM stages(f) WHERE step = 1) > 0 AS pending
FROM (SELECT funnel_agg(plain, 'opened -> resolved; within 2d', :now) AS f FROM lj) y, stages(f), km WHERE step = 2;
-- without open cases it is k of n to the last bit
SELECT bool_and(expected_share = share) AS same FROM (SELECT funnel_agg(plain, 'opened -> replied -> resolved; within 2d') AS f FROM lj) y, stages(f);
SELECT step, expected_share IS NULL AS not_known FROM (SELECT funnel_agg(plain, 'opened -> chased? -> resolved', :now) AS f FROM lj) y, stages(f);

-- ---- seen, attempts: a misspelt activity, and one that was tried again ----
SELECT step, label, reached, seen, attempts FROM (SELECT funnel_agg(plain, 'opened -> repleid -> resolved') AS f FROM lj) y, stages(f);
SELECT step, reached, seen, attempts FROM stages((SELECT funnel_agg(j, 'call -> agent -> solved; within 1d') FROM (SELECT journey_agg('2026-03-02 09:00+00'::timestamptz + m * interval '1 min', a) AS j
  FROM (VALUES (1, 0, 'call'), (1, 5, 'call'), (1, 6, 'agent'), (1, 8, 'agent'), (1, 9, 'agent'), (1, 20, 'solved'), (1, 30, 'solved'), (2, 0, 'call'), (2, 9, 'agent'), (2, 12, 'agent'), (3, 1, 'agent')) v(id, m, a) GROUP BY id) x));
-- a funnel that was kept before these were counted: its sum knows no more than it does
SELECT step, reached, seen, attempts, expected_share FROM stages((SELECT funnel_agg(plain, 'opened -> resolved') FROM lj) + '{"v":1,"funnel":"opened -> resolved","levels":[1,3,2],"details":{"gaps":[[],[5,2]],"totals":[[],[5,2]],"lost":[[1,null,3]]}}'::funnel);
SELECT step, reached, pending FROM stages((SELECT funnel_count_agg(plain, 'opened -> resolved', :now) FROM lj) + '{"v":1,"funnel":"opened -> resolved","levels":[1,3,2]}'::funnel);
SELECT '{"v":1,"funnel":"a -> b","levels":[1,3,2],"pending":[4,0]}'::funnel;
SELECT '{"v":1,"funnel":"a -> b","levels":[1,3,2],"seen":[1,2]}'::funnel;
SELECT '{"v":1,"funnel":"a -> b","calendar":"tz UTC;mon-fri 09:00-17:00","levels":[1,3,2]}'::funnel;
-- as_of as an instant beside a calendar as it is typed: as with its cast
SELECT funnel_agg(c, at, a, 'a -> b; within 4h', t, 'tz UTC; mon-fri 9-17') = funnel_agg(c, at, a, 'a -> b; within 4h', t, 'tz UTC; mon-fri 9-17'::calendar) AS same,
       funnel_count_agg(c, at, a, 'a -> b; within 4h', t, 'tz UTC; mon-fri 9-17') = funnel_count_agg(c, at, a, 'a -> b; within 4h', t, 'tz UTC; mon-fri 9-17'::calendar) AS counts,
       funnel_agg(c, at, a, 'a -> b; within 4h', t, 'tz UTC; mon-fri 9-17') <> funnel_agg(c, at, a, 'a -> b; within 4h', t) AS differs
FROM (SELECT g % 50 AS c, timestamptz '2026-03-02Z' + g * interval '37 min' AS at, (ARRAY['a', 'b', 'c'])[1 + g * g % 3] AS a, timestamptz '2026-03-09 12:00Z' AS t FROM generate_series(1, 400) g) x GROUP BY t;
-- times as they are typed beside a calendar that is typed without its cast: its local time, as with the cast; a time that is no calendar says no zone
SELECT funnel_agg(c, at, a, 'a -> b[<=4h]', 'tz Asia/Shanghai; mon-fri 9-18') = funnel_agg(c, at, a, 'a -> b[<=4h]', 'tz Asia/Shanghai; mon-fri 9-18'::calendar) AS same,
       funnel_count_agg(c, at, a, 'a -> b[<=4h]', 'tz Asia/Shanghai; mon-fri 9-18') = funnel_count_agg(c, (at || '+08')::timestamptz, a, 'a -> b[<=4h]', 'tz Asia/Shanghai; mon-fri 9-18') AS counts,
       level(funnel_case_agg((at || '+08')::timestamptz, a, 'a -> b[<=4h]'), 'a -> b[<=4h]', 'tz Asia/Shanghai; mon-fri 9-18') AS level
FROM (VALUES (1, '2026-03-06 17:00', 'a'), (1, '2026-03-09 11:00', 'b')) v(c, at, a);
SELECT funnel_agg(c, at, a, 'a -> b', '2026-03-10Z') FROM (VALUES (1, '2026-03-06 17:00', 'a')) v(c, at, a);
SELECT funnel_agg(c, at, a, 'a -> b', NULL) FROM (VALUES (1, '2026-03-06 17:00Z', 'a')) v(c, at, a);
-- a seq that is a text, as in a file, stands where a calendar may
SELECT funnel_agg(c, at, a, 'a -> b', line) FROM (VALUES (1, '2026-03-06 17:00Z', 'a', '17')) v(c, at, a, line);
SELECT process_agg(c, at, a, NULL, line) FROM (VALUES (1, '2026-03-06 17:00Z', 'a', '17')) v(c, at, a, line);
