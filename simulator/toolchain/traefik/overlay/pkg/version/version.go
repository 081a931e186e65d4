// Package version says what was built, and never asks whether there is something newer.
package version

import (
	"encoding/json"
	"net/http"
	"time"

	"github.com/gorilla/mux"
)

var (
	Version            = "dev"
	Codename           = ""
	BuildDate          = ""
	StartDate          = time.Now()
	DisableDashboardAd = false
	DashboardName      = ""
)

type Handler struct{}

func (Handler) Append(router *mux.Router) {
	router.Methods(http.MethodGet).Path("/api/version").HandlerFunc(func(response http.ResponseWriter, _ *http.Request) {
		_ = json.NewEncoder(response).Encode(map[string]string{"Version": Version})
	})
}
