/** Where Argo CD will get everything from: the Git repository with its credential, and the charts' repositories. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import * as z from "zod";
import { workTree } from "../../../simulator/paths.ts";
import { readConfig } from "../configuration.ts";
import { type Finding, good, wrong } from "../finding.ts";
import type { Subject } from "../subject.ts";

const component = z.looseObject({ chart: z.object({ repository: z.url() }).optional() });
/** Milliseconds in which a host answers. */
const patience = 15_000;

export async function checkSources(subject: Subject): Promise<readonly Finding[]> {
  const { mirrors } = subject.settings;
  const charts = chartRepositories(join(workTree, "gitops", "platform"), mirrors.charts);
  return Promise.all([checkRepository(subject), ...charts.map(checkCharts)]);
}

/** Base URLs of the charts; a mirror holds each component's under its name. */
export function chartRepositories(folder: string, mirror: string | undefined): readonly string[] {
  const urls = readdirSync(folder).flatMap((name) => {
    const file = join(folder, name, "component.yaml");
    if (!existsSync(file)) return [];
    const { chart } = component.parse(parse(readFileSync(file, "utf8")));
    return chart ? [mirror ? `${mirror}/${name}` : chart.repository] : [];
  });
  return [...new Set(urls)].sort();
}

async function checkCharts(url: string): Promise<Finding> {
  const what = `charts of ${url}`;
  const answer = await ask(`${url}/index.yaml`, {});
  const remedy = "let this host be reached, or set longshore:mirrors.charts to one that can";
  return answer === 200 ? good(what, "answers") : wrong(what, `index.yaml: ${answer}`, remedy);
}

async function checkRepository({ settings, place }: Subject): Promise<Finding> {
  const { repository } = settings.gitops;
  const what = `Git repository ${repository}`;
  const credential = await readConfig(place.stack);
  const basic = credential && Buffer.from(`${credential.username}:${credential.password}`).toString("base64");
  const headers: Record<string, string> = basic ? { authorization: `Basic ${basic}` } : {};
  return judgeRepository(
    what,
    await ask(`${repository}/info/refs?service=git-upload-pack`, headers),
    basic !== undefined,
  );
}

/** @param answer  HTTP status, or why there was none */
export function judgeRepository(what: string, answer: number | string, credential: boolean): Finding {
  if (answer === 200)
    return good(what, credential ? "answers to the stack's credential" : "answers without a credential");
  if (answer === 401 || answer === 403 || answer === 404)
    return wrong(
      what,
      `${answer} ${credential ? "to the stack's credential" : "without a credential"}`,
      "pulumi config set --secret --path longshore:repositoryCredential.password, with a token that may read it",
    );
  return wrong(what, `no answer: ${answer}`, "let this host be reached from the runner and from the cluster");
}

async function ask(url: string, headers: Readonly<Record<string, string>>): Promise<number | string> {
  try {
    const { status, body } = await fetch(url, { headers, signal: AbortSignal.timeout(patience) });
    await body?.cancel();
    return status;
  } catch (error) {
    const { cause, message } = error instanceof Error ? error : new Error(String(error));
    return cause instanceof Error ? cause.message : message;
  }
}
