# Rows on three servers: partitions by hash, two of them foreign tables (postgres_fdw).  What is computed here, there and in parts is the same bit for
# bit, and the plans say what is sent whole.  docs/scale.md shows these recipes.
use strict;
use warnings;
use lib 'test/perl';
use CsqTest;
use PostgreSQL::Test::Utils;
use Test::More;

my ($here, @there) = map { CsqTest::node($_) } qw(here one two);
plan skip_all => 'postgres_fdw is not installed' if $here->safe_psql('postgres', q{SELECT count(*) FROM pg_available_extensions WHERE name = 'postgres_fdw'}) eq '0';
$_->safe_psql('postgres', 'CREATE EXTENSION csq; ALTER DATABASE postgres SET search_path = public, csq') for $here, @there;

my $columns = 'case_id bigint NOT NULL, at timestamptz NOT NULL, activity text, channel text, score int, value float8';
$here->safe_psql('postgres', "CREATE EXTENSION postgres_fdw; CREATE TABLE log ($columns) PARTITION BY HASH (case_id); CREATE TABLE log_0 PARTITION OF log FOR VALUES WITH (MODULUS 3, REMAINDER 0)");
for my $n (1, 2)
{
	my $node = $there[ $n - 1 ];
	$node->safe_psql('postgres', "CREATE TABLE log_$n ($columns)");
	$here->safe_psql('postgres', sprintf(q{CREATE SERVER s%d FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '%s', port '%s', dbname 'postgres', extensions 'csq', fetch_size '10000', use_remote_estimate 'true');
		CREATE USER MAPPING FOR CURRENT_USER SERVER s%1$d OPTIONS (user '%s', password_required 'false');
		CREATE FOREIGN TABLE log_%1$d PARTITION OF log FOR VALUES WITH (MODULUS 3, REMAINDER %1$d) SERVER s%1$d}, $n, $node->host, $node->port, $here->safe_psql('postgres', 'SELECT current_user')));
}
$here->safe_psql('postgres', q{
	INSERT INTO log SELECT g % 997, timestamptz '2026-03-02' + g * interval '7 min', (ARRAY['opened', 'replied', 'closed'])[1 + g * 7 % 11 % 3], (ARRAY['phone', 'mail', NULL])[1 + g % 3], g % 11, g % 9 - 4 FROM generate_series(1, 30000) g;
	CREATE TABLE whole AS SELECT * FROM log; ANALYZE log; ANALYZE whole});
for my $n (1, 2)
{
	cmp_ok($there[ $n - 1 ]->safe_psql('postgres', "ANALYZE log_$n; SELECT count(*) FROM log_$n"), '>', 5000, "server $n has its part");
}

# --- the same, however it is computed
my %what = (
	'one journey per case, then its funnel' => q{SELECT funnel_agg(j, 'opened -> replied -> closed; within 7d'::funnel_spec) FROM (SELECT journey_agg(at, activity, channel, value) AS j FROM %s GROUP BY case_id) x},
	'a map of journeys' => q{SELECT journey_map_agg(j) FROM (SELECT journey_agg(at, activity, channel, value) AS j FROM %s GROUP BY case_id) x},
	'a workload' => q{SELECT workload_agg(case_id, at, at + interval '1 h', activity, channel) FROM %s},
	'a process' => 'SELECT process_agg(case_id, at, activity, channel) FROM %s', 'a funnel in one level' => q{SELECT funnel_agg(case_id, at, activity, 'opened -> closed; within 2d') FROM %s},
	'scores' => 'SELECT score_agg(score) FROM %s', 'scores by group' => 'SELECT string_agg(s::text, $$;$$ ORDER BY activity) FROM (SELECT activity, score_agg(score) AS s FROM %s GROUP BY activity) x',
	'NPS' => 'SELECT nps(score) FROM %s', 'rates' => 'SELECT rate_agg(score > 8) FROM %s', 'lengths' => q{SELECT duration_agg(at, at + score * interval '1 h', at + interval '5 h') FROM %s}, 'means' => 'SELECT mean_agg(value) FROM %s',
	'a series' => 'SELECT series_agg(at::date, value) FROM %s', 'identities' => q{SELECT identity_agg('c' || case_id, 'd' || case_id / 3) FROM %s}, 'a confusion' => 'SELECT confusion_agg(activity, channel) FROM %s',
	'an attainment' => q{SELECT attainment_agg(score * interval '1 h', score > 3) FROM %s}, 'a corpus' => 'SELECT corpus_agg(activity, activity || $$ by $$ || channel) FROM %s', 'a model' => 'SELECT train_agg(activity, activity || $$ by $$ || channel) FROM %s',
	'sessions' => q{SELECT sessions_agg(at, activity, channel, NULL, case_id) FROM %s},
	'who comes back' => q{SELECT retention_agg(case_id, at, activity, channel) FROM %s},
	'a cohort' => q{SELECT cohort_agg(j, 'opened', NULL, 'week') FROM (SELECT journey_agg(at, activity) AS j FROM %s GROUP BY case_id) x},
);
for my $name (sort keys %what)
{
	my ($all, $parts) = map { sprintf $what{$name}, $_ } 'whole', 'log';
	my $expected = $here->safe_psql('postgres', "SELECT md5(($all)::text)");
	is($here->safe_psql('postgres', "SELECT md5(($parts)::text)"), $expected, "$name: over three servers");
	is($here->safe_psql('postgres', "SET enable_partitionwise_aggregate = on; SELECT md5(($parts)::text)"), $expected, "$name: partitionwise");
}

# --- what is sent whole
sub remote
{
	my ($query) = @_;
	my $plan = $here->safe_psql('postgres', "SET enable_partitionwise_aggregate = on; EXPLAIN (VERBOSE, COSTS OFF) $query");
	return join "\n", $plan =~ /Remote SQL: (.*)/g;
}
my $sql = remote(q{SELECT case_id, journey_agg(at, activity) FROM log GROUP BY case_id});
is(scalar(() = $sql =~ /^SELECT case_id, csq\.journey_agg\(at, activity\) FROM public\.log_[12] GROUP BY 1$/gm), 2, 'an aggregate by the key of the partitions is sent whole') or diag($sql);
$sql = remote(q{SELECT case_id, level(journey_agg(at, activity), 'opened -> closed; within 2d'::funnel_spec) FROM log GROUP BY case_id});
like($sql, qr/csq\.(?:funnel_case_agg|journey_agg)\(at, activity/, 'and so is what a function reads of it') or diag($sql);
$sql = remote(q{SELECT count(*) FROM log WHERE business_time('tz UTC; mon-fri 9-17'::calendar, at, timestamptz '2026-06-01') > interval '1 hour' AND score > 3});
like($sql, qr/WHERE .*csq\.business_time\(/, 'conditions with typed constants are sent') or diag($sql);
$sql = remote(q{SELECT case_id FROM log GROUP BY case_id HAVING matches(journey_agg(at, activity, channel, value), 'opened[channel = phone, no closed within 2d]', '2026-02-01 00:00+00')
	AND (match_times(journey_agg(at, activity, channel, value), 'opened ~> closed'))[2] > timestamptz '2026-01-01 00:00+00' AND match_count(journey_agg(at, activity, channel, value), 'opened', 'tz UTC; mon-fri 9-17') > 0});
is(scalar(() = $sql =~ /HAVING .*csq\.matches\(.*csq\.match_times\(.*csq\.match_count\(/gm), 2, 'patterns with conditions, an instant and a calendar are sent, also as they are typed') or diag($sql);
$sql = remote(q{SELECT score_agg(score) FROM log});
unlike($sql, qr/score_agg/, 'an aggregate over all partitions is computed here: postgres_fdw knows no partial aggregates') or diag($sql);
like($sql, qr/^SELECT score FROM/m, 'from the columns it needs');

# --- so let the servers sum up, and merge here: summaries per day are views there, foreign partitions here
for my $n (1, 2)
{
	$there[ $n - 1 ]->safe_psql('postgres', "CREATE VIEW daily_$n AS SELECT at::date AS day, score_agg(score) AS scores, process_agg(case_id, at, activity) AS process, series_agg(at::date, value) AS series, count(*) AS n FROM log_$n GROUP BY 1");
}
$here->safe_psql('postgres', q{
	CREATE VIEW daily_0 AS SELECT at::date AS day, score_agg(score) AS scores, process_agg(case_id, at, activity) AS process, series_agg(at::date, value) AS series, count(*) AS n FROM log_0 GROUP BY 1;
	CREATE FOREIGN TABLE daily_1 (day date, scores score_summary, process process, series series, n bigint) SERVER s1; CREATE FOREIGN TABLE daily_2 (day date, scores score_summary, process process, series series, n bigint) SERVER s2;
	CREATE VIEW daily AS SELECT * FROM daily_0 UNION ALL SELECT * FROM daily_1 UNION ALL SELECT * FROM daily_2});
is($here->safe_psql('postgres', 'SELECT rollup(scores) = (SELECT score_agg(score) FROM whole), rollup(series) = (SELECT series_agg(at::date, value) FROM whole), sum(n) FROM daily'), 't|t|30000', 'rollup of the summaries of three servers is the aggregate of all rows');
is($here->safe_psql('postgres', q{SELECT count(*) FROM (SELECT day, rollup(scores) AS s, rollup(process) AS p FROM daily GROUP BY day) x JOIN (SELECT at::date AS day, score_agg(score) AS s, process_agg(case_id, at, activity) AS p FROM whole GROUP BY 1) y USING (day) WHERE x.s IS DISTINCT FROM y.s OR x.p IS DISTINCT FROM y.p}), 0, 'by day, too: a case lives on one server');
my $moved = $here->safe_psql('postgres', 'SELECT sum(pg_column_size(scores)), count(*) FROM (SELECT * FROM daily_1 UNION ALL SELECT * FROM daily_2) x');
my ($bytes, $groups) = split /\|/, $moved;
cmp_ok($bytes / $groups, '<', 200, 'a summary of scores moves as ' . int($bytes / $groups) . ' bytes per group');
like(remote('SELECT scores FROM daily WHERE day = date $$2026-03-05$$'), qr/WHERE \(\(day = '2026-03-05'/, 'a condition on the day is sent to the views');

# --- partitions of one server: the plan sums up each partition, then merges
$here->safe_psql('postgres', q{CREATE TABLE months (LIKE whole) PARTITION BY RANGE (at); CREATE TABLE m1 PARTITION OF months FOR VALUES FROM ('2026-03-01') TO ('2026-05-01'); CREATE TABLE m2 PARTITION OF months DEFAULT; INSERT INTO months SELECT * FROM whole; ANALYZE months});
my $plan = $here->safe_psql('postgres', 'SET enable_partitionwise_aggregate = on; SET max_parallel_workers_per_gather = 0; EXPLAIN (COSTS OFF) SELECT score_agg(score), journey_agg(at, activity) FROM months');
is(scalar(() = $plan =~ /Partial Aggregate/g), 2, 'partial aggregates of partitions') or diag($plan);
is($here->safe_psql('postgres', 'SET enable_partitionwise_aggregate = on; SELECT score_agg(score) = (SELECT score_agg(score) FROM whole), journey_agg(at, activity) = (SELECT journey_agg(at, activity) FROM whole) FROM months'), 't|t', 'which are the aggregate of all');

# --- a roll-up that keeps itself: rows arrive, also late and from several sessions at once, and each is counted once
$here->safe_psql('postgres', q{
	CREATE TABLE incoming (LIKE whole); CREATE TABLE kept (LIKE whole);
	CREATE TABLE day_summary (day date PRIMARY KEY, scores score_summary NOT NULL, lengths duration_summary);
	CREATE FUNCTION take_in() RETURNS bigint LANGUAGE sql AS $$
	  WITH moved AS (DELETE FROM incoming RETURNING *), stored AS (INSERT INTO kept SELECT * FROM moved),
	  summed AS (INSERT INTO day_summary AS d SELECT at::date, score_agg(score), duration_agg(score * interval '1 h') FROM moved GROUP BY 1 ORDER BY 1
	    ON CONFLICT (day) DO UPDATE SET scores = d.scores + excluded.scores, lengths = d.lengths + excluded.lengths)
	  SELECT count(*) FROM moved $$});
my $script = $here->basedir . '/arrive.sql';
append_to_file($script, "\\set from random(1, 29900)\nBEGIN; INSERT INTO incoming SELECT * FROM whole OFFSET :from LIMIT 50; COMMIT;\nSELECT take_in();\n");
$here->command_ok([ 'pgbench', '-n', '-c', '4', '-j', '2', '-t', '25', '-f', $script, '-d', $here->connstr('postgres') ], 'four sessions bring rows of any day and take in what is there');
$here->safe_psql('postgres', 'SELECT take_in()');
is($here->safe_psql('postgres', 'SELECT count(*) FROM kept'), 5000, 'all rows are there');
is($here->safe_psql('postgres', q{SELECT count(*) FROM day_summary FULL JOIN (SELECT at::date AS day, score_agg(score) AS s, duration_agg(score * interval '1 h') AS l FROM kept GROUP BY 1) x USING (day) WHERE s IS DISTINCT FROM scores OR l IS DISTINCT FROM lengths}), 0, 'and the roll-up is that of all rows');
done_testing();
