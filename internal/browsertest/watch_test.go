package browsertest

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/chromedp/cdproto/audits"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// watch collects all that a browser complains about: what is written to the
// console, violations of the content security policy, exceptions nobody caught,
// and requests that failed.
type watch struct {
	mu       sync.Mutex
	problems []string
	// expected are the error statuses that the test provokes by scripts.
	expected []int64
	names    map[network.RequestID]string
}

// reportPolicy tells of violations as a page itself can see them; the browser's
// own reports come beside it.
const reportPolicy = `addEventListener("securitypolicyviolation", (e) =>
	console.error("policy violated: " + e.effectiveDirective + " by " + (e.blockedURI || e.sourceFile) + " " + e.sample));`

func (w *watch) start(ctx context.Context) error {
	w.names = map[network.RequestID]string{}
	chromedp.ListenTarget(ctx, func(event any) {
		if _, open := event.(*page.EventJavascriptDialogOpening); open {
			go func() { _ = chromedp.Run(ctx, page.HandleJavaScriptDialog(true)) }()
		}
		w.mu.Lock()
		defer w.mu.Unlock()
		w.take(event)
	})
	return chromedp.Run(ctx, log.Enable(), runtime.Enable(), network.Enable(), page.Enable(), audits.Enable(),
		emulation.SetFocusEmulationEnabled(true), // as in the window that a person uses
		chromedp.ActionFunc(func(ctx context.Context) error {
			_, err := page.AddScriptToEvaluateOnNewDocument(reportPolicy).Do(ctx)
			return err
		}))
}

func (w *watch) take(event any) {
	switch e := event.(type) {
	case *log.EventEntryAdded:
		// A request's failure is told by the network itself, with its kind.
		if e.Entry.Source != log.SourceNetwork && e.Entry.Level != log.LevelVerbose {
			w.note("%s: %s %s", e.Entry.Source, e.Entry.Text, e.Entry.URL)
		}
	case *runtime.EventConsoleAPICalled:
		var said []string
		for _, a := range e.Args {
			said = append(said, string(a.Value)+a.Description)
		}
		w.note("console.%s: %s", e.Type, strings.Join(said, " "))
	case *runtime.EventExceptionThrown:
		w.note("exception: %s", e.ExceptionDetails.Error())
	case *page.EventJavascriptDialogOpening:
		w.note("dialog: %s %s", e.Type, e.Message)
	case *audits.EventIssueAdded:
		if d := e.Issue.Details.ContentSecurityPolicyIssueDetails; d != nil {
			w.note("policy: %s blocked %s", d.ViolatedDirective, d.BlockedURL)
		}
	case *network.EventRequestWillBeSent:
		w.names[e.RequestID] = e.Request.Method + " " + e.Request.URL
	case *network.EventLoadingFailed:
		if !e.Canceled {
			w.note("request failed: %s %s %s", w.names[e.RequestID], e.ErrorText, e.BlockedReason)
		}
	case *network.EventResponseReceived:
		// The status of a page itself is for the test to judge; /favicon.ico is asked
		// by the browser of its own accord where a page names no icon.
		if e.Type != network.ResourceTypeDocument && e.Response.Status >= 400 &&
			!slices.Contains(w.expected, e.Response.Status) && !strings.HasSuffix(e.Response.URL, "/favicon.ico") {
			w.note("answered %d: %s", e.Response.Status, e.Response.URL)
		}
	}
}

func (w *watch) note(format string, args ...any) {
	w.problems = append(w.problems, strings.TrimSpace(fmt.Sprintf(format, args...)))
}

// drain returns what was found since the last call.
func (w *watch) drain() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	found := w.problems
	w.problems = nil
	return found
}
