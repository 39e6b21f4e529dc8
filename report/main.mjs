// The report of a workspace: asks psql for the rows of every figure, builds the page, writes one HTML file.
//
//   node report/main.mjs --echarts FILE [--lang en|zh|en,zh] [--schema NAME] [--tenant NAME] [--since DATE] [--output FILE] [CONNECTION]
//
// tools/report calls this and says what the options mean. The rows come through psql, so a connection string, a service, a password
// file and every PG… variable mean what they mean everywhere else. One read-only transaction of one snapshot: the figures agree with
// each other whatever is being written meanwhile. Exit code 1: could not be done, the reason is on standard error; 2: wrong call.

import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { buildSections, buildTiles } from './build.mjs';
import { figureQueries, firstMonthQuery, literal, namesQuery, tenantQuery } from './figures.mjs';
import { page } from './page.mjs';
import { WORDS } from './words.mjs';

class Wrong extends Error {}
const here = dirname(fileURLToPath(import.meta.url));

/** Runs queries in one snapshot; name -> rows. A line that begins with "~" names the result below it: no line of JSON begins so. */
export function ask(connection, queries) {
  const script = [
    '\\set ON_ERROR_STOP on',
    '\\set VERBOSITY terse',
    '\\pset format unaligned',
    '\\pset tuples_only on',
    'BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY;',
    "SET LOCAL datestyle = 'ISO';",
    'SET LOCAL search_path = pg_catalog;',
    'SET LOCAL jit = off;',
  ];
  for (const [name, sql] of Object.entries(queries))
    script.push(`\\echo ~${name}`, `SELECT coalesce(json_agg(figure), '[]') FROM (\n${sql}\n) AS figure;`);
  script.push('COMMIT;');
  const args = ['-X', '-q', '-f', '-'];
  if (connection) args.push('-d', connection);
  const run = spawnSync('psql', args, {
    input: script.join('\n') + '\n',
    encoding: 'utf8',
    maxBuffer: 1 << 30,
    env: { ...process.env, PGCLIENTENCODING: 'UTF8', PGAPPNAME: 'csq report' },
  });
  if (run.error?.code === 'ENOENT') throw new Error('psql is not there. On Debian: apt-get install postgresql-client');
  if (run.error) throw run.error;
  if (run.status !== 0) throw new Error(run.stderr.trim().replace(/^psql:<stdin>:\d+: /gm, '') || `psql ended with status ${run.status}`);
  const results = {};
  for (const part of run.stdout.split(/^~/m).slice(1)) {
    const end = part.indexOf('\n');
    results[part.slice(0, end)] = JSON.parse(part.slice(end));
  }
  return results;
}

/** The schema to report on: the one named, or the only workspace there is. */
function chooseSchema(connection, wanted) {
  const { there, csq } = ask(connection, {
    csq: "SELECT count(*) AS n FROM pg_catalog.pg_extension WHERE extname = 'csq'",
    there:
      "SELECT n.nspname AS name FROM pg_catalog.pg_namespace AS n WHERE obj_description(n.oid, 'pg_namespace') LIKE 'csq workspace, version %' ORDER BY 1",
  });
  const names = there.map((r) => r.name);
  if (csq[0].n === 0) throw new Error('the database has no extension csq. Connect to the database of the workspace, or: CREATE EXTENSION csq;');
  if (wanted !== undefined) {
    if (!names.includes(wanted))
      throw new Error(
        `"${wanted}" is not a workspace. ${names.length ? 'There are: ' + names.join(', ') : `To make it: SELECT csq.create_workspace(${literal(wanted)});`}`,
      );
    return wanted;
  }
  if (names.length === 0) throw new Error("there is no workspace in this database. To make one: SELECT csq.create_workspace('service');");
  if (names.length > 1) throw new Wrong(`there are several workspaces: say --schema with one of ${names.join(', ')}`);
  return names[0];
}

function chooseTenant(tenants, wanted, schema) {
  const names = tenants.map((r) => r.tenant);
  if (wanted !== undefined) {
    const found = tenants.find((r) => r.tenant === wanted);
    if (!found)
      throw new Error(`workspace ${schema} has no tenant "${wanted}"${names.length ? '. There are: ' + names.join(', ') : ' that you may see'}`);
    return found;
  }
  if (names.length === 0) throw new Error(`workspace ${schema} has no tenant that you may see (tables setting and tenant_access)`);
  if (names.length > 1) throw new Wrong(`workspace ${schema} has several tenants: say --tenant with one of ${names.join(', ')}`);
  return tenants[0];
}

/** Everything of the pages, as data: the rows are asked once, whatever the number of languages. */
export function collect({ connection, schema: wantedSchema, tenant: wantedTenant, langs, since: wantedSince }) {
  const schema = chooseSchema(connection, wantedSchema);
  const tenant = chooseTenant(ask(connection, { tenants: tenantQuery(schema) }).tenants, wantedTenant, schema);
  const first = ask(connection, { first: firstMonthQuery(schema, tenant.tenant) }).first[0].month;
  const since = wantedSince ?? (first !== null && first > tenant.year_ago ? first : tenant.year_ago);
  const queries = figureQueries({ schema, tenant: tenant.tenant, zone: tenant.zone, since });
  const names = langs.map((lang) => ['names-' + lang, namesQuery(lang)]);
  const rows = ask(connection, { ...queries, ...Object.fromEntries(names) });
  const about = { schema, tenant: tenant.tenant, zone: tenant.zone, asked: tenant.asked, version: tenant.version, since };
  return langs.map((lang) => {
    const words = WORDS[lang];
    const own = { ...rows, names: rows['names-' + lang] };
    return { lang, about, words, tiles: buildTiles(own, words), sections: buildSections(own, about, words), queries };
  });
}

/** Whether the text is a day that the calendar has. */
export function isDay(text) {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(text + 'T00:00Z') : new Date(NaN);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

function main() {
  let values, positionals;
  try {
    ({ values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        lang: { type: 'string', default: 'en' },
        schema: { type: 'string' },
        tenant: { type: 'string' },
        since: { type: 'string' },
        output: { type: 'string', short: 'o' },
        echarts: { type: 'string' },
      },
    }));
  } catch (error) {
    throw new Wrong(error.message);
  }
  const langs = [...new Set(values.lang.split(','))];
  for (const lang of langs)
    if (!Object.hasOwn(WORDS, lang))
      throw new Wrong(`--lang ${lang}: the report is written in ${Object.keys(WORDS).join(' or ')}, or both: ${Object.keys(WORDS).join(',')}`);
  if (positionals.length > 1) throw new Wrong(`one connection string, not ${positionals.length}: put it in quotes`);
  if (values.since !== undefined && !isDay(values.since)) throw new Wrong(`--since ${values.since}: a day is written 2026-04-01`);
  if (values.since !== undefined && !values.since.endsWith('-01'))
    throw new Wrong(`--since ${values.since}: figures are by month, so it must be the first of one`);
  if (!values.echarts) throw new Wrong('--echarts is missing; call tools/report, which fetches it');
  const pages = collect({ connection: positionals[0], ...values, langs });
  const parts = {
    echarts: readFileSync(values.echarts, 'utf8'),
    client: readFileSync(resolve(here, 'client.js'), 'utf8'),
    style: readFileSync(resolve(here, 'style.css'), 'utf8'),
  };
  for (const data of pages) {
    const name = values.output ?? `report-${data.about.schema.replace(/[^\w-]/g, '_')}${langs.length > 1 ? '' : '-' + data.lang}.html`;
    const output = resolve(langs.length > 1 ? name.replace(/(\.html?)?$/, (ending) => `-${data.lang}${ending}`) : name);
    writeFileSync(output, page(data, parts));
    console.log(output);
  }
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    main();
  } catch (error) {
    console.error(`csq report: ${error.message}`);
    process.exitCode = error instanceof Wrong ? 2 : 1;
  }
}
