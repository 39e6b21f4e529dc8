-- funnels: funnel_spec, level, steps, funnel_count_agg, window_funnel
SET timezone = 'UTC';
SET search_path = csq, csq_internal, public;
SET extra_float_digits = 0;

-- ---- the language ----
SELECT 'opened->replied [ <= 240 min ]-> resolved | "closed -> done" ; within 7 days; ties strict;'::funnel_spec;
SELECT '投诉 -> 已解决[1h..2d]; within 1 week; order then; chain first'::funnel_spec;
SELECT 'a->b'::funnel_spec = ' a  ->  b ; ties any' AS same, 'a -> b'::funnel_spec <> 'a -> b; within 1d' AS differs;
SELECT 'opened -> '::funnel_spec;
SELECT 'opened[<=4h] -> replied'::funnel_spec;
SELECT 'opened -> replied[<=4 fortnights]'::funnel_spec;
SELECT 'opened -> replied; within 1 month'::funnel_spec;
SELECT 'opened -> replied; within 1d; within 2d'::funnel_spec;
-- optional and repeated steps, orders, exclusions, chains: one canonical form for what means the same
SELECT f, f::funnel_spec FROM (VALUES (1, 'a->b ?->c{3} [ <= 60 min ]'), (2, 'a -> a[<=1h] -> a[<=1h] -> b? -> b?'), (3, 'a|b{2}; order any; chain last; within 2 weeks'),
  (4, 'opened -> replied[<=4h] -> resolved; not reopened; within 7d'), (5, 'a -> b -> c; chain fastest; not x | "y, z" between 1 and 3 drop chain; not "call drop" between 2 and 3 drop journey; ties seq; order strict'),
  (6, 'drop off -> between calls; not hung up drop journey')) x(i, f) ORDER BY i;
SELECT 'a -> a'::funnel_spec = 'a{2}' AS same, 'a -> b; not c'::funnel_spec = 'a -> b; not c between 1 and 2 drop chain; chain first' AS also, 'a -> b; not c'::funnel_spec <> 'a -> b; not c drop journey' AS differs;
SELECT 'opened? -> replied'::funnel_spec;
SELECT 'opened -> replied?{2}'::funnel_spec;
SELECT 'opened -> replied?|called'::funnel_spec;
SELECT 'opened -> replied{0}'::funnel_spec;
SELECT 'opened -> replied{2'::funnel_spec;
SELECT 'opened -> replied{64}'::funnel_spec;
SELECT 'opened{1}[<=1h] -> replied'::funnel_spec;
SELECT 'opened -> replied; order random'::funnel_spec;
SELECT 'opened -> replied; ties none'::funnel_spec;
SELECT 'opened -> replied; chain longest'::funnel_spec;
SELECT 'opened -> replied; reopened not'::funnel_spec;
SELECT 'opened; not reopened'::funnel_spec;
SELECT 'opened -> replied; not between 1 and 2'::funnel_spec;
SELECT 'opened -> replied; not reopened between 2 and 3'::funnel_spec;
SELECT 'opened -> replied; not reopened between opened and replied'::funnel_spec;
SELECT 'opened -> replied; not reopened drop case'::funnel_spec;
SELECT 'opened -> replied[<=1h]; order any'::funnel_spec;
SELECT 'opened -> replied -> resolved; not reopened between 1 and 2; order any'::funnel_spec;
SELECT 'opened -> replied?->resolved; order any; not reopened|closed; not "by bot" drop journey'::funnel_spec;
SELECT 'a -> b -> c? -> d -> e; not x between 1 and 3; not y between 4 and 5'::funnel_spec;
SELECT 'opened -> replied; calendar office'::funnel_spec;
SELECT ('opened -> replied' || repeat('; not x', 65))::funnel_spec;
SELECT ('s' || string_agg('|s' || i, '' ORDER BY i))::funnel_spec FROM generate_series(1, 1024) i;
SELECT repeat('x', 65537)::funnel_spec;

-- ---- level and steps ----
CREATE TEMP TABLE j (id int, j journey);
INSERT INTO j VALUES
  (1, '{"v":1,"events":[["2026-01-05T09:00:00Z","opened"],["2026-01-05T10:00:00Z","replied"],["2026-01-05T11:00:00Z","replied"],["2026-01-06T09:00:00Z","resolved"]]}'),
  (2, '{"v":1,"events":[["2026-01-05T09:00:00Z","replied"],["2026-01-05T10:00:00Z","opened"]]}'),
  (3, '{"v":1,"events":[["2026-01-05T09:00:00Z","opened"],["2026-01-07T09:00:00Z","opened"],["2026-01-07T10:00:00Z","replied"],["2026-01-09T09:00:00Z","resolved"]]}'),
  (4, '{"v":1,"events":[["2026-01-05T09:00:00Z","replied",null,null,1],["2026-01-05T09:00:00Z","opened",null,null,2],["2026-01-05T09:00:00Z","resolved"]]}'),
  (5, '{"v":1,"events":[["2026-01-05T09:00:00Z","closed"]]}'),
  (6, '{"v":1,"events":[]}'),
  (7, NULL);
SELECT id, level(j, 'opened -> replied -> resolved'), steps(j, 'opened -> replied -> resolved') FROM j ORDER BY id;
-- the latest start that fits is found: not the first one
SELECT id, level(j, 'opened -> replied -> resolved; within 2d'), steps(j, 'opened -> replied -> resolved; within 2d') FROM j WHERE id IN (1, 3) ORDER BY id;
-- gaps
SELECT id, level(j, 'opened -> replied[<=1h] -> resolved'), level(j, 'opened -> replied[>=90min] -> resolved'),
       steps(j, 'opened -> replied[>=90min] -> resolved'), level(j, 'opened -> replied[1d..3d]') FROM j WHERE id IN (1, 3) ORDER BY id;
-- ties
SELECT level(j, 'opened -> replied -> resolved') AS any, level(j, 'opened -> replied -> resolved; ties seq') AS seq,
       level(j, 'opened -> resolved; ties seq') AS seq_last, level(j, 'opened -> replied -> resolved; ties strict') AS strict FROM j WHERE id = 4;
-- one event is one step
SELECT level(j, 'replied -> replied'), level(j, 'replied -> replied -> replied'), level(j, 'opened|replied -> opened|replied -> resolved|replied') FROM j WHERE id = 1;
-- a specification per row
SELECT id, level(j, spec) FROM j, (VALUES ('opened'::funnel_spec), ('replied -> opened'), ('closed')) s(spec) WHERE id IN (2, 5) ORDER BY id, spec::text;
-- a variable whose next value lies where the last one was
CREATE FUNCTION pg_temp.levels(j journey, specs text[]) RETURNS text LANGUAGE plpgsql AS $$
DECLARE s funnel_spec; r text := ''; BEGIN FOR i IN 1 .. 10 LOOP s := NULL; s := specs[i % 2 + 1]::funnel_spec; r := r || level(j, s); END LOOP; RETURN r; END $$;
SELECT pg_temp.levels(j, '{opened -> replied,opened -> refused}') FROM j WHERE id = 1;
SELECT level(j, 'opened -> replied'), steps(NULL::journey, 'opened') IS NULL AS null_in FROM j WHERE id = 7;

-- ---- exclusions ----
CREATE TEMP TABLE k (id int, j journey);
INSERT INTO k SELECT id, journey_agg('2026-01-05'::timestamptz + hour * interval '1 hour', activity) FROM (VALUES
  (1, 1, 'opened'), (1, 2, 'replied'), (1, 3, 'reopened'), (1, 4, 'resolved'),
  (2, 1, 'opened'), (2, 2, 'reopened'), (2, 3, 'opened'), (2, 4, 'replied'), (2, 5, 'resolved'), (2, 6, 'reopened'),
  (3, 1, 'opened'), (3, 2, 'replied'), (3, 2, 'reopened'), (3, 3, 'resolved'),
  (4, 1, 'reopened'), (4, 1, 'opened'), (4, 3, 'resolved'),
  (5, 1, 'opened'), (5, 2, 'replied'), (5, 3, 'replied'), (5, 5, 'closed'), (5, 9, 'resolved')) x(id, hour, activity) GROUP BY id;
-- 1: between 2 and 3; 2: the second start; 3: at the time of step 2; 4: nothing to exclude
SELECT id, level(j, 'opened -> replied -> resolved; not reopened') AS chain, level(j, 'opened -> replied -> resolved; not reopened between 1 and 2') AS first_two,
       level(j, 'opened -> replied -> resolved; not reopened drop journey') AS journey, level(j, 'opened -> replied -> resolved; not reopened; ties strict') AS strict,
       steps(j, 'opened -> replied -> resolved; not reopened') FROM k ORDER BY id;
SELECT id, steps(j, 'opened -> replied -> resolved; not reopened drop journey') IS NULL AS out FROM k ORDER BY id;
-- an event of the chain is none of its exclusions: the last reply counts, and only it
SELECT id, level(j, 'opened -> replied -> closed; not replied') AS none_else, level(j, 'opened -> replied -> closed; not replied between 2 and 3') AS last_reply,
       steps(j, 'opened -> replied -> closed; not replied between 2 and 3') FROM k WHERE id = 5;
-- dropped journeys are in no funnel
SELECT step, reached FROM stages((SELECT funnel_count_agg(j, 'opened -> replied -> resolved; not reopened drop journey') FROM k));

-- ---- optional and repeated steps ----
SELECT id, level(j, 'opened -> replied? -> resolved'), steps(j, 'opened -> replied? -> resolved'), level(j, 'opened -> replied{2} -> resolved') AS twice,
       level(j, 'opened -> replied{2}[<=30m] -> resolved') AS soon FROM k WHERE id IN (2, 4, 5) ORDER BY id;
SELECT level(j, 'opened -> replied? -> closed? -> resolved[<=4h]'), level(j, 'opened -> replied? -> resolved[<=4h]') AS from_reply FROM k WHERE id = 5;

-- ---- orders ----
SELECT id, level(j, 'opened -> replied -> resolved; order strict') AS strict, level(j, 'resolved -> replied -> opened; order any') AS any,
       level(j, 'resolved -> replied -> opened; order any; within 1h') AS hour, steps(j, 'resolved -> replied -> opened; order any; within 1h') FROM k ORDER BY id;

-- ---- which chain ----
CREATE TEMP TABLE c (j journey);
INSERT INTO c SELECT journey_agg('2026-01-05'::timestamptz + hour * interval '1 hour', activity)
FROM (VALUES (1, 'a'), (4, 'b'), (6, 'a'), (7, 'b'), (10, 'a'), (15, 'b'), (16, 'b')) x(hour, activity);
SELECT steps(j, 'a -> b') AS first, steps(j, 'a -> b; chain last') AS last, steps(j, 'a -> b; chain fastest') AS fastest FROM c;
-- in any order: exclusions lie between the first and the last event of the chain, optional steps are not needed to be complete
CREATE TEMP TABLE x (id int, j journey);
INSERT INTO x SELECT id, journey_agg('2026-01-05 09:00+00'::timestamptz + min * interval '1 minute', activity) FROM (VALUES
  (1, 0, 'c'), (1, 5, 'x'), (1, 9, 'a'), (1, 12, 'b'),
  (2, 0, 'x'), (2, 0, 'b'), (2, 3, 'a'), (2, 7, 'x'), (2, 7, 'c'),
  (3, 0, 'a'), (3, 4, 'x'), (3, 8, 'b'),
  (4, 0, 'b'), (4, 2, 'c'), (4, 30, 'a'), (4, 40, 'c'), (4, 50, 'b')) v(id, min, activity) GROUP BY id;
SELECT id, level(j, 'a -> b -> c; order any') AS level, level(j, 'a -> b -> c; order any; not x') AS chain, level(j, 'a -> b -> c; order any; not x drop journey') AS journey,
       level(j, 'a -> b? -> c; order any') AS optional, level(j, 'a -> b? -> c; order any; not x') AS both, level(j, 'a -> b -> c -> x?; order any; not x') AS used FROM x ORDER BY id;
SELECT id, steps(j, 'a -> b -> c; order any; not x') AS chain, steps(j, 'a -> b? -> c; order any') AS optional, steps(j, 'a -> b? -> c; order any; chain last') AS last FROM x ORDER BY id;
SELECT id, level(j, 'a -> b -> c; order any; within 10m') AS clock, level(j, 'a -> b -> c; order any; within 10m; not x', 'tz UTC; mon-fri 09:05-17:00') AS working FROM x ORDER BY id;
SELECT f, f = (SELECT funnel_count_agg(id, e.at, e.activity, spec) FROM x, events(j) e) AS one_level, (SELECT array_agg(reached ORDER BY step) FROM stages(f)) AS reached, num_excluded(f)
FROM (VALUES (1, 'a -> b -> c; order any; not x'::funnel_spec), (2, 'a -> b -> c; order any; not x drop journey'), (3, 'a -> b? -> c; order any')) s(n, spec),
  LATERAL (SELECT funnel_count_agg(j, spec) AS f FROM x) y ORDER BY n;
SELECT step, label, reached, median_gap, median_total, dropped FROM stages((SELECT funnel_agg(j, 'a -> b? -> c; order any; not x') FROM x));
SELECT * FROM lost_to((SELECT funnel_agg(j, 'a -> b? -> c; order any; not x') FROM x));
SELECT steps(j, 'b -> a; order any') AS first, steps(j, 'b -> a; order any; chain last') AS last, steps(j, 'b -> a; order any; chain fastest') AS fastest FROM c;

-- ---- working time: a reply on Monday morning to a request on Friday evening ----
CREATE TEMP TABLE w (j journey);
INSERT INTO w VALUES ('{"v":1,"events":[["2026-01-09T16:00:00Z","opened"],["2026-01-12T09:30:00Z","replied"],["2026-01-12T20:00:00Z","resolved"],["2026-01-13T09:10:00Z","resolved"]]}');
SELECT level(j, 'opened -> replied[<=2h]'), level(j, 'opened -> replied[<=2h]', 'tz UTC; mon-fri 09:00-17:00') AS working,
       level(j, 'opened -> replied[<=89m]', 'tz UTC; mon-fri 09:00-17:00') AS less, level(j, 'opened -> replied -> resolved; within 9h', 'tz UTC; mon-fri 09:00-17:00') AS whole,
       steps(j, 'opened -> replied -> resolved[>=7h31m]', 'tz UTC; mon-fri 09:00-17:00') FROM w;
SELECT level(j, 'opened -> replied', 'tz UTC; mon-fri 09:00-17:00; valid 2026-01-01..2026-01-10') FROM w;
SELECT level(j, 'opened', 'tz UTC; mon-fri 09:00-17:00; valid 2026-01-01..2026-01-10'), level(j, 'opened -> replied', NULL::calendar) IS NULL AS null_in FROM w;

-- against business_time, over a change of clocks: is there a pair within 3 working hours, a least span of working time?
CREATE TEMP TABLE we AS SELECT g, timestamptz '2026-03-26 00:00+00' + get_byte(h, 0) * interval '41 min' AS at, chr(97 + get_byte(h, 1) % 3) AS a
FROM generate_series(1, 300) g, generate_series(1, 6) o, decode(md5(g || '-' || o), 'hex') h;
SELECT count(*) FILTER (WHERE (level(j, 'a -> b[<=3h]', cal) = 2) <> pair) AS different, count(*) FILTER (WHERE pair) BETWEEN 30 AND 270 AS varied,
       count(*) FILTER (WHERE business_time(cal, s[1], s[2]) IS DISTINCT FROM least) AS slower, count(*) FILTER (WHERE level(j, 'a -> b[<=3h]') <> level(j, 'a -> b[<=3h]', cal)) > 30 AS not_the_clock
FROM (SELECT g, journey_agg(at, a) AS j FROM we GROUP BY g) x,
  LATERAL (SELECT 'tz Europe/Berlin; mon-sun 08:00-12:00, 13:00-18:00; 2026-03-27 closed'::calendar AS cal) c,
  LATERAL (SELECT steps(j, 'a -> b[>=1us]; chain fastest', cal) AS s) y,
  LATERAL (SELECT coalesce(bool_or(spent <= '3 h'), false) AS pair, min(spent) FILTER (WHERE spent > '0') AS least
           FROM (SELECT business_time(cal, p.at, q.at) AS spent FROM we p, we q WHERE p.g = x.g AND q.g = x.g AND p.a = 'a' AND q.a = 'b' AND q.at >= p.at) z) w;

-- ---- window_funnel ----
CREATE TEMP TABLE ev (id int, at timestamptz, step int);
INSERT INTO ev VALUES (1, '2026-01-05 09:00', 1), (1, '2026-01-05 10:00', 2), (1, '2026-01-05 10:30', NULL), (1, '2026-01-06 09:00', 3),
  (2, '2026-01-05 09:00', 2), (2, '2026-01-05 09:00', 1), (3, '2026-01-05 09:00', NULL), (3, '2026-01-05 10:00', 0), (3, '2026-01-05 10:00', 65),
  (4, NULL, 1), (5, '2026-01-05 09:00', 2), (5, '2026-01-05 09:30', 1);
SELECT id, window_funnel(at, step, '1 day'), window_funnel(at, step, '23:59:59.999999'), window_funnel(at, step, '0'), level(window_funnel_agg(at, step, '1 day'))
FROM ev GROUP BY id ORDER BY id;
SELECT window_funnel(at, step, '1 month') FROM ev;
SELECT window_funnel(at, step, '-1 day') FROM ev;
SELECT window_funnel(at, step, NULL) FROM ev;
SELECT window_funnel(at, step, id * interval '1 day') FROM ev;
SELECT window_funnel('infinity', 1, '1 day');
SELECT window_funnel(timestamptz '20000-01-01', 1, '1 day');
SELECT rollup(s) FROM (SELECT window_funnel_agg(at, step, id * interval '1 day') AS s FROM ev WHERE id < 3 GROUP BY id) x;
SELECT level(rollup(s)) FROM (SELECT window_funnel_agg(at, step, '1 day') AS s FROM ev WHERE id < 3 GROUP BY at) x;
-- a case of window_funnel has no specification, and one of a specification no window
SELECT level(window_funnel_agg(at, step, '1 day'), 'opened') FROM ev;
SELECT steps(window_funnel_agg(at, step, '1 day'), 'opened') FROM ev;
SELECT level(funnel_case_agg(at, 'opened', 'opened')) FROM ev;
SELECT window_funnel_append(funnel_case_agg(at, 'opened', 'opened'), now(), 1, '1 day') FROM ev;
SELECT rollup(s) FROM (SELECT window_funnel_agg(at, step, '1 day') FROM ev UNION ALL SELECT funnel_case_agg(at, 'opened', 'opened') FROM ev) x(s);
-- more steps than one would draw: 64
SELECT window_funnel('2026-01-01'::timestamptz + (i * 37 % 64) * interval '1 h', i * 37 % 64 + 1, '63 h'),
       window_funnel('2026-01-01'::timestamptz + (i * 37 % 64) * interval '1 h', i * 37 % 64 + 1, '62 h') FROM generate_series(0, 63) i;
-- as a window aggregate
SELECT at, step, window_funnel(at, step, '1 day') OVER (ORDER BY at ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) FROM ev WHERE id = 1 ORDER BY at;

-- ---- order unbroken: as windowFunnel(..., 'strict_order') of ClickHouse 26.7 has it (run on 6,000 random cases, all alike) ----
SELECT s, level(j, 'A -> B -> C; order unbroken') AS unbroken, level(j, 'A -> B -> C; order strict') AS strict, steps(j, 'A -> B -> C; order unbroken') AS times
FROM (SELECT s, journey_agg('2026-03-02 09:00+00'::timestamptz + o * interval '1 min', a) AS j
  FROM (VALUES ('A A B B C C'), ('A D A B C'), ('A B D C'), ('A C B'), ('B A B C'), ('D A B C'), ('A B A C'), ('A B C'), ('A')) v(s), unnest(string_to_array(s, ' ')) WITH ORDINALITY u(a, o) GROUP BY s) x ORDER BY s;
SELECT 'a -> b order unbroken'::funnel_spec;
SELECT 'a -> b[<=1h]; order unbroken'::funnel_spec;
SELECT 'a -> b?; order unbroken'::funnel_spec;
SELECT 'a -> b[ > 4h]'::funnel_spec;
SELECT 'a -> b; order unbroken; not c'::funnel_spec;
SELECT 'a -> b; order unbroken; ties strict'::funnel_spec;
SELECT 'a->b; same  channel ;chain last; order unbroken; within 30天'::funnel_spec, 'a -> "b same value"'::funnel_spec;

-- ---- holding constant: the same channel, the same value ----
CREATE TEMP TABLE shop AS SELECT c, journey_agg('2026-03-02 09:00+00'::timestamptz + get_byte(h, 0) * interval '1 min', (ARRAY['view','cart','pay'])[1 + get_byte(h, 1) % 3], (ARRAY['shoe','hat','bag',NULL])[1 + get_byte(h, 2) % 4], get_byte(h, 2) % 4) AS j
FROM generate_series(1, 500) c, generate_series(1, 9) k, decode(md5(c || '+' || k), 'hex') h GROUP BY c;
SELECT count(*) FILTER (WHERE l <> (SELECT coalesce(max(level(p, 'view -> cart -> pay; within 2h')), 0) FROM (SELECT journey_agg(at, activity) AS p FROM events(j) WHERE channel IS NOT NULL GROUP BY channel) x)) AS channel,
  count(*) FILTER (WHERE v <> (SELECT max(level(p, 'view -> cart -> pay; within 2h')) FROM (SELECT journey_agg(at, activity) AS p FROM events(j) GROUP BY value) x)) AS value,
  count(*) FILTER (WHERE l = 3) > 20 AS some, count(*) FILTER (WHERE l < level(j, 'view -> cart -> pay; within 2h')) > 50 AS matters
FROM (SELECT j, level(j, 'view -> cart -> pay; within 2h; same channel') AS l, level(j, 'view -> cart -> pay; within 2h; same value') AS v FROM shop) x;
SELECT count(*) AS without_a_product FROM shop, LATERAL (SELECT steps(j, 'view -> cart -> pay; same channel') AS s) x
WHERE cardinality(s) = 3 AND NOT EXISTS (SELECT FROM events(j) a JOIN events(j) b USING (channel) JOIN events(j) d USING (channel) WHERE a.activity = 'view' AND a.at = s[1] AND b.activity = 'cart' AND b.at = s[2] AND d.activity = 'pay' AND d.at = s[3]);
SELECT step, reached, attempts FROM stages((SELECT funnel_agg(j, 'view -> cart -> pay; within 2h; same channel') FROM shop));
SELECT funnel_agg(1, now(), 'a', 'a -> b; same value');
SELECT level(journey_agg(now(), 'a'), 'a -> b; same value');
SELECT sketch(journey_agg(now(), 'a'), 'a -> b; same value');

-- ---- by the period of entry: what steps() says, in every unit and zone ----
CREATE TEMP TABLE entries AS
SELECT i, journey_agg(timestamptz '2026-02-20' + (h % 991) * interval '97 min', (ARRAY['a', 'b', 'c', 'x'])[1 + h / 991 % 4]) AS j
FROM (SELECT i, o, ('x' || left(md5(i || ' ' || o), 7))::bit(28)::int AS h FROM generate_series(1, 300) i, generate_series(1, 6) o WHERE o <= 1 + i % 6) x GROUP BY i;
SELECT count(*) AS asked, count(*) FILTER (WHERE got IS NULL) BETWEEN 1000 AND 9000 AS some_never, count(*) FILTER (WHERE got IS DISTINCT FROM date_trunc(unit, first AT TIME ZONE zone)::date) AS wrong
FROM unnest('{day,week,month,quarter,year}'::text[]) unit, unnest('{UTC,Asia/Kolkata,America/New_York}'::text[]) zone, unnest('{a -> b; within 5d,a -> b? -> c,a -> b -> c; order any; within 9d,a -> b; not x drop journey}'::text[]) spec, entries,
  LATERAL (SELECT entered(j, spec::funnel_spec, unit, zone) AS got, (SELECT min(t) FROM unnest(steps(j, spec::funnel_spec)) t) AS first) y;
SELECT count(*) AS asked, count(got) > 500 AS many, count(*) FILTER (WHERE got IS DISTINCT FROM date_trunc(unit, (steps(j, 'a -> b[<=20h]; within 5d', working))[1] AT TIME ZONE 'Asia/Tokyo')::date) AS wrong
FROM entries, unnest('{day,week,month}'::text[]) unit, (VALUES ('tz Asia/Tokyo; mon-fri 9-18'::calendar)) c(working), LATERAL (SELECT entered(j, 'a -> b[<=20h]; within 5d', working, unit) AS got) y;
-- one call, one funnel for each period; together they are the funnel of all
SELECT count(*) > 3 AS many, rollup(f) = (SELECT funnel_agg(j, 'a -> b; within 5d') FROM entries) AS whole FROM (SELECT entered(j, 'a -> b; within 5d', 'week'), funnel_agg(j, 'a -> b; within 5d') AS f FROM entries GROUP BY 1) x;
SELECT entered(j, 'a', 'fortnight') FROM entries WHERE i = 1;
SELECT entered(j, 'a', 'day', 'CET-1') FROM entries WHERE i = 1;
SELECT entered(j, 'a', 'tz Asia/Tokyo; mon-fri 9-18', 'week') FROM entries WHERE i = 1;
SELECT entered('{"v":1,"events":[]}', 'a') IS NULL AS empty, entered(NULL, 'a') IS NULL AS null;
-- any event is no step, nor an exclusion or an activity of a rule; a label of that name is quoted
SELECT '. -> a'::funnel_spec;
SELECT 'a -> b; not .'::funnel_spec;
SELECT 'a -> "."; not "."'::funnel_spec;
-- units of time in words: one or many, in any case
SELECT ('a -> b; within 1 ' || u)::funnel_spec AS one, ('a -> b; within 2' || upper(u) || 'S')::funnel_spec AS many, ('a ~> b within 2 ' || u || 's')::pattern AS pattern FROM unnest('{week,wk,day,hour,hr,minute,min,second,sec,millisecond,microsecond}'::text[]) WITH ORDINALITY x(u, o) ORDER BY o;
SELECT ('a -> b; within 2 ' || u)::funnel_spec FROM unnest('{dayss}'::text[]) u;
SELECT 'a -> b; within 2 ds'::funnel_spec;
SELECT 'a -> b; within 2 months'::funnel_spec;
