import assert from "node:assert/strict";
import { cacheNodes, databaseClasses } from "../../components/aws/sizes.ts";
import { cacheSkus, databaseSku, nodeSizes } from "../../components/azure/sizes.ts";
import { aws, azure } from "../../operations/cost/prices.ts";

for (const [cloud, priceList] of Object.entries({ aws, azure }))
  describe(`the price list of ${cloud}`, () => {
    const { sources, prices, usage, rules, asOf } = priceList;

    it("has a source with address, date and region for every price and rule", () => {
      for (const [id, { source }] of Object.entries({ ...prices, ...usage, ...rules })) {
        const known = sources[source];
        assert(known, `${id}: no source ${source}`);
        assert.match(known.url, /^https:\/\//, id);
        assert.match(known.date, /^\d{4}-\d\d-\d\d$/, id);
        assert([priceList.region, "all"].includes(known.region), `${id}: of another region, ${known.region}`);
      }
    });

    it("has a unit for every price", () => {
      for (const [id, { unit }] of Object.entries({ ...prices, ...usage })) assert(unit, id);
    });

    it("has no source that nothing comes from", () => {
      const used = new Set(Object.values({ ...prices, ...usage, ...rules }).map(({ source }) => source));
      assert.deepEqual(
        Object.keys(sources).filter((id) => !used.has(id)),
        [],
      );
    });

    it("says the date of its oldest source", () => {
      assert.equal(
        asOf,
        Object.values(sources)
          .map(({ date }) => date)
          .toSorted()[0],
      );
    });
  });

describe("the price lists cover the sizes that a stack can choose, but for those that no source was found for:", () => {
  it("aws", () => {
    const ids = [
      ...Object.values(databaseClasses).map((name) => `rds.${name}`),
      ...Object.values(cacheNodes).map((name) => `valkey.${name}`),
    ];
    assert.deepEqual(
      ids.filter((id) => !aws.findPrice(id)),
      ["rds.db.m7g.4xlarge"],
    );
  });

  it("azure", () => {
    const ids = [
      ...Object.values(nodeSizes).map(({ vmSize }) => `vm.${vmSize}`),
      ...Object.values(cacheSkus).map((name) => `redis.${name}`),
      `postgresql.${databaseSku("small", false).name}`,
    ];
    assert.deepEqual(
      ids.filter((id) => !azure.findPrice(id)),
      ["redis.Balanced_B3", "redis.Balanced_B10", "redis.Balanced_B20", "postgresql.Standard_B2ms"],
    );
  });
});
