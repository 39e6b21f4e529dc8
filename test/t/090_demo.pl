# The main job: sample data, steps and checks, twice, with the same figures; and on real records where they are.
use strict;
use warnings;
use lib 'test/perl';
use CsqTest;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;
use Cwd;

my $node = CsqTest::node('demo', 'max_parallel_workers_per_gather = 2', 'jit = off');

# Runs files of demo/ in a new database, as tools/demo.sh does.
sub job
{
	my ($db, $files, @variables) = @_;
	$node->safe_psql('postgres', "CREATE DATABASE $db");
	$node->safe_psql($db, "CREATE EXTENSION csq; ALTER DATABASE $db SET timezone = 'Asia/Shanghai';
		ALTER DATABASE $db SET search_path = public, csq; ALTER DATABASE $db SET client_min_messages = warning");
	my ($out, $err);
	my $ok = IPC::Run::run([ 'psql', '-X', '-q', '-v', 'ON_ERROR_STOP=1', (map { ('-v', $_) } @variables),
			'-d', $node->connstr($db), map { ('-f', $_) } @$files ], '>', \$out, '2>', \$err);
	diag($err) if $err ne '';
	return ($ok && $err eq '', $out);
}

my @steps = sort glob(getcwd() . '/demo/[0-9]*.sql');
cmp_ok(scalar @steps, '>=', 8, 'the job has its steps');

my ($first_ok, $first_out) = job('first_run', \@steps, 'scale=0.05');
ok($first_ok, 'the job runs without an error or a warning');
my ($second_ok, $second_out) = job('second_run', \@steps, 'scale=0.05');
ok($second_ok, 'and once more');

is($node->safe_psql('first_run', 'SELECT claim FROM demo.job_check WHERE NOT passed'), '', 'no check of the job fails');
cmp_ok($node->safe_psql('first_run', 'SELECT count(*) FROM demo.job_check'), '>=', 20, 'the checks were made');

# What is printed is the same, except the times of the last table.
s/^Rows and time of each step.*//ms for $first_out, $second_out;
is($second_out, $first_out, 'both runs print the same figures');
like($first_out, qr/attained.*unreachable/s, 'the scorecard has verdicts');

# The sample is the same everywhere: pinned.
my %pinned = (
	complaint => "SELECT md5(string_agg(concat_ws('|', complaint_id, customer_id, extract(epoch FROM received_at)::int8, lang, body), E'\\n' ORDER BY complaint_id)) FROM service.complaint",
	complaint_event => "SELECT md5(string_agg(concat_ws('|', complaint_id, extract(epoch FROM at)::int8, event), E'\\n' ORDER BY complaint_id, event COLLATE \"C\", at)) FROM service.complaint_event",
	survey_answer => "SELECT md5(string_agg(concat_ws('|', answer_id, contact_id, agent_id, recommend, satisfaction), E'\\n' ORDER BY answer_id)) FROM service.survey_answer",
	touch => "SELECT md5(string_agg(concat_ws('|', journey_id, seq, extract(epoch FROM at)::int8, activity, channel), E'\\n' ORDER BY journey_id, seq)) FROM service.touch");
my %digest = (
	complaint => 'fa4126cbe3f7a785c79603e75ba65da0',
	complaint_event => 'b1080aa75766056a2a795d6e4758589e',
	survey_answer => '29af3ecbf5fe8161759f27df2d3f7773',
	touch => '52850bcbd785820b181233d795cca5f8');
is($node->safe_psql('first_run', $pinned{$_}), $digest{$_}, "rows of $_ are those of every machine") for sort keys %pinned;

# Running a step again changes nothing.
my ($again) = IPC::Run::run([ 'psql', '-X', '-q', '-v', 'ON_ERROR_STOP=1', '-v', 'scale=0.05', '-d', $node->connstr('first_run'),
		map { ('-f', $_) } @steps ], '>', \my $again_out, '2>', \my $again_err);
ok($again, 'the job runs again in the same database');
is($node->safe_psql('first_run', $pinned{complaint}), $digest{complaint}, 'with the same rows');

SKIP:
{
	my $dir = CsqTest::data_dir();
	skip 'no folder of real records (CSQ_DATA)', 3 unless defined $dir;
	my ($ok, $out) = job('real_run', [ sort glob(getcwd() . '/demo/real/[0-9]*.sql') ], "data=$dir");
	ok($ok, 'the job runs on real records');
	is($node->safe_psql('real_run', 'SELECT claim FROM real.job_check WHERE NOT passed'), '', 'no check of it fails');
	cmp_ok($node->safe_psql('real_run', 'SELECT count(*) FROM real.job_check'), '>=', 5, 'its checks were made');
}

$node->stop;
done_testing();
