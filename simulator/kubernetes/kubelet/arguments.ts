/** The arguments that a local program is started with. */
import type { Container } from "../api/model.ts";
import { expand } from "./expansion.ts";
import type { Choice } from "./program.ts";

export interface ArgumentsArgs {
  readonly choice: Choice;
  /** The container's variables, for `$(NAME)`. */
  readonly variables: Readonly<Record<string, string>>;
  /** The pod's loopback address. */
  readonly address: string;
  /** Takes the place of the executable's open port. */
  readonly openPort?: number;
}

/**
 * The pod's own arguments between those of the executable. `--flag=:8080` means every address of a pod, which is one
 * loopback address here.
 */
export function argumentsOf({ choice, variables, address, openPort }: ArgumentsArgs): string[] {
  const { before = [], after = [], openPort: open } = choice.executable;
  const own = choice.args.map((text) => expand(text, variables));
  const moved = open && openPort !== undefined ? [`${open.flag}=${openPort}`] : [];
  return [...before, ...own, ...after, ...moved].map((text) =>
    expand(text, { POD_ADDRESS: address }).replace(/^(--[\w-]+=|)(:\d+)$/, `$1${address}$2`),
  );
}

/** Number of a port that a probe or a Service names. */
export function portNumber({ ports = [] }: Container, port: number | string): number | undefined {
  if (typeof port === "number") return port;
  return ports.find(({ name }) => name === port)?.containerPort;
}
