/**
 * The name server of the simulated world, on loopback over UDP and TCP: answers from the zones as they stand in the World
 * now. It is the parent zone as well, and says which of two zones for one domain is meant.
 */
import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { createServer, isIP, type Server, type Socket as Stream } from "node:net";
import { type Answer, AUTHORITATIVE_ANSWER, decode, encode, type Packet, streamEncode } from "dns-packet";
import type { World } from "../world.ts";
import { type Answered, answer, type Line, type Sources } from "./answer.ts";
import { Delegations } from "./delegations.ts";
import type { Zone } from "./records.ts";

/** Port 53 is for root only. */
const port = 10_053;
/** Response codes: https://www.rfc-editor.org/rfc/rfc1035#section-4.1.1. */
const codes = { NOERROR: 0, NXDOMAIN: 3, REFUSED: 5 } as const;
/** Longest answer over UDP; a longer one is asked for again over TCP: https://www.rfc-editor.org/rfc/rfc1035#section-4.2.1. */
const datagramBytes = 512;
const truncated = 1 << 9;
/** Bytes of the length in front of a message over TCP: https://www.rfc-editor.org/rfc/rfc1035#section-4.2.2. */
const lengthBytes = 2;
/** Seconds that a missing name may be remembered. */
const missingSeconds = 60;

/** Load balancers of AWS, whose names exist as soon as a record leads to them. */
const loadBalancer = /\.elb\.[a-z0-9-]+\.amazonaws\.com$/;

export class DnsAuthority {
  readonly delegations: Delegations;
  readonly address: string;
  readonly port = port;
  readonly #world: World;
  readonly #datagrams: Socket = createSocket("udp4");
  readonly #streams: Server = createServer((socket) => this.#converse(socket));

  private constructor(world: World, folder: string) {
    this.#world = world;
    this.delegations = new Delegations(world, folder);
    this.address = world.addressOf("dns.simulated");
  }

  /** @param folder  where the delegations are kept */
  static async start(world: World, folder: string): Promise<DnsAuthority> {
    const authority = new DnsAuthority(world, folder);
    await authority.#listen();
    return authority;
  }

  close(): void {
    this.delegations.close();
    this.#datagrams.close();
    this.#streams.close();
  }

  async #listen(): Promise<void> {
    this.#datagrams.on("message", (bytes, { address, port: from }) => {
      const reply = this.#reply(bytes);
      if (reply) this.#datagrams.send(fitted(reply), from, address);
    });
    this.#datagrams.bind(port, this.address);
    this.#streams.listen(port, this.address);
    await Promise.all([once(this.#datagrams, "listening"), once(this.#streams, "listening")]);
  }

  #converse(socket: Stream): void {
    socket.on("error", () => socket.destroy());
    let held = Buffer.alloc(0);
    socket.on("data", (bytes) => {
      held = Buffer.concat([held, bytes]);
      while (held.length >= lengthBytes && held.length >= lengthBytes + held.readUInt16BE(0)) {
        const end = lengthBytes + held.readUInt16BE(0);
        const reply = this.#reply(held.subarray(lengthBytes, end));
        held = held.subarray(end);
        if (reply) socket.write(streamEncode(reply));
      }
    });
  }

  /** Nothing for bytes that are no question. */
  #reply(bytes: Buffer): Packet | undefined {
    const packet = read(bytes);
    const [question] = packet?.questions ?? [];
    if (packet?.type !== "query" || !question) return undefined;
    const answered = answer(question, this.#sources());
    return {
      id: packet.id ?? 0,
      type: "response",
      flags: AUTHORITATIVE_ANSWER | codes[answered.code],
      questions: [question],
      answers: answered.lines.map(packed),
      authorities: answered.lines.length === 0 ? soaOf(answered) : [],
    };
  }

  #sources(): Sources {
    return { zones: this.delegations.zones(), addressOf: (host) => this.#addressOf(host) };
  }

  #addressOf(host: string): string | undefined {
    if (isIP(host) !== 0) return host.startsWith("127.") ? host : this.#world.addressOf(host);
    return loadBalancer.test(host) ? this.#world.addressOf(host) : this.#world.resolve(host);
  }
}

function read(bytes: Buffer): Packet | undefined {
  try {
    return decode(bytes);
  } catch {
    return undefined;
  }
}

function fitted(packet: Packet): Buffer {
  const whole = encode(packet);
  if (whole.length <= datagramBytes) return whole;
  return encode({ ...packet, flags: (packet.flags ?? 0) | truncated, answers: [], authorities: [] });
}

function packed({ name, type, ttl, value }: Line): Answer {
  const head = { name, ttl, class: "IN" } as const;
  return type === "TXT" ? { ...head, type, data: partsOf(value) } : { ...head, type, data: value };
}

/** A string of a TXT record holds 255 bytes at most: https://www.rfc-editor.org/rfc/rfc1035#section-3.3. */
function partsOf(text: string): Buffer[] {
  const bytes = Buffer.from(text);
  const count = Math.max(1, Math.ceil(bytes.length / 255));
  return Array.from({ length: count }, (_, index) => bytes.subarray(index * 255, (index + 1) * 255));
}

/** What lets a resolver remember that a name, or a type of it, is not there. */
function soaOf({ zone, code }: Answered) {
  if (!zone || code === "REFUSED") return [];
  const data = { mname: primaryOf(zone), rname: `hostmaster.${zone.domain}`, minimum: missingSeconds };
  return [{ name: zone.domain, type: "SOA", ttl: missingSeconds, class: "IN", data } as const];
}

const primaryOf = ({ nameServers, domain }: Zone): string => nameServers[0] ?? domain;
