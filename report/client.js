// Draws the figures of the page with ECharts. Runs in the browser, reads nothing but the JSON block of the page.
//
// One function for each form of drawing: (data, look) -> an ECharts option, where `look` says what the place is like (narrow, words,
// number formats). Labels are drawn as text, tooltips are built from text nodes: nothing from the data is ever parsed as HTML.
'use strict';
(() => {
  const page = JSON.parse(document.getElementById('report-data').textContent);
  const W = page.words;
  const INK = '#1f2a36',
    SLATE = '#44576b',
    QUIET = '#66727f',
    LINE = '#d9dfe5',
    PALE = '#b9c4cf',
    BAND = '#44576b',
    ACCENT = '#b5432a';
  const FONT = getComputedStyle(document.body).fontFamily;

  // ------------------------------------------------------------ writing ----

  const number = (x, decimals = 0) =>
    x === null || x === undefined
      ? '–'
      : Number(x)
          .toFixed(decimals)
          .replace(/^-/, '\u2212')
          .replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ',');
  const share = (x) => (x === null || x === undefined ? '–' : (100 * x).toFixed(1).replace(/^-/, '\u2212') + '%');
  const per = (x) => Math.round(100 * x) + '%';
  const shortDay = (day) => day.slice(5);

  /** A tooltip of lines: the first is the head. */
  function tip(lines) {
    const box = document.createElement('div');
    lines.forEach((line, i) => {
      const row = document.createElement('div');
      row.textContent = line;
      if (i === 0) row.style.fontWeight = '600';
      box.append(row);
    });
    return box;
  }

  // --------------------------------------------------------- what is alike ----

  const text = (more) => ({ color: QUIET, fontFamily: FONT, fontSize: 12, ...more });
  const tooltip = (lines, more) => ({
    trigger: 'axis',
    confine: true,
    transitionDuration: 0,
    borderColor: LINE,
    padding: [6, 10],
    textStyle: text({ color: INK, fontSize: 13 }),
    axisPointer: { type: 'line', lineStyle: { color: PALE } },
    formatter: (p) => tip(lines(p)),
    ...more,
  });
  const legend = (names) => ({ data: names, top: 0, left: 0, itemWidth: 16, itemHeight: 8, itemGap: 14, selectedMode: false, textStyle: text() });
  const categories = (names, more) => ({
    type: 'category',
    data: names,
    axisLine: { lineStyle: { color: PALE } },
    axisTick: { show: false },
    axisLabel: text({ hideOverlap: true, ...more }),
  });
  const values = (more, label) => ({ type: 'value', splitLine: { lineStyle: { color: '#edf0f2' } }, axisLabel: text(label), ...more });
  const grid = (more) => ({ left: 4, right: 14, top: 34, bottom: 4, containLabel: true, outerBoundsMode: 'same', ...more });
  const line = (name, data, more) => ({
    type: 'line',
    name,
    data,
    symbol: 'none',
    color: SLATE,
    lineStyle: { width: 2, color: SLATE },
    emphasis: { disabled: true },
    ...more,
  });

  /** The area between two ends over an axis: rows of [x, lo, hi]; a row without ends parts it. */
  function band(name, rows, step) {
    const known = rows.filter((r) => r[1] !== null && r[2] !== null);
    return {
      type: 'custom',
      name,
      data: known,
      color: BAND,
      itemStyle: { color: BAND, opacity: 0.16 },
      encode: { x: 0, y: [1, 2] },
      silent: true,
      z: 1,
      clip: true,
      renderItem(params, api) {
        if (params.dataIndex !== 0) return null;
        const side = (end) =>
          known.flatMap((r, i) => {
            const p = api.coord([r[0], r[end]]);
            return step && i > 0 ? [[p[0], api.coord([r[0], known[i - 1][end]])[1]], p] : [p];
          });
        return { type: 'polygon', shape: { points: [...side(1), ...side(2).reverse()] }, style: { fill: BAND, opacity: 0.16 } };
      },
    };
  }

  // -------------------------------------------------------------- drawings ----

  const DRAW = {
    band({ rows }) {
      const days = rows.map((r) => r[0]);
      return {
        legend: legend([W.nps, W.range]),
        grid: grid(),
        xAxis: categories(days, { formatter: shortDay }),
        yAxis: values({ scale: true }, { formatter: (v) => number(v) }),
        tooltip: tooltip((p) => {
          const r = rows[p[0].dataIndex];
          return [r[0], `${W.nps} ${number(r[1], 1)}`, `${W.range} ${number(r[2], 1)} … ${number(r[3], 1)}`];
        }),
        series: [
          band(
            W.range,
            rows.map((r) => [r[0], r[2], r[3]]),
          ),
          line(
            W.nps,
            rows.map((r) => ({ value: r[1], symbol: r[4] ? 'circle' : 'emptyCircle' })),
            { symbol: 'circle', symbolSize: 6, showAllSymbol: true, itemStyle: { color: SLATE } },
          ),
        ],
      };
    },

    curve({ points, goal, name }) {
      const steps = points.length && points[0][0] > 0 ? [[0, 0, 0, 0], ...points] : points;
      return {
        title: { text: name, left: 0, top: 0, textStyle: text({ color: INK, fontSize: 13, fontWeight: 600 }) },
        grid: grid({ top: 30, right: 20, bottom: 18 }),
        xAxis: values(
          {
            min: 0,
            max: 2,
            interval: 0.5,
            splitLine: { show: false },
            axisLine: { show: true, lineStyle: { color: PALE } },
            name: W.usedAxis,
            nameLocation: 'middle',
            nameGap: 24,
            nameTextStyle: text({ fontSize: 11 }),
          },
          { formatter: per },
        ),
        yAxis: values({ min: 0, max: 1, interval: 0.25 }, { formatter: per }),
        tooltip: tooltip((p) => {
          const r = p[0].value;
          const own = steps.find((s) => s[0] === r[0]) ?? r;
          return [`${per(own[0])} ${W.allowed}`, `${W.attained} ${share(own[1])}`, `${W.range} ${share(own[2])} … ${share(own[3])}`];
        }),
        series: [
          band(
            W.range,
            steps.map((s) => [s[0], s[2], s[3]]),
            true,
          ),
          line(
            W.attained,
            steps.map((s) => [s[0], s[1]]),
            {
              step: 'end',
              markLine: {
                silent: true,
                symbol: 'none',
                animation: false,
                label: text({ fontSize: 11, color: ACCENT, distance: 4 }),
                lineStyle: { color: ACCENT, width: 1, type: 'solid' },
                data: [
                  { yAxis: goal, label: { formatter: `${W.goal} ${per(goal)}`, position: 'insideStartBottom' } },
                  { xAxis: 1, label: { formatter: '', show: false } },
                ],
              },
            },
          ),
        ],
      };
    },

    control({ rows, share: isShare }) {
      const write = isShare ? share : (x) => number(x, 1);
      const signals = rows.map((r, i) => [i, r]).filter(([, r]) => r[5]);
      const limit = (k) =>
        line(
          W.limits,
          rows.map((r) => r[k]),
          { step: 'middle', z: 2, lineStyle: { width: 1, color: PALE }, color: PALE },
        );
      return {
        legend: legend([{ name: W.value }, { name: W.centre }, { name: W.limits }, { name: W.signal, icon: 'diamond' }]),
        grid: grid(),
        xAxis: categories(
          rows.map((r) => r[0]),
          { formatter: shortDay },
        ),
        yAxis: values({ scale: true }, { formatter: isShare ? per : (v) => number(v) }),
        tooltip: tooltip((p) => {
          const r = rows[p[0].dataIndex];
          return [
            r[0],
            `${W.value} ${write(r[1])}`,
            `${W.limits} ${write(r[3])} … ${write(r[4])}`,
            ...(r[5] ? [`${W.signal}: ${r[5].replaceAll('_', ' ')}`] : []),
          ];
        }),
        series: [
          limit(3),
          limit(4),
          line(
            W.centre,
            rows.map((r) => r[2]),
            { lineStyle: { width: 1, color: QUIET, type: 'dashed' }, color: QUIET },
          ),
          line(
            W.value,
            rows.map((r) => r[1]),
            { lineStyle: { width: 1.5, color: SLATE } },
          ),
          {
            type: 'scatter',
            name: W.signal,
            symbol: 'diamond',
            symbolSize: 8,
            color: ACCENT,
            z: 5,
            data: signals.map(([i, r]) => [i, r[1]]),
            emphasis: { disabled: true },
          },
        ],
      };
    },

    surge({ rows }) {
      return {
        legend: legend([{ name: W.count }, { name: W.alarm, icon: 'rect' }, { name: W.expected }, { name: W.bound }]),
        grid: grid(),
        xAxis: categories(
          rows.map((r) => r[0]),
          { formatter: shortDay },
        ),
        yAxis: values({}, { formatter: (v) => number(v) }),
        tooltip: tooltip((p) => {
          const r = rows[p[0].dataIndex];
          return [r[0], `${W.count} ${number(r[1])}`, `${W.expected} ${number(r[2], 1)}`, `${W.bound} ${number(r[3], 1)}`];
        }),
        series: [
          {
            type: 'bar',
            name: W.count,
            color: PALE,
            barCategoryGap: '25%',
            data: rows.map((r) => ({ value: r[1], itemStyle: { color: r[4] ? ACCENT : PALE } })),
            emphasis: { disabled: true },
          },
          { type: 'bar', name: W.alarm, color: ACCENT, data: [] },
          line(
            W.expected,
            rows.map((r) => r[2]),
            { lineStyle: { width: 1.5, color: SLATE } },
          ),
          line(
            W.bound,
            rows.map((r) => r[3]),
            { color: INK, lineStyle: { width: 1, color: INK, type: 'dashed' } },
          ),
        ],
      };
    },

    pareto({ rows }, { narrow }) {
      const names = rows.map((r) => r[0]);
      return {
        legend: legend([W.count, W.cumulative]),
        grid: grid(),
        tooltip: tooltip((p) => {
          const r = rows[p[0].dataIndex];
          return [r[0], `${W.count} ${number(r[1])}`, `${W.cumulative} ${share(r[2])}`];
        }),
        xAxis: categories(names, {
          interval: 0,
          rotate: names.length > 4 ? 40 : 0,
          width: narrow ? 70 : 100,
          overflow: 'truncate',
          hideOverlap: false,
        }),
        yAxis: [
          values({}, { formatter: (v) => number(v) }),
          values({ min: 0, max: 1, interval: 0.2, splitLine: { show: false } }, { formatter: per }),
        ],
        series: [
          {
            type: 'bar',
            name: W.count,
            color: SLATE,
            barCategoryGap: '25%',
            data: rows.map((r) => ({ value: r[1], itemStyle: { color: r[3] ? SLATE : PALE } })),
            emphasis: { disabled: true },
          },
          line(
            W.cumulative,
            rows.map((r) => r[2]),
            { yAxisIndex: 1, color: ACCENT, lineStyle: { color: ACCENT, width: 1.5 }, symbol: 'circle', symbolSize: 5, itemStyle: { color: ACCENT } },
          ),
        ],
      };
    },

    heat({ rows }) {
      const most = Math.max(...rows.map((r) => r[2]));
      const hours = Array.from({ length: 24 }, (_, h) => String(h));
      return {
        grid: grid({ top: 8, bottom: 44 }),
        xAxis: categories(hours, { hideOverlap: true }),
        yAxis: { ...categories(page.weekdays), inverse: true },
        tooltip: tooltip((p) => [`${page.weekdays[p.value[1]]} ${p.value[0]}:00`, `${W.count} ${number(p.value[2])}`], { trigger: 'item' }),
        visualMap: {
          min: 0,
          max: most,
          calculable: false,
          orient: 'horizontal',
          left: 0,
          bottom: 0,
          itemWidth: 10,
          itemHeight: 120,
          text: [number(most), '0'],
          textStyle: text(),
          inRange: { color: ['#f1f4f6', '#b9c7d3', '#7d93a8', SLATE, INK] },
        },
        series: [
          {
            type: 'heatmap',
            data: rows,
            itemStyle: { borderColor: '#fff', borderWidth: 1 },
            emphasis: { itemStyle: { borderColor: ACCENT, borderWidth: 2 } },
          },
        ],
      };
    },

    funnel({ rows }, { narrow }) {
      const shades = [SLATE, '#5d7085', '#76889b', '#8fa0b1', '#a8b6c3'];
      // each part narrows towards the next one; a last part without height keeps the one before it from ending in a point
      const parts = rows.map((r, i) => ({
        name: r[0],
        value: r[1],
        itemStyle: { color: r[3] ? ACCENT : shades[Math.min(i, 4)], height: 100 / rows.length + '%' },
      }));
      const foot = {
        name: '',
        value: rows.at(-1)[1],
        itemStyle: { height: '0%', opacity: 0 },
        label: { show: false },
        labelLine: { show: false },
        tooltip: { show: false },
      };
      return {
        tooltip: tooltip((p) => [p.name, `${W.reached} ${number(p.value)}`, share(rows[p.dataIndex][2])], { trigger: 'item' }),
        series: [
          {
            type: 'funnel',
            sort: 'none',
            left: 0,
            right: narrow ? 130 : 190,
            top: 6,
            bottom: 6,
            gap: 0,
            min: 0,
            max: rows[0][1],
            minSize: 0,
            funnelAlign: 'left',
            label: {
              show: true,
              position: 'right',
              formatter: (p) => `${p.name}  ${number(p.value)}`,
              ...text({ color: INK, width: narrow ? 118 : 176, overflow: 'truncate' }),
            },
            labelLine: { length: 8, lineStyle: { color: PALE } },
            itemStyle: { borderWidth: 1, borderColor: '#fff' },
            emphasis: { disabled: true },
            data: [...parts, foot],
          },
        ],
      };
    },

    sankey({ nodes, links }, { narrow }) {
      const last = Math.max(...nodes.map((n) => n.step));
      return {
        tooltip: tooltip(
          (p) =>
            p.dataType === 'edge'
              ? [`${nodes[+p.data.source].name} → ${nodes[+p.data.target].name}`, number(p.data.value)]
              : [nodes[+p.name].name, number(p.value)],
          { trigger: 'item' },
        ),
        series: [
          {
            type: 'sankey',
            left: 2,
            right: narrow ? 4 : 90,
            top: 8,
            bottom: narrow ? 26 : 8,
            nodeWidth: 10,
            nodeGap: narrow ? 14 : 10,
            draggable: false,
            layoutIterations: 32,
            orient: narrow ? 'vertical' : 'horizontal',
            emphasis: { focus: 'adjacency', lineStyle: { opacity: 0.5 } },
            label: {
              formatter: (p) => nodes[+p.name].name,
              position: narrow ? 'bottom' : 'right',
              ...text({ color: INK, fontSize: narrow ? 10 : 12, width: narrow ? 60 : 84, overflow: 'truncate' }),
            },
            lineStyle: { color: SLATE, opacity: 0.2, curveness: 0.5 },
            data: nodes.map((n) => ({
              name: String(n.key),
              depth: n.step - 1,
              itemStyle: { color: n.end ? PALE : n.step === last ? QUIET : SLATE, borderWidth: 0 },
            })),
            links: links.map(([source, target, value]) => ({ source: String(source), target: String(target), value })),
          },
        ],
      };
    },

    process({ nodes, edges, layers }, { narrow, width, height }) {
      const most = Math.max(...edges.map((e) => e[2]));
      const box = [narrow ? 74 : Math.min(110, Math.max(84, width / layers - 36)), 26];
      // many layers in a row: every second one is shifted, so that boxes may be wider than their layer
      const alone = (n) => nodes.filter((x) => x.layer === n.layer).length === 1;
      const stagger = !narrow && width / layers < 130 ? 28 : 0;
      const room = narrow ? [width - box[0] - 8, height - 60] : [width - box[0] - 8, height - 80];
      const at = (n) => {
        const along = layers > 1 ? n.layer / (layers - 1) : 0.5;
        return narrow
          ? [n.place * room[0], along * room[1]]
          : [along * room[0], n.place * room[1] + (alone(n) ? (n.layer % 2 ? -stagger : stagger) : 0)];
      };
      const spots = nodes.map(at);
      const [left, top] = [0, 1].map((k) => Math.min(...spots.map((p) => p[k])));
      const [right, bottom] = [0, 1].map((k) => Math.max(...spots.map((p) => p[k])));
      const both = new Set(edges.map((e) => e[0] + ' ' + e[1]));
      const longest = narrow ? 10 : Math.floor(box[0] / 7);
      const short = (name) => ([...name].length > longest ? [...name].slice(0, longest - 1).join('') + '…' : name);
      // moves that leave out layers bend around what lies between, forward ones above and backward ones below the line
      const bend = (source, target) => {
        const far = Math.abs(nodes[source].layer - nodes[target].layer);
        return source === target ? 0 : far > 1 ? 0.12 + 0.03 * Math.min(far, 6) : both.has(target + ' ' + source) ? 0.2 : 0;
      };
      return {
        tooltip: tooltip(
          (p) =>
            p.dataType === 'edge'
              ? [`${nodes[+p.data.source].name} → ${nodes[+p.data.target].name}`, `${W.moves} ${number(p.data.value)}`, p.data.median]
              : [nodes[+p.name].name],
          { trigger: 'item' },
        ),
        // the place of the drawing is that of the points, pixel for pixel, so that nothing is stretched
        series: [
          {
            type: 'graph',
            layout: 'none',
            left: left + box[0] / 2 + 4,
            top: top + (narrow ? 30 : 40),
            width: Math.max(right - left, 1),
            height: Math.max(bottom - top, 1),
            roam: false,
            edgeSymbol: ['none', 'arrow'],
            edgeSymbolSize: 8,
            symbol: 'rect',
            symbolSize: box,
            itemStyle: { color: '#fff', borderColor: SLATE, borderWidth: 1 },
            label: { show: true, formatter: (p) => short(nodes[+p.name].name), ...text({ color: INK, fontSize: narrow ? 11 : 12 }) },
            emphasis: { focus: 'adjacency' },
            data: nodes.map((n, i) => ({ name: String(i), x: spots[i][0], y: spots[i][1] })),
            links: edges.map(([source, target, value, median, marked]) => ({
              source: String(source),
              target: String(target),
              value,
              median,
              lineStyle: {
                width: 1 + 6 * Math.sqrt(value / most),
                color: marked ? ACCENT : 'rgba(68,87,107,0.32)',
                opacity: 1,
                curveness: bend(source, target),
              },
            })),
          },
        ],
      };
    },

    emotion({ rows }, { narrow }) {
      const whisker = (params, api) => {
        const x = api.value(0),
          [top, bottom] = [api.coord([x, api.value(2)]), api.coord([x, api.value(1)])];
        const stroke = { stroke: SLATE, lineWidth: 1.2 };
        return {
          type: 'group',
          children: [
            [top[0], top[1], bottom[0], bottom[1]],
            [top[0] - 4, top[1], top[0] + 4, top[1]],
            [bottom[0] - 4, bottom[1], bottom[0] + 4, bottom[1]],
          ].map(([x1, y1, x2, y2]) => ({ type: 'line', shape: { x1, y1, x2, y2 }, style: stroke })),
        };
      };
      return {
        legend: legend([W.mood]),
        grid: grid(),
        xAxis: {
          ...categories(
            rows.map((r) => r[0]),
            { interval: 0, rotate: rows.length > 6 ? 40 : 0, width: narrow ? 70 : 100, overflow: 'truncate', hideOverlap: false },
          ),
          axisLine: { onZero: false, lineStyle: { color: PALE } },
        },
        yAxis: values({ min: -5, max: 5, interval: 2.5 }, { formatter: (v) => number(v, v % 1 ? 1 : 0) }),
        tooltip: tooltip((p) => {
          const r = rows[p[0].dataIndex];
          return [r[0], `${W.mood} ${number(r[1], 2)}`, `${W.range} ${number(r[2], 2)} … ${number(r[3], 2)}`];
        }),
        series: [
          line(
            W.mood,
            rows.map((r) => ({ value: r[1], itemStyle: { color: r[4] ? ACCENT : SLATE } })),
            {
              symbol: 'circle',
              symbolSize: 8,
              smooth: 0.3,
              smoothMonotone: 'x',
              showAllSymbol: true,
              markLine: {
                silent: true,
                symbol: 'none',
                animation: false,
                label: { show: false },
                lineStyle: { color: PALE, width: 1, type: 'solid' },
                data: [{ yAxis: 0 }],
              },
            },
          ),
          {
            type: 'custom',
            name: W.range,
            renderItem: whisker,
            encode: { x: 0, y: [1, 2] },
            silent: true,
            data: rows.map((r, i) => [i, r[2], r[3]]).filter((r) => r[1] !== null && r[2] !== null),
          },
        ],
      };
    },

    backlog({ rows }) {
      return {
        legend: legend([W.received, W.closed, W.openAtEnd]),
        grid: grid(),
        xAxis: categories(rows.map((r) => r[0])),
        yAxis: values({}, { formatter: (v) => number(v) }),
        tooltip: tooltip((p) => {
          const r = rows[p[0].dataIndex];
          return [r[0], `${W.received} ${number(r[1])}`, `${W.closed} ${number(r[2])}`, `${W.openAtEnd} ${number(r[3])}`];
        }),
        series: [
          { type: 'bar', name: W.received, color: PALE, barMaxWidth: 34, data: rows.map((r) => r[1]), emphasis: { disabled: true } },
          { type: 'bar', name: W.closed, color: SLATE, barMaxWidth: 34, data: rows.map((r) => r[2]), emphasis: { disabled: true } },
          line(
            W.openAtEnd,
            rows.map((r) => r[3]),
            { color: ACCENT, lineStyle: { color: ACCENT, width: 2 }, symbol: 'circle', symbolSize: 7, itemStyle: { color: ACCENT } },
          ),
        ],
      };
    },
  };

  // ------------------------------------------------------------------ run ----

  const drawn = page.charts.map((c) => {
    const place = document.getElementById('drawing-' + c.id);
    const chart = echarts.init(place, null, { renderer: 'svg' });
    const draw = (width) => {
      const look = { narrow: width < 520, width, height: c.height };
      // a drawing from left to right turns on a phone: from top to bottom it needs more height
      const height =
        c.type === 'process' && look.narrow ? Math.max(c.height, 90 * c.data.layers) : c.type === 'sankey' && look.narrow ? 560 : c.height;
      place.style.height = height + 'px';
      chart.resize({ width, height });
      chart.setOption({ animation: false, textStyle: { fontFamily: FONT }, ...DRAW[c.type](c.data, { ...look, height }) }, true);
    };
    return { id: c.id, chart, place, draw, small: c.small, width: 0 };
  });
  const fit = () =>
    drawn.forEach((d) => {
      const width = d.place.clientWidth;
      if (width && width !== d.width) d.draw((d.width = width));
    });
  fit();
  new ResizeObserver(fit).observe(document.querySelector('main'));
  // A4 less its margins is 184 mm, 695 px; small drawings stand two beside each other
  window.addEventListener('beforeprint', () => drawn.forEach((d) => d.draw((d.width = d.small ? 330 : 690))));
  window.addEventListener('afterprint', fit);

  document.querySelectorAll('.unfold').forEach((button) => {
    const box = button.parentElement;
    box.classList.add('folded');
    button.hidden = false;
    button.addEventListener('click', () => {
      box.classList.remove('folded');
      button.hidden = true;
    });
  });
  document.documentElement.dataset.drawn = drawn.length;
})();
