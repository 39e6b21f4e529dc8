// The figures of the report: each one or more queries over the views of a workspace.
//
// Every query is complete and readable by itself: it is what the page shows under "SQL", and what anybody can paste into psql. Names
// and values are quoted here and nowhere else. A query reads the views of the workspace, or, where a figure needs another grain than a
// view has (weeks, a whole period), the summaries of csq over the rows of a view. All of them see one snapshot and only rows of one tenant.

/** An SQL identifier, quoted where PostgreSQL would ask for it. */
export function identifier(name) {
  return /^[a-z_][a-z0-9_]*$/.test(name) ? name : '"' + name.replaceAll('"', '""') + '"';
}

/** An SQL string: with backslashes in the E'' form, so that standard_conforming_strings does not matter. */
export function literal(text) {
  const quoted = "'" + text.replaceAll("'", "''").replaceAll('\\', '\\\\') + "'";
  return text.includes('\\') ? 'E' + quoted : quoted;
}

/** What must be known before the figures: the tenants with their instant of asking. */
export function tenantQuery(schema) {
  const s = identifier(schema);
  return `SELECT s.tenant, s.zone, to_char(a.as_of, 'YYYY-MM-DD HH24:MI') AS asked,
  to_char(a.as_of - interval '11 months', 'YYYY-MM-01') AS year_ago,
  (SELECT extversion FROM pg_catalog.pg_extension WHERE extname = 'csq') AS version
FROM ${s}.setting AS s CROSS JOIN LATERAL (SELECT coalesce(s.as_of, now()) AT TIME ZONE s.zone AS as_of) AS a
ORDER BY s.tenant`;
}

/** The first month that has complaints or answers. */
export function firstMonthQuery(schema, tenant) {
  const s = identifier(schema);
  return `SELECT min(m.month) AS month
FROM (SELECT min(c.month) AS month FROM ${s}.v_complaint AS c WHERE c.tenant = ${literal(tenant)}
      UNION ALL SELECT min(a.month) FROM ${s}.v_answer AS a WHERE a.tenant = ${literal(tenant)}) AS m`;
}

/** The names of the labels that csq ships; whatever else there is, is called what the rows call it. */
export const namesQuery = (lang) => `SELECT label, name FROM csq.default_labels(${literal(lang)})`;

/** name -> SQL. `since` is a date as text, `zone` the tenant's zone. */
export function figureQueries({ schema, tenant, zone, since, days = 120 }) {
  const s = identifier(schema);
  const t = literal(tenant);
  const z = literal(zone);
  const from = `date ${literal(since)}`;
  const fromAt = `timestamp ${literal(since)} AT TIME ZONE ${z}`;
  const journeys = (value) => `SELECT t.case_id, csq.journey_agg(t.at, t.touchpoint, nullif(t.channel, '(unknown)')${value ? ', t.emotion' : ''}) AS j
      FROM ${s}.v_touch AS t WHERE t.tenant = ${t} GROUP BY t.case_id HAVING min(t.at) >= ${fromAt}`;
  const recent = (column, n) =>
    `${column} >= ${from} AND ${column} > (SELECT max((coalesce(s.as_of, now()) AT TIME ZONE s.zone)::date) - ${n} FROM ${s}.setting AS s WHERE s.tenant = ${t})`;

  return {
    volume: `SELECT c.month, count(*) AS n, count(*) FILTER (WHERE c.closed_at IS NULL) AS open,
  to_char(min(c.received_at) AT TIME ZONE ${z}, 'YYYY-MM-DD') AS first_day, to_char(max(c.received_at) AT TIME ZONE ${z}, 'YYYY-MM-DD') AS last_day
FROM ${s}.v_complaint AS c WHERE c.tenant = ${t} AND c.month >= ${from}
GROUP BY c.month ORDER BY c.month`,

    scorecard: `SELECT target_id, metric, dimension, kind, target, baseline, value, change, interval_of, interval_lo, interval_hi, verdict, needed, due, benchmark
FROM ${s}.v_scorecard WHERE tenant = ${t} ORDER BY target_id`,

    nps: `SELECT g.week, g.week + 7 <= (SELECT (coalesce(s.as_of, now()) AT TIME ZONE s.zone)::date FROM ${s}.setting AS s WHERE s.tenant = ${t}) AND g.week >= ${from} AS whole,
  csq.answers(g.s) AS answers, csq.nps(g.s) AS nps, csq.nps_lo(g.s) AS nps_lo, csq.nps_hi(g.s) AS nps_hi
FROM (SELECT date_trunc('week', a.answered_at AT TIME ZONE ${z})::date AS week, csq.score_agg(a.score) AS s
      FROM ${s}.v_answer AS a WHERE a.tenant = ${t} AND a.scale = 'nps' AND a.month >= ${from} GROUP BY 1) AS g
WHERE csq.answers(g.s) > 0 ORDER BY g.week`,

    attainment: `SELECT g.stage, g.month, g.goal, csq.hits(g.r) AS hits, csq.trials(g.r) AS trials, g.undecided, g.overdue,
  csq.rate(g.r) AS rate, csq.rate_lo(g.r) AS rate_lo, csq.rate_hi(g.r) AS rate_hi
FROM (SELECT a.stage, a.month, max(a.goal) AS goal, csq.rate_summary(sum(a.hits)::bigint, sum(a.trials)::bigint) AS r, sum(a.undecided)::bigint AS undecided, sum(a.overdue)::bigint AS overdue
      FROM ${s}.v_attainment AS a WHERE a.tenant = ${t} AND a.month >= ${from}
      GROUP BY GROUPING SETS ((a.stage), (a.stage, a.month))) AS g
ORDER BY g.stage, g.month NULLS FIRST`,

    // the curve in thousandths of the time allowed, the last step of each 2 %: stages of any length, one scale
    curve: `SELECT DISTINCT ON (g.stage, x.upto) g.stage, x.upto * 0.02 AS used, c.attained, c.lo, c.hi, c.at_risk
FROM (SELECT v.stage, csq.attainment_agg(v.used * 1000, v.stopped_at IS NOT NULL AND v.state <> 'cancelled') AS a
      FROM ${s}.v_status AS v WHERE v.tenant = ${t} AND v.month >= ${from} AND v.used IS NOT NULL GROUP BY v.stage) AS g
CROSS JOIN LATERAL csq.curve(g.a) AS c
CROSS JOIN LATERAL (SELECT ceil(csq.seconds(c.within) / 20) AS upto) AS x
WHERE csq.seconds(c.within) <= 2000
ORDER BY g.stage, x.upto, c.within DESC`,

    chart: `SELECT metric, day, value, centre, lcl, ucl, signals, signal
FROM ${s}.v_chart WHERE tenant = ${t} AND ${recent('day', days)}
ORDER BY metric, day`,

    surge: `SELECT category, day, n, expected, bound, alarm, kind
FROM ${s}.v_surge WHERE tenant = ${t} AND ${recent('day', Math.min(days, 60))} AND (category = '(all)' OR alarm)
ORDER BY category <> '(all)', day, category`,

    pareto: `SELECT g.place, g.reason, g.n, g.n / g.total AS share, csq.rate_lo(csq.rate_summary(g.n, g.total::bigint)) AS share_lo, csq.rate_hi(csq.rate_summary(g.n, g.total::bigint)) AS share_hi,
  g.running / g.total AS cumulative, g.running - g.n < 0.8 * g.total AS vital
FROM (SELECT r.reason, sum(r.n)::bigint AS n, row_number() OVER (ORDER BY sum(r.n) DESC, r.reason) AS place,
        (sum(sum(r.n)) OVER ())::float8 AS total, (sum(sum(r.n)) OVER (ORDER BY sum(r.n) DESC, r.reason))::float8 AS running
      FROM ${s}.v_reason_month AS r WHERE r.tenant = ${t} AND r.dimension = 'category' AND r.month >= ${from} GROUP BY r.reason) AS g
ORDER BY g.place`,

    funnel: `SELECT x.step, x.label, x.reached, x.share, x.from_previous AS rate, x.lo AS rate_lo, x.hi AS rate_hi, csq.seconds(x.median_gap) AS median_gap_seconds
FROM (SELECT csq.funnel_agg(j.j, s.funnel) AS f
      FROM (${journeys(false)}) AS j, ${s}.setting AS s
      WHERE s.tenant = ${t} AND s.funnel IS NOT NULL) AS g
CROSS JOIN LATERAL csq.stages(g.f) AS x ORDER BY x.step`,

    sankey: `SELECT x.step, x.source, x.target, x.n, x.share
FROM (SELECT csq.process_agg(j.j) AS p
      FROM (${journeys(false)}) AS j) AS g
CROSS JOIN LATERAL csq.flow(g.p, depth => 5, top => 6) AS x ORDER BY x.step, x.n DESC, x.source, x.target`,

    process: `SELECT e.source AS from_step, e.target AS to_step, e.n, e.cases, csq.seconds(e.p50) AS median_seconds, csq.seconds(e.p90) AS p90_seconds, csq.seconds(e.total) AS total_seconds
FROM (SELECT csq.process_agg(j.j) AS p
      FROM (${journeys(false)}) AS j) AS g
CROSS JOIN LATERAL csq.edges(g.p) AS e ORDER BY e.n DESC, e.source, e.target`,

    emotion: `SELECT x.stage, x.place, x.journeys, x.num_values, x.emotion, x.emotion_lo, x.emotion_hi
FROM (SELECT csq.journey_map_agg(j.j) AS m
      FROM (${journeys(true)}) AS j) AS g
CROSS JOIN LATERAL csq.stages(g.m) AS x WHERE x.num_values > 0 ORDER BY x.place, x.stage`,

    heat: `SELECT extract(isodow FROM c.received_at AT TIME ZONE ${z})::int AS weekday, extract(hour FROM c.received_at AT TIME ZONE ${z})::int AS hour, count(*) AS n,
  csq.rate_lo(csq.rate_summary(count(*), (sum(count(*)) OVER ())::bigint)) AS share_lo, csq.rate_hi(csq.rate_summary(count(*), (sum(count(*)) OVER ())::bigint)) AS share_hi
FROM ${s}.v_complaint AS c WHERE c.tenant = ${t} AND c.month >= ${from}
GROUP BY 1, 2 ORDER BY 1, 2`,

    backlog: `SELECT month, sum(received)::bigint AS received, sum(closed)::bigint AS closed, sum(open_at_end)::bigint AS open_at_end
FROM ${s}.v_backlog WHERE tenant = ${t} AND month >= ${from} GROUP BY month ORDER BY month`,

    ageing: `SELECT age_class, sum(n)::bigint AS n, max(oldest_seconds) AS oldest_seconds
FROM ${s}.v_ageing WHERE tenant = ${t} GROUP BY age_class, from_days ORDER BY from_days`,

    at_risk: `SELECT complaint_id, stage, category, severity, to_char(due_at AT TIME ZONE ${z}, 'YYYY-MM-DD HH24:MI') AS due, seconds_until_due, used, breach_probability,
  count(*) OVER () AS total, count(*) FILTER (WHERE breach_probability >= 0.5) OVER () AS likely
FROM ${s}.v_at_risk WHERE tenant = ${t}
ORDER BY breach_probability DESC NULLS LAST, due_at, complaint_id, stage LIMIT 20`,

    overdue: `SELECT complaint_id, stage, category, severity, to_char(due_at AT TIME ZONE ${z}, 'YYYY-MM-DD HH24:MI') AS due, seconds_over, count(*) OVER () AS total
FROM ${s}.v_overdue WHERE tenant = ${t}
ORDER BY severity = 'urgent' DESC, severity = 'major' DESC, seconds_over DESC, complaint_id, stage LIMIT 20`,
  };
}
