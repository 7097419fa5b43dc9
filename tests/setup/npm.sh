#!/usr/bin/env bash
# Installs the npm packages of tests/clients as its lock file names them, unless they are there already.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../clients"

if ! command -v npm >/dev/null; then
  echo "npm is not on the path: tests that read vector tiles with @mapbox/vector-tile will fail." >&2
  exit 0
fi
[ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
