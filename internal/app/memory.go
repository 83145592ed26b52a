package app

import (
	"context"
	"runtime/debug"
	runtimemetrics "runtime/metrics"
	"time"
)

// What counts as a rest, and what must have been allocated since the last one to
// make tidying up worth its collection.
const (
	restLength = 5 * time.Second
	restAllocs = 1 << 20
	busyAllocs = 16 << 20
)

// returnMemory gives the memory of a rush back to the machine once the store
// rests, until ctx ends: a shop shares its server with its database, and the
// runtime alone keeps what it had for minutes.
func returnMemory(ctx context.Context) {
	tick := time.NewTicker(restLength)
	defer tick.Stop()
	last := allocated()
	tidied := last
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		now := allocated()
		if now-last < restAllocs && now-tidied > busyAllocs {
			debug.FreeOSMemory()
			tidied = now
		}
		last = now
	}
}

// allocated is how many bytes the process has ever allocated.
func allocated() uint64 {
	sample := []runtimemetrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	runtimemetrics.Read(sample)
	return sample[0].Value.Uint64()
}
