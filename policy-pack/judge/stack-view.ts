import type { PolicyResource } from "@pulumi/policy";
import { isRecord } from "./inputs.ts";
import { type Subject, toSubject } from "./subject.ts";

/** Inputs and outputs by which resources name each other. */
const identifiers = [
  ...["id", "arn", "name", "bucket"],
  // Azure asks for each name under another word, and answers with `name`.
  ...[
    "accountName",
    "clusterName",
    "containerName",
    "natGatewayName",
    "networkSecurityGroupName",
    "privateEndpointName",
  ],
  ...["privateZoneName", "publicIpAddressName", "resourceGroupName", "resourceName", "serverName", "vaultName"],
  ...["virtualNetworkName", "workspaceName"],
];

/** All resources of a stack, and who refers to whom. A rule looks at few of them, so each is read when it is asked for. */
export class StackView {
  readonly #resources: readonly PolicyResource[];
  readonly #byUrn = new Map<string, Subject>();
  readonly #byName = new Map<string, ReadonlyMap<string, readonly Subject[]>>();
  #propertyDependencies: ReadonlyMap<string, PolicyResource["propertyDependencies"]> | undefined;

  constructor(resources: readonly PolicyResource[]) {
    this.#resources = resources;
  }

  /** Subjects that somebody has asked for so far. */
  get seen(): readonly Subject[] {
    return [...this.#byUrn.values()];
  }

  where(matches: (type: string) => boolean): readonly Subject[] {
    return this.#resources.filter(({ type }) => matches(type)).map((resource) => this.#subject(resource));
  }

  ofType(type: string): readonly Subject[] {
    return this.where((other) => other === type);
  }

  /**
   * What an input refers to: what its value was computed from, and what carries a name that is written there.
   * @param path  for example `vpcConfig.subnetIds`
   * @param type  of what is asked for
   */
  linked(subject: Subject, path: string, type: string): readonly Subject[] {
    const [input = ""] = path.split(".");
    this.#propertyDependencies ??= new Map(this.#resources.map((each) => [each.urn, each.propertyDependencies]));
    const computed = this.#propertyDependencies.get(subject.urn)?.[input] ?? [];
    const found = [
      ...computed.filter((other) => other.type === type).map((resource) => this.#subject(resource)),
      ...subject.inputs.attempt(() => this.named(subject.inputs.get(path), type), []),
    ];
    return [...new Set(found)];
  }

  /**
   * Resources of a type whose names stand in a value, or anywhere in a list or section.
   * @throws UnknownValueError
   */
  named(value: unknown, type: string): readonly Subject[] {
    return namesIn(value).flatMap((name) => this.#namesOfType(type).get(name) ?? []);
  }

  /** Resources of a type that refer to this one by an input. */
  linking(subject: Subject, type: string, path: string): readonly Subject[] {
    return this.ofType(type).filter((other) => this.linked(other, path, subject.type).includes(subject));
  }

  #subject(resource: PolicyResource): Subject {
    const known = this.#byUrn.get(resource.urn) ?? toSubject(resource);
    this.#byUrn.set(resource.urn, known);
    return known;
  }

  #namesOfType(type: string): ReadonlyMap<string, readonly Subject[]> {
    const known = this.#byName.get(type);
    if (known) return known;
    const named = new Map<string, Subject[]>();
    for (const subject of this.ofType(type))
      for (const name of namesOf(subject)) named.set(name, [...(named.get(name) ?? []), subject]);
    this.#byName.set(type, named);
    return named;
  }
}

function namesIn(value: unknown): readonly string[] {
  if (typeof value === "string") return value === "" ? [] : [value, ...namesInId(value)];
  if (Array.isArray(value)) return Array.from(value, namesIn).flat();
  return isRecord(value) ? Object.values(value).flatMap(namesIn) : [];
}

/** A resource id of Azure ends in the resource's name; a subnet's leads to its network. */
function namesInId(id: string): readonly string[] {
  const [owner = ""] = id.split("/subnets/");
  const name = owner.startsWith("/subscriptions/") ? owner.split("/").at(-1) : undefined;
  return [...(owner === id ? [] : [owner]), ...(name ? [name] : [])];
}

const namesOf = ({ inputs }: Subject): readonly string[] => [
  ...new Set(identifiers.flatMap((identifier) => inputs.attempt(() => namesIn(inputs.get(identifier)), []))),
];
