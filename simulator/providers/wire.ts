/**
 * Pulumi's property values on the wire. The server tells the engine that it accepts neither secrets nor outputs nor
 * resource references, so the engine unwraps them and keeps their marks; what remains is JSON, assets as the plain
 * objects that describe them, and one special string for what is not known yet.
 */
import structs from "google-protobuf/google/protobuf/struct_pb.js";
import { type Properties, unknown } from "./provider.ts";

/** Source: `UnknownStringValue` in Pulumi's sdk/go/common/resource/plugin/rpc.go. */
const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** @param struct  nothing stands for no properties */
export function decode(struct: structs.Struct | undefined): Properties {
  return struct ? decodeFields(struct) : {};
}

export function encode(properties: Properties): structs.Struct {
  const struct = new structs.Struct();
  const fields = struct.getFieldsMap();
  for (const [name, value] of Object.entries(properties)) {
    if (value !== undefined) fields.set(name, encodeValue(value));
  }
  return struct;
}

function decodeFields(struct: structs.Struct): Record<string, unknown> {
  const properties: Record<string, unknown> = {};
  struct.getFieldsMap().forEach((value, name) => {
    properties[name] = decodeValue(value);
  });
  return properties;
}

function decodeValue(value: structs.Value): unknown {
  const { KindCase } = structs.Value;
  switch (value.getKindCase()) {
    case KindCase.STRING_VALUE: {
      const text = value.getStringValue();
      return text === unknownText ? unknown : text;
    }
    case KindCase.NUMBER_VALUE:
      return value.getNumberValue();
    case KindCase.BOOL_VALUE:
      return value.getBoolValue();
    case KindCase.LIST_VALUE:
      return value.getListValue()?.getValuesList().map(decodeValue) ?? [];
    case KindCase.STRUCT_VALUE:
      return decode(value.getStructValue());
    default:
      return null;
  }
}

function encodeValue(value: unknown): structs.Value {
  const encoded = new structs.Value();
  if (value === unknown) return encoded.setStringValue(unknownText);
  if (typeof value === "string") return encoded.setStringValue(value);
  if (typeof value === "number") return encoded.setNumberValue(value);
  if (typeof value === "boolean") return encoded.setBoolValue(value);
  if (Array.isArray(value)) return encoded.setListValue(new structs.ListValue().setValuesList(value.map(encodeValue)));
  if (typeof value === "object" && value !== null) return encoded.setStructValue(encode({ ...value }));
  return encoded.setNullValue(structs.NullValue.NULL_VALUE);
}
