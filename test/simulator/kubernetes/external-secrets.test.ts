import assert from "node:assert/strict";
import { secrets } from "../../../simulator/kubernetes/api/resources.ts";
import { waitFor } from "../../../simulator/kubernetes/api/wait.ts";
import { realImages } from "../../../simulator/kubernetes/client/images.ts";
import type { Properties } from "../../../simulator/providers/provider.ts";
import { connectedProvider, subject } from "./engine.ts";
import { account, region, type Simulation, simulation } from "./simulation.ts";

const arn = `arn:aws:secretsmanager:${region}:${account}:secret:harbor/database-AbCdEf`;
const role = `arn:aws:iam::${account}:role/external-secrets`;
const document = (statement: Properties) => JSON.stringify({ Version: "2012-10-17", Statement: [statement] });

describe("External Secrets", function () {
  this.timeout(240_000);
  let sim: Simulation;
  before(async () => {
    sim = await simulation();
    const trust = document({
      Effect: "Allow",
      Principal: { Service: "pods.eks.amazonaws.com" },
      Action: ["sts:AssumeRole", "sts:TagSession"],
    });
    const policy = document({ Effect: "Allow", Action: ["secretsmanager:GetSecretValue"], Resource: arn });
    sim.put("aws:iam/role:Role", "external-secrets", { name: "external-secrets", arn: role, assumeRolePolicy: trust });
    sim.put("aws:iam/rolePolicy:RolePolicy", "external-secrets:read", {
      role: "external-secrets",
      name: "read",
      policy,
    });
    sim.put("aws:eks/cluster:Cluster", "harbor", {
      name: "harbor",
      arn: `arn:aws:eks:${region}:${account}:cluster/harbor`,
    });
    sim.put("aws:eks/podIdentityAssociation:PodIdentityAssociation", "a-2", {
      clusterName: "harbor",
      namespace: "external-secrets",
      serviceAccount: "external-secrets",
      roleArn: role,
    });
    sim.put("aws:secretsmanager/secret:Secret", arn, { name: "harbor/database", arn, tags: {} });
    const version = { secretId: arn, secretString: '{"password":"first"}', versionId: "v1" };
    sim.put("aws:secretsmanager/secretVersion:SecretVersion", `${arn}|v1`, version);
  });

  it("runs its real controller, from its chart", async () => {
    const provider = await connectedProvider(sim);
    const release: Properties = {
      name: "external-secrets",
      namespace: "external-secrets",
      createNamespace: true,
      chart: "external-secrets",
      version: "1.3.2",
      repositoryOpts: { repo: "https://charts.external-secrets.io" },
      values: { serviceAccount: { name: "external-secrets" } },
      timeout: 120,
    };
    await provider.create(subject("helm.sh/v3:Release", "external-secrets"), release, false);
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
