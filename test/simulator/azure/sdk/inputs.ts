/** What the sample Azure stacks send, held against every source there is. */
import { standardPlatform } from "../../../components/platforms.ts";
import { type Finding, findings } from "./check.ts";
import { declared } from "./declared.ts";
import { type Mapper, readSdk, type Sdk } from "./mapper.ts";
import { mistaken, sources } from "./sources.ts";

export const stacks = ["azure-development", "azure-staging", "azure-production"] as const;

const provider = "azure-native:";

/** A resource that a stack sends. */
export interface Sent {
  /** Without the provider's name, for example `storage:BlobContainer`. */
  readonly type: string;
  readonly name: string;
  readonly stack: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

export async function everythingSent(): Promise<readonly Sent[]> {
  const sent: Sent[] = [];
  for (const stack of stacks) {
    const { resources } = await standardPlatform(stack);
    for (const { type, name, inputs } of resources)
      if (type.startsWith(provider) && type.split(":").length === 3)
        sent.push({ type: type.slice(provider.length), name, stack, inputs });
  }
  return sent;
}

const sdks = new Map<string, Promise<Sdk>>();

function sdkOf(service: string): Promise<Sdk> {
  const known = sdks.get(service) ?? readSdk(service);
  sdks.set(service, known);
  return known;
}

/** What both sources say of one value. */
export interface Verdict extends Finding {
  /** Whether one of Microsoft's packages has a member of that name. */
  readonly inPackage: boolean;
}

/** Versions of the API that the provider calls, and that the package was made from. */
export async function versionsOf(type: string): Promise<{ provider: string; sdk: string | undefined }> {
  const source = sources[type];
  return {
    provider: declared(`${provider}${type}`).apiVersion,
    sdk: source && (await sdkOf(source.service)).apiVersion,
  };
}

/** Every value of a resource, with what is wrong with it. */
export async function verdicts({ type, inputs }: Pick<Sent, "type" | "inputs">): Promise<readonly Verdict[]> {
  const byProvider = findings(inputs, declared(`${provider}${type}`).mapper, new Map()).map((finding) =>
    mistaken[type]?.[finding.path] === undefined ? finding : { path: finding.path, known: true, limited: false },
  );
  const byPackage = new Map((await inPackage(type, inputs)).map((finding) => [finding.path, finding]));
  const paths = new Map([...byProvider, ...byPackage.values()].map((finding) => [finding.path, finding]));
  return [...paths.keys()].map((path) => {
    const own = byProvider.filter((finding) => finding.path === path);
    const theirs = byPackage.get(path);
    const all = theirs ? [...own, theirs] : own;
    const problem = all.find((finding) => finding.problem !== undefined)?.problem;
    return {
      path,
      known: all.some(({ known }) => known),
      limited: all.some(({ limited }) => limited),
      inPackage: theirs?.known ?? false,
      ...(problem === undefined ? {} : { problem }),
    };
  });
}

async function inPackage(type: string, inputs: Sent["inputs"]): Promise<readonly Finding[]> {
  const source = sources[type];
  if (!source) return [];
  const { models, parameters } = await sdkOf(source.service);
  const model = demand(models, source.model);
  const inPath = Object.entries(source.names).map(([input, name]) => [input, demand(parameters, name)] as const);
  const names = new Set(Object.keys(source.names));
  const body = Object.fromEntries(Object.entries(inputs).filter(([key]) => !names.has(key)));
  return [
    ...inPath.flatMap(([input, mapper]) => findings(inputs[input], mapper, models, input)),
    ...findings(body, model, models),
  ];
}

function demand(all: ReadonlyMap<string, Mapper>, name: string): Mapper {
  const found = all.get(name);
  if (!found) throw new Error(`the package has nothing named ${name}: correct test/simulator/azure/sdk/sources.ts`);
  return found;
}
