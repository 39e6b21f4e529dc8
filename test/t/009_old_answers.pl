# Values of every type as 0.1.0 stored them, byte by byte, and what that library said about them: the library of today says the same.  The values are
# random: 120 journeys, 200 patterns and 170 specifications of funnels among them, each asked of each.  tools/old_answers.pl made the file.
use strict;
use warnings;
use lib 'test/perl';
use CsqTest;
use PostgreSQL::Test::Utils;
use Test::More;

chomp(my $include = `$ENV{CSQ_PG_CONFIG} --includedir-server`);
my $dir = $PostgreSQL::Test::Utils::tmp_check;
my $node = CsqTest::node('old_answers');
plan skip_all => 'no compiler or no headers of the server' if system("gcc -fPIC -shared -I'$include' -o '$dir/raw_value.so' test/modules/raw_value.c") != 0;
$node->safe_psql('postgres', "CREATE EXTENSION csq; ALTER DATABASE postgres SET search_path = public, csq, csq_internal; ALTER DATABASE postgres SET timezone = 'UTC';
	CREATE FUNCTION public.of_raw(bytea, anyelement) RETURNS anyelement LANGUAGE C AS '$dir/raw_value.so'");

my %type = (j => 'journey', pat => 'pattern', spec => 'funnel_spec', cal => 'calendar', target => 'sla_target', lex => 'lexicon', clock => 'sla_clock', score => 'score_summary', rate => 'rate_summary',
	attain => 'attainment', calib => 'calibration', conf => 'confusion', map => 'journey_map', coh => 'cohort', fun => 'funnel', lean => 'funnel', ident => 'identity_graph', proc => 'process',
	fcase => 'funnel_case', fsketch => 'funnel_sketch', model => 'text_model');
my (%values, @asked, $load);
for (split /\n/, `gzip -dc test/data/answers_0.1.0.tsv.gz`)
{
	my ($what, @field) = split /\t/, $_, 4;
	if ($what eq 'value') { push @{ $values{$field[0]} }, "($field[1], of_raw('\\x$field[2]', NULL::$type{$field[0]}))" }
	elsif ($what eq 'text') { push @{ $values{doc} }, "($field[1], \$t\$$field[2]\$t\$)" }
	else { push @asked, \@field }
}
for my $table (sort keys %values)
{
	$load .= $table eq 'doc' ? 'CREATE TABLE doc (id int, text text);' : "CREATE TABLE $table (id int, v $type{$table});";
	$load .= "INSERT INTO $table VALUES " . join(', ', @{ $values{$table} }) . ";\n";
}
append_to_file("$dir/load.sql", $load);
$node->command_ok([ 'psql', '-X', '-q', '-v', 'ON_ERROR_STOP=1', '-d', $node->connstr('postgres'), '-f', "$dir/load.sql" ], 'values of ' . scalar(keys %type) . ' tables are read');
cmp_ok(scalar @asked, '>', 30, 'questions');
cmp_ok(scalar @{ $values{j} } * scalar @{ $values{pat} }, '>', 20_000, 'pairs of journey and pattern');
for (@asked)
{
	my ($name, $sql, $then) = @$_;
	my ($status, $now, $err) = $node->psql('postgres', "SELECT string_agg(x, ' / ') FROM ($sql) q(x)");
	my @then = split m{ / }, $then, -1;
	my @now = split m{ / }, $now, -1;
	my @other = grep { ($now[$_] // '') ne $then[$_] } 0 .. $#then;
	ok(@then > 0 && @now == @then && !@other, "$name: " . scalar(@then) . ' answers') or diag(join "\n", "$err", scalar(@other) . ' differ, the first:', map { '0.1.0: ' . substr($then[$_], 0, 400), 'today: ' . substr($now[$_] // '(none)', 0, 400) } @other[ 0 .. ($#other > 3 ? 3 : $#other) ]);
}
done_testing();
