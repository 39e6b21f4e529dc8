# Public event logs through the SLA functions: the figures that docs/sla.md states.  Skipped where the data are not at hand (CSQ_DATA).
use strict;
use warnings;
use lib 'test/perl';
use CsqTest;
use PostgreSQL::Test::Utils;
use Test::More;

my $data = $ENV{CSQ_DATA} // '../shared/data';
my @files = ("$data/logs/helpdesk.tsv", "$data/en_cfpb_cases.tsv");
plan skip_all => "no public logs in $data" if grep { !-r $_ } @files;

my $node = CsqTest::node('logs');
$node->safe_psql('postgres', 'CREATE EXTENSION csq');
$node->safe_psql('postgres', qq{
	CREATE TABLE raw(case_id text, seq int, at timestamptz, activity text, resource text, seriousness text, service_level text, customer text, product text, support_section text, workgroup text);
	\\copy raw FROM '$files[0]' WITH (FORMAT text, HEADER)
	CREATE TABLE complaint(complaint_id text, date_received date, date_sent date, product text, sub_product text, issue text, sub_issue text, company text, state text, channel text, company_response text, timely text, narrative text);
	\\copy complaint FROM '$files[1]' WITH (FORMAT text, HEADER)
	CREATE TABLE ticket AS
	SELECT case_id, csq.clock_agg(at, CASE WHEN event IN ('resume', 'start') AND after_stop THEN 'reopen' ELSE event END, activity) AS clock
	FROM (SELECT *, coalesce(lag(event = 'stop') OVER (PARTITION BY case_id ORDER BY at, seq), false) AS after_stop
	      FROM (SELECT case_id, at, seq, activity, CASE WHEN activity IN ('Wait', 'Require upgrade') THEN 'pause' WHEN activity IN ('Resolve ticket', 'Closed') THEN 'stop' WHEN seq = 0 THEN 'start' ELSE 'resume' END AS event FROM raw) AS e) AS e
	GROUP BY case_id;
	CREATE FUNCTION hours() RETURNS csq.calendar LANGUAGE sql IMMUTABLE RETURN 'tz Europe/Rome; mon-fri 09:00-18:00'::csq.calendar;
});
sub q1 { return $node->safe_psql('postgres', "SET search_path = csq, public; $_[0]") }

is(q1(q{SELECT count(*) FILTER (WHERE sla_outcome(state)), count(*) FILTER (WHERE NOT sla_outcome(state)), count(*) FILTER (WHERE sla_outcome(state) IS NULL) FROM ticket, sla_status(clock, '40 business hours', hours(), '2014-06-01')}),
	'2730|1845|5', 'help desk: met, missed, undecided');
is(q1(q{SELECT date_trunc('minute', quantile(a, 0.5)), date_trunc('minute', quantile(a, 0.95) + '30 s') FROM (SELECT attainment_agg(elapsed, stopped_at IS NOT NULL) AS a FROM ticket, sla_status(clock, '40 business hours', hours(), '2014-06-01')) AS x}),
	'23:27:00|191:58:00', 'help desk: median, and the target that 95 % would meet');
is(q1(q{SELECT count(*), count(*) FILTER (WHERE 'not resumed' = ANY (findings)), count(*) FILTER (WHERE 'too long' = ANY (findings)), round(extract(epoch FROM sum(hidden)) / 3600) FROM ticket, pause_audit(clock, hours(), '2014-06-01', '{}', '40 hours')}),
	'1445|861|814|123940', 'help desk: pauses that nobody ended');
is(q1(q{SELECT count(*) FROM ticket, what_if(clock, '40 business hours', hours(), '40 business hours', hours(), '2014-06-01', 'resume', 'restart') WHERE state <> other_state}), '43', 'help desk: the rule for reopening changes few verdicts');
is(q1(q{SELECT bool_and(s.elapsed = g.counted) FROM ticket, sla_status(clock, '40 business hours', hours(), '2014-06-01') AS s, LATERAL (SELECT sum(counted) AS counted FROM sla_segments(clock, hours(), '2014-06-01')) AS g}), 't', 'help desk: segments explain every second');
is(q1(q{SELECT round(100 * attained_by(a, '0')::numeric, 1), round(100 * attained_by(a, '24:00')::numeric, 1), quantile(a, 0.95), quantile(a, 1) FROM (SELECT attainment_agg(make_interval(hours => 24 * (date_sent - date_received)), true) AS a FROM complaint) AS x}),
	'81.5|86.2|168:00:00|5160:00:00', 'complaints: days until they are passed on');
is(q1(q{SELECT count(*), count(*) FILTER (WHERE timely = 'Yes') FROM complaint,
	LATERAL (SELECT clock_append(clock_append(NULL, date_received::timestamptz, 'start'), date_sent::timestamptz, 'stop') AS clock) AS k
	WHERE sla_state(clock, (SELECT target FROM regulatory_deadlines() WHERE id = 'us_cfpb_response'), 'tz America/New_York; mon-fri 09:00-17:00', '2020-06-01') = 'breached'}),
	'133|129', 'complaints: late before the clock even starts');

done_testing();
