package accounts

import (
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tenaz/internal/apperr"
)

// The rules are those of NIST SP 800-63B, revision 4: a password that stands
// alone has 15 characters or more, whichever; it is none of those that guessers
// try first, and not made of what everybody knows about its owner or the shop.
// Nothing else is asked: no kinds of character, no change from time to time. One
// length binds everybody, also staff, whose second factor would allow eight: a
// factor can be lost.
const (
	// MinPassword is a password's least length in characters.
	MinPassword = 15
	// MaxPassword is the greatest length: what is longer is not worth hashing.
	MaxPassword = 200
)

const (
	// minOwn is how many characters of a password have to be the person's own
	// idea.
	minOwn = 8
	// minWord is the least length of a known word that counts as a part.
	minWord = 4
	// minDistinct is how many different characters a password has at least.
	minDistinct = 6
)

// checkPassword adds what is wrong with a new password at a field. About is what
// is known of its owner: e-mail, name.
func (s *Service) checkPassword(ctx context.Context, fields *apperr.Fields, field, password string, about ...string) {
	password = normal(password)
	if length := utf8.RuneCountInString(password); length < MinPassword || length > MaxPassword {
		fields.Add(field, "account.error.password", "Min", MinPassword, "Max", MaxPassword)
		return
	}
	if id := weakness(password, append(about, s.shopNames(ctx)...)); id != "" {
		fields.Add(field, id)
	}
}

// shopNames are what the shop is called.
func (s *Service) shopNames(ctx context.Context) []string {
	names := []string{"tenaz"}
	if s.Settings == nil {
		return names
	}
	current, err := s.Settings.Get(ctx)
	if err != nil {
		return names // the list of common ones still holds
	}
	return append(names, current.Shop.TradeName)
}

// weakness returns the sentence about a password that is easily guessed; empty
// for a good one.
func weakness(password string, known []string) string {
	lower := strings.ToLower(password)
	switch {
	case isCommon(lower), commonInside(lower):
		return "account.error.password_common"
	case monotonous(lower):
		return "account.error.password_pattern"
	case utf8.RuneCountInString(without(lower, knownWords(known))) < minOwn:
		return "account.error.password_personal"
	}
	return ""
}

// commonInside finds a common password with digits or signs around it that add
// little: few, or a common one themselves.
func commonInside(password string) bool {
	stem := strings.TrimFunc(password, func(r rune) bool { return !unicode.IsLetter(r) })
	if stem == "" || !isCommon(stem) {
		return false
	}
	before, after, _ := strings.Cut(password, stem)
	around := before + after
	return utf8.RuneCountInString(around) < minOwn || isCommon(around) || monotonous(around)
}

// monotonous finds text that is one piece again and again, that walks along the
// alphabet or the digits, or that has few different characters.
func monotonous(text string) bool {
	runes := []rune(text)
	distinct := map[rune]bool{}
	steps := 0
	for i, r := range runes {
		distinct[r] = true
		if i > 0 && (r-runes[i-1] == 1 || r-runes[i-1] == -1 || r == runes[i-1]) {
			steps++
		}
	}
	return len(distinct) < min(minDistinct, len(runes)) && len(runes) >= minDistinct || steps*4 >= (len(runes)-1)*3 && len(runes) > 1 || repeats(runes)
}

// repeats reports whether text is a piece of at most half its length again and
// again; the last time may be cut off.
func repeats(runes []rune) bool {
	for period := 1; period <= len(runes)/2; period++ {
		if slices.Equal(runes[period:], runes[:len(runes)-period]) {
			return true
		}
	}
	return false
}

// knownWords takes texts apart into the words that a password may not lean on, the
// longest first, so that one that holds another goes whole.
func knownWords(texts []string) []string {
	var all []string
	for _, text := range texts {
		text = strings.ToLower(normal(text))
		local, _, _ := strings.Cut(text, "@")
		pieces := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		for _, piece := range append(pieces, text, local) {
			if utf8.RuneCountInString(piece) >= minWord {
				all = append(all, piece)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b string) int { return len(b) - len(a) })
	return all
}

func without(password string, words []string) string {
	for _, word := range words {
		password = strings.ReplaceAll(password, word, "")
	}
	return password
}
