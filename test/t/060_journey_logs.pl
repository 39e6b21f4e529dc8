# Real event logs: cases, events, variants and a funnel, against independent SQL; and the plans that merging relies on.
use strict;
use warnings;
use Test::More;
use lib 'test/perl';
use CsqTest;

my $node = CsqTest::node('journey_logs', "max_parallel_workers_per_gather = 2", "work_mem = '64MB'");
$node->safe_psql('postgres', 'CREATE EXTENSION csq');
$node->safe_psql('postgres', q{ALTER DATABASE postgres SET search_path = csq, public});

# ---- plans: a journey does not stand in the way of parallel and partitionwise aggregation ----
$node->safe_psql('postgres', q{
	CREATE TABLE e (customer int, at timestamptz, activity text, step int) WITH (parallel_workers = 2);
	INSERT INTO e SELECT i % 100, timestamptz '2026-01-01' + i * interval '1 min', 'a' || i % 7, i % 5 FROM generate_series(1, 20000) i;
	ANALYZE e;
});
my $cheap = "SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0;";
for my $agg ("journey_agg(at, activity)", "window_funnel(at, step, '1 day')")
{
	my $plan = $node->safe_psql('postgres', "$cheap EXPLAIN (COSTS OFF) SELECT customer, $agg FROM e GROUP BY customer");
	like($plan, qr/Finalize (?:Hash|Group)Aggregate.*Gather.*Partial HashAggregate/s, "$agg is aggregated by the workers");
}
my $serial = $node->safe_psql('postgres', "SET max_parallel_workers_per_gather = 0; SELECT md5(string_agg(j::text || w, ',' ORDER BY customer)) FROM (SELECT customer, journey_agg(at, activity) AS j, window_funnel(at, step, '1 day') AS w FROM e GROUP BY customer) x");
my $parallel = $node->safe_psql('postgres', "$cheap SELECT md5(string_agg(j::text || w, ',' ORDER BY customer)) FROM (SELECT customer, journey_agg(at, activity) AS j, window_funnel(at, step, '1 day') AS w FROM e GROUP BY customer) x");
is($parallel, $serial, 'two workers give the same bytes as one process');

# a long sort can be cancelled
my ($ret, $out, $err) = $node->psql('postgres', q{
	CREATE TABLE long AS SELECT journey_agg(timestamptz '2026-01-01' + hashint4(i) * interval '1 s', 'a') AS j FROM generate_series(1, 3000000) i;
	SET statement_timeout = '100ms';
	SELECT num_events(compact(j)) FROM long});
like($err, qr/canceling statement due to statement timeout/, 'sorting a journey of 3 million events is cancelled at once');

# ---- the logs ----
my $data = CsqTest::data_dir();
SKIP:
{
	skip 'no event logs here (CSQ_DATA)', 21 unless defined $data && -r "$data/logs/helpdesk.tsv";

	# file, cases, events, first and second step of a funnel with a window in hours; cases and events are those of data/README.md
	my @logs = (
		[ 'helpdesk', 4580, 21348, 'Take in charge ticket', 'Resolve ticket', 24 * 14 ],
		[ 'bpic2013_incidents', 7554, 65533, 'Queued', 'Completed', 24 * 3 ],
		[ 'receipt', 1434, 8577, 'Confirmation of receipt', 'T06 Determine necessity of stop advice', 24 ]);
	for my $log (@logs)
	{
		my ($name, $cases, $events, $first, $second, $hours) = @$log;
		open my $fh, '<', "$data/logs/$name.tsv" or die "$name: $!";
		my @head = split /\t/, scalar <$fh>;
		close $fh;
		my $columns = join ', ', map { s/\s+$//r . ' text' } @head;
		$node->safe_psql('postgres', qq{
			CREATE TABLE raw ($columns);
			COPY raw FROM PROGRAM 'cat "$data/logs/$name.tsv"' (FORMAT csv, DELIMITER E'\\t', QUOTE E'\\x01', HEADER);
			CREATE TABLE log AS SELECT case_id, seq::int8, at::timestamptz, activity FROM raw;
			CREATE INDEX ON log (case_id, activity);
			ANALYZE log;
			CREATE TABLE j AS SELECT case_id, journey_agg(at, activity, NULL, NULL, seq) AS j FROM log GROUP BY case_id});
		is($node->safe_psql('postgres', 'SELECT count(*), sum(num_events(j)) FROM j'), "$cases|$events", "$name: cases and events");
		is($node->safe_psql('postgres', 'SELECT count(DISTINCT path(j)) FROM j'),
			$node->safe_psql('postgres', 'SELECT count(DISTINCT p) FROM (SELECT array_agg(activity ORDER BY at, seq) AS p FROM log GROUP BY case_id) x'),
			"$name: variants");
		is($node->safe_psql('postgres', 'SELECT max(n), count(*) FROM (SELECT count(*) AS n FROM j GROUP BY path(j)) x'),
			$node->safe_psql('postgres', 'SELECT max(n), count(*) FROM (SELECT count(*) AS n FROM (SELECT array_agg(activity ORDER BY at, seq) AS p FROM log GROUP BY case_id) x GROUP BY p) y'),
			"$name: the commonest variant");
		is($node->safe_psql('postgres', 'SELECT count(*), count(*) FILTER (WHERE started(j) = a AND ended(j) = b AND extract(epoch FROM duration(j)) = extract(epoch FROM b - a)) FROM j JOIN (SELECT case_id, min(at) a, max(at) b FROM log GROUP BY 1) x USING (case_id)'),
			"$cases|$cases", "$name: start, end and duration");
		# a funnel of two steps has an independent formulation: a self-join
		is($node->safe_psql('postgres', qq{SELECT string_agg(reached::text, ',' ORDER BY step) FROM stages((SELECT funnel_agg(j, '"$first" -> "$second"; within ${hours}h') FROM j))}),
			$node->safe_psql('postgres', qq{
				SELECT (SELECT count(DISTINCT case_id) FROM log WHERE activity = '$first') || ',' ||
				       (SELECT count(DISTINCT a.case_id) FROM log a JOIN log b USING (case_id)
				        WHERE a.activity = '$first' AND b.activity = '$second' AND b.at >= a.at AND b.at <= a.at + interval '$hours hours')}),
			"$name: a funnel of two steps");
		is($node->safe_psql('postgres', qq{
				SELECT count(*) FROM j JOIN (SELECT case_id, window_funnel(at, CASE activity WHEN '$first' THEN 1 WHEN '$second' THEN 2 END, '$hours hours') AS w FROM log GROUP BY 1) x USING (case_id)
				WHERE w <> level(j, '"$first" -> "$second"; within ${hours}h')}),
			'0', "$name: window_funnel agrees");
		# the chain that is reported: completed first, then started last
		is($node->safe_psql('postgres', qq{
				SELECT count(*) FROM j JOIN LATERAL (
					SELECT a.at AS t1, b.at AS t2 FROM log a JOIN log b USING (case_id)
					WHERE a.case_id = j.case_id AND a.activity = '$first' AND b.activity = '$second' AND b.at >= a.at AND b.at <= a.at + interval '$hours hours'
					ORDER BY b.at, a.at DESC LIMIT 1) x ON true
				WHERE steps(j, '"$first" -> "$second"; within ${hours}h') <> ARRAY[t1, t2]}),
			'0', "$name: the reported chain");
		$node->safe_psql('postgres', 'DROP TABLE raw, log, j');
	}
}

$node->stop;
done_testing();
