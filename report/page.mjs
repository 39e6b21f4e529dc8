// The page: sections, tables and drawings as one HTML file that loads nothing.
//
// Whatever comes from the database is text from strangers. It reaches the page by two ways only: escape() into HTML, and embed() into a
// JSON block that no browser runs. The policy in the head lets the two scripts run whose digests it names and forbids every request,
// so that even a hole in the rest could not call home.

import { createHash } from 'node:crypto';

const ESCAPES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text for HTML, in elements and in quoted attributes. */
export const escape = (text) => String(text).replace(/[&<>"']/g, (c) => ESCAPES[c]);

/** A value as JSON that may stand in a script element: no tag, no comment and no line end can be read into it. */
export const embed = (value) => JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (c) => '\\u' + c.charCodeAt(0).toString(16).padStart(4, '0'));

const digest = (text) => `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`;
const code = (text) => text.replace(/<\/(script)/gi, '<\\/$1').replace(/<!--/g, '<\\!--');

export function page({ about, words, tiles, sections, queries }, { echarts, client, style }) {
  const library = code(echarts);
  const drawing = code(client);
  const version = /echarts@?\s*v?(\d+\.\d+\.\d+)|version\s*=\s*"(\d+\.\d+\.\d+)"/.exec(echarts);
  const drawn = {
    words: words.drawn,
    weekdays: words.weekdays,
    lang: words.lang,
    units: words.units,
    more: words.more(0).replace('0', '{n}'),
    charts: sections.flatMap((s) => s.charts.map((c) => ({ ...c, narrow: Boolean(c.small), name: s.name }))),
  };
  const policy = `default-src 'none'; script-src ${digest(library)} ${digest(drawing)}; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'`;
  return `<!DOCTYPE html>
<html lang="${words.lang === 'zh' ? 'zh-CN' : words.lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="csq ${escape(about.version)}">
<title>${escape(words.title)} · ${escape(about.schema)} · ${escape(about.asked.slice(0, 10))}</title>
<style>
${style}</style>
</head>
<body>
<main>
<header>
<h1>${escape(words.title)}</h1>
<p>${escape(words.asked(about))} ${escape(words.intervals)}</p>
<noscript><p class="mark">${escape(words.noScript)}</p></noscript>
<dl class="tiles">
${tiles.map((t) => `<div><dt>${escape(t.label)}</dt><dd${t.mark ? ' class="mark"' : ''}>${escape(t.value)}</dd><dd class="note">${escape(t.note)}&nbsp;</dd></div>`).join('\n')}
</dl>
<nav aria-label="${escape(words.contents)}">${sections.map((s) => `<a href="#${s.id}">${escape(s.name)}</a>`).join(' ')}</nav>
</header>
${sections.map((s) => section(s, words, queries)).join('\n')}
<footer><p>${escape(words.made({ ...about, echarts: version?.[1] ?? version?.[2] ?? '' }))}</p></footer>
</main>
<script type="application/json" id="report-data">${embed(drawn)}</script>
<script>${library}</script>
<script>${drawing}</script>
</body>
</html>
`;
}

function section(s, words, queries) {
  const parts = [];
  if (s.empty) parts.push(`<p class="empty">${escape(s.empty)}</p>`);
  if (s.grid) {
    parts.push(`<div class="small">${s.charts.map(chart).join('')}</div>`, ...s.tables.map((t) => table(t, words)));
  } else if (s.wide) {
    parts.push(...s.charts.map(chart), ...s.tables.map((t) => table(t, words)));
  } else {
    // a table beside its drawing; more tables than drawings: the last drawing has the rest
    for (let i = 0; i < Math.max(s.charts.length, 1) && s.charts.length; i++) {
      const mine = i === s.charts.length - 1 ? s.tables.slice(i) : s.tables.slice(i, i + 1);
      parts.push(`<div class="pair">${chart(s.charts[i])}<div>${mine.map((t) => table(t, words)).join('')}</div></div>`);
    }
  }
  return `<section id="${s.id}">
<p class="name">${escape(s.name)}</p>
<h2>${escape(s.title)}</h2>
${parts.join('\n')}
<p class="how"><b>${escape(words.how)}</b> ${escape(s.how)}</p>
<details class="sql"><summary>${escape(words.sql)}</summary>
${s.queries.map((q) => `<pre data-query="${q}">${escape(queries[q])};</pre>`).join('\n')}
</details>
</section>`;
}

function chart(c) {
  return `<figure class="${c.type}">${c.title ? `<figcaption>${escape(c.title)}</figcaption>` : ''}<div class="chart" id="drawing-${c.id}" style="height:${c.height}px" role="img" aria-label="${escape(c.title ?? c.data.name ?? c.id)}"></div></figure>`;
}

function table(t, words) {
  const rows = t.last ? [...t.rows].reverse() : t.rows;
  const hidden = t.show && rows.length > t.show + 2 ? t.show : rows.length;
  const body = rows.map((r, i) => `<tr${i >= hidden ? ' class="more"' : ''}>${r.map((c, k) => cell(c, t.columns[k].kind)).join('')}</tr>`).join('\n');
  return `<div class="scroll"><table>${t.caption ? `<caption>${escape(t.caption)}</caption>` : ''}
<thead><tr>${t.columns.map((c) => `<th scope="col" class="${c.kind}">${escape(c.label)}</th>`).join('')}</tr></thead>
<tbody>
${body}
</tbody></table>${hidden < rows.length ? `<button type="button" class="unfold" hidden>${escape(words.more(rows.length - hidden))}</button>` : ''}</div>`;
}

function cell(c, column) {
  if (c !== null && typeof c === 'object' && c.range) return `<td class="range">${glyph(c.range)}</td>`;
  const { text, kind, below } = c !== null && typeof c === 'object' ? c : { text: c };
  return `<td class="${column}${kind && kind !== column ? ' ' + kind : ''}">${escape(text)}${below ? `<small>${escape(below)}</small>` : ''}</td>`;
}

/** A range with its figure and its target, drawn to the scale of its row. */
export function glyph({ lo, hi, value, target, least, most }) {
  if (lo === null || hi === null || value === null) return '';
  const wide = 132,
    pad = 8;
  const at = (x) => (most > least ? pad + ((x - least) / (most - least)) * (wide - 2 * pad) : wide / 2).toFixed(1);
  const goal = target === null ? '' : `<line class="goal" x1="${at(target)}" x2="${at(target)}" y1="2" y2="18"/>`;
  return `<svg width="${wide}" height="20" viewBox="0 0 ${wide} 20" aria-hidden="true"><line class="axis" x1="0" x2="${wide}" y1="10" y2="10"/>${goal}<line class="reach" x1="${at(lo)}" x2="${at(hi)}" y1="10" y2="10"/><circle cx="${at(value)}" cy="10" r="3.4"/></svg>`;
}
