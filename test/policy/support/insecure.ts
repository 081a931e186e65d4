/** The mutation test of one cloud: every insecure input of a platform trips a rule. */
import assert from "node:assert/strict";
import type { CloudName } from "../../../components/contracts.ts";
import { rules } from "../../../policy-pack/rules/index.ts";
import { ofType, type Registered } from "../../components/mocks.ts";
import { type Insecure, label, type Mutations, pathsOf, withInsecure } from "../mutations/change.ts";
import { judge } from "./judge.ts";

export interface Suite {
  readonly cloud: CloudName;
  readonly platform: () => Promise<readonly Registered[]>;
  readonly mutations: Mutations;
  /** Whether no value makes an input insecure. */
  readonly isHarmless: (type: string, path: string) => boolean;
  /** Resources whose absence leaves something open. */
  readonly guards: (resources: readonly Registered[]) => readonly Registered[];
  /** What no rule sees, as `<type> protect`. */
  readonly unseen: readonly string[];
  /** Types that are protected beside what they belong to, and can be made again. */
  readonly remade: readonly string[];
  /** Of kinds that the platform does not make. */
  readonly strangers: readonly (readonly [type: string, inputs: Readonly<Record<string, unknown>>])[];
}

export function insecureInputs(suite: Suite): void {
  const { cloud, mutations } = suite;
  const own = rules.filter(({ checks }) => checks[cloud]);
  const score = { caught: 0, tried: 0 };
  const tripped = new Set<string>();
  let resources: readonly Registered[];
  before(async () => {
    resources = await suite.platform();
  });
  after(() => console.log(`      mutation score of ${cloud}: ${score.caught}/${score.tried}`));

  /** Whether a rule trips when these resources take the place of their originals. */
  const trips = (changed: readonly Registered[]): boolean => {
    const { violations } = judge(own, changed);
    for (const { rule } of violations) tripped.add(rule);
    return violations.length > 0;
  };
  const counted = (caught: boolean): boolean => {
    score.tried += 1;
    if (caught) score.caught += 1;
    return caught;
  };
  const replacing = (original: Registered, change: Partial<Registered>) =>
    resources.map((resource) => (resource === original ? { ...resource, ...change } : resource));

  for (const [type, inputs] of Object.entries(mutations))
    it(`trip a rule: ${type}`, () => {
      for (const [path, values] of Object.entries(inputs))
        for (const insecure of values) {
          const changed = candidates(resources, type, path, insecure);
          assert(changed.length > 0, `nothing to change at ${label(type, path)}`);
          assert(
            counted(changed.some(({ original, mutated }) => trips(replacing(original, mutated)))),
            `${label(type, path)}: ${String(insecure)}`,
          );
        }
    });

  it("trip a rule by their absence: what guards something else", () => {
    for (const guard of suite.guards(resources))
      assert(counted(trips(resources.filter((resource) => resource !== guard))), guard.urn);
  });

  it("trip a rule: protection that was taken off", () => {
    const types = new Set(resources.filter(({ protect, custom }) => protect && custom).map(({ type }) => type));
    for (const type of types) {
      if (suite.remade.includes(type)) continue;
      const original = ofType(resources, type).find(({ protect }) => protect);
      assert(original);
      const caught = counted(trips(replacing(original, { protect: false })));
      assert.equal(caught, !suite.unseen.includes(`${type} protect`), type);
    }
  });

  it("trip a rule: what the platform does not make", () => {
    const model = resources.find(({ type }) => type.startsWith(`${cloud === "aws" ? "aws" : "azure-native"}:`));
    assert(model);
    for (const [type, inputs] of suite.strangers)
      assert(
        counted(trips([...resources, { ...model, urn: `${model.urn}-stranger`, type, name: "stranger", inputs }])),
        type,
      );
  });

  it("trip every rule, by one of them at least", () => {
    assert.deepEqual(
      own.map(({ name }) => name).filter((name) => !tripped.has(name)),
      [],
    );
  });

  it("are all known: every input that the platform sends is in one of the lists", () => {
    const open = resources
      .filter(({ type }) => /^(pulumi:providers:)?(aws|azure-native)\b/.test(type))
      .flatMap(({ type, inputs }) =>
        pathsOf(inputs)
          .filter((path) => !mutations[type]?.[path]?.length && !covered(type, path) && !suite.isHarmless(type, path))
          .map((path) => label(type, path)),
      );
    assert.deepEqual([...new Set(open)].sort(), []);
  });

  /** Whether a mutation replaces the list or section that the input stands in. */
  const covered = (type: string, path: string) =>
    Object.keys(mutations[type] ?? {}).some((known) => path.startsWith(`${known}.`) || path.startsWith(`${known}[]`));
}

/** Some values are only wrong for some resources of a type: the lock of archives, the key's policy for logs. */
function candidates(resources: readonly Registered[], type: string, path: string, insecure: Insecure) {
  return ofType(resources, type).flatMap((original) => {
    try {
      const inputs = withInsecure(original.inputs, path, insecure);
      return JSON.stringify(inputs) === JSON.stringify(original.inputs)
        ? []
        : [{ original, mutated: { inputs, propertyDependencies: withoutInput(original, path) } }];
    } catch {
      return [];
    }
  });
}

/** What is written literally was computed from nothing. */
function withoutInput({ propertyDependencies }: Registered, path: string): Registered["propertyDependencies"] {
  const input = path.split(/[.[]/)[0];
  return Object.fromEntries(Object.entries(propertyDependencies).filter(([name]) => name !== input));
}
