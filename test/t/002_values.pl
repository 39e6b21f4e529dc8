# Values of every stored type in a database's life: dumped and restored, kept in generated columns, indexes and views, in other encodings,
# behind row-level security, as parameters of prepared statements.
use strict;
use warnings;
use lib 'test/perl';
use CsqTest;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = CsqTest::node('values');
my $tmp = $PostgreSQL::Test::Utils::tmp_check;
$node->safe_psql('postgres', 'CREATE DATABASE desk; CREATE DATABASE desk2;');
$node->safe_psql('desk', 'CREATE EXTENSION csq; ALTER DATABASE desk SET search_path = csq, csq_internal, public; ALTER DATABASE desk2 SET search_path = csq, csq_internal, public');

# --- a value of every type, as test/sql/stored_types.sql makes them, in a column of its type
my ($samples) = slurp_file('test/sql/stored_types.sql') =~ /(CREATE TABLE log AS.*?)-- a type that has no value here/s;
$node->safe_psql('desk', "SET search_path = public, csq, csq_internal; $samples");
my @types = split /\n/, $node->safe_psql('desk', q{SELECT typname FROM pg_type WHERE typnamespace IN ('csq'::regnamespace, 'csq_internal'::regnamespace) AND typtype = 'b' AND typcategory <> 'A' ORDER BY 1});
cmp_ok(scalar @types, '>=', 23, 'types');
$node->safe_psql('desk', "SET search_path = public, csq, csq_internal; CREATE TABLE public.kept_$_ AS SELECT text::$_ AS v FROM sample WHERE type = '$_'") for @types;
is($node->safe_psql('desk', join(' UNION ALL ', map { "SELECT '$_' FROM kept_$_ HAVING count(*) = 0" } @types)), '', 'each has a value');
my $digests = join(' UNION ALL ', map { "SELECT '$_' AS t, md5(string_agg(md5(${_}_send(v)) || md5(v::text), ',' ORDER BY v::text COLLATE \"C\")) FROM kept_$_" } @types) . ' ORDER BY 1';
is($node->safe_psql('desk', 'SELECT count(*) FROM sample'), $node->safe_psql('desk', 'SELECT sum(n) FROM (' . join(' UNION ALL ', map { "SELECT count(*) AS n FROM kept_$_" } @types) . ') x'), 'all of them are kept');

# --- generated columns, indexes on expressions, defaults, constraints, views over aggregates, materialised ones, functions
$node->safe_psql('desk', "SET search_path = public, csq, csq_internal;\n" . slurp_file('test/dump/objects.sql'));
my @read = ((split /\n/, slurp_file('test/dump/questions.sql')), $digests);

sub restored
{
	my ($db, $what) = @_;
	is($node->safe_psql($db, $_), $node->safe_psql('desk', $_), "$what: " . substr($_, 0, 50)) for @read;
	is($node->safe_psql($db, q{SELECT count(*) FROM pg_indexes WHERE tablename = 'ticket'}), 4, "$what: the indexes");
	like($node->safe_psql($db, q{SET enable_seqscan = off; EXPLAIN (COSTS OFF) SELECT id FROM ticket WHERE breach_at('tz Europe/Berlin; mon-fri 09:00-17:00', opened, '8 business hours') < '2026-03-03'}),
		qr/Index.* ticket_due/, "$what: an index over an expression is used");
}
$node->command_ok([ 'pg_dump', '-d', $node->connstr('desk'), '-f', "$tmp/values.sql" ], 'pg_dump as text');
unlike(slurp_file("$tmp/values.sql"), qr/CREATE TYPE csq/, 'the types come with the extension');
$node->command_ok([ 'psql', '-X', '-q', '-v', 'ON_ERROR_STOP=1', '-d', $node->connstr('desk2'), '-f', "$tmp/values.sql" ], 'restored');
restored('desk2', 'text dump');
# with inserts, in the custom format, through parallel restore
$node->safe_psql('postgres', 'CREATE DATABASE desk3');
$node->safe_psql('postgres', 'ALTER DATABASE desk3 SET search_path = csq, csq_internal, public');
$node->command_ok([ 'pg_dump', '-d', $node->connstr('desk'), '-Fc', '--inserts', '-f', "$tmp/values.dump" ], 'pg_dump in the custom format');
$node->command_ok([ 'pg_restore', '-d', $node->connstr('desk3'), '-j', '2', '--exit-on-error', "$tmp/values.dump" ], 'restored by two processes');
restored('desk3', 'custom dump');

# --- a database of another encoding: where text matters the error says so, the rest works
for my $encoding ('LATIN1', 'SQL_ASCII')
{
	my $db = lc $encoding;
	$node->safe_psql('postgres', "CREATE DATABASE $db ENCODING '$encoding' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'");
	$node->safe_psql($db, 'CREATE EXTENSION csq');
	$node->safe_psql('postgres', "ALTER DATABASE $db SET search_path = csq, public");
	for my $query ('SELECT journey_agg(now(), $$a$$)', "SELECT 'a -> b'::funnel_spec", "SELECT 'a ~> b'::pattern", 'SELECT process_agg(1, now(), $$a$$)', 'SELECT identity_agg($$a$$, $$b$$)', 'SELECT corpus_agg($$a$$, $$b$$)',
		'SELECT normalize_text($$a$$)', "SELECT 'a: x'::lexicon", "SELECT '{\"v\":1,\"events\":[]}'::journey", 'SELECT confusion_agg($$a$$, $$b$$)')
	{
		my ($status, $out, $err) = $node->psql($db, "\\set VERBOSITY verbose\n$query");
		like($err, qr/ERROR:  0A000: .*UTF-?8/s, "$encoding: $query");
	}
	is($node->safe_psql($db, q{SELECT due_at('tz UTC; mon-fri 09:00-17:00', '2026-03-02 09:00Z', '4 business hours'), nps(g) FROM generate_series(0, 10) g}), '2026-03-02 13:00:00+00|' . $node->safe_psql('desk', 'SELECT nps(g) FROM generate_series(0, 10) g'), "$encoding: what needs no text works");
}
# GB18030 is an encoding of clients only: texts arrive as UTF-8, and go out as the client reads them
my $gb = "\xcd\xb6\xcb\xdf";	# 投诉
is($node->safe_psql('desk', "SET client_encoding = 'GB18030'; SELECT trace(journey_agg(now(), '$gb')), journey_agg('2026-01-01Z', '$gb')::text::journey = journey_agg('2026-01-01Z', U&'\\6295\\8BC9'), 'a -> $gb'::funnel_spec"),
	"{$gb}|t|a -> $gb", 'a client that speaks GB18030');

# --- row-level security: an aggregate sees the rows of the policy
$node->safe_psql('desk', q{
	CREATE ROLE mail; GRANT USAGE ON SCHEMA public TO mail; GRANT SELECT ON public.log TO mail;
	CREATE TABLE public.log_all AS TABLE public.log;
	ALTER TABLE public.log ENABLE ROW LEVEL SECURITY;
	CREATE POLICY own ON public.log TO mail USING (channel = 'mail');
	CREATE VIEW public.seen WITH (security_barrier) AS SELECT * FROM public.log_all WHERE channel = 'mail'});
for my $query ('SELECT process_agg(case_id, at, activity, channel) FROM %s', 'SELECT funnel_agg(case_id, at, activity, $$opened -> replied -> closed$$) FROM %s',
	'SELECT journey_map_agg(j) FROM (SELECT journey_agg(at, activity, channel, value) AS j FROM %s GROUP BY case_id) x', 'SELECT window_funnel(at, case_id + 1, $$1 day$$) FROM %s', 'SELECT identity_agg(activity, case_id::text) FROM %s',
	'SELECT array_agg(p::text ORDER BY at) FROM (SELECT at, trace(journey_agg(at, activity) OVER (ORDER BY at ROWS 3 PRECEDING)) AS p FROM %s) x')
{
	is($node->safe_psql('desk', 'SET ROLE mail; ' . sprintf($query, 'public.log')), $node->safe_psql('desk', sprintf($query, 'public.seen')), 'row security: ' . substr($query, 7, 40));
}
isnt($node->safe_psql('desk', 'SET ROLE mail; SELECT process_agg(case_id, at, activity, channel) FROM public.log'), $node->safe_psql('desk', 'SELECT process_agg(case_id, at, activity, channel) FROM public.log'), 'the owner sees more');
# a filter of the asker's that fails must not run on rows the policy hides: the functions are not leakproof
is($node->safe_psql('desk', q{SELECT count(*) FROM pg_proc WHERE pronamespace = 'csq'::regnamespace AND proleakproof}), 0, 'no function claims to be leakproof');

# --- prepared statements: the same results by custom and by generic plans, for parameters that are specifications, calendars, models
$node->safe_psql('desk', q{CREATE TABLE public.model AS SELECT train_agg(l, d) AS m FROM (SELECT 'label ' || g % 5 AS l, string_agg(md5(g % 5 || ' ' || w % 7 || ' ' || g % 50), ' ') AS d FROM generate_series(1, 500) g, generate_series(1, 30) w GROUP BY g) x});
my $prepared = q{
	PREPARE by_spec(csq.funnel_spec) AS SELECT level(j, $1), count(*) FROM public.ticket GROUP BY 1 ORDER BY 1;
	PREPARE by_pattern(csq.pattern, bool) AS SELECT sum(match_count(j, $1, $2)) FROM public.ticket;
	PREPARE by_funnel(csq.funnel_spec) AS SELECT funnel_agg(j, $1), (SELECT funnel_agg(case_id, at, activity, $1) FROM public.log) FROM public.ticket;
	PREPARE by_calendar(csq.calendar) AS SELECT sum(business_seconds($1, opened, opened + interval '5 days')), (SELECT process_agg(j, $1) FROM public.ticket) FROM public.ticket;
	PREPARE by_model(csq.text_model) AS SELECT classify($1, told), count(*) FROM public.ticket GROUP BY 1 ORDER BY 1;
	EXECUTE by_spec('opened -> replied'); EXECUTE by_spec('opened -> replied; within 1h'); EXECUTE by_pattern('opened ~> replied', true); EXECUTE by_pattern('replied', false);
	EXECUTE by_funnel('opened -> closed'); EXECUTE by_funnel('closed -> opened');
	EXECUTE by_calendar('tz UTC; mon-fri 09:00-17:00'); EXECUTE by_calendar('tz Asia/Tokyo; sat-sun 09:00-17:00');
	SELECT m::text AS model FROM public.model \gset
	EXECUTE by_model(:'model');};
my $custom = $node->safe_psql('desk', "SET plan_cache_mode = force_custom_plan; $prepared");
like($custom, qr/label \d\|\d/, 'there is something to compare');
is($node->safe_psql('desk', "SET plan_cache_mode = force_generic_plan; $prepared"), $custom, 'generic plans give what custom plans give');

$node->stop;
done_testing();
