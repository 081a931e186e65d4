/** Which service, region and bucket a host name of AWS means. */

export interface AwsHost {
  /** As in the host name, for example `s3` or `secretsmanager`. */
  readonly service: string;
  /** Nothing for a service's global host. */
  readonly region: string | undefined;
  /** Bucket of a virtual-host style name, or empty. */
  readonly bucket: string;
}

const region = "[a-z]{2}(?:-[a-z]+)+-\\d";
const s3Host = new RegExp(`^(?:(.+)\\.)?s3(?:\\.dualstack)?(?:\\.(${region}))?\\.amazonaws\\.com$`);
const serviceHost = new RegExp(`^([a-z0-9-]+)(?:\\.(${region}))?\\.amazonaws\\.com$`);

/** Nothing where the host is not AWS's. */
export function readAwsHost(host: string): AwsHost | undefined {
  const s3 = s3Host.exec(host);
  if (s3) return { service: "s3", region: s3[2], bucket: s3[1] ?? "" };
  const other = serviceHost.exec(host);
  return other?.[1] ? { service: other[1], region: other[2], bucket: "" } : undefined;
}
