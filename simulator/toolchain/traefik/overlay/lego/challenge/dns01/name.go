package dns01

import "strings"

// UnFqdn takes the last dot of a name away.
func UnFqdn(name string) string { return strings.TrimSuffix(name, ".") }
