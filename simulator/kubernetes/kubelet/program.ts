/** What it takes to run a container image's content as a local process. `programs.ts` holds the images. */
import { basename } from "node:path";
import type { Toolchain } from "../../toolchain/toolchain.ts";
import type { Container, Pod } from "../api/model.ts";

/** One file of an image that a container can start. */
export interface Executable {
  /** The local file that stands for it. */
  readonly path: (toolchain: Toolchain) => string;
  /** Arguments before the pod's own, which win over them. `$(POD_ADDRESS)` is the pod's loopback address. */
  readonly before?: readonly string[];
  /** Arguments after the pod's own, which they win over: addresses to listen on. */
  readonly after?: readonly string[];
  /** Variables that the pod's own win over: names of Services that the program has built in and could not look up here. */
  readonly defaults?: Readonly<Record<string, string>>;
  /** Variables that win over the pod's own. A path of the image in them is translated like a mount. */
  readonly env?: Readonly<Record<string, string>>;
  /** First arguments with which it is stood in for. */
  readonly standIn?: readonly string[];
  /** A port that it opens on every address of the machine, so that it cannot be the image's own. */
  readonly openPort?: { readonly flag: string; readonly port: number };
}

export interface Program {
  /** How the image's repository ends, whichever registry or mirror stands in front of it. */
  readonly repository: string;
  /** What the image starts when the pod names no command. */
  readonly entrypoint: readonly string[];
  /** By file name; a container that starts another one is stood in for. */
  readonly executables: Readonly<Record<string, Executable>>;
  /** Local folders and files that the image has copies of, by their path in the image. */
  readonly copies?: Readonly<Record<string, string>>;
  /** What the image has on its PATH beyond the operating system's, by name. */
  readonly tools: (toolchain: Toolchain) => Readonly<Record<string, string>>;
  /** Scripts on its PATH; copied, because a module's files cannot be executed. */
  readonly scripts?: (toolchain: Toolchain) => Readonly<Record<string, string>>;
}

/** What a container starts: the local program and the arguments that the pod gives it. */
export interface Choice {
  readonly program: Program;
  readonly executable: Executable;
  readonly args: readonly string[];
}

/** Matches the images that have a local program, in JavaScript and in jq. */
export function imagePattern(programs: readonly Program[]): string {
  return `(^|/)(${programs.map(({ repository }) => repository).join("|")})([:@]|$)`;
}

/** Whether a pod is run by the process kubelet: any of its containers has a local program. */
export function isLocal({ spec }: Pod, programs: readonly Program[]): boolean {
  const pattern = new RegExp(imagePattern(programs));
  return spec.containers.some(({ image }) => pattern.test(image));
}

/** The local program of a container; nothing where it has to be stood in for. */
export function choose(container: Container, programs: readonly Program[]): Choice | undefined {
  const { image, command, args = [] } = container;
  const program = programs.find((candidate) => new RegExp(imagePattern([candidate])).test(image));
  if (!program) return undefined;
  // Images whose entry point is a wrapper take the executable's name as the first argument.
  const named = args[0] !== undefined && basename(args[0]) in program.executables;
  const [file = "", ...rest] = [...(command ?? (named ? [] : program.entrypoint)), ...args];
  const executable = program.executables[basename(file)];
  if (!executable || executable.standIn?.includes(rest[0] ?? "")) return undefined;
  return { program, executable, args: rest };
}
