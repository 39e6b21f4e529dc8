# Deadlines as generated columns: indexed, dumped, restored, copied in binary form, the same in parallel workers.
use strict;
use warnings;
use lib 'test/perl';
use CsqTest;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = CsqTest::node('due_at');
$node->safe_psql('postgres', 'CREATE DATABASE desk');
$node->safe_psql('desk', q{
	CREATE EXTENSION csq;
	CREATE TABLE cases (id int PRIMARY KEY, opened_at timestamptz NOT NULL, target csq.sla_target NOT NULL,
		due timestamptz GENERATED ALWAYS AS (csq.due_at(
			'tz Europe/Berlin; mon-fri 09:00-17:00; 12-25 closed; 2026-03-30 break 12:00-13:00', opened_at, target)) STORED);
	CREATE INDEX cases_due ON cases (due);
	CREATE TABLE calendars (name text PRIMARY KEY, hours csq.calendar NOT NULL);
	INSERT INTO calendars VALUES ('cn', csq.default_calendar('CN')), ('night', 'tz America/New_York; daily 22:00-06:00; valid 2025-01-01..');
	INSERT INTO cases SELECT i, timestamptz '2026-01-01' + i * interval '7 minutes',
		(ARRAY['4 business hours', '1.5 hours', '3 business days', '2 calendar weeks', '1 calendar month']::csq.sla_target[])[1 + i % 5]
	FROM generate_series(1, 40000) i;
	ANALYZE cases;
});

# --- "due in the next 30 minutes" is an index scan
my $soon = "SELECT count(*) FROM cases WHERE due >= '2026-03-02 10:00' AND due < timestamptz '2026-03-02 10:00' + interval '30 minutes'";
like(CsqTest::query_plan($node, $soon, 'desk'), qr/Index (Only )?Scan using cases_due/, 'the queue of alerts comes from the index');
cmp_ok($node->safe_psql('desk', $soon), '>', 0, 'and there are some');
# an expression index does as well
$node->safe_psql('desk', q{CREATE INDEX cases_breach ON cases (csq.breach_at('tz UTC; mon-fri 9-17', opened_at, target)); ANALYZE cases});
like(
	CsqTest::query_plan($node, q{SELECT id FROM cases WHERE csq.breach_at('tz UTC; mon-fri 9-17', opened_at, target) BETWEEN '2026-03-02 10:00' AND '2026-03-02 10:10'}, 'desk'),
	qr/cases_breach/, 'expression index');

# --- dump and restore: definitions, values, the same deadlines computed again
my $dump = "${PostgreSQL::Test::Utils::tmp_check}/desk.sql";
$node->command_ok([ 'pg_dump', '-d', $node->connstr('desk'), '-f', $dump ], 'pg_dump');
like(slurp_file($dump), qr/GENERATED ALWAYS AS \(csq\.due_at\('tz Europe\/Berlin; mon-fri 09:00-17:00; 12-25 closed; 2026-03-30 break 12:00-13:00'::csq\.calendar/, 'the calendar is in the dump as text');
$node->safe_psql('postgres', 'CREATE DATABASE desk2');
$node->command_ok([ 'psql', '-X', '-q', '-v', 'ON_ERROR_STOP=1', '-d', $node->connstr('desk2'), '-f', $dump ], 'restored');
my $sum = q{SELECT md5(string_agg(id || ' ' || target || ' ' || due, E'\n' ORDER BY id)) || (SELECT md5(string_agg(name || hours, '' ORDER BY name)) FROM calendars) FROM cases};
is($node->safe_psql('desk2', $sum), $node->safe_psql('desk', $sum), 'all values and deadlines are the same');
like(CsqTest::query_plan($node, $soon, 'desk2'), qr/cases_due/, 'the index is back') if $node->safe_psql('desk2', 'ANALYZE') eq '';

# --- binary COPY
my $file = "${PostgreSQL::Test::Utils::tmp_check}/calendars.bin";
$node->safe_psql('desk', "\\copy (SELECT name, hours, t FROM calendars, unnest(ARRAY['4 business hours', '1 calendar month']::csq.sla_target[]) t) TO '$file' (FORMAT binary)");
$node->safe_psql('desk', 'CREATE TABLE copied (name text, hours csq.calendar, target csq.sla_target)');
$node->safe_psql('desk', "\\copy copied FROM '$file' (FORMAT binary)");
is($node->safe_psql('desk', 'SET search_path = public, csq; SELECT count(*) FROM copied JOIN calendars c USING (name, hours)'), '4', 'binary copy gives back the same values');
# broken bytes are refused with 22P03
my $bytes = slurp_file($file);
my $at = index($bytes, 'Asia/Shanghai');
substr($bytes, $at + 14, 4) = "\x7f\xff\xff\xff";
my $bad = "$file.bad";
open my $fh, '>:raw', $bad or die; print $fh $bytes; close $fh;
my ($rc, $out, $err) = $node->psql('desk', "\\copy copied FROM '$bad' (FORMAT binary)", extra_params => [ '-v', 'VERBOSITY=verbose' ]);
like($err, qr/22P03/, 'broken binary input is an error 22P03');

# --- parallel workers compute the same
my $total = "SELECT sum(extract(epoch FROM csq.business_time((SELECT hours FROM calendars WHERE name = 'night'), opened_at, due))), count(*) FROM cases";
my $serial = $node->safe_psql('desk', "SET max_parallel_workers_per_gather = 0; $total");
my $parallel = "SET max_parallel_workers_per_gather = 2; SET min_parallel_table_scan_size = 0; SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; ";
like($node->safe_psql('desk', $parallel . "EXPLAIN (COSTS OFF) $total"), qr/Gather/, 'the functions are parallel safe');
is($node->safe_psql('desk', $parallel . $total), $serial, 'workers give the same sum');

# --- a calendar from a table, by row: compiled once per value
is($node->safe_psql('desk', q{SELECT string_agg(name || ' ' || csq.add_business_days(hours, date '2026-09-30', 1), ', ' ORDER BY name) FROM calendars}),
	'cn 2026-10-08, night 2026-10-01', 'calendars by row');


# --- the same when values alternate, compressed in the row, out of line or plain
my $mixed = q{WITH v AS MATERIALIZED (SELECT name, hours, opened_at FROM kept, (SELECT opened_at FROM cases ORDER BY id LIMIT 500) c)
	SELECT count(*), bool_and(csq.business_seconds(hours, opened_at, '2026-12-01') = csq.business_seconds(hours::text::csq.calendar, opened_at, '2026-12-01')) FROM v};
for my $storage ('extended', 'external', 'main', 'plain')
{
	$node->safe_psql('desk', qq{DROP TABLE IF EXISTS kept; CREATE TABLE kept (LIKE calendars); ALTER TABLE kept ALTER hours SET STORAGE $storage;
		INSERT INTO kept SELECT name || i, hours::text::csq.calendar FROM calendars, generate_series(1, 3) i});
	is($node->safe_psql('desk', $mixed), '3000|t', "stored $storage");
}

$node->stop;
done_testing();
