/* Fold and reduce the texts that come in as JSON as the client does, for test_unicode.py. */
"use strict";

const { load } = require("./scripts.js");

const { variants, rules, texts } = JSON.parse(require("node:fs").readFileSync(0, "utf-8"));
const { text, number } = load("codes", "text", "number");
text.setVariants(variants);
const answers = texts.map((one) => [text.fold(one), text.foldMapped(one).folded, number.key(one, rules), text.units(text.fold(one)).map((u) => u.text)]);
process.stdout.write(JSON.stringify(answers));
