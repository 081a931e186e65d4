/**
 * What the EKS Pod Identity Agent does on every node: gives a pod the credentials of the role that is associated with its
 * service account. Pods find it through `AWS_CONTAINER_CREDENTIALS_FULL_URI`; here it listens on loopback, on a node on
 * 169.254.170.23. https://docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html
 */
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { Session } from "../iam/principal.ts";
import { assumeRole } from "./assume-role.ts";
import type { Services } from "./call.ts";
import type { Credentials } from "./credentials.ts";
import { AwsError, toAwsError } from "./errors.ts";

/** The pod that a service account token was made for. */
export interface PodToken {
  /** Name of the EKS cluster. */
  readonly cluster: string;
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly pod: { readonly name: string; readonly uid: string };
}

/** Asks a cluster's API server about a token for the audience `pods.eks.amazonaws.com`; nothing where it is not valid. */
export type WhoIs = (token: string) => Promise<PodToken | undefined>;

export const podIdentityAudience = "pods.eks.amazonaws.com";
/** Seconds; EKS gives six hours, whatever the role's own limit is. */
const sessionSeconds = 6 * 3600;
/** Seconds that every role allows. */
const allowedSeconds = 3600;

/**
 * The session that a pod gets.
 * @throws AwsError where nothing is associated, or the role does not trust EKS with this pod
 */
export function assumeRoleForPod(
  { world, authoriser }: Pick<Services, "world" | "authoriser">,
  token: PodToken,
): Session {
  const { cluster: clusterName, namespace, serviceAccount, pod } = token;
  const association = world
    .all("aws:eks/podIdentityAssociation:PodIdentityAssociation")
    .find(
      ({ outputs }) =>
        outputs.clusterName === clusterName &&
        outputs.namespace === namespace &&
        outputs.serviceAccount === serviceAccount,
    );
  if (!association) {
    const text = `no pod identity association for ${namespace}/${serviceAccount} in cluster ${clusterName}`;
    throw new AwsError("ResourceNotFoundException", 404, text);
  }
  const cluster = world.all("aws:eks/cluster:Cluster").find(({ outputs }) => outputs.name === clusterName);
  const tags = {
    "eks-cluster-arn": String(cluster?.outputs.arn),
    "eks-cluster-name": clusterName,
    "kubernetes-namespace": namespace,
    "kubernetes-service-account": serviceAccount,
    "kubernetes-pod-name": pod.name,
    "kubernetes-pod-uid": pod.uid,
  };
  const tagged = association.outputs.disableSessionTags !== true;
  const agent = { kind: "service", name: podIdentityAudience } as const;
  return assumeRole(world, authoriser, agent, {
    role: String(association.outputs.roleArn),
    session: `eks-${clusterName}-${pod.name}-${randomUUID()}`.slice(0, 64),
    seconds: allowedSeconds,
    tags: tagged ? tags : {},
    transitiveTags: tagged ? Object.keys(tags) : [],
  });
}

export class PodIdentityAgent {
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(services: Services, whoIs: WhoIs): Promise<PodIdentityAgent> {
    const server = createServer(async (request, response) => {
      try {
        const pod = await whoIs(request.headers.authorization ?? "");
        if (request.url !== "/v1/credentials") throw new AwsError("NotFound", 404, "only /v1/credentials is here");
        if (!pod) throw new AwsError("InvalidTokenException", 400, "the cluster does not know this token");
        const session = assumeRoleForPod(services, pod);
        const credentials = services.issuer.issueCredentials(session, sessionSeconds);
        response.writeHead(200, { "content-type": "application/json" }).end(containerCredentials(session, credentials));
      } catch (error) {
        const { status, code, message } = toAwsError(error, "json");
        response.writeHead(status, { "content-type": "text/plain" }).end(`${code}: ${message}`);
      }
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return new PodIdentityAgent(server);
  }

  /** For `AWS_CONTAINER_CREDENTIALS_FULL_URI`. */
  get url(): string {
    const address = this.#server.address();
    const port = typeof address === "object" ? address?.port : undefined;
    return `http://127.0.0.1:${port}/v1/credentials`;
  }

  async close(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, "close");
  }
}

/** https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html */
function containerCredentials(session: Session, credentials: Credentials): string {
  return JSON.stringify({
    AccessKeyId: credentials.accessKeyId,
    SecretAccessKey: credentials.secretAccessKey,
    Token: credentials.sessionToken,
    AccountId: session.account,
    Expiration: credentials.expiration.toISOString(),
  });
}
