/** Runs Helm as Argo CD's repository server does: `helm template` with files of values, and values on top of them. */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { stringify } from "yaml";
import { readToolchain } from "../../../simulator/toolchain/toolchain.ts";

const run = promisify(execFile);

export interface HelmArgs {
  /** Folder of the chart. */
  readonly chart: string;
  readonly release: string;
  readonly namespace: string;
  /** Files of values, the later win. */
  readonly files?: readonly string[];
  /** Win over all files. */
  readonly values?: unknown;
  /** `--set-string`, in Helm's own notation; they win over everything. */
  readonly parameters?: readonly { readonly name: string; readonly value: string }[];
}

/** Kubernetes version that charts are rendered for: that of the stacks' recipe. */
const kubernetesVersion = "1.35.0";

/**
 * @returns the rendered YAML
 * @throws Error with what Helm says
 */
export function helmTemplate(args: HelmArgs): Promise<string> {
  return helm(["template", args.release, args.chart], args);
}

/**
 * @returns what Helm says
 * @throws Error with what Helm says where it finds a fault, warnings included
 */
export function helmLint(args: HelmArgs): Promise<string> {
  return helm(["lint", "--strict", args.chart], args);
}

async function helm(command: readonly string[], args: HelmArgs): Promise<string> {
  const { namespace, files = [], values = {}, parameters = [] } = args;
  const folder = mkdtempSync(join(tmpdir(), "longshore-helm-"));
  try {
    const top = join(folder, "values.yaml");
    writeFileSync(top, stringify(values));
    const { stdout } = await run(
      readToolchain().bin.helm,
      [
        ...command,
        ...["--kube-version", kubernetesVersion, "--namespace", namespace],
        ...[...files, top].flatMap((file) => ["--values", file]),
        ...parameters.flatMap(({ name, value }) => ["--set-string", `${name}=${value.replaceAll(",", "\\,")}`]),
      ],
      { maxBuffer: 64 * 1024 ** 2, env: { ...process.env, HELM_CACHE_HOME: folder, HELM_CONFIG_HOME: folder } },
    );
    return stdout;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
