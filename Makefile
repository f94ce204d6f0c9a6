# The commands of the project; `make` alone lists them.
SHELL := /bin/bash
CACHE_HOME := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)
# Build output stays outside the checkout, so a fresh clone finds it again.
export CARGO_TARGET_DIR ?= $(CACHE_HOME)/dure/target
.DEFAULT_GOAL := help
.PHONY: help demo test bench check pictures clean-demo

help: ## 명령 목록 · this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: ## 시연: 설치·빌드 후 http://127.0.0.1:8080 에서 열기 · set up, build and serve the demo (PORT=8080)
	@scripts/demo.sh

test: ## 모든 시험: SQLite·PostgreSQL·브라우저 · every test on SQLite, PostgreSQL and in a real browser
	@scripts/test.sh

check: ## 빠른 확인: 서식과 clippy · quick check: formatting and lints
	@cargo fmt --all --check && cargo clippy --workspace --all-targets -- -D warnings

bench: ## 성능 측정과 비교 대상 · measure against the peers in bench/peers.lock
	@bench/run.sh

pictures: ## 문서의 화면 그림 새로 찍기 · take the README's screenshots anew
	@scripts/pictures.sh

clean-demo: ## 시연 자료 지우기 · remove the demo workspace
	@scripts/clean-demo.sh
