/** The running AWS provider before a World, asked as the engine asks it. */
import assert from "node:assert/strict";
import grpc from "@grpc/grpc-js";
import protocol from "@pulumi/pulumi/proto/provider_pb.js";
import { CredentialIssuer } from "../../../simulator/aws/api/credentials.ts";
import { openAws } from "../../../simulator/aws/provider.ts";
import type { Internet } from "../../../simulator/internet/internet.ts";
import { decode, encode } from "../../../simulator/providers/wire.ts";
import type { Simulator } from "../../../simulator/simulator.ts";
import { type Properties, type SimulatedResource, World } from "../../../simulator/world.ts";
import { place } from "../../support/simulator.ts";
import { removeFolder, temporaryFolder } from "../../support/temporary.ts";
import { answer, engineOf } from "../providers/client.ts";

/** An object of which only some parts are there: whoever reaches for another one did what a refused request must not. */
function only<Type extends object>(parts: Partial<Type>): Type;
function only(parts: object): object {
  return new Proxy(parts, {
    get: (target, key) => Reflect.get(target, key) ?? assert.fail(`the request got as far as ${String(key)}`),
  });
}

const texts = (properties: Properties): Properties =>
  Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));

export class Bench {
  readonly world: World;
  readonly #folder: string;
  readonly #engine: Awaited<ReturnType<typeof engineOf>>;
  #standing: readonly SimulatedResource[] = [];

  private constructor(world: World, folder: string, engine: Awaited<ReturnType<typeof engineOf>>) {
    this.world = world;
    this.#folder = folder;
    this.#engine = engine;
  }

  static async open(): Promise<Bench> {
    const folder = temporaryFolder();
    const world = new World(folder);
    const credentials = new CredentialIssuer(folder);
    const objects = only<Internet["objects"]>({ isEmpty: async () => false });
    const simulator = only<Simulator>({ world, credentials, internet: only<Internet>({ objects }) });
    const session = { kind: "session", role: "engine", session: "test", tags: {}, transitiveTags: [] } as const;
    const issued = credentials.issueCredentials({ ...session, account: place.account }, 3600);
    const engine = await engineOf(
      openAws(simulator, { AWS_ACCESS_KEY_ID: issued.accessKeyId, AWS_SESSION_TOKEN: issued.sessionToken }),
    );
    const request = new protocol.ConfigureRequest().setArgs(encode({ region: place.region }));
    await answer((done) => engine.client.configure(request, done));
    return new Bench(world, folder, engine);
  }

  /** What stands there at the beginning of every request. */
  keep(): void {
    this.#standing = this.world.list();
  }

  restore(): void {
    for (const resource of this.world.list()) this.world.remove(resource);
    for (const resource of this.#standing) this.world.put(resource);
  }

  /** @returns what is said against a new resource; nothing where it is made */
  async create(type: string, written: Properties): Promise<string | undefined> {
    const checked = await this.#check(type, written);
    if ("failure" in checked) return checked.failure;
    const request = new protocol.CreateRequest()
      .setUrn(urnOf(type))
      .setType(type)
      .setProperties(encode(checked.inputs));
    return refusal(answer((done) => this.#engine.client.create(request, done)));
  }

  async update({ type, id, inputs, outputs }: SimulatedResource, written: Properties): Promise<string | undefined> {
    const checked = await this.#check(type, written);
    if ("failure" in checked) return checked.failure;
    const request = new protocol.UpdateRequest()
      .setUrn(urnOf(type))
      .setType(type)
      .setId(id)
      .setOlds(encode(outputs))
      .setOldInputs(encode(inputs))
      .setNews(encode(checked.inputs));
    return refusal(answer((done) => this.#engine.client.update(request, done)));
  }

  delete({ type, id, inputs, outputs }: SimulatedResource): Promise<string | undefined> {
    const request = new protocol.DeleteRequest()
      .setUrn(urnOf(type))
      .setType(type)
      .setId(id)
      .setProperties(encode(outputs))
      .setOldInputs(encode(inputs));
    return refusal(answer((done) => this.#engine.client.delete(request, done)));
  }

  /** @returns top-level properties that a change of the inputs cannot reach in place */
  async replaces(
    type: string,
    old: Properties,
    next: Properties,
    outputs: Properties = old,
  ): Promise<readonly string[]> {
    const request = new protocol.DiffRequest()
      .setUrn(urnOf(type))
      .setType(type)
      .setId("one")
      .setOlds(encode(outputs))
      .setOldInputs(encode(old))
      .setNews(encode(next));
    const response = await answer<protocol.DiffResponse>((done) => this.#engine.client.diff(request, done));
    return response.getReplacesList();
  }

  close(): void {
    this.#engine.close();
    removeFolder(this.#folder);
  }

  async #check(
    type: string,
    written: Properties,
  ): Promise<{ readonly inputs: Properties } | { readonly failure: string }> {
    const request = new protocol.CheckRequest()
      .setUrn(urnOf(type))
      .setType(type)
      .setNews(encode(texts(written)));
    const response = await answer<protocol.CheckResponse>((done) => this.#engine.client.check(request, done));
    const [failure] = response.getFailuresList();
    return failure ? { failure: failure.getReason() } : { inputs: decode(response.getInputs()) };
  }
}

const urnOf = (type: string): string => `urn:pulumi:test::test::${type}::one`;

/** The error of AWS without the operation that it is of. */
async function refusal(asked: Promise<unknown>): Promise<string | undefined> {
  try {
    await asked;
    return undefined;
  } catch (error) {
    assert(error instanceof Error && "details" in error && "code" in error, String(error));
    assert.equal(error.code, grpc.status.FAILED_PRECONDITION, String(error.details));
    return String(error.details).replace(/^operation error [^:]+: \w+, api error /, "");
  }
}
