package account

import (
	"tenaz/views/layout"
	vprivacy "tenaz/views/privacy"
)

// PrivacyPage is what the person agreed to and may ask about their data.
type PrivacyPage struct {
	Page   layout.Page
	Choice vprivacy.PreferencesPage
	Desk   vprivacy.DeskPage
}

// ErasePage asks to confirm the erasure of an account.
type ErasePage struct {
	Page  layout.Page
	Erase vprivacy.ErasePage
}
