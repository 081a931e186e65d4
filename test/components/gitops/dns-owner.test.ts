/** Under which name each stack of a link writes DNS records, through failover and failback. */
import assert from "node:assert/strict";
import { dnsOwner, formerDnsOwner } from "../../../components/gitops/dns-owner.ts";
import type { Peer } from "../../../components/peer.ts";

const buckets = { name: "", id: "", account: "", key: "" };
const stores = { database: "", buckets: { backups: buckets, archives: buckets, files: buckets, exports: buckets } };
const peer = (stack: string, owner?: string): Peer => ({
  stack,
  cloud: "aws",
  account: "123456789012",
  region: "eu-central-1",
  domain: "example.test",
  zoneId: "Z1",
  nameServers: [],
  dnsOwner: owner,
  network: { id: "vpc-1", cidr: "10.0.0.0/16" },
  egressAddresses: [],
  tenants: [],
  databaseVersion: "16",
  storageGib: 20,
  maxConnections: 100,
  passwordDate: "2026-11-01",
  tenantPasswordDates: ["2026-11-01"],
  shared: stores,
  dedicated: {},
});

const here = { stack: "here", account: "123456789012" };

describe("the owner of DNS records", () => {
  it("is the stack, and nobody's are taken over, where no role was ever switched", () => {
    assert.equal(dnsOwner("aws-national", undefined), "aws-national");
    assert.equal(formerDnsOwner(here, undefined), "");
    assert.equal(formerDnsOwner(here, { generation: 1, primary: undefined }), "");
  });

  it("is another one with every switch, so that whoever returns finds its records in other hands", () => {
    const owners = ["aws-national"];
    const stacks = ["aws-recovery", "aws-national", "aws-recovery", "aws-national"];
    for (const [index, stack] of stacks.entries()) {
      const before = owners.at(-1) ?? "";
      const other = stack === "aws-national" ? "aws-recovery" : "aws-national";
      // A stack that was primary before comes back under its next generation.
      const link = { generation: 1 + Math.floor((index + 1) / 2), primary: peer(other, before) };
      assert.equal(formerDnsOwner(here, link), before);
      owners.push(dnsOwner(stack, link));
    }
    assert.equal(new Set(owners).size, owners.length, owners.join(", "));
  });

  it("is the peer's name in facts that were copied before they said it", () => {
    assert.equal(formerDnsOwner(here, { generation: 1, primary: peer("aws-national") }), "aws-national");
  });

  it("is the stack's own name of before, in a zone that its peer has no part in", () => {
    const elsewhere = { stack: "cross-recovery", account: "another" };
    const owner = (generation: number) =>
      formerDnsOwner(elsewhere, { generation, primary: peer("aws-national", "aws-national-2") });
    assert.equal(owner(1), "");
    assert.equal(owner(2), dnsOwner("cross-recovery", { generation: 1, primary: undefined }));
  });
});
