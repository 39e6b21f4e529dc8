# A role without privileges on csq_internal does everything with csq: literals, operators, aggregates, parallel plans, tables, views, generated
# columns, indexes, partitions, COPY, dump and restore, foreign tables.  And it cannot call what lies there.
use strict;
use warnings;
use lib 'test/perl';
use CsqTest;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = CsqTest::node('roles', 'max_parallel_workers_per_gather = 2', 'min_parallel_table_scan_size = 0', 'parallel_setup_cost = 0', 'cpu_operator_cost = 0', 'parallel_tuple_cost = 0.001');
my $tmp = $PostgreSQL::Test::Utils::tmp_check;
$node->safe_psql('postgres', $_) for 'CREATE ROLE analyst LOGIN', 'CREATE DATABASE desk', 'CREATE DATABASE desk2', 'GRANT CREATE ON DATABASE desk, desk2 TO analyst',
	'ALTER DATABASE desk SET search_path = mine, csq', 'ALTER DATABASE desk2 SET search_path = mine, csq';
$node->safe_psql('desk', 'CREATE EXTENSION csq');

sub as_analyst
{
	my ($query, $db) = @_;
	return $node->safe_psql($db // 'desk', $query, extra_params => [ '-U', 'analyst' ]);
}

sub refused
{
	my ($query) = @_;
	my ($status, $out, $err) = $node->psql('desk', $query, extra_params => [ '-U', 'analyst' ]);
	return $status != 0 ? $err : "allowed: $out";
}

# --- the second schema is closed
is(as_analyst(q{SELECT has_schema_privilege('csq', 'USAGE'), has_schema_privilege('csq_internal', 'USAGE'), has_schema_privilege('csq_internal', 'CREATE')}), 't|f|f', 'csq is open, csq_internal is not');
like(refused(q{SELECT csq_internal.score_summary_send(score_agg(9))}), qr/permission denied for schema csq_internal/, 'what lies there cannot be called');
like(refused(q{SELECT NULL::csq_internal.process_events}), qr/permission denied for schema csq_internal/, 'nor named');

# --- a value of every type, in a table of the role
as_analyst(q{
	CREATE SCHEMA mine;
	CREATE TABLE log AS SELECT g AS id, g % 97 AS case_id, timestamptz '2026-03-02' + g * interval '7 min' AS at, (ARRAY['opened', 'replied', 'closed'])[1 + g % 3] AS activity, g % 11 AS score FROM generate_series(1, 20000) g;
	ANALYZE log;
	CREATE TABLE kept (id int PRIMARY KEY, hours calendar, target sla_target, clock sla_clock, words lexicon, spec funnel_spec, shape pattern, s score_summary, r rate_summary, a attainment, c calibration, j journey, f funnel, m journey_map,
		p process, g identity_graph, h cohort, fc funnel_case, sk funnel_sketch, cm confusion, tc text_corpus, tm text_model,
		due timestamptz GENERATED ALWAYS AS (due_at(hours, '2026-03-02 10:00+00', target)) STORED, promoters float8 GENERATED ALWAYS AS (nps(s)) STORED, twice score_summary GENERATED ALWAYS AS (s + s) STORED, CHECK (s = s));
	INSERT INTO kept (id, hours, target, clock, words, spec, shape, s, r, a, c, j, f, m, p, g, h, fc, sk, cm, tc, tm)
	SELECT part, 'tz UTC; mon-fri 9-17', '4 business hours', (SELECT clock_agg('2026-03-02Z', 'start')), 'fee: charge', 'opened -> closed', 'opened ~> closed', score_agg(score), rate_agg(score > 8),
		attainment_agg(score * interval '1 min', true), calibration_agg(score > 5, score / 11.0), journey_agg(at, activity), funnel_agg(case_id, at, activity, 'opened -> closed'), (SELECT journey_map_agg(j) FROM (SELECT journey_agg(at, activity) AS j FROM log WHERE case_id = part) x),
		process_agg(case_id, at, activity), identity_agg('a' || case_id, 'b' || case_id % 7), (SELECT cohort_agg(j, NULL, NULL, 'day') FROM (SELECT journey_agg(at, activity) AS j FROM log WHERE case_id = part) x),
		funnel_case_agg(at, activity, 'opened -> closed') FILTER (WHERE case_id = part), sketch(journey_agg(at, activity) FILTER (WHERE case_id = part), 'opened -> closed'), confusion_agg(activity, 'closed'),
		corpus_agg(activity, activity), train_agg(activity, activity || ' it')
	FROM (SELECT *, case_id % 3 AS part FROM log) x GROUP BY part;
});
my @types = split /\n/, $node->safe_psql('desk', q{SELECT typname FROM pg_type WHERE typnamespace = 'csq'::regnamespace AND typtype = 'b' AND typcategory <> 'A'
	AND oid NOT IN (SELECT atttypid FROM pg_attribute WHERE attrelid = 'mine.kept'::regclass)});
# types that the table above does not have: as test/sql/stored_types.sql makes them
my ($samples) = slurp_file('test/sql/stored_types.sql') =~ /(CREATE TABLE log AS.*?)-- a type that has no value here/s;
$node->safe_psql('desk', "SET search_path = public, csq, csq_internal; $samples; GRANT SELECT ON sample TO analyst");
as_analyst("ALTER TABLE kept ADD x_$_ $_; UPDATE kept SET x_$_ = (SELECT text::$_ FROM public.sample WHERE type = '$_' LIMIT 1)") for @types;
my $columns = join ', ', 'id, hours, target, clock, words, spec, shape, s, r, a, c, j, f, m, p, g, h, fc, sk, cm, tc, tm', map { "x_$_" } @types;
is(as_analyst('SELECT count(*) FROM kept k WHERE NOT k IS NOT NULL'), 0, 'a value of every type');

# --- every operator, cast and index
my $each = join ', ', map { "count(DISTINCT $_)" } split /, /, $columns;
like(as_analyst("SELECT $each FROM kept"), qr/^3\|(?:[123]\|)+[123]$/, 'DISTINCT of every column');
is(as_analyst(q{SELECT bool_and(s + NULL = s AND s <= s AND to_jsonb(j)->'v' = '1' AND j::jsonb::journey = j AND twice - s = s) FROM kept}), 't', 'operators and casts');
as_analyst(join ';', map { "CREATE INDEX ON kept USING hash ($_)" } split /, /, $columns);
as_analyst(q{CREATE UNIQUE INDEX ON kept (s); CREATE UNIQUE INDEX ON kept (md5(p::text)); CREATE INDEX ON log (classify('fee: closed'::lexicon, activity))});
is(as_analyst('SET enable_seqscan = off; SELECT count(*) FROM kept WHERE s = (SELECT s FROM kept WHERE id = 1)'), 1, 'found by an index on a value');
as_analyst('REINDEX TABLE kept; VACUUM ANALYZE kept');

# --- parallel plans, windows, views, prepared statements
like(CsqTest::query_plan($node, 'SELECT score_agg(score), journey_agg(at, activity), process_agg(case_id, at, activity) FROM mine.log', 'desk'), qr/Gather/, 'the plan is parallel');
for my $query ('nps(score)', 'score_agg(score)', 'journey_agg(at, activity)', 'process_agg(case_id, at, activity)', 'funnel_agg(case_id, at, activity, $$opened -> closed$$)', 'identity_agg($$a$$ || case_id, $$b$$ || case_id % 7)')
{
	is(as_analyst("SELECT md5(($query)::text) FROM log"), as_analyst("SET max_parallel_workers_per_gather = 0; SELECT md5(($query)::text) FROM log"), "parallel: $query");
}
is(as_analyst('SELECT count(*) FROM (SELECT rollup(s) OVER (ORDER BY id ROWS 1 PRECEDING) AS a, nps(id) OVER (ORDER BY id ROWS 1 PRECEDING) AS b FROM kept) x WHERE a IS NOT NULL AND b IS NOT NULL'), 3, 'moving windows');
as_analyst(q{CREATE VIEW by_activity AS SELECT activity, score_agg(score) AS s, nps(score) AS n FROM log GROUP BY activity; CREATE MATERIALIZED VIEW stored AS SELECT rollup(s) AS s, rollup(p) AS p FROM kept});
is(as_analyst('SELECT count(*), bool_and(round(nps(s)) = round(n)) FROM by_activity; REFRESH MATERIALIZED VIEW stored; SELECT answers(s), num_cases(p) FROM stored'), "3|t\n20000|97", 'views');
is(as_analyst(q{PREPARE ask(calendar, sla_target) AS SELECT due_at($1, '2026-03-02 10:00+00', $2); EXECUTE ask('tz UTC; mon-fri 9-17', '1 business day')}), '2026-03-03 17:00:00+00', 'prepared statements');
is(as_analyst(q{CREATE FUNCTION worst(s score_summary) RETURNS float8 IMMUTABLE RETURN nps(s + s); CREATE FUNCTION run() RETURNS bigint LANGUAGE plpgsql AS $$DECLARE x score_summary; BEGIN SELECT score_agg(score) INTO x FROM log; RETURN answers(x + x); END$$; SELECT run()}), 40000, 'functions');
is(as_analyst(q{SELECT count(*) FROM default_lexicon('severity', 'zh') WHERE weight > 0}) > 0, 1, 'functions whose bodies call what lies there');
like(refused(q{SELECT default_calendar('XX')}), qr/XX/, 'and raise from there');

# --- partitions by hash, COPY in text and in binary
as_analyst(q{CREATE TABLE part (s score_summary, n int) PARTITION BY HASH (s); CREATE TABLE part0 PARTITION OF part FOR VALUES WITH (MODULUS 2, REMAINDER 0); CREATE TABLE part1 PARTITION OF part FOR VALUES WITH (MODULUS 2, REMAINDER 1);
	INSERT INTO part SELECT score_agg(g % 11), 1 FROM generate_series(1, 300) g GROUP BY g % 10});
is(as_analyst('SET enable_partitionwise_aggregate = on; SELECT count(*), answers(rollup(s)) FROM (SELECT s, count(*) FROM part GROUP BY s) x'), '10|300', 'partitions by hash');
for my $format ('text', 'csv', 'binary')
{
	my $list = $columns =~ s/^id, //r;
	as_analyst("CREATE TABLE copied_$format AS SELECT $columns FROM kept WITH NO DATA;\n\\copy kept ($columns) TO '$tmp/kept.$format' (FORMAT $format)\n\\copy copied_$format FROM '$tmp/kept.$format' (FORMAT $format)\n");
	is(as_analyst("SELECT count(*) FROM (SELECT $columns FROM kept EXCEPT SELECT $columns FROM copied_$format) x"), 0, "COPY in $format");
	as_analyst("DROP TABLE copied_$format");
}

# --- dumped and restored by the role; the extension is the administrator's
$node->command_ok([ 'pg_dump', '-d', $node->connstr('desk'), '-U', 'analyst', '-n', 'mine', '-f', "$tmp/mine.sql" ], 'the role dumps its schema');
unlike(slurp_file("$tmp/mine.sql"), qr/csq_internal/, 'a dump does not name csq_internal');
$node->safe_psql('desk2', 'CREATE EXTENSION csq');
$node->command_ok([ 'psql', '-X', '-q', '-v', 'ON_ERROR_STOP=1', '-d', $node->connstr('desk2'), '-U', 'analyst', '-f', "$tmp/mine.sql" ], 'and restores it');
is(as_analyst("SELECT md5(string_agg(k::text, ',' ORDER BY id)) FROM kept k", 'desk2'), as_analyst("SELECT md5(string_agg(k::text, ',' ORDER BY id)) FROM kept k"), 'the same values');

# --- a foreign table
SKIP:
{
	skip 'postgres_fdw is not installed', 2 if $node->safe_psql('desk', q{SELECT count(*) FROM pg_available_extensions WHERE name = 'postgres_fdw'}) eq '0';
	$node->safe_psql('desk', sprintf(q{CREATE EXTENSION postgres_fdw SCHEMA public; CREATE SERVER other FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '%s', port '%s', dbname 'desk2', extensions 'csq');
		GRANT USAGE ON FOREIGN SERVER other TO analyst; CREATE USER MAPPING FOR analyst SERVER other OPTIONS (user 'analyst', password_required 'false')}, $node->host, $node->port));
	as_analyst(q{CREATE FOREIGN TABLE there (id int, s score_summary, j journey, due timestamptz) SERVER other OPTIONS (schema_name 'mine', table_name 'kept')});
	is(as_analyst('SELECT answers(rollup(s)), bool_and(num_events(j) > 0) FROM there'), '20000|t', 'a foreign table');
	is(as_analyst('SELECT count(*) FROM there WHERE s = (SELECT s FROM kept WHERE id = 2) AND nps(s) < 100'), 1, 'conditions of csq, there or here');
}
done_testing();
