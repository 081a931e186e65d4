import assert from "node:assert/strict";
import type { Statement } from "../../../components/aws/policy-document.ts";
import { ofType, only, type Registered } from "../mocks.ts";
import { standardPlatform } from "../platforms.ts";

const role = "aws:iam/role:Role";
const policy = "aws:iam/rolePolicy:RolePolicy";
const association = "aws:eks/podIdentityAssociation:PodIdentityAssociation";

const statements = ({ inputs }: Registered): readonly Statement[] => JSON.parse(String(inputs.policy)).Statement;

/** Actions for which AWS knows no resource, and so may stand on `*`. */
const withoutResource = new Map([
  ["route53:ListHostedZones", "lists all zones of the account"],
  ["route53:ListHostedZonesByName", "lists all zones of the account"],
]);

describe("aws identities", () => {
  it("let only one service account of one cluster become a role", async () => {
    const { resources } = await standardPlatform();
    const trust = JSON.parse(String(only(resources, role, "tenant-harbor-dump").inputs.assumeRolePolicy));
    assert.deepEqual(trust.Statement, [
      {
        Sid: "PodsOfOneServiceAccount",
        Effect: "Allow",
        Principal: { Service: "pods.eks.amazonaws.com" },
        Action: ["sts:AssumeRole", "sts:TagSession"],
        Condition: {
          StringEquals: {
            "aws:RequestTag/eks-cluster-arn":
              "arn:aws:eks:eu-central-1:123456789012:cluster/longshore-production-cluster",
            "aws:RequestTag/kubernetes-namespace": "tenant-harbor",
            "aws:RequestTag/kubernetes-service-account": "backup-dump",
          },
        },
      },
    ]);
  });

  it("bind every pod's identity to the place that its trust names", async () => {
    const { resources } = await standardPlatform();
    const bound = ofType(resources, association);
    assert.deepEqual(bound.map(({ name }) => name).sort(), [
      "cert-manager",
      "external-dns",
      "external-secrets",
      "tenant-harbor-dump",
      "tenant-harbor-odoo",
      "tenant-harbor-prune",
      "tenant-harbor-restore",
    ]);
    for (const { name, inputs } of bound) {
      const trust = String(only(resources, role, name).inputs.assumeRolePolicy);
      assert(trust.includes(`"aws:RequestTag/kubernetes-namespace":"${inputs.namespace}"`), name);
      assert(trust.includes(`"aws:RequestTag/kubernetes-service-account":"${inputs.serviceAccount}"`), name);
    }
  });

  it("let External Secrets assume the readers of secrets, and read nothing by itself", async () => {
    const { resources } = await standardPlatform();
    const own = ofType(resources, policy).filter(
      ({ inputs }) => inputs.role === "longshore-production-external-secrets",
    );
    assert.deepEqual(own.flatMap(statements), [
      {
        Sid: "AssumeItsRoles",
        Effect: "Allow",
        Action: ["sts:AssumeRole", "sts:TagSession"],
        Resource: "arn:aws:iam::123456789012:role/longshore-production/external-secrets/*",
      },
    ]);
    for (const name of ["tenant-harbor-secrets", "provisioning"]) {
      const reader = only(resources, role, name);
      assert.equal(reader.inputs.path, "/longshore-production/external-secrets/");
      assert.match(
        String(reader.inputs.assumeRolePolicy),
        /"AWS":"arn:aws:iam::123456789012:role\/longshore-production-external-secrets"/,
      );
      assert.equal(
        ofType(resources, association).find((bound) => bound.name === name),
        undefined,
      );
    }
  });

  it("name what they touch: no star but where AWS knows no resource", async () => {
    const { resources } = await standardPlatform();
    for (const each of ofType(resources, policy)) {
      for (const { Sid, Action, Resource } of statements(each)) {
        if (Resource === "*") {
          for (const action of [Action].flat())
            assert(withoutResource.has(action), `${each.name} ${Sid}: ${action} on *`);
        }
        for (const action of [Action].flat()) assert.doesNotMatch(action, /\*/, `${each.name} ${Sid}`);
      }
    }
  });

  it("use policies that AWS maintains for EKS and RDS only", async () => {
    const { resources } = await standardPlatform();
    const attached = ofType(resources, "aws:iam/rolePolicyAttachment:RolePolicyAttachment");
    for (const { name, inputs } of attached)
      assert.match(String(inputs.policyArn), /AmazonE(KS|C2Container)|AmazonRDSEnhanced/, name);
  });

  it("keep role names within 64 characters and carry the tenant's tags", async () => {
    const { resources } = await standardPlatform();
    for (const { inputs } of ofType(resources, role)) assert(String(inputs.name).length <= 64);
    for (const { inputs } of ofType(resources, role).filter(({ name }) => name.startsWith("tenant-harbor-")))
      assert.deepEqual(inputs.tags, { tenant: "harbor", "business-unit": "harbor-freight" });
  });
});
