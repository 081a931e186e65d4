/**
 * Makes stack traces cheap. Pulumi's launcher looks each frame up in source maps, but this program has none: Node runs its
 * TypeScript with every line and column where it was written. And the SDK takes a trace for each promise of each property
 * of each resource, which it shows only where `PULUMI_DEBUG_PROMISE_LEAKS` is set (`runtime/debuggable.js`).
 */
const promisesAreTraced = process.env.PULUMI_DEBUG_PROMISE_LEAKS !== undefined;

/** As Node writes it. */
Error.prepareStackTrace = (error, frames) => {
  if (!promisesAreTraced && frames[0]?.getFunctionName() === "debuggablePromise") return "";
  return [Error.prototype.toString.call(error), ...frames].join("\n    at ");
};
