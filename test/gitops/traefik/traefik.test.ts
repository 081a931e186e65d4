/** Real requests through the real Traefik, with the platform's settings and tenants' routes as Argo CD would bring them. */
import { describeEntrance } from "./entrance.ts";
import { describeIntegrations } from "./integrations.ts";
import { describeLimits } from "./limits.ts";
import { describeRoutes } from "./routes.ts";
import { type Scene, setUp } from "./support/scene.ts";
import { describeVersions } from "./versions.ts";

describe("Traefik", function () {
  this.timeout(180_000);
  let scene: Scene;

  before(async function () {
    this.timeout(300_000);
    scene = await setUp();
  });
  after(() => scene?.ingress.stop());

  for (const part of [describeEntrance, describeRoutes, describeLimits, describeIntegrations, describeVersions])
    part(() => scene);
});
