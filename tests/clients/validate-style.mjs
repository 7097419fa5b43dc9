// Reads a MapLibre style from the file that is named and prints what its specification has against it, a line each; nothing where it is valid.
import {readFileSync} from 'node:fs';
import {validateStyleMin} from '@maplibre/maplibre-gl-style-spec';

for (const fault of validateStyleMin(JSON.parse(readFileSync(process.argv[2], 'utf8')))) console.log(fault.message);
