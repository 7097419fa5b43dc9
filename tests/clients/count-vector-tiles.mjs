// Decodes every vector tile of a folder with Mapbox's reader, each geometry too; prints {file: {layer: features}} as JSON.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { VectorTile } from "@mapbox/vector-tile";
import Pbf from "pbf";

const folder = process.argv[2];
const counts = {};
for (const file of readdirSync(folder)) {
  const { layers } = new VectorTile(new Pbf(new Uint8Array(readFileSync(join(folder, file)))));
  counts[file] = {};
  for (const [name, layer] of Object.entries(layers)) {
    for (let i = 0; i < layer.length; i++) {
      if (layer.feature(i).loadGeometry().length === 0) throw new Error(`${file}: ${name}: feature ${i} has no geometry`);
    }
    counts[file][name] = layer.length;
  }
}
process.stdout.write(JSON.stringify(counts));
