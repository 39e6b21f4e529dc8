
-- ----------------- workspace: voice of the customer, touchpoints, quality ----

CREATE FUNCTION csq_internal.workspace_voice(OUT ord int, OUT kind text, OUT name text, OUT statement text) RETURNS SETOF record
LANGUAGE SQL IMMUTABLE PARALLEL SAFE COST 10 ROWS 30
BEGIN ATOMIC
  SELECT v.a, v.b, v.c, v.d FROM (VALUES

(400, 'view', 'v_answer', $sql$
CREATE VIEW workspace.v_answer WITH (security_invoker = true) AS
SELECT a.tenant, a.survey_id, a.answered_at, (date_trunc('month', a.answered_at AT TIME ZONE s.zone))::date AS month, a.question, q.scale,
  CASE WHEN x.fits THEN a.score END AS score, coalesce(NOT x.fits, false) AS off_scale,
  coalesce(a.channel, '(unknown)') AS channel, coalesce(a.agent_id, '(unknown)') AS agent_id, a.customer_id, coalesce(u.segment, '(unknown)') AS segment, a.wave, a.case_id, a.text,
  CASE WHEN x.fits THEN a.score <= CASE q.scale WHEN 'nps' THEN 6 WHEN 'csat' THEN 2 ELSE 3 END END AS bad,
  a.handled_at, a.notified_at, coalesce(a.course, '(none)') AS course, coalesce(a.source, '(unknown)') AS source, coalesce(s.as_of, now()) AS as_of
FROM workspace.survey AS a
JOIN workspace.question AS q USING (tenant, question)
JOIN workspace.setting AS s USING (tenant)
LEFT JOIN workspace.customer AS u USING (tenant, customer_id)
CROSS JOIN LATERAL (SELECT CASE q.scale WHEN 'nps' THEN a.score BETWEEN 0 AND 10 WHEN 'csat' THEN a.score BETWEEN 1 AND 5 ELSE a.score BETWEEN 1 AND 7 END AS fits) AS x
WHERE a.answered_at <= coalesce(s.as_of, now())$sql$),

(401, 'view', 'v_nps_month', $sql$
CREATE VIEW workspace.v_nps_month WITH (security_invoker = true) AS
SELECT g.tenant, g.month, g.question, g.channel, g.segment, csq.answers(g.s) AS answers, csq.promoters(g.s) AS promoters, csq.passives(g.s) AS passives,
  csq.detractors(g.s) AS detractors, csq.missing(g.s) - g.off_scale AS missing, g.off_scale, csq.nps(g.s) AS nps, csq.nps_lo(g.s) AS nps_lo, csq.nps_hi(g.s) AS nps_hi
FROM (SELECT a.tenant, a.month, a.question, a.channel, a.segment, csq.score_agg(a.score) AS s, count(*) FILTER (WHERE a.off_scale) AS off_scale
      FROM workspace.v_answer AS a WHERE a.scale = 'nps' GROUP BY a.tenant, a.month, a.question, a.channel, a.segment) AS g$sql$),

(402, 'view', 'v_csat_month', $sql$
CREATE VIEW workspace.v_csat_month WITH (security_invoker = true) AS
SELECT g.tenant, g.month, g.question, g.scale, g.channel, g.segment, csq.hits(g.r) AS hits, csq.trials(g.r) AS trials, csq.missing(g.r) - g.off_scale AS missing, g.off_scale, g.total_score,
  csq.rate(g.r) AS rate, csq.rate_lo(g.r) AS rate_lo, csq.rate_hi(g.r) AS rate_hi
FROM (SELECT a.tenant, a.month, a.question, a.scale, a.channel, a.segment, csq.rate_agg(a.score >= CASE a.scale WHEN 'csat' THEN 4 ELSE 5 END) AS r,
        coalesce(sum(a.score), 0)::bigint AS total_score, count(*) FILTER (WHERE a.off_scale) AS off_scale
      FROM workspace.v_answer AS a WHERE a.scale IN ('csat', 'ces') GROUP BY a.tenant, a.month, a.question, a.scale, a.channel, a.segment) AS g$sql$),

(403, 'view', 'v_coverage', $sql$
CREATE VIEW workspace.v_coverage WITH (security_invoker = true) AS
SELECT g.tenant, g.month, g.wave, g.eligible, g.invited, g.answered, csq.rate(g.c) AS coverage, csq.rate_lo(g.c) AS coverage_lo, csq.rate_hi(g.c) AS coverage_hi,
  csq.rate(g.p) AS response_rate, csq.rate_lo(g.p) AS response_rate_lo, csq.rate_hi(g.p) AS response_rate_hi
FROM (SELECT i.tenant, (date_trunc('month', i.eligible_at AT TIME ZONE s.zone))::date AS month, i.wave, count(*) AS eligible, count(i.invited_at) AS invited,
        count(*) FILTER (WHERE i.invited_at IS NOT NULL AND x.found) AS answered, csq.rate_agg(i.invited_at IS NOT NULL) AS c, csq.rate_agg(x.found) FILTER (WHERE i.invited_at IS NOT NULL) AS p
      FROM workspace.survey_invite AS i JOIN workspace.setting AS s USING (tenant)
      CROSS JOIN LATERAL (SELECT EXISTS (SELECT FROM workspace.survey AS a WHERE a.tenant = i.tenant AND a.case_id = i.case_id AND a.wave = i.wave) AS found) AS x
      GROUP BY 1, 2, 3) AS g$sql$),

-- the loop from a bad answer to the customer told and a course taken up; a case still within its 72 hours is undecided
(404, 'view', 'v_loop', $sql$
CREATE VIEW workspace.v_loop WITH (security_invoker = true) AS
SELECT g.tenant, g.month, g.question, g.course, csq.hits(g.r) AS hits, csq.trials(g.r) AS trials, csq.missing(g.r) AS undecided, g.next_day,
  csq.rate(g.r) AS rate, csq.rate_lo(g.r) AS rate_lo, csq.rate_hi(g.r) AS rate_hi
FROM (SELECT a.tenant, a.month, a.question, a.course, count(*) FILTER (WHERE a.handled_at <= csq.due_at(s.calendar, a.answered_at, '1 business day')) AS next_day,
        csq.rate_agg(CASE WHEN greatest(a.handled_at, a.notified_at) <= a.answered_at + interval '72 hours' AND a.notified_at IS NOT NULL AND a.handled_at IS NOT NULL THEN true
                          WHEN a.as_of > a.answered_at + interval '72 hours' THEN false END) AS r
      FROM workspace.v_answer AS a JOIN workspace.setting AS s USING (tenant) WHERE a.bad GROUP BY a.tenant, a.month, a.question, a.course) AS g$sql$),
(405, 'view', 'v_promised', $sql$
CREATE VIEW workspace.v_promised WITH (security_invoker = true) AS
SELECT a.tenant, a.survey_id, a.customer_id, a.case_id, a.agent_id, a.question, a.score, a.answered_at, a.answered_at + interval '72 hours' AS due_at,
  extract(epoch FROM a.as_of - a.answered_at - interval '72 hours')::float8 AS seconds_over
FROM workspace.v_answer AS a WHERE a.bad AND (a.notified_at IS NULL OR a.handled_at IS NULL)$sql$),

-- contacts: every share with its parts
(410, 'view', 'v_contact', $sql$
CREATE VIEW workspace.v_contact WITH (security_invoker = true) AS
SELECT c.tenant, c.contact_id, c.case_id, c.customer_id, coalesce(c.agent_id, '(unknown)') AS agent_id, coalesce(g.team_id, '(unknown)') AS team_id, coalesce(c.channel, '(unknown)') AS channel,
  coalesce(c.modality, '(unknown)') AS modality, coalesce(c.queue, '(unknown)') AS queue, coalesce(c.scene, '(unknown)') AS scene, coalesce(c.issue, '(unknown)') AS issue,
  c.robot, c.offered_at, (c.offered_at AT TIME ZONE s.zone)::date AS day, (date_trunc('month', c.offered_at AT TIME ZONE s.zone))::date AS month,
  extract(hour FROM c.offered_at AT TIME ZONE s.zone)::int AS hour, extract(isodow FROM c.offered_at AT TIME ZONE s.zone)::int AS weekday,
  c.answered_at, c.abandoned_at, c.ended_at, CASE WHEN isfinite(c.answered_at) THEN extract(epoch FROM c.answered_at - c.offered_at)::float8 END AS wait_seconds,
  CASE WHEN c.handle_seconds < 9e12 THEN c.handle_seconds END AS handle_seconds,
  c.resolved, c.escalated, c.article_id IS NOT NULL AS article_used, c.monitored, c.personalised, coalesce(btrim(c.customer_id) <> '', false) AS linked, c.cost::float8 AS cost,
  coalesce(c.source, '(unknown)') AS source, coalesce(s.as_of, now()) AS as_of
FROM workspace.contact AS c JOIN workspace.setting AS s USING (tenant) LEFT JOIN workspace.agent AS g USING (tenant, agent_id)
WHERE c.offered_at <= coalesce(s.as_of, now())$sql$),

(411, 'view', 'v_contact_month', $sql$
CREATE VIEW workspace.v_contact_month WITH (security_invoker = true) AS
SELECT g.tenant, g.month, g.channel, g.modality, g.scene, g.robot, g.contacts, g.cost,
  csq.hits(g.r) AS resolved, csq.trials(g.r) AS resolved_trials, csq.rate(g.r) AS resolved_rate, csq.rate_lo(g.r) AS resolved_rate_lo, csq.rate_hi(g.r) AS resolved_rate_hi,
  g.articles, csq.rate(g.k) AS article_rate, csq.rate_lo(g.k) AS article_rate_lo, csq.rate_hi(g.k) AS article_rate_hi,
  csq.hits(g.m) AS monitored, csq.trials(g.m) AS monitored_trials, csq.rate(g.m) AS monitored_rate, csq.rate_lo(g.m) AS monitored_rate_lo, csq.rate_hi(g.m) AS monitored_rate_hi,
  csq.hits(g.p) AS personalised, csq.trials(g.p) AS personalised_trials, csq.rate(g.p) AS personalised_rate, csq.rate_lo(g.p) AS personalised_rate_lo, csq.rate_hi(g.p) AS personalised_rate_hi,
  csq.hits(g.l) AS linked, csq.rate(g.l) AS linked_rate, csq.rate_lo(g.l) AS linked_rate_lo, csq.rate_hi(g.l) AS linked_rate_hi
FROM (SELECT c.tenant, c.month, c.channel, c.modality, c.scene, c.robot, count(*) AS contacts, coalesce(sum(c.cost), 0)::float8 AS cost,
        csq.rate_agg(c.resolved AND NOT coalesce(c.escalated, false)) AS r, count(*) FILTER (WHERE c.article_used) AS articles, csq.rate_agg(c.article_used) AS k,
        csq.rate_agg(c.monitored) AS m, csq.rate_agg(c.personalised) AS p, csq.rate_agg(c.linked) AS l
      FROM workspace.v_contact AS c GROUP BY c.tenant, c.month, c.channel, c.modality, c.scene, c.robot) AS g$sql$),

-- calls and chats with people: answered within 30 s of all offered; a caller still waiting, not yet 30 s, is undecided
(412, 'view', 'v_calls', $sql$
CREATE VIEW workspace.v_calls WITH (security_invoker = true) AS
SELECT g.tenant, g.month, g.queue, g.channel, g.weekday, g.hour, g.offered, g.answered, g.abandoned, g.wait_seconds, g.handled, g.handle_seconds,
  csq.hits(g.s) AS hits, csq.trials(g.s) AS trials, csq.rate(g.s) AS service_level, csq.rate_lo(g.s) AS service_level_lo, csq.rate_hi(g.s) AS service_level_hi,
  csq.hits(g.c) AS connected, csq.trials(g.c) AS connected_trials, csq.rate(g.c) AS connect_rate, csq.rate_lo(g.c) AS connect_rate_lo, csq.rate_hi(g.c) AS connect_rate_hi,
  g.wait_seconds / nullif(g.answered, 0) AS mean_wait_seconds, g.handle_seconds / nullif(g.handled, 0) AS mean_handle_seconds
FROM (SELECT c.tenant, c.month, c.queue, c.channel, c.weekday, c.hour, count(*) AS offered, count(c.answered_at) AS answered, count(c.abandoned_at) AS abandoned,
        coalesce(sum(c.wait_seconds), 0)::float8 AS wait_seconds, count(c.handle_seconds) AS handled, coalesce(sum(c.handle_seconds), 0)::float8 AS handle_seconds,
        csq.rate_agg(CASE WHEN c.wait_seconds <= 30 THEN true WHEN c.answered_at IS NOT NULL OR c.abandoned_at IS NOT NULL OR c.as_of > c.offered_at + interval '30 seconds' THEN false END) AS s,
        csq.rate_agg(CASE WHEN c.answered_at IS NOT NULL THEN true WHEN c.abandoned_at IS NOT NULL THEN false END) AS c
      FROM workspace.v_contact AS c WHERE NOT c.robot GROUP BY c.tenant, c.month, c.queue, c.channel, c.weekday, c.hour) AS g$sql$),

-- touchpoints and journeys
(420, 'view', 'v_touch', $sql$
CREATE VIEW workspace.v_touch WITH (security_invoker = true) AS
SELECT t.tenant, t.touch_id, t.case_id, t.customer_id, t.at, (date_trunc('month', t.at AT TIME ZONE s.zone))::date AS month, t.touchpoint,
  coalesce(t.channel, '(unknown)') AS channel, coalesce(t.department, '(unknown)') AS department, t.emotion, t.seconds, t.succeeded, coalesce(t.source, '(unknown)') AS source
FROM workspace.touch AS t JOIN workspace.setting AS s USING (tenant) WHERE t.at <= coalesce(s.as_of, now())$sql$),

(421, 'view', 'v_touchpoint', $sql$
CREATE VIEW workspace.v_touchpoint WITH (security_invoker = true) AS
SELECT g.tenant, g.month, g.touchpoint, g.channel, g.measure, g.touches, csq.hits(g.r) AS hits, csq.trials(g.r) AS trials, csq.missing(g.r) AS missing,
  csq.rate(g.r) AS rate, csq.rate_lo(g.r) AS rate_lo, csq.rate_hi(g.r) AS rate_hi, g.within_seconds, g.goal,
  CASE WHEN csq.rate_lo(g.r) >= g.goal THEN 'attained' WHEN csq.rate_hi(g.r) < g.goal THEN 'missed' WHEN csq.trials(g.r) > 0 AND g.goal IS NOT NULL THEN 'cannot_tell' END AS verdict,
  extract(epoch FROM csq.quantile(g.d, 0.9))::float8 AS p90_seconds, g.emotions, g.total_emotion, g.total_emotion / nullif(g.emotions, 0) AS mean_emotion
FROM (SELECT t.tenant, t.month, t.touchpoint, t.channel, coalesce(x.measure, '(none)') AS measure, x.within_seconds, x.goal, count(*) AS touches,
        csq.rate_agg(CASE x.measure WHEN 'within' THEN t.seconds <= x.within_seconds WHEN 'success' THEN t.succeeded END) AS r,
        csq.duration_agg(CASE WHEN t.seconds < 9e12 THEN t.seconds END) AS d, count(t.emotion) AS emotions, coalesce(sum(t.emotion), 0)::float8 AS total_emotion
      FROM workspace.v_touch AS t LEFT JOIN workspace.touchpoint_target AS x USING (tenant, touchpoint)
      GROUP BY t.tenant, t.month, t.touchpoint, t.channel, x.measure, x.within_seconds, x.goal) AS g$sql$),

(422, 'view', 'v_journey', $sql$
CREATE VIEW workspace.v_journey WITH (security_invoker = true) AS
SELECT g.tenant, g.case_id, g.month, g.customer_id, csq.num_events(g.j)::bigint AS touches, csq.switches(g.j)::bigint AS switches, g.departments, extract(epoch FROM csq.duration(g.j))::float8 AS seconds,
  array_to_string(csq.trace(g.j), ' > ') AS path
FROM (SELECT t.tenant, t.case_id, min(t.month) AS month, max(t.customer_id) AS customer_id, count(DISTINCT t.department) AS departments, csq.journey_agg(t.at, t.touchpoint, nullif(t.channel, '(unknown)')) AS j
      FROM workspace.v_touch AS t GROUP BY t.tenant, t.case_id) AS g$sql$),

(423, 'view', 'v_channel_switch', $sql$
CREATE VIEW workspace.v_channel_switch WITH (security_invoker = true) AS
SELECT g.tenant, g.month, csq.hits(g.r) AS hits, csq.trials(g.r) AS trials, g.switches, g.touches, csq.rate(g.r) AS rate, csq.rate_lo(g.r) AS rate_lo, csq.rate_hi(g.r) AS rate_hi
FROM (SELECT j.tenant, j.month, csq.rate_agg(j.switches > 0) AS r, sum(j.switches)::bigint AS switches, sum(j.touches)::bigint AS touches
      FROM workspace.v_journey AS j GROUP BY j.tenant, j.month) AS g$sql$),

(424, 'view', 'v_funnel', $sql$
CREATE VIEW workspace.v_funnel WITH (security_invoker = true) AS
SELECT g.tenant, g.month, x.step, x.label, x.reached, lag(x.reached) OVER (PARTITION BY g.tenant, g.month ORDER BY x.step) AS reached_before, x.share, x.from_previous AS rate, x.lo AS rate_lo, x.hi AS rate_hi,
  extract(epoch FROM x.median_gap)::float8 AS median_gap_seconds, extract(epoch FROM x.p90_gap)::float8 AS p90_gap_seconds
FROM (SELECT j.tenant, j.month, csq.funnel_agg(j.j, s.funnel) AS f
      FROM (SELECT t.tenant, t.case_id, min(t.month) AS month, csq.journey_agg(t.at, t.touchpoint) AS j FROM workspace.v_touch AS t GROUP BY t.tenant, t.case_id) AS j
      JOIN workspace.setting AS s USING (tenant) WHERE s.funnel IS NOT NULL GROUP BY j.tenant, j.month) AS g
CROSS JOIN LATERAL csq.stages(g.f) AS x$sql$),

(425, 'view', 'v_process_edge', $sql$
CREATE VIEW workspace.v_process_edge WITH (security_invoker = true) AS
SELECT g.tenant, g.month, e.source AS from_step, e.target AS to_step, e.n, e.cases, extract(epoch FROM e.total)::float8 AS total_seconds, extract(epoch FROM e.mean)::float8 AS mean_seconds,
  extract(epoch FROM e.p50)::float8 AS median_seconds, extract(epoch FROM e.p90)::float8 AS p90_seconds
FROM (SELECT j.tenant, j.month, csq.process_agg(j.j) AS p
      FROM (SELECT t.tenant, t.case_id, min(t.month) AS month, csq.journey_agg(t.at, t.touchpoint, nullif(t.department, '(unknown)')) AS j FROM workspace.v_touch AS t GROUP BY t.tenant, t.case_id) AS j
      GROUP BY j.tenant, j.month) AS g
CROSS JOIN LATERAL csq.edges(g.p) AS e$sql$),

-- quality: the daily sample, reports, tiers, training
(430, 'view', 'v_qa_sample', $sql$
CREATE VIEW workspace.v_qa_sample WITH (security_invoker = true) AS
SELECT c.tenant, c.day, c.agent_id, c.contact_id, c.place, c.contacts,
  EXISTS (SELECT FROM workspace.qa_score AS q WHERE q.tenant = c.tenant AND q.contact_id = c.contact_id) AS scored
FROM (SELECT c.tenant, c.day, c.agent_id, c.contact_id, row_number() OVER (PARTITION BY c.tenant, c.day, c.agent_id ORDER BY md5(c.day || ' ' || c.contact_id), c.contact_id) AS place,
        count(*) OVER (PARTITION BY c.tenant, c.day, c.agent_id) AS contacts
      FROM workspace.v_contact AS c WHERE NOT c.robot AND c.answered_at IS NOT NULL) AS c
WHERE c.place <= ceil(c.contacts * 0.05)$sql$),

(431, 'view', 'v_qa_report', $sql$
CREATE VIEW workspace.v_qa_report WITH (security_invoker = true) AS
SELECT g.tenant, g.day, g.agent_id, g.rule, csq.hits(g.r) AS hits, csq.trials(g.r) AS trials, csq.missing(g.r) AS missing, g.contacts, g.red_lines,
  csq.rate(g.r) AS rate, csq.rate_lo(g.r) AS rate_lo, csq.rate_hi(g.r) AS rate_hi, g.period_start
FROM (SELECT q.tenant, (q.reviewed_at AT TIME ZONE s.zone)::date AS day, coalesce(q.agent_id, '(unknown)') AS agent_id, q.rule,
        date '2000-01-01' + ((q.reviewed_at AT TIME ZONE s.zone)::date - date '2000-01-01') / 15 * 15 AS period_start,
        csq.rate_agg(q.passed) AS r, count(DISTINCT q.contact_id) AS contacts, count(*) FILTER (WHERE q.red_line AND NOT q.passed) AS red_lines
      FROM workspace.qa_score AS q JOIN workspace.setting AS s USING (tenant) GROUP BY 1, 2, 3, 4, 5) AS g$sql$),

(432, 'view', 'v_qa_agreement', $sql$
CREATE VIEW workspace.v_qa_agreement WITH (security_invoker = true) AS
SELECT g.tenant, g.rule, g.reviewer, g.other_reviewer, csq.hits(g.r) AS hits, csq.trials(g.r) AS trials, csq.rate(g.r) AS rate, csq.rate_lo(g.r) AS rate_lo, csq.rate_hi(g.r) AS rate_hi, csq.kappa(g.c) AS kappa
FROM (SELECT a.tenant, a.rule, a.reviewer, b.reviewer AS other_reviewer, csq.rate_agg(a.passed = b.passed) AS r,
        csq.confusion_agg(a.passed::text, b.passed::text) AS c
      FROM workspace.qa_score AS a JOIN workspace.qa_score AS b USING (tenant, contact_id, rule) WHERE a.reviewer < b.reviewer AND a.passed IS NOT NULL AND b.passed IS NOT NULL
      GROUP BY a.tenant, a.rule, a.reviewer, b.reviewer) AS g$sql$),

(433, 'view', 'v_agent_tier', $sql$
CREATE VIEW workspace.v_agent_tier WITH (security_invoker = true) AS
SELECT g.tenant, g.month, g.agent_id, csq.hits(g.r) AS hits, csq.trials(g.r) AS trials, csq.rate(g.r) AS rate, csq.rate_lo(g.r) AS rate_lo, csq.rate_hi(g.r) AS rate_hi,
  coalesce((ARRAY[80, 90, 95])[csq.tier(g.r, '{0.8,0.9,0.95}', 'point')], 0) AS tier_by_point, coalesce((ARRAY[80, 90, 95])[csq.tier(g.r, '{0.8,0.9,0.95}', 'lower_bound')], 0) AS tier_for_sure,
  csq.shrunk(g.r, a.r) AS shrunk_rate
FROM (SELECT a.tenant, a.month, a.agent_id, csq.rate_agg(a.score >= 4) AS r FROM workspace.v_answer AS a WHERE a.scale = 'csat' AND a.agent_id <> '(unknown)' GROUP BY a.tenant, a.month, a.agent_id) AS g
JOIN (SELECT a.tenant, a.month, csq.rate_agg(a.score >= 4) AS r FROM workspace.v_answer AS a WHERE a.scale = 'csat' AND a.agent_id <> '(unknown)' GROUP BY a.tenant, a.month) AS a USING (tenant, month)$sql$),

(434, 'view', 'v_training', $sql$
CREATE VIEW workspace.v_training WITH (security_invoker = true) AS
SELECT g.tenant, g.quarter, g.course, g.agent_id, g.hours, csq.hits(g.r) AS hits, csq.trials(g.r) AS trials, csq.rate(g.r) AS rate, csq.rate_lo(g.r) AS rate_lo, csq.rate_hi(g.r) AS rate_hi
FROM (SELECT t.tenant, (date_trunc('quarter', t.held_at AT TIME ZONE s.zone))::date AS quarter, t.course, t.agent_id, sum(t.hours)::float8 AS hours, csq.rate_agg(t.passed) AS r
      FROM workspace.training AS t JOIN workspace.setting AS s USING (tenant) GROUP BY 1, 2, 3, 4) AS g$sql$),

-- what the supervision found, and the courses that follow from it
(435, 'view', 'v_course_needed', $sql$
CREATE VIEW workspace.v_course_needed WITH (security_invoker = true) AS
SELECT q.tenant, q.agent_id, r.course, q.rule AS defect, count(*) AS defects, max(q.reviewed_at) AS last_found_at,
  coalesce(bool_or(EXISTS (SELECT FROM workspace.training AS t WHERE t.tenant = q.tenant AND t.agent_id = q.agent_id AND t.course = r.course AND t.held_at > q.reviewed_at)), false) AS trained_since
FROM workspace.qa_score AS q JOIN workspace.course_rule AS r ON r.tenant = q.tenant AND r.defect = q.rule
WHERE NOT q.passed AND q.agent_id IS NOT NULL GROUP BY q.tenant, q.agent_id, r.course, q.rule$sql$)

  ) AS v(a, b, c, d);
END;
COMMENT ON FUNCTION csq_internal.workspace_voice() IS
'Views of surveys, contacts, touchpoints, quality and training, as statements.';
