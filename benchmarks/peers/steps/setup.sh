# Installs the peers from Debian's packages, and tippecanoe, which Debian 12 has not, from its source; then builds GeoServe.
setup() {
  if [ "$install" = yes ]; then
    say "the peers' packages"
    local policy=/usr/sbin/policy-rc.d made=no
    [ -e "$policy" ] || { printf '#!/bin/sh\nexit 101\n' >"$policy"; chmod 755 "$policy"; made=yes; }    # packages shall start no services
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
      postgresql postgresql-15-postgis-3 gdal-bin cgi-mapserver spawn-fcgi nginx-light >"$work/apt.log" 2>&1 || { say "see $work/apt.log"; return 1; }
    [ "$made" = yes ] && rm -f "$policy"
    [ -n "$tippecanoe" ] || build_tippecanoe
  fi
  say "GeoServe"
  local project
  for project in src/GeoServe.Server benchmarks/GeoServe.LoadTest; do    # to a place of their own: a later build must not touch what runs
    dotnet publish "$root/$project" -c Release -v q -nologo -o "$work/programs/${project##*.}" >"$work/build.log" 2>&1 || { tail "$work/build.log" >&2; return 1; }
  done
  git -C "$root" describe --always --dirty >"$work/programs/commit"       # of what is measured, whatever is checked out by then
}

build_tippecanoe() {
  have git && have make && have c++ || return 0
  say "tippecanoe"
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends libsqlite3-dev zlib1g-dev >>"$work/apt.log" 2>&1
  [ -d "$work/tippecanoe" ] || git clone -q --depth 1 https://github.com/felt/tippecanoe "$work/tippecanoe" 2>>"$work/apt.log" || { say "tippecanoe cannot be had: its row stays empty"; return 0; }
  make -s -C "$work/tippecanoe" -j2 tippecanoe >>"$work/apt.log" 2>&1 && tippecanoe=$work/tippecanoe/tippecanoe
}
