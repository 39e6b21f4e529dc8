#!/usr/bin/perl
# check_layers.pl TREE - the layers of src/, read from the include lines.  Prints what breaks them; nothing when all is well.
#
#   - src/ holds exactly the folders below, and a file includes only from its own folder and from those that its folder may use
#   - a file that includes postgres.h, or a shell header, ends in _pg; a core file includes neither, nor any header of the server
#   - an include within src/ carries the folder; no file name occurs twice; a public type is defined in one header only
#   - a file that a comment names is there
use strict;
use warnings;
use File::Basename;

my %may = (
	base     => [],
	pg       => ['base'],
	calendar => [qw(base pg)],
	metrics  => [qw(base pg calendar)],
	text     => [qw(base pg metrics)],
	sla      => [qw(base pg calendar metrics)],
	classify => [qw(base pg text metrics)],
	charts   => [qw(base pg metrics calendar)],
	journey  => [qw(base pg calendar metrics)],
	funnel   => [qw(base pg journey calendar metrics)],
	process  => [qw(base pg journey calendar metrics)],
);
# headers of the shell that keep the name every extension gives them
my %shell_header = map { $_ => 1 } qw(pg/csq.h pg/compat.h);
my $server = qr{^(?:postgres|fmgr|funcapi|miscadmin|pgstat|pgtime|windowapi|varatt)\.h$|^(?:utils|catalog|executor|access|nodes|optimizer|parser|commands|storage|lib|mb|port|datatype|common|libpq|tcop|tsearch|commands|rewrite)/};

my $top = shift // '.';
my (%seen, %typed, %named, %known, @wrong);
opendir my $dir, "$top/src" or die "no $top/src\n";
for my $folder (sort grep { !/^\./ } readdir $dir)
{
	if (!-d "$top/src/$folder") { push @wrong, "src/$folder lies outside the folders" unless $folder =~ /\.o$/; next; }
	if (!$may{$folder}) { push @wrong, "src/$folder is no layer; check_layers.pl names those there are"; next; }
	check_file($folder, $_) for sort glob("$top/src/$folder/*.[ch]");
}
# files of the tests, and what every reader of PostgreSQL's sources knows
$known{ s{.*/}{}r } = 1 for glob(dirname(__FILE__) . "/../test/*/*.[ch]"), qw(varatt.h numeric.c pg_proc.h TOPIC.c);
push @wrong, map { "$_: there is no such file: $named{$_}" } grep { (my $name = $_) =~ s/.* //; !$seen{$name} && !$known{$name} } sort keys %named;
print "  $_\n" for @wrong;
exit(@wrong ? 1 : 0);

sub check_file
{
	my ($folder, $path) = @_;
	my ($name) = $path =~ m{([^/]+)$};
	my $file = "$folder/$name";
	my $shell = $name =~ /_pg\.[ch]$/ || $shell_header{$file};
	my $postgres = 0;
	push @wrong, "$file: the name stands in $seen{$name} already" if $seen{$name};
	$seen{$name} = $folder;
	open my $fh, '<', $path or die "$path: $!\n";
	my @lines = <$fh>;
	close $fh;
	for my $comment (join('', @lines) =~ m{/\*(.*?)\*/}gs)
	{
		$named{"$file $_"} = $_ for $comment =~ m{([A-Za-z_0-9]{3,}\.[ch])\b(?!\()}g;
	}
	for my $line (@lines)
	{
		push @wrong, "$file: type $1 is defined in $typed{$1} already"
		  if $name =~ /\.h$/ && $line =~ /^\}\s*(Csq\w+)/ && ($typed{$1} //= $file) ne $file;
		next unless $line =~ /^\s*#\s*include\s+([<"])([^>"]+)[>"]/;
		my ($quote, $what) = ($1, $2);
		$known{ $what =~ s{.*/}{}r } = 1;
		if ($what =~ $server)
		{
			$postgres = 1;
			push @wrong, "$file: a core file includes $what" unless $shell;
		}
		elsif ($what =~ m{^([a-z]+)/([^/]+)$} && $may{$1})
		{
			my ($other, $header) = ($1, $2);
			push @wrong, "$file: $folder may not include $what (only " . join(', ', $folder, @{ $may{$folder} }) . ")"
			  unless $other eq $folder || grep { $_ eq $other } @{ $may{$folder} };
			my $is_shell = $header =~ /_pg\.h$/ || $shell_header{$what};
			push @wrong, "$file: a core file includes the shell header $what" if $is_shell && !$shell;
			$postgres = 1 if $is_shell;
		}
		elsif ($quote eq '"') { push @wrong, "$file: \"$what\" is included without its folder"; }
	}
	push @wrong, "$file: includes nothing of the server, so its name must not end in _pg" if $name =~ /_pg\.c$/ && !$postgres;
}
