package admin

import (
	"testing"

	"tenaz/internal/accounts"
	"tenaz/internal/i18n"
)

// The form of a role names and explains whatever a role can hold.
func TestEveryPermissionIsExplained(t *testing.T) {
	t.Parallel()
	for _, permission := range accounts.Permissions {
		for _, id := range []string{"staff.permission." + permission, "staff.permission." + permission + ".text"} {
			if i18n.T(t.Context(), id) == id {
				t.Errorf("the form of a role says %q for the permission %s", id, permission)
			}
		}
	}
}
