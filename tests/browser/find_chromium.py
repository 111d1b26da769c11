"""A Chromium for the tests: the one that is here, or one from Playwright or the system's package manager.

`python -m tests.browser.find_chromium` brings one when none is here, and prints its path: `make test` runs it
first. Chinese fonts come along where they can: without them a Chinese page shows, and prints, empty boxes.
It pins no version: the tests run with the browser that people have.
"""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from shutil import which

COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
APPLICATIONS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
MISSING = (
    "No Chromium was found or could be installed: install Chromium or Google Chrome "
    "(Debian: apt-get install chromium), or set CHROMIUM to the path of one."
)
NO_FONTS = (
    "No Chinese font was found, so Chinese pages will show empty boxes: install one "
    "(Debian: apt-get install fonts-noto-cjk)."
)
PLAYWRIGHTS_PATH = (
    "from playwright.sync_api import sync_playwright as start\n"
    "with start() as playwright: print(playwright.chromium.executable_path)"
)


class NoChromiumError(RuntimeError):
    """No Chromium, and no way to bring one."""


def find_chromium() -> str | None:
    """Return the path of the first Chromium that starts, or None. $CHROMIUM, if set, is the only one."""
    named = os.environ.get("CHROMIUM")
    return next(filter(_starts, [named] if named else _candidates()), None)


def ensure_chromium() -> str:
    """Return the path of a Chromium, having installed one if none was here.

    Errors: NoChromiumError, one line that says what to install.
    """
    if named := os.environ.get("CHROMIUM"):
        if _starts(named):
            return named
        raise NoChromiumError(f"CHROMIUM={named} does not start: name another, or leave CHROMIUM unset.")
    for bring in (_nothing, _bring_from_playwright, _bring_from_system):
        bring()
        if found := find_chromium():
            return found
    raise NoChromiumError(MISSING)


def ensure_chinese_fonts() -> str | None:
    """Return None once pages can show Chinese (a font is installed if need be), else what to install."""
    if not sys.platform.startswith("linux") or _has_chinese_font():
        return None  # other systems come with Chinese fonts
    _install("fonts-noto-cjk", "fontconfig")
    return None if _has_chinese_font() else NO_FONTS


def _candidates() -> Iterator[str]:
    yield from filter(None, map(which, COMMANDS))
    yield from filter(os.path.exists, APPLICATIONS)
    # In a process of its own: a test that asks may already be running Playwright, which starts only once.
    yield _output([sys.executable, "-c", PLAYWRIGHTS_PATH])


def _starts(path: str) -> bool:
    return "Chrom" in _output([path, "--version"])  # a stub that points to a snap package does not


def _nothing() -> None:
    pass


def _bring_from_playwright() -> None:
    _say("No Chromium here: asking Playwright for one.")
    _run([sys.executable, "-m", "playwright", "install", "chromium"])


def _bring_from_system() -> None:
    _install("chromium")


def _install(*packages: str) -> None:
    apt = which("apt-get")
    if not apt or (become := _become_root()) is None:
        return
    _say(f"Installing {' and '.join(packages)} with apt-get.")
    quiet_apt = [*become, "env", "DEBIAN_FRONTEND=noninteractive", apt, "-qq", "-o", "Dpkg::Use-Pty=0"]
    _run([*quiet_apt, "update"])
    _run([*quiet_apt, "install", "--yes", *packages])


def _become_root() -> Sequence[str] | None:
    if os.geteuid() == 0:
        return ()
    sudo = which("sudo")
    return (sudo, "-n") if sudo and _output([sudo, "-n", "echo", "root"]) else None


def _has_chinese_font() -> bool:
    return bool(_output(["fc-list", ":lang=zh"]))


def _output(command: Sequence[str]) -> str:
    """Return what `command` prints; nothing when it fails, hangs or is not there."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip()


def _run(command: Sequence[str]) -> None:
    """Run `command`; if it fails say why, each line once. Its success shows in what is found afterwards."""
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if done.returncode:
        _say("\n".join(dict.fromkeys(done.stderr.splitlines())))


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def main() -> int:
    """Print the path of a Chromium; complain in one line per thing that is missing."""
    try:
        print(f"browser: {ensure_chromium()}", flush=True)
    except NoChromiumError as missing:
        _say(str(missing))
        return 1
    if complaint := ensure_chinese_fonts():
        _say(complaint)
    return 0


if __name__ == "__main__":
    sys.exit(main())
