/** A service model of botocore: which operations there are, what they take, and with which errors they answer. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import * as z from "zod";

const reference = z.looseObject({ shape: z.string() });
const shapeSchema = z.looseObject({
  type: z.string(),
  members: z.record(z.string(), reference).optional(),
  member: reference.optional(),
  value: reference.optional(),
  required: z.array(z.string()).optional(),
  enum: z.array(z.string()).optional(),
  pattern: z.string().optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  error: z.looseObject({ code: z.string().optional() }).optional(),
});
const modelSchema = z.looseObject({
  metadata: z.looseObject({ serviceId: z.string() }),
  operations: z.record(
    z.string(),
    z.looseObject({ input: reference.optional(), errors: z.array(reference).optional() }),
  ),
  shapes: z.record(z.string(), shapeSchema),
});

export type Shape = z.output<typeof shapeSchema>;

export class Model {
  readonly #model: z.output<typeof modelSchema>;

  constructor(file: string) {
    this.#model = modelSchema.parse(JSON.parse(gunzipSync(readFileSync(file)).toString("utf8")));
  }

  /** As it stands in errors, for example `Secrets Manager`. */
  get serviceId(): string {
    return this.#model.metadata.serviceId;
  }

  has(operation: string): boolean {
    return operation in this.#model.operations;
  }

  /** What an operation takes; an empty structure where it takes nothing. */
  inputOf(operation: string): Shape {
    const { input } = this.#model.operations[operation] ?? {};
    return input ? this.shape(input.shape) : { type: "structure" };
  }

  /** Codes of the errors that an operation declares. */
  errorsOf(operation: string): readonly string[] {
    const { errors = [] } = this.#model.operations[operation] ?? {};
    return errors.map(({ shape }) => this.shape(shape).error?.code ?? shape);
  }

  shape(name: string): Shape {
    const shape = this.#model.shapes[name];
    if (!shape) throw new Error(`${this.serviceId} has no shape ${name}`);
    return shape;
  }

  /** A member by its name, whose case does not count, and by which name the model has it. */
  member(shape: Shape, name: string): { readonly name: string; readonly shape: Shape } | undefined {
    const found = Object.entries(shape.members ?? {}).find(([key]) => key.toLowerCase() === name.toLowerCase());
    return found && { name: found[0], shape: this.shape(found[1].shape) };
  }
}

/** All models of a folder, by service id. */
export function readModels(folder: string): ReadonlyMap<string, Model> {
  const models = readdirSync(folder).map((name) => new Model(join(folder, name, "service-2.json.gz")));
  return new Map(models.map((model) => [model.serviceId, model]));
}
