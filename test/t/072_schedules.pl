# The recipes that need a scheduler and a keeper of partitions, with the real ones: pg_cron runs the roll-up of docs/scale.md and a workspace's tick() and links,
# pg_partman makes and drops the partitions below.  Rows that come late, and rows whose partition is gone, leave the roll-up exact.
use strict;
use warnings;
use lib 'test/perl';
use CsqTest;
use PostgreSQL::Test::Utils;
use Test::More;

my $major = do { my $v = `$ENV{CSQ_PG_CONFIG} --version`; $v =~ /(\d+)/ && $1 };
chomp(my $libdir = `$ENV{CSQ_PG_CONFIG} --pkglibdir`);
my $cron = -e "$libdir/pg_cron.so";
my $node = CsqTest::node('schedules', $cron ? ("shared_preload_libraries = 'pg_cron'", "cron.database_name = 'postgres'", 'cron.use_background_workers = on', 'max_worker_processes = 20') : ());
my $partman = $node->safe_psql('postgres', q{SELECT coalesce(max(default_version), '') FROM pg_available_extensions WHERE name = 'pg_partman'});

# the recipe of the page, over a table with partitions
my ($recipe) = slurp_file('docs/scale.md') =~ /```sql once\n(CREATE TABLE answer.*?)```/s or die 'docs/scale.md has no recipe';
$recipe =~ s/CREATE TABLE answer \((.*?)\);/CREATE TABLE answer ($1) PARTITION BY RANGE (at); ALTER TABLE answer ALTER at SET NOT NULL;/ or die 'the recipe has no table';
$node->safe_psql('postgres', 'CREATE EXTENSION csq; ALTER DATABASE postgres SET search_path = public, csq');
$node->safe_psql('postgres', $recipe);
my $exact = q{SELECT (SELECT rollup(scores) FROM day_summary) = (SELECT score_agg(score) FROM sent) AND NOT EXISTS (
	SELECT FROM (SELECT (at AT TIME ZONE 'Asia/Shanghai')::date AS day, channel, score_agg(score) AS scores FROM sent GROUP BY 1, 2) s FULL JOIN day_summary d USING (day, channel) WHERE d.scores IS DISTINCT FROM s.scores)};
# what was ever sent; rows older than today come late
$node->safe_psql('postgres', 'CREATE TABLE sent (LIKE incoming)');
sub arrive
{
	my ($n, $days, $seed) = @_;
	$node->safe_psql('postgres', "WITH rows AS (INSERT INTO incoming SELECT date_trunc('day', now()) - (g * 7919 % ($days * 1440)) * interval '1 min', (ARRAY['app', 'phone', 'mail'])[1 + g % 3], (g * $seed) % 11 FROM generate_series(1, $n) g RETURNING *) INSERT INTO sent SELECT * FROM rows");
	return;
}

SKIP: {
	skip 'pg_partman is not installed', 1 if $partman eq '';
	my $five = $partman =~ /^[5-9]/;
	$node->safe_psql('postgres', 'CREATE SCHEMA partman; CREATE EXTENSION pg_partman SCHEMA partman');
	$node->safe_psql('postgres', q{SELECT partman.create_parent('public.answer', 'at', } . ($five ? q{'1 day'} : q{'native', 'daily'}) . q{, p_premake := 3, p_start_partition := (now() - interval '10 days')::date::text)});
	cmp_ok($node->safe_psql('postgres', q{SELECT count(*) FROM pg_inherits WHERE inhparent = 'answer'::regclass}), '>=', 13, "pg_partman $partman makes partitions");
	arrive(3000, 9, 5);
	is($node->safe_psql('postgres', 'SELECT take_in()'), 3000, 'rows go to their partitions');
	is($node->safe_psql('postgres', 'SELECT count(*) FROM answer_default'), 0, 'none to the default one');
	arrive(500, 30, 3);
	is($node->safe_psql('postgres', 'SELECT take_in()'), 500, 'rows before the first partition');
	cmp_ok($node->safe_psql('postgres', 'SELECT count(*) FROM answer_default'), '>', 0, 'wait in the default one');
	$node->safe_psql('postgres', $five ? q{CALL partman.partition_data_proc('public.answer')} : q{CALL partman.partition_data_proc('public.answer')});
	is($node->safe_psql('postgres', 'SELECT count(*) FROM answer_default'), 0, 'until they are moved');
	is($node->safe_psql('postgres', $exact), 't', 'the roll-up is that of all rows');
	is($node->safe_psql('postgres', 'SELECT (SELECT score_agg(score) FROM answer) = (SELECT rollup(scores) FROM day_summary)'), 't', 'over the partitions, too');
	$node->safe_psql('postgres', q{UPDATE partman.part_config SET retention = '5 days', retention_keep_table = false WHERE parent_table = 'public.answer'; CALL partman.run_maintenance_proc()});
	cmp_ok($node->safe_psql('postgres', 'SELECT count(*) FROM answer'), '<', 2500, 'old partitions are dropped');
	is($node->safe_psql('postgres', $exact), 't', 'and stay in the roll-up');
	# the same for the complaints of a workspace by time: the recipe of docs/workspace.md
	$node->safe_psql('postgres', q{SELECT create_workspace('timed', '{"languages":"en","partition_by_time":true}'); DROP TABLE timed.complaint_other;});
	$node->safe_psql('postgres', q{SELECT partman.create_parent('timed.complaint', 'received_at', } . ($five ? q{'1 month'} : q{'native', 'monthly'}) . q{, p_premake := 2, p_start_partition := (date_trunc('month', now()) - interval '3 months')::date::text)});
	my $latest = $node->safe_psql('postgres', q{SELECT c.oid::regclass FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = 'timed.complaint'::regclass AND pg_get_expr(c.relpartbound, c.oid) LIKE to_char(date_trunc('month', now()), '"FOR VALUES FROM (''"YYYY-MM-DD"%"')});
	my $load = "INSERT INTO $latest (complaint_id, received_at, text) VALUES ('straight', date_trunc('month', now()) + interval '1 hour', 'too slow')";
	like(($node->psql('postgres', $load))[2], qr/which the roll-up table "rollup_complaint" does not follow/, 'a partition of pg_partman is not passed by in silence');
	$node->safe_psql('postgres', qq{SELECT add_partitions('timed'); $load; INSERT INTO timed.complaint (complaint_id, received_at, text) SELECT i, now() - i * interval '2 days', 'too slow' FROM generate_series(1, 40) i;});
	is($node->safe_psql('postgres', q{SELECT count(*), sum(num_rows), (SELECT count(*) FROM timed.complaint_label), (SELECT count(*) FROM timed.complaint WHERE response_due IS NULL), (SELECT timed.refresh_rollup_complaint()) FROM timed.rollup_complaint}) =~ s/^\d+\|//r, '41|41|0|0', 'followed, it has deadlines, labels and roll-up as the others');
	$node->safe_psql('postgres', q{UPDATE partman.part_config SET retention = '1 month', retention_keep_table = true WHERE parent_table = 'timed.complaint'; CALL partman.run_maintenance_proc()});
	cmp_ok($node->safe_psql('postgres', q{SELECT count(*) FROM timed.complaint}), '<', 41, 'old ones are taken off');
	is($node->safe_psql('postgres', q{DELETE FROM timed.complaint_key k WHERE NOT EXISTS (SELECT FROM timed.complaint c WHERE c.tenant = k.tenant AND c.complaint_id = k.complaint_id);
		SELECT (SELECT count(*) FROM timed.complaint) = (SELECT count(*) FROM timed.complaint_key), (SELECT count(*) FROM timed.complaint) = (SELECT count(*) FROM timed.complaint_label), timed.refresh_rollup_complaint() > 0}), 't|t|t', 'with all that belongs to them, and the roll-up is computed anew');
	is($node->safe_psql('postgres', q{SELECT timed.refresh_rollup_complaint(), (SELECT sum(num_rows) FROM timed.rollup_complaint) = (SELECT count(*) FROM timed.complaint)}), '0|t', 'once');
}
if ($partman eq '') { $node->safe_psql('postgres', 'CREATE TABLE answer_default PARTITION OF answer DEFAULT') }

SKIP: {
	skip 'pg_cron is not installed', 1 unless $cron;
	$node->safe_psql('postgres', q{CREATE EXTENSION pg_cron; SELECT create_workspace('desk', '{"calendar":"tz UTC; 24x7"}');
		INSERT INTO desk.complaint (complaint_id, received_at, channel, text) SELECT i, now() - i * interval '20 minutes', 'app', 'too slow, I waited for hours' FROM generate_series(1, 300) i});
	arrive(2000, 8, 7);
	$node->safe_psql('postgres', 'SELECT take_in()');
	# late rows, found by the next run of the scheduler and not by hand
	arrive(1000, 20, 9);
	is($node->safe_psql('postgres', $exact), 'f', 'late rows have come');
	my $due = $node->safe_psql('postgres', 'SELECT count(*) FROM desk.v_alert_due');
	cmp_ok($due, '>', 100, 'and alerts are due');
	$node->safe_psql('postgres', q{SELECT cron.schedule('take in', '* * * * *', 'SELECT public.take_in()'), cron.schedule('csq', '* * * * *', $$SELECT csq.tick('desk')$$),
		cron.schedule('csq links', '* * * * *', $$CALL desk.link_complaints(100)$$)});
	ok($node->poll_query_until('postgres', q{SELECT count(DISTINCT jobid) = 3 FROM cron.job_run_details WHERE status IN ('succeeded', 'failed')}), 'pg_cron has run all three');
	is($node->safe_psql('postgres', q{SELECT count(*) FROM cron.job_run_details WHERE status = 'failed'}), 0, 'none failed');
	is($node->safe_psql('postgres', 'SELECT count(*), count(duplicate_of), count(DISTINCT linked_at) FROM desk.complaint_link'), '300|299|3', 'complaints are linked, in batches that are committed');
	is($node->safe_psql('postgres', $exact), 't', 'the roll-up is exact again');
	cmp_ok($node->safe_psql('postgres', 'SELECT count(*) FROM desk.alert'), '>=', $due, 'the alerts are raised');
	is($node->safe_psql('postgres', 'SELECT count(*) - count(DISTINCT (tenant, kind, subject, occurrence)) FROM desk.alert'), 0, 'each once');
	# two schedulers, and whoever calls by hand at the same time
	if ($ENV{CSQ_LONG})
	{
		$node->safe_psql('postgres', q{SELECT cron.schedule('take in ' || i, '* * * * *', 'SELECT public.take_in()'), cron.schedule('csq ' || i, '* * * * *', $$SELECT csq.tick('desk')$$) FROM generate_series(1, 4) i});
		arrive(3000, 25, 4);
		ok($node->poll_query_until('postgres', q{SELECT count(DISTINCT jobid) = 11 FROM cron.job_run_details WHERE status = 'succeeded'}), 'five of both');
		is($node->safe_psql('postgres', $exact), 't', 'each row is counted once');
		is($node->safe_psql('postgres', 'SELECT count(*) - count(DISTINCT (tenant, kind, subject, occurrence)) FROM desk.alert'), 0, 'each alert is raised once');
	}
}
$node->stop('immediate');
done_testing();
