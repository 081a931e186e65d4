/** The stacks of this work tree as faults are played on them: their part in the cloud, without what lives in Kubernetes. */
import { workTree } from "../../simulator/paths.ts";
import type { StackPlace } from "../stacks.ts";
import type { Subject } from "./bed.ts";
import type { Course } from "./course.ts";

/** Objects in the cluster have a control plane of their own to answer for them; these are the cloud's faults. */
const withoutKubernetes = ["**kubernetes:**", "**pulumi:providers:kubernetes::**"].flatMap((urn) => ["--exclude", urn]);

/** What the cloud itself protects, and on Azure what is part of that: `longshore destroy` has its own way with both. */
const locked = [
  "**aws:eks/cluster:Cluster::**",
  "**azure-native:authorization:**",
  "**azure-native:containerservice:**",
  "**azure-native:dbforpostgresql:**",
  "**azure-native:storage:**",
  "**azure-native:keyvault:**",
  "**azure-native:monitor:**",
];

export const subjectOf = ({ project, stack, account, region }: StackPlace): Subject => ({
  project,
  stack,
  account,
  region,
  folder: () => workTree,
  flags: {
    up: [...withoutKubernetes, "--exclude-dependents"],
    // What holds data is protected, and stays.
    destroy: ["--exclude-protected", ...locked.flatMap((urn) => ["--exclude", urn])],
  },
});

/**
 * Kills, and what is replaced meanwhile: another date of the passwords replaces them, and on AWS the secrets' versions
 * (`stacks/rotation.ts`).
 */
export const course: Pick<Course, "every" | "replacement"> = {
  every: 10,
  replacement: {
    flags: ["--config-path", "--config", "longshore:secrets.passwordDate=2026-11-02"],
    back: [],
    every: 2,
  },
};
