// Command traefik is Traefik with what Longshore's tests need: its entry points, routers and middlewares, with routes read
// from Kubernetes. What fetches certificates, loads plugins, ships metrics and traces, or asks other providers is left out.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"syscall"

	"github.com/rs/zerolog"
	"github.com/rs/zerolog/log"
	"github.com/traefik/paerser/cli"
	"github.com/traefik/traefik/v3/cmd"
	"github.com/traefik/traefik/v3/cmd/version"
	tcli "github.com/traefik/traefik/v3/pkg/cli"
	"github.com/traefik/traefik/v3/pkg/config/dynamic"
	"github.com/traefik/traefik/v3/pkg/config/runtime"
	"github.com/traefik/traefik/v3/pkg/config/static"
	"github.com/traefik/traefik/v3/pkg/middlewares/accesslog"
	"github.com/traefik/traefik/v3/pkg/observability/metrics"
	"github.com/traefik/traefik/v3/pkg/provider/aggregator"
	"github.com/traefik/traefik/v3/pkg/provider/traefik"
	"github.com/traefik/traefik/v3/pkg/proxy/httputil"
	"github.com/traefik/traefik/v3/pkg/safe"
	"github.com/traefik/traefik/v3/pkg/server"
	"github.com/traefik/traefik/v3/pkg/server/middleware"
	"github.com/traefik/traefik/v3/pkg/server/service"
	"github.com/traefik/traefik/v3/pkg/tcp"
	"github.com/traefik/traefik/v3/pkg/tls"
)

func main() {
	settings := cmd.NewTraefikConfiguration()
	command := &cli.Command{
		Name:          "traefik",
		Configuration: settings,
		Resources:     []cli.ResourceLoader{&tcli.FileLoader{}, &tcli.FlagLoader{}},
		Run:           func([]string) error { return run(&settings.Configuration) },
	}
	err := command.AddCommand(version.NewCmd())
	if err == nil {
		err = cli.Execute(command)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(settings *static.Configuration) error {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	if level, err := zerolog.ParseLevel(settings.Log.Level); err == nil {
		zerolog.SetGlobalLevel(level)
	}
	log.Logger = zerolog.New(os.Stderr).With().Timestamp().Logger()
	zerolog.DefaultContextLogger = &log.Logger

	settings.SetEffectiveConfiguration()
	if err := settings.ValidateConfiguration(); err != nil {
		return err
	}
	built, err := build(ctx, settings)
	if err != nil {
		return err
	}
	if settings.Ping != nil {
		settings.Ping.WithContext(ctx)
	}
	built.Start(ctx)
	defer built.Close()
	built.Wait()
	return nil
}

// build does what Traefik's own command does, in its order.
func build(ctx context.Context, settings *static.Configuration) (*server.Server, error) {
	providers := aggregator.NewProviderAggregator(*settings.Providers)
	if err := providers.AddProvider(traefik.New(*settings)); err != nil {
		return nil, err
	}
	pool := safe.NewPool(context.Background())
	certificates := tls.NewManager(settings.OCSP)
	pool.GoCtx(certificates.Run)

	registry := metrics.NewMultiRegistry(nil)
	var requests *accesslog.Handler
	if settings.AccessLog != nil {
		handler, err := accesslog.NewHandler(ctx, settings.AccessLog)
		if err != nil {
			return nil, err
		}
		requests = handler
	}
	observability := middleware.NewObservabilityMgr(*settings, registry, nil, requests, nil, nil)

	tcpEntryPoints, err := server.NewTCPEntryPoints(settings.EntryPoints, settings.HostResolver, registry)
	if err != nil {
		return nil, err
	}
	udpEntryPoints, err := server.NewUDPEntryPoints(settings.EntryPoints)
	if err != nil {
		return nil, err
	}

	transports := service.NewTransportManager(nil)
	proxies := httputil.NewProxyBuilder(transports, nil)
	dialers := tcp.NewDialerManager(nil)
	managers := service.NewManagerFactory(*settings, pool, observability, transports, proxies, nil, certificates)
	routers, err := server.NewRouterFactory(*settings, managers, certificates, observability, nil, dialers)
	if err != nil {
		return nil, err
	}

	strict := settings.Core != nil && settings.Core.StrictTLSOptions
	watcher := server.NewConfigurationWatcher(pool, providers, defaultEntryPoints(settings), "internal", strict)
	watcher.AddListener(func(found dynamic.Configuration) {
		certificates.UpdateConfigs(context.Background(), found.TLS.Stores, found.TLS.Options, found.TLS.Certificates)
	})
	watcher.AddListener(func(found dynamic.Configuration) {
		transports.Update(found.HTTP.ServersTransports)
		proxies.Update(found.HTTP.ServersTransports)
		dialers.Update(found.TCP.ServersTransports)
	})
	watcher.AddListener(func(found dynamic.Configuration) {
		tcpRouters, udpRouters := routers.CreateRouters(runtime.NewConfig(found))
		tcpEntryPoints.Switch(tcpRouters)
		udpEntryPoints.Switch(udpRouters)
	})
	return server.NewServer(pool, tcpEntryPoints, udpEntryPoints, watcher, observability), nil
}

// defaultEntryPoints are those of routes that name none.
func defaultEntryPoints(settings *static.Configuration) []string {
	var marked, all []string
	for name, entryPoint := range settings.EntryPoints {
		if entryPoint.AsDefault {
			marked = append(marked, name)
		}
		if name != static.DefaultInternalEntryPointName {
			all = append(all, name)
		}
	}
	slices.Sort(marked)
	slices.Sort(all)
	if len(marked) > 0 {
		return marked
	}
	return all
}
