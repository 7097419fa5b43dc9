"""Reads a WFS 2.0.0 with OWSLib: capabilities, schema, features in a box, hits. owslib_wfs.py URL TYPE W,S,E,N"""
import json
import re
import sys

from owslib.wfs import WebFeatureService

url, type_name, box = sys.argv[1], sys.argv[2], [float(part) for part in sys.argv[3].split(",")]
service = WebFeatureService(url, version="2.0.0", timeout=30)
name = next(full for full in service.contents if full.split(":")[-1] == type_name)
content = service.contents[name]
west, south, east, north = box
# OWSLib puts the axes into the order of the CRS, which for EPSG:4326 given by URN is latitude first.
inside = (west, south, east, north, "urn:ogc:def:crs:EPSG::4326")


def read(**arguments):
    body = service.getfeature(typename=[name], **arguments).read()
    return body.decode() if isinstance(body, bytes) else body


geojson = json.loads(read(bbox=inside, outputFormat="application/json"))
first = json.loads(read(maxfeatures=1, outputFormat="application/json"))
gml = read(bbox=inside)
schema = service.get_schema(name)

print(json.dumps({
    "version": service.version,
    "types": sorted(full.split(":")[-1] for full in service.contents),
    "title": content.title,
    "bounds": content.boundingBoxWGS84,
    "names": sorted(feature["properties"]["name"] for feature in geojson["features"]),
    "counted": len(first["features"]),
    "matched": int(re.search(r'numberReturned="(\d+)"', gml).group(1)),
    "columns": sorted(schema["properties"]),
    "geometry": schema["geometry"],
}, ensure_ascii=False))
