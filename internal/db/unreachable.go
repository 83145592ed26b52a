package db

import (
	"context"
	"errors"
	"io"
	"net"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
)

// Unreachable reports whether an error says that PostgreSQL could not be reached,
// or not in time: it is restarting, has no connection left, or whoever waits has
// waited long enough. Trying again later may help; nothing else is wrong.
func Unreachable(err error) bool {
	if err == nil || errors.Is(err, context.Canceled) {
		return false
	}
	var connect *pgconn.ConnectError
	if errors.As(err, &connect) || errors.Is(err, context.DeadlineExceeded) {
		return true
	}
	var answer *pgconn.PgError
	if errors.As(err, &answer) {
		return unreachableCode(answer.Code)
	}
	var network *net.OpError
	return errors.As(err, &network) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, net.ErrClosed) || pgconn.SafeToRetry(err)
}

// unreachableCode knows the states of a server that goes away (class 08 and 57),
// is full (53300) or lets wait too long (57014, 55P03).
func unreachableCode(code string) bool {
	switch code {
	case "57014", "57P01", "57P02", "57P03", "57P05", "53300", "55P03":
		return true
	}
	return strings.HasPrefix(code, "08")
}
