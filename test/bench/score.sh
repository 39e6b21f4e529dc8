# score.sh - nps(score) and the summaries against what one would write without csq.  Scale 1 = 10 million answers.
rows=$(scaled 10000000)
bench_sql - <<SQL
CREATE UNLOGGED TABLE answers AS
SELECT ((hashint4(i) & 2147483647) % 11) AS score, ((hashint4(i) & 2147483647) % 11)::smallint AS score2, ((hashint4(i) & 2147483647) % 11)::numeric AS score_n,
       i % 1000 AS agent, (hashint4(i + 1) & 2147483647) % 10 < 7 AS good, i / 10000 AS day
FROM generate_series(1, $rows) i;
VACUUM ANALYZE answers;
CREATE UNLOGGED TABLE daily AS SELECT day, agent % 100 AS team, csq.score_agg(score) AS s FROM answers GROUP BY 1, 2;
VACUUM ANALYZE daily;
SQL
filter_idiom='100.0 * (count(*) FILTER (WHERE score >= 9) - count(*) FILTER (WHERE score <= 6)) / count(score)'
agents="agent, "
BENCH_SET=

bench_pair 'nps(int), all rows' 'SELECT csq.nps(score) FROM answers;' 'count(score), same plan' 'SELECT count(score) FROM answers;' '<= 1.15'
bench_pair 'nps(smallint), all rows' 'SELECT csq.nps(score2) FROM answers;' 'count(score), same plan' 'SELECT count(score2) FROM answers;' '<= 1.15'
bench_pair 'nps(int), all rows' 'SELECT csq.nps(score) FROM answers;' 'count(*) FILTER idiom' "SELECT $filter_idiom FROM answers;" '> 1'
bench_pair 'nps(int), 1,000 groups' "SELECT $agents csq.nps(score) FROM answers GROUP BY agent;" 'count(score), same plan' "SELECT $agents count(score) FROM answers GROUP BY agent;" '<= 1.15'
bench_pair 'nps(int), 1,000 groups' "SELECT $agents csq.nps(score) FROM answers GROUP BY agent;" 'count(*) FILTER idiom' "SELECT $agents $filter_idiom FROM answers GROUP BY agent;" '> 1'
bench_pair 'nps(numeric), all rows' 'SELECT csq.nps(score_n) FROM answers;' 'avg of a CASE' 'SELECT 100 * avg(CASE WHEN score_n >= 9 THEN 1 WHEN score_n <= 6 THEN -1 WHEN score_n IS NOT NULL THEN 0 END) FROM answers;' '> 1'
bench_pair 'score_agg(int): histogram and all metrics' 'SELECT csq.score_agg(score) FROM answers;' 'GROUP BY score' 'SELECT score, count(*) FROM answers GROUP BY score;' '> 1'
bench_pair 'score_agg(int), 1,000 groups' "SELECT $agents csq.score_agg(score) FROM answers GROUP BY agent;" 'GROUP BY agent, score' "SELECT $agents score, count(*) FROM answers GROUP BY agent, score;" '> 1'
bench_pair 'rate_agg(bool)' 'SELECT csq.rate_agg(good) FROM answers;' 'count(*) FILTER and count' 'SELECT count(*) FILTER (WHERE good), count(good) FROM answers;' '<= 1.3'
bench_pair 'nps from stored daily summaries' 'SELECT csq.nps(csq.rollup(s)) FROM daily;' 'the idiom over the rows' "SELECT $filter_idiom FROM answers;" '> 10'
bench_pair 'rolling 1,000 answers' 'SELECT sum(n) FROM (SELECT csq.nps(score) OVER (ORDER BY day, agent ROWS 999 PRECEDING) AS n FROM answers WHERE day < 100) q;' 'three moving counts' \
    'SELECT sum(n) FROM (SELECT 100.0 * (count(*) FILTER (WHERE score >= 9) OVER w - count(*) FILTER (WHERE score <= 6) OVER w) / count(score) OVER w AS n FROM answers WHERE day < 100 WINDOW w AS (ORDER BY day, agent ROWS 999 PRECEDING)) q;' '> 1'
BENCH_SET='SET max_parallel_workers_per_gather = 2; SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0;'
bench_pair 'nps(int), 2 workers' 'SELECT csq.nps(score) FROM answers;' 'count(score), 2 workers' 'SELECT count(score) FROM answers;' '<= 1.15'
BENCH_SET=
