/** Whom a file of a commit concerns, by the annotation that Argo CD reads. */
import * as z from "zod";
import type { Application } from "./application.ts";
import type { Rendered } from "./render.ts";

const annotated = z.looseObject({
  annotations: z.looseObject({ "argocd.argoproj.io/manifest-generate-paths": z.string() }),
});

/** Absolute paths in the repository. The root is Pulumi's and has none: it is rendered at every commit. */
const pathsOf = ({ metadata }: Application): readonly string[] =>
  annotated.parse(metadata).annotations["argocd.argoproj.io/manifest-generate-paths"].split(";");

/** As Argo CD 3.5 decides (util/app/path/path.go, AppFilesHaveChanged), for paths without wildcards. */
export const concerns =
  (file: string) =>
  (application: Application): boolean =>
    pathsOf(application).some((path) => file === path || file.startsWith(`${path}/`));

/** All Applications but the root. */
export const followersOf = (platform: readonly Rendered[]): readonly Application[] =>
  platform.map(({ application }) => application).filter(({ metadata }) => metadata.name !== "root");
