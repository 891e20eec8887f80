#!/bin/bash
# Right, and unusual: a script around flock(1) with a record, a stop, and children: one that works, one for each glance.
umask 077
mkdir -p -- "$JOB_DIR" && cd -- "$JOB_DIR" || exit 74
running() { ! flock -s -n . true || { [ -f job.lock ] && ! flock -s -n job.lock true; }; }
case $1 in
status) running; exit ;;
stop)
  running || exit 0
  read -r pid <job.pid
  echo "$pid" >planned
  kill "$pid"
  for ((i = 0; i < 300; i++)); do
    running || exit 0
    sleep 0.1
  done
  exit 1
  ;;
run) ;;
*) exit 64 ;;
esac
for file in job.lock job.pid; do
  [ -e $file ] || [ -L $file ] || continue
  [ ! -L $file ] && [ -f $file ] && [ "$(stat -c %h $file)" = 1 ] || { echo "$file is no file of its own" >&2; exit 74; }
done
refused() { echo "another one is running" >&2; exit 69; }
exec 7<. || exit 74
flock -w 8 7 || refused
until exec 9<>job.lock || exit 74; flock -w 8 9 || refused; [ /proc/self/fd/9 -ef job.lock ]; do :; done
echo $$ >".job.$$" && mv ".job.$$" job.pid || { rm -f ".job.$$"; echo "no record can be written" >&2; exit 74; }
code=1
leave() {
  trap '' TERM INT HUP
  [ "$(cat planned 2>/dev/null)" != $$ ] || { rm -f planned; code=0; }
  kill "$work" 2>/dev/null
  exec 8>&-
  for ((i = 0; i < 50; i++)); do
    grep -q "$peer 0[45] " /proc/net/tcp || break
    sleep 0.1 7<&- 9>&-
  done
  [ "$(cat job.pid)" != $$ ] || rm -f job.pid
  exit $code
}
exec 8<>"/dev/tcp/${JOB_WITNESS%:*}/${JOB_WITNESS##*:}" || exit 1
peer=$(printf ' 0100007F:%04X' "${JOB_WITNESS##*:}")
trap leave TERM INT HUP
sleep 100000 7<&- 8>&- 9>&- &
work=$!
printf '{"pid": %d}\n' $$ >&8
wait "$work"
