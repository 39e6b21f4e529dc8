-- A workspace: made, filled, read, shared by two tenants, dropped.
SET search_path = public, csq;
SET timezone = 'America/New_York';
SELECT create_workspace('service', '{"calendar":"tz Asia/Shanghai; mon-fri 09:00-18:00","tenant":"bank"}');
SELECT tenant, zone, calendar FROM service.setting;
SELECT policy_id, stage, anchor, condition, target FROM service.policy ORDER BY policy_id;
-- the caller owns it, it is no part of the extension, search_path is as it was
SELECT count(*) FILTER (WHERE c.relowner <> current_user::regrole) AS of_others, count(d.objid) AS members
FROM pg_class c LEFT JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e' WHERE c.relnamespace = 'service'::regnamespace;
SHOW search_path;

-- what BI tools can read: plain types, a comment on everything, every view the right of who asks
SELECT DISTINCT format_type(a.atttypid, NULL) FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
WHERE c.relnamespace = 'service'::regnamespace AND c.relkind = 'v' ORDER BY 1;
SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum >= 0 AND NOT a.attisdropped
WHERE c.relnamespace = 'service'::regnamespace AND c.relkind IN ('r', 'v') AND coalesce(col_description(c.oid, a.attnum), '') !~ '[a-z].*\. .*。$';
SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'service'::regnamespace AND c.relkind IN ('r', 'v') AND coalesce(obj_description(c.oid), '') !~ '[a-z].*\. .*。$';
SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'service'::regnamespace AND c.relkind = 'v' AND NOT coalesce(c.reloptions @> '{security_invoker=true}', false);
-- beside every share, the ends of its interval and the counts it is made of (but for shares of a whole)
SELECT view_name, metric FROM metrics('service') WHERE unit = 'share of 1' AND parts IS NULL ORDER BY 1, 2;
-- every key has the tenant
SELECT c.relname FROM pg_class c JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype IN ('p', 'u')
WHERE c.relnamespace = 'service'::regnamespace AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant' AND a.attnum = ANY (k.conkey));

-- one case, by hand: Friday 17:00 in Shanghai, 24x7 targets
UPDATE service.setting SET as_of = '2026-03-20 12:00+08';
INSERT INTO service.customer (tenant, customer_id, segment, birth_year) VALUES ('bank', 'c1', 'vip', 1950), ('bank', 'c2', 'mass', 1990);
INSERT INTO service.complaint (tenant, complaint_id, received_at, channel, customer_id, product, text) VALUES
  ('bank', 'a', '2026-03-06 17:00+08', 'phone', 'c1', 'card', '客服态度恶劣，我要向银保监会投诉'),
  ('bank', 'b', '2026-03-18 10:00+08', 'app', 'c2', 'loan', '你好'),
  ('bank', 'c', '2026-03-20 11:00+08', 'app', 'c1', 'card', 'hello');
INSERT INTO service.complaint_event (tenant, complaint_id, stage, at, event) VALUES
  ('bank', 'a', 'response', '2026-03-06 17:20+08', 'stop'), ('bank', 'a', 'resolution', '2026-03-07 09:00+08', 'pause'), ('bank', 'a', 'resolution', '2026-03-09 09:00+08', 'resume'),
  ('bank', 'a', 'resolution', '2026-03-10 09:00+08', 'stop'), ('bank', 'a', 'review', '2026-03-13 09:00+08', 'stop'),
  ('bank', 'b', 'response', '2026-03-18 13:00+08', 'stop');
SELECT complaint_id, labeller, category, severity, emotion FROM service.complaint_label ORDER BY 1, 2;
SELECT complaint_id, category, severity, segment, age_group, responded_at AT TIME ZONE 'Asia/Shanghai' AS responded, closed_at AT TIME ZONE 'Asia/Shanghai' AS closed FROM service.v_complaint ORDER BY 1;
SELECT complaint_id, response_due AT TIME ZONE 'Asia/Shanghai' AS response_due, resolution_due AT TIME ZONE 'Asia/Shanghai' AS resolution_due FROM service.complaint ORDER BY 1;
SELECT complaint_id, stage, policy_id, state, due_at AT TIME ZONE 'Asia/Shanghai' AS due, elapsed_seconds, paused_seconds, remaining_seconds, in_time FROM service.v_status ORDER BY 1, 2;
SELECT stage, sum(hits) AS hits, sum(trials) AS trials, sum(undecided) AS undecided, sum(overdue) AS overdue FROM service.v_attainment GROUP BY 1 ORDER BY 1;
SELECT complaint_id, stage, seconds_until_due, breach_probability FROM service.v_at_risk ORDER BY seconds_until_due, stage;
SELECT month, product, received, closed, open_at_end FROM service.v_backlog ORDER BY 1, 2;
SELECT product, age_class, n FROM service.v_ageing ORDER BY 1, 2;
-- a person's word counts more than a lexicon's
INSERT INTO service.complaint_label (tenant, complaint_id, labeller, category, severity) VALUES ('bank', 'c', 'person', 'fees', 'major');
SELECT complaint_id, category, severity FROM service.v_complaint WHERE complaint_id = 'c';
SELECT policy_id, state FROM service.v_status WHERE complaint_id = 'c' AND stage = 'response';
SELECT complaint_id, why FROM service.v_to_label ORDER BY 1;

-- a second tenant, with many rows
SELECT add_tenant('service', '{"tenant":"shop","policies":"four_stages","languages":"en","calendar":"tz Europe/Berlin; 24x7"}');
UPDATE service.setting SET as_of = '2026-07-01 00:00+02', funnel = 'home -> cart -> pay; within 1d' WHERE tenant = 'shop';
INSERT INTO service.team (tenant, team_id) VALUES ('shop', 't1');
INSERT INTO service.agent (tenant, agent_id, team_id) SELECT 'shop', 'agent' || i, 't1' FROM generate_series(0, 4) i;
INSERT INTO service.customer (tenant, customer_id, segment, birth_year, joined_at, left_at, left_reason, annual_value)
SELECT 'shop', 'k' || i, (ARRAY['gold', 'silver'])[i % 2 + 1], 1940 + i % 60, '2025-06-01', CASE WHEN i % 17 = 0 THEN timestamptz '2026-02-01' + i * interval '1 day' END,
  CASE WHEN i % 17 = 0 THEN (ARRAY['slow', 'price'])[i % 2 + 1] END, 100 FROM generate_series(0, 99) i;
INSERT INTO service.complaint (tenant, complaint_id, received_at, channel, customer_id, product, category, severity, text, root_cause, upheld, escalated_at, cost, source)
SELECT 'shop', 'x' || i, timestamptz '2026-01-01 00:00+01' + i * interval '7 hours 13 minutes', (ARRAY['phone', 'app', 'chat'])[i % 3 + 1], 'k' || i * 7 % 50, (ARRAY['shoes', 'toys'])[i % 2 + 1],
  (ARRAY['delivery', 'refund', 'quality', 'delivery', 'delivery'])[i % 5 + 1], CASE WHEN i % 9 = 0 THEN 'major' END, NULL, (ARRAY['process', 'person', 'process'])[i % 3 + 1], i % 3 = 0,
  CASE WHEN i % 11 = 0 THEN timestamptz '2026-01-01 00:00+01' + i * interval '7 hours 13 minutes' + interval '1 day' END, i % 5, 'crm'
FROM generate_series(0, 599) i;
INSERT INTO service.complaint_event (tenant, complaint_id, stage, at, event)
SELECT 'shop', 'x' || i, s.stage, timestamptz '2026-01-01 00:00+01' + i * interval '7 hours 13 minutes' + (s.f + i % s.m) * interval '1 minute', 'stop'
FROM generate_series(0, 599) i, (VALUES ('response', 2, 12), ('classification', 5, 31), ('assignment', 30, 100), ('resolution', 100, 180)) s(stage, f, m)
WHERE i % 10 <> 3 OR s.stage = 'response';
INSERT INTO service.survey (tenant, question, score, answered_at, agent_id, customer_id, channel, case_id, handled_at, notified_at, course, source)
SELECT 'shop', q.question, CASE q.question WHEN 'nps' THEN i * 7 % 12 WHEN 'csat' THEN i * 7 % 6 ELSE nullif(i * 5 % 8, 0) END, timestamptz '2026-01-01 12:00+01' + i * interval '11 hours', 'agent' || i % 5, 'k' || i % 100, (ARRAY['phone', 'app'])[i % 2 + 1], 'x' || i,
  CASE WHEN i % 4 < 3 THEN timestamptz '2026-01-01 12:00+01' + i * interval '11 hours' + i % 100 * interval '1 hour' END, CASE WHEN i % 4 < 2 THEN timestamptz '2026-01-01 12:00+01' + i * interval '11 hours' + i % 90 * interval '1 hour' END, 'listening', 'survey'
FROM generate_series(0, 299) i, (VALUES ('nps'), ('csat'), ('ces')) q(question);
INSERT INTO service.survey_invite (tenant, case_id, eligible_at, invited_at)
SELECT 'shop', 'x' || i, timestamptz '2026-01-02 00:00+01' + i * interval '7 hours', CASE WHEN i % 10 <> 0 THEN timestamptz '2026-01-02 00:00+01' + i * interval '7 hours' END FROM generate_series(0, 599) i;
INSERT INTO service.contact (tenant, contact_id, case_id, customer_id, agent_id, channel, modality, queue, scene, offered_at, answered_at, abandoned_at, ended_at, handle_seconds, robot, resolved, escalated, article_id, monitored, personalised, cost, source)
SELECT 'shop', 'n' || i, 'x' || i % 600, CASE WHEN i % 8 > 0 THEN 'k' || i % 100 END, CASE WHEN i % 6 > 0 THEN 'agent' || i % 5 END, (ARRAY['phone', 'chat'])[i % 2 + 1], 'voice', 'q', 'enquiry', t, CASE WHEN i % 13 > 0 THEN t + i % 50 * interval '1 second' END,
  CASE WHEN i % 13 = 0 AND i % 26 > 0 THEN t + interval '40 seconds' END, CASE WHEN i % 13 > 0 THEN t + interval '5 minutes' END, CASE WHEN i % 13 > 0 THEN 250 END, i % 7 = 0, i % 3 > 0, i % 9 = 0, CASE WHEN i % 4 = 0 THEN 'kb1' END, i % 20 > 0, i % 5 = 0, 1.5, 'acd'
FROM (SELECT i, timestamptz '2026-01-01 08:00+01' + i * interval '2 hours 1 minute' AS t FROM generate_series(0, 999) i) x;
INSERT INTO service.touch (tenant, case_id, customer_id, at, touchpoint, channel, department, emotion, seconds, succeeded, source)
SELECT 'shop', 'j' || i / 5, 'k' || i % 100, timestamptz '2026-01-01 09:00+01' + i / 5 * interval '9 hours' + i % 5 * interval '10 minutes', (ARRAY['home', 'page', 'cart', 'bot', 'pay'])[CASE WHEN i % 35 > 30 THEN 1 ELSE i % 5 + 1 END], (ARRAY['web', 'web', 'app'])[i % 3 + 1],
  (ARRAY['sales', 'service'])[i % 2 + 1], i % 5 - 2, i % 7 * 0.7, i % 6 > 0, 'web' FROM generate_series(0, 1499) i;
INSERT INTO service.qa_score (tenant, contact_id, rule, reviewer, passed, red_line, agent_id, reviewed_at)
SELECT 'shop', 'n' || i, r.rule, r.reviewer, (i + length(r.reviewer)) % 6 > 0, r.rule = 'privacy', 'agent' || i % 5, timestamptz '2026-01-02 08:00+01' + i * interval '2 hours'
FROM generate_series(1, 400) i, (VALUES ('greeting', 'ann'), ('privacy', 'ann'), ('greeting', 'ai')) r(rule, reviewer);
INSERT INTO service.training (tenant, agent_id, course, held_at, hours, passed)
SELECT 'shop', 'agent' || i % 5, (ARRAY['listening', 'privacy'])[i % 2 + 1], timestamptz '2026-01-05 09:00+01' + i * interval '9 days', 4, i % 4 > 0 FROM generate_series(0, 17) i;
INSERT INTO service.course_rule (tenant, defect, course) VALUES ('shop', 'greeting', 'listening'), ('shop', 'privacy', 'privacy');
INSERT INTO service.compensation (tenant, complaint_id, kind, offered_at, accepted, cost) SELECT 'shop', 'x' || i, (ARRAY['coupon', 'points'])[i % 2 + 1], timestamptz '2026-01-04 00:00+01' + i * interval '8 hours', nullif(i % 10, 5) > 0, 5 FROM generate_series(0, 99) i;
INSERT INTO service.orders (tenant, order_id, customer_id, ordered_at, amount, returned, return_reason)
SELECT 'shop', 'o' || i, 'k' || i * 13 % 100, timestamptz '2026-01-01 06:00+01' + i * interval '9 hours', 20, i % 12 = 0, CASE WHEN i % 12 = 0 THEN 'size' END FROM generate_series(0, 449) i;
INSERT INTO service.exposure (tenant, month, unit, amount) SELECT 'shop', m, 'accounts', 5000 FROM generate_series(timestamp '2026-01-01', '2026-06-01', '1 month') m;
INSERT INTO service.improvement (tenant, improvement_id, complaint_id, root_cause, action, owner, due, done_at, raised_at) VALUES
  ('shop', 'i1', 'x1', 'process', 'shorter form', 'ann', '2026-03-01', '2026-02-20', '2026-01-20'), ('shop', 'i2', 'x2', 'person', 'course', 'bob', '2026-04-01', NULL, '2026-02-01');
INSERT INTO service.milestone (tenant, milestone_id, module, phase, due, done_on) VALUES ('shop', 'm1', 'touchpoints', '1', '2026-02-01', '2026-01-30'), ('shop', 'm2', 'process', '1', '2026-03-01', NULL);
INSERT INTO service.qa_script (tenant, script_id, rules) VALUES ('shop', 'chat', '[{"rule":"greeting","kind":"must","say":["hello"],"within_turns":1,"weight":2},{"rule":"not my job","kind":"must_not","say":["not my job"],"red_line":true}]');
INSERT INTO service.contact_transcript (tenant, contact_id, turns)
SELECT 'shop', 'n' || i, jsonb_build_array(jsonb_build_object('speaker', 'agent', 'text', CASE WHEN i % 4 > 0 THEN 'hello, what can I do' ELSE 'yes' END), jsonb_build_object('speaker', 'customer', 'text', 'where is my parcel'),
  jsonb_build_object('speaker', 'agent', 'text', CASE WHEN i % 10 = 0 THEN 'that is not my job' ELSE 'on its way' END)) FROM generate_series(0, 99) i;
INSERT INTO service.knowledge_use (tenant, article_id, used_at, contact_id, agent_id, helpful)
SELECT 'shop', 'kb' || i % 3, timestamptz '2026-01-02 00:00+01' + i * interval '10 hours', 'n' || i, 'agent' || i % 5, nullif(i % 7, 3) > 2 FROM generate_series(0, 299) i;
-- the sample of a day for two reviewers, once
SELECT pick_for_review('service', '2026-01-02', '{ann,bob}') AS picked, pick_for_review('service', '2026-01-02', '{ann,bob}') AS again, pick_for_review('service', '2026-03-20', '{cleo}', 300) AS of_march, pick_for_review('service') AS yesterday;
SELECT day, due, string_agg(DISTINCT reviewer, ' ') AS reviewers, count(*), max(n) - min(n) AS apart FROM (SELECT *, count(*) OVER (PARTITION BY day, reviewer) AS n FROM service.qa_pick) x GROUP BY 1, 2 ORDER BY 1;
INSERT INTO service.source (tenant, source, layer) VALUES ('shop', 'crm', 'collection'), ('shop', 'ivr', 'perception');
INSERT INTO service.benchmark (tenant, metric, peer, value, valid_from) VALUES ('shop', 'csat', 'best', 0.78, '2026-01-01');
INSERT INTO service.target (tenant, target_id, metric, dimension, kind, value, baseline_from, baseline_until, now_from) VALUES
  ('shop', 'nps +15', 'nps', NULL, 'points', 15, '2026-01-01', '2026-03-01', '2026-03-01'),
  ('shop', 'csat 90 %', 'csat', NULL, 'at_least', 0.9, '2026-01-01', '2026-03-01', '2026-03-01'),
  ('shop', 'response 98 %', 'attainment', 'response', 'at_least', 0.98, '2026-01-01', '2026-03-01', '2026-03-01'),
  ('shop', 'repeats -50 %', 'repeat', NULL, 'relative', -0.5, '2026-01-01', '2026-03-01', '2026-03-01');
ANALYZE;
CALL service.link_complaints(200);

-- every view has rows of this tenant, but for what needs a model, people or texts
CREATE FUNCTION num_rows(view_name text, of_tenant text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE n bigint; BEGIN EXECUTE format('SELECT count(*) FROM service.%I WHERE tenant = %L', view_name, of_tenant) INTO n; RETURN n; END $$;
SELECT relname FROM pg_class WHERE relnamespace = 'service'::regnamespace AND relkind = 'v' AND num_rows(relname, 'shop') = 0 ORDER BY 1;

-- no figure is NaN or infinite
SELECT DISTINCT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND a.atttypid = 'float8'::regtype
WHERE c.relnamespace = 'service'::regnamespace AND c.relkind = 'v' AND
  (xpath('//n/text()', query_to_xml(format('SELECT count(*) AS n FROM service.%I WHERE %I IN (''NaN'', ''Infinity'', ''-Infinity'')', c.relname, a.attname), false, true, '')))[1]::text <> '0';

-- SUM over a view by month is what csq says over the rows
SELECT x.month, x.promoters = promoters(r.s) AND x.passives = passives(r.s) AND x.detractors = detractors(r.s) AND x.answers = answers(r.s) AS same_parts,
  abs(100.0 * (x.promoters - x.detractors) / x.answers - nps(r.s)) < 1e-9 AS same_nps
FROM (SELECT month, sum(promoters) AS promoters, sum(passives) AS passives, sum(detractors) AS detractors, sum(answers) AS answers FROM service.v_nps_month WHERE tenant = 'shop' GROUP BY 1) x
FULL JOIN (SELECT date_trunc('month', answered_at AT TIME ZONE 'Europe/Berlin')::date AS month, score_agg(score) AS s FROM service.survey
           WHERE tenant = 'shop' AND question = 'nps' AND score BETWEEN 0 AND 10 GROUP BY 1) r USING (month) ORDER BY 1;
CREATE TEMP TABLE sums AS
SELECT 'csat' AS what, month, sum(hits) AS hits, sum(trials) AS trials FROM service.v_csat_month WHERE tenant = 'shop' AND scale = 'csat' GROUP BY 2
UNION ALL SELECT 'nps', month, sum(promoters), sum(answers) FROM service.v_nps_month WHERE tenant = 'shop' GROUP BY 2
UNION ALL SELECT 'repeat', month, sum(hits), sum(trials) FROM service.v_repeat WHERE tenant = 'shop' GROUP BY 2
UNION ALL SELECT 'response', month, sum(hits), sum(trials) FROM service.v_attainment WHERE tenant = 'shop' AND stage = 'response' GROUP BY 2
UNION ALL SELECT 'resolution', month, sum(hits), sum(trials) FROM service.v_attainment WHERE tenant = 'shop' AND stage = 'resolution' GROUP BY 2
UNION ALL SELECT 'service level', month, sum(hits), sum(trials) FROM service.v_calls WHERE tenant = 'shop' GROUP BY 2
UNION ALL SELECT 'connected', month, sum(connected), sum(connected_trials) FROM service.v_calls WHERE tenant = 'shop' GROUP BY 2
UNION ALL SELECT 'resolved', month, sum(resolved), sum(resolved_trials) FROM service.v_contact_month WHERE tenant = 'shop' GROUP BY 2
UNION ALL SELECT 'switched', month, sum(hits), sum(trials) FROM service.v_channel_switch WHERE tenant = 'shop' GROUP BY 2
UNION ALL SELECT 'touchpoint', month, sum(hits), sum(trials) FROM service.v_touchpoint WHERE tenant = 'shop' AND touchpoint = 'page' GROUP BY 2
UNION ALL SELECT 'loop', month, sum(hits), sum(trials) FROM service.v_loop WHERE tenant = 'shop' GROUP BY 2
UNION ALL SELECT 'accepted', month, sum(hits), sum(trials) FROM service.v_compensation WHERE tenant = 'shop' GROUP BY 2
UNION ALL SELECT 'returned', month, sum(returned), sum(returned_trials) FROM service.v_orders WHERE tenant = 'shop' GROUP BY 2
UNION ALL SELECT 'qa', date_trunc('month', day)::date, sum(hits), sum(trials) FROM service.v_qa_report WHERE tenant = 'shop' GROUP BY 2
UNION ALL SELECT 'backlog', month, sum(received), sum(closed) FROM service.v_backlog WHERE tenant = 'shop' GROUP BY 2
UNION ALL SELECT 'segment', month, sum(escalated), sum(n) FROM service.v_segment WHERE tenant = 'shop' GROUP BY 2
UNION ALL SELECT 'invited', month, sum(answered), sum(invited) FROM service.v_coverage WHERE tenant = 'shop' GROUP BY 2
UNION ALL SELECT 'agents', month, sum(hits), sum(trials) FROM service.v_agent_tier WHERE tenant = 'shop' GROUP BY 2
UNION ALL SELECT 'bought again', month, sum(bought_again), sum(bought_again_trials) FROM service.v_orders WHERE tenant = 'shop' GROUP BY 2
UNION ALL SELECT 'trained', quarter, sum(hits), sum(trials) FROM service.v_training WHERE tenant = 'shop' GROUP BY 2
UNION ALL SELECT 'linked', month, sum(linked), sum(contacts) FROM service.v_contact_month WHERE tenant = 'shop' GROUP BY 2
UNION ALL SELECT 'knowledge', month, sum(articles), sum(contacts) FROM service.v_contact_month WHERE tenant = 'shop' GROUP BY 2
UNION ALL SELECT 'waits', month, sum(answered), round(sum(wait_seconds)) FROM service.v_calls WHERE tenant = 'shop' GROUP BY 2
UNION ALL SELECT dimension, month, sum(n), count(DISTINCT reason) FROM service.v_reason_month WHERE tenant = 'shop' GROUP BY 1, 2
UNION ALL SELECT 'resolved cases', month, sum(n), sum(open_cases) FROM service.v_resolution WHERE tenant = 'shop' GROUP BY 2
UNION ALL SELECT 'churn', month, sum(hits), sum(trials) FROM service.v_churn WHERE tenant = 'shop' GROUP BY 2
UNION ALL SELECT 'exposure', month, sum(n), round(sum(exposure)) FROM service.v_complaint_rate WHERE tenant = 'shop' GROUP BY 2
UNION ALL SELECT 'edges', month, sum(n), round(sum(total_seconds)) FROM service.v_process_edge WHERE tenant = 'shop' GROUP BY 2
UNION ALL SELECT 'funnel', month, sum(reached) FILTER (WHERE step = 1), sum(reached) FILTER (WHERE step = 3) FROM service.v_funnel WHERE tenant = 'shop' GROUP BY 2
UNION ALL SELECT 'touches', month, sum(touches), sum(switches) FROM service.v_channel_switch WHERE tenant = 'shop' GROUP BY 2
UNION ALL SELECT 'quarter', quarter, sum(hits) FILTER (WHERE regulator = 'FCA' AND figure = 'received'), sum(hits) FILTER (WHERE regulator = 'FCA' AND figure = 'outstanding') FROM service.v_regulator WHERE tenant = 'shop' GROUP BY 2;
-- every view of figures by time is among them, or is one by day, which is compared with that by month below, as are those of scripts, picks, knowledge and hours with their rows, and duplicates in workspace_link
SELECT m.view_name FROM metrics('service') m WHERE m.additive AND m.dimensions && '{month,quarter,day}' AND m.view_name !~ '_day$' AND m.view_name NOT IN ('v_surge', 'v_chart', 'v_snapshot')
  AND m.view_name <> ALL ('{v_csat_month,v_nps_month,v_repeat,v_attainment,v_calls,v_contact_month,v_channel_switch,v_touchpoint,v_loop,v_compensation,v_orders,v_qa_report,v_backlog,v_segment,v_coverage,v_agent_tier,v_training,v_reason_month,v_resolution,v_churn,v_complaint_rate,v_process_edge,v_funnel,v_regulator,v_knowledge,v_open_hours,v_qa_pick,v_script_month,v_duplicate}') GROUP BY 1;
CREATE TEMP TABLE by_rows AS
WITH r AS (
  SELECT 'csat' AS what, answered_at AS at, score >= 4 AS hit FROM service.survey WHERE tenant = 'shop' AND question = 'csat' AND score BETWEEN 1 AND 5
  UNION ALL SELECT 'nps', answered_at, score >= 9 FROM service.survey WHERE tenant = 'shop' AND question = 'nps' AND score BETWEEN 0 AND 10
  UNION ALL SELECT 'repeat', c.received_at, CASE WHEN c.received_at + interval '30 days' < '2026-07-01 00:00+02' THEN EXISTS (SELECT FROM service.complaint d WHERE d.tenant = 'shop' AND d.customer_id = c.customer_id AND d.category = c.category AND d.received_at > c.received_at AND d.received_at <= c.received_at + interval '30 days' AND d.received_at <= '2026-07-01 00:00+02')
    END FROM service.complaint c WHERE tenant = 'shop' AND c.received_at <= '2026-07-01 00:00+02'
  UNION ALL SELECT 'response', c.received_at, e.at <= c.received_at + interval '10 minutes' FROM service.complaint c JOIN service.complaint_event e USING (tenant, complaint_id) WHERE tenant = 'shop' AND e.stage = 'response' AND c.received_at <= '2026-07-01 00:00+02'
  UNION ALL SELECT 'resolution', c.received_at, e.at <= f.at + interval '2 hours' FROM service.complaint c JOIN service.complaint_event e USING (tenant, complaint_id) JOIN service.complaint_event f USING (tenant, complaint_id)
            WHERE tenant = 'shop' AND e.stage = 'resolution' AND f.stage = 'assignment' AND c.received_at <= '2026-07-01 00:00+02' AND e.at <= '2026-07-01 00:00+02'
  UNION ALL SELECT 'service level', offered_at, coalesce(answered_at <= offered_at + interval '30 seconds', false) FROM service.contact WHERE tenant = 'shop' AND NOT robot
  UNION ALL SELECT 'connected', offered_at, answered_at IS NOT NULL FROM service.contact WHERE tenant = 'shop' AND NOT robot AND (answered_at IS NOT NULL OR abandoned_at IS NOT NULL)
  UNION ALL SELECT 'resolved', offered_at, resolved AND NOT escalated FROM service.contact WHERE tenant = 'shop'
  UNION ALL SELECT 'switched', min(at), count(DISTINCT channel) > 1 FROM service.touch WHERE tenant = 'shop' AND at <= '2026-07-01 00:00+02' GROUP BY case_id
  UNION ALL SELECT 'touchpoint', at, seconds <= 3 FROM service.touch WHERE tenant = 'shop' AND touchpoint = 'page' AND at <= '2026-07-01 00:00+02'
  UNION ALL SELECT 'accepted', offered_at, accepted FROM service.compensation WHERE tenant = 'shop'
  UNION ALL SELECT 'agents', answered_at, score >= 4 FROM service.survey WHERE tenant = 'shop' AND question = 'csat' AND score BETWEEN 1 AND 5 AND agent_id IS NOT NULL AND answered_at <= '2026-07-01 00:00+02'
  UNION ALL SELECT 'bought again', ordered_at, CASE WHEN EXISTS (SELECT FROM service.orders n WHERE n.tenant = 'shop' AND n.customer_id = o.customer_id AND n.ordered_at > o.ordered_at AND n.ordered_at <= o.ordered_at + interval '90 days') THEN true
      WHEN o.ordered_at + interval '90 days' < '2026-07-01 00:00+02' THEN false END FROM service.orders o WHERE tenant = 'shop'
  UNION ALL SELECT 'linked', offered_at, customer_id IS NOT NULL FROM service.contact WHERE tenant = 'shop'
  UNION ALL SELECT 'knowledge', offered_at, article_id IS NOT NULL FROM service.contact WHERE tenant = 'shop'
  UNION ALL SELECT 'returned', ordered_at, returned FROM service.orders WHERE tenant = 'shop'
  UNION ALL SELECT 'qa', reviewed_at, passed FROM service.qa_score WHERE tenant = 'shop'
  UNION ALL SELECT 'segment', received_at, escalated_at IS NOT NULL FROM service.complaint WHERE tenant = 'shop' AND received_at <= '2026-07-01 00:00+02'
  UNION ALL SELECT 'invited', eligible_at, EXISTS (SELECT FROM service.survey s WHERE s.tenant = i.tenant AND s.case_id = i.case_id) FROM service.survey_invite i WHERE tenant = 'shop' AND invited_at IS NOT NULL
  UNION ALL SELECT 'loop', answered_at, CASE WHEN handled_at <= answered_at + interval '72 hours' AND notified_at <= answered_at + interval '72 hours' THEN true WHEN answered_at + interval '72 hours' < '2026-07-01 00:00+02' THEN false END
            FROM service.survey WHERE tenant = 'shop' AND CASE question WHEN 'nps' THEN score <= 6 WHEN 'csat' THEN score BETWEEN 1 AND 2 ELSE score BETWEEN 1 AND 3 END)
SELECT what, date_trunc('month', at AT TIME ZONE 'Europe/Berlin')::date AS month, hits(rate_agg(hit)), trials(rate_agg(hit)) FROM r GROUP BY 1, 2
UNION ALL
SELECT 'backlog', m::date, (SELECT count(*) FROM service.complaint WHERE tenant = 'shop' AND received_at <= '2026-07-01 00:00+02' AND date_trunc('month', received_at AT TIME ZONE 'Europe/Berlin') = m),
  (SELECT count(*) FROM service.complaint_event WHERE tenant = 'shop' AND stage = 'resolution' AND at <= '2026-07-01 00:00+02' AND date_trunc('month', at AT TIME ZONE 'Europe/Berlin') = m)
FROM generate_series(timestamp '2026-01-01', '2026-07-01', '1 month') m
UNION ALL SELECT 'trained', date_trunc('quarter', held_at AT TIME ZONE 'Europe/Berlin')::date, count(*) FILTER (WHERE passed), count(passed) FROM service.training WHERE tenant = 'shop' GROUP BY 2
UNION ALL SELECT 'waits', date_trunc('month', offered_at AT TIME ZONE 'Europe/Berlin')::date, count(answered_at), coalesce(extract(epoch FROM sum(answered_at - offered_at)), 0) FROM service.contact WHERE tenant = 'shop' AND NOT robot GROUP BY 2
UNION ALL SELECT d.what, date_trunc('month', received_at AT TIME ZONE 'Europe/Berlin')::date, count(*), count(DISTINCT coalesce(d.reason, '(unknown)')) FROM service.complaint c CROSS JOIN LATERAL (VALUES ('category', c.category), ('root_cause', c.root_cause)) d(what, reason)
  WHERE tenant = 'shop' AND received_at <= '2026-07-01 00:00+02' GROUP BY 1, 2
UNION ALL SELECT 'return_reason', date_trunc('month', ordered_at AT TIME ZONE 'Europe/Berlin')::date, count(*), count(DISTINCT return_reason) FROM service.orders WHERE tenant = 'shop' AND returned GROUP BY 2
UNION ALL SELECT 'left_reason', date_trunc('month', left_at AT TIME ZONE 'Europe/Berlin')::date, count(*), count(DISTINCT coalesce(left_reason, '')) FROM service.customer WHERE tenant = 'shop' AND left_at IS NOT NULL GROUP BY 2
UNION ALL SELECT 'resolved cases', date_trunc('month', received_at AT TIME ZONE 'Europe/Berlin')::date, count(*), count(*) FILTER (WHERE NOT EXISTS (SELECT FROM service.complaint_event e WHERE e.tenant = 'shop' AND e.complaint_id = c.complaint_id AND e.stage = 'resolution' AND e.event = 'stop' AND e.at <= '2026-07-01 00:00+02'))
  FROM service.complaint c WHERE tenant = 'shop' AND received_at <= '2026-07-01 00:00+02' GROUP BY 2
UNION ALL SELECT 'churn', m::date, count(*) FILTER (WHERE left_at < (m + interval '1 month') AT TIME ZONE 'Europe/Berlin'), count(*) FROM generate_series(timestamp '2025-01-01', '2026-07-01', '1 month') m JOIN service.customer u ON u.tenant = 'shop'
  AND joined_at <= m AT TIME ZONE 'Europe/Berlin' AND (left_at IS NULL OR left_at >= m AT TIME ZONE 'Europe/Berlin') WHERE m AT TIME ZONE 'Europe/Berlin' <= '2026-07-01 00:00+02' GROUP BY 2
UNION ALL SELECT 'exposure', month, (SELECT count(*) FROM service.complaint c WHERE c.tenant = 'shop' AND c.received_at <= '2026-07-01 00:00+02' AND date_trunc('month', c.received_at AT TIME ZONE 'Europe/Berlin') = month), sum(amount) FROM service.exposure WHERE tenant = 'shop' GROUP BY 2
UNION ALL SELECT 'edges', date_trunc('month', first AT TIME ZONE 'Europe/Berlin')::date, sum(n - 1), round(sum(extract(epoch FROM last - first))) FROM (SELECT min(at) AS first, max(at) AS last, count(*) AS n FROM service.touch WHERE tenant = 'shop' AND at <= '2026-07-01 00:00+02' GROUP BY case_id) x GROUP BY 2
UNION ALL SELECT 'touches', date_trunc('month', first AT TIME ZONE 'Europe/Berlin')::date, sum(n), sum(switches) FROM (SELECT case_id, min(at) AS first, count(*) AS n, count(*) FILTER (WHERE channel <> before) AS switches
  FROM (SELECT *, lag(channel) OVER (PARTITION BY case_id ORDER BY at) AS before FROM service.touch WHERE tenant = 'shop' AND at <= '2026-07-01 00:00+02') y GROUP BY case_id) x GROUP BY 2
UNION ALL SELECT 'funnel', date_trunc('month', first AT TIME ZONE 'Europe/Berlin')::date, count(*) FILTER (WHERE home), count(*) FILTER (WHERE paid) FROM (SELECT case_id, min(at) AS first, bool_or(touchpoint = 'home') AS home, EXISTS (SELECT FROM service.touch h, service.touch c, service.touch p
    WHERE h.tenant = 'shop' AND c.tenant = 'shop' AND p.tenant = 'shop' AND h.case_id = t.case_id AND c.case_id = t.case_id AND p.case_id = t.case_id AND h.touchpoint = 'home' AND c.touchpoint = 'cart' AND p.touchpoint = 'pay' AND h.at <= c.at AND c.at <= p.at AND p.at <= h.at + interval '1 day') AS paid
  FROM service.touch t WHERE tenant = 'shop' AND at <= '2026-07-01 00:00+02' GROUP BY case_id) x GROUP BY 2
UNION ALL SELECT 'quarter', date_trunc('quarter', received_at AT TIME ZONE 'Europe/Berlin')::date, count(*), count(*) FILTER (WHERE NOT EXISTS (SELECT FROM service.complaint_event e WHERE e.tenant = 'shop' AND e.complaint_id = c.complaint_id AND e.stage = 'resolution' AND e.event = 'stop' AND e.at <= '2026-07-01 00:00+02'))
  FROM service.complaint c WHERE tenant = 'shop' AND received_at <= '2026-07-01 00:00+02' GROUP BY 2;
SELECT what, count(*) AS months, sum(s.hits) AS hits, sum(s.trials) AS trials FROM sums s JOIN by_rows r USING (what, month) GROUP BY 1 ORDER BY 1;
SELECT * FROM sums s FULL JOIN by_rows r USING (what, month) WHERE (s.hits, s.trials) IS DISTINCT FROM (r.hits::numeric, r.trials::numeric) ORDER BY 1, 2;

-- the views by day, from the roll-up tables, say the same as those from the rows
SELECT 'nps' AS what, count(*) AS months, count(*) FILTER (WHERE d.x IS DISTINCT FROM m.x) AS differ
FROM (SELECT tenant, month, question, channel, (sum(answers), sum(promoters), sum(passives), sum(detractors), sum(missing), sum(off_scale))::text AS x FROM service.v_nps_day WHERE month < '2026-07-01' GROUP BY 1, 2, 3, 4) d
FULL JOIN (SELECT tenant, month, question, channel, (sum(answers), sum(promoters), sum(passives), sum(detractors), sum(missing), sum(off_scale))::text AS x FROM service.v_nps_month WHERE month < '2026-07-01' GROUP BY 1, 2, 3, 4) m USING (tenant, month, question, channel)
UNION ALL
SELECT 'csat', count(*), count(*) FILTER (WHERE d.x IS DISTINCT FROM m.x)
FROM (SELECT tenant, month, question, scale, channel, (sum(hits), sum(trials), sum(missing), sum(off_scale))::text AS x FROM service.v_csat_day WHERE month < '2026-07-01' GROUP BY 1, 2, 3, 4, 5) d
FULL JOIN (SELECT tenant, month, question, scale, channel, (sum(hits), sum(trials), sum(missing), sum(off_scale))::text AS x FROM service.v_csat_month WHERE month < '2026-07-01' GROUP BY 1, 2, 3, 4, 5) m USING (tenant, month, question, scale, channel)
UNION ALL
SELECT 'complaints', count(*), count(*) FILTER (WHERE d.x IS DISTINCT FROM m.x)
FROM (SELECT tenant, month, channel, product, branch, (sum(n), sum(escalated), sum(upheld), sum(upheld_trials))::text AS x FROM service.v_complaint_day WHERE month < '2026-07-01' GROUP BY 1, 2, 3, 4, 5) d
FULL JOIN (SELECT tenant, month, channel, product, branch, (count(*), count(escalated_at), count(*) FILTER (WHERE upheld), count(upheld))::text AS x FROM service.v_complaint WHERE month < '2026-07-01' GROUP BY 1, 2, 3, 4, 5) m USING (tenant, month, channel, product, branch)
UNION ALL
SELECT 'contacts', count(*), count(*) FILTER (WHERE d.x IS DISTINCT FROM m.x)
FROM (SELECT tenant, month, channel, queue, (sum(contacts), sum(answered), round(sum(wait_seconds)), sum(handled), round(sum(handle_seconds)), sum(hits), sum(connected), sum(connected_trials))::text AS x FROM service.v_contact_day WHERE NOT robot AND month < '2026-07-01' GROUP BY 1, 2, 3, 4) d
FULL JOIN (SELECT tenant, month, channel, queue, (sum(offered), sum(answered), round(sum(wait_seconds)), sum(handled), round(sum(handle_seconds)), sum(hits), sum(connected), sum(connected_trials))::text AS x FROM service.v_calls WHERE month < '2026-07-01' GROUP BY 1, 2, 3, 4) m USING (tenant, month, channel, queue);
SELECT sum(resolved) AS resolved, sum(resolved_trials) AS trials FROM service.v_contact_day WHERE tenant = 'shop';
-- another zone: other days, nothing wrong
UPDATE service.setting SET zone = 'Pacific/Auckland' WHERE tenant = 'shop';
SELECT service.refresh_rollup_complaint(), service.refresh_rollup_contact(), service.refresh_rollup_survey();
UPDATE service.setting SET zone = 'Europe/Berlin' WHERE tenant = 'shop';

-- more of the views, looked at
SELECT place, reason, n, round(share::numeric, 3) AS share, round(cumulative::numeric, 3) AS cumulative, vital FROM service.v_pareto WHERE tenant = 'shop' AND dimension = 'category' ORDER BY place;
SELECT step, label, sum(reached) AS reached, sum(reached_before) AS before FROM service.v_funnel WHERE tenant = 'shop' GROUP BY 1, 2 ORDER BY 1;
SELECT from_step, to_step, sum(n) AS n, sum(total_seconds) AS seconds FROM service.v_process_edge WHERE tenant = 'shop' GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT 4;
SELECT agent_id, sum(hits) AS hits, sum(trials) AS trials, max(tier_by_point) AS by_point, max(tier_for_sure) AS for_sure FROM service.v_agent_tier GROUP BY 1 ORDER BY 1;
SELECT target_id, round(baseline::numeric, 3) AS baseline, round(value::numeric, 3) AS value, round(target_value::numeric, 3) AS target_value, verdict, benchmark FROM service.v_scorecard ORDER BY 1;
SELECT regulator, figure, hits, trials, undecided FROM service.v_regulator WHERE tenant = 'shop' AND quarter = '2026-04-01' ORDER BY 1, 2;
SELECT month, n, exposure, round(per_thousand::numeric, 3) AS per_thousand FROM service.v_complaint_rate ORDER BY 1 LIMIT 2;
SELECT source, registered, n, linked, fresh FROM service.v_source WHERE tenant = 'shop' ORDER BY 1;
SELECT improvement_id, state FROM service.v_improvement ORDER BY 1;
SELECT day, agent_id, count(*) = ceil(max(contacts) * 0.05) AS five_percent FROM service.v_qa_sample WHERE day = '2026-01-02' GROUP BY 1, 2 ORDER BY 2;
SELECT * FROM check_input('service') WHERE finding <> 'customer is not known';
-- the query of every metric runs and none gives a share beyond 1
CREATE FUNCTION value_of(query text) RETURNS float8 LANGUAGE plpgsql AS $$ DECLARE v float8; BEGIN EXECUTE query INTO v; RETURN v; END $$;
SELECT count(*) > 100 AS many, count(*) FILTER (WHERE unit = 'share of 1' AND value_of(query) NOT BETWEEN 0 AND 1) AS wrong, count(value_of(query)) > 100 AS known FROM metrics('service') WHERE query IS NOT NULL;

-- scripts, picks and knowledge: the same by hand
SELECT v.rule, sum(v.hits) AS hits, sum(v.trials) AS trials, sum(v.red_lines) AS red_lines, max(r.hits) AS by_hand FROM service.v_script_month v
JOIN (SELECT rule, count(*) FILTER (WHERE CASE rule WHEN 'greeting' THEN turns #>> '{0,text}' ~ 'hello' ELSE turns::text !~ 'not my job' END) AS hits FROM service.contact_transcript, (VALUES ('greeting'), ('not my job')) x(rule) GROUP BY 1) r USING (rule) GROUP BY 1 ORDER BY 1;
SELECT count(*) AS groups, count(*) FILTER (WHERE (v.n, v.helpful, v.helpful_trials, v.resolved, v.resolved_trials) IS DISTINCT FROM (r.n, r.helpful, r.helpful_trials, r.resolved, r.resolved_trials)) AS differ FROM service.v_knowledge v
FULL JOIN (SELECT date_trunc('month', used_at AT TIME ZONE 'Europe/Berlin')::date AS month, k.article_id, k.agent_id, count(*) AS n, count(*) FILTER (WHERE helpful) AS helpful, count(helpful) AS helpful_trials,
             count(*) FILTER (WHERE resolved AND NOT escalated) AS resolved, count(resolved) AS resolved_trials FROM service.knowledge_use k JOIN service.contact c USING (tenant, contact_id) GROUP BY 1, 2, 3) r USING (month, article_id, agent_id);
SELECT v.day, sum(v.hits) AS reviewed, sum(v.trials) AS due, sum(v.undecided) AS undecided, sum(v.overdue) AS overdue FROM service.v_qa_pick v GROUP BY 1 ORDER BY 1;
SELECT p.day, count(q.contact_id) AS reviewed, count(*) FILTER (WHERE q.contact_id IS NULL AND p.due < '2026-07-01') AS overdue FROM service.qa_pick p LEFT JOIN (SELECT DISTINCT tenant, contact_id FROM service.qa_score) q USING (tenant, contact_id) GROUP BY 1 ORDER BY 1;
-- the clauses of a calendar are rows: who changes them changes the hours
\set SHOW_CONTEXT never
BEGIN;
SELECT tenant, place, rule FROM service.calendar_rule ORDER BY 1, 2;
INSERT INTO service.calendar_rule (tenant, rule) VALUES ('bank', '2026-03-23..2026-03-24 closed'), ('bank', '2026-03-21 as mon');
UPDATE service.calendar_rule SET rule = 'mon-fri 09:00-12:00 13:00-18:00' WHERE tenant = 'bank' AND place = 20;
INSERT INTO service.calendar_rule (tenant, calendar_of, place, rule) VALUES ('bank', 'review', 1, 'tz Europe/Berlin'), ('bank', 'review', 2, 'mon-sun 22:00-06:00'), ('bank', 'review', 3, 'valid 2026-03-01..2026-03-25');
SELECT calendar FROM service.setting WHERE tenant = 'bank';
SELECT calendar FROM service.policy WHERE tenant = 'bank' AND policy_id = 'review';
SELECT calendar_of, day, open_seconds, open_hours FROM service.v_open_hours WHERE tenant = 'bank' AND day BETWEEN '2026-03-20' AND '2026-03-26' ORDER BY 1, 2;
SAVEPOINT s;
INSERT INTO service.calendar_rule (tenant, rule) VALUES ('bank', 'mon-fry 09:00-12:00');
ROLLBACK TO s;
INSERT INTO service.calendar_rule (tenant, rule) VALUES ('bank', 'mon 09:00-12:00; tue 09:00-12:00');
ROLLBACK TO s;
INSERT INTO service.qa_script (tenant, script_id, rules) VALUES ('shop', 'x', '[{"rule":"a","kind":"perhaps"}]');
ROLLBACK;
\set SHOW_CONTEXT errors

-- alerts: each once
SELECT tick('service') > 0 AS some, tick('service') AS again;
SELECT kind, count(*) > 0 AS some FROM service.v_alert GROUP BY 1 ORDER BY 1;
DELETE FROM service.alert WHERE tenant = 'bank' AND kind = 'overdue';
SELECT tick('service') AS those_deleted;

-- the month that is over: its figures once, with the alerts; those of the views
SELECT tenant, month, count(*) > 50 AS many FROM service.v_snapshot GROUP BY 1, 2 ORDER BY 1, 2;
SELECT count(*) AS figures, count(*) FILTER (WHERE s.value IS DISTINCT FROM v.value) AS differ FROM service.metric_snapshot s JOIN (
  SELECT 'v_nps_month' AS view_name, 'nps' AS metric, question AS slice, 100.0 * (sum(promoters) - sum(detractors))::float8 / sum(answers) AS value FROM service.v_nps_month WHERE tenant = 'shop' AND month = '2026-06-01' GROUP BY question
  UNION ALL SELECT 'v_attainment', 'rate', stage, sum(hits)::float8 / sum(trials)::float8 FROM service.v_attainment WHERE tenant = 'shop' AND month = '2026-06-01' GROUP BY stage
  UNION ALL SELECT 'v_backlog', 'open_at_end', '', sum(open_at_end)::float8 FROM service.v_backlog WHERE tenant = 'shop' AND month = '2026-06-01'
  UNION ALL SELECT 'v_reason_month', 'n', dimension, sum(n)::float8 FROM service.v_reason_month WHERE tenant = 'shop' AND month = '2026-06-01' GROUP BY dimension) v USING (view_name, metric, slice)
WHERE s.tenant = 'shop' AND s.month = '2026-06-01';
-- medians as the views have them, and over all
SELECT count(*) AS medians, count(*) FILTER (WHERE s.value IS DISTINCT FROM v.value) AS differ FROM service.metric_snapshot s FULL JOIN (
  SELECT 'v_resolution' AS view_name, 'median_seconds' AS metric, product AS slice, median_seconds AS value FROM service.v_resolution WHERE tenant = 'shop' AND month = '2026-06-01'
  UNION ALL SELECT 'v_segment', 'median_seconds', age_group || ' / ' || segment, median_seconds FROM service.v_segment WHERE tenant = 'shop' AND month = '2026-06-01' AND median_seconds IS NOT NULL
  UNION ALL SELECT 'v_process_edge', 'p90_seconds', from_step || ' / ' || to_step, p90_seconds FROM service.v_process_edge WHERE tenant = 'shop' AND month = '2026-06-01') v USING (view_name, metric, slice)
WHERE s.tenant = 'shop' AND s.month = '2026-06-01' AND (s.view_name, s.metric) IN (('v_resolution', 'median_seconds'), ('v_segment', 'median_seconds'), ('v_process_edge', 'p90_seconds')) AND s.slice <> '';
SELECT s.value, (SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM closed_at - received_at)::float8) FROM service.v_complaint WHERE tenant = 'shop' AND month = '2026-06-01' AND NOT cancelled) AS by_hand FROM service.metric_snapshot s
WHERE s.tenant = 'shop' AND s.month = '2026-06-01' AND s.view_name = 'v_resolution' AND s.metric = 'median_seconds' AND s.slice = '';
SELECT take_snapshot('service') AS again, take_snapshot('service', '2026-02-01') > 0 AS an_earlier_one, take_snapshot('service', '2026-02-01') AS once;

-- other targets: with the present ones nothing differs; the 10 minutes of a response made 5 and 20, against the rows
SELECT count(*) AS policies, count(*) FILTER (WHERE (hits, trials, undecided, rate) IS DISTINCT FROM (hits_then, trials_then, undecided_then, rate_then) OR target_now <> target_then) AS differ FROM what_if('service', '{}');
SELECT count(*) AS stages, count(*) FILTER (WHERE (w.hits, w.trials, w.undecided) IS DISTINCT FROM (a.hits, a.trials, a.undecided)) AS differ
FROM (SELECT tenant, stage, policy_id, sum(hits) AS hits, sum(trials) AS trials, sum(undecided) AS undecided FROM service.v_attainment GROUP BY 1, 2, 3) a FULL JOIN what_if('service', '{}') w USING (tenant, stage, policy_id);
SELECT w.target_now, w.target_then, w.trials_then, w.hits, w.hits_then, r.hits AS by_rows FROM (VALUES ('5 minutes'), ('20 minutes')) t(target) CROSS JOIN LATERAL what_if('service', jsonb_build_object('response', target)) w
JOIN LATERAL (SELECT count(*) FILTER (WHERE e.at <= c.received_at + t.target::interval) AS hits FROM service.complaint c JOIN service.complaint_event e USING (tenant, complaint_id)
  WHERE c.tenant = 'shop' AND e.stage = 'response' AND e.event = 'stop' AND c.received_at <= '2026-07-01 00:00+02' AND e.at <= '2026-07-01 00:00+02') r ON true
WHERE w.tenant = 'shop' AND w.stage = 'response' ORDER BY t.target;
SELECT DISTINCT trials_then = (SELECT sum(trials) FROM service.v_attainment WHERE tenant = 'shop' AND stage = 'response' AND month = '2026-03-01') AS of_march FROM what_if('service', '{"response":"1 hour"}', '2026-03-01', '2026-04-01') WHERE tenant = 'shop' AND stage = 'response';

-- labels of people, and history anew
SELECT count(label('service', complaint_id, 'fees', 'anna', tenant => 'shop')) + count(label('service', complaint_id, 'fees', 'ben', tenant => 'shop')) AS said FROM (SELECT complaint_id FROM service.complaint WHERE tenant = 'shop' ORDER BY 1 LIMIT 5) x;
SELECT finished FROM relabel_batch('service', 100000);

-- two tenants under row-level security: each role sees its own through every view
SELECT create_workspace('guarded', '{"tenant":"north","row_security":true,"languages":"en"}');
SELECT add_tenant('guarded', '{"tenant":"south","languages":"en"}');
CREATE ROLE regress_csq_north; CREATE ROLE regress_csq_south;
SET client_min_messages = warning;
-- a table that an upgrade adds is guarded like the others
DROP TABLE guarded.milestone CASCADE;
-- and one whose security was switched off has it again
ALTER TABLE guarded.target DISABLE ROW LEVEL SECURITY;
ALTER TABLE guarded.tenant_access DISABLE ROW LEVEL SECURITY;
DROP POLICY tenant ON guarded.tenant_access;
RESET client_min_messages;
SELECT upgrade_workspace('guarded');
SELECT count(*) FILTER (WHERE NOT relrowsecurity) AS open FROM pg_class WHERE relnamespace = 'guarded'::regnamespace AND relkind = 'r';
INSERT INTO guarded.tenant_access VALUES ('regress_csq_north', 'north'), ('regress_csq_south', 'south');
GRANT USAGE ON SCHEMA guarded TO regress_csq_north, regress_csq_south;
GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA guarded TO regress_csq_north, regress_csq_south;
UPDATE guarded.setting SET as_of = '2026-07-01 00:00+02', funnel = 'home -> cart';
-- everything of the shop, once for each tenant
DO $$
DECLARE t record; c record;
BEGIN
  FOR t IN SELECT x FROM unnest(ARRAY['north', 'south']) x LOOP
    FOR c IN SELECT n, (SELECT string_agg(quote_ident(attname), ', ') FROM pg_attribute WHERE attrelid = format('service.%I', n)::regclass AND attnum > 0 AND attname <> 'tenant') AS columns
      FROM unnest(ARRAY['team', 'agent', 'customer', 'complaint', 'complaint_event', 'survey_invite', 'survey', 'contact', 'touch', 'qa_score', 'training', 'course_rule', 'compensation', 'orders', 'exposure', 'improvement', 'milestone', 'qa_script', 'contact_transcript', 'qa_pick', 'knowledge_use', 'source', 'benchmark', 'target', 'alert', 'label_given', 'relabel_run', 'snapshot_run', 'metric_snapshot']) n LOOP
      EXECUTE format('INSERT INTO guarded.%1$I (tenant, %2$s) SELECT %3$L, %2$s FROM service.%1$I WHERE tenant = ''shop''', c.n, c.columns, t.x);
    END LOOP;
  END LOOP;
END $$;
INSERT INTO guarded.complaint (tenant, complaint_id, received_at, text) SELECT t, 'doubt', '2026-05-01 00:00Z', 'zorp' FROM unnest(ARRAY['north', 'south']) t;
INSERT INTO guarded.complaint (tenant, complaint_id, received_at, customer_id, text) SELECT t, 'lift' || k, '2026-05-01 00:00Z', 'k' || k, 'the lift of house seven has been out of order since Monday' FROM unnest(ARRAY['north', 'south']) t, generate_series(1, 3) k;
CALL guarded.link_complaints();
INSERT INTO guarded.complaint_label (tenant, complaint_id, labeller, category) SELECT g.tenant, g.complaint_id, l, g.category FROM guarded.label_given g, unnest(ARRAY['person', 'outside']) l WHERE labelled_by = 'anna';
ANALYZE;
CREATE FUNCTION tenants_in(view_name text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE t text; BEGIN EXECUTE format('SELECT string_agg(DISTINCT tenant, '','') FROM guarded.%I', view_name) INTO t; RETURN t; END $$;
CREATE TEMP TABLE views AS SELECT relname::text AS name, tenants_in(relname) AS for_owner FROM pg_class WHERE relnamespace = 'guarded'::regnamespace AND relkind = 'v';
SELECT string_agg(name, ' ' ORDER BY name) FROM views WHERE for_owner IS DISTINCT FROM 'north,south';
GRANT SELECT ON views TO PUBLIC;
SET ROLE regress_csq_north;
SELECT string_agg(name, ' ' ORDER BY name) FROM views WHERE tenants_in(name) IS DISTINCT FROM CASE WHEN for_owner IS NOT NULL THEN 'north' END;
SELECT DISTINCT tenant FROM csq.check_input('guarded');
SELECT DISTINCT tenant FROM csq.next_to_label('guarded', 100);
-- nor does he see, or decide, who sees what; the zone of another tenant, and whether it has one, is as little his as a name that nobody has
SELECT * FROM guarded.tenant_access;
INSERT INTO guarded.tenant_access VALUES ('regress_csq_north', 'south');
SELECT tenant_zone(t, 'guarded.setting') FROM unnest('{north,south,nowhere}'::text[]) t;
INSERT INTO guarded.complaint (tenant, complaint_id, received_at) VALUES ('south', 'doubt', '2026-05-01 00:00Z');
INSERT INTO guarded.complaint (tenant, complaint_id, received_at) VALUES ('nowhere', 'doubt', '2026-05-01 00:00Z');
INSERT INTO guarded.complaint_event (tenant, complaint_id, at, event) VALUES ('south', 'doubt', '2026-05-01 00:00Z', 'stop');
INSERT INTO guarded.complaint_event (tenant, complaint_id, at, event) VALUES ('south', 'nothing', '2026-05-01 00:00Z', 'stop');
INSERT INTO guarded.setting (tenant) VALUES ('south');
INSERT INTO guarded.setting (tenant) VALUES ('nowhere');
SELECT label('guarded', 'doubt', 'fees', 'ann', tenant => 'south');
INSERT INTO guarded.source (tenant, source) VALUES ('south', 'mine');
-- what he writes is in the roll-up that he sees
SELECT sum(answers) AS before FROM guarded.v_nps_day \gset
INSERT INTO guarded.survey (tenant, survey_id, question, score, answered_at) SELECT 'north', 900000 + i, 'nps', 9, '2026-05-01 00:00Z' FROM generate_series(1, 7) i;
SELECT sum(answers) - :before AS added FROM guarded.v_nps_day;
RESET ROLE;
-- what one role may read straight is asked anew for another, also by an expression that is kept for the transaction
CREATE FUNCTION last_of(tenant text, complaint text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN RETURN (csq.case_outcome('guarded.complaint_event', tenant, complaint, '2027-01-01Z')).last; END $$;
SELECT min(complaint_id) AS closed FROM guarded.complaint_event WHERE tenant = 'south' AND stage = 'resolution' AND event = 'stop' \gset
BEGIN;
SELECT last_of('south', :'closed') IS NOT NULL AS owner_sees, last_of('north', :'closed') IS NOT NULL AS of_both;
SET LOCAL ROLE regress_csq_north;
SELECT last_of('south', :'closed') IS NOT NULL AS north_sees, last_of('north', :'closed') IS NOT NULL AS his_own;
COMMIT;
DROP FUNCTION last_of;
-- whoever may change the zone has the days anew; lengths of time that are none keep no row out
GRANT UPDATE ON guarded.setting TO regress_csq_north;
INSERT INTO guarded.contact (tenant, contact_id, offered_at, answered_at, handle_seconds) VALUES ('north', 'late', '2026-05-01 20:00Z', 'infinity', 'NaN'), ('north', 'later', '2026-05-01 20:00Z', '2026-05-01 20:01Z', 'infinity'),
  ('south', 'late', '2026-05-01 20:00Z', NULL, 1e300);
SET ROLE regress_csq_north;
UPDATE guarded.setting SET zone = 'Asia/Shanghai';
SELECT day, contacts, answered, handled FROM guarded.v_contact_day WHERE day BETWEEN '2026-05-01' AND '2026-05-02' AND channel = '(unknown)';
UPDATE guarded.setting SET zone = 'UTC';
RESET ROLE;
SELECT tenant, day, contacts, answered, handled FROM guarded.v_contact_day WHERE day BETWEEN '2026-05-01' AND '2026-05-02' AND channel = '(unknown)' ORDER BY tenant;
UPDATE guarded.contact SET answered_at = offered_at, handle_seconds = 60 WHERE contact_id LIKE 'late%';
DELETE FROM guarded.contact WHERE contact_id LIKE 'late%';
SELECT guarded.refresh_rollup_contact();
SET ROLE regress_csq_south;
SELECT string_agg(name, ' ' ORDER BY name) FROM views WHERE tenants_in(name) IS DISTINCT FROM CASE WHEN for_owner IS NOT NULL THEN 'south' END;
RESET ROLE;

-- somebody without any right but CREATE on the database makes one, and owns it; odd names are names
SELECT current_database() AS db \gset
GRANT CREATE ON DATABASE :"db" TO regress_csq_north;
SET ROLE regress_csq_north;
SELECT create_workspace('odd "Name', '{"languages":"en","policies":"none"}');
SELECT count(*) AS of_others FROM pg_class WHERE relnamespace = '"odd ""Name"'::regnamespace AND relowner <> 'regress_csq_north'::regrole;
INSERT INTO "odd ""Name".complaint (complaint_id, received_at, text) VALUES ('1', '2026-01-05 10:00+00', 'they charged me twice');
SELECT complaint_id, category, severity FROM "odd ""Name".v_complaint;
DROP VIEW "odd ""Name".v_overdue; DROP TABLE "odd ""Name".coaching;
SELECT upgrade_workspace('odd "Name');
SELECT count(*) FROM "odd ""Name".v_overdue, "odd ""Name".coaching;
SELECT drop_workspace('odd "Name');
RESET ROLE;
REVOKE CREATE ON DATABASE :"db" FROM regress_csq_north;

-- what cannot be meant
\set SHOW_CONTEXT never
SELECT create_workspace('service');
SELECT create_workspace('other', '{"calender":"tz UTC; 24x7"}');
SELECT create_workspace('other', '{"policies":"strict"}');
SELECT drop_workspace('public');
SELECT tick('public');
SELECT add_tenant('nowhere', '{"tenant":"x"}');
SELECT comment_workspace('service', '{de}');
SELECT take_snapshot('service', '2026-02-03');
SELECT take_snapshot('service', '2030-02-01');
SELECT take_snapshot('public');
SELECT * FROM what_if('service', '{"reply":"1 hour"}');
SELECT * FROM what_if('service', '{"response":"soon"}');
SELECT * FROM what_if('service', '{"response":null}');
SELECT * FROM what_if('service', '[]');
SELECT * FROM what_if('service', '{}', '2026-04-01', '2026-01-01');
SELECT add_tenant('service', '{"tenant":"bank"}');
SELECT languages FROM unnest('{"{\"languages\":\"zh, en\"}","{\"languages\":[\"zh\", \"en\"]}","{\"languages\":\"en\"}"}'::text[]) AS o, workspace_options(o::jsonb);
SELECT count(*) FROM metrics('public');
INSERT INTO service.complaint (tenant, complaint_id, received_at) VALUES ('nobody', '1', '2026-01-05');
INSERT INTO service.complaint_event (tenant, complaint_id, at, event) VALUES ('bank', 'a', '2026-03-10 10:00+08', 'stopp');
INSERT INTO service.complaint (tenant, complaint_id, received_at, loaded_at) VALUES ('bank', '1', 'infinity', '2026-01-05');
INSERT INTO service.policy (tenant, policy_id, stage, target, reopen) VALUES ('bank', 'again', 'response', '4 business hours', 'again');
INSERT INTO service.exposure (tenant, month, unit, amount) VALUES ('bank', '2031-01-01', 'accounts', 'NaN');
INSERT INTO service.touch (tenant, case_id, at, touchpoint, seconds, loaded_at) VALUES ('bank', 'x', '2026-01-05 10:00+08', 'reply', 'infinity', '2026-01-05');
INSERT INTO service.target (tenant, target_id, metric, kind, value, baseline_from, baseline_until, now_from) VALUES ('bank', 'x', 'csat', 'at_least', 95, '2026-01-01', '2026-02-01', '2026-02-01');
INSERT INTO service.target (tenant, target_id, metric, kind, value, baseline_from, baseline_until, now_from) VALUES ('bank', 'x', 'nps', 'at_least', 'NaN', '2026-01-01', '2026-02-01', '2026-02-01');
INSERT INTO service.target (tenant, target_id, metric, kind, value, baseline_from, baseline_until, now_from) VALUES ('bank', 'x', 'nps', 'points', 0, '2026-01-01', '2026-02-01', '2026-02-01');

-- rows of a sloppy export: a blank customer is nobody, who never comes again; closed before it came in took no time, and no view fails of it; an anchor that is no stage
SELECT create_workspace('sloppy', '{"languages":"en"}') <> '' AS made;
UPDATE sloppy.setting SET as_of = '2026-06-16 09:00+00';
INSERT INTO sloppy.policy (policy_id, stage, target, anchor) VALUES ('lost', 'callback', '2 hours', 'resolutoin');
INSERT INTO sloppy.complaint (complaint_id, received_at, customer_id, category, product) SELECT 'b' || i, timestamptz '2026-04-01 00:00+00' + i * interval '1 hour', (ARRAY['', ' ', 'k1'])[i % 3 + 1], 'fees', 'card' FROM generate_series(1, 9) i;
INSERT INTO sloppy.complaint_event (complaint_id, stage, at, event) SELECT 'b' || i, 'resolution', timestamptz '2026-04-01 00:00+00' + i * interval '1 hour' + (i - 3) * interval '1 minute', 'stop' FROM generate_series(1, 8) i;
INSERT INTO sloppy.orders (order_id, customer_id, ordered_at) SELECT 'o' || i, '', timestamptz '2026-01-01 00:00+00' + i * interval '1 day' FROM generate_series(1, 4) i;
-- a conversation that cannot be read is refused where it is stored, not in the view of all of them
INSERT INTO sloppy.contact_transcript (contact_id, turns) VALUES ('n1', '[{"speaker":"agent","content":"hello"}]');
INSERT INTO sloppy.contact_transcript (contact_id, turns) VALUES ('n1', '{"speaker":"agent","text":"hello"}');
INSERT INTO sloppy.contact_transcript (contact_id, turns) VALUES ('n1', '[{"speaker":"agent","text":"hello","start":"10:00"}]');
INSERT INTO sloppy.contact_transcript (contact_id, turns) VALUES ('n1', '[{"speaker":"agent","text":"hello"}]'), ('n2', '[]'), ('n3', '{"scene":"refund","turns":[]}');
INSERT INTO sloppy.qa_script (script_id, rules) VALUES ('all', '[{"rule":"greeting","kind":"must","say":"hello"}]');
INSERT INTO sloppy.contact (contact_id, offered_at, customer_id) VALUES ('n1', '2026-06-01 10:00+00', ''), ('n2', '2026-06-01 10:00+00', 'k1');
SELECT month, hits, trials FROM sloppy.v_repeat;
SELECT customer_id, count(*) FROM sloppy.v_repeat_case GROUP BY 1;
SELECT n, open_cases, total_seconds, median_seconds, p90_seconds FROM sloppy.v_resolution;
SELECT n, n_closed, total_seconds, mean_seconds, median_seconds FROM sloppy.v_segment;
SELECT sum(bought_again_trials) AS orders_of_somebody FROM sloppy.v_orders;
SELECT contact_id, linked FROM sloppy.v_contact ORDER BY 1;
SELECT object, finding, n, example FROM check_input('sloppy') ORDER BY 1, 2;
-- ids that are none, and customers and cases that are written in two ways
INSERT INTO sloppy.orders (order_id, customer_id, ordered_at) VALUES ('p1', 'N/A', '2026-01-01 00:00+00'), ('p2', 'k1', '2026-01-01 00:00+00'), ('p3', 'K1', '2026-01-01 00:00+00'), ('p4', '未知', '2026-01-01 00:00+00');
INSERT INTO sloppy.survey (question, score, answered_at, customer_id, case_id) VALUES ('nps', 9, '2026-06-01 00:00+00', '-', 'B1'), ('nps', 9, '2026-06-01 00:00+00', 'Ｋ1', 'b1');
INSERT INTO sloppy.touch (case_id, at, touchpoint, customer_id) VALUES ('unknown', '2026-06-01 00:00+00', 'call', '0'), ('b1', '2026-06-01 00:00+00', 'call', 'k2');
SELECT object, finding, n, example FROM check_input('sloppy') WHERE finding ~ 'placeholder|another way' ORDER BY 1, 2;
SELECT object, id, value FROM sloppy.v_input WHERE finding ~ 'another way' ORDER BY 1, 2;
DELETE FROM sloppy.orders WHERE order_id ~ '^p';
DELETE FROM sloppy.survey;
DELETE FROM sloppy.touch;
INSERT INTO sloppy.customer (customer_id) VALUES (''), ('k1');
INSERT INTO sloppy.complaint (complaint_id, received_at, customer_id, severity, channel, product, text) VALUES ('late', '2026-07-01 00:00+00', '', 'very', '', '', ''), ('text', '2026-06-01 00:00+00', NULL, '', ' ', NULL, repeat('? ', 3000));
INSERT INTO sloppy.complaint_event (complaint_id, stage, at, event) VALUES ('text', 'resolution', '2026-05-01 00:00+00', 'resume'), ('text', 'resolution', '2026-05-01 00:00+00', 'reopen'), ('text', 'response', '2030-05-01 00:00+00', 'stop');
INSERT INTO sloppy.survey (question, score, answered_at, customer_id) VALUES ('nps', 11, '2026-06-01 00:00+00', ''), ('nps', -1, '2026-06-01 00:00+00', NULL), ('csat', 9.5, '2026-06-01 00:00+00', ''), ('csat', 100, '2029-06-01 00:00+00', ' ');
INSERT INTO sloppy.touch (case_id, at, touchpoint, department, seconds) VALUES ('', '2026-06-01 00:00+00', '', '', 0), ('b1', '2026-06-01 00:00+00', 'call', NULL, 1e300), ('b1', '2026-06-01 00:00+00', 'call', NULL, NULL);
INSERT INTO sloppy.contact (contact_id, offered_at, answered_at, handle_seconds, agent_id) VALUES ('', '2026-06-01 00:00+00', '2026-06-01 00:00+00', 'NaN', ''), ('n9', '2026-06-01 00:00+00', 'infinity', 'infinity', ' ');
INSERT INTO sloppy.exposure (month, unit, amount) VALUES ('2026-06-01', 'accounts', 1e-9), ('2026-05-01', 'accounts', 1e11);
INSERT INTO sloppy.target (target_id, metric, kind, value, baseline_from, baseline_until, now_from) VALUES ('t', 'csat', 'relative', -0.1, '2031-01-01', '2031-02-01', '2031-02-01'), ('u', 'nps', 'at_least', 1e300, '2026-01-01', '2026-02-01', '2026-02-01');
DO $$
DECLARE v name; state text; msg text;
BEGIN
  FOR v IN SELECT c.relname FROM pg_class AS c WHERE c.relnamespace = 'sloppy'::regnamespace AND c.relkind = 'v' ORDER BY 1 LOOP
    BEGIN
      EXECUTE format('SELECT count(to_jsonb(v)) FROM sloppy.%I AS v', v);
    EXCEPTION WHEN OTHERS THEN
      GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, msg = MESSAGE_TEXT;
      RAISE WARNING '% : % | %', v, state, msg;
    END;
  END LOOP;
END $$;
SELECT tick('sloppy') >= 0 AS ticked;
SELECT drop_workspace('sloppy');
-- the name of a check is what the error says: which values there are
SELECT conrelid::regclass, conname FROM pg_constraint WHERE contype = 'c' AND connamespace = 'service'::regnamespace AND conname !~ ' ';

SET client_min_messages = warning;
SELECT drop_workspace('service'), drop_workspace('guarded');
-- the name of a schema stands within quoted parts of the statements that make a workspace
SELECT create_workspace('a$csq$, ''{}''); CREATE TABLE pwned (); --');
SELECT count(*) FROM workspace_definition('a$body$b');
CREATE SCHEMA "a$csq$b"; COMMENT ON SCHEMA "a$csq$b" IS 'csq workspace, version 0.2.0';
SELECT is_workspace('a$csq$b'), upgrade_workspace('a$csq$b');
DROP SCHEMA "a$csq$b";
SELECT create_workspace('b%Ic%s$1') <> '' AS made, upgrade_workspace('b%Ic%s$1') <> '' AS upgraded, drop_workspace('b%Ic%s$1') <> '' AS dropped;
DROP ROLE regress_csq_north; DROP ROLE regress_csq_south;
SELECT count(*) FROM pg_namespace WHERE nspname IN ('service', 'guarded', 'other');
DROP FUNCTION num_rows, value_of, tenants_in;
