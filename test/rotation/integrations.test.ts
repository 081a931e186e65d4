/** Credentials that their owners make anew: the value in the secret store, and the day on which it ends in tenant.yaml. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { gitops } from "../gitops/support/application-sets.ts";
import { platformOf } from "../gitops/support/facts.ts";
import { helmTemplate } from "../gitops/support/helm.ts";
import { at, objectsIn } from "../gitops/support/objects.ts";

const folder = join(gitops, "platforms", "aws-production", "velmora-nord");
const files = [join(gitops, "rings", "production-1.yaml"), join(folder, "tenant.yaml"), join(folder, "generated.yaml")];

/** Odoo's chart for a tenant whose mail server's credential ends on this day. */
async function odooWith(expires: string) {
  const { facts, switches } = platformOf("aws-production");
  const [tenant] = JSON.parse(facts.tenants);
  const post = { name: "post", kind: "mail", owner: "post@harbor.example", credential: "post", rotateEveryDays: 90 };
  const mail = { host: "mail.harbor.example", port: 465, from: "erp@harbor.example", credential: "post" };
  const odoo = { modules: ["queue_job", "longshore_mail"] };
  const spec = { mail, odoo, integrations: [{ ...post, expires }] };
  const values = { facts, switches, tenant, spec };
  const chart = join(gitops, "odoo");
  return objectsIn(await helmTemplate({ chart, release: "odoo", namespace: "tenant-velmora-nord", files, values }));
}

const named = async (expires: string) => {
  const objects = await odooWith(expires);
  const secret = objects.find(
    ({ kind, metadata }) => kind === "ExternalSecret" && metadata.name.startsWith("odoo-mail"),
  );
  const web = objects.find(({ kind, metadata }) => kind === "Deployment" && metadata.name === "odoo-web");
  const from = at(web, "spec.template.spec.containers.0.envFrom.1.secretRef");
  return { secret: at(secret, "spec.target.name"), from };
};

describe("a mail server's credential", function () {
  this.timeout(180_000);

  it("comes in a Secret that is named after its last day, so that the next one replaces the pods", async () => {
    for (const day of ["2027-06-30", "2028-01-31"]) {
      const name = `odoo-mail-${day}`;
      assert.deepEqual(await named(day), { secret: name, from: { name, optional: true } });
    }
  });
});
