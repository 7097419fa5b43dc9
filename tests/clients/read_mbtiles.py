"""Reads an MBTiles archive with Python's SQLite and prints metadata and tiles as JSON: rows from the north, bodies in base64. read_mbtiles.py FILE"""
import base64
import json
import sqlite3
import sys

database = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
tiles = {
    f"{z}/{x}/{2 ** z - 1 - y}": base64.b64encode(data).decode()
    for z, x, y, data in database.execute("SELECT zoom_level, tile_column, tile_row, tile_data FROM tiles")
}
print(json.dumps({"metadata": dict(database.execute("SELECT name, value FROM metadata")), "tiles": tiles}))
