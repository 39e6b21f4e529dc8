# The queries of docs/customer_journey.md on a real help desk's log, each against independent SQL.
use strict;
use warnings;
use Test::More;
use lib 'test/perl';
use CsqTest;

my $data = CsqTest::data_dir();
plan skip_all => 'no event logs here (CSQ_DATA)' unless defined $data && -r "$data/logs/helpdesk.tsv";

my $node = CsqTest::node('customer_journey', "max_parallel_workers_per_gather = 2");
$node->safe_psql('postgres', 'CREATE EXTENSION csq');
$node->safe_psql('postgres', q{ALTER DATABASE postgres SET search_path = csq, public});

open my $fh, '<', "$data/logs/helpdesk.tsv" or die $!;
my $columns = join ', ', map { s/\s+$//r . ' text' } split /\t/, scalar <$fh>;
close $fh;
# the resource stands for the channel, the seriousness for the sentiment
$node->safe_psql('postgres', qq{
	CREATE TABLE raw ($columns);
	COPY raw FROM PROGRAM 'cat "$data/logs/helpdesk.tsv"' (FORMAT csv, DELIMITER E'\\t', QUOTE E'\\x01', HEADER);
	CREATE TABLE log AS SELECT case_id, seq::int8, at::timestamptz, activity, nullif(resource, '') AS channel, -substring(seriousness from '[0-9]+')::float8 AS feeling, customer FROM raw;
	CREATE TABLE journeys AS SELECT case_id, journey_agg(at, activity, channel, feeling, seq) AS j FROM log GROUP BY case_id;
	CREATE TABLE detail AS SELECT journey_map_agg(j) AS m FROM journeys;
	CREATE TABLE ordered AS SELECT *, lag(activity) OVER w AS before, lead(activity) OVER w AS after, lead(at) OVER w AS next_at, row_number() OVER w - 1 AS i, count(*) OVER (PARTITION BY case_id) AS n FROM log WINDOW w AS (PARTITION BY case_id ORDER BY at, seq);
	ANALYZE});

sub same
{
	my ($csq, $sql, $what) = @_;
	my ($a, $b) = map { $node->safe_psql('postgres', $_) } $csq, $sql;
	ok($a ne '', "$what: there is something to compare");
	is($a, $b, $what);
}

is($node->safe_psql('postgres', 'SELECT num_journeys(m) FROM detail'), 4580, 'cases');

# stage: runs by the classical gaps-and-islands query
$node->safe_psql('postgres', q{
	CREATE TABLE runs AS SELECT case_id, activity, min(at) AS entered, lead(min(at)) OVER (PARTITION BY case_id ORDER BY island) AS "left", row_number() OVER (PARTITION BY case_id ORDER BY island) AS run, count(*) OVER (PARTITION BY case_id) AS n
	FROM (SELECT *, count(*) FILTER (WHERE before IS DISTINCT FROM activity) OVER (PARTITION BY case_id ORDER BY at, seq) AS island FROM ordered) x GROUP BY case_id, activity, island});
same(q{SELECT stage, journeys, round(share::numeric, 9), round(place::numeric, 9), round(went_on::numeric, 9), next_stage IS NULL FROM detail, stages(m) ORDER BY stage COLLATE "C"},
	q{SELECT activity, count(DISTINCT case_id), round(count(DISTINCT case_id) / 4580.0, 9), round(avg(run) FILTER (WHERE run = first), 9), round(1 - count(*) FILTER (WHERE run = n) / count(DISTINCT case_id)::numeric, 9), count("left") = 0
	  FROM (SELECT *, min(run) OVER (PARTITION BY case_id, activity) AS first FROM runs) r GROUP BY activity ORDER BY activity COLLATE "C"}, 'volume, place and conversion by stage');
same(q{SELECT stage, round(extract(epoch FROM mean), 3) FROM detail, stages(m) WHERE mean IS NOT NULL ORDER BY stage COLLATE "C"},
	q{SELECT activity, round(avg(extract(epoch FROM "left" - entered)), 3) FROM runs WHERE "left" IS NOT NULL GROUP BY activity ORDER BY activity COLLATE "C"}, 'time in stage');
is($node->safe_psql('postgres', q{
	SELECT count(*) FROM detail, stages(m) s JOIN (SELECT activity, percentile_disc(0.5) WITHIN GROUP (ORDER BY "left" - entered) AS p50, percentile_disc(0.9) WITHIN GROUP (ORDER BY "left" - entered) AS p90 FROM runs WHERE "left" IS NOT NULL GROUP BY 1) r ON r.activity = s.stage
	WHERE abs(extract(epoch FROM s.p50 - r.p50)) > 0.008 * extract(epoch FROM r.p50) OR abs(extract(epoch FROM s.p90 - r.p90)) > 0.008 * extract(epoch FROM r.p90)}), 0, 'median and ninth decile of the time in stage, within 1/128');
same(q{SELECT source, target, n FROM detail, stage_flow(m) ORDER BY 1, 2}, q{SELECT activity, after, count(*) FROM ordered WHERE after <> activity GROUP BY 1, 2 ORDER BY 1, 2}, 'moves between stages');

# touchpoint, emotion
same(q{SELECT activity, channel, n, journeys, num_values, round(emotion::numeric, 6) FROM detail, touchpoints(m) ORDER BY 1, 2},
	q{SELECT activity, channel, count(*), count(DISTINCT case_id), count(feeling), round(avg(feeling)::numeric, 6) FROM log GROUP BY 1, 2 ORDER BY 1, 2}, 'touchpoints');
same(q{SELECT round(position_from * 10), num_values, round(mean::numeric, 6) FROM detail, emotion_curve(m) ORDER BY 1},
	q{SELECT least(9, i * 10 / greatest(n - 1, 1)), count(feeling), round(avg(feeling)::numeric, 6) FROM ordered GROUP BY 1 ORDER BY 1}, 'emotion curve');

# channel switch, containment
same(q{SELECT source, target, n FROM detail, channel_flow(m) ORDER BY 1, 2},
	q{SELECT channel, after, count(*) FROM (SELECT channel, lead(channel) OVER (PARTITION BY case_id ORDER BY at, seq) AS after FROM log WHERE channel IS NOT NULL) x WHERE after IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2}, 'moves between channels');
same(q{SELECT channel, journeys, contained FROM detail, containment(m) WHERE journeys > 0 ORDER BY 1},
	q{SELECT first, count(*), count(*) FILTER (WHERE k = 1) FROM (SELECT case_id, (array_agg(channel ORDER BY at, seq) FILTER (WHERE channel IS NOT NULL))[1] AS first, count(DISTINCT channel) AS k FROM log GROUP BY 1) x WHERE first IS NOT NULL GROUP BY 1 ORDER BY 1}, 'containment');

# drop-off, first-contact resolution, repeats, ping-pong: the path as a string, read by regular expressions
$node->safe_psql('postgres', q{
	CREATE TABLE said AS SELECT case_id, string_agg(CASE activity WHEN 'Take in charge ticket' THEN 'T' WHEN 'Resolve ticket' THEN 'R' WHEN 'Wait' THEN 'W' WHEN 'Closed' THEN 'C' ELSE 'x' END, '' ORDER BY at, seq) AS s FROM log GROUP BY 1});
same(q{SELECT last, count(*) FROM (SELECT (trace(j))[num_events(j)] AS last FROM journeys WHERE NOT matches(j, 'Closed $')) x GROUP BY 1 ORDER BY 1},
	q{SELECT activity, count(*) FROM ordered WHERE after IS NULL AND activity <> 'Closed' GROUP BY 1 ORDER BY 1}, 'drop-off');
same(q{SELECT count(*) FROM journeys WHERE contacts(j, '{"Take in charge ticket"}') = 1 AND matches(j, '"Take in charge ticket" !~Wait~> "Resolve ticket"')},
	q{SELECT count(*) FROM said WHERE s ~ '^[^T]*T[^T]*$' AND s ~ 'T[^W]*R'}, 'resolved by the first hand without waiting');
same(q{SELECT count(*) FROM journeys WHERE matches(j, 'Wait ~> "Take in charge ticket" ~> Wait')}, q{SELECT count(*) FROM said WHERE s ~ 'W.*T.*W'}, 'to and fro');
same(q{SELECT sum(match_count(j, '"Take in charge ticket" ~[<=1d]> "Take in charge ticket"', true)) FROM journeys},
	q{SELECT count(*) FROM log a WHERE activity = 'Take in charge ticket' AND EXISTS (SELECT FROM log b WHERE b.case_id = a.case_id AND b.activity = a.activity AND (b.at, b.seq) > (a.at, a.seq) AND b.at <= a.at + interval '1 day')}, 'taken in charge again within a day, overlapping');
same(q{SELECT trace(j, 'no repeats') AS p, count(*) FROM journeys GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 20},
	q{SELECT p, count(*) FROM (SELECT case_id, array_agg(activity ORDER BY at, seq) FILTER (WHERE before IS DISTINCT FROM activity) AS p FROM ordered GROUP BY 1) x GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 20}, 'paths without repeats');
same(q{SELECT sum(extract(epoch FROM duration(j, 'tz Europe/Rome; mon-fri 09:00-18:00'))) FROM journeys},
	q{SELECT sum(extract(epoch FROM business_time('tz Europe/Rome; mon-fri 09:00-18:00', a, b))) FROM (SELECT min(at) AS a, max(at) AS b FROM log GROUP BY case_id) x}, 'business duration');

# one customer, many tickets; some tickets name several customers, who are then one: reachability by recursive SQL
$node->safe_psql('postgres', q{
	CREATE TABLE person_of AS
	WITH RECURSIVE edge AS (SELECT DISTINCT a.customer AS a, b.customer AS b FROM log a JOIN log b USING (case_id)),
	reach AS (SELECT a AS customer, a AS other FROM edge UNION SELECT r.customer, e.b FROM reach r JOIN edge e ON e.a = r.other)
	SELECT customer, min(other COLLATE "C") AS who FROM reach GROUP BY customer});
same(q{SELECT num_people(identity_agg('case ' || case_id, 'customer ' || customer)) FROM log}, q{SELECT count(DISTINCT who) FROM person_of}, 'people');
same(q{WITH g AS (SELECT identity_agg('case ' || case_id, 'customer ' || customer) AS g FROM log)
	   SELECT count(*), max(num_events(j)), sum(contacts(j, '{Wait}')), sum(switches(j)) FROM (SELECT person((SELECT g FROM g), 'case ' || case_id) AS who, journey_agg(at, activity, channel, NULL, seq) AS j FROM log GROUP BY 1) x},
	q{WITH l AS (SELECT log.*, who FROM log JOIN person_of USING (customer))
	  SELECT count(DISTINCT who), (SELECT max(n) FROM (SELECT count(*) AS n FROM l GROUP BY who) y), count(*) FILTER (WHERE activity = 'Wait'),
	         (SELECT count(*) FROM (SELECT channel, lag(channel) OVER (PARTITION BY who ORDER BY at, seq, activity COLLATE "C", channel COLLATE "C") AS b FROM l WHERE channel IS NOT NULL) z WHERE channel <> b) FROM l}, 'journeys of customers');

# rolled up from months
is($node->safe_psql('postgres', q{SELECT rollup(m) = (SELECT m FROM detail) FROM (SELECT journey_map_agg(j) AS m FROM journeys GROUP BY date_trunc('month', started(j))) x}), 't', 'months add up to the whole, byte for byte');

$node->stop;
done_testing();
