package stripesandbox

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"
)

// Delivery is one try to deliver one event.
type Delivery struct {
	EventID string        `json:"event"`
	Type    string        `json:"type"`
	Attempt int           `json:"attempt"` // 1 is the first
	Status  int           `json:"status"`  // the shop's answer; 0 without one
	Err     string        `json:"error,omitempty"`
	Lost    bool          `json:"lost,omitempty"` // on purpose: never sent
	At      time.Time     `json:"at"`
	Took    time.Duration `json:"took"`
}

// OK says whether the shop accepted the event.
func (d Delivery) OK() bool { return d.Status >= 200 && d.Status < 300 }

func (h *Webhooks) work() {
	defer h.wg.Done()
	for {
		h.mu.Lock()
		for len(h.queue) == 0 && !h.closed {
			h.wake.Wait()
		}
		if h.closed {
			h.mu.Unlock()
			return
		}
		j := h.queue[0]
		h.queue = h.queue[1:]
		h.active++
		url, secret, b := h.url, h.secret, h.behaviour
		h.mu.Unlock()

		d := Delivery{EventID: j.event.ID, Type: j.event.Type, Attempt: j.attempt + 1, Lost: j.lost, At: time.Now()}
		if !j.lost {
			h.send(&d, j.event, url, secret, b)
		}
		if d.OK() || d.Lost {
			h.s.noteDelivered(j.event.ID)
		}
		h.finish(j, d)
	}
}

func (h *Webhooks) finish(j job, d Delivery) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.active--
	if h.log = append(h.log, d); len(h.log) > maxDeliveries {
		h.log = append(h.log[:0:0], h.log[len(h.log)-maxDeliveries/2:]...)
	}
	if !d.OK() && !d.Lost && !h.closed && j.attempt < len(h.retries) {
		h.later(job{event: j.event, attempt: j.attempt + 1}, h.retries[j.attempt])
	}
	close(h.changed)
	h.changed = make(chan struct{})
}

// send posts the event, signed at the moment of this try.
func (h *Webhooks) send(d *Delivery, e *Event, url, secret string, b Behaviour) {
	sent := *e
	sent.PendingWebhooks = 1
	if b.APIVersion != "" {
		sent.APIVersion = b.APIVersion
	}
	if b.Secret != "" {
		secret = b.Secret
	}
	payload, err := json.MarshalIndent(&sent, "", "  ")
	if err != nil {
		d.Err = err.Error()
		return
	}
	req, err := http.NewRequestWithContext(h.ctx, http.MethodPost, url, bytes.NewReader(payload))
	if err != nil {
		d.Err = err.Error()
		return
	}
	req.Header.Set("Content-Type", "application/json; charset=utf-8")
	req.Header.Set("User-Agent", "Stripe/1.0 (+https://stripe.com/docs/webhooks)")
	req.Header.Set("Stripe-Signature", Sign(payload, secret, d.At.Add(-b.SignatureAge)))
	resp, err := h.client.Do(req)
	d.Took = time.Since(d.At)
	if err != nil {
		d.Err = err.Error()
		return
	}
	defer resp.Body.Close()
	// Reading the rest lets the connection be used again.
	_, _ = io.Copy(io.Discard, io.LimitReader(resp.Body, 64<<10))
	if d.Status = resp.StatusCode; !d.OK() {
		d.Err = resp.Status
	}
}

// Sign returns the Stripe-Signature header of a payload.
func Sign(payload []byte, secret string, at time.Time) string {
	mac := hmac.New(sha256.New, []byte(secret))
	fmt.Fprintf(mac, "%d.", at.Unix())
	mac.Write(payload)
	return fmt.Sprintf("t=%d,v1=%s", at.Unix(), hex.EncodeToString(mac.Sum(nil)))
}

// noteDelivered remembers, over restarts too, that an event needs no further
// delivery.
func (s *Server) noteDelivered(id string) {
	s.state.mu.Lock()
	defer s.state.mu.Unlock()
	if e := s.state.events.rows[id]; e == nil || e.PendingWebhooks == 0 {
		return
	}
	s.state.markDelivered(id)
	if s.state.journal == nil {
		return
	}
	if err := s.state.journal.append([]record{{Kind: delivered, ID: id}}); err != nil {
		// The event is delivered again after a restart, which is allowed.
		s.log.Warn("stripe sandbox: note a delivery", "event", id, "error", err)
	}
}
