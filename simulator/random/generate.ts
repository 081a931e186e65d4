/** Random values as Pulumi's random provider makes them. */
import { randomBytes, randomInt } from "node:crypto";
import * as z from "zod";
import type { Properties } from "../providers/provider.ts";

/** Classes of characters, in the provider's own words; `special` can be overridden. */
const alphabets = {
  lower: "abcdefghijklmnopqrstuvwxyz",
  upper: "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
  numeric: "0123456789",
  special: "!@#$%&*()-_=+[]{}<>:?",
} as const;

const text = z.looseObject({
  length: z.int().min(1),
  lower: z.boolean().default(true),
  upper: z.boolean().default(true),
  numeric: z.boolean().default(true),
  special: z.boolean().default(true),
  minLower: z.int().default(0),
  minUpper: z.int().default(0),
  minNumeric: z.int().default(0),
  minSpecial: z.int().default(0),
  overrideSpecial: z.string().optional(),
});

const identifier = z.looseObject({ byteLength: z.int().min(1), prefix: z.string().default("") });

export interface Generated {
  readonly id: string;
  readonly outputs: Properties;
}

/** How each type makes its value, by Pulumi token. */
export const generators: Readonly<Record<string, (inputs: Properties) => Generated>> = {
  "random:index/randomPassword:RandomPassword": (inputs) => {
    const args = text.parse(inputs);
    // A password's id must not be the password.
    return { id: "none", outputs: { ...args, result: randomText(args) } };
  },
  "random:index/randomId:RandomId": (inputs) => {
    const args = identifier.parse(inputs);
    const bytes = randomBytes(args.byteLength);
    const named = (value: string) => args.prefix + value;
    const b64Url = bytes.toString("base64url");
    return {
      id: b64Url,
      outputs: {
        ...args,
        hex: named(bytes.toString("hex")),
        dec: named(BigInt(`0x${bytes.toString("hex")}`).toString()),
        b64Std: named(bytes.toString("base64")),
        b64Url: named(b64Url),
      },
    };
  },
};

/** As many of each class as asked for, the rest from all classes together, in random order. */
function randomText(args: z.output<typeof text>): string {
  const special = args.overrideSpecial ?? alphabets.special;
  const classes = [
    { characters: alphabets.lower, wanted: args.lower, least: args.minLower },
    { characters: alphabets.upper, wanted: args.upper, least: args.minUpper },
    { characters: alphabets.numeric, wanted: args.numeric, least: args.minNumeric },
    { characters: special, wanted: args.special, least: args.minSpecial },
  ].filter(({ wanted }) => wanted);
  const all = classes.map(({ characters }) => characters).join("");
  const chosen = classes.flatMap(({ characters, least }) => pick(characters, least));
  return shuffle([...chosen, ...pick(all, args.length - chosen.length)]).join("");
}

const pick = (characters: string, count: number): string[] =>
  Array.from({ length: Math.max(0, count) }, () => characters.charAt(randomInt(characters.length)));

function shuffle(items: readonly string[]): string[] {
  const shuffled: string[] = [];
  for (const item of items) shuffled.splice(randomInt(shuffled.length + 1), 0, item);
  return shuffled;
}
