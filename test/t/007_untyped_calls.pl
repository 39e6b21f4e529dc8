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

# varchar, as JDBC sends texts
$node->safe_psql('postgres', q{CREATE TABLE texts (cal varchar, target varchar, spec varchar, pat varchar, lex varchar, j varchar);
  INSERT INTO texts VALUES ('tz UTC; mon-fri 9-17', '2 business hours', 'a -> b', 'a ~> b', 'm/p: refund 1', '{"v":1,"events":[["2026-03-02T09:00:00Z","a"],["2026-03-02T10:00:00Z","b"]]}');
  CREATE TABLE kept (cal csq.calendar, j csq.journey, s csq.score_summary)});
is($node->safe_psql('postgres', q{SELECT csq.due_at(cal, '2026-03-02 09:00', target) = '2026-03-02 11:00Z' FROM texts}), 't', 'varchar as calendar and target');
is($node->safe_psql('postgres', q{SELECT csq.level(j::csq.journey, spec), csq.matches(j::csq.journey, pat), csq.classify(lex, 'I want a refund'::text) FROM texts}), '2|t|p', 'as funnel_spec, pattern, lexicon');
is($node->safe_psql('postgres', q{INSERT INTO kept SELECT cal, j FROM texts RETURNING cal IS NOT NULL AND j IS NOT NULL}), 't', 'and assigned to any type');

done_testing();
