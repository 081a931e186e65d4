/** What the table in `tools.ts` says of a tool. */
import { isAtLeast, type Version } from "./version.mjs";

/** How to recognise a suitable tool that the user has installed. */
export interface PathRule {
  readonly command: string;
  /** Arguments that make it print its version. */
  readonly args: readonly string[];
  /** Programs that must stand in the same folder. */
  readonly beside?: readonly string[];
}

/** A program built from a Go module. */
export interface GoTool {
  readonly title: string;
  /** Subfolder with its go.mod and go.sum. */
  readonly group: string;
  /** The module whose version is the tool's. */
  readonly module: string;
  /** Import path of the main package. */
  readonly package: string;
  /** Go variables that the linker sets, for programs that would not know their version. `v` starts with a v. */
  readonly variables?: (v: string) => Readonly<Record<string, string>>;
  /** Set where the module's source must be changed before it builds; see `patched-source.ts`. */
  readonly patch?: SourcePatch;
  readonly onPath?: PathRule & { readonly accepts: (found: Version, pinned: Version) => boolean };
}

export interface SourcePatch {
  /** Checksum of the module as go.sum would have it; go.sum has none for a module that is replaced. */
  readonly sum: string;
  /** Entries of the module's root that the build needs. */
  readonly keep: readonly string[];
  /** Folders below them that it must not see; `overlay` has something in their place. */
  readonly drop?: readonly string[];
}

/** Programs out of a Python wheel. */
export interface WheelTool {
  readonly title: string;
  /** Subfolder with its requirements.txt. */
  readonly group: string;
  /** Glob patterns of what is kept. */
  readonly keep: readonly string[];
  /** A library that is taken from another wheel of the group, with all that stands beside it there; glob patterns. */
  readonly replace?: { readonly library: string; readonly by: string };
  /** Glob pattern of the program whose version counts. */
  readonly program: string;
  readonly onPath: PathRule & { readonly accepts: (found: Version) => boolean };
}

export const exactly = (found: Version, pinned: Version): boolean => found.join() === pinned.join();
export const sameMinor = (found: Version, pinned: Version): boolean => found[0] === pinned[0] && found[1] === pinned[1];
/** For linters: another version would judge otherwise. */
export const never = (): boolean => false;
/** Same major version and not older. */
export const sameMajor = (found: Version, pinned: Version): boolean =>
  found[0] === pinned[0] && isAtLeast(found, pinned);
