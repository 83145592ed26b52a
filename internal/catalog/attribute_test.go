package catalog

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAttributeName(t *testing.T) {
	t.Parallel()
	cases := []struct{ in, want string }{
		{"contrast_ratio__typical_", "Contrast ratio (typical)"},
		{"thermal_design_power__tdp_", "Thermal design power (TDP)"},
		{"usb_2_0_ports_quantity", "USB 2 0 ports quantity"},
		{"ethernet_lan__rj_45__ports", "Ethernet LAN (RJ 45) ports"},
		{"wi_fi_standards", "Wi-Fi standards"},
		{"intel__wireless_display__intel__widi_", "Intel wireless display (Intel widi)"},
		{"odd__end", "Odd end"},
		{"weight", "Weight"},
		{"Tamanho da tela", "Tamanho da tela"},
		{"Wi-Fi", "Wi-Fi"},
		{"__", "__"},
		{"Ação <b>", "Ação <b>"},
	}
	for _, c := range cases {
		if got := attributeName(c.in); got != c.want {
			t.Errorf("attributeName(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestAttributeSlugKeepsKeys(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"contrast_ratio__typical_": "contrast_ratio__typical_",
		"Tamanho da tela":          "tamanho-da-tela",
		"Wi-Fi":                    "wi-fi",
	} {
		if got := attributeSlug(in); got != want {
			t.Errorf("attributeSlug(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestFit(t *testing.T) {
	t.Parallel()
	gb := attribute{kind: KindNumber, unit: "GB"}
	bare := attribute{kind: KindNumber}
	text := attribute{kind: KindText}
	flag := attribute{kind: KindBool}
	choice := attribute{kind: KindChoice, choices: map[string]int64{"IPS": 1}}
	cases := []struct {
		a      *attribute
		in     Value
		want   Value
		misfit bool
	}{
		{&gb, Number(1, "TB"), Number(1000, "GB"), false},
		{&gb, Number(512, "MB"), Number(0.512, "GB"), false},
		{&gb, Number(512, "GB"), Number(512, "GB"), false},
		{&gb, Number(512, ""), Text("512"), true},
		{&gb, Number(5, "kg"), Text("5 kg"), true},
		{&gb, Number(5, "bananas"), Text("5 bananas"), true},
		{&bare, Number(2.13, ""), Number(2.13, ""), false},
		{&bare, Number(2.13, "GHz"), Text("2.13 GHz"), true},
		{&bare, Text("1440 x 900"), Text("1440 x 900"), true},
		{&bare, Bool(true), Text("true"), true},
		{&text, Number(9, ""), Text("9"), true},
		{&text, Text("9"), Text("9"), false},
		{&flag, Number(9, ""), Text("9"), true},
		{&flag, Bool(false), Bool(false), false},
		{&choice, Text("IPS"), Value{Kind: KindChoice, Text: "IPS"}, false},
		{&choice, Text("VA"), Text("VA"), true},
	}
	for _, c := range cases {
		got, misfit := c.a.fit(c.in)
		if diff := cmp.Diff(c.want, got); diff != "" || (misfit != "") != c.misfit {
			t.Errorf("%s %q fit %s: %q %s", c.a.kind, c.a.unit, c.in, misfit, diff)
		}
	}
}

func TestConvert(t *testing.T) {
	t.Parallel()
	cases := []struct {
		n        float64
		from, to string
		want     float64
		ok       bool
	}{
		{1.5, "m", "mm", 1500, true},
		{33.6, "mm", "cm", 3.36, true},
		{1, "kg", "g", 1000, true},
		{3.2, "GHz", "MHz", 3200, true},
		{0.1, "GHz", "Hz", 100000000, true},
		{2, "anos", "meses", 24, true},
		{0, "kg", "g", 0, true},
		{1, "mw", "W", 0, false},
		{1, "GB", "Hz", 0, false},
		{1, "pol", "cm", 0, false},
	}
	for _, c := range cases {
		if got, ok := convert(c.n, c.from, c.to); got != c.want || ok != c.ok {
			t.Errorf("convert(%v %s to %s) = %v, %v; want %v, %v", c.n, c.from, c.to, got, ok, c.want, c.ok)
		}
	}
}
