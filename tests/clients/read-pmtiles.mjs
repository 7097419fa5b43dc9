// Reads a PMTiles archive with Protomaps' own reader and prints header and tiles as JSON.
// node read-pmtiles.mjs FILE: every tile of every zoom of the archive is asked for, unpacked, in base64; those that are not there are left out.
import { open } from "node:fs/promises";
import { PMTiles, zxyToTileId } from "pmtiles";

const file = await open(process.argv[2]);
const source = {
  getKey: () => process.argv[2],
  getBytes: async (offset, length) => {
    const bytes = new Uint8Array(length);
    const { bytesRead } = await file.read(bytes, 0, length, offset);
    return { data: bytes.buffer.slice(0, bytesRead) };
  },
};
const archive = new PMTiles(source);
const header = await archive.getHeader();
const tiles = {}, ids = {};
for (let z = header.minZoom; z <= header.maxZoom; z++) {
  for (let y = 0; y < 1 << z; y++) {
    for (let x = 0; x < 1 << z; x++) {
      ids[`${z}/${x}/${y}`] = zxyToTileId(z, x, y);
      const tile = await archive.getZxy(z, x, y);
      if (tile && tile.data.byteLength > 0) tiles[`${z}/${x}/${y}`] = Buffer.from(tile.data).toString("base64");
    }
  }
}
process.stdout.write(JSON.stringify({ header, metadata: await archive.getMetadata(), tiles, ids }));
await file.close();
