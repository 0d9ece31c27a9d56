"""How what a browser loads is built: reproducibly, and without a word of where packages come from."""

import json
from pathlib import Path

BROWSER = Path(__file__).resolve().parents[2] / "browser"


def test_the_lock_file_keeps_hashes_and_no_address() -> None:
    """Each package is held to its hash, and none to a host, so that any mirror serves."""
    packages = json.loads((BROWSER / "package-lock.json").read_text())["packages"]
    held = {name: one for name, one in packages.items() if name}
    assert held
    assert all("integrity" in one for one in held.values())
    assert not any("resolved" in one for one in packages.values())
    assert "omit-lockfile-registry-resolved=true" in (BROWSER / ".npmrc").read_text()


def test_every_dependency_is_pinned_and_none_runs_in_a_reader_s_browser() -> None:
    """Versions are exact; everything is a tool of the build, so that no foreign code is shipped but data."""
    package = json.loads((BROWSER / "package.json").read_text())
    assert "dependencies" not in package
    assert all(version[0].isdigit() for version in package["devDependencies"].values())
    imports = [
        line
        for path in (BROWSER / "src").rglob("*.ts")
        for line in path.read_text().splitlines()
        if line.startswith(("import ", "} from "))
    ]
    assert imports
    assert all('from "./' in line or 'from "../' in line for line in imports if " from " in line)
