#!/bin/sh
# fetch.sh [JDK...]: Windows JREs (17 and 21 unless told otherwise) that run on Linux under Wine, below $GATELOCK_WINE or the
# user's cache. Prints nothing but what it did; afterwards BASE/wj17/bin/java is a Windows java. Safe to run again.
set -eu

base=${GATELOCK_WINE:-${XDG_CACHE_HOME:-$HOME/.cache}/gatelock/wine}
plugin=org.apache.maven.plugins:maven-dependency-plugin:3.8.1

say() { echo "wine: $*" >&2; }
fail() { say "$*"; exit 1; }

# The Windows downloads of this Maven artifact carry a whole JRE of the Temurin project; nothing else of it is used.
artifact() {
  case $1 in
    17) version=10.21.0 sum=7fb2fb92db2e8100247535a8a6ee7995625744190e938e2a48b680eb3070ac6c ;; # Temurin 17.0.11+9
    21) version=11.8.2 sum=cb9fdada539d536848c32251c3084b128f51faa402474122e51758eb402e0709 ;; # Temurin 21.0.5+11
    *) fail "no Windows JRE $1 is known here; there are 17 and 21" ;;
  esac
}

need() {
  for tool in mvn jar sha256sum; do
    command -v "$tool" >/dev/null || fail "$tool is missing; install Maven and a JDK"
  done
  command -v wine >/dev/null && return
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null ||
    fail "Wine is missing; install it (Debian: apt-get install --no-install-recommends wine wine64)"
  say "installing Wine"
  # update does not wait for another apt-get; without it, what was listed before may do
  tries=0
  until apt-get update -qq; do
    tries=$((tries + 1))
    [ $tries -lt 12 ] || break
    sleep 5
  done
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq -o DPkg::Lock::Timeout=300 --no-install-recommends wine wine64 >/dev/null
}

jre() {
  artifact "$1"
  [ -f "$base/jre$1/.complete" ] && return
  zip=$base/flyway-commandline-$version-windows-x64.zip
  say "fetching a Windows JRE $1"
  (cd "$base" && mvn -q -B -ntp -Dstyle.color=never "$plugin:copy" -DoutputDirectory="$base" -Dmdep.overWriteReleases=true \
    -Dartifact="org.flywaydb:flyway-commandline:$version:zip:windows-x64") >&2
  echo "$sum  $zip" | sha256sum -c --quiet - >&2 ||
    fail "$zip is not what was pinned; look why, then delete it, and org/flywaydb/flyway-commandline/$version in Maven's local repository"
  rm -rf "$base/x" "$base/jre$1"
  mkdir "$base/x"
  (cd "$base/x" && jar xf "$zip" "flyway-$version/jre")
  mv "$base/x/flyway-$version/jre" "$base/jre$1"
  rm -rf "$base/x" "$zip"
  # Seeding SUN's generator asks for a function of iphlpapi.dll that Wine 8 lacks, and the JVM ends: Windows' own comes first.
  sed -i -e 's/^\(security\.provider\.[0-9]*\)=SunMSCAPI/\1=@/' -e 's/^security\.provider\.1=SUN/security.provider.1=SunMSCAPI/' \
    -e 's/^\(security\.provider\.[0-9]*\)=@/\1=SUN/' "$base/jre$1/conf/security/java.security"
  touch "$base/jre$1/.complete"
}

# Surefire wants a path that ends in bin/java.
launcher() {
  mkdir -p "$base/wj$1/bin"
  cp "$base/jre$1/release" "$base/wj$1/release"
  cat >"$base/wj$1/bin/java.new" <<'SH'
#!/bin/sh
# A Windows java. WINEPREFIX may name another Windows than the shared one.
base=$(cd "${0%/*}/../.." && pwd)
export WINEPREFIX="${WINEPREFIX:-$base/prefix}" WINEDEBUG=-all WINEARCH=win64 WINEDLLOVERRIDES='mscoree,mshtml='
exec wine "$base/jreJDK/bin/java.exe" "$@"
SH
  sed -i "s/JDK/$1/" "$base/wj$1/bin/java.new"
  chmod +x "$base/wj$1/bin/java.new"
  mv "$base/wj$1/bin/java.new" "$base/wj$1/bin/java"
}

prefix() {
  export WINEPREFIX="$base/prefix" WINEDEBUG=-all WINEARCH=win64 WINEDLLOVERRIDES='mscoree,mshtml='
  [ -f "$base/prefix/.complete" ] && return
  say "setting up a Windows"
  # one that was interrupted may still be at it, and the next directory can get the number of this one
  [ ! -d "$base/prefix" ] || wineserver -k >/dev/null 2>&1 || true
  rm -rf "$base/prefix"
  WINEDEBUG=fixme-all wineboot -i >"$base/setup.log" 2>&1 </dev/null &&
    wine winecfg -v win10 >>"$base/setup.log" 2>&1 </dev/null ||
    fail "Wine does not start, see $base/setup.log"
  wineserver -w
  touch "$base/prefix/.complete"
}

[ $# -gt 0 ] || set -- 17 21
mkdir -p "$base"
if command -v flock >/dev/null; then
  exec 9>"$base/.lock"
  flock -n 9 || {
    say "another fetch.sh is at work on $base; waiting for it"
    flock 9
  }
fi
need
for jdk in "$@"; do jre "$jdk"; launcher "$jdk"; done
prefix 9>&-
for jdk in "$@"; do
  "$base/wj$jdk/bin/java" -version 2>&1 9>&- </dev/null | sed -n "2s|^|$base/wj$jdk/bin/java: |p"
done
