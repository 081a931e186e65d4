// Package tlsalpn01 names the protocol by which certificate authorities ask (https://www.rfc-editor.org/rfc/rfc8737#section-6.2).
package tlsalpn01

const ACMETLS1Protocol = "acme-tls/1"
