/** A pod's status, out of the states of its containers. */
import type { Condition, ContainerStatus, Pod, PodStatus } from "../api/model.ts";

export interface Observed {
  readonly init: readonly ContainerStatus[];
  readonly containers: readonly ContainerStatus[];
  readonly podAddress: string;
  readonly nodeAddress: string;
  /** When the kubelet took the pod on. */
  readonly started: string;
  /** Now, for conditions that change. */
  readonly now: string;
}

export function podStatus({ spec, status }: Pod, observed: Observed): PodStatus {
  const { init, containers, podAddress, nodeAddress, started, now } = observed;
  const initialised = init.every(({ state, ready }) => state.terminated?.exitCode === 0 || ready);
  const ready = containers.every((container) => container.ready);
  const phase = phaseOf(spec.restartPolicy ?? "Always", init, containers);
  const over = phase === "Succeeded" ? "PodCompleted" : phase === "Failed" ? "PodFailed" : undefined;
  const notReady = over ?? "ContainersNotReady";
  const conditions: Condition[] = [
    { type: "PodReadyToStartContainers", status: truth(over === undefined) },
    { type: "Initialized", status: truth(initialised), ...(initialised ? {} : { reason: "ContainersNotInitialized" }) },
    { type: "ContainersReady", status: truth(ready), ...(ready ? {} : { reason: notReady }) },
    { type: "Ready", status: truth(ready), ...(ready ? {} : { reason: notReady }) },
  ];
  return {
    phase,
    conditions: [
      ...(status?.conditions ?? []).filter(({ type }) => !conditions.some((own) => own.type === type)),
      ...conditions.map((condition) => dated(condition, status?.conditions ?? [], now)),
    ],
    podIP: podAddress,
    podIPs: [{ ip: podAddress }],
    hostIP: nodeAddress,
    hostIPs: [{ ip: nodeAddress }],
    startTime: started,
    initContainerStatuses: init,
    containerStatuses: containers,
  };
}

/** https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-phase (read 2026-11-22). */
export function phaseOf(
  policy: "Always" | "OnFailure" | "Never",
  init: readonly ContainerStatus[],
  containers: readonly ContainerStatus[],
): "Pending" | "Running" | "Succeeded" | "Failed" {
  const failed = ({ state }: ContainerStatus) => state.terminated !== undefined && state.terminated.exitCode !== 0;
  if (policy === "Never" && init.some(failed)) return "Failed";
  if (containers.every(({ state }) => state.terminated) && policy !== "Always") {
    if (!containers.some(failed)) return "Succeeded";
    if (policy === "Never") return "Failed";
  }
  return containers.some(({ state, lastState }) => state.running || state.terminated || lastState)
    ? "Running"
    : "Pending";
}

const truth = (value: boolean): Condition["status"] => (value ? "True" : "False");

/** Keeps the time of the last change. */
function dated(condition: Condition, before: readonly Condition[], now: string): Condition {
  const known = before.find(({ type }) => type === condition.type);
  const same = known?.status === condition.status ? known.lastTransitionTime : undefined;
  return { ...condition, lastTransitionTime: same ?? now };
}
