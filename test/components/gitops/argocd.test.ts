import assert from "node:assert/strict";
import { secret } from "@pulumi/pulumi";
import { loadCloud } from "../../../components/clouds.ts";
import { Platform } from "../../../components/platform.ts";
import { toContext, toPlatformArgs } from "../../../stacks/platform-args.ts";
import { parseSettings } from "../../../stacks/settings.ts";
import { waitsFor } from "../graph.ts";
import { ofType, only, run } from "../mocks.ts";
import { standardPlatform, variedPlatform, writtenSettings } from "../platforms.ts";

const release = "kubernetes:helm.sh/v3:Release";
const application = "kubernetes:argoproj.io/v1alpha1:Application";
const repository = "https://github.com/longshore-platform/longshore.git";

describe("the hand-over to Argo CD", () => {
  it("installs the chart once and leaves it to Argo CD from then on", async () => {
    const { resources } = await standardPlatform();
    const { inputs, ignoreChanges } = only(resources, release);
    assert.partialDeepStrictEqual(inputs, {
      name: "argo-cd",
      namespace: "argocd",
      chart: "argo-cd",
      version: "1.2.3",
      repositoryOpts: { repo: "https://argoproj.github.io/argo-helm" },
      values: { a: 1 },
    });
    assert.deepEqual(ignoreChanges, ["chart", "version", "repositoryOpts", "values"]);
  });

  it("takes the chart from the mirror where there is one, and says so to the application sets", async () => {
    const { resources } = await variedPlatform();
    assert.deepEqual(only(resources, release).inputs.repositoryOpts, { repo: "https://charts.example.com/argo-cd" });
    assert.match(JSON.stringify(only(resources, application).inputs), /"chartMirror":"https:\/\/charts\.example\.com"/);
  });

  it("makes the one root Application after its kind exists, never before", async () => {
    const { resources } = await standardPlatform();
    const root = only(resources, application);
    assert(waitsFor(root, resources).some(({ type }) => type === release));
    assert.partialDeepStrictEqual(root.inputs, {
      metadata: { name: "root", namespace: "argocd" },
      spec: {
        source: {
          repoURL: repository,
          targetRevision: "main",
          path: "gitops/argocd",
          helm: { valuesObject: { repository, revision: "main", chartMirror: "" } },
        },
        syncPolicy: { automated: { prune: true, selfHeal: true } },
      },
    });
  });

  it("waits for the cluster's administrators and for the ways out of the network", async () => {
    const { resources } = await standardPlatform();
    const before = new Set(waitsFor(only(resources, release), resources).map(({ type }) => type));
    for (const type of ["aws:eks/accessPolicyAssociation:AccessPolicyAssociation", "aws:ec2/natGateway:NatGateway"])
      assert(before.has(type), type);
  });

  it("writes switches as labels and facts as annotations, and no secret among them", async () => {
    const { resources } = await standardPlatform();
    const { inputs, secrets } = only(resources, "kubernetes:core/v1:Secret");
    assert(!secrets.includes("metadata"), "no fact comes from a secret value");
    assert.partialDeepStrictEqual(inputs, {
      metadata: {
        labels: {
          "argocd.argoproj.io/secret-type": "cluster",
          "longshore.dev/cloud": "aws",
          "longshore.dev/environment": "production",
          "longshore.dev/role": "primary",
          "longshore.dev/tier": "high-availability",
        },
        annotations: {
          "longshore.dev/stack": "aws-production",
          "longshore.dev/database-host": "longshore-production-database.abc.eu-central-1.rds.amazonaws.com",
          "longshore.dev/database-read-host": "",
          "longshore.dev/cache-isolation": "keys",
          "longshore.dev/secret-store-kind": "aws-secrets-manager",
        },
      },
    });
    assert.doesNotMatch(JSON.stringify(inputs), /password-of-/);
  });

  it("hands every fact over as a string", async () => {
    const { resources } = await standardPlatform();
    const { metadata } = only(resources, "kubernetes:core/v1:Secret").inputs;
    assert(typeof metadata === "object" && metadata !== null && "annotations" in metadata);
    for (const [fact, value] of Object.entries(metadata.annotations ?? {})) assert.equal(typeof value, "string", fact);
  });

  it("writes a credential for the repository only where the stack has one, and keeps it secret", async () => {
    assert.equal(ofType((await standardPlatform()).resources, "kubernetes:core/v1:Secret").length, 1);
    const settings = parseSettings(writtenSettings("aws-production"), "test");
    const chart = { name: "argo-cd", repository, version: "1.2.3", values: {} };
    const credential = secret({ username: "reader", password: "token-of-git" });
    const cloud = await loadCloud("aws");
    const { resources } = await run("aws-production", () => {
      new Platform(toContext("aws-production", settings), toPlatformArgs(settings, [], credential, chart), cloud);
    });
    const made = only(resources, "kubernetes:core/v1:Secret", "argocd-repository");
    assert(made.secrets.includes("stringData"));
    assert.partialDeepStrictEqual(made.inputs, {
      metadata: { name: "longshore-repository", labels: { "argocd.argoproj.io/secret-type": "repository" } },
      stringData: { url: repository, username: "reader", password: "token-of-git" },
    });
    assert(waitsFor(only(resources, application), resources).some(({ urn }) => urn === made.urn));
  });
});
