package money

import "testing"

func TestParse(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Cents{
		"0": 0, "12": 1200, "12,3": 1230, "12,34": 1234, "12.34": 1234, "1.234": 123400, "1.234,56": 123456,
		"R$ 1.234,56": 123456, " R$\u00a09,90 ": 990, "1234567,8": 123456780, "1.2": 120,
	} {
		if got, ok := Parse(text); !ok || got != want {
			t.Errorf("%q is %d, %v; want %d", text, got, ok, want)
		}
	}
	for _, text := range []string{"", "-1", "1,234", "1.23.456", "1,2,3", "dez", "1e3", "12,", ",5", "9999999999999", "999999999999", "１２"} {
		if got, ok := Parse(text); ok {
			t.Errorf("%q is %d", text, got)
		}
	}
}
