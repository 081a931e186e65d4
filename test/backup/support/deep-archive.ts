/** Archives that have lain in a bucket of the simulator for more than a year: S3 must be asked for them before they can be read. */
import { readToolchain } from "../../../simulator/toolchain/toolchain.ts";
import { account, document, keyArn, write, writeBucket } from "../../simulator/internet/platform.ts";
import { type Simulation, startSimulation } from "../../simulator/internet/simulation.ts";
import type { Environment } from "./run.ts";

const bucket = "longshore-archives";

export class DeepArchive {
  readonly #simulation: Simulation;

  private constructor(simulation: Simulation) {
    this.#simulation = simulation;
  }

  static async start(): Promise<DeepArchive> {
    const simulation = await startSimulation();
    const { world, internet } = simulation;
    writeBucket(world, bucket);
    const days = { id: "tiers", status: "Enabled", filter: { prefix: "" } };
    const transitions = [{ days: 365, storageClass: "DEEP_ARCHIVE" }];
    write(world, "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", bucket, {
      bucket,
      rules: [{ ...days, transitions }],
    });
    internet.classes.age(bucket, 400);
    const archive = new DeepArchive(simulation);
    archive.allow("s3:RestoreObject");
    return archive;
  }

  /** What the pod may do with the bucket besides listing, reading and writing; nothing else from now on. */
  allow(...actions: readonly string[]): void {
    const policy = document(
      { Effect: "Allow", Action: "s3:ListBucket", Resource: `arn:aws:s3:::${bucket}` },
      {
        Effect: "Allow",
        Action: ["s3:GetObject", "s3:PutObject", ...actions],
        Resource: `arn:aws:s3:::${bucket}/*`,
      },
      { Effect: "Allow", Action: ["kms:Decrypt", "kms:GenerateDataKey"], Resource: keyArn },
    );
    const properties = { role: "backup", name: "archives", policy };
    write(this.#simulation.world, "aws:iam/rolePolicy:RolePolicy", "backup:archives", properties);
  }

  /** @param seconds  that S3 takes for what it is asked for in a hurry or in bulk */
  setRetrieval(tier: "Standard" | "Bulk", seconds: number): void {
    this.#simulation.internet.classes.setRetrieval(tier, seconds);
  }

  /**
   * Puts archives there.
   * @param folder  where they are
   * @returns what makes the backup tool use them
   */
  async take(folder: string, name: string): Promise<Environment> {
    const remote = `:s3,provider=AWS,env_auth,region=eu-central-1,no_check_bucket:${bucket}/${account}/${name}`;
    await this.rclone("copy", folder, remote);
    const { PATH: _, HOME: __, ...environment } = this.#simulation.environment;
    return { ...environment, ARCHIVE_REMOTE: remote };
  }

  /** @returns what it printed, after its exit code */
  async rclone(...args: readonly string[]): Promise<string> {
    const { code, output } = await this.#simulation.run(readToolchain().bin.rclone, args, { RCLONE_CONFIG: "" });
    return `${code} ${output}`;
  }

  end(): Promise<void> {
    return this.#simulation.end();
  }
}
