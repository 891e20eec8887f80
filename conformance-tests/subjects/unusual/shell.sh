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
  printf '{"pid": %d}\n' $$ >&8
fi
leave() {
  kill "$nap" 2>/dev/null
  exec 8>&-
  exit 1
}
trap leave TERM INT HUP
sleep 100000 8>&- 9>&- &
nap=$!
wait "$nap"
