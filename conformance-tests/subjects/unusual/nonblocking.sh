#!/bin/bash
# Right, and unusual: a second start is refused at once, or after the moment that POLL_WAIT says, with 1, after which a
# supervisor may try again; only 2, a folder that cannot be used, is final. No record. Lock and witness are the shell's: none
# of its children has either.
umask 077
fail() { echo "poll: $2" >&2; exit "$1"; }
mkdir -p -- "$POLL_DIR" && cd -- "$POLL_DIR" || fail 2 "no folder $POLL_DIR"

end=
trap 'end=143' TERM
trap 'end=130' INT
trap 'end=129' HUP

[ ! -L poll.lock ] && { [ ! -e poll.lock ] || [ -f poll.lock ]; } || fail 2 "poll.lock is not a plain file"
exec 9<>poll.lock || fail 2 "poll.lock cannot be opened"
flock -w "${POLL_WAIT:-0}" 9
case $? in
0) ;;
1) fail 1 "somebody else has the lock of $POLL_DIR" ;;
*) fail 2 "poll.lock cannot be locked" ;;
esac
[ poll.lock -ef /proc/self/fd/9 ] || fail 1 "poll.lock was exchanged while it was being locked"
[ -z "$end" ] || exit "$end"

if [ -n "$POLL_WITNESS" ]; then
  printf -v peer '0100007F:%04X' "${POLL_WITNESS##*:}"
  exec 3<>"/dev/tcp/${POLL_WITNESS%:*}/${POLL_WITNESS##*:}" || fail 1 "nobody listens at $POLL_WITNESS"
  printf '{"pid": %d}\n' $$ >&3
fi

# a shell cannot close one half: whether the other side has closed too is told by the kernel's table, states 4 and 5
answered() {
  local remote state rest
  while read -r _ _ remote state rest; do
    [ "$remote" != "$peer" ] || [[ $state != 0[45] ]] || return 1
  done </proc/net/tcp
}

# short naps: one that outlives a shell that was killed is soon gone, too
while [ -z "$end" ]; do
  sleep 0.5 3>&- 9>&- &
  nap=$!
  [ -n "$end" ] || wait "$nap"
done
trap '' TERM INT HUP
if [ -n "$POLL_WITNESS" ]; then
  exec 3>&-
  for ((i = 0; i < 50; i++)); do
    answered && break
    sleep 0.1 9>&-
  done
fi
exit "$end"
