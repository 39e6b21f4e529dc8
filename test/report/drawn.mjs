// What a drawing shows, and what it must show: the numbers of the SQL that stands below it on the page.

/** Runs in the page: the data of every drawing as ECharts holds it, and the SQL of its figure. */
export const READ = `JSON.stringify({
  drawings: Object.fromEntries([...document.querySelectorAll('.chart')].map((e) => {
    const o = echarts.getInstanceByDom(e).getOption();
    return [e.id.replace('drawing-', ''), { shapes: e.querySelectorAll('svg path, svg text, svg rect, svg polygon, svg polyline').length, wide: e.querySelector('svg').getBoundingClientRect().width, room: e.clientWidth,
      series: o.series.map((s) => ({ type: s.type, data: s.data.map((d) => (d !== null && typeof d === 'object' && !Array.isArray(d) ? d.value ?? null : d)), links: (s.links ?? s.edges ?? []).map((l) => l.value) })) }];
  })),
  sql: Object.fromEntries([...document.querySelectorAll('pre[data-query]')].map((e) => [e.dataset.query, e.textContent.replace(/;$/, '')])),
})`;

/** name of the drawing -> the numbers that it must hold, series by series, from the rows of the queries. */
export function expected(rows) {
  const column = (list, name) => list.map((r) => r[name]);
  const want = {};
  if (rows.nps.length) want.nps = [rows.nps.filter((r) => r.nps_lo !== null).map((r) => [r.week, r.nps_lo, r.nps_hi]), column(rows.nps, 'nps')];
  rows.attainment
    .filter((r) => r.month === null && r.rate !== null)
    .forEach((r, i) => {
      const steps = rows.curve.filter((c) => c.stage === r.stage);
      const all = steps.length && steps[0].used > 0 ? [{ used: 0, attained: 0, lo: 0, hi: 0 }, ...steps] : steps;
      want['curve-' + i] = [all.filter((c) => c.lo !== null && c.hi !== null).map((c) => [c.used, c.lo, c.hi]), all.map((c) => [c.used, c.attained])];
    });
  const metrics = [...new Set(column(rows.chart, 'metric'))]
    .sort((x, y) => (x === 'satisfied' ? -1 : y === 'satisfied' ? 1 : x < y ? -1 : 1))
    .filter((m) => rows.chart.filter((r) => r.metric === m).length > 1);
  metrics.forEach((m, i) => {
    const own = rows.chart.filter((r) => r.metric === m);
    want['chart-' + i] = [
      column(own, 'lcl'),
      column(own, 'ucl'),
      column(own, 'centre'),
      column(own, 'value'),
      own.flatMap((r, k) => (r.signal ? [[k, r.value]] : [])),
    ];
  });
  const all = rows.surge.filter((r) => r.category === '(all)');
  if (all.length > 1) want.surge = [column(all, 'n'), [], column(all, 'expected'), column(all, 'bound')];
  const reasons = rows.pareto.slice(0, 15);
  if (reasons.length) want.pareto = [column(reasons, 'n'), column(reasons, 'cumulative')];
  if (rows.heat.length) want.heat = [rows.heat.map((r) => [r.hour, r.weekday - 1, r.n])];
  if (rows.funnel.length && rows.funnel[0].reached > 0) want.funnel = [[...column(rows.funnel, 'reached'), rows.funnel.at(-1).reached]];
  if (rows.sankey.length) want.sankey = [column(rows.sankey, 'n')];
  if (rows.process.length) want.process = null;
  const mood = rows.emotion.filter((r) => r.emotion !== null);
  if (mood.length)
    want.emotion = [column(mood, 'emotion'), mood.map((r, k) => [k, r.emotion_lo, r.emotion_hi]).filter((r) => r[1] !== null && r[2] !== null)];
  const months = rows.backlog.filter((r, i, list) => i === 0 || i < list.length - 1 || r.received + r.closed > 0);
  if (months.length) want.backlog = [column(months, 'received'), column(months, 'closed'), column(months, 'open_at_end')];
  return want;
}

/** The first difference between what is drawn and what must be, or ''. */
export function difference(id, drawing, want, rows) {
  if (!drawing) return 'is not drawn';
  if (id === 'process') {
    // the busiest moves, each with its number
    const most = rows.process.slice(0, 6).map((r) => r.n);
    const have = drawing.series[0].links;
    const known = new Set(rows.process.map((r) => r.n));
    return most.every((n) => have.includes(n)) && have.every((n) => known.has(n)) ? '' : `moves ${have} are not among those of the query`;
  }
  const have = drawing.series.map((s) => (s.type === 'sankey' ? s.links : s.data));
  const [x, y] = [JSON.stringify(have), JSON.stringify(want)];
  if (x === y) return '';
  for (let i = 0; i < Math.max(have.length, want.length); i++) {
    const [a, b] = [JSON.stringify(have[i]), JSON.stringify(want[i])];
    if (a !== b) {
      let k = 0;
      while (a?.[k] === b?.[k]) k++;
      return `series ${i}: drawn …${a?.slice(Math.max(0, k - 40), k + 60)}, by the query …${b?.slice(Math.max(0, k - 40), k + 60)}`;
    }
  }
  return 'differs';
}
