"""What an editor would mark in a text, by language: punctuation of the other script, and missing spaces.

Chinese: full-width punctuation beside Chinese characters; a space between them and Latin letters or digits, as in
“不到 3 个月”. English: no full-width punctuation. Other languages are not judged.
"""

import re

_HAN = r"[\u4e00-\u9fff]"
_FULL_WIDTH = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
_HALF = re.compile(rf"(?<={_HAN})[,;:?!()]|[,;:?!()](?={_HAN})")
_CLOSE = re.compile(rf"(?<={_HAN})[A-Za-z0-9]|(?<=[A-Za-z0-9%]){_HAN}")
_WIDE = re.compile(r"[，。？！：；（）、《》「」]")


def typographic_fault(words: str, language: str) -> tuple[int, str, str] | None:
    """Return the first fault of `words`: its place (characters), what is wrong and what to do; None without one."""
    if language == "zh":
        if match := _HALF.search(words):
            return match.start(), f"'{match[0]}' stands beside a Chinese character", f"write '{_FULL_WIDTH[match[0]]}'"
        if match := _CLOSE.search(words):
            close = words[match.start() - 1 : match.end()]
            return match.start(), f"there is no space in '{close}'", f"write '{close[0]} {close[1:]}'"
    if language == "en" and (match := _WIDE.search(words)):
        return match.start(), f"'{match[0]}' is Chinese punctuation", "use the English sign"
    return None
