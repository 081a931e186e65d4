/** Turns what a provider throws into the answer that the engine understands. */
import grpc from "@grpc/grpc-js";
import provider from "@pulumi/pulumi/proto/provider_pb.js";
import statuses from "@pulumi/pulumi/proto/status_pb.js";
import anys from "google-protobuf/google/protobuf/any_pb.js";
import { PartialFailure } from "./provider.ts";
import { encode } from "./wire.ts";

/**
 * A refusal leaves nothing behind, and its code says so: Pulumi takes any code but UNKNOWN, INTERNAL and DATA_LOSS as
 * "nothing happened" (`resourceStateAndError` in its provider_plugin.go). A {@link PartialFailure} carries the resource.
 */
export function failure(thrown: unknown): Partial<grpc.ServiceError> {
  if (thrown instanceof PartialFailure) return partialFailure(thrown);
  const details = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: grpc.status.FAILED_PRECONDITION, details };
}

function partialFailure(thrown: PartialFailure): Partial<grpc.ServiceError> {
  const resource = new provider.ErrorResourceInitFailed();
  resource.setId(thrown.id);
  resource.setInputs(encode(thrown.inputs));
  resource.setProperties(encode(thrown.outputs));
  resource.setReasonsList([thrown.message]);
  const packed = new anys.Any();
  packed.pack(resource.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const status = new statuses.Status();
  status.setCode(grpc.status.ABORTED).setMessage(thrown.message).addDetails(packed);
  const metadata = new grpc.Metadata();
  metadata.set("grpc-status-details-bin", Buffer.from(status.serializeBinary()));
  return { code: grpc.status.ABORTED, details: thrown.message, metadata };
}
