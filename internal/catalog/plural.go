package catalog

import "strings"

// irregular are the plurals that no rule below tells, and the words that look
// like plurals and are none; all without accents.
var irregular = map[string]string{
	"alemaes": "alemao", "caes": "cao", "capitaes": "capitao", "catalaes": "catalao", "paes": "pao",
	"canoes": "canoe", "echoes": "echo", "goes": "goes", "heroes": "hero", "shoes": "shoe", "toes": "toe", "does": "does",
	"demais": "demais", "jamais": "jamais", "depois": "depois", "dezesseis": "dezesseis",
	"carreteis": "carretel", "carteis": "cartel", "coqueteis": "coquetel", "hoteis": "hotel", "pasteis": "pastel",
	"pinceis": "pincel", "quarteis": "quartel",
	"barris": "barril", "funis": "funil", "fuzis": "fuzil", "perfis": "perfil",
	"cupons": "cupom", "homens": "homem", "itens": "item", "jardins": "jardim", "jovens": "jovem", "nuvens": "nuvem", "sons": "som", "tons": "tom",
	"inch": "polegada", "inches": "polegada", "pol": "polegada", "polegadas": "polegada",
}

// singular returns the singular of a Portuguese word that has lost its accents,
// where the stemmer of the database would not find it: -ões, -ães, -éis, -eis,
// -ais, -óis, -uis, -gens. The plain -s is the stemmer's work.
func singular(word string) string {
	if one, known := irregular[word]; known {
		return one
	}
	if len(word) < 5 || word[len(word)-1] != 's' {
		return word
	}
	stem := word[:len(word)-3]
	switch word[len(word)-3:] {
	case "oes":
		return stem + "ao"
	case "ais":
		return stem + "al"
	case "ois":
		return stem + "ol"
	case "uis":
		return stem + "ul"
	case "eis":
		// Fácil, frágil, fóssil and útil; but papel, painel, móvel, decibel.
		if strings.HasSuffix(stem, "t") || strings.HasSuffix(stem, "c") || strings.HasSuffix(stem, "s") || strings.HasSuffix(stem, "g") {
			return stem + "il"
		}
		return stem + "el"
	}
	if strings.HasSuffix(word, "gens") {
		return word[:len(word)-2] + "m"
	}
	return word
}
