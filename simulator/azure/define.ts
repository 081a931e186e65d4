/** Makes an {@link AzureDefinition} out of its description: ids, groups and parents are the same for all of ARM. */
import { describe } from "../cloud/define.ts";
import type { Refusal, Request, Target } from "../cloud/definition.ts";
import { refusedWhileBusy } from "../cloud/refused.ts";
import type { Properties } from "../world.ts";
import type { AzureDefinition, AzureResource, Occupied, OneAtATime } from "./definition.ts";
import { AzureError } from "./error.ts";
import { lockRefusals } from "./locks.ts";
import { armType, fillPath, lastSegment, parametersOf, parentId } from "./names.ts";
import { policyRefusals } from "./policies.ts";

export const groupType = "azure-native:resources:ResourceGroup";

/** Azure makes this group and the watchers in it by itself: Network Watcher, "Enable or disable Network Watcher" (2026-11). */
const watcherGroup = "NetworkWatcherRG";

const group: Target = {
  type: groupType,
  by: "name",
  missing: {
    code: "ResourceGroupNotFound",
    message: (name) => `Resource group '${name}' could not be found.`,
    source: "https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-not-found (2026-11)",
  },
  foreign: (name) => name === watcherGroup,
};

export function define<Inputs extends Properties>(description: AzureResource<Inputs>): AzureDefinition {
  const { path, under = "group", inputs: schema, compute, writeOnly = [] } = description;
  const own = parametersOf(path);
  const inGroup = under === "group" && !path.startsWith("/");
  const parameters = [...(inGroup ? ["resourceGroupName"] : under === "group" ? [] : [under]), ...own];
  const identify = (request: Request<Properties>) => idOf(description, request);
  const base = describe(
    {
      ...description,
      replaces: [...parameters, ...(description.located ? ["location"] : []), ...(description.replaces ?? [])],
      references: { ...(inGroup ? { resourceGroupName: group } : {}), ...description.references },
      refusals: [
        ...(under === "group" && own.length > 1 ? [missingParent(description, identify)] : []),
        ...(description.refusals ?? []),
      ],
      keeps: [...lockRefusals(description.type), ...policyRefusals(description.type), ...(description.keeps ?? [])],
      identify,
      compute: (request, id, old) => ({
        ...Object.fromEntries([...parameters, ...writeOnly].map((name) => [name, undefined])),
        id,
        name: lastSegment(id),
        type: armType(path),
        ...compute?.(request, id, old),
      }),
    },
    (_operation, code, message) => new AzureError(code, message),
  );
  return {
    ...base,
    path,
    parameters,
    under,
    located: description.located ?? false,
    names: description.names ?? {},
    later: description.later ?? [],
    kind: description.autoName ?? (own.length > 1 ? "copy" : "random"),
    occupies: (inputs) => description.occupies && occupied(description.occupies, schema.parse(inputs)),
    refused: () => [...base.refused(), ...(description.occupies ? [refusedWhileBusy(description.occupies)] : [])],
    parts: (request, id) => description.parts?.({ ...request, inputs: schema.parse(request.inputs) }, id) ?? [],
  };
}

const occupied = <Inputs>({ id, code, message }: OneAtATime<Inputs>, inputs: Inputs): Occupied => ({
  id: id(inputs),
  code,
  message: message(inputs),
});

/** The ARM id of a resource. */
function idOf(
  { path, under = "group" }: Pick<AzureResource<Properties>, "path" | "under">,
  { inputs, account }: Pick<Request<Properties>, "inputs" | "account">,
): string {
  const tail = fillPath(path, inputs);
  if (path.startsWith("/")) return `/subscriptions/${account}${tail}`;
  const scope =
    under === "group"
      ? `/subscriptions/${account}/resourceGroups/${inputs.resourceGroupName}`
      : String(inputs[under]).replace(/\/$/, "");
  return `${scope}/providers/${tail}`;
}

/**
 * A part whose whole is missing. ARM: "Resolve errors for resource not found", parent resource
 * (https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-parent-resource, 2026-11).
 */
function missingParent<Inputs extends Properties>(
  description: AzureResource<Inputs>,
  identify: (request: Request<Properties>) => string,
): Refusal<Inputs> {
  const { path } = description;
  const whole = (request: Request<Inputs>) => {
    let id = parentId(identify(request));
    // Services that every account has, such as `blobServices/default`, are not made by anyone.
    while (/\/(blobServices|managementPolicies)\/default$/.test(id)) id = parentId(id);
    return id;
  };
  return {
    code: "ParentResourceNotFound",
    when: (request) => {
      const { inputs, old, world } = request;
      if (old || inputs.resourceGroupName === watcherGroup) return false;
      const id = whole(request);
      return !world.list().some((other) => other.id === id);
    },
    message: (request) =>
      `Failed to perform 'write' on resource(s) of type '${armType(path).slice(armType(path).indexOf("/") + 1)}', because the parent resource '${whole(request)}' could not be found.`,
    source: "https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-parent-resource (2026-11)",
  };
}
