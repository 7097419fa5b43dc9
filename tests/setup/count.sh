#!/usr/bin/env bash
# Adds up one counter of test reports: count.sh total|passed|failed FILE.trx...
# Errors, time-outs and aborted tests count as failed. Files that are not there count nothing.
set -euo pipefail

names=" $1=\""
[ "$1" != failed ] || names=' (failed|error|timeout|aborted)="'
shift

for report in "$@"; do
  [ ! -f "$report" ] || cat "$report"
done | awk -v names="$names" '
  /<Counters / {
    while (match($0, names "[0-9]+")) {
      number = substr($0, RSTART, RLENGTH)
      sub(/.*"/, "", number)
      sum += number
      $0 = substr($0, RSTART + RLENGTH)
    }
  }
  END { print sum + 0 }'
