/** Copies of backups outside of the account: what a stack's file says of the one that receives them (docs/recovery-stacks.md). */
import * as z from "zod";
import type { ReceiverFacts } from "../components/copies.ts";
import { InvalidInput, show } from "./problems.ts";
import { oneOf, section, stackName, text } from "./schema.ts";

const remote = (what: string) => text(/^:(s3|azureblob),/, `${what}, as rclone takes it`);

/** Facts of the receiver, as its stack output `receiver` has them. */
export const receiver = section({
  stack: stackName("the stack that receives"),
  cloud: oneOf(["aws", "azure"]),
  region: text(/^[a-z0-9-]+$/, "its region"),
  directory: text(/^[0-9a-f-]*$/, "its Entra directory, empty on AWS"),
  tenants: z.record(
    z.string(),
    section({
      identity: text(/\S/, "a role ARN, or a client id"),
      backups: remote("where backups go"),
      archives: remote("where archives go"),
    }),
    { error: "identity and places by tenant" },
  ),
});

export const copies = section({
  to: stackName("the stack that receives the backups: a recovery by backups of this one"),
  /** Written by `longshore link --stack <receiver>`. */
  receiver: receiver.optional(),
}).optional();

type Copies = z.output<typeof copies>;

/**
 * @param stack  whose settings they are
 * @param file   their path, for messages
 * @throws InvalidInput where a stack sends to itself, or has the facts of another receiver
 */
export function checkCopies(stack: string, own: Copies, file: string): void {
  if (!own) return;
  const refuse = (path: string, found: unknown, fits: string) =>
    new InvalidInput([{ path: `${file} longshore:copies.${path}`, found: show(found), fits }]);
  if (own.to === stack) throw refuse("to", own.to, "another stack");
  if (own.receiver && own.receiver.stack !== own.to)
    throw refuse("receiver.stack", own.receiver.stack, `${own.to}: \`npx longshore link --stack ${own.to}\` copies it`);
}

/** What a primary should be told: tenants whose backups nobody receives although the settings say so. */
export function uncopied(own: Copies, tenants: readonly string[]): string | undefined {
  if (!own) return undefined;
  const known: ReceiverFacts["tenants"] = own.receiver?.tenants ?? {};
  const missing = tenants.filter((tenant) => known[tenant] === undefined);
  if (missing.length === 0) return undefined;
  return `no backups of ${missing.join(", ")} are copied to ${own.to} yet: bring ${own.to} up, then \`npx longshore link --stack ${own.to}\` and \`pulumi up\` here`;
}
