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
    install_packages "$folder" "$requirements" &&
    printf '%s\n' "$sum" >"$folder/ren.sum"
}

# install_packages ENVIRONMENT REQUIREMENTS   By uv, which takes a tenth of pip's processor time; by
# pip where uv is not to be had.
install_packages() {
  local uv=$PYTHON_TOOLS/uv
  if [ ! -x "$uv/bin/uv" ]; then
    python3 -m venv "$uv" && quiet_pip "$uv" uv==0.13.9 || rm -rf "$uv"
  fi
  "$uv/bin/uv" pip install --quiet --python "$1/bin/python" -r "$2" || quiet_pip "$1" -r "$2"
}

# quiet_pip ENVIRONMENT ARGUMENT...
quiet_pip() {
  "$1/bin/pip" install --quiet --no-compile --disable-pip-version-check "${@:2}"
}
