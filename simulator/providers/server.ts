/** Serves one provider to one engine on a port of its own. */
import grpc from "@grpc/grpc-js";
import services from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import { methods } from "./methods.ts";
import type { Session } from "./operation.ts";

/** A server that the engine talks to. */
export interface ProviderServer {
  readonly port: number;
  close(): void;
}

/** As Pulumi's own plugins do: a stack's state may be large. */
const unlimited = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };

export async function serveProvider(session: Session): Promise<ProviderServer> {
  const server = new grpc.Server(unlimited);
  server.addService(services.ResourceProviderService, methods(session));
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  return { port, close: () => server.forceShutdown() };
}
