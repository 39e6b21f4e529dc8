#!/usr/bin/perl
# function_index.pl PAGE... <rows - docs/functions.md from the catalogue: rows are those of function_index.sql, PAGEs say where a
# function is explained.  With --questions docs/README.md: print the functions that page calls and the catalogue lacks, instead.
use strict;
use warnings;
use utf8;
use open qw(:std :encoding(UTF-8));

my $questions = @ARGV && $ARGV[0] eq '--questions' ? (shift @ARGV, shift @ARGV)[1] : undef;
my (%page, %called, @rows);
while (my $line = <STDIN>)
{
	chomp $line;
	push @rows, [ split /\t/, $line, -1 ];
	$called{ $rows[-1][0] } = 1;
}
if (defined $questions)
{
	open my $fh, '<', $questions or die "$questions: $!\n";
	while (my $line = <$fh>)
	{
		next unless $line =~ /^\|/;
		while ($line =~ /`([^`]+)`/g)
		{
			my $call = $1;
			while ($call =~ /\b([a-z_][a-z_0-9]*)\(/g) { print "  line $.: $1\n" unless $called{$1} }
		}
	}
	exit;
}

# the page whose heading names a function explains it, else the one that names it most often
my %count;
for my $path (@ARGV)
{
	my ($name) = $path =~ m{([^/]+)$};
	open my $fh, '<', $path or die "$path: $!\n";
	while (my $line = <$fh>)
	{
		my $heading = $line =~ /^#/ ? 1000 : 1;
		$count{$_}{$name} += $heading foreach $line =~ /\b([a-z_][a-z_0-9]*)\b/g;
	}
}

sub explained
{
	my ($function) = @_;
	my $in = $count{$function} or return '';
	my ($best) = sort { $in->{$b} <=> $in->{$a} || $a cmp $b } keys %$in;
	(my $topic = $best) =~ s/\.md$//;
	return "[$topic]($best)";
}

sub types
{
	my ($text) = @_;
	$text =~ s/timestamp with time zone/timestamptz/g;
	$text =~ s/timestamp without time zone/timestamp/g;
	$text =~ s/double precision/float8/g;
	$text =~ s/time without time zone/time/g;
	$text =~ s/\bcsq\.//g;
	$text =~ s/\b(\w+) \1\b/$1/g;
	$text =~ s/\|/\\|/g;
	return $text;
}

print "# Functions\n\n", scalar @rows, " names, made from the catalogue by `make docs-accept`. The shortest form of each; an argument with … may be left out; ",
  "\"+ 2\" are further forms. Where a form takes `timestamptz` beside a calendar, it takes `date`, `timestamp` and `text` too. ",
  "`\\df csq.NAME` shows all forms, [README](README.md) which function answers which question.\n\n",
  "| function | | gives | |\n|---|---|---|---|\n";
for my $row (@rows)
{
	my ($name, $kind, $args, $forms, $result, $comment) = @$row;
	$result =~ s/^SETOF record$/rows/;
	$result = 'rows' if length $result > 60;
	$comment =~ s/\|/\\|/g;
	$comment =~ s/(?<=[^.\s]{3}\.)\s.*//s;
	$comment =~ s/;\s.*/./s if length $comment > 140;
	printf "| `%s(%s)`%s | %s | `%s` %s | %s |\n", $name, types($args), $forms > 1 ? ' + ' . ($forms - 1) : '',
	  $kind, types($result), $comment, explained($name);
}
