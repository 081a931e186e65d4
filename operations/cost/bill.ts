/** What one resource adds to a stack's bill. */
import type { Charge } from "./billing.ts";
import type { Cloud } from "./clouds.ts";
import type { InCluster } from "./in-cluster.ts";
import type { Price, PriceList, Use } from "./prices.ts";
import { type Owner, ownerOf, propertiesOf, type Resource } from "./resources.ts";

export interface Item {
  readonly owner: Owner;
  readonly price: Price;
  readonly quantity: number;
}

/** Something that is billed by the hour or month, and has no price here. */
export interface Gap {
  readonly what: string;
  readonly why: string;
}

export interface Bill {
  readonly items: readonly Item[];
  readonly gaps: readonly Gap[];
  readonly usage: readonly Use[];
}

/** Types that are no cloud resources: components, providers, random values, and what runs on the cluster's nodes. */
const notBilled = ["pulumi:", "longshore:", "random:", "kubernetes:"];

export function billOf({ billing, prices }: Cloud, resource: Resource): Bill {
  const { type, urn } = resource;
  if (notBilled.some((prefix) => type.startsWith(prefix))) return { items: [], gaps: [], usage: [] };
  const known = billing[type];
  if (!known) return gap(type, "nobody has said yet how this type is billed");
  const { charges, unclear } = known.charge(propertiesOf(resource));
  if (unclear.length > 0)
    return gap(`${type} ${urn.split("::").at(-1)}`, `missing, or without a price here: ${unclear.join(", ")}`);
  return { ...priced(prices, ownerOf(resource), charges), usage: known.uses };
}

/**
 * Nodes with the fee on each of them, and load balancers.
 * @param cluster  whose tags and component they are put down to
 */
export function billInCluster(cloud: Cloud, cluster: Resource, inCluster: InCluster | undefined): Bill {
  if (!inCluster) return gap("nodes and load balancers", "nobody looked into the cluster");
  const { prices, nodeFee } = cloud;
  const owner = ownerOf(cluster);
  const nodes = Object.entries(inCluster.nodes).map(([type, quantity]) => ({ price: cloud.node(type), quantity }));
  const { items, gaps } = priced(prices, owner, nodes);
  const fees = nodeFee ? items.map((item) => ({ ...item, price: nodeFee(item.price) })) : [];
  const balancers = priced(prices, owner, cloud.balancing(inCluster));
  return { items: [...items, ...fees, ...balancers.items], gaps: [...gaps, ...balancers.gaps], usage: [] };
}

function priced({ findPrice }: PriceList, owner: Owner, charges: readonly Charge[]): Bill {
  const found = charges.map(({ price: id, quantity }) => ({ id, price: findPrice(id), quantity }));
  return {
    items: found.flatMap(({ price, quantity }) => (price && quantity > 0 ? [{ owner, price, quantity }] : [])),
    gaps: found.flatMap(({ id, price }) => (price ? [] : [{ what: id, why: "the price list does not have it" }])),
    usage: [],
  };
}

const gap = (what: string, why: string): Bill => ({ items: [], gaps: [{ what, why }], usage: [] });
