import assert from "node:assert/strict";
import { ofType, only } from "../mocks.ts";
import { platformWith, standardPlatform, variedPlatform } from "../platforms.ts";

const type = "aws:eks/cluster:Cluster";
const dataKey = "arn:aws:kms:eu-central-1:123456789012:key/secrets-data";

const access = (id: string) => ({ access: { operators: { name: "on-call", id } } });

describe("aws cluster", () => {
  it("is private, in three zones, with encrypted secrets and no hidden administrator", async () => {
    const { resources } = await standardPlatform();
    assert.partialDeepStrictEqual(only(resources, type).inputs, {
      name: "longshore-production-cluster",
      accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: false },
      vpcConfig: {
        subnetIds: [1, 2, 3].map((zone) => `network-application-${zone}-id`),
        endpointPrivateAccess: true,
        endpointPublicAccess: false,
      },
      encryptionConfig: { provider: { keyArn: dataKey }, resources: ["secrets"] },
      zonalShiftConfig: { enabled: true },
      upgradePolicy: { supportType: "STANDARD" },
    });
  });

  it("opens its public endpoint to the named ranges only", async () => {
    const { resources } = await variedPlatform();
    assert.partialDeepStrictEqual(only(resources, type).inputs.vpcConfig, {
      endpointPrivateAccess: true,
      endpointPublicAccess: true,
      publicAccessCidrs: ["203.0.113.0/24"],
    });
  });

  it("runs in Auto Mode, which EKS asks to be chosen as a whole", async () => {
    const { resources } = await standardPlatform();
    assert.partialDeepStrictEqual(only(resources, type).inputs, {
      computeConfig: { enabled: true, nodePools: ["general-purpose", "system"] },
      kubernetesNetworkConfig: { elasticLoadBalancing: { enabled: true }, serviceIpv4Cidr: "172.20.0.0/16" },
      storageConfig: { blockStorage: { enabled: true } },
      bootstrapSelfManagedAddons: false,
    });
  });

  it("sends all five control-plane logs to a log group that is made before, encrypted and ends", async () => {
    const { resources } = await standardPlatform();
    const cluster = only(resources, type);
    const logs = only(resources, "aws:cloudwatch/logGroup:LogGroup", "cluster");
    const all = ["api", "audit", "authenticator", "controllerManager", "scheduler"];
    assert.deepEqual(cluster.inputs.enabledClusterLogTypes, all);
    assert.partialDeepStrictEqual(logs.inputs, {
      name: "/aws/eks/longshore-production-cluster/cluster",
      kmsKeyId: dataKey,
      retentionInDays: 365,
    });
    assert(cluster.dependencies.includes(logs.urn));
  });

  it("waits for its roles' policies, so that it can also be taken down in order", async () => {
    const { resources } = await standardPlatform();
    const cluster = only(resources, type);
    const attached = ofType(resources, "aws:iam/rolePolicyAttachment:RolePolicyAttachment").filter(({ name }) =>
      name.startsWith("cluster-"),
    );
    assert.equal(attached.length, 7);
    for (const { name, urn } of attached) assert(cluster.dependencies.includes(urn), name);
  });

  it("makes exactly the named roles administrators", async () => {
    const { resources } = await standardPlatform();
    const roles = ["longshore-administrator", "longshore-deploy"].map(
      (name) => `arn:aws:iam::123456789012:role/${name}`,
    );
    assert.deepEqual(
      ofType(resources, "aws:eks/accessEntry:AccessEntry").map(({ inputs }) => inputs.principalArn),
      roles,
    );
    assert.partialDeepStrictEqual(
      ofType(resources, "aws:eks/accessPolicyAssociation:AccessPolicyAssociation").map(({ inputs }) => inputs),
      roles.map((principalArn) => ({
        principalArn,
        policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
        accessScope: { type: "cluster" },
      })),
    );
  });

  it("lets people's roles in as groups of Kubernetes, and gives them no right of EKS's own", async () => {
    const { resources } = await platformWith("aws-production", access("arn:aws:iam::123456789012:role/on-call"));
    const entry = only(resources, "aws:eks/accessEntry:AccessEntry", "cluster-operators");
    assert.partialDeepStrictEqual(entry.inputs, {
      principalArn: "arn:aws:iam::123456789012:role/on-call",
      kubernetesGroups: ["longshore:operators"],
    });
    assert.equal(ofType(resources, "aws:eks/accessPolicyAssociation:AccessPolicyAssociation").length, 2);
  });

  it("cannot be deleted in one step in production", async () => {
    const at = async (stack: string) => only((await standardPlatform(stack)).resources, type).inputs.deletionProtection;
    assert.deepEqual([await at("aws-production"), await at("aws-development")], [true, false]);
  });

  it("has metrics for autoscaling, in the version that EKS names for this Kubernetes", async () => {
    const { resources } = await standardPlatform();
    assert.partialDeepStrictEqual(only(resources, "aws:eks/addon:Addon").inputs, {
      addonName: "metrics-server",
      addonVersion: "v0.8.0-eksbuild.2",
    });
  });

  it("gives a kubeconfig that holds no credential", async () => {
    const { result } = await standardPlatform();
    const text = await new Promise<string>((resolve) => result.outputs.kubeconfig?.apply(resolve));
    assert.partialDeepStrictEqual(JSON.parse(text), {
      clusters: [{ cluster: { server: "https://ABC.gr7.eu-central-1.eks.amazonaws.com" } }],
      users: [{ name: "runner", user: { exec: { command: "aws" } } }],
    });
    assert.doesNotMatch(text, /"token"|client-key|password/);
  });
});
