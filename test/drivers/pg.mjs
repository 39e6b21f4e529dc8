// node-postgres with its defaults.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const { Client } = createRequire(process.env.CSQ_NODE_MODULES + '/')('pg');
const client = new Client({ connectionString: process.env.CSQ_URL });
await client.connect();
for (const line of readFileSync(new URL('questions.txt', import.meta.url), 'utf8').split('\n')) {
  if (line === '' || line.startsWith('#')) continue;
  const [name, statement, ...texts] = line.split('|');
  const parameters = texts.map((t) => (t.startsWith('N:') ? Number(t.slice(2)) : t));
  let n = 0;
  try {
    const result = await client.query({ text: statement.replace(/\?/g, () => `$${++n}`), values: parameters, rowMode: 'array' });
    for (const row of result.rows) console.log(name + ': ' + row.map((v) => (v === null ? 'NULL' : String(v))).join(' | '));
  } catch (error) {
    console.log(`${name}: ${error.code} ${error.message}`);
  }
}
await client.end();
