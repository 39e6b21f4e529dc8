#!/usr/bin/env perl
# grafana.pl - the queries of docs/grafana.json as Grafana would send them, to test the dashboard without a Grafana.
#
#   grafana.pl --queries [--schema service] [--tenant main] [--from T] [--to T] FILE     title <tab> SQL on one line, one query a line
#   grafana.pl --import FILE                                                             the dashboard as POST /api/dashboards/db takes it
#
# What Grafana puts into a query: $__timeFilter(column), ${schema}, ${tenant:sqlstring}.  A word of it that is not known here is an error.
use strict;
use warnings;
use JSON::PP;

my %is = (schema => 'service', tenant => 'main', from => '2026-01-01T00:00:00Z', to => '2026-07-01T00:00:00Z');
my ($mode, $file) = ('queries');
while (@ARGV)
{
	my $word = shift @ARGV;
	if ($word =~ /^--(queries|import)$/) { $mode = $1 }
	elsif ($word =~ /^--(schema|tenant|from|to)$/) { $is{$1} = shift @ARGV // die "$word: a value is missing\n" }
	else { $file = $word }
}
defined $file or die "the name of the dashboard is missing\n";
open(my $in, '<:raw', $file) or die "cannot read $file: $!\n";
my $dashboard = decode_json(do { local $/; <$in> });

if ($mode eq 'import')
{
	print JSON::PP->new->utf8->canonical->encode({ dashboard => { %$dashboard, id => undef }, overwrite => JSON::PP::true });
	exit 0;
}

# A column may hold parentheses of its own: take what lies between the matching ones.
sub time_filter
{
	my ($sql) = @_;
	my $inside = qr/((?:[^()]++|\((?1)\))*+)/;
	$sql =~ s/\$__timeFilter\($inside\)/($1) BETWEEN '$is{from}' AND '$is{to}'/g;
	return $sql;
}

my %ids;
binmode(STDOUT, ':utf8');
for my $panel (@{ $dashboard->{panels} })
{
	die "panel id $panel->{id} comes twice\n" if $ids{ $panel->{id} }++;
	for my $target (@{ $panel->{targets} })
	{
		my $sql = time_filter($target->{rawSql});
		my $tenant = $is{tenant} =~ s/'/''/gr;
		$sql =~ s/\$\{schema\}/"@{[ $is{schema} =~ s|"|""|gr ]}"/g;
		$sql =~ s/\$\{tenant:sqlstring\}/'$tenant'/g;
		die "$panel->{title}: \"$1\" is not known\n" if $sql =~ /(\$[\w{][\w:{}]*)/;
		# a time series without its time is drawn as nothing
		die "$panel->{title}: a time series without a column time\n" if $target->{format} eq 'time_series' && $sql !~ /\bAS time\b/;
		$sql =~ s/\s+/ /g;
		print "$panel->{title}\t$sql\n";
	}
}
