// Package webui has no dashboard.
package webui

import "embed"

var FS embed.FS
