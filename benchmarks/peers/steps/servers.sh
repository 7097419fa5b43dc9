# MapServer behind nginx, with two processes as there are two askers; and GeoServe.
mapserver_start() {
  [ -x /usr/lib/cgi-bin/mapserv ] || { say "no MapServer"; return 1; }
  local layer postgis geopackage
  cp "$here/mapserver/city.map.in" "$work/postgis.map"; cp "$here/mapserver/city.map.in" "$work/geopackage.map"
  for layer in "${layers[@]}"; do
    postgis="CONNECTIONTYPE POSTGIS CONNECTION \"${pg_gdal#PG:}\" DATA \"geom from $layer using unique id using srid=3857\" PROCESSING \"CLOSE_CONNECTION=DEFER\""
    geopackage="CONNECTIONTYPE OGR CONNECTION \"$work/peers.gpkg\" DATA \"$layer\" PROCESSING \"CLOSE_CONNECTION=DEFER\""
    sed -i "s~@$layer SOURCE@~$postgis~" "$work/postgis.map"
    sed -i "s~@$layer SOURCE@~$geopackage~" "$work/geopackage.map"
  done
  fill "$here/mapserver/mapserver.conf.in" >"$work/mapserver.conf"
  fill "$here/mapserver/nginx.conf.in" >"$work/nginx.conf"
  mkdir -p "$work/nginx"; rm -f "$work/mapserver.sock"
  mapserver_pids=$(MAPSERVER_CONFIG_FILE=$work/mapserver.conf spawn-fcgi -s "$work/mapserver.sock" -M 0666 -F 2 -- /usr/lib/cgi-bin/mapserv 2>&1 | grep -o 'PID: [0-9]*' | grep -o '[0-9]*' | paste -sd,)
  [ -n "$mapserver_pids" ] || { say "MapServer does not start"; return 1; }
  started+=(${mapserver_pids//,/ })
  nginx -c "$work/nginx.conf" 2>>"$work/nginx.log"
  wait_for_port "$mapserver_port" && started+=("$(cat "$work/nginx.pid")")
}

geoserve_start() {
  "$geoserve" serve --config "$here/config" --data "$work/data" --urls "http://127.0.0.1:$geoserve_port" >"$work/geoserve.log" 2>&1 &
  geoserve_pid=$!
  started+=("$geoserve_pid")
  wait_for_port "$geoserve_port"
}

mapserver_url() { echo "http://127.0.0.1:$mapserver_port/?map=$1&mode=tile&tilemode=gmap&tile={x}+{y}+{z}&layers=townships+hillslopes+roads+buildings+feedback&map.imagetype=mvt"; }
