/** One line of the parity table: what the contract asks for, and how each cloud gives it. */
import type { CloudName } from "../../../components/contracts/context.ts";
import { ofType, type Registered } from "../mocks.ts";

export interface Answer {
  /** For the table. */
  readonly text: string;
  /** Asserts it on the registrations of the production stack. */
  readonly proof: (resources: readonly Registered[]) => void;
}

export interface Row extends Readonly<Record<CloudName, Answer>> {
  readonly area:
    | "encryption"
    | "privacy"
    | "zones"
    | "identities"
    | "tags and money"
    | "protection"
    | "lifecycle"
    | "operation";
  readonly asks: string;
  /** Where one cloud gives something else than what is asked: what it is, and why it serves. */
  readonly instead?: string;
}

/** A value deep in a resource's inputs, by a path with dots; undefined where there is none. */
export const input = ({ inputs }: Registered, path: string): unknown =>
  path
    .split(".")
    .reduce<unknown>((value, key) => (value === undefined ? value : Reflect.get(Object(value), key)), inputs);

/** Every resource of a type, of which there must be some: what asserts about none asserts nothing. */
export function every(resources: readonly Registered[], type: string): readonly Registered[] {
  const found = ofType(resources, type);
  if (found.length === 0) throw new Error(`no resource of type ${type}`);
  return found;
}
