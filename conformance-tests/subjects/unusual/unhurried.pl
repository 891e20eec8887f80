#!/usr/bin/perl
# Right, and unusual: it loads for four seconds, locks the home itself, waits half a minute before it refuses, drains for six
# seconds before it says goodbye, and ends with 143 or 130 as a shell would say.
use strict;
use warnings;
use Fcntl qw(:flock O_RDONLY O_DIRECTORY);
use File::Path qw(make_path);
use IO::Socket::INET;

my $stop = 0;
$SIG{TERM} = sub { $stop = 143 };
$SIG{INT} = sub { $stop = 130 };
$SIG{HUP} = 'IGNORE';

sub pass { my $end = time + $_[0]; select undef, undef, undef, 0.1 while time < $end }
sub fails { print STDERR "$_[0]: $!\n"; exit 3 }

my $home = $ENV{DATA_ROOT};
pass(4);
make_path($home, { error => \my $errors });
sysopen(my $lock, $home, O_RDONLY | O_DIRECTORY) or fails($home);
my $deadline = time + 30;
until (flock($lock, LOCK_EX | LOCK_NB)) {
  exit $stop if $stop;
  if (time > $deadline) { print STDERR "busy\n"; exit 2 }
  select undef, undef, undef, 0.05;
}

my $record = "$home/daemon.pid";
open(my $f, '>', "$record.new") or fails("$record.new");
print $f "$$\n";
close $f or fails("$record.new");
rename "$record.new", $record or fails($record);

my $witness;
if ($ENV{WITNESS}) {
  $witness = IO::Socket::INET->new(PeerAddr => $ENV{WITNESS}) or fails('witness');
  syswrite $witness, "{\"pid\": $$}\n";
}
select undef, undef, undef, 0.1 until $stop;
pass(6);
if ($witness) {
  shutdown $witness, 1;
  my $readable = '';
  vec($readable, fileno($witness), 1) = 1;
  select $readable, undef, undef, 5;
}
if (open(my $mine, '<', $record)) {
  my $pid = <$mine>;
  unlink $record if defined $pid && $pid eq "$$\n";
}
exit $stop;
