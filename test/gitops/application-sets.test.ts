/** How facts become Applications. */
import assert from "node:assert/strict";
import { sourcesOf } from "./support/application.ts";
import { applicationsOf, components } from "./support/application-sets.ts";
import { type Difference, platformOf } from "./support/facts.ts";
import { at } from "./support/objects.ts";

const mirrors = { "chart-mirror": "https://charts.velmora.example", "image-mirror": "registry.velmora.example/mirror" };

async function sourcesIn(name: string, difference: Difference = {}) {
  const found = (await applicationsOf(platformOf("aws-production", difference))).find(
    ({ metadata }) => metadata.name === name,
  );
  assert(found, `there is no Application ${name}`);
  return sourcesOf(found);
}

describe("application sets", function () {
  this.timeout(180_000);

  it("take a vendor's chart from its own repository and its values from ours", async () => {
    const [chart, ours] = await sourcesIn("traefik");
    assert.equal(chart?.repoURL, "https://traefik.github.io/charts");
    assert.equal(chart?.targetRevision, "41.3.0");
    assert.deepEqual(chart?.helm?.valueFiles, [
      "$repository/gitops/platform/traefik/values.yaml",
      "$repository/gitops/platform/traefik/values-aws.yaml",
    ]);
    assert.equal(ours?.ref, "repository");
    assert.equal(ours?.path, "gitops/platform/traefik/objects");
  });

  it("take charts and images through the mirrors where there are some", async () => {
    const [chart] = await sourcesIn("pushgateway", { facts: mirrors });
    assert.equal(chart?.repoURL, "https://charts.velmora.example/pushgateway");
    const images = chart?.helm?.parameters.map(({ value }) => value);
    assert.deepEqual(images, ["registry.velmora.example/mirror/quay.io/prometheus/pushgateway"]);
  });

  it("put a mirror in front of every image of every component", async () => {
    const applications = await applicationsOf(platformOf("aws-production", { facts: mirrors }));
    const parameters = applications.flatMap((each) => sourcesOf(each).flatMap(({ helm }) => helm?.parameters ?? []));
    const images = parameters.filter(({ name }) => /image|registry/i.test(name));
    assert(images.length > 5);
    for (const { name, value } of images) assert(value.startsWith("registry.velmora.example/mirror/"), name);
  });

  it("fill every placeholder of a component's parameters with a fact", async () => {
    const facts = Object.keys(platformOf("aws-production").facts);
    const placeholders = components().flatMap(
      ({ parameters }) => JSON.stringify(parameters ?? {}).match(/<[^>]*>/g) ?? [],
    );
    assert(placeholders.length > 0);
    for (const placeholder of placeholders) assert(facts.includes(placeholder.slice(1, -1)), placeholder);
  });

  it("hand a chart of our own what its component asks for", async () => {
    const { facts, switches } = platformOf("aws-production");
    const [, ours] = await sourcesIn("cert-manager");
    const given = ours?.helm?.valuesObject;
    assert.equal(at(given, "facts.contact"), facts.contact);
    assert.equal(at(given, "facts.dns-owner"), undefined);
    assert.deepEqual(at(given, "switches"), { cloud: switches.cloud });
    const [, none] = await sourcesIn("traefik");
    assert.deepEqual(none?.helm?.valuesObject, { facts: {}, switches: {} });
  });

  it("hand all facts to tenants, and none of another's", async () => {
    const platform = platformOf("aws-production", { tenants: ["velmora-nord", "velmora-sued"] });
    const { tenants, ...facts } = platform.facts;
    const applications = await applicationsOf(platform);
    const values = applications
      .flatMap(sourcesOf)
      .flatMap(({ helm }) => (helm?.values === undefined ? [] : JSON.parse(helm.values)));
    assert.equal(values.length, 2);
    for (const given of values) {
      assert.deepEqual(at(given, "facts"), facts);
      assert.deepEqual(at(given, "switches"), platform.switches);
    }
    assert.deepEqual(values.map((given) => at(given, "tenant.name")).filter(Boolean), ["velmora-nord", "velmora-sued"]);
  });

  it("choose a tenant's ring and folder by its facts", async () => {
    const [source] = await sourcesIn("tenant-velmora-nord");
    assert.deepEqual(source?.helm?.valueFiles, [
      "../rings/production-1.yaml",
      "../platforms/aws-production/velmora-nord/tenant.yaml",
      "../platforms/aws-production/velmora-nord/generated.yaml",
    ]);
  });

  it("take the images of a component that has some from the first ring of its environment", async () => {
    for (const [stack, ring] of [
      ["aws-development", "development"],
      ["aws-production", "production-1"],
    ] as const) {
      const found = (await applicationsOf(platformOf(stack))).find(({ metadata }) => metadata.name === "fence");
      assert.ok(found);
      assert.deepEqual(sourcesOf(found)[0]?.helm?.valueFiles, [`../../../rings/${ring}.yaml`]);
    }
  });

  it("make nothing for a tenant that is not provisioned", async () => {
    const applications = await applicationsOf(platformOf("aws-production", { tenants: [] }));
    assert.deepEqual(
      applications.filter(({ spec }) => spec.project !== "platform"),
      [],
    );
    assert(!applications.some(({ metadata }) => metadata.name.startsWith("tenant-")));
  });
});
