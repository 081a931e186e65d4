/** `longshore image`: the digests that builds start from, and those that rings run. */
import { globSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { workTree } from "../../simulator/paths.ts";
import { pinAddons, pinBases, resolver } from "./pin.ts";
import { referencesOf, withRelease } from "./rings.ts";

export const usage = `longshore image COMMAND

  pin                                     asks registries and Git hosts what our Dockerfiles start from, and writes it there
  list                                    prints each image that a ring has by digest, once
  release --ring RING --tag TAG IMAGE...  writes images, each as REPOSITORY@sha256:…, into a ring`;

const rings = "gitops/rings";

export async function run([command, ...args]: readonly string[]): Promise<number> {
  if (command === "pin") await pin();
  else if (command === "list") console.log(list().join("\n"));
  else if (command !== "release" || !release(args)) {
    console.error(usage);
    return 2;
  }
  return 0;
}

async function pin(): Promise<void> {
  for (const file of globSync("images/*/Dockerfile", { cwd: workTree })) {
    write(file, await pinBases(read(file), resolver));
  }
  const [dockerfile, addons] = ["images/odoo/Dockerfile", "images/odoo/addons/addons.json"] as const;
  const pinned = await pinAddons(read(dockerfile), read(addons), resolver);
  write(dockerfile, pinned.dockerfile);
  write(addons, pinned.addons);
}

function list(): readonly string[] {
  const all = readdirSync(join(workTree, rings)).flatMap((file) => referencesOf(read(`${rings}/${file}`)));
  return [...new Set(all)].sort();
}

/** Says whether the arguments were enough. */
function release(args: readonly string[]): boolean {
  const options = { ring: { type: "string" }, tag: { type: "string" } } as const;
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const { ring, tag } = values;
  if (!ring || !tag || positionals.length === 0) return false;
  const file = `${rings}/${ring}.yaml`;
  const text = positionals.reduce((before, image) => {
    const [repository = "", digest = ""] = image.split("@");
    return withRelease(before, { repository, tag, digest });
  }, read(file));
  write(file, text);
  return true;
}

const read = (file: string): string => readFileSync(join(workTree, file), "utf8");
const write = (file: string, text: string): void => writeFileSync(join(workTree, file), text);
