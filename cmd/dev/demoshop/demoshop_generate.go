package demoshop

//go:generate go run tenaz/cmd/dev/demoshop/draw/render -dir img
