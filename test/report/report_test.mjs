// The report as its readers meet it: pages of two workspaces in both languages, drawn by a headless Chromium.
//
//   node test/report/report_test.mjs CONNECTION ECHARTS CHROMIUM     (started by tools/test_report.sh; CHROMIUM may be empty)
//
// The oracle of every drawing is the SQL that the page itself shows below it: it is run by psql as a reader would, and the numbers must be those that are drawn.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { identifier, literal } from '../../report/figures.mjs';
import { interval, length, list, number, plain, share } from '../../report/format.mjs';
import { layers } from '../../report/layers.mjs';
import { ask } from '../../report/main.mjs';
import { embed, escape, glyph } from '../../report/page.mjs';
import { WORDS } from '../../report/words.mjs';
import { browser } from './browser.mjs';
import { READ, difference, expected } from './drawn.mjs';

const [connection, echarts, chromium] = process.argv.slice(2);
const top = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const dir = mkdtempSync(join(process.env.TMPDIR ?? tmpdir(), 'csq-report-'));
const HOSTILE = 'we"ird \\ \';:x --';
let count = 0;

function ok(passed, name, detail = '') {
  count++;
  console.log(`${passed ? 'ok' : 'not ok'} ${count} - ${name}${passed || !detail ? '' : `\n#   ${String(detail).slice(0, 600)}`}`);
}
const is = (have, want, name) =>
  ok(JSON.stringify(have) === JSON.stringify(want), name, `${JSON.stringify(have)} instead of ${JSON.stringify(want)}`);

const report = (args, env = {}) => spawnSync(join(top, 'tools/report'), args, { encoding: 'utf8', env: { ...process.env, ...env } });

// ------------------------------------------------------------- the parts ----

function shapeOf(value) {
  if (typeof value === 'function') return `function of ${value.length}`;
  if (value === null || typeof value !== 'object') return typeof value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .filter((k) => !['stages', 'metrics', 'severities', 'ages', 'surges'].includes(k))
      .map((k) => [k, shapeOf(value[k])]),
  );
}

function parts() {
  is(shapeOf(WORDS.zh), shapeOf(WORDS.en), 'Chinese says everything that English says');
  is([number(1234567.891, 1), number(-0.04, 1), number(-5), number(null), number(0.5, 2)], ['1,234,567.9', '0.0', '\u22125', '–', '0.50'], 'numbers');
  is(
    [share(0.98765), share(1), share(0.9999), share(0.0001), share(0), share(-0.5), share(null)],
    ['98.8%', '100.0%', '>99.9%', '<0.1%', '0.0%', '\u221250.0%', '–'],
    'shares: never all where some are missing',
  );
  is(
    [length(0, WORDS.zh), length(59.6, WORDS.zh), length(3661, WORDS.zh), length(-90000, WORDS.zh), length(86400, WORDS.zh)],
    ['0秒', '1分', '1小时1分', '\u22121天1小时', '1天'],
    'lengths of time',
  );
  is(
    [list([], WORDS.en), list(['a'], WORDS.en), list(['a', 'b', 'c'], WORDS.en), list(['甲', '乙', '丙'], WORDS.zh)],
    ['', 'a', 'a, b and c', '甲、乙和丙'],
    'lists',
  );
  is([interval(null, 1, share, WORDS.en), interval(0.1, 0.2, share, WORDS.zh)], ['–', '10.0% 至 20.0%'], 'ranges');
  is(escape('<a href="x" b=\'y\'>&'), '&lt;a href=&quot;x&quot; b=&#39;y&#39;&gt;&amp;', 'text in HTML');
  const bad = ['</script><!--', '\u2028&', { a: '\'"' }];
  ok(
    !/[<>&\u2028]/.test(embed(bad)) && JSON.stringify(JSON.parse(embed(bad))) === JSON.stringify(bad),
    'JSON in a script element says the same and ends nothing',
  );
  is([plain('a\nb\u202ec'), plain('abcdef', 4), plain('')], ['a bc', 'abc…', ''], 'labels');
  is(
    [identifier('service'), identifier('We"ird'), literal("o'x"), literal("a\\'")],
    ['service', '"We""ird"', "'o''x'", "E'a\\\\'''"],
    'names and strings in SQL',
  );
  ok(
    glyph({ lo: null, hi: null, value: null, target: 1, least: 1, most: 1 }) === '' &&
      !/NaN|Infinity/.test(glyph({ lo: 1, hi: 1, value: 1, target: 1, least: 1, most: 1 })),
    'a range without width',
  );
  const map = layers([
    { source: 'a', target: 'b', n: 5 },
    { source: 'b', target: 'c', n: 4 },
    { source: 'c', target: 'a', n: 3 },
    { source: 'b', target: 'b', n: 2 },
    { source: 'c', target: 'd', n: 2 },
  ]);
  is(
    map.nodes.map((x) => x.layer),
    [0, 1, 2, 3],
    'layers of a process that goes round in a circle',
  );
  is(layers([]).layers, 1, 'layers of nothing');
}

// ------------------------------------------------------------- wrong calls ----

function wrongCalls() {
  const says = (name, args, status, pattern, env) => {
    const run = report(args, env);
    ok(run.status === status && pattern.test(run.stderr), name, `status ${run.status}: ${run.stderr}`);
  };
  const out = ['--output', join(dir, 'never.html')];
  says('an unknown language', ['--lang', 'fr', ...out, connection], 2, /en or zh/);
  says('an option that is none', ['--langs', 'en', connection], 2, /langs/);
  says('two connections', [...out, 'a', 'b'], 2, /one connection/);
  says('a day that is none', ['--since', '2026-02-31', ...out, connection], 2, /2026-02-31/);
  says('a day within a month', ['--since', '2026-02-03', ...out, connection], 2, /first/);
  says('several workspaces and none named', [...out, connection], 2, /say --schema with one of/);
  says('what is no workspace', ['--schema', 'public', ...out, connection], 1, /"public" is not a workspace. There are: desk/);
  says('a tenant that is none', ['--schema', 'desk', '--tenant', 'x', ...out, connection], 1, /no tenant "x". There are: main/);
  says('a database that is not there', [...out, connection.replace(/dbname=\S+/, 'dbname=nowhere')], 1, /nowhere/);
  says('a database without csq', [...out, connection.replace(/dbname=\S+/, 'dbname=postgres')], 1, /CREATE EXTENSION csq/);
  // a role sees the tenant that it is given, and its report holds nothing of the other
  const shared = join(dir, 'shared.html');
  const reader = connection.replace(/user=\S+/, 'user=reader_north');
  says('several tenants and none named', ['--schema', 'shared', ...out, connection], 2, /--tenant with one of north, south/);
  says('a tenant of others', ['--schema', 'shared', '--tenant', 'south', ...out, reader], 1, /There are: north/);
  const own = report(['--schema', 'shared', '--output', shared, '--echarts', echarts, reader]);
  const html = own.status === 0 ? readFileSync(shared, 'utf8') : '';
  ok(html.includes('of the north') && !html.includes('of the south'), 'a report shows what its reader may see', own.stderr);
  // a folder that has everything but node
  const bare = join(dir, 'bare');
  spawnSync('mkdir', ['-p', bare]);
  for (const tool of ['bash', 'env', 'dirname', 'sed', 'cmp', 'cat']) spawnSync('sh', ['-c', `ln -s "$(command -v ${tool})" '${bare}/${tool}'`]);
  says('no node: how to get it', ['--schema', 'desk', ...out, connection], 3, /apt-get install nodejs/, { PATH: bare });
  const help = report(['--help']);
  ok(help.status === 0 && /--schema/.test(help.stdout), 'help');
}

// ---------------------------------------------------------------- pages ----

/** Writes the page of a workspace; its HTML. */
function write(schema, lang) {
  const file = join(dir, `${schema === HOSTILE ? 'hostile' : schema}-${lang}.html`);
  const run = report(['--schema', schema, '--lang', lang, '--output', file, '--echarts', echarts, connection]);
  ok(run.status === 0 && run.stdout.trim() === file, `${lang}: the report of ${schema} is written`, run.stderr);
  return file;
}

function source(file, name) {
  const html = readFileSync(file, 'utf8');
  const outside = html.replace(/<script[^>]*>[\s\S]*?<\/script>/g, '');
  ok(
    !/<(link|img|iframe|object|embed|base|form)\b/i.test(outside) && !/(src|href)="(?!#)/i.test(outside) && !/@import|url\(/i.test(outside),
    `${name}: names nothing to load`,
  );
  is((html.match(/<script/gi) ?? []).length, 3, `${name}: three scripts, whatever the rows say`);
  ok(!/>undefined<|NaN%|>NaN<|\[object/.test(outside), `${name}: no figure is without a value`, />undefined<|NaN%|>NaN<|\[object/.exec(outside)?.[0]);
}

async function inBrowser(page, file, name, schema, lang) {
  const url = pathToFileURL(file).href;
  await page.open(url, 1280);
  is(page.complaints(), [], `${name}: nothing in the console`);
  is(
    page.requests().filter((u) => !u.startsWith('file:')),
    [],
    `${name}: nothing is loaded`,
  );
  const { drawings, sql } = JSON.parse(await page.evaluate(READ));
  const rows = ask(connection, sql);
  const want = expected({ names: [], volume: [], ...rows });
  is(Object.keys(drawings).sort(), Object.keys(want).sort(), `${name}: every figure that has rows is drawn`);
  for (const [id, numbers] of Object.entries(want)) {
    const wrong = difference(id, drawings[id], numbers, rows);
    ok(wrong === '', `${name}: ${id}: what is drawn is what its SQL gives`, wrong);
  }
  ok(
    Object.values(drawings).every((d) => d.shapes > 4 && d.wide > 100 && d.wide <= d.room + 1),
    `${name}: every drawing has shapes and fits its place`,
    JSON.stringify(Object.entries(drawings).map(([k, d]) => [k, d.shapes, d.wide, d.room])),
  );
  const texts = JSON.parse(
    await page.evaluate(`JSON.stringify({ sections: document.querySelectorAll('section').length, titles: [...document.querySelectorAll('h2')].map((e) => e.textContent), how: document.querySelectorAll('.how').length,
    nps: [...document.querySelectorAll('#nps tbody tr')].map((r) => [r.cells[0].textContent, r.cells[2].textContent]), card: [...document.querySelectorAll('#scorecard tbody tr')].map((r) => r.cells[0].textContent), risk: [...document.querySelectorAll('#risk tbody tr td:first-child')].map((e) => e.textContent) })`),
  );
  is(
    [texts.sections, texts.how, texts.titles.filter((t) => t.trim() === '').length],
    [13, 13, 0],
    `${name}: each figure has a finding and says how to read it`,
  );
  is(texts.nps, rows.nps.map((r) => [r.week, number(r.nps, 1)]).reverse(), `${name}: the table beside the NPS says the same`);
  is(
    texts.card,
    rows.scorecard.map((r) => plain(r.target_id)).map((t) => t),
    `${name}: every target has its row`,
  );
  is(
    texts.risk,
    [...rows.at_risk, ...rows.overdue].map((r) => plain(r.complaint_id, 24)),
    `${name}: the lists have the cases of the views`,
  );
  is(await page.evaluate('typeof pwned'), 'undefined', `${name}: no text became a script`);
  ok(lang !== 'zh' || texts.titles.every((t) => /[\u4e00-\u9fff]/.test(t)), `${name}: titles are in the language`, texts.titles.join(' | '));

  await page.evaluate(
    "document.querySelectorAll('details').forEach((e) => { e.open = true; }); document.querySelectorAll('.unfold').forEach((e) => e.click())",
  );
  is(
    await page.evaluate(
      "getComputedStyle(document.querySelector('.sql pre')).display !== 'none' && document.querySelectorAll('tr.more').length === [...document.querySelectorAll('tr.more')].filter((e) => e.offsetHeight > 0).length",
    ),
    true,
    `${name}: SQL and the rest of the rows on demand`,
  );

  await page.open(url, 390, { height: 844, mobile: true });
  const phone = JSON.parse(
    await page.evaluate(
      "JSON.stringify({ page: document.documentElement.scrollWidth, drawings: [...document.querySelectorAll('.chart svg')].map((e) => e.getBoundingClientRect()).filter((r) => r.right > 391 || r.width < 200).length, smallest: Math.min(...[...document.querySelectorAll('p, td, th, h2, dd, li')].map((e) => parseFloat(getComputedStyle(e).fontSize))) })",
    ),
  );
  ok(phone.page <= 390 && phone.drawings === 0 && phone.smallest >= 11, `${name}: fits a phone`, JSON.stringify(phone));
  is(page.complaints(), [], `${name}: nothing in the console of a phone`);

  await page.open(url, 1280);
  const pdf = Buffer.from((await page.ask('Page.printToPDF', { preferCSSPageSize: true })).data, 'base64');
  const pages = (pdf.toString('latin1').match(/\/Type\s*\/Page\b/g) ?? []).length;
  ok(pdf.subarray(0, 5).toString() === '%PDF-' && pages >= 3 && pages <= 16, `${name}: prints on ${pages} pages`);
  await page.ask('Emulation.setDeviceMetricsOverride', { width: 695, height: 900, deviceScaleFactor: 1, mobile: false });
  await page.ask('Emulation.setEmulatedMedia', { media: 'print' });
  await page.evaluate("window.dispatchEvent(new Event('beforeprint'))");
  is(
    await page.evaluate(
      "[...document.querySelectorAll('.chart svg')].filter((e) => e.getBoundingClientRect().right > 697).length + Math.max(0, document.documentElement.scrollWidth - 697)",
    ),
    0,
    `${name}: nothing is cut off on paper`,
  );
  await page.ask('Emulation.setEmulatedMedia', { media: '' });
  if (process.env.CSQ_SHOTS) {
    for (const [form, width] of [
      ['desktop', 1280],
      ['phone', 390],
    ]) {
      await page.open(url, width, { mobile: form === 'phone' });
      const shot = await page.ask('Page.captureScreenshot', { captureBeyondViewport: true, format: 'png' });
      writeFileSync(join(process.env.CSQ_SHOTS, `${schema === HOSTILE ? 'hostile' : schema}-${lang}-${form}.png`), Buffer.from(shot.data, 'base64'));
    }
  }
}

// ------------------------------------------------------------------ run ----

try {
  parts();
  wrongCalls();
  const files = [
    ['desk', 'en'],
    ['desk', 'zh'],
    [HOSTILE, 'en'],
    [HOSTILE, 'zh'],
    ['fresh', 'en'],
    ['fresh', 'zh'],
  ].map(([schema, lang]) => ({ schema, lang, name: `${schema === HOSTILE ? 'hostile' : schema} ${lang}`, file: write(schema, lang) }));
  for (const { file, name } of files) source(file, name);
  if (chromium) {
    const b = await browser(chromium);
    try {
      const page = await b.page();
      for (const { schema, lang, name, file } of files) await inBrowser(page, file, name, schema, lang);
    } finally {
      await b.close();
    }
  }
} catch (error) {
  ok(false, 'the test runs to its end', error.stack);
}
rmSync(dir, { recursive: true, force: true });
console.log(`1..${count}`);
