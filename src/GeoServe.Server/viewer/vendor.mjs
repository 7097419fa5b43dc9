export default "./vendor/maplibre-gl.mjs";
