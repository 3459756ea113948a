//go:build !windows && !darwin

package ui

import "testing"

func TestAWindowHasToBeWithinReach(t *testing.T) {
	const left, top, width, height = 1920, 0, 1280, 1000 // the right one of two screens
	for at, want := range map[spot]bool{
		{1920, 24}: true, {2500, 300}: true, {1830, 30}: true, // most of it is on the other one
		{1700, 300}: false, {3190, 300}: false, {2500, -20}: false, {2500, 990}: false, {2500, 4000}: false,
	} {
		if got := at.on(left, top, width, height); got != want {
			t.Errorf("%+v: %v", at, got)
		}
	}
}
