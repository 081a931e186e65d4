/** The mutation test of one cloud: every insecure input of a platform trips a rule. */
import assert from "node:assert/strict";
import type { CloudName } from "../../../components/contracts/context.ts";
import { rules } from "../../../policy-pack/rules/index.ts";
import { ofType, type Registered } from "../../components/mocks.ts";
import { type Insecure, label, type Mutations, pathsOf, withInsecure } from "../mutations/change.ts";
import { judge } from "./judge.ts";
import { Score } from "./score.ts";

export interface Suite {
  readonly cloud: CloudName;
  readonly platform: () => Promise<readonly Registered[]>;
  readonly mutations: Mutations;
  /** Whether no value makes an input insecure. */
  readonly isHarmless: (type: string, path: string) => boolean;
  /** Stacks in which one certain resource of a type is wrong, by name. */
  readonly single: (resources: readonly Registered[]) => readonly (readonly [string, readonly Registered[]])[];
  /** Resources whose absence leaves something open. */
  readonly guards: (resources: readonly Registered[]) => readonly Registered[];
  /** A platform that stretches its settings, so that inputs which the sample leaves out are classified as well. */
  readonly varied: () => Promise<readonly Registered[]>;
  /** Types that are protected beside what they belong to, and can be made again. */
  readonly remade: readonly string[];
  /** Of kinds that the platform does not make. */
  readonly strangers: readonly (readonly [type: string, inputs: Readonly<Record<string, unknown>>])[];
}

export function insecureInputs(suite: Suite): void {
  const { cloud, mutations } = suite;
  const own = rules.filter(({ checks }) => checks[cloud]);
  const score = new Score(cloud);
  const tripped = new Set<string>();
  let resources: readonly Registered[];
  before(async () => {
    resources = await suite.platform();
  });
  after(() => console.log(score.table()));

  /** Whether a rule trips when these resources take the place of their originals. */
  const trips = (changed: readonly Registered[]): boolean => {
    const { violations } = judge(own, changed);
    for (const { rule } of violations) tripped.add(rule);
    return violations.length > 0;
  };
  const replacing = (original: Registered, change: Partial<Registered>) =>
    resources.map((resource) => (resource === original ? { ...resource, ...change } : resource));

  /** Tries mutations by name, and says which of them no rule sees. */
  const all = (mutants: readonly (readonly [name: string, candidates: readonly (readonly Registered[])[]])[]): void => {
    const missed = mutants.filter(([name, candidates]) => !score.count(name, candidates.some(trips)));
    assert.deepEqual(
      missed.map(([name]) => name),
      [],
    );
  };

  for (const [type, inputs] of Object.entries(mutations))
    it(`trip a rule: ${type}`, () =>
      all(
        Object.entries(inputs).flatMap(([path, values]) =>
          values.map((insecure) => {
            const changed = candidates(resources, type, path, insecure);
            assert(changed.length > 0, `nothing to change at ${label(type, path)}`);
            const name = `${label(type, path)}: ${String(insecure)}`;
            return [name, changed.map(({ original, mutated }) => replacing(original, mutated))] as const;
          }),
        ),
      ));

  it("trip a rule: what is wrong for one resource of its type alone", () =>
    all(suite.single(resources).map(([name, changed]) => [name, [changed]])));

  it("trip a rule by their absence: what guards something else", () =>
    all(
      suite
        .guards(resources)
        .map((guard) => [`without ${guard.urn}`, [resources.filter((resource) => resource !== guard)]]),
    ));

  it("trip a rule: protection that was taken off", () => {
    const types = new Set(resources.filter(({ protect, custom }) => protect && custom).map(({ type }) => type));
    all(
      [...types]
        .filter((type) => !suite.remade.includes(type))
        .map((type) => {
          const original = ofType(resources, type).find(({ protect }) => protect);
          assert(original);
          return [`${type} protect`, [replacing(original, { protect: false })]];
        }),
    );
  });

  it("trip a rule: what the platform does not make", () => {
    const model = resources.find(({ type }) => type.startsWith(`${cloud === "aws" ? "aws" : "azure-native"}:`));
    assert(model);
    all(
      suite.strangers.map(([type, inputs]) => [
        `a stranger, ${type}`,
        [[...resources, { ...model, urn: `${model.urn}-stranger`, type, name: "stranger", inputs }]],
      ]),
    );
  });

  it("trip every rule, by one of them at least", () => {
    assert.deepEqual(
      own.map(({ name }) => name).filter((name) => !tripped.has(name)),
      [],
    );
  });

  it("are all known: every input that a platform sends is in one of the lists", async () => {
    const open = [...resources, ...(await suite.varied())]
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
