module livebars

go 1.26

require (
	github.com/go-json-experiment/json v0.0.0-20260820222146-c27c302e5fc3
	github.com/yuin/goldmark v1.8.7
)

require (
	github.com/andybalholm/brotli v1.2.8
	github.com/aymerick/raymond v2.0.2+incompatible
	github.com/evanw/esbuild v0.28.2
	github.com/hack-pad/safejs v0.1.0
)

require golang.org/x/sys v0.4.0 // indirect
