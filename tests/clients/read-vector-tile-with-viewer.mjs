// Decodes one vector tile with the viewer's own reader and prints it in the form of read-vector-tile.mjs.
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { readTile } from "../../src/GeoServe.Server/Viewer/viewer/vector-tile.mjs";

const kinds = ["Unknown", "Point", "LineString", "Polygon"];
let bytes = readFileSync(process.argv[2]);
if (bytes[0] === 0x1f && bytes[1] === 0x8b) bytes = gunzipSync(bytes);

const layers = {};
for (const { name, version, extent, features } of readTile(bytes)) {
  layers[name] = {
    version,
    extent,
    features: features.map(({ id, kind, properties, parts }) => ({ id, kind: kinds[kind], properties, geometry: parts })),
  };
}
process.stdout.write(JSON.stringify({ layers }));
