"""The emblem in a Word file: a drawing for programs that show SVG, with a picture of it for all others.

It is marked as decoration, for it says nothing that the masthead does not. ECMA-376, part 1, 20.2 and 20.4; the SVG and
the mark are Microsoft's extensions of it, [MS-ODRAWXML] 2.34 and 2.39.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final

from unpress_stages.render._docx_package import Package, Part

_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006"
_SHAPE: Final = 98 / 114
"""Height to width."""
_POINT: Final = 12700
"""English Metric Units of a point."""


def emblem(package: Package, header: Part, width: float) -> str:
    """Add the emblem to a package, for a header; the run that shows it, ``width`` points wide."""
    raster = package.add("/word/media/emblem.png", "image/png", data=_picture("emblem.png"))
    vector = package.add("/word/media/emblem.svg", "image/svg+xml", data=_picture("emblem.svg"))
    png, svg = header.relate("image", raster.name), header.relate("image", vector.name)
    size = f'cx="{round(width * _POINT)}" cy="{round(width * _SHAPE * _POINT)}"'
    decorative = (
        '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative'
        ' xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
    )
    drawn = (
        '<a:extLst><a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}"><asvg:svgBlip'
        f' xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" r:embed="{svg}"/></a:ext></a:extLst>'
    )
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" xmlns:a="{_DRAWING}/main"'
        f' xmlns:pic="{_DRAWING}/picture" distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="1" name="Emblem" descr="">{decorative}</wp:docPr>'
        f'<a:graphic><a:graphicData uri="{_DRAWING}/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="Emblem"/>'
        f'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{png}">{drawn}</a:blip><a:stretch><a:fillRect/>'
        f'</a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


@cache
def _picture(file: str) -> bytes:
    return (files(__package__ or "") / file).read_bytes()
