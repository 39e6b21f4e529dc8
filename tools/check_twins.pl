#!/usr/bin/perl
# check_twins.pl - the README says the same in both languages: as many sections and rows of tables, the same examples but for their
# comments, the same pages.
#
#   perl tools/check_twins.pl README.md README.zh-CN.md      prints what differs
use strict;
use warnings;
use open qw(:std :encoding(UTF-8));

sub content
{
	my ($path) = @_;
	open my $in, '<', $path or die "$path: $!\n";
	my $text = do { local $/; <$in> };
	close $in;
	my @examples = map { s/--[^\n]*//gr =~ s/[ \t]+$//mgr } $text =~ /^```(?:sql|text)?[^\n]*\n(.*?)^```/msg;
	my %page = map { s/\.zh-CN\.md$/.md/r => 1 } grep { !/^README/ } $text =~ /\]\(([^)#]+)/g;
	return { path => $path, examples => \@examples, pages => \%page, sections => scalar(() = $text =~ /^##/mg), rows => scalar(() = $text =~ /^\|/mg) };
}

my ($a, $b) = map { content($_) } @ARGV;
foreach my $what (qw(sections rows))
{
	print "  $a->{path} has $a->{$what} $what, $b->{path} $b->{$what}\n" if $a->{$what} != $b->{$what};
}
foreach my $pair ([ $a, $b ], [ $b, $a ])
{
	print "  $_ is in $pair->[0]{path} only\n" foreach grep { !$pair->[1]{pages}{$_} } sort keys %{ $pair->[0]{pages} };
}
my $n = @{ $a->{examples} } > @{ $b->{examples} } ? @{ $a->{examples} } : @{ $b->{examples} };
foreach my $i (0 .. $n - 1)
{
	my ($x, $y) = map { $_->{examples}[$i] // '(none)' } $a, $b;
	next if $i == 0 || $x eq $y;    # the first is of make targets, with comments after #
	print "  example ", $i + 1, " differs:\n$x---\n$y";
}
