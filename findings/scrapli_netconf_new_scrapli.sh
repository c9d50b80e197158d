#!/usr/bin/env bash
# The newest scrapli-netconf beside the newest scrapli installs without a word and cannot be imported.
#
# Versions:    scrapli-netconf 2026.1.12, scrapli 2026.10.14
# Behaviour:   scrapli was rewritten in October 2026 and no longer has AsyncDriver. scrapli-netconf asks for
#              "scrapli>=2022.07.30", with no upper end, so pip takes the rewrite and `pip check` finds nothing wrong.
# Most guess:  that the newest of two packages by one author, with dates for versions, go together.
# Seen on 2026-11-28:
#   pip check: No broken requirements found.
#   import: ImportError: cannot import name 'AsyncDriver' from 'scrapli'
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check scrapli-netconf==2026.1.12 scrapli==2026.10.14

cat > imported.py <<'PYTHON'
try:
    import scrapli_netconf

    print("import: works", scrapli_netconf.__version__)
except ImportError as error:
    print(f"import: {type(error).__name__}: {str(error).split(' (')[0]}")
PYTHON

seen="pip check: $(venv/bin/pip --disable-pip-version-check check)
$(venv/bin/python imported.py)"
echo "$seen"
[ "$seen" = "pip check: No broken requirements found.
import: ImportError: cannot import name 'AsyncDriver' from 'scrapli'" ] || { echo "changed since 2026-11-28"; exit 1; }
