package catalog_test

import (
	"encoding/csv"
	"math"
	"slices"
	"strconv"
	"testing"

	"tenaz/internal/catalog"
)

// floorNDCG is below what the search reached when it was last measured; who
// changes the normaliser, the weights or the rank sees a loss here.
const floorNDCG = 0.70

// TestSearchRelevance measures the search against what people said about
// products and queries: NDCG at 10, products that nobody judged counting as
// misses, and once more with them left out. Queries for which the shop has
// nothing of use cannot be answered well or badly and do not count.
func TestSearchRelevance(t *testing.T) {
	w := loadReal(t)
	rows, err := csv.NewReader(openReal(t, "judgments_dev.csv")).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	grades := map[string]map[string]float64{}
	var queries []string
	for _, row := range rows[1:] {
		if grades[row[0]] == nil {
			grades[row[0]] = map[string]float64{}
			queries = append(queries, row[0])
		}
		grade, err := strconv.ParseFloat(row[2], 64)
		if err != nil {
			t.Fatal(err)
		}
		grades[row[0]][row[1]] = grade
	}
	var strict, judged, nothing, n float64
	for _, query := range queries {
		list, err := w.List(t.Context(), catalog.ListInput{Query: query})
		if err != nil {
			t.Fatalf("%q: %v", query, err)
		}
		var all, known []float64
		for _, c := range list.Cards {
			sku := one[string](t, w.d, `SELECT sku FROM variants WHERE id = $1`, c.VariantID)
			grade, seen := grades[query][sku]
			all = append(all, grade)
			if seen {
				known = append(known, grade)
			}
		}
		var ideal []float64
		for _, g := range grades[query] {
			ideal = append(ideal, g)
		}
		slices.SortFunc(ideal, func(a, b float64) int { return int(b - a) })
		if ideal[0] == 0 {
			continue
		}
		n++
		s, j := ndcg(all, ideal), ndcg(known, ideal)
		if list.Total == 0 {
			nothing++
		}
		strict, judged = strict+s, judged+j
		if testing.Verbose() {
			t.Logf("%.2f %.2f %-28s %d found, %d of the first %d judged, loose %v", s, j, query, list.Total, len(known), len(all), list.Loose)
		}
	}
	t.Logf("NDCG@10 over the %.0f of %d queries that have an answer: %.3f (%.3f among judged products); %.0f find nothing", n, len(queries), strict/n, judged/n, nothing)
	if strict/n < floorNDCG {
		t.Errorf("NDCG@10 is %.3f, below %.2f", strict/n, floorNDCG)
	}
}

func ndcg(got, ideal []float64) float64 {
	best := dcg(ideal)
	if best == 0 {
		return 0
	}
	return dcg(got) / best
}

func dcg(grades []float64) float64 {
	sum := 0.0
	for i, g := range grades[:min(len(grades), 10)] {
		sum += (math.Pow(2, g) - 1) / math.Log2(float64(i)+2)
	}
	return sum
}
