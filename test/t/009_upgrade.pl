# ALTER EXTENSION csq UPDATE from each released version: the catalogue is that of a fresh installation, values of every type that the old library
# stored are read by the new one, and what was built on csq is still there.
use strict;
use warnings;
use lib 'test/perl';
use CsqTest;
use PostgreSQL::Test::Utils;
use Test::More;

my ($new) = slurp_file('csq.control') =~ /^default_version = '([\d.]+)'/m;
my @released = map { m{csq--([\d.]+)--\Q$new\E\.sql$} ? $1 : () } glob 'sql/csq--*--*.sql';
is_deeply(\@released, ['0.1.0'], "scripts to version $new");
my $dir = $PostgreSQL::Test::Utils::tmp_check;
chomp(my $include = `$ENV{CSQ_PG_CONFIG} --includedir-server`);
chomp(my $sharedir = `$ENV{CSQ_PG_CONFIG} --sharedir`);
chomp(my $libdir = `$ENV{CSQ_PG_CONFIG} --pkglibdir`);
plan skip_all => 'the extension is not in a stage of its own' unless $ENV{CSQ_STAGE_CONF} && $ENV{CSQ_STAGE_SHARE};
my ($stage) = $ENV{CSQ_STAGE_SHARE} =~ /^(.*)\Q$sharedir\E$/;

# a copy of the stage that has the frozen scripts, too
system("cp -r '$stage' '$dir/stage' && mkdir '$dir/old'") == 0 or die 'no copy of the stage';
for my $old (@released)
{
	my $made = system("perl tools/old_version.pl 'sql/csq--$old.sql' '$dir/stage$libdir/csq.so' '$dir/old' '$include'");
	plan skip_all => 'no compiler or no headers of the server for the functions that are gone' if $made != 0;
	system("cp '$dir/old/csq--$old.sql' '$dir/stage$sharedir/extension/'") == 0 or die;
}
append_to_file("$dir/stage.conf", slurp_file($ENV{CSQ_STAGE_CONF}) =~ s/\Q$stage\E/$dir\/stage/gr);
local $ENV{CSQ_STAGE_CONF} = "$dir/stage.conf";
my $node = CsqTest::node('upgrade');
system("gcc -fPIC -shared -I'$include' -o '$dir/raw_value.so' test/modules/raw_value.c") == 0 or die 'raw_value.c does not compile';

sub lines { return [ split /\n/, $node->safe_psql($_[0], slurp_file('tools/catalogue.sql')) ] }
$node->safe_psql('postgres', 'CREATE DATABASE fresh');
$node->safe_psql('fresh', 'CREATE EXTENSION csq');
my $fresh = lines('fresh');
cmp_ok(scalar @$fresh, '>', 3000, 'a fresh installation');

for my $old (@released)
{
	my $db = "from_$old" =~ tr/./_/r;
	$node->safe_psql('postgres', "CREATE DATABASE $db");
	$node->safe_psql($db, "CREATE EXTENSION csq VERSION '$old'");
	isnt(join("\n", @{ lines($db) }), join("\n", @$fresh), "$old is another version");

	# what people build: views, columns, indexes, defaults, functions
	$node->safe_psql($db, q{SET search_path = public, csq;
		CREATE TABLE log AS SELECT g % 7 AS case_id, timestamptz '2026-03-02' + g * interval '5 h' AS at, (ARRAY['opened', 'closed'])[1 + g % 2] AS activity, g % 11 AS score FROM generate_series(1, 60) g;
		CREATE TABLE kept AS SELECT case_id, journey_agg(at, activity) AS j, ('{"v":1,"lo":0,"hi":10,"detractors_to":6,"promoters_from":9,"missing":0,"counts":[1,2,2,2,2,2,2,2,2,2,' || case_id || ']}')::score_summary AS s, '{"v":1,"hits":14,"trials":20,"missing":0}'::rate_summary AS r FROM log GROUP BY 1;
		ALTER TABLE kept ADD due timestamptz GENERATED ALWAYS AS (due_at('tz UTC; mon-fri 9-17'::calendar, '2026-03-02 10:00+00', '4 business hours'::sla_target)) STORED, ADD promoters float8 GENERATED ALWAYS AS (nps(s)) STORED;
		CREATE INDEX ON kept (nps(s)); CREATE INDEX ON kept USING hash (s); CREATE INDEX ON kept USING hash (r);
		CREATE VIEW scores AS SELECT case_id, nps(s) AS nps, s + s AS twice, nps_lo(s) AS lo FROM kept;
		CREATE VIEW month AS SELECT rollup(s) AS s, rollup(r) AS r, rollup(j) AS j FROM kept;
		CREATE VIEW steps AS SELECT case_id, ord, activity FROM kept, events(j);
		CREATE VIEW reached AS SELECT case_id, level(j, 'opened -> closed'::funnel_spec) AS level, num_events(j) AS n FROM kept;
		CREATE VIEW direct AS SELECT nps(score) AS nps, score_agg(score) AS s FROM log;
		CREATE FUNCTION worst(s score_summary) RETURNS float8 IMMUTABLE RETURN nps(s + s)});
	my @views = qw(scores month steps reached direct);
	my %before = map { my $v = $_; $v => $node->safe_psql($db, "SET search_path = public, csq; SELECT case_id, num_events(j) FROM kept ORDER BY 1") } 'kept';
	$node->safe_psql($db, "ALTER EXTENSION csq UPDATE TO '$new'");
	is($node->safe_psql($db, q{SELECT extversion FROM pg_extension WHERE extname = 'csq'}), $new, "$old to $new");
	my $upgraded = lines($db);
	my %has = map { $_ => 1 } @$upgraded;
	my %should = map { $_ => 1 } @$fresh;
	is(join("\n", grep { !$should{$_} } @$upgraded), '', 'nothing is there that a fresh installation has not');
	is(join("\n", grep { !$has{$_} } @$fresh), '', 'and nothing is missing');
	is($node->safe_psql($db, q{SELECT count(*) FROM pg_proc WHERE probin LIKE '%gone%'}), 0, 'no function of the old library is left');
	for my $view (@views)
	{
		like($node->safe_psql($db, "SET search_path = public, csq; SELECT count(*) > 0, count(x) > 0 FROM (SELECT v::text AS x FROM $view v) y"), qr/^t\|t$/, "view $view");
	}
	is($node->safe_psql($db, 'SET search_path = public, csq; SELECT case_id, num_events(j) FROM kept ORDER BY 1'), $before{kept}, 'stored journeys');
	is($node->safe_psql($db, 'SET search_path = public, csq; SELECT answers(s) = (SELECT sum(answers(s)) FROM kept), (SELECT count(*) FROM kept WHERE promoters IS DISTINCT FROM nps(s)), worst(s) = nps(s) FROM month'), 't|0|t', 'generated columns, functions, aggregates');
	is($node->safe_psql($db, 'SET search_path = public, csq; SET enable_seqscan = off; SELECT count(*) > 0 FROM kept WHERE s = (SELECT s FROM kept ORDER BY case_id LIMIT 1)'), 't', 'an index');

	# values as the old library stored them, byte by byte: they say what they said; where the text form has changed, they have the new one
	my %other_text = map { $_ => 1 } qw(funnel_case funnel_sketch funnel_events process_events pattern);
	# and what cannot be read is refused: an example did not count its rows
	my %refused = (text_corpus => 1);
	my %types;
	$node->safe_psql($db, "CREATE FUNCTION public.of_raw(bytea, anyelement) RETURNS anyelement LANGUAGE C AS '$dir/raw_value.so'");
	my %current = map { $_ => 1 } split /\n/, $node->safe_psql($db, q{SELECT typname FROM pg_type WHERE typnamespace IN ('csq'::regnamespace, 'csq_internal'::regnamespace) AND typtype = 'b' AND typcategory <> 'A'});
	for (split /\n/, slurp_file("test/data/values_$old.tsv"))
	{
		my ($type, $raw, $text) = split /\t/;
		next unless $current{$type};
		$types{$type} = 1;
		my $said = $other_text{$type} ? 'v::text' : "(\$t\$$text\$t\$::$type)::text";
		my ($status, $out, $err) = $node->psql($db, "SET search_path = public, csq, csq_internal; CREATE TEMP TABLE v AS SELECT of_raw('\\x$raw', NULL::$type) AS v; SELECT v::text = $said, length(v::text) > 10, v::text FROM v");
		if ($refused{$type}) { like($err, qr/ERROR:  invalid/, "$old: a stored $type is refused") }
		else { like($status == 0 ? $out : $err, qr/^t\|t\|/, "$old: a stored $type") }
	}
	cmp_ok(scalar keys %types, '>=', 23, 'values of every type that is still there');
}
done_testing();
