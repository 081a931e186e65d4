import assert from "node:assert/strict";
import { secrets } from "../../../simulator/kubernetes/api/resources.ts";
import { waitFor } from "../../../simulator/kubernetes/api/wait.ts";
import { realImages } from "../../../simulator/kubernetes/client/images.ts";
import { installOperator, putSecret } from "./operators.ts";
import { region, type Simulation, simulation } from "./simulation.ts";

describe("External Secrets", function () {
  this.timeout(240_000);
  let sim: Simulation;
  before(async () => {
    sim = await simulation();
    putSecret(sim, "harbor/database", { password: "first" });
  });

  it("runs its real controller, from its chart", async () => {
    await installOperator(sim, "external-secrets");
    const images = (await realImages(sim.api)).map(({ image }) => image);
    assert.ok(
      images.some((image) => image.includes("external-secrets/external-secrets:")),
      images.join(", "),
    );
  });

  it("brings a value from the cloud's store into a Secret, and brings it back when it is deleted", async () => {
    const yaml = `
apiVersion: external-secrets.io/v1
kind: SecretStore
metadata: { name: store }
spec: { provider: { aws: { service: SecretsManager, region: ${region} } } }
---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: { name: database }
spec:
  refreshInterval: 1h
  secretStoreRef: { kind: SecretStore, name: store }
  target: { name: database }
  data: [{ secretKey: PASSWORD, remoteRef: { key: harbor/database, property: password } }]`;
    await sim.apply("tenant-harbor", yaml);
    const untilSecret = (not?: string) =>
      waitFor(sim.api, {
        resource: secrets,
        selection: { namespace: "tenant-harbor", fields: "metadata.name=database" },
        timeoutSeconds: 180,
        what: "the Secret",
        until: ([found]) => (found && found.metadata.uid !== not ? found : undefined),
      });
    const first = await untilSecret();
    assert.equal(Buffer.from(first.data?.PASSWORD ?? "", "base64").toString(), "first");
    await sim.api.remove(secrets, { name: "database", namespace: "tenant-harbor" });
    const again = await untilSecret(first.metadata.uid);
    assert.equal(again.data?.PASSWORD, first.data?.PASSWORD);
  });
});
