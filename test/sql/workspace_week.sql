-- A manager's first week on other rows: two tenants in two zones with their own hours, gaps, open and reopened cases, Chinese texts, rows that came late; what the views say against SQL over the tables
-- that uses no view.  And no setting of the session changes any of it.
CREATE SCHEMA by_hand;
SET search_path = by_hand, public, csq;
SET client_min_messages = warning;
CREATE FUNCTION week_dice(n int, what text, sides int) RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT mod(abs(hashtext(what || ' ' || n)::bigint), sides)::int $$;
CREATE FUNCTION week_pick(n int, what text, of text[]) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT nullif(of[1 + week_dice(n, what, cardinality(of))], 'NULL') $$;
SELECT create_workspace('week', '{"tenant":"上海","calendar":"tz Asia/Shanghai; 24x7"}') <> '' AS made;
SELECT add_tenant('week', '{"tenant":"york","calendar":"tz America/New_York; 24x7"}');
UPDATE week.setting SET as_of = '2026-04-14 11:30+00', repeat_within = CASE tenant WHEN 'york' THEN interval '10 days' ELSE '30 days' END;
CREATE TABLE at_of AS SELECT tenant, as_of, zone FROM week.setting;
INSERT INTO week.customer (tenant, customer_id, segment, birth_year, joined_at, left_at, left_reason, annual_value)
SELECT t, 'k' || i, week_pick(i, 'seg', '{vip,mass,NULL}'), CASE WHEN i % 5 > 0 THEN 1940 + i % 70 END, timestamptz '2025-11-03 05:00+00' + i * interval '31 hours', CASE WHEN i % 9 = 0 THEN timestamptz '2026-03-31 20:00+00' END, CASE WHEN i % 9 = 0 THEN '价格' END, i * 10
FROM unnest('{上海,york}'::text[]) t, generate_series(1, 60) i;
-- no complaint between 20 and 26 February; a tenth came in weeks after it was received
INSERT INTO week.complaint (tenant, complaint_id, received_at, channel, customer_id, product, branch, category, severity, text, root_cause, upheld, escalated_at, cost, source, loaded_at)
SELECT t, 'w' || i, at, week_pick(i, t || 'ch', '{phone,app,NULL}'), CASE WHEN week_dice(i, t || 'nobody', 12) > 0 THEN 'k' || 1 + week_dice(i, t || 'cust', 60) ELSE week_pick(i, 'blank', '{NULL," "}') END,
  week_pick(i, t || 'p', '{卡,贷款,wealth,NULL}'), 'b' || week_dice(i, t || 'b', 4), week_pick(i, t || 'cat', '{delay,fees,态度}'), week_pick(i, t || 'sev', '{major,general,general,NULL}'),
  week_pick(i, t || 'text', '{客服态度恶劣，我要向银保监会投诉,扣款两次没有退款,nobody called me back,the app crashed again,NULL}'),
  week_pick(i, t || 'root', '{system,staff,NULL}'), CASE WHEN week_dice(i, 'up', 3) > 0 THEN week_dice(i, 'upheld', 2) = 0 END, CASE WHEN week_dice(i, t || 'esc', 6) = 0 THEN at + interval '26 hours' END,
  CASE WHEN week_dice(i, t || 'paid', 4) = 0 THEN week_dice(i, 'cost', 500) END, week_pick(i, t || 'src', '{crm,hotline,NULL}'), at + CASE WHEN week_dice(i, 'late', 10) = 0 THEN interval '20 days' ELSE '0' END
FROM unnest('{上海,york}'::text[]) t, generate_series(1, 900) i, LATERAL (SELECT timestamptz '2026-01-03 01:17+00' + week_dice(i, t || 'at', 101 * 1440) * interval '1 minute' AS at) x
WHERE NOT at BETWEEN '2026-02-20 00:00+00' AND '2026-02-26 00:00+00';
-- half an hour less than thirty days, between which the clocks of New York go forward
INSERT INTO week.complaint (tenant, complaint_id, received_at, customer_id, category) SELECT t, 'w' || i, at, 'spring', 'fees' FROM unnest('{上海,york}'::text[]) t, (VALUES (1001, timestamptz '2026-02-27 12:00+00'), (1002, '2026-03-29 11:30+00')) v(i, at);
INSERT INTO week.complaint_event (tenant, complaint_id, stage, at, event)
SELECT c.tenant, c.complaint_id, s.stage, c.received_at + (5 + week_dice(n, c.tenant || s.stage, s.m)) * interval '1 minute', 'stop'
FROM (SELECT *, substr(complaint_id, 2)::int AS n FROM week.complaint) c, (VALUES ('response', 200), ('resolution', 7000)) s(stage, m) WHERE week_dice(n, c.tenant || s.stage || 'open', 9) > 0;
INSERT INTO week.complaint_event (tenant, complaint_id, stage, at, event)
SELECT tenant, complaint_id, stage, at + interval '30 hours', CASE week_dice(substr(complaint_id, 2)::int, 'how', 2) WHEN 0 THEN 'reopen' ELSE 'cancel' END FROM week.complaint_event WHERE stage = 'resolution' AND week_dice(substr(complaint_id, 2)::int, tenant || 'again', 15) = 0;
INSERT INTO week.survey (tenant, question, score, answered_at, case_id, customer_id, agent_id, source)
SELECT t, q, CASE q WHEN 'nps' THEN week_dice(i, t || 'nps', 12) - 1 WHEN 'csat' THEN 1 + week_dice(i, t || 'csat', 5) END, timestamptz '2026-01-05 00:00+00' + week_dice(i, t || q, 140000) * interval '1 minute', 'w' || i, 'k' || i % 60, 'a' || i % 5, 'crm'
FROM unnest('{上海,york}'::text[]) t, unnest('{nps,csat}'::text[]) q, generate_series(1, 400) i;
INSERT INTO week.orders (tenant, order_id, customer_id, ordered_at, amount, returned, return_reason)
SELECT t, 'o' || i, 'k' || week_dice(i, t || 'buyer', 90), timestamptz '2025-11-20 00:00+00' + week_dice(i, t || 'ordered', 200000) * interval '1 minute', i, week_dice(i, 'ret', 6) = 0, CASE WHEN week_dice(i, 'ret', 6) = 0 THEN '尺寸' END FROM unnest('{上海,york}'::text[]) t, generate_series(1, 300) i;
INSERT INTO week.exposure (tenant, month, unit, amount) SELECT t, m, 'accounts', 20000 FROM unnest('{上海,york}'::text[]) t, unnest('{2026-01-01,2026-03-01,2026-04-01,2026-05-01}'::date[]) m;
INSERT INTO week.source (tenant, source, fresh_within) SELECT t, s, '3 days' FROM unnest('{上海,york}'::text[]) t, unnest('{crm,hotline,none}'::text[]) s;
ANALYZE;

-- complaints and what became of them, said once more; how severe a complaint is that nobody has graded, its text says (a threat: major)
CREATE VIEW w AS
SELECT c.tenant, c.complaint_id, c.received_at, date_trunc('month', c.received_at AT TIME ZONE a.zone)::date AS month, c.customer_id, c.product, c.category, c.root_cause, c.branch, c.channel, c.upheld, c.escalated_at, c.cost, a.as_of, a.zone, CASE WHEN c.severity IS NULL AND c.text ~ '银保监会' THEN 'major' ELSE c.severity END AS severity,
  (SELECT min(e.at) FROM week.complaint_event e WHERE e.tenant = c.tenant AND e.complaint_id = c.complaint_id AND e.stage = 'response' AND e.at <= a.as_of) AS responded_at, l.event AS last,
  CASE WHEN l.event IN ('stop', 'cancel') THEN l.at END AS closed_at
FROM week.complaint c JOIN at_of a USING (tenant)
LEFT JOIN LATERAL (SELECT e.event, e.at FROM week.complaint_event e WHERE e.tenant = c.tenant AND e.complaint_id = c.complaint_id AND e.stage = 'resolution' AND e.at <= a.as_of ORDER BY e.at DESC LIMIT 1) l ON true
WHERE c.received_at <= a.as_of;
CREATE FUNCTION same(question text, view_says text, by_hand text, OUT n bigint, OUT differ bigint) LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('WITH v AS MATERIALIZED (%s), h AS MATERIALIZED (%s) SELECT (SELECT count(*) FROM h), (SELECT count(*) FROM ((TABLE v EXCEPT ALL TABLE h) UNION ALL (TABLE h EXCEPT ALL TABLE v)) x)', view_says, by_hand) INTO n, differ;
END $$;
CREATE TABLE questions (place int GENERATED ALWAYS AS IDENTITY, question text, view_says text, by_hand text);
INSERT INTO questions (question, view_says, by_hand) VALUES
('what is overdue',
 $q$SELECT tenant, complaint_id, stage, due_at FROM week.v_overdue WHERE stage IN ('response', 'resolution')$q$,
 $q$SELECT w.tenant, w.complaint_id, 'response', received_at + CASE WHEN severity = 'major' THEN interval '30 minutes' ELSE '2 hours' END FROM s AS w WHERE responded_at IS NULL AND received_at + CASE WHEN severity = 'major' THEN interval '30 minutes' ELSE '2 hours' END < as_of
  UNION ALL SELECT tenant, complaint_id, 'resolution', received_at + interval '72 hours' FROM s AS w WHERE last IS NULL AND received_at + interval '72 hours' < as_of
  UNION ALL SELECT tenant, complaint_id, 'resolution', received_at + interval '102 hours' FROM s AS w WHERE last = 'reopen' AND stopped_at < received_at + interval '72 hours' AND received_at + interval '102 hours' < as_of
  UNION ALL SELECT tenant, complaint_id, 'resolution', received_at + interval '72 hours' FROM s AS w WHERE last = 'reopen' AND stopped_at >= received_at + interval '72 hours'$q$),
('in time, open cases counted',
 $q$SELECT tenant, month, sum(hits), sum(trials), sum(undecided) FROM week.v_attainment WHERE stage = 'response' GROUP BY 1, 2$q$,
 $q$SELECT tenant, month, count(*) FILTER (WHERE hit), count(hit), count(*) FILTER (WHERE hit IS NULL) FROM (SELECT *, CASE WHEN responded_at <= by THEN true WHEN responded_at IS NOT NULL OR as_of > by THEN false END AS hit
   FROM (SELECT *, received_at + CASE WHEN severity = 'major' THEN interval '30 minutes' ELSE '2 hours' END AS by FROM s) x) y GROUP BY 1, 2$q$),
('days to close, median where all are closed',
 $q$SELECT tenant, month, product, n, open_cases, CASE WHEN open_cases = 0 THEN median_seconds::bigint END FROM week.v_resolution$q$,
 $q$SELECT tenant, month, coalesce(product, '(unknown)'), count(*), count(*) - count(closed_at), CASE WHEN count(*) = count(closed_at) THEN (percentile_disc(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM closed_at - received_at)))::bigint END
   FROM w WHERE last IS DISTINCT FROM 'cancel' GROUP BY 1, 2, 3$q$),
('backlog at each end of a month',
 $q$SELECT tenant, month, sum(received), sum(closed), sum(open_at_end) FROM week.v_backlog GROUP BY 1, 2$q$,
 $q$SELECT a.tenant, m::date, (SELECT count(*) FROM w WHERE w.tenant = a.tenant AND month = m), (SELECT count(*) FROM w WHERE w.tenant = a.tenant AND date_trunc('month', closed_at AT TIME ZONE w.zone) = m),
   (SELECT count(*) FROM w WHERE w.tenant = a.tenant AND received_at < (m + interval '1 month') AT TIME ZONE w.zone AND (closed_at IS NULL OR closed_at >= (m + interval '1 month') AT TIME ZONE w.zone))
   FROM at_of a, generate_series((SELECT min(month) FROM w WHERE w.tenant = a.tenant)::timestamp, '2026-04-01', '1 month') m$q$),
('age of what is open',
 $q$SELECT tenant, age_class, sum(n) FROM week.v_ageing GROUP BY 1, 2$q$,
 $q$SELECT tenant, CASE WHEN d < 1 THEN 'up to 1 day' WHEN d < 3 THEN '1 to 3 days' WHEN d < 7 THEN '3 to 7 days' WHEN d < 15 THEN '7 to 15 days' WHEN d < 30 THEN '15 to 30 days' WHEN d < 60 THEN '30 to 60 days' ELSE 'over 60 days' END, count(*)
   FROM (SELECT *, extract(epoch FROM as_of - received_at) / 86400 AS d FROM w WHERE closed_at IS NULL) x GROUP BY 1, 2$q$),
('which reasons make 80 %',
 $q$SELECT tenant, dimension, place, reason, n, vital FROM week.v_pareto WHERE dimension IN ('category', 'root_cause')$q$,
 $q$SELECT tenant, dimension, place, reason, n, running - n < 0.8 * total FROM (SELECT tenant, dimension, reason, count(*) AS n, row_number() OVER o AS place, sum(count(*)) OVER o AS running, sum(count(*)) OVER (PARTITION BY tenant, dimension) AS total
   FROM w, LATERAL (VALUES ('category', category), ('root_cause', coalesce(root_cause, '(unknown)'))) v(dimension, reason) GROUP BY 1, 2, 3 WINDOW o AS (PARTITION BY tenant, dimension ORDER BY count(*) DESC, reason)) x$q$),
('who complained again',
 $q$SELECT tenant, complaint_id, next_id, repeated, window_over FROM week.v_repeat_case$q$,
 $q$SELECT w.tenant, w.complaint_id, n.complaint_id, CASE WHEN n.received_at <= w.received_at + b.within THEN true WHEN w.as_of > w.received_at + b.within THEN false END, w.as_of > w.received_at + b.within
   FROM w JOIN (VALUES ('york', interval '240 hours'), ('上海', '720 hours')) b(tenant, within) USING (tenant) LEFT JOIN LATERAL (SELECT * FROM w AS n WHERE n.tenant = w.tenant AND n.customer_id = w.customer_id AND n.category = w.category
     AND (n.received_at, n.complaint_id) > (w.received_at, w.complaint_id) ORDER BY n.received_at, n.complaint_id LIMIT 1) n ON true WHERE btrim(w.customer_id) <> ''$q$),
('per 1,000 accounts',
 $q$SELECT tenant, month, n, per_thousand::numeric(12, 6) FROM week.v_complaint_rate$q$,
 $q$SELECT e.tenant, e.month, (SELECT count(*) FROM w WHERE w.tenant = e.tenant AND w.month = e.month), ((SELECT count(*) FROM w WHERE w.tenant = e.tenant AND w.month = e.month) / 20.0)::numeric(12, 6) FROM week.exposure e$q$),
('NPS by month, scores off the scale left out',
 $q$SELECT tenant, month, sum(promoters), sum(passives), sum(detractors) FROM week.v_nps_month GROUP BY 1, 2$q$,
 $q$SELECT tenant, date_trunc('month', answered_at AT TIME ZONE zone)::date, count(*) FILTER (WHERE score >= 9), count(*) FILTER (WHERE score IN (7, 8)), count(*) FILTER (WHERE score <= 6)
   FROM week.survey JOIN at_of USING (tenant) WHERE question = 'nps' AND score BETWEEN 0 AND 10 AND answered_at <= as_of GROUP BY 1, 2$q$),
('who threatens',
 $q$SELECT tenant, complaint_id FROM week.v_complaint WHERE reasons ~ 'regulator'$q$,
 $q$SELECT tenant, complaint_id FROM week.complaint JOIN at_of USING (tenant) WHERE text ~ '银保监会' AND received_at <= as_of$q$),
('the quarter of the regulators',
 $q$SELECT tenant, quarter, figure, hits, trials, undecided FROM week.v_regulator WHERE figure IN ('received', 'closed within 4 weeks', 'outstanding', 'upheld', 'response within 15 days', 'closed within 15 days')$q$,
 $q$SELECT tenant, date_trunc('quarter', month)::date, figure, count(*) FILTER (WHERE hit), count(hit), count(*) FILTER (WHERE hit IS NULL) FROM (SELECT *, extract(epoch FROM coalesce(closed_at, as_of) - received_at) / 86400 AS days FROM w) x, LATERAL (VALUES
   ('received', true), ('outstanding', closed_at IS NULL), ('upheld', CASE WHEN closed_at IS NOT NULL THEN upheld END), ('closed within 4 weeks', CASE WHEN closed_at IS NOT NULL THEN days <= 28 WHEN days > 28 THEN false END),
   ('closed within 15 days', CASE WHEN closed_at IS NOT NULL THEN days <= 15 WHEN days > 15 THEN false END),
   ('response within 15 days', CASE WHEN extract(epoch FROM responded_at - received_at) <= 15 * 86400 OR closed_at IS NOT NULL AND days <= 15 THEN true WHEN responded_at IS NOT NULL OR days > 15 THEN false END)) f(figure, hit) GROUP BY 1, 2, 3$q$),
('customers who bought again',
 $q$SELECT tenant, month, n, bought_again, bought_again_trials, returned FROM week.v_orders$q$,
 $q$SELECT tenant, date_trunc('month', ordered_at AT TIME ZONE zone)::date, count(*), count(*) FILTER (WHERE again), count(again), count(*) FILTER (WHERE returned) FROM (SELECT o.*, a.zone, CASE WHEN n.at <= o.ordered_at + interval '2160 hours' THEN true WHEN as_of > o.ordered_at + interval '2160 hours' THEN false END AS again
   FROM week.orders o JOIN at_of a USING (tenant) LEFT JOIN LATERAL (SELECT min(p.ordered_at) AS at FROM week.orders p WHERE p.tenant = o.tenant AND p.customer_id = o.customer_id AND (p.ordered_at, p.order_id) > (o.ordered_at, o.order_id)) n ON true) x GROUP BY 1, 2$q$),
('who left',
 $q$SELECT tenant, month, sum(hits), sum(trials) FROM week.v_churn GROUP BY 1, 2$q$,
 $q$SELECT u.tenant, m::date, count(*) FILTER (WHERE left_at < (m + interval '1 month') AT TIME ZONE zone), count(*) FROM week.customer u JOIN at_of USING (tenant), generate_series('2025-11-01', '2026-04-01', interval '1 month') g, LATERAL (SELECT g::timestamp AS m) x
   WHERE joined_at <= m AT TIME ZONE zone AND coalesce(left_at, 'infinity') >= m AT TIME ZONE zone GROUP BY 1, 2$q$),
('complaints of a day',
 $q$SELECT tenant, day, sum(n) FROM week.v_complaint_day GROUP BY 1, 2$q$,
 $q$SELECT c.tenant, (c.received_at AT TIME ZONE zone)::date, count(*) FROM week.complaint c JOIN at_of USING (tenant) GROUP BY 1, 2$q$),
('which branch escalates',
 $q$SELECT tenant, month, segment, age_group, n, escalated FROM week.v_segment$q$,
 $q$SELECT w.tenant, w.month, coalesce(u.segment, '(unknown)'), CASE WHEN u.birth_year IS NULL THEN '(unknown)' WHEN extract(year FROM w.received_at AT TIME ZONE w.zone) - u.birth_year >= 60 THEN '60 and older' ELSE 'under 60' END, count(*), count(w.escalated_at)
   FROM w LEFT JOIN week.customer u USING (tenant, customer_id) GROUP BY 1, 2, 3, 4$q$),
('how fresh a source is',
 $q$SELECT tenant, source, n, fresh FROM week.v_source WHERE registered$q$,
 $q$SELECT tenant, source, (SELECT count(*) FROM x WHERE x.tenant = r.tenant AND x.source = r.source), coalesce((SELECT max(loaded_at) FROM x WHERE x.tenant = r.tenant AND x.source = r.source) >= as_of - interval '72 hours', false)
   FROM week.source r JOIN at_of USING (tenant)$q$);
CREATE VIEW x AS SELECT tenant, source, loaded_at FROM week.complaint UNION ALL SELECT tenant, source, loaded_at FROM week.survey;
CREATE VIEW s AS SELECT w.*, (SELECT e.at FROM week.complaint_event e WHERE e.tenant = w.tenant AND e.complaint_id = w.complaint_id AND e.stage = 'resolution' AND e.event = 'stop') AS stopped_at FROM w;
SELECT q.question, s.n, s.differ FROM questions q, same(q.question, q.view_says, q.by_hand) s ORDER BY q.place;

-- every view and function of the week under settings that a session may have
CREATE FUNCTION sums(OUT of text, OUT n bigint, OUT sum numeric) RETURNS SETOF record LANGUAGE plpgsql AS $$
BEGIN
  FOR of IN SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'week'::regnamespace AND c.relkind = 'v' ORDER BY 1 LOOP
    EXECUTE format('SELECT count(*), sum(hash_record_extended(v, 0)) FROM week.%I AS v', of) INTO n, sum;
    RETURN NEXT;
  END LOOP;
END $$;
CREATE TABLE plain AS SELECT * FROM sums();
SELECT count(*) > 60 AS views, count(*) FILTER (WHERE n > 0) > 30 AS with_rows FROM plain;
SET timezone = 'America/New_York';
SET datestyle = 'SQL, DMY';
SET intervalstyle = 'iso_8601';
SET extra_float_digits = -5;
SELECT of FROM (SELECT * FROM sums() EXCEPT TABLE plain) x ORDER BY 1;
SET timezone = 'Australia/Lord_Howe';
SET jit = off;
SET enable_hashagg = off;
SET enable_hashjoin = off;
SELECT of FROM (SELECT * FROM sums() EXCEPT TABLE plain) x ORDER BY 1;
RESET ALL;
SET search_path = by_hand, public, csq;
SET client_min_messages = warning;
SELECT tick('week') > 100 AS raised;
SET timezone = 'Australia/Lord_Howe';
SET intervalstyle = 'iso_8601';
SELECT tick('week') AS again, (SELECT count(*) FROM week.alert_check k JOIN week.setting s USING (tenant) WHERE k.checked_at = s.as_of) AS looked_at_everything_then;
RESET ALL;
SET search_path = by_hand, public, csq;
SET client_min_messages = warning;
-- what lies elsewhere does not go with it unasked
SELECT drop_workspace('week');
DROP VIEW s, x, w;
SELECT drop_workspace('week');
DROP TABLE questions, at_of, plain;
DROP FUNCTION same, sums, week_dice, week_pick;
DROP SCHEMA by_hand;
