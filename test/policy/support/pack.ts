/** The policy pack as it really runs: started by Pulumi, in a process of its own. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { stringify } from "yaml";
import * as z from "zod";
import { withPath } from "../../../simulator/engine/environment.ts";
import { installEngine } from "../../../simulator/engine/home.ts";
import { simulatorPaths, workTree } from "../../../simulator/paths.ts";
import { readToolchain } from "../../../simulator/toolchain/toolchain.ts";
import type { Exemption } from "../../../stacks/exemptions.ts";
import type { Registered } from "../../components/mocks.ts";
import type { Violation } from "./judge.ts";

/** The pack of the work tree. */
export const pack = join(workTree, "policy-pack");

/**
 * The same pack in a tree of its own, where a stack's settings hold exemptions.
 * @returns its folder, for `--policy-pack`
 */
export function packBeside(folder: string, stack: string, exemptions: readonly Exemption[]): string {
  const stacks = join(folder, "stacks");
  mkdirSync(stacks, { recursive: true });
  cpSync(pack, join(folder, "policy-pack"), { recursive: true });
  cpSync(join(workTree, "stacks"), stacks, { recursive: true, filter: (file) => !file.endsWith(".yaml") });
  symlinkSync(join(workTree, "components"), join(folder, "components"));
  symlinkSync(join(workTree, "node_modules"), join(folder, "node_modules"));
  const config = { "longshore:exemptions": exemptions };
  writeFileSync(join(stacks, `Pulumi.${stack}.yaml`), stringify({ config }));
  return join(folder, "policy-pack");
}

const policyEvent = z.object({
  policyEvent: z
    .object({ resourceUrn: z.string(), message: z.string(), policyName: z.string(), enforcementLevel: z.string() })
    .transform(({ resourceUrn, message, policyName, enforcementLevel }) => ({
      rule: policyName,
      level: enforcementLevel,
      urn: resourceUrn,
      message,
    }))
    .optional(),
});

/** What a run came to; `complaint` is what Pulumi itself said. */
export interface Analysis {
  readonly code: number | null;
  readonly violations: readonly Violation[];
  readonly complaint: string;
}

/**
 * `pulumi policy analyze` over a stack's state.
 * @param folder  an empty one, for Pulumi's home
 */
export async function analyze(
  folder: string,
  resources: readonly Registered[],
  policyPack: string = pack,
): Promise<Analysis> {
  const home = installEngine(simulatorPaths(join(folder, "simulator")), readToolchain());
  const file = join(folder, "state.json");
  writeFileSync(file, JSON.stringify(stateOf(resources)));
  const child = spawn(
    "pulumi",
    ["policy", "analyze", "--file", file, "--policy-pack", policyPack, "--json", "--non-interactive"],
    { cwd: folder, env: withPath(home, { PULUMI_HOME: home.folder, PULUMI_SKIP_UPDATE_CHECK: "true" }) },
  );
  const ended = once(child, "close");
  const [output, complaint] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [code]: (number | null)[] = await ended;
  const events = output.split("\n").filter((line) => line.startsWith("{"));
  return {
    code: code ?? null,
    violations: events.flatMap((line) => policyEvent.parse(JSON.parse(line)).policyEvent ?? []),
    complaint,
  };
}

/** Registrations as `pulumi stack export` would write them after an update that answered what it was asked. */
const stateOf = (resources: readonly Registered[]) => ({
  version: 3,
  deployment: {
    manifest: { time: "2026-11-22T00:00:00Z", magic: "", version: "" },
    resources: resources.map(({ urn, type, name, custom, inputs, protect, parent, provider, ...rest }) => ({
      urn,
      type,
      custom,
      ...(custom && { id: `${name}-id` }),
      inputs,
      outputs: { ...(custom && { id: `${name}-id` }), ...inputs },
      protect,
      ...(parent && { parent }),
      ...(provider && { provider }),
      dependencies: rest.dependencies,
      propertyDependencies: rest.propertyDependencies,
    })),
  },
});
