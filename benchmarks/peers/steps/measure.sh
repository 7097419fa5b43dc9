# The measurements; each adds its lines to $work/results.jsonl.
tiles() {
  postgis_start; mapserver_start || true
  "$load_test" index --config "$here/config" --data "$work/data" 2>>"$work/tiles.log"
  geoserve_start
  say "tiles, z$zooms"
  "$load_test" tiles --results "$results" --zooms "$zooms" --most "$most" --rounds "$rounds" --config "$here/config" --data "$work/data" \
    --postgis "$pg_net" --postgis-pid "$postgis_pid" \
    --geoserve "http://127.0.0.1:$geoserve_port/maps/everything/tiles/{z}/{x}/{y}.mvt" --geoserve-pid "$geoserve_pid" \
    --mapserver-postgis "$(mapserver_url POSTGIS)" --mapserver-geopackage "$(mapserver_url GEOPACKAGE)" --mapserver-pids "${mapserver_pids:-}" 2>>"$work/tiles.log"
  kill "$geoserve_pid"; wait "$geoserve_pid" 2>/dev/null
  local pid; for pid in ${mapserver_pids//,/ }; do kill "$pid"; done
}

larger() {
  say "a collection 100 times larger"
  "$load_test" larger --results "$results" --config "$here/config" --data "$work/data" 2>>"$work/larger.log"
}

server() {
  say "GeoServe: build of all indexes of the sample's own configuration, and starts"
  "$load_test" server --results "$results" --server "$geoserve" --config "$root/config" --data "$work/whole" --port "$geoserve_port" --tile maps/hillslope-risk/tiles/10/815/424.mvt 2>>"$work/server.log"
}

# Every tile of z0 to z14 from the source. No maker leaves anything out for a tile's size, and all keep what the styles show: roads from z12, buildings and
# feedback at z14. tippecanoe gets FlatGeobuf that is ready, the others the GeoPackage itself.
pyramids() {
  say "GeoServe: pyramid"
  "$load_test" pyramid --results "$results" --config "$here/config" --data "$work/data" --out "$work/geoserve.mbtiles" 2>>"$work/pyramids.log"
  say "ogr2ogr: pyramid"
  rm -f "$work"/ogr.mbtiles*
  local zooms='{"townships":{"minzoom":0,"maxzoom":14},"hillslopes":{"minzoom":0,"maxzoom":14},"roads":{"minzoom":12,"maxzoom":14},"buildings":{"minzoom":14,"maxzoom":14},"feedback":{"minzoom":14,"maxzoom":14}}'
  "$load_test" program --results "$results" --name "ogr2ogr -f MVT" --out "$work/ogr.mbtiles" -- \
    ogr2ogr -q -f MVT "$work/ogr.mbtiles" "$work/data/city.gpkg" "${layers[@]}" -t_srs EPSG:3857 -dsco FORMAT=MBTILES -dsco MINZOOM=0 -dsco MAXZOOM=14 -dsco EXTENT=4096 -dsco BUFFER=72 \
    -dsco MAX_SIZE=100000000 -dsco MAX_FEATURES=10000000 -dsco CONF="$zooms" 2>>"$work/pyramids.log"
  [ -n "$tippecanoe" ] || { say "no tippecanoe"; return 0; }
  say "tippecanoe: pyramid"
  local layer inputs=()
  for layer in "${layers[@]}"; do
    [ -f "$work/$layer.fgb" ] || ogr2ogr -q -f FlatGeobuf "$work/$layer.fgb" "$work/data/city.gpkg" "$layer" -t_srs EPSG:4326
    inputs+=(-L "$layer:$work/$layer.fgb")
  done
  "$load_test" program --results "$results" --name tippecanoe --out "$work/tippecanoe.mbtiles" -- \
    "$tippecanoe" -q -f -o "$work/tippecanoe.mbtiles" -Z0 -z14 -r1 -b4 --no-feature-limit --no-tile-size-limit --no-tiny-polygon-reduction --detect-shared-borders -P \
    -j '{"roads":[">=","$zoom",12],"buildings":[">=","$zoom",14],"feedback":[">=","$zoom",14]}' "${inputs[@]}" 2>>"$work/pyramids.log"
}

table() {
  {
    echo "# $(date -u +%Y-%m-%d), scale $scale"
    echo
    echo "$(nproc) cores of $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1), $(awk '/MemTotal/ {printf "%.0f", $2/1048576}' /proc/meminfo) GiB; .NET $(dotnet --version), PostgreSQL $("$pg_bin/postgres" --version | grep -o '[0-9.]*' | head -1), PostGIS $(sql -At city -c 'select postgis_lib_version()' 2>/dev/null), MapServer $(/usr/lib/cgi-bin/mapserv -v 2>/dev/null | grep -o '[0-9]\+\.[0-9.]*' | head -1), GDAL $(ogr2ogr --version | grep -o '[0-9.]*[0-9]' | head -1)${tippecanoe:+, tippecanoe $("$tippecanoe" --version 2>&1 | grep -o '[0-9.]*' | head -1)}; commit $(cat "$work/programs/commit"); load before the run $load_before."
    echo
    "$load_test" table --results "$results"
  } | tee "$work/table.md"
}
