# Logical replication of a table without a key that has a column of every stored type: REPLICA IDENTITY FULL finds the row by comparing all of them.
use strict;
use warnings;
use lib 'test/perl';
use CsqTest;
use PostgreSQL::Test::Utils;
use Test::More;

my $source = CsqTest::node('source', 'wal_level = logical', 'max_wal_senders = 4', 'max_replication_slots = 4');
my $target = CsqTest::node('target');
my ($samples) = slurp_file('test/sql/stored_types.sql') =~ /(CREATE TABLE log AS.*?)-- a type that has no value here/s;
$_->safe_psql('postgres', 'CREATE EXTENSION csq') for $source, $target;
$source->safe_psql('postgres', "SET search_path = public, csq, csq_internal; $samples");
my @types = split /\n/, $source->safe_psql('postgres', q{SELECT typname FROM pg_type WHERE typnamespace = 'csq'::regnamespace AND typtype = 'b' AND typcategory <> 'A' ORDER BY 1});
cmp_ok(scalar @types, '>=', 20, 'types');
my $table = 'CREATE TABLE every (n int, ' . join(', ', map { "c_$_ csq.$_" } @types) . ', note text); ALTER TABLE every REPLICA IDENTITY FULL';
$_->safe_psql('postgres', $table) for $source, $target;
# three rows: two alike but for one column, the last with NULLs
my $values = join ', ', map { "(SELECT text::csq.$_ FROM sample WHERE type = '$_' LIMIT 1)" } @types;
$source->safe_psql('postgres', "INSERT INTO every SELECT 1, $values, 'one'; INSERT INTO every SELECT 1, $values, 'other'; INSERT INTO every (n) VALUES (1)");
is($source->safe_psql('postgres', 'SELECT count(*) FROM every WHERE ' . join(' AND ', map { "c_$_ IS NOT NULL" } @types)), 2, 'a value of every type');

$source->safe_psql('postgres', 'CREATE PUBLICATION values_out FOR TABLE every');
$target->safe_psql('postgres', "CREATE SUBSCRIPTION values_in CONNECTION '" . $source->connstr . " dbname=postgres' PUBLICATION values_out");
$target->wait_for_subscription_sync($source, 'values_in');
my $all = q{SELECT md5(string_agg(e::text, ',' ORDER BY e::text COLLATE "C")) FROM every e};
is($target->safe_psql('postgres', $all), $source->safe_psql('postgres', $all), 'the first copy');

$source->safe_psql('postgres', "SET search_path = public, csq; UPDATE every SET n = 2 WHERE note = 'one'; UPDATE every SET note = 'none' WHERE note IS NULL; UPDATE every SET c_score_summary = c_score_summary + c_score_summary, c_journey = NULL WHERE note = 'other'; DELETE FROM every WHERE note = 'none'");
$source->wait_for_catchup('values_in');
is($target->safe_psql('postgres', $all), $source->safe_psql('postgres', $all), 'UPDATE and DELETE under REPLICA IDENTITY FULL');
is($target->safe_psql('postgres', q{SELECT string_agg(n || ' ' || note, ', ' ORDER BY n) FROM every}), '1 other, 2 one', 'of the rows that were meant');

# a value that only came about in another way is the same value
$source->safe_psql('postgres', "UPDATE every SET note = 'again', c_sla_target = '1 calendar month'");
$source->wait_for_catchup('values_in');
is($target->safe_psql('postgres', $all), $source->safe_psql('postgres', $all), 'again');
unlike(slurp_file($target->logfile), qr/could not identify an equality operator|logical replication target relation .* has neither/, 'the apply worker found an operator for each');

# a physical standby answers as the primary does
$source->backup('base');
my $standby = PostgreSQL::Test::Cluster->new('standby');
$standby->init_from_backup($source, 'base', has_streaming => 1);
$standby->start;
$source->safe_psql('postgres', "UPDATE every SET note = 'once more'");
$source->wait_for_catchup($standby);
is($standby->safe_psql('postgres', 'SELECT pg_is_in_recovery()'), 't', 'a standby');
my $read = q{SET search_path = public, csq; SELECT nps(rollup(c_score_summary)), rollup(c_process)::text, string_agg(classify(c_text_model, 'fee'), ',' ORDER BY n), count(level(c_journey, 'opened -> closed')), max(due_at(c_calendar, timestamptz '2026-03-02 10:00Z', c_sla_target)) FROM every};
is($standby->safe_psql('postgres', $all), $source->safe_psql('postgres', $all), 'the same values');
is($standby->safe_psql('postgres', $read), $source->safe_psql('postgres', $read), 'and the same answers');
done_testing();
