/** Each refusal of the catalogue is provoked once, by a request to the running provider. */
import assert from "node:assert/strict";
import { occupy } from "../../../simulator/aws/busy.ts";
import { definitionOf, definitions } from "../../../simulator/aws/catalogue.ts";
import type { Refused } from "../../../simulator/cloud/definition.ts";
import { refusedOf } from "../../../simulator/cloud/refused.ts";
import { standardPlatform } from "../../components/platforms.ts";
import { place } from "../../support/simulator.ts";
import { Bench } from "./bench.ts";
import type { Case } from "./case.ts";
import { cache } from "./cases/cache.ts";
import { clusters } from "./cases/cluster.ts";
import { database } from "./cases/database.ts";
import { identity } from "./cases/identity.ts";
import { network } from "./cases/network.ts";
import { replicas } from "./cases/replicas.ts";
import { replication } from "./cases/replication.ts";
import { storage } from "./cases/storage.ts";
import { heldNames, missingNames } from "./derived.ts";
import { type Sample, settle } from "./sample.ts";

const cases: readonly Case[] = [
  ...network,
  ...identity,
  ...storage,
  ...replication,
  ...database,
  ...replicas,
  ...cache,
  ...clusters,
];

/** What was said, by type and whether to a deletion. */
const heard = new Map<string, Set<string>>();

function hear(type: string, at: "write" | "delete", said: string | undefined): string {
  assert(said !== undefined, "AWS would have refused this, the simulator does it");
  const key = `${type} ${at}`;
  heard.set(key, (heard.get(key) ?? new Set()).add(said));
  return said;
}

/** Whether a row of the table was heard, whatever stood for the names in it. */
function wasHeard(type: string, { at, code, message }: Refused): boolean {
  const words = code === "" ? message : `${code}: ${message}`;
  const literal = words.split(/‹[^›]*›/).map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  const pattern = new RegExp(`^${literal.join("[^]*")}$`);
  return [...(heard.get(`${type} ${at === "delete" ? "delete" : "write"}`) ?? [])].some((said) => pattern.test(said));
}

describe("what AWS refuses", function () {
  this.timeout(180_000);
  let bench: Bench;
  let samples: readonly Sample[];
  const sampleOf = (type: string, name?: string): Sample | undefined =>
    samples.find((one) => one.resource.type === type && (name === undefined || one.name === name));

  before(async () => {
    bench = await Bench.open();
    samples = settle(bench.world, (await standardPlatform()).resources);
    bench.keep();
  });
  afterEach(() => bench.restore());
  after(() => bench.close());

  async function ask({ type: short, name, at, given, set }: Case): Promise<string> {
    const type = `aws:${short}`;
    const { resource } = sampleOf(type, name) ?? {};
    assert(resource || (name === undefined && at === undefined), `${name} is not in the sample stack`);
    const { world } = bench;
    if (resource && at === undefined) world.remove(resource);
    given?.(world);
    if (!resource || at === undefined)
      return hear(type, "write", await bench.create(type, { ...resource?.inputs, ...set }));
    const standing = world.get(resource) ?? resource;
    if (at === "update") return hear(type, "write", await bench.update(standing, { ...standing.inputs, ...set }));
    world.put({ ...standing, inputs: { ...standing.inputs, ...set } });
    return hear(type, "delete", await bench.delete(standing));
  }

  for (const one of cases) {
    const title = [one.type, one.at ?? "create", one.says.slice(0, 100)].join(": ");
    it(title, async () => assert.equal(await ask(one), one.says));
  }

  it("names that mean nothing", async () => {
    for (const definition of definitions) {
      const sample = sampleOf(definition.type);
      for (const { title, inputs, says } of sample ? missingNames(definition, sample) : []) {
        if (sample) bench.world.remove(sample.resource);
        assert.equal(hear(definition.type, "write", await bench.create(definition.type, inputs)), says, title);
        bench.restore();
      }
    }
  });

  it("deleting what others still name", async () => {
    for (const { title, held, code } of heldNames(definitions, samples)) {
      const said = hear(held.resource.type, "delete", await bench.delete(held.resource));
      assert.equal(said.split(":")[0], code, `${title}: ${said}`);
    }
  });

  it("names that are taken", async () => {
    for (const { resource } of samples) {
      if (definitionOf(resource.type)?.uniqueName(resource.inputs) === undefined) continue;
      hear(resource.type, "write", await bench.create(resource.type, resource.inputs));
    }
  });

  it("a change while another one is under way", async () => {
    for (const definition of definitions.filter(({ busy }) => busy)) {
      const { resource } = sampleOf(definition.type) ?? assert.fail(definition.type);
      // As a run of another engine in the same simulator does.
      const done = occupy(bench.world, definition, `${place.account} ${place.region}`, resource.inputs);
      hear(definition.type, "write", await bench.update(resource, resource.inputs));
      done();
    }
  });

  it("is all that the catalogue lists", () => {
    const silent = definitions.flatMap((definition) =>
      refusedOf(definition, definitions)
        .filter((refused) => !wasHeard(definition.type, refused))
        .map(({ at, code, message }) => [definition.type, at, code, message].join(" | ")),
    );
    assert.deepEqual(silent, [], "no case provokes these: write one under test/simulator/aws/cases");
  });
});
