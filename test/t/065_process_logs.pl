# Real event logs: the process against independent SQL, one-level and nested; and the plans that merging relies on.
use strict;
use warnings;
use Test::More;
use lib 'test/perl';
use CsqTest;

my $node = CsqTest::node('process_logs', "max_parallel_workers_per_gather = 2", "work_mem = '64MB'");
$node->safe_psql('postgres', 'CREATE EXTENSION csq');
$node->safe_psql('postgres', q{ALTER DATABASE postgres SET search_path = csq, public});

# ---- plans: parallel, and per partition with cases spread over partitions ----
$node->safe_psql('postgres', q{
	CREATE TABLE e (k int, c int, at timestamptz, activity text) PARTITION BY LIST (k);
	CREATE TABLE e0 PARTITION OF e FOR VALUES IN (0) WITH (parallel_workers = 2);
	CREATE TABLE e1 PARTITION OF e FOR VALUES IN (1) WITH (parallel_workers = 2);
	INSERT INTO e SELECT i % 2, i * 7919 % 997, timestamptz '2026-01-01' + i * interval '1 min', 'a' || i % 7 FROM generate_series(1, 20000) i;
	ANALYZE e;
});
my $query = 'SELECT md5(process_agg(c, at, activity)::text) FROM e';
my $serial = $node->safe_psql('postgres', "SET max_parallel_workers_per_gather = 0; $query");
my $cheap = 'SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0;';
like($node->safe_psql('postgres', "$cheap EXPLAIN (COSTS OFF) $query"), qr/Finalize Aggregate.*Gather.*Partial Aggregate/s, 'process_agg is aggregated by the workers');
is($node->safe_psql('postgres', "$cheap $query"), $serial, 'two workers give the same bytes as one process');
my $partitionwise = 'SET enable_partitionwise_aggregate = on; SET max_parallel_workers_per_gather = 0;';
like($node->safe_psql('postgres', "$partitionwise EXPLAIN (COSTS OFF) $query"), qr/Finalize Aggregate.*Append.*Partial Aggregate.*Partial Aggregate/s, 'partitions are aggregated one by one');
is($node->safe_psql('postgres', "$partitionwise $query"), $serial, 'and give the same bytes');

# ---- a long final step is cancelled ----
my ($ret, $out, $err) = $node->psql('postgres', q{
	SET statement_timeout = '400ms';
	SELECT num_cases(process_agg(i / 3, timestamptz '2026-01-01' + hashint4(i) * interval '1 s', 'a' || i % 50)) FROM generate_series(1, 3000000) i});
like($err, qr/canceling statement due to statement timeout/, 'a process of 3 million events is cancelled at once');

# ---- the logs ----
my $data = CsqTest::data_dir();
SKIP:
{
	skip 'no event logs here (CSQ_DATA)', 27 unless defined $data && -r "$data/logs/helpdesk.tsv";

	# cases and events are those of data/README.md
	for my $log ([ 'helpdesk', 4580, 21348 ], [ 'bpic2013_incidents', 7554, 65533 ], [ 'receipt', 1434, 8577 ])
	{
		my ($name, $cases, $events) = @$log;
		open my $fh, '<', "$data/logs/$name.tsv" or die "$name: $!";
		my @head = split /\t/, scalar <$fh>;
		close $fh;
		my $columns = join ', ', map { s/\s+$//r . ' text' } @head;
		$node->safe_psql('postgres', qq{
			CREATE TABLE raw ($columns);
			COPY raw FROM PROGRAM 'cat "$data/logs/$name.tsv"' (FORMAT csv, DELIMITER E'\\t', QUOTE E'\\x01', HEADER);
			CREATE TABLE log AS SELECT case_id, seq::int8, at::timestamptz, activity, nullif(resource, '') AS resource FROM raw;
			CREATE TABLE p AS SELECT process_agg(case_id, at, activity, resource) AS p FROM log;
			CREATE TABLE n AS
			SELECT *, lag(activity) OVER w AS before, lag(resource) OVER w AS giver, at - lag(at) OVER w AS gap, row_number() OVER w AS ord, count(*) OVER (PARTITION BY case_id) AS len,
			       row_number() OVER (PARTITION BY case_id, activity ORDER BY at, resource COLLATE "C" NULLS FIRST, seq) AS nth
			FROM log WINDOW w AS (PARTITION BY case_id ORDER BY at, activity COLLATE "C", resource COLLATE "C" NULLS FIRST, seq)});
		is($node->safe_psql('postgres', 'SELECT num_cases(p), (SELECT sum(n) FROM activities(p)) FROM p'), "$cases|$events", "$name: cases and events");
		is($node->safe_psql('postgres', 'SELECT (SELECT p FROM p) = process_agg(j) FROM (SELECT journey_agg(at, activity, resource) AS j FROM log GROUP BY case_id) x'), 't', "$name: nested and one-level");
		is($node->safe_psql('postgres', 'SELECT (SELECT p FROM p) = rollup(q) FROM (SELECT process_agg(case_id, at, activity, resource) AS q FROM log GROUP BY hashtext(case_id) % 5) x'), 't', "$name: rollup");
		# percentiles are exact up to 512 different times
		my $same = sub {
			my ($what, $mine, $theirs) = @_;
			is($node->safe_psql('postgres', "WITH mine AS ($mine), theirs AS ($theirs) SELECT (SELECT count(*) FROM mine) > 0, (SELECT count(*) FROM mine) = (SELECT count(*) FROM theirs), (SELECT count(*) FROM (TABLE mine EXCEPT TABLE theirs) x)"), 't|t|0', "$name: $what");
		};
		$same->('edges', 'SELECT e.source, e.target, e.n, e.cases, round(extract(epoch FROM e.mean), 3), e.min, e.max, e.total, CASE WHEN e.n <= 512 THEN e.p50 END, CASE WHEN e.n <= 512 THEN e.p90 END FROM p, edges(p) e',
			'SELECT before, activity, count(*), count(DISTINCT case_id), round(avg(extract(epoch FROM gap)), 3), min(gap), max(gap), sum(gap), CASE WHEN count(*) <= 512 THEN percentile_disc(0.5) WITHIN GROUP (ORDER BY gap) END, CASE WHEN count(*) <= 512 THEN percentile_disc(0.9) WITHIN GROUP (ORDER BY gap) END FROM n WHERE before IS NOT NULL GROUP BY 1, 2');
		is($node->safe_psql('postgres', 'SELECT count(*) FROM p, edges(p) e JOIN (SELECT before, activity, percentile_disc(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM gap)) AS p50, percentile_disc(0.9) WITHIN GROUP (ORDER BY extract(epoch FROM gap)) AS p90 FROM n GROUP BY 1, 2) x ON before = source AND activity = target WHERE abs(extract(epoch FROM e.p50) - x.p50) > x.p50 / 128 OR abs(extract(epoch FROM e.p90) - x.p90) > x.p90 / 128'),
			'0', "$name: percentiles are within 1/128");
		$same->('activities', 'SELECT a.* FROM p, activities(p) a',
			'SELECT activity, count(*), count(DISTINCT case_id), count(*) FILTER (WHERE ord = 1), count(*) FILTER (WHERE ord = len), count(*) FILTER (WHERE nth = 2), count(*) FILTER (WHERE before = activity), count(*) FILTER (WHERE nth > 1 AND before <> activity) FROM n GROUP BY 1');
		$same->('variants', 'SELECT v.path, v.n, round(extract(epoch FROM v.mean_duration), 3) FROM p, variants(p, 100000) v',
			'SELECT path, count(*), round(avg(extract(epoch FROM d)), 3) FROM (SELECT array_agg(activity ORDER BY ord) AS path, max(at) - min(at) AS d FROM n GROUP BY case_id) x GROUP BY path');
		$same->('handovers', 'SELECT h.* FROM p, handovers(p) h', 'SELECT giver, resource, count(*) FROM n WHERE giver IS NOT NULL AND resource IS NOT NULL GROUP BY 1, 2');
		is($node->safe_psql('postgres', 'SELECT throughput(p, 0), throughput(p, 1) FROM p'), $node->safe_psql('postgres', 'SELECT min(d), max(d) FROM (SELECT make_interval(secs => extract(epoch FROM max(at) - min(at))::float8) AS d FROM log GROUP BY case_id) x'), "$name: throughput");
		$node->safe_psql('postgres', 'DROP TABLE raw, log, p, n');
	}
}

$node->stop;
done_testing();
