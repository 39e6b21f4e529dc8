# CsqTest.pm - servers with csq for the TAP tests in test/t.
#
#   use lib 'test/perl';
#   use CsqTest;
#   my $node = CsqTest::node('primary');            # started, extension available, not created
#   $node->safe_psql('postgres', 'CREATE EXTENSION csq');
#
# The stage to load from is named by CSQ_STAGE_CONF, a file of configuration lines that tools/test.sh writes;
# without it the extension is expected to be installed in the server itself (make install, then prove).
package CsqTest;
use strict;
use warnings;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

# A started server; further arguments are lines for postgresql.conf.
sub node
{
	my ($name, @conf) = @_;
	my $node = PostgreSQL::Test::Cluster->new($name);
	$node->init(extra => [ '--encoding=UTF8', '--locale=C.UTF-8' ]);
	configure($node, @conf);
	$node->start;
	return $node;
}

# The same settings for a node made in another way (init_from_backup ...).
sub configure
{
	my ($node, @conf) = @_;
	$node->append_conf('postgresql.conf', "timezone = 'UTC'");
	if (my $file = $ENV{CSQ_STAGE_CONF})
	{
		$node->append_conf('postgresql.conf', slurp_file($file));
	}
	$node->append_conf('postgresql.conf', $_) for @conf;
	return;
}

# The folder of real data, or undef: then skip, saying so.
sub data_dir
{
	for my $dir ($ENV{CSQ_DATA}, "$ENV{CSQ_SOURCE}/../shared/data")
	{
		return $dir if defined $dir && -r "$dir/README.md";
	}
	return;
}

# The event log of a file with a head line as the table raw, whose columns are texts.
sub load_log
{
	my ($node, $file) = @_;
	open my $fh, '<', $file or die "$file: $!";
	my @head = split /\t/, scalar <$fh>;
	close $fh;
	my $columns = join ', ', map { s/\s+$//r . ' text' } @head;
	$node->safe_psql('postgres', qq{
		CREATE TABLE raw ($columns);
		COPY raw FROM PROGRAM 'cat "$file"' (FORMAT csv, DELIMITER E'\\t', QUOTE E'\\x01', HEADER)});
	return;
}

# EXPLAIN of a query as one string.
sub query_plan
{
	my ($node, $query, $db) = @_;
	return scalar $node->safe_psql($db // 'postgres', "EXPLAIN (COSTS OFF) $query");
}

1;
