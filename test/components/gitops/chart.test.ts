import assert from "node:assert/strict";
import { join } from "node:path";
import { readArgoCdChart, withParameters } from "../../../components/gitops/chart.ts";

const folder = join(import.meta.dirname, "..", "..", "..", "gitops", "platform", "argo-cd");
const facts = { domain: "production.longshore.example", "image-mirror": "" };

describe("the chart of Argo CD", () => {
  it("is read from the files that Argo CD manages itself by", () => {
    const chart = readArgoCdChart(folder, facts);
    assert.equal(chart.name, "argo-cd");
    assert.match(chart.version, /^\d+\.\d+\.\d+$/);
    assert.partialDeepStrictEqual(chart.values, { global: { domain: "argocd.production.longshore.example" } });
  });

  it("names people and single sign-on under keys that hold dots", () => {
    const people = { "argocd-people": "g, on-call, role:sync-platform", "argocd-sign-on": "issuer: https://x.example" };
    assert.partialDeepStrictEqual(readArgoCdChart(folder, { ...facts, ...people }).values, {
      configs: {
        cm: { "oidc.config": people["argocd-sign-on"], "admin.enabled": false },
        rbac: { "policy.people.csv": people["argocd-people"], "policy.default": "" },
      },
    });
  });

  it("keeps nobody's door open before single sign-on is there", () => {
    const { values } = readArgoCdChart(folder, facts);
    assert.partialDeepStrictEqual(values, { configs: { cm: { "admin.enabled": false } } });
    assert.doesNotMatch(JSON.stringify(values), /"users.anonymous.enabled":true/);
  });

  it("takes images from the mirror where there is one", () => {
    const parameters = { "server.image.repository": "<image-mirror>/quay.io/argoproj/argocd", "a.b": "<domain>" };
    const values = { server: { replicas: 2 } };
    assert.deepEqual(withParameters(values, parameters, facts), {
      server: { replicas: 2, image: { repository: "quay.io/argoproj/argocd" } },
      a: { b: "production.longshore.example" },
    });
    assert.partialDeepStrictEqual(
      withParameters(values, parameters, { ...facts, "image-mirror": "mirror.example/all" }),
      {
        server: { image: { repository: "mirror.example/all/quay.io/argoproj/argocd" } },
      },
    );
  });
});
