/** What other dates of passwords change in the manifests: who is replaced, who reads anew, who is left alone. */
import assert from "node:assert/strict";
import { platformOf } from "../gitops/support/facts.ts";
import { at, type KubernetesObject } from "../gitops/support/objects.ts";
import { renderTenants } from "../gitops/support/render.ts";

const dates = { current: "2026-11-01", previous: "", administrator: "2026-11-01" };

/** Everything of the tenant, with these dates. */
async function rendered(change: Partial<typeof dates>): Promise<readonly KubernetesObject[]> {
  const { current, previous, administrator } = { ...dates, ...change };
  const standing: readonly object[] = JSON.parse(platformOf("aws-production").facts.tenants);
  const tenants = standing.map((tenant) => ({ ...tenant, passwordDate: current, formerPasswordDate: previous }));
  const facts = { tenants: JSON.stringify(tenants), "database-admin-date": administrator };
  return (await renderTenants(platformOf("aws-production", { facts }))).flatMap(({ objects }) => objects);
}

/** Kind and name of what is otherwise, Applications aside: their values hold the facts. */
function changed(before: readonly KubernetesObject[], after: readonly KubernetesObject[]): readonly string[] {
  const texts = (objects: readonly KubernetesObject[]) =>
    new Map(objects.map((object) => [`${object.kind} ${object.metadata.name}`, JSON.stringify(object)]));
  const [old, young] = [texts(before), texts(after)];
  return [...new Set([...old.keys(), ...young.keys()])]
    .filter((name) => old.get(name) !== young.get(name) && !name.startsWith("Application "))
    .map((name) => name.replace(/-[0-9a-f]{8}\b/g, "-#"));
}

const unique = (names: readonly string[]) => [...new Set(names)].toSorted();

/** Whether it asks for a password that has a date. */
const readsPasswords = (object: KubernetesObject): boolean =>
  /"key":"[^"]*tenants\/velmora-nord\/(database|cache|backup)"/.test(JSON.stringify(object));

describe("other dates of passwords", function () {
  this.timeout(180_000);
  let standing: readonly KubernetesObject[];
  let begun: readonly KubernetesObject[];
  before(async () => {
    standing = await rendered({});
    begun = await rendered({ current: "2027-02-01", previous: "2026-11-01" });
  });
  const provisioning = ["ExternalSecret provision-velmora-nord-#", "Job provision-velmora-nord-#"];
  const isRead = (name: string) => name.startsWith("ExternalSecret ");

  it("replace Odoo's pods, provision once more, and have all else read what is new", () => {
    const names = unique(changed(standing, begun));
    const readers = standing.filter(({ kind }) => kind === "ExternalSecret").filter(readsPasswords);
    const read = changed(standing, begun).filter(isRead).length;
    assert.ok(readers.length > 5 && read > readers.length, `${read} of ${readers.length} are read anew`);
    const others = names.filter((name) => !isRead(name));
    assert.deepEqual(
      others.filter((name) => !name.startsWith("Deployment odoo-")),
      ["Job provision-velmora-nord-#"],
    );
    assert.ok(others.includes("Deployment odoo-web") && others.includes("Deployment odoo-cron"), others.join(", "));
  });

  it("leave the Secret of pods that run as it was, though the store has another value by now", () => {
    const [secret] = standing.filter(({ metadata }) => metadata.name === "odoo-2026-11-01");
    assert.ok(secret);
    assert.equal(at(secret, "spec.refreshPolicy"), "OnChange");
  });

  it("change nothing in a pod but the name of its Secret", () => {
    const textOf = (objects: readonly KubernetesObject[]) =>
      JSON.stringify(objects.filter(({ kind }) => kind === "Deployment"));
    assert.equal(textOf(begun).replaceAll("odoo-2027-02-01", "odoo-2026-11-01"), textOf(standing));
  });

  it("leave Odoo's pods alone when the old password ends", async () => {
    const ended = await rendered({ current: "2027-02-01" });
    const names = unique(changed(begun, ended));
    assert.deepEqual(
      names.filter((name) => !isRead(name)),
      ["Job provision-velmora-nord-#"],
    );
    assert.ok(names.includes("ExternalSecret pooler-users") && !names.includes("ExternalSecret odoo-2027-02-01"));
  });

  it("of the administrator provision once more, and nothing else", async () => {
    const other = await rendered({ administrator: "2027-02-01" });
    assert.deepEqual(unique(changed(standing, other)), provisioning);
  });

  it("start a Job with the Secret of these dates alone", () => {
    const [job] = begun.filter(({ kind }) => kind === "Job");
    const [secret] = begun.filter(
      ({ kind, metadata }) => kind === "ExternalSecret" && metadata.name.startsWith("provision-"),
    );
    assert.ok(job && secret);
    const from = at(job, "spec.template.spec.containers.0.envFrom.0.secretRef.name");
    assert.equal(from, secret.metadata.name);
    assert.equal(at(secret, "spec.target.name"), from);
  });
});
