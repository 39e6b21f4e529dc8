# What a driver or an analyst sends without types: each public function with untyped arguments only is found without a doubt, but
# for those whose name is the same for many types, which are listed here with the reason.
use strict;
use warnings;
use lib 'test/perl';
use CsqTest;
use Test::More;

my $node = CsqTest::node('untyped');
$node->safe_psql('postgres', 'CREATE EXTENSION csq');

# readers and merges that many summary types have: an untyped value says nothing of which is meant
open my $list, '<', 'test/t/untyped_calls.txt' or die "untyped_calls.txt: $!";
my %many = map { $_ => 1 } map { s/#.*//r =~ /(\S+)/g } <$list>;
close $list;



my @calls = split /\n/, $node->safe_psql('postgres', q{
  SELECT DISTINCT proname || '/' || n FROM pg_proc p, generate_series((p.pronargs - p.pronargdefaults)::int, p.pronargs::int) AS n
  WHERE pronamespace = 'csq'::regnamespace AND n > 0 AND provariadic = 0 AND prokind IN ('f', 'a') ORDER BY 1});
cmp_ok(scalar @calls, '>', 200, 'public calls');
my $sql = join "\n", map {
	my ($name, $n) = split '/';
	my $args = join ', ', map { "\$$_" } 1 .. $n;
	qq{SELECT try('$name/$n', 'PREPARE call AS SELECT csq."$name"($args)');};
} @calls;
$node->safe_psql('postgres', q{
CREATE TABLE failed (call text, code text);
CREATE FUNCTION try(call text, statement text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE statement;
  DEALLOCATE call;
EXCEPTION WHEN OTHERS THEN INSERT INTO failed VALUES (try.call, SQLSTATE);
END $$;});
$node->safe_psql('postgres', $sql);
my @failed = split /\n/, $node->safe_psql('postgres', q{SELECT call || ' ' || code FROM failed ORDER BY 1});
my %code = map { split ' ' } @failed;
is(join("\n", grep { !$many{$_} } sort keys %code), '', 'no other call is refused') or diag(join "\n", @failed);
is(join("\n", grep { !$code{$_} } sort keys %many), '', 'and each that is listed is');
is(join(' ', grep { $code{$_} ne '42725' } sort keys %code), '', 'none for a reason that a caller cannot see');

# columns with their types, and literals or parameters without: every overload, with every choice of arguments that have no type (of long
# lists: one, or all but one).  Where the first argument has its type, what stays ambiguous is told here.
my %mixed = (
	'change_agg/3' => 'a segment, and what no literal is: two summaries', 'series_agg/2' => 'a sum or a share in a bucket',
	'train_agg/4' => 'a weight with options, or features with facts',
);
my ($tried, @ambiguous) = split /\n/, $node->safe_psql('postgres', q{
CREATE TABLE ambiguous (call text, first bool, code text);
CREATE FUNCTION try_mixed() RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  r record; mask int; call text; v int; tried int := 0;
BEGIN
  FOR r IN SELECT proname, proargtypes::oid[] AS types, pronargs AS n, (1 << pronargs) - 1 AS every FROM pg_proc
    WHERE pronamespace = 'csq'::regnamespace AND prokind IN ('f', 'a') AND provariadic = 0 AND pronargs BETWEEN 1 AND 9
  LOOP
    FOR mask IN SELECT m FROM generate_series(1, r.every - 1) m WHERE r.n <= 4 OR m & (m - 1) = 0 OR (r.every - m) & (r.every - m - 1) = 0 LOOP
      call := ''; v := 0;
      FOR i IN 0 .. r.n - 1 LOOP
        v := v + ((mask >> i) & 1);
        call := call || CASE WHEN i > 0 THEN ', ' ELSE '' END || CASE WHEN (mask >> i) & 1 = 1 THEN '$' || v ELSE 'NULL::' || format_type(r.types[i + array_lower(r.types, 1)], NULL) END;
      END LOOP;
      tried := tried + 1;
      BEGIN
        EXECUTE format('PREPARE call AS SELECT csq.%I(%s)', r.proname, call);
        DEALLOCATE call;
      EXCEPTION WHEN OTHERS THEN INSERT INTO ambiguous VALUES (r.proname || '/' || r.n, mask & 1 = 0, SQLSTATE);
      END;
    END LOOP;
  END LOOP;
  RETURN tried;
END $$;
SELECT try_mixed();
SELECT DISTINCT call || ' ' || code FROM ambiguous WHERE first OR code <> '42725' ORDER BY 1});
cmp_ok($tried, '>', 6000, 'mixtures tried');
is(join(' ', map { s/ 42725$//r } @ambiguous), join(' ', sort keys %mixed), 'with a typed first argument only these calls are ambiguous');

# varchar, as JDBC sends texts
$node->safe_psql('postgres', q{CREATE TABLE texts (cal varchar, target varchar, spec varchar, pat varchar, lex varchar, j varchar);
  INSERT INTO texts VALUES ('tz UTC; mon-fri 9-17', '2 business hours', 'a -> b', 'a ~> b', 'm/p: refund 1', '{"v":1,"events":[["2026-03-02T09:00:00Z","a"],["2026-03-02T10:00:00Z","b"]]}');
  CREATE TABLE kept (cal csq.calendar, j csq.journey, s csq.score_summary)});
is($node->safe_psql('postgres', q{SELECT csq.due_at(cal, '2026-03-02 09:00', target) = '2026-03-02 11:00Z' FROM texts}), 't', 'varchar as calendar and target');
is($node->safe_psql('postgres', q{SELECT csq.level(j::csq.journey, spec), csq.matches(j::csq.journey, pat), csq.classify(lex, 'I want a refund'::text) FROM texts}), '2|t|p', 'as funnel_spec, pattern, lexicon');
is($node->safe_psql('postgres', q{INSERT INTO kept SELECT cal, j FROM texts RETURNING cal IS NOT NULL AND j IS NOT NULL}), 't', 'and assigned to any type');

done_testing();
