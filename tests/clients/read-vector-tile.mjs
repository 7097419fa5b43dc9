// Decodes one vector tile with Mapbox's own reader and prints it as JSON.
// node read-vector-tile.mjs FILE [Z X Y]: with an address, geometries are GeoJSON in degrees, else rings in tile units.
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { VectorTile } from "@mapbox/vector-tile";
import Pbf from "pbf";

const [file, ...address] = process.argv.slice(2);
const [z, x, y] = address.map(Number);
const kinds = ["Unknown", "Point", "LineString", "Polygon"];

let bytes = readFileSync(file);
if (bytes[0] === 0x1f && bytes[1] === 0x8b) bytes = gunzipSync(bytes);

// Copied: pbf reads floating-point numbers from the start of the memory that Node shares between small files.
const tile = new VectorTile(new Pbf(new Uint8Array(bytes)));
const layers = {};
for (const [name, layer] of Object.entries(tile.layers)) {
  const features = [];
  for (let i = 0; i < layer.length; i++) {
    const feature = layer.feature(i);
    features.push({
      id: feature.id ?? null,
      kind: kinds[feature.type],
      properties: feature.properties,
      geometry: address.length === 3 ? feature.toGeoJSON(x, y, z).geometry : feature.loadGeometry().map(ring => ring.map(p => [p.x, p.y])),
    });
  }
  layers[name] = { version: layer.version, extent: layer.extent, features };
}
process.stdout.write(JSON.stringify({ layers }));
