# shellcheck shell=bash
# A demonstration of the script's own, filled with a morning's work: script/pages and script/lighthouse.
#   start_demonstration WORK      in the folder WORK, which goes at the end; sets $site and $tour

start_demonstration() {
    local work=$1 port fill
    export PROMESSE_HOME=$work/home PROMESSE_ENV_FILE=/dev/null PROMESSE_DEMO=yes
    port=$(python -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
    # shellcheck disable=SC2034  # the caller reads it
    site=http://localhost:$port
    tour=$work/tour.json
    mkdir "$PROMESSE_HOME"
    script/server --port "$port" >"$work/server.log" 2>&1 &
    demonstration=$!
    # shellcheck disable=SC2064  # this folder, whatever the caller does with the name
    trap "stop_demonstration; rm -rf -- '$work'" EXIT
    until grep -q 'promesse répond' "$work/server.log"; do
        kill -0 "$demonstration" 2>/dev/null || { cat "$work/server.log" >&2; exit 1; }
        sleep 0.2
    done
    fill='
from pathlib import Path
from tests.appearance import morning, tour
morning.await_dossiers()
tour.write(Path("'$tour'"), morning.fill())'
    python manage.py shell --no-imports --command "$fill"
}

stop_demonstration() {
    kill -TERM "$demonstration" 2>/dev/null || true
    wait "$demonstration" || true
}
