// Package plugins has what Traefik's settings refer to; no plugin can be loaded.
package plugins

import (
	"context"
	"net/http"
)

type Descriptor struct{}

type LocalDescriptor struct{}

type Constructor func(context.Context, http.Handler) (http.Handler, error)
