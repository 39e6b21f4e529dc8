#!/usr/bin/perl
# check_meta.pl META.json TOP - the rules of the PGXN Meta Spec 1.0.0 that matter to csq.  Prints what is wrong, nothing when all is well.
use strict;
use warnings;
use JSON::PP;

my ($file, $top) = @ARGV;
open my $fh, '<:raw', $file or die "$file: $!";
my $meta = eval { JSON::PP->new->utf8->decode(do { local $/; <$fh> }) } or do { print "not JSON: $@"; exit };
my $semver = qr/^\d+\.\d+\.\d+(?:-[0-9A-Za-z-]+)?$/;

for my $key (qw(name version abstract maintainer license provides meta-spec))
{
	print "lacks \"$key\"\n" unless defined $meta->{$key};
}
print "version is no semantic version\n" unless ($meta->{version} // '') =~ $semver;
print "meta-spec version is not 1.0.0\n" unless ($meta->{'meta-spec'}{version} // '') eq '1.0.0';
print "license must be a known name, a list or an object\n"
  unless ref $meta->{license} || ($meta->{license} // '') =~ /^(?:postgresql|mit|bsd|apache_2_0)$/;
print "release_status must be stable, testing or unstable\n"
  unless ($meta->{release_status} // 'stable') =~ /^(?:stable|testing|unstable)$/;
for my $name (keys %{ $meta->{provides} || {} })
{
	my $p = $meta->{provides}{$name};
	print "provides.$name lacks file or version\n" unless $p->{file} && ($p->{version} // '') =~ $semver;
	(my $installed = $p->{file} // '') =~ s/--\Q$p->{version}\E//;
	print "provides.$name.docfile does not exist: $p->{docfile}\n" if $p->{docfile} && !-e "$top/$p->{docfile}";
}
for my $phase (values %{ $meta->{prereqs} || {} })
{
	for my $kind (keys %$phase)
	{
		print "prereqs: unknown relation $kind\n" unless $kind =~ /^(?:requires|recommends|suggests|conflicts)$/;
	}
}
my %known = map { $_ => 1 } qw(name version abstract description maintainer license provides meta-spec generated_by tags no_index prereqs release_status resources);
for my $key (keys %$meta)
{
	print "unknown key \"$key\" (own keys begin with x_)\n" unless $known{$key} || $key =~ /^x_/i;
}
