
-- ---------------------------------------------- workspace: intake and SLA ----

CREATE FUNCTION take_in_complaint() RETURNS trigger
LANGUAGE C COST 5
AS 'MODULE_PATHNAME', 'csq_take_in_complaint';
COMMENT ON FUNCTION take_in_complaint() IS
'Trigger before a complaint of a workspace is stored: response_due and resolution_due by the policies that hold for it, where the row does not say them. Volatile: it reads tables.';

CREATE FUNCTION tenant_zone(tenant text, settings regclass) RETURNS text
LANGUAGE C STABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_tenant_zone';
COMMENT ON FUNCTION tenant_zone(text, regclass) IS
'The time zone of a tenant of a workspace; settings is its table setting. Read once per query and tenant, where a subquery is run for each row. Stable: it reads a table.';

CREATE FUNCTION label_complaints() RETURNS trigger
LANGUAGE C COST 1000
AS 'MODULE_PATHNAME', 'csq_label_complaints';
COMMENT ON FUNCTION label_complaints() IS
'Trigger after complaints of a workspace are stored: what lexicons and model find in their texts becomes rows of complaint_label. Volatile: it writes.';

CREATE FUNCTION note_change() RETURNS trigger
LANGUAGE C COST 2
AS 'MODULE_PATHNAME', 'csq_note_change';
COMMENT ON FUNCTION note_change() IS
'Trigger after a row of a workspace was stored, changed or taken out: notes for tick() that a complaint must be looked at, or a day counted anew. Volatile: it writes.';

CREATE FUNCTION case_outcome(events regclass, tenant text, complaint_id text, as_of timestamptz, OUT responded_at timestamptz, OUT stopped_at timestamptz, OUT last text, OUT reopens bigint)
LANGUAGE C STABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_case_outcome';
COMMENT ON FUNCTION case_outcome(regclass, text, text, timestamptz) IS
'What became of a complaint of a workspace until an instant, by its table complaint_event: first answer, last stop or cancel, which of start, reopen, stop and cancel came last, how often it was reopened. Stable: it reads a table.';

CREATE FUNCTION csq_internal.workspace_sla(OUT ord int, OUT kind text, OUT name text, OUT statement text) RETURNS SETOF record
LANGUAGE SQL IMMUTABLE PARALLEL SAFE COST 10 ROWS 23
BEGIN ATOMIC
  SELECT v.a, v.b, v.c, v.d FROM (VALUES

-- the policies of each tenant as one value, in the order in which they are tried, and their goals by their place
(300, 'function', 'policy_sets()', $sql$
CREATE FUNCTION workspace.policy_sets() RETURNS TABLE (tenant text, policies jsonb, goals float8[])
LANGUAGE SQL STABLE PARALLEL SAFE COST 200 ROWS 1
BEGIN ATOMIC
  SELECT s.tenant, jsonb_build_object('zone', s.zone, 'calendar', s.calendar::text, 'policies', jsonb_agg(jsonb_build_object(
      'policy_id', p.policy_id, 'stage', p.stage, 'anchor', p.anchor, 'condition', p.condition, 'target', p.target::text, 'calendar', p.calendar::text,
      'reopen', p.reopen, 'retarget', p.retarget, 'from', p.valid_from, 'until', p.valid_until) ORDER BY p.stage, p.place, p.policy_id)),
    array_agg(p.goal ORDER BY p.stage, p.place, p.policy_id)
  FROM workspace.setting AS s JOIN workspace.policy AS p USING (tenant) GROUP BY s.tenant;
END$sql$),

-- The events of one complaint.  A function, and STRICT so that it is not put in line: the planner takes a look into an index for a read of the disk, and
-- a hundred thousand of them for a query that is worth compiling (jit) for seconds.  What it costs is what it was measured to cost
(301, 'function', 'events_of(text,text)', $sql$
CREATE FUNCTION workspace.events_of(tenant text, complaint_id text, OUT stages text[], OUT at timestamptz[], OUT events text[], OUT reasons text[], OUT seqs bigint[])
LANGUAGE SQL STABLE STRICT PARALLEL SAFE COST 250
BEGIN ATOMIC
  SELECT array_agg(e.stage), array_agg(e.at), array_agg(e.event), array_agg(e.reason), array_agg(e.seq)
  FROM workspace.complaint_event AS e WHERE e.tenant = events_of.tenant AND e.complaint_id = events_of.complaint_id;
END$sql$),
-- intake: deadlines before the row is stored, labels after the statement
(311, 'trigger', 'take_in ON complaint', $sql$
CREATE TRIGGER take_in BEFORE INSERT ON workspace.complaint FOR EACH ROW EXECUTE FUNCTION csq.take_in_complaint()$sql$),

(316, 'trigger', 'label_new ON complaint', $sql$
CREATE TRIGGER label_new AFTER INSERT ON workspace.complaint REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION csq.label_complaints()$sql$),

-- what tick() must look at: complaints whose clocks may be others, and days whose counts are (complaints that come are noted by label_new)
(319, 'trigger', 'note_change ON complaint', $sql$
CREATE TRIGGER note_change AFTER DELETE OR UPDATE OF tenant, complaint_id, received_at, channel, customer_id, product, branch, category, severity, source, tags ON workspace.complaint
  FOR EACH ROW EXECUTE FUNCTION csq.note_change('received_at')$sql$),
(319, 'trigger', 'note_change ON complaint_event', $sql$
CREATE TRIGGER note_change AFTER INSERT OR UPDATE OR DELETE ON workspace.complaint_event FOR EACH ROW EXECUTE FUNCTION csq.note_change()$sql$),
(319, 'trigger', 'note_change ON complaint_label', $sql$
CREATE TRIGGER note_change AFTER INSERT OR UPDATE OR DELETE ON workspace.complaint_label FOR EACH ROW EXECUTE FUNCTION csq.note_change('-infinity')$sql$),
(319, 'trigger', 'note_change ON survey', $sql$
CREATE TRIGGER note_change AFTER INSERT OR UPDATE OR DELETE ON workspace.survey FOR EACH ROW EXECUTE FUNCTION csq.note_change('answered_at')$sql$),

-- one row per complaint with what is known of it.  Whose label counts: a person, an outside labeller, the model where it is sure, the lexicon.
(320, 'view', 'v_complaint', $sql$
CREATE VIEW workspace.v_complaint WITH (security_invoker = true) AS
SELECT c.tenant, c.complaint_id, c.received_at, (date_trunc('month', c.received_at AT TIME ZONE s.zone))::date AS month,
  coalesce(c.channel, '(unknown)') AS channel, c.customer_id, coalesce(c.product, '(unknown)') AS product, coalesce(c.branch, '(unknown)') AS branch, c.agent_id,
  coalesce(l.category, o.category, c.category, m.category, x.category, '(unknown)') AS category,
  coalesce(l.severity, o.severity, c.severity, x.severity, '(unknown)') AS severity,
  coalesce(u.segment, '(unknown)') AS segment,
  CASE WHEN u.birth_year IS NULL THEN '(unknown)' WHEN extract(year FROM c.received_at AT TIME ZONE s.zone) - u.birth_year >= 60 THEN '60 and older' ELSE 'under 60' END AS age_group,
  coalesce(x.emotion, '(unknown)') AS emotion, array_to_string(x.reasons, ', ') AS reasons,
  coalesce(c.root_cause, '(unknown)') AS root_cause, coalesce(c.source, '(unknown)') AS source, c.upheld, c.escalated_at, c.cost::float8 AS cost,
  c.text, e.responded_at,
  CASE WHEN e.last IN ('stop', 'cancel') THEN e.stopped_at END AS closed_at,
  coalesce(e.reopens, 0)::int AS reopens,
  coalesce(e.last = 'cancel', false) AS cancelled,
  coalesce(s.as_of, now()) AS as_of
FROM workspace.complaint AS c
JOIN workspace.setting AS s USING (tenant)
LEFT JOIN workspace.customer AS u USING (tenant, customer_id)
LEFT JOIN workspace.complaint_label AS l ON l.tenant = c.tenant AND l.complaint_id = c.complaint_id AND l.labeller = 'person'
LEFT JOIN workspace.complaint_label AS o ON o.tenant = c.tenant AND o.complaint_id = c.complaint_id AND o.labeller = 'outside'
LEFT JOIN workspace.complaint_label AS m ON m.tenant = c.tenant AND m.complaint_id = c.complaint_id AND m.labeller = 'model' AND m.probability >= s.min_confidence
LEFT JOIN workspace.complaint_label AS x ON x.tenant = c.tenant AND x.complaint_id = c.complaint_id AND x.labeller = 'lexicon'
LEFT JOIN LATERAL (SELECT max(o.responded_at) AS responded_at, max(o.stopped_at) AS stopped_at, max(o.last) AS last, max(o.reopens) AS reopens
                   FROM csq.case_outcome($csq$workspace.complaint_event$csq$, c.tenant, c.complaint_id, coalesce(s.as_of, now())) AS o) AS e ON true
WHERE c.received_at <= coalesce(s.as_of, now())$sql$),

-- the clock of each stage of each complaint under the first policy that fits.  The clocks are made in a list of columns: conditions on what was there before them go down to the
-- rows, and a planner that counts groups sees one table, not the product of seven
(330, 'view', 'v_status', $sql$
CREATE VIEW workspace.v_status WITH (security_invoker = true) AS
SELECT x.tenant, x.complaint_id, (x.q).stage, (x.q).policy_id, x.received_at, x.month, x.channel, x.product, x.branch, x.agent_id, x.customer_id, x.category, x.severity, x.segment, x.age_group, x.source,
  (x.q).state, (x.q).started_at, (x.q).due_at, (x.q).stopped_at, (x.q).breached_at, (x.q).elapsed_seconds, (x.q).paused_seconds, (x.q).remaining_seconds, (x.q).used, (x.q).in_time,
  x.goals[(x.q).place] AS goal, x.as_of
FROM (SELECT c.tenant, c.complaint_id, c.received_at, c.month, c.channel, c.product, c.branch, c.agent_id, c.customer_id, c.category, c.severity, c.segment, c.age_group, c.source, c.as_of, g.goals,
        csq.stage_status(g.policies, ARRAY[r.channel, r.product, r.branch, nullif(c.severity, '(unknown)'), c.category, nullif(c.segment, '(unknown)'), r.source], r.tags,
          c.received_at, c.as_of, $csq$workspace.complaint_event$csq$, c.tenant, c.complaint_id) AS q
      FROM workspace.v_complaint AS c
      JOIN workspace.complaint AS r USING (tenant, complaint_id)
      JOIN workspace.policy_sets() AS g USING (tenant)) AS x$sql$),

(340, 'view', 'v_overdue', $sql$
CREATE VIEW workspace.v_overdue WITH (security_invoker = true) AS
SELECT t.tenant, t.complaint_id, t.stage, t.policy_id, t.channel, t.product, t.branch, t.agent_id, t.category, t.severity, t.segment, t.received_at, t.due_at, t.breached_at,
  -t.remaining_seconds AS seconds_over, extract(epoch FROM t.as_of - t.due_at)::float8 AS wall_seconds_over, t.as_of
FROM workspace.v_status AS t WHERE t.state = 'overdue'$sql$),

-- the chance that a running clock breaches, given that it has run so long: S(target) / S(elapsed), S over all clocks of the stage; the
-- clocks are computed once for both sides of the join
(341, 'view', 'v_at_risk', $sql$
CREATE VIEW workspace.v_at_risk WITH (security_invoker = true) AS
WITH t AS MATERIALIZED (
  SELECT v.tenant, v.complaint_id, v.stage, v.policy_id, v.channel, v.product, v.branch, v.agent_id, v.category, v.severity, v.segment, v.received_at, v.due_at, v.state, v.stopped_at,
    v.elapsed_seconds, v.remaining_seconds, v.used, v.as_of
  FROM workspace.v_status AS v WHERE v.elapsed_seconds IS NOT NULL)
SELECT t.tenant, t.complaint_id, t.stage, t.policy_id, t.channel, t.product, t.branch, t.agent_id, t.category, t.severity, t.segment, t.received_at, t.due_at, t.state,
  t.elapsed_seconds, t.remaining_seconds, extract(epoch FROM t.due_at - t.as_of)::float8 AS seconds_until_due, t.used,
  f.risk AS breach_probability, t.as_of
FROM t
JOIN (SELECT a.tenant, a.stage, unnest(a.ids) AS complaint_id, unnest(csq.breach_risks(a.attainment, a.elapsed, a.allowed)) AS risk
      FROM (SELECT v.tenant, v.stage, csq.attainment_agg(v.elapsed_seconds, v.stopped_at IS NOT NULL AND v.state <> 'cancelled') AS attainment,
              array_agg(v.complaint_id) FILTER (WHERE v.state IN ('running', 'paused')) AS ids,
              array_agg(make_interval(secs => v.elapsed_seconds)) FILTER (WHERE v.state IN ('running', 'paused')) AS elapsed,
              array_agg(make_interval(secs => v.elapsed_seconds + v.remaining_seconds)) FILTER (WHERE v.state IN ('running', 'paused')) AS allowed
            FROM t AS v GROUP BY v.tenant, v.stage) AS a) AS f USING (tenant, stage, complaint_id)
WHERE t.state IN ('running', 'paused')$sql$),

(342, 'view', 'v_attainment', $sql$
CREATE VIEW workspace.v_attainment WITH (security_invoker = true) AS
SELECT g.tenant, g.month, g.stage, g.policy_id, g.channel, g.product, g.branch, g.category, g.severity, g.segment, g.age_group, g.goal,
  csq.hits(g.r) AS hits, csq.trials(g.r) AS trials, csq.missing(g.r) AS undecided, g.overdue, g.cancelled,
  csq.rate(g.r) AS rate, csq.rate_lo(g.r) AS rate_lo, csq.rate_hi(g.r) AS rate_hi
FROM (SELECT t.tenant, t.month, t.stage, t.policy_id, t.channel, t.product, t.branch, t.category, t.severity, t.segment, t.age_group, t.goal,
        csq.rate_agg(t.in_time) AS r, count(*) FILTER (WHERE t.state = 'overdue') AS overdue, count(*) FILTER (WHERE t.state = 'cancelled') AS cancelled
      FROM workspace.v_status AS t
      GROUP BY t.tenant, t.month, t.stage, t.policy_id, t.channel, t.product, t.branch, t.category, t.severity, t.segment, t.age_group, t.goal) AS g$sql$),

-- how long until closed, open cases counted as longer; closed before it came in took no time, as the clocks have it (v_input names such rows)
(343, 'view', 'v_resolution', $sql$
CREATE VIEW workspace.v_resolution WITH (security_invoker = true) AS
SELECT g.tenant, g.month, g.product, g.n, g.open_cases, g.total_seconds,
  extract(epoch FROM csq.median(g.d))::float8 AS median_seconds, extract(epoch FROM csq.quantile_lo(g.d, 0.5))::float8 AS median_seconds_lo, extract(epoch FROM csq.quantile_hi(g.d, 0.5))::float8 AS median_seconds_hi,
  extract(epoch FROM csq.quantile(g.d, 0.9))::float8 AS p90_seconds, extract(epoch FROM csq.quantile_lo(g.d, 0.9))::float8 AS p90_seconds_lo, extract(epoch FROM csq.quantile_hi(g.d, 0.9))::float8 AS p90_seconds_hi
FROM (SELECT c.tenant, c.month, c.product, count(*) AS n, count(*) FILTER (WHERE c.closed_at IS NULL) AS open_cases,
        coalesce(sum(extract(epoch FROM greatest(c.closed_at - c.received_at, '0'))) FILTER (WHERE c.closed_at IS NOT NULL), 0)::float8 AS total_seconds,
        csq.duration_agg(least(c.received_at, c.closed_at), c.closed_at, c.as_of) AS d
      FROM workspace.v_complaint AS c WHERE NOT c.cancelled GROUP BY c.tenant, c.month, c.product) AS g$sql$),

(344, 'view', 'v_backlog', $sql$
CREATE VIEW workspace.v_backlog WITH (security_invoker = true) AS
SELECT g.tenant, g.month, g.product, coalesce(r.n, 0) AS received, coalesce(d.n, 0) AS closed,
  (sum(coalesce(r.n, 0) - coalesce(d.n, 0)) OVER (PARTITION BY g.tenant, g.product ORDER BY g.month))::bigint AS open_at_end
FROM (SELECT b.tenant, b.product, m.month::date AS month
      FROM (SELECT c.tenant, c.product, f.first, (date_trunc('month', max(c.as_of) AT TIME ZONE max(s.zone)))::date AS last
            FROM workspace.v_complaint AS c JOIN workspace.setting AS s USING (tenant)
            JOIN (SELECT i.tenant, min(i.month) AS first FROM workspace.v_complaint AS i GROUP BY i.tenant) AS f USING (tenant)
            GROUP BY c.tenant, c.product, f.first) AS b
      CROSS JOIN LATERAL generate_series(b.first::timestamp, b.last::timestamp, '1 month') AS m(month)) AS g
LEFT JOIN (SELECT c.tenant, c.product, c.month, count(*) AS n FROM workspace.v_complaint AS c GROUP BY c.tenant, c.product, c.month) AS r USING (tenant, product, month)
LEFT JOIN (SELECT c.tenant, c.product, (date_trunc('month', c.closed_at AT TIME ZONE s.zone))::date AS month, count(*) AS n
           FROM workspace.v_complaint AS c JOIN workspace.setting AS s USING (tenant) WHERE c.closed_at IS NOT NULL GROUP BY 1, 2, 3) AS d USING (tenant, product, month)$sql$),

(345, 'view', 'v_ageing', $sql$
CREATE VIEW workspace.v_ageing WITH (security_invoker = true) AS
SELECT c.tenant, c.product, c.channel, a.age_class, a.from_days, a.until_days, count(*) AS n,
  max(extract(epoch FROM c.as_of - c.received_at))::float8 AS oldest_seconds
FROM workspace.v_complaint AS c
JOIN (VALUES ('up to 1 day', 0, 1), ('1 to 3 days', 1, 3), ('3 to 7 days', 3, 7), ('7 to 15 days', 7, 15), ('15 to 30 days', 15, 30), ('30 to 60 days', 30, 60), ('over 60 days', 60, NULL))
  AS a(age_class, from_days, until_days)
  ON extract(epoch FROM c.as_of - c.received_at) >= a.from_days * 86400 AND (a.until_days IS NULL OR extract(epoch FROM c.as_of - c.received_at) < a.until_days * 86400)
WHERE c.closed_at IS NULL
GROUP BY c.tenant, c.product, c.channel, a.age_class, a.from_days, a.until_days$sql$)

  ) AS v(a, b, c, d);
END;
COMMENT ON FUNCTION csq_internal.workspace_sla() IS
'Intake and the views of clocks, backlog and ageing, as statements.';

CREATE FUNCTION workspace_policies(OUT preset text, OUT policy_id text, OUT stage text, OUT anchor text, OUT condition jsonb, OUT place int,
  OUT target sla_target, OUT goal float8, OUT note text) RETURNS SETOF record
LANGUAGE SQL IMMUTABLE PARALLEL SAFE COST 10 ROWS 9
BEGIN ATOMIC
  SELECT v.a, v.b, v.c, v.d, v.e::pg_catalog.jsonb, v.f, v.g::csq.sla_target, v.h, v.i FROM (VALUES
    ('four_stages', 'response', 'response', 'receipt', '{}', 100, '10 minutes', 0.98::pg_catalog.float8, 'Response within 10 minutes after the complaint came in.'),
    ('four_stages', 'classification', 'classification', 'receipt', '{}', 100, '30 minutes', 0.98, 'First classification within 30 minutes after the complaint came in.'),
    ('four_stages', 'assignment', 'assignment', 'receipt', '{}', 100, '2 hours', 0.98, 'Given to a specialist within 2 hours after the complaint came in.'),
    ('four_stages', 'resolution', 'resolution', 'assignment', '{}', 100, '2 hours', 0.98, 'First solution within 2 hours after it was assigned.'),
    ('graded', 'response_major', 'response', 'receipt', '{"severity":["major","urgent"]}', 10, '30 minutes', 0.98, 'Major complaints: response within 30 minutes.'),
    ('graded', 'response_general', 'response', 'receipt', '{}', 100, '2 hours', 0.98, 'Other complaints: response within 2 hours.'),
    ('graded', 'resolution', 'resolution', 'receipt', '{}', 100, '72 hours', 0.98, 'Handled, and the customer told, within 72 hours.'),
    ('graded', 'review', 'review', 'resolution', '{}', 100, '48 hours', 0.98, 'Root cause reviewed within 48 hours after the complaint was closed.'),
    ('graded', 'feedback', 'feedback', 'resolution', '{}', 100, '72 hours', 0.98, 'The customer called back within 72 hours after the complaint was closed.')
  ) AS v(a, b, c, d, e, f, g, h, i);
END;
COMMENT ON FUNCTION workspace_policies() IS
'The sets of policies that a workspace can begin with: four_stages (10 min, 30 min, 2 h, 2 h) and graded (2 h, major 30 min, review 48 h, feedback 72 h).';
