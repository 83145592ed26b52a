# Tenaz. "make run" needs only Go, make and PostgreSQL's programs, and gets the
# last where they are missing. Variables for run: PORT, DATA_DIR, DATABASE_URL.
.DEFAULT_GOAL := help
SHELL := /bin/sh
# The version is told by the build, not by git: a clone that belongs to another
# user would otherwise not build.
export GOFLAGS := -buildvcs=false $(filter-out -buildvcs=%,$(GOFLAGS))

.PHONY: help run test check bench lighthouse generate build tools tools-sqlc clean

help: ## List the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-20s %s\n", $$1, $$2 }'

run: ## Build and start the demo shop (PORT=8080, DATA_DIR=.data)
	@mkdir -p .bin && go build -o .bin/dev ./cmd/dev
	@exec .bin/dev

test: ## Run all tests on a private PostgreSQL (ARGS='-run TestX', PKG=./internal/orders)
	@exec .ci/test $(or $(PKG),./...) $(ARGS)

check: ## Generated code fresh, format, vet, staticcheck, architecture
	@exec .ci/check

bench: build ## Measure the production binary on a durable PostgreSQL
	@go build -o .bin/dev ./cmd/dev
	@exec .bin/dev bench $(ARGS)

lighthouse: ## Measure home, category and product page of the demo shop with Lighthouse
	@exec .ci/lighthouse

generate: tools-sqlc ## Regenerate the code of templ and sqlc and its checksum
	@exec .ci/generate

build: ## Build the production binary, .bin/tenaz
	@mkdir -p .bin && go build -trimpath -ldflags '-s -w' -o .bin/tenaz ./cmd/tenaz

tools: ## Build gofumpt, staticcheck and templ into .bin/
	@exec .ci/tools gofumpt staticcheck templ

tools-sqlc: tools ## Build sqlc too (some minutes the first time, needs a C compiler)
	@exec .ci/tools sqlc

clean: ## Remove what was built (not the demo shop's data)
	rm -rf .bin
