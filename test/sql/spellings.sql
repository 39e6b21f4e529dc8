-- What people type in the languages for targets, funnels and patterns: it means what it looks like, or it is an error.
SET search_path = public, csq;
\set VERBOSITY default
\set SHOW_CONTEXT never

-- Chinese numbers, 半, 内
SELECT x AS target, x::sla_target FROM unnest(ARRAY['两小时', '半小时', '十五个工作日', '两个半小时', '一百二十分钟', '一百二分钟', '三十分钟内', '３ 个工作日以内', '72小时之内', '二十四小时', '一百零五个自然日']) x;
SELECT '十天'::sla_target;
SELECT '半个工作日'::sla_target;
SELECT '5d'::sla_target;
SELECT '5 bd'::sla_target;

-- arrows, signs and words in any form
SELECT x AS spec, x::funnel_spec FROM unnest(ARRAY['a ⇒ b', 'a ⟶ b', 'a ➔ b', 'a --> b', 'a ———> b', 'a => b', 'a －＞ b', 'a → b；７天内', 'a -> b; 两小时以内', 'a -> b WITHIN 7D', 'a -> b; Within 7 Days; ORDER ANY',
  'a -> b[≤4h]', 'a -> b[≥4h]', 'a -> b -> c; Not d BETWEEN 1 AND 2', 'a -> not-found', 'a -> b=c', '"in 7d" -> "not a" -> "!x" -> "b with 7d"']) x;
SELECT x AS pattern, x::pattern FROM unnest(ARRAY['a ⇝ b', 'a 〜> b', 'a ～＞ b', 'a => b', 'a → b', 'a ~[≤2h]> b', 'a ~[一小时..两天]> b', 'call[value≤3, channel≠phone]', 'call[Channel = phone]', 'a ~> b WITHIN 7D', 'a ~> b；七天内', 'a[NO b Within 4h]']) x;
-- each reads back as it prints
SELECT bool_and(x::funnel_spec::text::funnel_spec::text = x::funnel_spec::text) FROM unnest(ARRAY['"in 7d" -> "not a"', '"!x"', '"b with 7d" -> "投诉 7天内"', '"a ⇒ b" -> "≤"']) x;
SELECT bool_and(x::pattern::text::pattern::text = x::pattern::text) FROM unnest(ARRAY['"in 7d" ~> "not a"', '"!x"', '"b with 7d" ~> "投诉 7天内"', '"a ⇒ b" ~> "≤"']) x;

-- slips that read as labels without a word
SELECT 'a -> b with 7d'::funnel_spec;
SELECT 'a -> b withn 7 days'::funnel_spec;
SELECT 'a -> b in 7d'::funnel_spec;
SELECT 'a -> 投诉 7天内'::funnel_spec;
SELECT 'a -> !b'::funnel_spec;
SELECT 'a -> not b -> c'::funnel_spec;
SELECT 'a -> b within 7M'::funnel_spec;
SELECT 'a > b'::funnel_spec;
SELECT 'a ~> b in 7 days'::pattern;
SELECT 'not a ~> b'::pattern;
SELECT '!a ~> b'::pattern;
SELECT 'a ~> b 七天内'::pattern;

-- what other languages mean: their quotes, wildcards, conditions, comments; inside a name these signs stay
SELECT 'a -> ''b'''::funnel_spec;
SELECT 'a -> `b`'::funnel_spec;
SELECT 'a -> b where channel = phone'::funnel_spec;
SELECT 'a -> b -- the last'::funnel_spec;
SELECT 'a -> b。'::funnel_spec;
SELECT 'a && b'::funnel_spec;
SELECT 'a%'::pattern;
SELECT '%a ~> b'::pattern;
SELECT 'a !c~> b'::pattern;
SELECT 'a[channel = ''phone'']'::pattern;
SELECT 'a == b'::pattern;
SELECT x AS spec, x::funnel_spec FROM unnest(ARRAY['Can''t reproduce -> can''t', 'Q & A -> R&D', '100% -> up 10 %', 'Accepted / In Progress -> a!', 'state=open -> T07-1 Draft', 'no. 5', 'Process or receive advice',
  '"''a''" -> "`a`" -> "a%" -> "a !b" -> "a = b" -> "a -- b" -> "a。"']) x;
SELECT bool_and(x::pattern::text::pattern::text = x::pattern::text) FROM unnest(ARRAY['"''a''" ~> "`a`"', '"a%" ~> "%a" ~> "a !b"', '"a = b" -> "a -- b" -> "a。" -> "a && b"']) x;
-- quotes of other scripts, limits in other words; names that only look like them stay
SELECT 'a -> 「b」'::funnel_spec;
SELECT '‘a’ ~> b'::pattern;
SELECT 'a -> b less than 7 days'::funnel_spec;
SELECT 'a -> b under 7d'::funnel_spec;
SELECT 'a -> b max 2h'::funnel_spec;
SELECT 'a -> b 不超过7天'::funnel_spec;
SELECT 'a ~> b 在七天内'::pattern;
SELECT x AS spec, x::funnel_spec FROM unnest(ARRAY['Reminder after 7 days -> 在线 客服', 'under review -> less than perfect', 'Pro max -> 「问」答', '最多 投诉', '"b 不超过7天" -> "「b」" -> "b max 2h"']) x;

-- ---- a literal of one kind in the place of another: everybody's label, and a plausible figure
CREATE TABLE misplaced AS SELECT g % 3 AS c, timestamptz '2026-03-02 09:00Z' + g * interval '1 h' AS at, (ARRAY['a','b','c'])[1 + g % 3] AS act, '24x7'::text AS team FROM generate_series(1, 12) g;
SELECT process_agg(c, at, act, 'mon-fri 9-18') FROM misplaced;
SELECT process_agg(c, at, act, '工作日 9-18', 7::bigint) FROM misplaced;
SELECT process_agg(c, at, act, 'tz UTC; mon-fri 9-18') OVER (ORDER BY c) FROM misplaced;
PREPARE misplaced(text) AS SELECT process_agg(c, at, act, $1) FROM misplaced;
EXECUTE misplaced('24x7');
SELECT journey_agg(at, act, 'mon-fri 9-18') FROM misplaced GROUP BY c;
SELECT clock_agg(at, 'start', 'tz UTC; mon-fri 9-18') FROM misplaced;
SELECT retention_agg(c, at, 'week') FROM misplaced;
SELECT retention_agg(c, at, act, 'month') FROM misplaced;
-- a column is what it says, and so is a name that is no calendar
SELECT num_cases(process_agg(c, at, act, team)) AS "a team", num_cases(process_agg(c, at, act, 'team 7')) AS name, num_cases(process_agg(c, at, act, 'closed')) AS word, num_cases(process_agg(c, at, act, '2026-03-02')) AS day,
       num_events(journey_agg(at, act, team)) AS channel, num_people(retention_agg(c, at, act, 'gold')) AS segment, num_people(retention_agg(c, at, CASE WHEN c > 0 THEN 'week' ELSE 'day' END)) AS activities FROM misplaced;

-- ---- conditions in brackets: what a writer means by them, or an error
SELECT x AS pattern, x::pattern FROM unnest(ARRAY['a[渠道=电话]', 'a[渠道 = 电话|网页] ~> b', 'a［渠道＝电话，值＜3］', '.[渠道!=电话]', 'a[channel=phone][值>=0.5]', 'a[b|c]', 'a[^b]', 'a["state=open"]', 'a -> [state=open|b]', '[state=open|b] ~> c', 'a -> state=open', '渠道=电话 ~> b', 'a ~> 渠道']) x;
SELECT bool_and(x::pattern::text::pattern::text = x::pattern::text) AS canonical FROM unnest(ARRAY['a["state=open"]', 'a -> [state=open|b]', '[state=open|b] ~> c', 'a[渠道=电话]', 'a[b|c]']) x;
SELECT 'a[state=open]'::pattern;
SELECT 'a[phone] ~> b'::pattern;
SELECT 'a[渠道：电话]'::pattern;
SELECT 'a[来自电话]'::pattern;
SELECT '.[金额大于3]'::pattern;
SELECT 'a[state=open|b]'::pattern;
SELECT '[渠道=电话] ~> b'::pattern;
SELECT 'a[金额>3] ~> b'::pattern;
SELECT 'a -> b[渠道=电话]'::funnel_spec;
SELECT 'a -> b[channel = phone]'::funnel_spec;
SELECT 'a -> b[<=4h] -> c[两小时内]'::funnel_spec;
-- as the first event reads it: a label with "=" counts as a label, the condition by the channel
SELECT p, matches(j, p) FROM (SELECT journey_agg(at, act, ch) AS j FROM (VALUES (timestamptz '2026-03-02 09:00Z', 'a', '电话'), ('2026-03-02 10:00Z', 'state=open', 'web')) v(at, act, ch)) x,
  unnest(ARRAY['a[渠道=电话]', 'a[渠道=web]', 'a["state=open"]', 'a -> state=open']::pattern[]) p;

-- the empty field of a file is NULL wherever somebody or something is named: the same values as those of rows that say NULL
CREATE TEMP TABLE field AS
SELECT i, timestamptz '2026-03-02 09:00Z' + i * interval '7 min' AS at, (ARRAY['a', 'b', 'c'])[i * 7 % 3 + 1] AS activity, i % 4 = 1 AS hit, f, CASE WHEN btrim(f, E' \t\r\n') <> '' THEN f END AS n
FROM (SELECT i, (ARRAY['k1', '', ' ', E' \t', 'k2', NULL, ' k1', E'\r\n'])[i * 5 % 8 + 1] AS f FROM generate_series(1, 240) i) x;
SELECT count(*) FILTER (WHERE f IS NOT NULL AND n IS NULL) AS blank, count(DISTINCT n) AS named FROM field;
SELECT funnel_agg(f, at, activity, 'a -> b -> c; within 2 hours') = funnel_agg(n, at, activity, 'a -> b -> c; within 2 hours') AS funnel_agg,
  funnel_count_agg(f, at, activity, 'a -> b -> c; within 2 hours') = funnel_count_agg(n, at, activity, 'a -> b -> c; within 2 hours') AS funnel_count_agg,
  process_agg(f, at, activity) = process_agg(n, at, activity) AS process_agg, process_agg(f, at, activity, i) = process_agg(n, at, activity, i) AS in_order,
  workload_agg(f, at, at + interval '5 min', activity, 'li') = workload_agg(n, at, at + interval '5 min', activity, 'li') AS workload_agg,
  workload_agg(f, at, activity, 'li', 'start') = workload_agg(n, at, activity, 'li', 'start') AS steps, retention_agg(f, at) = retention_agg(n, at) AS retention_agg,
  repeat_agg(f, activity, at, '1 hour', '2026-03-04Z') = repeat_agg(n, activity, at, '1 hour', '2026-03-04Z') AS repeat_agg FROM field;
SELECT pareto_agg(f) = pareto_agg(n) AS pareto_agg, pareto_agg(f, i) = pareto_agg(n, i) AS weighted, qa_sample(f, activity, 0.1, 'x') = qa_sample(n, activity, 0.1, 'x') AS keys, qa_sample(activity || i, f, 0.1, 'x') = qa_sample(activity || i, n, 0.1, 'x') AS strata,
  alpha_agg(activity || i % 40, f, i % 5) = alpha_agg(activity || i % 40, n, i % 5) AS raters, alpha_agg(f, activity, i % 5) = alpha_agg(n, activity, i % 5) AS units, alpha_agg(activity || i % 40, 'r' || i % 9, f) = alpha_agg(activity || i % 40, 'r' || i % 9, n) AS ratings,
  contribution_agg(ARRAY[f, activity], hit) = contribution_agg(ARRAY[n, activity], hit) AS contribution_agg, change_agg(f, i, 2 * i) = change_agg(n, i, 2 * i) AS change_agg FROM field;
-- ---- characters that are not seen, from a web page, a document or the head of a file; words for signs
SELECT U&'a\00a0-> b'::funnel_spec;
SELECT U&'In\00a0Call ~> b'::pattern;
SELECT U&'a\200b -> b'::funnel_spec;
SELECT U&'\feffa -> b'::funnel_spec;
SELECT U&'a -> b; not c\202fd'::funnel_spec;
SELECT 'a then b'::funnel_spec;
SELECT 'a -> b followed by c'::funnel_spec;
SELECT 'a then b'::pattern;
SELECT 'a -> b within a week'::funnel_spec;
SELECT 'a 然后 b'::funnel_spec;
-- what is quoted stays, and so do names in which such words are no join, ideographic spaces and emoji of several parts
SELECT labels(x::funnel_spec) FROM unnest(ARRAY[U&'"In\00a0Call" -> "a\200b"', '"a then b" -> "b within a week"', 'thenardier -> the end', 'within reason', 'Then close', 'resolved within target', U&'a\3000->\3000b', U&'\+01f469\200d\+01f4bb -> b', '之后处理 -> 然后']) x;
SELECT bool_and(x::funnel_spec::text::funnel_spec::text = x::funnel_spec::text AND labels(x::funnel_spec::text::funnel_spec) = labels(x::funnel_spec)) AS canonical FROM unnest(ARRAY[U&'"In\00a0Call" -> "a\200b"', '"a then b" -> "b within a week"']) x;
SELECT bool_and(x::pattern::text::pattern::text = x::pattern::text) AS canonical FROM unnest(ARRAY[U&'"In\00a0Call" ~> "a\200b"', '"a then b" -> "b within a week"']) x;

-- ---- option words: any case, full width, white space at the ends; a space, a dash and an underscore are one
CREATE TABLE option_call (form text, call text, words text[]);
INSERT INTO option_call VALUES
  ('replay', $$SELECT r FROM (SELECT process_agg(1, timestamptz '2026-03-02Z' + i * interval '1 h', a) AS p FROM unnest('{a,x,b}'::text[]) WITH ORDINALITY u(a, i)) q, replay(p, '{"places":["start","p","end"],"initial":{"start":1},"final":{"end":1},"transitions":[{"name":"t1","label":"a","in":["start"],"out":["p"]},{"name":"t2","label":"b","in":["p"],"out":["end"]}]}', %L) r$$, '{missing,ignore}'),
  ('alpha', $$SELECT alpha FROM alpha((SELECT alpha_agg(u, r, v) FROM (VALUES ('1', 'a', 1), ('1', 'b', 2), ('2', 'a', 3), ('2', 'b', 3)) x(u, r, v)), %L)$$, '{nominal,ordinal,interval,ratio}'),
  ('change_agg', $$SELECT change_agg('s', a, b, %L) FROM (SELECT score_agg(9) AS a, score_agg(3) AS b) q$$, '{nps,mean}'),
  ('score metric', $$SELECT a FROM (SELECT score_agg(x, 1, 5) AS s FROM unnest('{5,5,3,2}'::int[]) x) q, assess(s, s, %L, 'at_least', 0.1) a$$, '{mean,csat,top 2,bottom 2,at least 4,at most 2}'),
  ('kind', $$SELECT a FROM assess(rate_summary(7, 10), rate_summary(80, 100), 'rate', %L, 0.1) a$$, '{at_least,at_most,points,relative}'),
  ('rate metric', $$SELECT a FROM assess(rate_summary(7, 10), rate_summary(80, 100), %L, 'points', 0.1) a$$, '{rate}'),
  ('rank_among', $$SELECT rank FROM rank_among(rate_summary(7, 10), ARRAY[rate_summary(5, 10), rate_summary(2, 10)], %L)$$, '{highest,lowest}'),
  ('session_rows', $$SELECT count(*) FROM session_rows((SELECT sessions_agg(timestamptz '2026-03-02 23:50Z' + i * interval '5 min', 'a', 'c' || i %% 2, 'm' || i / 3) FROM generate_series(1, 9) i), timestamptz '2026-03-09Z', cut_by => ARRAY[%L])$$, '{channel,campaign,midnight}'),
  ('retention unit', $$SELECT array_agg(r::text) FROM retention((SELECT retention_agg(i %% 3, timestamptz '2026-03-02Z' + i * interval '1 day') FROM generate_series(1, 60) i), '2026-05-31', %L) r$$, '{day,week,month,quarter,year}'),
  ('retention week', $$SELECT array_agg(r::text) FROM retention((SELECT retention_agg(i %% 3, timestamptz '2026-03-02Z' + i * interval '1 day') FROM generate_series(1, 60) i), '2026-05-31', 'week', week_start => %L) r$$, '{monday,tuesday,saturday,sunday,mon,sun}'),
  ('entered', $$SELECT entered('{"v":1,"events":[["2026-03-04T09:00:00Z","a"]]}'::journey, 'a -> b', %L, 'UTC')$$, '{day,week,month,quarter,year}'),
  ('trace', $$SELECT trace('{"v":1,"events":[["2026-03-04T09:00:00Z","a"],["2026-03-04T10:00:00Z","a"],["2026-03-04T11:00:00Z","b"],["2026-03-04T12:00:00Z","a"]]}'::journey, %L)$$, '{all,no repeats,first,last}'),
  ('accept_plan', 'SELECT n FROM accept_plan(1000, 1.0, %L)', '{I,II,III,S-1,S-2,S-3,S-4}'),
  ('tier', $$SELECT tier(rate_summary(80, 100), '{0.75,0.9}', %L)$$, '{point,lower_bound}'),
  ('service_level', $$SELECT service_level(call_agg('2026-03-02 09:00Z', '2026-03-02 09:00:10Z', NULL, NULL), %L, '20 s', '5 s')$$, '{abandons_positive,answered_only,abandons_negative,ignore_abandons_within,short_abandons_positive,ignore_short}'),
  ('lexicon', $$SELECT count(*) > 0 FROM default_lexicon('cause', %L)$$, '{zh,en}'),
  ('topics', $$SELECT count(*) > 0 FROM default_lexicon(%L, 'en')$$, '{category,product,cause,severity,scene,emotion}'),
  ('with_holidays', $$SELECT with_holidays('tz UTC; mon 9-12; sat 10-14', '{}', '{2026-03-03}', %L)$$, '{mon,sat}'),
  ('duration metric', $$SELECT a FROM (SELECT duration_agg(x * interval '1 hour') AS d FROM generate_series(1, 20) x) q, assess(d, d, %L, 'at_least', 0.1) a$$, '{mean,median,p90}'),
  ('nps method', $$SELECT nps_lo(score_agg(x), 0.95, %L) FROM unnest('{9,10,3,7}'::int[]) x$$, '{score,adjusted_wald,wald,bootstrap}'),
  ('control chart', $$SELECT count(*) FROM control_chart((SELECT series_agg(date '2026-03-02' + i, i %% 3) FROM generate_series(1, 20) i), %L)$$, '{xmr,mr}');
DO $$
DECLARE
  r record;
  mine text;
  theirs text;
  asked int := 0;
BEGIN
  FOR r IN SELECT form, call, w, s FROM option_call, unnest(words) w, LATERAL unnest(ARRAY[upper(w), initcap(w), ' ' || w || E'\t', translate(w, 'abcdefghijklmnopqrstuvwxyz_', 'ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ＿'), '　' || w || '　', translate(w, '_ ', '--'), translate(w, ' _', '_ ')]) s LOOP
    BEGIN
      EXECUTE format(r.call, r.w) INTO mine;
      EXECUTE format(r.call, r.s) INTO theirs;
      asked := asked + 1;
      IF mine IS DISTINCT FROM theirs THEN RAISE WARNING '% %: % %', r.form, r.s, mine, theirs; END IF;
    EXCEPTION WHEN OTHERS THEN RAISE WARNING '% "%" "%": %', r.form, r.w, r.s, SQLERRM;
    END;
  END LOOP;
  RAISE NOTICE '% asked', asked;
END $$;
SELECT w, a.value FROM (SELECT duration_agg(x * interval '1 hour') AS d FROM generate_series(1, 20) x) q, unnest(ARRAY['within 4 hours', 'WITHIN 4 hours', '　ｗｉｔｈｉｎ　４ ｈｏｕｒｓ ', 'Within 4h']) w, assess(d, d, w, 'At least', 0.1) a;
-- a word that is none is an error, as written
SELECT trace('{"v":1,"events":[]}'::journey, ' LAST one');
SELECT trace('{"v":1,"events":[]}'::journey, ' ');
SELECT tier(rate_summary(80, 100), '{0.75,0.9}', 'lowerbound');
DROP TABLE option_call;
