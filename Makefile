# Everything that a fresh machine with Go, Node 20, npm and make needs: `make serve` and `make test` install the rest.

INSTALLED := web/node_modules/.installed
PORT ?= 8080
FUZZTIME ?= 60s

.PHONY: all serve test check test-go test-wasm test-node test-browser test-portals soak bench bench-stages fuzz release screenshot clean

all: $(INSTALLED)
	go run ./build

# Serves the site on 127.0.0.1 and follows changes. ARGS passes flags on: make serve ARGS="-templates mine -data mine/data"
serve: $(INSTALLED)
	go run ./build serve -port $(PORT) $(ARGS)

$(INSTALLED): web/package.json web/package-lock.json
	cd web && npm ci --no-audit --no-fund
	touch $@

test: check test-go test-wasm all test-node test-browser

# Format, vet and lint, in Go and in TypeScript; exports that nothing imports.
check: $(INSTALLED)
	@unformatted="$$(gofmt -l build wasm)"; if [ -n "$$unformatted" ]; then echo "gofmt would change: $$unformatted"; exit 1; fi
	go vet ./...
	GOOS=js GOARCH=wasm go vet ./wasm/...
	go tool staticcheck ./...
	GOOS=js GOARCH=wasm "$$(go tool -n staticcheck)" ./wasm/...
	cd web && npx tsc -p . && npx biome check src test bench *.ts *.json && npx knip

test-go: $(INSTALLED)
	@sh web/test/oracles/cmark-gfm.sh
	go test ./...

# The same packages as WebAssembly, under Node.
test-wasm:
	GOOS=js GOARCH=wasm go test -exec="$$(go env GOROOT)/lib/wasm/go_js_wasm_exec" ./wasm/...

test-node: all
	cd web && node --test --test-timeout=300000 --test-reporter=dot test/node/*.test.mjs

# In Chromium, and the behaviours that all engines must have in Firefox and WebKit as well: a table of them comes last.
test-browser: $(INSTALLED)
	@sh web/test/engines/install.sh
	cd web && CHROMIUM="$$(sh test/browser/chromium.sh)" npx playwright test

# Livebars in the sites of web/test/portals, each built as its owners would: docs portals and frameworks.
PORTALS := frameworks next docusaurus starlight docsify
test-portals: all $(PORTALS:%=web/test/portals/%/node_modules/.installed)
	@which hugo > /dev/null || { apt-get update && apt-get install -y hugo; } > /dev/null 2>&1 || echo "Hugo cannot be installed here: its portal is left out."
	cd web && CHROMIUM="$$(sh test/browser/chromium.sh)" npx playwright test -c playwright.portals.config.ts

web/test/portals/%/node_modules/.installed: web/test/portals/%/package-lock.json
	cd web/test/portals/$* && npm ci --ignore-scripts --no-audit --no-fund
	touch $@

# Random work in the real page for MINUTES (`make test` has one minute of it); SEED=n does the same work again.
MINUTES ?= 10
soak: $(INSTALLED)
	cd web && SOAK=$(MINUTES) CHROMIUM="$$(sh test/browser/chromium.sh)" npx playwright test soak.spec.ts

# Livebars beside its peers, by turns in one run: ratios, no pass mark.
bench: all
	cd web && CHROMIUM="$$(sh test/browser/chromium.sh)" node --expose-gc bench/bench.mjs

# The stages of a rendering (skeleton, compile, run) by size of the template, natively and as WebAssembly.
bench-stages:
	go test ./wasm/handlebars -run '^$$' -bench .
	GOOS=js GOARCH=wasm go test -exec="$$(go env GOROOT)/lib/wasm/go_js_wasm_exec" ./wasm/handlebars -run '^$$' -bench .

# 10,000 programs of helpers and 100,000 random requests beside Handlebars.js, 20,000 random documents beside mdsvex and cmark-gfm each, 200,000 random edits beside
# pages made anew, then Go's fuzzer on every parser, FUZZTIME each.
fuzz: all
	cd web && PROGRAMS=10000 node --test test/node/helper-programs.test.mjs
	go test ./wasm/handlebars -run "TestRandom|TestEdits" -pairs 100000 -seed $$(date +%s) -timeout 30m -v
	go test ./wasm/markdown/mdsvex -run TestRandom -documents 20000 -seed $$(date +%s) -timeout 30m -v
	@sh web/test/oracles/cmark-gfm.sh
	go test ./wasm/markdown -run TestPages -pages 20000 -page-seed $$(date +%s) -timeout 30m -v
	go test ./wasm/markdown -run TestUpdates -edits 200000 -seed $$(date +%s) -timeout 30m -v
	go test ./wasm/value -run '^$$' -fuzz FuzzDecode -fuzztime $(FUZZTIME)
	go test ./wasm/value -run '^$$' -fuzz FuzzUpdate -fuzztime $(FUZZTIME)
	go test ./wasm/handlebars -run '^$$' -fuzz FuzzSkeleton -fuzztime $(FUZZTIME)
	go test ./wasm/handlebars -run '^$$' -fuzz FuzzRun -fuzztime $(FUZZTIME)
	go test ./wasm/markdown -run '^$$' -fuzz FuzzRender -fuzztime $(FUZZTIME)
	go test ./wasm/markdown -run '^$$' -fuzz FuzzUpdate -fuzztime $(FUZZTIME)
	go test ./wasm/preview -run '^$$' -fuzz FuzzRender -fuzztime $(FUZZTIME)

# The npm package, the site as a zip file, and their checksums, in .release/.
release: all
	rm -rf .release && mkdir .release
	npm pack ./dist --pack-destination .release
	cd dist && zip -qr ../.release/livebars-site.zip .
	cd .release && sha256sum * > checksums.txt && cat checksums.txt

# The README's picture.
screenshot: $(INSTALLED)
	cd web && LIVEBARS_SCREENSHOT=screenshot.png CHROMIUM="$$(sh test/browser/chromium.sh)" npx playwright test screenshot.spec.ts

clean:
	rm -rf dist .release web/node_modules web/test-results web/test/portals/*/node_modules
