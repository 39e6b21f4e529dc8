# Training beyond memory: the same model whatever lies in files, and no file left behind by any end of the query.
use strict;
use warnings;
use lib 'test/perl';
use CsqTest;
use Test::More;
use Time::HiRes qw(time sleep);

my $node = CsqTest::node('training', 'max_parallel_workers_per_gather = 0', 'jit = off', 'autovacuum = off', 'restart_after_crash = on', "search_path = 'public, csq, csq_internal'");
my $small = "SET maintenance_work_mem = '1MB';";
my $large = "SET maintenance_work_mem = '1GB';";
my $files = 'SELECT count(*) FROM pg_ls_tmpdir()';
sub sql { return $node->safe_psql('postgres', "SET client_min_messages = warning; $_[0]") }

# The value of a query, and what it said of its files.
sub messages
{
	my ($rc, $out, $err) = $node->psql('postgres', "SET client_min_messages = debug1; $_[0]");
	return ($out, $err);
}

$node->safe_psql('postgres', 'CREATE EXTENSION csq');
sql(q{CREATE TABLE doc AS SELECT id, 'l' || id % 20 AS label, string_agg('w' || (id % 20 * 7 + g * id % 31) || ' ' || translate(md5((id * g % 30000)::text), '0123456789', 'ghijklmnop'), ' ') AS doc
      FROM generate_series(1, 4000) id, generate_series(1, 3) g GROUP BY id; ANALYZE doc});

# --- the same bytes with all in memory and with nearly nothing in memory
my $train = 'SELECT md5(text_model_send(train_agg(label, doc))) FROM doc';
my ($model, $said) = messages("$large $train");
like($model, qr/^[0-9a-f]{32}$/, 'a model');
unlike($said, qr/moved to temporary files|[1-9]\d* kB in/, 'a gigabyte is enough for all of it');
(my $spilled, $said) = messages("$small $train");
is($spilled, $model, 'the same model with a megabyte');
like($said, qr/training examples are moved to temporary files/, 'which moves examples to files');
my ($kb) = $said =~ /(\d+) kB in temporary files/g;
cmp_ok($kb // 0, '>', 2000, 'megabytes of them');
like($said, qr/training since \d+ s: epoch 2, largest violation [\d.]+, goal 0.5/, 'and says how far it is');
is(sql("$small SELECT md5(text_model_send(train_agg(label, doc ORDER BY id DESC))) FROM doc"), $model, 'reversed');
is(sql("$small SELECT md5(text_model_send(train_agg(label, doc ORDER BY md5(id::text)))) FROM doc"), $model, 'shuffled');
my $twice = 'SELECT md5(text_model_send(train_agg(label, doc, 0.5 ORDER BY n, md5(id::text)))) FROM doc, generate_series(1, 2) n';
is(sql("$small $twice"), sql("$large $twice"), 'every row twice, far apart');
is(sql("$small SELECT md5(text_model_send(train(rollup(c ORDER BY k DESC)))) FROM (SELECT id % 7 AS k, corpus_agg(label, doc) AS c FROM doc GROUP BY 1) s"), $model, 'rolled up');
is(sql("$large SELECT md5(text_model_send(train(corpus_agg(label, doc)))) FROM doc"), $model, 'from a corpus in memory');
my $parallel = 'SET max_parallel_workers_per_gather = 2; SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0;';
like(sql("$parallel EXPLAIN (COSTS OFF) $train"), qr/Finalize Aggregate.*Gather.*Partial Aggregate/s, 'a parallel plan');
is(sql("$small $parallel $train"), $model, 'two workers, all with files');

# --- groups: small ones need no file, large ones have files of their own, hashed, sorted and rescanned
my $groups = 'SELECT md5(string_agg(md5(text_model_send(m)), $$,$$ ORDER BY k)) FROM (SELECT %s AS k, train_agg(label, doc%s) AS m FROM doc %s GROUP BY 1) s';
my $many = sprintf($groups, 'id / 16', q(, '{"bits": 12, "epochs": 3}'::jsonb), 'WHERE id < 3200');
my ($a) = messages("$large $many");
(my $b, $said) = messages("$small $many");
is($b, $a, 'two hundred small groups');
unlike($said, qr/moved to temporary files/, 'without a file');
my $few = sprintf($groups, 'id % 3', '', '');
($a) = messages("$large $few");
for my $off (qw(enable_hashagg enable_sort))
{
	($b, $said) = messages("SET $off = off; $small $few");
	is($b, $a, "three large groups, $off = off");
	my $moved = () = $said =~ /moved to temporary files/g;
	is($moved, 3, 'each with files');
}
is(sql("$small SELECT count(DISTINCT md5(text_model_send(m))) FROM generate_series(1, 6) k, LATERAL (SELECT train_agg(label, doc) AS m FROM doc WHERE id % 3 <> k % 3 OFFSET 0) s"), '3', 'rescanned');
is(sql("$small SELECT min(md5(text_model_send(m))) FROM (SELECT train_agg(label, doc) OVER () AS m FROM doc LIMIT 1) s"), $model, 'as a window function');
is(sql("$small SELECT md5(text_model_send(train_agg(label, doc))) = md5(text_model_send(train_agg(label, doc))), count(*) FROM doc"), 't|4000', 'a state that two aggregates share');

# --- ends of a query
is(sql("$small BEGIN; DECLARE c CURSOR FOR SELECT k FROM (SELECT id % 2 AS k, train_agg(label, doc) AS m FROM doc GROUP BY 1) s WHERE m IS NOT NULL; FETCH 1 FROM c; CLOSE c; $files; COMMIT") =~ s/^.*\n//r,
	'0', 'a cursor that is closed early leaves no file');
my $slow = q(SELECT train_agg(label, doc, '{"epochs": 1000, "tolerance": 0.0001, "c": 100}'::jsonb) FROM doc, generate_series(1, 3) n);
for my $ms (20, 150, 500, 1500, 3000)
{
	my $t0 = time;
	my ($rc, $out, $err) = $node->psql('postgres', "$small SET statement_timeout = $ms; $slow");
	like($err, qr/canceling statement due to statement timeout/, "cancelled after $ms ms");
	cmp_ok(time - $t0, '<', $ms / 1000 + 3, 'at once');
	is(sql($files), '0', 'no file is left');
}
my ($rc, $out, $err) = $node->psql('postgres', "$small SET temp_file_limit = '2MB'; $train");
like($err, qr/temporary file size exceeds "?temp_file_limit/, 'temp_file_limit holds');
is(sql($files), '0', 'no file is left');
is(sql("$small SET temp_file_limit = '2MB'; DO \$\$ BEGIN PERFORM train_agg(label, doc) FROM doc; EXCEPTION WHEN configuration_limit_exceeded THEN NULL; END \$\$; $files"), '0', 'nor after an error that was caught');
is(sql("$small SET temp_file_limit = '2MB'; BEGIN; SAVEPOINT s; SELECT count(train_agg) FROM (SELECT train_agg(label, doc) FROM doc WHERE id < 100) s; ROLLBACK TO s; $files; COMMIT"), "1\n0", 'nor after a rollback');

# A session that trains for long, once it has files; returns its process id.
sub training_session
{
	my $child = fork;
	if ($child == 0)
	{
		open STDOUT, '>', '/dev/null';
		open STDERR, '>', '/dev/null';
		exec 'psql', '-X', '-d', $node->connstr('postgres'), '-c', $small, '-c', "$slow -- for long";
		exit 1;
	}
	my $backend;
	for (1 .. 600)
	{
		$backend = sql("SELECT pid FROM pg_stat_activity WHERE query LIKE '%-- for long' AND pid <> pg_backend_pid() AND ($files) > 0");
		last if $backend;
		sleep 0.1;
	}
	return ($child, $backend);
}

my ($child, $backend) = training_session();
ok($backend, 'a training with files');
is(sql("SELECT pg_terminate_backend($backend, 10000)"), 't', 'terminated');
waitpid $child, 0;
is(sql($files), '0', 'no file is left');

($child, $backend) = training_session();
ok($backend, 'another one');
kill 'KILL', $backend;
waitpid $child, 0;
my $left;
for (1 .. 300)
{
	($rc, $left) = $node->psql('postgres', $files);
	last if $rc == 0;
	sleep 0.1;
}
is($left, '0', 'no file is left after a crash');
is(sql("$small $train"), $model, 'and training works');

$node->stop;
unlike(PostgreSQL::Test::Utils::slurp_file($node->logfile), qr/leak|TRAP/, 'nothing leaked');

done_testing();
