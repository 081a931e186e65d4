/** Prints a stack's file with what commands have written in the simulator laid over it: `laid-over.ts FILE OVER`. */
import { readFileSync } from "node:fs";
import { parse, stringify } from "yaml";
import * as z from "zod";
import { merge } from "../../stacks/recipes.ts";

const document = z.record(z.string(), z.unknown());
const [file = "", over = ""] = process.argv.slice(2);
const read = (path: string) => document.parse(parse(readFileSync(path, "utf8")));
// Pulumi would read an unquoted date as a point in time.
const quoted = { defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "PLAIN" } as const;
process.stdout.write(stringify(merge(read(file), read(over)), quoted));
