#!/usr/bin/perl
# Right, and unusual: it floods both streams, refuses at once and with 255, reloads on SIGHUP, ends its witness line with
# CR LF, and its record has a format of its own.
use strict;
use warnings;
use Fcntl qw(:flock O_RDONLY O_RDWR O_CREAT O_DIRECTORY);
use IO::Socket::INET;

my ($home, $end) = ($ENV{ONCE}, 0);
$| = 1;
$SIG{HUP} = sub { print "reloading\n" };
print "starting $_ ", "." x 200, "\n" for 1 .. 3000;
print STDERR "noise $_\n" for 1 .. 2000;

sub fails { print STDERR "$_[0]: $!\n"; exit 1 }

mkdir $home;
sysopen(my $place, $home, O_RDONLY | O_DIRECTORY) or fails($home); # the file may be removed under us
flock($place, LOCK_EX | LOCK_NB) or do { print STDERR "busy\n"; exit 255 };
sysopen(my $lock, "$home/mutex", O_RDWR | O_CREAT, 0600) or fails("$home/mutex");
flock($lock, LOCK_EX | LOCK_NB) or do { print STDERR "busy\n"; exit 255 };
open(my $record, '>', "$home/who.new") or fails("$home/who.new");
print $record "host localhost\nprocess $$\n";
close $record or fails("$home/who.new");
rename "$home/who.new", "$home/who" or fails("$home/who");

my $witness;
if ($ENV{ONCE_WITNESS}) {
  $witness = IO::Socket::INET->new(PeerAddr => $ENV{ONCE_WITNESS}) or fails('witness');
  syswrite $witness, "{\"pid\":$$}\r\n";
}
$SIG{TERM} = sub { $end = 1 };
$SIG{INT} = sub { $end = 130 };
until ($end) {
  select undef, undef, undef, 0.2;
  print "tick ", "x" x 1000, "\n";
}
if ($witness) {
  shutdown $witness, 1;
  my $readable = '';
  vec($readable, fileno($witness), 1) = 1;
  select $readable, undef, undef, 5;
}
unlink "$home/who";
exit $end;
