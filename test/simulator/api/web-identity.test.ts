import assert from "node:assert/strict";
import { AwsError } from "../../../simulator/aws/api/errors.ts";
import { assumeRoleWithWebIdentity, type WebIdentity } from "../../../simulator/aws/api/web-identity.ts";
import { account, issuerIn, providerOf, roleArn, tokenOf, tokenTrust, write, writeRole } from "../internet/platform.ts";
import { type TestServices, testServices } from "./services.ts";

const trusted = issuerIn(account);
const { url: issuer } = trusted;
const subject = "system:serviceaccount:tenant-harbor:backup-copy";

const token = (claims?: Readonly<Record<string, unknown>>) => tokenOf(trusted, subject, claims);
const wish = (more: Partial<WebIdentity> = {}): WebIdentity => ({
  role: roleArn("receiver"),
  session: "harbor",
  seconds: 3600,
  token: token(),
  ...more,
});

describe("taking on a role with a cluster's token", () => {
  let services: TestServices;
  /** What the clusters say of a token, whatever it claims. */
  let vouched: Awaited<ReturnType<TestServices["whoIsWorkload"]>>;

  beforeEach(() => {
    vouched = { issuer, subject };
    const asked = async () => vouched;
    services = { ...testServices(), whoIsWorkload: asked };
    write(services.world, ...providerOf(trusted));
    writeRole(services.world, "receiver", tokenTrust(trusted, subject));
  });
  afterEach(() => services.end());

  const refused = (what: WebIdentity, code: string, text: RegExp) =>
    assert.rejects(
      assumeRoleWithWebIdentity(services, what),
      (error) => error instanceof AwsError && error.code === code && text.test(error.message),
    );

  it("gives the role to the service account that its trust names, and to no other", async () => {
    assert.equal((await assumeRoleWithWebIdentity(services, wish())).role, roleArn("receiver"));
    vouched = { issuer, subject: "system:serviceaccount:tenant-harbor:odoo" };
    await refused(wish(), "AccessDenied", /^Not authorized to perform sts:AssumeRoleWithWebIdentity$/);
    vouched = { issuer, subject };
    await refused(wish({ role: roleArn("backup") }), "AccessDenied", /Not authorized/);
    await refused(wish({ role: roleArn("nobody") }), "AccessDenied", /Not authorized/);
  });

  it("refuses a token that no cluster signed, or another one than it says", async () => {
    vouched = undefined;
    await refused(wish(), "InvalidIdentityToken", /verification key/);
    vouched = { issuer: `${issuer}D`, subject };
    await refused(wish(), "InvalidIdentityToken", /verification key/);
    await refused(wish({ token: "no token" }), "InvalidIdentityToken", /not a valid JWT/);
  });

  it("refuses an issuer that the account does not trust, another audience, and a token that has expired", async () => {
    const other = "https://oidc.eks.eu-central-1.amazonaws.com/id/OTHER";
    await refused(wish({ token: token({ iss: other }) }), "InvalidIdentityToken", /No OpenIDConnect provider found/);
    const elsewhere = "arn:aws:iam::210987654321:role/receiver";
    await refused(wish({ role: elsewhere }), "InvalidIdentityToken", /No OpenIDConnect provider found/);
    const exchange = token({ aud: ["api://AzureADTokenExchange"] });
    await refused(wish({ token: exchange }), "InvalidIdentityToken", /Incorrect token audience/);
    await refused(wish({ token: token({ exp: 1 }) }), "ExpiredTokenException", /expired/);
  });
});
