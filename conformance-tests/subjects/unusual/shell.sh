#!/bin/bash
# Right, and unusual: a shell script around flock(1). Three seconds to get ready, no record, no status, no stop, no word
# when it is refused, exit status 1 for everything.
[ "$1" = run ] || exit 1
mkdir -p -m 700 -- "$BOT_DIR" || exit 1
sleep 3
# the directory itself carries the lock: there is no file that anybody could delete
exec 9<"$BOT_DIR"
flock -w 4 9 || exit 1
if [ -n "$BOT_WITNESS" ]; then
  exec 8<>"/dev/tcp/${BOT_WITNESS%:*}/${BOT_WITNESS##*:}" || exit 1
  peer=$(printf ' 0100007F:%04X' "${BOT_WITNESS##*:}")
  printf '{"pid": %d}\n' $$ >&8
fi
leave() {
  trap '' TERM INT HUP
  kill "$nap" 2>/dev/null
  exec 8>&-
  # until the other side has closed too, which only the kernel's table tells a shell; five seconds at most
  for ((i = 0; i < 50; i++)); do
    grep -q "$peer 0[45] " /proc/net/tcp || break
    sleep 0.1 9>&-
  done
  exit 1
}
trap leave TERM INT HUP
sleep 100000 8>&- 9>&- &
nap=$!
wait "$nap"
