# SLA clocks at scale: the alert queue is an index scan, a replay over a million cases is bounded and can be cancelled.
use strict;
use warnings;
use lib 'test/perl';
use CsqTest;
use PostgreSQL::Test::Utils;
use Test::More;
use Cwd qw(abs_path);
use Time::HiRes qw(time);

my $node = CsqTest::node('sla');
$node->safe_psql('postgres', 'CREATE EXTENSION csq');
my $cal = q('tz Europe/Berlin; mon-fri 09:00-17:00');

# --- one million open cases with a generated deadline and an index
$node->safe_psql('postgres', qq{
	CREATE TABLE ticket(id int, opened_at timestamptz, closed_at timestamptz,
		due_at timestamptz GENERATED ALWAYS AS (csq.due_at($cal, opened_at, '8 business hours')) STORED);
	INSERT INTO ticket SELECT n, timestamptz '2026-01-05 08:00Z' + n * interval '3 seconds', NULL FROM generate_series(1, 1000000) AS n;
	CREATE INDEX ticket_due ON ticket(due_at) WHERE closed_at IS NULL;
	CREATE INDEX ticket_80 ON ticket(csq.threshold_at($cal, opened_at, '8 business hours', 0.8)) WHERE closed_at IS NULL;
	ANALYZE ticket;
});
my $next30 = q{SELECT id FROM ticket WHERE closed_at IS NULL AND due_at > '2026-01-20 10:00Z' AND due_at <= timestamptz '2026-01-20 10:00Z' + interval '30 minutes'};
my $plan = $node->safe_psql('postgres', "EXPLAIN (COSTS OFF) $next30");
like($plan, qr/Index.*Scan.*ticket_due/, 'breaches in the next 30 minutes: an index scan');
unlike($plan, qr/Seq Scan/, 'and no sequential scan');
is($node->safe_psql('postgres', "SELECT count(*) FROM ($next30) AS x"),
	$node->safe_psql('postgres', "SET enable_indexscan = off; SET enable_bitmapscan = off; SET enable_indexonlyscan = off; SELECT count(*) FROM ($next30) AS x"),
	'the index finds the same rows');
$plan = $node->safe_psql('postgres', qq{EXPLAIN (COSTS OFF) SELECT id FROM ticket WHERE closed_at IS NULL
	AND csq.threshold_at($cal, opened_at, '8 business hours', 0.8) BETWEEN '2026-01-20 10:00Z' AND '2026-01-20 10:05Z'});
like($plan, qr/Index.*Scan.*ticket_80/, 'cases that reach 80 % in the next five minutes: an index scan');

# --- what-if over a million clocks: one statement, bounded memory, cancelled at once
$node->safe_psql('postgres', q{
	CREATE TABLE cases AS
	SELECT n AS id, csq.clock_append(csq.clock_append(NULL, timestamptz '2026-01-05 08:00Z' + n % 500000 * interval '3 seconds', 'start'),
		timestamptz '2026-01-05 08:00Z' + n % 500000 * interval '3 seconds' + n % 600 * interval '1 minute', 'stop') AS clock
	FROM generate_series(1, 1000000) AS n;
});
my $replay = qq{SELECT count(*), count(*) FILTER (WHERE w.changed) FROM cases, csq.what_if(clock, '4 business hours', $cal, '2 business hours', $cal, '2026-03-01 00:00Z') AS w};
my ($out, $err);
my $before = time;
isnt($node->psql('postgres', "SET statement_timeout = '300ms'; $replay", stdout => \$out, stderr => \$err), 0, 'a replay can be cancelled');
my $took = time - $before;
like($err, qr/canceling statement due to statement timeout/, 'by its timeout');
cmp_ok($took, '<', 5, 'at once');
# memory of its own of the backend that ran it, in kB
my $memory = $node->safe_psql('postgres', qq{
	SET max_parallel_workers_per_gather = 0;
	$replay;
	SELECT substring(pg_read_file('/proc/self/status') FROM 'RssAnon:\\s+(\\d+)')::int;
});
my @lines = split /\n/, $memory;
is($lines[0] =~ s/\|.*//r, '1000000', 'the replay sees a million cases');
cmp_ok($lines[-1], '<', 60000, 'and takes less than 60 MB of its own memory');

# --- the binary form survives COPY
my $file = abs_path($node->data_dir) . "/clocks.bin";
$node->safe_psql('postgres', qq{
	CREATE TABLE log(id int, at timestamptz, event text, reason text);
	INSERT INTO log SELECT n % 500, timestamptz '2026-01-05 08:00Z' + n * 7919 % 100000 * interval '1 second',
		(ARRAY['start', 'pause', 'resume', 'stop', 'reopen', 'assign', 'extend 5 business minutes'])[1 + n % 7], CASE WHEN n % 7 = 5 OR n % 2 = 0 THEN 'r' || n % 5 END FROM generate_series(1, 5000) AS n;
	CREATE TABLE a AS SELECT id, csq.clock_agg(at, event, reason) AS c, csq.attainment_agg(extract(epoch FROM at)::float8 - 820000000, event = 'stop') AS t FROM log GROUP BY id;
	CREATE TABLE b (LIKE a);
	COPY a TO '$file' (FORMAT binary);
	COPY b FROM '$file' (FORMAT binary);
});
is($node->safe_psql('postgres', 'SELECT count(*) FROM a JOIN b USING (id) WHERE a.c OPERATOR(csq.=) b.c AND a.t OPERATOR(csq.=) b.t AND a.c::text = b.c::text'), '500', 'binary COPY there and back');

done_testing();
