// Adds to the bundle's LEGAL file the licence of every package that is in it: their terms want the texts in all copies.
// Called by the build, with the folder of the bundle; reads and removes the list of what esbuild put in (meta.json).

import { appendFileSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const [folder] = process.argv.slice(2);
const { inputs } = JSON.parse(readFileSync(join(folder, 'meta.json'), 'utf-8'));
const places = Object.keys(inputs).map((path) => path.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/)?.[0]);

for (const place of [...new Set(places.filter(Boolean))].sort()) {
  const { name, version, license } = JSON.parse(readFileSync(join(place, 'package.json'), 'utf-8'));
  const file = readdirSync(place).find((each) => /^licen[cs]e/i.test(each));
  const text = file ? readFileSync(join(place, file), 'utf-8').trim() : `Licence: ${license}`;
  appendFileSync(join(folder, 'editor.js.LEGAL.txt'), `\n---\n\n${name} ${version}\n\n${text}\n`);
}
rmSync(join(folder, 'meta.json'));
