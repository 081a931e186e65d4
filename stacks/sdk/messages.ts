/**
 * Keeps the SDK's own debug messages from the engine. There are several for each resource, each waits until the engine has
 * answered the one before, and the engine drops them unless it runs with `--debug`. `PULUMI_DEBUG_PROMISE_LEAKS`, the SDK's
 * switch for whoever looks for a mistake in a program, lets them through.
 */
import { log } from "@pulumi/pulumi";

if (process.env.PULUMI_DEBUG_PROMISE_LEAKS === undefined) Object.assign(log, { debug: () => Promise.resolve() });
