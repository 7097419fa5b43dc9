// Decodes every vector tile of a folder with Mapbox's reader; prints {file: {layer: [[id, type, rings, twice the sum of their areas]]}} as JSON, features in order.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { VectorTile } from "@mapbox/vector-tile";
import Pbf from "pbf";

// Mapbox's reader gives rings with their first position at the end.
function twiceArea(ring) {
  let sum = 0;
  for (let i = 0; i + 1 < ring.length; i++) sum += ring[i].x * ring[i + 1].y - ring[i + 1].x * ring[i].y;
  return sum;
}

const folder = process.argv[2];
const tiles = {};
for (const file of readdirSync(folder)) {
  const { layers } = new VectorTile(new Pbf(new Uint8Array(readFileSync(join(folder, file)))));
  tiles[file] = {};
  for (const [name, layer] of Object.entries(layers)) {
    tiles[file][name] = [];
    for (let i = 0; i < layer.length; i++) {
      const feature = layer.feature(i), rings = feature.loadGeometry();
      tiles[file][name].push([feature.id ?? null, feature.type, rings.length, rings.reduce((sum, ring) => sum + twiceArea(ring), 0)]);
    }
  }
}
process.stdout.write(JSON.stringify(tiles));
