import assert from "node:assert/strict";
import { serverInputs, serverType } from "../../../simulator/azure/resources/postgresql/inputs.ts";
import { flexibleServerStandby } from "../../../simulator/azure/resources/postgresql/standby.ts";
import { placed } from "../../../simulator/azure/resources/postgresql/zones.ts";
import { azurePlace } from "./place.ts";

/** The SDK writes an empty text for a zone that a program leaves open. */
const open = serverInputs.parse({
  resourceGroupName: "test",
  location: azurePlace.region,
  serverName: "main",
  sku: { name: "Standard_D2ds_v5", tier: "GeneralPurpose" },
  availabilityZone: "1",
  highAvailability: { mode: "ZoneRedundant", standbyAvailabilityZone: "" },
});

describe("zones of a flexible server", () => {
  it("are chosen by Azure where nobody says one", () => {
    const zones = { availabilityZone: "1", highAvailability: { mode: "ZoneRedundant", standbyAvailabilityZone: "2" } };
    const { availabilityZone, highAvailability } = placed(open, { highAvailability: { standbyAvailabilityZone: "" } });
    assert.deepEqual(
      { availabilityZone, highAvailability },
      { ...zones, highAvailability: { ...zones.highAvailability, state: "Healthy" } },
    );
  });

  it("change places with a failover, which makes none out of nothing", () => {
    const outputs = placed(open, {});
    const server = { type: serverType, id: "main", ...azurePlace, inputs: open, outputs };
    const moved = flexibleServerStandby.moved(server, {
      zone: "germanywestcentral-1",
      standby: "germanywestcentral-2",
    });
    assert.equal(moved.outputs.availabilityZone, "2");
    assert.equal(moved.inputs.availabilityZone, "1");
  });
});
