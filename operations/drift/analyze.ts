/** The policy pack over a state: `pulumi policy analyze`. It runs no program and asks no cloud. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { pulumi, type Surroundings } from "../pulumi.ts";
import type { State } from "../state.ts";

const event = z.looseObject({
  policyEvent: z
    .looseObject({
      policyName: z.string(),
      enforcementLevel: z.string(),
      severity: z.string().default("unspecified"),
      resourceUrn: z.string().default(""),
      message: z.string(),
    })
    .optional(),
});

/** A rule that something breaks. */
export interface Broken {
  readonly rule: string;
  /** `mandatory` or `advisory`. */
  readonly level: string;
  readonly severity: string;
  readonly urn: string;
  /** What was found and what would fit, one line each. */
  readonly findings: readonly string[];
}

/**
 * @param where   a folder to work in, and what opens the state's secrets; those that stay closed are judged as `[secret]`
 * @param scratch  folder for the state
 * @throws Error with Pulumi's own words, where the pack did not judge
 */
export async function analyze(
  where: Surroundings,
  scratch: string,
  state: State,
  policyPack: string,
): Promise<readonly Broken[]> {
  const file = join(scratch, "analyzed.json");
  writeFileSync(file, JSON.stringify(state), { mode: 0o600 });
  const words = ["policy", "analyze", "--file", file, "--policy-pack", policyPack, "--json"];
  const { code, output, complaint } = await pulumi(where, words);
  const broken = parseAnalysis(output);
  if (code !== 0 && !broken.some(({ level }) => level === "mandatory"))
    throw new Error(`the policy pack did not judge:\n${complaint.trim() || output.trim()}`);
  return broken;
}

/** @param output  of `pulumi policy analyze --json`: one event a line */
export function parseAnalysis(output: string): readonly Broken[] {
  const lines = output.split("\n").filter((line) => line.startsWith("{"));
  return lines.flatMap((line) => {
    const { policyEvent } = event.parse(JSON.parse(line));
    if (!policyEvent) return [];
    const { policyName: rule, enforcementLevel: level, severity, resourceUrn: urn, message } = policyEvent;
    return [{ rule, level, severity, urn, findings: findingsOf(message) }];
  });
}

/** Below the pack's own headline each finding stands in an indented line, and after them the remedy. */
const findingsOf = (message: string): readonly string[] =>
  message.split("\n").flatMap((line) => (/^ {2}(?!Remedy: )/.test(line) ? [line.trim()] : []));
