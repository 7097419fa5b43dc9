# One city for all: GeoServe reads it as it is; the peers get it in Web Mercator, as they like it best, so that they transform nothing for a tile.
data() {
  mkdir -p "$work/data" "$work/whole"
  if [ ! -e "$work/data/city.gpkg" ]; then
    if [ -n "$city" ]; then ln -s "$(realpath "$city")" "$work/data/city.gpkg"
    else say "the sample city at scale $scale"; "$geoserve" sample --scale "$scale" --seed 1 --from "$root/samples/chongqing/data" --out "$work/data/city.gpkg" >/dev/null; fi
  fi
  [ -e "$work/whole/chongqing.gpkg" ] || ln -s "$(realpath "$work/data/city.gpkg")" "$work/whole/chongqing.gpkg"
  if [ ! -f "$work/peers.gpkg" ]; then
    say "the city in Web Mercator"
    ogr2ogr -q -f GPKG "$work/partial.gpkg" "$work/data/city.gpkg" "${layers[@]}" -t_srs EPSG:3857 -lco FID=id -lco GEOMETRY_NAME=geom -gt 100000
    mv "$work/partial.gpkg" "$work/peers.gpkg"
  fi
  postgis_start
  if [ "$(sql -At postgres -c "select count(*) from pg_database where datname = 'city'")" = 0 ]; then
    say "the city in PostGIS"
    sql postgres -c 'create database city_new'
    sql city_new -c 'create extension postgis'
    ogr2ogr -q -f PostgreSQL "${pg_gdal/dbname=city/dbname=city_new}" "$work/peers.gpkg" "${layers[@]}" -lco FID=id -lco GEOMETRY_NAME=geom -lco SPATIAL_INDEX=NONE -lco LAUNDER=NO --config PG_USE_COPY YES -gt unlimited
    sql city_new -f "$here/postgis/tables.sql"
    sql postgres -c 'alter database city_new rename to city'
  fi
  sql city -At -f "$here/postgis/tiles.sql" >"$work/prewarmed.txt"
}

postgis_start() {
  if [ ! -d "$work/postgis" ]; then
    mkdir "$work/postgis"
    [ "$(id -u)" != 0 ] || chown postgres "$work/postgis"
    as_postgres "$pg_bin/initdb" -D "$work/postgis" -U postgres -A trust -E UTF8 --locale=C.UTF-8 >/dev/null
    cat >>"$work/postgis/postgresql.conf" <<CONF
listen_addresses = '127.0.0.1'
unix_socket_directories = '$work/postgis'
shared_buffers = 3GB            # all tables and their indexes
work_mem = 64MB
maintenance_work_mem = 512MB
max_wal_size = 4GB
fsync = off                     # only makes loading faster
autovacuum = off
jit = off                       # costs more than it saves for a tile
max_parallel_workers_per_gather = 0   # two tiles at once keep two cores busy
CONF
  fi
  if ! { [ -f "$work/postgis/postmaster.pid" ] && kill -0 "$(head -1 "$work/postgis/postmaster.pid")" 2>/dev/null; }; then
    as_postgres "$pg_bin/pg_ctl" -D "$work/postgis" -l "$work/postgis/log" -o "-p $pg_port" -w start >/dev/null
  fi
  postgis_pid=$(head -1 "$work/postgis/postmaster.pid")
}
