/** State and its key must outlive the platform's region (docs/day-0.md, A home for the state). */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import * as z from "zod";
import { workTree } from "../../../simulator/paths.ts";
import { backendUrl } from "../configuration.ts";
import { type Finding, good, notChecked, wrong } from "../finding.ts";
import type { Subject } from "../subject.ts";

const document = z.looseObject({ secretsprovider: z.string().optional() });

export async function checkState({ place }: Subject): Promise<readonly Finding[]> {
  const file = join(workTree, "stacks", `Pulumi.${place.stack}.yaml`);
  const { secretsprovider } = document.parse(parse(readFileSync(file, "utf8")));
  return [
    judgePlace("state", await backendUrl(), place.region),
    secretsprovider
      ? judgePlace("key of the stack's secrets", secretsprovider, place.region)
      : notChecked("key of the stack's secrets", "a passphrase opens them; where people keep it, nobody can ask"),
  ];
}

/** @param where  URL of a backend or a secrets provider, with its region where it names one */
export function judgePlace(name: string, where: string, region: string): Finding {
  const what = `${name} outside the region`;
  const found = /[?&]region=([a-z0-9-]+)/.exec(where)?.[1] ?? /arn:aws:kms:([a-z0-9-]+):/.exec(where)?.[1];
  const remedy = `keep it in another region than ${region} (docs/day-0.md, A home for the state)`;
  if (found) return found === region ? wrong(what, `${where} is in ${region} itself`, remedy) : good(what, where);
  if (where.startsWith("file:")) return wrong(what, `${where} is this machine`, remedy);
  return notChecked(what, `${where} does not say its region`);
}
