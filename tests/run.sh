#!/usr/bin/env bash
# Installs what the tests need, builds everything and runs every test.
# The last line says how it went: "N passed, N failed".
set -uo pipefail

usage() {
  cat <<'TEXT'
Usage: tests/run.sh [--long] [--filter X] [--no-install] [--help]

  --long        also the long suites (category Long), such as those of the OGC
  --filter X    only tests whose full name contains X; or a filter expression of
                `dotnet test`, such as "Category=Clients"
  --no-install  use what is there; install nothing

Uses the reference data in the folder GEOSERVE_SHARED; tests that need it are skipped without it.
TEXT
}

long=no
filter=
install=yes
while [ $# -gt 0 ]; do
  case $1 in
    --long) long=yes ;;
    --filter)
      [ $# -ge 2 ] || { usage >&2; exit 2; }
      filter=$2
      shift
      ;;
    --no-install) install=no ;;
    -h | --help) usage; exit 0 ;;
    *) echo "tests/run.sh: unknown argument '$1'" >&2; usage >&2; exit 2 ;;
  esac
  shift
done

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
results=$root/TestResults
projects=(GeoServe.UnitTests GeoServe.IntegrationTests GeoServe.ConformanceTests)
cd "$root"

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false
export MSBUILDDISABLENODEREUSE=1   # no build server is left running behind the tests

# Ends the run: $1 passed, $2 failed. A run without a test is a fault too.
finish() {
  echo "$1 passed, $2 failed"
  [ "$2" -eq 0 ] && [ "$1" -gt 0 ]
  exit
}

if ! command -v dotnet >/dev/null; then
  echo "The .NET SDK of global.json is needed (https://dotnet.microsoft.com/download): 'dotnet' is not on the path." >&2
  finish 0 1
fi

if [ "$install" = yes ]; then
  tests/setup/debian.sh || finish 0 1
  tests/setup/npm.sh || finish 0 1
fi

echo "== build"
dotnet build GeoServe.sln --configuration Release --verbosity quiet --nologo -p:UseSharedCompilation=false || finish 0 1

# The filter of `dotnet test`: a bare word is part of a test's full name.
case $filter in
  '') expression= ;;
  *[=~]*) expression="($filter)" ;;
  *) expression="(FullyQualifiedName~$filter)" ;;
esac
[ "$long" = yes ] || expression="${expression:+$expression&}TestCategory!=Long"

rm -rf "$results"
crashed=0
for project in "${projects[@]}"; do
  echo "== $project"
  # A test that hangs for five minutes ends its project, and is named.
  dotnet test "tests/$project" --configuration Release --no-build --nologo \
    --results-directory "$results" --logger "trx;LogFileName=$project.trx" --logger "console;verbosity=minimal" \
    --blame-hang-timeout 5m --blame-hang-dump-type none \
    ${expression:+--filter "$expression"}
  status=$?
  # Failed tests are counted from the report; a project that failed without one (a crash, a hang) counts as one itself.
  if [ $status -ne 0 ] && [ "$(tests/setup/count.sh failed "$results/$project.trx")" -eq 0 ]; then
    echo "$project ended with exit code $status and reported no failed test." >&2
    crashed=$((crashed + 1))
  fi
done

passed=$(tests/setup/count.sh passed "$results"/*.trx)
failed=$(tests/setup/count.sh failed "$results"/*.trx)
skipped=$(($(tests/setup/count.sh total "$results"/*.trx) - passed - failed))
[ "$skipped" -eq 0 ] || echo "$skipped skipped"
finish "$passed" $((failed + crashed))
