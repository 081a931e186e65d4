/** Whether an error comes from `parseArgs`: its message tells people which argument is wrong. */
export const isWrongOption = (error: unknown): error is Error =>
  error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS_");
