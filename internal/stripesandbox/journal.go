package stripesandbox

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"syscall"
)

// record is one row as it stood after a transaction.
type record struct {
	Kind string          `json:"k"`
	ID   string          `json:"i"`
	Row  json.RawMessage `json:"r"`
}

// journal appends one line per transaction. A line reaches the operating
// system before the transaction is answered, so a killed process loses
// nothing that it acknowledged; a torn last line is a transaction that never
// happened. It does not survive a power cut, which a stand-in need not.
type journal struct {
	file *os.File
	path string
	buf  bytes.Buffer
}

// openJournal opens dir's journal for this process alone.
func openJournal(dir string) (*journal, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	path := filepath.Join(dir, "stripe-sandbox.jsonl")
	f, err := openLocked(path)
	if err != nil {
		return nil, err
	}
	return &journal{file: f, path: path}, nil
}

func openLocked(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		f.Close()
		return nil, fmt.Errorf("%s is in use by another Stripe sandbox: %w", path, err)
	}
	return f, nil
}

// read calls apply for every record of every whole line and cuts a torn last
// line off. It returns how many records it saw.
func (j *journal) read(apply func(record) error) (int, error) {
	r := bufio.NewReaderSize(j.file, 1<<20)
	var good int64
	seen := 0
	for {
		line, err := r.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			if len(line) > 0 {
				return seen, j.file.Truncate(good)
			}
			return seen, nil
		}
		if err != nil {
			return seen, err
		}
		var records []record
		if err := json.Unmarshal(line, &records); err != nil {
			return seen, fmt.Errorf("%s: damaged at byte %d: %w", j.path, good, err)
		}
		for _, rec := range records {
			if err := apply(rec); err != nil {
				return seen, fmt.Errorf("%s: damaged at byte %d: %w", j.path, good, err)
			}
			seen++
		}
		good += int64(len(line))
	}
}

// append writes one transaction as one line in one write.
func (j *journal) append(records []record) error {
	j.buf.Reset()
	if err := json.NewEncoder(&j.buf).Encode(records); err != nil {
		return err
	}
	_, err := j.file.Write(j.buf.Bytes())
	return err
}

// rewrite replaces the file by what dump writes: a new file, renamed over the
// old one, so that a kill at any moment leaves one of the two whole.
func (j *journal) rewrite(dump func(write func(record) error) error) error {
	temp := j.path + ".new"
	if err := os.Remove(temp); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	f, err := openLocked(temp)
	if err != nil {
		return err
	}
	w := bufio.NewWriterSize(f, 1<<20)
	enc := json.NewEncoder(w)
	err = dump(func(rec record) error { return enc.Encode([]record{rec}) })
	err = errors.Join(err, w.Flush(), f.Sync())
	if err == nil {
		err = os.Rename(temp, j.path)
	}
	if err != nil {
		f.Close()
		return err
	}
	j.file.Close()
	j.file = f
	return nil
}

func (j *journal) close() error {
	return errors.Join(j.file.Sync(), j.file.Close())
}
