/** Amounts of processor and memory, and how Kubernetes writes them. */

/** Millicores and MiB. */
export interface Figures {
  readonly cpu: number;
  readonly memory: number;
}

/** In Kubernetes' notation. */
export interface Amount {
  readonly cpu: string;
  readonly memory: string;
}

export interface Resources {
  readonly requests: Amount;
  readonly limits: Amount;
}

/** Half as much again before the kernel ends a pod: more than one worker in five is heavy at a month's end. */
const memoryHeadroom = 1.5;

export const limitOf = ({ cpu, memory }: Figures): Figures => ({ cpu: cpu * 2, memory: memory * memoryHeadroom });

export const resources = (requests: Figures): Resources => notations({ requests, limits: limitOf(requests) });

export const notations = ({
  requests,
  limits,
}: {
  readonly requests: Figures;
  readonly limits: Figures;
}): Resources => ({
  requests: notation(requests),
  limits: notation(limits),
});

export const notation = ({ cpu, memory }: Figures): Amount => ({ cpu: `${cpu}m`, memory: mebi(memory) });

export const mebi = (amount: number): string => `${amount}Mi`;

/** The next multiple of 64 MiB: a change of a few users does not restart pods. */
export const step = (mebibytes: number): number => Math.ceil(mebibytes / 64) * 64;

/** What several groups of pods need together. */
export const sum = (groups: readonly { readonly pods: number; readonly each: Figures }[]): Figures => ({
  cpu: groups.reduce((total, { pods, each }) => total + pods * each.cpu, 0),
  memory: groups.reduce((total, { pods, each }) => total + pods * each.memory, 0),
});
