/** The engine's end of the provider protocol. */
import grpc from "@grpc/grpc-js";
import services from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import protocol from "@pulumi/pulumi/proto/provider_pb.js";
import statuses from "@pulumi/pulumi/proto/status_pb.js";
import { Clock } from "../../../simulator/clock.ts";
import { Faults } from "../../../simulator/faults.ts";
import type { Provider } from "../../../simulator/providers/provider.ts";
import { serveProvider } from "../../../simulator/providers/server.ts";
import type { TimedOperation } from "../../../simulator/runs.ts";

export async function engineOf(provider: Provider) {
  const operations: TimedOperation[] = [];
  const killed: true[] = [];
  const run = {
    clock: new Clock(() => true),
    operations,
    underWay: new Set<Promise<unknown>>(),
    kill: () => void killed.push(true),
  };
  const faults = new Faults();
  const server = await serveProvider({ provider, run, faults, credential: "key-1" });
  const client = new services.ResourceProviderClient(`127.0.0.1:${server.port}`, grpc.credentials.createInsecure());
  return {
    run,
    /** One for each time that the engine would have been killed. */
    killed,
    faults,
    client,
    close: () => {
      client.close();
      server.close();
    },
  };
}

/** Waits for a call's answer. */
export const answer = <Response>(
  call: (callback: (error: grpc.ServiceError | null, response: Response) => void) => unknown,
): Promise<Response> =>
  new Promise((resolve, reject) => {
    call((error, response) => (error ? reject(error) : resolve(response)));
  });

/** The resource that a failed operation left, as the engine reads it from the error. */
export function leftBehind(error: unknown): protocol.ErrorResourceInitFailed | undefined {
  if (!(error instanceof Error && "metadata" in error && error.metadata instanceof grpc.Metadata)) return undefined;
  const [packed] = error.metadata.get("grpc-status-details-bin");
  if (!(packed instanceof Buffer)) return undefined;
  const [detail] = statuses.Status.deserializeBinary(packed).getDetailsList();
  return (
    detail?.unpack(protocol.ErrorResourceInitFailed.deserializeBinary, "pulumirpc.ErrorResourceInitFailed") ?? undefined
  );
}
