# Real event logs: cases, events, variants and a funnel, against independent SQL; and the plans that merging relies on.
use strict;
use warnings;
use Test::More;
use lib 'test/perl';
use CsqTest;

my $node = CsqTest::node('journey_logs', "max_parallel_workers_per_gather = 2", "work_mem = '64MB'");
$node->safe_psql('postgres', 'CREATE EXTENSION csq');
$node->safe_psql('postgres', q{ALTER DATABASE postgres SET search_path = csq, csq_internal, public});

# ---- plans: a journey does not stand in the way of parallel and partitionwise aggregation ----
$node->safe_psql('postgres', q{
	CREATE TABLE e (customer int, at timestamptz, activity text, step int) WITH (parallel_workers = 2);
	INSERT INTO e SELECT i % 100, timestamptz '2026-01-01' + i * interval '1 min', 'a' || i % 7, i % 5 FROM generate_series(1, 20000) i;
	ANALYZE e;
});
my $cheap = "SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0;";
my $one_level = "$cheap SET cpu_operator_cost = 0; SET parallel_tuple_cost = 0.001;"; # which by cost keeps to one process
for my $agg ("journey_agg(at, activity)", "window_funnel(at, step, '1 day')")
{
	my $plan = $node->safe_psql('postgres', "$cheap EXPLAIN (COSTS OFF) SELECT customer, $agg FROM e GROUP BY customer");
	like($plan, qr/Finalize (?:Hash|Group)Aggregate.*Gather.*Partial HashAggregate/s, "$agg is aggregated by the workers");
}
my $serial = $node->safe_psql('postgres', "SET max_parallel_workers_per_gather = 0; SELECT md5(string_agg(j::text || w, ',' ORDER BY customer)) FROM (SELECT customer, journey_agg(at, activity) AS j, window_funnel(at, step, '1 day') AS w FROM e GROUP BY customer) x");
my $parallel = $node->safe_psql('postgres', "$cheap SELECT md5(string_agg(j::text || w, ',' ORDER BY customer)) FROM (SELECT customer, journey_agg(at, activity) AS j, window_funnel(at, step, '1 day') AS w FROM e GROUP BY customer) x");
is($parallel, $serial, 'two workers give the same bytes as one process');

# the one-level funnel: a partial aggregate per worker, which holds parts of cases
for my $one ("funnel_count_agg(customer, at, activity, 'a1 -> a3 -> a5; within 1d')", "funnel_agg(customer, at, activity, 'a1 -> a3 -> a5; within 1d')")
{
	my $plan = $node->safe_psql('postgres', "$one_level EXPLAIN (COSTS OFF) SELECT $one FROM e");
	like($plan, qr/Finalize Aggregate.*Gather.*Partial Aggregate/s, "$one is aggregated by the workers");
	is($node->safe_psql('postgres', "$one_level SELECT encode(funnel_send($one), 'hex') FROM e"),
		$node->safe_psql('postgres', "SET max_parallel_workers_per_gather = 0; SELECT encode(funnel_send($one), 'hex') FROM e"),
		'two workers give the same funnel as one process');
	$node->safe_psql('postgres', q{
		CREATE AGGREGATE state_agg(bigint, timestamptz, text, funnel_spec) (SFUNC = funnel_count_append, STYPE = funnel_events);
		CREATE TABLE state (s funnel_events);
		ALTER TABLE state ALTER s SET STORAGE EXTERNAL;
		INSERT INTO state SELECT state_agg(1, timestamptz '2026-01-01' + hashint4(i) * interval '1 s', 'a', 'a -> b[<=1d]') FROM generate_series(1, 2000000) i});
	my $started = time;
	my ($ret, $out, $err) = $node->psql('postgres', q{SET statement_timeout = '100ms'; SELECT csq_internal.funnel_events_final(s) FROM state});
	like($err, qr/canceling statement due to statement timeout/, 'the funnel of one case with 2 million events is cancelled at once');
	cmp_ok(time - $started, '<=', 3, 'within seconds');
	is($node->safe_psql('postgres', 'SELECT csq_internal.funnel_events_final(s)::text FROM state'), '{"v":1,"funnel":"a -> b[<=1d]","levels":[0,1,0]}', 'and right when it may end');
	$node->safe_psql('postgres', 'DROP TABLE state; DROP AGGREGATE state_agg(bigint, timestamptz, text, funnel_spec)');
}

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
	skip 'no event logs here (CSQ_DATA)', 36 unless defined $data && -r "$data/logs/helpdesk.tsv";

	# file, cases, events, first and second step of a funnel with a window in hours; cases and events are those of data/README.md
	my @logs = (
		[ 'helpdesk', 4580, 21348, 'Take in charge ticket', 'Resolve ticket', 24 * 14 ],
		[ 'bpic2013_incidents', 7554, 65533, 'Queued', 'Completed', 24 * 3 ],
		[ 'receipt', 1434, 8577, 'Confirmation of receipt', 'T06 Determine necessity of stop advice', 24 ]);
	for my $log (@logs)
	{
		my ($name, $cases, $events, $first, $second, $hours) = @$log;
		CsqTest::load_log($node, "$data/logs/$name.tsv");
		$node->safe_psql('postgres', qq{
			CREATE TABLE log AS SELECT case_id, seq::int8, at::timestamptz, activity FROM raw;
			CREATE INDEX ON log (case_id, activity);
			ANALYZE log;
			CREATE TABLE j AS SELECT case_id, journey_agg(at, activity, NULL, NULL, seq) AS j FROM log GROUP BY case_id});
		is($node->safe_psql('postgres', 'SELECT count(*), sum(num_events(j)) FROM j'), "$cases|$events", "$name: cases and events");
		is($node->safe_psql('postgres', 'SELECT count(DISTINCT trace(j)) FROM j'),
			$node->safe_psql('postgres', 'SELECT count(DISTINCT p) FROM (SELECT array_agg(activity ORDER BY at, seq) AS p FROM log GROUP BY case_id) x'),
			"$name: variants");
		is($node->safe_psql('postgres', 'SELECT max(n), count(*) FROM (SELECT count(*) AS n FROM j GROUP BY trace(j)) x'),
			$node->safe_psql('postgres', 'SELECT max(n), count(*) FROM (SELECT count(*) AS n FROM (SELECT array_agg(activity ORDER BY at, seq) AS p FROM log GROUP BY case_id) x GROUP BY p) y'),
			"$name: the commonest variant");
		is($node->safe_psql('postgres', 'SELECT count(*), count(*) FILTER (WHERE started(j) = a AND ended(j) = b AND extract(epoch FROM duration(j)) = extract(epoch FROM b - a)) FROM j JOIN (SELECT case_id, min(at) a, max(at) b FROM log GROUP BY 1) x USING (case_id)'),
			"$cases|$cases", "$name: start, end and duration");
		# a funnel of two steps has an independent formulation: a self-join
		is($node->safe_psql('postgres', qq{SELECT string_agg(reached::text, ',' ORDER BY step) FROM stages((SELECT funnel_count_agg(j, '"$first" -> "$second"; within ${hours}h') FROM j))}),
			$node->safe_psql('postgres', qq{
				SELECT (SELECT count(DISTINCT case_id) FROM log WHERE activity = '$first') || ',' ||
				       (SELECT count(DISTINCT a.case_id) FROM log a JOIN log b USING (case_id)
				        WHERE a.activity = '$first' AND b.activity = '$second' AND b.at >= a.at AND b.at <= a.at + interval '$hours hours')}),
			"$name: a funnel of two steps");
		is($node->safe_psql('postgres', qq{
				SELECT count(*) FROM j JOIN (SELECT case_id, window_funnel(at, CASE activity WHEN '$first' THEN 1 WHEN '$second' THEN 2 END, '$hours hours') AS w FROM log GROUP BY 1) x USING (case_id)
				WHERE w <> level(j, '"$first" -> "$second"; within ${hours}h')}),
			'0', "$name: window_funnel agrees");
		# the one-level form: the same funnel, whatever stands for the case; with a window, an exclusion, a strict order
		for my $spec (qq{"$first" -> "$second"; within ${hours}h}, qq{"$first" -> "$second"; order strict}, qq{"$second" -> "$first" -> "$second"; ties strict})
		{
			is($node->safe_psql('postgres', qq{SELECT encode(funnel_send(funnel_count_agg(case_id, at, activity, '$spec')), 'hex'), encode(funnel_send(funnel_count_agg(hashtextextended(case_id, 0), at, activity, '$spec')), 'hex') FROM log}),
				$node->safe_psql('postgres', qq{SELECT encode(funnel_send(f), 'hex'), encode(funnel_send(f), 'hex') FROM (SELECT funnel_count_agg(j, '$spec') AS f FROM (SELECT journey_agg(at, activity) AS j FROM log GROUP BY case_id) x) y}),
				"$name: one-level = nested: $spec");
			is($node->safe_psql('postgres', qq{SELECT encode(funnel_send(funnel_agg(case_id, at, activity, '$spec')), 'hex'), encode(funnel_send(funnel_agg(hashtextextended(case_id, 0), at, activity, '$spec')), 'hex') FROM log}),
				$node->safe_psql('postgres', qq{SELECT encode(funnel_send(f), 'hex'), encode(funnel_send(f), 'hex') FROM (SELECT funnel_agg(j, '$spec') AS f FROM (SELECT journey_agg(at, activity) AS j FROM log GROUP BY case_id) x) y}),
				"$name: one-level = nested, with details: $spec");
		}
		# details: the times of the reported chains, and the next activity of those who were lost, by plain SQL
		my $chains = qq{(SELECT case_id, j, steps(j, '"$first" -> "$second"; within ${hours}h') AS t FROM j) x};
		my $detail = qq{(SELECT funnel_agg(j, '"$first" -> "$second"; within ${hours}h') AS f FROM j) x};
		is($node->safe_psql('postgres', qq{SELECT string_agg(concat_ws(':', next_activity, n), ',' ORDER BY n DESC, next_activity COLLATE "C" NULLS FIRST) FROM $detail, lost_to(f)}),
			$node->safe_psql('postgres', qq{SELECT string_agg(concat_ws(':', next, n), ',' ORDER BY n DESC, next COLLATE "C" NULLS FIRST) FROM (
				SELECT (SELECT l.activity FROM log l WHERE l.case_id = x.case_id AND l.at > t[1] ORDER BY l.at, l.seq LIMIT 1) AS next, count(*) AS n FROM $chains WHERE cardinality(t) = 1 GROUP BY 1) y}),
			"$name: where the lost ones went");
		# beyond 512 different times a quantile is within 1/128
		is($node->safe_psql('postgres', qq{
				SELECT (SELECT dropped FROM stages(f) WHERE step = 1) = c.dropped, abs(extract(epoch FROM s.median_gap) - c.p50) <= c.p50 / 128, abs(extract(epoch FROM s.p90_gap) - c.p90) <= c.p90 / 128
				FROM $detail, stages(f) s, (SELECT count(*) FILTER (WHERE cardinality(t) = 1) AS dropped, percentile_disc(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM t[2] - t[1])) AS p50,
					percentile_disc(0.9) WITHIN GROUP (ORDER BY extract(epoch FROM t[2] - t[1])) AS p90 FROM $chains) c
				WHERE s.step = 2}),
			't|t|t', "$name: median and 90th percentile of the time between the steps");
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
