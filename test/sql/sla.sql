-- SLA clocks: the value, the rules of the events, errors.
CREATE SCHEMA test_sla;
SET search_path = test_sla, csq, public;
SET timezone = 'UTC';
SET datestyle = 'ISO, YMD';
SET intervalstyle = 'postgres';

CREATE TABLE cal(c calendar);
INSERT INTO cal VALUES ('tz Europe/Berlin; mon-fri 09:00-17:00');
-- Monday 5 January 2026, Berlin winter time
CREATE FUNCTION clock(VARIADIC e text[]) RETURNS sla_clock LANGUAGE sql AS $$
  SELECT clock_agg(split_part(x, ' ', 1)::timestamptz, substr(x, strpos(x, ' ') + 1)) FROM unnest(e) AS x
$$;
CREATE FUNCTION at_time(t text) RETURNS timestamptz LANGUAGE sql AS $$ SELECT ('2026-01-' || t || '+01')::timestamptz $$;

-- ---- the value

SELECT clock_agg(t, e, r) FROM (VALUES
  (at_time('06 10:00'), 'stop', NULL), (at_time('05 09:00'), 'start', NULL), (at_time('05 11:00:00.000001'), 'resume', ''),
  (at_time('05 10:00'), 'pause', '等客户 "回复"'), (at_time('05 12:00'), 'extend 90 business minutes', 'board'), (at_time('05 12:00'), 'assign', 'ann'),
  (NULL, 'pause', NULL), (at_time('05 13:00'), NULL, NULL)) AS v(t, e, r);
SELECT '{"events":[["2026-01-05 10:00+01:00","stop"],["2026-01-05T08:00:00Z","start"]],"v":1}'::sla_clock;
SELECT clock_agg(t, e) IS NULL AS nothing FROM (VALUES (NULL::timestamptz, 'start')) AS v(t, e);
SELECT clock_append(NULL, at_time('05 09:00'), 'start') = clock('2026-01-05T08:00Z start') AS made_by_hand;
SELECT ord, at, event, target, reason FROM clock_events('{"v":1,"events":[["2026-01-05T08:00:00Z","cancel"],["2026-01-05T08:00:00Z","stop"],["2026-01-05T08:00:00Z","pause","b"],["2026-01-05T08:00:00Z","pause"],["2026-01-05T08:00:00Z","assign","x"],["2026-01-05T08:00:00Z","resume"],["2026-01-05T08:00:00Z","extend 1 calendar day"],["2026-01-05T08:00:00Z","retarget 2 hours"],["2026-01-05T08:00:00Z","reopen"],["2026-01-05T08:00:00Z","start"]]}'::sla_clock);

CREATE TABLE log AS
SELECT 1 + (h % 40) AS id, timestamptz '2026-01-05 08:00Z' + make_interval(mins => h * 7919 % 10000) AS at,
       (ARRAY['start', 'pause', 'resume', 'stop', 'reopen', 'assign', 'extend 5 business minutes', 'retarget 3 business hours', 'cancel'])[1 + h * 31 % 9] AS event,
       CASE WHEN h * 31 % 9 = 5 OR h % 3 = 0 THEN 'r' || h % 5 END AS reason
FROM generate_series(1, 1000) AS h;
CREATE TABLE clocks AS SELECT id, clock_agg(at, event, reason) AS c FROM log GROUP BY id;
SELECT count(*) AS cases, sum((SELECT count(*) FROM clock_events(c))) AS events, bool_and(c::text::sla_clock = c) AS text_round_trip FROM clocks;
-- any order, any split: the same clock
SELECT bool_and(a.c = b.c AND a.c::text = b.c::text) AS any_order FROM clocks AS a JOIN (SELECT id, clock_agg(at, event, reason ORDER BY reason DESC, event, at) AS c FROM log GROUP BY id) AS b USING (id);
SELECT bool_and(a.c = b.c) AS any_split FROM clocks AS a JOIN (
  SELECT id, rollup(c ORDER BY part DESC) AS c FROM (SELECT id, at::text < '2026-01-08' AS part, clock_agg(at, event, reason) AS c FROM log GROUP BY 1, 2) AS p GROUP BY id) AS b USING (id);
SET max_parallel_workers_per_gather = 2; SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0;
SELECT bool_and(a.c = b.c) AS workers FROM clocks AS a JOIN (SELECT id, clock_agg(at, event, reason) AS c FROM log GROUP BY id) AS b USING (id);
RESET max_parallel_workers_per_gather; RESET parallel_setup_cost; RESET parallel_tuple_cost; RESET min_parallel_table_scan_size;
CREATE TABLE log_parts (LIKE log) PARTITION BY HASH (id);
CREATE TABLE log_0 PARTITION OF log_parts FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE log_1 PARTITION OF log_parts FOR VALUES WITH (MODULUS 2, REMAINDER 1);
INSERT INTO log_parts SELECT * FROM log;
SET enable_partitionwise_aggregate = on;
SELECT bool_and(a.c = b.c) AS partitionwise FROM clocks AS a JOIN (SELECT id, clock_agg(at, event, reason) AS c FROM log_parts GROUP BY id) AS b USING (id);
RESET enable_partitionwise_aggregate;
CREATE TEMP TABLE copied (LIKE clocks);
DO $$ BEGIN
  INSERT INTO copied SELECT id, c FROM clocks;
  IF (SELECT count(*) FROM clocks AS a JOIN copied AS b USING (c)) <> 40 THEN RAISE 'hash join of clocks'; END IF;
END $$;
SELECT count(DISTINCT c::text) AS distinct_clocks, count(*) FILTER (WHERE c <> (SELECT c FROM clocks WHERE id = 1)) AS others FROM clocks;

-- ---- status, state by state

SELECT t AS as_of, state, elapsed, paused, remaining, due_at, breach_at, breached_at, used
FROM cal, unnest(ARRAY['05 08:00', '05 09:30', '05 10:30', '05 13:00', '05 14:30', '05 16:00', '06 12:00']) AS t,
     sla_status(clock('2026-01-05T08:00Z start', '2026-01-05T09:00Z pause', '2026-01-05T10:00Z resume', '2026-01-06T09:00Z stop'), '4 business hours', c, at_time(t));
SELECT state, stopped_at, elapsed, breached_at FROM cal, sla_status(clock('2026-01-05T08:00Z start', '2026-01-05T11:00Z stop'), '4 business hours', c, at_time('09 09:00'));
-- the closing-time tie: a reply in the evening used no more than the target
SELECT state, due_at, breach_at, elapsed, used FROM cal, sla_status(clock('2026-01-05T12:00Z start', '2026-01-05T20:00Z stop'), '4 business hours', c, at_time('09 09:00'));
SELECT state, due_at, breach_at, breached_at FROM cal, sla_status(clock('2026-01-05T12:00Z start', '2026-01-06T08:00:01Z stop'), '4 business hours', c, at_time('09 09:00'));
-- cancelled: no deadline, but what had happened stays known
SELECT state, started_at, stopped_at, due_at, breached_at, elapsed, remaining, used FROM cal, sla_status(clock('2026-01-05T08:00Z start', '2026-01-05T14:00Z cancel'), '4 business hours', c, at_time('09 09:00'));
SELECT state, started_at, elapsed FROM cal, sla_status(clock('2026-01-05T08:00Z cancel'), '4 business hours', c, at_time('09 09:00'));
-- days: the target ends at a close of business
SELECT state, due_at, breach_at, elapsed, remaining, used FROM cal, sla_status(clock('2026-01-05T08:00Z start'), '2 business days', c, at_time('06 09:00'));
SELECT state, due_at, elapsed, remaining, round(used::numeric, 4) AS used FROM cal, sla_status(clock('2026-01-05T08:00Z start'), '15 calendar days', c, at_time('06 09:00'));
SELECT state, due_at, elapsed, remaining FROM cal, sla_status(clock('2026-01-05T16:30Z start'), '0 business minutes', c, at_time('05 20:00'));
SELECT s IS NULL AS null_clock FROM cal, sla_status(NULL, '4 business hours', c, at_time('06 09:00')) AS s;
SELECT sla_state(clock('2026-01-05T08:00Z start'), '4 business hours', c, at_time('05 12:00')) FROM cal;

-- ---- rules of the events (two starts, resume without pause, ...)

SELECT from_at, to_at, state, counted, reason FROM cal, sla_segments(clock('2026-01-05T07:00Z pause', '2026-01-05T07:30Z stop', '2026-01-05T08:00Z start', '2026-01-05T08:30Z start',
  '2026-01-05T09:00Z resume', '2026-01-05T09:30Z resume', '2026-01-05T10:00Z reopen', '2026-01-05T18:00Z pause', '2026-01-05T19:00Z pause', '2026-01-06T09:00Z stop',
  '2026-01-06T10:00Z pause', '2026-01-06T11:00Z stop', '2026-01-06T12:00Z cancel', '2026-01-06T13:00Z cancel'), c, at_time('07 09:00'));
-- every second is explained: no gap, no overlap, and the counted parts sum to the elapsed time
SELECT count(*), bool_and(n.ok) AS touching, bool_and(n.first_at = (SELECT min(at) FROM clock_events(k.c)) AND n.last_at = '2026-01-20 00:00Z') AS whole, bool_and(s.elapsed = n.counted) AS sums
FROM (SELECT id, clock_agg(at, event, reason) AS c FROM log WHERE event <> 'cancel' GROUP BY id) AS k, cal,
     LATERAL sla_status(k.c, '3 business hours', cal.c, '2026-01-20 00:00Z', 'resume', 'freeze') AS s,
     LATERAL (SELECT bool_and(ok) AS ok, sum(counted) AS counted, min(from_at) AS first_at, max(to_at) AS last_at FROM (
       SELECT lag(to_at, 1, from_at) OVER (ORDER BY from_at, to_at) = from_at AS ok, * FROM sla_segments(k.c, cal.c, '2026-01-20 00:00Z')) AS g) AS n
WHERE s.started_at IS NOT NULL;
-- owners hold parts of the whole
SELECT count(*), bool_and(o.elapsed = s.elapsed AND o.paused = s.paused) AS owners_sum
FROM (SELECT id, clock_agg(at, event, reason) AS c FROM log WHERE event <> 'cancel' GROUP BY id) AS k, cal,
     LATERAL sla_status(k.c, '3 business hours', cal.c, '2026-01-20 00:00Z', 'resume', 'freeze') AS s,
     LATERAL (SELECT sum(elapsed) AS elapsed, sum(paused) AS paused FROM owner_times(k.c, cal.c, '2026-01-20 00:00Z')) AS o
WHERE s.started_at IS NOT NULL;
-- the audit's hidden time is the paused time
SELECT count(*), bool_and(coalesce(a.hidden, '0') = s.paused) AS audit_sums
FROM (SELECT id, clock_agg(at, event, reason) AS c FROM log WHERE event <> 'cancel' GROUP BY id) AS k, cal,
     LATERAL sla_status(k.c, '3 business hours', cal.c, '2026-01-20 00:00Z', 'resume', 'freeze') AS s,
     LATERAL (SELECT sum(hidden) AS hidden FROM pause_audit(k.c, cal.c, '2026-01-20 00:00Z')) AS a
WHERE s.started_at IS NOT NULL;
-- a cap: no pause hides more, what was shorter stays, and capping again changes nothing
SELECT count(*), max(a.hidden), bool_and(cap_pauses(capped, cal.c, '45 minutes') = capped) AS stable,
       bool_and((s.paused <= '45 minutes' AND t.paused = s.paused) OR s.paused > '45 minutes') AS short_ones_stay, count(*) FILTER (WHERE t.paused < s.paused) AS cut
FROM (SELECT id, clock_agg(at, event, reason) AS c FROM log WHERE event <> 'cancel' GROUP BY id) AS k, cal,
     LATERAL (SELECT cap_pauses(k.c, cal.c, '45 minutes') AS capped) AS x,
     LATERAL sla_status(k.c, '3 business hours', cal.c, '2026-01-20 00:00Z', 'resume', 'freeze') AS s,
     LATERAL sla_status(capped, '3 business hours', cal.c, '2026-01-20 00:00Z', 'resume', 'freeze') AS t,
     LATERAL (SELECT max(hidden) AS hidden FROM (SELECT sum(hidden) AS hidden FROM (
       SELECT *, count(*) FILTER (WHERE gap) OVER (ORDER BY from_at) AS spell FROM (SELECT *, from_at IS DISTINCT FROM lag(to_at) OVER (ORDER BY from_at) AS gap FROM pause_audit(capped, cal.c, '2026-01-20 00:00Z')) AS p) AS p GROUP BY spell) AS p) AS a;
-- pauses by reason overlap and count once; a resume of an unknown reason ends all
SELECT paused FROM cal, sla_status((SELECT clock_agg(at_time(t), e, r) FROM (VALUES ('05 09:00', 'start', NULL), ('05 10:00', 'pause', 'customer'), ('05 10:30', 'pause', 'vendor'),
  ('05 11:00', 'resume', 'customer'), ('05 11:30', 'resume', 'vendor'), ('05 13:00', 'pause', 'x'), ('05 13:30', 'resume', 'the customer replied')) AS v(t, e, r)), '8 business hours', c, at_time('05 15:00'));
-- simultaneous events: of those, the order in which the fewest are without effect; then stop beats pause
SELECT state FROM cal, sla_status(clock('2026-01-05T08:00Z stop', '2026-01-05T08:00Z pause', '2026-01-05T08:00Z start'), '1 business hour', c, at_time('05 15:00'));
SELECT state FROM cal, sla_status(clock('2026-01-05T08:00Z resume', '2026-01-05T08:00Z pause', '2026-01-05T08:00Z start'), '1 business hour', c, at_time('05 15:00'));

-- ---- reopening and changed targets

SELECT r AS reopen, s.* FROM cal, unnest(ARRAY['resume', 'restart', 'new_cycle', 'ignore']) AS r,
  LATERAL (SELECT state, started_at, stopped_at, due_at, breached_at, elapsed FROM sla_status(clock('2026-01-05T08:00Z start', '2026-01-05T11:00Z stop', '2026-01-05T13:00Z reopen'), '2 business hours', c, at_time('05 15:00'), r)) AS s;
SELECT cycle, state, started_at, stopped_at, breached_at, elapsed FROM cal,
  sla_cycles(clock('2026-01-05T08:00Z start', '2026-01-05T11:00Z stop', '2026-01-05T13:00Z reopen', '2026-01-05T13:30Z stop', '2026-01-06T08:00Z start', '2026-01-06T09:00Z cancel', '2026-01-06T10:00Z start'), '2 business hours', c, at_time('06 12:00'), 'new_cycle');
SELECT r AS retarget, s.* FROM cal, unnest(ARRAY['carry', 'restart', 'retroactive', 'freeze']) AS r,
  LATERAL (SELECT state, started_at, due_at, breached_at, elapsed, remaining FROM sla_status(clock('2026-01-05T08:00Z start', '2026-01-05T10:00Z retarget 90 business minutes'), '4 business hours', c, at_time('05 11:30'), 'resume', r)) AS s;
-- an extension after the breach heals the state, not the breach
SELECT state, due_at, breached_at, remaining FROM cal, sla_status(clock('2026-01-05T08:00Z start', '2026-01-05T11:00Z extend 3 business hours'), '2 business hours', c, at_time('05 12:30'));
-- staged: 15 days, 30 when complex, 30 more when approved
SELECT t, due_at FROM cal, unnest(ARRAY['06 09:00', '15 09:00', '28 09:00']) AS t,
  sla_status(clock('2026-01-05T08:00Z start', '2026-01-14T09:00Z retarget 30 calendar days', '2026-01-27T09:00Z extend 30 calendar days'), '15 calendar days', c, at_time(t));
SELECT due_at FROM cal, sla_status(clock('2026-01-05T08:00Z start', '2026-01-05T09:00Z extend 1 calendar week'), '3 calendar days', c, at_time('06 09:00'));

-- ---- chains, thresholds, what-if

SELECT stage, name, state, anchor_at, due_at, elapsed, slack, spent, round(share::numeric, 3) AS share, critical
FROM cal, sla_chain(ARRAY['acknowledge', 'classify', 'assign', 'resolve', 'review', 'feedback'],
  ARRAY['10 business minutes', '30 business minutes', '2 business hours', '2 business hours', '48 hours', '72 hours']::sla_target[],
  ARRAY['trigger', 'trigger', 'budget', 'previous', 'resolve', 'previous'], ARRAY[c], at_time('05 09:00'),
  ARRAY[at_time('05 09:05'), at_time('05 09:25'), at_time('05 12:00'), at_time('05 13:30'), NULL, NULL], at_time('05 18:00'));
SELECT stage, state, anchor_at, due_at FROM cal, sla_chain('{a,b,c}', '{1 business hour,2 hours,1 business day}', '{trigger,previous,previous}', ARRAY[c, c, 'tz UTC; mon-sun 00:00-24:00'], at_time('05 09:00'), '{NULL,NULL,NULL}', at_time('05 09:30'));
SELECT share, threshold_at(c, at_time('05 15:00'), '4 business hours', share) AS hours, threshold_at(c, at_time('05 15:00'), '2 business days', share) AS days
FROM cal, unnest(ARRAY[0, 0.5, 0.8, 1, 1.5]) AS share;
SELECT '4 business hours'::sla_target * 0.8, 0.5 * '90 minutes'::sla_target, due_at(c, at_time('05 15:00'), '4 business hours'::sla_target * 0.5) FROM cal;
SELECT w.* FROM cal, what_if(clock('2026-01-05T08:00Z start', '2026-01-05T11:00Z stop'), '4 business hours', c, '2 business hours', 'tz Europe/Berlin; mon-fri 10:00-16:00', at_time('06 09:00')) AS w;
SELECT first_policy(ARRAY['{"severity":["S1","S2"],"channel":"phone"}','{"severity":"S1"}','{"segment":null}',NULL]::jsonb[], f) FROM unnest(ARRAY['{"severity":"S2","channel":"phone"}','{"severity":"S1","channel":"mail"}','{"severity":"S3"}']::jsonb[]) AS f;
SELECT policy_matches('{"severity":"S1"}', '{}') AS absent, policy_matches('{"severity":["S1"]}', '{"severity":null}') AS null_fact, policy_matches('{}', NULL) AS anything, first_policy('{}', '{}') IS NULL AS none;
SELECT sla_outcome('met') AS met, sla_outcome('breached') AS breached, sla_outcome('overdue') AS overdue, sla_outcome('running') IS NULL AS undecided, sla_outcome('skipped') IS NULL AS skipped;

-- ---- errors

\set SHOW_CONTEXT never
DO $$
DECLARE stmt text; s text; m text; d text; h text;
BEGIN
  FOREACH stmt IN ARRAY ARRAY[
    $q$SELECT clock_append(NULL, '2026-01-05Z', 'begin')$q$,
    $q$SELECT clock_append(NULL, '2026-01-05Z', 'start now')$q$,
    $q$SELECT clock_append(NULL, '2026-01-05Z', 'extend')$q$,
    $q$SELECT clock_append(NULL, '2026-01-05Z', 'retarget 3 days')$q$,
    $q$SELECT clock_append(NULL, '2026-01-05Z', 'assign')$q$,
    $q$SELECT clock_append(NULL, 'infinity', 'start')$q$,
    $q$SELECT clock_append(NULL, '2026-01-05Z', 'pause', repeat('x', 1025))$q$,
    $q$SELECT '{"v":2,"events":[]}'::sla_clock$q$,
    $q$SELECT '{"v":1,"events":[["2026-01-05T08:00:00Z"]]}'::sla_clock$q$,
    $q$SELECT '{"v":1,"events":[["yesterday","start"]]}'::sla_clock$q$,
    $q$SELECT '{"v":1,"events":[["2026-01-05T08:00:00Z","begin"]]}'::sla_clock$q$,
    $q$SELECT sla_status(c.c, '4 business hours', cal.c, '2026-02-01', 'reset') FROM clocks c, cal$q$,
    $q$SELECT sla_status(c.c, '4 business hours', cal.c, '2026-02-01', 'resume', 'never') FROM clocks c, cal$q$,
    $q$SELECT sla_status(c.c, '4 business hours', cal.c, 'infinity') FROM clocks c, cal$q$,
    $q$SELECT sla_status(clock('2026-01-05T08:00Z start', '2026-01-05T09:00Z extend 3 business days'), '4 business hours', c, '2026-02-01') FROM cal$q$,
    $q$SELECT * FROM sla_segments(clock('2026-01-05T08:00Z start'), 'tz UTC; mon-fri 09:00-17:00; valid 2026-01-01..2026-01-31', '2026-02-05')$q$,
    $q$SELECT sla_status((SELECT clock_agg('2026-01-05Z', 'pause', n::text) FROM generate_series(1, 65) n), '4 business hours', c, '2026-02-01') FROM cal$q$,
    $q$SELECT '3 business days'::sla_target * 0.5$q$,
    $q$SELECT '3 business hours'::sla_target * 'NaN'$q$,
    $q$SELECT threshold_at(c, '2026-01-05', '3 business hours', -1) FROM cal$q$,
    $q$SELECT sla_chain('{a,b}', '{1 business hour}', '{trigger,trigger}', ARRAY[c], now(), '{NULL,NULL}', now()) FROM cal$q$,
    $q$SELECT sla_chain('{a,b}', '{1 hour,1 hour}', '{trigger,b}', ARRAY[c], now(), '{NULL,NULL}', now()) FROM cal$q$,
    $q$SELECT sla_chain('{a,b,c}', '{1 hour,1 hour,1 hour}', '{trigger,a,b}', ARRAY[c, c], now(), '{NULL,NULL,NULL}', now()) FROM cal$q$,
    $q$SELECT sla_chain('{a,NULL}', '{1 hour,1 hour}', '{trigger,a}', ARRAY[c], now(), '{NULL,NULL}', now()) FROM cal$q$,
    $q$SELECT pause_audit(clock('2026-01-05T08:00Z start'), c, now(), '{}', '1 day') FROM cal$q$,
    $q$SELECT cap_pauses(clock('2026-01-05T08:00Z start'), c, '0') FROM cal$q$]
  LOOP
    BEGIN
      EXECUTE stmt;
      RAISE WARNING 'no error: %', stmt;
    EXCEPTION WHEN OTHERS THEN
      GET STACKED DIAGNOSTICS s = RETURNED_SQLSTATE, m = MESSAGE_TEXT, d = PG_EXCEPTION_DETAIL, h = PG_EXCEPTION_HINT;
      RAISE INFO '% % | % | %', s, m, d, h;
    END;
  END LOOP;
END $$;

SET client_min_messages = warning;
DROP SCHEMA test_sla CASCADE;

-- stopped before it started: what happened is not known; the clock would run on and be overdue
SELECT sla_clock('2026-03-02 09:00Z', '2026-03-02 08:00Z') IS NULL AS reversed, sla_clock(timestamptz '2026-03-02 09:00Z', timestamptz '2026-03-02 08:00Z') IS NULL AS typed, sla_clock('2026-03-02 09:00Z', '2026-03-02 09:00Z') AS at_once, sla_clock('2026-03-02 09:00Z', NULL) AS open, sla_clock(NULL, '2026-03-02 09:00Z') AS no_start;
SELECT hits(r), trials(r), missing(r) FROM (SELECT rate_agg(sla_outcome(sla_state(sla_clock(a, b), '4 business hours', 'tz UTC; mon-fri 9-17', '2026-03-04 09:00')) ) AS r FROM (VALUES (timestamptz '2026-03-02 09:00Z', timestamptz '2026-03-02 12:00Z'), ('2026-03-02 09:00Z', '2026-03-02 08:00Z'), ('2026-03-02 09:00Z', '2026-03-03 12:00Z')) v(a, b)) x;
-- events in any case and width, and in Chinese
SELECT clock_agg(at, e) = clock_agg(at, p) AS same, count(*) FROM (SELECT timestamptz '2026-03-02 01:00Z' + o * interval '1 h' AS at, e, p FROM unnest(ARRAY['START ', ' Pause', 'ｒｅｓｕｍｅ', 'Extend  3 business days', '暂停', '恢复', '延期3个工作日', '改目标 30个自然日', '结束', '重开', '挂起', '继续', '完成', '重新打开', '停止', '取消', '开始'],
  ARRAY['start', 'pause', 'resume', 'extend 3 business days', 'pause', 'resume', 'extend 3 business days', 'retarget 30 calendar days', 'stop', 'reopen', 'pause', 'resume', 'stop', 'reopen', 'stop', 'cancel', 'start']) WITH ORDINALITY u(e, p, o)) v;
SELECT clock_agg('2026-03-02 01:00Z', '开始处理');
SELECT clock_agg('2026-03-02 01:00Z', '延期');
SELECT clock_agg('2026-03-02 01:00Z', 'extended 3 hours');
SELECT clock_agg('2026-03-02 01:00Z', '');
