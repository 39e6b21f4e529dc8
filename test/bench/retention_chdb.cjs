// The questions of retention.sh to ClickHouse of today, in process (npm package chdb), on one thread, from a table sorted by customer and time.
// node retention_chdb.cjs DIRECTORY ROUNDS WEEKS: reads DIRECTORY/events.tsv (customer, seconds); prints question, median ms, answer.
const { Session } = require('chdb');
const [dir, rounds, weeks] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const s = new Session(`${dir}/data`);
s.query('CREATE DATABASE b');
s.query('CREATE TABLE b.e (customer UInt32, at UInt32) ENGINE = MergeTree ORDER BY (customer, at)');
s.query(`INSERT INTO b.e SELECT * FROM file('${dir}/events.tsv', TSV, 'customer UInt32, at UInt32') ORDER BY customer, at`);
s.query('OPTIMIZE TABLE b.e FINAL');
// number of the week from the Monday before 2026-01-01
const week = "intDiv(at - toUnixTimestamp('2025-12-29 00:00:00', 'UTC'), 604800)";
const conditions = Array.from({ length: weeks }, (_, n) => `w = ${n}`).join(', ');
const questions = {
	version: 'SELECT version()',
	cohort: `SELECT arrayStringConcat(sumForEach(r), ',') FROM (SELECT retention(${conditions}) AS r FROM (SELECT customer, ${week} AS w FROM b.e) GROUP BY customer)`,
	matrix: `SELECT count(), sum(n * came), sum(came) FROM (SELECT p0, w - p0 AS n, count() AS came FROM (SELECT min(${week}) AS p0, groupUniqArray(${week}) AS ws FROM b.e GROUP BY customer) ARRAY JOIN ws AS w GROUP BY p0, n)`,
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
