# Every aggregate in two halves, as engines do that spread rows over servers: the states of the parts of the rows as text, read back,
# combined and finished are the aggregate of all rows.  The functions are called without an expression, through an FmgrInfo made for each row
# (test/modules/partial_agg.c), so a function may neither ask for the types of its arguments nor forget what it has compiled.
use strict;
use warnings;
use lib 'test/perl';
use CsqTest;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = CsqTest::node('halves');
my $dir = $PostgreSQL::Test::Utils::tmp_check;
chomp(my $include = `$ENV{CSQ_PG_CONFIG} --includedir-server`);
my $built = system("gcc -fPIC -shared -I'$include' -o '$dir/partial_agg.so' test/modules/partial_agg.c 2>'$dir/partial_agg.log'");
plan skip_all => 'no compiler or no headers of the server for the test module' if $built != 0;
$node->safe_psql('postgres', qq{
  CREATE EXTENSION csq;
  CREATE FUNCTION partial_row(internal, oid, anyelement) RETURNS internal LANGUAGE C PARALLEL SAFE AS '$dir/partial_agg', 'partial_row';
  CREATE FUNCTION partial_text(internal, oid, anyelement) RETURNS text LANGUAGE C PARALLEL SAFE AS '$dir/partial_agg', 'partial_text';
  CREATE FUNCTION merged_row(internal, oid, text) RETURNS internal LANGUAGE C PARALLEL SAFE AS '$dir/partial_agg', 'merged_row';
  CREATE FUNCTION merged_text(internal) RETURNS text LANGUAGE C PARALLEL SAFE AS '$dir/partial_agg', 'merged_text';
  CREATE AGGREGATE partial_agg(oid, anyelement) (SFUNC = partial_row, STYPE = internal, FINALFUNC = partial_text, FINALFUNC_EXTRA);
  CREATE AGGREGATE merged_agg(oid, text) (SFUNC = merged_row, STYPE = internal, FINALFUNC = merged_text);
  ALTER DATABASE postgres SET search_path = public, csq, csq_internal;
  SET search_path = public, csq, csq_internal;
  CREATE TABLE log AS SELECT g, g % 7 AS part, g % 23 AS case_id, timestamptz '2026-03-02' + g * interval '5 h' AS at, (ARRAY['opened', 'replied', '\x{5df2}\x{6295}\x{8bc9}', 'closed'])[1 + g * 7 % 11 % 4] AS activity,
    (ARRAY['phone', 'mail', NULL])[1 + g % 3] AS channel, g % 5 - 2.5 AS value, date '2026-03-02' + g / 40 AS day FROM generate_series(1, 400) g;
  CREATE TABLE journeys AS SELECT case_id AS g, case_id % 3 AS part, journey_agg(at, activity, channel, value) AS j FROM log GROUP BY case_id;
});

# how to give an argument, by its name and type, else by its type; NULLs now and then, where they may be
my $when = q{CASE WHEN g % 17 > 0 THEN %s END};
my %by_name = (
	'score' => '1 + g % 5', 'lo int' => '0', 'hi int' => '10', 'detractors_to int' => '6', 'promoters_from int' => '9', 'event text' => q{(ARRAY['start', 'pause', 'resume', 'stop'])[1 + g % 4]},
	'seconds float8' => 'g * 60.5', 'as_of timestamptz' => q{timestamptz '2026-03-03'}, 'as_of date' => q{date '2026-04-01'}, 'to_at timestamptz' => q{at + (g % 13) * interval '1 h'}, 'to_date date' => 'day + g % 9',
	'probability float8' => '(g % 10) / 10.0', 'weight float8' => '1 + g % 3', 'exposure float8' => '1.5', 'hits bigint' => 'g % 4', 'trials bigint' => '4 + g % 2', 'events bigint' => 'g % 4', 'spec funnel_spec' => q{'opened -> replied -> closed; within 7d'::funnel_spec},
	'label text' => 'activity', 'document text' => q{channel || ' ' || activity || ' ' || (g % 3)}, 'phrase text' => q{'word' || g % 50}, 'axis text' => q{'category'}, 'negation text' => q{'keep'}, 'actual text' => 'activity', 'predicted text' => q{(ARRAY['opened', 'replied', 'closed'])[1 + g % 3]},
	'options text' => q{'{"epochs":20}'}, 'options jsonb' => q{'{"epochs":20}'::jsonb}, 'decimals int' => '3', 'rank int' => '1 + g % 3', 'within interval' => q{interval '2 days'}, 'step int' => '1 + g % 3', 'id text' => q{'a' || g % 90}, 'other_id text' => q{'b' || g % 41},
	'first text' => q{'opened'}, 'again text' => q{NULL::text}, 'unit text' => q{'day'}, 'zone text' => q{'Europe/Rome'}, 'case_id uuid' => q{md5(case_id::text)::uuid}, 'case_id text' => 'case_id::text', 'case_id bigint' => 'case_id::bigint',
	'calendar text' => q{'tz Europe/Berlin; mon-fri 09:00-17:00'::text}, 'limits interval[]' => q{ARRAY[interval '1 h', interval '2 h', interval '24 h']}, 'resource text' => 'channel', 'reason text' => 'channel', 'seq bigint' => 'g', 'activities text[]' => q{ARRAY[activity, 'x']}, 'since timestamptz' => q{timestamptz '2026-01-01' + g % 3 * interval '1 day'},
	'clock text' => q{'tz Europe/Berlin; mon-fri 09:00-17:00'}, 'working text' => q{'tz Europe/Berlin; mon-fri 09:00-17:00'},
	'as_of text' => q{'2026-03-03Z'}, 'as_of timestamp' => q{timestamp '2026-04-01'}, 'from_at text' => q{to_char(at, 'YYYY-MM-DD HH24:MI')}, 'to_at text' => q{to_char(at + (g % 13) * interval '1 h', 'YYYY-MM-DD HH24:MI')},
	'at text' => q{to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI"Z"')}, 'began text' => q{to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI"Z"')}, 'ended text' => q{to_char((at + (g % 13) * interval '1 h') AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI"Z"')},
	'to_at date' => 'day + g % 9', 'to_at timestamp' => q{at::timestamp + (g % 13) * interval '1 h'}, 'entered interval' => q{interval '2 min'}, 'share float8' => '0.2', 'salt text' => q{'salt'}, 'metric text' => q{'mean'},
	'bucket text' => q{to_char(day, 'YYYY-MM-DD')}, 'opened_at text' => q{to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI"Z"')}, 'closed_at text' => q{to_char((at + (g % 13) * interval '1 h') AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI"Z"')}, 'offered_at text' => q{to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI"Z"')}, 'answered_at text' => q{to_char((at + (g % 13) * interval '1 min') AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI"Z"')}, 'abandoned_at text' => q{to_char((at + (g % 11) * interval '1 min') AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI"Z"')}, 'ended_at text' => q{to_char((at + interval '1 h') AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI"Z"')}, 'closed_at timestamptz' => q{at + (g % 13) * interval '1 h'},
	'started_at text' => q{to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI"Z"')}, 'completed_at text' => q{to_char((at + (g % 13) * interval '1 h') AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI"Z"')},
	'since text' => q{to_char(timestamptz '2026-01-01Z' + g % 3 * interval '1 day', 'YYYY-MM-DD HH24:MI:SSOF')}, 'until text' => q{to_char(timestamptz '2026-06-01Z' + g % 3 * interval '1 day', 'YYYY-MM-DD HH24:MI:SSOF')},
	'bucket timestamptz' => q{date_trunc('day', at)}, 'bucket timestamp' => q{date_trunc('day', at)::timestamp},
);
my %by_type = (
	'bool' => 'g % 3 > 0', 'int' => 'g', 'bigint' => 'g', 'numeric' => 'value', 'float8' => 'value', 'text' => 'activity', 'timestamptz' => 'at', 'date' => 'day', 'interval' => q{g * interval '7 min'},
	'text_model' => q{(SELECT train_agg(l.activity, l.channel || ' ' || l.activity || ' ' || (l.g % 3)) FROM log l)},
	'calendar' => q{'tz Europe/Berlin; mon-fri 09:00-17:00'::calendar}, 'journey' => 'j', 'process' => 'process_append(NULL, j)',
	'text[]' => q{ARRAY[activity, 'x']}, 'float8[]' => 'ARRAY[g % 5, g % 7, g % 3]', 'real[]' => 'ARRAY[g % 5, g % 7]', 'int[]' => 'ARRAY[g % 5, g % 7]', 'jsonb' => q{'{}'::jsonb}, 'uuid' => 'md5(g::text)::uuid', 'smallint' => 'g % 100', 'real' => 'value', 'timestamp' => 'at::timestamp',
	'mean_summary' => q(('{"v":1,"n":2,"sum":"' || g % 5 || '.5","squares":"100.25","missing":0}')), 'incidence' => q(('{"v":1,"events":' || g % 5 || ',"exposure":"9","missing":0}')), 'duration_summary' => q(('{"v":1,"missing":0,"ended":[' || 1 + g % 5 || ',2],"open":[]}')),
	'rate_summary' => q(('{"v":1,"hits":' || g % 5 || ',"trials":9,"missing":0}')), 'score_summary' => q(('{"v":1,"lo":1,"hi":5,"detractors_to":3,"promoters_from":5,"missing":0,"counts":[1,2,' || g % 5 || ',2,2]}')),
);

my %short = ('timestamp with time zone' => 'timestamptz', 'timestamp without time zone' => 'timestamp', 'double precision' => 'float8', 'integer' => 'int', 'boolean' => 'bool');
my @aggregates = map { [ split /\|/ ] } split /\n/, $node->safe_psql('postgres', q{
  SELECT p.oid, proname, array_to_string(ARRAY(SELECT coalesce(proargnames[i + 1], 'value') || ':' || format_type(proargtypes[i], NULL) FROM generate_series(0, pronargs - 1) i), ','), aggtranstype::regtype, aggcombinefn <> 0
  FROM pg_proc p JOIN pg_aggregate a ON a.aggfnoid = p.oid WHERE pronamespace IN ('csq'::regnamespace, 'csq_internal'::regnamespace) ORDER BY proname, 3});
cmp_ok(scalar @aggregates, '>=', 120, 'aggregates');

# what rollup merges: for each type a call that makes a value, from the other aggregates
my (%maker, @tried, @internal);
sub call
{
	my ($args) = @_;
	my @given;
	for (split /,/, $args)
	{
		my ($name, $type) = split /:/;
		$type = $short{ $type =~ s/(\[\])?$//r } . ($type =~ /(\[\])$/ ? $1 : '') if $short{ $type =~ s/(\[\])?$//r };
		my $value = $by_name{"$name $type"} // $by_name{$name} // $by_type{$type};
		return unless defined $value;
		my $may_be_null = $name !~ /^(lo|hi|detractors_to|promoters_from|decimals|limits|spec|calendar|working|as_of|within|first|again|unit|zone|options|hits|trials|axis|negation|weight|phrase|label|rank|since|events|exposure|seq|elapsed|stopped|seconds|bucket|entered|share|salt|metric|before|after)$/;
		push @given, ($may_be_null ? sprintf($when, $value) : "($value)") . "::$type";
	}
	return join ', ', @given;
}

my @rollups;
for my $a (@aggregates)
{
	my ($oid, $name, $args, $state, $combines) = @$a;
	if ($state eq 'internal') { push @internal, $name; next }
	if ($name eq 'rollup') { push @rollups, $a; next }
	my $given = call($args);
	if (!defined $given) { fail("$name($args): no values for these arguments"); next }
	$given =~ s/1 \+ g % 5/g % 11/ if $name eq 'nps'; # which refuses answers from 1 to 5
	my $from = $given =~ /\bj\b/ ? 'journeys' : 'log';
	(my $type = $state) =~ s/^csq\.//;
	my $returns = $node->safe_psql('postgres', "SELECT prorettype::regtype FROM pg_proc WHERE oid = $oid");
	$maker{$returns} //= "SELECT part, $name($given) AS v FROM $from GROUP BY part";
	halves($a, $given, $from);
}

$maker{funnel_sketch} = q{SELECT day, sketch(journey_agg(at, activity), 'opened -> replied -> closed; within 2d') AS v FROM log WHERE case_id = 1 GROUP BY day};
for my $a (@rollups)
{
	my ($type) = $a->[2] =~ /:(?:csq\.)?(\w+)/;
	if (!$maker{$type}) { fail("rollup($type): no value to merge"); next }
	$node->safe_psql('postgres', "CREATE TABLE of_$type AS SELECT row_number() OVER () AS g, row_number() OVER () % 3 AS part, v FROM ($maker{$type}) x");
	halves($a, 'v', "of_$type");
}

sub halves
{
	my ($a, $given, $from) = @_;
	my ($oid, $name, $args) = @$a;
	my $shown = "$name(" . ($args =~ s/\w+://gr) . ')';
	my $argument = $given =~ /,/ && ($args =~ tr/,//) ? "ROW($given)" : $given;
	my $whole = "SELECT $name($given)::text FROM $from";
	my $parts = "SELECT merged_agg($oid, s) FROM (SELECT part, partial_agg($oid, $argument) AS s FROM $from GROUP BY part ORDER BY part DESC) x";
	my ($status, $out, $err) = $node->psql('postgres', "SELECT a = b, length(a) > 0, left(a, 60), left(b, 60) FROM ($whole) x (a), ($parts) y (b)");
	push @tried, $shown;
	like($status == 0 ? $out : $err, qr/^t\|t/, $shown);
}
is(join(' ', sort keys %{{ map { $_ => 1 } @internal }}), 'funnel_words_agg train_agg', 'states that no other server can read: that of train_agg, and of a twin that is planned where all tables are on this server');

# a reading of the query that single servers do: days of date - date
is($node->safe_psql('postgres', q{SELECT a::text = b, median(a) FROM (SELECT duration_agg((day + 3) - day) FROM log) x (a), (SELECT merged_agg('duration_agg(float8)'::regprocedure, s) FROM (SELECT partial_agg('duration_agg(float8)'::regprocedure, ((day + 3) - day)::float8) AS s FROM log) z) y (b)}),
	't|72:00:00', 'a difference of dates is days there, too');
like(($node->psql('postgres', q{SELECT partial_agg('journey_agg(timestamptz,text)'::regprocedure, ROW(at::timestamp::timestamptz, activity)) FROM log}))[1], qr/opened/, 'a cast that is asked for is taken');

# values are compiled once per query, not per row: the server says at level DEBUG3 what it compiles
my $spec = join ' -> ', 'opened', map { "step$_\[1h..${_}d]" } 2 .. 60;
sub compiled
{
	my ($query) = @_;
	my ($status, undef, $err) = $node->psql('postgres', "SET client_min_messages = debug3; $query");
	return $status == 0 ? scalar(() = $err =~ /csq compiles a value/g) : $err;
}
my $here = compiled(qq{SELECT funnel_count_agg(case_id::bigint, at, activity, '$spec'::funnel_spec) FROM log, generate_series(1, 100)});
my $there = compiled(qq{SELECT partial_agg('funnel_count_agg(bigint,timestamptz,text,funnel_spec)'::regprocedure, ROW(case_id::bigint, at, activity, '$spec'::funnel_spec)) FROM log, generate_series(1, 100)});
like($here, qr/^[123]$/, 'a specification is compiled once per call site in 40,000 rows');
like($there, qr/^[123]$/, 'and so it is without an expression');
done_testing();
