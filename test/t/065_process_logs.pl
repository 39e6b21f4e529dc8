# Real event logs: the process against independent SQL, one-level and nested; and the plans that merging relies on.
use strict;
use warnings;
use Test::More;
use lib 'test/perl';
use CsqTest;
use PostgreSQL::Test::Utils;

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
my $cheap = 'SET cpu_operator_cost = 0; SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0.001; SET min_parallel_table_scan_size = 0;';
like($node->safe_psql('postgres', "$cheap EXPLAIN (COSTS OFF) $query"), qr/Finalize Aggregate.*Gather.*Partial Aggregate/s, 'process_agg is aggregated by the workers');
is($node->safe_psql('postgres', "$cheap $query"), $serial, 'two workers give the same bytes as one process');
my $partitionwise = 'SET enable_partitionwise_aggregate = on; SET cpu_operator_cost = 0; SET max_parallel_workers_per_gather = 0;';
like($node->safe_psql('postgres', "$partitionwise EXPLAIN (COSTS OFF) $query"), qr/Finalize Aggregate.*Append.*Partial Aggregate.*Partial Aggregate/s, 'partitions are aggregated one by one');
is($node->safe_psql('postgres', "$partitionwise $query"), $serial, 'and give the same bytes');

# left to its costs the planner hands no events over: by cost, workers would have to save more than that
for my $one ('process_agg(c, at, activity)', "funnel_count_agg(c, at, activity, 'a1 -> a2')", "funnel_agg(c::text, at, activity, 'a1 -> a2')")
{
	unlike($node->safe_psql('postgres', "SET parallel_setup_cost = 0; SET min_parallel_table_scan_size = 0; EXPLAIN (COSTS OFF) SELECT $one FROM e"),
		qr/Gather/, "$one by one process");
	# where a partition is a group of whole cases, workers aggregate partitions, and only results come together
	like($node->safe_psql('postgres', "SET enable_partitionwise_aggregate = on; SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0; EXPLAIN (COSTS OFF) SELECT rollup(x) FROM (SELECT $one AS x FROM e GROUP BY k) y"),
		qr/^Aggregate.*Gather.*Parallel Append.*Aggregate.*e[01] .*Aggregate/s, "$one of partitions by workers");
}

# ---- a long final step is cancelled ----
my ($ret, $out, $err) = $node->psql('postgres', q{
	SET statement_timeout = '400ms';
	SELECT num_cases(process_agg(i / 3, timestamptz '2026-01-01' + hashint4(i) * interval '1 s', 'a' || i % 50)) FROM generate_series(1, 3000000) i});
like($err, qr/canceling statement due to statement timeout/, 'a process of 3 million events is cancelled at once');

# ---- the logs ----
my $data = CsqTest::data_dir();
SKIP:
{
	skip 'no event logs here (CSQ_DATA)', 58 unless defined $data && -r "$data/logs/helpdesk.tsv";

	# cases and events are those of data/README.md
	for my $log ([ 'helpdesk', 4580, 21348 ], [ 'bpic2013_incidents', 7554, 65533 ], [ 'receipt', 1434, 8577 ])
	{
		my ($name, $cases, $events) = @$log;
		CsqTest::load_log($node, "$data/logs/$name.tsv");
		$node->safe_psql('postgres', qq{
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
			my ($what, $mine, $theirs, $with) = @_;
			$with = $with ? "$with, " : '';
			is($node->safe_psql('postgres', "WITH ${with}mine AS ($mine), theirs AS ($theirs) SELECT (SELECT count(*) FROM mine) > 0, (SELECT count(*) FROM mine) = (SELECT count(*) FROM theirs), (SELECT count(*) FROM (TABLE mine EXCEPT TABLE theirs) x)"), 't|t|0', "$name: $what");
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
		$same->('eventually_follows', 'SELECT f.* FROM p, eventually_follows(p) f', 'SELECT a.activity, b.activity, count(*), count(DISTINCT a.case_id) FROM n a JOIN n b ON a.case_id = b.case_id AND a.ord < b.ord GROUP BY 1, 2');
		$same->('footprints', 'SELECT f.* FROM p, footprints(p) f',
			q{SELECT a.activity, b.activity, (ARRAY['#', '->', '<-', '||'])[1 + (EXISTS (SELECT FROM e WHERE e.source = a.activity AND e.target = b.activity))::int + 2 * (EXISTS (SELECT FROM e WHERE e.source = b.activity AND e.target = a.activity))::int]
			  FROM (SELECT DISTINCT activity FROM log) a, (SELECT DISTINCT activity FROM log) b}, 'e AS (SELECT DISTINCT before AS source, activity AS target FROM n WHERE before IS NOT NULL)');
		$same->('flow', 'SELECT f.* FROM p, flow(p, 30, 3) f',
			q{SELECT x.ord::int, CASE WHEN a.rank <= 3 THEN x.activity ELSE '(other)' END, CASE WHEN x.next IS NULL THEN NULL WHEN b.rank <= 3 THEN x.next ELSE '(other)' END, count(*), count(*)::float8 / (SELECT count(DISTINCT case_id) FROM log)
			  FROM x JOIN r a ON a.ord = x.ord AND a.activity = x.activity LEFT JOIN r b ON b.ord = x.ord + 1 AND b.activity = x.next WHERE x.ord <= 30 GROUP BY 1, 2, 3},
			q{x AS MATERIALIZED (SELECT case_id, ord, activity, lead(activity) OVER (PARTITION BY case_id ORDER BY ord) AS next FROM n), r AS MATERIALIZED (SELECT ord, activity, row_number() OVER (PARTITION BY ord ORDER BY count(*) DESC, activity COLLATE "C") AS rank FROM n GROUP BY 1, 2)});
		# the two commonest activities, as rules and as patterns
		$same->('rules', 'SELECT c.rule, c.cases, c.activated, c.violated FROM p, r, check_rules(p, ARRAY[r.rule]) c WHERE c.rule <> $$any$$',
			'SELECT r.rule, count(*), count(*) FILTER (WHERE matches(j, about::pattern)), count(*) FILTER (WHERE matches(j, broken::pattern)) FROM r, (SELECT journey_agg(at, activity, resource) AS j FROM log GROUP BY case_id) x GROUP BY 1',
			q{t AS (SELECT (array_agg(activity ORDER BY n DESC))[1:2] AS l FROM p, activities(p)), q AS (SELECT l[1] AS a, l[2] AS b, '"' || l[1] || '"' AS qa, '"' || l[2] || '"' AS qb FROM t),
			  r AS MATERIALIZED (SELECT format('response(%s, %s)', a, b) AS rule, format('%s [^%s]* $', qa, qb) AS broken, qa AS about FROM q
			  UNION ALL SELECT format('precedence(%s, %s)', b, a), format('^ [^%s]* %s', qb, qa), qa FROM q UNION ALL SELECT format('chain_response(%s, %s)', a, b), format('%s ([^%s]|$)', qa, qb), qa FROM q
			  UNION ALL SELECT format('not_succession(%s, %s)', b, a), format('%s ~> %s', qb, qa), qb FROM q UNION ALL SELECT format('end(%s)', a), format('[^%s] $', qa), '.' FROM q)});
		$same->('edges in business time', 'SELECT e.source, e.target, e.n, e.min, e.max, e.total FROM b, edges(b.p) e', 'SELECT before, activity, count(*), min(g), max(g), sum(g) FROM (SELECT before, activity, business_time(c.cal, at - gap, at) AS g FROM n, c WHERE before IS NOT NULL) x GROUP BY 1, 2',
			q{c AS (SELECT 'tz Europe/Amsterdam; mon-fri 08:30-12:00 13:00-17:30; 12-25 closed'::calendar AS cal), b AS (SELECT process_agg(case_id, at, activity, resource, cal) AS p FROM log, c)});
		# a net that allows the commonest variant only: a case fits when what it does, or what of it the net knows, is that
		$node->safe_psql('postgres', q{CREATE TABLE net AS SELECT path, jsonb_build_object('places', (SELECT jsonb_agg('p' || i) FROM generate_series(0, cardinality(path)) i), 'initial', '{"p0":1}'::jsonb, 'final', jsonb_build_object('p' || cardinality(path), 1),
			'transitions', (SELECT jsonb_agg(jsonb_build_object('name', 't' || i, 'label', path[i], 'in', jsonb_build_array('p' || i - 1), 'out', jsonb_build_array('p' || i))) FROM generate_series(1, cardinality(path)) i)) AS net FROM p, variants(p, 1)});
		my $fits = $node->safe_psql('postgres', 'SELECT count(*) FILTER (WHERE x.path = net.path), count(*) FILTER (WHERE known = net.path) FROM (SELECT array_agg(activity ORDER BY ord) AS path, array_agg(activity ORDER BY ord) FILTER (WHERE activity = ANY (net.path)) AS known FROM n, net GROUP BY case_id) x, net');
		is($node->safe_psql('postgres', q{SELECT a.fitting, b.fitting FROM p, net, replay(p, net) a, replay(p, net, 'ignore') b}), $fits, "$name: cases that fit the commonest variant");
		# measured with pm4py on the net of a variant of 12 cases, events of one time in the order of the file: 53.2 % fit by its token replay, which passes unknown
		# activities over, and 0.84 % by alignment
		is($node->safe_psql('postgres', q{SELECT v.n, round(100.0 * a.fitting / a.traces, 1), round(100.0 * b.fitting / b.traces, 2), round(100.0 * c.fitting / c.traces, 2)
			FROM (SELECT process_agg(j) AS q FROM (SELECT journey_agg(at, activity, resource, NULL, seq) AS j FROM log GROUP BY case_id) x) y, variants(q, 10) v, LATERAL (SELECT jsonb_build_object('places', (SELECT jsonb_agg('p' || i) FROM generate_series(0, cardinality(path)) i), 'initial', '{"p0":1}'::jsonb, 'final', jsonb_build_object('p' || cardinality(path), 1),
			'transitions', (SELECT jsonb_agg(jsonb_build_object('name', 't' || i, 'label', path[i], 'in', jsonb_build_array('p' || i - 1), 'out', jsonb_build_array('p' || i))) FROM generate_series(1, cardinality(path)) i)) AS net) m, replay(q, net, 'ignore') a, replay(q, net) b, alignment_fitness(q, net) c WHERE rank = 10}),
			'12|53.2|0.84|0.84', 'receipt: as measured with another tool') if $name eq 'receipt';
		# the net that the inductive miner of pm4py 2.7.14 makes of the log (noise 0.2), and what its alignments (A*, state equation) say: of 4,580 cases 3,929 fit, all cost 751
		if ($name eq 'helpdesk')
		{
			my $net = slurp_file('test/data/helpdesk_net.json');
			is($node->safe_psql('postgres', qq{SELECT a.traces, a.fitting, a.cost, a.cut_short FROM (SELECT process_agg(j) AS q FROM (SELECT journey_agg(at, activity, resource, NULL, seq) AS j FROM log GROUP BY case_id) x) y, alignment_fitness(q, '$net') a}),
				'4580|3929|751|0', 'helpdesk: alignments with a mined net, as measured with another tool');
		}
		is($node->safe_psql('postgres', 'SELECT bool_and(v.produced + v.missing = v.consumed + v.remaining AND v.fitness BETWEEN 0 AND 1), count(*) = count(DISTINCT v.path) FROM p, net, replay_variants(p, net) v'), 't|t', "$name: tokens balance in each variant");
		# on a net of one path a case costs what it and the path have not in common, so what they cost is at least the difference of their lengths, and worth what that allows
		is($node->safe_psql('postgres', q{SELECT bool_and(v.cost >= abs(cardinality(v.path) - cardinality(net.path)) AND (v.cost + cardinality(v.path) + cardinality(net.path)) % 2 = 0 AND v.fitting = (v.path = net.path) AND NOT v.cut_short), sum(v.n * v.cost) = max(f.cost), max(f.fitting)
			FROM p, net, alignment_variants(p, net) v, alignment_fitness(p, net) f}), 't|t|' . (split /\|/, $fits)[0], "$name: alignments with the commonest variant");
		# that of everything that directly follows: every activity may be skipped to any that follows it
		is($node->safe_psql('postgres', q{SELECT a.fitting = num_cases(p), a.fitness, a.average_trace_fitness FROM p, LATERAL (
			SELECT jsonb_build_object('places', (SELECT jsonb_agg(x) FROM (SELECT 'in ' || activity FROM activities(p) UNION ALL SELECT 'out ' || activity FROM activities(p) UNION ALL VALUES ('start'), ('end')) y(x)), 'initial', '{"start":1}'::jsonb, 'final', '{"end":1}'::jsonb, 'transitions',
			(SELECT jsonb_agg(t) FROM (SELECT jsonb_build_object('name', 'do ' || activity, 'label', activity, 'in', jsonb_build_array('in ' || activity), 'out', jsonb_build_array('out ' || activity)) FROM activities(p)
			 UNION ALL SELECT jsonb_build_object('name', 'move ' || source || ' > ' || target, 'label', NULL, 'in', jsonb_build_array('out ' || source), 'out', jsonb_build_array('in ' || target)) FROM edges(p)
			 UNION ALL SELECT jsonb_build_object('name', 'start ' || activity, 'label', NULL, 'in', jsonb_build_array('start'), 'out', jsonb_build_array('in ' || activity)) FROM activities(p) WHERE starts > 0
			 UNION ALL SELECT jsonb_build_object('name', 'end ' || activity, 'label', NULL, 'in', jsonb_build_array('out ' || activity), 'out', jsonb_build_array('end')) FROM activities(p) WHERE ends > 0) z(t))) AS net) m, replay(p, m.net) a}), 't|1|1', "$name: all fits a net of all moves");
		is($node->safe_psql('postgres', 'SELECT footprint_fitness(p, model_of(p)), (SELECT count(*) FROM footprint_conformance(p, model_of(p))) FROM p'), '1|0', "$name: its own footprints");
		is($node->safe_psql('postgres', q{SELECT count(*), bool_and(a = b) FROM (SELECT trace(j) AS a, case_id AS c FROM (SELECT case_id, journey_agg(at, activity, resource) AS j FROM log WHERE case_id IN (SELECT case_id FROM log GROUP BY 1 ORDER BY 1 LIMIT 200) GROUP BY 1) x) x
			JOIN (SELECT case_id AS c, trace(journey_agg(at, activity, resource, NULL, ord)) AS b FROM (SELECT to_xes(xmlagg(xes_trace(case_id, j))) AS doc FROM (SELECT case_id, journey_agg(at, activity, resource) AS j FROM log WHERE case_id IN (SELECT case_id FROM log GROUP BY 1 ORDER BY 1 LIMIT 200) GROUP BY 1) x) d,
			xmltable('//*[local-name() = "event"]' PASSING doc COLUMNS ord FOR ORDINALITY, case_id text PATH '../*[@key = "concept:name"]/@value', activity text PATH '*[@key = "concept:name"]/@value', at timestamptz PATH '*[@key = "time:timestamp"]/@value', resource text PATH '*[@key = "org:resource"]/@value') t GROUP BY 1) y USING (c)}), '200|t', "$name: 200 cases to XES and back");
		$node->safe_psql('postgres', 'DROP TABLE raw, log, p, n, net');
	}
}

$node->stop;
done_testing();
