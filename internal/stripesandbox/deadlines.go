package stripesandbox

import (
	"container/heap"
	"time"
)

type deadlineKind uint8

const (
	sessionExpires deadlineKind = iota
	codeExpires                 // of the Pix code or boleto that an intent shows
	refundSettles
)

type deadline struct {
	at   int64
	kind deadlineKind
	id   string
}

// deadlines is a heap, so that looking for due work costs nothing while there
// is none. Entries are hints: the row decides whether it is really due.
type deadlines []deadline

func (d deadlines) Len() int           { return len(d) }
func (d deadlines) Less(i, j int) bool { return d[i].at < d[j].at }
func (d deadlines) Swap(i, j int)      { d[i], d[j] = d[j], d[i] }

// Push implements heap.Interface.
func (d *deadlines) Push(x any) { *d = append(*d, x.(deadline)) }

// Pop implements heap.Interface.
func (d *deadlines) Pop() any {
	old := *d
	last := old[len(old)-1]
	*d = old[:len(old)-1]
	return last
}

func (d *deadlines) push(e deadline) { heap.Push(d, e) }

// watchAll finds the deadlines of a state read back from its journal.
func (st *state) watchAll() {
	st.due = nil
	for id, s := range st.sessions.rows {
		if s.Status == "open" {
			st.due.push(deadline{s.ExpiresAt, sessionExpires, id})
		}
	}
	for id, p := range st.intents.rows {
		if at := p.codeExpiry(); at != 0 {
			st.due.push(deadline{at, codeExpires, id})
		}
	}
	for id, r := range st.refunds.rows {
		if r.SettleAt != 0 {
			st.due.push(deadline{r.SettleAt, refundSettles, id})
		}
	}
}

// codeExpiry is when the intent's Pix code or boleto runs out; 0 without one.
func (p *intentRow) codeExpiry() int64 {
	switch {
	case p.Status != "requires_action" || p.NextAction == nil:
		return 0
	case p.NextAction.Pix != nil:
		return p.NextAction.Pix.ExpiresAt
	case p.NextAction.Boleto != nil:
		return p.NextAction.Boleto.ExpiresAt
	}
	return 0
}

// failsAt is when the failure of an unpaid code is reported.
func (s *Server) failsAt(p *intentRow) int64 {
	at := p.codeExpiry()
	if p.NextAction.Boleto != nil {
		at += int64(s.cfg.BoletoNotice / time.Second)
	}
	return at
}

// expireDue does what the clock has made due. The caller holds the lock.
func (s *Server) expireDue(now time.Time) error {
	st := s.state
	for len(st.due) > 0 && st.due[0].at <= now.Unix() {
		d := heap.Pop(&st.due).(deadline)
		// What a deadline causes happened at the deadline, however late it is
		// noticed.
		x := s.begin(time.Unix(d.at, 0).UTC())
		switch d.kind {
		case sessionExpires:
			if row := get(x, st.sessions, d.id); row != nil && row.Status == "open" && row.ExpiresAt <= now.Unix() {
				x.expireSession(row)
			}
		case codeExpires:
			if p := get(x, st.intents, d.id); p != nil && p.codeExpiry() != 0 && s.failsAt(p) <= now.Unix() {
				x.expireCode(p)
			} else if p != nil && p.codeExpiry() != 0 {
				st.due.push(deadline{s.failsAt(p), codeExpires, d.id})
			}
		case refundSettles:
			if r := get(x, st.refunds, d.id); r != nil && r.SettleAt != 0 && r.SettleAt <= now.Unix() {
				x.settleRefund(r, r.SettleAs)
			}
		}
		if err := x.commit(); err != nil {
			st.due.push(d)
			return err
		}
	}
	return nil
}
