/** Failures on order: the tests and `npm run faults` ask for them, provider calls run into them. */
import * as z from "zod";
import { type Operation, operations, type Subject } from "./providers/provider.ts";

/** One call that fails, once. */
export const faultSchema = z.strictObject({
  operation: z.enum(operations),
  /** Type token or name of the resource; every resource where it is left out. */
  resource: z.string().optional(),
  /** Which of the matching calls fails, counted from 1. */
  nth: z.int().min(1).default(1),
  /** `before`: nothing has happened. `after`: it has happened, but the answer says that it did not come to its end. */
  when: z.enum(["before", "after"]),
  /** What the cloud says. */
  message: z.string().default("RequestError: send request failed"),
});

export type Fault = z.input<typeof faultSchema>;

export class Faults {
  #waiting: (z.output<typeof faultSchema> & { left: number })[] = [];

  add(fault: Fault): void {
    const parsed = faultSchema.parse(fault);
    this.#waiting.push({ ...parsed, left: parsed.nth });
  }

  /** Counts a call and gives the fault that is due for it, which is then used up. */
  take(operation: Operation, { type, urn }: Subject): z.output<typeof faultSchema> | undefined {
    const name = urn.slice(urn.lastIndexOf("::") + 2);
    const matching = this.#waiting.filter(
      (fault) => fault.operation === operation && [undefined, type, name].includes(fault.resource),
    );
    for (const fault of matching) fault.left -= 1;
    const due = matching.find(({ left }) => left <= 0);
    this.#waiting = this.#waiting.filter((fault) => fault !== due);
    return due;
  }
}
