/** What a storage account holds, by its tag `kind`. */
import type { StackView } from "../judge/stack-view.ts";
import type { Subject } from "../judge/subject.ts";
import { lock, resourceGroup, storageAccount } from "./types.ts";

/** Records of connections: written by Azure itself, and gone after their time. Everything else is a tenant's. */
const flowLogs = "flowlogs";

/** @throws UnknownValueError */
export const kindOf = ({ inputs }: Subject): string => inputs.text("tags.kind");

/** @throws UnknownValueError */
export const holdsObjects = (account: Subject): boolean => kindOf(account) !== flowLogs;

/** Accounts that a service, container or lifecycle belongs to. */
export const accountsOf = (stack: StackView, part: Subject): readonly Subject[] =>
  stack.linked(part, "accountName", storageAccount);

/** Whether Azure refuses to delete a resource: it, or the group that it is in, has a lock. */
export const isLocked = (stack: StackView, subject: Subject): boolean =>
  [subject, ...stack.linked(subject, "resourceGroupName", resourceGroup)].some(
    (held) => stack.linking(held, lock, "scope").length > 0,
  );
