// A reader of Mapbox Vector Tiles 2.1, as much as is needed to ask what lies at a point.

const utf8 = new TextDecoder();

/** The layers of a tile: [{name, version, extent, features: [{id, kind, properties, parts}]}]; kind 1 point, 2 line, 3 polygon. */
export function readTile(bytes) {
  const layers = [];
  for (const [field, value] of fields(bytes)) {
    if (field === 3) layers.push(readLayer(value));
  }
  return layers;
}

function readLayer(bytes) {
  const layer = { name: "", version: 1, extent: 4096, features: [] };
  const keys = [];
  const values = [];
  const features = [];
  for (const [field, value] of fields(bytes)) {
    if (field === 1) layer.name = utf8.decode(value);
    else if (field === 2) features.push(value);
    else if (field === 3) keys.push(utf8.decode(value));
    else if (field === 4) values.push(readValue(value));
    else if (field === 5) layer.extent = value;
    else if (field === 15) layer.version = value;
  }
  layer.features = features.map(feature => readFeature(feature, keys, values));
  return layer;
}

function readFeature(bytes, keys, values) {
  const feature = { id: null, kind: 0, properties: {}, parts: [] };
  for (const [field, value] of fields(bytes)) {
    if (field === 1) feature.id = value;
    else if (field === 2) {
      const tags = [...varints(value)];
      for (let i = 0; i + 1 < tags.length; i += 2) feature.properties[keys[tags[i]]] = values[tags[i + 1]];
    } else if (field === 3) feature.kind = value;
    else if (field === 4) feature.parts = readGeometry(value);
  }
  return feature;
}

// Commands: 1 move, 2 line, 7 close; each part begins with a move. A closed part ends where it began.
function readGeometry(bytes) {
  const numbers = [...varints(bytes)];
  const parts = [];
  let [x, y] = [0, 0];
  for (let i = 0; i < numbers.length;) {
    const command = numbers[i] & 7;
    let times = numbers[i++] >>> 3;
    if (command === 7) {
      const part = parts.at(-1);
      part.push(part[0]);
      continue;
    }
    for (; times > 0; times--) {
      x += unzigzag(numbers[i++]);
      y += unzigzag(numbers[i++]);
      if (command === 1) parts.push([]);
      parts.at(-1).push([x, y]);
    }
  }
  return parts;
}

function readValue(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const [field, value, offset] of fields(bytes)) {
    if (field === 1) return utf8.decode(value);
    if (field === 2) return Number(view.getFloat32(offset, true).toPrecision(7));
    if (field === 3) return view.getFloat64(offset, true);
    if (field === 4 || field === 5) return value;
    if (field === 6) return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
    if (field === 7) return value === 1;
  }
  return null;
}

function unzigzag(number) {
  return (number >>> 1) ^ -(number & 1);
}

/** Protobuf: [field, value, offset of the value]; values are numbers or, of wire type 2, bytes. */
function* fields(bytes) {
  const at = { position: 0 };
  while (at.position < bytes.length) {
    const key = varint(bytes, at);
    const field = Math.floor(key / 8);
    const start = at.position;
    switch (key % 8) {
      case 0:
        yield [field, varint(bytes, at), start];
        break;
      case 1:
        at.position += 8;
        yield [field, null, start];
        break;
      case 2: {
        const length = varint(bytes, at);
        at.position += length;
        yield [field, bytes.subarray(at.position - length, at.position), at.position - length];
        break;
      }
      case 5:
        at.position += 4;
        yield [field, null, start];
        break;
      default:
        throw new Error(`wire type ${key % 8} in a vector tile`);
    }
  }
}

function* varints(bytes) {
  const at = { position: 0 };
  while (at.position < bytes.length) yield varint(bytes, at);
}

// Exact up to 2^53 - 1, the largest id that the server gives; a negative int64 comes out right too.
function varint(bytes, at) {
  let low = 0;
  let scale = 1;
  let value;
  const start = at.position;
  do {
    value = bytes[at.position++];
    low += (value & 0x7f) * scale;
    scale *= 128;
  } while (value >= 0x80);
  return at.position - start === 10 ? negative(bytes, start) : low;
}

function negative(bytes, start) {
  let number = 0n;
  for (let i = 0; i < 10; i++) number |= BigInt(bytes[start + i] & 0x7f) << BigInt(7 * i);
  return Number(BigInt.asIntN(64, number));
}
