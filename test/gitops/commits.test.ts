/** Whom a commit concerns: Argo CD renders an Application again only where its annotation names a file of the commit. */
import assert from "node:assert/strict";
import { join } from "node:path/posix";
import { type Application, sourcesOf } from "./support/application.ts";
import { concerns, followersOf } from "./support/concerns.ts";
import { rendering } from "./support/platforms.ts";

/** Files and folders of our own repository that an Application is rendered from. */
const inputsOf = (application: Application): readonly string[] =>
  sourcesOf(application).flatMap(({ path, helm }) => [
    ...(path === undefined ? [] : [join("/", path)]),
    ...(helm?.valueFiles ?? []).map((file) =>
      file.startsWith("$repository/") ? file.slice("$repository".length) : join("/", path ?? "", file),
    ),
  ]);

describe("a commit", function () {
  this.timeout(180_000);
  const applications = async () => followersOf(await rendering("aws-production"));
  const concerned = async (file: string) =>
    (await applications()).filter(concerns(file)).map(({ metadata }) => metadata.name);

  it("reaches every Application that is rendered from one of its files", async () => {
    for (const application of await applications())
      for (const input of inputsOf(application))
        assert.ok(concerns(join(input, "."))(application), `${application.metadata.name} is rendered from ${input}`);
  });

  it("of one tenant concerns that tenant's Applications and no other", async () => {
    const folder = "/gitops/platforms/aws-production";
    const own = ["backup-velmora-nord", "odoo-velmora-nord", "tenant-velmora-nord"];
    assert.deepEqual((await concerned(`${folder}/velmora-nord/tenant.yaml`)).toSorted(), own);
    assert.deepEqual(await concerned(`${folder}/velmora-nord-2/tenant.yaml`), []);
    assert.deepEqual(await concerned(`${folder}/harbor/tenant.yaml`), []);
  });

  it("of one component concerns that component alone, and one of the program nobody", async () => {
    assert.deepEqual(await concerned("/gitops/platform/traefik/values.yaml"), ["traefik"]);
    assert.deepEqual(await concerned("/stacks/Pulumi.aws-production.yaml"), []);
  });
});
