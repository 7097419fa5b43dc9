"""Asks a GeoPackage by GDAL. gpkg_features.py FILE JOB, JOB is a file with JSON:

{"boxes": [[table, west, south, east, north], ...], "names": [[table, column, lon, lat], ...], "points": table}

Prints how many features meet each box (null where there is no such table), the value of a column of the feature at
each place, all points of a table, and the tables that hold areas.
"""
import json
import sys

from osgeo import ogr

ogr.UseExceptions()
source = ogr.Open(sys.argv[1])
with open(sys.argv[2], encoding="utf-8") as file:
    job = json.load(file)


def rectangle(west, south, east, north):
    ring = ogr.Geometry(ogr.wkbLinearRing)
    for x, y in ((west, south), (east, south), (east, north), (west, north), (west, south)):
        ring.AddPoint_2D(x, y)
    polygon = ogr.Geometry(ogr.wkbPolygon)
    polygon.AddGeometry(ring)
    return polygon


def features(table, shape):
    layer = source.GetLayerByName(table)
    if layer is None:
        return None
    layer.SetSpatialFilter(shape)
    found = [feature for feature in layer if feature.GetGeometryRef().Intersects(shape)]
    layer.SetSpatialFilter(None)
    return found


def count(table, *box):
    found = features(table, rectangle(*box))
    return None if found is None else len(found)


def name(table, column, lon, lat):
    found = features(table, ogr.CreateGeometryFromWkt(f"POINT ({lon!r} {lat!r})"))
    return [feature[column] for feature in found]


def points(table):
    layer = source.GetLayerByName(table)
    return [[feature.GetGeometryRef().GetX(), feature.GetGeometryRef().GetY()] for feature in layer]


def areas():
    layers = [source.GetLayer(i) for i in range(source.GetLayerCount())]
    return [layer.GetName() for layer in layers if ogr.GT_Flatten(layer.GetGeomType()) in (ogr.wkbPolygon, ogr.wkbMultiPolygon)]


print(json.dumps({
    "areas": areas(),
    "counts": [count(*box) for box in job.get("boxes", [])],
    "names": [name(*place) for place in job.get("names", [])],
    "points": points(job["points"]) if "points" in job else [],
}, ensure_ascii=False))
