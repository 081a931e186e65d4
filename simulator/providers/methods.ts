/** Pulumi's provider protocol, method by method, over a {@link Session}. */
import type grpc from "@grpc/grpc-js";
import plugins from "@pulumi/pulumi/proto/plugin_pb.js";
import type services from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import protocol from "@pulumi/pulumi/proto/provider_pb.js";
import empties from "google-protobuf/google/protobuf/empty_pb.js";
import { differences, type PathDifference } from "./difference.ts";
import { failure } from "./failure.ts";
import { perform, type Session } from "./operation.ts";
import type { CheckFailure, Difference, Old, Subject } from "./provider.ts";
import { decode, encode } from "./wire.ts";

type Handlers = Partial<services.IResourceProviderServer>;

export function methods(session: Session) {
  const { provider, run, faults, credential } = session;
  /** Answers a call and counts it as activity of the engine while it is worked on. */
  const answer =
    <Request, Response>(work: (request: Request) => Promise<Response> | Response) =>
    (call: { request: Request }, callback: grpc.sendUnaryData<Response>) => {
      run.clock
        .during(async () => work(call.request))
        .then(
          (response) => callback(null, response),
          (thrown: unknown) => callback(failure(thrown)),
        );
    };
  /** As {@link answer}, for what the cloud has to be asked. */
  const answerOnline = <Request, Response>(work: (request: Request) => Promise<Response>) =>
    answer(async (request: Request) => {
      faults.check(credential);
      return work(request);
    });

  return {
    handshake: answer(() => new protocol.ProviderHandshakeResponse()),
    getPluginInfo: answer(() => new plugins.PluginInfo().setVersion(provider.version)),
    attach: answer(() => new empties.Empty()),
    cancel: answer(() => new empties.Empty()),
    getSchema: answer(() =>
      new protocol.GetSchemaResponse().setSchema(JSON.stringify({ name: provider.name, version: provider.version })),
    ),

    checkConfig: answer((request: protocol.CheckRequest) => {
      const failures = provider.checkConfig?.(decode(request.getNews())) ?? [];
      return new protocol.CheckResponse().setInputs(request.getNews()).setFailuresList(failures.map(checkFailure));
    }),
    diffConfig: answer((request: protocol.DiffRequest) => {
      const found = differences(decode(request.getOldInputs() ?? request.getOlds()), decode(request.getNews()));
      const changed = [...new Set(found.map(({ property }) => property))];
      return diffResponse({ changed, replaces: [] }, found);
    }),
    configure: answerOnline(async (request: protocol.ConfigureRequest) => {
      await provider.configure(decode(request.getArgs()));
      return new protocol.ConfigureResponse().setSupportspreview(true);
    }),
    invoke: answerOnline(async (request: protocol.InvokeRequest) => {
      const result = await provider.invoke(request.getTok(), decode(request.getArgs()));
      return new protocol.InvokeResponse().setReturn(encode(result));
    }),

    check: answer(async (request: protocol.CheckRequest) => {
      const old = request.hasOlds() ? decode(request.getOlds()) : undefined;
      const { inputs, failures } = await provider.check(subjectOf(request), decode(request.getNews()), old);
      return new protocol.CheckResponse().setInputs(encode(inputs)).setFailuresList(failures.map(checkFailure));
    }),
    diff: answer(async (request: protocol.DiffRequest) => {
      const old = oldOf(request);
      const inputs = decode(request.getNews());
      const difference = await provider.diff(subjectOf(request), request.getId(), old, inputs);
      return diffResponse(difference, differences(old.inputs, inputs));
    }),
    create: answer(async (request: protocol.CreateRequest) => {
      const subject = subjectOf(request);
      const inputs = decode(request.getProperties());
      const create = () => provider.create(subject, inputs, request.getPreview());
      const { id, outputs } = await (request.getPreview()
        ? create()
        : perform(session, "create", subject, inputs, create));
      return new protocol.CreateResponse().setId(id).setProperties(encode(outputs));
    }),
    update: answer(async (request: protocol.UpdateRequest) => {
      const subject = subjectOf(request);
      const id = request.getId();
      const inputs = decode(request.getNews());
      const update = async () => ({
        id,
        outputs: await provider.update(subject, id, oldOf(request), inputs, request.getPreview()),
      });
      const { outputs } = await (request.getPreview() ? update() : perform(session, "update", subject, inputs, update));
      return new protocol.UpdateResponse().setProperties(encode(outputs));
    }),
    delete: answer(async (request: protocol.DeleteRequest) => {
      const subject = subjectOf(request);
      const id = request.getId();
      const old = { inputs: decode(request.getOldInputs()), outputs: decode(request.getProperties()) };
      await perform(session, "delete", subject, old.inputs, async () => {
        await provider.delete(subject, id, old);
        return { id, outputs: old.outputs };
      });
      return new empties.Empty();
    }),
    read: answerOnline(async (request: protocol.ReadRequest) => {
      const old = { inputs: decode(request.getInputs()), outputs: decode(request.getProperties()) };
      const found = await provider.read(subjectOf(request), request.getId(), old);
      const response = new protocol.ReadResponse();
      // An answer without an id says that the resource is gone.
      if (!found) return response;
      return response.setId(found.id).setInputs(encode(found.inputs)).setProperties(encode(found.outputs));
    }),
  } satisfies Handlers;
}

const subjectOf = (request: { getType(): string; getUrn(): string }): Subject => ({
  type: request.getType(),
  urn: request.getUrn(),
});

const oldOf = (request: protocol.DiffRequest | protocol.UpdateRequest): Old => ({
  inputs: decode(request.getOldInputs()),
  outputs: decode(request.getOlds()),
});

const checkFailure = ({ property, reason }: CheckFailure) =>
  new protocol.CheckFailure().setProperty(property).setReason(reason);

const kinds = {
  add: [protocol.PropertyDiff.Kind.ADD, protocol.PropertyDiff.Kind.ADD_REPLACE],
  delete: [protocol.PropertyDiff.Kind.DELETE, protocol.PropertyDiff.Kind.DELETE_REPLACE],
  update: [protocol.PropertyDiff.Kind.UPDATE, protocol.PropertyDiff.Kind.UPDATE_REPLACE],
} as const;

function diffResponse(difference: Difference, found: readonly PathDifference[]): protocol.DiffResponse {
  const { DIFF_NONE, DIFF_SOME } = protocol.DiffResponse.DiffChanges;
  const { changed, replaces, deleteBeforeReplace = false } = difference;
  const response = new protocol.DiffResponse()
    .setChanges(changed.length > 0 ? DIFF_SOME : DIFF_NONE)
    .setDiffsList([...changed])
    .setReplacesList([...replaces])
    .setDeletebeforereplace(deleteBeforeReplace)
    .setHasdetaileddiff(true);
  for (const { path, property, kind } of found) {
    if (!changed.includes(property)) continue;
    const [inPlace, replacing] = kinds[kind];
    const detail = new protocol.PropertyDiff().setInputdiff(true);
    response.getDetaileddiffMap().set(path, detail.setKind(replaces.includes(property) ? replacing : inPlace));
  }
  return response;
}
