/** Runs rules as the SDK's server does: through its policies, and behind its proxy for values that are not known yet. */
import {
  type PolicyResource,
  type PolicyResourceOptions,
  type ResourceValidationArgs,
  unknownCheckingProxy,
} from "@pulumi/policy";
import { exempted } from "../../../policy-pack/judge/exempted.ts";
import { Exemptions } from "../../../policy-pack/judge/exemptions.ts";
import { toPolicy } from "../../../policy-pack/judge/policy.ts";
import type { Rule } from "../../../policy-pack/rule.ts";
import type { Registered } from "../../components/mocks.ts";

/** Stands for text that a preview does not know yet. Source: `unknownStringValue` in @pulumi/policy/proxy.js. */
export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export interface Violation {
  readonly rule: string;
  readonly level: string;
  readonly urn: string;
  readonly message: string;
}

/** What rules say of a stack. */
export interface Verdict {
  readonly violations: readonly Violation[];
  /** Why a rule could not judge a resource yet. */
  readonly postponed: readonly string[];
}

const none = new Exemptions(() => [], new Date());

/** A whole stack before all of the rules. */
export function judge(rules: readonly Rule[], resources: readonly Registered[], exemptions = none): Verdict {
  const violations: Violation[] = [];
  const postponed: string[] = [];
  const policyResources = toPolicyResources(resources);
  for (const policy of [...rules.map((rule) => toPolicy(rule, exemptions)), exempted(rules, exemptions)]) {
    const report = (resource?: PolicyResource) => (message: string, urn?: string) => {
      const level = policy.enforcementLevel ?? "";
      violations.push({ rule: policy.name, level, message, urn: urn ?? resource?.urn ?? "" });
    };
    for (const resource of policyResources) {
      for (const validate of [policy.validateResource ?? []].flat())
        attempt(postponed, () => validate(resourceArgs(resource), report(resource)));
    }
    const rest = { stackTags: new Map(), getConfig, notApplicable };
    attempt(postponed, () => policy.validateStack?.({ resources: policyResources, ...rest }, report()));
  }
  return { violations, postponed };
}

class NotApplicable extends Error {}

const notApplicable = (reason?: string): never => {
  throw new NotApplicable(reason);
};

const getConfig = (): never => {
  throw new Error("no rule is configured by Pulumi's policy configuration");
};

function attempt(postponed: string[], validate: () => unknown): void {
  try {
    validate();
  } catch (error) {
    if (!(error instanceof NotApplicable)) throw error;
    postponed.push(error.message);
  }
}

const resourceArgs = ({ urn, type, name, props, opts, provider }: PolicyResource): ResourceValidationArgs => ({
  urn,
  type,
  name,
  props,
  opts,
  ...(provider && { provider }),
  isType: () => false,
  asType: () => undefined,
  stackTags: new Map(),
  getConfig,
  notApplicable,
});

function toPolicyResources(resources: readonly Registered[]): PolicyResource[] {
  const made = new Map(resources.map((resource) => [resource.urn, toPolicyResource(resource, resources)]));
  for (const { urn, propertyDependencies } of resources) {
    const resource = made.get(urn);
    for (const [input, urns] of Object.entries(propertyDependencies))
      if (resource) resource.propertyDependencies[input] = urns.flatMap((each) => made.get(each) ?? []);
  }
  return [...made.values()];
}

function toPolicyResource(resource: Registered, all: readonly Registered[]): PolicyResource {
  const { urn, type, name, inputs, protect } = resource;
  const provider = all.find((each) => resource.provider.startsWith(`${each.urn}::`));
  const options: PolicyResourceOptions = {
    protect,
    ignoreChanges: [],
    aliases: [],
    additionalSecretOutputs: [],
    customTimeouts: { createSeconds: 0, updateSeconds: 0, deleteSeconds: 0 },
  };
  return {
    urn,
    type,
    name,
    // The engine hands over outputs as well; only the id names something.
    props: unknownCheckingProxy({ id: `${name}-id`, ...inputs }),
    opts: options,
    ...(provider && {
      provider: {
        urn: provider.urn,
        type: provider.type,
        name: provider.name,
        props: unknownCheckingProxy(provider.inputs),
      },
    }),
    dependencies: [],
    propertyDependencies: {},
    isType: () => false,
    asType: () => undefined,
  };
}
