/** What comes of an evening with tutorials: it works, and everything in it is a classic. */
import * as aws from "@pulumi/aws";

export default () => {
  const provider = new aws.Provider("main", { region: "eu-central-1" });
  const options = { provider };
  const vpc = new aws.ec2.Vpc("shop", { cidrBlock: "10.0.0.0/16" }, options);
  const gateway = new aws.ec2.InternetGateway("shop", { vpcId: vpc.id }, options);
  const table = new aws.ec2.RouteTable(
    "public",
    { vpcId: vpc.id, routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: gateway.id }] },
    options,
  );
  const subnets = ["a", "b"].map((zone, index) => {
    const subnet = new aws.ec2.Subnet(
      `public-${zone}`,
      {
        vpcId: vpc.id,
        cidrBlock: `10.0.${index}.0/24`,
        availabilityZone: `eu-central-1${zone}`,
        mapPublicIpOnLaunch: true,
      },
      options,
    );
    new aws.ec2.RouteTableAssociation(`public-${zone}`, { subnetId: subnet.id, routeTableId: table.id }, options);
    return subnet;
  });
  const open = new aws.ec2.SecurityGroup(
    "open",
    {
      vpcId: vpc.id,
      ingress: [22, 5432].map((port) => ({
        protocol: "tcp",
        fromPort: port,
        toPort: port,
        cidrBlocks: ["0.0.0.0/0"],
      })),
      egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
    },
    options,
  );
  database(subnets, open, options);
  files(options);
  cluster(subnets, options);
  deployer(options);
};

interface Options {
  readonly provider: aws.Provider;
}

function database(subnets: readonly aws.ec2.Subnet[], open: aws.ec2.SecurityGroup, options: Options): void {
  const group = new aws.rds.SubnetGroup("orders", { name: "orders", subnetIds: subnets.map(({ id }) => id) }, options);
  new aws.rds.Instance(
    "orders",
    {
      identifier: "orders",
      engine: "postgres",
      instanceClass: "db.t4g.micro",
      allocatedStorage: 20,
      username: "postgres",
      password: "not-a-secret-of-anybody",
      dbSubnetGroupName: group.name,
      vpcSecurityGroupIds: [open.id],
      publiclyAccessible: true,
      skipFinalSnapshot: true,
    },
    options,
  );
}

function files(options: Options): void {
  const bucket = new aws.s3.Bucket("files", { bucket: "shop-files", forceDestroy: true }, options);
  new aws.s3.BucketPublicAccessBlock("files", { bucket: bucket.bucket, blockPublicPolicy: false }, options);
  new aws.s3.BucketPolicy(
    "files",
    {
      bucket: bucket.bucket,
      policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::shop-files/*" }],
      }),
    },
    options,
  );
}

function cluster(subnets: readonly aws.ec2.Subnet[], options: Options): void {
  const trust = (service: string) =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
    });
  const role = new aws.iam.Role("cluster", { assumeRolePolicy: trust("eks.amazonaws.com") }, options);
  const nodes = new aws.iam.Role("nodes", { assumeRolePolicy: trust("ec2.amazonaws.com") }, options);
  new aws.iam.RolePolicyAttachment(
    "nodes",
    { role: nodes.name, policyArn: "arn:aws:iam::aws:policy/AmazonS3FullAccess" },
    options,
  );
  const subnetIds = subnets.map(({ id }) => id);
  const shop = new aws.eks.Cluster("shop", { name: "shop", roleArn: role.arn, vpcConfig: { subnetIds } }, options);
  new aws.eks.NodeGroup(
    "nodes",
    {
      clusterName: shop.name,
      nodeRoleArn: nodes.arn,
      subnetIds: subnetIds.slice(0, 1),
      scalingConfig: { minSize: 1, maxSize: 1, desiredSize: 1 },
      remoteAccess: { ec2SshKey: "laptop" },
    },
    options,
  );
}

/** For the pipeline. */
function deployer(options: Options): void {
  const user = new aws.iam.User("deploy", { name: "deploy" }, options);
  new aws.iam.AccessKey("deploy", { user: user.name }, options);
  new aws.iam.UserPolicyAttachment(
    "deploy",
    { user: user.name, policyArn: "arn:aws:iam::aws:policy/AdministratorAccess" },
    options,
  );
}
