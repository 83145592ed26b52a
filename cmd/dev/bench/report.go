package bench

import (
	"fmt"
	"io"
	"runtime"
	"time"
)

// report prints what was measured, a line as soon as it is known.
type report struct {
	out    io.Writer
	missed []string
	faults []string
}

func (r *report) say(format string, args ...any) { fmt.Fprintf(r.out, format+"\n", args...) }

// fault is a wrong answer or a wrong book: the bench fails with it.
func (r *report) fault(format string, args ...any) {
	r.faults = append(r.faults, fmt.Sprintf(format, args...))
}

// goal compares a figure with what was promised.
func (r *report) goal(name string, met bool, got string) {
	if !met {
		r.missed = append(r.missed, name+": "+got)
	}
}

func (r *report) machine(o options, postgres int) {
	r.say("Tenaz bench, %s", time.Now().UTC().Format("2006-01-02 15:04 UTC"))
	r.say("%s, %d processors with the load generator included, %s, PostgreSQL %d with fsync on, load average before: %s",
		processor(), runtime.NumCPU(), runtime.Version(), postgres, loadAverage())
	r.say("warm-up %s, %d rounds of %s, the median round counts; seed %d; keep-alive, closed loop, no compression", o.warm, o.rounds, o.span, o.seed)
	r.say("Page cache: there is none, every page is rendered for its request. The store keeps categories and product content in memory.")
	if o.profile != "" {
		r.say("Profiling: this is not the production binary, and figures are lower.")
	}
}

func (r *report) head() {
	r.say("")
	r.say("%-22s %5s %8s %7s %7s %7s %6s | %7s %7s %7s %7s | %6s %6s | %5s | %8s %6s", "", "", "", "ms", "ms", "ms", "", "CPU ms", "CPU ms", "CPU ms", "CPU ms", "", "", "MiB", "a second", "")
	r.say("%-22s %5s %8s %7s %7s %7s %6s | %7s %7s %7s %7s | %6s %6s | %5s | %8s %6s", "point", "conns", "a second", "p50", "p95", "p99", "errors", "store", "postgr.", "sandbox", "client", "cores", "others", "peak", "bare", "ratio")
}

// row prints one point beside the bare handler's.
func (r *report) row(p point, clients int, got result, bare *result) {
	line := fmt.Sprintf("%-22s %5d %8.1f %7.1f %7.1f %7.1f %6d | %7.2f %7.2f %7.2f %7.2f | %6.2f %6.2f | %5.0f",
		p.name+", "+p.unit, clients, got.rate(), ms(percentile(got.visits, 50)), ms(percentile(got.visits, 95)), ms(percentile(got.visits, 99)), got.errors,
		got.each(got.server), got.each(got.postgres), got.each(got.sandbox), got.each(got.self), got.cores(got.busy), got.cores(got.others()), mib(got.peak))
	if bare != nil {
		line += fmt.Sprintf(" | %8.0f %6.3f", bare.rate(), ratio(got.rate(), bare.rate()))
	}
	r.say("%s", line)
	if got.errors > 0 {
		r.fault("%s at %d clients: %d errors, first: %v", p.name, clients, got.errors, got.first)
	}
	if clients != 8 {
		return
	}
	if p.goal > 0 {
		r.goal(p.name, got.rate() >= p.goal, fmt.Sprintf("%.0f a second, goal %.0f", got.rate(), p.goal))
	}
	if p.page {
		p99 := percentile(got.visits, 99)
		r.goal(p.name, p99 < pageLimit, fmt.Sprintf("p99 %.1f ms, goal below %.0f", ms(p99), ms(pageLimit)))
	}
}

// steps prints where the time of a visit of several requests goes.
func (r *report) steps(p point, got result) {
	for i, name := range p.steps {
		list := got.measured.steps[i]
		r.say("  %-26s %8s %7.1f %7.1f %7.1f", name, "", ms(percentile(list, 50)), ms(percentile(list, 95)), ms(percentile(list, 99)))
	}
}

func (r *report) memory(start time.Duration, idle, rested, peak int64) {
	r.say("")
	r.say("Start: ready in %.0f ms (median of %d). Memory: %.0f MiB idle after the start, %.0f idle after the load, peak %.0f.",
		ms(start), startTimes, mib(idle), mib(rested), mib(peak))
	r.goal("start", start <= time.Second, fmt.Sprintf("%.0f ms, goal 1000", ms(start)))
	r.goal("idle memory", idle < 60<<20, fmt.Sprintf("%.0f MiB, goal below 60", mib(idle)))
	r.goal("peak memory", peak < 200<<20, fmt.Sprintf("%.0f MiB, goal below 200", mib(peak)))
}

// end prints what was not reached, and returns an error if something is wrong.
func (r *report) end() error {
	r.say("")
	if len(r.missed) == 0 {
		r.say("Every goal that was measured is reached.")
	}
	for _, line := range r.missed {
		r.say("Not reached: %s", line)
	}
	for _, line := range r.faults {
		r.say("WRONG: %s", line)
	}
	if len(r.faults) > 0 {
		return fmt.Errorf("%d faults", len(r.faults))
	}
	return nil
}

func mib(bytes int64) float64 { return float64(bytes) / (1 << 20) }

func ratio(a, b float64) float64 {
	if b == 0 {
		return 0
	}
	return a / b
}

// sizes prints how large the answers are that both servers write.
func (r *report) sizes(answers []taken) {
	r.say("")
	r.say("Answers of the store (uncompressed), which the bare chi handler repeats with the same headers:")
	for _, a := range answers {
		r.say("  %-26s %d  %6.1f KiB", a.Method+" "+a.Pattern, a.Status, float64(len(a.Body))/1024)
	}
}

// statements says what pgbench is given.
func (r *report) statements(t trace) {
	counts := make([]int, len(checkoutSteps))
	for _, s := range t.statements {
		counts[s.step]++
	}
	r.say("")
	r.say("pgbench with the %d statements that one whole purchase sent (begin and commit included), prepared, same cluster:", len(t.statements))
	for i, name := range checkoutSteps {
		r.say("  %-26s %4d", name, counts[i])
	}
	r.say("Variant, ids and tokens differ in each; prices, texts and times are those of the traced one. The client does not wait for Stripe or pages.")
}

// pgbench prints what PostgreSQL does alone, and which part of it the store does.
func (r *report) pgbench(clients int, got result, store *result) {
	line := fmt.Sprintf("%-22s %5d %8.1f %7.1f %7.1f %7.1f %6s | %7s %7.2f", "pgbench, orders", clients, got.rate(),
		ms(percentile(got.visits, 50)), ms(percentile(got.visits, 95)), ms(percentile(got.visits, 99)), "", "", got.each(got.postgres))
	if store != nil {
		line += fmt.Sprintf(" | the store does %.3f of it", ratio(store.rate(), got.rate()))
	}
	r.say("%s", line)
}
