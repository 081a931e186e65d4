/** Role by role, the real API server says what the table says: what is allowed, and what is refused. */
import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import {
  may,
  type OperatingModel,
  operatingModels,
  type Right,
  roles,
  rolesOf,
} from "../../components/access/model.ts";
import { type People, peopleOf } from "../../components/access/people.ts";
import { applicationsOf } from "../gitops/support/application-sets.ts";
import { platformOf } from "../gitops/support/facts.ts";
import type { KubernetesObject } from "../gitops/support/objects.ts";
import { render } from "../gitops/support/render.ts";
import { type Server, startServer } from "../gitops/support/server.ts";
import { sampleAccess } from "./sample.ts";

const name = "velmora-nord";
const tenant = `tenant-${name}`;
const unit = "velmora";

/** What Kubernetes is asked, in the words of its SubjectAccessReview. */
interface Asked {
  readonly verb: string;
  readonly resource: string;
  readonly group?: string;
  readonly subresource?: string;
  readonly name?: string;
}

/** What each right means in a tenant's namespace. Approving happens in Git, and gives nothing here. */
const inTenant: Readonly<Record<Exclude<Right, "approve">, readonly Asked[]>> = {
  view: [
    { verb: "list", resource: "pods" },
    { verb: "get", resource: "pods", subresource: "log" },
    { verb: "watch", group: "apps", resource: "deployments" },
    { verb: "list", group: "external-secrets.io", resource: "externalsecrets" },
  ],
  sync: [{ verb: "create", resource: "pods", subresource: "eviction" }],
  "read-secrets": [
    { verb: "list", resource: "secrets" },
    { verb: "get", resource: "secrets", name: "backup-dump" },
  ],
  "open-database": [{ verb: "create", resource: "pods", subresource: "portforward" }],
  restore: [
    { verb: "create", group: "batch", resource: "jobs" },
    { verb: "delete", group: "batch", resource: "jobs" },
  ],
};

/** The same in a namespace of the platform. Its servers are opened and restored in the cloud. */
const inPlatform = { view: inTenant.view, sync: inTenant.sync, "read-secrets": inTenant["read-secrets"] } as const;

/** What nobody may, whatever the model: it would be another right by the back door. */
const never: readonly (Asked & { readonly namespace?: string })[] = [
  ...[tenant, "longshore-system", "argocd"].flatMap((namespace) =>
    [
      { verb: "create", resource: "pods" },
      { verb: "create", resource: "pods", subresource: "exec" },
      { verb: "create", resource: "pods", subresource: "attach" },
      { verb: "update", resource: "pods", subresource: "ephemeralcontainers" },
      { verb: "create", resource: "serviceaccounts", subresource: "token" },
      { verb: "patch", group: "apps", resource: "deployments" },
      { verb: "patch", group: "argoproj.io", resource: "applications" },
      { verb: "create", group: "rbac.authorization.k8s.io", resource: "rolebindings" },
      { verb: "create", group: "external-secrets.io", resource: "externalsecrets" },
      { verb: "watch", resource: "secrets" },
      { verb: "update", resource: "secrets" },
    ].map((asked) => ({ ...asked, namespace })),
  ),
  ...["argocd", "kube-system"].map((namespace) => ({ verb: "get", resource: "secrets", namespace })),
  { verb: "list", resource: "secrets" },
  { verb: "impersonate", resource: "groups" },
  { verb: "escalate", group: "rbac.authorization.k8s.io", resource: "clusterroles" },
  { verb: "delete", resource: "namespaces" },
  { verb: "patch", resource: "nodes" },
];

const pods: Asked = { verb: "list", resource: "pods" };
const nodes: Asked = { verb: "list", resource: "nodes" };
/** Milliseconds between two questions while the server takes the roles in. */
const pollMs = 50;

/** What some Applications of a platform in this model sync. */
async function objectsIn(model: OperatingModel, names: readonly string[]): Promise<readonly KubernetesObject[]> {
  const platform = platformOf("aws-production", { access: sampleAccess(model, "aws") });
  const applications = (await applicationsOf(platform)).filter(({ metadata }) => names.includes(metadata.name));
  return (await Promise.all(applications.map(render))).flatMap(({ objects }) => objects);
}

async function bindingsIn(model: OperatingModel): Promise<readonly KubernetesObject[]> {
  const objects = await objectsIn(model, ["access", `tenant-${name}`]);
  return objects.filter(({ kind }) => /^(Cluster)?RoleBinding$/.test(kind)).map((object) => marked(model, object));
}

/** Bindings of a model beside those of the others, so that one server can be asked about all: groups of its own. */
const groupIn = (model: OperatingModel, { kubernetes }: Pick<People, "kubernetes">): string => `${model}/${kubernetes}`;

function marked(model: OperatingModel, object: KubernetesObject): KubernetesObject {
  if (!Array.isArray(object.subjects)) return object;
  const subjects = object.subjects.map((subject) =>
    subject.kind === "Group" ? { ...subject, name: `${model}/${subject.name}` } : subject,
  );
  return { ...object, metadata: { ...object.metadata, name: `${object.metadata.name}-${model}` }, subjects };
}

describe("Kubernetes' own roles", function () {
  this.timeout(180_000);
  let server: Server;

  before(async () => {
    const bindings = await Promise.all(operatingModels.map(bindingsIn));
    const ground = await objectsIn("centralised", ["foundation", "access", `tenant-${name}`]);
    const shared = ground.filter(({ kind }) => kind === "Namespace" || kind === "ClusterRole");
    server = await startServer([...shared, ...bindings.flat()]);
    // The server's own cache of roles runs a moment behind; what was applied last comes in last.
    const last = groupIn("managed", { kubernetes: "longshore:auditors" });
    while (!((await allowed(last, tenant, pods)) && (await allowed(last, undefined, nodes)))) await pause(pollMs);
  });

  after(() => server?.stop());

  async function allowed(group: string, namespace: string | undefined, asked: Asked): Promise<boolean> {
    const review = await server.api.connection.json({
      method: "POST",
      path: "/apis/authorization.k8s.io/v1/subjectaccessreviews",
      body: {
        apiVersion: "authorization.k8s.io/v1",
        kind: "SubjectAccessReview",
        spec: {
          user: "somebody",
          groups: [group, "system:authenticated"],
          resourceAttributes: { ...asked, namespace },
        },
      },
    });
    return Reflect.get(Object(Reflect.get(Object(review), "status")), "allowed") === true;
  }

  /** Answers that differ from the table's, as sentences. */
  async function differences(model: OperatingModel, people: People): Promise<readonly string[]> {
    const group = groupIn(model, people);
    const own = people.businessUnit === unit;
    const wrong: string[] = [];
    const expect = async (namespace: string | undefined, asked: Asked, expected: boolean) => {
      const words = [
        asked.verb,
        [asked.resource, asked.subresource].filter(Boolean).join("/"),
        asked.name,
        "in",
        namespace,
      ];
      if ((await allowed(group, namespace, asked)) !== expected)
        wrong.push(`${people.label} ${expected ? "may" : "may not"} ${words.filter(Boolean).join(" ")}`);
    };
    for (const [right, questions] of entries(inTenant))
      for (const asked of questions) await expect(tenant, asked, may(model, people.role, right, { on: "tenant", own }));
    for (const [right, questions] of entries(inPlatform))
      for (const asked of questions)
        await expect("longshore-system", asked, may(model, people.role, right, { on: "platform" }));
    for (const right of ["open-database", "restore"] as const)
      for (const asked of inTenant[right]) await expect("longshore-system", asked, false);
    for (const { namespace, ...asked } of never) await expect(namespace, asked, false);
    const login = { verb: "get", resource: "secrets", name: "database-login" };
    const reads = ["open-database", "read-secrets"] as const;
    await expect(
      tenant,
      login,
      reads.some((right) => may(model, people.role, right, { on: "tenant", own })),
    );
    const sees = may(model, people.role, "view", { on: "platform" });
    await expect(undefined, nodes, sees);
    return wrong;
  }

  for (const model of operatingModels) {
    for (const role of rolesOf(model)) {
      it(`${model}: answer for ${roles[role]} as the table does`, async () => {
        const asked = peopleOf("aws", sampleAccess(model, "aws")).filter((each) => each.role === role);
        assert.equal(asked.length, role === "engineers" ? 2 : 1);
        for (const people of asked) assert.deepEqual(await differences(model, people), []);
      });
    }
  }

  it("give nothing to who is in no group", async () => {
    assert.equal(await allowed("somebody-else", tenant, { verb: "list", resource: "pods" }), false);
    assert.equal(await allowed("somebody-else", undefined, nodes), false);
  });
});

function entries<Key extends string, Value>(record: Readonly<Record<Key, Value>>): readonly (readonly [Key, Value])[] {
  return Object.keys(record).flatMap((key) => (isKey(record, key) ? [[key, record[key]] as const] : []));
}

const isKey = <Key extends string>(record: Readonly<Record<Key, unknown>>, key: string): key is Key => key in record;
