/** States of the sample stacks as `pulumi stack export` writes them, trimmed to what rules look at. */
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { Output } from "@pulumi/pulumi";
import { computed, type Outputs } from "../../components/computed.ts";
import type { Registered } from "../../components/mocks.ts";

export const clouds = ["aws", "azure"] as const;
export type Cloud = (typeof clouds)[number];

export const fileOf = (cloud: Cloud): string => join(import.meta.dirname, "fixtures", `${cloud}-production.json`);

/** Marks a secret in a state (pulumi/pulumi, `sdk/go/common/resource/sig/sig.go`); what it was is nobody's business. */
const secret = {
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  ciphertext: "scrubbed",
};

/**
 * A state with one resource a line. Components and what stands in the cluster are left out: no rule judges them.
 * @param resources  of a program under mocks
 */
export function toState(resources: readonly Registered[]): string {
  const lines = resources
    .filter(({ custom, type }) => custom && !/^(pulumi:providers:)?kubernetes\b/.test(type))
    .toSorted((one, other) => order(one) - order(other) || one.urn.localeCompare(other.urn))
    .map((resource) => JSON.stringify(toEntry(resource)));
  const head =
    '{"version":3,"deployment":{"manifest":{"time":"2026-11-22T00:00:00Z","magic":"","version":""},"secrets_providers":{"type":"passphrase","state":{"salt":"scrubbed"}},"resources":[';
  return `${head}\n${lines.join(",\n")}\n]}}\n`;
}

/** Providers stand before what they make. */
const order = ({ type }: Registered): number => (type.startsWith("pulumi:providers:") ? 0 : 1);

function toEntry({ urn, type, name, inputs, protect, provider, secrets }: Registered) {
  const { id = `${name}-id`, ...outputs } = computed(type, name, inputs);
  const scrubbed = Object.fromEntries(
    Object.entries(inputs).map(([input, value]) => [input, secrets.includes(input) ? scrub(value) : value]),
  );
  return {
    urn,
    custom: true,
    id: String(id),
    type,
    inputs: scrubbed,
    // The clouds' providers give the id among the outputs as well, and rules find what a name means by it.
    outputs: { ...scrubbed, ...scrubbedOutputs(outputs), id: String(id) },
    ...(protect && { protect }),
    ...(provider && { provider }),
  };
}

/** Takes away the passwords inside an input, or all of it where something else is secret. */
function scrub(value: unknown): unknown {
  const scrubbed = withoutPasswords(value);
  return isDeepStrictEqual(value, scrubbed) ? secret : scrubbed;
}

function withoutPasswords(value: unknown): unknown {
  if (typeof value === "string") return value.includes("password-of-") ? secret : value;
  if (Array.isArray(value)) return value.map(withoutPasswords);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, below]) => [key, withoutPasswords(below)]));
}

/** Only what is secret is computed as an output of the SDK. */
const scrubbedOutputs = (outputs: Outputs): Outputs =>
  Object.fromEntries(Object.entries(outputs).map(([name, value]) => [name, Output.isInstance(value) ? secret : value]));
