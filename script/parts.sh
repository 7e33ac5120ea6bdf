# shellcheck shell=bash
# The parts of script/lint and script/test: each runs even if one before it failed, and is a line
# of the table at the end. A part that could not run has failed.

part_names=() part_results=() part_seconds=()
running=

# In a process group of its own, so that an interruption ends all that the part has started.
part() {
    local name=$1 start=$SECONDS status=0
    shift
    printf '\n=== %s ===\n' "$name"
    set -m
    "$@" </dev/null &
    running=$!
    set +m
    wait "$running" || status=$?
    running=
    part_names+=("$name") part_results+=("$status") part_seconds+=($((SECONDS - start)))
}

stop_running_part() {
    [ -n "$running" ] || return 0
    kill -TERM -- "-$running" 2>/dev/null || true
    wait "$running" 2>/dev/null || true
    kill -KILL -- "-$running" 2>/dev/null || true
}

# printf pads by bytes, and French has letters of two.
line() {
    local LC_ALL=C.UTF-8
    printf '%s%*s%s%*s%8s\n' "$1" $((34 - ${#1})) '' "$2" $((10 - ${#2})) '' "$3"
}

report_parts() {
    local index failed=()
    echo
    line Partie Résultat Secondes
    for index in "${!part_names[@]}"; do
        if [ "${part_results[index]}" = 0 ]; then
            line "${part_names[index]}" passée "${part_seconds[index]}"
        else
            line "${part_names[index]}" ÉCHEC "${part_seconds[index]}"
            failed+=("${part_names[index]}")
        fi
    done
    printf 'En tout : %d parties, %d secondes.\n' "${#part_names[@]}" "$SECONDS"
    [ "${#failed[@]}" = 0 ] && return
    printf 'En échec : %s\n' "${failed[@]}"
    return 1
}

shell_scripts() {
    local script
    for script in script/*; do
        if [ -f "$script" ] && head -n 1 "$script" | grep -Eq '^(#!.*sh$|# shellcheck shell)'; then echo "$script"; fi
    done
}

lint_shell() {
    local scripts
    mapfile -t scripts < <(shell_scripts)
    shellcheck --external-sources .ci/run "${scripts[@]}"
}

lint_templates() {
    local templates
    mapfile -t templates < <(git ls-files 'templates/*.html')
    [ "${#templates[@]}" = 0 ] || djade --target-version 6.1 --check "${templates[@]}"
}

static_parts() {
    part "ruff check" ruff check .
    part "ruff format" ruff format --check .
    part "djade (gabarits)" lint_templates
    part "shellcheck (script/)" lint_shell
    part "mypy" mypy
    part "import-linter" lint-imports
    part "docker-compose.yml" check-jsonschema --builtin-schema vendor.compose-spec docker-compose.yml
    part "hadolint (Dockerfile)" hadolint Dockerfile
}
