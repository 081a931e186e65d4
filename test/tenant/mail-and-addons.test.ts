/** Outgoing mail and modules of a tenant's own, as tenant.yaml may write them. */
import assert from "node:assert/strict";
import { parseTenant } from "../../stacks/tenant.ts";
import { tenantWith } from "./tenants.ts";

const mail = { host: "smtp.velmora.example", port: 587, from: "erp@velmora.example", credential: "smtp" };
const odoo = { version: "19.0", modules: ["stock", "longshore_mail"] };
const image = `ghcr.io/longshore-platform/longshore/addons-velmora@sha256:${"0".repeat(64)}`;
const shared = { criticality: "low", customisation: "none", compliance: [], acceptsSharedReleases: true };

const parsed = (over: object) => {
  const tenant = tenantWith({});
  return parseTenant({ ...tenant, spec: { ...tenant.spec, ...over } }, "tenant.yaml").spec;
};
const refused = (over: object, says: RegExp) => assert.throws(() => parsed(over), says);

describe("outgoing mail in tenant.yaml", () => {
  it("goes to a submission server on either port, with the module that reads it", () => {
    for (const port of [465, 587]) assert.equal(parsed({ odoo, mail: { ...mail, port } }).mail?.port, port);
  });

  it("is refused on a port that is not encrypted", () =>
    refused({ odoo, mail: { ...mail, port: 25 } }, /spec\.mail\.port\n +found +25\n +fits +465 \(encrypted from/));

  it("is refused without the module", () =>
    refused(
      { odoo: { ...odoo, modules: ["stock"] }, mail },
      /spec\.mail\n[\s\S]+a tenant whose odoo\.modules have longshore_mail/,
    ));

  it("is refused for a copy, which holds real customers' addresses", () =>
    refused({ odoo, mail, copyOf: "velmora-nord", ring: "staging" }, /nothing, because a copy sends no mail/));
});

describe("modules of a tenant's own in tenant.yaml", () => {
  it("are an image by digest", () => {
    assert.equal(parsed({ odoo: { ...odoo, addons: image } }).odoo.addons, image);
    refused(
      { odoo: { ...odoo, addons: "ghcr.io/velmora/addons:1.0" } },
      /spec\.odoo\.addons\n[\s\S]+an image by digest/,
    );
  });

  it("are refused for a tenant that is not customised", () =>
    refused(
      { odoo: { ...odoo, addons: image }, classification: shared, isolation: "shared" },
      /spec\.odoo\.addons\n[\s\S]+classification\.customisation: modules/,
    ));
});
