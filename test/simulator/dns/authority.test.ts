/** The name server, asked by Node's own resolver over the wire. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createSocket } from "node:dgram";
import { Resolver } from "node:dns/promises";
import { once } from "node:events";
import { join } from "node:path";
import { promisify } from "node:util";
import { decode, encode, type Packet } from "dns-packet";
import { noRegion } from "../../../simulator/aws/names.ts";
import { noLocation } from "../../../simulator/azure/names.ts";
import { DnsAuthority } from "../../../simulator/dns/authority.ts";
import { workTree } from "../../../simulator/paths.ts";
import { type Properties, World } from "../../../simulator/world.ts";
import { place } from "../../support/simulator.ts";
import { removeFolder, temporaryFolder } from "../../support/temporary.ts";
import { azurePlace } from "../azure/place.ts";

const domain = "harbor.example";
const azureZone = `/subscriptions/${azurePlace.account}/resourceGroups/dns/providers/Microsoft.Network/dnsZones/${domain}`;
const balancer = "k8s-traefik-traefik-0.elb.eu-central-1.amazonaws.com";

describe("the name server", function () {
  this.timeout(180_000);
  let folder: string;
  let world: World;
  let authority: DnsAuthority;
  let resolver: Resolver;

  beforeEach(async () => {
    folder = temporaryFolder();
    world = new World(folder);
    putRoute53("Z1", domain);
    await open();
  });
  afterEach(() => {
    authority.close();
    removeFolder(folder);
  });

  async function open(): Promise<void> {
    authority = await DnsAuthority.start(world, folder);
    resolver = new Resolver();
    resolver.setServers([`${authority.address}:${authority.port}`]);
  }
  function put(type: string, id: string, inputs: Properties, at: { account: string; region: string }): void {
    world.put({ type, id, ...at, inputs, outputs: inputs });
  }
  const globally = { account: place.account, region: noRegion };
  const putRoute53 = (id: string, name: string) =>
    put("aws:route53/zone:Zone", id, { name, nameServers: ["ns-1.awsdns-10.com"] }, globally);
  const putRecord = (name: string, type: string, records: readonly string[], more: Properties = {}) =>
    put(
      "aws:route53/record:Record",
      `Z1_${name}_${type}`,
      { zoneId: "Z1", name, type, ttl: 60, records, ...more },
      globally,
    );
  function putAzure(): void {
    const at = { account: azurePlace.account, region: noLocation };
    put("azure-native:dns:Zone", azureZone, { zoneName: domain }, at);
    const record = {
      recordType: "TXT",
      relativeRecordSetName: "_primary",
      txtRecords: [{ value: ["cross-recovery"] }],
    };
    put("azure-native:dns:RecordSet", `${azureZone}/TXT/_primary`, record, at);
    const address = {
      recordType: "A",
      relativeRecordSetName: "ingress",
      ttl: 30,
      aRecords: [{ ipv4Address: "20.1.2.3" }],
    };
    put("azure-native:dns:RecordSet", `${azureZone}/A/ingress`, address, at);
  }

  it("answers from Route 53 as it is now, with the record's time to live", async () => {
    putRecord(`_primary.${domain}`, "TXT", ["aws-national"]);
    assert.deepEqual(await resolver.resolveTxt(`_primary.${domain}`), [["aws-national"]]);
    putRecord(`_primary.${domain}`, "TXT", ["aws-recovery"], { ttl: 7 });
    assert.deepEqual(await resolver.resolveTxt(`_primary.${domain}`), [["aws-recovery"]]);
    putRecord(`ingress.${domain}`, "A", [], { aliases: [{ name: balancer, zoneId: "Z2" }] });
    putRecord(`odoo.${domain}`, "CNAME", [`ingress.${domain}`], { ttl: 300 });
    assert.deepEqual(await resolver.resolve4(`odoo.${domain}`), [world.addressOf(balancer)]);
    putRecord(`plain.${domain}`, "A", ["198.51.100.7"], { ttl: 7 });
    const address = world.addressOf("198.51.100.7");
    assert.deepEqual(await resolver.resolve4(`plain.${domain}`, { ttl: true }), [{ address, ttl: 7 }]);
  });

  it("says over UDP that a long answer is to be had over TCP, and gives it there", async () => {
    const texts = Array.from({ length: 8 }, (_, index) => String(index).repeat(200));
    putRecord(`long.${domain}`, "TXT", texts);
    assert.deepEqual(
      (await resolver.resolveTxt(`long.${domain}`)).map((parts) => parts.join("")),
      texts,
    );
    const client = createSocket("udp4");
    const question: Packet = { type: "query", questions: [{ type: "TXT", name: `long.${domain}` }] };
    client.send(encode(question), authority.port, authority.address);
    const [bytes]: Buffer[] = await once(client, "message");
    client.close();
    assert.ok(bytes);
    const { flag_tc: isCut, answers } = decode(bytes);
    assert.deepEqual({ isCut, answers }, { isCut: true, answers: [] });
  });

  it("splits a text that one string cannot hold", async () => {
    putRecord(`key.${domain}`, "TXT", [`"${"a".repeat(255)}" "${"b".repeat(20)}"`]);
    assert.deepEqual(await resolver.resolveTxt(`key.${domain}`), [["a".repeat(255), "b".repeat(20)]]);
  });

  it("says what is not there, and what is not its business", async () => {
    await assert.rejects(resolver.resolve4(`nobody.${domain}`), { code: "ENOTFOUND" });
    await assert.rejects(resolver.resolve4(domain), { code: "ENODATA" });
    await assert.rejects(resolver.resolve4("elsewhere.example"), { code: "EREFUSED" });
  });

  it("believes the zone that was made first until a person delegates to the other, and remembers that", async () => {
    putRecord(`_primary.${domain}`, "TXT", ["aws-national"]);
    putAzure();
    assert.deepEqual(await resolver.resolveTxt(`_primary.${domain}`), [["aws-national"]]);
    assert.throws(
      () => authority.delegations.delegate(domain, "Z9"),
      /Z9 is no zone of harbor\.example; fits Z1, \/subscriptions\//,
    );
    authority.delegations.delegate(`${domain}.`, azureZone);
    assert.deepEqual(await resolver.resolveTxt(`_primary.${domain}`), [["cross-recovery"]]);
    assert.deepEqual(await resolver.resolve4(`ingress.${domain}`), [world.addressOf("20.1.2.3")]);
    authority.close();
    world = new World(folder);
    await open();
    assert.deepEqual(await resolver.resolveTxt(`_primary.${domain}`), [["cross-recovery"]]);
  });

  it("believes the zone that is left when the other is gone with its records", async () => {
    putRecord(`_primary.${domain}`, "TXT", ["aws-national"]);
    putAzure();
    const zone = world.find("aws:route53/zone:Zone", "Z1");
    assert.ok(zone);
    world.remove(zone);
    assert.deepEqual(await resolver.resolveTxt(`_primary.${domain}`), [["cross-recovery"]]);
    assert.deepEqual(world.all("aws:route53/record:Record"), []);
  });

  it("answers local programs in Node that were started as pods are", async () => {
    putRecord(`_primary.${domain}`, "TXT", ["aws-national"]);
    const script = `import { resolveTxt } from "node:dns/promises"; console.log(JSON.stringify(await resolveTxt("_primary.${domain}")));`;
    const module = join(workTree, "simulator", "dns", "use-authority.mjs");
    const env = { LONGSHORE_DNS: `${authority.address}:${authority.port}`, NODE_OPTIONS: `--import=${module}` };
    const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", script], { env });
    assert.equal(stdout.trim(), '[["aws-national"]]');
  });
});
