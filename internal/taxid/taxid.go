// Package taxid checks and writes the numbers by which Brazil's Receita Federal
// knows people (CPF) and companies (CNPJ). A CNPJ may hold letters since July
// 2026, so a number is text, upper case and without its mask, never an integer.
package taxid

import (
	"errors"
	"strings"
)

// Kind says whose number it is.
type Kind string

// The kinds of number.
const (
	// CPF is a person's, 11 digits.
	CPF Kind = "cpf"
	// CNPJ is a company's: 12 of 0-9 and A-Z, then two digits.
	CNPJ Kind = "cnpj"
)

// ErrInvalid is returned for what is neither a CPF nor a CNPJ.
var ErrInvalid = errors.New("taxid: not a valid CPF or CNPJ")

// Document is a valid number. Digits is its normalised form, which for a company
// may hold letters.
type Document struct {
	Kind   Kind
	Digits string
}

// Parse reads a CPF or a CNPJ, typed with or without its mask, and checks it.
func Parse(typed string) (Document, error) {
	text, ok := strip(typed)
	switch {
	case ok && len(text) == 11 && validCPF(text):
		return Document{CPF, text}, nil
	case ok && len(text) == 14 && validCNPJ(text):
		return Document{CNPJ, text}, nil
	}
	return Document{}, ErrInvalid
}

// ParseCPF returns the 11 digits of a valid CPF.
func ParseCPF(typed string) (string, error) {
	d, err := Parse(typed)
	if err != nil || d.Kind != CPF {
		return "", ErrInvalid
	}
	return d.Digits, nil
}

// ParseCNPJ returns the 14 characters of a valid CNPJ, upper case.
func ParseCNPJ(typed string) (string, error) {
	d, err := Parse(typed)
	if err != nil || d.Kind != CNPJ {
		return "", ErrInvalid
	}
	return d.Digits, nil
}

// Format writes a normalised number with its mask: 529.982.247-25 or
// 12.ABC.345/01DE-35. Anything else is returned as it is.
func Format(digits string) string {
	switch len(digits) {
	case 11:
		return digits[:3] + "." + digits[3:6] + "." + digits[6:9] + "-" + digits[9:]
	case 14:
		return digits[:2] + "." + digits[2:5] + "." + digits[5:8] + "/" + digits[8:12] + "-" + digits[12:]
	}
	return digits
}

// Mask writes a normalised number so that its owner recognises it and nobody
// else learns it: ***.982.247-** for a person. A company's number is public and
// stays whole.
func Mask(digits string) string {
	switch len(digits) {
	case 11:
		return "***." + digits[3:6] + "." + digits[6:9] + "-**"
	case 14:
		return Format(digits)
	}
	return ""
}

// strip removes the mask and nothing else: a character that belongs to no number
// makes it invalid instead of disappearing.
func strip(typed string) (string, bool) {
	var out strings.Builder
	for _, r := range typed {
		switch {
		case r >= 'a' && r <= 'z':
			out.WriteRune(r - 'a' + 'A')
		case r >= '0' && r <= '9', r >= 'A' && r <= 'Z':
			out.WriteRune(r)
		case strings.ContainsRune(".-/ \t", r):
		default:
			return "", false
		}
	}
	return out.String(), true
}

func validCPF(text string) bool {
	if strings.Trim(text, "0123456789") != "" || allEqual(text) {
		return false
	}
	return text[9] == checkDigit(text[:9], 10, 11) && text[10] == checkDigit(text[:10], 11, 11)
}

func validCNPJ(text string) bool {
	if strings.Trim(text[12:], "0123456789") != "" || allEqual(text) {
		return false
	}
	return text[12] == checkDigit(text[:12], 5, 9) && text[13] == checkDigit(text[:13], 6, 9)
}

// checkDigit is the modulo 11 digit over a text whose first character weighs
// first; weights fall to 2 and go on from top. A character's value is its ASCII
// code minus 48, so that digits keep theirs and letters begin with 17.
func checkDigit(text string, first, top int) byte {
	sum, weight := 0, first
	for i := range len(text) {
		sum += int(text[i]-'0') * weight
		if weight--; weight < 2 {
			weight = top
		}
	}
	if rest := sum % 11; rest >= 2 {
		return byte('0' + 11 - rest)
	}
	return '0'
}

func allEqual(text string) bool { return strings.Trim(text, text[:1]) == "" }
