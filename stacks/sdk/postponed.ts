/**
 * Puts off two large packages that Pulumi's SDK loads along with itself: npm's dependency resolver and the TypeScript
 * compiler. The SDK needs them to turn a function of the program into one that runs in the cloud, and no component here asks
 * for that. Whoever does gets them as before: they load when they are first used.
 */
import { createRequire, Module } from "node:module";

const sdk = createRequire(createRequire(import.meta.url).resolve("@pulumi/pulumi"));

for (const name of ["@npmcli/arborist", "typescript"]) {
  const file = locate(name);
  if (file && !sdk.cache[file]) sdk.cache[file] = placeholder(name, file);
}

/** Nothing where the package is not installed: for the compiler the SDK then has a copy of its own. */
function locate(name: string): string | undefined {
  try {
    return sdk.resolve(name);
  } catch {
    return undefined;
  }
}

function placeholder(name: string, file: string): NodeJS.Module {
  const module = new Module(file);
  const load = () => {
    if (sdk.cache[file] === module) delete sdk.cache[file];
    return sdk(name);
  };
  module.loaded = true;
  // Whoever imports it asks for this mark first, and must not copy all of it when it is not there.
  module.exports = new Proxy({}, { get: (_, key) => (key === "__esModule" ? true : load()[key]) });
  return module;
}
