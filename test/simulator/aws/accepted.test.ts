/** No refusal is too strict: what the sample stacks ask for is let through, with the rest of the stack standing there. */
import assert from "node:assert/strict";
import { definitionOf } from "../../../simulator/aws/catalogue.ts";
import { checkReferences } from "../../../simulator/cloud/references.ts";
import { type SimulatedResource, World } from "../../../simulator/world.ts";
import { standardPlatform, writtenSettings } from "../../components/platforms.ts";
import { place } from "../../support/simulator.ts";
import { removeFolder, temporaryFolder } from "../../support/temporary.ts";
import { settle } from "./sample.ts";

describe("what AWS lets through", function () {
  this.timeout(180_000);
  const folder = temporaryFolder();
  after(() => removeFolder(folder));

  function ask(world: World, resource: SimulatedResource): void {
    const definition = definitionOf(resource.type) ?? assert.fail(resource.type);
    const { account, region, inputs: written } = resource;
    for (const { when, property } of definition.checks ?? []) assert.ok(!when(written), `${resource.type} ${property}`);
    const inputs = definition.complete(written);
    checkReferences(definition, inputs, resource, world);
    world.remove(resource);
    definition.refuse({ inputs, old: undefined, world, account, region }, "create");
    world.put(resource);
    definition.refuse({ inputs, old: resource, world, account, region }, "update");
  }

  for (const stack of ["aws-development", "aws-staging", "aws-production"]) {
    it(`is all that ${stack} asks for`, async () => {
      const world = new World(folder);
      for (const one of world.list()) world.remove(one);
      const { resources } = await standardPlatform(stack);
      // The mocks compute ARNs in one account, whatever stack they play.
      const text = JSON.stringify(resources).replaceAll(String(writtenSettings(stack).account), place.account);
      for (const { resource } of settle(world, JSON.parse(text))) ask(world, resource);
    });
  }
});
