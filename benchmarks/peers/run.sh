#!/usr/bin/env bash
# Measures GeoServe beside its peers on one city and prints one table from one run.
set -uo pipefail

usage() {
  cat <<'TEXT'
Usage: benchmarks/peers/run.sh [--scale N] [--phases "P ..."] [--work DIR] [--city FILE.gpkg] [--zooms 8-16]
                               [--most N,N,...] [--rounds N] [--port N] [--no-install] [--keep] [--help]

  --scale N     of the sample city: 1 is a whole city of a million buildings (default), 0.05 is enough to try
  --phases      setup data tiles larger server pyramids table, in this order (default: all)
  --work DIR    where everything is written (default /var/tmp/geoserve-peers-N); keep it to run phases one by one
  --city FILE   a sample city that is there already
  --zooms A-B   zooms of the tiles that are compared
  --most N,...  most tiles at each zoom, from the first on
  --rounds N    how often each maker has its turn (default 2)
  --port N      first of 41 ports on 127.0.0.1 (default 8400)
  --no-install  install nothing: what is missing is left out
  --keep        add to the results of an earlier run instead of beginning anew

Debian 12, root (to install packages); at scale 1 about 12 GB of disk and an hour. TIPPECANOE may name a tippecanoe.
TEXT
}

scale=1 phases="setup data tiles larger server pyramids table" work= city= zooms=8-16 most=12,24,48,80,120,160,200,200,200 rounds=2 base_port=8400 install=yes keep=no
while [ $# -gt 0 ]; do
  case $1 in
    --no-install) install=no; shift; continue ;;
    --keep) keep=yes; shift; continue ;;
    -h | --help) usage; exit 0 ;;
  esac
  [ $# -ge 2 ] || { usage >&2; exit 2; }
  case $1 in
    --scale) scale=$2 ;;
    --phases) phases=$2 ;;
    --work) work=$2 ;;
    --city) city=$2 ;;
    --zooms) zooms=$2 ;;
    --most) most=$2 ;;
    --rounds) rounds=$2 ;;
    --port) base_port=$2 ;;
    *) echo "run.sh: unknown argument '$1'" >&2; usage >&2; exit 2 ;;
  esac
  shift 2
done

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd) root=$(cd "$here/../.." && pwd)
work=${work:-/var/tmp/geoserve-peers-$scale} tippecanoe=${TIPPECANOE:-$(command -v tippecanoe || true)}
mkdir -p "$work" && chmod 755 "$work"
[ -n "$tippecanoe" ] || [ ! -x "$work/tippecanoe/tippecanoe" ] || tippecanoe=$work/tippecanoe/tippecanoe
results=$work/results.jsonl load_before=$(cut -d' ' -f1-3 /proc/loadavg)
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1

for step in common setup data servers measure; do . "$here/steps/$step.sh"; done
[ "$keep" = yes ] || rm -f "$results"
touch "$results"
for phase in $phases; do
  case $phase in
    setup | data | tiles | larger | server | pyramids | table) "$phase" || { say "$phase failed; see the logs in $work"; exit 1; } ;;
    *) echo "run.sh: unknown phase '$phase'" >&2; exit 2 ;;
  esac
done
