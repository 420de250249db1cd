"""matplotlib's SVG made small enough to repeat: shared classes for styles, short numbers, no ids, no namespaces.

Inside HTML an `<svg>` needs no namespace declarations, and ids would occur once per chart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from markupsafe import escape

_STYLE = re.compile(r' style="([^"]*)"')
_FONT_FAMILY = re.compile(r"font(-family)?:[^;]*(;|$)")
_LONG_NUMBER = re.compile(r"-?\d+\.\d{2,}")
_ROOT = re.compile(r"<svg [^>]*viewBox=\"([^\"]*)\"[^>]*>")


@dataclass
class StyleSheet:
    """The style declarations of all charts of a page, each under one class."""

    classes: dict[str, str] = field(default_factory=dict)

    def class_of(self, declarations: str) -> str:
        """The class that stands for `declarations`."""
        return self.classes.setdefault(declarations, f"c{len(self.classes)}")

    def css(self) -> str:
        """The rules of all classes."""
        return "\n".join(f".{name} {{ {rule} }}" for rule, name in self.classes.items())


def slim_svg(svg: str, styles: StyleSheet, title: str) -> str:
    """The `<svg>` element of a matplotlib figure for use inside HTML, named by `title`.

    The figure must hold no clip paths and no markers: their definitions are referred to by id.
    """
    body = svg[svg.index("<svg ") :]
    body = re.sub(r"<metadata>.*?</metadata>\s*|<defs>.*?</defs>\s*|<!--.*?-->\s*", "", body, flags=re.DOTALL)
    view_box = _ROOT.match(body)
    if view_box is None or "url(#" in body or "<use" in body:
        raise ValueError("expected a figure with a viewBox and without clip paths and markers")
    body = _ROOT.sub("", body, count=1)
    body = re.sub(r' id="[^"]*"', "", body)
    body = _LONG_NUMBER.sub(lambda found: f"{float(found[0]):.1f}", body)
    body = _STYLE.sub(lambda found: _class_attribute(found[1], styles), body)
    body = re.sub(r">\s+<", "><", body).strip()
    body = re.sub(r"\s*\n\s*", " ", body)
    body = re.sub(r' transform="rotate\(-?0 [^"]*"', "", body)
    # Groups without attributes only nest; the root keeps its own end tag.
    body = re.sub(r"</?g ?/?>", "", body)
    box = _LONG_NUMBER.sub(lambda found: f"{float(found[0]):.1f}", view_box[1])
    return f'<svg class="chart" viewBox="{box}" role="img"><title>{escape(title)}</title>{body}'


def _class_attribute(declarations: str, styles: StyleSheet) -> str:
    """Fonts come from the page; a style that says nothing else needs no class."""
    size = re.search(r"font:\s*([\d.]+px)", declarations)
    kept = _FONT_FAMILY.sub("", declarations).strip("; ")
    if size:
        kept = f"font-size: {size[1]}; {kept}".strip("; ")
    return f' class="{styles.class_of(kept)}"' if kept else ""
