#!/usr/bin/perl
# check_docs.pl [--accept] PAGE... - run the examples of documentation pages.
#
# Each ```sql block of a page runs, in order, in one session of a fresh database with csq created, UTC and csq first in the search_path.
# A ```text block right after it holds the exact unaligned output of that block (psql -q -A -F ' | ' -P footer=off): for each statement
# a line with the names of its columns, then its rows; no column may be called ?column? or round.
# ```sql error: the block must fail;  ```sql skip: shown only;  ```sql once: setup whose output does not matter.
# Prints failures and, last, "N M": blocks passed and failed.
#
# --accept writes what was printed into the text blocks that differ (make docs-accept).  Read the difference before you commit it.
use strict;
use warnings;

my $accept = @ARGV && $ARGV[0] eq '--accept' && shift @ARGV;
my ($passed, $failed) = (0, 0);
for my $page (@ARGV)
{
	open my $fh, '<', $page or die "$page: $!";
	my (@blocks, $block, $after);
	my @source = <$fh>;
	close $fh;
	my $number = 0;
	for (@source)
	{
		$number++;
		if (!$block && /^```sql\s*(\w*)\s*$/) { $block = { tag => $1, line => $number, sql => '' }; next }
		if (!$block && /^```text\s*$/ && $after) { $block = $after; $block->{text} = ''; $block->{in_text} = 1; $block->{text_line} = $number; next }
		if ($block && /^```\s*$/)
		{
			push @blocks, $block unless $block->{in_text};
			$after = $block->{in_text} ? undef : $block;
			delete $block->{in_text};
			$block = undef;
			next;
		}
		if ($block) { $block->{ $block->{in_text} ? 'text' : 'sql' } .= $_ }
		elsif (/\S/) { $after = undef }
	}
	@blocks = grep { $_->{tag} ne 'skip' } @blocks;
	next unless @blocks;
	system(qw(psql -X -q -d postgres -c), 'SET client_min_messages = warning', '-c', 'DROP DATABASE IF EXISTS csq_docs', '-c', 'CREATE DATABASE csq_docs') == 0 or die;
	my $script = "CREATE EXTENSION csq;\nSET timezone = 'UTC';\nSET search_path = csq, public, pg_catalog;\n\\o\n";
	for my $i (0 .. $#blocks)
	{
		$script .= "\\echo \@\@begin $i\n" . $blocks[$i]{sql} . "\n\\echo \@\@end $i\n";
	}
	my $file = "docs_check.$$.sql";
	open my $out, '>', $file or die; print $out $script; close $out;
	# errors appear in order, between the marks: both streams in one
	my @lines = split /^/, `psql -X -q -A -F ' | ' -P footer=off -v VERBOSITY=terse -d csq_docs -f $file 2>&1`;
	unlink $file;
	my ($current, %got, %new);
	for (@lines)
	{
		if (/^\@\@begin (\d+)/) { $current = $1; $got{$current} = '' }
		elsif (/^\@\@end/) { undef $current }
		elsif (defined $current) { $got{$current} .= $_ }
	}
	for my $i (0 .. $#blocks)
	{
		my $b = $blocks[$i];
		my $have = $got{$i} // 'did not run';
		my $error = $have =~ /^psql:[^\n]*(?:ERROR|FATAL):|did not run/m;
		my $ok = $b->{tag} eq 'error' ? $error : !$error;
		my $why = $ok ? '' : $b->{tag} eq 'error' ? 'should have failed' : 'failed';
		if ($ok && defined $b->{text} && $b->{tag} ne 'error')
		{
			(my $want = $b->{text}) =~ s/\s+\z//;
			(my $is = $have) =~ s/\s+\z//;
			$_ = join "\n", map { s/\s+$//r } split /\n/ for $want, $is;
			if ($want ne $is && $accept) { $new{ $b->{text_line} } = $is }
			elsif ($want ne $is) { $ok = 0; $why = "printed:\n$is\n  the page says:\n$want" }
		}
		else { $why .= "\n$have" }
		if ($ok && defined $b->{text} && $have =~ /^(?:.* \| )?(?:\?column\?|round)(?: \| .*)?$/m)
		{
			($ok, $why) = (0, 'has a column without a name of its own');
		}
		if ($ok) { $passed++ } else { $failed++; print "  $page:$b->{line}: $why\n" }
	}
	write_page($page, \@source, \%new) if %new;
}
print "$passed $failed\n";

# The page with new text blocks; their ```text lines are the keys.
sub write_page
{
	my ($page, $source, $new) = @_;
	open my $out, '>', $page or die "$page: $!";
	my $skip = 0;
	for my $n (1 .. @$source)
	{
		my $line = $source->[ $n - 1 ];
		$skip = 0 if $skip && $line =~ /^```\s*$/;
		print $out $line unless $skip;
		if (defined $new->{$n}) { print $out "$new->{$n}\n" if $new->{$n} ne ''; $skip = 1 }
	}
	close $out or die "$page: $!";
	print "  $page: " . keys(%$new) . " text blocks written\n";
}
