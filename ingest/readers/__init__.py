"""Readers of file formats, each a function from bytes to blocks, found by the name of the format."""

READERS = {
    "csv": ("ingest.readers.csv_", "read_csv"),
    "doc": ("ingest.readers.doc", "read_doc"),
    "docx": ("ingest.readers.docx", "read_docx"),
    "html": ("ingest.readers.html", "read_html"),
    "mhtml": ("ingest.readers.mhtml", "read_mhtml"),
    "odt": ("ingest.readers.odt", "read_odt"),
    "ofd": ("ingest.readers.ofd", "read_ofd"),
    "pdf": ("ingest.readers.pdf", "read_pdf"),
    "scan": ("ingest.readers.pdf_scan", "read_scan"),
    "xls": ("ingest.readers.sheets", "read_xls"),
    "xlsx": ("ingest.readers.sheets", "read_xlsx"),
}
