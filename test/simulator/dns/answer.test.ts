/** What the authority says, by the zones alone. */
import assert from "node:assert/strict";
import { answer, type Sources } from "../../../simulator/dns/answer.ts";
import type { RecordSet, Zone } from "../../../simulator/dns/records.ts";

const zone = (domain: string, ...records: readonly RecordSet[]): Zone => ({
  id: domain,
  account: "123456789012",
  domain,
  nameServers: [],
  records,
});
const balancer = "k8s-traefik.elb.eu-central-1.amazonaws.com";
const hosts: Readonly<Record<string, string>> = { [balancer]: "127.1.2.3", "20.1.2.3": "127.1.2.4" };
const sources: Sources = {
  zones: [
    zone(
      "harbor.example",
      { name: "ingress.harbor.example", type: "A", ttl: 60, values: [], alias: balancer },
      { name: "odoo.harbor.example", type: "CNAME", ttl: 300, values: ["ingress.harbor.example"] },
      { name: "_primary.harbor.example", type: "TXT", ttl: 10, values: ["aws-national"] },
      { name: "deep.below.harbor.example", type: "A", ttl: 300, values: ["20.1.2.3"] },
      { name: "away.harbor.example", type: "CNAME", ttl: 300, values: ["www.elsewhere.example"] },
      { name: "circle.harbor.example", type: "CNAME", ttl: 300, values: ["circle.harbor.example"] },
    ),
    zone("below.harbor.example", { name: "own.below.harbor.example", type: "A", ttl: 5, values: ["20.1.2.3"] }),
  ],
  addressOf: (host) => hosts[host],
};
const ask = (name: string, type: string) => {
  const { code, lines } = answer({ name, type }, sources);
  return { code, lines: lines.map((line) => `${line.name} ${line.ttl} ${line.type} ${line.value}`) };
};

describe("an answer of the authority", () => {
  it("leads from a tenant's hostname over the platform's name to the load balancer's loopback address", () => {
    assert.deepEqual(ask("Odoo.Harbor.Example.", "A"), {
      code: "NOERROR",
      lines: ["odoo.harbor.example 300 CNAME ingress.harbor.example", "ingress.harbor.example 60 A 127.1.2.3"],
    });
  });

  it("shows an alias of a type that was not asked for, and then nothing", () => {
    assert.deepEqual(ask("odoo.harbor.example", "TXT"), {
      code: "NOERROR",
      lines: ["odoo.harbor.example 300 CNAME ingress.harbor.example"],
    });
    assert.deepEqual(ask("odoo.harbor.example", "CNAME").lines, [
      "odoo.harbor.example 300 CNAME ingress.harbor.example",
    ]);
  });

  it("is the loopback address of an address in public", () => {
    assert.deepEqual(ask("own.below.harbor.example", "A").lines, ["own.below.harbor.example 5 A 127.1.2.4"]);
  });

  it("comes from the zone with the longest domain", () => {
    assert.equal(ask("deep.below.harbor.example", "A").code, "NXDOMAIN");
  });

  it("tells a missing name from a missing type", () => {
    assert.deepEqual(ask("nobody.harbor.example", "A"), { code: "NXDOMAIN", lines: [] });
    for (const name of ["_primary.harbor.example", "harbor.example"])
      assert.deepEqual(ask(name, "A"), { code: "NOERROR", lines: [] }, name);
  });

  it("refuses names of strangers, and stops where an alias leads to one or in a circle", () => {
    assert.deepEqual(ask("www.elsewhere.example", "A"), { code: "REFUSED", lines: [] });
    assert.deepEqual(ask("away.harbor.example", "A").lines, ["away.harbor.example 300 CNAME www.elsewhere.example"]);
    assert.ok(ask("circle.harbor.example", "A").lines.length < 20);
  });

  it("knows the clouds' own hosts", () => {
    assert.deepEqual(ask(balancer, "A").lines, [`${balancer} 60 A 127.1.2.3`]);
  });
});
