// Package stripesandbox is a stateful stand-in for Stripe's HTTP API at version
// 2023-10-16. stripe-go v76 talks to it unchanged when its backend URL points
// here, so the shop runs the same payment code in development, in tests and
// with a real key.
//
// It keeps what it is told, refuses what Stripe refuses, serves the hosted
// payment pages, and sends signed webhooks that a test may duplicate, delay,
// lose or reorder. It knows one-time payments by card, Pix and boleto; a
// parameter that it does not implement is refused as unknown rather than
// ignored. Nothing of production imports it.
//
// Where Stripe's documentation leaves a case open, the sandbox does this:
//   - A Pix code keeps its Checkout Session open until it is paid; a code that
//     runs out takes the payment intent back to requires_payment_method and
//     sends payment_intent.payment_failed.
//   - A session that expires cancels its payment intent, so that a Pix code of
//     that session can no longer be paid.
//   - A boleto that runs out fails at its expiry, not a business day later, unless
//     Config.BoletoNotice says otherwise.
//   - Malformed parameters are refused before execution and leave an
//     idempotency key unused; every later refusal is stored under the key.
package stripesandbox
