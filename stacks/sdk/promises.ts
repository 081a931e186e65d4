/**
 * Lets the SDK watch its promises without a stack trace for each. It takes several for every resource, and shows them only
 * where `PULUMI_DEBUG_PROMISE_LEAKS` is set (`runtime/debuggable.js`). That promises which never end fail the program stays
 * as it is.
 */
import debuggable from "@pulumi/pulumi/runtime/debuggable.js";

const name = "debuggablePromise";
const watch: unknown = Reflect.get(debuggable, name);

if (process.env.PULUMI_DEBUG_PROMISE_LEAKS === undefined && typeof watch === "function") {
  Object.assign(debuggable, { [name]: (...args: readonly unknown[]) => withoutTrace(() => watch(...args)) });
}

function withoutTrace<Result>(work: () => Result): Result {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return work();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}
