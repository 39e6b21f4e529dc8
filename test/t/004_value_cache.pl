# Compiled values are recognised by their TOAST pointers.  One call site may live through statements that remove a value and store
# another under the same value id, once the counter of OIDs has gone round: it must not answer for the one that is gone.
use strict;
use warnings;
use lib 'test/perl';
use CsqTest;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = CsqTest::node('cache');

# a module that sets the counter, compiled here
my $dir = $PostgreSQL::Test::Utils::tmp_check;
chomp(my $include = `$ENV{CSQ_PG_CONFIG} --includedir-server`);
my $built = system("gcc -fPIC -shared -I'$include' -o '$dir/oid_counter.so' test/modules/oid_counter.c 2>'$dir/oid_counter.log'");
plan skip_all => 'no compiler or no headers of the server for the test module' if $built != 0;
$node->safe_psql('postgres', qq{
  CREATE EXTENSION csq;
  CREATE FUNCTION set_next_oid(oid) RETURNS void LANGUAGE C AS '$dir/oid_counter', 'set_next_oid';
  CREATE TABLE t (cal csq.calendar);
  ALTER TABLE t ALTER cal SET STORAGE EXTERNAL;
  -- the same length, other hours
  CREATE FUNCTION hours(opens int) RETURNS csq.calendar LANGUAGE sql AS \$\$
    SELECT ('tz UTC; mon-sun ' || lpad(opens::text, 2, '0') || ':00-17:00; ' || string_agg(d::date || ' ' || lpad(opens::text, 2, '0') || ':00-17:00', '; '))::csq.calendar
    FROM generate_series('2026-01-01'::timestamp, '2026-06-30', '1 day') AS d \$\$;});

# a function that a query calls keeps what it selects as it is stored; a DO block would read it at once
my $loop = q{
CREATE FUNCTION attack() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  c csq.calendar;
  valueid oid;
  opens int;
  answer interval;
BEGIN
  FOREACH opens IN ARRAY ARRAY[8, 9, 10, 11] LOOP
    TRUNCATE t;
    PERFORM set_next_oid(3000000000);
    INSERT INTO t VALUES (hours(opens));
    SELECT cal INTO c FROM t;
    answer := csq.business_time(c, timestamptz '2026-08-03 00:00Z', timestamptz '2026-08-04 00:00Z');
    RAISE NOTICE '% %', opens, answer;
  END LOOP;
END $$;
SELECT attack();};
my ($status, $out, $err) = $node->psql('postgres', $loop);
is($status, 0, 'the loop runs');
is_deeply([ $err =~ /NOTICE:  (\d+ \d\d:00:00)/g ], [ '8 09:00:00', '9 08:00:00', '10 07:00:00', '11 06:00:00' ], 'each value has its own answer');

# the value ids were the same, or the test has tested nothing
$node->safe_psql('postgres', 'TRUNCATE t');
my @ids;
for my $opens (8, 9)
{
	my $toast = $node->safe_psql('postgres', q{SELECT reltoastrelid::regclass FROM pg_class WHERE relname = 't'});
	push @ids, $node->safe_psql('postgres', "BEGIN; TRUNCATE t; SELECT set_next_oid(3000000000); INSERT INTO t VALUES (hours($opens)); SELECT DISTINCT chunk_id FROM $toast; COMMIT;");
	$ids[-1] =~ s/\s//g;
}
is($ids[0], $ids[1], 'two values had one id');
like($ids[0], qr/^30000000\d\d$/, 'which the counter gave');

# within one query the identity is enough: a stored calendar is read once
my $reads = q{SELECT pg_stat_force_next_flush(); SELECT sum(n) FROM (SELECT (csq.due_at(cal, timestamptz '2026-01-01' + i * interval '1 min', '1 business hour') IS NOT NULL)::int AS n FROM t, generate_series(1, 20000) i) x};
like($node->safe_psql('postgres', $reads), qr/20000/, 'many calls in one query');

# what a session keeps compiled: more lexicons than it keeps, in turn, over statements, held by open cursors, changed in between
$node->safe_psql('postgres', q{
  CREATE TABLE lexicons AS SELECT i, (SELECT csq.lexicon_agg('label ' || i, 'word' || i || 'x' || k, 1) FROM generate_series(1, 80) k) AS l FROM generate_series(1, 12) i;
  CREATE FUNCTION right_answers() RETURNS bigint LANGUAGE sql VOLATILE AS $$ SELECT count(*) FILTER (WHERE csq.classify(l, 'the word' || i || 'x' || 7 || ' said') = 'label ' || i) FROM lexicons $$;
  ALTER FUNCTION right_answers() SET jit = off;});
my $kept = q{SELECT count(*) FROM pg_backend_memory_contexts WHERE name = 'csq kept value';};
my $by_one = join('', map { "SELECT csq.classify(l, 'word${_}x3') FROM lexicons WHERE i = $_;\n" } 1 .. 12, reverse(1 .. 12), 1 .. 12);
my @answers = split /\n/, $node->safe_psql('postgres', "$by_one SELECT right_answers(); SELECT right_answers(); $kept");
is_deeply([ @answers[0 .. 35] ], [ map { "label $_" } 1 .. 12, reverse(1 .. 12), 1 .. 12 ], 'each statement has the answer of its lexicon');
is_deeply([ @answers[36 .. 38] ], [ 12, 12, 8 ], 'a statement with all of them as well, and eight are kept');
my $open = join('', map { "DECLARE c$_ CURSOR FOR SELECT csq.classify(l, 'word${_}x' || k) || ' ' || k FROM lexicons, generate_series(1, 9) k WHERE i = $_ ORDER BY k; FETCH c$_;\n" } 1 .. 12);
my $fetch = join('', map { "FETCH c$_;\n" } 1 .. 12);
@answers = split /\n/, $node->safe_psql('postgres', "$kept BEGIN; $open $fetch SELECT right_answers(); $fetch SAVEPOINT s; SELECT right_answers(); ROLLBACK TO s; $fetch COMMIT; $kept");
is_deeply(\@answers, [ 0, (map { "label $_ 1" } 1 .. 12), (map { "label $_ 2" } 1 .. 12), 12, (map { "label $_ 3" } 1 .. 12), 12, (map { "label $_ 4" } 1 .. 12), 8 ], 'cursors hold what they use');
@answers = split /\n/, $node->safe_psql('postgres', q{
  SELECT csq.classify(l, 'word1x1') FROM lexicons WHERE i = 1;
  BEGIN; UPDATE lexicons SET l = (SELECT o.l FROM lexicons o WHERE o.i = 2) WHERE i = 1;
  SELECT coalesce(csq.classify(l, 'word1x1'), 'none'), csq.classify(l, 'word2x1') FROM lexicons WHERE i = 1; ROLLBACK;
  SELECT csq.classify(l, 'word1x1') FROM lexicons WHERE i = 1;
  UPDATE lexicons SET l = (SELECT csq.lexicon_agg('other', 'word1x' || k, 1) FROM generate_series(1, 80) k) WHERE i = 1;
  SELECT csq.classify(l, 'word1x1') FROM lexicons WHERE i = 1;});
is_deeply(\@answers, [ 'label 1', 'none|label 2', 'label 1', 'other' ], 'a lexicon that was changed is another');

$node->stop;
done_testing();
