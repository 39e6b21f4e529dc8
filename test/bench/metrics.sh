# metrics.sh - each aggregate of the measures against max() of its first argument over the same rows and plan; roll-ups; peers.
# Scale 1 = 10 million rows.
rows=$(scaled 10000000)
bench_sql - <<SQL
CREATE UNLOGGED TABLE cases AS
SELECT timestamptz '2026-01-01Z' + i * interval '1 s' AS opened_at, timestamptz '2026-01-01Z' + i * interval '1 s' + (h % 30000) * interval '1 s' AS closed_at, (h % 30000) * interval '1 s' AS took, (h % 30000)::float8 AS seconds,
       (h % 100000)::numeric / 100 AS amount, (h % 3)::bigint AS events, 1 + h % 7 AS exposure, 'c' || h % 100000 AS customer, i % 1000 AS team, i / ($rows / 2000 + 1) AS day
FROM (SELECT i, hashint4(i) & 2147483647 AS h FROM generate_series(1, $rows) i) x;
VACUUM ANALYZE cases;
CREATE UNLOGGED TABLE daily AS SELECT day, csq.duration_agg(took) AS d, csq.mean_agg(amount) AS m, csq.call_agg(opened_at, closed_at, NULL, closed_at) AS c FROM cases GROUP BY 1;
VACUUM ANALYZE daily;
SQL
BENCH_SET='SET max_parallel_workers_per_gather = 0;'
bench_pair 'duration_agg(interval)' 'SELECT csq.duration_agg(took) FROM cases;' 'max(interval), same plan' 'SELECT max(took) FROM cases;' '<= 2'
bench_pair 'duration_agg(float8)' 'SELECT csq.duration_agg(seconds) FROM cases;' 'max(float8), same plan' 'SELECT max(seconds) FROM cases;' '<= 2'
bench_pair 'duration_agg(from, to, as_of)' "SELECT csq.duration_agg(opened_at, closed_at, '2027-01-01Z') FROM cases;" 'max(from_at), same plan' 'SELECT max(opened_at) FROM cases;' '<= 2'
bench_pair 'median and p90, 1,000 groups' 'SELECT team, csq.median(s), csq.quantile(s, 0.9) FROM (SELECT team, csq.duration_agg(took) AS s FROM cases GROUP BY team OFFSET 0) q;' 'percentile_cont, 1,000 groups' 'SELECT team, percentile_cont(0.5) WITHIN GROUP (ORDER BY took), percentile_cont(0.9) WITHIN GROUP (ORDER BY took) FROM cases GROUP BY team;' '> 5'
# larger groups: what sorting costs grows with them, what counting costs does not
bench_pair 'median and p90, 20 groups' 'SELECT team, csq.median(s), csq.quantile(s, 0.9) FROM (SELECT team % 20 AS team, csq.duration_agg(took) AS s FROM cases GROUP BY 1 OFFSET 0) q;' 'percentile_cont, 20 groups' 'SELECT team % 20, percentile_cont(0.5) WITHIN GROUP (ORDER BY took), percentile_cont(0.9) WITHIN GROUP (ORDER BY took) FROM cases GROUP BY 1;' '> 5'
# and as PostgreSQL plans both where nothing was set: two workers count, and what percentile_cont sorts has 4 MB
BENCH_SET="SET max_parallel_workers_per_gather = 2; SET work_mem = '4MB';"
bench_pair 'median and p90, 1,000 groups, as installed' 'SELECT team, csq.median(s), csq.quantile(s, 0.9) FROM (SELECT team, csq.duration_agg(took) AS s FROM cases GROUP BY team OFFSET 0) q;' 'percentile_cont, 1,000 groups' 'SELECT team, percentile_cont(0.5) WITHIN GROUP (ORDER BY took), percentile_cont(0.9) WITHIN GROUP (ORDER BY took) FROM cases GROUP BY team;' '> 5'
BENCH_SET='SET max_parallel_workers_per_gather = 0;'
# as analysts write it: seconds of the difference, and the four figures of a monthly report from one state
bench_pair 'of times, 1,000 groups' "SELECT team, csq.median(s), csq.quantile(s, 0.9) FROM (SELECT team, csq.duration_agg(opened_at, closed_at, '2027-01-01Z') AS s FROM cases GROUP BY team OFFSET 0) q;" 'percentile_cont of the epoch' 'SELECT team, percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM closed_at - opened_at)), percentile_cont(0.9) WITHIN GROUP (ORDER BY extract(epoch FROM closed_at - opened_at)) FROM cases GROUP BY team;' '> 5'
bench_pair 'median, p90, mean, share, 1,000 groups' "SELECT team, csq.median(s), csq.quantile(s, 0.9), csq.mean(s), csq.share_within(s, interval '4 h') FROM (SELECT team, csq.duration_agg(opened_at, closed_at, '2027-01-01Z') AS s FROM cases GROUP BY team OFFSET 0) q;" 'percentile_cont, avg, share' "SELECT team, percentile_cont(0.5) WITHIN GROUP (ORDER BY closed_at - opened_at), percentile_cont(0.9) WITHIN GROUP (ORDER BY closed_at - opened_at), avg(closed_at - opened_at), avg((closed_at - opened_at <= interval '4 h')::int) FROM cases GROUP BY team;" '> 5'
# how far any aggregate can be ahead of percentile_cont on this plan: max() keeps 16 bytes a group and compares
bench_pair 'the floor of it: max(interval), 1,000 groups' 'SELECT team, max(took) FROM cases GROUP BY team;' 'percentile_cont, 1,000 groups' 'SELECT team, percentile_cont(0.5) WITHIN GROUP (ORDER BY took), percentile_cont(0.9) WITHIN GROUP (ORDER BY took) FROM cases GROUP BY team;' 'the floor'
bench_pair 'duration_agg, 1,000 groups' 'SELECT team, csq.duration_agg(took) IS NULL FROM cases GROUP BY team;' 'max(interval), 1,000 groups' 'SELECT team, max(took) FROM cases GROUP BY team;' '<= 2'
bench_pair 'mean_agg(numeric)' 'SELECT csq.mean_agg(amount) FROM cases;' 'max(numeric), same plan' 'SELECT max(amount) FROM cases;' '<= 1.3'
bench_pair 'mean_agg(numeric): mean, deviation' 'SELECT csq.mean_agg(amount) FROM cases;' 'avg and stddev of numeric' 'SELECT avg(amount), stddev(amount) FROM cases;' '> 1'
bench_pair 'mean_agg(float8)' 'SELECT csq.mean_agg(seconds) FROM cases;' 'max(float8), same plan' 'SELECT max(seconds) FROM cases;' '<= 1.3'
bench_pair 'incidence_agg' 'SELECT csq.incidence_agg(events, exposure) FROM cases;' 'max(events), same plan' 'SELECT max(events) FROM cases;' '<= 1.3'
# and of those that read a second column: max() of the first and nothing but a count of the other
bench_pair 'the floor of two columns' 'SELECT max(opened_at), count(closed_at) FROM cases;' 'max(opened_at), same plan' 'SELECT max(opened_at) FROM cases;' '<= the floor'
bench_pair 'call_agg' "SELECT csq.call_agg(opened_at, closed_at, NULL, closed_at, '2027-01-01Z') FROM cases;" 'max(offered_at), same plan' 'SELECT max(opened_at) FROM cases;' '<= 1.3'
bench_pair 'backlog_agg' "SELECT csq.open_at(csq.backlog_agg(opened_at, closed_at), timestamptz '2026-02-01Z') FROM cases;" 'max(opened_at), same plan' 'SELECT max(opened_at) FROM cases;' '<= 1.3'
bench_pair 'repeat_agg' "SELECT csq.repeated(csq.repeat_agg(customer, NULL, opened_at, '7 days', '2027-01-01Z')) FROM cases;" 'lag() over customer' "SELECT count(*) FILTER (WHERE gap <= interval '7 days') FROM (SELECT opened_at - lag(opened_at) OVER (PARTITION BY customer ORDER BY opened_at) AS gap FROM cases) q;" '> 1'
bench_pair 'rollup of 2,000 durations' 'SELECT csq.rollup(d) FROM daily;' 'duration_agg of the rows' 'SELECT csq.duration_agg(took) FROM cases;' '<= 3'
bench_pair 'rollup of 2,000 means' 'SELECT csq.rollup(m) FROM daily;' 'mean_agg of the rows' 'SELECT csq.mean_agg(amount) FROM cases;' '<= 3'
bench_pair 'rollup of 2,000 calls' 'SELECT csq.rollup(c) FROM daily;' 'call_agg of the rows' 'SELECT csq.call_agg(opened_at, closed_at, NULL, closed_at) FROM cases;' '<= 3'
bench_pair 'agents_needed, 16,688 agents, 1,000 times' "SELECT sum(csq.agents_needed(99000 + i, '30 min', '5 min', 0.8, '20 s')) FROM generate_series(1, 1000) i;" 'one million look-ups of erlang_b(20, 15)' 'SELECT sum(csq.erlang_b(20, 15 + i * 1e-9)) FROM generate_series(1, 1000000) i;' '> 0'
BENCH_SET='SET max_parallel_workers_per_gather = 2; SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0;'
bench_pair 'duration_agg, 2 workers' 'SELECT csq.duration_agg(took) FROM cases;' 'max(interval), 2 workers' 'SELECT max(took) FROM cases;' '<= 2'
BENCH_SET=
