package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"os"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// sealedFolder holds the document of the sealed realm, which has a policy of its
// own: it stands apart from files that are sent with the policy of the page.
const sealedFolder = "sealed"

// sealedPolicy is the Content-Security-Policy of the realm in which helpers that
// came as a text run: no network, no storage, scripts that it is given as text.
func sealedPolicy(script []byte) string {
	sum := sha256.Sum256(script)
	return "default-src 'none'; script-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) +
		"' blob: 'unsafe-eval' 'wasm-unsafe-eval'; worker-src blob:; base-uri 'none'; form-action 'none'"
}

// sealed makes the document of the sealed realm: the script of the frame, and that
// of its worker as a text in it.
func (s site) sealed(w *writer, b bundler) (asset, error) {
	worker, err := b.build("web/src/sealed/worker.ts", nil, api.FormatIIFE, false)
	if err != nil {
		return asset{}, err
	}
	frame, err := b.bundleAs("web/src/sealed/page.ts", nil, api.FormatIIFE)
	if err != nil {
		return asset{}, err
	}
	html, err := os.ReadFile("web/src/sealed/page.html")
	if err != nil {
		return asset{}, err
	}
	script := bytes.TrimSpace(frame.js)
	page := strings.NewReplacer(
		"%POLICY%", sealedPolicy(script), "%SCRIPT%", string(script), "%WORKER%", inScript(worker.js),
	).Replace(string(html))
	return w.hashedIn(sealedFolder, "realm.html", []byte(page))
}

// inScript is JavaScript as the text of a script element: esbuild writes `</script`
// in texts as `<\/script` already.
func inScript(js []byte) string { return strings.ReplaceAll(string(js), "<!--", "<\\!--") }
