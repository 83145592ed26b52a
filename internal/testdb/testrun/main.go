// Command testrun runs a command with one PostgreSQL for all tests below it:
//
//	go run ./internal/testdb/testrun go test ./...
package main

import (
	"context"
	"fmt"
	"os"

	"tenaz/internal/testdb"
)

func main() {
	code, err := testdb.Run(context.Background(), os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, "testrun:", err)
	}
	os.Exit(code)
}
