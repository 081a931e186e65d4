/** Sets the tools up in a process of its own, so that a test can kill it. Prints what it says as lines of JSON. */
import { ensureToolchain } from "../../simulator/toolchain/ensure.ts";

const toolchain = await ensureToolchain((progress) => process.stderr.write(`${JSON.stringify(progress)}\n`));
process.stdout.write(JSON.stringify(toolchain));
