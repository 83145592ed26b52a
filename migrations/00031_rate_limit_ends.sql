-- +goose Up

-- A window says itself when it is over: some limits last fifteen minutes, the one
-- on guessing a password a month.
ALTER TABLE rate_limits ADD COLUMN window_end timestamptz;
UPDATE rate_limits SET window_end = window_start + interval '1 day';
ALTER TABLE rate_limits ALTER COLUMN window_end SET NOT NULL;
DROP INDEX rate_limits_window_start_idx;
CREATE INDEX rate_limits_window_end_idx ON rate_limits (window_end);
