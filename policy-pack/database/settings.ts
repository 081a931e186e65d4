/** Parameters of PostgreSQL on Azure: each is a resource, and what no resource sets stays as Azure ships it. */
import { isCopy } from "../azure/servers.ts";
import { databaseServer } from "../azure/types.ts";
import { findingIf } from "../judge/finding.ts";
import type { Subject } from "../judge/subject.ts";
import { type Check, inStack, onResource } from "../rule.ts";

const configuration = "azure-native:dbforpostgresql:Configuration";

/** Azure answers with `name` for what is asked for as `configurationName`. */
const nameOf = ({ inputs }: Subject): string => inputs.text("configurationName") || inputs.text("name");

/**
 * What a server does without being asked: it enforces TLS, and denies TLS 1.0 and 1.1. Source: "Encrypted connectivity using
 * Transport Layer Security in Azure Database for PostgreSQL - Flexible Server", Microsoft Learn, 27 April 2024, read
 * November 2026.
 */
const shipped: Readonly<Record<string, string>> = {
  require_secure_transport: "on",
  ssl_min_protocol_version: "TLSv1.2",
};

/** That every server has a parameter, and at what. */
const setting = (name: string, fits: string, holds: (value: string) => boolean): readonly Check[] => [
  onResource(configuration, (subject) => {
    const { inputs } = subject;
    if (nameOf(subject) !== name) return [];
    const value = inputs.text("value");
    return findingIf(!holds(value), `value of ${name}`, value, fits);
  }),
  inStack(databaseServer, (server, stack) =>
    findingIf(
      !holds(shipped[name] ?? "") &&
        !isCopy(server) &&
        !stack.linking(server, configuration, "serverName").some((each) => nameOf(each) === name),
      name,
      undefined,
      fits,
    ),
  ),
];

export const settingMustBe = (name: string, wanted: readonly string[]): readonly Check[] =>
  setting(name, wanted.join(" or "), (value) => wanted.includes(value));

/** @param word  one of a list with commas */
export const settingMustHold = (name: string, word: string): readonly Check[] =>
  setting(name, `with ${word}`, (value) => value.split(",").includes(word));

/** @param most  milliseconds; -1 would switch it off */
export const settingWithin = (name: string, most: number): readonly Check[] =>
  setting(name, `0 to ${most} milliseconds`, (value) => value !== "" && Number(value) >= 0 && Number(value) <= most);
