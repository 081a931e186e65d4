/** What a set-up says while it works. */

/** What one part is at. */
export interface Activity {
  readonly doing: string;
  /** How many of `total` units are done; both are missing where nobody knows. */
  readonly done?: number;
  readonly total?: number;
  readonly unit?: string;
}

export interface Progress extends Activity {
  /** Number of the part in hand, from 1. */
  readonly part: number;
  readonly parts: number;
  /** What is being made, with its version. */
  readonly title: string;
}

/** Milliseconds between two plain lines about the same part, for logs. */
const plainIntervalMs = 20_000;
/** Milliseconds between two looks at the clock, for a live line. */
const liveIntervalMs = 1_000;

/** @param ms  since the set-up began */
export function formatProgress({ part, parts, title, doing, done, total, unit }: Progress, ms: number): string {
  const amount =
    done === undefined ? "" : ` ${done}${total === undefined ? "" : ` of ${total}`} ${unit ?? ""}`.trimEnd();
  return `[${String(part).padStart(String(parts).length)}/${parts}] ${title}: ${doing}${amount} · ${formatDuration(ms)}`;
}

/** For example `48 s`, `3 min 05 s`. */
export function formatDuration(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const rest = String(seconds % 60);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${rest.padStart(2, "0")} s`;
}

export interface ProgressPrinter {
  readonly update: (progress: Progress) => void;
  /** Takes the live line away. */
  readonly end: () => void;
}

/** Where a printer writes: `process.stderr`, for example. */
export interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** One live line on a terminal; elsewhere a line for each part and one about every 20 seconds. */
export function progressPrinter(screen: Screen, now: () => number = Date.now): ProgressPrinter {
  return screen.isTTY ? liveLine(screen, now) : plainLines(screen, now);
}

function plainLines(screen: Screen, now: () => number): ProgressPrinter {
  const start = now();
  let title = "";
  let last = 0;
  return {
    update(progress) {
      if (progress.title === title && now() - last < plainIntervalMs) return;
      title = progress.title;
      last = now();
      screen.write(`${formatProgress(progress, last - start)}\n`);
    },
    end() {},
  };
}

function liveLine(screen: Screen, now: () => number): ProgressPrinter {
  const start = now();
  const clearLine = "\r\u001b[2K";
  let current: Progress | undefined;
  const draw = (): void => {
    if (current) screen.write(clearLine + formatProgress(current, now() - start).slice(0, (screen.columns || 80) - 1));
  };
  const clock = setInterval(draw, liveIntervalMs).unref();
  return {
    update(progress) {
      current = progress;
      draw();
    },
    end() {
      clearInterval(clock);
      if (current) screen.write(clearLine);
    },
  };
}
