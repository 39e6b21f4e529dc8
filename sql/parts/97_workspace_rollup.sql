
-- ------------------------------------------- workspace: roll-up tables ----

-- Complaints, contacts and answers by day in roll-up tables that keep themselves, and the views that read them.
CREATE FUNCTION csq_internal.workspace_rollups(OUT ord int, OUT kind text, OUT name text, OUT statement text) RETURNS SETOF record
LANGUAGE SQL IMMUTABLE PARALLEL SAFE COST 10 ROWS 10
BEGIN ATOMIC
  SELECT v.a, v.b, v.c, v.d FROM (VALUES

(700, 'rollup', 'rollup_complaint', $sql$
SELECT csq.create_rollup($csq$workspace.complaint$csq$, 'rollup_complaint',
  ARRAY['tenant', $csq$(received_at AT TIME ZONE csq.tenant_zone(r.tenant, $zone$workspace.setting$zone$))::date AS day$csq$,
    'coalesce(channel, ''(unknown)'') AS channel', 'coalesce(product, ''(unknown)'') AS product', 'coalesce(branch, ''(unknown)'') AS branch'],
  ARRAY['rate_agg(escalated_at IS NOT NULL) AS escalated', 'rate_agg(upheld) AS upheld'],
  'r.tenant = g.tenant AND r.received_at >= g.day - interval ''1 day'' AND r.received_at < g.day + interval ''2 days''')$sql$),
(701, 'rollup', 'rollup_contact', $sql$
SELECT csq.create_rollup($csq$workspace.contact$csq$, 'rollup_contact',
  ARRAY['tenant', $csq$(offered_at AT TIME ZONE csq.tenant_zone(r.tenant, $zone$workspace.setting$zone$))::date AS day$csq$,
    'coalesce(channel, ''(unknown)'') AS channel', 'coalesce(queue, ''(unknown)'') AS queue', 'coalesce(agent_id, ''(unknown)'') AS agent_id', 'robot'],
  ARRAY['rate_agg(CASE WHEN answered_at <= offered_at + interval ''30 seconds'' THEN true WHEN answered_at IS NOT NULL OR abandoned_at IS NOT NULL THEN false END) AS answered_in_time',
    'rate_agg(CASE WHEN answered_at IS NOT NULL THEN true WHEN abandoned_at IS NOT NULL THEN false END) AS connected',
    'rate_agg(resolved AND NOT coalesce(escalated, false)) AS resolved',
    -- what is no length of time (NaN, infinity) is not known
    'duration_agg(CASE WHEN isfinite(answered_at) THEN answered_at - offered_at END) AS wait', 'duration_agg(CASE WHEN handle_seconds < 9e12 THEN handle_seconds END) AS handle'],
  'r.tenant = g.tenant AND r.offered_at >= g.day - interval ''1 day'' AND r.offered_at < g.day + interval ''2 days''')$sql$),
(702, 'rollup', 'rollup_survey', $sql$
SELECT csq.create_rollup($csq$workspace.survey$csq$, 'rollup_survey',
  ARRAY['tenant', $csq$(answered_at AT TIME ZONE csq.tenant_zone(r.tenant, $zone$workspace.setting$zone$))::date AS day$csq$,
    'question', 'coalesce(channel, ''(unknown)'') AS channel', 'coalesce(agent_id, ''(unknown)'') AS agent_id'],
  ARRAY['count(score) AS scored', 'score_agg(CASE WHEN score BETWEEN 0 AND 10 THEN score END) AS scores'],
  'r.tenant = g.tenant AND r.answered_at >= g.day - interval ''1 day'' AND r.answered_at < g.day + interval ''2 days''')$sql$),

-- days are those of the tenant's zone: with another zone every row may lie on another day.  Whoever may change the zone need not own the workspace
(705, 'function', 'days_anew()', $sql$
CREATE FUNCTION workspace.days_anew() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER COST 100000 SET search_path = pg_catalog, pg_temp AS $body$
BEGIN
  IF TG_RELID <> $csq$workspace.setting$csq$::regclass THEN
    RETURN NULL; -- somebody's own table
  END IF;
  PERFORM workspace.refresh_rollup_complaint();
  PERFORM workspace.refresh_rollup_contact();
  PERFORM workspace.refresh_rollup_survey();
  RETURN NULL;
END
$body$$sql$),
(706, 'trigger', 'days_anew ON setting', $sql$
CREATE TRIGGER days_anew AFTER UPDATE OF zone ON workspace.setting FOR EACH ROW WHEN (OLD.zone IS DISTINCT FROM NEW.zone) EXECUTE FUNCTION workspace.days_anew()$sql$),

(710, 'view', 'v_complaint_day', $sql$
CREATE VIEW workspace.v_complaint_day WITH (security_invoker = true) AS
SELECT k.tenant, k.day, (date_trunc('month', k.day::timestamp))::date AS month, k.channel, k.product, k.branch, k.num_rows AS n,
  csq.hits(k.escalated) AS escalated, csq.rate(k.escalated) AS escalated_rate, csq.rate_lo(k.escalated) AS escalated_rate_lo, csq.rate_hi(k.escalated) AS escalated_rate_hi,
  csq.hits(k.upheld) AS upheld, csq.trials(k.upheld) AS upheld_trials, csq.rate(k.upheld) AS upheld_rate, csq.rate_lo(k.upheld) AS upheld_rate_lo, csq.rate_hi(k.upheld) AS upheld_rate_hi
FROM workspace.rollup_complaint AS k JOIN workspace.setting AS s USING (tenant)
WHERE k.day <= (coalesce(s.as_of, now()) AT TIME ZONE s.zone)::date$sql$),

(711, 'view', 'v_contact_day', $sql$
CREATE VIEW workspace.v_contact_day WITH (security_invoker = true) AS
SELECT k.tenant, k.day, (date_trunc('month', k.day::timestamp))::date AS month, k.channel, k.queue, k.agent_id, k.robot, k.num_rows AS contacts,
  csq.hits(k.answered_in_time) AS hits, csq.trials(k.answered_in_time) AS trials, csq.missing(k.answered_in_time) AS undecided,
  csq.rate(k.answered_in_time) AS service_level, csq.rate_lo(k.answered_in_time) AS service_level_lo, csq.rate_hi(k.answered_in_time) AS service_level_hi,
  csq.hits(k.connected) AS connected, csq.trials(k.connected) AS connected_trials, csq.rate(k.connected) AS connect_rate, csq.rate_lo(k.connected) AS connect_rate_lo, csq.rate_hi(k.connected) AS connect_rate_hi,
  csq.hits(k.resolved) AS resolved, csq.trials(k.resolved) AS resolved_trials, csq.rate(k.resolved) AS resolved_rate, csq.rate_lo(k.resolved) AS resolved_rate_lo, csq.rate_hi(k.resolved) AS resolved_rate_hi,
  csq.ended_cases(k.wait) AS answered, coalesce(csq.seconds(csq.total(k.wait)), 0) AS wait_seconds, csq.seconds(csq.median(k.wait)) AS median_wait_seconds, csq.seconds(csq.quantile(k.wait, 0.9)) AS p90_wait_seconds,
  csq.ended_cases(k.handle) AS handled, coalesce(csq.seconds(csq.total(k.handle)), 0) AS handle_seconds, csq.seconds(csq.median(k.handle)) AS median_handle_seconds, csq.seconds(csq.quantile(k.handle, 0.9)) AS p90_handle_seconds
FROM workspace.rollup_contact AS k JOIN workspace.setting AS s USING (tenant)
WHERE k.day <= (coalesce(s.as_of, now()) AT TIME ZONE s.zone)::date$sql$),

(712, 'view', 'v_nps_day', $sql$
CREATE VIEW workspace.v_nps_day WITH (security_invoker = true) AS
SELECT k.tenant, k.day, (date_trunc('month', k.day::timestamp))::date AS month, k.question, k.channel, k.agent_id, csq.answers(k.scores) AS answers, csq.promoters(k.scores) AS promoters, csq.passives(k.scores) AS passives,
  csq.detractors(k.scores) AS detractors, k.num_rows - k.scored AS missing, k.scored - csq.answers(k.scores) AS off_scale, csq.nps(k.scores) AS nps, csq.nps_lo(k.scores) AS nps_lo, csq.nps_hi(k.scores) AS nps_hi
FROM workspace.rollup_survey AS k JOIN workspace.setting AS s USING (tenant) JOIN workspace.question AS q USING (tenant, question)
WHERE q.scale = 'nps' AND k.day <= (coalesce(s.as_of, now()) AT TIME ZONE s.zone)::date$sql$),

(713, 'view', 'v_csat_day', $sql$
CREATE VIEW workspace.v_csat_day WITH (security_invoker = true) AS
SELECT g.tenant, g.day, g.month, g.question, g.scale, g.channel, g.agent_id, csq.hits(g.r) AS hits, csq.trials(g.r) AS trials, g.missing, g.scored - csq.trials(g.r) AS off_scale,
  csq.rate(g.r) AS rate, csq.rate_lo(g.r) AS rate_lo, csq.rate_hi(g.r) AS rate_hi
FROM (SELECT k.tenant, k.day, (date_trunc('month', k.day::timestamp))::date AS month, k.question, q.scale, k.channel, k.agent_id, k.scored, k.num_rows - k.scored AS missing,
        -- satisfied is from 4 of 5, or from 5 of 7; what lies above the scale or at 0 is off it
        csq.rate_summary(csq.hits(csq.at_least(k.scores, q.satisfied)) - csq.hits(csq.at_least(k.scores, q.best + 1)), csq.hits(csq.at_least(k.scores, 1)) - csq.hits(csq.at_least(k.scores, q.best + 1))) AS r
      FROM workspace.rollup_survey AS k JOIN workspace.setting AS s USING (tenant)
      JOIN (SELECT q.tenant, q.question, q.scale, CASE q.scale WHEN 'csat' THEN 4 ELSE 5 END AS satisfied, CASE q.scale WHEN 'csat' THEN 5 ELSE 7 END AS best FROM workspace.question AS q WHERE q.scale IN ('csat', 'ces')) AS q USING (tenant, question)
      WHERE k.day <= (coalesce(s.as_of, now()) AT TIME ZONE s.zone)::date) AS g$sql$)

  ) AS v(a, b, c, d);
END;
COMMENT ON FUNCTION csq_internal.workspace_rollups() IS
'Roll-up tables by day and the views over them, as statements.';
