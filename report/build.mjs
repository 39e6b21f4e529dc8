// From rows to sections: the finding of each figure, its drawing as data, its tables.
//
// A section is { id, name, title, how, empty, charts: [{ id, type, height, data }], tables: [{ caption, columns, rows }], queries: [name] }.
// A cell is text, or { text, kind } with kind 'number' | 'strong' | 'quiet' | 'mark', or { range: { lo, value, hi, target, least, most } }.
// Nothing is estimated here: each number comes out of a query; only sums and comparisons of what the query gave make the findings.

import { number, share, change, length, interval, list, plain, sorted } from './format.mjs';
import { layers } from './layers.mjs';

export function buildSections(rows, about, words) {
  const b = new Builder(rows, about, words);
  return [
    b.scorecard(),
    b.attainment(),
    b.risk(),
    b.nps(),
    b.chart(),
    b.surge(),
    b.pareto(),
    b.heat(),
    b.funnel(),
    b.sankey(),
    b.process(),
    b.emotion(),
    b.backlog(),
  ];
}

export function buildTiles(rows, words) {
  const b = new Builder(rows, {}, words);
  const tiles = [];
  const complaints = rows.volume.reduce((sum, r) => sum + r.n, 0);
  tiles.push({
    label: words.tiles.complaints,
    value: number(complaints),
    note: rows.volume.length ? words.tileNotes.since(rows.volume[0].first_day) : '',
  });
  const solved = rows.attainment.find((r) => r.stage === 'resolution' && r.month === null && r.rate !== null);
  if (solved)
    tiles.push({
      label: words.tiles.inTime,
      value: share(solved.rate),
      note: b.range(solved.rate_lo, solved.rate_hi, share),
      mark: solved.rate_hi < solved.goal,
    });
  const week = rows.nps.filter((r) => r.whole).at(-1);
  if (week) tiles.push({ label: words.tiles.nps, value: number(week.nps, 1), note: b.range(week.nps_lo, week.nps_hi, (x) => number(x, 1)) });
  tiles.push({ label: words.tiles.open, value: number(rows.ageing.reduce((sum, r) => sum + r.n, 0)), note: words.tileNotes.noted });
  const overdue = rows.overdue[0]?.total ?? 0;
  tiles.push({ label: words.tiles.overdue, value: number(overdue), note: words.tileNotes.noted, mark: overdue > 0 });
  if (rows.scorecard.length) {
    const attained = rows.scorecard.filter((r) => r.verdict === 'attained').length;
    tiles.push({ label: words.tiles.targets, value: words.tileNotes.attained(attained, rows.scorecard.length), note: '' });
  }
  return tiles;
}

class Builder {
  constructor(rows, about, words) {
    this.rows = rows;
    this.about = about;
    this.words = words;
    this.names = new Map(rows.names.map((r) => [r.label, r.name]));
  }

  // ------------------------------------------------------------- words ----

  /** What a code is called: in the report's own words, by the label that csq ships, or as it stands. */
  name(code, table = {}, longest = 60) {
    if (code === null || code === undefined) return '–';
    if (Object.hasOwn(table, code)) return table[code];
    if (Object.hasOwn(this.words.codes, code)) return this.words.codes[code];
    return plain(this.names.get(code) ?? code, longest);
  }
  stage(code) {
    return this.name(code, this.words.stages);
  }
  range(lo, hi, write) {
    return interval(lo, hi, write, this.words);
  }
  length(seconds) {
    return length(seconds, this.words);
  }
  verdict(code) {
    return {
      text: this.words.verdicts[code ?? 'none'] ?? plain(code),
      kind: code === 'missed' || code === 'unreachable' ? 'mark' : code === 'attained' ? 'strong' : 'quiet',
    };
  }

  columns(...names) {
    return names.map((n) => {
      const [name, kind] = n.split(':');
      return { label: this.words.columns[name], kind: kind ?? 'number' };
    });
  }

  section(id, queries, facts, parts) {
    const s = this.words.sections[id];
    return {
      id,
      name: s.name,
      title: facts ? s.found(facts) : s.name,
      how: s.how,
      empty: facts && !parts.nothing ? null : s.empty,
      charts: [],
      tables: [],
      queries,
      ...(facts ? parts : {}),
    };
  }

  // ---------------------------------------------------------- sections ----

  scorecard() {
    const { scorecard } = this.rows;
    const w = this.words;
    const count = (v) => scorecard.filter((r) => r.verdict === v).length;
    const facts = {
      n: scorecard.length,
      attained: count('attained'),
      missed: count('missed'),
      open: count('cannot_tell'),
      unreachable: count('unreachable'),
    };
    const rows = scorecard.map((r) => {
      const nps = r.metric === 'nps';
      const write = nps ? (x) => number(x, 1) : share;
      const judged =
        r.interval_of === 'change'
          ? (x) => change(x, r.kind === 'points' && !nps ? (y) => w.pointsOf(number(100 * y, 1)) : r.kind === 'relative' ? share : write)
          : write;
      const value = r.interval_of === 'change' ? r.change : r.value;
      const seen = [r.interval_lo, r.interval_hi, value, r.target].filter((x) => x !== null);
      const target = w.kinds[r.kind]?.(judged(r.target)) ?? judged(r.target);
      return [
        { text: plain(r.target_id), kind: 'strong' },
        `${this.name(r.metric, w.metrics)}${r.dimension === '(all)' ? '' : w.colon + this.stage(r.dimension)}`,
        this.verdict(r.verdict),
        write(r.baseline),
        write(r.value),
        target,
        { range: { lo: r.interval_lo, hi: r.interval_hi, value, target: r.target, least: Math.min(...seen), most: Math.max(...seen) } },
        r.interval_lo === null
          ? '–'
          : `${r.interval_of === 'change' ? judged(r.change) + w.open : ''}${this.range(r.interval_lo, r.interval_hi, judged)}${r.interval_of === 'change' ? w.close : ''}`,
      ];
    });
    return this.section('scorecard', ['scorecard'], facts, {
      wide: true,
      nothing: scorecard.length === 0,
      tables: scorecard.length
        ? [
            {
              columns: [
                ...this.columns('target:text'),
                { label: '', kind: 'text' },
                ...this.columns('verdict:text', 'baseline', 'now', 'goal'),
                { label: '', kind: 'range' },
                ...this.columns('judged'),
              ],
              rows,
            },
          ]
        : [],
    });
  }

  attainment() {
    const { attainment, curve } = this.rows;
    const all = attainment.filter((r) => r.month === null && r.rate !== null);
    if (all.length === 0) return this.section('attainment', ['attainment', 'curve'], null);
    const missed = all.filter((r) => r.rate_hi < r.goal);
    const worst = sorted(missed, (x, y) => x.rate - x.goal - (y.rate - y.goal))[0];
    const facts = {
      missed,
      sure: all.every((r) => r.rate_lo >= r.goal),
      list: list(
        missed.map((r) => this.stage(r.stage)),
        this.words,
      ),
      worst: worst && { stage: this.stage(worst.stage), rate: share(worst.rate), goal: share(worst.goal) },
    };
    if (facts.list && this.words.lang === 'en') facts.list = facts.list[0].toUpperCase() + facts.list.slice(1);
    const charts = all.map((r) => ({
      id: 'curve-' + all.indexOf(r),
      type: 'curve',
      height: 230,
      small: true,
      data: {
        name: this.stage(r.stage),
        goal: r.goal,
        points: curve.filter((c) => c.stage === r.stage).map((c) => [c.used, c.attained, c.lo, c.hi]),
      },
    }));
    const months = [...new Set(attainment.filter((r) => r.month !== null).map((r) => r.month))].sort().slice(-6);
    const verdict = (r) => this.verdict(r.rate_lo >= r.goal ? 'attained' : r.rate_hi < r.goal ? 'missed' : 'cannot_tell');
    return this.section('attainment', ['attainment', 'curve'], facts, {
      charts,
      grid: true,
      tables: [
        {
          columns: this.columns('stage:text', 'inTime', 'range', 'goal', 'of', 'late', 'undecided', 'verdict:text'),
          rows: all.map((r) => [
            { text: this.stage(r.stage), kind: 'strong' },
            share(r.rate),
            this.range(r.rate_lo, r.rate_hi, share),
            share(r.goal),
            number(r.trials),
            number(r.overdue),
            number(r.undecided),
            verdict(r),
          ]),
        },
        {
          columns: [...this.columns('stage:text'), ...months.map((m) => ({ label: m.slice(0, 7), kind: 'number' }))],
          rows: all.map((r) => [
            this.stage(r.stage),
            ...months.map((m) => {
              const x = attainment.find((a) => a.stage === r.stage && a.month === m);
              return x?.rate === null || !x
                ? '–'
                : { text: share(x.rate), below: this.range(x.rate_lo, x.rate_hi, share), kind: x.rate_hi < x.goal ? 'mark' : 'number' };
            }),
          ]),
        },
      ],
    });
  }

  risk() {
    const { at_risk: risk, overdue } = this.rows;
    const nothing = risk.length + overdue.length === 0;
    const facts = {
      overdue: number(overdue[0]?.total ?? 0),
      one: overdue[0]?.total === 1,
      running: number(risk[0]?.total ?? 0),
      likely: number(risk[0]?.likely ?? 0),
      likelyOne: risk[0]?.likely === 1,
    };
    const who = (r) => [
      { text: plain(r.complaint_id, 24), kind: 'strong' },
      this.stage(r.stage),
      this.name(r.category),
      { text: this.name(r.severity, this.words.severities), kind: r.severity === 'general' ? 'quiet' : 'text' },
      { text: r.due.slice(5), kind: 'number' },
    ];
    const columns = ['complaint:text', 'stage:text', 'category:text', 'severity:text', 'due'];
    const tables = [];
    if (risk.length)
      tables.push({
        caption: this.words.columns.chance,
        columns: this.columns(...columns, 'left', 'used', 'chance'),
        show: 8,
        rows: risk.map((r) => [
          ...who(r),
          this.length(r.seconds_until_due),
          share(r.used),
          { text: share(r.breach_probability), kind: r.breach_probability >= 0.5 ? 'mark' : 'number' },
        ]),
      });
    if (overdue.length)
      tables.push({
        caption: this.words.columns.late,
        columns: this.columns(...columns, 'over'),
        show: 8,
        rows: overdue.map((r) => [...who(r), { text: this.length(r.seconds_over), kind: 'mark' }]),
      });
    return this.section('risk', ['at_risk', 'overdue'], nothing ? null : facts, { tables, wide: true });
  }

  nps() {
    const { nps } = this.rows;
    if (nps.length === 0) return this.section('nps', ['nps'], null);
    const whole = nps.filter((r) => r.whole && r.nps_lo !== null);
    const use = whole.length ? whole : nps;
    const [first, last] = [use[0], use.at(-1)];
    const write = (x) => number(x, 1);
    const facts = {
      only: use.length < 2,
      first: write(first.nps),
      last: write(last.nps),
      moved: last.nps_lo > first.nps_hi ? 1 : last.nps_hi < first.nps_lo ? -1 : 0,
    };
    return this.section('nps', ['nps'], facts, {
      charts: [{ id: 'nps', type: 'band', height: 320, data: { rows: nps.map((r) => [r.week, r.nps, r.nps_lo, r.nps_hi, r.whole]) } }],
      tables: [
        {
          columns: this.columns('week:day', 'answers', 'nps', 'range'),
          show: 14,
          last: true,
          rows: nps.map((r) => [
            { text: r.week, kind: r.whole ? 'day' : 'quiet' },
            number(r.answers),
            write(r.nps),
            this.range(r.nps_lo, r.nps_hi, write),
          ]),
        },
      ],
    });
  }

  chart() {
    const { chart } = this.rows;
    const metrics = sorted(
      [...new Set(chart.map((r) => r.metric))].filter((m) => chart.filter((r) => r.metric === m).length > 1),
      (x, y) => (x === 'satisfied' ? -1 : y === 'satisfied' ? 1 : x < y ? -1 : 1),
    );
    if (metrics.length === 0) return this.section('chart', ['chart'], null);
    const lead = metrics[0];
    const of = (m) => chart.filter((r) => r.metric === m);
    const marked = of(lead).filter((r) => r.signal);
    const facts = { signals: marked.length, days: of(lead).length, what: this.name(lead), last: marked.at(-1)?.day };
    const write = (m) => (m === 'satisfied' ? share : (x) => number(x, 1));
    return this.section('chart', ['chart'], facts, {
      charts: metrics.map((m, i) => ({
        id: 'chart-' + i,
        type: 'control',
        height: 280,
        title: this.name(m),
        data: { share: m === 'satisfied', rows: of(m).map((r) => [r.day, r.value, r.centre, r.lcl, r.ucl, r.signals && plain(r.signals)]) },
      })),
      tables: metrics
        .map((m) => ({
          caption: `${this.name(m)}${this.words.colon}${this.words.columns.signals}`,
          columns: this.columns('day:day', 'value', 'limits', 'signals:text'),
          show: 7,
          last: true,
          rows: of(m)
            .filter((r) => r.signal)
            .map((r) => [
              r.day,
              { text: write(m)(r.value), kind: 'mark' },
              this.range(r.lcl, r.ucl, write(m)),
              { text: plain(r.signals).replaceAll('_', ' '), kind: 'quiet' },
            ]),
        }))
        .filter((t) => t.rows.length),
    });
  }

  surge() {
    const { surge } = this.rows;
    const all = surge.filter((r) => r.category === '(all)');
    if (all.length < 2) return this.section('surge', ['surge'], null);
    const alarms = all.filter((r) => r.alarm);
    const most = sorted(alarms, (x, y) => y.n - y.expected - (x.n - x.expected))[0];
    const facts = { days: all.length, alarms: alarms.length, day: most?.day, n: number(most?.n), expected: number(most?.expected, 0) };
    const found = sorted(
      surge.filter((r) => r.alarm),
      (x, y) => (x.day < y.day ? 1 : x.day > y.day ? -1 : 0),
    );
    return this.section('surge', ['surge'], facts, {
      charts: [{ id: 'surge', type: 'surge', height: 300, data: { rows: all.map((r) => [r.day, r.n, r.expected, r.bound, r.alarm]) } }],
      tables: found.length
        ? [
            {
              columns: this.columns('day:day', 'category:text', 'n', 'expected', 'bound', 'why:text'),
              show: 10,
              rows: found.map((r) => [
                r.day,
                this.name(r.category),
                { text: number(r.n), kind: 'mark' },
                number(r.expected, 1),
                number(r.bound, 1),
                { text: this.words.surges[r.kind] ?? plain(r.kind), kind: 'quiet' },
              ]),
            },
          ]
        : [],
    });
  }

  pareto() {
    const { pareto } = this.rows;
    if (pareto.length === 0) return this.section('pareto', ['pareto'], null);
    const facts = {
      n: pareto.length,
      vital: pareto.filter((r) => r.vital).length,
      first: this.name(pareto[0].reason),
      share: share(pareto[0].share),
    };
    const drawn = pareto.slice(0, 15);
    return this.section('pareto', ['pareto'], facts, {
      charts: [{ id: 'pareto', type: 'pareto', height: 340, data: { rows: drawn.map((r) => [this.name(r.reason), r.n, r.cumulative, r.vital]) } }],
      tables: [
        {
          columns: this.columns('category:text', 'n', 'share', 'range', 'cumulative'),
          show: 12,
          rows: pareto.map((r) => [
            { text: this.name(r.reason), kind: r.vital ? 'strong' : 'text' },
            number(r.n),
            share(r.share),
            this.range(r.share_lo, r.share_hi, share),
            share(r.cumulative),
          ]),
        },
      ],
    });
  }

  heat() {
    const { heat } = this.rows;
    if (heat.length === 0) return this.section('heat', ['heat'], null);
    const total = heat.reduce((sum, r) => sum + r.n, 0);
    const top = sorted(heat, (x, y) => y.n - x.n)[0];
    const facts = {
      weekday: this.words.weekdays[top.weekday - 1],
      hour: top.hour,
      share: share(top.n / total),
      range: this.range(top.share_lo, top.share_hi, share),
    };
    const days = [1, 2, 3, 4, 5, 6, 7].map((d) => heat.filter((r) => r.weekday === d)).filter((d) => d.length);
    return this.section('heat', ['heat'], facts, {
      charts: [{ id: 'heat', type: 'heat', height: 300, data: { rows: heat.map((r) => [r.hour, r.weekday - 1, r.n]) } }],
      tables: [
        {
          columns: this.columns('weekday:text', 'n', 'hour', 'n'),
          rows: days.map((d) => {
            const most = sorted(d, (x, y) => y.n - x.n)[0];
            return [this.words.weekdays[d[0].weekday - 1], number(d.reduce((sum, r) => sum + r.n, 0)), `${most.hour}:00`, number(most.n)];
          }),
        },
      ],
    });
  }

  funnel() {
    const { funnel } = this.rows;
    if (funnel.length === 0 || !(funnel[0].reached > 0)) return this.section('funnel', ['funnel'], null);
    const later = funnel.filter((r) => r.step > 1 && r.rate !== null);
    const worst = sorted(later, (x, y) => x.rate - y.rate)[0] ?? funnel[0];
    const last = funnel.at(-1);
    const facts = {
      started: number(funnel[0].reached),
      share: share(last.share),
      end: this.name(last.label),
      step: this.name(worst.label),
      rate: share(worst.rate),
    };
    return this.section('funnel', ['funnel'], facts, {
      charts: [
        {
          id: 'funnel',
          type: 'funnel',
          height: 300,
          data: { rows: funnel.map((r) => [this.name(r.label), r.reached, r.share, r.step === worst.step && r.step > 1]) },
        },
      ],
      tables: [
        {
          columns: this.columns('step:text', 'reached', 'ofPrevious', 'range', 'gap'),
          rows: funnel.map((r) => [
            { text: this.name(r.label), kind: 'strong' },
            number(r.reached),
            r.step === 1 ? '–' : { text: share(r.rate), kind: r.step === worst.step ? 'mark' : 'number' },
            r.step === 1 ? '–' : this.range(r.rate_lo, r.rate_hi, share),
            r.step === 1 ? '–' : this.length(r.median_gap_seconds),
          ]),
        },
      ],
    });
  }

  sankey() {
    const { sankey } = this.rows;
    const first = sankey.filter((r) => r.step === 1);
    if (first.length === 0) return this.section('sankey', ['sankey'], null);
    const n = first.reduce((sum, r) => sum + r.n, 0);
    const top =
      sorted(
        first.filter((r) => r.target !== null),
        (x, y) => y.n - x.n,
      )[0] ?? first[0];
    const ended = first.filter((r) => r.target === null).reduce((sum, r) => sum + r.n, 0);
    const call = (code) => this.name(code === '(other)' ? 'rest' : (code ?? 'end'), {}, 30);
    const facts = { n: number(n), share: share(top.n / n), from: call(top.source), until: call(top.target), ended: share(ended / n) };
    const nodes = new Map();
    const node = (step, code) => {
      const key = `${step}\n${code ?? ''}`;
      if (!nodes.has(key)) nodes.set(key, { key: nodes.size, step, name: call(code), end: code === null });
      return nodes.get(key).key;
    };
    const links = sankey.map((r) => [node(r.step, r.source), node(r.step + 1, r.target), r.n]);
    const moves = sorted(
      sankey.filter((r) => r.target !== null),
      (x, y) => y.n - x.n,
    );
    return this.section('sankey', ['sankey'], facts, {
      wide: true,
      charts: [{ id: 'sankey', type: 'sankey', height: 420, data: { nodes: [...nodes.values()], links } }],
      tables: [
        {
          columns: this.columns('step', 'from:text', 'until:text', 'journeys', 'share'),
          show: 6,
          rows: moves.map((r) => [number(r.step), call(r.source), call(r.target), number(r.n), share(r.share)]),
        },
      ],
    });
  }

  process() {
    const { process } = this.rows;
    if (process.length === 0) return this.section('process', ['process'], null);
    const total = process.reduce((sum, r) => sum + r.total_seconds, 0);
    const most = sorted(process, (x, y) => y.total_seconds - x.total_seconds)[0];
    const facts = {
      from: this.name(most.from_step),
      until: this.name(most.to_step),
      share: share(total > 0 ? most.total_seconds / total : 0),
      median: this.length(most.median_seconds),
    };
    const busiest = process[0].n;
    const drawn = process.filter((r, i) => i < 24 && (r.n >= busiest / 60 || i < 6 || r === most));
    const map = layers(drawn.map((r) => ({ source: r.from_step, target: r.to_step, n: r.n })));
    const index = new Map(map.nodes.map((x, i) => [x.name, i]));
    return this.section('process', ['process'], facts, {
      wide: true,
      charts: [
        {
          id: 'process',
          type: 'process',
          height: 380,
          data: {
            nodes: map.nodes.map((x) => ({ name: this.name(x.name, {}, 30), layer: x.layer, place: x.place })),
            layers: map.layers,
            edges: drawn.map((r) => [index.get(r.from_step), index.get(r.to_step), r.n, this.length(r.median_seconds), r === most]),
          },
        },
      ],
      tables: [
        {
          columns: this.columns('from:text', 'until:text', 'moves', 'cases', 'median', 'p90'),
          show: 6,
          rows: process
            .slice(0, 40)
            .map((r) => [
              { text: this.name(r.from_step), kind: r === most ? 'mark' : 'text' },
              { text: this.name(r.to_step), kind: r === most ? 'mark' : 'text' },
              number(r.n),
              number(r.cases),
              this.length(r.median_seconds),
              this.length(r.p90_seconds),
            ]),
        },
      ],
    });
  }

  emotion() {
    const emotion = this.rows.emotion.filter((r) => r.emotion !== null);
    if (emotion.length === 0) return this.section('emotion', ['emotion'], null);
    const order = sorted(emotion, (x, y) => x.emotion - y.emotion);
    const write = (x) => number(x, 1);
    const facts = {
      worst: this.name(order[0].stage),
      low: write(order[0].emotion),
      best: this.name(order.at(-1).stage),
      high: write(order.at(-1).emotion),
    };
    return this.section('emotion', ['emotion'], facts, {
      charts: [
        {
          id: 'emotion',
          type: 'emotion',
          height: 320,
          data: { rows: emotion.map((r) => [this.name(r.stage, {}, 24), r.emotion, r.emotion_lo, r.emotion_hi, r === order[0]]) },
        },
      ],
      tables: [
        {
          columns: this.columns('stage:text', 'journeys', 'values', 'emotion', 'range'),
          show: 14,
          rows: emotion.map((r) => [
            this.name(r.stage),
            number(r.journeys),
            number(r.num_values),
            { text: write(r.emotion), kind: r === order[0] ? 'mark' : 'number' },
            this.range(r.emotion_lo, r.emotion_hi, (x) => number(x, 2)),
          ]),
        },
      ],
    });
  }

  backlog() {
    // a month that has only just begun says nothing yet
    const backlog = this.rows.backlog.filter((r, i, all) => i === 0 || i < all.length - 1 || r.received + r.closed > 0);
    const { ageing } = this.rows;
    if (backlog.length === 0) return this.section('backlog', ['backlog', 'ageing'], null);
    const last = backlog.at(-1);
    const before = backlog.at(-2) ?? null;
    const diff = before ? last.open_at_end - before.open_at_end : 0;
    const facts = { now: number(last.open_at_end), month: last.month.slice(0, 7), before, diff, more: number(Math.abs(diff)) };
    return this.section('backlog', ['backlog', 'ageing'], facts, {
      charts: [
        {
          id: 'backlog',
          type: 'backlog',
          height: 300,
          data: { rows: backlog.map((r) => [r.month.slice(0, 7), r.received, r.closed, r.open_at_end]) },
        },
      ],
      tables: [
        {
          columns: this.columns('month:day', 'received', 'closed', 'openAtEnd'),
          show: 12,
          last: true,
          rows: backlog.map((r) => [r.month.slice(0, 7), number(r.received), number(r.closed), number(r.open_at_end)]),
        },
        ...(ageing.length
          ? [
              {
                columns: this.columns('age:text', 'n', 'oldest'),
                rows: ageing.map((r) => [this.name(r.age_class, this.words.ages), number(r.n), this.length(r.oldest_seconds)]),
              },
            ]
          : []),
      ],
    });
  }
}
