package catalog

import "context"

// StatementOf returns the statement that List would send for a page.
func (s *Service) StatementOf(ctx context.Context, in ListInput) (string, []any, error) {
	f, err := s.filterOf(ctx, &in)
	sql, args := listSQL(f, in.Sort, window{offset: (in.Page - 1) * PageSize, limit: PageSize + 1})
	return sql, args, err
}
