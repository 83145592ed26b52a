package accounts

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"io"
	"strings"
	"sync"
)

//go:embed common.txt.gz
var commonList []byte

// brazilian are beginnings that lists from abroad lack.
var brazilian = []string{
	"senha", "minhasenha", "senhaforte", "senhasegura", "mudar", "mudarsenha", "administrador", "usuario", "teste", "familia",
	"palmeiras", "saopaulo", "gremio", "botafogo", "cruzeiro", "internacional", "atletico", "vasco", "minhaconta", "minhaloja",
	"amoreterno", "deusefiel", "jesuscristo", "brasileiro", "brasileira", "teamo", "euteamo", "felicidade", "bomdia",
}

// common holds the passwords that guessers try first: more than 3,000 that are
// long enough for us, and short ones that longer ones are made of.
var common = sync.OnceValue(func() map[string]struct{} {
	list := map[string]struct{}{}
	for _, word := range brazilian {
		list[word] = struct{}{}
	}
	reader, err := gzip.NewReader(bytes.NewReader(commonList))
	if err != nil {
		panic(err) // the list is part of the program
	}
	all, err := io.ReadAll(reader)
	if err != nil {
		panic(err)
	}
	for word := range strings.SplitSeq(strings.TrimSpace(string(all)), "\n") {
		list[word] = struct{}{}
	}
	return list
})

func isCommon(word string) bool {
	_, found := common()[word]
	return found
}
