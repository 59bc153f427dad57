package main

import (
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func put(t *testing.T, root, path, content string) {
	t.Helper()
	file := filepath.Join(root, filepath.FromSlash(path))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestAFolderOfOnesOwn(t *testing.T) {
	root := t.TempDir()
	put(t, root, "t/task/chat.handlebars", "{{a}}{{> foot/note}}")
	put(t, root, "t/partials/other.hbs", "not called")
	put(t, root, "t/mail.html.hbs", "<p>")
	put(t, root, "t/partials/foot/note.hbs", "note")
	put(t, root, "t/readme.txt", "no template")
	put(t, root, "d/task/chat.json", `{"a":1}`)
	put(t, root, "d/task/chat.guest.yaml", "a: 2")
	put(t, root, "d/task/chat.schema.json", "{}")
	put(t, root, "d/task/chat.old.draft.json", "{}")
	put(t, root, "d/task/chatter.json", "{}")
	content, err := sampleFolders{templates: filepath.Join(root, "t"), data: filepath.Join(root, "d")}.json()
	if err != nil {
		t.Fatal(err)
	}
	var samples []sample
	if err := json.Unmarshal(content, &samples); err != nil {
		t.Fatal(err)
	}
	if len(samples) != 2 {
		t.Fatalf("%+v", samples)
	}
	mail, chat := samples[0], samples[1]
	if mail.ID != "mail.html" || mail.Format != "html" || mail.Data != "{}\n" {
		t.Errorf("%+v", mail)
	}
	if chat.ID != "task/chat" || chat.Template != "{{a}}{{> foot/note}}" || len(chat.Partials) != 1 || chat.Data != `{"a":1}` || chat.Partials["foot/note"] != "note" {
		t.Errorf("%+v", chat)
	}
	if want := map[string]dataSet{"guest": {Data: "a: 2", DataKind: "yaml"}}; !maps.Equal(chat.DataSets, want) {
		t.Errorf("data sets %+v, want %+v", chat.DataSets, want)
	}
}

func TestPartialsThatATemplateReaches(t *testing.T) {
	partials := map[string]string{"a": "{{~#> [odd name] x}}{{/[odd name]}}", "odd name": "{{> \"b/c\"}}", "b/c": "{{> a}}", "d": "", "e": "{{> (f)}}"}
	content, err := os.ReadFile("../web/test/partials.json") // the page opens files by the same rule
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Template string
		Reached  []string
	}
	if err := json.Unmarshal(content, &cases); err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		if got := slices.Sorted(maps.Keys(reached(c.Template, partials))); !slices.Equal(got, c.Reached) {
			t.Errorf("%s reaches %v, want %v", c.Template, got, c.Reached)
		}
	}
}

func TestTheSamplesOfTheSite(t *testing.T) {
	samples, err := sampleFolders{templates: "../templates", data: "../data"}.read()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range samples {
		if s.Title == "" || s.Template == "" || !json.Valid([]byte(s.Data)) {
			t.Errorf("sample %s: %q", s.ID, s.Title)
		}
	}
	all, err := sampleFolders{templates: "../templates", data: "../data"}.find()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range samples {
		delete(all, s.ID)
		for name := range s.Partials {
			delete(all, "partials/"+name)
		}
	}
	if len(all) > 0 {
		t.Errorf("not in the manifest: %v", all)
	}
}

func TestAnEmptyFolderIsNamed(t *testing.T) {
	root := t.TempDir()
	if _, err := (sampleFolders{templates: root, data: root}).json(); err == nil || !strings.Contains(err.Error(), "holds no template") {
		t.Errorf("%v", err)
	}
}

func TestFilesAreServedAsAStaticHostShould(t *testing.T) {
	root := t.TempDir()
	put(t, root, "index.html", "<p>")
	put(t, root, "assets/a-1.wasm", "plain")
	put(t, root, "assets/a-1.wasm.br", "br")
	put(t, root, "assets/a-1.wasm.gz", "gz")
	put(t, root, "sealed/realm-1.html", "<p>")
	put(t, root, "secret", "in the root")
	get := func(path, accept string) *http.Response {
		r := httptest.NewRequest("GET", "/", nil)
		r.URL.Path = path
		r.Header.Set("Accept-Encoding", accept)
		w := httptest.NewRecorder()
		files{root: filepath.Join(root, ".")}.ServeHTTP(w, r)
		return w.Result()
	}
	cases := []struct {
		path, accept, kind, coding, cache string
		status                            int
	}{
		{"/", "gzip, br", "text/html; charset=utf-8", "", "no-cache", 200},
		{"/assets/a-1.wasm", "gzip, br", "application/wasm", "br", "public, max-age=31536000, immutable", 200},
		{"/assets/a-1.wasm", "gzip, br;q=0", "application/wasm", "gzip", "public, max-age=31536000, immutable", 200},
		{"/assets/a-1.wasm", "", "application/wasm", "", "public, max-age=31536000, immutable", 200},
		{"/sealed/realm-1.html", "", "text/html; charset=utf-8", "", "public, max-age=31536000, immutable", 200},
		{"/assets/none.js", "br", "text/plain; charset=utf-8", "", "no-store", 404},
		{"/assets", "br", "text/plain; charset=utf-8", "", "no-store", 404},
		{"/../../etc/passwd", "", "text/plain; charset=utf-8", "", "no-store", 404},
	}
	for _, c := range cases {
		r := get(c.path, c.accept)
		h := r.Header
		policy := contentPolicy
		if strings.HasPrefix(c.path, "/sealed/") {
			policy = ""
		}
		if c.path == "/" {
			policy += "; frame-ancestors 'self'"
		}
		if h.Get(policyHeader) != policy {
			t.Errorf("%s: its policy is %q", c.path, h.Get(policyHeader))
		}
		if shared := strings.HasPrefix(c.path, "/assets/") || strings.HasPrefix(c.path, "/sealed/"); shared != (h.Get(sharedHeader[0]) == "*") {
			t.Errorf("%s: other sites may read it: %v", c.path, !shared)
		}
		if r.StatusCode != c.status || h.Get("Content-Type") != c.kind || h.Get("Content-Encoding") != c.coding || h.Get("Cache-Control") != c.cache {
			t.Errorf("%s (%s): %d %v", c.path, c.accept, r.StatusCode, h)
		}
		for _, header := range siteHeaders {
			if h.Get(header[0]) != header[1] {
				t.Errorf("%s: %s is %q", c.path, header[0], h.Get(header[0]))
			}
		}
	}
}

func TestHostsAreToldTheHeadersThatAreServed(t *testing.T) {
	told := string(headersFile())
	for _, header := range siteHeaders {
		if !strings.Contains(told, "\n  "+header[0]+": "+header[1]+"\n") {
			t.Errorf("%s is not told", header[0])
		}
	}
	rules := map[string]string{}
	for rule := range strings.SplitSeq("\n"+strings.TrimSpace(told), "\n/") {
		path, headers, _ := strings.Cut(rule, "\n")
		rules["/"+path] += headers + "\n"
	}
	policy := policyHeader + ": " + contentPolicy
	for _, path := range []string{"/", "/index.html", "/assets/*"} {
		if !strings.Contains(rules[path], policy) {
			t.Errorf("%s has no policy", path)
		}
	}
	// A host sends all rules that fit: the sealed realm must not get the page's policy.
	for _, path := range []string{"/*", "/sealed/*"} {
		if strings.Contains(rules[path], policyHeader) {
			t.Errorf("%s has the policy of the page", path)
		}
	}
	for _, path := range []string{"/assets/*", "/sealed/*"} {
		if !strings.Contains(rules[path], "Cache-Control: "+forEver) {
			t.Errorf("%s is not cached", path)
		}
	}
}

func TestTheSealedRealmReachesNothing(t *testing.T) {
	for d := range strings.SplitSeq(sealedPolicy([]byte("script")), "; ") {
		name, values, _ := strings.Cut(d, " ")
		wanted := "'none'"
		switch name {
		case "script-src":
			wanted = "'sha256-IaAnC39moeTCWTPxOh5aG7tHV1eAcpMMgYkTH5xqquE=' blob: 'unsafe-eval' 'wasm-unsafe-eval'"
		case "worker-src":
			wanted = "blob:"
		}
		if values != wanted {
			t.Errorf("%s %s", name, values)
		}
	}
}

func TestOnlyOwnNamesAreAnswered(t *testing.T) {
	handler := ownNames(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusOK) }))
	for host, status := range map[string]int{
		"127.0.0.1:8080": 200, "localhost:8080": 200, "LOCALHOST": 200, "[::1]:8080": 200, "127.9.9.9": 200,
		"evil.example": 421, "evil.example:8080": 421, "localhost.evil.example": 421, "192.168.1.5:8080": 421, "": 421,
	} {
		r := httptest.NewRequest("GET", "/samples.json", nil)
		r.Host = host
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		if w.Code != status {
			t.Errorf("%q: %d", host, w.Code)
		}
	}
}

func TestLinksThatLeadOutAreRefused(t *testing.T) {
	for _, link := range []string{"t/a.hbs", "t/partials/p.hbs", "d/a.json", "t/helpers/h.js", "t/" + manifest} {
		root := t.TempDir()
		put(t, root, "t/a.hbs", "{{> p}}")
		put(t, root, "t/partials/p.hbs", "p")
		put(t, root, "t/helpers/h.js", "")
		put(t, root, "d/a.json", "{}")
		put(t, root, "secret", "[]")
		file := filepath.Join(root, link)
		_ = os.Remove(file)
		if err := os.Symlink(filepath.Join(root, "secret"), file); err != nil {
			t.Skip(err)
		}
		folders := sampleFolders{templates: filepath.Join(root, "t"), data: filepath.Join(root, "d")}
		if _, err := folders.json(); err == nil {
			t.Errorf("%s leads out of its folder, and is read", link)
		}
	}
	root := t.TempDir()
	put(t, root, "t/"+manifest, `[{"id":"a"},{"id":"../d/secret"}]`)
	put(t, root, "t/a.hbs", "a")
	put(t, root, "d/secret.json", "{}")
	if _, err := (sampleFolders{templates: filepath.Join(root, "t"), data: filepath.Join(root, "t")}).json(); err == nil {
		t.Error("a manifest names a file of another folder, which is read")
	}
}

func TestHelpersOfAFolder(t *testing.T) {
	root := t.TempDir()
	put(t, root, "t/a.hbs", "{{up a}}")
	put(t, root, "t/helpers/b/dates.js", "exports.date = 1;\n\n")
	put(t, root, "t/helpers/a.mjs", "export const up = 1;")
	put(t, root, "t/helpers/readme.md", "no helper")
	put(t, root, "own.js", "exports.own = 1;\n")
	folders := sampleFolders{templates: filepath.Join(root, "t"), data: root}
	both := "// ---- a.mjs ----\nexport const up = 1;\n\n// ---- b/dates.js ----\nexports.date = 1;\n"
	for path, want := range map[string]string{"": both, "t/helpers": both, "own.js": "exports.own = 1;\n"} {
		if folders.helpers = ""; path != "" {
			folders.helpers = filepath.Join(root, path)
		}
		samples, err := folders.read()
		if err != nil || samples[0].Helpers != want {
			t.Errorf("%s: %q %v", path, samples[0].Helpers, err)
		}
	}
	folders.helpers = filepath.Join(root, "none.js")
	if _, err := folders.read(); err == nil {
		t.Error("helpers that are not there are no error")
	}
}

func TestThePolicyAllowsNoInlineScript(t *testing.T) {
	directives := map[string]string{}
	for _, d := range strings.Split(contentPolicy, ";") {
		name, values, _ := strings.Cut(strings.TrimSpace(d), " ")
		directives[name] = values
	}
	if directives["default-src"] != "'none'" || directives["script-src"] != "'self' 'wasm-unsafe-eval'" {
		t.Errorf("%v", directives)
	}
	for _, name := range []string{"connect-src", "worker-src"} {
		if directives[name] != "'self'" {
			t.Errorf("%s %s", name, directives[name])
		}
	}
}

func TestFilesThatThePageNamesHaveTheirIntegrity(t *testing.T) {
	page, err := os.ReadFile("../web/src/page/index.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(string(page), "\n") {
		if (strings.Contains(line, "<script") && strings.Contains(line, "src=") || strings.Contains(line, `rel="stylesheet"`)) && !strings.Contains(line, "integrity=") {
			t.Errorf("no integrity: %s", line)
		}
	}
	if got := integrity([]byte("abc")); got != "sha384-ywB1P0WjXou1oD1pmsZQBycsMqsO3tFjGotgWkP/W+2AhgcroefMI1i67KE0yCWn" {
		t.Error(got)
	}
}

func TestNamesFollowContent(t *testing.T) {
	w := writer{out: t.TempDir(), written: map[string]bool{}}
	if err := os.Mkdir(filepath.Join(w.out, "assets"), 0o755); err != nil {
		t.Fatal(err)
	}
	one, err := w.hashed("a.js", []byte("one"))
	if err != nil {
		t.Fatal(err)
	}
	put(t, w.out, "assets/old-0.js", "left by an earlier build")
	two, err := w.hashed("a.js", []byte("two"))
	if err != nil || one.name == two.name {
		t.Fatalf("%v, %v, %v", one, two, err)
	}
	if err := w.compress(); err != nil {
		t.Fatal(err)
	}
	if err := w.sweep(); err != nil {
		t.Fatal(err)
	}
	left, _ := os.ReadDir(filepath.Join(w.out, "assets"))
	if len(left) != 6 {
		t.Errorf("%v", left)
	}
}
