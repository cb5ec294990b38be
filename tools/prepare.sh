#!/bin/sh
# Makes a virtual environment and installs Hall into it: prepare.sh PYTHON FOLDER WHAT   (WHAT: . or .[dev])
# What is missing on the machine is said in one line.
set -eu
python=$1 venv=$2 what=$3

fail() {
    echo "hall: $1" >&2
    exit 1
}

command -v "$python" >/dev/null || fail "Python 3.11 or newer is needed and there is no $python here"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    fail "Python 3.11 or newer is needed; this is $("$python" --version 2>&1) (another one: make PYTHON=python3.12)"
"$python" -c 'import ensurepip, venv' 2>/dev/null ||
    fail "Python's venv is missing: as root, apt-get install python3-venv"

echo "hall: installing into $venv (a minute the first time)"
[ -x "$venv/bin/python" ] || "$python" -m venv "$venv"
# Quiet twice: what pip warns of (a folder of packages that lacks this one) is nothing to whoever runs Hall; errors show.
"$venv/bin/python" -m pip install --quiet --quiet --disable-pip-version-check --editable "$what" ||
    fail "installing failed; the lines above say why"
