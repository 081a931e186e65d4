// Package ext extends routes in no way; Traefik keeps it as a module of its own.
package ext

type HTTP struct{}

type Router struct{}
