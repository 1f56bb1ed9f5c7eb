"""Say that a file for archives (PDF/A, ISO 19005-2) is accessible, too (PDF/UA, ISO 14289-1).

WeasyPrint writes one or the other into the metadata. PDF/A wants terms of other standards described where they are used
(ISO 19005-2, 6.6.2.3), and metadata that can be read without unpacking (6.6.2.1).
"""

from __future__ import annotations

from typing import Any, Final

ACCESSIBLE: Final = b"""\
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1" />\
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""


def declare(pdf: Any) -> None:
    """Add the statement to the metadata of a file before it is written."""
    number = int(pdf.catalog["Metadata"].split()[0])
    metadata = next(entry for entry in pdf.objects if entry.number == number)
    metadata.compress = False
    end = b"</rdf:RDF>"
    metadata.stream[:] = [part.replace(end, ACCESSIBLE + end) for part in metadata.stream]
