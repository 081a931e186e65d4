/** What it takes to render one tenant: the charts of its Applications, with the values that Argo CD has for them. */
import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import * as z from "zod";
import type { Api } from "../../simulator/kubernetes/api/api.ts";
import { applications } from "../../simulator/kubernetes/client/applications.ts";
import { readToolchain } from "../../simulator/toolchain/toolchain.ts";
import { timed } from "./timed.ts";

const run = promisify(execFile);

const rendered = z.looseObject({
  spec: z.looseObject({
    destination: z.looseObject({ namespace: z.string() }),
    source: z.looseObject({
      path: z.string(),
      helm: z.looseObject({
        releaseName: z.string(),
        valueFiles: z.array(z.string()),
        values: z.string().optional(),
        valuesObject: z.unknown().optional(),
      }),
    }),
  }),
});

/**
 * @param tree  root of what was published
 * @returns seconds for all of the tenant's Applications, one after the other
 */
export async function renderTenant(api: Api, tree: string, tenant: string): Promise<number> {
  const { items } = await api.list(applications, { namespace: "argocd", labels: `longshore.dev/tenant=${tenant}` });
  const all = items.map((item) => rendered.parse(item).spec);
  return timed(async () => {
    for (const { destination, source } of all) {
      const { path, helm } = source;
      const top = join(tree, "values.yaml");
      writeFileSync(top, helm.values ?? JSON.stringify(helm.valuesObject));
      const files = [...helm.valueFiles.map((file) => join(tree, path, file)), top];
      const values = files.flatMap((file) => ["--values", file]);
      const args = ["template", helm.releaseName, join(tree, path), "--namespace", destination.namespace, ...values];
      await run(readToolchain().bin.helm, args, { maxBuffer: 64 * 1024 ** 2 });
    }
  });
}
