/** Traffic moves to a ring's next version in steps. */
import assert from "node:assert/strict";
import { openSocket } from "./support/client.ts";
import { podsOf, type Scene } from "./support/scene.ts";
import { endpoints } from "./support/tenants.ts";

export function describeVersions(scene: () => Scene): void {
  describe("between two versions", () => {
    const visit = (headers: Record<string, string> = {}) => scene().ask("nord", { path: "/odoo", headers });
    const isNext = (pod: string) => pod === podsOf.next[0];
    /** The version's cookie, as a browser sends it back; empty where there is none. */
    const cookieOf = ({ headers }: Awaited<ReturnType<typeof visit>>) =>
      (headers["set-cookie"] ?? []).find((each) => each.startsWith("longshore-http=")) ?? "";
    const sent = (cookie: string) => ({ Cookie: cookie.split(";")[0] ?? "" });
    /** Of so many browsers that come for the first time, how many see the next version. */
    const countNext = async (visits: number) => {
      const pods: string[] = [];
      for (let visitor = 0; visitor < visits; visitor += 1) pods.push((await visit()).answer().pod);
      return pods.filter(isNext).length;
    };
    const move = async (current: number, next: number, taken: () => Promise<boolean>) =>
      scene().ingress.apply((await scene().withNext({ current, next })).objects, taken);

    it("needs no cookie while there is one: sessions are shared by its pods", async () => {
      const visits = await Promise.all([visit(), visit()]);
      for (const each of visits) assert.equal(each.headers["set-cookie"], undefined);
    });

    it("breaks nothing while the next one has no pod that is ready", async () => {
      await move(100, 0, async () => cookieOf(await visit()) !== "");
      assert.equal(await countNext(10), 0);
    });

    it("sends each its share", async () => {
      const { ingress, nord } = scene();
      await ingress.apply([endpoints(nord.namespace, "odoo-next", podsOf.next)], async () => true);
      await move(90, 10, async () => (await countNext(10)) > 0);
      // Where Traefik reads something new meanwhile, its round begins anew, and one more or less falls into the hundred.
      const seen = await countNext(100);
      assert.ok(seen >= 9 && seen <= 11, `${seen} of 100`);
    });

    it("keeps a browser at the version whose scripts it has, by a cookie that only this site gets back", async () => {
      for (const wanted of [true, false]) {
        let first = await visit();
        while (isNext(first.answer().pod) !== wanted) first = await visit();
        const cookie = cookieOf(first);
        for (const attribute of ["Secure", "HttpOnly", "SameSite=Lax"])
          assert.match(cookie, new RegExp(`; ${attribute}`));
        for (let turn = 0; turn < 20; turn += 1) assert.equal(isNext((await visit(sent(cookie))).answer().pod), wanted);
      }
    });

    it("splits websockets too, with a cookie of their own", async () => {
      const { ingress, nord } = scene();
      const socket = await openSocket(ingress.entry, nord.hostname, "/websocket");
      socket.close();
      assert.match(String(socket.headers["set-cookie"]), /^longshore-websocket=/);
    });

    it("moves all of it, whatever version a browser was with, and brings it back by taking the next one away", async () => {
      const { ingress, nord } = scene();
      let first = await visit();
      while (isNext(first.answer().pod)) first = await visit();
      const former = cookieOf(first);
      await move(0, 100, async () => (await countNext(5)) === 5);
      const moved = await visit(sent(former));
      assert(isNext(moved.answer().pod));
      const isBack = async () => !isNext((await visit(sent(cookieOf(moved)))).answer().pod);
      await ingress.apply(nord.objects, isBack);
      assert.equal(await countNext(20), 0);
    });
  });
}
