
-- ------------------------- workspace: the month's figures, other targets ----

-- How far back tick() looks, and the figures of each month as they were known when it was over.
CREATE FUNCTION csq_internal.workspace_months(OUT ord int, OUT kind text, OUT name text, OUT statement text) RETURNS SETOF record
LANGUAGE SQL IMMUTABLE PARALLEL SAFE COST 10 ROWS 20
BEGIN ATOMIC
  SELECT v.a, v.b, v.c, v.d FROM (VALUES

-- what arose since the last call is raised, however long ago that was, up to a limit; what is loaded late, within the time to look back
(196, 'table', 'alert_window', $sql$
CREATE TABLE workspace.alert_window (
  tenant text NOT NULL DEFAULT 'main' PRIMARY KEY REFERENCES workspace.setting,
  look_back interval NOT NULL DEFAULT '7 days' CONSTRAINT "look_back is longer than 0" CHECK (look_back > '0'),
  longest interval NOT NULL DEFAULT '90 days' CONSTRAINT "longest is longer than 0" CHECK (longest > '0'),
  last_tick_at timestamptz,
  CONSTRAINT "longest is not shorter than look_back" CHECK (longest >= look_back))$sql$),
-- What tick() keeps from call to call.  Notes are written by triggers beside what they note; they outlive no crash, and then tick() looks at everything
(196, 'table', 'change_note', $sql$
CREATE UNLOGGED TABLE workspace.change_note (
  tenant text NOT NULL,
  complaint_id text,
  at timestamptz)$sql$),
-- when everything was looked at, and under which policies and settings
(196, 'table', 'alert_check', $sql$
CREATE TABLE workspace.alert_check (
  tenant text NOT NULL DEFAULT 'main' PRIMARY KEY REFERENCES workspace.setting,
  checked_at timestamptz,
  checked_for text)$sql$),
-- from when on a complaint is to be looked at again although nothing changes in it
(196, 'table', 'alert_look', $sql$
CREATE TABLE workspace.alert_look (
  tenant text NOT NULL DEFAULT 'main' REFERENCES workspace.setting,
  complaint_id text NOT NULL,
  look_at timestamptz NOT NULL,
  PRIMARY KEY (tenant, complaint_id))$sql$),
(197, 'index', 'alert_look_at', $sql$
CREATE INDEX alert_look_at ON workspace.alert_look (look_at, tenant)$sql$),
-- what was found to be raised, raised or not
(196, 'table', 'alert_found', $sql$
CREATE TABLE workspace.alert_found (
  tenant text NOT NULL DEFAULT 'main' REFERENCES workspace.setting,
  complaint_id text,
  kind text NOT NULL,
  subject text NOT NULL,
  occurrence text NOT NULL,
  detail jsonb NOT NULL DEFAULT '{}',
  arisen_at timestamptz NOT NULL,
  PRIMARY KEY (tenant, kind, subject, occurrence))$sql$),
(197, 'index', 'alert_found_complaint', $sql$
CREATE INDEX alert_found_complaint ON workspace.alert_found (complaint_id, tenant)$sql$),
(197, 'table', 'snapshot_run', $sql$
CREATE TABLE workspace.snapshot_run (
  tenant text NOT NULL DEFAULT 'main' REFERENCES workspace.setting,
  month date NOT NULL CONSTRAINT "month is the first day of a month" CHECK (extract(day FROM month) = 1),
  taken_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant, month))$sql$),
(198, 'table', 'metric_snapshot', $sql$
CREATE TABLE workspace.metric_snapshot (
  tenant text NOT NULL DEFAULT 'main',
  month date NOT NULL,
  view_name text NOT NULL,
  metric text NOT NULL,
  slice text NOT NULL DEFAULT '',
  value float8,
  numerator float8,
  denominator float8,
  PRIMARY KEY (tenant, month, view_name, metric, slice),
  FOREIGN KEY (tenant, month) REFERENCES workspace.snapshot_run ON DELETE CASCADE)$sql$),
(570, 'view', 'v_snapshot', $sql$
CREATE VIEW workspace.v_snapshot WITH (security_invoker = true) AS
SELECT m.tenant, m.month, m.view_name, m.metric, m.slice, m.value, m.numerator, m.denominator,
  lag(m.value) OVER (PARTITION BY m.tenant, m.view_name, m.metric, m.slice ORDER BY m.month) AS previous_value, r.taken_at
FROM workspace.metric_snapshot AS m JOIN workspace.snapshot_run AS r USING (tenant, month)$sql$)

  ) AS v(a, b, c, d);
END;
COMMENT ON FUNCTION csq_internal.workspace_months() IS
'Tables and views of the look-back of alerts and of monthly snapshots, as statements.';

-- The figures of one tenant and month: of each view by month those that add up, and shares from their parts.
CREATE FUNCTION take_snapshot(schema_name name, month date DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE COST 100000
SET search_path = pg_catalog, pg_temp SET jit = off
AS $$
DECLARE
  -- figures add up over everything else, but not over these
  apart pg_catalog.text[] := '{stage,question,scale,dimension,unit,measure,touchpoint,kind,label,wave}';
  run pg_catalog.record;
  part pg_catalog.record;
  new_rows pg_catalog.int8;
  taken pg_catalog.int8 := 0;
BEGIN
  -- @workspace
  IF extract(day FROM month) <> 1 THEN
    RAISE EXCEPTION '% is not a month', to_char(month, 'YYYY-MM-DD') USING ERRCODE = 'invalid_parameter_value', DETAIL = 'A month is written as its first day.', HINT = format('For example %L.', to_char(month, 'YYYY-MM') || '-01');
  END IF;
  -- from the month after the last that was taken, a year at most; the first time the month that is just over.  What a look ahead has taken is not the last
  FOR run IN EXECUTE format('SELECT s.tenant, m.month::date AS month, l.last FROM %1$I.setting AS s
      CROSS JOIN LATERAL (SELECT (date_trunc(''month'', coalesce(s.as_of, now()) AT TIME ZONE s.zone) - interval ''1 month'')::date AS last) AS l
      LEFT JOIN LATERAL (SELECT max(r.month) AS month FROM %1$I.snapshot_run AS r WHERE r.tenant = s.tenant AND r.month <= l.last) AS t ON true
      CROSS JOIN LATERAL generate_series(coalesce($1, greatest(t.month + interval ''1 month'', CASE WHEN t.month IS NULL THEN l.last ELSE l.last - interval ''11 months'' END)),
        coalesce($1, l.last), ''1 month'') AS m(month) ORDER BY s.tenant, m.month', schema_name) USING month::timestamp LOOP
    IF run.month > run.last THEN
      RAISE EXCEPTION 'the month % is not over', to_char(run.month, 'YYYY-MM') USING ERRCODE = 'invalid_parameter_value', DETAIL = format('The last complete month of tenant "%s" is %s.', run.tenant, to_char(run.last, 'YYYY-MM')),
        HINT = 'Figures of the current month are in the views.';
    END IF;
    -- who comes second waits here, and finds it taken
    EXECUTE format('INSERT INTO %I.snapshot_run (tenant, month) VALUES ($1, $2) ON CONFLICT DO NOTHING', schema_name) USING run.tenant, run.month;
    GET DIAGNOSTICS new_rows = ROW_COUNT;
    CONTINUE WHEN new_rows = 0;
    FOR part IN
      SELECT m.view_name,
        COALESCE((SELECT string_agg(format('v.%I::text', d), ', ' ORDER BY d) FROM unnest(apart) AS d WHERE d = ANY (m.dimensions)), '''''') AS slice,
        string_agg(format('%s AS top_%s, %s AS bottom_%s', m.top, m.place, m.bottom, m.place), ', ' ORDER BY m.place) AS sums,
        string_agg(format('(%L, %s, %s, g.bottom_%s)', m.metric, CASE WHEN m.parts IS NULL THEN format('g.top_%s', m.place)
            ELSE format('%s * g.top_%s / nullif(g.bottom_%s, 0)', CASE m.metric WHEN 'nps' THEN '100.0::float8' ELSE '1' END, m.place, m.place) END,
          CASE WHEN m.parts IS NULL THEN 'NULL::float8' ELSE format('g.top_%s', m.place) END, m.place), ', ' ORDER BY m.place) AS figures
      FROM (SELECT f.*, row_number() OVER (PARTITION BY f.view_name ORDER BY f.metric) AS place,
              CASE WHEN f.parts IS NULL THEN format('sum(v.%I)::float8', f.metric) WHEN f.metric = 'nps' THEN 'sum(v.promoters - v.detractors)::float8'
                   ELSE format('(sum(v.%I) FILTER (WHERE v.%I IS NOT NULL))::float8', f.parts[1], f.parts[2]) END AS top,
              CASE WHEN f.parts IS NULL THEN 'NULL::float8' WHEN f.metric = 'nps' THEN 'sum(v.promoters + v.passives + v.detractors)::float8' ELSE format('sum(v.%I)::float8', f.parts[2]) END AS bottom
            FROM csq.metrics(schema_name) AS f
            WHERE f.dimensions @> '{tenant,month}' AND f.view_name !~ '_day$' AND f.view_name <> 'v_snapshot' AND (f.additive OR f.parts IS NOT NULL OR f.metric = 'open_at_end')) AS m
      GROUP BY m.view_name, m.dimensions ORDER BY m.view_name
    LOOP
      EXECUTE format('INSERT INTO %1$I.metric_snapshot (tenant, month, view_name, metric, slice, value, numerator, denominator)
        SELECT $1, $2, %2$L, f.metric, g.slice, f.value, f.numerator, f.denominator
        FROM (SELECT concat_ws('' / '', %3$s) AS slice, %4$s FROM %1$I.%2$I AS v WHERE v.tenant = $1 AND v.month = $2 GROUP BY 1) AS g
        CROSS JOIN LATERAL (VALUES %5$s) AS f(metric, value, numerator, denominator)', schema_name, part.view_name, part.slice, part.sums, part.figures) USING run.tenant, run.month;
      GET DIAGNOSTICS new_rows = ROW_COUNT;
      taken := taken + new_rows;
    END LOOP;
    -- medians do not add up: each as the view has it, by all that it is limited to; and the times of all complaints
    FOR part IN
      SELECT f.view_name, string_agg(format('(%1$L, v.%1$I)', f.metric), ', ' ORDER BY f.metric) AS figures,
        (SELECT string_agg(format('v.%I::text', d), ', ' ORDER BY d) FROM unnest(f.dimensions) AS d WHERE d NOT IN ('tenant', 'month', 'verdict')) AS slice
      FROM csq.metrics(schema_name) AS f
      WHERE f.dimensions @> '{tenant,month}' AND f.view_name !~ '_day$' AND f.view_name <> 'v_snapshot' AND f.metric ~ '^(median|p90)_' GROUP BY f.view_name, f.dimensions ORDER BY f.view_name
    LOOP
      EXECUTE format('INSERT INTO %1$I.metric_snapshot (tenant, month, view_name, metric, slice, value)
        SELECT $1, $2, %2$L, f.metric, concat_ws('' / '', %3$s), max(f.value) FROM %1$I.%2$I AS v CROSS JOIN LATERAL (VALUES %4$s) AS f(metric, value)
        WHERE v.tenant = $1 AND v.month = $2 AND f.value IS NOT NULL GROUP BY 4, 5 HAVING count(*) = 1', schema_name, part.view_name, part.slice, part.figures) USING run.tenant, run.month;
      GET DIAGNOSTICS new_rows = ROW_COUNT;
      taken := taken + new_rows;
    END LOOP;
    EXECUTE format('INSERT INTO %1$I.metric_snapshot (tenant, month, view_name, metric, value)
      SELECT $1, $2, ''v_resolution'', f.metric, f.value
      FROM (SELECT csq.duration_agg(least(c.received_at, c.closed_at), c.closed_at, c.as_of) AS d FROM %1$I.v_complaint AS c WHERE c.tenant = $1 AND c.month = $2 AND NOT c.cancelled) AS g
      CROSS JOIN LATERAL (VALUES (''median_seconds'', csq.seconds(csq.median(g.d))), (''p90_seconds'', csq.seconds(csq.quantile(g.d, 0.9)))) AS f(metric, value) WHERE f.value IS NOT NULL', schema_name) USING run.tenant, run.month;
    GET DIAGNOSTICS new_rows = ROW_COUNT;
    taken := taken + new_rows;
  END LOOP;
  RETURN taken;
END
$$;
COMMENT ON FUNCTION take_snapshot(name, date) IS
'Keeps the figures of a month as they are known now, once for each tenant and month: of the months that are over since the last, or of the one given; returns how many figures. Volatile: it writes.';

-- What would have been in time under other targets: every clock is run again, with its pauses, hours and anchors.
CREATE FUNCTION what_if(schema_name name, targets jsonb, since date DEFAULT '-infinity', until date DEFAULT 'infinity',
  OUT tenant text, OUT stage text, OUT policy_id text, OUT target_now text, OUT target_then text,
  OUT hits bigint, OUT trials bigint, OUT undecided bigint, OUT rate float8, OUT hits_then bigint, OUT trials_then bigint, OUT undecided_then bigint, OUT rate_then float8, OUT rate_then_lo float8, OUT rate_then_hi float8) RETURNS SETOF record
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE COST 100000 ROWS 10
SET search_path = pg_catalog, pg_temp SET jit = off
AS $$
DECLARE
  unknown pg_catalog.text;
  known pg_catalog.text;
BEGIN
  -- @workspace
  IF jsonb_typeof(targets) <> 'object' THEN
    RAISE EXCEPTION 'the targets are no object' USING ERRCODE = 'invalid_parameter_value', DETAIL = 'Targets are given by policy.', HINT = 'For example {"response_general": "1 hour"}.';
  END IF;
  IF until <= since THEN
    RAISE EXCEPTION 'the period of what_if() until % is empty', until USING ERRCODE = 'invalid_parameter_value', DETAIL = format('It begins on %s, and the last day is not in it.', since), HINT = 'Give since, then until.';
  END IF;
  EXECUTE format('SELECT string_agg(DISTINCT p.policy_id, '', '' ORDER BY p.policy_id) FROM %I.policy AS p', schema_name) INTO known;
  EXECUTE format('SELECT min(k.key) FROM jsonb_object_keys($1) AS k(key) WHERE NOT EXISTS (SELECT FROM %I.policy AS p WHERE p.policy_id = k.key)', schema_name) INTO unknown USING targets;
  IF unknown IS NOT NULL THEN
    RAISE EXCEPTION 'there is no policy "%"', unknown USING ERRCODE = 'invalid_parameter_value', DETAIL = 'Targets are given by policy_id.', HINT = format('Policies are: %s.', known);
  END IF;
  -- a target that cannot be read is named before clocks run
  PERFORM t.value::csq.sla_target FROM jsonb_each_text(targets) AS t;
  SELECT min(t.key) INTO unknown FROM jsonb_each_text(targets) AS t WHERE t.value IS NULL;
  IF unknown IS NOT NULL THEN
    RAISE EXCEPTION 'policy "%" has no other target', unknown USING ERRCODE = 'invalid_parameter_value', DETAIL = 'Each policy that is named has a target.', HINT = 'A policy that is left out keeps the target it has.';
  END IF;
  RETURN QUERY EXECUTE format('
    WITH sets AS (SELECT g.tenant, g.policies, jsonb_set(g.policies, ''{policies}'', (SELECT jsonb_agg(CASE WHEN $1 ? (p.value ->> ''policy_id'') THEN jsonb_set(p.value, ''{target}'', to_jsonb(($1 ->> (p.value ->> ''policy_id''))::csq.sla_target::text)) ELSE p.value END ORDER BY p.n)
                    FROM jsonb_array_elements(g.policies -> ''policies'') WITH ORDINALITY AS p(value, n))) AS policies_then FROM %1$I.policy_sets() AS g),
    cases AS (SELECT s.tenant, s.policies, s.policies_then, ARRAY[r.channel, r.product, r.branch, nullif(c.severity, ''(unknown)''), c.category, nullif(c.segment, ''(unknown)''), r.source] AS facts, r.tags, c.received_at, c.as_of, e.*
      FROM %1$I.v_complaint AS c JOIN %1$I.complaint AS r USING (tenant, complaint_id) JOIN %1$I.setting AS t USING (tenant) JOIN sets AS s USING (tenant)
      LEFT JOIN LATERAL (SELECT array_agg(e.stage) AS stages, array_agg(e.at) AS at, array_agg(e.event) AS events, array_agg(e.reason) AS reasons, array_agg(e.seq) AS seqs
                         FROM %1$I.complaint_event AS e WHERE e.tenant = c.tenant AND e.complaint_id = c.complaint_id) AS e ON true
      WHERE (c.received_at AT TIME ZONE t.zone)::date >= $2 AND (c.received_at AT TIME ZONE t.zone)::date < $3),
    runs AS (SELECT k.tenant, q.stage, q.policy_id, q.in_time, false AS otherwise FROM cases AS k CROSS JOIN LATERAL csq.stage_status(k.policies, k.facts, k.tags, k.received_at, k.as_of, k.stages, k.at, k.events, k.reasons, k.seqs) AS q
      UNION ALL
      SELECT k.tenant, q.stage, q.policy_id, q.in_time, true FROM cases AS k CROSS JOIN LATERAL csq.stage_status(k.policies_then, k.facts, k.tags, k.received_at, k.as_of, k.stages, k.at, k.events, k.reasons, k.seqs) AS q)
    SELECT g.tenant, g.stage, g.policy_id, p.target::text, COALESCE((($1 ->> g.policy_id)::csq.sla_target)::text, p.target::text),
      csq.hits(g.r), csq.trials(g.r), csq.missing(g.r), csq.rate(g.r), csq.hits(g.o), csq.trials(g.o), csq.missing(g.o), csq.rate(g.o), csq.rate_lo(g.o), csq.rate_hi(g.o)
    FROM (SELECT r.tenant, r.stage, r.policy_id, csq.rate_agg(r.in_time) FILTER (WHERE NOT r.otherwise) AS r, csq.rate_agg(r.in_time) FILTER (WHERE r.otherwise) AS o FROM runs AS r GROUP BY r.tenant, r.stage, r.policy_id) AS g
    JOIN %1$I.policy AS p USING (tenant, policy_id) ORDER BY g.tenant, g.stage, p.place, g.policy_id', schema_name) USING targets, since, until;
END
$$;
COMMENT ON FUNCTION what_if(name, jsonb, date, date) IS
'What share would have been in time under other targets, {"policy": "target"}, beside what was, for complaints received from since until before until: each clock is run again with its pauses and hours. Stable: it reads tables.';
