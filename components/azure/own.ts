/**
 * Azure's view of a part that the contract shows without details: its vault, its private zones, its token issuer.
 * @throws Error where the part belongs to another cloud
 */
export function own<Part>(part: object, type: abstract new (...args: never[]) => Part): Part {
  if (part instanceof type) return part;
  throw new Error(`${part.constructor.name} is not Azure's ${type.name}; a platform stands on one cloud`);
}
