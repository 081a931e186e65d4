import { ManagementLockByScope } from "@pulumi/azure-native/authorization/managementLockByScope.js";
import type { CustomResourceOptions, Input } from "@pulumi/pulumi";

/**
 * Azure's deletion protection: while the lock stands, nobody deletes the resource or what is in it, subscription owners
 * included. `longshore retire` takes it away first.
 */
export function keep(name: string, scope: Input<string>, options: CustomResourceOptions): void {
  new ManagementLockByScope(
    name,
    { scope, lockName: "keep", level: "CanNotDelete", notes: "Holds data: leaves by longshore retire only" },
    { ...options, protect: true },
  );
}
