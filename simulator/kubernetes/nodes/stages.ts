/**
 * What KWOK does with nodes and pods: its own published stages, read from its module, with one rule more. A pod with a
 * container that a local program can run is left to the process kubelet.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import * as z from "zod";

/** Folders of the module: nodes become ready and send heartbeats, pods become ready, Jobs complete, deleted pods go. */
const nodeStages = ["node/fast", "node/heartbeat-with-lease"];
const podStages = ["pod/fast"];

const stage = z.looseObject({
  spec: z.looseObject({ selector: z.looseObject({ matchExpressions: z.array(z.unknown()) }) }),
});

type Stage = z.output<typeof stage>;

/**
 * @param module  folder of the Go module `sigs.k8s.io/kwok`
 * @param real    regular expression of the images that have a local program
 * @returns KWOK's configuration file
 */
export function stages(module: string, real: string): string {
  const read = (folder: string) => readStages(join(module, "kustomize", "stage", folder));
  const standIns = podStages.flatMap(read).map((pod) => withoutImages(pod, real));
  return [...nodeStages.flatMap(read), ...standIns].map((document) => stringify(document)).join("---\n");
}

function readStages(folder: string): Stage[] {
  const files = readdirSync(folder).filter((name) => name.endsWith(".yaml") && name !== "kustomization.yaml");
  return files.map((name) => stage.parse(parse(readFileSync(join(folder, name), "utf8"))));
}

function withoutImages(pod: Stage, images: string): Stage {
  const rule = {
    key: `.spec.containers[].image | test(${JSON.stringify(images)})`,
    operator: "NotIn",
    values: ["true"],
  };
  const { selector } = pod.spec;
  const matchExpressions = [...selector.matchExpressions, rule];
  return { ...pod, spec: { ...pod.spec, selector: { ...selector, matchExpressions } } };
}
