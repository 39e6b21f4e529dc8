-- What help desks are asked for, row by row of a comparison of SLA engines (rows 8 to 31); the comment names the row.
CREATE SCHEMA test_sla_features;
SET search_path = test_sla_features, csq, public;
SET timezone = 'UTC';
SET datestyle = 'ISO, YMD';
SET intervalstyle = 'postgres';

CREATE TABLE cal(name text, c calendar);
INSERT INTO cal VALUES ('office', 'tz Europe/Berlin; mon-fri 09:00-17:00'), ('always', 'tz UTC; mon-sun 00:00-24:00'),
  ('china', 'tz Asia/Shanghai; mon-fri 09:00-18:00; 2025-10-01..2025-10-08 closed; 2025-09-28 as mon; 2025-10-11 as sat');
CREATE FUNCTION office() RETURNS calendar LANGUAGE sql AS $$ SELECT c FROM cal WHERE name = 'office' $$;
CREATE FUNCTION clock(VARIADIC e text[]) RETURNS sla_clock LANGUAGE sql AS $$
  SELECT clock_agg(split_part(x, ' ', 1)::timestamptz, substr(x, strpos(x, ' ') + 1)) FROM unnest(e) AS x
$$;

-- row 8: calendar changes over time - piecewise or last, the caller's choice
SELECT business_time(last, '2026-03-02 00:00Z', '2026-03-16 00:00Z') AS last_wins, business_time(piecewise, '2026-03-02 00:00Z', '2026-03-16 00:00Z') AS piecewise,
       (sla_status(clock('2026-03-02T00:00Z start', '2026-03-16T00:00Z stop'), '100 business hours', piecewise, '2026-03-20 00:00Z')).elapsed AS clock
FROM (SELECT during(office(), '[,2026-03-09)') | during('tz Europe/Berlin; mon-fri 08:00-20:00', '[2026-03-09,)') AS piecewise, 'tz Europe/Berlin; mon-fri 08:00-20:00'::calendar AS last) AS x;

-- row 9: units - business time, business days, calendar days, weeks, months; a bare day is refused
SELECT t, due_at(office(), '2026-01-30 10:00Z', t) FROM unnest(ARRAY['12 business hours', '36 hours', '3 business days', '15 calendar days', '8 calendar weeks', '1 calendar month']::sla_target[]) AS t;
DO $$ BEGIN PERFORM '1 day'::csq.sla_target; RAISE WARNING 'accepted'; EXCEPTION WHEN invalid_text_representation THEN RAISE INFO '% (%)', SQLERRM, SQLSTATE; END $$;

-- row 10: pause by condition - any event set, reason-coded, pause cap
SELECT from_at, to_at, reason, hidden, findings FROM pause_audit((SELECT clock_agg(at, CASE WHEN status IN ('pending', 'on-hold') THEN 'pause' WHEN status = 'open' THEN coalesce(nullif('resume', first), 'start') END, status)
  FROM (VALUES (timestamptz '2026-01-05 08:00Z', 'open', 'resume'), ('2026-01-05 09:00Z', 'pending', NULL), ('2026-01-05 10:00Z', 'open', NULL), ('2026-01-05 11:00Z', 'on-hold', NULL), ('2026-01-05 15:00Z', 'open', NULL)) AS v(at, status, first)),
  office(), '2026-01-05 16:00Z', '{}', '2 hours');
-- the cap applied: each pause hides two hours at most
SELECT from_at, to_at, state, counted FROM sla_segments(cap_pauses(clock('2026-01-05T08:00Z start', '2026-01-05T09:00Z pause', '2026-01-05T10:00Z resume', '2026-01-05T11:00Z pause', '2026-01-05T15:00Z resume', '2026-01-05T15:00Z pause'),
  office(), '2 hours'), office(), '2026-01-06 12:00Z');

-- row 11: pause audit - customer replied during the pause, pause without reason, off-hours pause
SELECT from_at, reason, hidden, hidden_after_contact, findings
FROM pause_audit((SELECT clock_agg(at::timestamptz, e, r) FROM (VALUES ('2026-01-05 08:00Z', 'start', NULL), ('2026-01-05 09:00Z', 'pause', 'waiting for customer'), ('2026-01-05 14:00Z', 'resume', NULL),
   ('2026-01-05 15:00Z', 'pause', NULL), ('2026-01-05 15:30Z', 'resume', NULL), ('2026-01-05 18:00Z', 'pause', 'night shift'), ('2026-01-05 22:00Z', 'resume', NULL), ('2026-01-06 09:00Z', 'pause', 'vendor')) AS v(at, e, r)),
  office(), '2026-01-06 12:00Z', ARRAY['2026-01-05 10:15Z'::timestamptz, '2026-01-07 09:00Z']);

-- row 12: reopen policy - resume, restart, new_cycle, ignore
SELECT r, s.state, s.started_at, s.elapsed, (SELECT count(*) FROM sla_cycles(c, '4 business hours', office(), '2026-01-06 12:00Z', r)) AS cycles
FROM unnest(ARRAY['resume', 'restart', 'new_cycle', 'ignore']) AS r, clock('2026-01-05T08:00Z start', '2026-01-05T11:00Z stop', '2026-01-06T10:00Z reopen') AS c, sla_status(c, '4 business hours', office(), '2026-01-06 12:00Z', r) AS s;

-- row 13: retarget - created 10:00 with 3 h, at 11:00 raised to 2 h: carried, due at 12:00
SELECT r, s.due_at FROM unnest(ARRAY['carry', 'restart', 'retroactive', 'freeze']) AS r,
  sla_status(clock('2026-01-05T10:00Z start', '2026-01-05T11:00Z retarget 2 hours'), '3 hours', office(), '2026-01-05 11:30Z', 'resume', r) AS s;

-- row 14: exact first breach, also in the past, to the microsecond, and the segment it fell into
SELECT s.breached_at, g.from_at, g.to_at, g.state FROM clock('2026-01-05T08:00:00.000001Z start', '2026-01-05T09:00Z pause', '2026-01-05T10:00Z resume', '2026-01-06T12:00Z stop') AS c,
  sla_status(c, '3 business hours', office(), '2026-01-09 00:00Z') AS s, sla_segments(c, office(), '2026-01-09 00:00Z') AS g WHERE s.breached_at >= g.from_at AND s.breached_at < g.to_at;

-- row 15: overrun in business time after later pauses
SELECT state, elapsed, remaining AS overrun, breached_at FROM sla_status(clock('2026-01-05T08:00Z start', '2026-01-05T14:00Z pause', '2026-01-06T09:00Z resume'), '4 business hours', office(), '2026-01-06 10:00Z');

-- row 16: percent thresholds in business time (Monday 17:00, 4 h, 75 % falls on Tuesday morning, not at night)
SELECT threshold_at(office(), '2026-01-05 16:00Z', '4 business hours', 0.75), due_at(office(), '2026-01-05 16:00Z', '4 business hours'::sla_target * 0.75);

-- row 17: operational level agreements - time of each owner, sums to the total
SELECT o.* FROM (SELECT clock_agg(at::timestamptz, e, r) AS c FROM (VALUES ('2026-01-05 08:00Z', 'start', NULL), ('2026-01-05 08:00Z', 'assign', 'first line'), ('2026-01-05 10:00Z', 'assign', 'second line'),
  ('2026-01-05 11:00Z', 'pause', 'customer'), ('2026-01-05 12:00Z', 'resume', NULL), ('2026-01-05 13:00Z', 'assign', 'first line'), ('2026-01-05 14:30Z', 'stop', NULL)) AS v(at, e, r)) AS x, owner_times(c, office(), '2026-01-09 00:00Z') AS o;

-- row 18: multi-stage chain with slack inheritance and the critical stage
SELECT stage, name, state, due_at, slack, critical FROM sla_chain('{acknowledge,classify,assign,resolve}', '{10 minutes,30 minutes,2 hours,2 hours}', '{trigger,trigger,budget,budget}',
  ARRAY[office()], '2026-01-05 08:00Z', ARRAY['2026-01-05 08:02Z', '2026-01-05 08:10Z', '2026-01-05 11:00Z', NULL]::timestamptz[], '2026-01-05 11:30Z');

-- row 19: staged legal extension - 15 days, may become 30, then +30 after approval
SELECT as_of, due_at FROM unnest(ARRAY['2025-09-26 12:00Z', '2025-10-10 12:00Z', '2025-10-25 12:00Z']::timestamptz[]) AS as_of,
  sla_status((SELECT clock_agg('2025-09-26 02:00Z'::timestamptz + d, e) FROM (VALUES (interval '0', 'start'), ('10 days', (SELECT event || ' ' || target FROM regulatory_deadlines() WHERE id = 'cn_bank_complex')),
    ('25 days', (SELECT event || ' ' || target FROM regulatory_deadlines() WHERE id = 'cn_bank_special'))) AS v(d, e)),
  (SELECT target FROM regulatory_deadlines() WHERE id = 'cn_bank_simple'), (SELECT c FROM cal WHERE name = 'china'), as_of);

-- row 20: first-match ordered policies with conditions, and which one matched
CREATE TABLE policies(rank int, name text, condition jsonb, target sla_target);
INSERT INTO policies VALUES (1, 'vip phone', '{"segment":"vip","channel":["phone","chat"]}', '1 business hour'), (2, 'severe', '{"severity":["S1","S2"]}', '2 business hours'), (9, 'default', NULL, '8 business hours');
CREATE TABLE facts(id int, f jsonb);
INSERT INTO facts VALUES (1, '{"segment":"vip","channel":"chat","severity":"S1"}'), (2, '{"segment":"vip","channel":"mail","severity":"S1"}'), (3, '{}');
SELECT id, p.rank, p.name, p.target FROM facts, LATERAL (SELECT * FROM policies WHERE policy_matches(condition, f) ORDER BY rank LIMIT 1) AS p;
SELECT id, first_policy((SELECT array_agg(condition ORDER BY rank) FROM policies), f) FROM facts;

-- row 21: applies to existing cases at once - computed on read, nothing to rebuild
UPDATE policies SET target = '30 business minutes' WHERE rank = 2;
SELECT p.name, s.state, s.due_at FROM policies AS p, sla_status(clock('2026-01-05T08:00Z start'), p.target, office(), '2026-01-05 09:00Z') AS s WHERE p.rank = 2;

-- row 22: what-if replay over history
CREATE TABLE cases AS
SELECT h AS id, clock('2026-01-05T08:00Z start') AS c FROM generate_series(1, 0) AS h;
INSERT INTO cases SELECT h, clock_append(clock_append(NULL, timestamptz '2026-01-05 08:00Z' + make_interval(mins => h * 7), 'start'), timestamptz '2026-01-05 08:00Z' + make_interval(mins => h * 7 + h * 7919 % 600), 'stop') FROM generate_series(1, 300) AS h;
SELECT count(*), count(*) FILTER (WHERE w.state = 'met') AS met_4h, count(*) FILTER (WHERE w.other_state = 'met') AS met_2h, count(*) FILTER (WHERE w.changed) AS changed,
       bool_and(w.changed = (w.elapsed > interval '2 hours' AND w.elapsed <= interval '4 hours')) AS explained
FROM cases, what_if(c, '4 business hours', office(), '2 business hours', office(), '2026-02-01 00:00Z') AS w;

-- row 23: immutable due_at - generated column, index, partition pruning
CREATE TABLE tickets(id int, opened_at timestamptz,
  due_at timestamptz GENERATED ALWAYS AS (csq.due_at('tz Europe/Berlin; mon-fri 09:00-17:00', opened_at, '8 business hours')) STORED);
INSERT INTO tickets(id, opened_at) SELECT h, timestamptz '2026-01-05 08:00Z' + make_interval(mins => h * 3) FROM generate_series(1, 5000) AS h;
CREATE INDEX ON tickets(due_at);
CREATE INDEX ON tickets(csq.threshold_at('tz Europe/Berlin; mon-fri 09:00-17:00', opened_at, '8 business hours', 0.8));
CREATE TABLE by_due(id int, due_at timestamptz) PARTITION BY RANGE (due_at);
CREATE TABLE by_due_1 PARTITION OF by_due FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
CREATE TABLE by_due_2 PARTITION OF by_due FOR VALUES FROM ('2026-02-01') TO ('2026-03-01');
INSERT INTO by_due SELECT id, due_at FROM tickets;
-- a constant due_at is folded at plan time, so only one partition is looked at
CREATE FUNCTION plan(q text) RETURNS text LANGUAGE plpgsql AS $$ DECLARE r record; t text := ''; BEGIN FOR r IN EXECUTE 'EXPLAIN (COSTS OFF) ' || q LOOP t := t || r."QUERY PLAN"; END LOOP; RETURN t; END $$;
SELECT p LIKE '%by_due_2%' AS needed, p LIKE '%by_due_1%' AS not_needed
FROM plan($$SELECT FROM by_due WHERE due_at = csq.due_at('tz Europe/Berlin; mon-fri 09:00-17:00', '2026-02-02 09:00Z', '8 business hours')$$) AS p;

-- row 24: set-based over many cases - one scan, in parallel
SET max_parallel_workers_per_gather = 2; SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0;
SELECT count(*) FILTER (WHERE due_at('tz Europe/Berlin; mon-fri 09:00-17:00', opened_at, '8 business hours') = due_at) AS same FROM tickets;
SELECT p LIKE '%Parallel Seq Scan%' AS parallel FROM plan($$SELECT rate_agg(sla_outcome(sla_state(c, '4 business hours', 'tz Europe/Berlin; mon-fri 09:00-17:00', '2026-02-01 00:00Z'))) FROM cases$$) AS p;
RESET max_parallel_workers_per_gather; RESET parallel_setup_cost; RESET parallel_tuple_cost; RESET min_parallel_table_scan_size;

-- row 25: attainment with a Wilson interval, per group, mergeable
SELECT id % 2 AS team, trials(r), round(rate(r)::numeric, 4) AS rate, round(rate_lo(r)::numeric, 4) AS lo, round(rate_hi(r)::numeric, 4) AS hi
FROM (SELECT id % 2 AS id, rate_agg(sla_outcome(sla_state(c, '4 business hours', office(), '2026-02-01 00:00Z'))) AS r FROM cases GROUP BY 1) AS x ORDER BY 1;

-- row 26: open cases handled honestly - met, missed, undecided; and the censored curve
SELECT count(*) FILTER (WHERE sla_outcome(s.state)) AS met, count(*) FILTER (WHERE NOT sla_outcome(s.state)) AS missed, count(*) FILTER (WHERE sla_outcome(s.state) IS NULL AND s.state <> 'pending') AS undecided,
       round(attained_by(attainment_agg(s.elapsed, s.stopped_at IS NOT NULL), '4 hours')::numeric, 4) AS attained,
       round((count(*) FILTER (WHERE s.state = 'met'))::numeric / count(*) FILTER (WHERE s.state IN ('met', 'breached')), 4) AS naive
FROM cases, sla_status(c, '4 business hours', office(), '2026-01-06 10:00Z') AS s;

-- row 27: distribution of elapsed business time, and the target that would give 95 %
SELECT quantile(a, 0.5) AS median, quantile(a, 0.95) AS p95, quantile_lo(a, 0.95) AS lo, quantile_hi(a, 0.95) AS hi, round(attained_by(a, quantile(a, 0.95))::numeric, 2) AS check
FROM (SELECT attainment_agg(s.elapsed, s.stopped_at IS NOT NULL) AS a FROM cases, sla_status(c, '4 business hours', office(), '2026-02-01 00:00Z') AS s) AS x;

-- row 28: explain - segments, why, what counted
SELECT from_at, to_at, state, counted, reason FROM sla_segments(clock('2026-01-05T15:00Z start', '2026-01-05T15:30Z pause', '2026-01-06T08:30Z resume', '2026-01-06T09:00Z stop'), office(), '2026-01-06 10:00Z');

-- row 29: drift safety - a fingerprint beside the result tells stale ones
CREATE TABLE stored(id int, target sla_target, c calendar, due_at timestamptz, fingerprint int8);
INSERT INTO stored SELECT 1, '8 business hours', office(), due_at(office(), '2026-01-05 10:00Z', '8 business hours'), sla_fingerprint('8 business hours', office());
SELECT id, fingerprint <> sla_fingerprint(target, c) AS stale FROM stored;
UPDATE stored SET c = 'tz Europe/Berlin; mon-fri 09:00-17:00; 2026-01-06 closed';
SELECT id, fingerprint <> sla_fingerprint(target, c) AS stale, due_at(c, '2026-01-05 10:00Z', target) AS now_due, due_at AS was_due FROM stored;

-- row 30: regulatory presets, with source and how far it was checked
SELECT source_status, count(*), count(target) AS with_figure FROM regulatory_deadlines() GROUP BY 1 ORDER BY 1;
SELECT count(*) = count(DISTINCT id) AS unique_ids, bool_and(event IN ('start', 'retarget', 'extend')) AS events, bool_and(source <> '' AND figure <> '' AND anchor <> '') AS sourced FROM regulatory_deadlines();
-- UK holidays of 2025: received Thursday 17 April 2025 at 10:00
SELECT d.id, due_at('tz Europe/London; mon-fri 09:00-17:00; 2025-04-18 closed; 2025-04-21 closed; 2025-05-05 closed; 2025-05-26 closed', '2025-04-17 10:00', d.target) AT TIME ZONE 'Europe/London' AS due
FROM regulatory_deadlines() AS d WHERE d.id IN ('uk_fca_summary', 'uk_fca_final', 'eu_payment', 'eu_payment_final') ORDER BY 2;

-- row 31: forecast of breaches in the next N business hours: a range of due_at
SELECT count(*) FROM tickets WHERE due_at > '2026-01-09 14:00Z' AND due_at <= business_add(office(), '2026-01-09 14:00Z', '4 hours');

-- row 32: profiles - other products' rules for reopening and changed targets, applied
SELECT product, p.clock, p.reopen, p.retarget, s.state, s.started_at, s.due_at, s.elapsed, (SELECT count(*) FROM sla_cycles(c, '4 business hours', office(), '2026-01-07 10:00Z', p.reopen, p.retarget)) AS cycles
FROM sla_profiles() AS p, clock('2026-01-05T08:00Z start', '2026-01-05T10:00Z retarget 6 business hours', '2026-01-05T13:00Z stop', '2026-01-07T09:00Z reopen') AS c,
     sla_status(c, '4 business hours', office(), '2026-01-07 10:00Z', p.reopen, p.retarget) AS s ORDER BY 1, 2;

SET client_min_messages = warning;
DROP SCHEMA test_sla_features CASCADE;

-- policies: operators, facts that are lists, what means nothing is an error
SELECT c, policy_matches(c::jsonb, '{"tags":["vip","eu"],"amount":120,"channel":"phone","since":"2026-03-02","note":null}') AS met
FROM unnest(ARRAY['{}', '{"tags":"vip"}', '{"tags":["x","eu"]}', '{"tags":"x"}', '{"amount":{">=":100}}', '{"amount":{">":100,"<":110}}', '{"amount":120.0}', '{"channel":{"in":["app","phone"]}}',
  '{"channel":{"<>":"app"}}', '{"channel":{"not":"phone"}}', '{"not":{"channel":"phone","amount":{"<":100}}}', '{"missing":{"exists":false}}', '{"note":{"exists":true}}', '{"missing":{"<>":1}}', '{"missing":null}', '{"since":{">=":"2026-03-01"}}']) AS c;
SELECT policy_matches('{"amount":{"≥":100}}', '{"amount":120}');
-- there is no or; a list within a list has no meaning either, found or not
SELECT policy_matches('{"or":[{"channel":"phone"},{"channel":"app"}]}', '{"channel":"phone"}');
SELECT policy_matches('{"channel":["phone",["app"]]}', '{"channel":"mail"}');
SELECT policy_matches('{"channel":{"not":{"in":[{"=":"phone"}]}}}', '{"channel":"mail"}');
SELECT policy_matches('{"amount":{">=":"100"}}', '{"amount":120}');
SELECT policy_matches('{"channel":{"in":"app"}}', '{"channel":"app"}');
SELECT policy_matches('["vip"]', '{}');
SELECT policy_missing('{"chanel":"app","amount":{">":1},"not":{"x":1}}', '{"channel":"app","amount":2}'), policy_missing('{}', NULL);
-- a key that is nearly one of the facts is named, once in a statement; what is asked for otherwise, or differs by its number, is not
SELECT policy_matches('{"chanel":"app"}', '{"channel":"app"}') AS misspelt;
SELECT count(*) FILTER (WHERE policy_matches('{"severtiy":["a","b"],"channel":"app"}', jsonb_build_object('severity', 'a', 'channel', c))) AS met FROM unnest('{app,phone,app}'::text[]) c, generate_series(1, 100);
SELECT first_policy('{"{\"Channel\":\"app\"}","{\"channel\":\"app\"}"}', '{"channel":"app"}') FROM generate_series(1, 3);
SELECT policy_matches('{"line_1":"x"}', '{"line_2":"x"}'), policy_matches('{"channel":"app","chanel":"x"}', '{"channel":"app"}'), policy_matches('{"region":"x"}', '{"channel":"app"}'), policy_matches('{"chanel":"app"}', '{}'),
  policy_matches('{"chanel":null}', '{"channel":"app"}'), policy_matches('{"chanel":{"exists":false}}', '{"channel":"app"}'), policy_matches('{"chanel":{"exists":true}}', '{"channel":"app"}'), policy_matches('{"not":{"chanel":"app"}}', '{"channel":"app"}');
-- facts without a key that some have are ordinary: it is looked for among the first hundred
SELECT count(*) FILTER (WHERE policy_matches('{"chanel":"app"}', jsonb_build_object(CASE WHEN i > 120 THEN 'channel' ELSE 'region' END, 'app'))) AS met FROM generate_series(1, 200) i;
-- 80 is 80 %, not eighty times the target
SELECT threshold_at('tz UTC; 24x7', '2026-01-05 09:00Z', '4 hours', 80);

-- facts and conditions of different kinds, and the two the wrong way round
SELECT policy_matches('{"a":100}','{"a":"100"}');
SELECT policy_matches('{"a":"100"}','{"a":100}');
SELECT policy_matches('{"a":100}', '{"a":{">=":100}}');
SELECT policy_matches('{"a":["1","2"]}','{"a":1}');
SELECT policy_matches('{"a":["1",1]}','{"a":1}'), policy_matches('{"a":["1",1]}','{"a":"2"}'),policy_matches('{"a":[]}','{"a":"2"}'),policy_matches('{"a":["1",null]}','{"a":null}'),policy_matches('{"a":["x"]}','{"a":["y","x"]}'),policy_matches('{"a":["x"]}','{"a":[1]}'), policy_matches('{"a":["x"]}','{}'), policy_matches('{"a":{"=":null}}','{"a":1}');
SELECT policy_matches('{"a":true}','{"a":"true"}');
SELECT policy_matches('{"a":{"not":{"in":[1]}}}','{"a":"true"}');
