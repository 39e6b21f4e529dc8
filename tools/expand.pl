#!/usr/bin/perl
# expand.pl - puts the template in the place of each line "-- @type ..." of the SQL parts.
#
#   perl tools/expand.pl sql/templates/stored_type.sql sql/parts/*.sql >sql/csq--0.1.0.sql
#
# What the line may say is written in the template.
use strict;
use warnings;

my ($template, @parts) = @ARGV;
my %default = (cost => 20, compare => 10, merge => 10, space => 256,
	order => 'the order of the canonical bytes', rollup => 'Both together, as if made from the rows of both.');

open my $in, '<', $template or die "$template: $!\n";
my @lines = <$in>;
close $in;
shift @lines while @lines && $lines[0] !~ /^-- \@begin$/;
shift @lines or die "$template: no line \"-- \@begin\"\n";

sub expanded
{
	my ($type, $words, $meaning, $where) = @_;
	my %value = (%default, T => $type, meaning => $meaning);
	my %has;
	foreach (split ' ', $words)
	{
		if (/^(merges|counts|json|state)$/) { $has{$1} = 1 }
		elsif (/^(fixed|cost|compare|merge|space)=(\d+)$/) { $value{$1} = $2; $has{$1} = 1 }
		else { die "$where: \"$_\" is no word of a \@type line; see $template\n" }
	}
	$has{varying} = !$has{fixed};
	$has{value} = !$has{state};
	$value{type} = $has{state} ? "csq_internal.$type" : $type;
	die "$where: a type merges or consists of counts, which merge\n" if $has{merges} && $has{counts};
	$value{$1} = $2 while $value{meaning} =~ s/\n(order|rollup): (.*)//;
	die "$where: the lines below \@type must say what the type means\n" if $value{meaning} eq '';
	$value{$_} =~ s/'/''/g, $value{$_} =~ s/\n/ /g foreach qw(meaning order rollup);
	my ($out, $shown) = ('', 1);
	foreach my $line (@lines)
	{
		if ($line =~ /^-- \@if (.*)$/) { $shown = grep { $has{$_} } split ' ', $1 }
		elsif ($line =~ /^-- \@end$/) { $shown = 1 }
		elsif ($shown)
		{
			(my $l = $line) =~ s/\@(\w+)\@/$value{$1} \/\/ die "$template: \@$1\@ has no value\n"/ge;
			$out .= $l;
		}
	}
	return $out;
}

foreach my $part (@parts)
{
	open my $p, '<', $part or die "$part: $!\n";
	my $line = <$p>;
	while (defined $line)
	{
		if ($line =~ /^-- \@type (\w+):(.*)$/)
		{
			my ($type, $words, $meaning, $where) = ($1, $2, '', "$part:$.");
			while (defined($line = <$p>) && $line =~ /^-- (.*)$/)
			{
				$meaning .= ($meaning eq '' ? '' : "\n") . $1;
			}
			print expanded($type, $words, $meaning, $where);
			next;
		}
		die "$part:$.: \"-- \@type name: words\" is meant\n" if $line =~ /\@type/;
		print $line;
		$line = <$p>;
	}
	close $p;
}
