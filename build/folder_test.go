package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

type folderRequest struct {
	method, path, body string
	headers            map[string]string
}

const ownHost = "127.0.0.1:8080"

// ask sends a request as the page of the site does; headers of the request replace those.
func ask(t *testing.T, s *folderServer, q folderRequest) *http.Response {
	t.Helper()
	r := httptest.NewRequest(q.method, "/", strings.NewReader(q.body))
	r.URL.Path, r.URL.RawQuery, _ = strings.Cut(q.path, "?")
	r.Host = ownHost
	headers := map[string]string{tokenHeader: s.token, "Origin": "http://" + ownHost, "Sec-Fetch-Site": "same-origin"}
	for name, value := range q.headers {
		headers[name] = value
	}
	for name, value := range headers {
		if value != "" {
			r.Header.Set(name, value)
		}
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w.Result()
}

func testFolder(t *testing.T) (root string, s *folderServer) {
	t.Helper()
	root = t.TempDir()
	put(t, root, "t/a.hbs", "# {{x}}")
	put(t, root, "t/partials/p.hbs", "p")
	put(t, root, "t/.secret.hbs", "hidden")
	put(t, root, "t/node_modules/x.hbs", "not ours")
	put(t, root, "t/picture.png", "no text")
	put(t, root, "d/a.json", `{"x":1}`)
	put(t, root, "helpers.js", "exports.a = 1")
	put(t, root, "other.js", "exports.b = 1")
	put(t, root, "outside/o.hbs", "outside")
	s, err := newFolderServer(sampleFolders{templates: filepath.Join(root, "t"), data: filepath.Join(root, "d"), helpers: filepath.Join(root, "helpers.js")})
	if err != nil {
		t.Fatal(err)
	}
	return root, s
}

func filesOf(t *testing.T, s *folderServer) map[string]folderFile {
	t.Helper()
	response := ask(t, s, folderRequest{method: "GET", path: "/folder"})
	var files []folderFile
	if err := json.NewDecoder(response.Body).Decode(&files); err != nil || response.StatusCode != 200 {
		t.Fatal(response.StatusCode, err)
	}
	byPath := map[string]folderFile{}
	for _, f := range files {
		byPath[f.Path] = f
	}
	return byPath
}

func content(t *testing.T, root, name string) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(root, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

func TestAFolderIsReadAndWritten(t *testing.T) {
	root, s := testFolder(t)
	files := filesOf(t, s)
	for _, name := range []string{"templates/a.hbs", "templates/partials/p.hbs", "data/a.json", "helpers/helpers.js"} {
		if files[name].Stamp == "" {
			t.Errorf("%s is not listed", name)
		}
	}
	if len(files) != 4 {
		t.Errorf("listed: %v", files)
	}
	file := filepath.Join(root, "t/a.hbs")
	if err := os.Chmod(file, 0o600); err != nil {
		t.Fatal(err)
	}
	stamp := files["templates/a.hbs"].Stamp
	response := ask(t, s, folderRequest{"PUT", "/folder/templates/a.hbs", "# new", map[string]string{"If-Match": `"` + stamp + `"`}})
	if response.StatusCode != http.StatusNoContent || content(t, root, "t/a.hbs") != "# new" {
		t.Fatal(response.Status)
	}
	if info, _ := os.Stat(file); info.Mode().Perm() != 0o600 {
		t.Errorf("its mode is %v now", info.Mode())
	}
	if now := filesOf(t, s)["templates/a.hbs"].Stamp; `"`+now+`"` != response.Header.Get("ETag") || now == stamp {
		t.Errorf("stamp %s, ETag %s", now, response.Header.Get("ETag"))
	}
	response = ask(t, s, folderRequest{"PUT", "/folder/templates/deep/er/n.hbs", "n", map[string]string{"If-None-Match": "*"}})
	if response.StatusCode != http.StatusNoContent || content(t, root, "t/deep/er/n.hbs") != "n" {
		t.Error(response.Status)
	}
	var stamps map[string]string
	if err := json.NewDecoder(ask(t, s, folderRequest{method: "GET", path: "/folder?stamps"}).Body).Decode(&stamps); err != nil || len(stamps) != 5 {
		t.Errorf("stamps: %v, %v", stamps, err)
	}
}

func TestFilesThatChangedMeanwhileAreNotWritten(t *testing.T) {
	root, s := testFolder(t)
	stamp := filesOf(t, s)["data/a.json"].Stamp
	put(t, root, "d/a.json", "of another program")
	cases := []struct {
		path    string
		headers map[string]string
		status  int
	}{
		{"data/a.json", map[string]string{"If-Match": `"` + stamp + `"`}, http.StatusPreconditionFailed},
		{"data/a.json", map[string]string{"If-None-Match": "*"}, http.StatusPreconditionFailed},
		{"data/gone.json", map[string]string{"If-Match": `"` + stamp + `"`}, http.StatusPreconditionFailed},
		{"data/a.json", nil, http.StatusPreconditionRequired},
		{"data/a.json", map[string]string{"If-Match": `"` + stamp + `"`, "If-None-Match": "*"}, http.StatusPreconditionRequired},
	}
	for _, c := range cases {
		response := ask(t, s, folderRequest{"PUT", "/folder/" + c.path, "mine", c.headers})
		if response.StatusCode != c.status {
			t.Errorf("%s %v: %s", c.path, c.headers, response.Status)
		}
	}
	if got := content(t, root, "d/a.json"); got != "of another program" {
		t.Errorf("it holds %q", got)
	}
}

func TestNothingIsWrittenOutsideOfTheFolders(t *testing.T) {
	root, s := testFolder(t)
	link := func(to, name string) {
		if err := os.Symlink(to, filepath.Join(root, name)); err != nil {
			t.Skip("no links here:", err)
		}
	}
	link("../outside", "t/led")
	link("../outside/o.hbs", "t/led.hbs")
	link("nowhere.hbs", "t/broken.hbs")
	link("partials", "t/within")
	stamp := stampOf([]byte("outside"))
	for _, name := range []string{
		"outside/o.hbs", "../outside/o.hbs", "templates/../../outside/o.hbs", "templates/../outside/o.hbs", "templates//a.hbs",
		"templates/./a.hbs", "templates", "templates/", "/etc/passwd.hbs", "templates/a.hbs/", `templates/..\..\outside\o.hbs`,
		"templates/c:a.hbs", "templates/a.hbs\x00.png", "templates/.hidden.hbs", "templates/.git/x.hbs", "templates/node_modules/y.hbs",
		"templates/picture.png", "templates/run.sh", "templates/x.js", "helpers/other.js", "helpers/helpers/helpers.js", "data/.livebars-1.tmp",
		"templates/led/o.hbs", "templates/led/new.hbs", "templates/led.hbs", "templates/broken.hbs", "templates/within/p.hbs",
	} {
		for _, headers := range []map[string]string{{"If-Match": `"` + stamp + `"`}, {"If-None-Match": "*"}} {
			response := ask(t, s, folderRequest{"PUT", "/folder/" + name, "evil", headers})
			if response.StatusCode < 400 {
				t.Errorf("%q: %s", name, response.Status)
			}
		}
	}
	if got := content(t, root, "outside/o.hbs"); got != "outside" {
		t.Errorf("outside holds %q", got)
	}
	if entries, _ := os.ReadDir(filepath.Join(root, "outside")); len(entries) != 1 {
		t.Errorf("outside: %v", entries)
	}
	for name := range filesOf(t, s) {
		if strings.Contains(name, "led") || strings.Contains(name, "within") || strings.Contains(name, "broken") {
			t.Errorf("%s is read through a link", name)
		}
	}
}

func TestOnlyThePageOfTheSiteMayUseTheFolder(t *testing.T) {
	root, s := testFolder(t)
	stamp := filesOf(t, s)["templates/a.hbs"].Stamp
	for name, headers := range map[string]map[string]string{
		"without the token":        {tokenHeader: ""},
		"with another token":       {tokenHeader: s.token + "x"},
		"of another site":          {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"},
		"of another port":          {"Origin": "http://127.0.0.1:9999"},
		"of another scheme":        {"Origin": "https://" + ownHost},
		"of an opaque origin":      {"Origin": "null"},
		"of a page of the machine": {"Sec-Fetch-Site": "same-site"},
		"that leads here":          {"Sec-Fetch-Site": "cross-site"},
	} {
		for _, q := range []folderRequest{
			{method: "GET", path: "/folder"},
			{method: "PUT", path: "/folder/templates/a.hbs", body: "evil"},
		} {
			q.headers = map[string]string{"If-Match": `"` + stamp + `"`}
			for header, value := range headers {
				q.headers[header] = value
			}
			if response := ask(t, s, q); response.StatusCode != http.StatusForbidden {
				t.Errorf("%s %s: %s", q.method, name, response.Status)
			} else if body, _ := io.ReadAll(response.Body); strings.Contains(string(body), "{{x}}") {
				t.Errorf("%s %s is answered with %s", q.method, name, body)
			}
		}
	}
	put := folderRequest{"PUT", "/folder/templates/a.hbs", "evil", map[string]string{"Origin": "", "If-Match": `"` + stamp + `"`}}
	if response := ask(t, s, put); response.StatusCode != http.StatusForbidden {
		t.Error("a request without an origin writes:", response.Status)
	}
	for _, method := range []string{"POST", "DELETE", "OPTIONS", "PATCH"} {
		if response := ask(t, s, folderRequest{method: method, path: "/folder/templates/a.hbs"}); response.StatusCode < 400 {
			t.Error(method, response.Status)
		}
	}
	if got := content(t, root, "t/a.hbs"); got != "# {{x}}" {
		t.Errorf("it holds %q", got)
	}
}

func TestOfManyWhoWriteAtOnceOneDoes(t *testing.T) {
	root, s := testFolder(t)
	for round := range 20 {
		stamp := filesOf(t, s)["templates/a.hbs"].Stamp
		var done sync.WaitGroup
		var mu sync.Mutex
		written := []string{}
		for i := range 8 {
			done.Add(1)
			go func() {
				defer done.Done()
				body := strings.Repeat(fmt.Sprintf("%d of %d\n", i, round), 2000)
				response := ask(t, s, folderRequest{"PUT", "/folder/templates/a.hbs", body, map[string]string{"If-Match": `"` + stamp + `"`}})
				// Whoever reads meanwhile gets a whole file.
				if text := content(t, root, "t/a.hbs"); strings.Count(text, text[:strings.IndexByte(text+"\n", '\n')]) < 1 || (len(text) > 100 && !strings.HasSuffix(text, text[:strings.IndexByte(text, '\n')+1])) {
					t.Errorf("half a file of %d bytes", len(text))
				}
				if response.StatusCode == http.StatusNoContent {
					mu.Lock()
					written = append(written, body)
					mu.Unlock()
				} else if response.StatusCode != http.StatusPreconditionFailed {
					t.Error(response.Status)
				}
			}()
		}
		done.Wait()
		if len(written) != 1 || content(t, root, "t/a.hbs") != written[0] {
			t.Fatalf("%d were written", len(written))
		}
	}
	entries, err := os.ReadDir(filepath.Join(root, "t"))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ".tmp") {
			t.Errorf("%s is left", e.Name())
		}
	}
}

func TestSavingNeedsFoldersOfOnesOwn(t *testing.T) {
	root := t.TempDir()
	flags := flag.NewFlagSet("", flag.ContinueOnError)
	var f sampleFolders
	f.flags(flags)
	if err := flags.Parse([]string{"-templates", filepath.Join(root, "t")}); err != nil {
		t.Fatal(err)
	}
	if err := f.areNamed(flags); err == nil || !strings.Contains(err.Error(), "-data") {
		t.Error(err)
	}
	if err := flags.Parse([]string{"-data", filepath.Join(root, "d")}); err != nil {
		t.Fatal(err)
	}
	if err := f.areNamed(flags); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(filepath.Join(root, "d")); err != nil {
		t.Error(err)
	}
}

func TestTheTokenIsInThePageAlone(t *testing.T) {
	root, s := testFolder(t)
	put(t, root, "site/index.html", "<html><head></head>")
	put(t, root, "site/index.html.br", "compressed")
	put(t, root, "site/embed.js", "1")
	get := func(path string) (*http.Response, string) {
		r := httptest.NewRequest("GET", path, nil)
		r.Header.Set("Accept-Encoding", "br")
		w := httptest.NewRecorder()
		files{root: filepath.Join(root, "site"), mark: s.mark}.ServeHTTP(w, r)
		body, _ := io.ReadAll(w.Result().Body)
		return w.Result(), string(body)
	}
	response, body := get("/")
	if !strings.Contains(body, s.token) || response.Header.Get("Cache-Control") != "no-store" || response.Header.Get("Access-Control-Allow-Origin") != "" {
		t.Errorf("%v %s", response.Header, body)
	}
	for _, path := range []string{"/?view=preview", "/?view=editor", "/embed.js"} {
		if _, body := get(path); strings.Contains(body, s.token) {
			t.Errorf("%s holds the token", path)
		}
	}
}
