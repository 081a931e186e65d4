/** Starts the local process of one container. */
import type { ProcessRecords } from "../../process-record.ts";
import type { Container, Pod } from "../api/model.ts";
import type { Services } from "../network/services.ts";
import type { Surroundings } from "../surroundings.ts";
import { portNumber } from "./arguments.ts";
import type { Started } from "./container.ts";
import { environmentOf } from "./environment.ts";
import type { PodFacts } from "./fields.ts";
import { freePort } from "./free-port.ts";
import { launchOf } from "./launch.ts";
import type { Objects } from "./objects.ts";
import type { PodFolder } from "./pod-folder.ts";
import { LocalProcess } from "./process.ts";
import { choose, type Program } from "./program.ts";
import type { Volumes } from "./volumes.ts";

export interface StarterArgs {
  readonly surroundings: Surroundings;
  readonly records: ProcessRecords;
  readonly programs: readonly Program[];
  readonly objects: Objects;
  readonly services: Services;
  /** The API server, as pods reach it. */
  readonly server: { readonly server: string; readonly caFile: string };
}

/** The pod that a container belongs to, on this machine. */
export interface LocalPod {
  readonly pod: Pod;
  readonly facts: PodFacts;
  readonly folder: PodFolder;
  readonly volumes: Volumes;
}

/** @throws MissingReference where the container's environment refers to something that is not there yet */
export async function startContainer(
  args: StarterArgs,
  { pod, facts, folder, volumes }: LocalPod,
  container: Container,
  attempt: number,
): Promise<Started> {
  const { surroundings, objects, services, programs, server } = args;
  const { toolchain, internet, world } = surroundings;
  const choice = choose(container, programs);
  if (!choice) throw new Error(`no local program for ${container.image}`);
  const variables = environmentOf({ pod, container, objects, facts });
  const files = folder.fileSystem(container, choice.program, (volume) => volumes.folderOf(volume), variables);
  const open = choice.executable.openPort;
  const openPort = open && (await freePort());
  const kubeconfig = folder.kubeconfig(files, { ...server, pod });
  const launch = launchOf({
    pod,
    container,
    choice,
    objects,
    facts,
    files,
    plumbing: {
      toolchain,
      internet: internet.environment(),
      direct: ["127.0.0.1", new URL(server.server).hostname],
      tools: folder.tools(container.name, choice.program, toolchain),
      resolve: (host) => world.resolve(host),
      reach: (text) => services.reach(text, pod.metadata.namespace ?? "default"),
      server: server.server,
      ...(kubeconfig ? { kubeconfig } : {}),
      ...(openPort ? { openPort } : {}),
    },
  });
  const logFile = folder.logFile(container.name, attempt);
  return {
    process: new LocalProcess(`pod-${pod.metadata.uid}-${container.name}`, launch, logFile, args.records),
    logFile,
    program: launch.command,
    locate: (wanted) => {
      const port = portNumber(container, wanted) ?? 0;
      return openPort && port === open?.port
        ? { address: "127.0.0.1", port: openPort }
        : { address: facts.address, port };
    },
  };
}
