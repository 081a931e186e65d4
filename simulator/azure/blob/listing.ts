/** What lies in a container of Azurite's own. */
import type { IncomingHttpHeaders } from "node:http";
import { plainText } from "../../cloud/xml.ts";
import type { Azurite } from "./azurite.ts";

export interface FoundBlob {
  /** With its leading slash, as it stands in a request line. */
  readonly blob: string;
  readonly headers: Pick<IncomingHttpHeaders, "etag" | "last-modified">;
}

/** All blobs, page by page. @throws Error where the container cannot be listed */
export async function listBlobs(azurite: Azurite, container: string): Promise<readonly FoundBlob[]> {
  const found: FoundBlob[] = [];
  for (let marker: string | undefined = ""; marker !== undefined; ) {
    const query = new URLSearchParams({ restype: "container", comp: "list", ...(marker ? { marker } : {}) });
    const { status, text } = await azurite.call({ method: "GET", container, blob: "", query });
    if (status !== 200) throw new Error(`Azurite lists nothing: ${text}`);
    found.push(...readBlobs(text));
    marker = /<NextMarker>([^<]+)<\/NextMarker>/.exec(text)?.[1];
  }
  return found;
}

function readBlobs(xml: string): readonly FoundBlob[] {
  return [...xml.matchAll(/<Blob>(.*?)<\/Blob>/gs)].map(([, body = ""]) => {
    const name = plainText(/<Name>([^<]*)<\/Name>/.exec(body)?.[1] ?? "");
    const etag = plainText(/<Etag>([^<]*)<\/Etag>/.exec(body)?.[1] ?? "");
    const modified = /<Last-Modified>([^<]*)<\/Last-Modified>/.exec(body)?.[1] ?? "";
    return {
      blob: `/${name.split("/").map(encodeURIComponent).join("/")}`,
      headers: { etag: etag.startsWith('"') ? etag : `"${etag}"`, "last-modified": modified },
    };
  });
}
