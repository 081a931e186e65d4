/** An emergency in a tenant's document: written, ended, and not for longer than it may be. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { emergencyComplaints } from "../../../operations/ring/check.ts";
import { lapsed, withEmergency } from "../../../operations/ring/emergency.ts";
import { lift } from "../../../operations/ring/lift.ts";
import { allTenants } from "../../../operations/tenant/generate.ts";
import { parseTenant } from "../../../stacks/tenant.ts";
import { tenantWith } from "../../tenant/tenants.ts";

const now = new Date("2026-11-23T05:12:00Z");
const emergency = {
  until: "2026-11-23T09:00Z",
  owner: "anna@velmora.example",
  reason: "the carrier's API refuses labels since 05:00, INC-2041",
};

describe("longshore ring emergency", () => {
  for (const { tenant, written } of allTenants()) {
    it(`leaves every other line of ${tenant.metadata.name}'s document as it is, and ends without a trace`, () => {
      const text = readFileSync(written, "utf8");
      const changed = withEmergency(text, emergency);
      assert.deepEqual(parseTenant(parse(changed), written).spec.emergency, emergency);
      assert.equal(withEmergency(changed, undefined), text);
      const later = { ...emergency, until: "2026-11-23T12:00Z" };
      assert.equal(withEmergency(changed, later), withEmergency(text, later));
    });
  }

  it("lasts 72 hours at most and does not begin when it is over", () => {
    const until = (text: string) => lapsed({ until: text }, now);
    assert.equal(until("2026-11-26T05:12Z"), undefined);
    assert.match(until("2026-11-26T05:13Z") ?? "", /^at most 72 hours from now \(2026-11-26T05:12Z\)/);
    assert.match(until("2026-11-23T05:12Z") ?? "", /^no emergency: this one is over/);
  });

  it("is refused without somebody who answers for it, a reason, or a real date", () => {
    const file = "tenant.yaml";
    const [first] = allTenants();
    const read = (wrong: object) => () =>
      parseTenant(parse(withEmergency(readFileSync(first?.written ?? "", "utf8"), { ...emergency, ...wrong })), file);
    assert.throws(read({ owner: "anna" }), /spec\.emergency\.owner\s+found {2}"anna"\s+fits {3}a mail address/);
    assert.throws(read({ reason: "urgent" }), /spec\.emergency\.reason[\s\S]*what cannot wait/);
    for (const wrong of ["2026-11-31T09:00Z", "2026-11-23", "2026-11-23T09:00:30Z", "2026-11-23T09:00+01:00"])
      assert.throws(read({ until: wrong }), /spec\.emergency\.until[\s\S]*an instant in UTC to the minute/, wrong);
  });

  it("fails the check when it is over, and when it is longer than any may be", () => {
    const tenant = tenantWith({ emergency });
    const complaints = (at: string) => emergencyComplaints([{ stack: "aws-production", tenant }], new Date(at));
    assert.deepEqual(complaints("2026-11-23T08:59Z"), []);
    assert.deepEqual(
      complaints("2026-11-23T09:00Z").map(({ path, found }) => [path, found]),
      [["gitops/platforms/aws-production/velmora-nord/tenant.yaml spec.emergency.until", emergency.until]],
    );
    assert.equal(complaints("2026-11-01T09:00Z").length, 1);
  });
});

describe("the files of an emergency", () => {
  let platforms: string;
  before(() => {
    platforms = mkdtempSync(join(tmpdir(), "longshore-platforms-"));
    const documents = allTenants().filter(({ written }) => written.includes("aws-regional"));
    for (const { tenant, written } of documents) {
      const folder = join(platforms, "aws-regional", tenant.metadata.name);
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, "tenant.yaml"), readFileSync(written));
    }
  });
  after(() => rmSync(platforms, { recursive: true }));
  const lifted = (tenant?: string, wanted: typeof emergency | undefined = emergency) =>
    lift({
      platforms,
      stack: "aws-regional",
      tenant,
      emergency: wanted,
      now,
      read: (file) => readFileSync(file, "utf8"),
    });

  it("are a tenant's document and what follows from it, and it says what happens", () => {
    const { files, says } = lifted("velmora-ost");
    assert.deepEqual(
      [...files.keys()].map((file) => file.slice(platforms.length)),
      ["/aws-regional/velmora-ost/tenant.yaml", "/aws-regional/velmora-ost/generated.yaml"],
    );
    assert.match(
      says.join("\n"),
      /^velmora-ost: lifted by an emergency, open; closes Mon 2026-11-23 1\d:\d\d Europe\/Berlin/,
    );
    assert.match(says.join("\n"), /closes again at 2026-11-23T09:00Z by itself/);
  });

  it("are those of all tenants of a stack where none is named", () => assert.equal(lifted().files.size, 8));

  it("are none for a tenant that is not there, or an emergency that does not count", () => {
    assert.throws(() => lifted("velmora-west"), /aws-regional has no tenant velmora-west; it has velmora-dublin, /);
    assert.throws(() => lifted("velmora-ost", { ...emergency, until: "2026-12-23T09:00Z" }), /at most 72 hours/);
  });
});
