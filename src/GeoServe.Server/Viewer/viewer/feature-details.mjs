const details = new Map();    // address -> promise of attributes
const mostKept = 200;

/**
 * All attributes of a feature found in a tile, which may carry only some: asked of the WFS by collection and id. Gives those of the tile where the
 * server knows no feature of this id with such attributes: a cell of counted points, a key that is no number, a tile from elsewhere.
 */
export async function allProperties({ map, layer, id, properties }) {
  if (!id || !map.addresses.wfs || !map.collections.some(collection => collection.id === layer)) return properties;
  const found = await load(addressOf(map, layer, id));
  const isSame = found && Object.keys(properties).every(name => name in found);
  return isSame ? found : properties;
}

function addressOf(map, layer, id) {
  const address = new URL(map.addresses.wfs);
  const parameters = { VERSION: "2.0.0", REQUEST: "GetFeature", TYPENAMES: layer, RESOURCEID: `${layer}.${id}`, OUTPUTFORMAT: "application/json" };
  for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value);
  return address.href;
}

function load(address) {
  if (!details.has(address)) {
    if (details.size >= mostKept) details.delete(details.keys().next().value);
    details.set(address, fetchProperties(address).catch(error => {
      details.delete(address);
      console.warn(error);
      return null;
    }));
  }
  return details.get(address);
}

async function fetchProperties(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return (await answer.json()).features[0]?.properties ?? null;
}
