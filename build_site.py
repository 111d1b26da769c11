"""The compiler of the portal: read everything, check everything, render everything; only then write.

python build_site.py build   write the site into site/
python build_site.py serve   the same, shown at http://127.0.0.1:8000/ and rebuilt on change
python build_site.py check   read, check and render, and write nothing
"""

import subprocess
import sys
import time
from functools import partial

from portal.hosting.preview import ADDRESS, serve
from portal.library import ROOT, read_library
from portal.pages.expand import check_placeholders
from portal.reader.problem import FaultyFile
from portal.site import SiteError, render, watched_paths, write

SITE = ROOT / "site"


def build(*, to_disk: bool) -> int:
    """Make the site; return 0, or 1 after saying every fault."""
    started = time.monotonic()
    try:
        library = read_library()
        check_placeholders(library)
        pages = render(library)
        if to_disk:
            write(library, pages, SITE)
    except (FaultyFile, SiteError) as error:
        print(error, file=sys.stderr)
        return 1
    count = sum(len(each) for each in pages.values())
    print(f"{count} pages {'written to site/' if to_disk else 'checked'} in {time.monotonic() - started:.1f} s")
    return 0


def preview() -> int:
    """Serve the site and rebuild it on change; each time in a new process, so that changed Python counts too."""
    rebuild = partial(subprocess.run, [sys.executable, __file__, "build"], check=False)
    try:
        serve(SITE, rebuild, watched_paths())
    except OSError as error:
        port = ADDRESS[1]
        print(f"port {port} cannot be used ({error.strerror}): stop the program that uses it", file=sys.stderr)
        return 1
    return 0


def main(arguments: list[str]) -> int:
    """Run one command and return its exit code: 0 done, 1 faults, 2 bad use."""
    match arguments:
        case ["build"]:
            return build(to_disk=True)
        case ["check"]:
            return build(to_disk=False)
        case ["serve"]:
            return build(to_disk=True) or preview()
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
