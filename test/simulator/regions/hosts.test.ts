import assert from "node:assert/strict";
import { regionOfHost } from "../../../simulator/regions/hosts.ts";
import { World } from "../../../simulator/world.ts";
import { removeFolder, temporaryFolder } from "../../support/temporary.ts";
import { azurePlace } from "../azure/place.ts";
import { writeAccount } from "../azure/world.ts";
import { bucket, writeBucket } from "../internet/platform.ts";

describe("the region of a host", () => {
  let folder: string;
  let world: World;
  before(() => {
    folder = temporaryFolder();
    world = new World(folder);
    writeBucket(world, bucket);
    writeAccount(world);
    const type = "azure-native:keyvault:Vault";
    world.put({
      type,
      id: "vault",
      account: azurePlace.account,
      region: "westeurope",
      inputs: {},
      outputs: { name: "Harbor" },
    });
  });
  after(() => removeFolder(folder));

  const regions = {
    "s3.eu-west-1.amazonaws.com": "eu-west-1",
    [`${bucket}.s3.amazonaws.com`]: "eu-central-1",
    "unknown.s3.amazonaws.com": undefined,
    "secretsmanager.eu-west-1.amazonaws.com": "eu-west-1",
    "sts.amazonaws.com": undefined,
    "iam.amazonaws.com": undefined,
    "0A1B.gr7.eu-west-1.eks.amazonaws.com": "eu-west-1",
    "longshore.hcp.westeurope.azmk8s.io": "westeurope",
    "longshoretest.blob.core.windows.net": azurePlace.region,
    "harbor.vault.azure.net": "westeurope",
    "login.microsoftonline.com": undefined,
    "management.azure.com": undefined,
    "github.com": undefined,
  };
  for (const [host, region] of Object.entries(regions))
    it(`of ${host} is ${region ?? "none"}`, () => assert.equal(regionOfHost(world, host), region));
});
