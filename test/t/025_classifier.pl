# The classifier beyond what SQL alone shows: plans, one detoast per query, binary COPY and dump, cancelling, real data.
use strict;
use warnings;
use lib 'test/perl';
use Cwd ();
use CsqTest;
use PostgreSQL::Test::Utils;
use Test::More;
use Time::HiRes 'time';

my $node = CsqTest::node('classifier', 'max_parallel_workers_per_gather = 2', 'jit = off', 'autovacuum = off');
my $tmp = Cwd::abs_path($PostgreSQL::Test::Utils::tmp_check);
sub sql { return $node->safe_psql('postgres', "SET search_path = public, csq, csq_internal; SET client_min_messages = warning; $_[0]") }

$node->safe_psql('postgres', 'CREATE EXTENSION csq');
sql(q{CREATE TABLE doc AS SELECT id, 'l' || id % 20 AS label, string_agg('w' || (id % 20 * 7 + g * id % 31) || ' ' || md5((id * g)::text), ' ') AS doc
      FROM generate_series(1, 20000) id, generate_series(1, 6) g GROUP BY id; ANALYZE doc});

# --- parallel and partitionwise plans are really taken, and give the same bytes
my $parallel = 'SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0;';
my $train = 'SELECT md5(text_model_send(train_agg(label, doc))) FROM doc WHERE id <= 4000';
like(sql("$parallel EXPLAIN (COSTS OFF) $train"), qr/Finalize Aggregate.*Gather.*Partial Aggregate/s, 'training is parallel');
is(sql("$parallel $train"), sql("SET max_parallel_workers_per_gather = 0; $train"), 'and gives the same model');

# --- a model in a table is read once per query, not once per row
sql('CREATE TABLE model AS SELECT train_agg(label, doc) AS m FROM doc WHERE id <= 4000');
my $blocks = sql('SELECT pg_relation_size(reltoastrelid) / 8192 FROM pg_class WHERE relname = $$model$$');
cmp_ok($blocks, '>', 5, "the model is toasted ($blocks blocks)");
my ($hit) = sql('SET max_parallel_workers_per_gather = 0; EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, TIMING OFF) SELECT count(classify(m, doc)) FROM doc, model WHERE id <= 2000') =~ /shared hit=(\d+)/;
my $heap = sql('SELECT pg_relation_size($$doc$$) / 8192');
cmp_ok($hit // 0, '<', 2 * $blocks + 2000 + 2 * $heap + 200, "2,000 calls read $hit blocks, not 2,000 times $blocks");

# --- binary COPY, dump and restore keep every byte
sql("CREATE TABLE corpus AS SELECT corpus_agg(label, doc) AS c FROM doc WHERE id <= 500; COPY (SELECT m, c FROM model, corpus) TO '$tmp/model.bin' (FORMAT binary);
     CREATE TABLE copy (m text_model, c text_corpus); COPY copy FROM '$tmp/model.bin' (FORMAT binary)");
is(sql('SELECT c.m = m.m, md5(text_corpus_send(c.c)) = (SELECT md5(text_corpus_send(c)) FROM corpus) FROM copy c, model m'), 't|t', 'binary COPY');
$node->command_ok([ 'pg_dump', '-d', $node->connstr('postgres'), '-f', "$tmp/dump.sql", '-t', 'model', '-t', 'copy' ], 'pg_dump');
$node->safe_psql('postgres', 'CREATE DATABASE again');
$node->safe_psql('again', 'CREATE EXTENSION csq');
$node->command_ok([ 'psql', '-X', '-q', '-v', 'ON_ERROR_STOP=1', '-d', $node->connstr('again'), '-f', "$tmp/dump.sql" ], 'restore');
is($node->safe_psql('again', 'SELECT md5(csq_internal.text_model_send(m)) FROM model'), sql('SELECT md5(text_model_send(m)) FROM model'), 'the same model after restore');

# --- a long training ends soon when it is cancelled, and leaves no file
my $t0 = time;
my ($rc, $out, $err) = $node->psql('postgres', q{SET search_path = public, csq, csq_internal; SET statement_timeout = '300ms';
  SELECT train_agg(label, doc, '{"epochs": 1000, "tolerance": 0.0001, "c": 100}'::jsonb) FROM doc});
like($err, qr/canceling statement due to statement timeout/, 'training can be cancelled');
cmp_ok(time - $t0, '<', 10, 'at once');
is(sql('SELECT count(*) FROM pg_ls_tmpdir()'), '0', 'no file is left');

# --- real data: accuracy and calibration of the default setting
SKIP:
{
	my $data = CsqTest::data_dir() or skip('no data sets; set CSQ_DATA', 16);
	#           file                       label text part floor (columns from 0)
	my @sets = ([ 'zh_waimai_sentiment.tsv', 1, 2, undef, .900 ], [ 'zh_gov_complaint.tsv', 1, 2, undef, .918 ], [ 'zh_car_topic.tsv', 1, 3, undef, .900 ],
		[ 'zh_weibo_emotion.tsv', 1, 2, undef, .668 ], [ 'zh_unionpay_intent.tsv', 1, 4, undef, .938 ], [ 'en_airline_tweets.tsv', 2, 5, undef, .824 ],
		[ 'en_clinc150.tsv', 3, 4, 1, .920 ], [ 'en_cfpb_narratives.tsv', 1, 2, undef, .840 ]);
	for my $set (@sets)
	{
		my ($file, $label, $text, $part, $floor) = @$set;
		open my $in, '<', "$data/$file" or skip("no $file", 2);
		open my $tsv, '>', "$tmp/set.tsv" or die $!;
		<$in>;
		while (<$in>)
		{
			chomp;
			my @f = split /\t/, $_, -1;
			my $side = defined $part ? $f[$part] : $f[0] % 5 ? 'train' : 'test';
			next unless $side =~ /^(train|test)$/;
			s/\\/\\\\/g for @f;
			print $tsv join("\t", $side, $f[$label], $f[$text]), "\n";
		}
		close $tsv;
		my $r = sql("DROP TABLE IF EXISTS example, trained; CREATE TABLE example (side text, label text, doc text); COPY example FROM '$tmp/set.tsv';
		  CREATE TABLE trained AS SELECT train_agg(label, doc) AS m FROM example WHERE side = 'train';
		  SELECT avg((s.label = e.label)::int)::float8, ece(calibration_agg(e.label, s.label, s.probability))
		  FROM example e, trained, classify_scores(m, doc, 1) s WHERE side = 'test'");
		my ($accuracy, $ece) = split /\|/, $r;
		cmp_ok($accuracy, '>=', $floor, "$file: accuracy " . sprintf('%.4f', $accuracy));
		cmp_ok($ece, '<=', 0.045, "$file: calibration error " . sprintf('%.3f', $ece));
	}
}

done_testing();
