// Reads a IIIF manifest with a parser of viewers, and tells what it found: node manifest.mjs PARSER MANIFEST
import fs from "node:fs";
import { pathToFileURL } from "node:url";

const [parser, file] = process.argv.slice(2);
const { normalize } = await import(pathToFileURL(parser).href);
const { entities, resource } = normalize(JSON.parse(fs.readFileSync(file, "utf8")));
const manifest = entities.Manifest[resource.id];
console.log(JSON.stringify({
  id: manifest.id,
  label: manifest.label,
  canvases: manifest.items.map(({ id }) => {
    const canvas = entities.Canvas[id];
    const page = entities.AnnotationPage[canvas.items[0].id];
    const annotation = entities.Annotation[page.items[0].id];
    const picture = entities.ContentResource[annotation.body[0].id];
    return { label: canvas.label.zh[0], size: [canvas.width, canvas.height], picture, seeAlso: canvas.seeAlso, rendering: canvas.rendering };
  }),
  ranges: entities.Range[manifest.structures[0].id].items.map(({ id }) => entities.Range[id].label.zh[0]),
}));
