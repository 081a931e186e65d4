/** All checks of a stack, side by side. */
import { workTree } from "../../simulator/paths.ts";
import { readState } from "../destroy/engine.ts";
import type { StackPlace } from "../stacks.ts";
import { parseState, type State } from "../state.ts";
import { checkDomain } from "./checks/domain.ts";
import { checkIdentity } from "./checks/identity.ts";
import { checkPeople } from "./checks/people.ts";
import { checkPermissions } from "./checks/permissions.ts";
import { checkAwsQuotas } from "./checks/quotas-aws.ts";
import { checkAzureQuotas } from "./checks/quotas-azure.ts";
import { checkReachability } from "./checks/reachability.ts";
import { readInput } from "./checks/settings.ts";
import { checkSources } from "./checks/sources.ts";
import { checkState } from "./checks/state.ts";
import { checkTools } from "./checks/tools.ts";
import { checkVersions } from "./checks/versions.ts";
import { attempt, type Finding } from "./finding.ts";
import type { Subject } from "./subject.ts";

const checks: Readonly<Record<string, (subject: Subject) => Promise<readonly Finding[]>>> = {
  identity: checkIdentity,
  permissions: checkPermissions,
  people: checkPeople,
  quotas: (subject) => (subject.place.cloud === "aws" ? checkAwsQuotas(subject) : checkAzureQuotas(subject)),
  programs: checkTools,
  "Kubernetes API": checkReachability,
  versions: checkVersions,
  "delegation of the domain": checkDomain,
  "repository and charts": checkSources,
  "home of the state": checkState,
};

export async function preflight(place: StackPlace): Promise<readonly Finding[]> {
  const { input, findings } = readInput(workTree, place.stack);
  if (!input) return findings;
  const dedicated = input.tenants.filter(({ spec }) => spec.isolation === "dedicated").length;
  const subject = { place, settings: input.settings, dedicated, state: await stateOf(place.stack) };
  const all = await Promise.all(Object.entries(checks).map(([what, check]) => attempt(what, () => check(subject))));
  return [...findings, ...all.flat()];
}

/** A stack that was never brought up has none. */
function stateOf(stack: string): Promise<State> {
  return readState(stack).catch(() => parseState({ deployment: {} }));
}
