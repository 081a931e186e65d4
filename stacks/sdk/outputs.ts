/**
 * Makes a resource's outputs when they are asked for. The SDK makes one for every property that the provider knows, each of
 * some twenty promises, and a program reads few of them. Nobody sees a difference: an output that is made later takes the
 * answer that its resource has already got.
 */
import type { Resource } from "@pulumi/pulumi";
import rpc from "@pulumi/pulumi/runtime/rpc.js";

const { transferProperties } = rpc;

type Resolvers = ReturnType<typeof transferProperties>;
type Resolve = Resolvers[string];

Object.assign(rpc, {
  transferProperties(resource: Resource, label: string, properties: Readonly<Record<string, unknown>>): Resolvers {
    const names = Object.keys(properties).filter((name) => name !== "id" && name !== "urn");
    const make = (name: string) => transferProperties(resource, label, { [name]: properties[name] })[name];
    return Object.fromEntries(names.map((name) => [name, later(resource, name, () => make(name))]));
  },
});

/**
 * @param make  puts the output into the resource's property
 * @returns what gives the property its value
 */
function later(resource: Resource, name: string, make: () => Resolve | undefined): Resolve {
  let answer: Parameters<Resolve> | undefined;
  let resolve: Resolve | undefined;
  Object.defineProperty(resource, name, {
    configurable: true,
    enumerable: true,
    get: () => {
      Reflect.deleteProperty(resource, name);
      resolve = make();
      if (answer) resolve?.(...answer);
      return Reflect.get(resource, name);
    },
    set: (value: unknown) => {
      Object.defineProperty(resource, name, { value, configurable: true, enumerable: true, writable: true });
    },
  });
  return (...given) => {
    answer = given;
    resolve?.(...given);
  };
}
