/** What a promoted database still lacks. */
import type { StackPlace } from "../../stacks.ts";
import type { Step } from "../scenario.ts";
import { nothing, typedUp, up } from "../up.ts";

/** Azure gives a promoted server its standby with the update after the one that promotes it (components/azure/database-server.ts). */
export const giveStandby = (place: StackPlace): readonly Step[] =>
  place.cloud !== "azure"
    ? []
    : [
        {
          title: "Give the databases their standby",
          decides: "lead",
          type: [typedUp(place.stack)],
          expect: "Each promoted server gets a standby in another zone and its administrator's password; nobody waits.",
          worked: "Pulumi ends without an error.",
          back: "It can wait; until then a lost zone stops the database.",
          run: (ground) => up(ground, place, { waitsFor: nothing }),
        },
      ];
