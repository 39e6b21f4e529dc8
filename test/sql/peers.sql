-- What other tools say of one log: constants, measured with them. The log below went into each as rows in the order of c, n.
-- ClickHouse 26.7 (npm package chdb 3.4): sequenceMatch, sequenceCount, sequenceNextNode, windowFunnel.
-- edeaR 1.0.0 of the bupaverse (bupaR 1.0.0) on R 4.2: each piece of work with its start and its completion.
-- pm4py 2.7.14: the completions, with the start beside them for get_service_time.
-- ChannelAttribution 2.2.4 and markovchain 0.9.1 on R 4.2: paths to the goal.
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
-- throughput_time, processing_time and idle_time of the log in minutes: min, quartiles, mean, max, standard deviation; idle_time of the 310 cases that have any
SELECT name, x = y AS same FROM work, (VALUES ('throughput', 400, '{0,6,11,22,45,14.445,10.5187254}'::numeric[]), ('processing', 400, '{0,4,8,12,20,8.1425,4.9723238}'), ('idle', 310, '{1,3,8,14,32,9.6129032,7.0782836}')) v(name, n, x),
  LATERAL (SELECT count(*) AS cases, ARRAY[min(m), percentile_cont(0.25) WITHIN GROUP (ORDER BY m), percentile_cont(0.5) WITHIN GROUP (ORDER BY m), percentile_cont(0.75) WITHIN GROUP (ORDER BY m), max(m), round(avg(m)::numeric, 7), round(stddev(m)::numeric, 7)]::numeric[] AS y
    FROM case_times(w), LATERAL (SELECT extract(epoch FROM CASE name WHEN 'throughput' THEN duration WHEN 'processing' THEN working ELSE waiting END)::float8 / 60 AS m) t WHERE name <> 'idle' OR m > 0) z WHERE z.cases = v.n;

-- ---- pm4py ----
-- discover_performance_dfg: n, mean, max, min, sum and standard deviation in seconds
SELECT count(*) AS edges, count(*) FILTER (WHERE ARRAY[n, round(extract(epoch FROM mean), 6), extract(epoch FROM max), extract(epoch FROM min), extract(epoch FROM total), round(extract(epoch FROM stddev), 6)] = theirs) AS same
FROM work, edges(by_end) JOIN (VALUES ('aa', '{157,176.178344,360,0,27660,113.004056}'::numeric[]), ('ab', '{156,164.230769,360,0,25620,108.431863}'), ('ac', '{150,171.2,360,0,25680,109.556274}'), ('ad', '{52,188.076923,360,0,9780,110.205485}'),
  ('ba', '{150,177.6,360,0,26640,113.561502}'), ('bb', '{166,173.493976,360,0,28800,118.908508}'), ('bc', '{138,167.826087,360,0,23160,120.034904}'), ('bd', '{67,158.507463,360,0,10620,110.388484}'),
  ('ca', '{168,159.285714,360,0,26760,107.489431}'), ('cb', '{150,196.8,360,0,29520,114.46004}'), ('cc', '{140,174.857143,360,0,24480,117.046911}'), ('cd', '{62,165.483871,360,0,10260,105.156829}'),
  ('da', '{61,197.704918,360,0,12060,112.433587}'), ('db', '{52,162.692308,360,0,8460,121.366652}'), ('dc', '{58,155.172414,360,0,9000,114.635064}'), ('dd', '{48,175,360,0,8400,119.89357}')) v(edge, theirs) ON edge = source || target;
-- start and end activities, get_rework_cases_per_activity; variants; discover_eventually_follows_graph; handover of work (times all moves), working together (times all events); get_service_time; get_all_case_durations
SELECT (SELECT jsonb_object_agg(activity, ARRAY[starts, ends, reworked_cases]) FROM activities(by_end)) = '{"a": [113, 134, 191], "b": [114, 117, 192], "c": [138, 104, 174], "d": [35, 45, 76]}' AS activities,
       (SELECT count(*) FROM variants(by_end, 1000)) = 320 AS variants,
       (SELECT array_agg(n ORDER BY source, target) FROM eventually_follows(by_end)) = '{580,564,498,212,593,530,514,227,611,579,510,198,224,191,194,195}' AS eventually_follows,
       (SELECT array_agg(n ORDER BY source, target) FROM handovers(by_end)) = '{169,229,183,194,191,216,205,203,185}' AS handovers,
       (SELECT array_agg(cases ORDER BY a, b) FROM worked_together(w)) = '{279,263,266}' AS worked_together,
       (SELECT array_agg(round(extract(epoch FROM working_mean), 6) ORDER BY activity) FROM activity_times(w)) = '{90.231125,86.050157,93.653846,89.090909}' AS service_time,
       (SELECT throughput(by_end, 1) = '2520 s' AND sum(n * mean_duration) = '306900 s' FROM variants(by_end, 1000)) AS durations FROM work;
-- conformance_declare with one rule at a time: the cases that deviate. Of succession, chain response and chain precedence it has 328, 282 and 331, the first of which counts the 29 cases with neither activity; of the traces as texts, these three are by regular expressions
SELECT count(*) AS rules, count(*) FILTER (WHERE violated = theirs) AS same FROM work, (VALUES ('existence(a)', 100), ('exactly(a)', 291), ('init(a)', 287), ('absence(a)', 300), ('responded_existence(a, b)', 62), ('coexistence(a, b)', 133), ('response(a, b)', 190),
  ('precedence(a, b)', 188), ('chain_succession(a, b)', 362), ('not_coexistence(a, b)', 238)) v(r, theirs), LATERAL (SELECT violated FROM check_rules(by_end, ARRAY[r]) WHERE rule <> 'any') x;
SELECT r, violated = (SELECT count(*) FROM (SELECT string_agg(activity, '' ORDER BY n) AS t FROM event GROUP BY c) y WHERE t ~ broken) AS same
FROM work, (VALUES ('succession(a, b)', 'a[^b]*$|^[^a]*b'), ('chain_response(a, b)', 'a([^b]|$)'), ('chain_precedence(a, b)', '(^|[^a])b')) v(r, broken), LATERAL (SELECT violated FROM check_rules(by_end, ARRAY[r]) WHERE rule <> 'any') x;

-- ---- ChannelAttribution: 365 paths that do not begin with the goal d, of which 102 reach it; heuristic_models; removal effects and probabilities by absorptionProbabilities of markovchain, of which those that markov_model simulates are within .0003 (with max_step = 100000: as it comes it cuts its paths short, and has .007 less) ----
SELECT (SELECT bool_and(abs(effect - theirs) < 1e-11) AND count(*) = 3 FROM removal_effect(p, 'd') JOIN (VALUES ('a', 0.64591345836), ('b', 0.680824011981), ('c', 0.701441553863)) v(activity, theirs) USING (activity)) AS removal_effect,
       (SELECT bool_and(abs(probability - theirs) < 1e-11) AND count(*) = 3 FROM outcomes(p, '{d}') JOIN (VALUES ('a', 0.269455093021), ('b', 0.282847492893), ('c', 0.284833045644)) v(activity, theirs) USING (activity) WHERE outcome = 'd') AS outcomes,
       (SELECT array_agg(credit ORDER BY activity) FROM credit(p, 'd', 'first') WHERE activity IS NOT NULL) = '{38,31,33}' AS first_touch, (SELECT array_agg(credit ORDER BY activity) FROM credit(p, 'd', 'last') WHERE activity IS NOT NULL) = '{28,38,36}' AS last_touch,
       (SELECT array_agg(round(credit::numeric, 5) ORDER BY activity) FROM credit(p, 'd', 'linear') WHERE activity IS NOT NULL) = '{32.15833,35.23333,34.60833}' AS linear_touch
FROM (SELECT process_agg(j) AS p FROM journeys WHERE (trace(j))[1] <> 'd') x;

-- ---- survival 3.5 on R: survfit(Surv(t, s) ~ 1, conf.type = "log-log") of the time to the second step, each watched until as_of and no longer than the window ----
SELECT reached, pending, abs(expected_share - 0.525115234603) < 1e-11 AS share, abs(expected_lo - 0.462738478025) < 1e-11 AS lo, abs(expected_hi - 0.590415217998) < 1e-11 AS hi
FROM stages((SELECT funnel_agg(j, 'opened -> solved; within 4d', '2026-03-12 00:00Z') FROM (
  SELECT journey_agg(e.at, activity) AS j FROM (SELECT c, timestamptz '2026-03-02 00:00+00' + (get_byte(h, 0) * 256 + get_byte(h, 1)) % 14400 * interval '1 min' AS at, CASE WHEN get_byte(h, 2) < 180 THEN (get_byte(h, 3) * get_byte(h, 4) % 9000) * interval '1 min' END AS took
    FROM generate_series(1, 300) c, decode(md5('km' || c), 'hex') h) o, LATERAL (VALUES (at, 'opened'), (at + took, 'solved')) e(at, activity) WHERE e.at IS NOT NULL GROUP BY c) x)) WHERE step = 2;
