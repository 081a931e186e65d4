import assert from "node:assert/strict";
import { alone, beside, newDate } from "../../../../operations/drill/scenarios/password-dates.ts";
import { isProvisioning, loginsIn } from "../../../../operations/drill/scenarios/server-logins.ts";

const now = new Date("2026-11-22T18:00:00Z");

describe("passwords after a leak", () => {
  it("have today's date, or a later one where a password has today's already", () => {
    const dates = (administrator: string, tenants: string) => ({
      passwordDate: administrator,
      tenantPasswordDates: [tenants] as [string],
    });
    assert.equal(newDate(dates("2026-11-01", "2026-11-01"), now), "2026-11-22");
    assert.equal(newDate(dates("2026-11-01", "2026-11-22"), now), "2026-11-23");
    assert.equal(newDate(dates("2026-11-30", "2026-11-01"), now), "2026-12-01");
  });

  it("stand beside the one in use first, then alone", () => {
    const present = {
      passwordDate: "2026-11-01",
      tenantPasswordDates: ["2026-11-01", "2026-08-01"] as [string, string],
    };
    const [administrator, tenants] = beside(present, "2026-11-22");
    assert.deepEqual(administrator, [["longshore:secrets", "passwordDate"], "2026-11-22"]);
    assert.deepEqual(tenants?.[1], ["2026-11-22", "2026-11-01"]);
    assert.deepEqual(alone("2026-11-22")[0]?.[1], ["2026-11-22"]);
  });

  it("are read of every login of the server, and one that is missing is named", () => {
    const holders = ["ADMIN", "OWNER", "BACKUP", "VERIFY", "UPGRADE"];
    const secret = Object.fromEntries(
      holders.flatMap((of) => [
        [`${of}_USER`, of],
        [`${of}_PASSWORD`, `${of}-1`],
      ]),
    );
    assert.deepEqual(
      loginsIn(secret).map(({ of, password }) => [of, password]),
      holders.map((of) => [of, `${of}-1`]),
    );
    assert.throws(() => loginsIn({ ...secret, VERIFY_PASSWORD: "" }), /no VERIFY_USER/);
  });

  it("are those of one tenant, and of no other whose name begins with its name", () => {
    assert.ok(isProvisioning("dock", "provision-dock-0123abcd"));
    assert.ok(!isProvisioning("dock", "provision-dock-test-0123abcd"));
    assert.ok(!isProvisioning("dock-test", "provision-dock-0123abcd"));
  });
});
