#!/usr/bin/env bash
# Makes a page with every map of the sample city at three zooms, the server's picture beside MapLibre's.
#   tests/contact-sheet.sh [FOLDER] [MAP,MAP,...]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export GEOSERVE_CONTACT_SHEET=$(realpath -m "${1:-TestResults/contact-sheet}")
export GEOSERVE_CONTACT_SHEET_MAPS=${2:-}
dotnet test tests/GeoServe.ConformanceTests -c Release --filter 'FullyQualifiedName=GeoServe.ConformanceTests.Maps.ContactSheet.Is_made'
echo "$GEOSERVE_CONTACT_SHEET/index.html"
