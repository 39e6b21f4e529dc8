# Random histories in three zones (10,000 in make test-long) against the PL/pgSQL walk by the minute of test/sql/sla_oracle.sql,
# with pauses, every rule of reopening and of changed targets, and extensions.
use strict;
use warnings;
use lib 'test/perl';
use CsqTest;
use Test::More;

my $n = $ENV{CSQ_LONG} ? 10000 : 2500;
my $node = CsqTest::node('sla_oracle');
$node->safe_psql('postgres', 'CREATE EXTENSION csq');
my ($status, $out, $err) = $node->psql('postgres', '', extra_params => [ '-v', "histories=$n", '-f', 'test/sql/sla_oracle.sql' ], timeout => 600);
is($status, 0, 'the walk ran');
is($err, '', 'without a complaint');
like($out, qr/^$n(\|$n){6}$/m, 'state, start, deadline, elapsed, paused and breach agree in each history');
like($out, qr/^t$/m, 'and every state occurs');

done_testing();
