/** Role by role, the real Argo CD says what the table says, and it takes the settings that it is given. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { parse, stringify } from "yaml";
import { argoCdSignOn } from "../../components/access/facts.ts";
import { may, type OperatingModel, operatingModels, roles, rolesOf } from "../../components/access/model.ts";
import { type People, peopleOf } from "../../components/access/people.ts";
import { readToolchain } from "../../simulator/toolchain/toolchain.ts";
import { sourcesOf } from "../gitops/support/application.ts";
import { applicationsOf, gitops } from "../gitops/support/application-sets.ts";
import { platformOf } from "../gitops/support/facts.ts";
import { helmTemplate } from "../gitops/support/helm.ts";
import { at, find, objectsIn } from "../gitops/support/objects.ts";
import { render } from "../gitops/support/render.ts";
import { sampleAccess } from "./sample.ts";

const run = promisify(execFile);
/** Where files for Argo CD are written, while its tests run. */
let folder = "";
const policyFile = (model: OperatingModel): string => join(folder, `${model}.yaml`);
const unit = "velmora";
const tenant = "velmora-nord";
const project = `tenant-${tenant}`;

/** Argo CD makes its own where it runs. */
const sessionKey = {
  apiVersion: "v1",
  kind: "Secret",
  metadata: { name: "argocd-secret", labels: { "app.kubernetes.io/part-of": "argocd" } },
  data: { "server.secretkey": Buffer.from("of-nobody").toString("base64") },
};

/** What people ask of Argo CD: action, resource, object. */
type Asked = readonly [action: string, resource: string, object: string];

/** Each question is a process of Argo CD's, so everybody is asked one for each right and place. */
const inProject = (object: string): Readonly<Record<"view" | "sync", Asked>> => ({
  view: ["get", "applications", object],
  sync: ["sync", "applications", object],
});
const more: readonly Asked[] = [
  ["get", "logs", `${project}/odoo-${tenant}`],
  ["action/apps/Deployment/restart", "applications", `${project}/odoo-${tenant}`],
  ["sync", "applications", "default/root"],
  ["get", "projects", project],
];

/** What comes from Git alone, or would be a shell. */
const never: readonly Asked[] = [
  ["create", "exec", `${project}/odoo-${tenant}`],
  ["update", "applications", `${project}/odoo-${tenant}`],
  ["override", "applications", `${project}/odoo-${tenant}`],
  ["delete", "applications", "platform/traefik"],
  ["update", "projects", project],
  ["create", "repositories", "*"],
  ["update", "clusters", "*"],
];

describe("Argo CD", function () {
  this.timeout(180_000);
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "longshore-access-"));
    for (const model of operatingModels) writeFileSync(policyFile(model), await policyOf(model));
  });
  after(() => rmSync(folder, { recursive: true }));

  /** Argo CD's own ConfigMaps, as Helm fills its chart's values with the component's parameters. */
  async function settingsOf(platform: ReturnType<typeof platformOf>) {
    const component = (await applicationsOf(platform)).find(({ metadata }) => metadata.name === "argo-cd");
    const [source] = component ? sourcesOf(component) : [];
    const text = await helmTemplate({
      chart: valuesChart(),
      release: "argo-cd",
      namespace: "argocd",
      files: [join(gitops, "platform", "argo-cd", "values.yaml")],
      parameters: source?.helm?.parameters ?? [],
    });
    const objects = objectsIn(text);
    return { cm: find(objects, "ConfigMap", "argocd-cm"), rbac: find(objects, "ConfigMap", "argocd-rbac-cm") };
  }

  /** The policy that Argo CD judges by: its own file, and what it makes of the roles of the tenant's project. */
  async function policyOf(model: OperatingModel): Promise<string> {
    const platform = platformOf("aws-production", { access: sampleAccess(model, "aws") });
    const { rbac } = await settingsOf(platform);
    const application = (await applicationsOf(platform)).find(({ metadata }) => metadata.name === project);
    assert(application);
    const { objects } = await render(application);
    const data = { ...Object(rbac.data), "policy.project.csv": projectPolicy(find(objects, "AppProject", project)) };
    return stringify({ ...rbac, data }, { lineWidth: 0 });
  }

  for (const model of operatingModels) {
    it(`${model}: has a policy that it takes`, async () => {
      assert.match(await argocd("rbac", "validate", "--policy-file", policyFile(model)), /Policy is valid/);
    });

    for (const role of rolesOf(model)) {
      it(`${model}: answers for ${roles[role]} as the table does`, async () => {
        const asked = peopleOf("aws", sampleAccess(model, "aws")).filter((each) => each.role === role);
        assert(asked.length > 0);
        for (const people of asked) assert.deepEqual(await differences(policyFile(model), model, people), []);
      });
    }
  }

  it("lets who may most see logs and restart, and change nothing that comes from Git", async () => {
    const policy = policyFile("centralised");
    for (const asked of more) assert(await can(policy, "platform", asked), asked.join(" "));
    for (const asked of never) assert(!(await can(policy, "platform", asked)), asked.join(" "));
  });

  it("gives nothing to who is in no group", async () => {
    assert.equal(await can(policyFile("centralised"), "somebody", ["get", "applications", "platform/traefik"]), false);
  });

  it("takes its settings with single sign-on, and lets nobody in by a password", async () => {
    const signOn = argoCdSignOn({ issuer: "https://login.example.com/company", clientId: "longshore-argocd" });
    const { cm } = await settingsOf(platformOf("aws-production", { facts: { "argocd-sign-on": signOn } }));
    const file = join(folder, "argocd-cm.yaml");
    const secret = join(folder, "argocd-secret.yaml");
    writeFileSync(file, stringify(cm, { lineWidth: 0 }));
    writeFileSync(secret, stringify(sessionKey));
    const said = await argocd("validate", "--argocd-cm-path", file, "--argocd-secret-path", secret);
    assert.match(said, /OIDC is configured/i);
    assert.equal(at(cm, "data.admin.enabled"), undefined);
    assert.partialDeepStrictEqual(cm.data, { "admin.enabled": "false", "exec.enabled": "false" });
  });

  it("asks for a public client's log-in with PKCE, and has no secret to lose", async () => {
    const oidc = parse(argoCdSignOn({ issuer: "https://login.example.com/company", clientId: "longshore-argocd" }));
    assert.partialDeepStrictEqual(oidc, { clientID: "longshore-argocd", enablePKCEAuthentication: true });
    assert.equal(oidc.clientSecret, undefined);
    assert(oidc.requestedScopes.includes("groups"));
    const entra = "https://login.microsoftonline.com/9f1c6a52-7d3e-4b8a-9c05-2e4f6a8b0d13/v2.0";
    assert(!parse(argoCdSignOn({ issuer: entra, clientId: "x" })).requestedScopes.includes("groups"));
  });

  it("has nobody to log in without single sign-on", async () => {
    const { cm } = await settingsOf(platformOf("aws-production"));
    assert.partialDeepStrictEqual(cm.data, { "oidc.config": "", "admin.enabled": "false" });
  });
});

async function differences(policy: string, model: OperatingModel, people: People): Promise<readonly string[]> {
  const own = people.businessUnit === unit;
  const tenants = inProject(`${project}/odoo-${tenant}`);
  const platform = inProject("platform/traefik");
  const expected = (["view", "sync"] as const).flatMap((right) => [
    { asked: tenants[right], is: may(model, people.role, right, { on: "tenant", own }) },
    { asked: platform[right], is: may(model, people.role, right, { on: "platform" }) },
  ]);
  const answers = await Promise.all(
    expected.map(async ({ asked, is }) => ({ asked, is, answer: await can(policy, people.claim, asked) })),
  );
  return answers
    .filter(({ is, answer }) => is !== answer)
    .map(({ asked, is }) => `${people.label} ${is ? "may" : "may not"} ${asked.join(" ")}`);
}

/** What a project's roles become while Argo CD runs (docs/user-guide/projects.md of its module, "Project Roles"). */
function projectPolicy(project: object): string {
  const listed: unknown = at(project, "spec.roles") ?? [];
  assert(Array.isArray(listed));
  const name = at(project, "metadata.name");
  return listed
    .flatMap((role) => [
      ...role.policies,
      ...role.groups.map((group: string) => `g, ${group}, proj:${name}:${role.name}`),
    ])
    .join("\n");
}

async function can(policy: string, who: string, [action, resource, object]: Asked): Promise<boolean> {
  const said = await argocd("rbac", "can", who, action, resource, object, "--policy-file", policy).catch(
    (error: unknown) => String(Reflect.get(Object(error), "stdout")),
  );
  assert.match(said, /^(Yes|No)\n$/, `${who} ${action} ${resource} ${object}: ${said}`);
  return said === "Yes\n";
}

/** `argocd admin settings`. Some of them want to know where a cluster would be, and ask it nothing. */
async function argocd(...args: readonly string[]): Promise<string> {
  const file = join(folder, "kubeconfig.yaml");
  writeFileSync(file, nowhere);
  const env = { PATH: process.env.PATH, HOME: folder, KUBECONFIG: file, ARGOCD_BINARY_NAME: "argocd" };
  const { stdout } = await run(readToolchain().bin.argocd, ["admin", "settings", ...args], { env, timeout: 60_000 });
  return stdout;
}

const nowhere = stringify({
  apiVersion: "v1",
  kind: "Config",
  clusters: [{ name: "none", cluster: { server: "https://127.0.0.1:1" } }],
  users: [{ name: "none", user: { token: "of-nobody" } }],
  contexts: [{ name: "none", context: { cluster: "none", user: "none" } }],
  "current-context": "none",
});

/** A chart that makes of Argo CD's values what its own chart 10.1.1 makes of them (templates/argocd-configs). */
function valuesChart(): string {
  mkdirSync(join(folder, "templates"), { recursive: true });
  writeFileSync(join(folder, "Chart.yaml"), "apiVersion: v2\nname: argo-cd\nversion: 10.1.1\n");
  const map = (name: string, section: string) =>
    [
      "apiVersion: v1",
      "kind: ConfigMap",
      `metadata: { name: ${name}, labels: { app.kubernetes.io/part-of: argocd } }`,
      "data:",
      `  {{- range $key, $value := .Values.configs.${section} }}`,
      "  {{ $key }}: {{ toString $value | quote }}",
      "  {{- end }}",
    ].join("\n");
  writeFileSync(
    join(folder, "templates", "configs.yaml"),
    [map("argocd-cm", "cm"), map("argocd-rbac-cm", "rbac")].join("\n---\n"),
  );
  return folder;
}
