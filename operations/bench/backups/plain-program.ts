/** `node plain-program.ts dump|restore`: the plain way in a process of its own, as the backup tool has one. */
import { required } from "../../../images/backup/src/settings.ts";
import { dumpPlain, restorePlain } from "./plain.ts";

const { PATH, FILES, SCRATCH, STORED } = required(process.env, ["PATH", "FILES", "SCRATCH", "STORED"]);
const login = required(process.env, ["PGHOST", "PGPORT", "PGUSER", "PGPASSWORD", "PGSSLMODE", "PGDATABASE"]);
const places = { PATH, login, files: FILES, scratch: SCRATCH, stored: STORED };
await (process.argv[2] === "dump" ? dumpPlain : restorePlain)(places);
