-- Intake, clocks and risks of a workspace against what they are defined by: SQL that looks at one row, one policy, one stage at a time.  Policies,
-- complaints and histories are made up at random, ties, gaps and nonsense included; whatever differs is a row of the result.
SET search_path = public, csq;
SET timezone = 'America/New_York';
SET datestyle = 'SQL, DMY';
SET extra_float_digits = -15;
SELECT create_workspace('desk', '{"calendar":"tz Asia/Shanghai; mon-fri 09:00-12:00 13:30-18:00","tenant":"bank","policies":"none"}') <> '' AS made;
SELECT add_tenant('desk', '{"tenant":"shop","calendar":"tz Europe/Berlin; mon-sat 08:00-20:00","policies":"graded","languages":"en"}');
SELECT add_tenant('desk', '{"tenant":"none","policies":"none","languages":"en"}');

-- a number from 0 to n - 1 that nothing but its arguments decides
CREATE FUNCTION dice(i int, salt text, n int) RETURNS int LANGUAGE sql IMMUTABLE RETURN abs(hashtext(salt || i) % n);
CREATE FUNCTION pick(i int, salt text, words text[]) RETURNS text LANGUAGE sql IMMUTABLE RETURN words[dice(i, salt, cardinality(words)) + 1];

INSERT INTO desk.customer (tenant, customer_id, segment, birth_year)
SELECT t, 'k' || i, pick(i, t, '{vip,mass,NULL}'), 1930 + dice(i, 'born', 80) FROM generate_series(0, 99) i, unnest('{bank,shop,none}'::text[]) t;
-- conditions of every kind, rows that hold for a time, calendars of their own, anchors, ties of place
INSERT INTO desk.policy (tenant, policy_id, stage, anchor, condition, place, target, calendar, goal, reopen, retarget, valid_from, valid_until)
SELECT t.tenant, 'p' || i, s.stage, CASE WHEN dice(i, 'anchor', 3) > 0 THEN 'receipt' ELSE pick(i, 'which', array_remove('{response,classification,resolution}', s.stage)) END,
  pick(i, 'condition', ARRAY['{}', '{}', '{"severity":["major","urgent"]}', '{"channel":"phone"}', '{"channel":{"<>":"app"}}', '{"segment":"vip"}', '{"segment":{"exists":true}}', '{"segment":{"not":{"=":"vip"}}}',
    '{"tags":"vip"}', '{"tags":["a","b"]}', '{"tags":{"exists":false}}', '{"category":"(unknown)"}', '{"category":null,"product":{"in":["card","loan"]}}', '{"branch":{">=":"b5"}}', '{"source":"crm","channel":["app","phone"]}'])::jsonb,
  dice(i, 'place', 4), s.target[dice(i, 'target', 3) + 1]::sla_target,
  pick(i, 'calendar', CASE WHEN s.stage IN ('review', 'feedback') THEN ARRAY['tz UTC; mon-fri 10:00-16:00; valid 2026-01-01..2026-02-15', NULL] ELSE ARRAY[NULL, NULL, 'tz Europe/Berlin; mon-fri 09:00-17:00; 2026-02-02 closed', 'tz Asia/Kolkata; 24x7'] END)::calendar,
  1 / (3.0 + dice(i, 'goal', 5)), pick(i, 'reopen', '{resume,restart,new_cycle,ignore}'), pick(i, 'retarget', '{carry,restart,retroactive,freeze}'),
  CASE WHEN dice(i, 'from', 4) = 0 THEN date '2026-01-20' + dice(i, 'day', 40) ELSE '-infinity' END, CASE WHEN dice(i, 'until', 4) = 0 THEN date '2026-03-01' + dice(i, 'day', 40) ELSE 'infinity' END
FROM (VALUES ('bank', 1), ('shop', 61)) t(tenant, first), LATERAL generate_series(t.first, t.first + 59) i,
LATERAL (VALUES (0, 'response', '{2 hours,30 minutes,1 hours}'::text[]), (1, 'classification', '{90 business minutes,1 business days,3 calendar days}'), (2, 'resolution', '{72 hours,24 hours,100 hours}'),
  (3, 'review', '{5 business hours,2 business days,1 calendar month}'), (4, 'feedback', '{72 hours,4 business hours,15 calendar days to next business day}')) s(n, stage, target) WHERE s.n = i % 5;
UPDATE desk.setting SET as_of = '2026-03-10 12:00+08' WHERE tenant = 'bank';
UPDATE desk.setting SET model = (SELECT train_agg(l, t) FROM (VALUES ('call', 'Nobody called me back'), ('call', 'you never call'), ('fees', 'charged twice, 扣款两次'), ('fees', 'a fee was charged'), ('call', 'no call back'), ('fees', 'fee again, 扣款')) v(l, t), generate_series(1, 20)) WHERE tenant <> 'shop';
UPDATE desk.setting SET as_of = '2026-03-20 00:00+01', lexicon = NULL, severity_lexicon = NULL WHERE tenant = 'shop';

CREATE TABLE come AS
SELECT t.tenant, 'x' || i AS complaint_id, timestamptz '2026-01-01 00:00+00' + dice(i, 'at', 7000000) * interval '1 second' AS received_at,
  pick(i, 'channel', '{phone,app,chat,NULL}') AS channel, nullif('k' || dice(i, 'who', 120), 'k7') AS customer_id, pick(i, 'product', '{card,loan,NULL}') AS product, 'b' || dice(i, 'branch', 10) AS branch,
  pick(i, 'category', '{fees,app,NULL}') AS category, pick(i, 'severity', '{major,urgent,general,NULL}') AS severity,
  CASE WHEN dice(i, 'text', 9) = 0 THEN pick(i, 'said', '{"Nobody called me back, I will go to the regulator","扣款两次，客服态度恶劣","你好","快递三天没到，非常气愤","charged twice and the agent was rude"}') END AS text, pick(i, 'source', '{crm,mail,NULL}') AS source,
  CASE dice(i, 'tags', 5) WHEN 0 THEN '{vip}' WHEN 1 THEN '{a,NULL}' WHEN 2 THEN '{{a,b},{b,vip}}' ELSE '{}' END::text[] AS tags,
  CASE WHEN dice(i, 'given', 11) = 0 THEN timestamptz '2026-05-05 00:00+00' END AS response_due
FROM generate_series(1, 4000) i, LATERAL (SELECT pick(i, 'tenant', '{bank,bank,shop,none}')) t(tenant);
INSERT INTO desk.complaint (tenant, complaint_id, received_at, channel, customer_id, product, branch, category, severity, text, source, tags, response_due) SELECT * FROM come;

-- what intake found in the texts, against one function at a time
CREATE TABLE found AS
SELECT c.tenant, c.complaint_id, 'lexicon' AS labeller, classify(s.lexicon, c.text, 'category') AS category, v.level AS severity, coalesce(v.reasons, '{}') AS reasons, classify(s.lexicon, c.text, 'emotion') AS emotion,
  NULL::float8 AS probability, 'default lexicon' AS labelled_by
FROM come c JOIN desk.setting s USING (tenant) LEFT JOIN LATERAL severity(s.severity_lexicon, c.text) v ON true WHERE c.text IS NOT NULL AND s.lexicon IS NOT NULL
UNION ALL
SELECT c.tenant, c.complaint_id, 'model', b.label, NULL, '{}', NULL, b.probability, 'model' FROM come c JOIN desk.setting s USING (tenant) CROSS JOIN LATERAL classify_scores(s.model, c.text, 1) b;
SELECT tenant, labeller, count(*) > 30 AS many, count(DISTINCT category) AS categories, count(emotion) > 0 AS emotions FROM found GROUP BY 1, 2 ORDER BY 1, 2;
CREATE VIEW labels AS SELECT tenant, complaint_id, labeller, category, severity, reasons, emotion, probability, labelled_by FROM desk.complaint_label;
SELECT count(*) FROM (SELECT * FROM found EXCEPT ALL SELECT * FROM labels) x;
SELECT count(*) FROM (SELECT * FROM labels EXCEPT ALL SELECT * FROM found) x;
DROP VIEW labels;

INSERT INTO desk.complaint_label (tenant, complaint_id, labeller, category, severity, probability)
SELECT c.tenant, c.complaint_id, l.labeller, pick(l.n, c.complaint_id, '{fees,hidden,NULL}'), pick(l.n, c.complaint_id || 's', '{major,NULL}'), CASE l.labeller WHEN 'model' THEN dice(l.n, c.complaint_id, 100) / 100.0 END
FROM come c, (VALUES (1, 'person'), (2, 'outside'), (3, 'model')) l(n, labeller) WHERE dice(l.n, c.complaint_id || 'l', 5) = 0 ON CONFLICT DO NOTHING;

INSERT INTO desk.complaint_event (tenant, complaint_id, stage, at, event, reason, seq)
SELECT c.tenant, c.complaint_id, e.stage, c.received_at + (dice(n, c.complaint_id, 600) - 20) * interval '15 minutes',
  CASE WHEN e.stage IN ('response', 'resolution') THEN pick(n, c.complaint_id || 'e', '{start,pause,resume,stop,stop,reopen,cancel,assign,extend 2 hours,retarget 3 hours}')
    ELSE pick(n, c.complaint_id || 'e', '{start,pause,resume,stop,stop,stop,reopen,cancel,assign}') END,
  pick(n, c.complaint_id || 'r', '{customer,other}'), dice(n, c.complaint_id || 'q', 3)
FROM come c, generate_series(1, 12) n, LATERAL (SELECT pick(n, c.complaint_id || 'stage', '{response,classification,resolution,resolution,review,feedback,*}')) e(stage)
WHERE dice(n, c.complaint_id || 'n', 3) > 0 ON CONFLICT DO NOTHING;
ANALYZE;

-- the definition
CREATE SCHEMA old;
CREATE FUNCTION old.facts(channel text, product text, branch text, severity text, category text, segment text, source text, tags text[]) RETURNS jsonb
LANGUAGE SQL STABLE PARALLEL SAFE COST 10
RETURN jsonb_build_object('channel', channel, 'product', product, 'branch', branch, 'severity', severity, 'category', category,
  'segment', segment, 'source', source, 'tags', tags);
CREATE FUNCTION old.deadlines(for_tenant text, for_customer text, facts jsonb, at timestamptz) RETURNS timestamptz[]
LANGUAGE SQL STABLE PARALLEL SAFE COST 200
BEGIN ATOMIC
  SELECT ARRAY[(array_agg(d.due ORDER BY d.place, d.policy_id) FILTER (WHERE d.stage = 'response'))[1],
    (array_agg(d.due ORDER BY d.place, d.policy_id) FILTER (WHERE d.stage = 'resolution'))[1]]
  FROM (SELECT p.stage, p.place, p.policy_id, csq.due_at(coalesce(p.calendar, s.calendar), at, p.target) AS due
        FROM desk.setting AS s JOIN desk.policy AS p USING (tenant)
        WHERE s.tenant = for_tenant AND p.stage IN ('response', 'resolution') AND p.anchor = 'receipt'
          AND (at AT TIME ZONE s.zone)::date >= p.valid_from AND (at AT TIME ZONE s.zone)::date < p.valid_until
          AND csq.policy_matches(p.condition, CASE WHEN p.condition ? 'segment' THEN facts || jsonb_build_object('segment',
            (SELECT c.segment FROM desk.customer AS c WHERE c.tenant = for_tenant AND c.customer_id = for_customer)) ELSE facts END)) AS d;
END;
CREATE VIEW old.v_complaint WITH (security_invoker = true) AS
SELECT c.tenant, c.complaint_id, c.received_at, (date_trunc('month', c.received_at AT TIME ZONE s.zone))::date AS month,
  coalesce(c.channel, '(unknown)') AS channel, c.customer_id, coalesce(c.product, '(unknown)') AS product, coalesce(c.branch, '(unknown)') AS branch, c.agent_id,
  coalesce(l.category, c.category, m.category, x.category, '(unknown)') AS category,
  coalesce(l.severity, c.severity, x.severity, '(unknown)') AS severity,
  coalesce(u.segment, '(unknown)') AS segment,
  CASE WHEN u.birth_year IS NULL THEN '(unknown)' WHEN extract(year FROM c.received_at AT TIME ZONE s.zone) - u.birth_year >= 60 THEN '60 and older' ELSE 'under 60' END AS age_group,
  coalesce(x.emotion, '(unknown)') AS emotion, array_to_string(x.reasons, ', ') AS reasons,
  coalesce(c.root_cause, '(unknown)') AS root_cause, coalesce(c.source, '(unknown)') AS source, c.upheld, c.escalated_at, c.cost::float8 AS cost,
  c.text, e.responded_at,
  CASE WHEN e.last IN ('stop', 'cancel') THEN e.stopped_at END AS closed_at,
  coalesce(e.reopens, 0)::int AS reopens,
  coalesce(e.last = 'cancel', false) AS cancelled,
  coalesce(s.as_of, now()) AS as_of
FROM desk.complaint AS c
JOIN desk.setting AS s USING (tenant)
LEFT JOIN desk.customer AS u USING (tenant, customer_id)
LEFT JOIN LATERAL (
  SELECT (array_agg(p.category ORDER BY p.labeller = 'outside') FILTER (WHERE p.category IS NOT NULL))[1] AS category,
    (array_agg(p.severity ORDER BY p.labeller = 'outside') FILTER (WHERE p.severity IS NOT NULL))[1] AS severity
  FROM desk.complaint_label AS p WHERE p.tenant = c.tenant AND p.complaint_id = c.complaint_id AND p.labeller IN ('person', 'outside')) AS l ON true
LEFT JOIN desk.complaint_label AS m ON m.tenant = c.tenant AND m.complaint_id = c.complaint_id AND m.labeller = 'model' AND m.probability >= s.min_confidence
LEFT JOIN desk.complaint_label AS x ON x.tenant = c.tenant AND x.complaint_id = c.complaint_id AND x.labeller = 'lexicon'
LEFT JOIN LATERAL (
  SELECT min(e.at) FILTER (WHERE e.stage = 'response' AND e.event = 'stop') AS responded_at,
    max(e.at) FILTER (WHERE e.stage IN ('resolution', '*') AND e.event IN ('stop', 'cancel')) AS stopped_at,
    (array_agg(e.event ORDER BY e.at DESC, e.seq DESC, e.event IN ('stop', 'cancel') DESC, e.event) FILTER (WHERE e.stage IN ('resolution', '*') AND e.event IN ('start', 'reopen', 'stop', 'cancel')))[1] AS last,
    count(*) FILTER (WHERE e.stage = 'resolution' AND e.event = 'reopen') AS reopens
  FROM desk.complaint_event AS e WHERE e.tenant = c.tenant AND e.complaint_id = c.complaint_id AND e.at <= coalesce(s.as_of, now())) AS e ON true
WHERE c.received_at <= coalesce(s.as_of, now());
CREATE VIEW old.status_defined WITH (security_invoker = true) AS
SELECT c.tenant, c.complaint_id, p.stage, p.policy_id, c.received_at, c.month, c.channel, c.product, c.branch, c.agent_id, c.customer_id, c.category, c.severity, c.segment, c.age_group, c.source,
  coalesce(q.state, 'pending') AS state, q.started_at, q.due_at, q.stopped_at, q.breached_at,
  extract(epoch FROM q.elapsed)::float8 AS elapsed_seconds, extract(epoch FROM q.paused)::float8 AS paused_seconds, extract(epoch FROM q.remaining)::float8 AS remaining_seconds, q.used,
  csq.sla_outcome(q.state) AS in_time, p.goal, c.as_of
FROM old.v_complaint AS c
JOIN desk.setting AS s USING (tenant)
CROSS JOIN LATERAL (
  SELECT DISTINCT ON (p.stage) p.*
  FROM desk.policy AS p JOIN desk.complaint AS r ON r.tenant = c.tenant AND r.complaint_id = c.complaint_id
  WHERE p.tenant = c.tenant AND (c.received_at AT TIME ZONE s.zone)::date >= p.valid_from AND (c.received_at AT TIME ZONE s.zone)::date < p.valid_until
    AND csq.policy_matches(p.condition, old.facts(r.channel, r.product, r.branch, nullif(c.severity, '(unknown)'), c.category, nullif(c.segment, '(unknown)'), r.source, r.tags))
  ORDER BY p.stage, p.place, p.policy_id) AS p
LEFT JOIN LATERAL (
  SELECT csq.clock_agg(k.at, k.event, k.reason, k.seq) AS clock
  FROM (SELECT e.at, e.event, e.reason, e.seq FROM desk.complaint_event AS e
        WHERE e.tenant = c.tenant AND e.complaint_id = c.complaint_id AND e.stage IN (p.stage, '*')
        UNION ALL
        -- what was done before its anchor was done at once
        SELECT CASE p.anchor WHEN 'receipt' THEN c.received_at ELSE (
            SELECT CASE WHEN count(*) FILTER (WHERE e.stage = p.anchor) > 0 THEN min(e.at) END FROM desk.complaint_event AS e
            WHERE e.tenant = c.tenant AND e.complaint_id = c.complaint_id AND e.stage IN (p.anchor, p.stage) AND e.event = 'stop') END,
          'start', NULL, 0
        WHERE NOT EXISTS (SELECT FROM desk.complaint_event AS e
                          WHERE e.tenant = c.tenant AND e.complaint_id = c.complaint_id AND e.stage = p.stage AND e.event = 'start')) AS k) AS k ON true
LEFT JOIN LATERAL csq.sla_status(k.clock, p.target, coalesce(p.calendar, s.calendar), c.as_of, p.reopen, p.retarget) AS q ON true;
CREATE TABLE old.v_status AS SELECT * FROM old.status_defined;
CREATE VIEW old.v_at_risk WITH (security_invoker = true) AS
WITH t AS MATERIALIZED (SELECT v.* FROM old.v_status AS v WHERE v.elapsed_seconds IS NOT NULL)
SELECT t.tenant, t.complaint_id, t.stage, t.policy_id, t.channel, t.product, t.branch, t.agent_id, t.category, t.severity, t.segment, t.received_at, t.due_at, t.state,
  t.elapsed_seconds, t.remaining_seconds, extract(epoch FROM t.due_at - t.as_of)::float8 AS seconds_until_due, t.used,
  csq.breach_risk(f.attainment, make_interval(secs => t.elapsed_seconds), make_interval(secs => t.elapsed_seconds + t.remaining_seconds)) AS breach_probability,
  t.as_of
FROM t
JOIN (SELECT v.tenant, v.stage, csq.attainment_agg(v.elapsed_seconds, v.stopped_at IS NOT NULL AND v.state <> 'cancelled') AS attainment
      FROM t AS v GROUP BY v.tenant, v.stage) AS f USING (tenant, stage)
WHERE t.state IN ('running', 'paused');
CREATE VIEW old.v_attainment WITH (security_invoker = true) AS
SELECT g.tenant, g.month, g.stage, g.policy_id, g.channel, g.product, g.branch, g.category, g.severity, g.segment, g.age_group, g.goal,
  csq.hits(g.r) AS hits, csq.trials(g.r) AS trials, csq.missing(g.r) AS undecided, g.overdue, g.cancelled,
  csq.rate(g.r) AS rate, csq.rate_lo(g.r) AS rate_lo, csq.rate_hi(g.r) AS rate_hi
FROM (SELECT t.tenant, t.month, t.stage, t.policy_id, t.channel, t.product, t.branch, t.category, t.severity, t.segment, t.age_group, t.goal,
        csq.rate_agg(t.in_time) AS r, count(*) FILTER (WHERE t.state = 'overdue') AS overdue, count(*) FILTER (WHERE t.state = 'cancelled') AS cancelled
      FROM old.v_status AS t
      GROUP BY t.tenant, t.month, t.stage, t.policy_id, t.channel, t.product, t.branch, t.category, t.severity, t.segment, t.age_group, t.goal) AS g;

-- deadlines of rows as they came
CREATE FUNCTION differing_deadlines(of regclass) RETURNS SETOF text LANGUAGE plpgsql AS $$
BEGIN
  RETURN QUERY EXECUTE format('SELECT c.tenant || c.complaint_id FROM %s c JOIN come USING (tenant, complaint_id),
    old.deadlines(c.tenant, c.customer_id, old.facts(c.channel, c.product, c.branch, c.severity, c.category, NULL, c.source, c.tags), c.received_at) d
    WHERE c.response_due IS DISTINCT FROM coalesce(come.response_due, d[1]) OR c.resolution_due IS DISTINCT FROM d[2]', of);
END $$;
SELECT differing_deadlines('desk.complaint');
SELECT tenant, count(*) > 500 AS many, count(DISTINCT response_due - received_at) > 1 AS of_several_policies, count(*) FILTER (WHERE resolution_due IS NULL) > 0 AS some_without FROM desk.complaint GROUP BY 1 ORDER BY 1;

-- every column of every clock
CREATE TABLE clocks AS SELECT * FROM desk.v_status;
SELECT count(*) > 10000 AS many FROM clocks;
SELECT DISTINCT state FROM clocks ORDER BY 1;
SELECT count(*) FROM (SELECT * FROM desk.v_complaint EXCEPT ALL SELECT * FROM old.v_complaint) x;
SELECT count(*) FROM (SELECT * FROM old.v_complaint EXCEPT ALL SELECT * FROM desk.v_complaint) x;
SELECT 'more', v.* FROM (SELECT * FROM clocks EXCEPT ALL SELECT * FROM old.v_status) v UNION ALL SELECT 'less', v.* FROM (SELECT * FROM old.v_status EXCEPT ALL SELECT * FROM clocks) v LIMIT 5;
SELECT 'more', v.* FROM (SELECT * FROM desk.v_attainment EXCEPT ALL SELECT * FROM old.v_attainment) v UNION ALL SELECT 'less', v.* FROM (SELECT * FROM old.v_attainment EXCEPT ALL SELECT * FROM desk.v_attainment) v LIMIT 5;
SELECT count(*) > 500 AS many FROM desk.v_at_risk;
SELECT 'more', v.* FROM (SELECT * FROM desk.v_at_risk EXCEPT ALL SELECT * FROM old.v_at_risk) v UNION ALL SELECT 'less', v.* FROM (SELECT * FROM old.v_at_risk EXCEPT ALL SELECT * FROM desk.v_at_risk) v LIMIT 5;

-- into a partition, and through the table it belongs to: columns in another order, a schema of its own
CREATE TABLE desk.parted (LIKE desk.complaint INCLUDING DEFAULTS) PARTITION BY RANGE (received_at);
CREATE SCHEMA parts;
CREATE TABLE parts.later (loaded_at timestamptz NOT NULL DEFAULT now(), gone int, resolution_due timestamptz, tags text[] NOT NULL DEFAULT '{}', response_due timestamptz, source text, cost numeric, escalated_at timestamptz, upheld bool,
  root_cause text, text text, severity text, category text, agent_id text, branch text, product text, customer_id text, channel text, received_at timestamptz NOT NULL, complaint_id text NOT NULL, tenant text NOT NULL DEFAULT 'main');
ALTER TABLE parts.later DROP COLUMN gone;
CREATE TABLE parts.sooner PARTITION OF desk.parted FOR VALUES FROM (MINVALUE) TO ('2026-02-01 00:00+00');
ALTER TABLE desk.parted ATTACH PARTITION parts.later FOR VALUES FROM ('2026-02-01 00:00+00') TO (MAXVALUE);
CREATE TRIGGER take_in BEFORE INSERT ON desk.parted FOR EACH ROW EXECUTE FUNCTION take_in_complaint();
INSERT INTO desk.parted (tenant, complaint_id, received_at, channel, customer_id, product, branch, category, severity, text, source, tags, response_due) SELECT * FROM come;
SELECT differing_deadlines('desk.parted');
TRUNCATE desk.parted;
INSERT INTO parts.later (tenant, complaint_id, received_at, channel, customer_id, product, branch, category, severity, text, source, tags, response_due) SELECT * FROM come WHERE received_at >= '2026-02-01 00:00+00';
INSERT INTO parts.sooner (tenant, complaint_id, received_at, channel, customer_id, product, branch, category, severity, text, source, tags, response_due) SELECT * FROM come WHERE received_at < '2026-02-01 00:00+00';
SELECT differing_deadlines('desk.parted');
SELECT count(*) > 1000 AS many FROM parts.later;
-- plans of the session know the workspace by its name: it gets another one
DELETE FROM desk.parted;
ALTER SCHEMA desk RENAME TO moved;
INSERT INTO moved.parted (tenant, complaint_id, received_at, channel, customer_id, product, branch, category, severity, text, source, tags, response_due) SELECT * FROM come WHERE customer_id < 'k5';
ALTER SCHEMA moved RENAME TO desk;
SELECT differing_deadlines('desk.parted');
SELECT count(*) > 1000 AS many FROM desk.parted;
DROP TABLE desk.parted;

-- the next statement sees other policies, whoever changed them; rows of one statement are judged alike
BEGIN;
UPDATE desk.policy SET target = '5 hours' WHERE tenant = 'shop' AND stage = 'response' AND condition = '{}';
INSERT INTO desk.complaint (tenant, complaint_id, received_at, channel) VALUES ('shop', 'new1', '2026-02-02 10:00+01', 'letter');
SELECT response_due - received_at AS response FROM desk.complaint WHERE complaint_id = 'new1';
SAVEPOINT before;
DELETE FROM desk.policy WHERE tenant = 'shop' AND stage = 'response';
INSERT INTO desk.complaint (tenant, complaint_id, received_at, channel) VALUES ('shop', 'new2', '2026-02-02 10:00+01', 'letter'), ('none', 'new3', '2026-02-02 10:00+01', 'letter');
SELECT response_due - received_at AS response FROM desk.complaint WHERE complaint_id = 'new2';
ROLLBACK TO before;
INSERT INTO desk.complaint (tenant, complaint_id, received_at, channel) VALUES ('shop', 'new2', '2026-02-02 10:00+01', 'letter') RETURNING response_due - received_at AS response;
ROLLBACK;
-- an update leaves deadlines as they are, unless somebody asks for more
BEGIN;
UPDATE desk.complaint SET channel = 'letter', response_due = NULL WHERE complaint_id = 'x1' RETURNING response_due;
CREATE TRIGGER again BEFORE UPDATE ON desk.complaint FOR EACH ROW EXECUTE FUNCTION take_in_complaint();
UPDATE desk.complaint SET channel = channel WHERE complaint_id = 'x1' RETURNING response_due IS NOT NULL AS again;
ROLLBACK;

-- with row-level security and a role that sees one tenant
CREATE ROLE regress_csq_clerk;
SELECT guard_workspace('desk') > 0 AS guarded;
GRANT USAGE ON SCHEMA desk, old, csq TO regress_csq_clerk;
GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA desk TO regress_csq_clerk;
GRANT SELECT ON come TO regress_csq_clerk;
INSERT INTO desk.tenant_access VALUES ('regress_csq_clerk', 'shop');
CREATE TABLE of_shop AS SELECT * FROM clocks WHERE tenant = 'shop';
GRANT SELECT ON of_shop TO regress_csq_clerk;
SET ROLE regress_csq_clerk;
SELECT count(*) > 1000 AS many FROM of_shop;
SELECT count(*) FROM (SELECT * FROM desk.v_status EXCEPT ALL SELECT * FROM of_shop) x;
SELECT count(*) FROM (SELECT * FROM of_shop EXCEPT ALL SELECT * FROM desk.v_status) x;
INSERT INTO desk.complaint (tenant, complaint_id, received_at, channel, customer_id, product, branch, category, severity, source, tags)
SELECT tenant, complaint_id || 'again', received_at, channel, customer_id, product, branch, category, severity, source, tags FROM come WHERE tenant = 'shop';
INSERT INTO desk.complaint (tenant, complaint_id, received_at) VALUES ('bank', 'theirs', '2026-02-02 10:00+01');
RESET ROLE;
SELECT count(*) FROM desk.complaint a JOIN desk.complaint b ON b.tenant = a.tenant AND b.complaint_id = a.complaint_id || 'again' JOIN come c ON c.tenant = a.tenant AND c.complaint_id = a.complaint_id
WHERE (a.response_due IS DISTINCT FROM b.response_due AND c.response_due IS NULL) OR a.resolution_due IS DISTINCT FROM b.resolution_due;
-- who may not read the policies is told so
REVOKE SELECT ON desk.policy FROM regress_csq_clerk;
SET ROLE regress_csq_clerk;
INSERT INTO desk.complaint (tenant, complaint_id, received_at) VALUES ('shop', 'blind', '2026-02-02 10:00+01');
RESET ROLE;
DROP TABLE of_shop;

-- labels of a load are written past their foreign key, which holds: whatever has been at work meanwhile, no label is without a complaint
\set SHOW_CONTEXT never
SELECT create_workspace('load', '{"languages":"en"}') <> '' AS made;
CREATE FUNCTION come(ids text) RETURNS void LANGUAGE sql BEGIN ATOMIC
  INSERT INTO load.complaint (complaint_id, received_at, text) SELECT i, '2026-02-02 10:00+00', 'nobody called me back' FROM unnest(string_to_array(ids, ' ')) i; END;
CREATE FUNCTION stands(OUT complaints text, OUT labelled text, OUT lost bigint, OUT whole bool) LANGUAGE sql AS $$
  SELECT (SELECT string_agg(complaint_id, ' ' ORDER BY complaint_id) FROM load.complaint), string_agg(l.complaint_id, ' ' ORDER BY l.complaint_id),
    count(*) FILTER (WHERE c.complaint_id IS NULL), count(l.labelled_at) = count(*) AND bool_and(l.category IS NOT NULL AND l.reasons IS NOT NULL)
  FROM load.complaint_label l LEFT JOIN load.complaint c USING (tenant, complaint_id) $$;
SELECT come('a b');
SELECT * FROM stands();
-- the transaction has changed and deleted complaints, also in savepoints
BEGIN;
UPDATE load.complaint SET channel = 'app' WHERE complaint_id = 'a';
SELECT come('c');
SAVEPOINT s; DELETE FROM load.complaint WHERE complaint_id = 'c'; SELECT come('c d'); ROLLBACK TO s;
SELECT come('e');
DELETE FROM load.complaint WHERE complaint_id IN ('a', 'e');
COMMIT;
SELECT * FROM stands();
-- a trigger takes new complaints away, gives them another number, or both, before they are labelled
CREATE FUNCTION meddle() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF TG_ARGV[0] = 'delete' THEN DELETE FROM load.complaint WHERE complaint_id = 'x'; END IF;
  IF TG_ARGV[0] = 'rename' THEN UPDATE load.complaint SET complaint_id = 'z' WHERE complaint_id = 'x'; END IF;
  IF TG_ARGV[0] = 'again' THEN UPDATE load.complaint SET complaint_id = 'z' WHERE complaint_id = 'x'; UPDATE load.complaint SET complaint_id = 'x' WHERE complaint_id = 'z'; END IF;
  RETURN NULL; END $$;
CREATE TRIGGER first_of_all AFTER INSERT ON load.complaint FOR EACH STATEMENT EXECUTE FUNCTION meddle('delete');
SELECT come('f x');
CREATE OR REPLACE TRIGGER first_of_all AFTER INSERT ON load.complaint FOR EACH STATEMENT EXECUTE FUNCTION meddle('rename');
SELECT come('f x');
CREATE OR REPLACE TRIGGER first_of_all AFTER INSERT ON load.complaint FOR EACH STATEMENT EXECUTE FUNCTION meddle('again');
SELECT come('f x');
DROP TRIGGER first_of_all ON load.complaint;
SELECT * FROM stands();
-- a label that is there already
CREATE FUNCTION label_first() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO load.complaint_label (complaint_id, labeller) VALUES ('g', 'lexicon'); RETURN NULL; END $$;
CREATE TRIGGER first_of_all AFTER INSERT ON load.complaint FOR EACH STATEMENT EXECUTE FUNCTION label_first();
SELECT come('g');
DROP TRIGGER first_of_all ON load.complaint;
-- labels that go with their complaints, what others made of the table of labels: a trigger, a column, a rule, one more key, no key, row-level security
DELETE FROM load.complaint WHERE complaint_id IN ('b', 'f');
ALTER TABLE load.complaint_label ADD CONSTRAINT "never of h" CHECK (complaint_id <> 'h');
\set VERBOSITY terse
SELECT come('h');
\set VERBOSITY default
ALTER TABLE load.complaint_label DROP CONSTRAINT "never of h";
SELECT * FROM stands();
CREATE TABLE told (word text);
CREATE FUNCTION tell() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO told VALUES (TG_ARGV[0] || ' ' || CASE TG_LEVEL WHEN 'ROW' THEN NEW.complaint_id ELSE '' END); RETURN NEW; END $$;
CREATE TRIGGER tell_row BEFORE INSERT ON load.complaint_label FOR EACH ROW EXECUTE FUNCTION tell('row');
CREATE TRIGGER tell_all AFTER INSERT ON load.complaint_label FOR EACH STATEMENT EXECUTE FUNCTION tell('all');
SELECT come('h');
DROP TRIGGER tell_row ON load.complaint_label;
DROP TRIGGER tell_all ON load.complaint_label;
ALTER TABLE load.complaint_label ADD COLUMN seen bool DEFAULT true;
SELECT come('i');
SELECT complaint_id, seen FROM load.complaint_label WHERE complaint_id IN ('h', 'i') ORDER BY 1;
ALTER TABLE load.complaint_label DROP COLUMN seen;
SELECT come('j');
CREATE RULE also AS ON INSERT TO load.complaint_label DO ALSO INSERT INTO told VALUES ('rule');
SELECT come('k');
DROP RULE also ON load.complaint_label;
SELECT word FROM told ORDER BY word;
SET client_min_messages = warning;
DROP TABLE load.complaint_label CASCADE;
RESET client_min_messages;
SELECT upgrade_workspace('load') <> '' AS made;
CREATE TABLE known (who text PRIMARY KEY);
ALTER TABLE load.complaint_label ADD FOREIGN KEY (labelled_by) REFERENCES known;
SELECT come('l');
INSERT INTO known VALUES ('default lexicon');
SELECT come('l');
ALTER TABLE load.complaint_label DROP CONSTRAINT complaint_label_labelled_by_fkey, DROP CONSTRAINT complaint_label_tenant_complaint_id_fkey;
SELECT come('m');
SELECT * FROM stands();
ALTER TABLE load.complaint_label ADD FOREIGN KEY (tenant, complaint_id) REFERENCES load.complaint ON DELETE CASCADE;
GRANT USAGE ON SCHEMA load TO regress_csq_clerk;
GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA load TO regress_csq_clerk;
GRANT UPDATE ON load.rollup_complaint TO regress_csq_clerk;
REVOKE INSERT ON load.complaint_label FROM regress_csq_clerk;
SET ROLE regress_csq_clerk;
INSERT INTO load.complaint (complaint_id, received_at, text) VALUES ('n', '2026-02-02 10:00+00', 'nobody called me back');
RESET ROLE;
GRANT INSERT ON load.complaint_label TO regress_csq_clerk;
ALTER TABLE load.complaint_label ENABLE ROW LEVEL SECURITY;
CREATE POLICY no_n ON load.complaint_label FOR INSERT WITH CHECK (complaint_id <> 'n');
SET ROLE regress_csq_clerk;
INSERT INTO load.complaint (complaint_id, received_at, text) VALUES ('n', '2026-02-02 10:00+00', 'nobody called me back');
INSERT INTO load.complaint (complaint_id, received_at, text) VALUES ('o', '2026-02-02 10:00+00', 'nobody called me back');
RESET ROLE;
SELECT * FROM stands();
CREATE TRIGGER label_new AFTER INSERT ON told FOR EACH STATEMENT EXECUTE FUNCTION label_complaints();
INSERT INTO told VALUES ('a');
CREATE OR REPLACE TRIGGER label_new AFTER INSERT ON told REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION label_complaints();
INSERT INTO told VALUES ('a');
SELECT label_complaints();
-- the zone of a tenant, against the table
SELECT count(*), count(*) FILTER (WHERE tenant_zone(c.tenant, 'desk.setting') IS DISTINCT FROM (SELECT s.zone FROM desk.setting s WHERE s.tenant = c.tenant)) AS wrong,
  count(DISTINCT tenant_zone(c.tenant, CASE WHEN c.complaint_id ~ '[05]$' THEN 'load.setting' ELSE 'desk.setting' END::regclass)) AS zones
FROM (SELECT tenant, complaint_id FROM come UNION ALL SELECT 'main', 'm' || i FROM generate_series(1, 20) i UNION ALL SELECT 't' || i % 50, 'n' || i FROM generate_series(1, 500) i) c;
SELECT tenant_zone(NULL, 'desk.setting'), tenant_zone('nobody', 'desk.setting'), tenant_zone('', 'desk.setting');
SELECT tenant_zone('main', 'told');
DROP FUNCTION stands, come;
\set SHOW_CONTEXT errors
DROP TABLE told, known;
SET client_min_messages = warning;
SELECT drop_workspace('load');
RESET client_min_messages;

-- complaints that somebody has partitioned: views and triggers come back, labels are written once whichever way a row comes
SELECT create_workspace('big', '{"languages":"en"}') <> '' AS made;
SET client_min_messages = warning;
DROP TABLE big.complaint CASCADE;
RESET client_min_messages;
CREATE TABLE big.complaint (LIKE desk.complaint INCLUDING ALL) PARTITION BY HASH (complaint_id);
CREATE TABLE big.complaint_0 PARTITION OF big.complaint FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE big.complaint_1 PARTITION OF big.complaint FOR VALUES WITH (MODULUS 2, REMAINDER 1);
SELECT upgrade_workspace('big') <> '' AS made;
CREATE TRIGGER label_new AFTER INSERT ON big.complaint_0 REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION label_complaints();
CREATE TRIGGER label_new AFTER INSERT ON big.complaint_1 REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION label_complaints();
INSERT INTO big.complaint (complaint_id, received_at, severity, text) SELECT i, '2026-02-02 10:00+00', 'major', 'nobody called me back' FROM generate_series(1, 20) i;
CREATE TABLE half AS SELECT * FROM big.complaint_0;
DELETE FROM big.complaint;
DELETE FROM big.complaint_label;
INSERT INTO big.complaint (complaint_id, received_at, severity, text) SELECT i, '2026-02-02 10:00+00', 'major', 'nobody called me back' FROM generate_series(1, 20) i WHERE i::text NOT IN (SELECT complaint_id FROM half);
INSERT INTO big.complaint_0 (complaint_id, received_at, severity, text) SELECT complaint_id, received_at, severity, text FROM half;
SELECT count(*), count(l.complaint_id) AS labelled, count(l.category) AS with_category, min(c.response_due - c.received_at) AS response FROM big.complaint c LEFT JOIN big.complaint_label l USING (tenant, complaint_id);
SELECT count(*) AS clocks, count(DISTINCT stage) AS stages FROM big.v_status;
DROP TABLE half;
SELECT drop_workspace('big');

-- one case by hand
RESET extra_float_digits;
RESET datestyle;
SELECT stage, policy_id, place, state, due_at AT TIME ZONE 'UTC' AS due, elapsed_seconds, remaining_seconds, in_time
FROM stage_status('{"zone":"UTC","calendar":"tz UTC; mon-fri 09:00-17:00","policies":[
    {"policy_id":"p1","stage":"response","condition":{"channel":"phone"},"target":"30 minutes"}, {"policy_id":"p2","stage":"response","target":"4 business hours","until":"2026-03-03"},
    {"policy_id":"p3","stage":"resolution","anchor":"response","target":"2 business days"}, {"policy_id":"p4","stage":"response","target":"1 hour"}]}',
  '{app,NULL,NULL,NULL,NULL,NULL,NULL}', NULL, '2026-03-02 16:00+00', '2026-03-04 12:00+00', '{response}', '{2026-03-03 10:00+00}', '{stop}', '{NULL}', '{NULL}');
SELECT stage, state FROM stage_status('{"policies":[{"stage":"response","target":"1 hour"}]}', '{NULL,NULL,NULL,NULL,NULL,NULL,NULL}', NULL, '2026-03-02 16:00+00', '2026-03-04 12:00+00', NULL, NULL, NULL, NULL, NULL);
SELECT stage_status(NULL, '{NULL,NULL,NULL,NULL,NULL,NULL,NULL}', NULL, '2026-03-02 16:00+00', '2026-03-04 12:00+00', NULL, NULL, NULL, NULL, NULL);
-- more sets of policies than a call keeps, in turn
SELECT count(*), count(*) FILTER (WHERE s.due_at = '2026-03-02 16:00+00'::timestamptz + i * 7 % 1500 * interval '1 minute') AS right
FROM generate_series(1, 4000) i, stage_status(jsonb_build_object('policies', jsonb_build_array(jsonb_build_object('stage', 'a', 'target', i * 7 % 1500 || ' minutes'))), '{NULL,NULL,NULL,NULL,NULL,NULL,NULL}', NULL,
  '2026-03-02 16:00+00', '2026-03-04 12:00+00', NULL, NULL, NULL, NULL, NULL) s;
-- what means nothing
SELECT stage_status('[]', '{a,b,c,d,e,f,g}', NULL, '2026-03-02 16:00+00', '2026-03-04 12:00+00', NULL, NULL, NULL, NULL, NULL);
SELECT stage_status('{}', '{a,b,c,d,e,f,g}', NULL, '2026-03-02 16:00+00', '2026-03-04 12:00+00', NULL, NULL, NULL, NULL, NULL);
SELECT stage_status('{"policies":[1]}', '{a,b,c,d,e,f,g}', NULL, '2026-03-02 16:00+00', '2026-03-04 12:00+00', NULL, NULL, NULL, NULL, NULL);
SELECT stage_status('{"policies":[{"stage":"response"}]}', '{a,b,c,d,e,f,g}', NULL, '2026-03-02 16:00+00', '2026-03-04 12:00+00', NULL, NULL, NULL, NULL, NULL);
SELECT stage_status('{"policies":[{"stage":7,"target":"1 hour"}]}', '{a,b,c,d,e,f,g}', NULL, '2026-03-02 16:00+00', '2026-03-04 12:00+00', NULL, NULL, NULL, NULL, NULL);
SELECT stage_status('{"policies":[{"stage":"a","target":"1 day"}]}', '{a,b,c,d,e,f,g}', NULL, '2026-03-02 16:00+00', '2026-03-04 12:00+00', NULL, NULL, NULL, NULL, NULL);
SELECT stage_status('{"policies":[{"stage":"a","target":"1 hour","condition":[]}]}', '{a,b,c,d,e,f,g}', NULL, '2026-03-02 16:00+00', '2026-03-04 12:00+00', NULL, NULL, NULL, NULL, NULL);
SELECT stage_status('{"policies":[{"stage":"a","target":"1 hour","condition":{"channel":{"like":"a"}}}]}', '{a,b,c,d,e,f,g}', NULL, '2026-03-02 16:00+00', '2026-03-04 12:00+00', NULL, NULL, NULL, NULL, NULL);
SELECT stage_status('{"policies":[]}', '{a,b}', NULL, '2026-03-02 16:00+00', '2026-03-04 12:00+00', NULL, NULL, NULL, NULL, NULL);
SELECT stage_status('{"policies":[]}', '{a,b,c,d,e,f,g}', NULL, '2026-03-02 16:00+00', '2026-03-04 12:00+00', '{a}', '{}', NULL, NULL, NULL);
SELECT stage_status('{"policies":[{"stage":"a","target":"1 hour"}]}', '{a,b,c,d,e,f,g}', NULL, '2026-03-02 16:00+00', '2026-03-04 12:00+00', '{a}', '{2026-03-03 10:00+00}', '{stopp}', '{NULL}', '{1}');
SELECT take_in_complaint();
CREATE TABLE other (tenant text);
CREATE TRIGGER take_in BEFORE INSERT ON other FOR EACH ROW EXECUTE FUNCTION take_in_complaint();
INSERT INTO other VALUES ('a');
INSERT INTO desk.complaint (tenant, complaint_id, received_at, loaded_at) VALUES ('shop', 'never', 'infinity', '2026-01-05 00:00+00');
-- alerts of clocks: those of all clocks whatever the window, though clocks that were closed before it are not run; complaints that were closed in every way
INSERT INTO desk.complaint (tenant, complaint_id, received_at, severity)
SELECT pick(i, 'yours', '{bank,shop}'), 'y' || i, timestamptz '2026-01-01 00:00+00' + dice(i, 'then', 6000000) * interval '1 second', pick(i, 'how', '{major,general,NULL}') FROM generate_series(1, 1500) i;
INSERT INTO desk.complaint_event (tenant, complaint_id, stage, at, event, seq)
SELECT c.tenant, c.complaint_id, s.stage, c.received_at + (dice(s.n, c.complaint_id, 6000) - CASE WHEN dice(s.n, c.complaint_id || 'early', 90) = 0 THEN 3000 ELSE 0 END) * interval '1 minute',
  CASE WHEN dice(s.n, c.complaint_id || 'c', 30) = 0 THEN 'cancel' ELSE 'stop' END, CASE WHEN dice(s.n, c.complaint_id || 'q', 50) = 0 THEN -1 ELSE 0 END
FROM desk.complaint c, (VALUES (1, 'response'), (2, 'classification'), (3, 'resolution'), (4, 'review'), (5, 'feedback')) s(n, stage) WHERE c.complaint_id ~ '^y' AND dice(s.n, c.complaint_id || 'x', 60) > 0;
INSERT INTO desk.complaint_event (tenant, complaint_id, stage, at, event, reason, seq)
SELECT e.tenant, e.complaint_id, CASE WHEN dice(e.n, 'star', 4) = 0 THEN '*' ELSE e.stage END, e.at + (dice(e.n, 'later', 5) - 2) * interval '3 days', pick(e.n, 'what', '{reopen,pause,resume,start,assign,cancel,stop}'), 'ann', dice(e.n, 'seq', 2)
FROM (SELECT e.*, row_number() OVER (ORDER BY e.tenant, e.complaint_id, e.stage)::int AS n FROM desk.complaint_event e WHERE e.complaint_id ~ '^y') e WHERE dice(e.n, 'some', 25) = 0 ON CONFLICT DO NOTHING;
INSERT INTO desk.complaint_event (tenant, complaint_id, stage, at, event)
SELECT e.tenant, e.complaint_id, '*', max(e.at) + (dice(length(e.complaint_id), e.complaint_id, 3) - 1) * interval '1 hour', 'cancel' FROM desk.complaint_event e WHERE e.complaint_id ~ '^y.*7' GROUP BY 1, 2 ON CONFLICT DO NOTHING;
ANALYZE desk.complaint, desk.complaint_event;
CREATE VIEW due_defined AS
SELECT t.tenant, CASE t.state WHEN 'running' THEN 'due_soon' ELSE t.state END AS kind, t.complaint_id || ' ' || t.stage AS subject, t.due_at, a.arisen_at
FROM desk.v_status t JOIN desk.alert_window w USING (tenant) CROSS JOIN LATERAL (SELECT CASE t.state WHEN 'running' THEN t.as_of ELSE coalesce(t.breached_at, t.due_at) END AS arisen_at) a
WHERE (t.state IN ('overdue', 'breached') OR t.state = 'running' AND t.due_at <= t.as_of + interval '30 minutes')
  AND a.arisen_at > greatest(least(w.last_tick_at, (t.as_of AT TIME ZONE 'UTC' - w.look_back) AT TIME ZONE 'UTC'), (t.as_of AT TIME ZONE 'UTC' - w.longest) AT TIME ZONE 'UTC');
CREATE VIEW due_found AS SELECT tenant, kind, subject, (detail::jsonb ->> 'due_at')::timestamptz AS due_at, arisen_at FROM desk.v_alert_due WHERE kind IN ('due_soon', 'overdue', 'breached');
CREATE TABLE windows (look_back interval, num_due bigint, missing bigint, surplus bigint, run bigint, of_all bigint);
DO $$
DECLARE
  l interval;
  before bigint;
BEGIN
  SET LOCAL max_parallel_workers_per_gather = 0;
  SET LOCAL track_functions = 'all';
  FOREACH l IN ARRAY '{1 hour,3 days,20 days,60 days}'::interval[] LOOP
    UPDATE desk.alert_window SET look_back = l;
    before := coalesce((SELECT calls FROM pg_stat_xact_user_functions WHERE schemaname = 'desk' AND funcname = 'events_of'), 0);
    CREATE TEMP TABLE found ON COMMIT DROP AS SELECT * FROM due_found;
    INSERT INTO windows SELECT l, count(*), NULL, NULL, (SELECT calls FROM pg_stat_xact_user_functions WHERE schemaname = 'desk' AND funcname = 'events_of') - before, (SELECT count(*) FROM desk.v_complaint WHERE tenant <> 'none') FROM found;
    UPDATE windows SET missing = (SELECT count(*) FROM (TABLE due_defined EXCEPT TABLE found) x), surplus = (SELECT count(*) FROM (TABLE found EXCEPT TABLE due_defined) x) WHERE look_back = l;
    DROP TABLE found;
  END LOOP;
END $$;
SELECT look_back, num_due > 5 AS some, missing, surplus, run < of_all - CASE WHEN look_back < '20 days' THEN 500 ELSE 100 END AS fewer_run FROM windows ORDER BY 1;
DROP VIEW due_defined, due_found;
DROP TABLE windows;
-- events that cannot be read straight out of an index: no index, some columns of some rows
CREATE TABLE straight AS SELECT s.tenant, s.complaint_id, s.stage, s.state, s.due_at, s.stopped_at, s.elapsed_seconds, s.paused_seconds, c.closed_at, c.responded_at, c.reopens, c.cancelled FROM desk.v_status s JOIN desk.v_complaint c USING (tenant, complaint_id) WHERE s.complaint_id ~ '^[xy].*[12]$';
CREATE VIEW by_query AS SELECT s.tenant, s.complaint_id, s.stage, s.state, s.due_at, s.stopped_at, s.elapsed_seconds, s.paused_seconds, c.closed_at, c.responded_at, c.reopens, c.cancelled FROM desk.v_status s JOIN desk.v_complaint c USING (tenant, complaint_id) WHERE s.complaint_id ~ '^[xy].*[12]$';
SELECT count(*) > 1000 AS many, count(DISTINCT state) > 4 AS states, count(closed_at) > 100 AS closed, sum(reopens) > 5 AS reopened, count(*) FILTER (WHERE cancelled) > 5 AS cancelled FROM straight;
SELECT conname AS the_index FROM pg_constraint WHERE conrelid = 'desk.complaint_event'::regclass AND contype = 'u' \gset
BEGIN;
ALTER TABLE desk.complaint_event DROP CONSTRAINT :"the_index";
SELECT count(*) FROM (TABLE by_query EXCEPT TABLE straight) x;
CREATE INDEX ON desk.complaint_event (complaint_id, tenant);
CREATE INDEX ON desk.complaint_event (tenant, complaint_id) WHERE stage = 'response';
SELECT count(*) FROM (TABLE by_query EXCEPT TABLE straight) x;
ROLLBACK;
BEGIN;
ALTER TABLE desk.setting DISABLE ROW LEVEL SECURITY;
ALTER TABLE desk.policy DISABLE ROW LEVEL SECURITY;
ALTER TABLE desk.customer DISABLE ROW LEVEL SECURITY;
ALTER TABLE desk.complaint DISABLE ROW LEVEL SECURITY;
ALTER TABLE desk.complaint_label DISABLE ROW LEVEL SECURITY;
ALTER TABLE desk.complaint_event DISABLE ROW LEVEL SECURITY;
REVOKE ALL ON desk.complaint_event FROM regress_csq_clerk;
GRANT SELECT ON straight, by_query, desk.setting, desk.policy, desk.customer, desk.complaint, desk.complaint_label, desk.v_status, desk.v_complaint TO regress_csq_clerk;
GRANT SELECT (tenant, complaint_id, stage, at, event, reason, seq) ON desk.complaint_event TO regress_csq_clerk;
ALTER VIEW by_query SET (security_invoker = true);
SET ROLE regress_csq_clerk;
SELECT count(*) FROM (TABLE by_query EXCEPT TABLE straight) x;
SELECT count(*) FROM (TABLE straight EXCEPT TABLE by_query) x;
RESET ROLE;
GRANT SELECT ON desk.complaint_event TO regress_csq_clerk;
ALTER TABLE desk.complaint_event ENABLE ROW LEVEL SECURITY;
CREATE POLICY no_pauses ON desk.complaint_event AS RESTRICTIVE USING (event <> 'pause');
CREATE POLICY all_others ON desk.complaint_event USING (true);
SET ROLE regress_csq_clerk;
SELECT (SELECT sum(paused_seconds) > 0 FROM straight) AS pauses, count(*) > 1000 AS many, sum(paused_seconds) AS paused FROM by_query;
RESET ROLE;
REVOKE ALL ON desk.complaint_event FROM regress_csq_clerk;
SET ROLE regress_csq_clerk;
SAVEPOINT s;
SELECT count(due_at) FROM desk.v_status;
ROLLBACK TO s;
SELECT case_outcome('desk.complaint_event', 'bank', 'y1', '2026-04-01Z');
ROLLBACK;
DROP VIEW by_query;
SELECT case_outcome('straight', 'bank', 'y1', '2026-04-01Z');
SELECT count(*) FROM stage_status('{"policies":[{"stage":"a","target":"1 hour"}]}', '{NULL,NULL,NULL,NULL,NULL,NULL,NULL}', NULL, '2026-03-02 16:00+00', '2026-03-04 12:00+00', 'desk.complaint_event', 'nobody', 'x');
SELECT count(*) FROM stage_status('{"policies":[{"stage":"a","target":"1 hour"}]}', '{NULL,NULL,NULL,NULL,NULL,NULL,NULL}', NULL, '2026-03-02 16:00+00', '2026-03-04 12:00+00', NULL, 'nobody', 'x');
DROP TABLE straight;
-- many risks of one curve, and one by one
SELECT breach_risks(attainment_agg(s, s % 3 > 0), '{10 seconds,NULL,2 hours,1 minute}', '{100 seconds,1 hour,3 hours,1 minute}') AS many,
  ARRAY[breach_risk(attainment_agg(s, s % 3 > 0), '10 seconds', '100 seconds'), NULL, breach_risk(attainment_agg(s, s % 3 > 0), '2 hours', '3 hours'), breach_risk(attainment_agg(s, s % 3 > 0), '1 minute', '1 minute')] AS one_by_one
FROM generate_series(1, 300) s;
SELECT breach_risks(attainment_agg(1, true), '{}', '{}'), breach_risks(attainment_agg(1, true), '{1 hour}', '{}');
SET client_min_messages = warning;
DROP SCHEMA old CASCADE;
SELECT drop_workspace('desk');
DROP OWNED BY regress_csq_clerk;
DROP ROLE regress_csq_clerk;
