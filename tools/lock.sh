#!/bin/sh
# Exact, hashed requirement files without any index address.
set -e
compile="uv pip compile --quiet --generate-hashes --no-emit-index-url --no-annotate --no-header"
$compile --universal --python-version 3.11 requirements.in -o requirements.txt
$compile --universal --python-version 3.11 requirements-dev.in -o requirements-dev.txt
$compile --python-version 3.10 engine/requirements.in -o engine/requirements.txt
$compile --universal --python-version 3.11 tools/adapt/requirements.in -o tools/adapt/requirements.txt
