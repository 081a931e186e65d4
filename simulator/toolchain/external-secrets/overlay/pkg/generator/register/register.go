// Package register links no generators: Longshore uses none, and some need modules that are not on the registry.
package register
