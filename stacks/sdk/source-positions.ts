/**
 * Tells the engine where in the program a resource is made. The SDK prints a stack trace for each and reads it back with a
 * regular expression. That takes longer, and makes a path that does not exist out of an ES module's URL:
 * `file:///project/file:/project/stacks/index.ts`.
 */
import { pathToFileURL } from "node:url";
import { getCallSites } from "node:util";
import { Resource } from "@pulumi/pulumi";

/** The most that Node gives. */
const deepest = 200;

Object.assign(Resource, { stackTrace: positions });

/** @param skip  number of frames that belong to the SDK: from the resource's class up */
function positions(skip: number): readonly ({ uri: string; line: number; column: number } | undefined)[] {
  return getCallSites(deepest)
    .slice(skip)
    .map(({ scriptName, lineNumber, columnNumber }) =>
      scriptName === "" || scriptName.startsWith("node:")
        ? undefined
        : { uri: urlOf(scriptName), line: lineNumber, column: columnNumber },
    );
}

/** CommonJS modules go by their path. */
const urlOf = (script: string): string => (script.startsWith("file:") ? script : pathToFileURL(script).href);
