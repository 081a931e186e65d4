/** Errors as the AWS provider shows them. */

/** Source: smithy-go `OperationError` and `GenericAPIError`, which the provider prints (November 2026). */
export class AwsError extends Error {
  override readonly name = "AwsError";

  constructor(service: string, operation: string, code: string, message: string) {
    super(`operation error ${service}: ${operation}, api error ${code}: ${message}`);
  }
}
