/** Log-ins at systems outside: in Odoo's pods as files, so that a new one needs no restart. */
import assert from "node:assert/strict";
import { at, find, podOf } from "./support/objects.ts";
import { odooWith } from "./support/tenant.ts";

const integrations = [
  { name: "parcels", credential: "parcel-carrier" },
  { name: "returns", credential: "parcel-carrier" },
  { name: "orders", credential: "retail-edi" },
];

describe("integrations", () => {
  it("have each credential once, out of the tenant's own part of the store", async () => {
    const secret = find(await odooWith({ spec: { integrations } }), "ExternalSecret", "integrations");
    assert.deepEqual(at(secret, "spec.data"), [
      ...["username", "password"].map((property) => entry("parcel-carrier", property)),
      ...["username", "password"].map((property) => entry("retail-edi", property)),
    ]);
  });

  it("reach every pod of Odoo as files that change in place, and stop none of them where they are missing", async () => {
    const objects = await odooWith({ spec: { integrations } });
    for (const name of ["odoo-web", "odoo-cron", "odoo-queue"]) {
      const pod = podOf(find(objects, "Deployment", name));
      const volumes = [at(pod, "volumes")].flat();
      const own = volumes.find((volume) => at(volume, "name") === "integrations");
      assert.deepEqual(at(own, "secret"), { secretName: "integrations", optional: true, defaultMode: 0o440 }, name);
      const mounts = [at(pod?.containers[0], "volumeMounts")].flat();
      const mount = mounts.find((each) => at(each, "name") === "integrations");
      // With a subPath the kubelet would never change it.
      assert.deepEqual(mount, { name: "integrations", mountPath: "/etc/odoo-integrations", readOnly: true }, name);
    }
  });

  it("are not in a copy, which calls nobody, nor where there are none", async () => {
    for (const spec of [{ integrations, copyOf: "harbor" }, { integrations: [] }])
      assert.ok(!(await odooWith({ spec })).some(({ metadata }) => metadata.name === "integrations"));
  });
});

const entry = (credential: string, property: string) => ({
  secretKey: `${credential}.${property}`,
  remoteRef: { key: `longshore-production/tenants/velmora-nord/${credential}`, property },
});
