-- funnels: funnel_spec, level, steps, funnel_agg, window_funnel
SET timezone = 'UTC';
SET search_path = csq, public;
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
-- reserved
SELECT 'opened -> replied?'::funnel_spec;
SELECT 'opened -> replied{2}'::funnel_spec;
SELECT 'opened -> replied; not reopened'::funnel_spec;
SELECT 'opened -> replied; order any'::funnel_spec;
SELECT 'opened -> replied; chain fastest'::funnel_spec;
SELECT 'opened -> replied; calendar office'::funnel_spec;

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
SELECT level(j, 'opened -> replied'), steps(NULL, 'opened') IS NULL AS null_in FROM j WHERE id = 7;

-- ---- window_funnel ----
CREATE TEMP TABLE ev (id int, at timestamptz, step int);
INSERT INTO ev VALUES (1, '2026-01-05 09:00', 1), (1, '2026-01-05 10:00', 2), (1, '2026-01-05 10:30', NULL), (1, '2026-01-06 09:00', 3),
  (2, '2026-01-05 09:00', 2), (2, '2026-01-05 09:00', 1), (3, '2026-01-05 09:00', NULL), (3, '2026-01-05 10:00', 0), (3, '2026-01-05 10:00', 65),
  (4, NULL, 1), (5, '2026-01-05 09:00', 2), (5, '2026-01-05 09:30', 1);
SELECT id, window_funnel(at, step, '1 day'), window_funnel(at, step, '23:59:59.999999'), window_funnel(at, step, '0'), window_funnel_agg(at, step, '1 day')
FROM ev GROUP BY id ORDER BY id;
SELECT window_funnel(at, step, '1 month') FROM ev;
SELECT window_funnel(at, step, '-1 day') FROM ev;
SELECT window_funnel(at, step, NULL) FROM ev;
SELECT window_funnel(at, step, id * interval '1 day') FROM ev;
SELECT window_funnel('infinity', 1, '1 day');
SELECT window_funnel('20000-01-01', 1, '1 day');
SELECT rollup(s) FROM (SELECT window_funnel_agg(at, step, id * interval '1 day') AS s FROM ev WHERE id < 3 GROUP BY id) x;
SELECT '{"v":1,"within_us":1,"events":[["2026-01-05T09:00:00Z",65]]}'::window_funnel_state;
SELECT level('{"v":1,"within_us":60000000,"events":[["2026-01-05T09:01:00Z",2],["2026-01-05T09:00:00Z",1]]}'::window_funnel_state);
-- more steps than one would draw: 64
SELECT window_funnel('2026-01-01'::timestamptz + (i * 37 % 64) * interval '1 h', i * 37 % 64 + 1, '63 h'),
       window_funnel('2026-01-01'::timestamptz + (i * 37 % 64) * interval '1 h', i * 37 % 64 + 1, '62 h') FROM generate_series(0, 63) i;
-- as a window aggregate
SELECT at, step, window_funnel(at, step, '1 day') OVER (ORDER BY at ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) FROM ev WHERE id = 1 ORDER BY at;
