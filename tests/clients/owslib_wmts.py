"""Reads WMTS capabilities with OWSLib and gets one tile of each layer and matrix set.

owslib_wmts.py URL LAYER ROWS: ROWS as JSON {set: [matrix, row, column]}.
"""
import base64
import json
import sys

from owslib.wmts import WebMapTileService

url, layer, addresses = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
service = WebMapTileService(url)
content = service.contents[layer]
tiles = {}
for matrix_set, (matrix, row, column) in addresses.items():
    tile = service.gettile(
        layer=layer, tilematrixset=matrix_set, tilematrix=matrix, row=row, column=column, format="image/png")
    tiles[matrix_set] = base64.b64encode(tile.read()).decode()

print(json.dumps({
    "version": service.identification.version,
    "title": service.identification.title,
    "layers": sorted(service.contents),
    "layerTitle": content.title,
    "bounds": content.boundingBoxWGS84,
    "formats": content.formats,
    "sets": {name: service.tilematrixsets[name].crs for name in content.tilematrixsetlinks},
    "tiles": tiles,
}, ensure_ascii=False))
