# Says in one sentence why a Python cannot run this course; silent if it can. Usage: sh check_python.sh PYTHON
python=$1
if [ -z "$python" ]; then
    # The Makefile found none that will do: look at python3 to say why.
    python=python3
fi
if ! "$python" -c "" >/dev/null 2>&1; then
    echo "This course needs Python 3.11 or newer, and '$python' does not run here: install one from https://www.python.org or your system's packages." >&2
elif ! "$python" -c "import sys; sys.exit(sys.version_info < (3, 11))"; then
    echo "This course needs Python 3.11 or newer, but '$python' is $("$python" --version 2>&1): install a newer one, or name it with make PYTHON=/path/to/python3." >&2
elif ! "$python" -c "import ensurepip, venv" >/dev/null 2>&1; then
    echo "'$python' cannot create a virtual environment because its venv module is missing: install it first (on Debian and Ubuntu: sudo apt install python3-venv)." >&2
else
    exit 0
fi
exit 1
