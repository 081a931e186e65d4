/** Signals that ask a run to end. */
export const stopSignals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
