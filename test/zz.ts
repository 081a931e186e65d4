import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { rules } from "../policy-pack/rules/index.ts";
import { toPolicy } from "../policy-pack/judge/policy.ts";
const require = createRequire(import.meta.url);
const server = require("@pulumi/policy/server.js");
const pb = require("@pulumi/pulumi/proto/analyzer_pb.js");
const { Struct } = require("google-protobuf/google/protobuf/struct_pb.js");
const state = JSON.parse(readFileSync("/tmp/pp/state.json", "utf8")).deployment.resources;
const byId = new Map(state.map((r: any) => [`${r.urn}::${r.id}`, r]));
const opts = () => { const o = new pb.AnalyzerResourceOptions(); o.setProtect(true); o.setCustomtimeouts(new pb.AnalyzerResourceOptions.CustomTimeouts()); return o; };
const prov = (r: any) => { const p: any = byId.get(r.provider); if (!p) return; const o = new pb.AnalyzerProviderResource(); o.setType(p.type); o.setUrn(p.urn); o.setProperties(Struct.fromJavaScript(p.inputs ?? {})); return o; };
const reqs = state.map((r: any) => { const q = new pb.AnalyzeRequest(); q.setType(r.type); q.setUrn(r.urn); q.setName(r.urn.split("::").at(-1)); q.setProperties(Struct.fromJavaScript(r.inputs ?? {})); q.setOptions(opts()); const p = prov(r); if (p) q.setProvider(p); return q; });
const all = new pb.AnalyzeStackRequest(); all.setResourcesList(state.map((r: any) => { const q = new pb.AnalyzerResource(); q.setType(r.type); q.setUrn(r.urn); q.setName(r.urn.split("::").at(-1)); q.setProperties(Struct.fromJavaScript(r.outputs ?? {})); q.setOptions(opts()); const p = prov(r); if (p) q.setProvider(p); return q; }));
const policies = rules.map(toPolicy);
const call = (fn: any, request: any) => new Promise<any>((ok, no) => fn({ request }, (e: any, a: any) => (e ? no(new Error(e.message ?? JSON.stringify(e))) : ok(a))));
for (let i = 0; i < 3; i++) {
  const a = server.makeAnalyzeRpcFun("l", "1", "mandatory", policies), b = server.makeAnalyzeStackRpcFun("l", "1", "mandatory", policies);
  let t = performance.now(); for (const q of reqs) await call(a, q); const ta = performance.now() - t;
  t = performance.now(); await call(b, all); console.log("resources", Math.round(ta), "stack", Math.round(performance.now() - t));
}
