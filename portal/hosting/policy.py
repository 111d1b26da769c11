"""The Content-Security-Policy of each page, with a hash for each of its inline scripts.

By meta tag, so that it holds on every host. A host that can send headers should send the same policy, and
`frame-ancestors 'none'`, which a meta tag cannot carry.
Source: W3C Content Security Policy Level 3, https://www.w3.org/TR/CSP3/.
"""

import base64
import hashlib
import re

_INLINE = re.compile(r"<script(?P<attributes>[^>]*)>(?P<code>.*?)</script>", re.DOTALL | re.IGNORECASE)
_DATA = re.compile(r"type=\"?application/(?:ld\+)?json")
_HEAD = re.compile(r"<meta charset=\"?utf-8\"?>", re.IGNORECASE)

FIXED = (
    "default-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",  # Material's icons are data: images in its style sheet
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
)


def with_policy(html: str) -> str:
    """Return the page with its policy right after the charset. Errors: ValueError where there is no charset."""
    policy = "; ".join([*FIXED, f"script-src 'self' 'wasm-unsafe-eval' {' '.join(script_hashes(html))}".strip()])
    tag = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    found = _HEAD.search(html)
    if not found:
        raise ValueError('a page needs <meta charset="utf-8"> in its head, for the policy to follow it')
    return html[: found.end()] + tag + html[found.end() :]


def script_hashes(html: str) -> list[str]:
    """Return the CSP source of each inline script that runs, each once, in the order of the page."""
    scripts = [match for match in _INLINE.finditer(html) if not _DATA.search(match["attributes"])]
    inline = [match["code"] for match in scripts if "src=" not in match["attributes"]]
    return list(dict.fromkeys(f"'sha256-{_sha256(code)}'" for code in inline))


def _sha256(code: str) -> str:
    return base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
