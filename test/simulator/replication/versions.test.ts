import assert from "node:assert/strict";
import { readVersions } from "../../../simulator/aws/api/s3/replication/versions.ts";
import { withTimes, writtenAt } from "../../../simulator/aws/api/s3/version-time.ts";

// Its time is the example of https://github.com/ulid/spec.
const version = "01ARZ3NDEKTSV4RRFFQ69G5FAV";

describe("versions of an object", () => {
  it("say when they were written, in whole seconds", () => {
    assert.equal(writtenAt(version)?.toISOString(), "2016-07-30T23:54:10.000Z");
    assert.equal(writtenAt("null"), undefined);
  });

  it("are listed with that time, not with the one at which they were replaced", () => {
    const entry = (id: string) =>
      `<Version><LastModified>2026-11-22T18:03:59Z</LastModified><Key>a &amp; b</Key><VersionId>${id}</VersionId></Version>`;
    const listed = withTimes(`<ListVersionsResult>${entry(version)}${entry("null")}</ListVersionsResult>`);
    assert.match(listed, /2016-07-30T23:54:10.000Z<\/LastModified><Key>a &amp; b<\/Key><VersionId>01ARZ/);
    assert.match(listed, /2026-11-22T18:03:59Z<\/LastModified><Key>a &amp; b<\/Key><VersionId>null/);
    assert.deepEqual(readVersions(listed), [
      { key: "a & b", version, marker: false },
      { key: "a & b", version: "null", marker: false },
    ]);
  });
});
