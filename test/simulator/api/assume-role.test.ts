import assert from "node:assert/strict";
import { type AssumeRole, assumeRole } from "../../../simulator/aws/api/assume-role.ts";
import { AwsError } from "../../../simulator/aws/api/errors.ts";
import { assumeRoleForPod, type PodToken } from "../../../simulator/aws/api/pod-identity.ts";
import { cluster, podTrust, roleArn, write, writeRole } from "../internet/platform.ts";
import { sessionOf } from "../internet/simulation.ts";
import { type TestServices, testServices } from "./services.ts";

const pod: PodToken = { cluster, namespace: "harbor", serviceAccount: "backup", pod: { name: "backup-1", uid: "u-1" } };
const wish = (role: string): AssumeRole => ({
  role: roleArn(role),
  session: "test",
  seconds: 3600,
  tags: {},
  transitiveTags: [],
});

describe("taking on a role", () => {
  let services: TestServices;
  beforeEach(() => {
    services = testServices();
  });
  afterEach(() => services.end());

  const assume = (by: Parameters<typeof assumeRole>[2], what: AssumeRole) =>
    assumeRole(services.world, services.authoriser, by, what);
  const refused = (work: () => unknown, text: RegExp) =>
    assert.throws(work, (error) => error instanceof AwsError && text.test(error.message));

  it("works for whom the role trusts, and for nobody else", () => {
    assert.equal(assume(sessionOf("backup"), wish("secrets")).role, roleArn("secrets"));
    refused(() => assume(sessionOf("keyless"), wish("secrets")), /not authorized to perform: sts:AssumeRole/);
    refused(() => assume(sessionOf("backup"), wish("backup")), /not authorized to perform: sts:AssumeRole/);
    refused(() => assume(sessionOf("backup"), wish("nobody")), /not authorized to perform: sts:AssumeRole/);
  });

  it("gives a pod the role of its service account, with EKS's tags", () => {
    const session = assumeRoleForPod(services, pod);
    assert.equal(session.role, roleArn("backup"));
    assert.deepEqual(session.tags, {
      "eks-cluster-arn": `arn:aws:eks:eu-central-1:123456789012:cluster/${cluster}`,
      "eks-cluster-name": cluster,
      "kubernetes-namespace": "harbor",
      "kubernetes-service-account": "backup",
      "kubernetes-pod-name": "backup-1",
      "kubernetes-pod-uid": "u-1",
    });
    refused(() => assumeRoleForPod(services, { ...pod, serviceAccount: "default" }), /no pod identity association/);
  });

  it("refuses a pod whose namespace the role does not trust", () => {
    writeRole(services.world, "backup", podTrust("other"));
    refused(() => assumeRoleForPod(services, pod), /pods\.eks\.amazonaws\.com is not authorized/);
  });

  it("carries a pod's tags on, and so needs sts:TagSession in the next role's trust as well", () => {
    const session = assumeRoleForPod(services, pod);
    assert.equal(assume(session, wish("secrets")).tags["kubernetes-namespace"], "harbor");
    refused(() => assume(session, wish("untagged")), /not authorized to perform: sts:TagSession/);
    const overwrite = { ...wish("secrets"), tags: { "kubernetes-namespace": "other" } };
    refused(() => assume(session, overwrite), /kubernetes-namespace cannot be overridden/);
  });

  it("does without tags where the association turns them off", () => {
    const association = {
      clusterName: cluster,
      namespace: "harbor",
      serviceAccount: "backup",
      roleArn: roleArn("open"),
    };
    const type = "aws:eks/podIdentityAssociation:PodIdentityAssociation";
    write(services.world, type, "a-1", { ...association, disableSessionTags: true });
    writeRole(services.world, "open", podTrust("harbor"));
    refused(() => assumeRoleForPod(services, pod), /not authorized to perform: sts:AssumeRole/);
  });

  it("ends a chained session after an hour", () => {
    refused(() => assume(sessionOf("backup"), { ...wish("secrets"), seconds: 3601 }), /role chaining/);
  });
});
