# The extension as an administrator meets it: trusted, dumped and restored, UTF-8 only, gone without a trace.
use strict;
use warnings;
use lib 'test/perl';
use CsqTest;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = CsqTest::node('install');

# --- a database owner who is no superuser may create it
$node->safe_psql('postgres', 'CREATE ROLE owner LOGIN; CREATE DATABASE shop OWNER owner; CREATE ROLE stranger LOGIN;');
$node->safe_psql('shop', 'CREATE EXTENSION csq', extra_params => [ '-U', 'owner' ]);
is($node->safe_psql('shop', "SELECT extowner::regrole FROM pg_extension WHERE extname = 'csq'"), 'owner', 'trusted: the database owner created it');
isnt($node->psql('shop', 'CREATE EXTENSION csq', extra_params => [ '-U', 'stranger' ]), 0, 'somebody else may not');
is($node->safe_psql('shop', 'SELECT csq.library_version() IS NOT NULL', extra_params => [ '-U', 'stranger' ]), 't', 'but may use it');

# --- dump and restore into another database
$node->safe_psql('shop', 'CREATE TABLE t AS SELECT 1 AS a');
my $dump = "${PostgreSQL::Test::Utils::tmp_check}/shop.sql";
$node->command_ok([ 'pg_dump', '-d', $node->connstr('shop'), '-f', $dump ], 'pg_dump');
unlike(slurp_file($dump), qr/CREATE FUNCTION/, 'the dump names the extension, not its objects');
$node->safe_psql('postgres', 'CREATE DATABASE shop2');
$node->command_ok([ 'psql', '-X', '-q', '-v', 'ON_ERROR_STOP=1', '-d', $node->connstr('shop2'), '-f', $dump ], 'restored');
is($node->safe_psql('shop2', 'SELECT csq.library_version() = extversion FROM pg_extension WHERE extname = $$csq$$'), 't', 'works after restore');

# --- dropped without a trace
$node->safe_psql('shop2', 'DROP EXTENSION csq');
is( $node->safe_psql('shop2', "SELECT count(*) FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace WHERE nspname = 'csq'"),
	'0', 'DROP EXTENSION leaves nothing');

done_testing();
