package catalog

import "slices"

func (run *importRun) refuse(line int, sku, reason string) {
	run.report.Refused = append(run.report.Refused, RowProblem{Line: line, SKU: sku, Reason: reason})
}

func (run *importRun) warn(line int, sku string, reasons []string) {
	run.report.WarningCount += len(reasons)
	for _, reason := range reasons {
		if len(run.report.Warnings) < mostWarnings {
			run.report.Warnings = append(run.report.Warnings, RowProblem{Line: line, SKU: sku, Reason: reason})
		}
	}
}

// sortProblems orders what was found while reading and while saving by line.
func (run *importRun) sortProblems() {
	byLine := func(a, b RowProblem) int { return a.Line - b.Line }
	slices.SortStableFunc(run.report.Refused, byLine)
	slices.SortStableFunc(run.report.Warnings, byLine)
}
