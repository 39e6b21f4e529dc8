# charts.sh - series, control charts and surges.  Scale 1 = 1,000 series of 400 days, and 4 million rows for the aggregates.
series=$(scaled 1000)
rows=$(scaled 4000000)
bench_sql - <<SQL
CREATE UNLOGGED TABLE counted AS
SELECT k, DATE '2025-01-01' + d AS day, 20 + k % 50 + (CASE WHEN d % 7 < 5 THEN 15 ELSE 0 END) + (hashint4(k * 1000 + d) & 2147483647) % 17 AS n
FROM generate_series(1, $series) k, generate_series(0, 399) d;
CREATE UNLOGGED TABLE collected AS SELECT k, csq.count_series_agg(day, n) AS s, csq.series_agg(day, n::float8) AS v FROM counted GROUP BY k;
CREATE UNLOGGED TABLE rows AS
SELECT DATE '2025-01-01' + i / ($rows / 400 + 1) AS day, DATE '2025-01-01' + (hashint4(i) & 2147483647) % 400 AS mixed, ((hashint4(i) & 2147483647) % 1000)::float8 AS v, i % 1000 AS k,
       (ARRAY['slow', 'half solved', 'channel', 'price', 'other', 'app', 'fee', 'wait'])[1 + (hashint4(i) & 2147483647) % 8] AS reason
FROM generate_series(1, $rows) i;
CREATE UNLOGGED TABLE hourly AS
SELECT timestamptz '2025-01-01Z' + i / ($rows / 9600 + 1) * interval '1 hour' AS hour, timestamptz '2025-01-01Z' + (hashint4(i) & 2147483647) % 9600 * interval '1 hour' AS mixed
FROM generate_series(1, $rows) i;
VACUUM ANALYZE;
SQL
BENCH_SET=
# goals in ms: the peer of the first rows is the reading of the stored series alone
bench_pair 'control_chart xmr, 1,000 series of 400' "SELECT count(*) FROM collected, csq.control_chart(v, 'xmr');" 'their text form' 'SELECT sum(length(v::text)) FROM collected;' 'csq_ms < 2000'
bench_pair 'surge, 1,000 series of 400 days' 'SELECT count(*) FROM collected, csq.surge(s);' 'their text form' 'SELECT sum(length(s::text)) FROM collected;' 'csq_ms < 2000'
bench_pair 'series_agg(day), rows in order' 'SELECT csq.series_agg(day) FROM rows;' 'max(day)' 'SELECT max(day) FROM rows;' '<= 1.3'
bench_pair 'series_agg(day), any order' 'SELECT csq.series_agg(mixed) FROM rows;' 'max(day)' 'SELECT max(mixed) FROM rows;' '<= 1.3'
bench_pair 'series_agg(day, v), any order' 'SELECT csq.series_agg(mixed, v) FROM rows;' 'max(day)' 'SELECT max(mixed) FROM rows;' '<= 1.3'
bench_pair 'series_agg(hour), rows in order' 'SELECT csq.series_agg(hour) FROM hourly;' 'max(hour)' 'SELECT max(hour) FROM hourly;' '<= 1.3'
bench_pair 'series_agg(hour), 9,600 hours in any order' 'SELECT csq.series_agg(mixed) FROM hourly;' 'max(hour)' 'SELECT max(mixed) FROM hourly;' '<= 1.3'
bench_pair 'series_agg(day), 1,000 groups' 'SELECT k, csq.series_agg(mixed) FROM rows GROUP BY k;' 'GROUP BY k, day' 'SELECT k, mixed, count(*) FROM rows GROUP BY k, mixed;' '> 1'
bench_pair 'pareto_agg' 'SELECT csq.pareto_agg(reason) FROM rows;' 'GROUP BY reason' 'SELECT reason, count(*) FROM rows GROUP BY reason;' '> 1'
bench_pair 'rollup of 1,000 series' 'SELECT csq.rollup(s) FROM collected;' 'one pass over the counts' 'SELECT csq.count_series_agg(day, n) FROM counted;' '<= 3'
