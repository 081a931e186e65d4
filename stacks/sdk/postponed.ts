/**
 * Puts off what Pulumi's SDK loads along with itself and no program of this kind uses: npm's dependency resolver, the
 * TypeScript compiler and the reader of package files, which turn a function of the program into one that runs in the cloud,
 * and the SDK's own parts for programs that run Pulumi and for providers. Whoever does use one gets it as before: it loads
 * when it is first used.
 */
import { createRequire, Module } from "node:module";

const sdk = createRequire(createRequire(import.meta.url).resolve("@pulumi/pulumi"));

for (const name of ["@npmcli/arborist", "typescript", "normalize-package-data", "./automation", "./provider"]) {
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
  module.exports = new Proxy(
    {},
    {
      get: (_, key) => {
        // Whoever imports it asks for this mark first, and must not copy all of it when it is not there.
        if (key === "__esModule") return true;
        const loaded = load();
        return key === "default" && !loaded.__esModule ? loaded : loaded[key];
      },
    },
  );
  return module;
}
