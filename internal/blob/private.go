package blob

import (
	"bytes"
	"context"
	"crypto/rand"
	"fmt"
	"regexp"
	"strings"

	"gocloud.dev/blob"
	"gocloud.dev/gcerrors"

	"tenaz/internal/apperr"
)

// privateKey is the name of a file that belongs to one person: nobody guesses
// it, and it is no name under which pictures are served.
var privateKey = regexp.MustCompile(`^private/[a-z2-7]{26}\.zip$`)

// PutPrivate keeps a file under a name of 130 random bits and returns the name.
func (s *Store) PutPrivate(ctx context.Context, content []byte) (string, error) {
	key := "private/" + strings.ToLower(rand.Text()) + ".zip"
	if err := s.bucket.WriteAll(ctx, key, content, &blob.WriterOptions{ContentType: "application/zip"}); err != nil {
		return "", fmt.Errorf("blob %s: %w", key, err)
	}
	return key, nil
}

// Private returns a file that PutPrivate kept; NotFound once it was deleted.
func (s *Store) Private(ctx context.Context, key string) ([]byte, error) {
	if !privateKey.MatchString(key) {
		return nil, apperr.New(apperr.NotFound, "")
	}
	var buf bytes.Buffer
	if err := s.bucket.Download(ctx, key, &buf, nil); err != nil {
		if gcerrors.Code(err) == gcerrors.NotFound {
			return nil, apperr.Wrap(apperr.NotFound, err, "")
		}
		return nil, fmt.Errorf("blob %s: %w", key, err)
	}
	return buf.Bytes(), nil
}

// DeletePrivate deletes a file that PutPrivate kept. One that is gone is no error.
func (s *Store) DeletePrivate(ctx context.Context, key string) error {
	if !privateKey.MatchString(key) {
		return apperr.New(apperr.NotFound, "")
	}
	if err := s.bucket.Delete(ctx, key); err != nil && gcerrors.Code(err) != gcerrors.NotFound {
		return fmt.Errorf("blob %s: %w", key, err)
	}
	return nil
}
