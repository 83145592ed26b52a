package privacy

import (
	"context"
	"log/slog"
	"net/netip"
	"sync/atomic"
	"time"

	"tenaz/internal/db"
	q "tenaz/queries/privacy"
)

// What waits to be written: a batch as soon as it is full, and whatever there is
// once a second. While the database is away, as many rows as the buffer holds
// wait for it; what does not fit is counted and logged.
const (
	accessBatch  = 500
	accessBuffer = 20_000
	accessFlush  = time.Second
	accessWait   = 5 * time.Second
)

// Recorder writes the access record beside the requests, which never wait for it.
type Recorder struct {
	db      db.DB
	log     *slog.Logger
	rows    chan Access
	stop    chan struct{}
	stopped chan struct{}
	lost    atomic.Int64
}

// NewRecorder returns a Recorder, which keeps what it is told until Run writes it.
func NewRecorder(d db.DB, log *slog.Logger) *Recorder {
	return &Recorder{
		db: d, log: log, rows: make(chan Access, accessBuffer), stop: make(chan struct{}), stopped: make(chan struct{}),
	}
}

// Add hands a request over; it neither blocks nor fails. What does not fit into
// the buffer is counted, and said in the log.
func (r *Recorder) Add(a Access) {
	select {
	case r.rows <- a:
	default:
		r.lost.Add(1)
	}
}

// Run writes until Stop, once a second and whenever a batch is full.
func (r *Recorder) Run() {
	defer close(r.stopped)
	tick := time.NewTicker(accessFlush)
	defer tick.Stop()
	batch := make([]Access, 0, accessBatch)
	for {
		incoming := r.rows
		if len(batch) == accessBatch {
			incoming = nil // it waits for its turn: the last write failed
		}
		select {
		case a := <-incoming:
			if batch = append(batch, a); len(batch) == accessBatch {
				batch = r.write(batch)
			}
		case <-tick.C:
			batch = r.write(batch)
			r.complain()
		case <-r.stop:
			r.drain(batch)
			return
		}
	}
}

// Stop writes what is left, and returns when that is done or has failed.
func (r *Recorder) Stop() {
	close(r.stop)
	<-r.stopped
}

// write stores a batch and returns what still has to be stored: the same one if
// the database did not take it.
func (r *Recorder) write(batch []Access) []Access {
	if len(batch) == 0 {
		return batch
	}
	ctx, cancel := context.WithTimeout(context.Background(), accessWait)
	defer cancel()
	if _, err := q.New().AddAccess(ctx, r.db, params(batch)); err != nil {
		r.log.Error("access record not written, trying again", "rows", len(batch), "error", err.Error())
		return batch
	}
	return batch[:0]
}

// drain stores what is left when the store ends, as far as the database takes it.
func (r *Recorder) drain(batch []Access) {
	for {
		for len(batch) < accessBatch && len(r.rows) > 0 {
			batch = append(batch, <-r.rows)
		}
		if len(batch) == 0 {
			break
		}
		if batch = r.write(batch); len(batch) > 0 {
			r.lost.Add(int64(len(batch) + len(r.rows)))
			break
		}
	}
	r.complain()
}

func (r *Recorder) complain() {
	if lost := r.lost.Swap(0); lost > 0 {
		r.log.Error("access record incomplete", "lost", lost)
	}
}

func params(batch []Access) []q.AddAccessParams {
	list := make([]q.AddAccessParams, len(batch))
	for i, a := range batch {
		list[i] = q.AddAccessParams{At: a.At, Address: addressOf(a.Address), Method: a.Method, Route: a.Route}
		if a.Port > 0 && a.Port < 1<<16 {
			port := int32(a.Port)
			list[i].Port = &port
		}
		if a.UserID != 0 {
			user := a.UserID
			list[i].UserID = &user
		}
	}
	return list
}

// addressOf is an address as the database keeps it, nil for none. A zone names a
// network card of this machine: nobody is found by it.
func addressOf(a netip.Addr) *netip.Addr {
	if !a.IsValid() {
		return nil
	}
	a = a.Unmap().WithZone("")
	return &a
}
