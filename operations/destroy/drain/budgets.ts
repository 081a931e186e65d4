/**
 * Disruption budgets. A node pool of AKS is emptied before it is deleted, and one budget that allows nothing keeps the whole
 * deletion waiting until it fails (https://aka.ms/aks/debugdrainfailures, named by AKS in its own error; 2026-11).
 */
import type { Api } from "../../../simulator/kubernetes/api/api.ts";
import { type Budget, budgets, listKnown, nameOf } from "./kinds.ts";

/** A budget that lets no pod go now. */
export const blocks = ({ status = {} }: Budget): boolean =>
  (status.expectedPods ?? 0) > 0 && (status.disruptionsAllowed ?? 0) === 0;

/** The cloud's own parts of the cluster: it looks after them itself, and puts their budgets back. */
export const isTheClouds = ({ metadata: { namespace = "", labels = {} } }: Budget): boolean =>
  namespace === "kube-system" || "addonmanager.kubernetes.io/mode" in labels;

/**
 * Takes away the blocking budgets of pods that end with the cluster anyway.
 * @returns those that were lifted, and the cloud's own that block
 */
export async function liftBudgets(api: Api): Promise<{ lifted: readonly string[]; left: readonly string[] }> {
  const blocking = (await listKnown(api, budgets)).filter(blocks);
  const ours = blocking.filter((budget) => !isTheClouds(budget));
  for (const { metadata } of ours) await api.remove(budgets, metadata);
  return { lifted: ours.map(nameOf), left: blocking.filter(isTheClouds).map(nameOf) };
}
