
-- ------------------------------------------------------ workspace: alerts ----

-- What v_alert_due and tick() have in common, as parts of statements: the view reads all of a workspace, tick() what can have become another.
--   open    complaints of which an alert can arise.  Of one whose every stage was closed before the window nothing can: its events say so, and no clock is run.  Closed is a stop
--           after the receipt and after everything else of its stage, or a cancel of all stages after everything; whatever has another history is looked at
--   clocks  the clocks of complaints o
--   clock   what there is to raise of a clock x
--   days    surges and signals of charts, of days that are over
--   stale   sources that are stale; the last row of each is one look into an index
--   gap     tick() did not run for longer than it looks back
CREATE FUNCTION alert_part(part text) RETURNS text
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 10
RETURN CASE part
  WHEN 'open'::pg_catalog.text THEN $sql$SELECT o.tenant, o.complaint_id FROM workspace.complaint AS o
            JOIN (SELECT s.tenant, (SELECT array_agg(DISTINCT p.stage) FROM workspace.policy AS p WHERE p.tenant = s.tenant) AS stages,
                    greatest(least(w.last_tick_at, (coalesce(s.as_of, now()) AT TIME ZONE 'UTC' - coalesce(w.look_back, '7 days')) AT TIME ZONE 'UTC'), (coalesce(s.as_of, now()) AT TIME ZONE 'UTC' - coalesce(w.longest, '90 days')) AT TIME ZONE 'UTC') AS since
                  FROM workspace.setting AS s LEFT JOIN workspace.alert_window AS w USING (tenant)) AS b USING (tenant)
            LEFT JOIN (SELECT k.tenant, k.complaint_id, max(k.at) AS last_at, min(k.stopped_at) AS stopped_from, bool_and(k.seq >= 0 AND k.stage <> '*') AS plain,
                         array_agg(k.stage) FILTER (WHERE k.stopped_at > coalesce(k.other_at, '-infinity')) AS stopped,
                         max(k.cancelled_at) FILTER (WHERE k.stage = '*') AS cancelled_at, greatest(max(k.other_at) FILTER (WHERE k.stage <> '*'), max(k.going_on_at)) AS going_on_at
                       FROM (SELECT k.tenant, k.complaint_id, k.stage, max(k.at) AS at, max(k.at) FILTER (WHERE k.event = 'stop') AS stopped_at, max(k.at) FILTER (WHERE k.event <> 'stop') AS other_at,
                               max(k.at) FILTER (WHERE k.event = 'cancel') AS cancelled_at, max(k.at) FILTER (WHERE k.event <> 'cancel') AS going_on_at, min(k.seq) AS seq
                             FROM workspace.complaint_event AS k GROUP BY k.tenant, k.complaint_id, k.stage) AS k
                       GROUP BY k.tenant, k.complaint_id) AS z
              ON z.tenant = o.tenant AND z.complaint_id = o.complaint_id
            WHERE NOT coalesce(z.last_at <= b.since AND (z.plain AND z.stopped_from > o.received_at AND z.stopped @> b.stages OR z.cancelled_at > greatest(z.going_on_at, o.received_at)), false)$sql$
  WHEN 'clocks' THEN $sql$SELECT c.tenant, c.complaint_id, c.severity, c.as_of, e.at,
        csq.stage_status(g.policies, ARRAY[r.channel, r.product, r.branch, nullif(c.severity, '(unknown)'), c.category, nullif(c.segment, '(unknown)'), r.source], r.tags,
          c.received_at, c.as_of, e.stages, e.at, e.events, e.reasons, e.seqs) AS q
      FROM (@complaints) AS o
      JOIN workspace.v_complaint AS c USING (tenant, complaint_id)
      JOIN workspace.complaint AS r ON r.tenant = c.tenant AND r.complaint_id = c.complaint_id
      JOIN (WITH g AS MATERIALIZED (SELECT g.tenant, g.policies FROM workspace.policy_sets() AS g) SELECT g.tenant, g.policies FROM g) AS g ON g.tenant = c.tenant
      CROSS JOIN LATERAL workspace.events_of(c.tenant, c.complaint_id) AS e$sql$
  WHEN 'clock' THEN $sql$SELECT x.tenant, CASE (x.q).state WHEN 'running' THEN 'due_soon' ELSE (x.q).state END AS kind, x.complaint_id || ' ' || (x.q).stage AS subject, to_char((x.q).due_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') AS occurrence,
  jsonb_build_object('complaint_id', x.complaint_id, 'stage', (x.q).stage, 'due_at', to_char((x.q).due_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'severity', x.severity) || CASE (x.q).state WHEN 'breached' THEN jsonb_build_object('stopped_at', to_char((x.q).stopped_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) ELSE '{}' END AS detail,
  CASE (x.q).state WHEN 'running' THEN x.as_of ELSE coalesce((x.q).breached_at, (x.q).due_at) END AS arisen_at, x.complaint_id
FROM (@clocks) AS x
WHERE (x.q).state IN ('overdue', 'breached') OR ((x.q).state = 'running' AND (x.q).due_at <= x.as_of + interval '30 minutes')$sql$
  WHEN 'days' THEN $sql$SELECT x.tenant, 'surge' AS kind, x.category AS subject, to_char(x.day, 'YYYY-MM-DD') AS occurrence,
  jsonb_build_object('category', x.category, 'day', x.day, 'n', x.n, 'expected', x.expected, 'bound', x.bound) AS detail, (x.day + 1)::timestamp AT TIME ZONE s.zone AS arisen_at, NULL::text AS complaint_id
FROM workspace.v_surge AS x JOIN workspace.setting AS s USING (tenant) WHERE x.alarm
UNION ALL
SELECT x.tenant, 'chart', x.metric, to_char(x.day, 'YYYY-MM-DD'), jsonb_build_object('metric', x.metric, 'day', x.day, 'value', x.value, 'lcl', x.lcl, 'ucl', x.ucl, 'signals', x.signals), (x.day + 1)::timestamp AT TIME ZONE s.zone, NULL
FROM workspace.v_chart AS x JOIN workspace.setting AS s USING (tenant) WHERE x.signal$sql$
  WHEN 'stale' THEN $sql$SELECT r.tenant, 'stale_source' AS kind, r.source AS subject, coalesce(to_char(r.last_loaded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), 'never') AS occurrence,
  jsonb_build_object('source', r.source, 'last_loaded_at', to_char(r.last_loaded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) AS detail, r.as_of AS arisen_at, NULL::text AS complaint_id
FROM (SELECT r.tenant, r.source, r.fresh_within, coalesce(s.as_of, now()) AS as_of,
        greatest((SELECT max(c.loaded_at) FROM workspace.complaint AS c WHERE c.source = r.source AND c.tenant = r.tenant), (SELECT max(c.loaded_at) FROM workspace.contact AS c WHERE c.source = r.source AND c.tenant = r.tenant),
          (SELECT max(t.loaded_at) FROM workspace.touch AS t WHERE t.source = r.source AND t.tenant = r.tenant), (SELECT max(a.loaded_at) FROM workspace.survey AS a WHERE a.source = r.source AND a.tenant = r.tenant)) AS last_loaded_at
      FROM workspace.source AS r JOIN workspace.setting AS s USING (tenant)) AS r
WHERE (r.as_of - r.last_loaded_at <= r.fresh_within) IS NOT TRUE$sql$
  WHEN 'gap' THEN $sql$SELECT w.tenant, 'tick_gap' AS kind, 'tick' AS subject, to_char(w.last_tick_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') AS occurrence,
  jsonb_build_object('not_raised_from', to_char(w.last_tick_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'not_raised_until', to_char(((coalesce(s.as_of, now()) AT TIME ZONE 'UTC' - w.longest) AT TIME ZONE 'UTC') AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) AS detail, coalesce(s.as_of, now()) AS arisen_at, NULL::text AS complaint_id
FROM workspace.alert_window AS w JOIN workspace.setting AS s USING (tenant) WHERE w.last_tick_at < (coalesce(s.as_of, now()) AT TIME ZONE 'UTC' - w.longest) AT TIME ZONE 'UTC'$sql$ END;
COMMENT ON FUNCTION alert_part(text) IS
'What v_alert_due and tick() have in common, as a part of their statements: open, clocks, clock, days, stale or gap.';

-- -------------------------- workspace: improvement, alerts, data quality ----

CREATE FUNCTION csq_internal.workspace_improvement(OUT ord int, OUT kind text, OUT name text, OUT statement text) RETURNS SETOF record
LANGUAGE SQL IMMUTABLE PARALLEL SAFE COST 10 ROWS 30
BEGIN ATOMIC
  SELECT v.a, v.b, v.c, v.d FROM (VALUES

-- every way to say why, as counts by month; a Pareto over any choice of them is a sum
(500, 'view', 'v_reason_month', $sql$
CREATE VIEW workspace.v_reason_month WITH (security_invoker = true) AS
SELECT c.tenant, c.month, d.dimension, d.reason, c.product, c.channel, c.segment, count(*) AS n, coalesce(sum(c.cost), 0)::float8 AS cost
FROM workspace.v_complaint AS c CROSS JOIN LATERAL (VALUES ('category', c.category), ('root_cause', c.root_cause)) AS d(dimension, reason)
GROUP BY c.tenant, c.month, d.dimension, d.reason, c.product, c.channel, c.segment
UNION ALL
SELECT o.tenant, (date_trunc('month', o.ordered_at AT TIME ZONE s.zone))::date, 'return_reason', coalesce(o.return_reason, '(unknown)'), '(unknown)', '(unknown)', '(unknown)', count(*), coalesce(sum(o.amount), 0)::float8
FROM workspace.orders AS o JOIN workspace.setting AS s USING (tenant) WHERE o.returned GROUP BY 1, 2, 3, 4
UNION ALL
SELECT u.tenant, (date_trunc('month', u.left_at AT TIME ZONE s.zone))::date, 'left_reason', coalesce(u.left_reason, '(unknown)'), '(unknown)', '(unknown)', coalesce(u.segment, '(unknown)'), count(*), coalesce(sum(u.annual_value), 0)::float8
FROM workspace.customer AS u JOIN workspace.setting AS s USING (tenant) WHERE u.left_at IS NOT NULL GROUP BY 1, 2, 3, 4, 7$sql$),

(501, 'view', 'v_pareto', $sql$
CREATE VIEW workspace.v_pareto WITH (security_invoker = true) AS
SELECT g.tenant, g.dimension, g.place, g.reason, g.n, g.n / g.total AS share, g.running / g.total AS cumulative, g.running - g.n < 0.8 * g.total AS vital, g.cost
FROM (SELECT r.tenant, r.dimension, r.reason, sum(r.n)::bigint AS n, sum(r.cost) AS cost,
        row_number() OVER (PARTITION BY r.tenant, r.dimension ORDER BY sum(r.n) DESC, r.reason) AS place,
        (sum(sum(r.n)) OVER (PARTITION BY r.tenant, r.dimension))::float8 AS total,
        (sum(sum(r.n)) OVER (PARTITION BY r.tenant, r.dimension ORDER BY sum(r.n) DESC, r.reason))::float8 AS running
      FROM workspace.v_reason_month AS r GROUP BY r.tenant, r.dimension, r.reason) AS g$sql$),

-- a complaint was repeated when the same customer complained of the same category again within the time set; undecided until that has passed.
-- Rates count those whose window is over: a young one that was repeated is known, the others of its age are not.
(502, 'view', 'v_repeat_case', $sql$
CREATE VIEW workspace.v_repeat_case WITH (security_invoker = true) AS
SELECT c.tenant, c.customer_id, c.category, c.complaint_id, c.received_at, c.month, c.segment, c.product, c.next_id, c.next_at,
  CASE WHEN c.next_at <= x.until THEN true WHEN c.as_of > x.until THEN false END AS repeated,
  c.as_of > x.until AS window_over
FROM (SELECT c.tenant, c.customer_id, c.category, c.complaint_id, c.received_at, c.month, c.segment, c.product, c.as_of,
        lead(c.complaint_id) OVER w AS next_id, lead(c.received_at) OVER w AS next_at
      FROM workspace.v_complaint AS c WHERE btrim(c.customer_id) <> ''
      WINDOW w AS (PARTITION BY c.tenant, c.customer_id, c.category ORDER BY c.received_at, c.complaint_id)) AS c
JOIN workspace.setting AS s USING (tenant)
-- in UTC, as links are: no day is longer or shorter by the zone of the session
CROSS JOIN LATERAL (SELECT (c.received_at AT TIME ZONE 'UTC' + s.repeat_within) AT TIME ZONE 'UTC' AS until) AS x$sql$),
(503, 'view', 'v_repeat', $sql$
CREATE VIEW workspace.v_repeat WITH (security_invoker = true) AS
SELECT g.tenant, g.month, g.category, g.segment, g.product, csq.hits(g.r) AS hits, csq.trials(g.r) AS trials, csq.missing(g.r) AS undecided,
  csq.rate(g.r) AS rate, csq.rate_lo(g.r) AS rate_lo, csq.rate_hi(g.r) AS rate_hi
FROM (SELECT c.tenant, c.month, c.category, c.segment, c.product, csq.rate_agg(CASE WHEN c.window_over THEN c.repeated END) AS r FROM workspace.v_repeat_case AS c GROUP BY c.tenant, c.month, c.category, c.segment, c.product) AS g$sql$),

-- more than usual? each day of the complaints of a category, and of all
(510, 'view', 'v_surge', $sql$
CREATE VIEW workspace.v_surge WITH (security_invoker = true) AS
SELECT g.tenant, g.category, x.bucket AS day, x.n, x.expected, x.bound, x.score, coalesce(x.alarm, false) AS alarm, x.kind, x.p_value
FROM (SELECT c.tenant, d.category, csq.series_agg((c.received_at AT TIME ZONE s.zone)::date) AS series, max((c.as_of AT TIME ZONE s.zone)::date) AS until
      FROM workspace.v_complaint AS c JOIN workspace.setting AS s USING (tenant) CROSS JOIN LATERAL (VALUES (c.category), ('(all)')) AS d(category)
      GROUP BY c.tenant, d.category) AS g
CROSS JOIN LATERAL csq.surge(g.series, g.until - 1) AS x$sql$),

-- days that are over: the current one has not all of its complaints yet, and would be too few each morning
(511, 'view', 'v_chart', $sql$
CREATE VIEW workspace.v_chart WITH (security_invoker = true) AS
SELECT g.tenant, g.metric, x.bucket AS day, x.value, x.centre, x.lcl, x.ucl, array_to_string(x.signals, ', ') AS signals, coalesce(cardinality(x.signals), 0) > 0 AS signal, x.phase
FROM (SELECT c.tenant, 'complaints' AS metric, 'c' AS kind, csq.series_agg((c.received_at AT TIME ZONE s.zone)::date) AS series
      FROM workspace.v_complaint AS c JOIN workspace.setting AS s USING (tenant) WHERE (c.received_at AT TIME ZONE s.zone)::date < (c.as_of AT TIME ZONE s.zone)::date GROUP BY c.tenant
      UNION ALL
      SELECT a.tenant, 'satisfied', 'p', csq.series_agg((a.answered_at AT TIME ZONE s.zone)::date, a.score >= 4)
      FROM workspace.v_answer AS a JOIN workspace.setting AS s USING (tenant) WHERE a.scale = 'csat' AND (a.answered_at AT TIME ZONE s.zone)::date < (coalesce(s.as_of, now()) AT TIME ZONE s.zone)::date GROUP BY a.tenant) AS g
CROSS JOIN LATERAL csq.control_chart(g.series, g.kind) AS x$sql$),

-- complaints per exposure: 1,000 accounts, customers, branches, contacts, orders
(512, 'view', 'v_complaint_rate', $sql$
CREATE VIEW workspace.v_complaint_rate WITH (security_invoker = true) AS
SELECT g.tenant, g.month, g.unit, g.n, g.exposure, 1000 * csq.incidence_rate(g.i) AS per_thousand, 1000 * csq.incidence_rate_lo(g.i) AS per_thousand_lo, 1000 * csq.incidence_rate_hi(g.i) AS per_thousand_hi
FROM (SELECT e.tenant, e.month, e.unit, coalesce(c.n, 0) AS n, e.amount AS exposure, csq.incidence_agg(coalesce(c.n, 0), e.amount) AS i
      FROM workspace.exposure AS e LEFT JOIN (SELECT c.tenant, c.month, count(*) AS n FROM workspace.v_complaint AS c GROUP BY c.tenant, c.month) AS c USING (tenant, month)
      GROUP BY e.tenant, e.month, e.unit, c.n, e.amount) AS g$sql$),

(513, 'view', 'v_segment', $sql$
CREATE VIEW workspace.v_segment WITH (security_invoker = true) AS
SELECT g.tenant, g.month, g.segment, g.age_group, g.n, g.escalated, csq.rate(g.e) AS escalated_rate, csq.rate_lo(g.e) AS escalated_rate_lo, csq.rate_hi(g.e) AS escalated_rate_hi,
  g.n_closed, g.total_seconds, g.total_seconds / nullif(g.n_closed, 0) AS mean_seconds, extract(epoch FROM csq.median(g.d))::float8 AS median_seconds
FROM (SELECT c.tenant, c.month, c.segment, c.age_group, count(*) AS n, count(c.escalated_at) AS escalated, csq.rate_agg(c.escalated_at IS NOT NULL) AS e, count(c.closed_at) AS n_closed,
        coalesce(sum(extract(epoch FROM greatest(c.closed_at - c.received_at, '0'))) FILTER (WHERE c.closed_at IS NOT NULL), 0)::float8 AS total_seconds,
        csq.duration_agg(least(c.received_at, c.closed_at), c.closed_at, c.as_of) AS d
      FROM workspace.v_complaint AS c GROUP BY c.tenant, c.month, c.segment, c.age_group) AS g$sql$),

-- targets and what became of them
(520, 'view', 'v_scorecard', $sql$
CREATE VIEW workspace.v_scorecard WITH (security_invoker = true) AS
SELECT t.tenant, t.target_id, t.metric, coalesce(t.dimension, '(all)') AS dimension, t.kind, t.value AS target, x.baseline, x.value, CASE WHEN w.note IS NULL THEN x.change END AS change,
  CASE WHEN q.kind IN ('points', 'relative') THEN 'change' ELSE 'value' END AS interval_of, x.lo AS interval_lo, x.hi AS interval_hi, CASE WHEN w.note IS NULL THEN x.target_value END AS target_value,
  CASE WHEN w.note IS NULL THEN x.verdict END AS verdict, CASE WHEN w.note IS NULL THEN x.needed END AS needed, t.due, b.value AS benchmark, w.note
FROM workspace.target AS t
JOIN workspace.setting AS s USING (tenant)
-- a target that the checks of today refuse, but that was there before them, is not judged; what was measured is shown
CROSS JOIN LATERAL (SELECT CASE
    WHEN NOT (abs(t.value) < 'infinity') THEN 'value is a number, neither NaN nor infinity'
    WHEN t.kind NOT IN ('at_least', 'at_most', 'points', 'relative') THEN 'kind is at_least, at_most, points or relative'
    WHEN t.kind IN ('points', 'relative') AND t.value = 0 THEN 'a change of 0 is no target: say at_least'
    WHEN t.kind = 'relative' AND abs(t.value) >= 2 THEN 'a relative target is a share: 15 % is 0.15'
    WHEN t.metric <> 'nps' AND t.kind <> 'relative' AND abs(t.value) >= CASE t.kind WHEN 'at_most' THEN 1 ELSE 2 END THEN 'a target of a share is one, too: 5 % is 0.05' END AS note) AS w
CROSS JOIN LATERAL (SELECT CASE WHEN w.note IS NULL THEN t.kind ELSE 'at_least' END AS kind, CASE WHEN w.note IS NULL THEN t.value ELSE 0 END AS value) AS q
LEFT JOIN LATERAL (SELECT csq.score_agg(a.score) FILTER (WHERE (a.answered_at AT TIME ZONE s.zone)::date >= t.baseline_from AND (a.answered_at AT TIME ZONE s.zone)::date < t.baseline_until) AS since,
                     csq.score_agg(a.score) FILTER (WHERE (a.answered_at AT TIME ZONE s.zone)::date >= t.now_from AND (a.answered_at AT TIME ZONE s.zone)::date < t.now_until) AS now
                   FROM workspace.v_answer AS a WHERE a.tenant = t.tenant AND a.scale = 'nps' AND t.metric = 'nps' AND a.question = coalesce(t.dimension, a.question)) AS n ON true
LEFT JOIN LATERAL (SELECT csq.rate_agg(f.hit) FILTER (WHERE f.day >= t.baseline_from AND f.day < t.baseline_until) AS since,
                     csq.rate_agg(f.hit) FILTER (WHERE f.day >= t.now_from AND f.day < t.now_until) AS now
                   FROM (SELECT (a.answered_at AT TIME ZONE s.zone)::date AS day, a.score >= 4 AS hit FROM workspace.v_answer AS a
                         WHERE a.tenant = t.tenant AND a.scale = 'csat' AND t.metric = 'csat' AND a.question = coalesce(t.dimension, a.question)
                         UNION ALL
                         SELECT (v.received_at AT TIME ZONE s.zone)::date, v.in_time FROM workspace.v_status AS v WHERE v.tenant = t.tenant AND t.metric = 'attainment' AND v.stage = coalesce(t.dimension, v.stage)
                         UNION ALL
                         SELECT (r.received_at AT TIME ZONE s.zone)::date, CASE WHEN r.window_over THEN r.repeated END FROM workspace.v_repeat_case AS r WHERE r.tenant = t.tenant AND t.metric = 'repeat' AND r.category = coalesce(t.dimension, r.category)
                         UNION ALL
                         SELECT (c.received_at AT TIME ZONE s.zone)::date, c.escalated_at IS NOT NULL FROM workspace.v_complaint AS c WHERE c.tenant = t.tenant AND t.metric = 'escalated' AND c.category = coalesce(t.dimension, c.category)) AS f) AS r ON true
LEFT JOIN LATERAL (SELECT a.baseline, a.value, a.lo, a.hi, a.change, a.target_value, a.verdict, a.needed FROM csq.assess(n.since, n.now, 'nps', q.kind, q.value) AS a WHERE t.metric = 'nps'
                   UNION ALL
                   SELECT a.baseline, a.value, a.lo, a.hi, a.change, a.target_value, a.verdict, a.needed FROM csq.assess(r.since, r.now, 'rate', q.kind, q.value) AS a WHERE t.metric <> 'nps') AS x ON true
LEFT JOIN LATERAL (SELECT b.value FROM workspace.benchmark AS b WHERE b.tenant = t.tenant AND b.metric = t.metric ORDER BY b.valid_from DESC, b.peer LIMIT 1) AS b ON true$sql$),

(521, 'view', 'v_compensation', $sql$
CREATE VIEW workspace.v_compensation WITH (security_invoker = true) AS
SELECT g.tenant, g.month, g.kind, g.n, g.cost, csq.hits(g.r) AS hits, csq.trials(g.r) AS trials, csq.missing(g.r) AS undecided, csq.rate(g.r) AS rate, csq.rate_lo(g.r) AS rate_lo, csq.rate_hi(g.r) AS rate_hi
FROM (SELECT p.tenant, (date_trunc('month', p.offered_at AT TIME ZONE s.zone))::date AS month, p.kind, count(*) AS n, coalesce(sum(p.cost), 0)::float8 AS cost, csq.rate_agg(p.accepted) AS r
      FROM workspace.compensation AS p JOIN workspace.setting AS s USING (tenant) GROUP BY 1, 2, 3) AS g$sql$),

(522, 'view', 'v_improvement', $sql$
CREATE VIEW workspace.v_improvement WITH (security_invoker = true) AS
SELECT i.tenant, i.improvement_id, i.complaint_id, i.root_cause, i.action, i.owner, i.pdca, i.raised_at, i.due, i.done_at,
  CASE WHEN i.done_at IS NOT NULL THEN 'done' WHEN i.due < (coalesce(s.as_of, now()) AT TIME ZONE s.zone)::date THEN 'overdue' ELSE 'open' END AS state,
  extract(epoch FROM i.done_at - i.raised_at)::float8 AS seconds
FROM workspace.improvement AS i JOIN workspace.setting AS s USING (tenant)$sql$),

(523, 'view', 'v_milestone', $sql$
CREATE VIEW workspace.v_milestone WITH (security_invoker = true) AS
SELECT m.tenant, coalesce(m.phase, '(unknown)') AS phase, coalesce(m.module, '(unknown)') AS module, count(*) AS trials, count(m.done_on) AS hits, count(m.done_on)::float8 / count(*) AS rate,
  count(*) FILTER (WHERE m.done_on IS NULL AND m.due < (coalesce(s.as_of, now()) AT TIME ZONE s.zone)::date) AS overdue
FROM workspace.milestone AS m JOIN workspace.setting AS s USING (tenant) GROUP BY m.tenant, m.phase, m.module$sql$),

-- customers who left, of those who were there when the month began
(524, 'view', 'v_churn', $sql$
CREATE VIEW workspace.v_churn WITH (security_invoker = true) AS
SELECT g.tenant, g.month, g.segment, csq.hits(g.r) AS hits, csq.trials(g.r) AS trials, csq.rate(g.r) AS rate, csq.rate_lo(g.r) AS rate_lo, csq.rate_hi(g.r) AS rate_hi, g.value_lost
FROM (SELECT u.tenant, m.month::date AS month, coalesce(u.segment, '(unknown)') AS segment, csq.rate_agg(coalesce(u.left_at < (m.month + interval '1 month') AT TIME ZONE s.zone, false)) AS r,
        coalesce(sum(u.annual_value) FILTER (WHERE u.left_at < (m.month + interval '1 month') AT TIME ZONE s.zone), 0)::float8 AS value_lost
      FROM workspace.customer AS u JOIN workspace.setting AS s USING (tenant)
      CROSS JOIN LATERAL generate_series(CASE WHEN isfinite(u.joined_at) THEN date_trunc('month', u.joined_at AT TIME ZONE s.zone) END, least(u.left_at, coalesce(s.as_of, now())) AT TIME ZONE s.zone, '1 month') AS m(month)
      WHERE u.joined_at <= m.month AT TIME ZONE s.zone GROUP BY 1, 2, 3) AS g$sql$),

-- a customer came back within 90 days of an order; undecided until they have passed
(525, 'view', 'v_orders', $sql$
CREATE VIEW workspace.v_orders WITH (security_invoker = true) AS
SELECT g.tenant, g.month, g.n, g.amount, csq.hits(g.b) AS bought_again, csq.trials(g.b) AS bought_again_trials, csq.rate(g.b) AS bought_again_rate, csq.rate_lo(g.b) AS bought_again_rate_lo, csq.rate_hi(g.b) AS bought_again_rate_hi,
  csq.hits(g.r) AS returned, csq.trials(g.r) AS returned_trials, csq.rate(g.r) AS returned_rate, csq.rate_lo(g.r) AS returned_rate_lo, csq.rate_hi(g.r) AS returned_rate_hi
FROM (SELECT o.tenant, (date_trunc('month', o.ordered_at AT TIME ZONE s.zone))::date AS month, count(*) AS n, coalesce(sum(o.amount), 0)::float8 AS amount, csq.rate_agg(o.returned) AS r,
        csq.rate_agg(CASE WHEN o.next_at <= o.ordered_at + interval '2160 hours' THEN true WHEN coalesce(s.as_of, now()) > o.ordered_at + interval '2160 hours' THEN false END) FILTER (WHERE btrim(o.customer_id) <> '') AS b
      FROM (SELECT o.*, lead(o.ordered_at) OVER (PARTITION BY o.tenant, o.customer_id ORDER BY o.ordered_at, o.order_id) AS next_at FROM workspace.orders AS o) AS o
      JOIN workspace.setting AS s USING (tenant) GROUP BY 1, 2) AS g$sql$),

-- what regulators ask for, by quarter
(530, 'view', 'v_regulator', $sql$
CREATE VIEW workspace.v_regulator WITH (security_invoker = true) AS
SELECT c.tenant, (date_trunc('quarter', c.month::timestamp))::date AS quarter, f.regulator, f.figure, count(*) FILTER (WHERE f.hit) AS hits, count(f.hit) AS trials, count(*) FILTER (WHERE f.hit IS NULL) AS undecided,
  count(*) FILTER (WHERE f.hit)::float8 / nullif(count(f.hit), 0) AS rate, f.source, f.source_status
FROM workspace.v_complaint AS c
-- once for each complaint, not once for each figure
CROSS JOIN LATERAL (SELECT extract(epoch FROM coalesce(c.closed_at, c.as_of) - c.received_at)::float8 / 86400 AS days, c.closed_at IS NULL AS open OFFSET 0) AS x
CROSS JOIN LATERAL (VALUES
  ('CFPB', 'response within 15 days', CASE WHEN c.responded_at <= c.received_at + interval '360 hours' OR NOT x.open AND x.days <= 15 THEN true WHEN c.responded_at IS NOT NULL OR x.days > 15 THEN false END, 'CFPB company response, 15 calendar days', 'secondary'),
  ('CFPB', 'final response within 60 days', CASE WHEN NOT x.open THEN x.days <= 60 WHEN x.days > 60 THEN false END, 'CFPB company response, 60 calendar days', 'secondary'),
  ('FCA', 'received', true, 'DISP 1.10.2', 'read'),
  ('FCA', 'closed within 4 weeks', CASE WHEN NOT x.open THEN x.days <= 28 WHEN x.days > 28 THEN false END, 'DISP 1.10.2', 'read'),
  ('FCA', 'closed in 4 to 8 weeks', CASE WHEN NOT x.open THEN x.days > 28 AND x.days <= 56 WHEN x.days > 56 THEN false END, 'DISP 1.10.2', 'read'),
  ('FCA', 'closed after 8 weeks', CASE WHEN NOT x.open THEN x.days > 56 END, 'DISP 1.10.2', 'read'),
  ('FCA', 'upheld', CASE WHEN NOT x.open THEN c.upheld END, 'DISP 1.10.2', 'read'),
  ('FCA', 'outstanding', x.open, 'DISP 1.10.2', 'read'),
  ('CN banking and insurance', 'closed within 15 days', CASE WHEN NOT x.open THEN x.days <= 15 WHEN x.days > 15 THEN false END, 'Rules on complaints of banking and insurance consumers', 'secondary'),
  ('CN banking and insurance', 'closed within 30 days', CASE WHEN NOT x.open THEN x.days <= 30 WHEN x.days > 30 THEN false END, 'Rules on complaints of banking and insurance consumers', 'secondary'),
  ('CN banking and insurance', 'closed within 60 days', CASE WHEN NOT x.open THEN x.days <= 60 WHEN x.days > 60 THEN false END, 'Rules on complaints of banking and insurance consumers', 'secondary'),
  ('12345', 'answered', CASE WHEN c.responded_at IS NOT NULL THEN true END, 'Local hotline assessments', 'secondary'),
  ('12345', 'resolved', CASE WHEN NOT x.open THEN NOT c.cancelled END, 'Local hotline assessments', 'secondary')
) AS f(regulator, figure, hit, source, source_status)
GROUP BY 1, 2, f.regulator, f.figure, f.source, f.source_status$sql$),

-- freshness and completeness of each source
(540, 'view', 'v_source', $sql$
CREATE VIEW workspace.v_source WITH (security_invoker = true) AS
SELECT coalesce(r.tenant, d.tenant) AS tenant, coalesce(r.source, d.source) AS source, coalesce(r.layer, '(unknown)') AS layer, r.source IS NOT NULL AS registered, coalesce(d.n, 0) AS n, coalesce(d.linked, 0) AS linked,
  d.linked::float8 / nullif(d.n, 0) AS linked_rate, d.last_loaded_at, d.last_at, extract(epoch FROM coalesce(s.as_of, now()) - d.last_loaded_at)::float8 AS seconds_since_load,
  coalesce(coalesce(s.as_of, now()) - d.last_loaded_at <= r.fresh_within, false) AS fresh
FROM workspace.source AS r
FULL JOIN (SELECT x.tenant, coalesce(x.source, '(unknown)') AS source, count(*) AS n, count(nullif(btrim(x.customer_id), '')) AS linked, max(x.loaded_at) AS last_loaded_at, max(x.at) AS last_at
      FROM (SELECT c.tenant, c.source, c.customer_id, c.loaded_at, c.received_at AS at FROM workspace.complaint AS c
            UNION ALL SELECT c.tenant, c.source, c.customer_id, c.loaded_at, c.offered_at FROM workspace.contact AS c
            UNION ALL SELECT t.tenant, t.source, t.customer_id, t.loaded_at, t.at FROM workspace.touch AS t
            UNION ALL SELECT a.tenant, a.source, a.customer_id, a.loaded_at, a.answered_at FROM workspace.survey AS a) AS x GROUP BY 1, 2) AS d
  ON d.tenant = r.tenant AND d.source = r.source
JOIN workspace.setting AS s ON s.tenant = coalesce(r.tenant, d.tenant)$sql$),

-- rows that cannot be meant, or that lack a link
(541, 'view', 'v_input', $sql$
CREATE VIEW workspace.v_input WITH (security_invoker = true) AS
SELECT a.tenant, 'survey' AS object, a.survey_id::text AS id, 'score off the scale' AS finding, a.question || ': ' || (SELECT r.score FROM workspace.survey AS r WHERE r.tenant = a.tenant AND r.survey_id = a.survey_id) AS value
FROM workspace.v_answer AS a WHERE a.off_scale
UNION ALL
SELECT e.tenant, 'complaint_event', e.complaint_id, 'event before the complaint came in', e.event || ' ' || e.stage
FROM workspace.complaint_event AS e JOIN workspace.complaint AS c USING (tenant, complaint_id) WHERE e.at < c.received_at
UNION ALL
SELECT c.tenant, 'complaint', c.complaint_id, 'customer is not known', c.customer_id FROM workspace.complaint AS c
WHERE btrim(c.customer_id) <> '' AND NOT EXISTS (SELECT FROM workspace.customer AS u WHERE u.tenant = c.tenant AND u.customer_id = c.customer_id)
UNION ALL
SELECT c.tenant, 'complaint', c.complaint_id, 'no customer', NULL FROM workspace.complaint AS c WHERE coalesce(btrim(c.customer_id), '') = ''
UNION ALL
-- all who have it would be one customer, or one case
SELECT x.tenant, x.object, x.id, 'customer is a placeholder', x.customer_id FROM (
  SELECT tenant, 'complaint' AS object, complaint_id AS id, customer_id FROM workspace.complaint UNION ALL SELECT tenant, 'contact', contact_id, customer_id FROM workspace.contact
  UNION ALL SELECT tenant, 'survey', survey_id::text, customer_id FROM workspace.survey UNION ALL SELECT tenant, 'touch', touch_id::text, customer_id FROM workspace.touch
  UNION ALL SELECT tenant, 'orders', order_id, customer_id FROM workspace.orders) AS x
WHERE btrim(x.customer_id) <> '' AND csq.is_placeholder(x.customer_id)
UNION ALL
SELECT t.tenant, 'touch', t.touch_id::text, 'case is a placeholder', t.case_id FROM workspace.touch AS t WHERE csq.is_placeholder(t.case_id)
UNION ALL
-- and who is written in two ways would be two; the ids of each table once, and sorted only those that are found
SELECT DISTINCT y.tenant, y.object, u.id, y.object || ' is written in another way, too', y.first_id FROM (
  SELECT x.tenant, x.object, min(x.id COLLATE "C") AS first_id, array_agg(x.id) AS ids FROM (
    SELECT tenant, 'customer' AS object, customer_id AS id FROM workspace.customer
    UNION ALL SELECT DISTINCT tenant, 'customer', customer_id FROM workspace.complaint UNION ALL SELECT DISTINCT tenant, 'customer', customer_id FROM workspace.contact
    UNION ALL SELECT DISTINCT tenant, 'customer', customer_id FROM workspace.survey UNION ALL SELECT DISTINCT tenant, 'customer', customer_id FROM workspace.touch
    UNION ALL SELECT DISTINCT tenant, 'customer', customer_id FROM workspace.orders
    UNION ALL SELECT DISTINCT tenant, 'case', case_id FROM workspace.touch UNION ALL SELECT DISTINCT tenant, 'case', case_id FROM workspace.contact
    UNION ALL SELECT DISTINCT tenant, 'case', case_id FROM workspace.survey) AS x
  WHERE btrim(x.id) <> ''
  GROUP BY x.tenant, x.object, CASE WHEN getdatabaseencoding() = 'UTF8' THEN csq.normalize_text(x.id) ELSE lower(btrim(x.id)) END
  HAVING min(x.id COLLATE "C") <> max(x.id COLLATE "C")) AS y CROSS JOIN LATERAL unnest(y.ids) AS u(id) WHERE u.id <> y.first_id
UNION ALL
SELECT c.tenant, 'complaint', c.complaint_id, 'received after the instant of asking', NULL FROM workspace.complaint AS c JOIN workspace.setting AS s USING (tenant) WHERE c.received_at > coalesce(s.as_of, now())
UNION ALL
SELECT c.tenant, 'complaint', c.complaint_id, 'same customer, time and text as another', c.first_id
FROM (SELECT c.tenant, c.complaint_id, first_value(c.complaint_id) OVER (PARTITION BY c.tenant, c.customer_id, c.received_at, c.text ORDER BY c.complaint_id) AS first_id
      FROM workspace.complaint AS c WHERE btrim(c.customer_id) <> '' AND c.text IS NOT NULL) AS c WHERE c.complaint_id <> c.first_id
UNION ALL
SELECT c.tenant, 'contact', c.contact_id, 'agent is not known', c.agent_id FROM workspace.contact AS c
WHERE c.agent_id IS NOT NULL AND NOT EXISTS (SELECT FROM workspace.agent AS g WHERE g.tenant = c.tenant AND g.agent_id = c.agent_id)
UNION ALL
SELECT c.tenant, 'complaint', c.complaint_id, 'no policy for ' || g.stage, NULL
FROM workspace.complaint AS c CROSS JOIN (VALUES ('response'), ('resolution')) AS g(stage)
WHERE EXISTS (SELECT FROM workspace.policy AS p WHERE p.tenant = c.tenant AND p.stage = g.stage AND p.anchor = 'receipt')
  AND CASE g.stage WHEN 'response' THEN c.response_due ELSE c.resolution_due END IS NULL
UNION ALL
SELECT c.tenant, 'complaint', c.complaint_id, 'severity is not known', c.severity FROM workspace.complaint AS c
WHERE c.severity NOT IN ('general', 'major', 'urgent') AND NOT EXISTS (SELECT FROM workspace.policy AS p WHERE p.tenant = c.tenant AND p.condition -> 'severity' ? c.severity)
UNION ALL
SELECT e.tenant, 'complaint_event', e.complaint_id, 'no policy has the stage', e.stage FROM workspace.complaint_event AS e
WHERE e.stage <> '*' AND NOT EXISTS (SELECT FROM workspace.policy AS p WHERE p.tenant = e.tenant AND p.stage = e.stage)
  AND EXISTS (SELECT FROM workspace.policy AS p WHERE p.tenant = e.tenant)
UNION ALL
SELECT p.tenant, 'policy', p.policy_id, 'no policy has the stage that is its anchor', p.anchor FROM workspace.policy AS p
WHERE p.anchor <> 'receipt' AND NOT EXISTS (SELECT FROM workspace.policy AS o WHERE o.tenant = p.tenant AND o.stage = p.anchor)$sql$),

-- which alerts are due: a deadline within 30 minutes, one that is past, a surge of a day, a signal on the chart, a source that is stale.  What arose
-- before the time to look back is history; the time since the last tick() counts, too, so that nothing is lost when it did not run
(550, 'view', 'v_alert_due', pg_catalog.replace($sql$
CREATE VIEW workspace.v_alert_due WITH (security_invoker = true) AS
SELECT d.tenant, d.kind, d.subject, d.occurrence, d.detail::text AS detail, d.arisen_at FROM (
$sql$ OPERATOR(pg_catalog.||) csq.alert_part('clock') OPERATOR(pg_catalog.||) E'\nUNION ALL\n' OPERATOR(pg_catalog.||) csq.alert_part('days') OPERATOR(pg_catalog.||) E'\nUNION ALL\n' OPERATOR(pg_catalog.||) csq.alert_part('stale') OPERATOR(pg_catalog.||) E'\nUNION ALL\n' OPERATOR(pg_catalog.||) csq.alert_part('gap') OPERATOR(pg_catalog.||) $sql$) AS d
JOIN workspace.setting AS s USING (tenant) LEFT JOIN workspace.alert_window AS w USING (tenant)
WHERE d.arisen_at > greatest(least(w.last_tick_at, (coalesce(s.as_of, now()) AT TIME ZONE 'UTC' - coalesce(w.look_back, '7 days')) AT TIME ZONE 'UTC'), (coalesce(s.as_of, now()) AT TIME ZONE 'UTC' - coalesce(w.longest, '90 days')) AT TIME ZONE 'UTC')$sql$,
  '@clocks'::pg_catalog.text, pg_catalog.replace(csq.alert_part('clocks'), '@complaints'::pg_catalog.text, csq.alert_part('open')))),

(551, 'view', 'v_alert', $sql$
CREATE VIEW workspace.v_alert WITH (security_invoker = true) AS
SELECT a.tenant, a.alert_id, a.kind, a.subject, a.occurrence, a.detail::text AS detail, a.raised_at, a.handled_at, extract(epoch FROM a.handled_at - a.raised_at)::float8 AS seconds
FROM workspace.alert AS a$sql$),

-- doubtful texts: no category at all, or the model is not sure, or lexicon and model differ
(560, 'view', 'v_to_label', $sql$
CREATE VIEW workspace.v_to_label WITH (security_invoker = true) AS
SELECT c.tenant, c.complaint_id, c.received_at, c.text, x.category AS category_of_lexicon, m.category AS category_of_model, m.probability,
  CASE WHEN x.category IS NULL AND m.category IS NULL THEN 'no category fits' WHEN m.probability < s.min_confidence THEN 'the model is not sure' ELSE 'lexicon and model differ' END AS why
FROM workspace.complaint AS c JOIN workspace.setting AS s USING (tenant)
LEFT JOIN workspace.complaint_label AS x ON x.tenant = c.tenant AND x.complaint_id = c.complaint_id AND x.labeller = 'lexicon'
LEFT JOIN workspace.complaint_label AS m ON m.tenant = c.tenant AND m.complaint_id = c.complaint_id AND m.labeller = 'model'
WHERE c.text IS NOT NULL AND NOT EXISTS (SELECT FROM workspace.complaint_label AS p WHERE p.tenant = c.tenant AND p.complaint_id = c.complaint_id AND p.labeller IN ('person', 'outside'))
  AND (x.category IS NULL AND m.category IS NULL OR m.probability < s.min_confidence OR x.category <> m.category)$sql$),

(561, 'view', 'v_labeller', $sql$
CREATE VIEW workspace.v_labeller WITH (security_invoker = true) AS
SELECT g.tenant, g.labeller, csq.hits(g.r) AS hits, csq.trials(g.r) AS trials, csq.rate(g.r) AS rate, csq.rate_lo(g.r) AS rate_lo, csq.rate_hi(g.r) AS rate_hi, csq.kappa(g.c) AS kappa
FROM (SELECT p.tenant, o.labeller, csq.rate_agg(p.category = o.category) AS r, csq.confusion_agg(p.category, o.category) AS c
      FROM workspace.complaint_label AS p JOIN workspace.complaint_label AS o USING (tenant, complaint_id)
      WHERE p.labeller = 'person' AND o.labeller <> 'person' AND p.category IS NOT NULL AND o.category IS NOT NULL GROUP BY p.tenant, o.labeller) AS g$sql$)

  ) AS v(a, b, c, d);
END;
COMMENT ON FUNCTION csq_internal.workspace_improvement() IS
'Views of causes, surges, targets, regulators, sources and alerts, as statements.';
