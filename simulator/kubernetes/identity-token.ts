/** A pod's token for its cloud, as EKS and AKS project it into the pod on its way in. */
import type { Container, EnvironmentVariable, Pod } from "./api/model.ts";

export interface IdentityToken {
  /** Name of the volume. */
  readonly volume: string;
  /** Where the containers find it. */
  readonly folder: string;
  /** Name of the file. */
  readonly path: string;
  readonly audience: string;
  /** That it is good for. */
  readonly seconds: number;
}

/** The pod with the token in every container, and the variables by which the cloud's SDKs find it. */
export function withIdentityToken(pod: Pod, token: IdentityToken, variables: readonly EnvironmentVariable[]): Pod {
  const { spec } = pod;
  const wanted = { audience: token.audience, expirationSeconds: token.seconds, path: token.path };
  const volume = { name: token.volume, projected: { sources: [{ serviceAccountToken: wanted }] } };
  const changed = (container: Container): Container => ({
    ...container,
    // What the pod says itself stays.
    env: [
      ...(container.env ?? []),
      ...variables.filter(({ name }) => !container.env?.some((own) => own.name === name)),
    ],
    volumeMounts: [...(container.volumeMounts ?? []), { name: token.volume, mountPath: token.folder }],
  });
  return {
    ...pod,
    spec: {
      ...spec,
      volumes: [...(spec.volumes ?? []), volume],
      containers: spec.containers.map(changed),
      ...(spec.initContainers ? { initContainers: spec.initContainers.map(changed) } : {}),
    },
  };
}
