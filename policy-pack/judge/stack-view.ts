import type { PolicyResource } from "@pulumi/policy";
import { type Subject, toSubject } from "./subject.ts";

/** Outputs by which resources name each other. */
const identifiers = ["id", "arn", "name", "bucket"] as const;

/** All resources of a stack, and who refers to whom. */
export class StackView {
  readonly subjects: readonly Subject[];
  readonly #resources: ReadonlyMap<string, PolicyResource>;
  readonly #byUrn: ReadonlyMap<string, Subject>;
  /** Made when somebody asks: most stacks are all computed references. */
  #named: ReadonlyMap<string, readonly Subject[]> | undefined;

  constructor(resources: readonly PolicyResource[]) {
    this.#resources = new Map(resources.map((resource) => [resource.urn, resource]));
    this.subjects = resources.map(toSubject);
    this.#byUrn = new Map(this.subjects.map((subject) => [subject.urn, subject]));
  }

  ofType(type: string): readonly Subject[] {
    return this.subjects.filter((subject) => subject.type === type);
  }

  /**
   * What an input refers to: what its value was computed from, and what carries a name that is written there.
   * @param path  for example `vpcConfig.subnetIds`
   * @param type  of what is asked for
   */
  linked(subject: Subject, path: string, type: string): readonly Subject[] {
    const [input = ""] = path.split(".");
    const computed = this.#resources.get(subject.urn)?.propertyDependencies[input] ?? [];
    const written = subject.inputs.attempt(() => namesIn(subject.inputs.get(path)), []);
    const found = [
      ...computed.flatMap(({ urn }) => this.#byUrn.get(urn) ?? []),
      ...written.flatMap((name) => this.#byName().get(name) ?? []),
    ];
    return [...new Set(found)].filter((other) => other.type === type);
  }

  /** Resources of a type that refer to this one by an input. */
  linking(subject: Subject, type: string, path: string): readonly Subject[] {
    return this.ofType(type).filter((other) => this.linked(other, path, subject.type).includes(subject));
  }

  #byName(): ReadonlyMap<string, readonly Subject[]> {
    if (this.#named) return this.#named;
    const named = new Map<string, Subject[]>();
    for (const subject of this.subjects)
      for (const name of namesOf(subject)) named.set(name, [...(named.get(name) ?? []), subject]);
    this.#named = named;
    return named;
  }
}

const namesIn = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).filter((name) => typeof name === "string" && name !== "");

const namesOf = ({ inputs }: Subject): readonly string[] => [
  ...new Set(identifiers.flatMap((identifier) => inputs.attempt(() => namesIn(inputs.get(identifier)), []))),
];
