package assets

import (
	"embed"
	"io/fs"
	"slices"
	"strings"
)

// The licences of what the program is made of, one file each: Go's own, and by
// the path of its module every library's, with those of the fonts and the C
// that it carries along. A test in app/boot writes them and compares them with
// what is linked.
//
//go:embed licences
var licences embed.FS

// Licences lists what there are licences of, Go first.
func Licences() []string {
	var names []string
	_ = fs.WalkDir(licences, "licences", func(path string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			names = append(names, strings.TrimSuffix(strings.TrimPrefix(path, "licences/"), ".txt"))
		}
		return err // never: these are bytes of the program
	})
	slices.SortFunc(names, func(a, b string) int {
		return strings.Compare(strings.ToLower(a), strings.ToLower(b))
	})
	i := slices.Index(names, "Go")
	return slices.Insert(slices.Delete(names, i, i+1), 0, "Go")
}

// Licence is the text of one of them.
func Licence(name string) string {
	data, _ := licences.ReadFile("licences/" + name + ".txt") // empty: none of that name
	return string(data)
}
