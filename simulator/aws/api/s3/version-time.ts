/**
 * When a version was written. The store names versions by ULIDs, which begin with that time (https://github.com/ulid/spec), but
 * dates an old version by when it was replaced; S3 dates all of them by when they were written.
 */

/** Crockford's base 32. */
const digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const ulid = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;
/** Digits of a ULID that are its time. */
const timeDigits = 10;

/** Nothing for a version from before versions were kept. S3 knows whole seconds. */
export function writtenAt(version: string): Date | undefined {
  if (!ulid.test(version)) return undefined;
  const time = [...version.slice(0, timeDigits)].reduce((sum, digit) => sum * 32 + digits.indexOf(digit), 0);
  return new Date(Math.floor(time / 1000) * 1000);
}

/** A listing of versions with the times that S3 says. */
export function withTimes(xml: string): string {
  return xml.replaceAll(/<(Version|DeleteMarker)>.*?<\/\1>/gs, (entry) => {
    const time = writtenAt(/<VersionId>([^<]*)</.exec(entry)?.[1] ?? "");
    return time ? entry.replace(/(<LastModified>)[^<]*/, `$1${time.toISOString()}`) : entry;
  });
}
