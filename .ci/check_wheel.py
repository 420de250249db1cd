"""Build the wheel, install it into a fresh environment and check what a user would get.

- each top-level name is brought by exactly one distribution, and by wardwise;
- templates, scenario files and `py.typed` markers that lie in the packages are in the wheel;
- every module can be imported with nothing but the declared dependencies;
- `wardwise --help`, `wardwise --version` and `wardwise init` work from an unrelated folder.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("cli", "data", "forecasting", "optimization", "reports", "scenarios")

INSIDE = """
import importlib, importlib.metadata, pkgutil, sys
owners = importlib.metadata.packages_distributions()
for name in sys.argv[1:]:
    assert owners.get(name) == ["wardwise"], f"the import name {name!r} belongs to {owners.get(name)}"
    package = importlib.import_module(name)
    for module in pkgutil.walk_packages(package.__path__, name + "."):
        importlib.import_module(module.name)
print("every module of", ", ".join(sys.argv[1:]), "can be imported")
"""


def run(*command: str | Path, cwd: Path) -> str:
    """Run a command, show it and return what it wrote; its failure ends this script."""
    print("+", *(part for part in map(str, command) if "\n" not in part), flush=True)
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, check=False, text=True, capture_output=True
    )
    if done.returncode:
        sys.exit(f"{done.stdout}{done.stderr}exit code {done.returncode}")
    return done.stdout


def build(folder: Path) -> Path:
    """Build the wheel from the working tree into `folder`."""
    run(sys.executable, "-m", "build", "--wheel", "--outdir", folder, ROOT, cwd=ROOT)
    (wheel,) = folder.glob("wardwise-*.whl")
    return wheel


def check_contents(wheel: Path) -> None:
    """Every file of the packages is in the wheel, and the wheel has no other top-level name."""
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if not name.endswith("/")}
    tracked = run("git", "ls-files", *PACKAGES, cwd=ROOT).splitlines()
    missing = [name for name in tracked if name not in packed]
    if missing:
        sys.exit(f"not in the wheel: {missing}")
    strangers = {name.split("/")[0] for name in packed} - set(PACKAGES)
    strangers = {name for name in strangers if not name.endswith(".dist-info")}
    if strangers:
        sys.exit(f"unexpected top-level names in the wheel: {sorted(strangers)}")


def check_installed(wheel: Path, folder: Path) -> None:
    """Install the wheel into a fresh environment and use it there."""
    venv.create(folder / "env", with_pip=True, clear=True)
    binaries = folder / "env" / ("Scripts" if sys.platform == "win32" else "bin")
    constraints = ROOT / "constraints.txt"
    pip = (binaries / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    run(*pip, "--constraint", constraints, wheel, cwd=folder)
    print(run(binaries / "python", "-I", "-c", INSIDE, *PACKAGES, cwd=folder).strip())
    assert "plan" in run(binaries / "wardwise", "--help", cwd=folder)
    print(run(binaries / "wardwise", "--version", cwd=folder).strip())
    run(binaries / "wardwise", "init", folder / "hospital", cwd=folder)


def main() -> None:
    """Build and check."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        wheel = build(folder / "dist")
        check_contents(wheel)
        check_installed(wheel, folder)
    print("the wheel is right")


if __name__ == "__main__":
    main()
