# What the planner makes of functions that read no variants of a process, who gets that, and when it leaves a query alone.  What they answer
# is in test/sql/process_graph.sql.
use strict;
use warnings;
use lib 'test/perl';
use CsqTest;
use Test::More;

my $node = CsqTest::node('process_plan');
$node->safe_psql('postgres', q{
	CREATE EXTENSION csq;
	ALTER DATABASE postgres SET search_path = csq, public;
	CREATE TABLE public.whole AS SELECT g AS c, g % 3 AS team, csq.journey_agg(timestamptz '2026-01-01' + n * g * interval '1 min', 'a' || n * g % 5) AS j FROM generate_series(1, 200) g, generate_series(1, 6) n GROUP BY g;
});
$node->safe_psql('postgres', 'CREATE TABLE days AS SELECT team, process_agg(j) AS p FROM whole GROUP BY team');
my $asked = 'SELECT count(*), sum(n), sum(cases) FROM edges((SELECT process_agg(j) FROM whole))';
my $answer = $node->safe_psql('postgres', 'CREATE TABLE kept AS SELECT process_agg(j) AS p FROM whole; SELECT count(*), sum(n), sum(cases) FROM kept, edges(p)');

sub plan { return $node->safe_psql('postgres', "EXPLAIN (VERBOSE, COSTS OFF) $_[0]"); }

my $plan = plan($asked);
like($plan, qr/process_graph_agg\(.*graph_edges\(/s, 'the graph is collected and read');
unlike($plan, qr/process_agg\(/, 'and no process');
is($node->safe_psql('postgres', $asked), $answer, 'with the same answer');
like(plan('SELECT throughput(process_agg(j)) FROM whole'), qr/graph_throughput\(.*process_graph_agg\(/, 'of an aggregate in the same query');
like(plan('SELECT team, b.* FROM (SELECT team, process_agg(j) AS p FROM whole GROUP BY 1) x, bottlenecks(p) b'), qr/process_graph_agg\(.*graph_bottlenecks\(/s, 'of a subquery in FROM');
$plan = plan('SELECT * FROM variants((SELECT process_agg(j) FROM whole))');
like($plan, qr/process_agg\(/, 'variants need the process');
unlike($plan, qr/graph/, 'and get no graph');
unlike(plan('SELECT p, n FROM (SELECT process_agg(j) AS p FROM whole) x, edges(p)'), qr/graph/, 'nor does who wants both');

# --- of stored processes
my $days = $asked =~ s/process_agg\(j\) FROM whole/rollup(p) FROM days/r;
$plan = plan($days);
like($plan, qr/process_graph_agg\(days\.p\).*graph_edges\(/s, 'rollup of processes: the graph');
unlike($plan, qr/rollup\(/, 'and no process');
is($node->safe_psql('postgres', $days), $answer, 'with the same answer');
like(plan('SELECT team % 2, num_cases(rollup(p)) FROM days GROUP BY 1'), qr/graph_num_cases\(.*process_graph_agg\(/, 'in the same query');
unlike(plan('SELECT * FROM variants((SELECT rollup(p) FROM days))'), qr/graph/, 'variants need the process');

# --- workers hand over graphs
$plan = $node->safe_psql('postgres', "SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0; EXPLAIN (VERBOSE, COSTS OFF) $asked");
like($plan, qr/Partial Aggregate.*PARTIAL csq_internal\.process_graph_agg/s, 'workers');
$plan = $node->safe_psql('postgres', "SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0; EXPLAIN (VERBOSE, COSTS OFF) $days");
like($plan, qr/Partial Aggregate.*PARTIAL csq_internal\.process_graph_agg\(days\.p\)/s, 'of stored processes, too');

# --- another server is asked for what has a name there
$node->safe_psql('postgres', q{
	CREATE EXTENSION postgres_fdw;
	CREATE SERVER other FOREIGN DATA WRAPPER postgres_fdw OPTIONS (extensions 'csq');
	CREATE USER MAPPING FOR postgres SERVER other;
	CREATE FOREIGN TABLE far (c int, team int, j csq.journey) SERVER other OPTIONS (table_name 'whole');
	CREATE TABLE spread (c int, team int, j csq.journey) PARTITION BY LIST (team);
	CREATE TABLE near_part PARTITION OF spread FOR VALUES IN (1);
	CREATE FOREIGN TABLE far_part PARTITION OF spread FOR VALUES IN (2) SERVER other OPTIONS (table_name 'whole');
	CREATE FOREIGN TABLE far_days (team int, p csq.process) SERVER other OPTIONS (table_name 'days');
});
for my $table (qw(far spread))
{
	$plan = plan($asked =~ s/whole/$table/r);
	unlike($plan, qr/graph/, "$table: the process, which other servers know by name");
	unlike(plan("SELECT team, num_cases(process_agg(j)) FROM $table GROUP BY team"), qr/graph/, "$table: also where it is all sent");
}
unlike(plan($days =~ s/FROM days/FROM far_days/r), qr/graph/, 'far_days: rollup, which other servers know by name');
like(plan($asked =~ s/whole/near_part/r), qr/process_graph_agg/, 'a part that is here');

# --- privileges: who may not execute what would be put in its place gets what was written
$node->safe_psql('postgres', q{
	CREATE ROLE analyst;
	GRANT SELECT ON whole, days TO analyst;
	REVOKE EXECUTE ON FUNCTION csq_internal.process_graph_agg(csq.journey) FROM PUBLIC;
	REVOKE EXECUTE ON FUNCTION csq_internal.process_graph_agg(csq.process) FROM PUBLIC;
});
is($node->safe_psql('postgres', "SET ROLE analyst; $days"), $answer, 'without the privilege, of stored processes: as it was written');
is($node->safe_psql('postgres', "SET ROLE analyst; $asked"), $answer, 'without the privilege: as it was written');
is($node->safe_psql('postgres', "PREPARE q AS $asked; EXECUTE q; SET ROLE analyst; EXECUTE q"), "$answer\n$answer", 'a kept plan is not for another role');
$node->safe_psql('postgres', q{
	GRANT EXECUTE ON FUNCTION csq_internal.process_graph_agg(csq.journey) TO PUBLIC;
	REVOKE EXECUTE ON FUNCTION csq_internal.graph_num_cases(csq_internal.process_graph) FROM PUBLIC;
});
my $two = 'SELECT num_cases(p), e.n FROM (SELECT process_agg(j) AS p FROM whole) x, edges(p) e ORDER BY 2 LIMIT 1';
is($node->safe_psql('postgres', "SET ROLE analyst; $two"), $node->safe_psql('postgres', $two), 'one of two readers may not be executed: both read the process');
is($node->safe_psql('postgres', "SET ROLE analyst; $asked"), $answer, 'the other alone reads the graph');
$node->safe_psql('postgres', 'REVOKE EXECUTE ON FUNCTION process_agg(journey) FROM PUBLIC');
$node->safe_psql('postgres', 'GRANT EXECUTE ON FUNCTION csq_internal.process_graph_agg(csq.process) TO PUBLIC; REVOKE EXECUTE ON FUNCTION rollup(process) FROM PUBLIC');
like(($node->psql('postgres', "SET ROLE analyst; $days"))[2], qr/permission denied for (function|aggregate) rollup/, 'what was written needs its own, of stored processes');
like(($node->psql('postgres', "SET ROLE analyst; $asked"))[2], qr/permission denied for (function|aggregate) process_agg/, 'and what was written still needs its own');

# --- a plan that is kept is made anew when a function that is no longer in it changes
my ($status, $out, $err) = $node->psql('postgres', qq{
	PREPARE q AS $asked;
	EXECUTE q;
	ALTER FUNCTION edges(process) COST 51;
	EXECUTE q;
	ALTER EXTENSION csq DROP FUNCTION edges(process);
	DROP FUNCTION edges(process) CASCADE;
	EXECUTE q;
});
is($out, "$answer\n$answer", 'a kept plan stays right');
like($err, qr/function edges\(process\) does not exist/, 'and is made anew when a function that is no longer in it goes');

$node->stop;
done_testing();
