// Takes one vector tile apart, message by message, as it is written; prints JSON.
// layers: [{name, version, extent, keys, values: [{fields, value}], features: [{id, kind, tags, commands}]}] in the order of the tile.
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import Pbf from "pbf";

let bytes = readFileSync(process.argv[2]);
if (bytes[0] === 0x1f && bytes[1] === 0x8b) bytes = gunzipSync(bytes);

const valueReaders = [null, "readString", "readFloat", "readDouble", "readVarint", "readVarint", "readSVarint", "readBoolean"];

function readValue(tag, value, pbf) {
  value.fields.push(tag);
  value.value = pbf[valueReaders[tag]](tag === 4);
}

function readFeature(tag, feature, pbf) {
  if (tag === 1) feature.id = pbf.readVarint();
  if (tag === 2) feature.tags.push(...pbf.readPackedVarint());
  if (tag === 3) feature.kind = pbf.readVarint();
  if (tag === 4) feature.commands.push(...pbf.readPackedVarint());
}

function readLayer(tag, layer, pbf) {
  if (tag === 15) layer.version = pbf.readVarint();
  if (tag === 1) layer.name = pbf.readString();
  if (tag === 2) layer.features.push(pbf.readMessage(readFeature, { id: null, kind: 0, tags: [], commands: [] }));
  if (tag === 3) layer.keys.push(pbf.readString());
  if (tag === 4) layer.values.push(pbf.readMessage(readValue, { fields: [], value: null }));
  if (tag === 5) layer.extent = pbf.readVarint();
}

const layers = [];
new Pbf(new Uint8Array(bytes)).readFields((tag, all, pbf) => {
  if (tag === 3) all.push(pbf.readMessage(readLayer, { name: null, version: null, extent: null, keys: [], values: [], features: [] }));
}, layers);
process.stdout.write(JSON.stringify({ layers }));
