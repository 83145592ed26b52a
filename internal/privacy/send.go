package privacy

import (
	"context"
	"crypto/rand"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"

	"tenaz/internal/actor"
	"tenaz/internal/apperr"
	"tenaz/internal/audit"
	"tenaz/internal/db"
	q "tenaz/queries/privacy"
)

// Queue is where newsletters wait: behind them no mail about an order does.
const Queue = "marketing"

// pace is the time between two mails of a newsletter. Mail servers distrust who
// sends thousands at once.
const pace = 500 * time.Millisecond

const newslettersPage = 50

// NewsletterPage is a page of the newsletters, the newest first.
type NewsletterPage struct {
	Newsletters []Newsletter
	Page, Pages int
	// Recipients are how many would get a newsletter now.
	Recipients int
}

// Newsletters returns a page of the list; NotFound beyond the last one.
func (s *Service) Newsletters(ctx context.Context, page int) (NewsletterPage, error) {
	total, err := q.New().CountNewsletters(ctx, s.DB)
	if err != nil {
		return NewsletterPage{}, db.Error(err)
	}
	list := NewsletterPage{Page: page, Pages: max(1, (int(total)+newslettersPage-1)/newslettersPage)}
	if page < 1 || page > list.Pages {
		return NewsletterPage{}, apperr.New(apperr.NotFound, "")
	}
	rows, err := q.New().Newsletters(ctx, s.DB, q.NewslettersParams{PageSize: newslettersPage, Skip: int32((page - 1) * newslettersPage)})
	if err != nil {
		return NewsletterPage{}, db.Error(err)
	}
	for _, r := range rows {
		list.Newsletters = append(list.Newsletters, Newsletter{
			ID: r.ID, Subject: r.Subject, State: NewsletterState(r.State), By: r.ActorName, CreatedAt: r.CreatedAt, StartedAt: r.StartedAt,
			Counts: Counts{Recipients: int(r.Recipients), Sent: int(r.Sent)},
		})
	}
	list.Recipients, err = s.Recipients(ctx)
	return list, err
}

// Recipients counts who would get a newsletter now.
func (s *Service) Recipients(ctx context.Context) (int, error) {
	n, err := q.New().CountRecipients(ctx, s.DB)
	return int(n), db.Error(err)
}

// Newsletter returns a newsletter with how far it has come; NotFound if there is
// none.
func (s *Service) Newsletter(ctx context.Context, id int64) (Newsletter, error) {
	row, err := q.New().NewsletterByID(ctx, s.DB, id)
	if err != nil {
		return Newsletter{}, db.Error(err)
	}
	n := toNewsletter(row)
	counts, err := q.New().SendCounts(ctx, s.DB, id)
	n.Counts = Counts{
		Recipients: int(counts.AllOfThem), Sent: int(counts.Sent), Queued: int(counts.Queued),
		Skipped: int(counts.Skipped), Failed: int(counts.Failed),
	}
	return n, db.Error(err)
}

func toNewsletter(r q.Newsletter) Newsletter {
	return Newsletter{
		ID: r.ID, Subject: r.Subject, Body: r.Body, State: NewsletterState(r.State), By: r.ActorName, Version: int(r.Version),
		CreatedAt: r.CreatedAt, StartedAt: r.StartedAt, EndedAt: r.EndedAt,
	}
}

// SaveNewsletter keeps a draft. A stale version is Conflict, and so is a
// newsletter that is under way: what some have read does not change for others.
func (s *Service) SaveNewsletter(ctx context.Context, by actor.Actor, in SaveNewsletterInput) (int64, error) {
	in, err := in.check()
	if err != nil {
		return 0, err
	}
	now := s.Clock.Now()
	err = db.InTx(ctx, s.DB, func(tx pgx.Tx) (err error) {
		if in.ID == 0 {
			in.ID, err = q.New().AddNewsletter(ctx, tx, q.AddNewsletterParams{Subject: in.Subject, Body: in.Body, ActorName: by.Name, At: now})
		} else if err = lockDraftTx(ctx, tx, in.ID, in.Version); err == nil {
			err = q.New().SaveNewsletter(ctx, tx, q.SaveNewsletterParams{ID: in.ID, Subject: in.Subject, Body: in.Body, At: now})
		}
		if err != nil {
			return err
		}
		return audit.RecordTx(ctx, tx, by, now, audit.Entry{
			Action: "newsletter.saved", SubjectKind: "newsletter", SubjectID: in.ID, After: map[string]string{"subject": in.Subject},
		})
	})
	return in.ID, err
}

func lockDraftTx(ctx context.Context, tx pgx.Tx, id int64, version int) error {
	row, err := q.New().LockNewsletter(ctx, tx, id)
	if err != nil {
		return err
	}
	if NewsletterState(row.State) != Draft || int(row.Version) != version {
		return apperr.New(apperr.Conflict, "error.stale")
	}
	return nil
}

// SendNewsletterInput names a draft and the version that was looked at.
type SendNewsletterInput struct {
	ID      int64
	Version int
}

// SendNewsletter gives a draft to everybody who agrees now, one mail after the
// other. Conflict when it changed meanwhile or was sent already, and when nobody
// would get it.
func (s *Service) SendNewsletter(ctx context.Context, by actor.Actor, in SendNewsletterInput) error {
	now := s.Clock.Now()
	return db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		if err := lockDraftTx(ctx, tx, in.ID, in.Version); err != nil {
			return err
		}
		subjects, err := q.New().AddRecipients(ctx, tx, in.ID)
		if err != nil {
			return err
		}
		if len(subjects) == 0 {
			return apperr.New(apperr.Conflict, "privacy.nobody")
		}
		if err := q.New().StartNewsletter(ctx, tx, q.StartNewsletterParams{ID: in.ID, At: now}); err != nil {
			return err
		}
		mails := make([]river.InsertManyParams, len(subjects))
		for i, subject := range subjects {
			mails[i] = river.InsertManyParams{
				Args: NewsletterMailArgs{NewsletterID: in.ID, SubjectID: subject},
				// The queue's clock is the machine's.
				InsertOpts: &river.InsertOpts{Queue: Queue, ScheduledAt: time.Now().Add(time.Duration(i) * pace)},
			}
		}
		if _, err := s.Jobs.InsertManyTx(ctx, tx, mails); err != nil {
			return err
		}
		return audit.RecordTx(ctx, tx, by, now, audit.Entry{
			Action: "newsletter.sent", SubjectKind: "newsletter", SubjectID: in.ID, After: map[string]int{"recipients": len(subjects)},
		})
	})
}

// StopNewsletter keeps a newsletter from those who did not get it yet. Conflict
// when it is not under way.
func (s *Service) StopNewsletter(ctx context.Context, by actor.Actor, id int64) error {
	now := s.Clock.Now()
	return db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		row, err := q.New().LockNewsletter(ctx, tx, id)
		if err != nil {
			return err
		}
		if NewsletterState(row.State) != Sending {
			return apperr.New(apperr.Conflict, "error.stale")
		}
		if err := q.New().SkipSends(ctx, tx, q.SkipSendsParams{NewsletterID: id, At: now}); err != nil {
			return err
		}
		if err := q.New().StopNewsletter(ctx, tx, q.StopNewsletterParams{ID: id, At: now}); err != nil {
			return err
		}
		return audit.RecordTx(ctx, tx, by, now, audit.Entry{Action: "newsletter.stopped", SubjectKind: "newsletter", SubjectID: id})
	})
}

// TestNewsletter sends a newsletter to the member of staff who asks.
func (s *Service) TestNewsletter(ctx context.Context, by actor.Actor, id int64) error {
	return db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		if _, err := q.New().NewsletterByID(ctx, tx, id); err != nil {
			return err
		}
		_, err := s.Jobs.InsertTx(ctx, tx, NewsletterTestArgs{NewsletterID: id, UserID: by.ID, Nonce: rand.Text()}, &river.InsertOpts{Queue: "mail"})
		return err
	})
}

// TestMail returns a newsletter as its test shows it; NotFound if the newsletter
// or the member of staff is gone.
func (s *Service) TestMail(ctx context.Context, id, userID int64) (Mail, error) {
	n, err := q.New().NewsletterByID(ctx, s.DB, id)
	if err != nil {
		return Mail{}, db.Error(err)
	}
	to, err := q.New().StaffMailbox(ctx, s.DB, userID)
	return Mail{NewsletterID: id, Subject: n.Subject, Body: n.Body, Email: to.Email, Name: to.Name, Locale: to.Locale}, db.Error(err)
}

// Due returns the mail that a recipient is owed, and whether one is owed at all:
// not to whom has it already, nor to whom took the consent back meanwhile, nor
// once the newsletter was stopped.
func (s *Service) Due(ctx context.Context, id, subject int64) (Mail, bool, error) {
	row, err := q.New().Send(ctx, s.DB, q.SendParams{NewsletterID: id, SubjectID: subject})
	if err != nil {
		return Mail{}, false, db.Error(err)
	}
	if row.State != "queued" {
		return Mail{}, false, nil
	}
	agreed := false
	if row.Email != nil {
		p, err := s.Of(ctx, *row.Email)
		if err != nil {
			return Mail{}, false, err
		}
		agreed = p.Receives(Marketing)
	}
	if !agreed || NewsletterState(row.NewsletterState) != Sending {
		return Mail{}, false, s.markSend(ctx, id, subject, "skipped")
	}
	return Mail{
		NewsletterID: id, Subject: row.Subject, Body: row.Body, Email: *row.Email, Locale: row.Locale, Unsubscribe: s.link(subject),
	}, true, nil
}

// MarkSent notes that a recipient has the newsletter, or that its address was
// refused for good.
func (s *Service) MarkSent(ctx context.Context, id, subject int64, refused bool) error {
	state := "sent"
	if refused {
		state = "failed"
	}
	return s.markSend(ctx, id, subject, state)
}

func (s *Service) markSend(ctx context.Context, id, subject int64, state string) error {
	now := s.Clock.Now()
	return db.InTx(ctx, s.DB, func(tx pgx.Tx) error {
		// The last two at once: the second sees what the first did.
		if _, err := q.New().LockNewsletter(ctx, tx, id); err != nil {
			return err
		}
		if err := q.New().MarkSend(ctx, tx, q.MarkSendParams{NewsletterID: id, SubjectID: subject, State: state, At: now}); err != nil {
			return err
		}
		return q.New().EndNewsletter(ctx, tx, q.EndNewsletterParams{ID: id, At: now})
	})
}
