# shellcheck shell=bash
# Python tools in environments of their own; sourced by ./ren, which sets root.

readonly PYTHON_TOOLS=${root:?}/target/ren/python

# python_tools NAME REQUIREMENTS   Makes the environment target/ren/python/NAME, if it is not there or
# wants other packages by now. Fails where there is no Python or no package registry.
python_tools() {
  local folder=$PYTHON_TOOLS/$1 requirements=$root/$2 sum
  sum=$(cksum <"$requirements")
  [ "$sum" != "$(cat "$folder/ren.sum" 2>/dev/null)" ] || return 0
  rm -rf "$folder"
  python3 -m venv "$folder" &&
    "$folder/bin/pip" install --quiet --no-compile --disable-pip-version-check -r "$requirements" &&
    printf '%s\n' "$sum" >"$folder/ren.sum"
}
