/** What a stack's settings exempt its resources from. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse as parseYaml } from "yaml";
import * as z from "zod";
import { type Exemption, exemptionList, isFor, lapsed } from "../../stacks/exemptions.ts";
import { parse, section } from "../../stacks/schema.ts";
import type { Rule } from "../rule.ts";
import { type Subject, stackOf } from "./subject.ts";

/** Beside the pack in the work tree, wherever Pulumi was started. */
const folder = join(import.meta.dirname, "..", "..", "stacks");
const name = "longshore:exemptions";
const stackFile = z.looseObject({ config: z.looseObject({ [name]: z.unknown() }) });

/**
 * Exemptions as the stack's own file writes them. The engine hands a pack no configuration when it starts it by its language
 * host, and none at all in `pulumi policy analyze` (pulumi 3.256, `pkg/resource/plugin/analyzer_plugin.go` and
 * `pkg/cmd/pulumi/policy/policy_analyze.go`); what every mode tells of the stack is its name, in each resource's URN.
 * @returns none where the stack has no file
 * @throws InvalidInput with path, found and fits where a line is none that the settings' schema takes
 */
export function writtenExemptions(stack: string): readonly Exemption[] {
  const file = join(folder, `Pulumi.${stack}.yaml`);
  if (!existsSync(file)) return [];
  const { data } = stackFile.safeParse(parseYaml(readFileSync(file, "utf8")));
  const written = { exemptions: data?.config[name] ?? [] };
  return parse(section({ exemptions: exemptionList }), written, `stacks/Pulumi.${stack}.yaml longshore:`).exemptions;
}

/** The exemptions of whatever stack a resource is in. */
export class Exemptions {
  readonly #read: (stack: string) => readonly Exemption[];
  readonly #today: Date;
  readonly #known = new Map<string, readonly Exemption[]>();

  constructor(read: (stack: string) => readonly Exemption[], today: Date) {
    this.#read = read;
    this.#today = today;
  }

  /** @param urn  of any resource of the stack */
  of(urn: string): readonly Exemption[] {
    const stack = stackOf(urn);
    const known = this.#known.get(stack) ?? this.#read(stack);
    this.#known.set(stack, known);
    return known;
  }

  /** The exemption from a rule that was written for a resource, whether it counts or not. */
  from({ name }: Rule, subject: Subject): Exemption | undefined {
    return this.of(subject.urn).find((exemption) => isFor(exemption, name, resourceOf(subject)));
  }

  /** Why one does not count today, if so. */
  lapsed(exemption: Exemption): string | undefined {
    return lapsed(exemption, this.#today);
  }
}

/** A resource as an exemption names it. */
export const resourceOf = ({ type, name }: Pick<Subject, "type" | "name">): string => `${type}::${name}`;
