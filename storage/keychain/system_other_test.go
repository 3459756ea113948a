//go:build !linux

package keychain

const roleVariable = "BEHALF_KEYCHAIN_TEST_ROLE"

func playRole(string) int { return 2 }
