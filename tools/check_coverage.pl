# check_coverage.pl - every figure of the list that docs/coverage.md was written against has a query there, and every query an answer.
#
#   perl tools/check_coverage.pl docs/coverage.md        says what is missing, nothing when all is there
use strict;
use warnings;

my %last = (A => 44, B => 59, C => 44, D => 46);
my $page = do { local $/; open my $fh, '<', $ARGV[0] or die "$ARGV[0]: $!\n"; <$fh> };
my %seen;
my ($quoted) = $page =~ /^Figures that a document only quotes \(([^)]*)\)/m;
$seen{$_} = 1 foreach ($quoted // '') =~ /\b([A-D]\d\d)\b/g;
foreach my $entry (split /^(?=\*\*[A-D]\d\d)/m, $page)
{
	next unless $entry =~ /\A\*\*([A-D]\d\d(?:, [A-D]\d\d)*)\*\*/;
	my @ids = split /, /, $1;
	$seen{$_} = 1 foreach @ids;
	# a line of names and a row at least
	print "  $ids[0]: no query with an answer\n" unless $entry =~ /^```sql\n.*?^```text\n[^`\n]+\n[^`\n]+\n/ms;
}
foreach my $letter (sort keys %last)
{
	foreach my $n (1 .. $last{$letter})
	{
		my $id = sprintf '%s%02d', $letter, $n;
		print "  $id\n" unless $seen{$id};
	}
}
