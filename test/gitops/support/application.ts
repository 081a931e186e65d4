/** Argo CD's Application, as far as it says what is rendered. */
import * as z from "zod";

const source = z.looseObject({
  repoURL: z.string(),
  targetRevision: z.string(),
  chart: z.string().optional(),
  path: z.string().optional(),
  ref: z.string().optional(),
  helm: z
    .looseObject({
      releaseName: z.string(),
      valueFiles: z.array(z.string()).default([]),
      values: z.string().optional(),
      valuesObject: z.record(z.string(), z.unknown()).optional(),
      parameters: z.array(z.object({ name: z.string(), value: z.string(), forceString: z.literal(true) })).default([]),
    })
    .optional(),
});
export type Source = Readonly<z.output<typeof source>>;

export const application = z.looseObject({
  apiVersion: z.string(),
  kind: z.literal("Application"),
  metadata: z.looseObject({ name: z.string(), labels: z.record(z.string(), z.string()) }),
  spec: z.looseObject({
    project: z.string(),
    destination: z.object({ server: z.string(), namespace: z.string() }),
    source: source.optional(),
    sources: z.array(source).optional(),
  }),
});
export type Application = Readonly<z.output<typeof application>>;

export const sourcesOf = ({ spec }: Application): readonly Source[] =>
  spec.sources ?? (spec.source ? [spec.source] : []);
