/** Builds a program from pinned Go modules. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { copyGroup, go } from "./go-command.ts";
import { patchSource } from "./patched-source.ts";
import type { Activity } from "./progress.ts";
import type { GoTool } from "./tool.ts";

/** Our own work tree's commit is no business of the tools, and a go.mod that does not fit must fail. */
const buildFlags = ["-mod=readonly", "-buildvcs=false"];

/** Flags of the linker: no symbol table and no debug data, which halves the file. */
export function linkerFlags(tool: GoTool, version: string): string {
  const variables = Object.entries(tool.variables?.(version) ?? {});
  return ["-s", "-w", ...variables.map(([name, value]) => `-X ${name}=${value}`)].join(" ");
}

/**
 * Builds `<folder>/bin/<name>`.
 * @param version  the tool's version as go.mod writes it
 */
export async function buildGoTool(
  tool: GoTool,
  version: string,
  name: string,
  folder: string,
  onActivity: (activity: Activity) => void,
): Promise<void> {
  const build = join(folder, "build");
  copyGroup(tool.group, build);
  if (tool.patch) await patchSource(build, `${tool.module}@${version}`, tool.patch, onActivity);
  onActivity({ doing: "reading modules" });
  const total = await countStale(tool, build, onActivity);
  let done = 0;
  const target = join(folder, "bin", name);
  const args = ["build", "-v", ...buildFlags, `-ldflags=${linkerFlags(tool, version)}`, "-o", target, tool.package];
  const report = (): void =>
    onActivity(done < total ? { doing: "compiled", done, total, unit: "packages" } : { doing: "linking" });
  report();
  await go(args, build, onActivity, () => {
    done += 1;
    report();
  });
  rmSync(build, { recursive: true });
}

/** How many packages the compiler has yet to compile: those that Go's build cache lacks. */
async function countStale(tool: GoTool, build: string, onActivity: (activity: Activity) => void): Promise<number> {
  const stale = "{{if .Stale}}{{.ImportPath}}{{end}}";
  const output = await go(["list", "-deps", ...buildFlags, "-f", stale, tool.package], build, onActivity);
  return output.split("\n").filter((line) => line !== "").length;
}
