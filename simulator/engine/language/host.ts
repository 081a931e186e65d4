/**
 * Pulumi's language host for this project: starts programs and policy packs with the Node that it runs under itself, which
 * reads TypeScript. Pulumi publishes its own host only with its command-line tool, not on a package registry.
 *
 * Started by the engine, whose address is the last argument; prints its port.
 */
import grpc from "@grpc/grpc-js";
import services from "@pulumi/pulumi/proto/language_grpc_pb.js";
import { languageMethods } from "./methods.ts";

const engine = process.argv.at(-1) ?? "";
const server = new grpc.Server({ "grpc.max_receive_message_length": -1 });
server.addService(services.LanguageRuntimeService, languageMethods(engine));
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  process.stdout.write(`${port}\n`);
});
