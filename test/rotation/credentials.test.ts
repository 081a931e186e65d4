import assert from "node:assert/strict";
import { endingCredentials } from "../../operations/tenant/credentials.ts";
import { tenantWith } from "../tenant/tenants.ts";

const today = new Date("2027-01-01T15:00:00Z");

const integration = (name: string, expires: string) => ({
  name,
  kind: "carrier" as const,
  owner: `${name}@harbor.example`,
  credential: name,
  expires,
  rotateEveryDays: 90,
});

const ending = (...dates: readonly string[]) =>
  endingCredentials(
    [
      {
        stack: "aws-production",
        tenants: [tenantWith({ integrations: dates.map((date) => integration(date, date)) })],
      },
    ],
    today,
  );

describe("credentials of integrations", () => {
  it("are named from 30 days before their last day, the most urgent first", () => {
    const found = ending("2027-02-01", "2027-01-31", "2027-01-01", "2026-12-31");
    assert.deepEqual(
      found.map(({ expires, daysLeft }) => [expires, daysLeft]),
      [
        ["2026-12-31", -1],
        ["2027-01-01", 0],
        ["2027-01-31", 30],
      ],
    );
  });

  it("come with who answers for them and where", () => {
    const [found] = ending("2027-01-05");
    assert.deepEqual(found, {
      stack: "aws-production",
      tenant: "velmora-nord",
      integration: "2027-01-05",
      credential: "2027-01-05",
      owner: "2027-01-05@harbor.example",
      expires: "2027-01-05",
      daysLeft: 4,
    });
  });
});
