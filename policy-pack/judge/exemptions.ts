/** What a stack's settings exempt its resources from. */
import { type Exemption, exemptionList, isFor, lapsed } from "../../stacks/exemptions.ts";
import { parse, section } from "../../stacks/schema.ts";
import type { Rule } from "../rule.ts";
import { writtenSetting } from "./settings.ts";
import { type Subject, stackOf } from "./subject.ts";

/**
 * Exemptions as the stack's own file writes them.
 * @returns none where the stack has no file
 * @throws InvalidInput with path, found and fits where a line is none that the settings' schema takes
 */
export function writtenExemptions(stack: string): readonly Exemption[] {
  const written = { exemptions: writtenSetting(stack, "exemptions") ?? [] };
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
