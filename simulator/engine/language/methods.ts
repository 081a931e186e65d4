/** Pulumi's language protocol, method by method. What is not here answers "unimplemented", which the engine expects. */
import type { ChildProcess } from "node:child_process";
import grpc from "@grpc/grpc-js";
import type services from "@pulumi/pulumi/proto/language_grpc_pb.js";
import protocol from "@pulumi/pulumi/proto/language_pb.js";
import plugins from "@pulumi/pulumi/proto/plugin_pb.js";
import empties from "google-protobuf/google/protobuf/empty_pb.js";
import { startPlugin, startProgram } from "./start.ts";

/**
 * Exit code of a program that has told its user what is wrong already. Source: `nodeJSProcessExitedAfterLoggingUserActionableMessage`
 * in @pulumi/pulumi/cmd/run.
 */
const toldAlready = 32;

/** @param engine  address of the engine that started this host */
export function languageMethods(engine: string) {
  const children = new Set<ChildProcess>();
  const track = (child: ChildProcess): ChildProcess => {
    children.add(child);
    child.once("exit", () => children.delete(child));
    return child;
  };

  return {
    handshake: (_call, answer) => answer(null, new protocol.LanguageHandshakeResponse()),
    getPluginInfo: (_call, answer) => answer(null, new plugins.PluginInfo()),
    /** The SDKs name their plugins when a resource is registered; all of them are installed. */
    getRequiredPackages: (_call, answer) => answer(null, new protocol.GetRequiredPackagesResponse()),
    getRequiredPlugins: (_call, answer) => answer(null, new protocol.GetRequiredPluginsResponse()),
    getProgramDependencies: (_call, answer) => answer(null, new protocol.GetProgramDependenciesResponse()),
    /** npm installed them before the engine was started. */
    installDependencies: (call) => call.end(),
    about: (_call, answer) =>
      answer(null, new protocol.AboutResponse().setExecutable(process.execPath).setVersion(process.version)),
    cancel: (_call, answer) => {
      for (const child of children) child.kill();
      answer(null, new empties.Empty());
    },

    run: (call, answer) => {
      const child = track(startProgram(call.request, engine));
      child.once("error", (error) => answer({ code: grpc.status.INTERNAL, details: error.message }));
      child.once("exit", (code, signal) => answer(null, runResponse(code, signal)));
      call.once("cancelled", () => child.kill());
    },

    runPlugin: (call) => {
      const child = track(startPlugin(call.request));
      child.stdout?.on("data", (data) => call.write(new protocol.RunPluginResponse().setStdout(data)));
      child.stderr?.on("data", (data) => call.write(new protocol.RunPluginResponse().setStderr(data)));
      child.once("error", (error) => call.destroy(error));
      child.once("close", (code) => {
        call.write(new protocol.RunPluginResponse().setExitcode(code ?? 1));
        call.end();
      });
      call.once("cancelled", () => child.kill());
    },
  } satisfies Partial<services.ILanguageRuntimeServer>;
}

function runResponse(code: number | null, signal: NodeJS.Signals | null): protocol.RunResponse {
  const response = new protocol.RunResponse();
  if (code === 0) return response;
  if (code === toldAlready) return response.setBail(true);
  return response.setError(signal ? `the program was ended by ${signal}` : `the program ended with code ${code}`);
}
