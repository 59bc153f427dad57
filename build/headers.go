package main

import (
	"slices"
	"strings"
)

// contentPolicy is the Content-Security-Policy of the page. The preview frame
// inherits it and adds a stricter one of its own: images, media and inline
// styles are there for what people render.
const contentPolicy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; " +
	"style-src 'self' 'unsafe-inline'; img-src * data: blob:; media-src *; frame-src 'self'; base-uri 'none'; form-action 'none'"

// siteHeaders are what a host should send with every file. None of them is
// needed for the site to work.
var siteHeaders = [][2]string{
	{"X-Content-Type-Options", "nosniff"},
	{"Referrer-Policy", "no-referrer"},
	// These two isolate the page from others, so that it may share memory
	// with its worker: an edit is then seen one frame earlier.
	{"Cross-Origin-Opener-Policy", "same-origin"},
	{"Cross-Origin-Embedder-Policy", "credentialless"},
	// Pages of other origins embed previews.
	{"Cross-Origin-Resource-Policy", "cross-origin"},
}

// sharedHeader is sent with what pages of other origins load: scripts, the module and
// what these load. Samples may be somebody's own templates and data.
var sharedHeader = [2]string{"Access-Control-Allow-Origin", "*"}

// sharedFiles are what is loaded so, beside all that lies in the folders of files
// with a hash in their name.
var sharedFiles = []string{"/embed.js", "/previews.js", "/livebars.js", "/share.js"}

func isShared(path string) bool {
	return slices.Contains(sharedFiles, path) || strings.HasPrefix(path, hashedPath) || strings.HasPrefix(path, sealedPath)
}

// policyHeader is sent with all files but the document of the sealed realm, which
// names its own policy: a browser would apply both.
const policyHeader = "Content-Security-Policy"

// What has a hash in its name stays the same for ever.
const (
	forEver   = "public, max-age=31536000, immutable"
	askedAnew = "no-cache"
)

const (
	hashedPath = "/assets/"
	sealedPath = "/" + sealedFolder + "/"
)

// headersFile says the same to static hosts that read a file named _headers
// (Netlify, Cloudflare Pages).
func headersFile() []byte {
	var b strings.Builder
	b.WriteString("/*\n")
	for _, h := range siteHeaders {
		b.WriteString("  " + h[0] + ": " + h[1] + "\n")
	}
	policy := "  " + policyHeader + ": " + contentPolicy + "\n"
	cache := "  Cache-Control: " + forEver + "\n"
	shared := "  " + sharedHeader[0] + ": " + sharedHeader[1] + "\n"
	b.WriteString("/\n" + policy + "/index.html\n" + policy)
	for _, file := range sharedFiles {
		b.WriteString(file + "\n" + shared)
	}
	b.WriteString(hashedPath + "*\n" + policy + cache + shared)
	b.WriteString(sealedPath + "*\n" + cache + shared)
	return []byte(b.String())
}
