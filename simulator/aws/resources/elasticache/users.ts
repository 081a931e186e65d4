import * as z from "zod";
import type { Target } from "../../../cloud/definition.ts";
import { textsAt } from "../../../cloud/references.ts";
import { define } from "../../define.ts";
import { arn } from "../../names.ts";

export const userInputs = z.looseObject({
  userId: z.string(),
  userName: z.string(),
  engine: z.string().transform((engine) => engine.toLowerCase()),
  accessString: z.string(),
  passwords: z.array(z.string()).default([]),
  noPasswordRequired: z.boolean().default(false),
  authenticationMode: z
    .looseObject({
      type: z.enum(["password", "no-password-required", "iam"]),
      passwords: z.array(z.string()).default([]),
    })
    .optional(),
});

const source = { believed: "the code is in the ElastiCache API reference; the wording is remembered" };

export const userTarget: Target = {
  type: "aws:elasticache/user:User",
  missing: { code: "UserNotFound", message: (id) => `User ${id} not found.`, source },
};

export const userGroupTarget: Target = {
  type: "aws:elasticache/userGroup:UserGroup",
  missing: { code: "UserGroupNotFound", message: (id) => `User Group ${id} not found.`, source },
  held: {
    code: "InvalidUserGroupState",
    message: (id) => `User group ${id} is associated with a replication group and cannot be deleted.`,
    source: { believed: "the code is in the ElastiCache API reference, DeleteUserGroup; the wording is remembered" },
  },
};

/** ElastiCache user guide, "Role-Based Access Control": 16 to 128 printable characters (2026-11). */
const goodPassword = /^[!-~]{16,128}$/;

export const user = define({
  type: userTarget.type,
  api: { service: "ElastiCache", create: "CreateUser", update: "ModifyUser", delete: "DeleteUser" },
  inputs: userInputs,
  replaces: ["userId", "userName", "engine"],
  tagged: true,
  writeOnly: ["authenticationMode", "passwords"],
  unique: {
    within: "region",
    by: ({ userId }) => userId,
    code: "UserAlreadyExists",
    message: ({ userId }) => `User ${userId} already exists.`,
    source,
  },
  refusals: [
    {
      code: "InvalidParameterValue",
      when: ({ inputs }) =>
        (inputs.authenticationMode?.passwords ?? inputs.passwords).some((it) => !goodPassword.test(it)),
      message: "Passwords length must be between 16-128 characters.",
      source: "ElastiCache user guide, Role-Based Access Control; wording from public apply logs (2026-11)",
    },
    {
      code: "InvalidParameterValue",
      when: ({ inputs }) => !/^[a-z][a-z0-9-]{0,39}$/.test(inputs.userId),
      message: "Invalid user id: it must begin with a letter and contain only lower-case letters, digits and hyphens.",
      source: { believed: "ElastiCache API reference, CreateUser; the wording is not AWS's" },
    },
  ],
  // Other users leave their groups with their deletion: ElastiCache API reference, DeleteUser (2026-11).
  keeps: [
    {
      code: "DefaultUserAssociatedToUserGroup",
      when: ({ inputs, world }) =>
        inputs.userName === "default" &&
        world.all(userGroupTarget.type).some((group) => textsAt(group.inputs, "userIds").includes(inputs.userId)),
      message: ({ inputs }) =>
        `User ${inputs.userId} is associated to at least one user group as default user and cannot be deleted.`,
      source: { believed: "the code is in the ElastiCache API reference, DeleteUser; the wording is remembered" },
    },
  ],
  identify: ({ inputs }) => inputs.userId,
  compute: ({ account, region }, id) => ({ arn: arn("elasticache", { account, region }, `user:${id}`) }),
});

export const userGroup = define({
  type: userGroupTarget.type,
  api: { service: "ElastiCache", create: "CreateUserGroup", update: "ModifyUserGroup", delete: "DeleteUserGroup" },
  inputs: z.looseObject({
    userGroupId: z.string(),
    engine: z.string().transform((engine) => engine.toLowerCase()),
    userIds: z.array(z.string()).default([]),
  }),
  replaces: ["userGroupId"],
  tagged: true,
  references: { userIds: userTarget },
  unique: {
    within: "region",
    by: ({ userGroupId }) => userGroupId,
    code: "UserGroupAlreadyExists",
    message: ({ userGroupId }) => `User Group ${userGroupId} already exists.`,
    source,
  },
  refusals: [
    {
      code: "DefaultUserRequired",
      // Valkey has a default user that is off: ElastiCache user guide, "Role-Based Access Control" (2026-11).
      when: ({ inputs, world }) =>
        inputs.engine === "redis" &&
        !inputs.userIds.some((id) => world.find(userTarget.type, id)?.inputs.userName === "default"),
      message: "User group needs to contain a user with the user name default.",
      source: "ElastiCache API reference, CreateUserGroup; wording from public apply logs (2026-11)",
    },
    {
      code: "DuplicateUserName",
      when: ({ inputs, world }) => {
        const names = inputs.userIds.map((id) => world.find(userTarget.type, id)?.inputs.userName);
        return new Set(names).size < names.length;
      },
      message: "User group cannot have duplicate user names.",
      source: { believed: "the code is in the ElastiCache API reference, CreateUserGroup; the wording is remembered" },
    },
  ],
  identify: ({ inputs }) => inputs.userGroupId,
  compute: ({ account, region }, id) => ({ arn: arn("elasticache", { account, region }, `usergroup:${id}`) }),
});
