/** Lists what a type refuses, with words in angle quotes in place of what only a request knows. */
import type { Properties } from "../world.ts";
import type { Definition, NameError, Refused, Request, ResourceDefinition, Source } from "./definition.ts";

const unsourced: Source = { believed: "no source was found for the wording" };
const name = "‹name›";

/** Everything that a description says itself. */
export function refusedBy<Inputs extends Properties>(description: ResourceDefinition<Inputs>): readonly Refused[] {
  const { checks = [], references = {}, unique, refusals = [], keeps = [], backing } = description;
  const inputs = placeholder<Inputs>("inputs");
  const request = placeholder<Request<Inputs>>("request");
  const said = <Asked>(message: string | ((asked: Asked) => string), asked: Asked): string =>
    typeof message === "string" ? message : message(asked);
  return [
    ...checks.map(({ reason, source }) => row("check", "", said<Properties>(reason, inputs), source)),
    ...Object.values(references).map(({ missing }) => nameRow("write", missing)),
    ...(unique ? [row("write", unique.code, unique.message(inputs, placeholder("taken")), unique.source)] : []),
    ...refusals.map(({ code, message, source }) => row("write", code, said(message, request), source)),
    ...keeps.map(({ code, message, source }) => row("delete", code, said(message, request), source)),
    ...(backing?.guard ? [row("delete", backing.guard.code, backing.guard.message, backing.guard.source)] : []),
  ];
}

/** The row of a type that is changed one step at a time. */
export const refusedWhileBusy = <Inputs extends Properties>(busy: {
  readonly code: string;
  readonly message: (inputs: Inputs) => string;
  readonly source: Source;
}): Refused => row("write", busy.code, busy.message(placeholder<Inputs>("inputs")), busy.source);

/** Everything that a type refuses, each case once, with what is refused because others name it. */
export function refusedOf(definition: Definition, definitions: readonly Definition[]): readonly Refused[] {
  const targets = definitions.flatMap(({ references = {} }) => Object.values(references));
  const held = targets.flatMap((target) =>
    target.type === definition.type && target.held ? [nameRow("delete", target.held)] : [],
  );
  const all = [...definition.refused(), ...held];
  return [...new Map(all.map((refused) => [[refused.at, refused.code, refused.message].join("|"), refused])).values()];
}

const row = (at: Refused["at"], code: string, message: string, source: Source = unsourced): Refused => ({
  at,
  code,
  message,
  source,
});

const nameRow = (at: Refused["at"], { code, message, source }: NameError): Refused =>
  row(at, code, message(name, "‹holder›"), source);

/**
 * Stands for anything: every property of it is such a placeholder again, every call gives back what it was called on, and
 * as a text it is its own name in angle quotes. So a message can be asked for without a request.
 */
function placeholder<Type extends object>(own: string): Type;
function placeholder(own: string): object {
  return new Proxy(() => undefined, {
    get: (_target, key) => {
      if (key === Symbol.toPrimitive) return () => `‹${own}›`;
      if (key === Symbol.iterator) return () => [placeholder(own)].values();
      return methods.has(String(key)) ? method(own) : placeholder(/^\d+$/.test(String(key)) ? own : String(key));
    },
  });
}

/** Called on a placeholder, they are not its properties. */
const methods = new Set([
  "all",
  "filter",
  "find",
  "flatMap",
  "get",
  "join",
  "list",
  "map",
  "replace",
  "slice",
  "split",
  "toString",
]);
const method = (own: string) => (): object => placeholder(own);
