import assert from "node:assert/strict";
import * as fc from "fast-check";
import { addressCount, isInside, planeRanges, rangeProblem, serviceRange } from "../../components/addressing.ts";
import { planes } from "../../components/contracts/context.ts";

/** Any range that settings allow. */
const range = fc
  .tuple(fc.constantFrom("10", "172", "192"), fc.nat(255), fc.nat(255), fc.integer({ min: 16, max: 19 }))
  .map(([first, second, third, bits]) => {
    const step = 2 ** (24 - bits);
    const middle = first === "172" ? 16 + (second % 16) : first === "192" ? 168 : second;
    return `${first}.${middle}.${bits === 16 ? 0 : Math.floor(third / step) * step}.0/${bits}`;
  });

const pairs = <Item>(items: readonly Item[]) => items.flatMap((a, i) => items.slice(i + 1).map((b) => [a, b] as const));

describe("addressing", () => {
  it("gives each plane three subnets that lie inside the range and meet nowhere", () => {
    fc.assert(
      fc.property(range, (cidr) => {
        assert.equal(rangeProblem(cidr), undefined);
        const cut = planeRanges(cidr);
        for (const plane of planes) assert.equal(cut[plane].length, 3, plane);
        const subnets = planes.flatMap((plane) => cut[plane]);
        for (const subnet of subnets) assert(isInside(subnet, cidr), `${subnet} in ${cidr}`);
        for (const [a, b] of pairs(subnets)) assert(!isInside(a, b) && !isInside(b, a), `${a} and ${b}`);
      }),
    );
  });

  it("keeps three quarters for pods and room for load balancers in the smallest range", () => {
    fc.assert(
      fc.property(range, (cidr) => {
        const { application, ...others } = planeRanges(cidr);
        const pods = application.reduce((sum, subnet) => sum + addressCount(subnet), 0);
        assert.equal(pods, (addressCount(cidr) * 3) / 4);
        for (const subnet of Object.values(others).flat()) assert(addressCount(subnet) >= 128, subnet);
      }),
    );
  });

  it("keeps service addresses apart from the network", () => {
    fc.assert(fc.property(range, (cidr) => !isInside(cidr, serviceRange(cidr)) && !isInside(serviceRange(cidr), cidr)));
  });

  it("says what is wrong with a range", () => {
    assert.match(rangeProblem("10.300.0.0/16") ?? "", /0 to 255/);
    assert.match(rangeProblem("172.99.0.0/16") ?? "", /172\.16\.0\.0\/12/);
    assert.match(rangeProblem("10.40.8.0/16") ?? "", /^10\.40\.0\.0\/16/);
  });
});
