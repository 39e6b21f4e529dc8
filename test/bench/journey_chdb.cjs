// The questions of journey.sh to ClickHouse of today, in process (npm package chdb), on one thread, from a table sorted by customer and time,
// and the funnel from one in order of time.
// node journey_chdb.cjs DIRECTORY ROUNDS: reads DIRECTORY/events.tsv (customer, milliseconds, step); prints question, median ms, answer.
const { Session } = require('chdb');
const [dir, rounds] = [process.argv[2], Number(process.argv[3])];
const s = new Session(`${dir}/data`);
s.query('CREATE DATABASE b');
s.query('CREATE TABLE b.e (customer UInt32, at UInt64, step UInt8) ENGINE = MergeTree ORDER BY (customer, at)');
s.query(`INSERT INTO b.e SELECT * FROM file('${dir}/events.tsv', TSV, 'customer UInt32, at UInt64, step UInt8') ORDER BY customer, at`);
s.query('OPTIMIZE TABLE b.e FINAL');
s.query('CREATE TABLE b.t (customer UInt32, at UInt64, step UInt8) ENGINE = MergeTree ORDER BY at');
s.query('INSERT INTO b.t SELECT * FROM b.e ORDER BY at');
s.query('OPTIMIZE TABLE b.t FINAL');
const steps = [1, 2, 3, 4, 5, 6].map((n) => `step = ${n}`).join(', ');
const funnel = (table) =>
	`SELECT level, count() FROM (SELECT windowFunnel(604800000)(at, ${steps}) AS level FROM ${table} GROUP BY customer) GROUP BY level ORDER BY level`;
const questions = {
	version: 'SELECT version()',
	funnel: funnel('b.e'),
	funnel_by_time: funnel('b.t'),
	pattern: "SELECT countIf(m) FROM (SELECT sequenceMatch('(?1).*(?2).*(?3)')(at, step = 1, step = 2, step = 3) AS m FROM b.e GROUP BY customer)",
	edges: `SELECT count(), sum(n) FROM (SELECT a, b, count() AS n, avg(d), quantiles(0.5, 0.9)(d), min(d), max(d) FROM (
		SELECT arrayJoin(arrayZip(arrayPopBack(x), arrayPopFront(x))) AS p, p.1.2 AS a, p.2.2 AS b, p.2.1 - p.1.1 AS d FROM (SELECT arraySort(groupArray((at, step))) AS x FROM b.e GROUP BY customer)) GROUP BY a, b)`,
};
for (const [name, sql] of Object.entries(questions)) {
	const times = [];
	let answer;
	for (let i = 0; i <= rounds; i++) {
		const from = process.hrtime.bigint();
		answer = s.query(`${sql} SETTINGS max_threads = 1`, 'TabSeparated');
		if (i > 0) times.push(Number(process.hrtime.bigint() - from) / 1e6);
	}
	times.sort((a, b) => a - b);
	console.log([name, times[times.length >> 1].toFixed(1), answer.trim().replace(/\s+/g, ',')].join('\t'));
}
s.cleanup();
