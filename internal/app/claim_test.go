package app_test

import (
	"fmt"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"strings"
	"testing"
	"time"

	"tenaz/internal/accounts"
	"tenaz/internal/actor"
	"tenaz/internal/privacy"
	"tenaz/internal/storetest"
)

const plantedPassword = "uma frase de quem planta contas"

// guest buys something with an e-mail and returns the order's link and number.
func guest(t *testing.T, s *storetest.Store, email string) (c *storetest.Client, link string, number int) {
	t.Helper()
	c = s.Client(t)
	c.Add(s.Product(t, "Mouse", 9900, 10), 1)
	c.Get("/checkout").Want(http.StatusOK).Submit("/checkout", buyerPairs("email", email)...).Want(http.StatusOK).
		Submit("/checkout/shipping", "shipping_option", "economica", "payment_method", "card").Want(http.StatusOK).
		Submit("/checkout/place").Want(http.StatusOK)
	number = s.Count(t, `SELECT max(number) FROM orders WHERE email = $1`, email)
	order, err := s.App.Orders.ByNumber(t.Context(), int64(number))
	if err != nil {
		t.Fatal(err)
	}
	return c, "/orders/" + order.Token, number
}

// mailedLink waits for a mail to an address whose text holds a link under a path,
// and returns the link's path.
func mailedLink(t *testing.T, s *storetest.Store, to, under string) (link string) {
	t.Helper()
	storetest.Eventually(t, func() error {
		for _, m := range s.Mail.Messages() {
			i := strings.Index(m.Text, s.URL+under)
			if i < 0 || !strings.Contains(m.To, to) {
				continue
			}
			link = under + path.Base(strings.Fields(m.Text[i:])[0])
			return nil
		}
		return fmt.Errorf("no mail to %s with %s", to, under)
	})
	return link
}

func TestAClaimShowsOneOrderUntilTheMailIsConfirmed(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	_, _, earlier := guest(t, s, "Ana@Example.com")
	_, foreignLink, foreign := guest(t, s, "bia@example.com")
	_, _, dotted := guest(t, s, "a.na@example.com") // the same mailbox at some providers, nobody's proof here
	c, link, claimed := guest(t, s, "ana@example.com")

	page := c.Get(link).Want(http.StatusOK)
	if !page.Has("Crie a sua conta") {
		t.Fatalf("the order's page does not offer an account:\n%s", page.Text())
	}
	short := page.Submit("/claim", "password", "curta").Want(http.StatusUnprocessableEntity)
	if !short.Has("A senha precisa ter") || strings.Contains(short.Body, "curta") {
		t.Errorf("a short password: %s", short.Text())
	}
	in := short.Submit("/claim", "password", "seis patos no lago frio").Want(http.StatusOK)
	if in.URL.Path != "/account" || !in.Has("Confirme o seu e-mail") {
		t.Fatalf("claiming ended at %s:\n%s", in.URL, in.Text())
	}
	sees := func(c *storetest.Client, want map[int]bool) {
		t.Helper()
		list := c.Get("/account/orders").Want(http.StatusOK)
		for number, shown := range want {
			status := http.StatusNotFound
			if shown {
				status = http.StatusOK
			}
			if list.Has("Pedido "+strconv.Itoa(number)) != shown {
				t.Errorf("order %d is listed: %v, want %v", number, !shown, shown)
			}
			c.Get("/account/orders/" + strconv.Itoa(number)).Want(status)
		}
	}
	sees(c, map[int]bool{claimed: true, earlier: false, foreign: false, dotted: false})
	// No more of it than the link shows, and nothing that the link does not show,
	// where nobody has typed it.
	elsewhere := s.Client(t)
	elsewhere.LogIn(s, "ana@example.com", "seis patos no lago frio", "/account").Want(http.StatusOK)
	for _, where := range []string{"/account", "/account/profile", "/account/addresses", "/account/orders/" + strconv.Itoa(claimed)} {
		text := elsewhere.Get(where).Want(http.StatusOK).Body
		for _, secret := range []string{"ana@example.com", "529.982.247-25", "52998224725", "Praça da Sé", "98765-4321"} {
			if strings.Contains(text, secret) {
				t.Errorf("%s tells %q to who has but the link", where, secret)
			}
		}
	}
	// The order is taken; the other person's link claims nothing in this browser.
	if again := s.Client(t).Post(link+"/claim", url.Values{"password": {plantedPassword}}); !again.Has("já faz parte de uma conta") {
		t.Errorf("a second claim: %d\n%s", again.Status, again.Text())
	}
	c.Post(foreignLink+"/claim", url.Values{"password": {plantedPassword}})
	s.WantCount(t, 1, `SELECT count(*) FROM users WHERE lower(email) LIKE '%a@example.com' AND email_verified_at IS NULL`)
	s.WantCount(t, 1, `SELECT count(*) FROM orders WHERE user_id IS NOT NULL`)

	verify := s.Client(t)
	form := verify.Get(mailedLink(t, s, "ana@example.com", "/account/verify/")).Want(http.StatusOK)
	form.Submit(form.URL.Path, "password", "sete pontes sobre o rio").Want(http.StatusOK)
	sees(verify, map[int]bool{claimed: true, earlier: true, foreign: false, dotted: false})
	if own := verify.Get("/account/orders/" + strconv.Itoa(claimed)); !own.Has("Praça da Sé") || !own.Has("529.982.247-25") {
		t.Error("the buyer is not shown the whole order once the mail is confirmed")
	}
	s.WantCount(t, 2, `SELECT count(*) FROM orders WHERE claimed = 'email'`)
}

// What an address agreed to before, and when, is not for whoever types it into an
// order or makes an account from that.
func TestAnOrderTellsNoEarlierConsents(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	ctx, victim := t.Context(), "vitima@example.com"
	offer, err := s.App.Privacy.Offer(ctx, privacy.Marketing)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.App.Privacy.Accept(ctx, actor.Actor{Kind: actor.Customer}, privacy.AcceptInput{
		Email: victim, Purpose: privacy.Marketing, Version: offer.Version, Source: privacy.FromCheckout,
	}); err != nil {
		t.Fatal(err)
	}
	s.Clock.Advance(time.Hour)
	const history = "O que você decidiu"
	attacker, link, _ := guest(t, s, victim)
	if page := attacker.Get(link + "/preferences").Want(http.StatusOK); page.Has(history) {
		t.Errorf("the order's link tells:\n%s", page.Text())
	}
	attacker.Get(link).Submit("/claim", "password", plantedPassword).Want(http.StatusOK)
	if page := attacker.Get("/account/privacy").Want(http.StatusOK); page.Has(history) {
		t.Errorf("the planted account tells:\n%s", page.Text())
	}
	owner := s.Client(t)
	form := owner.Get(mailedLink(t, s, victim, "/account/verify/")).Want(http.StatusOK)
	form.Submit(form.URL.Path, "password", "oito luas sobre o mar").Want(http.StatusOK)
	if page := owner.Get("/account/privacy").Want(http.StatusOK); !page.Has(history) {
		t.Errorf("the owner of the address is not told:\n%s", page.Text())
	}
}

func TestAPlantedAccountIsWorthNothingOnceTheMailIsConfirmed(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	victim := "vitima@example.com"
	_, link, _ := guest(t, s, victim)
	attacker := s.Client(t)
	attacker.Get(link).Submit("/claim", "password", plantedPassword).Want(http.StatusOK)
	id := s.Count(t, `SELECT id FROM users WHERE email = $1`, victim)

	// Everything that could wait for the victim: an address, a document, a cart
	// with both typed into its checkout, an app that makes codes.
	attacker.Get("/account/addresses/new").Submit("/account/addresses", "recipient", "Ladrão", "postal_code", "20040-002",
		"street", "Rua do Golpe", "number", "171", "district", "Centro", "city", "Rio de Janeiro", "state", "RJ").Want(http.StatusOK)
	attacker.Get("/account/profile").Submit("/account/profile", "document", "111.444.777-35", "phone", "(21) 98888-7777").Want(http.StatusOK)
	attacker.Add(s.Product(t, "Isca", 100, 10), 3)
	attacker.Get("/cart").Submit("/checkout/start").Want(http.StatusOK)
	s.SecondFactor(t, userOf(t, s, int64(id)))
	s.WantCount(t, 1, `SELECT count(*) FROM checkouts k JOIN carts c ON c.id = k.cart_id WHERE c.user_id = $1 AND k.street = 'Rua do Golpe'`, id)

	owner := s.Client(t)
	form := owner.Get(mailedLink(t, s, victim, "/account/verify/")).Want(http.StatusOK)
	in := form.Submit(form.URL.Path, "password", "oito luas sobre o mar").Want(http.StatusOK)
	if in.URL.Path != "/account" {
		t.Fatalf("the owner ended at %s:\n%s", in.URL, in.Text())
	}
	if out := attacker.Get("/account").Want(http.StatusOK); out.URL.Path != "/account/login" {
		t.Errorf("the planted login still opens %s", out.URL)
	}
	s.Client(t).Get("/account/login").Submit("/account/login", "email", victim, "password", plantedPassword).Want(http.StatusUnprocessableEntity)
	for what, query := range map[string]string{
		"addresses":  `SELECT count(*) FROM addresses WHERE user_id = $1`,
		"a document": `SELECT count(*) FROM users WHERE id = $1 AND (document <> '' OR phone <> '')`,
		"a cart":     `SELECT count(*) FROM carts c JOIN cart_lines l ON l.cart_id = c.id WHERE c.user_id = $1`,
		"an app":     `SELECT count(*) FROM totp_secrets WHERE user_id = $1`,
		"codes":      `SELECT count(*) FROM recovery_codes WHERE user_id = $1`,
		"logins":     `SELECT count(*) - 1 FROM logins WHERE user_id = $1 AND ended_at IS NULL`,
	} {
		if n := s.Count(t, query, id); n != 0 {
			t.Errorf("%d left of %s", n, what)
		}
	}
	owner.Add(s.Product(t, "Teclado", 100, 10), 1)
	if start := owner.Get("/cart").Submit("/checkout/start").Want(http.StatusOK); start.Has("Golpe") || start.Has("Isca") {
		t.Errorf("the checkout holds what was planted:\n%s", start.Text())
	}
}

func TestAClaimOfAnEmailThatHasAnAccountTellsItsOwnerAlone(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	_, user := s.Shopper(t)
	c, link, number := guest(t, s, strings.ToUpper(user.Email[:1])+user.Email[1:])
	page := c.Get(link).Submit("/claim", "password", plantedPassword).Want(http.StatusOK)
	if !strings.HasPrefix(page.URL.Path, "/orders/") || !page.Has("Enviamos um e-mail para o endereço deste pedido") {
		t.Fatalf("ended at %s:\n%s", page.URL, page.Text())
	}
	if c.Get("/account").URL.Path != "/account/login" {
		t.Error("the claim logged in to somebody's account")
	}
	s.WantCount(t, 1, `SELECT count(*) FROM mail_log WHERE kind = 'account_known' AND state = 'sent'`)
	s.WantCount(t, 0, `SELECT count(*) FROM orders WHERE user_id IS NOT NULL`)
	// The owner has the order as soon as they log in.
	owner := s.Client(t)
	owner.LogIn(s, user.Email, storetest.ShopperPassword, "/account/orders").Want(http.StatusOK)
	owner.Get("/account/orders/" + strconv.Itoa(number)).Want(http.StatusOK)
}

func TestLoggingInSaysWhatBecameOfTheCart(t *testing.T) {
	t.Parallel()
	s := storetest.Start(t, storetest.Options{})
	first, user := s.Shopper(t)
	mouse, cable := s.Product(t, "Mouse", 9900, 10), s.Product(t, "Cabo", 2990, 10)
	first.Add(mouse, 3)
	second := s.Client(t)
	second.Add(mouse, 1)
	second.Add(cable, 2)
	in := second.LogIn(s, user.Email, storetest.ShopperPassword, "/cart").Want(http.StatusOK)
	if !in.Has("Juntamos os itens deste aparelho") || !in.Has("Cabo") {
		t.Errorf("the log-in does not say that the carts are one:\n%s", in.Text())
	}
	s.WantCount(t, 5, `SELECT sum(quantity) FROM cart_lines l JOIN carts c ON c.id = l.cart_id WHERE c.user_id = $1`, user.ID)
	if page := first.Get("/cart").Want(http.StatusOK); !page.Has("Cabo") {
		t.Errorf("the first device does not show what the second one brought:\n%s", page.Text())
	}
	// More than there is merges all the same: the cart says so, placing refuses.
	exec(t, s, `UPDATE stock_levels SET on_hand = 2 WHERE variant_id = $1`, mouse.VariantID)
	exec(t, s, `ALTER TABLE stock_movements DISABLE TRIGGER USER`)
	exec(t, s, `UPDATE stock_movements SET delta = 2, balance = 2 WHERE variant_id = $1`, mouse.VariantID)
	if page := second.Get("/cart").Want(http.StatusOK); page.Link("/checkout") != "" || strings.Contains(page.Body, "/checkout/start") {
		t.Errorf("what cannot be had can be ordered:\n%s", page.Text())
	}
}

func userOf(t *testing.T, s *storetest.Store, id int64) accounts.User {
	t.Helper()
	user, err := s.App.Accounts.Person(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return user
}
