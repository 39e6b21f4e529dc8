#!/usr/bin/perl
# old_version.pl - makes a released version of csq installable beside the library of today, to upgrade it.
#
#   perl tools/old_version.pl sql/csq--0.1.0.sql path/csq.so DIR INCLUDEDIR-SERVER
#
# writes DIR/csq--0.1.0.sql, the frozen script in which C functions that the library no longer has point into DIR/gone.so, and
# that: functions that do nothing but exist.  The rest, input and output of types among them, is the library's, as in an upgrade;
# what is only named otherwise today is called by that name.
use strict;
use warnings;

my ($script, $library, $dir, $include) = @ARGV;
my ($name) = $script =~ m{([^/]+)$};
my %has = map { /(\w+)$/ ? ($1 => 1) : () } split /\n/, `nm -D --defined-only '$library'`;
die "no symbols in $library\n" unless %has;
open my $in, '<', $script or die "$script: $!\n";
my $sql = do { local $/; <$in> };
my %gone;

# the name of today of a C function that an old script calls
sub today
{
	my ($name) = @_;
	return $name if $has{$name};
	$name =~ s/^csq_funnel_accum$/csq_funnel_count_append/;
	$name =~ s/^csq_funnel_detail_accum$/csq_funnel_append/;
	$name =~ s/^csq_funnel_events_accum_/csq_funnel_count_append_/;
	$name =~ s/^csq_funnel_events_detail_accum_/csq_funnel_append_/;
	$name =~ s/^csq_window_accum$/csq_window_funnel_append/;
	$name =~ s/^csq_lexicon_agg_step$/csq_lexicon_append/;
	$name =~ s/_accum/_append/;
	$name =~ s/_inverse/_remove/;
	return $has{$name} ? $name : undef;
}
$sql =~ s/'MODULE_PATHNAME', *'(csq_\w+)'/my $now = today($1); $now ? "'MODULE_PATHNAME', '$now'" : do { $gone{$1} = 1; "'$dir\/gone.so', '$1'" }/ge;
open my $out, '>', "$dir/$name" or die "$dir/$name: $!\n";
print $out $sql;
close $out;
open my $c, '>', "$dir/gone.c" or die "$dir/gone.c: $!\n";
print $c qq{#include "postgres.h"\n#include "fmgr.h"\nPG_MODULE_MAGIC;\n}, map { "PG_FUNCTION_INFO_V1($_);\nDatum $_(PG_FUNCTION_ARGS) { PG_RETURN_NULL(); }\n" } sort keys %gone;
close $c;
exit(system("gcc -fPIC -shared -I'$include' -o '$dir/gone.so' '$dir/gone.c' 2>'$dir/gone.log'") != 0);
