#!/bin/bash
# A gateway that runs exactly once per home and always comes back after a crash. Needs bash 4.4 and flock(1).
set -u
home=$(realpath -m -- "$GATEWAY_HOME")
lock=$home/gateway.lock
record=$home/gateway.pid
umask 077
patience=5 # seconds for which a start waits: an owner that is leaving, or dying, gives up its lock by then
cleaning=2 # seconds for which the end waits for a disk that hangs

refuse() { echo "refused: $1" >&2; exit 69; }
fail() { echo "cannot start: $1" >&2; exit 74; }

mkdir -p -- "$home" || fail "$home cannot be made"
exec 8<"$home" || fail "$home cannot be opened"
flock -w "$patience" 8 || refuse "another instance holds $home" # deleting files under a live owner lets nobody in

if [ -e "$lock" ] || [ -L "$lock" ]; then
  [ -f "$lock" ] && [ ! -L "$lock" ] && [ "$(stat -c %h -- "$lock")" = 1 ] || fail "$lock is no plain file; remove it"
else
  (set -o noclobber; : >"$lock") 2>/dev/null || [ -f "$lock" ] || fail "$lock cannot be made"
fi
exec 9<>"$lock" || fail "$lock cannot be opened"
flock -w "$patience" 9 || refuse "another process has locked $lock"
[ "$(stat -L -c %d:%i "/proc/$$/fd/9")" = "$(stat -c %d:%i -- "$lock")" ] || refuse "$lock was exchanged"

# The record is for people and tools; it is replaced as a whole and never consulted for the claim.
temporary=$(mktemp "$home/.gateway.pid.XXXXXX") || fail "no record can be written in $home"
printf '{"pid": %d}\n' "$$" >"$temporary" && mv -fT -- "$temporary" "$record" || fail "no record can be written in $home"

# Closes the connection and waits until the other side has closed its end too, at most five seconds. Bash cannot wait for
# that on the socket itself; the kernel's table of connections tells it (04 and 05: our end is closed, the other one is not).
disconnect() {
  local host=${GATEWAY_WITNESS%:*} port=${GATEWAY_WITNESS##*:} a b c d address connections
  IFS=. read -r a b c d <<<"$host"
  printf -v address '%02X%02X%02X%02X:%04X' "$d" "$c" "$b" "$a" "$port"
  exec 7>&-
  for ((i = 0; i < 100; i++)); do
    mapfile -t connections </proc/net/tcp
    [[ "${connections[*]}" =~ " $address 0"[45]" " ]] || return
    read -r -t 0.05 -u 6
  done
}

# Removes the record, but only its own. A child without the locks does it, so that a disk that hangs does not keep them.
withdraw() {
  local child
  { [ "$(cat -- "$record" 2>/dev/null)" = "{\"pid\": $$}" ] && exec rm -f -- "$record"; } 8<&- 9>&- &
  child=$!
  for ((i = 0; i < cleaning * 20; i++)); do
    kill -0 "$child" 2>/dev/null || return
    read -r -t 0.05 -u 6
  done
  kill -KILL "$child" 2>/dev/null
}

leave() {
  trap '' TERM HUP INT
  [ -n "$witness" ] && disconnect # only then are the locks given up
  withdraw
  exec 8<&- 9>&- # now, whatever may hold up the end of the process
  exit "$1"
}
exec 6<> <(:) # something to wait on
witness=
trap 'leave 1' TERM HUP # an unplanned signal is a failure: a supervisor starts it again
trap 'leave 0' INT

# The witness: the first outside effect after the claim, open for as long as this instance is active.
if [ -n "${GATEWAY_WITNESS:-}" ]; then
  exec 7<>"/dev/tcp/${GATEWAY_WITNESS%:*}/${GATEWAY_WITNESS##*:}" || fail "no witness at $GATEWAY_WITNESS"
  witness=7
  printf '{"pid": %d}\n' "$$" >&7
fi

# Here the work is done; this one waits, without a child that could outlive it and keep the locks.
while :; do
  read -r -t 0.5 -u 6
done
