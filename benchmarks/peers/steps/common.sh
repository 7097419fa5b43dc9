# Shared by the steps: names of places, and processes that are ended when the run ends.
layers=(townships hillslopes roads buildings feedback)
pg_port=$((base_port + 40)) mapserver_port=$((base_port + 1)) geoserve_port=$((base_port + 2))
pg_bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
pg_gdal="PG:host=127.0.0.1 port=$pg_port user=postgres dbname=city"
pg_net="Host=127.0.0.1;Port=$pg_port;Username=postgres;Database=city;Command Timeout=0"
load_test="$work/programs/LoadTest/GeoServe.LoadTest"
geoserve="$work/programs/Server/geoserve"
started=()

say() { echo "== $*" >&2; }
have() { command -v "$1" >/dev/null 2>&1; }
sql() { psql -q -X -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$pg_port" -U postgres "$@"; }
as_postgres() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
fill() { sed -e "s#@WORK@#$work#g" -e "s#@PORT@#$mapserver_port#g" "$1"; }

end_started() {
  local pid
  for pid in "${started[@]:-}"; do [ -n "$pid" ] && kill "$pid" 2>/dev/null; done
  [ -f "$work/postgis/postmaster.pid" ] && as_postgres "$pg_bin/pg_ctl" -D "$work/postgis" -m fast -w stop >/dev/null 2>&1
  return 0
}
trap end_started EXIT

wait_for_port() {
  local i
  for i in $(seq 200); do (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null && return 0; sleep 0.1; done
  say "nothing listens on port $1"; return 1
}
