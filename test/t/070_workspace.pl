# A workspace beside others who work: alerts raised by ten connections at once, a call that is ended, dump and restore, what is left after a drop.
use strict;
use warnings;
use lib 'test/perl';
use CsqTest;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = CsqTest::node('workspace', 'max_connections = 40');
$node->safe_psql('postgres', 'CREATE DATABASE service');
my $sql = sub { $node->safe_psql('service', $_[0]) };
$sql->(q{
CREATE ROLE manager LOGIN; GRANT CREATE ON DATABASE service TO manager;
CREATE EXTENSION csq;});
my $manager = sub { $node->safe_psql('service', $_[0], extra_params => [ '-U', 'manager' ]) };
$manager->(q{
SELECT csq.create_workspace('desk', '{"calendar":"tz UTC; 24x7"}');
UPDATE desk.setting SET as_of = '2026-03-20 12:00+00';
INSERT INTO desk.complaint (complaint_id, received_at, channel, text)
SELECT i, timestamptz '2026-03-01 00:00+00' + i * interval '20 minutes', 'app', 'too slow, I waited for hours' FROM generate_series(1, 1000) i;
INSERT INTO desk.complaint_event (complaint_id, stage, at, event)
SELECT i, 'response', timestamptz '2026-03-01 00:00+00' + (i + i % 9) * interval '20 minutes', 'stop' FROM generate_series(1, 1000) i WHERE i % 4 > 0;
UPDATE desk.alert_window SET look_back = '60 days';
ANALYZE;});
my $due = $manager->('SELECT count(*) FROM desk.v_alert_due');
cmp_ok($due, '>', 1000, 'there is much to raise');
is($manager->('SELECT count(*) FROM (SELECT DISTINCT tenant, kind, subject, occurrence FROM desk.v_alert_due) x'), $due, 'an alert due is due once');

# --- ten at once, each raised once and told once
my $listener = $node->background_psql('service');
$listener->query_safe('LISTEN csq_alert');
my @calls = map {
	my %call = (in => "SELECT csq.tick('desk')", out => '', err => '');
	$call{run} = IPC::Run::start([ 'psql', '-XAtq', '-U', 'manager', '-d', $node->connstr('service'), '-c', $call{in} ], '<', \undef, '>', \$call{out}, '2>', \$call{err});
	\%call
} 1 .. 10;
$_->{run}->finish foreach @calls;
is(join('', map { $_->{err} } @calls), '', 'no call fails');
my $raised = 0;
$raised += $_->{out} foreach @calls;
is($raised, $due, 'together they raise each alert once');
is($manager->('SELECT count(*) FROM desk.alert'), $due, 'and there is a row for each');
is($manager->(q{SELECT csq.tick('desk')}), 0, 'nothing is left to raise');
my $told = () = $listener->query_safe('SELECT 1') =~ /"csq_alert"/g;
is($told, $due, 'and whoever listens is told each once');
$listener->quit;

# --- whoever may connect may listen: of a workspace in which each sees his own rows only, nothing but the number of the alert is told
$listener = $node->background_psql('service');
$listener->query_safe('LISTEN csq_alert');
$manager->(q{
SELECT csq.create_workspace('shared', '{"tenant":"north","row_security":true,"languages":"en"}');
INSERT INTO shared.complaint (tenant, complaint_id, received_at) VALUES ('north', 'of north', now() - interval '3 hours');
SELECT csq.tick('shared');});
my $heard = $listener->query_safe('SELECT 1');
like($heard, qr/"csq_alert" with payload "\{(?=[^}]*"workspace": "shared")[^}]*"alert_id": \d+/, 'an alert of a guarded workspace is told');
unlike($heard, qr/north|overdue|due_soon|subject/, 'but not whose, of what kind, or of what');
$listener->quit;
$manager->(q{SELECT csq.drop_workspace('shared')});

# --- one that is ended before it commits loses none and doubles none
$manager->('TRUNCATE desk.alert');
my ($status, $out, $err) = $node->psql('service', q{BEGIN; SELECT csq.tick('desk'); SELECT pg_terminate_backend(pg_backend_pid());});
is($manager->('SELECT count(*) FROM desk.alert'), 0, 'a call that is ended leaves nothing');
is($manager->(q{SELECT csq.tick('desk')}), $due, 'the next raises all');
# a second call waits for the first, which then gives up
my $first = $node->background_psql('service');
$manager->('TRUNCATE desk.alert');
$first->query_safe(q{BEGIN});
is($first->query_safe(q{SELECT csq.tick('desk')}), $due, 'the first has them, not yet for others');
my %second = (out => '', err => '');
$second{run} = IPC::Run::start([ 'psql', '-XAtq', '-U', 'manager', '-d', $node->connstr('service'), '-c', "SELECT csq.tick('desk')" ], '<', \undef, '>', \$second{out}, '2>', \$second{err});
$node->poll_query_until('service', q{SELECT count(*) > 0 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query ~ 'tick'});
$first->query_safe('ROLLBACK');
$second{run}->finish;
is($second{out} + 0, $due, 'when the first gives up, the second raises all');
$first->quit;

# --- what arose while tick() did not run is raised once when it runs again; history before the time to look back is not
$manager->(q{
SELECT csq.create_workspace('night', '{"languages":"en"}');
UPDATE night.setting SET as_of = '2026-03-01 00:00+00';
INSERT INTO night.complaint (complaint_id, received_at) VALUES ('old', '2026-01-05 00:00+00'), ('recent', '2026-02-25 00:00+00'), ('later', '2026-03-04 00:00+00'), ('answered', '2026-03-05 00:00+00'), ('in time', '2026-03-06 00:00+00');
INSERT INTO night.complaint_event (complaint_id, stage, at, event) VALUES ('answered', 'response', '2026-03-05 09:00+00', 'stop'), ('answered', 'resolution', '2026-03-09 09:00+00', 'stop'),
  ('in time', 'response', '2026-03-06 01:00+00', 'stop'), ('in time', 'resolution', '2026-03-07 00:00+00', 'stop'), ('in time', 'review', '2026-03-07 01:00+00', 'stop'), ('in time', 'feedback', '2026-03-07 01:00+00', 'stop');});
my $raised_of = sub { $manager->(q{SELECT string_agg(kind || ' ' || subject, ', ' ORDER BY 1) FROM (SELECT kind, subject FROM night.alert WHERE kind IN ('overdue', 'breached', 'tick_gap') ORDER BY 1, 2) x}) };
is($manager->(q{SELECT csq.tick('night') > 0}), 't', 'the first call raises');
is($raised_of->(), 'overdue recent resolution, overdue recent response', 'what arose within the time to look back, not the old history');
my $killed = q{BEGIN; UPDATE night.setting SET as_of = '2026-03-20 00:00+00'; SELECT csq.tick('night'); SELECT pg_terminate_backend(pg_backend_pid());};
$node->psql('service', $killed);
is($manager->(q{SELECT last_tick_at AT TIME ZONE 'UTC' FROM night.alert_window}), '2026-03-01 00:00:00', 'a call that is ended is no call');
$manager->(q{UPDATE night.setting SET as_of = '2026-03-20 00:00+00'});
my @night = map {
	my %call = (out => '', err => '');
	$call{run} = IPC::Run::start([ 'psql', '-XAtq', '-U', 'manager', '-d', $node->connstr('service'), '-c', "SELECT csq.tick('night')" ], '<', \undef, '>', \$call{out}, '2>', \$call{err});
	\%call
} 1 .. 10;
$_->{run}->finish foreach @night;
is(join('', map { $_->{err} } @night), '', 'ten at once after a pause of 19 days: no call fails');
is($raised_of->(), 'breached answered resolution, breached answered response, overdue answered feedback, overdue answered review, overdue later resolution, overdue later response, overdue recent resolution, overdue recent response',
	'what became overdue, and what was breached and closed since, is raised once');
is($manager->(q{SELECT csq.tick('night')}), 0, 'and not again');
is($manager->(q{SELECT count(*) || ' ' || min(month) || ' ' || max(month) FROM night.snapshot_run}), '1 2026-02-01 2026-02-01', 'the month that was over is kept once, whoever called');
# loaded late: it arose before the last call, within the time to look back
$manager->(q{INSERT INTO night.complaint (complaint_id, received_at) VALUES ('late', '2026-03-15 00:00+00')});
$manager->(q{SELECT csq.tick('night')});
is($manager->(q{SELECT count(*) FROM night.alert WHERE subject ~ '^late ' AND kind = 'overdue'}), 2, 'what is loaded late is raised');
# longer than the limit: what was not raised is said
$manager->(q{INSERT INTO night.complaint (complaint_id, received_at) VALUES ('lost', '2026-03-21 00:00+00'), ('kept', '2026-06-20 00:00+00'); UPDATE night.setting SET as_of = '2026-07-10 00:00+00'});
is($manager->(q{SELECT csq.tick('night') > 0}), 't', 'after 112 days');
like($raised_of->(), qr/overdue kept response.*tick_gap tick/, 'the last 90 days, and that something was not raised');
unlike($raised_of->(), qr/lost/, 'but nothing older');
is($manager->(q{SELECT (detail ->> 'not_raised_from')::timestamptz = '2026-03-20 00:00+00' AND (detail ->> 'not_raised_until')::timestamptz = '2026-04-11 00:00+00' FROM night.alert WHERE kind = 'tick_gap'}), 't', 'from when until when');
is($manager->(q{SELECT csq.tick('night')}), 0, 'and that once');
# a look ahead is no call of today: what arises until then, and the months until then, would never be looked for
$manager->(q{SELECT csq.create_workspace('ahead', '{"languages":"en"}')});
$manager->(q{UPDATE ahead.setting SET as_of = '2190-01-01 00:00+00'});
$manager->(q{SELECT csq.tick('ahead')});
is($manager->(q{SELECT last_tick_at AT TIME ZONE 'UTC' FROM ahead.alert_window}), '2190-01-01 00:00:00', 'a look ahead');
$manager->(q{UPDATE ahead.setting SET as_of = NULL});
$manager->(q{SELECT csq.tick('ahead')});
is($manager->(q{SELECT last_tick_at <= now() AND last_tick_at > now() - interval '1 hour' FROM ahead.alert_window}), 't', 'afterwards the window is that of today');
is($manager->(q{SELECT count(*) FROM ahead.snapshot_run WHERE month < now()}), 1, 'and the month that is over is kept');
$manager->(q{SELECT csq.drop_workspace('ahead')});
is($manager->(q{SELECT string_agg(to_char(month, 'MM'), ' ' ORDER BY month) FROM night.snapshot_run}), '02 03 04 05 06', 'the months between are kept');
$manager->(q{SELECT csq.drop_workspace('night')});

# --- history labelled anew by two at once, and by one that is ended: batches that were committed stay
$manager->(q{
SELECT csq.create_workspace('words', '{"languages":"en"}');
INSERT INTO words.complaint (complaint_id, received_at, text) SELECT i, timestamptz '2026-03-01 00:00+00' + i * interval '20 minutes', 'they charged me twice' FROM generate_series(1, 400) i;});
my @anew = map {
	my %call = (out => '', err => '');
	$call{run} = IPC::Run::start([ 'psql', '-XAtq', '-U', 'manager', '-d', $node->connstr('service'), '-c', 'CALL words.relabel(20)' ], '<', \undef, '>', \$call{out}, '2>', \$call{err});
	\%call
} 1 .. 2;
$_->{run}->finish foreach @anew;
unlike(join('', map { $_->{err} } @anew), qr/ERROR/, 'two at once: neither fails');
is($manager->(q{SELECT num_done >= total AND finished_at IS NOT NULL FROM words.v_relabel}), 't', 'and all is done');
$manager->(q{UPDATE words.setting SET lexicon = NULL, severity_lexicon = NULL; SELECT csq.relabel_batch('words', 100)});
$node->psql('service', q{BEGIN; SELECT csq.relabel_batch('words', 100, false); SELECT pg_terminate_backend(pg_backend_pid());}, extra_params => [ '-U', 'manager' ]);
is($manager->(q{SELECT num_done FROM words.v_relabel}), 100, 'a batch that was not committed is not done');
is($manager->(q{SELECT count(*) FROM words.complaint_label}), 300, 'nor are its labels');
$manager->('CALL words.relabel(150)');
is($manager->(q{SELECT num_done || ' of ' || total FROM words.v_relabel}), '400 of 400', 'the next call goes on there');
is($manager->(q{SELECT count(*) FROM words.complaint_label}), 0, 'to the end');
# links by two at once, and by one that is ended
my @links = map {
	my %call = (out => '', err => '');
	$call{run} = IPC::Run::start([ 'psql', '-XAtq', '-U', 'manager', '-d', $node->connstr('service'), '-c', 'CALL words.link_complaints(20)' ], '<', \undef, '>', \$call{out}, '2>', \$call{err});
	\%call
} 1 .. 2;
$_->{run}->finish foreach @links;
unlike(join('', map { $_->{err} } @links), qr/ERROR/, 'links by two at once: neither fails');
my $of_links = q{SELECT count(*) || ' ' || md5(string_agg(concat_ws(' ', complaint_id, duplicate_of, repeat_of, similarity), ',' ORDER BY complaint_id)) FROM words.complaint_link};
my $linked = $manager->($of_links);
$manager->('TRUNCATE words.complaint_link; SELECT csq.link_batch($$words$$, 100)');
$node->psql('service', q{BEGIN; SELECT csq.link_batch('words', 100, '-infinity'); SELECT pg_terminate_backend(pg_backend_pid());}, extra_params => [ '-U', 'manager' ]);
is($manager->(q{SELECT count(*) FROM words.complaint_link}), 100, 'links that were not committed are not there');
$manager->('CALL words.link_complaints(150)');
is($manager->($of_links), $linked, 'the next call goes on, to the same links');
like($linked, qr/^400 /, 'all of them');
$manager->(q{SELECT csq.drop_workspace('words')});

$manager->('CALL desk.link_complaints()');
# --- dump and restore by an ordinary user: the same rows, the same views, the same owner
my $file = PostgreSQL::Test::Utils::tempdir() . '/service.sql';
$node->command_ok([ 'pg_dump', '-d', $node->connstr('service'), '-f', $file ], 'dumped');
like(slurp_file($file), qr/CREATE TABLE desk\.complaint/, 'the tables are in the dump: they are no part of the extension');
$node->safe_psql('postgres', 'CREATE DATABASE restored');
$node->command_ok([ 'psql', '-Xq', '-v', 'ON_ERROR_STOP=1', '-d', $node->connstr('restored'), '-f', $file ], 'restored');
my $look = q{SELECT string_agg(x, E'\n') FROM (
  SELECT c.relname || ' ' || pg_get_userbyid(c.relowner) || ' ' || coalesce(obj_description(c.oid), '') || ' ' ||
    (SELECT count(col_description(c.oid, a.attnum)) FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0) ||
    (xpath('//n/text()', query_to_xml(format('SELECT md5(string_agg(x::text, %L ORDER BY x::text)) AS n FROM desk.%I x', ',', c.relname), false, true, '')))[1]::text AS x
  FROM pg_class c WHERE c.relnamespace = 'desk'::regnamespace AND c.relkind IN ('r', 'v') AND c.relname <> 'v_source' ORDER BY c.relname) y};
is($node->safe_psql('restored', $look), $sql->($look), 'every table and view says the same after a restore, and has the same owner and comments');
is($node->safe_psql('restored', q{SELECT csq.is_workspace('desk'), csq.tick('desk')}), 't|0', 'it is a workspace there, and raises nothing twice');
is($node->safe_psql('restored', q{SELECT num_linked, finished, (SELECT count(*) > 0 FROM desk.complaint_link) FROM csq.link_batch('desk')}), '0|t|t', 'complaints are linked there as they were');
is($node->safe_psql('restored', q{INSERT INTO desk.complaint (complaint_id, received_at, text) VALUES ('new', '2026-03-20 10:00+00', 'too slow') RETURNING response_due AT TIME ZONE 'UTC'}),
	'2026-03-20 12:00:00', 'and takes in');

# --- the extension cannot be dropped from under it, unless by CASCADE; a drop leaves nothing
($status, $out, $err) = $node->psql('service', 'DROP EXTENSION csq');
like($err, qr/other objects depend on it/, 'the workspace holds the extension');
my $before = q{SELECT count(*) FROM pg_class WHERE relnamespace NOT IN (SELECT oid FROM pg_namespace WHERE nspname ~ '^(pg_|information_schema)')};
$manager->(q{SELECT csq.drop_workspace('desk')});
is($sql->($before), $node->safe_psql('postgres', "CREATE EXTENSION csq; $before"), 'a drop leaves no relation behind');
is($sql->(q{SELECT count(*) FROM pg_namespace WHERE nspname = 'desk'}), 0, 'and no schema');

$node->stop;
done_testing();
