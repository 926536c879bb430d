# Shared by the scripts beside it: words in the user's language, colours, and work that shows it is alive.
# Sourced, never run. Expects bash and `set -euo pipefail`.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)

case "${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}" in
  zh* | ZH*) chinese=1 ;;
  *) chinese= ;;
esac

# say ENGLISH CHINESE: one of the two.
say() { if [ -n "$chinese" ]; then printf '%s\n' "$2"; else printf '%s\n' "$1"; fi; }

bold= dim= red= green= cyan= plain=
if [ -t 1 ] && [ -z "${NO_COLOR:-}" ] && [ "${TERM:-dumb}" != dumb ]; then
  bold=$'\e[1m' dim=$'\e[2m' red=$'\e[31m' green=$'\e[32m' cyan=$'\e[36m' plain=$'\e[0m'
fi

good() { printf '%s✓%s %s\n' "$green" "$plain" "$(say "$1" "$2")"; }
fail() {
  printf '%s✗ %s%s\n' "$red" "$(say "$1" "$2")" "$plain" >&2
  exit 1
}

# quietly LOG COMMAND…: runs a command with its output in LOG. On a terminal the last line of it is shown in place, with
# the seconds gone by; elsewhere nothing. Returns the command's status; where it fails, shows the end of the log first.
quietly() {
  local log=$1 status=0 started=$SECONDS line
  shift
  mkdir -p "$(dirname "$log")"
  "$@" >"$log" 2>&1 </dev/null &
  local child=$!
  # An interrupted script takes its work with it.
  trap 'kill "$child" 2>/dev/null; exit 130' INT TERM
  if [ -t 1 ] && [ "${TERM:-dumb}" != dumb ]; then
    while kill -0 "$child" 2>/dev/null; do
      line=$(tail -c 400 "$log" | tr '\r' '\n' | tr -cd '[:print:]\n' | grep -v '^ *$' | tail -n 1 || true)
      printf '\r\e[K%s  %3ds  %.60s%s' "$dim" "$((SECONDS - started))" "$line" "$plain"
      sleep 0.5
    done
    printf '\r\e[K'
  fi
  wait "$child" || status=$?
  trap - INT TERM
  if [ "$status" -ne 0 ] && [ "${tail_lines:-40}" -gt 0 ]; then
    # A compiler's errors may stand far above the end.
    grep -E ': error: ' "$log" | sort -u | head -n 20 >&2 || true
    tail -n "${tail_lines:-40}" "$log" >&2
  fi
  return "$status"
}
