#!/usr/bin/env bash
# Installs the Debian packages of debian-packages.txt that are not there yet; asks the network only then.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

mapfile -t wanted < <(sed -e 's/#.*//' -e '/^\s*$/d' debian-packages.txt | awk '{ print $1 }')
command -v node >/dev/null || wanted+=(nodejs)
command -v npm >/dev/null || wanted+=(npm)

if ! command -v dpkg-query >/dev/null; then
  echo "This is no Debian system: the tests need what these packages hold, installed by hand: ${wanted[*]}" >&2
  exit 0
fi

installed() { [ "$(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

missing=()
for package in "${wanted[@]}"; do
  installed "$package" || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

if [ "$(id -u)" -eq 0 ]; then
  as_root=()
elif command -v sudo >/dev/null && sudo --non-interactive true 2>/dev/null; then
  as_root=(sudo)
else
  echo "The tests need Debian packages that only root may install. Run once, then try again:" >&2
  echo "  sudo apt-get update && sudo apt-get install --no-install-recommends ${missing[*]}" >&2
  exit 1
fi

echo "== install ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update --quiet=2
"${as_root[@]}" apt-get install --yes --quiet=2 --no-install-recommends "${missing[@]}" >/dev/null
