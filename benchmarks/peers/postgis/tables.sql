-- What a database administrator does for a table that serves tiles: an index, rows in its order, statistics, and all of it in memory.
create extension if not exists pg_prewarm;
do $$
declare name text;
begin
  foreach name in array array['townships', 'hillslopes', 'roads', 'buildings', 'feedback'] loop
    execute format('create index %1$s_place on %1$s using gist (geom)', name);
    execute format('cluster %1$s using %1$s_place', name);
    execute format('analyze %s', name);
  end loop;
end $$;
