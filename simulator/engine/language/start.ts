/** Starts what the engine asks the language host for. */
import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import type protocol from "@pulumi/pulumi/proto/language_pb.js";

/** A Pulumi program; its output goes where the host's goes. */
export function startProgram(request: protocol.RunRequest, engine: string): ChildProcess {
  const program = request.getInfo();
  const folder = program?.getProgramDirectory() ?? request.getPwd();
  const args = [
    launcher("run", folder),
    ...["--monitor", request.getMonitorAddress()],
    ...["--engine", engine],
    ...["--organization", request.getOrganization()],
    ...["--project", request.getProject()],
    ...["--stack", request.getStack()],
    ...["--pwd", request.getPwd()],
    ...["--root-directory", program?.getRootDirectory() ?? folder],
    ...["--parallel", String(request.getParallel())],
    ...(request.getDryrun() ? ["--dry-run"] : []),
    program?.getEntryPoint() ?? request.getProgram(),
    ...request.getArgsList(),
  ];
  return spawn(process.execPath, args, {
    cwd: request.getPwd(),
    stdio: ["ignore", "inherit", "inherit"],
    env: {
      ...process.env,
      PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().toArray())),
      PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
    },
  });
}

/**
 * A plugin written in TypeScript; the only kind in use is a policy pack. It runs in its own folder, because a pack reads
 * its version from the `package.json` there.
 */
export function startPlugin(request: protocol.RunPluginRequest): ChildProcess {
  const kind = request.getKind() === "analyzer" ? "run-policy-pack" : "run-plugin";
  const folder = request.getInfo()?.getProgramDirectory() ?? request.getPwd();
  return spawn(process.execPath, [launcher(kind, folder), ...request.getArgsList(), folder], {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
    env: Object.fromEntries(request.getEnvList().map(assignment)),
  });
}

/** The script of the program's own Pulumi SDK, so that both are the same copy. */
const launcher = (name: string, folder: string): string =>
  createRequire(join(folder, "package.json")).resolve(`@pulumi/pulumi/cmd/${name}`);

const assignment = (line: string): [string, string] => {
  const at = line.indexOf("=");
  return [line.slice(0, at), line.slice(at + 1)];
};
