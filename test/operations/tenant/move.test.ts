import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { move } from "../../../operations/tenant/move.ts";
import { parseTenant, type Tenant } from "../../../stacks/tenant.ts";
import { removeFolder } from "../../support/temporary.ts";
import { filesOf, sampleTree } from "./tree.ts";

describe("longshore tenant move", () => {
  let tree: string;
  let before: ReadonlyMap<string, string>;
  beforeEach(() => {
    tree = sampleTree();
    before = filesOf(tree);
  });
  afterEach(() => removeFolder(tree));

  const nord = (...options: readonly string[]) =>
    move(tree, ["velmora-nord", "--from-stack", "aws-production", ...options]);
  const file = (stack: string, name: string) => join(tree, "gitops", "platforms", stack, name, "tenant.yaml");
  const read = (stack: string, name: string): Tenant =>
    parseTenant(parse(readFileSync(file(stack, name), "utf8")), "test");
  /** Files that are otherwise than before. */
  const changed = () =>
    [...filesOf(tree)]
      .filter(([path, text]) => before.get(path) !== text)
      .map(([path]) => path.slice(tree.length + 1))
      .sort();

  function assertRefused(attempt: () => unknown, pattern: RegExp): void {
    assert.throws(attempt, pattern);
    assert.deepEqual(changed(), []);
  }

  it("changes one line where the tenant only gets its releases later", () => {
    assert.match(nord("--ring", "production-2"), /It stays where it is/);
    const lines = (text: string) => text.split("\n");
    const now = lines(readFileSync(file("aws-production", "velmora-nord"), "utf8"));
    const then = lines(before.get(file("aws-production", "velmora-nord")) ?? "");
    assert.deepEqual(
      now.filter((line, index) => line !== then[index]),
      ["  ring: production-2"],
    );
  });

  it("makes a second tenant in the other stack and touches nothing of the first", () => {
    nord("--to-stack", "aws-regional");
    const folder = "gitops/platforms/aws-regional/velmora-nord";
    assert.deepEqual(changed(), [`${folder}/generated.yaml`, `${folder}/tenant.yaml`]);
    const { hostname, ...rest } = read("aws-regional", "velmora-nord").spec;
    assert.equal(hostname, "velmora-nord.platform.velmora.example");
    assert.deepEqual({ ...rest, hostname: "nord.velmora.example" }, read("aws-production", "velmora-nord").spec);
  });

  it("says that nothing has moved, and the road of the data: backup, import, hostname, and the old one last", () => {
    const said = nord("--to-stack", "aws-regional");
    assert.match(said, /Nothing has moved yet/);
    const order = [
      "pulumi up -s aws-regional",
      "job --from=cronjob/backup-archive",
      "tenant import aws-regional velmora-nord --dump database.dump --filestore files --replace velmora-nord",
      "tenant move velmora-nord --from-stack aws-production --hostname velmora-nord-old.production.longshore.example",
      "tenant move velmora-nord --from-stack aws-regional --hostname nord.velmora.example",
      "tenant remove aws-production velmora-nord",
    ];
    const places = order.map((step) => said.indexOf(step));
    assert.ok(!places.includes(-1), said);
    assert.deepEqual(
      places,
      places.toSorted((a, b) => a - b),
    );
  });

  it("can be walked to its end: the hostname changes hands in one commit", () => {
    nord("--to-stack", "aws-regional");
    nord("--hostname", "velmora-nord-old.production.longshore.example");
    move(tree, ["velmora-nord", "--from-stack", "aws-regional", "--hostname", "nord.velmora.example"]);
    assert.equal(read("aws-regional", "velmora-nord").spec.hostname, "nord.velmora.example");
  });

  it("moves to servers of its own under another name, because the data is on the shared one", () => {
    assertRefused(() => nord("--isolation", "dedicated"), /another name, for example velmora-nord-dedicated/);
    nord("--isolation", "dedicated", "--as", "velmora-own");
    const { metadata, spec } = read("aws-production", "velmora-own");
    assert.deepEqual([metadata.name, spec.isolation], ["velmora-own", "dedicated"]);
    assert.equal(read("aws-production", "velmora-nord").spec.isolation, "shared");
  });

  it("refuses a place that the tenant may not be in, unless its document is changed as well", () => {
    const cold = ["tarquell-cold", "--from-stack", "aws-national", "--to-stack", "aws-regional"];
    assertRefused(() => move(tree, cold), /spec\.residency\n.*\n +fits {3}a list with eu-west-1/);
    move(tree, [...cold, "--residency", "eu-west-1, eu-central-1"]);
    assert.deepEqual(read("aws-regional", "tarquell-cold").spec.residency, ["eu-west-1", "eu-central-1"]);
  });

  it("refuses shared ground for a tenant with releases of its own", () => {
    const words = ["tarquell", "--from-stack", "aws-national", "--isolation", "shared", "--as", "tarquell-shared"];
    assertRefused(() => move(tree, words), /dedicated, because the tenant does not accept shared releases/);
  });

  it("refuses what is no move, a tenant that is none, and a name that is taken", () => {
    assertRefused(() => nord(), /nothing that changes/);
    assertRefused(() => nord("--ring", "production-1"), /nothing that changes/);
    assertRefused(
      () => move(tree, ["nobody", "--from-stack", "aws-production"]),
      /a tenant of aws-production: velmora-nord/,
    );
    assertRefused(() => move(tree, ["velmora-nord"]), /NAME --from-stack STACK/);
    assertRefused(() => nord("--to-stack", "aws-regional", "--as", "velmora-ost"), /a name that is not taken/);
  });
});
