/** Ways of a user to break off. */
const signals = ["SIGINT", "SIGTERM"] as const;

/**
 * Works with something and closes it in the end, also where the work fails or the user breaks off: then the program ends with 1.
 * @returns what the work does
 */
export async function closing<Opened extends { close(): Promise<void> }, Result>(
  opened: Opened,
  work: (opened: Opened) => Promise<Result>,
): Promise<Result> {
  const end = (): void => void opened.close().then(() => process.exit(1));
  for (const signal of signals) process.once(signal, end);
  try {
    return await work(opened);
  } finally {
    await opened.close();
    for (const signal of signals) process.off(signal, end);
  }
}
