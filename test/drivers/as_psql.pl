# The questions as a script for psql: parameters become untyped literals, each row is printed behind the question's name.
use strict;
use warnings;

binmode STDIN,  ':encoding(UTF-8)';
binmode STDOUT, ':encoding(UTF-8)';
while (my $line = <STDIN>)
{
	chomp $line;
	next if $line eq '' || $line =~ /^#/;
	my ($name, $statement, @parameters) = split /\|/, $line;
	my $literal = sub { my $p = shift @parameters; return $p if $p =~ s/^N://; $p =~ s/'/''/g; return "'$p'" };
	$statement =~ s/\?/$literal->()/ge;
	print "$statement\n\\g (format=unaligned tuples_only=on fieldsep=' | ' null=NULL) | sed 's/^/$name: /'\n";
}
