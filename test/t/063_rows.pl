# What the planner expects of set-returning functions: the number that the value has, where the value is known when the query is planned.
# And functions that take an instant in another form: the planner puts the function that they ask in their place.
use strict;
use warnings;
use lib 'test/perl';
use CsqTest;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = CsqTest::node('rows');
$node->safe_psql('postgres', 'CREATE EXTENSION csq; ALTER DATABASE postgres SET search_path = public, csq');
$node->safe_psql('postgres', q{
	CREATE TABLE log AS SELECT g % 700 AS case_id, timestamptz '2026-01-01' + (g + g % 13) * interval '1 h' AS at, 'activity ' || g * g % 37 AS activity, 'channel ' || g % 5 AS channel FROM generate_series(1, 9000) g;
	CREATE TABLE value AS SELECT
	  (SELECT journey_agg(at, activity) FROM log) AS journey,
	  (SELECT process_agg(case_id::bigint, at, activity) FROM log) AS process,
	  (SELECT journey_map_agg(j) FROM (SELECT journey_agg(at, activity, channel, 1) AS j FROM log GROUP BY case_id) x) AS map,
	  (SELECT identity_agg('a' || g, 'b' || g / 3) FROM generate_series(1, 3000) g) AS graph,
	  (SELECT confusion_agg('l' || g % 23, 'l' || g % 19) FROM generate_series(1, 2000) g) AS confusion,
	  (SELECT pareto_agg('reason ' || g % 400) FROM generate_series(1, 2000) g) AS pareto,
	  (SELECT series_agg((at AT TIME ZONE 'UTC')::date) FROM log) AS series,
	  (SELECT attainment_agg(g * interval '1 min', true) FROM generate_series(1, 900) g) AS attainment,
	  (SELECT clock_agg(timestamptz '2026-01-01' + g * interval '1 h', (ARRAY['resume', 'pause'])[1 + g % 2]) FROM generate_series(1, 300) g) AS clock,
	  (SELECT lexicon_agg('l', 'phrase ' || g, 1) FROM generate_series(1, 250) g) AS lexicon,
	  (SELECT score_agg(g % 11) FROM generate_series(1, 100) g) AS score,
	  (SELECT qa_sample('key ' || g, 's', 0.25, 'salt') FROM generate_series(1, 2000) g) AS sample,
	  (SELECT terms_agg('word' || g || ' charged') FROM generate_series(1, 300) g) AS terms;
	CREATE FUNCTION expected(query text) RETURNS float8 LANGUAGE plpgsql AS $$
	DECLARE plan json;
	BEGIN
	  EXECUTE 'EXPLAIN (FORMAT json) ' || query INTO plan;
	  RETURN plan -> 0 -> 'Plan' ->> 'Plan Rows';
	END $$;});

# calls of a value as a literal: the plan's number and the true one
my @calls = map { [ split /: / ] } split /\n/, <<'END';
journey: events(%)
process: edges(%)
process: activities(%)
process: variants(%, 25)
process: variants(%, 1000000)
process: bottlenecks(%, 7)
map: touchpoints(%)
map: stages(%)
map: channel_flow(%)
map: stage_flow(%)
map: containment(%)
map: emotion_curve(%, 5)
graph: members(%)
confusion: cells(%)
confusion: per_label(%)
confusion: top_confusions(%, 6)
pareto: pareto(%)
series: points(%)
series: peak(%, 9)
series: control_chart(%, 'c')
attainment: curve(%)
clock: clock_events(%)
lexicon: lexicon_entries(%)
score: histogram(%)
sample: picks(%)
terms: compare(%, %)
END
for (@calls)
{
	my ($column, $call) = @$_;
	my ($expected, $true) = split /\|/, $node->safe_psql('postgres', qq{
		SELECT expected('SELECT * FROM ' || call), (xpath('/row/n/text()', query_to_xml('SELECT count(*) AS n FROM ' || call, false, true, '')))[1]
		FROM (SELECT replace(\$q\$$call\$q\$, '%', quote_literal($column) || '::' || pg_typeof($column)) AS call FROM value) x});
	my $is = abs($expected - $true) <= 0.02 * $true + 1;
	ok($is && $true > 0, "$call of $column: $expected expected, $true there are");
}
# a parameter, as PL/pgSQL and drivers give them; NULL; what is not known
is($node->safe_psql('postgres', q{PREPARE q(journey) AS SELECT * FROM events($1); SET plan_cache_mode = force_custom_plan;
	SELECT format('EXPLAIN (FORMAT json) EXECUTE q(%L)', journey) FROM value \gexec}) =~ /"Plan Rows": (\d+)/ && $1, 9000, 'a parameter');
is($node->safe_psql('postgres', q{SELECT expected('SELECT * FROM events(NULL::journey)')}) <= 12, 1, 'NULL');
is($node->safe_psql('postgres', q{SELECT expected('SELECT * FROM events((SELECT journey FROM value))')}), 12, 'a value of a table: as ROWS says');
# every set-returning function whose first argument is a value that holds its rows asks
is($node->safe_psql('postgres', q{SELECT count(*) FROM pg_proc WHERE proretset AND prosupport = 'csq_internal.rows_support'::regproc}) >= 40, 1, 'functions that ask');

# --- twins: a date, a local time, a text, now; whatever the arguments are, as long as they are the same when computed twice
my @twins = split /\n/, $node->safe_psql('postgres', q{
	SELECT oid::regprocedure || '|' || (SELECT string_agg(format('NULL::%s AS a%s', t::regtype, n), ', ' ORDER BY n) FROM unnest(proargtypes) WITH ORDINALITY a (t, n)) || '|' ||
	  format('%s.%s(%s)', pronamespace::regnamespace, proname, (SELECT string_agg('a' || n, ', ' ORDER BY n) FROM generate_series(1, pronargs) n))
	FROM pg_proc WHERE prosupport = 'csq_internal.twin_support'::regproc ORDER BY 1});
cmp_ok(scalar @twins, '>=', 150, 'functions that ask another');
foreach (@twins)
{
	my ($twin, $columns, $call) = split /\|/;
	my $plan = $node->safe_psql('postgres', "EXPLAIN (VERBOSE, COSTS off) SELECT x.* FROM (SELECT $columns OFFSET 0) t, $call x");
	like($plan, qr/Function Call: .*(instant|period|limit_given|instant_given|now)\w*\(/, "$twin: what it asks is in the plan");
}
is($node->safe_psql('postgres', q{SELECT string_agg(oid::regprocedure::text, ' ') FROM pg_proc WHERE pronamespace = 'csq'::regnamespace AND prosupport <> 'csq_internal.twin_support'::regproc
	AND (pg_get_function_sqlbody(oid) ~ ' twin\(' OR pg_get_function_sqlbody(oid) ~ '(calendar_instant|period|periods|instant|instant_given|limit_given)\(')}), '', 'and no other does');
$node->safe_psql('postgres', q{
	CREATE FUNCTION anew() RETURNS calendar LANGUAGE plpgsql AS $$BEGIN RETURN 'tz Europe/Berlin; mon-fri 9-17'; END$$;
	CREATE TABLE hours AS SELECT calendar 'tz Europe/Berlin; mon-fri 9-17' AS c;
	CREATE ROLE reader; GRANT USAGE ON SCHEMA csq TO reader; GRANT SELECT ON value TO reader});
my $status = q{SELECT md5(string_agg(x::text, '') || count(*)) FROM value, sla_cycles(clock, '40 business hours', %s, %s) x};
my %answer = map { $_->[0] => $node->safe_psql('postgres', sprintf $status, @$_[ 1, 2 ]) } (
	[ 'an instant', "'tz Europe/Berlin; mon-fri 9-17'", "timestamptz '2026-01-20 11:00Z'" ],
	[ 'a literal', "'tz Europe/Berlin; mon-fri 9-17'", "'2026-01-20 12:00'" ],
	[ 'a local time, a calendar of a table', '(SELECT c FROM hours)', "timestamp '2026-01-20 12:00'" ],
	[ 'a calendar that is made for each row', 'anew()', "timestamp '2026-01-20 12:00'" ]);
is($_, $answer{'an instant'}, 'the same answer') foreach values %answer;
like($node->safe_psql('postgres', 'EXPLAIN (VERBOSE) ' . sprintf $status, 'anew()', "timestamp '2026-01-20 12:00'"), qr/Function Call: sla_cycles\([^;]*'2026-01-20 12:00:00'::timestamp without time zone/, 'what might change is computed once');
# one value, and a calendar of a table: read twice, compiled once
my $due = q{SELECT md5(string_agg(due_at(%s, at%s, '5 business hours')::text, ',')) FROM log};
is($node->safe_psql('postgres', sprintf $due, '(SELECT c FROM hours)', q{ AT TIME ZONE 'Europe/Berlin'}), $node->safe_psql('postgres', sprintf $due, "'tz Europe/Berlin; mon-fri 9-17'", ''), 'the same deadlines');
like($node->safe_psql('postgres', 'EXPLAIN (VERBOSE) ' . sprintf $due, '(SELECT c FROM hours)', q{ AT TIME ZONE 'Europe/Berlin'}), qr/due_at\([^,]+, calendar_instant\(/, 'by what it asks');
# a condition is simplified again for each partition, when a query in it has a plan and what is volatile in it is no longer seen
is($node->safe_psql('postgres', q{
	CREATE TABLE either AS SELECT n, calendar 'tz UTC; mon-fri 9-17' AS c FROM generate_series(1, 2) n;
	UPDATE either SET c = 'tz Asia/Tokyo; mon-fri 9-17' WHERE n = 2;
	CREATE SEQUENCE turn;
	CREATE TABLE parted (id int, at timestamp) PARTITION BY LIST (id); CREATE TABLE parted_1 PARTITION OF parted FOR VALUES IN (1); CREATE TABLE parted_2 PARTITION OF parted FOR VALUES IN (2);
	INSERT INTO parted SELECT 1 + g % 2, timestamp '2026-03-02 10:00' FROM generate_series(1, 100) g;
	SELECT count(*) FROM parted WHERE is_open((SELECT c FROM either WHERE n = 1 + nextval('turn') % 2 + 0 * parted.id LIMIT 1), at)}),
	$node->safe_psql('postgres', q{ALTER SEQUENCE turn RESTART;
	SELECT count(*) FROM (SELECT * FROM parted OFFSET 0) parted WHERE is_open((SELECT c FROM either WHERE n = 1 + nextval('turn') % 2 + 0 * parted.id LIMIT 1), at)}), 'a query that changes is asked once for each row');
is($node->safe_psql('postgres', sprintf $status, "'tz UTC; 24x7'", 'NULL::text'), '', 'NULL');
$node->safe_psql('postgres', 'REVOKE EXECUTE ON FUNCTION sla_cycles(sla_clock, sla_target, calendar, text, text, text) FROM public');
my (undef, undef, $refused) = $node->psql('postgres', 'SET ROLE reader; ' . sprintf $status, "'tz UTC; 24x7'", "'2026-01-20 12:00'");
like($refused, qr/permission denied for function sla_cycles/, 'who may not call it may not');
done_testing();
