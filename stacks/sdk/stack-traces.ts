/**
 * Makes stack traces cheap. Pulumi's launcher looks each frame up in source maps, but this program has none: Node runs its
 * TypeScript with every line and column where it was written.
 */

/** As Node writes it. */
Error.prepareStackTrace = (error, frames) => [Error.prototype.toString.call(error), ...frames].join("\n    at ");
