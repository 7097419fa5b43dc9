-- everything(z, x, y): the tile of all five layers with all attributes. A buffer of 72 units, as GeoServe has for this style: 9 pixels of
-- a 512-pixel tile. Instants are text, as in every vector tile.
create or replace function pg_temp.layer_sql(name text, least_zoom int) returns text language sql as $$
  select format(
    $q$case when z < %3$s then '' else coalesce((select st_asmvt(t, %1$L, 4096, 'g', 'id') from (
         select id, %2$s, st_asmvtgeom(geom, b.tile, 4096, 72, true) g from %1$I, b where geom && b.around) t), '') end$q$,
    name,
    (select string_agg(case when data_type like 'timestamp%' then format('%1$I::text as %1$I', column_name) else quote_ident(column_name) end, ', ' order by ordinal_position)
       from information_schema.columns where table_schema = 'public' and table_name = name and column_name not in ('id', 'geom')),
    least_zoom)
$$;
do $$
begin
  -- "materialized": the envelope once a tile, not once a row.
  execute format(
    $q$create or replace function everything(z int, x int, y int) returns bytea language sql stable parallel safe as $f$
       with b as materialized (select st_tileenvelope(z, x, y) tile, st_tileenvelope(z, x, y, margin => 72.0 / 4096) around)
       select %s $f$ $q$,
    concat_ws(' || ', pg_temp.layer_sql('townships', 0), pg_temp.layer_sql('hillslopes', 0), pg_temp.layer_sql('roads', 12),
      pg_temp.layer_sql('buildings', 14), pg_temp.layer_sql('feedback', 14)));
end $$;

-- The source against which tiles are held: by layer, the features that meet the tile and the area of their parts inside, in tile units.
create or replace function pg_temp.truth_sql(name text, least_zoom int) returns text language sql as $$
  select format(
    $q$select %1$L::text as layer, count(*) as features,
         coalesce(sum(st_area(st_clipbybox2d(geom, tile))), 0) / st_area(tile) * 4096 * 4096 as area
       from (select st_tileenvelope(z, x, y) tile) b left join %1$I on geom && tile and st_intersects(geom, tile)
       where z >= %2$s and geom is not null group by tile$q$, name, least_zoom)
$$;
do $$
begin
  execute format(
    $q$create or replace function truth(z int, x int, y int) returns table (layer text, features bigint, area float8) language sql stable as $f$ %s $f$ $q$,
    concat_ws(' union all ', pg_temp.truth_sql('townships', 0), pg_temp.truth_sql('hillslopes', 0), pg_temp.truth_sql('roads', 12),
      pg_temp.truth_sql('buildings', 14), pg_temp.truth_sql('feedback', 14)));
end $$;
select name, pg_prewarm(name) + pg_prewarm(name || '_place') as blocks
  from unnest(array['townships', 'hillslopes', 'roads', 'buildings', 'feedback']) name;
