#!/bin/bash
# Checks the models with spin: the right protocol holds, in every situation, and each wrong variant breaks the very rule that our own
# scheduler finds broken (verdicts.txt, which a test keeps equal to what the scheduler says). Needs spin and a C compiler.
# Usage: docs/model/check.sh [NAME...]     Exit status: 0 both agree everywhere, 1 they do not, 2 spin or gcc is missing.
set -u
here=$(cd "$(dirname "$0")" && pwd)
command -v spin >/dev/null && command -v gcc >/dev/null || {
  echo "check.sh: spin and gcc are needed (Debian: apt-get install spin gcc)" >&2
  exit 2
}
dir=$(mktemp -d) || exit 2
trap 'rm -rf "$dir"' EXIT
cd "$dir" || exit 2
bad=0
only=" $* "

# wanted NAME: whether it was asked for
wanted() { [ "$only" = "  " ] || [[ $only == *" $1 "* ]]; }

# run safety|live MODEL FLAGS...: prints the broken rule, "progress", or "holds"; and the number of states
run() {
  local kind=$1 model=$2
  shift 2
  rm -f ./pan* ./*.trail out
  cp "$here/$model.pml" . || return
  if ! spin -a "$@" "$model.pml" >log 2>&1; then echo "error: $(grep -m 1 Error log)"; return; fi
  if [ "$kind" = live ]; then
    gcc -O0 -w -o pan pan.c 2>log && ./pan -a -m500000 >out 2>&1
  else
    gcc -O0 -w -DSAFETY -DNOCLAIM -DREACH -o pan pan.c 2>log && ./pan -E -i -m500000 >out 2>&1
  fi
  if [ ! -f out ]; then echo "error: $(grep -m 1 error log)"; return; fi
  if grep -q 'error: max search depth' out; then echo "error: search depth"; return; fi
  local states
  states=$(awk '/states, stored/ {print $1; exit}' out)
  if grep -q 'errors: 0' out; then
    echo "holds ($states states)"
  elif [ "$kind" = live ]; then
    echo "progress ($states states)"
  else
    echo "$(spin -t "$@" "$model.pml" | sed -n 's/.*BROKEN \([A-Za-z0-9]*\) .*/\1/p' | head -n 1) ($states states)"
  fi
}

# right SITUATION FLAGS...
right() {
  local what=$1 kind verdict
  shift
  for kind in safety live; do
    verdict=$(run $kind gatelock "$@")
    case $verdict in
      holds*) printf 'ok   right: %-46s %-6s %s\n' "$what" $kind "$verdict" ;;
      *) printf 'BAD  right: %-46s %-6s %s\n' "$what" $kind "$verdict"; bad=1 ;;
    esac
  done
}

# wrong NAME MODEL FLAGS...
wrong() {
  local name=$1 expected verdict kind=safety
  [ "$name" = dead-record-blocks ] && kind=live
  wanted "$name" || return
  shift
  expected=$(awk -v n="$name" '$1 == n {print $2}' "$here/verdicts.txt")
  verdict=$(run $kind "$@")
  if [ -n "$expected" ] && [ "${verdict%% *}" = "$expected" ]; then
    printf 'ok   wrong: %-46s %s\n' "$name" "$verdict"
  else
    printf 'BAD  wrong: %-46s spin: %s, scheduler: %s\n' "$name" "$verdict" "${expected:-nothing known}"
    bad=1
  fi
}

two="-DINCUMBENT=1 -DREPLACERS=2"
again="-DINCUMBENT=1 -DREPLACERS=1 -DRESTART=1"
if [ "$only" = "  " ]; then
  right "2 starters" -DSTARTERS=2
  right "2 starters, one crash" -DSTARTERS=2 -DCRASHES=1
  right "2 replacers + incumbent" $two
  right "2 replacers + incumbent, one crash" $two -DCRASHES=1
  right "replacer + auto-restarted incumbent" $again
  right "incumbent + 2 starters + deleting operator" -DINCUMBENT=1 -DSTARTERS=2 -DDELETIONS=1
  right "predecessor that unlinks + 2 starters" -DINCUMBENT=1 -DUNLINKER=1 -DASKED=1 -DSTARTERS=2
fi

# the safeguards, taken away one by one
wrong without-inode-check gatelock -DINCUMBENT=1 -DUNLINKER=1 -DASKED=1 -DSTARTERS=2 -DNO_HOME_LOCK -DNO_INODE_CHECK
wrong without-home-lock gatelock -DINCUMBENT=1 -DSTARTERS=2 -DDELETIONS=1 -DNO_HOME_LOCK
wrong without-takeover-lock gatelock $again -DNO_TAKEOVER_LOCK
wrong without-generation gatelock $two -DNO_GENERATION
wrong without-pin-then-verify gatelock -DINCUMBENT=1 -DREPLACERS=1 -DCRASHES=1 -DRECYCLES=1 -DVERIFY_THEN_PIN
wrong without-owner-only-removal gatelock -DINCUMBENT=1 -DSTARTERS=1 -DDELETIONS=1 -DASKED=1 -DNO_HOME_LOCK -DTWO_MAY_HOLD -DNO_OWNER_CHECK
wrong without-release-order gatelock -DINCUMBENT=1 -DREPLACERS=1 -DRELEASE_FIRST
wrong without-outside-first gatelock -DINCUMBENT=1 -DREPLACERS=1 -DOUTSIDE_LAST

# protocols and fixes that were believed in
for name in unlink-stale rename-aside truncate-stale break-when-recorded-dead eperm-is-dead stopped-is-dead probe-by-locking; do
  wrong $name wrong "-DWRONG_$(echo $name | tr a-z- A-Z_)"
done
for name in unlink-while-held unlink-after-unlock probe-tidies; do
  wrong $name wrong -DP=3 "-DWRONG_$(echo $name | tr a-z- A-Z_)"
done
wrong dead-record-blocks gatelock -DSTARTERS=1 -DCRASHES=1 -DRECORD_BLOCKS
wrong no-takeover-lock gatelock $again -DNO_TAKEOVER_LOCK
wrong no-generation gatelock $two -DNO_GENERATION
wrong no-queue-no-generation gatelock $two -DNO_TAKEOVER_LOCK -DNO_GENERATION
wrong verify-then-pin gatelock -DINCUMBENT=1 -DREPLACERS=1 -DCRASHES=1 -DRECYCLES=1 -DVERIFY_THEN_PIN

[ $bad = 0 ] && echo "spin and the scheduler agree"
exit $bad
