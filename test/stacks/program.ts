/** Runs the real program of a stack under mocks, with configuration and folders of a test. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { program } from "../../stacks/program.ts";
import { type Registered, run } from "../components/mocks.ts";

const gitops = join(import.meta.dirname, "..", "..", "gitops");

export interface Attempt {
  /** What the program threw; nothing if it ran through. */
  readonly error: unknown;
  readonly resources: readonly Registered[];
  readonly outputs: Readonly<Record<string, unknown>>;
}

export interface AttemptArgs {
  readonly stack?: string;
  /** Configuration as in a stack's file, names with `longshore:`. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Files of the stack's tenants by path, in place of those in `gitops/platforms`. */
  readonly tenants?: Readonly<Record<string, string>>;
}

/** Pulumi hands structured configuration to a program as JSON. */
export async function attempt({ stack = "aws-production", config, tenants = {} }: AttemptArgs): Promise<Attempt> {
  const folder = mkdtempSync(join(tmpdir(), "longshore-"));
  try {
    cpSync(join(gitops, "platform", "argo-cd"), join(folder, "platform", "argo-cd"), { recursive: true });
    for (const [path, text] of Object.entries(tenants)) {
      const file = join(folder, "platforms", stack, path);
      mkdirSync(join(file, ".."), { recursive: true });
      writeFileSync(file, text);
    }
    const text = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));
    pulumi.runtime.setAllConfig(Object.fromEntries(Object.entries(config).map(([key, value]) => [key, text(value)])));
    const { result, resources } = await run(stack, () =>
      program(folder).then(
        (outputs) => ({ outputs, error: undefined }),
        (error: unknown) => ({ outputs: {}, error }),
      ),
    );
    return { ...result, resources };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
