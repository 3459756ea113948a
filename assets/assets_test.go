package assets

import (
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"testing"
)

// The app icon is there at every size that desktops ask for.
func TestIconsHaveTheirSizes(t *testing.T) {
	sizes := map[string]int{"icon.png": 512, "window.png": 128}
	for _, size := range []int{16, 22, 24, 32, 48, 64, 128, 256, 512, 1024} {
		sizes[filepath.Join("..", "packaging", "icons", fmt.Sprint(size)+".png")] = size
	}
	for path, want := range sizes {
		f, err := os.Open(path)
		if err != nil {
			t.Error(err)
			continue
		}
		picture, err := png.DecodeConfig(f)
		_ = f.Close()
		if err != nil || picture.Width != want || picture.Height != want {
			t.Errorf("%s: %d × %d, %v", path, picture.Width, picture.Height, err)
		}
	}
}
