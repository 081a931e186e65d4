/** Loaded before a local program in Node: its questions go to the simulator's name server. */
import { setServers } from "node:dns";

const { LONGSHORE_DNS: server } = process.env;
if (server) setServers([server]);
