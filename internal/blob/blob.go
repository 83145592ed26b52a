// Package blob keeps the store's pictures: immutable contents, each under the
// name of its own hash.
package blob

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/url"
	"os"
	"regexp"
	"strings"
	"time"

	"gocloud.dev/blob"
	"gocloud.dev/gcerrors"

	// The kinds of store that BLOB_URL may name.
	_ "gocloud.dev/blob/fileblob"
	_ "gocloud.dev/blob/memblob"
	_ "gocloud.dev/blob/s3blob"

	"tenaz/internal/apperr"
)

// LargestBlob is the size that Put accepts, in bytes.
const LargestBlob = 16 << 20

// types are the kinds of picture that the store keeps, by extension.
var types = map[string]string{
	"svg": "image/svg+xml", "jpg": "image/jpeg", "png": "image/png", "webp": "image/webp", "avif": "image/avif", "gif": "image/gif",
}

// TypeOf returns the media type of an extension, empty for one that the store
// does not keep.
func TypeOf(ext string) string { return types[ext] }

var keyPattern = regexp.MustCompile(`^[0-9a-f]{64}\.(svg|jpg|png|webp|avif|gif)$`)

// ValidKey reports whether key can be the name of a blob.
func ValidKey(key string) bool { return keyPattern.MatchString(key) }

// Store keeps blobs in one bucket and the small, often asked ones in memory. It
// is safe for concurrent use.
type Store struct {
	bucket *blob.Bucket
	recent cache
}

// Open opens the store that a BLOB_URL names: file:///folder, s3://bucket?…, or
// mem:// in tests. A folder is made if it is missing.
func Open(ctx context.Context, address string) (*Store, error) {
	if strings.HasPrefix(address, "file:") {
		u, err := url.Parse(address)
		if err != nil {
			return nil, fmt.Errorf("blob store: %w", err)
		}
		if err := os.MkdirAll(u.Path, 0o755); err != nil {
			return nil, fmt.Errorf("blob store: %w", err)
		}
		query := u.Query()
		// The name tells the type: no second file beside each one. Temporary
		// files stay on the same disk, so that a rename is enough.
		query.Set("metadata", "skip")
		query.Set("no_tmp_dir", "true")
		u.RawQuery = query.Encode()
		address = u.String()
	}
	bucket, err := blob.OpenBucket(ctx, address)
	if err != nil {
		return nil, fmt.Errorf("blob store: %w", err)
	}
	return &Store{bucket: bucket}, nil
}

// Close releases the bucket.
func (s *Store) Close() error { return s.bucket.Close() }

// Key returns the name of a content: its SHA-256 and its extension.
func Key(content []byte, ext string) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:]) + "." + ext
}

// Put keeps a content and returns its key. The same content again changes
// nothing.
func (s *Store) Put(ctx context.Context, content []byte, ext string) (string, error) {
	ext = strings.ToLower(strings.TrimPrefix(ext, "."))
	if ext == "jpeg" {
		ext = "jpg"
	}
	contentType, known := types[ext]
	if !known {
		return "", apperr.New(apperr.UnsupportedMediaType, "error.picture_type")
	}
	if len(content) > LargestBlob {
		return "", apperr.New(apperr.TooLarge, "error.picture_size")
	}
	key := Key(content, ext)
	if exists, err := s.bucket.Exists(ctx, key); err != nil {
		return "", fmt.Errorf("blob %s: %w", key, err)
	} else if exists {
		return key, nil
	}
	if err := s.bucket.WriteAll(ctx, key, content, &blob.WriterOptions{ContentType: contentType}); err != nil {
		return "", fmt.Errorf("blob %s: %w", key, err)
	}
	return key, nil
}

// Blob is one content with its type.
type Blob struct {
	Key     string
	Type    string
	Content []byte
}

// Open returns a blob by its key; NotFound if there is none. The content is
// shared and must not be changed.
func (s *Store) Open(ctx context.Context, key string) (Blob, error) {
	if !ValidKey(key) {
		return Blob{}, apperr.New(apperr.NotFound, "")
	}
	found := Blob{Key: key, Type: types[key[strings.LastIndexByte(key, '.')+1:]]}
	if content, ok := s.recent.get(key); ok {
		found.Content = content
		return found, nil
	}
	var buf bytes.Buffer
	if err := s.bucket.Download(ctx, key, &buf, nil); err != nil {
		if gcerrors.Code(err) == gcerrors.NotFound {
			return Blob{}, apperr.Wrap(apperr.NotFound, err, "")
		}
		return Blob{}, fmt.Errorf("blob %s: %w", key, err)
	}
	found.Content = buf.Bytes()
	s.recent.put(key, found.Content)
	return found, nil
}

// Modified is the time that is given for every blob: a content under the name
// of its hash has never another one.
var Modified = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
