# DBD::Pg or DBD::ODBC with their defaults: the data source is the first argument.
use strict;
use warnings;
use utf8;
use DBI;

binmode STDOUT, ':encoding(UTF-8)';
my ($source, $file) = @ARGV;
my $db = DBI->connect($source, $ENV{PGUSER}, '', { RaiseError => 1, PrintError => 0, AutoCommit => 1 });
my $odbc = $source =~ /^dbi:ODBC/;
$db->{odbc_ignore_named_placeholders} = 1 if $odbc; # ::text is a cast
open my $lines, '<:encoding(UTF-8)', $file or die "$file: $!\n";
while (my $line = <$lines>)
{
	chomp $line;
	next if $line eq '' || $line =~ /^#/;
	my ($name, $statement, @parameters) = split /\|/, $line;
	my $ok = eval {
		my $rows = $db->prepare($statement);
		$rows->execute(map { s/^N://r } @parameters);
		while (my $row = $rows->fetchrow_arrayref)
		{
			my @types = @{ $rows->{TYPE} };
			print "$name: ", join(' | ', map { !defined $row->[$_] ? 'NULL' : is_bool($rows, $_) ? ($row->[$_] ? 'true' : 'false') : $row->[$_] =~ /^-?\d+\.0+$/ ? $row->[$_] + 0 : $row->[$_] } 0 .. $#types), "\n";
		}
		1;
	};
	print "$name: ", $db->state, ' ', $db->errstr // $@, "\n" unless $ok;
}

sub is_bool { my ($rows, $k) = @_; return $odbc ? $rows->{TYPE}[$k] == -7 : ($rows->{pg_type} && $rows->{pg_type}[$k] eq 'bool') }
