/** Runs components against Pulumi's mocks and keeps every registration whole: parent, protection, dependencies. */
import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb.js";
import { getMonitor } from "@pulumi/pulumi/runtime/settings.js";
import { computed } from "./computed.ts";

export interface Registered {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** URN; empty for what stands right under the stack. */
  readonly parent: string;
  /** URN and id of the provider; empty where Pulumi would take a default provider. */
  readonly provider: string;
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  readonly ignoreChanges: readonly string[];
  readonly custom: boolean;
  /** URNs that it waits for, by option or by property. */
  readonly dependencies: readonly string[];
  /** URNs that each input was computed from. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  /** Top-level inputs that are secret. */
  readonly secrets: readonly string[];
}

export interface Run<Result> {
  readonly result: Result;
  readonly resources: readonly Registered[];
}

/** Marks a secret on the wire (pulumi/pulumi, `sdk/nodejs/runtime/rpc.ts`). */
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

/** What functions of the clouds answer. */
type Answers = Readonly<Record<string, (inputs: object) => object>>;

const answers: Answers = {
  "aws:eks/getAddonVersion:getAddonVersion": (inputs) => ({ ...inputs, version: "v0.8.0-eksbuild.2" }),
  "azure-native:containerservice:listManagedClusterUserCredentials": () => {
    const kubeconfig = "clusters: [{ cluster: { certificate-authority-data: Y2VydGlmaWNhdGU= } }]";
    return { kubeconfigs: [{ name: "clusterUser", value: Buffer.from(kubeconfig).toString("base64") }] };
  },
};

/**
 * Runs `program` as the program of `stack` and waits until everything is registered.
 * @param more  what further functions answer
 */
export async function run<Result>(
  stack: string,
  program: () => Result | Promise<Result>,
  more: Answers = {},
): Promise<Run<Result>> {
  const resources: Registered[] = [];
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs }) => {
        const { id = `${name}-id`, ...outputs } = computed(type, name, inputs);
        return { id: String(id), state: { ...inputs, ...outputs } };
      },
      call: ({ token, inputs }) => (more[token] ?? answers[token])?.(inputs) ?? assert.fail(token),
    },
    "longshore",
    stack,
  );
  const monitor: unknown = getMonitor();
  assert(isMonitor(monitor));
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request, callback) =>
    register(request, (error, response) => {
      if (response) resources.push(toRegistered(request, response.getUrn()));
      callback(error, response);
    });
  const result = await program();
  await pulumi.runtime.disconnect();
  return { result, resources };
}

type Callback = (error: unknown, response: { getUrn(): string } | undefined) => void;
interface Monitor {
  registerResource(request: RegisterResourceRequest, callback: Callback): Promise<void>;
}

const isMonitor = (value: unknown): value is Monitor =>
  typeof value === "object" && value !== null && "registerResource" in value;

function toRegistered(request: RegisterResourceRequest, urn: string): Registered {
  const sent = request.getObject()?.toJavaScript() ?? {};
  const byProperty = [...request.getPropertydependenciesMap().entries()].map(
    ([input, value]) => [input, value.getUrnsList()] as const,
  );
  return {
    urn,
    type: request.getType(),
    name: request.getName(),
    inputs: Object.fromEntries(Object.entries(sent).map(([key, value]) => [key, plain(value)])),
    parent: request.getParent(),
    provider: request.getProvider(),
    protect: request.getProtect() ?? false,
    retainOnDelete: request.getRetainondelete() ?? false,
    ignoreChanges: request.getIgnorechangesList(),
    custom: request.getCustom(),
    dependencies: [...new Set([...request.getDependenciesList(), ...byProperty.flatMap(([, urns]) => urns)])],
    propertyDependencies: Object.fromEntries(byProperty),
    secrets: Object.entries(sent).flatMap(([key, value]) =>
      JSON.stringify(value).includes(secretSignature) ? [key] : [],
    ),
  };
}

/** A value as the provider sees it, with secrets opened. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  if (Object.values(value).includes(secretSignature) && "value" in value) return plain(value.value);
  return Object.fromEntries(Object.entries(value).map(([key, below]) => [key, plain(below)]));
}

/** All resources of a type, by name: the order of registration is nobody's promise. */
export const ofType = (resources: readonly Registered[], type: string): readonly Registered[] =>
  resources.filter((resource) => resource.type === type).sort((a, b) => a.name.localeCompare(b.name));

/** The only resource of a type, or of a type and a name. */
export function only(resources: readonly Registered[], type: string, name?: string): Registered {
  const found = ofType(resources, type).filter((resource) => name === undefined || resource.name === name);
  const [first] = found;
  assert(first && found.length === 1, `${found.length} resources of type ${type}${name ? ` named ${name}` : ""}`);
  return first;
}
